//! The angle between the student's and the teacher's weights, decided exactly.

use std::cmp::Ordering;

use coarsegrad_arith::{Rational, dot};

/// `theta(w, w*)` in `[0, pi]`, as far as exact arithmetic decides it.
///
/// For rational `w` and `w*` the number `cos^2(theta)` is rational, so by Niven's theorem
/// `theta/pi` is rational exactly when `cos^2(theta)` is 0, 1/4, 1/2, 3/4 or 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Angle {
    /// `w = 0`: there is no angle.
    Undefined,
    /// `theta/pi` is this rational; 0 and 1 are the parallel and the opposite direction.
    OfPi(Rational),
    /// `theta/pi` is irrational; in particular `0 < theta < pi`.
    Irrational,
}

impl Angle {
    /// Whether `theta` is 0 or pi: the two weight vectors are parallel.
    #[must_use]
    pub fn is_degenerate(&self) -> bool {
        self.is_zero() || self.is_pi()
    }

    /// Whether `theta = 0`.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self, Angle::OfPi(x) if x.is_zero())
    }

    /// Whether `theta = pi`.
    #[must_use]
    pub fn is_pi(&self) -> bool {
        matches!(self, Angle::OfPi(x) if *x == 1)
    }
}

/// The exact inner products of `w` and `w*`, on which everything geometric depends.
#[derive(Clone, Debug)]
pub struct Plane {
    /// `|w|^2`.
    pub student_norm_squared: Rational,
    /// `|w*|^2`, positive.
    pub teacher_norm_squared: Rational,
    /// `w . w*`.
    pub inner_product: Rational,
    /// `|w|^2 |w*|^2 - (w.w*)^2 = (|w| |w*| sin theta)^2`; zero exactly when the vectors are
    /// parallel.
    pub wedge_squared: Rational,
    /// The angle.
    pub angle: Angle,
}

impl Plane {
    /// The inner products and the angle of student weights `w` and teacher weights `w*`.
    #[must_use]
    pub fn new(student: &[Rational], teacher: &[Rational]) -> Self {
        Self::from_products(
            dot(student, student),
            dot(student, teacher),
            dot(teacher, teacher),
        )
    }

    /// The same from `|w|^2`, `w.w*` and `|w*|^2`.
    #[must_use]
    pub fn from_products(
        student_norm_squared: Rational,
        inner_product: Rational,
        teacher_norm_squared: Rational,
    ) -> Self {
        let norms = Rational::from(&student_norm_squared * &teacher_norm_squared);
        let inner_squared = Rational::from(&inner_product * &inner_product);
        let angle = if student_norm_squared.is_zero() {
            Angle::Undefined
        } else {
            let cos_squared = Rational::from(&inner_squared / &norms);
            match acute_angle_of_pi(&cos_squared) {
                Some(acute) if inner_product.cmp0() == Ordering::Less => {
                    Angle::OfPi(Rational::from(1) - acute)
                }
                Some(acute) => Angle::OfPi(acute),
                None => Angle::Irrational,
            }
        };
        let wedge_squared = norms - inner_squared;
        Plane {
            student_norm_squared,
            teacher_norm_squared,
            inner_product,
            wedge_squared,
            angle,
        }
    }
}

/// `acos(sqrt(x)) / pi` where that is rational.
fn acute_angle_of_pi(cos_squared: &Rational) -> Option<Rational> {
    [
        ((1, 1), (0, 1)),
        ((3, 4), (1, 6)),
        ((1, 2), (1, 4)),
        ((1, 4), (1, 3)),
        ((0, 1), (1, 2)),
    ]
    .into_iter()
    .find(|(square, _)| *cos_squared == Rational::from(*square))
    .map(|(_, angle)| Rational::from(angle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn angle(w: &[i32], w_star: &[i32]) -> Angle {
        let rational = |x: &[i32]| x.iter().map(|n| Rational::from(*n)).collect::<Vec<_>>();
        Plane::new(&rational(w), &rational(w_star)).angle
    }

    #[test]
    fn niven_angles_are_exact() {
        let of_pi = |n: i32, d: i32| Angle::OfPi(Rational::from((n, d)));
        assert_eq!(angle(&[2, 0], &[1, 0]), of_pi(0, 1));
        assert_eq!(angle(&[1, 1, 0], &[1, 1, 1]), Angle::Irrational);
        assert_eq!(angle(&[1, 1, 0], &[0, 1, 1]), of_pi(1, 3));
        assert_eq!(angle(&[1, 1], &[1, 0]), of_pi(1, 4));
        assert_eq!(angle(&[2, 1, 1], &[1, 1, 0]), of_pi(1, 6));
        assert_eq!(angle(&[0, 3], &[1, 0]), of_pi(1, 2));
        assert_eq!(angle(&[-1, 1], &[1, 0]), of_pi(3, 4));
        assert_eq!(angle(&[-2, -1, -1], &[1, 1, 0]), of_pi(5, 6));
        assert_eq!(angle(&[-1, -1, 0], &[0, 1, 1]), of_pi(2, 3));
        assert_eq!(angle(&[-3], &[1]), of_pi(1, 1));
        assert_eq!(angle(&[0, 0], &[1, 0]), Angle::Undefined);
        assert_eq!(angle(&[3, 4], &[1, 0]), Angle::Irrational);
    }
}
