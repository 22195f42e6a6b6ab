//! `coarsegrad train`: records, certificates, checkpoints, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use coarsegrad::schema;
use serde_json::Value;
use support::{Ran, command, run, scratch};

const DESCENT: &str = "examples/train-descent.json";
const SPURIOUS: &str = "examples/train-spurious.json";

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = scratch(&format!("train-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

fn train(args: &[&str]) -> Ran {
    run(&[&["train"], args].concat(), b"")
}

/// The summary of a run that ends with the given exit code.
fn summary(code: i32, args: &[&str]) -> Value {
    let ran = train(&[args, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{args:?}");
    assert_eq!(ran.out.lines().count(), 1);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    valid(schema::TRAIN, &document);
    document
}

fn valid(schema: &str, document: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// The rows of a file of JSON records, each valid.
fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'));
    let rows: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for row in &rows {
        valid(schema::TRAIN_RECORD, row);
    }
    rows
}

/// A number of a record: the midpoint of a ball.
fn number(value: &Value) -> f64 {
    match &value["mid"] {
        Value::String(mid) => mid.parse().unwrap(),
        _ => value.as_f64().unwrap(),
    }
}

#[test]
fn descent_with_clipped_relu_is_recorded_step_by_step() {
    let folder = folder("descent");
    let (csv, jsonl) = (folder.join("run.csv"), folder.join("run.jsonl"));
    let base = [
        DESCENT,
        "--ste",
        "clipped-relu",
        "--lr",
        "1/20",
        "--steps",
        "1900",
    ];
    let document = summary(0, &[&base[..], &["--out", &text(&jsonl)]].concat());
    assert_eq!(document["loss"]["fell"], 1900);
    assert_eq!(document["ending"]["kind"], "finished");
    assert_eq!(document["approach"]["kind"], "global-minimiser");
    assert_eq!(document["approach"]["is_near"], true);
    assert_eq!(document["events"]["counts"]["reached-global-minimiser"], 1);
    assert!(number(&document["identity"]["largest_residual"]) < 1e-15);
    assert_eq!(document["rounding"]["steps"], 1900);
    assert!(number(&document["rounding"]["largest"]) < 1e-15);
    let records = rows(&jsonl);
    assert_eq!(records.len(), 1901);
    for (step, pair) in records.windows(2).enumerate() {
        assert_eq!(pair[1]["step"], step + 1);
        assert!(number(&pair[1]["loss"]) < number(&pair[0]["loss"]));
        assert!(number(&pair[1]["theta"]) < number(&pair[0]["theta"]));
        assert!(number(&pair[0]["inner_product"]) > 0.0);
    }
    assert_eq!(records[0]["step_error"], Value::Null);
    assert_eq!(records[1900]["loss"], document["end"]["loss"]);

    assert_eq!(
        train(&[&base[..], &["--out", &text(&csv), "--every", "100"]].concat()).code,
        0
    );
    let table = fs::read_to_string(&csv).unwrap();
    let lines: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(lines[0][..3], ["step", "loss", "v_norm"]);
    assert!(lines.iter().all(|line| line.len() == 12));
    // Twenty, and the step with the event.
    assert_eq!(lines.len(), 1 + 20 + 1);
    let event = lines
        .iter()
        .find(|line| line[11] == "reached-global-minimiser")
        .unwrap();
    assert_ne!(event[0].parse::<u64>().unwrap() % 100, 0);
    for line in &lines[1..] {
        let row = &records[line[0].parse::<usize>().unwrap()];
        assert_eq!(line[1].parse::<f64>().unwrap(), number(&row["loss"]));
    }
}

#[test]
fn balls_certify_descent_and_contain_what_f64_finds() {
    let folder = folder("balls");
    let (ball, float) = (folder.join("ball.jsonl"), folder.join("float.jsonl"));
    for (ste, start) in [
        ("clipped-relu", DESCENT),
        ("relu", DESCENT),
        ("gaussian:1", DESCENT),
    ] {
        let base = [start, "--ste", ste, "--lr", "1/20", "--steps", "120"];
        let balls = ["--arithmetic", "ball", "--out", &text(&ball)];
        let document = summary(0, &[&base[..], &balls[..]].concat());
        assert_eq!(document["loss"]["certified"], true);
        assert_eq!(document["loss"]["undecided"], 0);
        assert_eq!(document["identity"]["contradictions"], 0);
        assert_eq!(document["identity"]["steps"], 120);
        let radius = document["radius"]["largest"].as_str().unwrap();
        assert!(radius.parse::<f64>().unwrap() < 1e-60);
        if ste != "gaussian:1" {
            assert_eq!(document["loss"]["fell"], 120);
        }
        summary(0, &[&base[..], &["--out", &text(&float)]].concat());
        for (ball, float) in rows(&ball).iter().zip(rows(&float)) {
            for column in [
                "loss",
                "v_norm",
                "w_norm",
                "theta",
                "coarse_norm",
                "inner_product",
            ] {
                let (x, y) = (number(&ball[column]), number(&float[column]));
                assert!(
                    (x - y).abs() < 1e-12 * (1.0 + y.abs()),
                    "{ste} {column}: {x} {y}"
                );
            }
        }
    }
    let header = folder.join("ball.csv");
    let args = [
        DESCENT,
        "--lr",
        "1/20",
        "--steps",
        "3",
        "--arithmetic",
        "ball",
        "--out",
        &text(&header),
    ];
    assert_eq!(train(&args).code, 0);
    let table = fs::read_to_string(&header).unwrap();
    assert!(table.starts_with("step,loss,loss_rad,v_norm,v_norm_rad,"));
    assert!(table.lines().all(|line| line.split(',').count() == 21));
}

#[test]
fn balls_that_are_too_wide_stop_the_run_with_a_reason() {
    let base = [
        DESCENT,
        "--lr",
        "1/20",
        "--steps",
        "2000",
        "--arithmetic",
        "ball",
    ];
    let wide = summary(
        3,
        &[&base[..], &["--precision", "40", "--max-radius", "1e-9"]].concat(),
    );
    assert_eq!(wide["ending"]["kind"], "stopped");
    assert!(
        wide["ending"]["reason"]
            .as_str()
            .unwrap()
            .contains("--max-radius")
    );
    let taken = wide["taken"].as_u64().unwrap();
    assert!(taken > 5 && taken < 2000, "{taken}");
    // Near the end of this run the balls of 64 bits no longer tell w from parallel.
    let lost = summary(
        3,
        &[
            SPURIOUS,
            "--ste",
            "relu",
            "--lr",
            "1/2",
            "--steps",
            "5000",
            "--arithmetic",
            "ball",
            "--precision",
            "64",
            "--max-radius",
            "1000",
        ],
    );
    let reason = lost["ending"]["reason"].as_str().unwrap();
    assert!(reason.contains("cannot be told"), "{reason}");
}

#[test]
fn runs_on_the_line_of_the_teacher_are_exact() {
    let folder = folder("line");
    let line = folder.join("line.json");
    let instance = r#"{"model": "two-layer", "student": {"v": ["0", "1"], "w": ["-2", "0"]},
                       "teacher": {"v": ["1", "0"], "w": ["1", "0"]}}"#;
    fs::write(&line, instance).unwrap();
    let base = [&text(&line), "--ste", "relu", "--lr", "1/2"];
    let one = summary(
        0,
        &[&base[..], &["--steps", "1", "--arithmetic", "exact"]].concat(),
    );
    // d = (v - v* + (1^T v - S) 1)/4 + v*/2 = (1/4, 1/4); h = 1 and R = phi0 h/2 along u = -w*.
    assert_eq!(one["student"]["v"][0]["exact"], "-1/8");
    assert_eq!(one["student"]["v"][1]["exact"], "7/8");
    assert_eq!(
        one["student"]["w"][0]["exact"],
        "-2 + (1/8)*sqrt(2)/sqrt(pi)"
    );
    assert_eq!(one["student"]["w"][1]["exact"], "0");
    let many = summary(
        0,
        &[&base[..], &["--steps", "9", "--arithmetic", "exact"]].concat(),
    );
    let balls = summary(
        0,
        &[&base[..], &["--steps", "9", "--arithmetic", "ball"]].concat(),
    );
    let float = summary(0, &[&base[..], &["--steps", "9"]].concat());
    for key in ["loss", "w_norm", "v_norm"] {
        let exact = number(&many["end"][key]);
        assert_eq!(exact, number(&balls["end"][key]));
        assert!((exact - number(&float["end"][key])).abs() < 1e-14);
    }
    for document in [&many, &balls, &float] {
        assert_eq!(document["end"]["gradient_w_norm"], Value::Null);
        let theta = number(&document["end"]["theta"]);
        assert!((theta - std::f64::consts::PI).abs() < 1e-15);
    }
    // A slope with a breakpoint off zero is closed for one step only.
    let args = [
        &text(&line),
        "--ste",
        "hard-tanh",
        "--lr",
        "1/2",
        "--steps",
        "5",
        "--arithmetic",
        "exact",
    ];
    let stopped = summary(3, &args);
    assert_eq!(
        (
            stopped["taken"].as_u64(),
            stopped["ending"]["kind"].as_str()
        ),
        (Some(1), Some("stopped"))
    );
    // At a critical point the run stands, and exact arithmetic knows where.
    let args = [
        "examples/spurious-minimiser.json",
        "--lr",
        "1/2",
        "--steps",
        "3",
        "--arithmetic",
        "exact",
    ];
    let stands = summary(0, &args);
    assert_eq!(stands["classification"], "spurious-minimiser");
    assert_eq!(stands["loss"]["level"], 3);
    let args = [
        "examples/saddle.json",
        "--lr",
        "1/2",
        "--steps",
        "3",
        "--arithmetic",
        "exact",
    ];
    assert_eq!(summary(0, &args)["classification"], "saddle");
}

/// Erratum E5: near the spurious minimiser the identity loses `|w|` at the rate `eta R` until a step
/// carries `w` past zero, predicted after 208.9 steps; with `w` normalised nothing happens.
#[test]
fn the_identity_is_carried_past_zero_near_a_spurious_minimiser() {
    let base = [
        SPURIOUS,
        "--ste",
        "identity",
        "--lr",
        "1/20",
        "--steps",
        "230",
        "--threshold",
        "1/10",
    ];
    let document = summary(0, &base);
    let events = document["events"]["first"].as_array().unwrap();
    let first = |code: &str| {
        let event = events.iter().find(|event| event["event"] == code);
        event.map(|event| event["step"].as_u64().unwrap())
    };
    assert!((205..=213).contains(&first("loss-rose").unwrap()));
    assert!((205..=213).contains(&first("turned-over").unwrap()));
    assert!((186..=190).contains(&first("norm-below").unwrap()));
    assert_eq!(document["loss"]["first_rise"], first("loss-rose").unwrap());
    assert!(number(&document["least_norm"]["value"]) < 1e-2);
    let certified = summary(0, &[&base[..], &["--arithmetic", "ball"]].concat());
    for key in ["fell", "level", "rose", "first_rise"] {
        assert_eq!(certified["loss"][key], document["loss"][key], "{key}");
    }
    assert_eq!(certified["loss"]["undecided"], 0);
    let calm = summary(0, &[&base[..], &["--normalise"]].concat());
    assert_eq!(calm["loss"]["rose"], 0);
    assert_eq!(calm["approach"]["kind"], "spurious-minimiser");
    assert_eq!(calm["approach"]["is_near"], true);
    assert!(number(&calm["least_norm"]["value"]) > 0.999);
}

/// Doubles are within a few roundings of the exact step, whatever the rule: the bound would see a
/// wrong rate or buffer.
#[test]
fn every_rule_is_bounded_against_its_enclosure() {
    let variants: [&[&str]; 6] = [
        &["--momentum", "9/10"],
        &["--nesterov", "9/10", "--schedule", "inverse:1/10"],
        &["--adam", "--schedule", "polynomial:2@60"],
        &["--normalise", "--schedule", "steps:1/3@10+20"],
        &["--blend", "1/100", "--project", "ternary"],
        &["--blend", "1/100", "--project", "grid:4:1/8"],
    ];
    for variant in variants {
        let base = [
            DESCENT,
            "--ste",
            "gaussian:1",
            "--lr",
            "1/20",
            "--steps",
            "50",
        ];
        let document = summary(0, &[&base[..], variant].concat());
        assert_eq!(document["rounding"]["steps"], 50, "{variant:?}");
        let largest = number(&document["rounding"]["largest"]);
        assert!(largest > 0.0 && largest < 4e-15, "{variant:?}: {largest:e}");
    }
}

#[test]
fn quantised_weights_stay_in_their_set() {
    for (set, levels) in [("binary", 1), ("ternary", 2), ("grid:2:1/2", 2)] {
        let document = summary(
            0,
            &[
                DESCENT,
                "--lr",
                "1/20",
                "--steps",
                "300",
                "--blend",
                "1/1000",
                "--project",
                set,
            ],
        );
        let sizes: std::collections::BTreeSet<String> = document["student"]["w"]
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_f64().unwrap().abs().to_string())
            .collect();
        assert!(sizes.len() <= levels, "{set}: {sizes:?}");
    }
}

#[test]
fn a_data_set_gives_the_gradients_of_its_samples() {
    let folder = folder("dataset");
    let (data, start) = (folder.join("data.json"), folder.join("start.json"));
    // Two samples of one row and two inputs.
    fs::write(&data, r#"{"z": [[[1, 0]], [[1, 1]]], "y": [0.5, 2]}"#).unwrap();
    let instance = r#"{"model": "two-layer", "student": {"v": ["1"], "w": ["1", "1/2"]},
                       "teacher": {"v": ["1"], "w": ["1", "0"]}}"#;
    fs::write(&start, instance).unwrap();
    let oracle = format!("dataset:{}", text(&data));
    let base = [
        &text(&start),
        "--ste",
        "relu",
        "--lr",
        "1/2",
        "--steps",
        "1",
        "--oracle",
        &oracle,
    ];
    // Residuals 1/2 and -1: dl/dv = -1/4 on average, g = (-1/4, -1/2).
    let document = summary(0, &base);
    assert_eq!(document["student"]["v"][0], 1.125);
    assert_eq!(document["student"]["w"], serde_json::json!([1.125, 0.75]));
    assert_eq!(document["rounding"], Value::Null);
    let one = summary(0, &[&base[..], &["--batch", "1"]].concat());
    assert_eq!(one["student"]["w"], serde_json::json!([0.75, 0.5]));
}

/// Mini-batches follow the population, the closer the larger, and are the same for the same seed.
#[test]
fn mini_batches_follow_the_population() {
    let base = [DESCENT, "--lr", "1/20", "--steps", "40"];
    let end = |more: &[&str]| -> Vec<f64> {
        let document = summary(0, &[&base[..], more].concat());
        let weights = |name: &str| document["student"][name].as_array().unwrap().clone();
        let all = [weights("v"), weights("w")].concat();
        all.iter().map(|x| x.as_f64().unwrap()).collect()
    };
    let exact = end(&[]);
    let far = |weights: &[f64]| -> f64 {
        let squares = weights.iter().zip(&exact).map(|(x, y)| (x - y).powi(2));
        squares.sum::<f64>().sqrt()
    };
    let small = end(&["--oracle", "minibatch:64", "--seed", "5"]);
    let large = end(&["--oracle", "minibatch:65536", "--seed", "5"]);
    // Errors are of order 1/sqrt(size): 32 times smaller, more or less.
    assert!(far(&small) > 1e-2 && far(&small) < 1.0, "{}", far(&small));
    assert!(
        far(&large) > 1e-5 && far(&large) < far(&small) / 8.0,
        "{}",
        far(&large)
    );
    assert_eq!(small, end(&["--oracle", "minibatch:64", "--seed", "5"]));
    assert_ne!(small, end(&["--oracle", "minibatch:64", "--seed", "6"]));
}

#[test]
fn a_plot_has_three_panels_and_no_foreign_numbers() {
    let folder = folder("plot");
    let plot = folder.join("run.svg");
    let args = [
        SPURIOUS,
        "--ste",
        "identity",
        "--lr",
        "1/20",
        "--steps",
        "300",
        "--plot",
        &text(&plot),
    ];
    assert_eq!(train(&args).code, 0);
    let svg = fs::read_to_string(&plot).unwrap();
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
    assert_eq!(svg.matches("<polyline ").count(), 3);
    for part in [
        "population loss",
        "angle between w and w*",
        ">|w|<",
        ">step<",
        "past zero",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
}

#[test]
fn the_text_says_what_happened() {
    let ran = train(&[
        SPURIOUS, "--ste", "identity", "--lr", "1/20", "--steps", "230",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "Training with identity: population, f64",
        "method  plain, eta 1/20, constant",
        "steps   230 of 230",
        "theta in degrees",
        "the loss rose",
        "w was carried past zero",
        "the spurious minimiser (v_pi, theta = pi)",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'));
}

/// What must be the same between an uninterrupted run and one taken up again.
struct Traces {
    records: Vec<u8>,
    state: Vec<u8>,
    summary: Value,
}

/// The files of a run that has finished, without what says that it was taken up again.
fn traces(out: &Path, state: &Path, mut summary: Value) -> Traces {
    summary["resumed_from"] = Value::Null;
    Traces {
        records: fs::read(out).unwrap(),
        state: fs::read(state).unwrap(),
        summary,
    }
}

fn same(x: &Traces, y: &Traces) {
    assert_eq!(x.summary, y.summary);
    assert!(x.records == y.records, "the records differ");
    assert!(x.state == y.state, "the states differ");
}

#[test]
fn a_resumed_run_has_the_bits_of_an_uninterrupted_one() {
    let folder = folder("resume");
    let variants: [&[&str]; 8] = [
        &["--oracle", "minibatch:100", "--seed", "3", "--out", "csv"],
        &["--ste", "clipped-relu", "--out", "csv"],
        &["--momentum", "9/10", "--every", "7", "--out", "jsonl"],
        &["--adam", "--schedule", "inverse:1/50", "--out", "csv"],
        &[
            "--nesterov",
            "1/2",
            "--normalise",
            "--threshold",
            "2",
            "--out",
            "csv",
        ],
        &["--blend", "1/100", "--project", "ternary", "--out", "jsonl"],
        &[
            "--arithmetic",
            "ball",
            "--precision",
            "300",
            "--out",
            "jsonl",
        ],
        &[
            "--arithmetic",
            "ball",
            "--momentum",
            "1/2",
            "--every",
            "3",
            "--out",
            "csv",
        ],
    ];
    for (index, variant) in variants.iter().enumerate() {
        let (extension, options) = variant.split_last().unwrap();
        let options = options.split_last().unwrap().1;
        let run = |name: &str, steps: &str, resumes: bool| {
            let out = folder.join(format!("{index}-{name}.{extension}"));
            let state = folder.join(format!("{index}-{name}.state"));
            let (out_text, state_text) = (text(&out), text(&state));
            let mut args = vec![DESCENT, "--lr", "1/20", "--steps", steps];
            args.extend(options);
            args.extend(["--out", &out_text, "--checkpoint", &state_text]);
            if resumes {
                args.extend(["--resume", &state_text]);
            }
            let summary = summary(0, &args);
            traces(&out, &state, summary)
        };
        let whole = run("whole", "60", false);
        run("parts", "25", false);
        run("parts", "26", true);
        let parts = run("parts", "60", true);
        same(&whole, &parts);
        // Once more from the end: nothing is left to do, nothing changes but the last row.
        same(&whole, &run("parts", "60", true));
    }
}

/// A run in its own process.
struct Running {
    child: Child,
    state: PathBuf,
}

impl Running {
    fn start(args: &[String], state: &Path) -> Self {
        let mut command = command();
        let child = command
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Running {
            child,
            state: state.to_path_buf(),
        }
    }

    /// Waits for a checkpoint of a later step than the one given; answers its step.
    fn wait_beyond(&mut self, step: u64) -> u64 {
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < Duration::from_secs(120), "no checkpoint");
            assert!(
                self.child.try_wait().unwrap().is_none(),
                "the run is over already"
            );
            if let Ok(bytes) = fs::read(&self.state) {
                let document: Value = serde_json::from_slice(&bytes).expect("a whole checkpoint");
                let reached = document["state"]["step"].as_u64().unwrap();
                if reached > step {
                    return reached;
                }
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn end(self) -> (Option<i32>, String) {
        let output = self.child.wait_with_output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    }
}

fn long_run(folder: &Path, name: &str, resumes: bool) -> (Vec<String>, PathBuf, PathBuf) {
    let (out, state) = (
        folder.join(format!("{name}.csv")),
        folder.join(format!("{name}.state")),
    );
    let mut args: Vec<String> = [
        "train",
        DESCENT,
        "--ste",
        "relu",
        "--lr",
        "1/100",
        "--steps",
        "12000",
        "--momentum",
        "1/2",
        "--every",
        "2",
        "--checkpoint-every",
        "100",
        "--format",
        "json",
        "--out",
        &text(&out),
        "--checkpoint",
        &text(&state),
    ]
    .map(str::to_owned)
    .to_vec();
    if resumes {
        args.extend(["--resume".to_owned(), text(&state)]);
    }
    (args, out, state)
}

#[test]
fn a_run_killed_twice_has_the_bits_of_an_uninterrupted_one() {
    let folder = folder("killed");
    let (args, out, state) = long_run(&folder, "whole", false);
    let (code, summary) = Running::start(&args, &state).end();
    assert_eq!(code, Some(0));
    let whole = traces(&out, &state, serde_json::from_str(&summary).unwrap());

    let mut reached = 500;
    for resumes in [false, true] {
        let (args, _, state) = long_run(&folder, "killed", resumes);
        let mut running = Running::start(&args, &state);
        reached = running.wait_beyond(reached + 1000 * u64::from(resumes));
        // SIGKILL: nothing is cleaned up.
        running.child.kill().unwrap();
        assert_eq!(running.end().0, None);
    }
    assert!(reached < 12_000);
    let (args, out, state) = long_run(&folder, "killed", true);
    let (code, summary) = Running::start(&args, &state).end();
    assert_eq!(code, Some(0));
    let summary: Value = serde_json::from_str(&summary).unwrap();
    assert!(summary["resumed_from"].as_u64().unwrap() >= reached);
    same(&whole, &traces(&out, &state, summary));
}

#[test]
fn an_interrupted_run_keeps_everything_and_goes_on() {
    let folder = folder("interrupted");
    let (args, out, state) = long_run(&folder, "whole", false);
    let (_, summary) = Running::start(&args, &state).end();
    let whole = traces(&out, &state, serde_json::from_str(&summary).unwrap());

    let (args, out, state) = long_run(&folder, "stopped", false);
    let mut running = Running::start(&args, &state);
    running.wait_beyond(300);
    let pid = running.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let (code, summary) = running.end();
    assert_eq!(code, Some(130));
    let summary: Value = serde_json::from_str(&summary).unwrap();
    valid(schema::TRAIN, &summary);
    assert_eq!(summary["ending"]["kind"], "interrupted");
    let taken = summary["taken"].as_u64().unwrap();
    let document: Value = serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
    assert_eq!(document["state"]["step"], taken);
    let records = fs::read_to_string(&out).unwrap();
    assert!(records.ends_with('\n'));
    assert!(records.lines().all(|line| line.split(',').count() == 12));

    let (args, out, state) = long_run(&folder, "stopped", true);
    let (code, summary) = Running::start(&args, &state).end();
    assert_eq!(code, Some(0));
    same(
        &whole,
        &traces(&out, &state, serde_json::from_str(&summary).unwrap()),
    );
}

/// Refused with the given exit code, in one line that says all of the parts.
fn refused(code: i32, args: &[&str], says: &[&str]) {
    let ran = train(args);
    assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
    assert_eq!(ran.out, "", "{args:?}");
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
    for part in says {
        assert!(ran.err.contains(part), "{part:?} is not in {}", ran.err);
    }
}

#[test]
fn bad_options_are_refused_by_name() {
    let with = |more: &[&str], says: &[&str]| {
        let mut args = vec![DESCENT];
        for (option, value) in [("--lr", "1/20"), ("--steps", "5")] {
            if !more.contains(&option) {
                args.extend([option, value]);
            }
        }
        args.extend(more);
        refused(2, &args, says);
    };
    with(&["--lr", "0"], &["--lr: must be positive, found 0"]);
    with(&["--lr", "-1/2"], &["--lr: must be positive"]);
    with(&["--lr", "NaN"], &["--lr", "not a finite number"]);
    with(&["--lr", "a"], &["--lr", "is not a number"]);
    with(
        &["--lr", &format!("1/{}", "9".repeat(3000))],
        &["--lr", "4096"],
    );
    with(&["--steps", "0"], &["--steps"]);
    with(&["--steps", "-1"], &["--steps"]);
    with(&["--steps", "99999999999999999999"], &["--steps"]);
    with(&["--steps", "2000000000"], &["--steps"]);
    with(
        &["--ste", "swish"],
        &["--ste", "no straight-through estimator"],
    );
    with(
        &["--schedule", "cosine"],
        &["--schedule", "expected constant"],
    );
    with(&["--momentum", "1"], &["--momentum", "less than 1"]);
    with(&["--nesterov", "-1/2"], &["--nesterov"]);
    with(&["--adam=1,2"], &["--adam", "three numbers"]);
    with(&["--momentum", "1/2", "--adam"], &["cannot be used with"]);
    with(
        &["--blend", "2", "--project", "binary"],
        &["--blend", "at most 1"],
    );
    with(&["--blend", "1/2"], &["--project"]);
    with(
        &["--project", "bits:1", "--blend", "0"],
        &["--project", "2 to 16"],
    );
    with(
        &["--normalise", "--blend", "1/2", "--project", "binary"],
        &["normalise", "blend"],
    );
    with(&["--oracle", "minibatch:0"], &["--oracle", "between 1 and"]);
    with(&["--oracle", "minibatch:x"], &["--oracle"]);
    with(
        &["--oracle", "sample"],
        &["--oracle", "expected population"],
    );
    with(
        &["--oracle", "minibatch:8", "--arithmetic", "ball"],
        &["--arithmetic"],
    );
    with(&["--batch", "4"], &["--batch: only a data set"]);
    with(&["--seed", "4"], &["--seed: only mini-batches"]);
    with(&["--precision", "8"], &["--precision"]);
    with(&["--max-radius", "0"], &["--max-radius: must be positive"]);
    with(&["--threshold", "0"], &["--threshold: must be positive"]);
    with(&["--out", "run.txt"], &["--out", ".csv"]);
    with(
        &["--arithmetic", "exact", "--checkpoint", "x.state"],
        &["--checkpoint"],
    );
    with(
        &["--checkpoint", "x", "--plot", "x"],
        &["--plot", "the same file"],
    );
    with(&["--plot", "/no/such/folder/x.svg"], &["--plot", "folder"]);
}

#[test]
fn bad_files_are_refused_by_name() {
    let folder = folder("bad-files");
    let file = |name: &str, contents: &str| {
        let path = folder.join(name);
        fs::write(&path, contents).unwrap();
        text(&path)
    };
    let common = ["--lr", "1/20", "--steps", "5"];
    let with = |code: i32, file: &str, more: &[&str], says: &[&str]| {
        refused(code, &[&[file], &common[..], more].concat(), says);
    };
    with(
        2,
        "examples/zero-weight.json",
        &[],
        &["examples/zero-weight.json: student.w: must not be zero"],
    );
    with(2, "no-such-file.json", &[], &["no-such-file.json"]);
    let nan = file("nan.json", &support::instance("\"nan\"", "1", "1", "1"));
    with(2, &nan, &[], &["student.v[0]"]);

    let small = file("small.json", &support::instance("1", "1,2", "1", "2,1"));
    let data = |name: &str, contents: &str, says: &[&str]| {
        let oracle = format!("dataset:{}", file(name, contents));
        with(2, &small, &["--oracle", &oracle], says);
    };
    data(
        "rows.json",
        r#"{"z": [[[1, 2], [3, 4]]], "y": [1]}"#,
        &["rows.json: z[0]: has 2 rows, the model needs 1"],
    );
    data(
        "inputs.json",
        r#"{"z": [[[1, 2]], [[1]]], "y": [1, 2]}"#,
        &["z[1][0]: has 1 numbers, the model needs 2"],
    );
    data(
        "labels.json",
        r#"{"z": [[[1, 2]]], "y": [1, 2]}"#,
        &["y: has 2 labels, but z has 1"],
    );
    data(
        "nan-label.json",
        r#"{"z": [[[1, 2]]], "y": [NaN]}"#,
        &["the data set"],
    );
    let oracle = format!(
        "dataset:{}",
        file("good.json", r#"{"z": [[[1, 2]]], "y": [1]}"#)
    );
    with(
        2,
        &small,
        &["--oracle", &oracle, "--arithmetic", "ball"],
        &["--arithmetic"],
    );

    for option in ["--out", "--checkpoint"] {
        let path = if option == "--out" {
            "/no/such/x.csv"
        } else {
            "/no/such/x.state"
        };
        with(1, DESCENT, &[option, path], &[path]);
    }
}

#[test]
fn bad_checkpoints_are_refused_by_name() {
    let folder = folder("bad-checkpoints");
    let (out, state) = (
        text(&folder.join("run.csv")),
        text(&folder.join("run.state")),
    );
    let base = [
        DESCENT,
        "--lr",
        "1/20",
        "--steps",
        "20",
        "--momentum",
        "1/2",
    ];
    let files = ["--out", &out, "--checkpoint", &state];
    assert_eq!(train(&[&base[..], &files].concat()).code, 0);
    let good: Value = serde_json::from_slice(&fs::read(&state).unwrap()).unwrap();
    let broken = text(&folder.join("broken.state"));
    let resume = |args: &[&str], document: &str, says: &[&str]| {
        fs::write(&broken, document).unwrap();
        refused(2, &[args, &["--resume", &broken]].concat(), says);
    };
    let good_text = good.to_string();
    resume(&base, "", &["broken.state: not a checkpoint"]);
    resume(
        &base,
        &good_text[..good_text.len() / 2],
        &["not a checkpoint"],
    );
    resume(&base, "{}", &["schema"]);
    for (pointer, value, says) in [
        (
            "/state/student/w/3",
            Value::from("nan"),
            "state.student.w[3]",
        ),
        (
            "/state/student/v",
            Value::from(vec![1]),
            "state.student.v: has 1 entries",
        ),
        ("/state/first", Value::Null, "state.first"),
        ("/state/step", Value::from(1.5), "state.step"),
        ("/tally/fell", Value::from("x"), "tally"),
        (
            "/tally/fell",
            Value::from(u64::MAX),
            "tally: more verdicts than steps",
        ),
        (
            "/tally/event_counts",
            serde_json::json!({"\u{1b}[31m": 1}),
            "tally: an event that is none",
        ),
        (
            "/tally/series/points",
            Value::from(vec![good["tally"]["series"]["points"][0].clone(); 3000]),
            "tally: points that are no series",
        ),
        (
            "/run/ste",
            Value::from("identity"),
            "ste is identity there and relu here",
        ),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).unwrap() = value;
        resume(&base, &document.to_string(), &[says]);
    }
    // Of another run.
    let swap = |index: usize, value: &'static str| {
        let mut args = base;
        args[index] = value;
        args
    };
    for (args, says) in [
        (swap(0, "examples/train-spurious.json"), "instance is"),
        (swap(2, "1/10"), "lr is 1/20 there and 1/10 here"),
        (swap(4, "10"), "of step 20, beyond --steps 10"),
        (swap(6, "1/3"), "rule is heavy-ball:1/2 there"),
    ] {
        resume(&args, &good_text, &[says]);
    }
    resume(
        &[&base[..], &["--arithmetic", "ball"]].concat(),
        &good_text,
        &["arithmetic is f64"],
    );
    // Records that are not the run's.
    let args = [&base[..], &["--resume", &state, "--out", &out]].concat();
    let records = fs::read_to_string(&out).unwrap();
    fs::write(&out, records.replacen('7', "8", 1)).unwrap();
    refused(2, &args, &["run.csv: does not begin with the records"]);
    fs::write(&out, &records[..records.len() / 2]).unwrap();
    refused(2, &args, &["run.csv: does not begin with the records"]);
    assert_eq!(
        fs::read_to_string(&out).unwrap().len(),
        records.len() / 2,
        "left as it was"
    );
    fs::write(&out, &records).unwrap();
    assert_eq!(train(&args).code, 0);
    // A run without records has none to go on with: another file is not emptied for it.
    let silent = text(&folder.join("silent.state"));
    assert_eq!(
        train(&[&base[..], &["--checkpoint", &silent]].concat()).code,
        0
    );
    refused(
        2,
        &[&base[..], &["--resume", &silent, "--out", &out]].concat(),
        &["--out", "no records to go on with"],
    );
    assert_eq!(fs::read_to_string(&out).unwrap(), records);
}
