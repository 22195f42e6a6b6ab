//! `coarsegrad certify check`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use coarsegrad::golden::coq::{Export, PER_FILE, file, flipped, lemma, lemma_names, sha256};
use coarsegrad::golden::{Quantity, Statement};

use super::arguments::CheckArguments;
use super::coq::{Coq, is_refusal, last_words};
use super::report::Report;
use super::scratch::Scratch;
use super::{Golden, export, golden};
use crate::failure::Failure;
use crate::interrupt::stop_flag;
use crate::print;

/// A file of the folder of the proofs.
const PROJECT: &str = "_CoqProject";

pub(super) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    if !arguments.proofs.join(PROJECT).is_file() {
        return Err(Failure::Input {
            name: arguments.proofs.display().to_string(),
            message: format!(
                "is not the folder of the proofs, it has no {PROJECT}; run this in a checkout, or name the folder \
                 with --proofs"
            ),
        });
    }
    let golden = golden(None)?;
    let made = export::made(&golden, PER_FILE)?;
    export::compare(&made, &arguments.proofs.join("certs"))?;
    let scratch = Scratch::new()?;
    let coq = Coq::find(stop_flag()?, &scratch)?;
    let proofs = arguments
        .proofs
        .canonicalize()
        .map_err(|source| Failure::Read {
            name: arguments.proofs.display().to_string(),
            source,
        })?;
    coq.theory(&proofs, &scratch, arguments.jobs)?;
    let files: Vec<String> = made.shards.iter().map(|shard| shard.file.clone()).collect();
    for shard in &made.shards {
        scratch.write(&shard.file, &shard.text)?;
    }
    let compiled = coq.compile(&proofs, &scratch, &files, arguments.jobs)?;
    if let Some((file, _)) = files.iter().zip(&compiled).find(|(_, done)| !**done) {
        let log = scratch.read(&format!("{file}.log"));
        return Err(Failure::Certificates(format!(
            "{file}: a certificate is refused: {}",
            last_words(&log)
        )));
    }
    compare_names(&made, &scratch)?;
    let refused = refuse_damaged(&golden, &coq, &proofs, &scratch, arguments.jobs)?;
    let report = Report::new(&golden, &made, &coq.version, &refused);
    print(&report.render(arguments.format))
}

/// The compiled lemmas must be those that the golden values ask for, in their order.
fn compare_names(made: &Export, scratch: &Scratch) -> Result<(), Failure> {
    let mut found = BTreeSet::new();
    for shard in &made.shards {
        let glob = scratch.read(&shard.file.replace(".v", ".glob"));
        for name in lemma_names(&glob) {
            if !shard.lemmas.contains(&name) {
                let message = format!("{}: {name} is no golden value", shard.file);
                return Err(Failure::Certificates(message));
            }
            found.insert(name);
        }
        if let Some(name) = shard.lemmas.iter().find(|name| !found.contains(*name)) {
            let message = format!("{}: {name} was not compiled", shard.file);
            return Err(Failure::Certificates(message));
        }
    }
    Ok(())
}

/// For each quantity, a certificate with one digit changed must be refused, where the same one as it
/// is compiles. Answers the lemmas tried.
fn refuse_damaged(
    golden: &Golden,
    coq: &Coq,
    proofs: &Path,
    scratch: &Scratch,
    jobs: u8,
) -> Result<Vec<String>, Failure> {
    let hash = sha256(golden.text.as_bytes());
    let mut names = Vec::new();
    let mut files = Vec::new();
    for quantity in Quantity::ALL {
        // One with a decimal among its entries.
        let found = golden.records.iter().find_map(|record| {
            let certificate = record.certificate(quantity)?;
            let decimal = certificate.statements.iter().any(is_decimal);
            decimal.then_some((record, certificate))
        });
        let Some((record, certificate)) = found else {
            continue;
        };
        for (prefix, certificate) in [
            ("Whole", certificate.clone()),
            ("Damaged", flipped(certificate)),
        ] {
            let lemma = lemma(record, &certificate).map_err(|source| Failure::Golden {
                name: golden.name.clone(),
                source,
            })?;
            let name = format!("{prefix}_{}.v", quantity.name());
            scratch.write(&name, &file(&hash, std::slice::from_ref(&lemma)))?;
            files.push(name);
        }
        names.push(record.lemma(quantity));
    }
    let compiled = coq.compile(proofs, scratch, &files, jobs)?;
    for (file, compiled) in files.iter().zip(compiled) {
        let should = file.starts_with("Whole");
        if compiled != should {
            let what = if should { "refused" } else { "accepted" };
            let message = format!("{file}: is {what}, so that this check means nothing");
            return Err(Failure::Certificates(message));
        }
        let log = scratch.read(&format!("{file}.log"));
        if !should && !is_refusal(&log) {
            let message = format!(
                "{file}: Coq failed for another reason: {}",
                last_words(&log)
            );
            return Err(Failure::Certificates(message));
        }
    }
    Ok(names)
}

fn is_decimal(statement: &Statement) -> bool {
    matches!(statement, Statement::Near(_))
}
