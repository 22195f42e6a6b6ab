//! The quantisers of the cases, and the points at which they are asked.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{AffineGrid, Dtype, Extended};

use super::super::FamilyError;
use super::super::draft::Draft;
use super::super::points::{exact, number, slug, special};
use super::super::second::Grid;

/// A quantiser.
#[derive(Clone)]
pub(super) struct Setting {
    /// The operation, `fake_quant.affine` or `lsq`.
    pub(super) op: &'static str,
    /// A short name.
    pub(super) name: &'static str,
    pub(super) qmin: i64,
    pub(super) qmax: i64,
    /// Its parameters for the definitions.
    pub(super) grid: AffineGrid,
    /// Its parameters for the second oracle.
    pub(super) second: Grid,
}

/// Name, scale, zero point and levels: widths of 2, 4 and 8 bits, with and without sign, and zero points that are
/// integers, halves and out of range.
const SETTINGS: [(&str, &str, &str, (i64, i64)); 11] = [
    FINGERPRINT,
    ("int4-quarter", "1/4", "0", (-8, 7)),
    ("int2", "2", "0", (-2, 1)),
    ("int8", "1/2", "0", (-128, 127)),
    ("int8-narrow", "1/128", "0", (-127, 127)),
    ("uint4", "1/2", "3", (0, 15)),
    ("uint8", "1/4", "128", (0, 255)),
    ("int4-half", "1", "1/2", (-8, 7)),
    ("uint4-half", "1/4", "15/2", (0, 15)),
    ("uint4-far", "1", "-20", (0, 15)),
    ("binary", "1", "0", (0, 1)),
];

/// The quantisers of LSQ: weights of 2 and 4 bits, activations of 4 bits.
const LSQ: [(&str, &str, &str, (i64, i64)); 3] = [
    ("weight2", "1/2", "0", (-2, 1)),
    ("weight4", "1/4", "0", (-8, 7)),
    ("activation4", "1/2", "0", (0, 15)),
];

const FINGERPRINT: (&str, &str, &str, (i64, i64)) = ("int4", "1", "0", (-8, 7));

impl Setting {
    /// All quantisers of the cases.
    pub(super) fn all() -> Result<Vec<Self>, FamilyError> {
        SETTINGS.into_iter().map(Setting::new).collect()
    }

    /// The quantiser of the fingerprint.
    pub(super) fn fingerprint() -> Result<Self, FamilyError> {
        Setting::new(FINGERPRINT)
    }

    pub(super) fn new(
        (name, scale, zero_point, (qmin, qmax)): (&'static str, &str, &str, (i64, i64)),
    ) -> Result<Self, FamilyError> {
        let (scale, zero_point) = (number(scale)?, number(zero_point)?);
        let second = Grid::of(&scale, &zero_point, (qmin, qmax))
            .ok_or_else(|| FamilyError::case(name, "params", "binary numbers", &scale))?;
        let grid = AffineGrid::new(scale, zero_point, qmin, qmax)
            .map_err(FamilyError::definition(name))?;
        Ok(Setting {
            op: "fake_quant.affine",
            name,
            qmin,
            qmax,
            grid,
            second,
        })
    }

    /// The input whose level before rounding is this.
    pub(super) fn at(&self, level: &Rational) -> Rational {
        (level.clone() - self.grid.zero_point()) * self.grid.scale()
    }

    /// The quantisers of LSQ, by their steps `-q_n ..= q_p`.
    pub(super) fn lsq() -> Result<Vec<Self>, FamilyError> {
        LSQ.into_iter()
            .map(|setting| {
                let mut setting = Setting::new(setting)?;
                setting.op = "lsq";
                Ok(setting)
            })
            .collect()
    }

    /// Those of some axes that the operation has.
    pub(super) fn keys<'a>(&self, keys: &[&'a str]) -> Vec<&'a str> {
        let foreign = |key: &&str| matches!(*key, "zero_point_rounding" | "compare_dtype" | "mask");
        let mut keys = keys.to_vec();
        keys.retain(|key| self.op != "lsq" || !foreign(key));
        keys
    }

    /// The parameters of the operation, and its formats.
    pub(super) fn parameters(&self, draft: Draft) -> Draft {
        let dtypes = self.dtypes();
        let draft = match dtypes.len() == Dtype::ALL.len() {
            true => draft,
            false => draft.dtypes(&dtypes),
        };
        if self.op == "lsq" {
            return draft
                .text("scale", self.grid.scale())
                .integer("q_n", -self.qmin)
                .integer("q_p", self.qmax);
        }
        draft
            .text("scale", self.grid.scale())
            .text("zero_point", self.grid.zero_point())
            .integer("qmin", self.qmin)
            .integer("qmax", self.qmax)
    }

    /// The formats that have both bounds of the levels: in another one they would be rounded.
    fn dtypes(&self) -> Vec<Dtype> {
        let has = |dtype: &Dtype| {
            let bounds = [self.qmin, self.qmax].map(Extended::from);
            bounds.iter().all(|bound| dtype.encode(bound).is_some())
        };
        Dtype::ALL.iter().copied().filter(has).collect()
    }

    /// The points with their names: the bins of both bounds and what adjoins them, ties around the zero point, and
    /// inputs that are special.
    pub(super) fn points(&self) -> Result<Vec<(String, Extended)>, FamilyError> {
        let mut points: Vec<(String, Extended)> = Vec::new();
        let mut add = |name: String, x: Extended| {
            if points.iter().all(|(_, known)| *known != x) {
                points.push((name, x));
            }
        };
        for (side, end) in [("low", self.qmin), ("high", self.qmax)] {
            for quarters in -5..=5_i64 {
                let level = Rational::from(end) + Rational::from((quarters, 4));
                let sign = if quarters < 0 { 'm' } else { 'p' };
                let name = format!("{side}-{sign}{}", quarters.abs());
                add(name, Extended::Finite(self.at(&level)));
            }
        }
        for x in ["0", "-0", "inf", "-inf", "nan", "0x1p+100", "-0x1p+30"] {
            add(slug(x), exact(x)?);
        }
        // Quotients by a greater scale would underflow.
        if self.grid.zero_point().is_zero() && *self.grid.scale() <= 1 {
            for x in ["0x1p-149", "-0x1p-149", "0x1p-24", "-0x1p-24"] {
                add(slug(x), exact(x)?);
            }
        }
        for halves in [-5, -3, -1, 1, 3, 5] {
            let x = Rational::from((halves, 2)) * self.grid.scale();
            let sign = if halves < 0 { 'm' } else { 'p' };
            let name = format!("steps-{sign}{}_2", i32::abs(halves));
            add(name, Extended::Finite(x));
        }
        Ok(points)
    }

    /// The upstream gradients at a point: one, and for the first quantiser others where they tell something.
    pub(super) fn upstream(&self, point: &str) -> &'static [&'static str] {
        match (self.name, point) {
            ("int4", "low-p0" | "high-p0" | "high-p1" | "high-p5" | "0" | "inf" | "nan") => {
                &["1", "-3/4", "0", "inf", "nan"]
            }
            _ => &["1"],
        }
    }

    /// What a quantiser forms in a format: `t`, `t + z`, and `round(t) + z` for both integers around `t`.
    pub(super) fn formed(&self, x: &Extended) -> Vec<Extended> {
        let Some(x) = x.rational() else {
            return Vec::new();
        };
        let t = x / self.grid.scale();
        let z = self.grid.zero_point();
        let down = Rational::from(t.floor_ref());
        let up = down.clone() + 1u32;
        let sums = [t.clone() + z, down + z, up + z];
        sums.into_iter().chain([t]).map(Extended::Finite).collect()
    }

    /// What a point tells, by its level before rounding.
    pub(super) fn flags(&self, x: &Extended) -> Vec<&'static str> {
        let mut flags = special(x);
        let zero_point = self.grid.zero_point();
        if !zero_point.is_zero() {
            flags.push("ZeroPoint");
        }
        if *zero_point.denom() != 1 {
            flags.push("HalfIntegerZeroPoint");
        }
        let Some(x) = x.rational() else {
            return flags;
        };
        let level = x / self.grid.scale() + zero_point;
        let half = Rational::from((1, 2));
        let near = |end: i64| Rational::from(&level - end).abs() <= half;
        let small = level.clone().abs() < 1 << 20;
        if small && *(level.clone() * 2u32).denom() == 1 && *level.denom() != 1 {
            flags.push("RoundTie");
        }
        if near(self.qmin) {
            flags.push("LowerBound");
        }
        if near(self.qmax) {
            flags.push("UpperBound");
        }
        if near(self.qmin) || near(self.qmax) {
            flags.push("BoundBin");
        } else if level < self.qmin || level > self.qmax {
            flags.push("OutsideRange");
        } else {
            flags.push("InsideRange");
        }
        flags
    }
}
