//! A program that answers by `serve` answers what its implementation answers, and no line upsets it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

mod common;

use std::collections::{BTreeMap, VecDeque};

use coarsegrad_golden::case::Parameter;
use coarsegrad_golden::families::committed;
use coarsegrad_golden::judge::{
    Backend, Call, Fault, InProcess, Options, Refusal, SteBackend, Wait, judge,
};
use coarsegrad_golden::wire::{
    Answer, BulkRequest, Greeting, Hello, InputBits, MAX_LINE, Request, ServeError, parse_answer,
    parse_greeting, serve,
};
use coarsegrad_model::pointwise::{Clip, ClipConvention, Dtype, Extended};
use common::{Clipping, clip_cases, read, right};
use proptest::prelude::*;

/// Clipping by the definition, with the bounds that the call names.
#[derive(Clone, Copy)]
struct Defined(ClipConvention);

impl SteBackend for Defined {
    fn greeting(&self) -> Greeting {
        let (bound, nan) = (self.0.bound.name(), self.0.nan.name());
        Greeting::new("defined", "2").with_op("clip", &[("bound", bound), ("nan", nan)])
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        if call.op != "clip" {
            return Err(Refusal::Unsupported(format!("no {}", call.op)));
        }
        let exact = |value: f64| Dtype::F64.decode(value.to_bits()).unwrap();
        let bound = |name| {
            let finite = exact(call.number(name)?).rational();
            finite.ok_or_else(|| Refusal::Failed(format!("{name} is no number")))
        };
        let clip = Clip::new(bound("lower")?, bound("upper")?)
            .map_err(|error| Refusal::Failed(error.to_string()))?;
        let values = |name| Ok::<_, Refusal>(call.values(name)?.into_iter().map(exact));
        let answers: Vec<Extended> = match call.output {
            "y" => values("x")?.map(|x| clip.forward(&x)).collect(),
            _ => values("x")?
                .zip(values("dy")?)
                .map(|(x, dy)| clip.dx(&self.0, &x, &dy))
                .collect(),
        };
        let number = |value: &Extended| f64::from_bits(Dtype::F64.encode(value).unwrap());
        Ok(call.answer(answers.iter().map(number)))
    }
}

/// A backend whose every line goes through `serve` and back.
struct Served<B> {
    inner: B,
    answers: VecDeque<Vec<u8>>,
}

impl<B: SteBackend> Served<B> {
    fn ask(&mut self, line: &str) -> Result<(), Fault> {
        let mut out = Vec::new();
        serve(&mut self.inner, line.as_bytes(), &mut out).unwrap();
        let lines = out.split_inclusive(|byte| *byte == b'\n');
        self.answers
            .extend(lines.map(|line| line.trim_ascii_end().to_vec()));
        Ok(())
    }
}

impl<B: SteBackend> Backend for Served<B> {
    fn start(&mut self, _wait: &Wait<'_>) -> Result<Greeting, Fault> {
        self.ask(&serde_json::to_string(&Hello::default()).unwrap())?;
        Ok(parse_greeting(&self.answers.pop_front().unwrap())?)
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault> {
        self.ask(&serde_json::to_string(request).unwrap())
    }

    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault> {
        self.ask(&serde_json::to_string(request).unwrap())
    }

    fn receive(&mut self, _wait: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        Ok(parse_answer(&self.answers.pop_front().unwrap())?)
    }

    fn end(&mut self) -> String {
        String::new()
    }
}

#[test]
fn what_is_judged_over_lines_is_what_is_judged_in_process() {
    for convention in ClipConvention::all() {
        let inner = Defined(convention);
        let direct = judge(committed(), &mut InProcess::new(inner), &Options::default());
        let mut served = Served {
            inner,
            answers: VecDeque::new(),
        };
        let report = judge(committed(), &mut served, &Options::default());
        assert_eq!(report, direct);
        assert_eq!(report.exit_code(), 0, "{convention}: {}", report.to_text());
        assert!(report.counts.pass > 500 && report.counts.unsupported > 500);
        assert_eq!(report.backend.version, "2");
    }
}

#[test]
fn a_wrong_answer_stays_wrong_on_its_way() {
    let run = right("bound=open mask=selects nan=zero".parse().unwrap());
    let mut served = Served {
        inner: Clipping {
            declared: "bound=closed nan=zero",
            run,
        },
        answers: VecDeque::new(),
    };
    let report = judge(read(&clip_cases()), &mut served, &Options::default());
    assert_eq!((report.exit_code(), report.counts.fail), (4, 0));
    assert_eq!(report.conventions[0].nearest["bound"], "open");
}

#[test]
fn the_values_of_a_call_are_those_of_its_patterns_and_answers_are_rounded() {
    let params: BTreeMap<_, _> = [
        ("whole", Parameter::Integer(-8)),
        ("half", Parameter::Text("1/2".to_owned())),
        ("third", Parameter::Text("1/3".to_owned())),
        ("flag", Parameter::Flag(true)),
        ("huge", Parameter::Integer((1 << 53) + 1)),
        (
            "list",
            Parameter::List(vec![
                Parameter::Text("-0".to_owned()),
                Parameter::Integer(3),
            ]),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for (dtype, one, tie) in [
        (Dtype::F64, 0x3ff0_0000_0000_0000, 0x3ff0_0000_0000_0000),
        (Dtype::F32, 0x3f80_0000, 0x3f80_0000),
        (Dtype::Bf16, 0x3f80, 0x3f80),
        (Dtype::F16, 0x3c00, 0x3c00),
    ] {
        let sign = 1_u64 << (dtype.width() - 1);
        let x = InputBits {
            shape: &[2],
            dtype,
            bits: vec![one, sign],
        };
        let call = Call {
            op: "op",
            output: "y",
            dtype,
            params: &params,
            inputs: &[("x", x)].into(),
            draws: None,
        };
        let x = call.values("x").unwrap();
        assert!(x[0] == 1.0 && x[1] == 0.0 && x[1].is_sign_negative());
        // Half an ulp above one, in a format of fewer bits than binary64: a tie, to even.
        let beside = match dtype {
            Dtype::F64 => 1.0,
            _ => 1.0 + 2.0_f64.powi(-i32::try_from(dtype.fraction_bits()).unwrap() - 1),
        };
        assert_eq!(call.answer([1.0, -0.0, beside]), [one, sign, tie]);
        let nan = call.answer([f64::NAN])[0];
        assert!(dtype.decode(nan).unwrap().is_nan());
        assert_eq!(call.number("half"), Ok(0.5));
        assert_eq!(call.number("whole"), Ok(-8.0));
        assert_eq!(call.integer("whole"), Ok(-8));
        assert_eq!(call.numbers("half"), Ok(vec![0.5]));
        let list = call.numbers("list").unwrap();
        assert!(list == [0.0, 3.0] && list[0].is_sign_negative());
        for (refused, text) in [
            (call.number("third"), "third: must be a number of f64"),
            (call.number("huge"), "huge: must be a number of f64"),
            (call.number("flag"), "flag: must be a number of f64"),
            (call.number("list"), "list: must be a number of f64"),
            (call.number("gone"), "the parameter gone is not there"),
        ] {
            assert_eq!(refused, Err(Refusal::Failed(text.to_owned())));
        }
        assert!(call.integer("half").is_err());
        assert!(call.values("dy").is_err());
    }
}

/// The answers to some lines, and whether they were answered to the end.
fn answers(lines: &str) -> (Vec<String>, Result<(), ServeError>) {
    let mut out = Vec::new();
    let mut backend = Defined("bound=closed mask=selects nan=zero".parse().unwrap());
    let end = serve(&mut backend, lines.as_bytes(), &mut out);
    let text = String::from_utf8(out).unwrap();
    (text.lines().map(str::to_owned).collect(), end)
}

#[test]
fn a_request_that_is_not_understood_is_answered_with_an_error() {
    let x = |shape: &str, hex: &str| {
        format!(
            r#"{{"type":"run","seq":5,"op":"clip","output":"y","dtype":"f16",
                "params":{{"lower":"-1","upper":"1"}},"inputs":{{"x":{{"shape":{shape},"hex":"{hex}"}}}},"new":[1.5]}}"#
        )
        .replace('\n', "")
    };
    let right = answers(&x("[2]", "c00001ff"));
    assert_eq!(
        right.0,
        [r#"{"type":"ok","seq":5,"outputs":{"y":{"hex":"bc0001ff"}}}"#]
    );
    for (line, told) in [
        (x("[2]", "c000"), "as many digits"),
        (x("[4294967296,4294967296,4]", "c000"), "as many digits"),
        (x("[1]", "c0g0"), "hexadecimal digits only"),
        (
            x("[1]", "c000").replace("f16", "f8"),
            r#"is no format: \"f8\""#,
        ),
        (x("[-1]", "c000"), "not a message"),
        (
            x("[1]", "c000").replace(r#""op""#, r#""opp""#),
            "missing field `op`",
        ),
        (
            x("[1]", "c000").replace("lower", "lo"),
            "lower is not there",
        ),
        (
            x("[1]", "c000").replace(r#""run""#, r#""walk""#),
            r#"type of a request: \"walk\""#,
        ),
    ] {
        let (lines, end) = answers(&line);
        assert!(end.is_ok() && lines.len() == 1, "{line}");
        assert!(matches!(
            parse_answer(lines[0].as_bytes()).unwrap(),
            (5, Answer::Error { .. })
        ));
        assert!(lines[0].contains(told), "{line}: {}", lines[0]);
    }
    let bulk = r#"{"type":"run_bulk","seq":9,"op":"clip"}"#;
    assert_eq!(
        answers(bulk).0,
        [r#"{"type":"unsupported","seq":9,"reason":"no bulk"}"#]
    );
}

#[test]
fn a_line_without_a_number_ends_the_program_and_so_does_bye() {
    let hello = serde_json::to_string(&Hello::default()).unwrap();
    for line in ["", "x", "[]", r#"{"seq":1}"#, r#"{"type":"run"}"#, "\u{0}"] {
        let (lines, end) = answers(&format!("{hello}\n{line}\n{hello}\n"));
        assert!(matches!(end, Err(ServeError::Wire(_))), "{line}");
        assert_eq!(lines.len(), 1, "{line}");
    }
    let (lines, end) = answers(&format!("{hello}\n{{\"type\":\"bye\"}}\n{hello}\n"));
    assert!(end.is_ok() && lines.len() == 1);
    let greeting = parse_greeting(lines[0].as_bytes()).unwrap();
    assert_eq!(
        greeting,
        Defined("bound=closed mask=selects nan=zero".parse().unwrap()).greeting()
    );
}

#[test]
fn an_answer_that_the_judge_would_not_read_is_an_error() {
    struct Long(usize);
    impl SteBackend for Long {
        fn greeting(&self) -> Greeting {
            Greeting::new("long", "1")
        }
        fn run(&mut self, _call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
            Ok(vec![0; self.0])
        }
    }
    let line = r#"{"type":"run","seq":1,"op":"o","output":"y","dtype":"f32"}"#;
    let answer = |entries: usize| {
        let mut out = Vec::new();
        serve(&mut Long(entries), line.as_bytes(), &mut out).unwrap();
        parse_answer(out.trim_ascii_end()).unwrap().1
    };
    let most = MAX_LINE / 8;
    assert!(matches!(answer(most - 16), Answer::Ok(_)));
    let message = format!("the answer is longer than {MAX_LINE} bytes");
    assert_eq!(answer(most), Answer::Error { message });
}

#[test]
fn bounds_that_no_clip_has_are_an_error() {
    for (lower, upper) in [("1", "1"), ("2", "1"), ("0", "1e400")] {
        let line = format!(
            r#"{{"type":"run","seq":5,"op":"clip","output":"y","dtype":"f32","params":{{"lower":"{lower}","upper":"{upper}"}},"inputs":{{"x":{{"shape":[1],"hex":"40000000"}}}}}}"#
        );
        let (lines, _) = answers(&line);
        let answer = parse_answer(lines[0].as_bytes()).unwrap();
        assert!(matches!(answer, (5, Answer::Error { .. })), "{answer:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_upset_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut backend = Defined("bound=closed mask=selects nan=zero".parse().unwrap());
        let _ = serve(&mut backend, bytes.as_slice(), Vec::new());
    }

    #[test]
    fn no_change_of_a_request_upsets_it(cut in 0_usize..190, put in "\\PC{0,6}") {
        let line = r#"{"type":"run","seq":5,"op":"clip","output":"dx","dtype":"f32","params":{"lower":"-1","upper":"1"},"inputs":{"dy":{"shape":[1],"hex":"3f800000"},"x":{"shape":[1],"hex":"40000000"}},"draws":3}"#;
        let (before, after) = line.split_at(cut);
        for rest in [after, after.get(1..).unwrap_or("")] {
            let (lines, _) = answers(&format!("{before}{put}{rest}"));
            for line in lines.iter().filter(|line| !line.contains(r#""hello""#)) {
                prop_assert!(parse_answer(line.as_bytes()).is_ok(), "{}", line);
            }
        }
    }
}
