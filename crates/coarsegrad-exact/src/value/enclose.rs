//! Tight enough, or how far from it.

use coarsegrad_arith::{Ball, Mag, Symbolic};

/// A number with its guarantee, ready to be printed.
#[derive(Clone, Debug)]
pub struct Enclosure {
    /// Contains the number.
    pub ball: Ball,
    /// Printing the midpoint to a multiple of `10^quantum` keeps the promised accuracy.
    pub quantum: i64,
    /// The number as a closed form, where one of moderate length is known.
    pub exact: Option<String>,
}

impl Enclosure {
    fn zero(precision: u32) -> Self {
        Enclosure {
            ball: Ball::zero(precision),
            quantum: 0,
            exact: Some("0".to_owned()),
        }
    }
}

/// A quantity whose ball is too wide.
#[derive(Debug)]
pub(super) struct Shortfall {
    pub(super) quantity: String,
    /// The bits that are missing, if that can be told.
    missing: Option<u32>,
}

impl Shortfall {
    /// The next working precision to try.
    pub(super) fn next(&self, bits: u32) -> u32 {
        match self.missing {
            Some(missing) => bits.saturating_add(missing.max(bits / 8)).saturating_add(8),
            None => bits.saturating_mul(2),
        }
    }
}

/// The accuracy asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    digits: u32,
    /// Accuracy in bits that leaves room for the rounding of decimal printing: balls are kept
    /// within `10^-digits / 32` of their scale.
    pub(super) bits: u32,
}

impl Digits {
    pub(super) fn new(digits: u32) -> Self {
        // log2(10) < 3.3220
        let bits = u64::from(digits) * 33_220 / 10_000 + 6;
        Digits {
            digits,
            bits: u32::try_from(bits).unwrap_or(u32::MAX),
        }
    }

    /// Accepts a number that is accurate relative to itself.
    pub(super) fn scalar(
        self,
        value: &Ball,
        exact: Option<String>,
        name: impl Fn() -> String,
    ) -> Result<Enclosure, Shortfall> {
        if value.is_zero() {
            return Ok(Enclosure::zero(value.precision()));
        }
        self.check(value, value.abs_lower(), &name)?;
        Ok(Enclosure {
            ball: value.clone(),
            quantum: self.quantum(value, &name)?,
            exact,
        })
    }

    /// Accepts the entries of a vector if each is accurate relative to the largest.
    pub(super) fn vector(
        self,
        entries: Vec<(Ball, Option<String>)>,
        name: &str,
    ) -> Result<Vec<Enclosure>, Shortfall> {
        let mut largest: Option<(&Ball, Mag)> = None;
        for (ball, _) in &entries {
            let lower = ball.abs_lower();
            if largest.is_none_or(|(_, most)| lower.compare(most).is_gt()) {
                largest = Some((ball, lower));
            }
        }
        let Some((largest, scale)) = largest else {
            return Ok(Vec::new());
        };
        if entries.iter().all(|(ball, _)| ball.is_zero()) {
            return Ok(entries
                .iter()
                .map(|(ball, _)| Enclosure::zero(ball.precision()))
                .collect());
        }
        let name = || name.to_owned();
        for (ball, _) in &entries {
            self.check(ball, scale, &name)?;
        }
        let quantum = self.quantum(largest, &name)?;
        Ok(entries
            .into_iter()
            .map(|(ball, exact)| {
                if ball.is_zero() {
                    Enclosure::zero(ball.precision())
                } else {
                    Enclosure {
                        ball,
                        quantum,
                        exact,
                    }
                }
            })
            .collect())
    }

    /// The last decimal place worth printing beside a number of this size.
    fn quantum(self, largest: &Ball, name: &impl Fn() -> String) -> Result<i64, Shortfall> {
        let magnitude = largest.magnitude10().ok_or_else(|| Shortfall {
            quantity: name(),
            missing: None,
        })?;
        Ok(magnitude - i64::from(self.digits) - 1)
    }

    /// Accepts only if `rad <= 2^-bits * scale`; exponents are compared, so that up to two bits more
    /// may be asked for.
    fn check(self, ball: &Ball, scale: Mag, name: &impl Fn() -> String) -> Result<(), Shortfall> {
        let shortfall = |missing| {
            Err(Shortfall {
                quantity: name(),
                missing,
            })
        };
        if !ball.is_finite() {
            return shortfall(None);
        }
        let Some(radius) = ball.rad().exponent() else {
            return Ok(());
        };
        let Some(scale) = scale.exponent() else {
            return shortfall(None);
        };
        // rad < 2^(radius + 1) and scale >= 2^scale.
        let missing = radius + 1 + i64::from(self.bits) - scale;
        if missing <= 0 {
            Ok(())
        } else {
            shortfall(u32::try_from(missing).ok())
        }
    }
}

/// Longer closed forms are not printed.
const TEXT_CHARS: usize = 120;

/// The closed form as text, if it is known and of moderate length.
pub(super) fn exact_text(value: &Symbolic) -> Option<String> {
    // A lower estimate of the length first: most forms that are too long are so by far.
    let coefficients = value.height_bits() as usize * 3 / 10;
    if coefficients.max(value.factor_text_length()) > TEXT_CHARS {
        return None;
    }
    let text = value.to_string();
    (text.len() <= TEXT_CHARS).then_some(text)
}
