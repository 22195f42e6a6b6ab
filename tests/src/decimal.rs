//! Stored decimals as exact sets of reals, and balls against them in exact arithmetic.

use coarsegrad_arith::{Ball, Rational, parse_rational};

/// A power of ten, exactly.
#[must_use]
pub fn power_of_ten(exponent: i64) -> Rational {
    parse_rational(&format!("1e{exponent}")).unwrap()
}

/// The interval `[centre - slack, centre + slack]` that a stored text stands for.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The number as written.
    pub centre: Rational,
    /// How far the true value may be from it.
    pub slack: Rational,
}

impl Stored {
    /// A decimal rounded to nearest at its last written place: half a unit of that place is allowed. The text `"0"` is
    /// exact.
    #[must_use]
    pub fn rounded(text: &str) -> Self {
        let centre = parse_rational(text).unwrap();
        if text == "0" {
            return Stored {
                centre,
                slack: Rational::new(),
            };
        }
        let (significand, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let places = significand
            .split_once('.')
            .map_or(0, |(_, places)| places.len() as i64);
        let exponent: i64 = exponent.parse().unwrap();
        Stored {
            centre,
            slack: power_of_ten(exponent - places) / 2u32,
        }
    }

    /// A midpoint and a radius, both as text.
    #[must_use]
    pub fn mid_rad(mid: &str, rad: &str) -> Self {
        Stored {
            centre: parse_rational(mid).unwrap(),
            slack: parse_rational(rad).unwrap(),
        }
    }

    /// Exactly zero.
    #[must_use]
    pub fn zero() -> Self {
        Stored {
            centre: Rational::new(),
            slack: Rational::new(),
        }
    }

    /// Whether some number of the ball is within the slack, in exact arithmetic.
    #[must_use]
    pub fn meets(&self, ball: &Ball) -> bool {
        let Some((mid, rad)) = exact_ends(ball) else {
            return false;
        };
        (mid - &self.centre).abs() <= rad + &self.slack
    }
}

/// Midpoint and radius of a finite ball as rationals.
#[must_use]
pub fn exact_ends(ball: &Ball) -> Option<(Rational, Rational)> {
    let mid = ball.mid().to_rational()?;
    let rad = ball.rad().to_rational(1 << 20)?;
    Some((mid, rad))
}

/// `max |x|` over entries, from below: the scale of the radius promise.
#[must_use]
pub fn scale_of<'a>(balls: impl IntoIterator<Item = &'a Ball>) -> Rational {
    balls
        .into_iter()
        .filter_map(exact_ends)
        .map(|(mid, rad)| mid.abs() - rad)
        .fold(Rational::new(), |most, x| if x > most { x } else { most })
}

/// Whether every radius is at most `10^-digits` times the largest entry.
#[must_use]
pub fn keeps_radius_promise(balls: &[Ball], digits: u32) -> bool {
    let allowed = scale_of(balls) * power_of_ten(-i64::from(digits));
    balls
        .iter()
        .all(|ball| exact_ends(ball).is_some_and(|(_, rad)| rad <= allowed))
}
