//! Keeping `|w| = 1`.

use coarsegrad_arith::Real;

use crate::error::TrainError;

/// `w/|w|`.
///
/// The population loss depends on the direction of `w` alone, so normalising after every step
/// changes nothing in the loss, and it keeps the rate from meaning more and more as `|w|` shrinks:
/// with it even the identity STE is stable at a spurious minimiser (proved in the book).
///
/// # Errors
/// [`TrainError::ZeroWeight`] where the arithmetic cannot rule out `w = 0`, and
/// [`TrainError::TooLargeWeight`] where `|w|^2` overflows.
pub fn normalise<T: Real>(w: &[T]) -> Result<Vec<T>, TrainError> {
    let Some(first) = w.first() else {
        return Ok(Vec::new());
    };
    let zero = T::zero(&first.context());
    let squared = w
        .iter()
        .fold(zero, |sum, entry| entry.clone() * entry + &sum);
    if squared.sign() != Some(std::cmp::Ordering::Greater) {
        return Err(TrainError::ZeroWeight);
    }
    let factor = squared.sqrt().recip();
    // An `f64` whose square overflows has the factor zero.
    if factor.sign() == Some(std::cmp::Ordering::Equal) {
        return Err(TrainError::TooLargeWeight);
    }
    Ok(w.iter().map(|entry| entry.clone() * &factor).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use coarsegrad_arith::{Ball, Rational, Symbolic};

    #[test]
    fn the_length_becomes_one_and_the_direction_stays() {
        let unit = normalise(&[3.0f64, -4.0]).unwrap();
        assert!((unit[0] - 0.6).abs() < 1e-15 && (unit[1] + 0.8).abs() < 1e-15);
        assert!(normalise(&[0.0, 0.0]).is_err());
        assert!(normalise(&[f64::NAN]).is_err());
        let root = Symbolic::sqrt_rational(&Rational::from((1, 2)));
        let one = Symbolic::rational(Rational::from(1));
        for entry in normalise(&[one.clone(), one]).unwrap() {
            assert!(entry.equals(&root));
        }
        let around_zero = Ball::from_rational(64, &Rational::from((1, 3)))
            - &Ball::from_rational(128, &Rational::from((1, 3)));
        assert!(around_zero.contains_zero());
        assert!(normalise(&[around_zero]).is_err());
    }
}
