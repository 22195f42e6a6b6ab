//! The variance of one entry of the one-sample coarse gradient, row by row.
//!
//! With `G_i = v_i mu'(Z_i.w) z_j` for the entry `j`, `d_i = v_i s - v*_i t`, `s = 1{Z_i.w > 0}` and `t = 1{Z_i.w* > 0}`:
//!
//! ```text
//! E[g_j^2] = sum_i { E[G_i^2 d_i^2] + 2 E[G_i^2 d_i] E r_(i) + E[G_i^2] E r_(i)^2 }
//!          + sum_(i != k) { 2 G2_i G0_k + 2 G1_i G1_k + 4 E r_(ik) G1_i G0_k + E r_(ik)^2 G0_i G0_k }
//! ```
//!
//! where `Gp_i = E[G_i d_i^p]` and `r_(i)`, `r_(ik)` leave out those rows. For the identity and the ReLU all that is
//! needed are the moments of a row on half-planes and their sector.

use coarsegrad_model::Ste;

use super::super::arithmetic::Arithmetic;
use super::formulas::{Plane, Weights, phi0};

/// `E[Q]`-like moments of one row for the entry `j`: `E[z_j Q]` and `E[z_j^2 Q]` for `Q` in 1, s, t, st.
struct Row<A> {
    first: [A; 4],
    second: [A; 4],
}

impl<A: Arithmetic> Weights<A> {
    /// The variances of the entries, for the identity and the ReLU.
    pub(super) fn coarse_variances(&self, ste: &Ste) -> Vec<A> {
        let plane = self.plane();
        let means = self.coarse_gradient(ste);
        let entries = means.iter().enumerate();
        entries
            .map(|(entry, mean)| {
                let row = Row::new(&plane, entry, *ste == Ste::Relu);
                self.squared(&row).minus(&mean.square())
            })
            .collect()
    }

    fn squared(&self, row: &Row<A>) -> A {
        let (two, four) = (A::small(2), A::small(4));
        let mut total = A::small(0);
        let rows: Vec<(&A, &A)> = self.v.iter().zip(&self.v_star).collect();
        for (i, (v, v_star)) in rows.iter().enumerate() {
            let square = |power| row.moment(&row.second, v, v_star, power).times(&v.square());
            let (mean, squared) = self.rest(&[i]);
            total = total
                .plus(&square(2))
                .plus(&two.times(&square(1)).times(&mean))
                .plus(&square(0).times(&squared));
            for (k, (other, other_star)) in rows.iter().enumerate() {
                if i == k {
                    continue;
                }
                let here = |power| row.moment(&row.first, v, v_star, power).times(v);
                let there = |power| {
                    row.moment(&row.first, other, other_star, power)
                        .times(other)
                };
                let (mean, squared) = self.rest(&[i, k]);
                total = total
                    .plus(&two.times(&here(2)).times(&there(0)))
                    .plus(&two.times(&here(1)).times(&there(1)))
                    .plus(&four.times(&mean).times(&here(1)).times(&there(0)))
                    .plus(&squared.times(&here(0)).times(&there(0)));
            }
        }
        total
    }

    /// The mean of the residual of the other rows, and of its square.
    fn rest(&self, without: &[usize]) -> (A, A) {
        let kappa = self.kappa();
        let (mut mean, mut variance) = (A::small(0), A::small(0));
        let rows = self.v.iter().zip(&self.v_star).enumerate();
        for (_, (v, v_star)) in rows.filter(|(row, _)| !without.contains(row)) {
            mean = mean.plus(&v.minus(v_star).over(&A::small(2)));
            let squares = v.square().plus(&v_star.square()).over(&A::small(4));
            variance = variance.plus(&squares).plus(&kappa.times(v).times(v_star));
        }
        let squared = variance.plus(&mean.square());
        (mean, squared)
    }
}

impl<A: Arithmetic> Row<A> {
    /// The moments for an entry; under a ReLU everything is restricted to `s`.
    fn new(plane: &Plane<A>, entry: usize, relu: bool) -> Self {
        let at = |vector: &[A]| vector.get(entry).cloned().unwrap_or_else(|| A::small(0));
        let (u, e) = (at(&plane.u), at(&plane.e));
        let (one, two) = (A::small(1), A::small(2));
        let phi0 = phi0::<A>();
        let us = plane.cos.times(&u).plus(&plane.sin.times(&e));
        let half = one.over(&two);
        let rest = one.minus(&u.square()).minus(&e.square());
        let along_both = one.plus(&plane.cos).times(&u).plus(&plane.sin.times(&e));
        // The block of the sector: W of the book.
        let turn = A::pi().minus(&plane.theta).over(&two);
        let bend = plane.sin.times(&plane.cos).over(&two);
        let cross = plane.sin.square().over(&two);
        let sector = u
            .square()
            .times(&turn.plus(&bend))
            .plus(&two.times(&u).times(&e).times(&cross))
            .plus(&e.square().times(&turn.minus(&bend)))
            .over(&A::pi());
        let probability = A::pi().minus(&plane.theta).over(&two.times(&A::pi()));
        let both = (
            phi0.times(&along_both).over(&two),
            sector.plus(&rest.times(&probability)),
        );
        let s = (phi0.times(&u), half.clone());
        let t = (phi0.times(&us), half);
        let all = (A::small(0), one);
        let rows = match relu {
            true => [s.clone(), s, both.clone(), both],
            false => [all, s, t, both],
        };
        Row {
            first: rows.clone().map(|(first, _)| first),
            second: rows.map(|(_, second)| second),
        }
    }

    /// The moment with the factor `d^power`: `1`, `v s - v* t`, `v^2 s + v*^2 t - 2 v v* st`.
    fn moment(&self, [all, s, t, both]: &[A; 4], v: &A, v_star: &A, power: u32) -> A {
        match power {
            0 => all.clone(),
            1 => v.times(s).minus(&v_star.times(t)),
            _ => v
                .square()
                .times(s)
                .plus(&v_star.square().times(t))
                .minus(&A::small(2).times(v).times(v_star).times(both)),
        }
    }
}
