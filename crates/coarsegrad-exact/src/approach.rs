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
        let zero = T::zero(&self.teacher.context);
        let pi = T::pi(&self.teacher.context);
        let scale = self.forms.invariants.v_star_squared.approximate();
        self.teacher
            .candidates
            .iter()
            .map(|(candidate, v, angle)| {
                let squared = self
                    .student
                    .v
                    .iter()
                    .zip(v)
                    .fold(zero.clone(), |sum, (v, v_c)| {
                        (v.clone() - v_c).square() + &sum
                    });
                let turned = self.forms.geometry.theta_over_pi.clone() - angle;
                let theta_distance = turned.magnitude() * &pi;
                let far = squared.approximate() / scale + theta_distance.approximate().powi(2);
                (far, candidate, squared, theta_distance)
            })
            .min_by(|x, y| x.0.total_cmp(&y.0))
            .map(|(_, candidate, squared, theta_distance)| Approach {
                candidate: candidate.clone(),
                v_distance: squared.root(),
                theta_distance,
            })
            .ok_or(Undefined::ZeroWeight)
    }

    /// Which critical point this is, where `v` and the angle are known exactly: in exact
    /// arithmetic, on the line of `w*` or at rational weights. `None` where they are not.
    pub fn classification(&self) -> Option<CriticalPoint> {
        let start = &self.teacher.start;
        let v: Option<Vec<Rational>> = self
            .student
            .v
            .iter()
            .map(WeightArithmetic::as_exact)
            .collect();
        let angle = match self.position() {
            Position::ZeroWeight => None,
            Position::Parallel => Some(Rational::new()),
            Position::Opposite => Some(Rational::from(1)),
            Position::Between => Some(self.forms.geometry.theta_over_pi.as_exact()?),
        };
        let landscape = Landscape::new(&start.teacher().v, start.inputs());
        Some(landscape.classify(&v?, self.position(), angle.as_ref()))
    }

    /// Whether the segment from `w` to the next `w+` crosses the line of `w*`, where the loss has
    /// its kink, both ends being off that line and in one plane with it; `None` where that cannot
    /// be told or an end lies on the line.
    ///
    /// In that plane, with angles `x` and `x+` from `w*`,
    /// `(w* - r w).(w* - r+ w+) = |w*|^2 sin(x) sin(x+) cos(x - x+)` and
    /// `w.w+ = |w| |w+| cos(x - x+)`: the segment crosses where the two have different signs.
    pub fn crosses_line(&self, next: &Self) -> Option<bool> {
        if [self.position(), next.position()] != [Position::Between; 2] {
            return None;
        }
        let sides = self.dot(&self.across, &next.across).certain_sign()?;
        let turn = self.dot(&self.student.w, &next.student.w).certain_sign()?;
        (sides.is_ne() && turn.is_ne()).then_some(sides != turn)
    }

    /// Whether `w` turns by more than a right angle on its way to the next `w+`, as it does when a
    /// step carries it past zero; `None` where that cannot be told.
    pub fn turns_over(&self, next: &Self) -> Option<bool> {
        let turn = self.dot(&self.student.w, &next.student.w).certain_sign()?;
        Some(turn.is_lt())
    }

    fn dot(&self, x: &[T], y: &[T]) -> T {
        let zero = T::zero(&self.teacher.context);
        x.iter()
            .zip(y)
            .fold(zero, |sum, (x, y)| x.clone() * y + &sum)
    }
}
