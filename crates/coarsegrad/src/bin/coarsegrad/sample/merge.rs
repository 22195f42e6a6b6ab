//! `coarsegrad sample merge`: the parts of a run as one.

use std::ops::Range;
use std::process::ExitCode;

use coarsegrad::mc::{BlockSet, McError, Partial, Plan};

use super::arguments::MergeArguments;
use super::destination::Destination;
use super::part::{check, describe, read, refused};
use super::{Instance, exact_variances, print};
use crate::failure::{Failure, say};

pub(super) fn run(arguments: &MergeArguments) -> Result<ExitCode, Failure> {
    let Instance { name, instance } = Instance::read(&arguments.file)?;
    let (rows, inputs) = (instance.rows(), instance.inputs());
    let destination = arguments.partial.as_deref();
    let destination = destination.map(Destination::new).transpose()?;
    let mut union: Option<Union> = None;
    for path in &arguments.parts {
        let (part_name, part) = read(path, rows, inputs)?;
        match &mut union {
            Some(union) => union.add(part_name, &part)?,
            None => {
                let plan = part
                    .id()
                    .request()
                    .and_then(|request| Plan::new(&instance, request))
                    .map_err(|error| refused(&part_name, &error))?;
                let mut start = Union::new(plan);
                start.add(part_name, &part)?;
                union = Some(start);
            }
        }
    }
    let Some(Union { plan, partial, .. }) = union else {
        return Err(Failure::Setup("no part was given".to_owned()));
    };
    if let Some(destination) = destination {
        destination.write(&partial)?;
        if !arguments.quiet {
            say(&(describe(&plan, &partial, destination.name()) + "\n"));
        }
        return Ok(ExitCode::SUCCESS);
    }
    partial.complete().map_err(Failure::Sample)?;
    let exact = exact_variances(&name, &instance, &plan, &arguments.output)?;
    print(&plan, &partial, None, exact, &arguments.output)?;
    Ok(ExitCode::SUCCESS)
}

/// The parts so far.
struct Union {
    plan: Plan,
    partial: Partial,
    /// Which file held which blocks.
    held: Vec<(String, BlockSet)>,
}

impl Union {
    fn new(plan: Plan) -> Self {
        Union {
            partial: plan.empty(),
            plan,
            held: Vec::new(),
        }
    }

    fn add(&mut self, name: String, part: &Partial) -> Result<(), Failure> {
        check(self.plan.id(), &name, part)?;
        let merged = self
            .plan
            .check(part)
            .and_then(|()| self.partial.merge(part));
        if let Err(error) = merged {
            return Err(self
                .duplicate(&name, part)
                .unwrap_or(refused(&name, &error)));
        }
        self.held.push((name, part.blocks().clone()));
        Ok(())
    }

    /// Which file holds a block of this part already.
    fn duplicate(&self, name: &str, part: &Partial) -> Option<Failure> {
        self.held.iter().find_map(|(other, blocks)| {
            let Range { start, end } = shared(blocks, part.blocks())?;
            Some(Failure::Shared {
                names: format!("{name} and {other}"),
                start,
                end,
            })
        })
    }
}

/// The first stretch of blocks in both sets.
fn shared(left: &BlockSet, right: &BlockSet) -> Option<Range<u64>> {
    match left.clone().merge(right) {
        Err(McError::Duplicate { start, end }) => Some(start..end),
        _ => None,
    }
}
