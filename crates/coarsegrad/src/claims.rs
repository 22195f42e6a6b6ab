//! The register of claims: what the project says, and how well each claim is supported.
//!
//! A row of `proofs/claims.toml` is a [`Claim`]: a sentence, its source, the [`Grade`] of its evidence, and where its
//! proof, its tests and its page of the book are. For the theorems that Coq has checked, `proofs/dependencies.json` says
//! which of them the proof of each rests on. Both files are part of the library; [`Register::embedded`] reads them.

mod dependencies;
mod document;
mod drawing;
mod error;
mod layers;

use serde::{Deserialize, Serialize};

pub use dependencies::Dependencies;
pub use document::{CLAIMS_SCHEMA, document};
pub use drawing::drawing;
pub use error::ClaimsError;

/// `proofs/claims.toml`, as it was when the library was built.
const CLAIMS: &str = include_str!("../data/claims.toml");

/// `proofs/dependencies.json`, as it was when the library was built.
const DEPENDENCIES: &str = include_str!("../data/dependencies.json");

/// What a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A mathematical statement.
    Theorem,
    /// A correction of the source.
    Erratum,
    /// A choice that a definition makes.
    Convention,
    /// A promise of the software.
    Algorithm,
}

/// How well a claim is supported: the strongest evidence that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// A theorem of `proofs/Main.v`.
    Proved,
    /// Instances in `proofs/certs`.
    Certified,
    /// Tests with exact arithmetic or enclosures.
    Enclosed,
    /// Statistical tests, or simulations in floating point.
    Sampled,
    /// No evidence of ours.
    Open,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [
        Kind::Theorem,
        Kind::Erratum,
        Kind::Convention,
        Kind::Algorithm,
    ];

    /// Its name in the register.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Theorem => "theorem",
            Kind::Erratum => "erratum",
            Kind::Convention => "convention",
            Kind::Algorithm => "algorithm",
        }
    }
}

impl Grade {
    /// All grades, strongest first.
    pub const ALL: [Grade; 5] = [
        Grade::Proved,
        Grade::Certified,
        Grade::Enclosed,
        Grade::Sampled,
        Grade::Open,
    ];

    /// Its name in the register.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Grade::Proved => "proved",
            Grade::Certified => "certified",
            Grade::Enclosed => "enclosed",
            Grade::Sampled => "sampled",
            Grade::Open => "open",
        }
    }

    /// What it takes to have it.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Grade::Proved => "a theorem that Coq has checked, for every input its hypotheses admit",
            Grade::Certified => "instances whose numbers Coq has checked",
            Grade::Enclosed => "tests decide it at instances, by exact arithmetic or enclosures",
            Grade::Sampled => "a statistical test, or a computation in floating point",
            Grade::Open => "no evidence of ours: claimed by a source, read by hand, or a gap",
        }
    }
}

/// A row of the register.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// A sentence in the present tense; the name of the theorem where there is one.
    pub id: String,
    /// The claim in one sentence, in the notation of the book.
    pub statement: String,
    /// What it is.
    pub kind: Kind,
    /// Where it comes from: P1 or P2 with a number, or the book.
    pub source: String,
    /// The errata of the source that it is about.
    #[serde(default)]
    pub errata: Vec<String>,
    /// How well it is supported.
    pub grade: Grade,
    /// The theorem in `proofs/Main.v`, or the family of certificates in `proofs/certs`.
    pub coq: Option<String>,
    /// Its tests: `file::function` in `tests/tests`, `crate/file::function` in the tests of a crate.
    #[serde(default)]
    pub tests: Vec<String>,
    /// Its page under `docs/src`, and the heading there.
    pub book: String,
}

impl Claim {
    /// The family that it belongs to: the name of its page of the book.
    #[must_use]
    pub fn family(&self) -> &str {
        let page = self.page();
        let name = page.rsplit('/').next().unwrap_or(page);
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// Its page of the book, under `docs/src`.
    #[must_use]
    pub fn page(&self) -> &str {
        self.book.split('#').next().unwrap_or(&self.book)
    }
}

/// All claims, in the order of the book, and the dependencies of those that are proved.
#[derive(Clone, Debug)]
pub struct Register {
    claims: Vec<Claim>,
    dependencies: Dependencies,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    claim: Vec<Claim>,
}

impl Register {
    /// The register of this version.
    ///
    /// # Errors
    /// As [`Register::read`]; that would be a defect of the library.
    pub fn embedded() -> Result<Register, ClaimsError> {
        Register::read(CLAIMS, DEPENDENCIES)
    }

    /// A register from the texts of `claims.toml` and `dependencies.json`.
    ///
    /// # Errors
    /// - [`ClaimsError::Register`]: the first is not a list of claims.
    /// - [`ClaimsError::Dependencies`]: the second is not a graph of dependencies, or theorems rest on each other.
    /// - [`ClaimsError::Duplicate`]: two rows have the same id.
    /// - [`ClaimsError::NoRow`]: a theorem of the graph has no row.
    pub fn read(claims: &str, dependencies: &str) -> Result<Register, ClaimsError> {
        let rows: Rows = toml::from_str(claims).map_err(ClaimsError::Register)?;
        let dependencies = Dependencies::read(dependencies)?;
        let mut ids = std::collections::BTreeSet::new();
        for claim in &rows.claim {
            if !ids.insert(claim.id.as_str()) {
                return Err(ClaimsError::Duplicate {
                    id: claim.id.clone(),
                });
            }
        }
        if let Some(theorem) = dependencies.theorems().find(|name| !ids.contains(name)) {
            return Err(ClaimsError::NoRow {
                theorem: theorem.to_owned(),
            });
        }
        Ok(Register {
            claims: rows.claim,
            dependencies,
        })
    }

    /// All claims, in the order of the book.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// What the proofs rest on.
    #[must_use]
    pub fn dependencies(&self) -> &Dependencies {
        &self.dependencies
    }

    /// The claim with this id.
    ///
    /// # Errors
    /// [`ClaimsError::NoClaim`] if there is none, with the ids that come close.
    pub fn claim(&self, id: &str) -> Result<&Claim, ClaimsError> {
        let ids = || self.claims.iter().map(|claim| claim.id.as_str());
        self.claims
            .iter()
            .find(|claim| claim.id == id)
            .ok_or_else(|| ClaimsError::NoClaim {
                id: id.to_owned(),
                close: error::close(id, ids()),
            })
    }

    /// The families, in the order of the book.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for claim in &self.claims {
            if !families.contains(&claim.family()) {
                families.push(claim.family());
            }
        }
        families
    }

    /// The claims of a family.
    ///
    /// # Errors
    /// [`ClaimsError::NoFamily`] if there are none, with the families that there are.
    pub fn family(&self, family: &str) -> Result<Vec<&Claim>, ClaimsError> {
        let members: Vec<&Claim> = self
            .claims
            .iter()
            .filter(|claim| claim.family() == family)
            .collect();
        if members.is_empty() {
            return Err(ClaimsError::NoFamily {
                family: family.to_owned(),
                families: self.families().into_iter().map(str::to_owned).collect(),
            });
        }
        Ok(members)
    }
}
