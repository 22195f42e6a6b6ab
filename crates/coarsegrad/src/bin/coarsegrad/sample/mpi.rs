//! `coarsegrad sample --mpi`: one run over the processes that `mpirun` has started.
//!
//! Rank r of k computes the blocks `[B r/k, B (r + 1)/k)`, with as many threads as it may use; rank
//! 0 gathers the partial results, merges them and prints. Sums are integers, so the result is the
//! same bits for any number of ranks. With `--resume STATE` each rank keeps its own state file,
//! `STATE.FIRST-LAST` with its blocks in the name: what a killed rank had saved is found by a
//! restart with as many ranks, and is a partial result that `sample merge` takes.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coarsegrad::mc::{Partial, Plan};
use mpi::datatype::PartitionMut;
use mpi::environment::Universe;
use mpi::traits::{Communicator, Root};

use super::arguments::RunArguments;
use super::job::Job;
use super::{Instance, exact_variances, part, plan, print, start};
use crate::failure::{Failure, say};
use crate::interrupt::INTERRUPTED;

pub(super) fn run(arguments: &RunArguments) -> Result<ExitCode, Failure> {
    let universe = mpi::initialize()
        .ok_or_else(|| Failure::Setup("--mpi: MPI cannot be started".to_owned()))?;
    match ranked(arguments, &universe) {
        Ok(code) => Ok(code),
        Err(failure) => {
            // The other ranks may wait for this one: they end too.
            let world = universe.world();
            say(&format!("rank {} of {}: ", world.rank(), world.size()));
            let _ = failure.report();
            world.abort(i32::from(failure.code()))
        }
    }
}

fn ranked(arguments: &RunArguments, universe: &Universe) -> Result<ExitCode, Failure> {
    let world = universe.world();
    let file = arguments.file.as_deref().unwrap_or(Path::new("-"));
    if file == Path::new("-") {
        return Err(Failure::Input {
            name: "--mpi".to_owned(),
            message: "needs the instance in a file: ranks share no standard input".to_owned(),
        });
    }
    let Instance { name, instance } = Instance::read(file)?;
    let plan = plan(arguments, &instance)?;
    let first = world.rank() == 0;
    let exact = match first {
        true => exact_variances(&name, &instance, &plan, &arguments.output)?,
        false => None,
    };
    drop(instance);
    let blocks = share(plan.blocks(), world.rank(), world.size());
    let mut own = arguments.clone();
    own.resume = own.resume.map(|state| state_of(&state, &blocks));
    let (checkpoints, begin) = start(&own, &plan, &blocks)?;
    let job = Job {
        plan: &plan,
        blocks,
        until: None,
        checkpoints,
        progress: false,
    };
    let done = job.run(begin)?;
    if let Some(failure) = done.unsaved {
        return Err(failure);
    }
    let Some(partial) = gather(&world, &plan, &done.partial)? else {
        return Ok(ExitCode::SUCCESS);
    };
    let code = match partial.complete() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(INTERRUPTED),
    };
    if !partial.blocks().is_empty() {
        print(&plan, &partial, None, exact, &arguments.output)?;
    }
    Ok(code)
}

/// The blocks of a rank: consecutive, disjoint, of sizes that differ by at most one.
fn share(blocks: u64, rank: i32, ranks: i32) -> Range<u64> {
    let (blocks, ranks) = (i128::from(blocks), i128::from(ranks));
    // Not larger than the number of blocks.
    let cut = |rank: i128| u64::try_from(blocks * rank / ranks).unwrap_or(0);
    let rank = i128::from(rank);
    cut(rank)..cut(rank + 1)
}

/// The state file of a rank.
fn state_of(state: &Path, blocks: &Range<u64>) -> PathBuf {
    let mut name = state.as_os_str().to_owned();
    name.push(format!(".{}-{}", blocks.start, blocks.end));
    PathBuf::from(name)
}

/// The parts of all ranks, merged, at rank 0; `None` elsewhere. All ranks must call it.
fn gather(
    world: &impl Communicator,
    plan: &Plan,
    partial: &Partial,
) -> Result<Option<Partial>, Failure> {
    let too_large = || Failure::Setup("--mpi: the parts have more than 2^31 bytes".to_owned());
    let text = partial.to_json();
    let bytes = text.as_bytes();
    let own = i32::try_from(bytes.len()).map_err(|_| too_large())?;
    let root = world.process_at_rank(0);
    if world.rank() != 0 {
        root.gather_into(&own);
        root.gather_varcount_into(bytes);
        return Ok(None);
    }
    let ranks = usize::try_from(world.size()).unwrap_or(1);
    let mut counts = vec![0_i32; ranks];
    root.gather_into_root(&own, &mut counts[..]);
    let mut starts = Vec::with_capacity(ranks);
    let mut total = 0_i32;
    for count in &counts {
        starts.push(total);
        total = total.checked_add(*count).ok_or_else(too_large)?;
    }
    let mut all = vec![0_u8; usize::try_from(total).unwrap_or(0)];
    let mut parts = PartitionMut::new(&mut all[..], &counts[..], &starts[..]);
    root.gather_varcount_into_root(bytes, &mut parts);
    let mut union = plan.empty();
    let mut rest = all.as_slice();
    for (rank, count) in counts.into_iter().enumerate() {
        let (bytes, tail) = rest
            .split_at_checked(usize::try_from(count).unwrap_or(0))
            .unwrap_or((rest, &[]));
        rest = tail;
        let merged = Partial::from_json(bytes).and_then(|part| {
            plan.check(&part)?;
            union.merge(&part)
        });
        merged.map_err(|error| part::refused(&format!("rank {rank}"), &error))?;
    }
    Ok(Some(union))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_cover_all_blocks_once() {
        for blocks in [0, 1, 3, 1000, u64::MAX] {
            for ranks in [1, 2, 4, 7] {
                let mut end = 0;
                for rank in 0..ranks {
                    let part = share(blocks, rank, ranks);
                    assert_eq!(part.start, end);
                    end = part.end;
                }
                assert_eq!(end, blocks);
            }
        }
    }
}
