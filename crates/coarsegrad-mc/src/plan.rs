//! What is sampled, in blocks that anybody can compute alone.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use coarsegrad_arith::Rational;
use coarsegrad_model::{Ste, TwoLayer};
use rayon::prelude::*;

use crate::accumulate::{Bounds, Exponents, MAX_BLOCKS};
use crate::blocks::BlockSet;
use crate::error::McError;
use crate::frame::{Frame, sum_of_sizes};
use crate::kernel::{Block, Scratch, TILE};
use crate::layout::Layout;
use crate::normal::{Element, LANES};
use crate::partial::{Partial, RunId, fingerprint};
use crate::problem::{Problem, depends_on_sign_alone};
use crate::simd::{self, Simd};
use crate::slope::slope_bound;

/// Which estimator of the coarse gradient runs. All have the same expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Estimator {
    /// All m n entries of Z: nothing assumed.
    Full,
    /// The two coordinates of each row in the plane of `w` and `w*`; the rest has mean zero and
    /// its variance is known given these.
    Projected,
    /// The two signs of each row, everything else replaced by its conditional mean. For slopes
    /// that depend on the sign alone.
    States,
}

/// The precision in which samples are computed. Sums are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Single: 24 bits.
    F32,
    /// Double: 53 bits.
    F64,
}

/// What to sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The straight-through estimator.
    pub ste: Ste,
    /// The estimator.
    pub estimator: Estimator,
    /// The precision of the samples.
    pub precision: Precision,
    /// The seed: sample k of a seed is always the same.
    pub seed: u64,
    /// The number of samples, at least 1.
    pub samples: u64,
    /// Whether the full covariance of the coarse gradient is estimated: n (n - 1)/2 more sums.
    pub covariance: bool,
    /// Whether the population gradient `df/dw` is estimated too, by the likelihood ratio, and with
    /// it the inner product and the cosine.
    pub population_gradient: bool,
}

/// A run: an instance and a request, ready to be sampled.
#[derive(Debug)]
pub struct Plan {
    request: Request,
    frame: Frame,
    layout: Layout,
    exponents: Exponents,
    block: u64,
    id: RunId,
    kernel: Kernel,
    simd: Simd,
}

#[derive(Debug)]
enum Kernel {
    F32(Samplers<f32>),
    F64(Samplers<f64>),
}

#[derive(Debug)]
struct Samplers<F> {
    problem: Problem<F>,
    /// Working memory that nobody uses at the moment.
    idle: Mutex<Vec<Scratch<F>>>,
}

/// The normal numbers in a block, about: a few milliseconds of work.
const NORMALS_PER_BLOCK: u64 = 1 << 20;
const MAX_BLOCK: u64 = 1 << 14;
/// The columns of a row that are kept at once.
const MAX_COLUMNS: usize = 1 << 13;
/// A thread keeps 640 bytes a row.
const MAX_ROWS: usize = 1 << 23;
const MAX_INPUTS: usize = 1 << 26;
const MAX_COVARIANCE_INPUTS: usize = 1024;

/// The largest number of samples of a run.
pub const MAX_SAMPLES: u64 = MAX_BLOCKS * LANES as u64;

impl Plan {
    /// A run.
    ///
    /// # Errors
    /// [`McError`] naming the violated condition: the number of samples, the size of the instance,
    /// weights whose sums might leave the range of the precision, an estimator that the slope does
    /// not allow.
    pub fn new(instance: &TwoLayer<Rational>, request: Request) -> Result<Self, McError> {
        let (rows, inputs) = (instance.rows(), instance.inputs());
        check(&request, rows, inputs)?;
        let frame = Frame::new(instance);
        let full = request.estimator == Estimator::Full;
        let layout = Layout {
            rows,
            inputs: if full { inputs } else { 0 },
            products: request.covariance,
        };
        let block = block_size(request.estimator, rows, inputs);
        let bounds = bounds(instance, &frame, &request);
        let exponents = Exponents::new(layout, &bounds, block);
        check_range(instance, &request, &frame, &bounds, &exponents)?;
        let kernel = match request.precision {
            Precision::F32 => Kernel::F32(Samplers::new(instance, &frame, &request)),
            Precision::F64 => Kernel::F64(Samplers::new(instance, &frame, &request)),
        };
        let id = RunId::new(fingerprint(instance), &request, rows, inputs, block);
        Ok(Plan {
            request,
            frame,
            layout,
            exponents,
            block,
            id,
            kernel,
            simd: Simd::detect(),
        })
    }

    /// The same with narrower vectors; the bits stay the same.
    #[must_use]
    pub fn with_simd(mut self, simd: Simd) -> Self {
        self.simd = simd.available();
        self
    }

    /// The request.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The plane of `w` and `w*`.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The instructions in use.
    #[must_use]
    pub fn simd(&self) -> Simd {
        self.simd
    }

    /// What tells this run from others.
    #[must_use]
    pub fn id(&self) -> &RunId {
        &self.id
    }

    /// The number of rows m.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.layout.rows
    }

    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    pub(crate) fn exponents(&self) -> &Exponents {
        &self.exponents
    }

    /// The number of samples in a block; the last one may have fewer.
    #[must_use]
    pub fn block_size(&self) -> u64 {
        self.block
    }

    /// The number of blocks.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.request.samples.div_ceil(self.block)
    }

    /// The numbers of blocks after which a run that stops by itself looks at its result, in
    /// increasing order up to the whole run: the first after at least 10,000 samples, since
    /// confidence sequences hold in the limit of a late start, then each about a quarter more than
    /// the one before. They are part of the run, so that it stops at the same sample on every
    /// machine.
    pub fn looks(&self) -> impl Iterator<Item = u64> + use<> {
        const FIRST: u64 = 10_000;
        let last = self.blocks();
        let first = FIRST.div_ceil(self.block).min(last);
        let next = move |now: &u64| (*now < last).then(|| (now + now.div_ceil(4)).min(last));
        std::iter::successors(Some(first), next)
    }

    /// The number of samples in a range of blocks.
    #[must_use]
    pub fn samples_in(&self, blocks: &Range<u64>) -> u64 {
        let end = |block: u64| block.saturating_mul(self.block).min(self.request.samples);
        end(blocks.end).saturating_sub(end(blocks.start))
    }

    /// The number of samples in a set of blocks.
    #[must_use]
    pub fn samples_of(&self, blocks: &BlockSet) -> u64 {
        let ranges = blocks.ranges().iter();
        ranges.map(|range| self.samples_in(range)).sum()
    }

    /// A partial result without a block.
    #[must_use]
    pub fn empty(&self) -> Partial {
        Partial::new(self.id.clone(), self.layout.len())
    }

    /// Checks that a partial result belongs to this run and could have come from it.
    ///
    /// # Errors
    /// [`McError::OtherRun`] naming the first field that differs, [`McError::Partial`] for sums that
    /// are not those of this run.
    pub fn check(&self, partial: &Partial) -> Result<(), McError> {
        partial.belongs_to(self)
    }

    /// Computes the blocks of a range that `partial` does not hold yet, in parallel, and adds each
    /// to it when it is done. When `stop` becomes true no further block is begun.
    ///
    /// At every moment `partial` holds whole blocks: it can be looked at, saved or merged while
    /// this runs.
    ///
    /// # Errors
    /// [`McError::Blocks`] for a range outside the run; what [`Plan::check`] finds.
    pub fn run(
        &self,
        blocks: Range<u64>,
        partial: &Mutex<Partial>,
        stop: &AtomicBool,
    ) -> Result<(), McError> {
        if blocks.start > blocks.end || blocks.end > self.blocks() {
            return Err(McError::Blocks {
                start: blocks.start,
                end: blocks.end,
                blocks: self.blocks(),
            });
        }
        let missing = {
            let held = lock(partial);
            held.belongs_to(self)?;
            held.blocks().missing(blocks)
        };
        missing.into_par_iter().try_for_each(|range| {
            range.into_par_iter().try_for_each(|block| {
                if stop.load(Ordering::Relaxed) {
                    return Ok(());
                }
                // Before the lock is taken: the other threads go on meanwhile.
                let sums = self
                    .with_sums(block, |sums| self.exponents.quantised(sums))
                    .ok_or_else(|| McError::Partial {
                        message: format!("a sum of block {block} is out of range"),
                    })?;
                lock(partial).add(block, &sums)
            })
        })
    }

    /// Computes one block and hands its sums on.
    fn with_sums<T>(&self, block: u64, then: impl FnOnce(&[f64]) -> T) -> T {
        let range = block..block + 1;
        let job = Block {
            seed: self.request.seed,
            first: block * self.block,
            samples: self.samples_in(&range),
        };
        let estimator = self.request.estimator;
        match &self.kernel {
            Kernel::F32(samplers) => samplers.with(self, |problem, scratch| {
                match (estimator, &problem.states) {
                    (Estimator::Full, _) => simd::full_f32(self.simd, problem, job, scratch),
                    (Estimator::States, Some(table)) => {
                        simd::states_f32(self.simd, problem, table, job, scratch);
                    }
                    _ => simd::projected_f32(self.simd, problem, job, scratch),
                }
                then(&scratch.sums)
            }),
            Kernel::F64(samplers) => samplers.with(self, |problem, scratch| {
                match (estimator, &problem.states) {
                    (Estimator::Full, _) => simd::full_f64(self.simd, problem, job, scratch),
                    (Estimator::States, Some(table)) => {
                        simd::states_f64(self.simd, problem, table, job, scratch);
                    }
                    _ => simd::projected_f64(self.simd, problem, job, scratch),
                }
                then(&scratch.sums)
            }),
        }
    }
}

impl<F: Element> Samplers<F> {
    fn new(instance: &TwoLayer<Rational>, frame: &Frame, request: &Request) -> Self {
        Samplers {
            problem: Problem::new(instance, frame, request),
            idle: Mutex::default(),
        }
    }

    fn with<T>(&self, plan: &Plan, then: impl FnOnce(&Problem<F>, &mut Scratch<F>) -> T) -> T {
        let waiting = lock(&self.idle).pop();
        let mut scratch = waiting.unwrap_or_else(|| self.scratch(plan));
        let result = then(&self.problem, &mut scratch);
        lock(&self.idle).push(scratch);
        result
    }

    fn scratch(&self, plan: &Plan) -> Scratch<F> {
        let inputs = self.problem.w.len();
        let padded = |columns: usize| columns.next_multiple_of(F::PER_BLOCK);
        let (z, g) = match plan.request.estimator {
            Estimator::Full if inputs > MAX_COLUMNS => (TILE, TILE),
            Estimator::Full => (padded(inputs), inputs),
            Estimator::Projected => (F::PER_BLOCK, 0),
            Estimator::States => (0, 0),
        };
        Scratch::new(plan.layout, plan.layout.rows, z, g)
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Nothing panics while it holds a lock.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn check(request: &Request, rows: usize, inputs: usize) -> Result<(), McError> {
    if request.samples == 0 {
        return Err(McError::NoSamples);
    }
    if request.samples > MAX_SAMPLES {
        return Err(McError::TooManySamples {
            found: request.samples,
            limit: MAX_SAMPLES,
        });
    }
    let covariance = if request.covariance { inputs } else { 0 };
    for (what, found, limit) in [
        ("the number of rows", rows, MAX_ROWS),
        ("the number of inputs", inputs, MAX_INPUTS),
        (
            "the number of inputs for a full covariance",
            covariance,
            MAX_COVARIANCE_INPUTS,
        ),
    ] {
        if found > limit {
            return Err(McError::TooLarge { what, found, limit });
        }
    }
    if request.covariance && request.estimator != Estimator::Full {
        return Err(McError::CovarianceEstimator);
    }
    if request.estimator == Estimator::States && !depends_on_sign_alone(&request.ste) {
        return Err(McError::NoStates {
            ste: request.ste.to_string(),
        });
    }
    Ok(())
}

/// The block of an estimator: part of a run's definition, so it depends on the shape alone.
fn block_size(estimator: Estimator, rows: usize, inputs: usize) -> u64 {
    let (rows, inputs) = (rows as u64, inputs as u64);
    let normals = match estimator {
        Estimator::Full if inputs > MAX_COLUMNS as u64 => return LANES as u64,
        Estimator::Full => rows * inputs,
        Estimator::Projected => 2 * rows,
        Estimator::States => rows,
    };
    let lanes = LANES as u64;
    let groups = NORMALS_PER_BLOCK / normals / lanes;
    (groups * lanes).clamp(lanes, MAX_BLOCK)
}

fn bounds(instance: &TwoLayer<Rational>, frame: &Frame, request: &Request) -> Bounds {
    let reach = match request.precision {
        Precision::F32 => f32::REACH,
        Precision::F64 => f64::REACH,
    };
    #[expect(clippy::cast_precision_loss, reason = "a bound needs no precision")]
    let (rows, inputs) = (instance.rows() as f64, instance.inputs() as f64);
    let coordinate = match request.estimator {
        Estimator::Full => reach * inputs.sqrt(),
        Estimator::Projected => reach,
        // E|z| given the signs, and E[z z^T] has entries up to 2.
        Estimator::States => 1.5,
    };
    let student = sum_of_sizes(&instance.student().v);
    let teacher = sum_of_sizes(&instance.teacher().v);
    let residual = student + teacher;
    let slope = slope_bound(&request.ste);
    let dual = match frame.e {
        Some(_) => (1.0 + frame.cos.abs() / frame.sin) / frame.norm,
        None => 0.0,
    };
    Bounds {
        student,
        teacher,
        slope,
        residual,
        gradient: coordinate * slope * student,
        score: rows * (coordinate * coordinate + 1.0) * dual,
        centred: residual * residual,
        squares: slope * slope * student * student,
        entry: reach * slope * student,
    }
}

/// Refuses what may leave the range of the precision. A bound of zero is harmless.
fn check_range(
    instance: &TwoLayer<Rational>,
    request: &Request,
    frame: &Frame,
    bounds: &Bounds,
    exponents: &Exponents,
) -> Result<(), McError> {
    // Sums are in double precision, with squares of what the samples' precision holds.
    let (name, of_sums, of_samples, of_lengths) = match request.precision {
        Precision::F32 => ("f32", 200, 100, 50),
        Precision::F64 => ("f64", 900, 900, 400),
    };
    // Lengths that are not zero may be rounded to it.
    #[expect(clippy::cast_possible_truncation, reason = "an exponent")]
    let log = |x: f64| x.log2().clamp(-3000.0, 3000.0) as i64;
    let (least, largest) = exponents.extremes();
    let mut sizes = vec![
        ("a sum over a block", largest, of_sums),
        ("a sum over a block", least, of_sums),
        ("|w*|", log(frame.teacher_norm), of_lengths),
    ];
    if instance.student().w.iter().any(|w| !w.is_zero()) {
        sizes.push(("|w|", log(frame.norm), of_lengths));
    }
    for (what, size) in [
        ("the sum of |v_i|", bounds.student),
        ("the sum of |v*_i|", bounds.teacher),
        ("the slope", bounds.slope),
        ("the sum of mu'^2 v_i^2", bounds.squares),
        ("the score", bounds.score),
    ] {
        if size != 0.0 {
            sizes.push((what, log(size), of_samples));
        }
    }
    if frame.e.is_some() {
        sizes.push(("sin(theta)", log(frame.sin), of_lengths));
    }
    for (what, exponent, limit) in sizes {
        if exponent.abs() > limit {
            return Err(McError::Range {
                size: if exponent > 0 { "large" } else { "small" },
                precision: name,
                what,
                exponent,
                lower: -limit,
                upper: limit,
            });
        }
    }
    Ok(())
}

impl fmt::Display for Estimator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Estimator::Full => "full",
            Estimator::Projected => "projected",
            Estimator::States => "states",
        })
    }
}

impl FromStr for Estimator {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Estimator::Full, Estimator::Projected, Estimator::States]
            .into_iter()
            .find(|estimator| estimator.to_string() == text)
            .ok_or_else(|| format!("\"{text}\" is none of full, projected, states"))
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Precision::F32 => "f32",
            Precision::F64 => "f64",
        })
    }
}

impl FromStr for Precision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Precision::F32, Precision::F64]
            .into_iter()
            .find(|precision| precision.to_string() == text)
            .ok_or_else(|| format!("\"{text}\" is neither f32 nor f64"))
    }
}
