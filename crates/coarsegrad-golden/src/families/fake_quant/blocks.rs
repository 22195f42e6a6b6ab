//! Blocks of entries that share a scale and a zero point: tensors, channels and groups.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended, FakeQuant, FakeQuantConvention};

use super::super::FamilyError;
use super::super::clip::second_number;
use super::super::draft::Draft;
use super::super::points::number;
use super::super::second::{Number, levels};
use super::ORACLES;
use super::settings::Setting;
use crate::case::Case;

/// A scale and a zero point with the entries that share them.
pub(super) struct Block {
    pub(super) setting: Setting,
    pub(super) xs: Vec<Rational>,
    pub(super) dys: Vec<Rational>,
}

impl Block {
    /// Entries by their levels.
    pub(super) fn new(
        setting: Setting,
        levels: &[Level],
        dys: &[&str],
    ) -> Result<Self, FamilyError> {
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

    /// The quantiser of the definitions.
    pub(super) fn quantiser(&self, convention: &FakeQuantConvention, dtype: Dtype) -> FakeQuant {
        FakeQuant::new(self.setting.grid.clone(), *convention).with_input_dtype(dtype)
    }
}

/// A level before rounding: relative to the lower (`true`) or upper bound, in quarters.
type Level = (bool, i64);

/// Where the entries of three blocks of four lie.
#[derive(Clone, Copy)]
pub(super) enum Places {
    /// Inside, at both bounds, in their bins and beyond.
    Mixed,
    /// Mostly beyond the bounds, with upstream gradients of the sign of the level there: contributions to the gradient
    /// by the scale do not cancel, as they have to be for the factor of `scale_gradient=lsq`.
    OneSigned,
    /// At levels and, by whole steps, beyond them: no draw decides there.
    Levels,
}

impl Places {
    /// Levels, and upstream gradients.
    fn entries(self) -> ([[Level; 4]; 3], [&'static str; 4]) {
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
pub(super) fn blocks(
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
pub(super) struct Blocks {
    pub(super) op: &'static str,
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
    pub(super) blocks: Vec<Block>,
}

impl Blocks {
    pub(super) fn tensor(name: String, block: Block, shape: Vec<usize>) -> Self {
        Blocks {
            op: block.setting.op,
            name,
            shape,
            blocks: vec![block],
        }
    }

    pub(super) fn draft(&self, output: &str, suffix: &str) -> Draft {
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

    pub(super) fn flat(&self, of: fn(&Block) -> &Vec<Rational>) -> Vec<Extended> {
        let each = self.blocks.iter().flat_map(of);
        each.cloned().map(Extended::Finite).collect()
    }

    pub(super) fn keys(&self, keys: &[&'static str]) -> Vec<&'static str> {
        match self.blocks.first() {
            Some(block) => block.setting.keys(keys),
            None => keys.to_vec(),
        }
    }

    /// Values or gradients by the input, entry by entry.
    pub(super) fn entries(&self, output: &'static str) -> Result<Case, FamilyError> {
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
}
