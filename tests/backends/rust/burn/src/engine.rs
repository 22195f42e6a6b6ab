//! What computes for burn.

use std::str::FromStr;

use burn_tensor::Device;
use coarsegrad_model::pointwise::Dtype;

/// What computes for burn on the processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Its own one.
    Flex,
    /// The one before, on `ndarray`, which is deprecated since 0.22 and has no short formats.
    NdArray,
}

impl Engine {
    /// All of them.
    pub const ALL: [Engine; 2] = [Engine::Flex, Engine::NdArray];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Engine::Flex => "flex",
            Engine::NdArray => "ndarray",
        }
    }

    /// The formats that it has.
    #[must_use]
    pub fn dtypes(self) -> &'static [Dtype] {
        match self {
            Engine::Flex => Dtype::ALL,
            Engine::NdArray => &[Dtype::F64, Dtype::F32],
        }
    }

    /// Where its tensors are, with gradients.
    #[must_use]
    #[expect(
        deprecated,
        reason = "the engine before is looked at while it is there"
    )]
    pub fn device(self) -> Device {
        match self {
            Engine::Flex => Device::flex(),
            Engine::NdArray => Device::ndarray(),
        }
        .autodiff()
    }
}

impl FromStr for Engine {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = Engine::ALL.map(Engine::name).join(", ");
        let found = Engine::ALL.into_iter().find(|engine| engine.name() == text);
        found.ok_or_else(|| format!("the engine must be one of {names}, found \"{text}\""))
    }
}
