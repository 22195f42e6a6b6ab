//! `coarsegrad claims`: what is claimed, and on what evidence.

mod text;

use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use coarsegrad::claims::{self, Claim, Grade, Kind, Register};

use crate::args::Format;
use crate::failure::Failure;
use crate::print;

pub(crate) const EXAMPLES: &str = "\
Examples:
  coarsegrad claims
  coarsegrad claims relu_coarse_gradient_correlates_positively
  coarsegrad claims --grade open,sampled
  coarsegrad claims --kind erratum
  coarsegrad claims --family correlation --find 'Lemma 5'
  coarsegrad claims --format json

Exit codes:
  0  the claims were printed, also if none was found
  1  writing failed
  2  wrong usage, or there is no such claim or family";

#[derive(Args)]
pub(crate) struct ClaimsArguments {
    /// The id of one claim, to show all about it
    #[arg(conflicts_with_all = ["grade", "kind", "family", "find"])]
    id: Option<String>,

    /// Only claims of these grades, separated by commas
    ///
    /// proved, certified, enclosed, sampled, open
    #[arg(long, value_enum, value_delimiter = ',', hide_possible_values = true)]
    grade: Vec<GradeName>,

    /// Only claims of these kinds, separated by commas
    ///
    /// theorem, erratum, convention, algorithm
    #[arg(long, value_enum, value_delimiter = ',', hide_possible_values = true)]
    kind: Vec<KindName>,

    /// Only claims of this family: the name of their page of the book, as correlation
    #[arg(long, value_name = "NAME")]
    family: Option<String>,

    /// Only claims that have this text in their id, statement, source or errata
    ///
    /// Small and capital letters are the same.
    #[arg(long, value_name = "TEXT")]
    find: Option<String>,

    /// What to print: text for people or json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum GradeName {
    Proved,
    Certified,
    Enclosed,
    Sampled,
    Open,
}

impl GradeName {
    fn grade(self) -> Grade {
        match self {
            GradeName::Proved => Grade::Proved,
            GradeName::Certified => Grade::Certified,
            GradeName::Enclosed => Grade::Enclosed,
            GradeName::Sampled => Grade::Sampled,
            GradeName::Open => Grade::Open,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindName {
    Theorem,
    Erratum,
    Convention,
    Algorithm,
}

impl KindName {
    fn kind(self) -> Kind {
        match self {
            KindName::Theorem => Kind::Theorem,
            KindName::Erratum => Kind::Erratum,
            KindName::Convention => Kind::Convention,
            KindName::Algorithm => Kind::Algorithm,
        }
    }
}

/// Prints the claims asked for.
pub(crate) fn run(arguments: &ClaimsArguments) -> Result<ExitCode, Failure> {
    let register = Register::embedded().map_err(Failure::Claims)?;
    let claims = match &arguments.id {
        Some(id) => vec![register.claim(id).map_err(Failure::Claims)?],
        None => arguments.choose(&register)?,
    };
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    print(&match (arguments.format, &arguments.id, &claims[..]) {
        (Format::Json, _, claims) => {
            let failed = |source: serde_json::Error| Failure::Setup(source.to_string());
            claims::document(&register, claims).map_err(failed)? + "\n"
        }
        (Format::Text, Some(_), [claim]) => text::one(&register, claim, colour),
        (Format::Text, _, claims) => text::list(&register, claims, colour),
    })
}

impl ClaimsArguments {
    fn choose<'a>(&self, register: &'a Register) -> Result<Vec<&'a Claim>, Failure> {
        let mut claims: Vec<&Claim> = match &self.family {
            Some(family) => register.family(family).map_err(Failure::Claims)?,
            None => register.claims().iter().collect(),
        };
        let grades: Vec<Grade> = self.grade.iter().map(|name| name.grade()).collect();
        let kinds: Vec<Kind> = self.kind.iter().map(|name| name.kind()).collect();
        let sought = self.find.as_ref().map(|text| text.to_lowercase());
        claims.retain(|claim| {
            let texts = [&claim.id, &claim.statement, &claim.source];
            let has = |sought: &String| {
                let mut texts = texts.into_iter().chain(&claim.errata);
                texts.any(|text| text.to_lowercase().contains(sought))
            };
            (grades.is_empty() || grades.contains(&claim.grade))
                && (kinds.is_empty() || kinds.contains(&claim.kind))
                && sought.as_ref().is_none_or(has)
        });
        Ok(claims)
    }
}
