//! Records are read as they are written, and what is wrong with them is named by line and field.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

mod common;

use coarsegrad_arith::Rational;
use coarsegrad_golden::case::{
    CASE_SCHEMA, Case, CaseError, Cases, Expectation, Expected, Limits, Oracle, Status, Tensor,
    Tolerance, parse_case, semantic_hash, write_case,
};
use coarsegrad_golden::report::{Baseline, Known};
use coarsegrad_model::pointwise::{Dtype, Extended};
use common::{case, clip_cases, expect, file};
use proptest::prelude::*;

fn parse(line: &str) -> Result<Case, CaseError> {
    parse_case(line.as_bytes(), 7, &Limits::default())
}

fn tie() -> Case {
    let mut tie = case(
        "fq.affine.dx/tie-upper-half",
        "dx",
        &[("x", "15/2"), ("dy", "1")],
    );
    tie.op = "fake_quant.affine".to_owned();
    tie.expect = vec![
        expect(&[("bound", "closed")], Extended::zero()),
        expect(&[("bound", "identity")], Extended::from(1)),
    ];
    tie.flags = vec!["RoundTie".to_owned()];
    tie.oracle = vec![Oracle {
        name: "ball".to_owned(),
        bits: Some(256),
        version: "1".to_owned(),
    }];
    tie
}

/// A case with everything that a record can have.
fn all_kinds() -> Case {
    let mut all = tie();
    all.status = Status::Withdrawn("the text was wrong".to_owned());
    all.dtypes = vec![Dtype::F32, Dtype::Bf16];
    all.tolerance = Tolerance::Ulps(3);
    all.inputs.insert(
        "w".to_owned(),
        Tensor {
            shape: vec![2, 3],
            values: ["-0", "inf", "-inf", "nan", "1/3", "5e-324"]
                .map(|text| text.parse().unwrap())
                .to_vec(),
        },
    );
    let one = |expected| Expectation {
        when: Default::default(),
        shape: vec![6],
        values: vec![expected; 6],
    };
    let mid = Rational::from((1, 3));
    all.expect = vec![
        one(Expected::Nan),
        one(Expected::SignedZero { negative: true }),
        one(Expected::SignedZero { negative: false }),
        one(Expected::Set(vec![Extended::zero(), Extended::from(1)])),
        one(Expected::Ball {
            mid: mid.clone(),
            rad: None,
        }),
        one(Expected::Ball {
            mid,
            rad: Some(Rational::from((1, 1024))),
        }),
    ];
    all
}

fn draws() -> Case {
    let mut draws = tie();
    draws.expect = vec![Expectation {
        when: Default::default(),
        shape: Vec::new(),
        values: vec![Expected::Distribution {
            mean: Rational::from((1, 2)),
            variance: Rational::from((1, 4)),
            draws: 1000,
            level: Rational::from((1, 1_000_000)),
        }],
    }];
    draws
}

#[test]
fn a_byte_order_mark_is_named() {
    let says = |error: String| assert!(error.contains("starts with a byte order mark"), "{error}");
    let marked = format!("\u{feff}{}", file(&[tie()]));
    let mut cases = Cases::new(marked.as_bytes(), Limits::default());
    says(cases.next().unwrap().unwrap_err().to_string());
    assert!(cases.next().is_none());
    let list = "\u{feff}{\"schema\":\"coarsegrad/known/1\",\"known\":[]}";
    says(Known::parse(list.as_bytes()).unwrap_err().to_string());
    says(Baseline::parse(list.as_bytes()).unwrap_err().to_string());
    assert_eq!(Known::parse(&list.as_bytes()[3..]), Ok(Known::default()));
}

#[test]
fn what_is_written_follows_the_schema_and_is_read_back() {
    let schema = serde_json::from_str(CASE_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for mut case in clip_cases()
        .into_iter()
        .chain([tie(), all_kinds(), draws()])
    {
        let line = write_case(&case);
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&json)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{line}");
        case.hash = semantic_hash(&case);
        assert_eq!(parse(&line).unwrap(), case);
    }
}

#[test]
fn a_record_shows_its_inputs_in_each_format() {
    assert_eq!(
        write_case(&tie()),
        concat!(
            r#"{"schema":"coarsegrad/case/1","id":"fq.affine.dx/tie-upper-half","#,
            r#""hash":"sha256:HASH","since":"2026.1","status":"active","op":"fake_quant.affine","output":"dx","#,
            r#""params":{"lower":"-1","upper":"1"},"#,
            r#""inputs":{"dy":{"q":"1","f64":"0x1p+0","bits":{"bf16":"3f80","f16":"3c00","f32":"3f800000"}},"#,
            r#""x":{"q":"15/2","f64":"0x1.ep+2","bits":{"bf16":"40f0","f16":"4780","f32":"40f00000"}}},"#,
            r#""expect":[{"when":{"bound":"closed"},"kind":"exact","q":"0"},"#,
            r#"{"when":{"bound":"identity"},"kind":"exact","q":"1"}],"#,
            r#""flags":["RoundTie"],"tol":{"class":"exact"},"oracle":[{"name":"ball","bits":256,"version":"1"}]}"#
        )
        .replace("sha256:HASH", &semantic_hash(&tie()))
    );
}

#[test]
fn the_hash_is_of_the_meaning_and_of_nothing_else() {
    let hash = semantic_hash(&tie());
    let mut same = tie();
    same.id = "another".to_owned();
    same.flags.clear();
    same.oracle.clear();
    same.since = "2027.1".to_owned();
    assert_eq!(semantic_hash(&same), hash);
    let changes: [fn(&mut Case); 8] = [
        |case| case.op.push('x'),
        |case| case.output.push('x'),
        |case| drop(case.params.pop_first()),
        |case| {
            case.inputs
                .values_mut()
                .for_each(|tensor| tensor.shape.push(1))
        },
        |case| {
            case.inputs
                .values_mut()
                .for_each(|tensor| tensor.values = vec![Extended::from(9)])
        },
        |case| drop(case.expect.pop()),
        |case| case.dtypes.push(Dtype::F32),
        |case| case.tolerance = Tolerance::Ulps(0),
    ];
    for change in changes {
        let mut changed = tie();
        change(&mut changed);
        assert_ne!(semantic_hash(&changed), hash);
    }
    let stale = write_case(&tie()).replace("\"q\":\"0\"", "\"q\":\"1\"");
    let error = parse(&stale).unwrap_err();
    assert!(
        error.is_stale() && error.to_string().contains("the record is stale"),
        "{error}"
    );
}

#[test]
fn what_is_wrong_is_named_by_line_and_field() {
    let good = write_case(&tie());
    let wrong = [
        ("case/1", "case/2", "line 7: schema: "),
        ("fq.affine.dx/tie", "Fq", "line 7: id: "),
        ("\"active\"", "\"withdrawn\"", "line 7: status: "),
        (
            "\"active\"",
            "\"active\",\"since\":\"x\"",
            "duplicate field `since`",
        ),
        (
            "\"lower\":\"-1\"",
            "\"upper\":\"-1\"",
            "duplicate key `upper`",
        ),
        ("\"lower\":\"-1\"", "\"lower\":0.5", "not a case"),
        ("\"q\":\"15/2\"", "\"q\":\"15/0\"", "line 7: inputs.x.q: "),
        (
            "\"q\":\"15/2\"",
            "\"q\":\"7\"",
            "line 7: inputs.x.f64: must be the number q",
        ),
        (
            "40f00000",
            "40f00001",
            "line 7: inputs.x.bits: must be a pattern of the number q",
        ),
        ("40f00000", "+0f00000", "line 7: inputs.x.bits: "),
        (
            "\"bf16\":\"40f0\"",
            "\"f8\":\"40f0\"",
            "line 7: inputs.x.dtype: ",
        ),
        (
            "\"kind\":\"exact\",\"q\":\"0\"",
            "\"kind\":\"exact\"",
            "line 7: expect[0].q: ",
        ),
        (
            "\"kind\":\"exact\",\"q\":\"0\"",
            "\"kind\":\"near\"",
            "line 7: expect[0].kind: ",
        ),
        (
            "\"kind\":\"exact\",\"q\":\"0\"",
            "\"kind\":\"ball\",\"mid\":\"1\",\"rad\":\"-1\"",
            "expect[0].rad: ",
        ),
        (
            "\"kind\":\"exact\",\"q\":\"0\"",
            "\"kind\":\"tensor\",\"of\":[{\"kind\":\"nan\"}]",
            "of one shape throughout",
        ),
        (
            "\"kind\":\"exact\",\"q\":\"0\"",
            "\"kind\":\"dist\",\"mean\":\"0\",\"variance\":\"1\",\"n\":71,\"level\":\"1/1099511627776\"",
            "expect[0].n: must be as many draws as the level needs, found 71 of 72",
        ),
        ("\"class\":\"exact\"", "\"class\":\"ulp\"", "line 7: tol: "),
        ("\"tol\"", "\"tolerance\"", "unknown field"),
        ("\"flags\":[", "\"flags\":[\"\\u0000\",1", "not a case"),
    ];
    for (from, to, message) in wrong {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        let error = parse(&bad).unwrap_err().to_string();
        assert!(error.contains(message), "{to}: {error}");
    }
}

#[test]
fn a_file_is_read_within_its_limits_and_in_the_order_of_ids() {
    let cases = clip_cases();
    let text = file(&cases);
    let read =
        |text: &str, limits| Cases::new(text.as_bytes(), limits).collect::<Result<Vec<_>, _>>();
    assert_eq!(read(&text, Limits::default()).unwrap().len(), cases.len());
    let blank = text.replace('\n', "\n\n  \n");
    assert_eq!(read(&blank, Limits::default()).unwrap().len(), cases.len());
    let twice = format!("{}{text}", file(&cases[..1]));
    assert!(matches!(
        read(&twice, Limits::default()),
        Err(CaseError::Order { line: 2, .. })
    ));
    let short = Limits {
        line_bytes: 100,
        ..Limits::default()
    };
    assert!(matches!(
        read(&text, short),
        Err(CaseError::LongLine {
            line: 1,
            limit: 100
        })
    ));
    let few = Limits {
        records: 5,
        ..Limits::default()
    };
    assert!(matches!(
        read(&text, few),
        Err(CaseError::TooMany { line: 6, limit: 5 })
    ));
    let mut after_error = Cases::new(twice.as_bytes(), Limits::default());
    assert!(after_error.by_ref().any(|case| case.is_err()) && after_error.next().is_none());
}

/// Many, unless the environment says how many.
fn config() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(2000),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse_case(&bytes, 1, &Limits::default());
    }

    #[test]
    fn a_changed_byte_is_an_error_or_the_same_meaning(place in 0_usize..700, byte in any::<u8>()) {
        let good = write_case(&all_kinds());
        let mut bytes = good.clone().into_bytes();
        let place = place * bytes.len() / 700;
        bytes[place] = byte;
        if let Ok(case) = parse_case(&bytes, 1, &Limits::default()) {
            prop_assert_eq!(case.hash, semantic_hash(&all_kinds()));
        }
    }

    #[test]
    fn a_cut_or_spliced_record_does_not_make_the_reader_panic(from in 0_usize..900, to in 0_usize..900) {
        let good = write_case(&all_kinds()).into_bytes();
        let (from, to) = (from.min(good.len()), to.min(good.len()));
        let spliced = [&good[..from], &good[to..]].concat();
        let _ = parse_case(&spliced, 1, &Limits::default());
    }
}
