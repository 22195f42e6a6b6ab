//! Tensors, channels and groups, and their gradients by scale and zero point.
//!
//! These gradients are sums over the block of entries that share the parameters. They are asked in the formats that
//! hold every partial sum in any order: those whose significand has the bits of `sum |dy| (|q - z| + |t|)` in units of
//! the last place of its terms, which bounds all of them. So answers are exact.
//!
//! **Under `scale_gradient=lsq`** the factor `1 / sqrt(N Q)` is irrational but for squares, so there are cases of their
//! own, with a tolerance. An implementation that rounds the root, its inverse and the products, each with a relative error of at most the
//! unit roundoff `u`, and adds `N` products, has a relative error of at most `(N + 3) u r + O(u^2)`, with `r` the
//! ratio of the sum of magnitudes to the magnitude of the sum. As `u |y|` is less than a unit in the last place of `y`,
//! `k = ceil((N + 3) r) + 1` units are allowed.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, FakeQuantConvention, NanPolicy, Rounding, ScaleGradient};

use super::super::FamilyError;
use super::super::balls::expected_outcome;
use super::super::draft::{Answer, Draft};
use super::blocks::{Block, Blocks, Places, blocks};
use super::settings::Setting;
use super::sums::By;
use crate::case::{Case, Expected};

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
    use Places::{Levels, Mixed, OneSigned};
    let (signed, unsigned) = ((-8, 7), (0, 15));
    let mut cases = Vec::new();
    for (name, levels, zero_points, places) in [
        ("symmetric", signed, ["0", "0", "0"], Mixed),
        ("symmetric-one-signed", signed, ["0", "0", "0"], OneSigned),
        ("asymmetric", unsigned, ["3", "15/2", "0"], Mixed),
        (
            "asymmetric-one-signed",
            unsigned,
            ["3", "15/2", "0"],
            OneSigned,
        ),
        ("levels", unsigned, ["3", "8", "0"], Levels),
    ] {
        let blocks = Blocks {
            op: "fake_quant.channel",
            name: name.to_owned(),
            shape: vec![3, 4],
            blocks: blocks(["1/4", "1/2", "1"], zero_points, levels, places)?,
        };
        cases.extend(blocks.all()?);
    }
    Ok(cases)
}

fn groups() -> Result<Vec<Case>, FamilyError> {
    use Places::{Levels, Mixed, OneSigned};
    let (two, signed, unsigned) = ((-2, 1), (-8, 7), (0, 15));
    let mut cases = Vec::new();
    for (name, levels, zero_points, places) in [
        ("int2", two, ["0", "0", "0"], Mixed),
        ("int2-one-signed", two, ["0", "0", "0"], OneSigned),
        ("int4", signed, ["0", "0", "0"], Mixed),
        ("int4-one-signed", signed, ["0", "0", "0"], OneSigned),
        ("uint4", unsigned, ["8", "5", "1/2"], Mixed),
        ("uint4-one-signed", unsigned, ["8", "5", "1/2"], OneSigned),
        ("levels", unsigned, ["8", "5", "0"], Levels),
    ] {
        let blocks = Blocks {
            op: "fake_quant.group",
            name: name.to_owned(),
            shape: vec![12],
            blocks: blocks(["1/8", "2", "1/2"], zero_points, levels, places)?,
        };
        cases.extend(blocks.all()?);
    }
    Ok(cases)
}

impl Blocks {
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
            cases.extend(self.gradient(by, square)?);
            if !square {
                cases.extend(self.lsq_gradient(by)?);
            }
        }
        Ok(cases)
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

    /// What is exact: under `lsq` where the factor is a power of two.
    fn gradient(&self, by: By, with_lsq: bool) -> Result<Option<Case>, FamilyError> {
        let draft = self.by_parameter(by, "");
        let dtypes = self.exact_dtypes(by, &draft);
        if dtypes.is_empty() {
            return Ok(None);
        }
        self.settle(draft.dtypes(&dtypes), by, with_lsq).map(Some)
    }

    /// The same with the tolerance of any factor. The other choices are asked too, so that one of them is recognised
    /// where `lsq` is declared.
    fn lsq_gradient(&self, by: By) -> Result<Option<Case>, FamilyError> {
        let draft = self.by_parameter(by, "-lsq");
        let id = draft.id().to_owned();
        let dtypes = self.exact_dtypes(by, &draft);
        let Some(k) = self.ulps(by, &id, &dtypes)? else {
            return Ok(None);
        };
        let draft = draft.dtypes(&dtypes).ulps(k).flags(["ScaleGradient"]);
        self.settle(draft, by, true).map(Some)
    }

    fn settle(&self, draft: Draft, by: By, with_lsq: bool) -> Result<Case, FamilyError> {
        let id = draft.id().to_owned();
        let each = |convention: &FakeQuantConvention,
                    one: &dyn Fn(&Block) -> Result<Option<Expected>, FamilyError>|
         -> Answer {
            if convention.scale_gradient == ScaleGradient::Lsq && !with_lsq {
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
