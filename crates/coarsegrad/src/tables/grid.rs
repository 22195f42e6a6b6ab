//! The points at which the tables are computed.
//!
//! The student's weight is `w = (a, 0, 0, 0)`, so that `|w| = a` is any rational; the teacher's
//! weight has whole entries and makes the angle. Only its direction matters.

use coarsegrad_arith::Rational;
use coarsegrad_model::{ModelError, Network, TwoLayer};

/// An angle of the tables: its name and a teacher weight that has it with the first axis.
pub(super) struct GridAngle {
    pub(super) name: &'static str,
    pub(super) teacher: [i32; 4],
}

const fn angle(name: &'static str, teacher: [i32; 4]) -> GridAngle {
    GridAngle { name, teacher }
}

/// The angles, increasing.
pub(super) const ANGLES: [GridAngle; 10] = [
    angle("0", [1, 0, 0, 0]),
    angle("pi/6", [3, 1, 1, 1]),
    angle("pi/4", [1, 1, 0, 0]),
    angle("acos(3/5)", [3, 4, 0, 0]),
    angle("pi/3", [1, 1, 1, 1]),
    angle("pi/2", [0, 1, 0, 0]),
    angle("2*pi/3", [-1, 1, 1, 1]),
    angle("3*pi/4", [-1, 1, 0, 0]),
    angle("5*pi/6", [-3, 1, 1, 1]),
    angle("pi", [-1, 0, 0, 0]),
];

/// The norms `|w|`.
pub(super) fn norms() -> [Rational; 3] {
    [(1, 10), (1, 1), (10, 1)].map(Rational::from)
}

/// The student's `v` of the tables.
pub(super) fn student_v() -> Vec<Rational> {
    [(3, 5), (-1, 5)].map(Rational::from).to_vec()
}

/// The teacher's `v*` of the tables.
pub(super) fn teacher_v() -> Vec<Rational> {
    [(1, 1), (1, 2)].map(Rational::from).to_vec()
}

/// The instance of the tables at an angle and a norm.
pub(super) fn instance(
    angle: &GridAngle,
    norm: &Rational,
) -> Result<TwoLayer<Rational>, ModelError> {
    at(student_v(), teacher_v(), angle, norm)
}

/// Any `v` and `v*` at an angle and a norm.
pub(super) fn at(
    v: Vec<Rational>,
    v_star: Vec<Rational>,
    angle: &GridAngle,
    norm: &Rational,
) -> Result<TwoLayer<Rational>, ModelError> {
    let zero = Rational::new;
    let student = Network {
        v,
        w: vec![norm.clone(), zero(), zero(), zero()],
    };
    let teacher = Network {
        v: v_star,
        w: angle.teacher.map(Rational::from).to_vec(),
    };
    TwoLayer::new(student, teacher)
}

/// A vector as text: `(3/5, -1/5)`.
pub(super) fn vector(entries: &[Rational]) -> String {
    let entries: Vec<String> = entries.iter().map(ToString::to_string).collect();
    format!("({})", entries.join(", "))
}

/// Whole numbers as a vector.
pub(super) fn whole(entries: &[i32]) -> Vec<Rational> {
    entries.iter().copied().map(Rational::from).collect()
}
