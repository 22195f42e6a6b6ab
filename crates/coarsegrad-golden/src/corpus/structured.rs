//! Instances made by rule.

use coarsegrad_arith::{Integer, Rational, sum};
use coarsegrad_model::{Network, TwoLayer};

use super::Instance;
use crate::error::GoldenError;
use crate::record::power_of_ten;

/// Shapes of the generic instances: rows and inputs.
const SHAPES: [(usize, usize); 5] = [(16, 16), (16, 2), (2, 16), (1, 16), (9, 5)];

/// Weights at a known angle inside `(0, pi)`, with the name of the angle.
const ANGLES: [(&str, [i32; 3], [i32; 3]); 4] = [
    ("sixth", [2, 1, 1], [1, 1, 0]),
    ("third", [1, 1, 0], [0, 2, 2]),
    ("three-quarters", [-1, 1, 0], [1, 0, 0]),
    ("five-sixths", [-2, -1, -1], [1, 1, 0]),
];

/// All of them, in a fixed order.
pub(super) fn instances() -> Result<Vec<Instance>, GoldenError> {
    let mut all = Vec::new();
    let mut draw = Draw(0x5eed);
    let mut add = |id: String, v, w, v_star, w_star| -> Result<(), GoldenError> {
        let teacher = Network {
            v: v_star,
            w: w_star,
        };
        let instance = TwoLayer::new(Network { v, w }, teacher).map_err(|source| {
            let id = id.clone();
            GoldenError::Instance { id, source }
        })?;
        all.push(Instance { id, instance });
        Ok(())
    };
    for (m, n) in SHAPES {
        let [v, v_star] = [draw.vector(m), draw.vector(m)];
        let [w, w_star] = [draw.vector(n), draw.vector(n)];
        add(format!("shape-{m}x{n}"), v, w, v_star, w_star)?;
    }
    for (name, w, w_star) in ANGLES {
        let [v, v_star] = [draw.vector(2), draw.vector(2)];
        add(
            format!("angle-{name}"),
            v,
            integers(w),
            v_star,
            integers(w_star),
        )?;
    }
    // w = ± w* + 10^-k across it.
    for (side, sign) in [("parallel", 1), ("opposite", -1)] {
        for places in [9, 18] {
            let tiny = Rational::from((Integer::from(1), power_of_ten(places)));
            let w = vec![Rational::from(2 * sign), Rational::from(sign) + tiny];
            let [v, v_star] = [draw.vector(3), draw.vector(3)];
            add(
                format!("near-{side}-{places}"),
                v,
                w,
                v_star,
                integers([2, 1]),
            )?;
        }
    }
    // Weights scaled by powers of two.
    for (name, w_shift, teacher_shift, v_shift) in [
        ("tiny-w", -40, 0, 0),
        ("huge-w", 36, 0, 0),
        ("tiny-teacher", 0, -40, 0),
        ("huge-v", 0, 0, 24),
        ("tiny-v", 0, 3, -60),
    ] {
        let scaled = |x: Vec<Rational>, shift: i32| x.into_iter().map(|x| x << shift).collect();
        let v = scaled(draw.vector(3), v_shift);
        let w = scaled(draw.vector(4), w_shift);
        let v_star = draw.vector(3);
        let w_star = scaled(draw.vector(4), teacher_shift);
        add(format!("scale-{name}"), v, w, v_star, w_star)?;
    }
    // The entries of a program in doubles.
    let mut doubles = |length: usize| -> Vec<Rational> {
        let entry = |_| {
            let odd = Integer::from(draw.below(1 << 30)) * (1 << 23) + draw.below(1 << 22) * 2 + 1;
            (Rational::from(odd) >> 52) - Rational::from(1)
        };
        (0..length).map(entry).collect()
    };
    let (v, w) = (doubles(4), doubles(3));
    let (v_star, w_star) = (doubles(4), doubles(3));
    add("binary-fractions".to_owned(), v, w, v_star, w_star)?;
    // Critical points: the teacher itself, and the spurious minimiser.
    let v_star: Vec<Rational> = [4, -1, 3, 2, -3].map(|x| Rational::from((x, 2))).to_vec();
    let w_star = integers([3, -2, 6]);
    add(
        "teacher".to_owned(),
        v_star.clone(),
        w_star.clone(),
        v_star.clone(),
        w_star.clone(),
    )?;
    let shift = sum(&v_star) * Rational::from((2, 6));
    let v_pi = v_star.iter().map(|x| Rational::from(&shift - x)).collect();
    let opposite = w_star.iter().map(|x| Rational::from(-x) / 3).collect();
    add("spurious".to_owned(), v_pi, opposite, v_star, w_star)?;
    Ok(all)
}

fn integers<const N: usize>(entries: [i32; N]) -> Vec<Rational> {
    entries.map(Rational::from).to_vec()
}

/// A linear congruential generator: what it draws decides nothing but which instances are tried.
struct Draw(u64);

impl Draw {
    /// An integer in `[0, bound)`.
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 32) % u64::from(bound.max(1))).unwrap_or(0)
    }

    /// Small fractions, the first one not zero.
    fn vector(&mut self, length: usize) -> Vec<Rational> {
        let mut entries: Vec<Rational> = (0..length)
            .map(|_| {
                let numerator = i64::from(self.below(49)) - 24;
                Rational::from((numerator, i64::from(self.below(12)) + 1))
            })
            .collect();
        if let Some(first) = entries.first_mut()
            && first.is_zero()
        {
            *first = Rational::from((7, 5));
        }
        entries
    }
}
