//! The messages of the protocol are of the documented form, and no bytes make their reader panic.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

use std::collections::BTreeMap;

use coarsegrad_golden::case::Parameter;
use coarsegrad_golden::wire::{
    Answer, BulkRequest, Hello, InputBits, Request, WireError, decode_hex, encode_hex,
    parse_answer, parse_greeting,
};
use coarsegrad_model::pointwise::Dtype;
use proptest::prelude::*;

fn params() -> BTreeMap<String, Parameter> {
    [
        ("lower".to_owned(), Parameter::Text("-1".to_owned())),
        (
            "levels".to_owned(),
            Parameter::List(vec![Parameter::Integer(-8), Parameter::Flag(true)]),
        ),
    ]
    .into()
}

#[test]
fn requests_are_of_the_documented_form() {
    use erased::Message as _;
    assert_eq!(
        Hello::default().text(),
        format!(
            r#"{{"type":"hello","wire":{{"min":1,"max":1}},"judge":"{}"}}"#,
            env!("CARGO_PKG_VERSION")
        )
    );
    let params = params();
    let input = InputBits {
        shape: &[2],
        dtype: Dtype::F32,
        bits: vec![0x8000_0000, 0x7fc0_0001],
    };
    let mut request = Request {
        seq: 7,
        id: "a/b",
        op: "clip",
        output: "dx",
        dtype: Dtype::F32,
        params: &params,
        inputs: [("x", input)].into(),
        draws: None,
    };
    let line = concat!(
        r#"{"type":"run","seq":7,"id":"a/b","op":"clip","output":"dx","dtype":"f32","#,
        r#""params":{"levels":[-8,true],"lower":"-1"},"inputs":{"x":{"shape":[2],"hex":"800000007fc00001"}}}"#
    );
    assert_eq!(request.text(), line);
    request.draws = Some(5);
    assert_eq!(request.text(), line.replace("}}}", "}},\"draws\":5}"));
    let bulk = BulkRequest {
        seq: 8,
        op: "clip",
        output: "y",
        dtype: Dtype::Bf16,
        params: &params,
        count: 3,
        file: "/a",
        result: "/b",
        layout: [("x", vec![3, 2])].into(),
    };
    assert_eq!(
        bulk.text(),
        concat!(
            r#"{"type":"run_bulk","seq":8,"op":"clip","output":"y","dtype":"bf16","params":{"levels":[-8,true],"lower":"-1"},"#,
            r#""count":3,"file":"/a","result":"/b","layout":{"x":[3,2]}}"#
        )
    );
}

mod erased {
    pub trait Message {
        fn text(&self) -> String;
    }
    impl<T: serde::Serialize> Message for T {
        fn text(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

#[test]
fn a_greeting_is_read_with_unknown_keys_passed_over() {
    let line = concat!(
        r#"{"type":"hello","new":{"a":[1.5,null]},"wire":{"min":1,"max":9,"x":0},"backend":{"name":"n","version":"2","y":1},"#,
        r#""dtypes":["f32","bf16","f32"],"ops":{"clip":{"convention":{"bound":"open"},"bulk":["y"],"z":{}},"sign":{}}}"#
    );
    let greeting = parse_greeting(line.as_bytes()).unwrap();
    assert_eq!(
        (
            greeting.wire,
            greeting.name.as_str(),
            greeting.version.as_str()
        ),
        (1, "n", "2")
    );
    assert_eq!(greeting.dtypes, [Dtype::F32, Dtype::Bf16]);
    assert_eq!(greeting.ops["clip"].convention["bound"], "open");
    assert_eq!(greeting.ops["clip"].bulk, ["y"]);
    assert!(greeting.ops["sign"].convention.is_empty());
    for (from, to, wrong) in [
        ("\"hello\"", "\"ok\"", "type"),
        ("bf16", "f8", "dtypes"),
        ("\"backend\"", "\"b\"", "backend"),
        ("\"wire\"", "\"w\"", "wire"),
        (
            "\"bound\":\"open\"",
            "\"bound\":\"open\",\"bound\":\"half\"",
            "duplicate key `bound`",
        ),
        ("\"sign\"", "\"clip\"", "duplicate key `clip`"),
        ("\"name\":\"n\"", "\"name\":\"LONG\"", "backend.name"),
    ] {
        let bad = line.replacen(from, &to.replace("LONG", &"n".repeat(2001)), 1);
        let error = parse_greeting(bad.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(wrong), "{error}");
    }
}

#[test]
fn answers_are_read_and_what_is_wrong_is_named() {
    let read = |line: &str| parse_answer(line.as_bytes());
    let (seq, answer) =
        read(r#"{"type":"ok","seq":3,"outputs":{"dx":{"hex":"00"}},"later":1}"#).unwrap();
    let Answer::Ok(outputs) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(
        (seq, outputs[0].0.as_str(), outputs[0].1.hex.as_str()),
        (3, "dx", "00")
    );
    let long = format!(
        r#"{{"type":"error","seq":1,"message":"{}"}}"#,
        "\\u001b\u{202e}é".repeat(1000)
    );
    let Answer::Error { message } = read(&long).unwrap().1 else {
        panic!()
    };
    assert!(message.ends_with('…') && message.chars().all(|c| !c.is_control() && c != '\u{202e}'));
    assert!(matches!(read("[1]"), Err(WireError::Json { .. })));
    assert!(matches!(
        read(r#"{"type":"bye","seq":1}"#),
        Err(WireError::Type { .. })
    ));
    assert!(matches!(
        read(r#"{"type":"ok"}"#),
        Err(WireError::Field { field: "seq", .. })
    ));
    assert!(matches!(
        read(r#"{"type":"ok","seq":-1}"#),
        Err(WireError::Json { .. })
    ));
    assert!(matches!(
        read(r#"{"type":"ok","seq":1,"outputs":{"a":{"hex":""},"a":{"hex":""}}}"#),
        Err(WireError::Json { .. })
    ));
    assert!(matches!(
        read(&"[".repeat(100_000)),
        Err(WireError::Json { .. })
    ));
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
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_answer(&bytes);
        let _ = parse_greeting(&bytes);
    }

    #[test]
    fn a_changed_message_does_not_make_the_reader_panic(
        place in 0_usize..150,
        bytes in proptest::collection::vec(any::<u8>(), 0..4),
        cut in 0_usize..4,
    ) {
        let answer = r#"{"type":"ok","seq":3,"outputs":{"dx":{"dtype":"f32","shape":[1,2],"hex":"00é"}},"reason":"x"}"#;
        let greeting = r#"{"type":"hello","wire":{"min":1,"max":9},"backend":{"name":"n"},"dtypes":["f32"],"ops":{"a":{}}}"#;
        for line in [answer, greeting] {
            let mut changed = line.as_bytes().to_vec();
            let start = place.min(changed.len());
            let end = (start + cut).min(changed.len());
            changed.splice(start..end, bytes.iter().copied());
            let _ = parse_answer(&changed);
            let _ = parse_greeting(&changed);
        }
    }

    #[test]
    fn patterns_come_back_from_their_text(bits in proptest::collection::vec(any::<u64>(), 0..9)) {
        for dtype in Dtype::ALL {
            let mask = u64::MAX >> (64 - dtype.width());
            let bits: Vec<_> = bits.iter().map(|bits| bits & mask).collect();
            let text = encode_hex(*dtype, &bits);
            prop_assert_eq!(decode_hex(*dtype, bits.len(), &text), Ok(bits.clone()));
            prop_assert_eq!(decode_hex(*dtype, bits.len(), &text.to_uppercase()), Ok(bits));
        }
    }

    #[test]
    fn no_text_makes_the_reader_of_patterns_panic(text in any::<String>(), count in any::<usize>()) {
        let _ = decode_hex(Dtype::F16, count, &text);
    }
}
