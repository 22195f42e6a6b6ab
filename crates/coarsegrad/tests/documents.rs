//! What is read and written follows the committed JSON Schemas.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use coarsegrad::golden::report::Known;
use coarsegrad::model::parse_instance;
use coarsegrad::schema;
use jsonschema::Validator;
use serde_json::{Value, json};
use support::{command, example, instance, run, run_command, succeed, value_of};

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    jsonschema::draft202012::new(&schema).unwrap()
}

const EXAMPLES: [&str; 5] = [
    "generic",
    "saddle",
    "spurious-minimiser",
    "kink",
    "zero-weight",
];

#[test]
fn every_value_document_is_valid() {
    let validator = validator(schema::VALUE);
    for name in EXAMPLES {
        let text = example(&format!("{name}.json"));
        for stes in [
            "all",
            "relu",
            "piecewise:0[-1]1[1]0,leaky-relu:-0.5,gaussian:3/2",
        ] {
            for digits in [1, 30, 200] {
                let document = value_of(&text, digits, stes);
                let errors: Vec<String> = validator
                    .iter_errors(&document)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                assert!(errors.is_empty(), "{name}: {errors:?}");
                assert_eq!(document["digits"], digits);
            }
        }
    }
}

#[test]
fn the_value_schema_refuses_broken_documents() {
    let validator = validator(schema::VALUE);
    let good = value_of(&example("generic.json"), 10, "relu");
    assert!(validator.is_valid(&good));
    for (pointer, broken) in [
        ("/schema", json!("coarsegrad/value/2")),
        ("/digits", json!(0)),
        ("/angle/mid", json!(1.5)),
        ("/angle/rad", json!("inf")),
        ("/angle", json!({"undefined": "unknown", "message": "x"})),
        ("/quantities/population_gradient/v", json!([])),
        (
            "/quantities/inner_product",
            json!({"rleu": {"mid": "0", "rad": "0"}}),
        ),
        ("/quantities/variance", json!({})),
        (
            "/quantities/variance",
            json!({"loss": {"mid": "0", "rad": "0"}}),
        ),
        ("/quantities/population_loss", Value::Null),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = broken;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
}

#[test]
fn instances_are_valid_and_the_instance_schema_refuses_what_the_reader_refuses() {
    let validator = validator(schema::INSTANCE);
    for name in EXAMPLES {
        let text = example(&format!("{name}.json"));
        assert!(validator.is_valid(&serde_json::from_str(&text).unwrap()));
    }
    let numbers = [
        ("1", true),
        ("-0.5e-3", true),
        ("\"3/5\"", true),
        ("\"-3/05\"", true),
        ("\"+.5\"", true),
        ("\"5.\"", true),
        ("\"1E+3\"", true),
        ("\"0x1.8p-1\"", true),
        ("\"-0X.Fp4\"", true),
        ("\"0xap1\"", true),
        ("\"1/0\"", false),
        ("\"1/00\"", false),
        ("\"\"", false),
        ("\".\"", false),
        ("\"NaN\"", false),
        ("\"1e\"", false),
        ("\"0x\"", false),
        ("\"1 \"", false),
        ("\"1/-2\"", false),
        ("\"1.5/2\"", false),
        ("null", false),
        ("[1]", false),
        ("\"--1\"", false),
        ("\"1p3\"", false),
        ("\"0x1e5\"", true),
    ];
    for (number, is_good) in numbers {
        let text = instance(&format!("1,{number}"), "1", "1,1", "1");
        let by_schema = validator.is_valid(&serde_json::from_str(&text).unwrap());
        let by_reader = parse_instance(text.as_bytes()).is_ok();
        assert_eq!((by_schema, by_reader), (is_good, is_good), "{number}");
    }
    let good = instance("1", "1", "1", "1");
    for (from, to) in [
        ("two-layer", "other"),
        ("\"teacher\"", "\"pupil\""),
        ("\"v\":[1]", "\"v\":[]"),
        ("{\"model\"", "{\"extra\":1,\"model\""),
    ] {
        let text = good.replacen(from, to, 1);
        assert!(!validator.is_valid(&serde_json::from_str(&text).unwrap()));
        assert!(parse_instance(text.as_bytes()).is_err());
    }
}

#[test]
fn the_schema_of_known_findings_says_what_the_reader_does() {
    let validator = validator(schema::KNOWN);
    let entries = [
        (
            r#"{"id":"clip.dx/unit-1","dtype":"f32","reason":"issue 7"}"#,
            true,
        ),
        (r#"{"id":"x","dtype":"f64"}"#, true),
        (r#"{"id":"x","dtype":"bf16","hash":"sha256:0"}"#, true),
        (r#"{"id":"x","dtype":"f16","hash":null}"#, true),
        (r#"{"id":"x","dtype":"f8"}"#, false),
        (r#"{"id":"x","dtype":"F32"}"#, false),
        (r#"{"id":"x","dtype":["f32"]}"#, false),
        (r#"{"id":"x"}"#, false),
        (r#"{"dtype":"f32"}"#, false),
        (r#"{"id":7,"dtype":"f32"}"#, false),
        (r#"{"id":"x","dtype":"f32","hash":0}"#, false),
        (r#"{"id":"x","dtype":"f32","reason":null}"#, false),
        (r#"{"id":"x","dtype":"f32","because":"y"}"#, false),
        ("null", false),
    ];
    let list = |entries: &str| format!(r#"{{"schema":"coarsegrad/known/1","known":[{entries}]}}"#);
    let whole = [
        (list(""), true),
        (
            r#"{"schema":"coarsegrad/known/2","known":[]}"#.to_owned(),
            false,
        ),
        (r#"{"schema":"coarsegrad/known/1"}"#.to_owned(), false),
        (r#"{"known":[]}"#.to_owned(), false),
        (
            r#"{"schema":"coarsegrad/known/1","known":{}}"#.to_owned(),
            false,
        ),
        (
            r#"{"schema":"coarsegrad/known/1","known":[],"more":1}"#.to_owned(),
            false,
        ),
        ("[]".to_owned(), false),
    ];
    let entries = entries.map(|(entry, good)| (list(entry), good));
    for (text, good) in entries.into_iter().chain(whole) {
        let by_schema = validator.is_valid(&serde_json::from_str(&text).unwrap());
        let by_reader = Known::parse(text.as_bytes()).is_ok();
        assert_eq!((by_schema, by_reader), (good, good), "{text}");
    }
}

#[test]
fn keys_are_the_names_of_the_estimators_in_the_order_given() {
    let stes = "hard-tanh,relu,leaky-relu,relu,leaky-relu:0.1,piecewise:0[0]1";
    let args = [
        "value",
        "--format",
        "json",
        "--ste",
        stes,
        "examples/kink.json",
    ];
    let text = succeed(&args, b"");
    let expected = ["hard-tanh", "relu", "leaky-relu:1/10", "piecewise:0[0]1"];
    let places: Vec<usize> = expected
        .iter()
        .map(|name| text.find(&format!("\"{name}\":")).unwrap())
        .collect();
    assert!(places.is_sorted());
    let document: Value = serde_json::from_str(&text).unwrap();
    let quantities = document["quantities"].as_object().unwrap();
    for quantity in [
        "expected_coarse_gradient",
        "inner_product",
        "cosine",
        "variance",
    ] {
        let object = quantities[quantity].as_object().unwrap();
        let names = object.keys().filter(|name| *name != "loss");
        assert_eq!(names.count(), expected.len(), "{quantity}");
    }
}

#[test]
fn schemas_and_completions_are_printed() {
    assert_eq!(succeed(&["schema", "instance"], b""), schema::INSTANCE);
    assert_eq!(succeed(&["schema", "value"], b""), schema::VALUE);
    assert_eq!(
        succeed(&["schema", "value-error"], b""),
        schema::VALUE_ERROR
    );
    assert_eq!(succeed(&["schema", "known"], b""), schema::KNOWN);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = succeed(&["completions", shell], b"");
        assert!(script.contains("coarsegrad") && script.contains("cases"));
    }
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let colourful = |variables: &[(&str, &str)]| {
        let mut command = command();
        command.args(["value", "examples/kink.json"]);
        command.envs(variables.iter().copied());
        let ran = run_command(command, b"");
        assert_eq!(ran.code, 0);
        ran.out.contains('\u{1b}')
    };
    assert!(!colourful(&[]));
    assert!(colourful(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colourful(&[("NO_COLOR", "1")]));
}

#[test]
fn a_large_instance_is_printed_promptly() {
    let n = 100_000;
    let list = |seed: u64| {
        (0..n)
            .map(|k: u64| format!("\"{}/1024\"", (k * seed) % 1999 + 1))
            .collect::<Vec<_>>()
            .join(",")
    };
    let text = instance(&list(3), &list(5), &list(7), &list(11));
    let ran = run(&["value", "--format", "json", "-"], text.as_bytes());
    assert_eq!(ran.code, 0);
    // Far above what it takes, far below what work quadratic in the entries would take.
    assert!(ran.took.as_secs() < 30, "{:?}", ran.took);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let gradient = &document["quantities"]["population_gradient"];
    assert_eq!(gradient["v"].as_array().unwrap().len(), 100_000);
    assert_eq!(gradient["w"].as_array().unwrap().len(), 100_000);
    let shown = succeed(&["value", "-"], text.as_bytes());
    assert!(shown.contains("99988 more; --format json prints all"));
    assert!(shown.lines().count() < 120);
}
