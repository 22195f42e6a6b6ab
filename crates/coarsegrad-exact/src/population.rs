//! One instance, with everything about it that is decided exactly.

use std::cell::OnceCell;

use coarsegrad_arith::{
    Ball, Evaluator, OverCommonDenominator, Rational, Real, Symbolic, over_common_denominator,
};
use coarsegrad_model::{Angle, Plane, TwoLayer};

use crate::closed_forms::ClosedForms;
use crate::geometry::{Geometry, Position, symbolic_theta_over_pi, theta_over_pi};
use crate::invariants::{HigherSums, Invariants};
use crate::landscape::{CriticalPoint, Landscape};

/// Invariants longer than this are not carried through symbolic formulas: their greatest common
/// divisors would cost more than everything else.
const SYMBOLIC_BITS: u32 = 16_384;

/// An instance of the two-layer model and its exact invariants.
///
/// Building it costs O(m + n) exact operations; every scalar afterwards costs O(1).
#[derive(Clone, Debug)]
pub struct Population<'a> {
    instance: &'a TwoLayer<Rational>,
    integers: Option<Integers>,
    plane: Plane,
    invariants: Invariants<Rational>,
}

/// The input vectors over their common denominators, where those are of moderate size.
#[derive(Clone, Debug)]
pub(crate) struct Integers {
    pub(crate) v: OverCommonDenominator,
    pub(crate) v_star: OverCommonDenominator,
    pub(crate) w: OverCommonDenominator,
    pub(crate) w_star: OverCommonDenominator,
}

impl Integers {
    fn new(instance: &TwoLayer<Rational>) -> Option<Self> {
        let (student, teacher) = (instance.student(), instance.teacher());
        Some(Integers {
            v: over_common_denominator(&student.v)?,
            v_star: over_common_denominator(&teacher.v)?,
            w: over_common_denominator(&student.w)?,
            w_star: over_common_denominator(&teacher.w)?,
        })
    }
}

impl<'a> Population<'a> {
    /// The population quantities of an instance.
    #[must_use]
    pub fn new(instance: &'a TwoLayer<Rational>) -> Self {
        let integers = Integers::new(instance);
        let (plane, invariants) = match &integers {
            Some(Integers {
                v,
                v_star,
                w,
                w_star,
            }) => (
                Plane::from_products(w.dot(w), w.dot(w_star), w_star.dot(w_star)),
                Invariants::over_common_denominators(v, v_star),
            ),
            None => {
                let (student, teacher) = (instance.student(), instance.teacher());
                (
                    Plane::new(&student.w, &teacher.w),
                    Invariants::exact(&student.v, &teacher.v),
                )
            }
        };
        Population {
            instance,
            integers,
            plane,
            invariants,
        }
    }

    pub(crate) fn integers(&self) -> Option<&Integers> {
        self.integers.as_ref()
    }

    /// The instance.
    #[must_use]
    pub fn instance(&self) -> &'a TwoLayer<Rational> {
        self.instance
    }

    /// The inner products of `w` and `w*` and the angle.
    #[must_use]
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The position of `w` relative to `w*`.
    #[must_use]
    pub fn position(&self) -> Position {
        Position::of(&self.plane)
    }

    /// The sums over the rows, exactly.
    #[must_use]
    pub fn invariants(&self) -> &Invariants<Rational> {
        &self.invariants
    }

    /// `r = w.w*/|w|^2`, zero at `w = 0`.
    #[must_use]
    pub fn projection(&self) -> Rational {
        if self.plane.student_norm_squared.is_zero() {
            return Rational::new();
        }
        Rational::from(&self.plane.inner_product / &self.plane.student_norm_squared)
    }

    /// Whether the closed forms are worth carrying symbolically: the invariants are of moderate
    /// size, or the angle is a rational multiple of pi, where exact zeros hide in sums.
    #[must_use]
    pub fn has_symbolic_forms(&self) -> bool {
        let (plane, sums) = (&self.plane, &self.invariants);
        plane.angle != Angle::Irrational
            || [
                &plane.wedge_squared,
                &plane.teacher_norm_squared,
                &sums.h,
                &sums.misfit,
            ]
            .into_iter()
            .all(|x| height_bits(x) <= SYMBOLIC_BITS)
    }

    /// The closed forms as exact symbolic values.
    #[must_use]
    pub fn symbolic(&self) -> ClosedForms<Symbolic> {
        self.closed_forms((), symbolic_theta_over_pi(&self.plane))
    }

    /// The closed forms evaluated directly in an arithmetic.
    pub fn evaluated<T: Real>(&self, context: T::Context) -> ClosedForms<T> {
        let angle = theta_over_pi(&context, &self.plane).unwrap_or_else(|| T::zero(&context));
        self.closed_forms(context, angle)
    }

    /// An evaluator for the symbolic closed forms.
    pub fn evaluator<T: Real>(&self, context: T::Context) -> Evaluator<T> {
        let angle = theta_over_pi(&context, &self.plane);
        Evaluator::new(context, angle)
    }

    fn closed_forms<T: Real>(&self, context: T::Context, theta_over_pi: T) -> ClosedForms<T> {
        ClosedForms {
            invariants: self.invariants.convert(&context),
            geometry: Geometry::new(&context, &self.plane, theta_over_pi),
            rows: self.instance.rows(),
            inputs: self.instance.inputs(),
            orthogonal: self.invariants.v_dot_v_star.is_zero(),
            strip: OnceCell::new(),
            context,
        }
    }

    /// The higher power sums, exactly.
    #[must_use]
    pub fn higher_sums(&self) -> HigherSums<Rational> {
        match &self.integers {
            Some(Integers { v, v_star, .. }) => HigherSums::over_common_denominators(v, v_star),
            None => HigherSums::exact(&self.instance.student().v, &self.instance.teacher().v),
        }
    }

    /// The higher power sums as balls, without forming the exact ones.
    #[must_use]
    pub fn higher_sums_enclosed(&self, precision: u32) -> HigherSums<Ball> {
        HigherSums::rounded(
            &precision,
            &self.instance.student().v,
            &self.instance.teacher().v,
        )
    }

    /// The landscape of this teacher.
    #[must_use]
    pub fn landscape(&self) -> Landscape {
        Landscape::new(&self.instance.teacher().v, self.instance.inputs())
    }

    /// Which critical point this instance is.
    #[must_use]
    pub fn classification(&self) -> CriticalPoint {
        match &self.plane.angle {
            // Critical angles are rational multiples of pi.
            Angle::Irrational | Angle::Undefined => CriticalPoint::Regular,
            Angle::OfPi(x) => {
                self.landscape()
                    .classify(&self.instance.student().v, self.position(), Some(x))
            }
        }
    }
}

/// The bits of the longer of numerator and denominator.
pub(crate) fn height_bits(x: &Rational) -> u32 {
    x.numer()
        .significant_bits()
        .max(x.denom().significant_bits())
}
