//! Blocks of entries that share a scale and a zero point: tensors, channels and groups.
//!
//! The gradients by scale and zero point are sums over a block. **Exact cases** are in the formats that hold every
//! partial sum in any order: those whose significand has the bits of `sum |dy| (|q - z| + |t|)` in units of the last
//! place of its terms, which bounds all of them.
//!
//! **Under `scale_gradient=lsq`** the factor `1 / sqrt(N Q)` is irrational but for squares, so there are cases of their
//! own. An implementation that rounds the root, its inverse and the products, each with a relative error of at most the
//! unit roundoff `u`, and adds `N` products, has a relative error of at most `(N + 3) u r + O(u^2)`, with `r` the
//! ratio of the sum of magnitudes to the magnitude of the sum. As `u |y|` is less than a unit in the last place of `y`,
//! `k = ceil((N + 3) r) + 1` units are allowed.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{
    Dtype, Extended, FakeQuant, FakeQuantConvention, NanPolicy, Outcome, Rounding, ScaleGradient,
};

use super::super::FamilyError;
use super::super::balls::{expected_outcome, interval};
use super::super::clip::second_number;
use super::super::draft::{Answer, Draft};
use super::super::points::number;
use super::super::second::{Dyadic, Number, inverse_root, levels};
use super::ORACLES;
use super::settings::Setting;
use crate::case::{Case, Expected};

/// The bits of an enclosure.
const BITS: u32 = 96;

/// Sums that cancel to more units than this are not asked for.
const MAX_ULPS: u32 = 40;

/// The axes of a gradient by a parameter.
const KEYS: [&str; 6] = [
    "round",
    "order",
    "bound",
    "zero_point_rounding",
    "compare_dtype",
    "scale_gradient",
];

/// Levels before rounding, relative to the lower (`true`) or upper bound, in quarters: alone, and several together.
const ALONE: [(&str, bool, i64); 9] = [
    ("inside", true, 5),
    ("inside-up", true, 7),
    ("tie", true, 6),
    ("low", true, 0),
    ("low-bin", true, -1),
    ("below", true, -9),
    ("high", false, 0),
    ("high-bin", false, 1),
    ("above", false, 12),
];

pub(super) fn cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for setting in Setting::all()? {
        if matches!(
            setting.name,
            "int4-quarter" | "int2" | "uint4" | "int4-half" | "uint8"
        ) {
            cases.extend(of_tensor(&setting)?);
        }
    }
    cases.extend(channels()?);
    cases.extend(groups()?);
    Ok(cases)
}

pub(super) fn lsq_cases() -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for setting in Setting::lsq()? {
        cases.extend(of_tensor(&setting)?);
    }
    Ok(cases)
}

/// A scale and a zero point with the entries that share them.
struct Block {
    setting: Setting,
    xs: Vec<Rational>,
    dys: Vec<Rational>,
}

impl Block {
    /// Entries by their levels before rounding, as in [`ALONE`].
    fn new(setting: Setting, levels: &[(bool, i64)], dys: &[&str]) -> Result<Self, FamilyError> {
        let xs = levels
            .iter()
            .map(|(low, quarters)| {
                let end = if *low { setting.qmin } else { setting.qmax };
                setting.at(&(Rational::from(end) + Rational::from((*quarters, 4))))
            })
            .collect();
        let dys = dys
            .iter()
            .cycle()
            .take(levels.len())
            .map(|dy| number(dy))
            .collect::<Result<_, _>>()?;
        Ok(Block { setting, xs, dys })
    }
}

fn of_tensor(setting: &Setting) -> Result<Vec<Case>, FamilyError> {
    let mut cases = Vec::new();
    for (name, low, quarters) in ALONE {
        for (dy_name, dy) in [("", "1"), ("-dy-m1_2", "-1/2")] {
            if dy != "1" && !matches!(name, "inside" | "low-bin" | "above") {
                continue;
            }
            let block = Block::new(setting.clone(), &[(low, quarters)], &[dy])?;
            let name = format!("{}-{name}{dy_name}", setting.name);
            cases.extend(Blocks::tensor(name, block, Vec::new()).parameters()?);
        }
    }
    let inside = [(true, 5), (true, 7), (true, 9), (true, 11)];
    let mixed = [(true, 5), (true, -1), (false, 1), (false, 12)];
    for (name, levels) in [("four-inside", inside), ("four-mixed", mixed)] {
        let block = Block::new(setting.clone(), &levels, &["1", "2", "1", "3"])?;
        let name = format!("{}-{name}", setting.name);
        cases.extend(Blocks::tensor(name, block, vec![2, 2]).parameters()?);
    }
    Ok(cases)
}

fn channels() -> Result<Vec<Case>, FamilyError> {
    let mut all = Vec::new();
    for (name, levels, zero_points) in [
        ("symmetric", (-8, 7), ["0", "0", "0"]),
        ("asymmetric", (0, 15), ["3", "15/2", "0"]),
    ] {
        for places in [Places::Mixed, Places::OneSigned] {
            let blocks = Blocks {
                op: "fake_quant.channel",
                name: format!("{name}{}", places.suffix()),
                shape: vec![3, 4],
                blocks: blocks(["1/4", "1/2", "1"], zero_points, levels, places)?,
            };
            all.extend(blocks.all()?);
        }
    }
    let blocks = Blocks {
        op: "fake_quant.channel",
        name: "levels".to_owned(),
        shape: vec![3, 4],
        blocks: blocks(
            ["1/4", "1/2", "1"],
            ["3", "8", "0"],
            (0, 15),
            Places::Levels,
        )?,
    };
    all.extend([blocks.entries("y")?, blocks.entries("dx")?]);
    Ok(all)
}

fn groups() -> Result<Vec<Case>, FamilyError> {
    let mut all = Vec::new();
    for (name, levels, zero_points) in [
        ("int2", (-2, 1), ["0", "0", "0"]),
        ("int4", (-8, 7), ["0", "0", "0"]),
        ("uint4", (0, 15), ["8", "5", "1/2"]),
    ] {
        for places in [Places::Mixed, Places::OneSigned] {
            let blocks = Blocks {
                op: "fake_quant.group",
                name: format!("{name}{}", places.suffix()),
                shape: vec![12],
                blocks: blocks(["1/8", "2", "1/2"], zero_points, levels, places)?,
            };
            all.extend(blocks.all()?);
        }
    }
    let blocks = Blocks {
        op: "fake_quant.group",
        name: "levels".to_owned(),
        shape: vec![12],
        blocks: blocks(
            ["1/8", "2", "1/2"],
            ["8", "5", "0"],
            (0, 15),
            Places::Levels,
        )?,
    };
    all.extend([blocks.entries("y")?, blocks.entries("dx")?]);
    Ok(all)
}

/// Where the entries of three blocks of four lie.
#[derive(Clone, Copy)]
enum Places {
    /// Inside, at both bounds, in their bins and beyond.
    Mixed,
    /// Mostly beyond the bounds, with upstream gradients of the sign of the level there: contributions to the gradient
    /// by the scale do not cancel, as they have to be for the factor of `scale_gradient=lsq`.
    OneSigned,
    /// At levels and, by whole steps, beyond them: no draw decides there.
    Levels,
}

impl Places {
    fn suffix(self) -> &'static str {
        match self {
            Places::Mixed => "",
            Places::OneSigned => "-one-signed",
            Places::Levels => "-levels",
        }
    }

    /// Levels before rounding, as in [`ALONE`], and upstream gradients.
    fn entries(self) -> ([[(bool, i64); 4]; 3], [&'static str; 4]) {
        match self {
            Places::Mixed => (
                [
                    [(true, 5), (true, -1), (false, 1), (false, 12)],
                    [(true, 0), (true, 6), (false, -1), (false, 0)],
                    [(true, -9), (true, 7), (false, 2), (false, 5)],
                ],
                ["1", "2", "-1", "3"],
            ),
            Places::OneSigned => (
                [
                    [(true, 5), (true, -9), (false, 5), (false, 12)],
                    [(false, -5), (true, -5), (false, 9), (false, 8)],
                    [(true, 7), (true, -12), (false, 12), (false, 5)],
                ],
                ["1", "-1", "2", "3"],
            ),
            Places::Levels => (
                [
                    [(true, 4), (true, 0), (false, 0), (false, 8)],
                    [(true, -4), (true, 8), (false, -4), (false, 4)],
                    [(true, -8), (true, 12), (false, -8), (false, 0)],
                ],
                ["1", "2", "-1", "3"],
            ),
        }
    }
}

/// Three blocks of four entries.
fn blocks(
    scales: [&str; 3],
    zero_points: [&str; 3],
    levels: (i64, i64),
    places: Places,
) -> Result<Vec<Block>, FamilyError> {
    let (places, dys) = places.entries();
    let each = scales.into_iter().zip(zero_points).zip(places);
    each.map(|((scale, zero_point), places)| {
        let setting = Setting::new(("block", scale, zero_point, levels))?;
        Block::new(setting, &places, &dys)
    })
    .collect()
}

/// The entries of a tensor, in blocks that follow each other.
struct Blocks {
    op: &'static str,
    name: String,
    shape: Vec<usize>,
    blocks: Vec<Block>,
}

/// Which parameter a gradient is by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Scale,
    ZeroPoint,
}

impl Blocks {
    fn tensor(name: String, block: Block, shape: Vec<usize>) -> Self {
        Blocks {
            op: block.setting.op,
            name,
            shape,
            blocks: vec![block],
        }
    }

    fn all(&self) -> Result<Vec<Case>, FamilyError> {
        let mut cases = vec![self.entries("y")?, self.entries("dx")?];
        cases.extend(self.parameters()?);
        Ok(cases)
    }

    /// The gradients by scale and zero point: exact ones, and under `lsq` where the factor is no power of two.
    fn parameters(&self) -> Result<Vec<Case>, FamilyError> {
        let mut cases = Vec::new();
        for by in [By::Scale, By::ZeroPoint] {
            if by == By::ZeroPoint && self.op == "lsq" {
                continue;
            }
            let square = self.blocks.iter().all(|block| block.factor_is_binary());
            cases.extend(self.gradient(by, square, "")?);
            if !square {
                cases.extend(self.lsq_gradient(by)?);
            }
        }
        Ok(cases)
    }

    fn draft(&self, output: &str, suffix: &str) -> Draft {
        let name = format!("{}{suffix}", self.name);
        let draft = Draft::new(self.op, output, &name);
        let draft = match (self.op, self.blocks.as_slice()) {
            ("fake_quant.channel" | "fake_quant.group", blocks) => {
                let each = |of: fn(&Block) -> &Rational| -> Vec<Rational> {
                    blocks.iter().map(|block| of(block).clone()).collect()
                };
                let first = blocks.first().map(|block| &block.setting);
                let draft = draft
                    .texts("scale", &each(|block| block.setting.grid.scale()))
                    .texts("zero_point", &each(|block| block.setting.grid.zero_point()))
                    .integer("qmin", first.map_or(0, |setting| setting.qmin))
                    .integer("qmax", first.map_or(0, |setting| setting.qmax));
                match self.op {
                    "fake_quant.group" => draft.integer("group_size", 4).flags(["Group"]),
                    _ => draft.flags(["Channel"]),
                }
            }
            (_, [block]) => block.setting.parameters(draft),
            _ => draft,
        };
        let formed = |block: &Block| -> Vec<Extended> {
            let each = block.xs.iter().cloned().map(Extended::Finite);
            each.flat_map(|x| block.setting.formed(&x)).collect()
        };
        let formed: Vec<Extended> = self.blocks.iter().flat_map(formed).collect();
        draft
            .tensor("x", self.shape.clone(), &self.flat(|block| &block.xs))
            .formed(&formed)
            .oracles(ORACLES)
    }

    fn flat(&self, of: fn(&Block) -> &Vec<Rational>) -> Vec<Extended> {
        let each = self.blocks.iter().flat_map(of);
        each.cloned().map(Extended::Finite).collect()
    }

    fn keys(&self, keys: &[&'static str]) -> Vec<&'static str> {
        match self.blocks.first() {
            Some(block) => block.setting.keys(keys),
            None => keys.to_vec(),
        }
    }

    /// Values or gradients by the input, entry by entry.
    fn entries(&self, output: &'static str) -> Result<Case, FamilyError> {
        let draft = self.draft(output, "").flags(["Tensor", "BoundBin"]);
        let (draft, keys) = match output {
            "y" => (draft, self.keys(&super::VALUE_KEYS)),
            _ => (
                draft.tensor("dy", self.shape.clone(), &self.flat(|block| &block.dys)),
                self.keys(&super::GRADIENT_KEYS),
            ),
        };
        let id = draft.id().to_owned();
        draft.settle(
            &FakeQuantConvention::all(),
            &keys,
            &self.shape,
            |convention, dtype| {
                let mut all = Vec::new();
                for block in &self.blocks {
                    let quantiser = block.quantiser(convention, dtype);
                    for (x, dy) in block.xs.iter().zip(&block.dys) {
                        let (x, dy) = (Extended::Finite(x.clone()), Extended::Finite(dy.clone()));
                        let draws = quantiser.draws(&x);
                        let [(_, draw)] = draws.as_slice() else {
                            return Ok(None);
                        };
                        let certain = quantiser.clone().with_draw(draw.clone());
                        let value = match output {
                            "y" => certain.forward(&x),
                            _ => certain.dx(&x, &dy),
                        };
                        all.push(super::of(value.map_err(FamilyError::definition(&id))?));
                    }
                }
                Ok(Some(all))
            },
            |convention, dtype| {
                let mut all = Vec::new();
                for block in &self.blocks {
                    let grid = &block.setting.second;
                    for (x, dy) in block.xs.iter().zip(&block.dys) {
                        let x = second_number(&id, &Extended::Finite(x.clone()))?;
                        let found = levels(grid, convention, dtype, &x);
                        let [level] = found.as_slice() else {
                            return Ok(None);
                        };
                        let dy = second_number(&id, &Extended::Finite(dy.clone()))?;
                        let value = match output {
                            "y" => Number::Finite(level.steps.scaled(grid.scale)),
                            _ => dy.times(&level.weight),
                        };
                        all.push(super::of(value.extended()));
                    }
                }
                Ok(Some(all))
            },
        )
    }

    fn by_parameter(&self, by: By, suffix: &str) -> Draft {
        let output = match by {
            By::Scale => "dscale",
            By::ZeroPoint => "dzero",
        };
        self.draft(output, suffix)
            .tensor("dy", self.shape.clone(), &self.flat(|block| &block.dys))
            .flags(["ParameterGradient"])
            .flags((self.upstream_differs() && by == By::Scale).then_some("UpstreamOfScale"))
    }

    /// Whether an upstream gradient is not one.
    fn upstream_differs(&self) -> bool {
        self.blocks
            .iter()
            .any(|block| block.dys.iter().any(|dy| *dy != 1))
    }

    /// The shape of the gradient: a number, or one for each block.
    fn shape_of_gradient(&self) -> Vec<usize> {
        match self.op {
            "fake_quant.channel" | "fake_quant.group" => vec![self.blocks.len()],
            _ => Vec::new(),
        }
    }

    fn gradient(&self, by: By, with_lsq: bool, suffix: &str) -> Result<Option<Case>, FamilyError> {
        let draft = self.by_parameter(by, suffix);
        let dtypes = self.exact_dtypes(by, &draft);
        if dtypes.is_empty() {
            return Ok(None);
        }
        let draft = draft.dtypes(&dtypes);
        self.settle(draft, by, |convention| {
            with_lsq || convention.scale_gradient != ScaleGradient::Lsq
        })
        .map(Some)
    }

    fn lsq_gradient(&self, by: By) -> Result<Option<Case>, FamilyError> {
        let draft = self.by_parameter(by, "-lsq");
        let id = draft.id().to_owned();
        let dtypes = self.exact_dtypes(by, &draft);
        let Some(k) = self.ulps(by, &id, &dtypes)? else {
            return Ok(None);
        };
        let draft = draft.dtypes(&dtypes).ulps(k).flags(["ScaleGradient"]);
        self.settle(draft, by, |convention| {
            convention.scale_gradient == ScaleGradient::Lsq
        })
        .map(Some)
    }

    fn settle(
        &self,
        draft: Draft,
        by: By,
        meant: impl Fn(&FakeQuantConvention) -> bool,
    ) -> Result<Case, FamilyError> {
        let id = draft.id().to_owned();
        let each = |convention: &FakeQuantConvention,
                    one: &dyn Fn(&Block) -> Result<Option<Expected>, FamilyError>|
         -> Answer {
            if !meant(convention) {
                return Ok(None);
            }
            let found: Result<Vec<_>, _> = self.blocks.iter().map(one).collect();
            Ok(found?.into_iter().collect())
        };
        draft.settle(
            &FakeQuantConvention::all(),
            &self.keys(&KEYS),
            &self.shape_of_gradient(),
            |convention, dtype| {
                each(convention, &|block| {
                    Ok(block
                        .first(by, &id, convention, dtype)?
                        .map(expected_outcome))
                })
            },
            |convention, dtype| {
                each(convention, &|block| {
                    block.second(by, &id, convention, dtype)
                })
            },
        )
    }

    /// The formats of a case that hold every partial sum.
    fn exact_dtypes(&self, by: By, draft: &Draft) -> Vec<Dtype> {
        let fits = |dtype: &Dtype| self.blocks.iter().all(|block| block.fits(by, *dtype));
        draft.applicable().into_iter().filter(fits).collect()
    }

    /// The units in the last place that are allowed; `None` where a sum cancels too much.
    fn ulps(&self, by: By, id: &str, dtypes: &[Dtype]) -> Result<Option<u32>, FamilyError> {
        let mut greatest = Rational::new();
        for convention in FakeQuantConvention::all() {
            // The other axes make no difference to the contributions.
            if convention.scale_gradient != ScaleGradient::Lsq
                || convention.nan != NanPolicy::Propagate
                || convention.round == Rounding::Stochastic
            {
                continue;
            }
            for (block, dtype) in self
                .blocks
                .iter()
                .flat_map(|b| dtypes.iter().map(move |d| (b, d)))
            {
                let Some(parts) = block.contributions(by, id, &convention, *dtype)? else {
                    continue;
                };
                let sizes: Rational = parts.iter().map(|part| part.clone().abs()).sum();
                let sum: Rational = parts.iter().sum();
                if sizes.is_zero() {
                    continue;
                }
                if sum.is_zero() {
                    return Ok(None);
                }
                let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
                greatest = greatest.max(sizes / sum.abs() * (count + 3));
            }
        }
        let k = Rational::from(greatest.ceil_ref()).numer().to_u32();
        Ok(k.filter(|k| *k > 0 && *k < MAX_ULPS).map(|k| k + 1))
    }
}

impl Block {
    fn quantiser(&self, convention: &FakeQuantConvention, dtype: Dtype) -> FakeQuant {
        FakeQuant::new(self.setting.grid.clone(), *convention).with_input_dtype(dtype)
    }

    fn sharers(&self) -> u64 {
        u64::try_from(self.xs.len()).unwrap_or(u64::MAX)
    }

    /// Whether `1 / sqrt(N qmax)` is a power of two.
    fn factor_is_binary(&self) -> bool {
        let square = u64::try_from(self.setting.qmax).unwrap_or(0) * self.sharers();
        square.count_ones() == 1 && square.trailing_zeros().is_multiple_of(2)
    }

    /// Whether a format holds all partial sums: see the description of this module.
    fn fits(&self, by: By, dtype: Dtype) -> bool {
        let scale = self.setting.grid.scale();
        let zero_point = self.setting.grid.zero_point();
        let end = |end: i64| (zero_point.clone() - end).abs();
        // A half more: rounding before the zero point is added may leave the levels.
        let steps = end(self.setting.qmin).max(end(self.setting.qmax)) + 1u32;
        let mut sum = Rational::new();
        let mut place = 0;
        for (x, dy) in self.xs.iter().zip(&self.dys) {
            let t = Rational::from(x / scale);
            let (bound, parts) = match by {
                By::Scale => (
                    steps.clone() + t.clone().abs(),
                    vec![
                        Rational::from(dy * &t),
                        Rational::from(dy * zero_point),
                        dy.clone(),
                    ],
                ),
                By::ZeroPoint => (scale.clone(), vec![Rational::from(dy * scale) / 2u32]),
            };
            sum += bound * dy.clone().abs();
            let bits = |part: &Rational| part.denom().significant_bits() - 1;
            place = parts.iter().map(bits).max().unwrap_or(0).max(place);
        }
        (sum << place) <= Rational::from(1) << (dtype.fraction_bits() + 1)
    }

    /// The contributions of the entries before the factor; `None` where a draw decides.
    fn contributions(
        &self,
        by: By,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
    ) -> Result<Option<Vec<Rational>>, FamilyError> {
        let quantiser = self.quantiser(convention, dtype);
        let mut parts = Vec::new();
        for (x, dy) in self.xs.iter().zip(&self.dys) {
            let (x, dy) = (Extended::Finite(x.clone()), Extended::Finite(dy.clone()));
            if convention.round == Rounding::Stochastic && quantiser.draws(&x).len() > 1 {
                return Ok(None);
            }
            let certain = quantiser.clone().with_draw(Rational::new());
            let part = match by {
                By::Scale => certain.dscale_unscaled(&x, &dy),
                By::ZeroPoint => certain.dzero_unscaled(&x, &dy),
            };
            parts.push(
                part.map_err(FamilyError::definition(id))?
                    .rational()
                    .unwrap_or_default(),
            );
        }
        Ok(Some(parts))
    }

    fn first(
        &self,
        by: By,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
    ) -> Result<Option<Outcome>, FamilyError> {
        let Some(parts) = self.contributions(by, id, convention, dtype)? else {
            return Ok(None);
        };
        let sum: Rational = parts.into_iter().sum();
        let quantiser = self.quantiser(convention, dtype);
        let factor = quantiser.gradient_factor(self.sharers(), BITS);
        let factor = factor.map_err(FamilyError::definition(id))?;
        Ok(Some(match sum.is_zero() {
            true => Outcome::from(sum),
            false => factor.scaled(&sum),
        }))
    }

    fn second(
        &self,
        by: By,
        id: &str,
        convention: &FakeQuantConvention,
        dtype: Dtype,
    ) -> Result<Option<Expected>, FamilyError> {
        let grid = &self.setting.second;
        let mut sum = Dyadic::new(0, 0);
        for (x, dy) in self.xs.iter().zip(&self.dys) {
            let (Some(x), Some(dy)) = (Dyadic::of(x), Dyadic::of(dy)) else {
                return Err(FamilyError::case(id, "inputs", "binary numbers", x));
            };
            let found = levels(grid, convention, dtype, &Number::Finite(x.clone()));
            let [level] = found.as_slice() else {
                return Ok(None);
            };
            let part = match by {
                By::Scale => {
                    let through = level.weight.times(&x.scaled(-grid.scale));
                    level.steps.minus(&through)
                }
                By::ZeroPoint => level.weight.minus(&Dyadic::new(1, 0)).scaled(grid.scale),
            };
            sum = sum.plus(&dy.times(&part));
        }
        let sum = sum.rational();
        let zero = || Some(super::of(Extended::zero()));
        Ok(match convention.scale_gradient {
            ScaleGradient::None => zero(),
            ScaleGradient::Plain => Some(super::of(Extended::Finite(sum))),
            ScaleGradient::Lsq if sum.is_zero() => zero(),
            ScaleGradient::Lsq => {
                let levels = u64::try_from(self.setting.qmax).unwrap_or(0);
                let (low, high) = inverse_root(levels * self.sharers());
                Some(interval(low * &sum, high * sum))
            }
        })
    }
}
