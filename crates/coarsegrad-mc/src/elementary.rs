//! Elementary functions without branches or tables, which compilers turn into vector code.
//!
//! They use additions, multiplications, divisions, square roots and fused multiply-adds alone, each
//! of which IEEE 754 rounds in one way: the results are the same bits on every machine and at every
//! width of vectors. Errors are measured in the tests against enclosures.

mod double;
mod single;

/// The functions that the samplers need, in one precision.
pub(crate) trait Elementary: Copy {
    /// `-2 ln(x)` for `0 < x <= 1`, not negative.
    fn minus_two_ln(x: Self) -> Self;
    /// `(sin(2 pi x), cos(2 pi x))` for `0 <= x <= 1`.
    fn sin_cos_turn(x: Self) -> (Self, Self);
    /// `e^x` for `x <= 0`; zero where that is below the smallest normal number.
    fn exp_negative(x: Self) -> Self;
}

#[cfg(test)]
mod tests {
    use coarsegrad_arith::{Ball, Rational};

    use super::*;

    fn ball(x: f64) -> Ball {
        Ball::from_rational(150, &Rational::from_f64(x).unwrap())
    }

    /// The relative error of `found`, at most.
    fn error(found: f64, exact: &Ball) -> f64 {
        let difference = (ball(found) - exact).abs().upper().to_f64();
        difference / exact.abs().lower().to_f64()
    }

    /// Numbers from 2^-53 to 1, dense at both ends and at the ends of the binades.
    fn unit_numbers() -> Vec<f64> {
        let mut numbers = Vec::new();
        for k in 0..=53 {
            let power = 2.0_f64.powi(-k);
            for step in -200..=200 {
                numbers.push(power * (1.0 + f64::from(step) * 1e-3));
                numbers.push(power * (1.0 + f64::from(step) * f64::EPSILON));
            }
            numbers.push(power * std::f64::consts::FRAC_1_SQRT_2);
        }
        numbers.retain(|x| *x >= 2.0_f64.powi(-53) && *x < 1.0);
        numbers
    }

    #[test]
    fn logarithms_are_accurate() {
        for x in unit_numbers() {
            let exact = -ball(x).ln().mul_2exp(1);
            assert!(error(f64::minus_two_ln(x), &exact) < 5e-16, "{x}");
            #[expect(clippy::cast_possible_truncation, reason = "single precision")]
            let x = x as f32;
            if x < 1.0 {
                let exact = -ball(f64::from(x)).ln().mul_2exp(1);
                assert!(error(f64::from(f32::minus_two_ln(x)), &exact) < 3e-7, "{x}");
            }
        }
        assert_eq!(f64::minus_two_ln(1.0), 0.0);
        assert_eq!(f32::minus_two_ln(1.0), 0.0);
    }

    #[test]
    fn exponentials_are_accurate() {
        for step in 0..=70_000 {
            let x = -f64::from(step) * 0.010_037;
            let exact = ball(x).exp();
            assert!(error(f64::exp_negative(x), &exact) < 5e-16, "{x}");
            #[expect(clippy::cast_possible_truncation, reason = "single precision")]
            let x = x as f32;
            if x > -87.0 {
                let exact = ball(f64::from(x)).exp();
                assert!(error(f64::from(f32::exp_negative(x)), &exact) < 3e-7, "{x}");
            }
        }
        assert_eq!(f64::exp_negative(0.0), 1.0);
        assert_eq!(f64::exp_negative(-1e9), 0.0);
        assert_eq!(f64::exp_negative(f64::NEG_INFINITY), 0.0);
        assert_eq!(f32::exp_negative(-88.0), 0.0);
    }

    /// Eighths of a turn have known values; everywhere else the two squares add up to one and the
    /// tangent is the angle's.
    #[test]
    fn sines_are_accurate() {
        for step in 0..=8_u8 {
            let (sine, cosine) = f64::sin_cos_turn(f64::from(step) / 8.0);
            let half = std::f64::consts::FRAC_1_SQRT_2;
            let values = [0.0, half, 1.0, half, 0.0, -half, -1.0, -half, 0.0];
            let at = |k: u8| values[usize::from(k % 8)];
            assert!((sine - at(step)).abs() < 2e-16 && (cosine - at(step + 2)).abs() < 2e-16);
        }
        for step in 1..4000 {
            let x = f64::from(step) * 0.000_25 + 1e-9;
            let (sine, cosine) = f64::sin_cos_turn(x);
            let one = ball(sine).square() + &ball(cosine).square();
            assert!(error(1.0, &one) < 5e-16, "{x}");
            let angle = Ball::atan2(&ball(sine), &ball(cosine));
            let turn = Ball::pi(150).mul_2exp(1);
            let expected = turn.clone() * &ball(x);
            let folded = if x < 0.5 { expected } else { expected - &turn };
            assert!((angle - &folded).abs().upper().to_f64() < 5e-16, "{x}");
        }
    }
}
