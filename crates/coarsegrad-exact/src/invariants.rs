//! What the closed forms need to know of `v` and `v*`: a few sums over the rows.

use coarsegrad_arith::{
    Integer, OverCommonDenominator, Rational, Scalar, dot, over_common_denominator, sum,
    sum_fractions,
};

/// The first- and second-degree sums of `v` and `v*`.
#[derive(Clone, Debug)]
pub struct Invariants<T> {
    /// `1^T v`.
    pub sum_v: T,
    /// `S = 1^T v*`.
    pub sum_v_star: T,
    /// `|v|^2`.
    pub v_squared: T,
    /// `|v*|^2`.
    pub v_star_squared: T,
    /// `v.v*`.
    pub v_dot_v_star: T,
    /// `h = |v|^2 + (1^T v)^2 - (1^T v) S + v.v*`.
    pub h: T,
    /// `|v - v*|^2 + (1^T v - S)^2`.
    pub misfit: T,
}

impl Invariants<Rational> {
    /// The sums, exactly.
    #[must_use]
    pub fn exact(v: &[Rational], v_star: &[Rational]) -> Self {
        match (over_common_denominator(v), over_common_denominator(v_star)) {
            (Some(v), Some(v_star)) => Self::over_common_denominators(&v, &v_star),
            _ => Self::from_sums(
                (sum(v), sum(v_star)),
                (dot(v, v), dot(v, v_star), dot(v_star, v_star)),
            ),
        }
    }

    pub(crate) fn over_common_denominators(
        v: &OverCommonDenominator,
        v_star: &OverCommonDenominator,
    ) -> Self {
        let mut sums: [Integer; 5] = Default::default();
        let [x1, y1, xx, xy, yy] = &mut sums;
        for (x, y) in v.numerators.iter().zip(&v_star.numerators) {
            *x1 += x;
            *y1 += y;
            *xx += x * x;
            *xy += x * y;
            *yy += y * y;
        }
        let [x1, y1, xx, xy, yy] = sums;
        let (p, q) = (&v.denominator, &v_star.denominator);
        let over =
            |numerator, x: &Integer, y: &Integer| Rational::from((numerator, Integer::from(x * y)));
        Self::from_sums(
            (
                Rational::from((x1, p.clone())),
                Rational::from((y1, q.clone())),
            ),
            (over(xx, p, p), over(xy, p, q), over(yy, q, q)),
        )
    }

    fn from_sums(
        (sum_v, sum_v_star): (Rational, Rational),
        (v_squared, v_dot_v_star, v_star_squared): (Rational, Rational, Rational),
    ) -> Self {
        let difference = Rational::from(&sum_v - &sum_v_star);
        let h = Rational::from(&sum_v * &difference) + &v_squared + &v_dot_v_star;
        let misfit =
            difference.square() + &v_squared + &v_star_squared - Rational::from(2 * &v_dot_v_star);
        Invariants {
            sum_v,
            sum_v_star,
            v_squared,
            v_star_squared,
            v_dot_v_star,
            h,
            misfit,
        }
    }

    /// The same numbers in another arithmetic.
    #[must_use]
    pub fn convert<T: Scalar>(&self, context: &T::Context) -> Invariants<T> {
        let number = |x: &Rational| T::from_rational(context, x);
        Invariants {
            sum_v: number(&self.sum_v),
            sum_v_star: number(&self.sum_v_star),
            v_squared: number(&self.v_squared),
            v_star_squared: number(&self.v_star_squared),
            v_dot_v_star: number(&self.v_dot_v_star),
            h: number(&self.h),
            misfit: number(&self.misfit),
        }
    }
}

/// The third- and fourth-degree sums `S_jk = sum_i v_i^j v*_i^k` that variances depend on.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is the sum that its indices name")]
pub struct HigherSums<T> {
    pub s30: T,
    pub s21: T,
    pub s12: T,
    pub s40: T,
    pub s31: T,
    pub s22: T,
    pub s13: T,
    pub s04: T,
}

impl<T> HigherSums<T> {
    /// Builds the eight sums from a function of the two exponents.
    fn build(mut sum: impl FnMut(u32, u32) -> T) -> Self {
        HigherSums {
            s30: sum(3, 0),
            s21: sum(2, 1),
            s12: sum(1, 2),
            s40: sum(4, 0),
            s31: sum(3, 1),
            s22: sum(2, 2),
            s13: sum(1, 3),
            s04: sum(0, 4),
        }
    }

    /// Applies a function to each sum and its two exponents.
    fn map<U>(&self, mut f: impl FnMut(&T, u32, u32) -> U) -> HigherSums<U> {
        HigherSums {
            s30: f(&self.s30, 3, 0),
            s21: f(&self.s21, 2, 1),
            s12: f(&self.s12, 1, 2),
            s40: f(&self.s40, 4, 0),
            s31: f(&self.s31, 3, 1),
            s22: f(&self.s22, 2, 2),
            s13: f(&self.s13, 1, 3),
            s04: f(&self.s04, 0, 4),
        }
    }
}

impl HigherSums<Rational> {
    /// The sums, exactly.
    #[must_use]
    pub fn exact(v: &[Rational], v_star: &[Rational]) -> Self {
        match (over_common_denominator(v), over_common_denominator(v_star)) {
            (Some(v), Some(v_star)) => Self::over_common_denominators(&v, &v_star),
            _ => Self::build(|j, k| {
                sum_fractions(v.iter().zip(v_star).map(|(x, y)| {
                    (
                        power(x.numer(), j) * power(y.numer(), k),
                        power(x.denom(), j) * power(y.denom(), k),
                    )
                }))
            }),
        }
    }

    pub(crate) fn over_common_denominators(
        v: &OverCommonDenominator,
        v_star: &OverCommonDenominator,
    ) -> Self {
        let mut sums = HigherSums::build(|_, _| Integer::new());
        for (x, y) in v.numerators.iter().zip(&v_star.numerators) {
            let (xx, xy, yy) = (
                Integer::from(x * x),
                Integer::from(x * y),
                Integer::from(y * y),
            );
            sums.s30 += &xx * x;
            sums.s21 += &xx * y;
            sums.s12 += x * &yy;
            sums.s40 += &xx * &xx;
            sums.s31 += &xx * &xy;
            sums.s22 += &xx * &yy;
            sums.s13 += &xy * &yy;
            sums.s04 += &yy * &yy;
        }
        sums.map(|numerator, j, k| {
            let denominator = power(&v.denominator, j) * power(&v_star.denominator, k);
            Rational::from((numerator, &denominator))
        })
    }

    /// The same numbers in another arithmetic.
    #[must_use]
    pub fn convert<T: Scalar>(&self, context: &T::Context) -> HigherSums<T> {
        self.map(|sum, _, _| T::from_rational(context, sum))
    }
}

impl<T: Scalar> HigherSums<T> {
    /// The sums row by row in the arithmetic itself: for inputs whose exact sums would be huge.
    pub fn rounded(context: &T::Context, v: &[Rational], v_star: &[Rational]) -> Self {
        let zero = || T::zero(context);
        let mut sums = HigherSums::build(|_, _| zero());
        for (x, y) in v.iter().zip(v_star) {
            let (x, y) = (T::from_rational(context, x), T::from_rational(context, y));
            let (xx, xy, yy) = (x.clone() * &x, x.clone() * &y, y.clone() * &y);
            sums.s30 = xx.clone() * &x + &sums.s30;
            sums.s21 = xx.clone() * &y + &sums.s21;
            sums.s12 = yy.clone() * &x + &sums.s12;
            sums.s40 = xx.clone() * &xx + &sums.s40;
            sums.s31 = xx.clone() * &xy + &sums.s31;
            sums.s22 = xx * &yy + &sums.s22;
            sums.s13 = xy * &yy + &sums.s13;
            sums.s04 = yy.clone() * &yy + &sums.s04;
        }
        sums
    }
}

fn power(base: &Integer, exponent: u32) -> Integer {
    match exponent {
        0 => Integer::from(1),
        1 => base.clone(),
        _ => (1..exponent).fold(base.clone(), |product, _| product * base),
    }
}
