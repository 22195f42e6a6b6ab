//! The quantities that can be certified.

use coarsegrad_arith::Rational;
use coarsegrad_exact::Position;
use coarsegrad_model::{Ste, TwoLayer};

/// A quantity of an instance, a number or a vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// `theta(w, w*)`.
    Angle,
    /// The population loss.
    PopulationLoss,
    /// `df/dv`, m entries.
    PopulationGradientV,
    /// `df/dw`, n entries, for `0 < theta < pi`.
    PopulationGradientW,
    /// `E[g]` of the identity, n entries.
    Identity,
    /// `E[g]` of ReLU, n entries.
    Relu,
    /// `E[g]` of the clipped ReLU, n entries, for `0 < theta < pi`.
    ClippedRelu,
}

impl Quantity {
    /// All of them, in the order of a record.
    pub const ALL: [Quantity; 7] = [
        Quantity::Angle,
        Quantity::PopulationLoss,
        Quantity::PopulationGradientV,
        Quantity::PopulationGradientW,
        Quantity::Identity,
        Quantity::Relu,
        Quantity::ClippedRelu,
    ];

    /// The name in golden files and lemma names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Quantity::Angle => "angle",
            Quantity::PopulationLoss => "population_loss",
            Quantity::PopulationGradientV => "population_gradient_v",
            Quantity::PopulationGradientW => "population_gradient_w",
            Quantity::Identity => "expected_coarse_gradient_identity",
            Quantity::Relu => "expected_coarse_gradient_relu",
            Quantity::ClippedRelu => "expected_coarse_gradient_clipped_relu",
        }
    }

    /// The quantity with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|quantity| quantity.name() == name)
    }

    /// The expected coarse gradient of a straight-through estimator, where it can be certified.
    #[must_use]
    pub fn of_ste(ste: &Ste) -> Option<Self> {
        match ste {
            Ste::Identity => Some(Quantity::Identity),
            Ste::Relu => Some(Quantity::Relu),
            Ste::ClippedRelu => Some(Quantity::ClippedRelu),
            _ => None,
        }
    }

    /// Whether the proofs have a constant for this quantity at a position.
    #[must_use]
    pub fn exists_at(self, position: Position) -> bool {
        match (self, position) {
            (Quantity::PopulationLoss | Quantity::Identity, Position::ZeroWeight) => true,
            (_, Position::ZeroWeight) => false,
            (Quantity::PopulationGradientW | Quantity::ClippedRelu, position) => {
                position == Position::Between
            }
            _ => true,
        }
    }

    /// The number of entries of a vector; `None` for a number.
    #[must_use]
    pub fn dimension(self, instance: &TwoLayer<Rational>) -> Option<usize> {
        match self {
            Quantity::Angle | Quantity::PopulationLoss => None,
            Quantity::PopulationGradientV => Some(instance.rows()),
            _ => Some(instance.inputs()),
        }
    }

    /// The number of entries; one for a number.
    #[must_use]
    pub fn entries(self, instance: &TwoLayer<Rational>) -> usize {
        self.dimension(instance).unwrap_or(1)
    }
}
