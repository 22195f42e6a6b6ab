//! The ways in which people write a fake-quantiser of tensor operations.

use std::str::FromStr;

/// How a fake-quantiser is written. All of them divide by the scale and add the zero point first, and undo both last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Rounds with the detach trick, `t + (round(t) - t).detach()`, then clamps.
    RoundClamp,
    /// Clamps, then rounds with the detach trick.
    ClampRound,
    /// Rounds and clamps, with the detach trick around everything: `x + (y - x).detach()`.
    Detached,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 3] = [Form::RoundClamp, Form::ClampRound, Form::Detached];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Form::RoundClamp => "round-clamp",
            Form::ClampRound => "clamp-round",
            Form::Detached => "detached",
        }
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = Form::ALL.map(Form::name).join(", ");
        let found = Form::ALL.into_iter().find(|form| form.name() == text);
        found.ok_or_else(|| format!("the form must be one of {names}, found \"{text}\""))
    }
}
