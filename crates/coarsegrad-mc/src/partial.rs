//! Partial results: exact sums over some blocks of a run, to be saved, sent and merged.

use std::fmt::Write;

use coarsegrad_arith::Rational;
use coarsegrad_model::{ModelError, TwoLayer};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::accumulate::Exponents;
use crate::blocks::{BlockSet, list_ranges};
use crate::error::McError;
use crate::plan::{Plan, Request};

/// The value of the `schema` key of a partial result.
pub const PARTIAL_SCHEMA: &str = "coarsegrad/partial/1";

/// The largest partial result read, in bytes.
pub const MAX_PARTIAL_BYTES: usize = 1 << 30;

/// What tells a run from others: parts of one run can be merged, and no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunId {
    /// SHA-256 of the exact instance.
    pub instance: String,
    /// The number of rows m.
    pub rows: usize,
    /// The number of inputs n.
    pub inputs: usize,
    /// The straight-through estimator.
    pub ste: String,
    /// The estimator.
    pub estimator: String,
    /// The precision of the samples.
    pub precision: String,
    /// The seed.
    pub seed: u64,
    /// The number of samples of the whole run.
    pub samples: u64,
    /// The number of samples in a block.
    pub block: u64,
    /// Whether the full covariance is estimated.
    pub covariance: bool,
    /// Whether the population gradient is estimated.
    pub population_gradient: bool,
}

impl RunId {
    pub(crate) fn new(
        instance: String,
        request: &Request,
        rows: usize,
        inputs: usize,
        block: u64,
    ) -> Self {
        RunId {
            instance,
            rows,
            inputs,
            ste: request.ste.to_string(),
            estimator: request.estimator.to_string(),
            precision: request.precision.to_string(),
            seed: request.seed,
            samples: request.samples,
            block,
            covariance: request.covariance,
            population_gradient: request.population_gradient,
        }
    }

    /// The request that makes this run, given its instance.
    ///
    /// # Errors
    /// [`McError::Partial`] naming a field that is no such thing.
    pub fn request(&self) -> Result<Request, McError> {
        let invalid = |field: &str, message: String| McError::Partial {
            message: format!("run.{field}: {message}"),
        };
        Ok(Request {
            ste: self
                .ste
                .parse()
                .map_err(|error: ModelError| invalid("ste", error.to_string()))?,
            estimator: self
                .estimator
                .parse()
                .map_err(|error| invalid("estimator", error))?,
            precision: self
                .precision
                .parse()
                .map_err(|error| invalid("precision", error))?,
            seed: self.seed,
            samples: self.samples,
            covariance: self.covariance,
            population_gradient: self.population_gradient,
        })
    }

    /// Whether two parts belong to one run.
    ///
    /// # Errors
    /// [`McError::OtherRun`] naming the first field in which they differ.
    pub fn same_run(&self, other: &RunId) -> Result<(), McError> {
        let fields = |id: &RunId| {
            [
                ("instance", id.instance.clone()),
                ("rows", id.rows.to_string()),
                ("inputs", id.inputs.to_string()),
                ("ste", id.ste.clone()),
                ("estimator", id.estimator.clone()),
                ("precision", id.precision.clone()),
                ("seed", id.seed.to_string()),
                ("samples", id.samples.to_string()),
                ("block", id.block.to_string()),
                ("covariance", id.covariance.to_string()),
                ("population_gradient", id.population_gradient.to_string()),
            ]
        };
        for ((field, left), (_, right)) in fields(self).into_iter().zip(fields(other)) {
            if left != right {
                return Err(McError::OtherRun { field, left, right });
            }
        }
        Ok(())
    }
}

/// Exact sums over some blocks of a run.
///
/// Merging is addition of integers: it gives the same bits in any order and any grouping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    id: RunId,
    blocks: BlockSet,
    sums: Vec<i128>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    run: RunId,
    blocks: Vec<[u64; 2]>,
    /// In decimal: JSON's numbers are not meant for 128 bits.
    sums: Vec<String>,
}

impl Partial {
    pub(crate) fn new(id: RunId, sums: usize) -> Self {
        Partial {
            id,
            blocks: BlockSet::new(),
            sums: vec![0; sums],
        }
    }

    /// The run it belongs to.
    #[must_use]
    pub fn id(&self) -> &RunId {
        &self.id
    }

    /// The blocks that it holds.
    #[must_use]
    pub fn blocks(&self) -> &BlockSet {
        &self.blocks
    }

    pub(crate) fn sum(&self, index: usize) -> i128 {
        self.sums.get(index).copied().unwrap_or(0)
    }

    /// Adds the sums of a block, as multiples of their quanta. Nothing is added if that fails.
    pub(crate) fn add(&mut self, block: u64, sums: &[i128]) -> Result<(), McError> {
        self.blocks.insert(block..block + 1)?;
        self.add_sums(sums);
        Ok(())
    }

    fn add_sums(&mut self, sums: &[i128]) {
        for (total, sum) in self.sums.iter_mut().zip(sums) {
            // Far from overflow, unless a file was made up.
            *total = total.saturating_add(*sum);
        }
    }

    /// Adds another part of the same run.
    ///
    /// # Errors
    /// [`McError::OtherRun`] if it belongs to another run, [`McError::Partial`] if it has another
    /// number of sums, [`McError::Duplicate`] if both hold a block. Nothing is added then.
    pub fn merge(&mut self, other: &Partial) -> Result<(), McError> {
        self.id.same_run(&other.id)?;
        if self.sums.len() != other.sums.len() {
            let (left, right) = (self.sums.len(), other.sums.len());
            return Err(McError::Partial {
                message: format!("one part has {left} sums, the other {right}"),
            });
        }
        self.blocks.merge(&other.blocks)?;
        self.add_sums(&other.sums);
        Ok(())
    }

    /// Checks that every block of the run is here.
    ///
    /// # Errors
    /// [`McError::Gap`] naming the blocks that are missing.
    pub fn complete(&self) -> Result<(), McError> {
        let blocks = self.id.samples.div_ceil(self.id.block.max(1));
        let missing = self.blocks.missing(0..blocks);
        if missing.is_empty() {
            return Ok(());
        }
        Err(McError::Gap {
            missing: list_ranges(&missing),
            blocks,
        })
    }

    /// As JSON, one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let document = Document {
            schema: PARTIAL_SCHEMA.to_owned(),
            run: self.id.clone(),
            blocks: self
                .blocks
                .ranges()
                .iter()
                .map(|range| [range.start, range.end])
                .collect(),
            sums: self.sums.iter().map(ToString::to_string).collect(),
        };
        // Strings and numbers alone: this cannot fail.
        serde_json::to_string(&document).unwrap_or_default()
    }

    /// Reads a partial result and checks it against itself. Whether it belongs to a run at hand is
    /// checked when it is used there.
    ///
    /// # Errors
    /// [`McError::Partial`] saying what is wrong. Work and memory are bounded by
    /// [`MAX_PARTIAL_BYTES`].
    pub fn from_json(text: &[u8]) -> Result<Self, McError> {
        let invalid = |message: String| McError::Partial { message };
        if text.len() > MAX_PARTIAL_BYTES {
            return Err(invalid(format!(
                "it has {} bytes, the limit is {MAX_PARTIAL_BYTES}",
                text.len()
            )));
        }
        let document: Document =
            serde_json::from_slice(text).map_err(|error| invalid(error.to_string()))?;
        if document.schema != PARTIAL_SCHEMA {
            let schema: String = document.schema.chars().take(60).collect();
            return Err(invalid(format!(
                "schema: \"{schema}\" is not \"{PARTIAL_SCHEMA}\""
            )));
        }
        let id = document.run;
        if id.block == 0 || id.samples == 0 {
            return Err(invalid(
                "run.block and run.samples must be positive".to_owned(),
            ));
        }
        let limit = id.samples.div_ceil(id.block);
        let mut blocks = BlockSet::new();
        let mut last = None;
        for (index, [start, end]) in document.blocks.into_iter().enumerate() {
            if start >= end || end > limit {
                return Err(invalid(format!(
                    "blocks[{index}]: {start}..{end} is no range within 0..{limit}"
                )));
            }
            // As they are written; in any other order this would take quadratic time.
            if last.is_some_and(|last| start <= last) {
                return Err(invalid(format!(
                    "blocks[{index}]: {start}..{end} does not lie behind the range before it"
                )));
            }
            last = Some(end);
            blocks
                .insert(start..end)
                .map_err(|error| invalid(format!("blocks[{index}]: {error}")))?;
        }
        let mut sums = Vec::with_capacity(document.sums.len());
        for (index, sum) in document.sums.iter().enumerate() {
            sums.push(
                sum.parse()
                    .map_err(|_| invalid(format!("sums[{index}]: not an integer of 128 bits")))?,
            );
        }
        Ok(Partial { id, blocks, sums })
    }

    /// Checks that the sums are those of a plan, and no larger than the blocks can make them.
    pub(crate) fn belongs_to(&self, plan: &Plan) -> Result<(), McError> {
        plan.id().same_run(&self.id)?;
        let expected = plan.layout().len();
        if self.sums.len() != expected {
            return Err(McError::Partial {
                message: format!("it has {} sums, the run has {expected}", self.sums.len()),
            });
        }
        let limit = Exponents::largest_sum(self.blocks.len());
        match self.sums.iter().position(|sum| sum.unsigned_abs() > limit) {
            Some(index) => Err(McError::Partial {
                message: format!(
                    "sums[{index}]: larger than {} blocks can make it",
                    self.blocks.len()
                ),
            }),
            None => Ok(()),
        }
    }
}

/// SHA-256 of an instance: of its four vectors, each number in lowest terms.
pub(crate) fn fingerprint(instance: &TwoLayer<Rational>) -> String {
    let mut hash = Sha256::new();
    let (student, teacher) = (instance.student(), instance.teacher());
    for (name, vector) in [
        ("student.v", &student.v),
        ("student.w", &student.w),
        ("teacher.v", &teacher.v),
        ("teacher.w", &teacher.w),
    ] {
        hash.update(name);
        for number in vector {
            hash.update(" ");
            hash.update(number.to_string());
        }
        hash.update("\n");
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
