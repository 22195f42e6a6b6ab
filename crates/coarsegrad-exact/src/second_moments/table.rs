//! The row moments of each STE, and the second moments made of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use coarsegrad_arith::{Rational, Real};
use coarsegrad_model::{Slope, Ste, StepSlope};

use crate::closed_forms::ClosedForms;

use super::bell::bell_moments;
use super::covariance::PlaneMatrix;
use super::pair_weights::PairWeights;
use super::rows::{HalfPlanes, RowMoments};
use super::sections::Section;
use super::sides::{Part, Side};
use crate::slope_moments::StripFunctions;

#[derive(Clone, Copy)]
enum Axis {
    U,
    E,
}

impl<T> RowMoments<T> {
    fn component(&self, axis: Axis) -> &T {
        match axis {
            Axis::U => &self.u,
            Axis::E => &self.e,
        }
    }
}

/// The row moments of an STE for the four weights 1, s, t, st.
pub(super) struct RowTable<T> {
    one: Rc<RowMoments<T>>,
    s: Rc<RowMoments<T>>,
    t: Rc<RowMoments<T>>,
    st: Rc<RowMoments<T>>,
    /// Whether the slope vanishes where `s = 0`, so that 1 weighs like s, and t like st.
    masked: bool,
}

/// Everything that row tables are made of, each part computed once; `w != 0`.
pub(super) struct RowSource<'a, T: Real> {
    forms: &'a ClosedForms<T>,
    all: Rc<RowMoments<T>>,
    student: Rc<RowMoments<T>>,
    teacher: Rc<RowMoments<T>>,
    both: Rc<RowMoments<T>>,
    sections: BTreeMap<Part, SharedSection<T>>,
}

/// The moments over a section and over its part with `z.w* > 0`.
#[derive(Clone)]
struct SharedSection<T> {
    all: Rc<RowMoments<T>>,
    teacher: Rc<RowMoments<T>>,
}

impl<'a, T: Real> RowSource<'a, T> {
    pub(super) fn new(forms: &'a ClosedForms<T>) -> Self {
        let HalfPlanes {
            all,
            student,
            teacher,
            both,
        } = HalfPlanes::new(&forms.geometry);
        RowSource {
            forms,
            all: Rc::new(all),
            student: Rc::new(student),
            teacher: Rc::new(teacher),
            both: Rc::new(both),
            sections: BTreeMap::new(),
        }
    }

    pub(super) fn table(&mut self, ste: &Ste) -> RowTable<T> {
        match ste {
            Ste::Identity => RowTable {
                one: Rc::clone(&self.all),
                s: Rc::clone(&self.student),
                t: Rc::clone(&self.teacher),
                st: Rc::clone(&self.both),
                masked: false,
            },
            _ => match ste.family() {
                Slope::Steps(steps) => self.step_table(&steps),
                Slope::Gaussian(scale) => self.bell_table(&scale),
            },
        }
    }

    fn bell_table(&self, scale: &Rational) -> RowTable<T> {
        let HalfPlanes {
            all,
            student,
            teacher,
            both,
        } = bell_moments(scale, &self.forms.geometry);
        RowTable {
            one: Rc::new(all),
            s: Rc::new(student),
            t: Rc::new(teacher),
            st: Rc::new(both),
            masked: false,
        }
    }

    /// With the right side's moments `R`, and the left side's `L` seen in the mirror `z -> -z`, which
    /// turns `(s, t)` into `(1 - s, 1 - t)`: s has `R`, 1 has `R` plus the mirror image of `L`.
    fn step_table(&mut self, steps: &StepSlope) -> RowTable<T> {
        let [right, left] = Side::both(steps, &self.forms.geometry);
        let masked = left.is_zero();
        let right = self.side(&right);
        if masked {
            return RowTable {
                one: Rc::clone(&right.all),
                s: right.all,
                t: Rc::clone(&right.teacher),
                st: right.teacher,
                masked,
            };
        }
        let left = self.side(&left);
        let beside = left.all.minus(&left.teacher);
        RowTable {
            one: Rc::new(right.all.plus(&left.all.reflected())),
            t: Rc::new(right.teacher.plus(&beside.reflected())),
            s: right.all,
            st: right.teacher,
            masked,
        }
    }

    /// The moments of one side of a slope.
    fn side(&mut self, side: &Side) -> SharedSection<T> {
        if side.is_half_plane() {
            return SharedSection {
                all: Rc::clone(&self.student),
                teacher: Rc::clone(&self.both),
            };
        }
        if let Some(part) = side.only_part() {
            return self.section(part);
        }
        let context = &self.forms.context;
        let (mut all, mut teacher) = (RowMoments::zero(context), RowMoments::zero(context));
        let constant = &side.constant;
        all.add_scaled(&self.student, &constant.slope, &constant.square);
        teacher.add_scaled(&self.both, &constant.slope, &constant.square);
        for (part, factors) in &side.parts {
            let section = self.section(part);
            all.add_scaled(&section.all, &factors.slope, &factors.square);
            teacher.add_scaled(&section.teacher, &factors.slope, &factors.square);
        }
        SharedSection {
            all: Rc::new(all),
            teacher: Rc::new(teacher),
        }
    }

    fn section(&mut self, part: &Part) -> SharedSection<T> {
        if let Some(known) = self.sections.get(part) {
            return known.clone();
        }
        let geometry = &self.forms.geometry;
        let Section { all, teacher } = match part {
            Part::Strip(y) if *y == 1 => Section::strip(geometry, y, self.forms.strip()),
            Part::Strip(y) => Section::strip(geometry, y, &StripFunctions::up_to(geometry, y)),
            Part::Beyond(y) => Section::beyond(geometry, y),
        };
        let section = SharedSection {
            all: Rc::new(all),
            teacher: Rc::new(teacher),
        };
        self.sections.insert(part.clone(), section.clone());
        section
    }
}

impl<T: Real> RowTable<T> {
    /// `E[g g^T]`.
    pub(super) fn matrix(&self, weights: &PairWeights<T>) -> PlaneMatrix<T> {
        PlaneMatrix {
            uu: self.entry(weights, |q| &q.uu, Axis::U, Axis::U),
            ue: self.entry(weights, |q| &q.ue, Axis::U, Axis::E),
            ee: self.entry(weights, |q| &q.ee, Axis::E, Axis::E),
            beta: self.matrix_part(weights, |q| &q.scalar),
        }
    }

    /// One entry of `E[g g^T]`.
    fn entry(
        &self,
        weights: &PairWeights<T>,
        matrix: fn(&RowMoments<T>) -> &T,
        left: Axis,
        right: Axis,
    ) -> T {
        self.matrix_part(weights, matrix) + &self.outer_part(weights, left, right)
    }

    /// `E|g|^2`: the trace of the block, and `n - 2` times beta for the orthogonal complement
    /// (for `n = 1` there is no `e`).
    pub(super) fn squared_norm(&self, weights: &PairWeights<T>, inputs: usize) -> T {
        if inputs == 1 {
            return self.entry(weights, |q| &q.uu, Axis::U, Axis::U);
        }
        let spare = Rational::from(inputs) - 2u32;
        let trace = |q: &RowMoments<T>| q.scalar.scale(&spare) + &q.uu + &q.ee;
        let dot = |x: &RowMoments<T>, y: &RowMoments<T>| x.u.clone() * &y.u + &(x.e.clone() * &y.e);
        let (one, s, t, st) = (&*self.one, &*self.s, &*self.t, &*self.st);
        let w = weights;
        if self.masked {
            let same_row =
                (w.one.clone() + &w.s) * &trace(one) + &((w.t.clone() + &w.st) * &trace(t));
            let ones = w.s_one.mul_2exp(1) + &w.one_one + &w.s_s;
            let mixed = (w.st_one.clone() + &w.t_one + &w.s_t).mul_2exp(1);
            return same_row
                + &(ones * &dot(one, one))
                + &(mixed * &dot(one, t))
                + &(w.t_t.clone() * &dot(t, t));
        }
        let same_row = w.one.clone() * &trace(one)
            + &(w.s.clone() * &trace(s))
            + &(w.st.clone() * &trace(st))
            + &(w.t.clone() * &trace(t));
        let once = w.one_one.clone() * &dot(one, one)
            + &(w.s_s.clone() * &dot(s, s))
            + &(w.t_t.clone() * &dot(t, t));
        let twice = w.s_one.clone() * &dot(s, one)
            + &(w.st_one.clone() * &dot(st, one))
            + &(w.t_one.clone() * &dot(t, one))
            + &(w.s_t.clone() * &dot(s, t));
        twice.mul_2exp(1) + &once + &same_row
    }

    /// The part of `E[g g^T]` with both gradient factors from the same row.
    fn matrix_part(&self, weights: &PairWeights<T>, entry: fn(&RowMoments<T>) -> &T) -> T {
        weights.one.clone() * entry(&self.one)
            + &(weights.s.clone() * entry(&self.s))
            + &(weights.st.clone() * entry(&self.st))
            + &(weights.t.clone() * entry(&self.t))
    }

    /// The part with the two gradient factors from different rows.
    fn outer_part(&self, weights: &PairWeights<T>, left: Axis, right: Axis) -> T {
        let symmetric = |x: &RowMoments<T>, y: &RowMoments<T>| {
            x.component(left).clone() * y.component(right)
                + &(y.component(left).clone() * x.component(right))
        };
        let square = |x: &RowMoments<T>| x.component(left).clone() * x.component(right);
        weights.one_one.clone() * &square(&self.one)
            + &(weights.s_one.clone() * &symmetric(&self.s, &self.one))
            + &(weights.st_one.clone() * &symmetric(&self.st, &self.one))
            + &(weights.t_one.clone() * &symmetric(&self.t, &self.one))
            + &(weights.s_s.clone() * &square(&self.s))
            + &(weights.s_t.clone() * &symmetric(&self.s, &self.t))
            + &(weights.t_t.clone() * &square(&self.t))
    }
}
