//! Which critical point is near.

use coarsegrad_arith::Rational;

use crate::error::Undefined;
use crate::from_weights::AtWeights;
use crate::geometry::Position;
use crate::landscape::{CriticalPoint, Landscape};
use crate::weight_arithmetic::WeightArithmetic;

/// A critical point of a teacher's landscape; `w` is any weight at its angle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: CriticalPoint,
    /// `theta/pi` there.
    pub theta_over_pi: Rational,
    /// `v` there.
    pub v: Vec<Rational>,
    /// The population loss there.
    pub loss: Rational,
}

/// The nearest critical point of a student.
#[derive(Clone, Debug)]
pub struct Approach<T> {
    /// The critical point.
    pub candidate: Candidate,
    /// `|v - v_c|`.
    pub v_distance: T,
    /// `|theta - theta_c|`.
    pub theta_distance: T,
}

impl Landscape {
    /// All critical points: the global minimiser at theta = 0, the point `(v_pi, pi)` whatever it is,
    /// and the saddles in between if there are any.
    #[must_use]
    pub fn critical_points(&self) -> Vec<Candidate> {
        let at = |kind, theta_over_pi: Rational| Candidate {
            kind,
            v: self.minimiser_in_v(&theta_over_pi),
            loss: self.minimum_value(&theta_over_pi),
            theta_over_pi,
        };
        let mut points = vec![
            at(CriticalPoint::GlobalMinimiser, Rational::new()),
            at(self.opposite_kind(), Rational::from(1)),
        ];
        if let Some(angle) = self.saddle_angle_over_pi().filter(|angle| *angle != 1) {
            points.push(at(CriticalPoint::Saddle, angle));
        }
        points
    }
}

impl<T: WeightArithmetic> AtWeights<'_, T> {
    /// The nearest critical point of the landscape, by `|v - v_c|^2/|v*|^2 + |theta - theta_c|^2`,
    /// compared roughly.
    ///
    /// # Errors
    /// [`Undefined::ZeroWeight`]: there is no angle.
    pub fn nearest_critical_point(&self) -> Result<Approach<T>, Undefined> {
        if self.position() == Position::ZeroWeight {
            return Err(Undefined::ZeroWeight);
        }
        let context = &self.teacher.context;
        let start = &self.teacher.start;
        let landscape = Landscape::new(&start.teacher().v, start.inputs());
        let scale = self.forms.invariants.v_star_squared.approximate();
        let approach = |candidate: Candidate| {
            let squared =
                self.v
                    .iter()
                    .zip(&candidate.v)
                    .fold(T::zero(context), |sum, (v, v_c)| {
                        let difference = v.clone() - &T::from_rational(context, v_c);
                        difference.square() + &sum
                    });
            let angle = T::from_rational(context, &candidate.theta_over_pi);
            let turned = self.forms.geometry.theta_over_pi.clone() - &angle;
            let theta_distance = turned.magnitude() * &T::pi(context);
            let far = squared.approximate() / scale + theta_distance.approximate().powi(2);
            let approach = Approach {
                candidate,
                v_distance: squared.root(),
                theta_distance,
            };
            (far, approach)
        };
        landscape
            .critical_points()
            .into_iter()
            .map(approach)
            .min_by(|x, y| x.0.total_cmp(&y.0))
            .map(|(_, approach)| approach)
            .ok_or(Undefined::ZeroWeight)
    }

    /// Which critical point this is, where `v` and the angle are known exactly: in exact
    /// arithmetic, on the line of `w*` or at rational weights. `None` where they are not.
    pub fn classification(&self) -> Option<CriticalPoint> {
        let start = &self.teacher.start;
        let v: Option<Vec<Rational>> = self.v.iter().map(WeightArithmetic::as_exact).collect();
        let angle = match self.position() {
            Position::ZeroWeight => None,
            Position::Parallel => Some(Rational::new()),
            Position::Opposite => Some(Rational::from(1)),
            Position::Between => Some(self.forms.geometry.theta_over_pi.as_exact()?),
        };
        let landscape = Landscape::new(&start.teacher().v, start.inputs());
        Some(landscape.classify(&v?, self.position(), angle.as_ref()))
    }
}
