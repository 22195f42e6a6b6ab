//! Quantisers whose levels a format cannot hold: they tell in which format levels are formed.
//!
//! A format of `p` significand bits has a number every half from `2^(p-2)` on. With a zero point of `2^(p-2)` and the
//! scale 1, an input of eighths is rounded to a half before it is rounded to a level, in that format and in no wider
//! one: 64 + 11/8 is 65.5 in bfloat16, and 66 by ties to even, where binary32 has 65.375 and 65. The greatest level is
//! the next after the zero point, so that masks tell the same.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::{Dtype, Extended};

use super::super::FamilyError;
use super::settings::Setting;

/// Names, and the formats that they tell from wider ones.
const SETTINGS: [(&str, Dtype); 3] = [
    ("formed-bf16", Dtype::Bf16),
    ("formed-f16", Dtype::F16),
    ("formed-f32", Dtype::F32),
];

/// The quantisers.
pub(super) fn settings() -> Result<Vec<Setting>, FamilyError> {
    let setting = |(name, dtype): (&'static str, Dtype)| {
        let zero_point = 1_i64 << (dtype.fraction_bits() - 1);
        Setting::new((name, "1", &zero_point.to_string(), (0, zero_point + 1)))
    };
    SETTINGS.into_iter().map(setting).collect()
}

/// The points with their names: odd eighths above the zero point.
pub(super) fn points() -> Vec<(String, Extended)> {
    let odd = (0..8).map(|n| 2 * n + 1);
    odd.map(|eighths| {
        let x = Rational::from((eighths, 8));
        (format!("p{eighths}_8"), Extended::Finite(x))
    })
    .collect()
}
