//! JSON Schemas (Draft 2020-12) of the documents that are read and written.

/// The schema of an instance, as read by [`parse_instance`](crate::model::parse_instance).
///
/// Two rules are beyond a schema and are checked on reading: the vectors of student and teacher
/// agree in length, and `teacher.v` and `teacher.w` are not zero.
pub const INSTANCE: &str = include_str!("../schema/instance.schema.json");

/// The schema of a value document, as written by [`write_value`](crate::json::write_value).
pub const VALUE: &str = include_str!("../schema/value.schema.json");

/// The schema of the document that stands in the place of a value in a batch, as written by
/// [`write_error`](crate::json::write_error).
pub const VALUE_ERROR: &str = include_str!("../schema/value-error.schema.json");

/// The schema of the golden values, [`golden::GOLDEN_FILE`](crate::golden::GOLDEN_FILE).
pub const GOLDEN: &str = coarsegrad_golden::SCHEMA;

/// The schema of a line of the records of `coarsegrad train`.
pub const TRAIN_RECORD: &str = include_str!("../schema/train-record.schema.json");

/// The schema of the summary of `coarsegrad train`, `coarsegrad/train/1`.
pub const TRAIN: &str = include_str!("../schema/train.schema.json");

/// The schema of a sample document, as written by [`write_sample`](crate::json::write_sample).
pub const SAMPLE: &str = include_str!("../schema/sample.schema.json");

/// The schema of the golden [`trajectories`](crate::trajectories).
pub const TRAJECTORY: &str = include_str!("../schema/trajectory.schema.json");

/// The schema of a document of claims, as written by `coarsegrad claims`.
pub const CLAIMS: &str = include_str!("../schema/claims.schema.json");

/// The schema of what `coarsegrad certify check` has checked, `coarsegrad/certify-check/1`.
pub const CERTIFY_CHECK: &str = include_str!("../schema/certify-check.schema.json");

/// The schema of a case of the judge, [`golden::case`](crate::golden::case).
pub const CASE: &str = coarsegrad_golden::case::CASE_SCHEMA;

/// The schema of a report of the judge, `coarsegrad/report/1`.
#[cfg(feature = "cli")]
pub const REPORT: &str = coarsegrad_golden::report::REPORT_SCHEMA;

/// The schema of a list of known findings of the judge, `coarsegrad/known/1`.
#[cfg(feature = "cli")]
pub const KNOWN: &str = coarsegrad_golden::report::KNOWN_SCHEMA;

/// The schema of what `coarsegrad fingerprint` writes, `coarsegrad/fingerprint/1`.
pub const FINGERPRINT: &str = include_str!("../schema/fingerprint.schema.json");
