//! `coarsegrad sample`: documents, and the same bytes whichever way a run is computed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use coarsegrad::mc::{Estimator, Partial, Plan, Precision, Request};
use coarsegrad::model::{Ste, parse_instance};
use coarsegrad::schema;
use jsonschema::Validator;
use serde_json::{Value, json};
use support::{command, ends, example, run, run_command, scratch, succeed, value_of};

const GENERIC: &str = "examples/generic.json";

/// A run with arguments separated by spaces.
fn sample(arguments: &str) -> String {
    let mut all = vec!["sample"];
    all.extend(arguments.split(' '));
    succeed(&all, b"")
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&sample(&format!("--format json {arguments}"))).unwrap()
}

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(schema::SAMPLE).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn every_document_is_one_valid_line() {
    let validator = validator();
    for name in ["generic", "saddle", "kink", "zero-weight"] {
        for options in [
            "",
            "--estimator full --covariance --exact-variance",
            "--estimator states --precision f32 --ste identity",
            "--ste gaussian:1/2 --exact-variance --no-population-gradient",
            "--estimator full --precision f32 --ste hard-tanh --level 0.999",
            "--until-rel 0.05",
            "--until-rel 1e-9",
        ] {
            let file = format!("examples/{name}.json");
            let options = format!("--samples 20000 --seed 18446744073709551615 {options}");
            let text = sample(&format!("--format json {} {file}", options.trim_end()));
            assert!(text.ends_with("}\n") && text.lines().count() == 1);
            let document = serde_json::from_str(&text).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&document)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{name} {options}: {errors:?}");
            assert!(text.contains("\"seed\":18446744073709551615"));
        }
    }
    assert_eq!(succeed(&["schema", "sample"], b""), schema::SAMPLE);
}

#[test]
fn the_schema_refuses_broken_documents() {
    let validator = validator();
    let options = "--samples 5000 --until-rel 0.1";
    let good = json(&format!("{options} {GENERIC}"));
    assert!(validator.is_valid(&good));
    for (pointer, broken) in [
        ("/schema", json!("coarsegrad/sample/2")),
        ("/run/instance", json!("abc")),
        ("/run/seed", json!(-1)),
        ("/run/estimator", json!("other")),
        ("/samples", json!(0)),
        ("/samples", json!(0.5)),
        ("/progress", json!("done")),
        ("/level", json!(1)),
        ("/method", Value::Null),
        ("/until_rel/reached", json!("yes")),
        ("/until_rel/bound", json!(0)),
        ("/quantities/population_loss", Value::Null),
        ("/quantities/population_loss/se", json!(-1)),
        ("/quantities/population_loss/mean", json!("1")),
        ("/quantities/expected_coarse_gradient/w", json!([])),
        ("/quantities/cosine", json!({})),
        ("/variance", json!({})),
        ("/accumulation_error", Value::Null),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = broken;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
}

/// The estimates as the library has them.
#[test]
fn numbers_are_written_in_full() {
    let instance = parse_instance(example("generic.json").as_bytes()).unwrap();
    let request = Request {
        ste: Ste::ClippedRelu,
        estimator: Estimator::Full,
        precision: Precision::F64,
        seed: 9,
        samples: 40_000,
        covariance: true,
        population_gradient: true,
    };
    let plan = Plan::new(&instance, request).unwrap();
    let partial = Mutex::new(plan.empty());
    plan.run(0..plan.blocks(), &partial, &AtomicBool::new(false))
        .unwrap();
    let estimate = plan.estimate(&partial.into_inner().unwrap()).unwrap();
    let text = sample(&format!(
        "--ste clipped-relu --estimator full --seed 9 --samples 4e4 --covariance --format json {GENERIC}"
    ));
    let mean = |mean: &coarsegrad::mc::Mean| {
        format!(
            "{{\"mean\":{:?},\"se\":{:?},",
            mean.mean,
            mean.standard_error(40_000)
        )
    };
    let means = [&estimate.loss, &estimate.in_plane[0], &estimate.in_plane[1]];
    let means = means
        .into_iter()
        .chain(&estimate.gradient_v)
        .chain(&estimate.coarse_gradient)
        .chain(estimate.population_gradient.as_ref().unwrap())
        .chain(&estimate.inner_product)
        .chain(&estimate.cosine);
    let mut count = 0;
    for expected in means.map(mean) {
        count += 1;
        assert!(text.contains(&expected), "{expected}");
    }
    assert_eq!(count, 3 + 3 + 4 + 2 + 2);
    let triangle = estimate.full_covariance.unwrap();
    let triangle: Vec<String> = triangle.iter().map(|x| format!("{x:?}")).collect();
    assert_eq!(triangle.len(), 10);
    assert!(text.contains(&format!("\"covariance\":[{}]", triangle.join(","))));
}

/// Seven standard errors: these runs are always the same, and were not chosen to fit.
#[test]
fn estimates_are_near_the_closed_forms() {
    for (options, ste) in [
        ("--estimator full --samples 2e5", "relu"),
        (
            "--estimator full --precision f32 --samples 2e5",
            "clipped-relu",
        ),
        ("--estimator projected --samples 1e6", "gaussian:2"),
        ("--estimator states --samples 1e6", "relu"),
        (
            "--estimator states --precision f32 --samples 1e6",
            "identity",
        ),
    ] {
        let exact = value_of(&example("generic.json"), 20, ste);
        let found = json(&format!("--seed 3 --ste {ste} {options} {GENERIC}"));
        let near = |pointer: &str, exact: &Value| {
            let estimate = found.pointer(pointer).unwrap();
            let number = |key: &str| estimate[key].as_f64().unwrap();
            let (lower, upper) = ends(exact);
            let middle = (lower.to_f64() + upper.to_f64()) / 2.0;
            let distance = (number("mean") - middle).abs();
            assert!(
                number("se") > 0.0 && distance < 7.0 * number("se"),
                "{pointer}: {estimate}"
            );
            let quantile = 1.959_963_984_540_054;
            let width = number("upper") - number("lower");
            assert!((width / (2.0 * quantile * number("se")) - 1.0).abs() < 1e-9);
        };
        let exact = &exact["quantities"];
        near("/quantities/population_loss", &exact["population_loss"]);
        let by_ste = |name: &str| exact[name].as_object().unwrap().values().next().unwrap();
        near("/quantities/inner_product", by_ste("inner_product"));
        near("/quantities/cosine", by_ste("cosine"));
        for k in 0..4 {
            let entry = &by_ste("expected_coarse_gradient")["w"][k];
            near(
                &format!("/quantities/expected_coarse_gradient/w/{k}"),
                entry,
            );
        }
        for k in 0..3 {
            let entry = &exact["population_gradient"]["v"][k];
            near(&format!("/quantities/population_gradient/v/{k}"), entry);
        }
    }
}

#[test]
fn the_bytes_do_not_depend_on_threads_vectors_or_spelling() {
    let reference = sample(&format!("--format json --samples 300000 {GENERIC}"));
    for options in [
        "--samples 3e5",
        "--samples 300_000 --simd portable",
        "--samples 30.0e4",
    ] {
        assert_eq!(
            sample(&format!("--format json {options} {GENERIC}")),
            reference
        );
    }
    for threads in ["1", "2", "7"] {
        let mut command = command();
        command.env("RAYON_NUM_THREADS", threads);
        command.args(["sample", "--format", "json", "--samples", "3e5", GENERIC]);
        let ran = run_command(command, b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(ran.out, reference);
    }
    let from_input = run(
        &["sample", "--format", "json", "--samples", "3e5", "-"],
        example("generic.json").as_bytes(),
    );
    assert_eq!(from_input.out, reference);
    assert_ne!(
        sample(&format!("--format json --samples 300001 {GENERIC}")),
        reference
    );
    assert_ne!(
        sample(&format!("--format json --seed 2 --samples 3e5 {GENERIC}")),
        reference
    );
}

#[test]
fn words_on_standard_error_are_for_terminals_and_those_who_ask() {
    let ran = run(&["sample", "--samples", "1e5", "--verbose", GENERIC], b"");
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("100000 samples in "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1);
    assert_eq!(ran.out, sample(&format!("--samples 1e5 {GENERIC}")));
}

/// Cuts a run into parts, one file each.
fn parts(name: &str, options: &str, cuts: &[u64]) -> Vec<String> {
    cuts.windows(2)
        .map(|cut| {
            let path = scratch(&format!("{name}-{}.json", cut[0]));
            let path = path.to_str().unwrap().to_owned();
            let blocks = format!("{}..{}", cut[0], cut[1]);
            let out = sample(&format!(
                "{options} --quiet --blocks {blocks} --partial {path} {GENERIC}"
            ));
            assert_eq!(out, "");
            path
        })
        .collect()
}

#[test]
fn parts_merge_to_the_bytes_of_one_run() {
    for (name, options) in [
        ("projected", "--samples 1e6"),
        (
            "full",
            "--samples 1e6 --estimator full --covariance --ste clipped-relu",
        ),
    ] {
        // 62 blocks.
        let parts = parts(name, options, &[0, 1, 7, 40, 61, 62]);
        for format in ["json", "text"] {
            let reference = sample(&format!("{options} --format {format} {GENERIC}"));
            for order in [[0, 1, 2, 3, 4], [4, 2, 0, 1, 3], [3, 4, 2, 1, 0]] {
                let files = order.map(|k: usize| parts[k].as_str()).join(" ");
                let merged = sample(&format!("merge --format {format} {GENERIC} {files}"));
                assert_eq!(merged, reference);
            }
        }
        // In stages, through a file and through standard output.
        let stage = scratch(&format!("{name}-stage.json"));
        let stage = stage.to_str().unwrap();
        let (first, rest) = parts.split_at(2);
        let quiet = format!(
            "merge --quiet --partial {stage} {GENERIC} {}",
            first.join(" ")
        );
        assert_eq!(sample(&quiet), "");
        let union = sample(&format!(
            "merge --quiet --partial - {GENERIC} {} {stage}",
            rest.join(" ")
        ));
        let whole = sample(&format!("{options} --quiet --partial - {GENERIC}"));
        assert_eq!(union, whole);
        let partial = Partial::from_json(whole.trim_end().as_bytes()).unwrap();
        assert_eq!(partial.blocks().missing(0..62), []);
        let reference = sample(&format!(
            "{options} --level 0.99 --exact-variance {GENERIC}"
        ));
        let merged = run(
            &[
                "sample",
                "merge",
                "--level",
                "0.99",
                "--exact-variance",
                GENERIC,
                "-",
            ],
            union.as_bytes(),
        );
        assert_eq!((merged.code, merged.out), (0, reference));
    }
}

#[test]
fn a_note_says_what_a_part_holds() {
    let path = scratch("note.json");
    let path = path.to_str().unwrap();
    let args = [
        "--samples",
        "1e6",
        "--blocks",
        "60..62",
        "--partial",
        path,
        GENERIC,
    ];
    let ran = run(&[&["sample"], &args[..]].concat(), b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let expected = format!("{path}: 16960 samples in 2 of 62 blocks: 60..62\n");
    assert_eq!(ran.err, expected);
    let ran = run(&["sample", "merge", "--partial", path, GENERIC, path], b"");
    assert_eq!((ran.code, ran.err), (0, expected));
}

#[test]
fn exact_variances_are_those_of_the_closed_forms() {
    let exact = value_of(&example("generic.json"), 30, "relu");
    let found = json(&format!(
        "--samples 1e5 --exact-variance --level 0.9 {GENERIC}"
    ));
    let found = &found["exact_variance"];
    let (variance, trace) = (
        &exact["quantities"]["variance"]["loss"],
        &exact["quantities"]["variance"]["relu"]["trace"],
    );
    for (bound, exact) in [
        (&found["population_loss"]["variance"], variance),
        (&found["expected_coarse_gradient"]["trace"], trace),
    ] {
        let bound = bound.as_f64().unwrap();
        let (lower, upper) = ends(exact);
        assert!(
            bound >= upper && bound <= lower.to_f64() * (1.0 + 1e-15),
            "{bound}"
        );
    }
    let width = |name: &str| {
        let interval = &found["population_loss"][name];
        interval["upper"].as_f64().unwrap() - interval["lower"].as_f64().unwrap()
    };
    let error = (ends(variance).0.to_f64() / 1e5).sqrt();
    // The normal quantile of 0.95, and the square root of 1/0.1.
    assert!((width("normal") / (2.0 * 1.644_853_626_951_473 * error) - 1.0).abs() < 1e-9);
    assert!((width("chebyshev") / (2.0 * 10.0_f64.sqrt() * error) - 1.0).abs() < 1e-9);
}

/// What is averaged has the variances that the closed forms give for it: within two per cent, far
/// beyond what a hundred thousand samples or more are off by.
#[test]
fn exact_variances_are_those_of_what_is_averaged() {
    for (name, options) in [
        ("generic", "--estimator full --ste clipped-relu"),
        ("generic", "--estimator projected --ste hard-tanh"),
        ("generic", "--estimator projected --ste gaussian"),
        ("saddle", "--estimator projected"),
        ("kink", "--estimator full"),
        ("kink", "--estimator projected --ste identity"),
        ("zero-weight", "--estimator full --ste identity"),
        ("zero-weight", "--estimator projected --ste identity"),
    ] {
        let options = format!("--samples 4e5 --seed 5 --exact-variance {options}");
        let found = json(&format!("{options} examples/{name}.json"));
        let exact = &found["exact_variance"];
        let near = |sampled: f64, exact: &Value, what: &str| {
            let exact = exact.as_f64().unwrap();
            let is_near = (sampled - exact).abs() <= 0.02 * exact;
            assert!(is_near, "{name} {options} {what}: {sampled}, {exact}");
        };
        let mut sum = 0.0;
        for pointer in [
            "/population_loss",
            "/population_gradient/v",
            "/expected_coarse_gradient/w",
        ] {
            let pick = |value: &Value| value.pointer(pointer).unwrap().clone();
            let list = |value: Value| match value {
                Value::Array(items) => items,
                item => vec![item],
            };
            let estimates = list(pick(&found["quantities"]));
            let variances = list(pick(exact));
            assert_eq!(estimates.len(), variances.len());
            for (estimate, known) in estimates.iter().zip(&variances) {
                let error = estimate["se"].as_f64().unwrap();
                near(error * error * 4e5, &known["variance"], pointer);
                if pointer.contains("coarse") {
                    sum += known["variance"].as_f64().unwrap();
                }
            }
        }
        let coarse = &exact["expected_coarse_gradient"];
        let number = |key: &str| coarse[key].as_f64().unwrap();
        let trace = number("estimator_trace");
        assert!((sum - trace).abs() <= 1e-13 * trace, "{sum}, {trace}");
        near(
            found["variance"]["estimator_trace"].as_f64().unwrap(),
            &coarse["estimator_trace"],
            "estimator_trace",
        );
        near(
            found["variance"]["coarse_gradient"]["trace"]
                .as_f64()
                .unwrap(),
            &coarse["trace"],
            "trace",
        );
        let radius = (trace / 4e5 / 0.05).sqrt();
        assert!((number("chebyshev_radius") - radius).abs() <= 1e-12 * radius);
    }
}

/// Where the residual is zero for every input, all variances are zero, not tiny. Of the estimator
/// from the signs they are bounds.
#[test]
fn exact_variances_at_the_global_minimiser_and_of_sign_states() {
    let at_minimum = support::instance("\"1/3\",2", "\"2/7\",1", "\"1/3\",2", "\"4/7\",2");
    let args = [
        "sample",
        "--samples",
        "1e4",
        "--exact-variance",
        "--format",
        "json",
        "-",
    ];
    let text = succeed(&args, at_minimum.as_bytes());
    assert_eq!(text.matches("{\"variance\":0.0,").count(), 5);
    let options = "--samples 1e5 --exact-variance --estimator";
    let states = json(&format!("{options} states {GENERIC}"));
    let projected = json(&format!("{options} projected {GENERIC}"));
    let variance = |document: &Value| {
        let exact = &document["exact_variance"]["expected_coarse_gradient"];
        exact["estimator_trace"].as_f64().unwrap()
    };
    assert_eq!(variance(&states), variance(&projected));
    let sampled = states["variance"]["estimator_trace"].as_f64().unwrap();
    assert!(sampled < 0.95 * variance(&states));
}

#[test]
fn a_run_stops_at_the_first_look_that_suffices() {
    let document = json(&format!("--until-rel 0.02 --samples 1e9 {GENERIC}"));
    assert_eq!(document["progress"], "stopped");
    assert_eq!(document["method"], "anytime");
    assert_eq!(document["until_rel"]["reached"], true);
    let error = document["until_rel"]["relative_error"].as_f64().unwrap();
    assert!(error <= 0.02 && error > 0.01, "{error}");
    // The look before it did not suffice: a run that ends there says so.
    let looks = [
        1, 2, 3, 4, 5, 7, 9, 12, 15, 19, 24, 30, 38, 48, 60, 75, 94, 118,
    ];
    let stopped = document["blocks"].as_u64().unwrap();
    let index = looks.iter().position(|look| *look == stopped).unwrap();
    let before = looks[index - 1] * 16_384;
    let earlier = json(&format!("--until-rel 0.02 --samples {before} {GENERIC}"));
    assert_eq!(earlier["progress"], "complete");
    assert_eq!(earlier["until_rel"]["reached"], false);
    assert!(earlier["until_rel"]["relative_error"].as_f64().unwrap() > 0.02);
    let text = sample(&format!("--until-rel 0.02 --samples {before} {GENERIC}"));
    assert!(
        text.contains("relative error 0.02 was not reached: at most"),
        "{text}"
    );
    let text = sample(&format!("--until-rel 0.02 --samples 1e9 {GENERIC}"));
    assert!(
        text.contains("relative error 0.02 was reached: at most"),
        "{text}"
    );
    // Intervals allow for the stopping: they are wider than the normal ones.
    let loss = &document["quantities"]["population_loss"];
    let number = |key: &str| loss[key].as_f64().unwrap();
    assert!(number("upper") - number("lower") > 2.0 * 1.96 * 1.3 * number("se"));
}
