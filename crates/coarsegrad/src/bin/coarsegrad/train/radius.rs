//! Radii of balls, which may be far below what an `f64` can hold.

use std::cmp::Ordering;
use std::fmt;

use coarsegrad::arith::{Ball, Mag};
use coarsegrad::train::Stored;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bits of the balls around zero by which radii are written.
const BITS: u32 = 64;

/// An upper bound of an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Radius(pub(crate) Mag);

impl Radius {
    pub(crate) const ZERO: Self = Radius(Mag::ZERO);

    pub(crate) fn max(self, other: Self) -> Self {
        Radius(self.0.max(other.0))
    }

    pub(crate) fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    pub(crate) fn exceeds(self, limit: Mag) -> bool {
        self.0.compare(limit) == Ordering::Greater
    }

    /// By which factor a step, on the average, a radius has grown over so many steps.
    #[expect(clippy::cast_precision_loss, reason = "a growth factor for reading")]
    pub(crate) fn growth(self, first: Self, steps: u64) -> f64 {
        let log2 = |radius: Mag| -> Option<f64> {
            let exponent = radius.exponent()?;
            Some(exponent as f64 + radius.mul_2exp(-exponent).to_f64().log2())
        };
        match (log2(self.0), log2(first.0)) {
            (Some(last), Some(first)) => ((last - first) / steps.max(1) as f64).exp2(),
            _ => 1.0,
        }
    }

    /// The ball of this radius around zero.
    fn ball(self) -> Ball {
        Ball::from_mid_rad(Ball::zero(BITS).mid().clone(), self.0)
    }
}

impl fmt::Display for Radius {
    /// Two digits, rounded up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ball().to_decimal(0).rad)
    }
}

impl Serialize for Radius {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.ball().to_text();
        serializer.serialize_str(text.as_deref().unwrap_or("inf"))
    }
}

impl<'de> Deserialize<'de> for Radius {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "inf" {
            return Ok(Radius(Mag::INFINITY));
        }
        let ball = Ball::from_text(&BITS, &text).map_err(serde::de::Error::custom)?;
        Ok(Radius(ball.rad()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiny_radii_are_shown_and_stored() {
        let tiny = Radius(Mag::pow2(-4000));
        assert_eq!(tiny.to_string(), "7.6e-1205");
        let text = serde_json::to_string(&tiny).unwrap();
        assert_eq!(serde_json::from_str::<Radius>(&text).unwrap(), tiny);
        for radius in [Radius::ZERO, Radius(Mag::INFINITY)] {
            let text = serde_json::to_string(&radius).unwrap();
            assert_eq!(serde_json::from_str::<Radius>(&text).unwrap(), radius);
        }
        let grown = Radius(Mag::pow2(-3900));
        assert!((grown.growth(tiny, 50) - 4.0).abs() < 1e-12);
        assert!(tiny.max(grown).exceeds(Mag::pow2(-3901)) && !tiny.exceeds(Mag::pow2(-4000)));
        assert!(Radius::ZERO.is_zero());
    }
}
