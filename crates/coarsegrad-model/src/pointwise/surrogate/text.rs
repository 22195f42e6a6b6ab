//! The text of a surrogate: its name, and after a colon its parameters: `reste:o=3,m=1/10,t=3/2`.

use std::fmt;
use std::str::FromStr;

use coarsegrad_arith::parse_rational;

use super::Surrogate;
use crate::pointwise::PointwiseError;
use crate::pointwise::error::shorten;

impl FromStr for Surrogate {
    type Err = PointwiseError;

    /// Reads a name, and after a colon parameters `name=value` separated by commas, in any order; those not given take
    /// their defaults. Values are exact numbers: `1/10`, `0.1`.
    fn from_str(text: &str) -> Result<Self, PointwiseError> {
        let (name, given) = match text.split_once(':') {
            Some((name, given)) => (name, Some(given)),
            None => (text, None),
        };
        let mut surrogate = Surrogate::catalogue()
            .into_iter()
            .find(|surrogate| surrogate.name() == name)
            .ok_or_else(|| PointwiseError::UnknownName {
                list: "surrogate",
                found: shorten(name),
                expected: Surrogate::NAMES.join(", "),
            })?;
        let mut seen: Vec<&str> = Vec::new();
        for part in given.into_iter().flat_map(|given| given.split(',')) {
            let unknown = |surrogate: &Surrogate| PointwiseError::UnknownName {
                list: "parameter of the surrogate, each given once",
                found: shorten(part),
                expected: surrogate
                    .parameters()
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect::<Vec<_>>()
                    .join(", "),
            };
            let Some((key, value)) = part.split_once('=') else {
                return Err(unknown(&surrogate));
            };
            let value =
                parse_rational(value).map_err(|source| PointwiseError::NotANumber { source })?;
            if seen.contains(&key) || !surrogate.set(key, &value) {
                return Err(unknown(&surrogate));
            }
            seen.push(key);
        }
        surrogate.check()?;
        Ok(surrogate)
    }
}

impl fmt::Display for Surrogate {
    /// What [`Surrogate::from_str`] reads back, with all parameters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        for (index, (name, value)) in self.parameters().into_iter().enumerate() {
            let separator = if index == 0 { ':' } else { ',' };
            write!(f, "{separator}{name}={value}")?;
        }
        Ok(())
    }
}
