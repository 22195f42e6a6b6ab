//! The corpus: cases of every operation, generated from the definitions and committed as files.
//!
//! A [`Family`] is one file of cases, ids increasing. [`Family::generate`] computes it afresh, each expectation by two
//! oracles that share no arithmetic; where they disagree nothing is generated. [`Family::text`] is the committed file,
//! and [`committed`] reads all of them: what the judge asks when it is given no other cases.
//!
//! Conditions of expectations are found by asking for every convention of the operation and are as few as tell the
//! answers apart.

mod agree;
mod arithmetic;
mod balls;
mod clip;
mod cover;
mod draft;
mod error;
mod fake_quant;
mod indicator;
mod points;
mod quantiser;
mod second;
mod surrogate;
mod tracked;
mod two_layer;

use crate::case::{Case, CaseError, Cases, Limits, write_case};
pub use error::FamilyError;
pub use surrogate::library_op;

/// A file of cases.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    name: &'static str,
    text: &'static str,
    cases: fn() -> Result<Vec<Case>, FamilyError>,
}

/// A family with the file of its name.
macro_rules! family {
    ($name:literal, $cases:expr) => {
        Family {
            name: $name,
            text: include_str!(concat!("../data/cases/", $name, ".jsonl")),
            cases: $cases,
        }
    };
}

/// All families, in the order of their names.
pub const FAMILIES: [Family; 7] = [
    family!("clip", clip::cases),
    family!("fake_quant", fake_quant::cases),
    family!("indicator", indicator::cases),
    family!("library", surrogate::library_cases),
    family!("quantiser", quantiser::cases),
    family!("surrogate", surrogate::cases),
    family!("two_layer", two_layer::cases),
];

impl Family {
    /// The name, which is that of the file.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The file, relative to the root of the repository.
    #[must_use]
    pub fn path(&self) -> String {
        format!("crates/coarsegrad-golden/data/cases/{}.jsonl", self.name)
    }

    /// The file as it came with the library.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The cases of the file as it came with the library.
    pub fn committed(&self) -> impl Iterator<Item = Result<Case, CaseError>> + use<> {
        Cases::new(self.text.as_bytes(), Limits::default())
    }

    /// The cases computed afresh, in the order of their ids.
    ///
    /// # Errors
    /// [`FamilyError`] where two oracles disagree or a case is not what it must be.
    pub fn generate(&self) -> Result<Vec<Case>, FamilyError> {
        let mut cases = (self.cases)()?;
        cases.sort_by(|one, other| one.id.cmp(&other.id));
        let twice = cases.windows(2).find(|pair| match pair {
            [one, other] => one.id == other.id,
            _ => false,
        });
        match twice.and_then(|pair| pair.first()) {
            Some(case) => Err(FamilyError::case(
                &case.id,
                "id",
                "that of one case only",
                &"another case with it",
            )),
            None => Ok(cases),
        }
    }

    /// The file computed afresh: a case on each line.
    ///
    /// # Errors
    /// As [`Family::generate`], and [`FamilyError::Unreadable`] where a line is not read back as the case that was
    /// written.
    pub fn generate_text(&self) -> Result<String, FamilyError> {
        let cases = self.generate()?;
        let text: String = cases.iter().map(|case| write_case(case) + "\n").collect();
        let mut read = Cases::new(text.as_bytes(), Limits::default());
        for case in cases {
            let back = read.next().transpose();
            let back = back.map_err(|source| FamilyError::Unreadable {
                family: self.name,
                source,
            })?;
            if back.as_ref() != Some(&case) {
                let condition = "read back as it was written";
                return Err(FamilyError::case(
                    &case.id,
                    "text",
                    condition,
                    &"another case",
                ));
            }
        }
        Ok(text)
    }
}

/// All cases that came with the library, family after family.
pub fn committed() -> impl Iterator<Item = Result<Case, CaseError>> {
    FAMILIES.iter().flat_map(Family::committed)
}

/// All cases computed afresh, family after family.
///
/// # Errors
/// As [`Family::generate`].
pub fn all_cases() -> Result<Vec<Case>, FamilyError> {
    let mut all = Vec::new();
    for family in FAMILIES {
        all.extend(family.generate()?);
    }
    Ok(all)
}
