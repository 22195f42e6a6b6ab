//! Cases a second, by lines and in bulk, and the memory that they take: `judge_throughput BACKEND [CASES]`. With
//! `judge_throughput print [CASES]`, prints the cases, to measure the command with.
//!
//! BACKEND is the example `clip_backend`. The cases are clipping at different numbers, each read from its record; a case in
//! one format counts as one.

use std::io::{BufReader, BufWriter, Seek, SeekFrom, Write};
use std::time::Instant;

use coarsegrad_arith::Rational;
use coarsegrad_golden::case::{
    Case, Cases, Expectation, Expected, Limits, Parameter, Status, Tensor, Tolerance, write_case,
};
use coarsegrad_golden::judge::{Options, Program, judge, split_command};
use coarsegrad_model::pointwise::Extended;

fn record(number: u32) -> Case {
    let x = Rational::from((i64::from(number % 4096) - 2048, 1024));
    let inside = x.clone().abs() <= 1;
    let expect = |bound: &str, value: i32| Expectation {
        when: [("bound".to_owned(), vec![bound.to_owned()])].into(),
        shape: Vec::new(),
        values: vec![Expected::Exact(Extended::from(i64::from(value)))],
    };
    let open = inside && x.clone().abs() != 1;
    let one = |name: &str, value| (name.to_owned(), Tensor::scalar(Extended::Finite(value)));
    let bound = |name: &str, text: &str| (name.to_owned(), Parameter::Text(text.to_owned()));
    Case {
        id: format!("clip.dx/{number:09}"),
        hash: String::new(),
        since: "2026.1".to_owned(),
        status: Status::Active,
        op: "clip".to_owned(),
        output: "dx".to_owned(),
        params: [bound("lower", "-1"), bound("upper", "1")].into(),
        inputs: [one("x", x), one("dy", Rational::from(1))].into(),
        dtypes: Vec::new(),
        expect: vec![expect("closed", inside.into()), expect("open", open.into())],
        claims: Vec::new(),
        flags: Vec::new(),
        tolerance: Tolerance::Exact,
        oracle: Vec::new(),
        provenance: Default::default(),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().ok_or("name the backend")?;
    let count: u32 = arguments.next().map_or(Ok(50_000), |text| text.parse())?;
    if command == "print" {
        let mut out = BufWriter::new(std::io::stdout().lock());
        for number in 0..count {
            writeln!(out, "{}", write_case(&record(number)))?;
        }
        return Ok(out.flush()?);
    }
    let mut file = BufWriter::new(tempfile::tempfile()?);
    for number in 0..count {
        writeln!(file, "{}", write_case(&record(number)))?;
    }
    let file = file.into_inner()?;
    let records = || -> std::io::Result<_> {
        (&file).seek(SeekFrom::Start(0))?;
        Ok(Cases::new(BufReader::new(&file), Limits::default()))
    };
    let start = Instant::now();
    let read = records()?.count() as f64;
    println!(
        "read: {:.0} records a second",
        read / start.elapsed().as_secs_f64()
    );
    for (name, bulk) in [("lines", 0), ("bulk", 1 << 14)] {
        let options = Options {
            bulk,
            ..Options::default()
        };
        let mut backend = Program::new(split_command(&command)?);
        let start = Instant::now();
        let report = judge(records()?, &mut backend, &options);
        let seconds = start.elapsed().as_secs_f64();
        let total = report.counts.total();
        println!(
            "{name}: {:.0} cases a second ({total} cases in {seconds:.2} s, exit code {}, {} KiB at most)",
            total as f64 / seconds,
            report.exit_code(),
            peak_memory()
        );
    }
    Ok(())
}

/// The most memory that this process has had, in KiB; zero where that is not known.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
