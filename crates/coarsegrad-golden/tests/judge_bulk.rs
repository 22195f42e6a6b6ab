//! In bulk the verdicts are those by lines, whatever a backend leaves as its result.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use coarsegrad_golden::judge::{Options, Program, Verdict, judge};
use coarsegrad_golden::report::Report;
use common::{alike, read};
use safetensors::Dtype;
use safetensors::tensor::TensorView;

/// Greets; in bulk does what the placeholder does; by lines answers 2, which is wrong.
const SCRIPT: &str = r#"
IFS= read -r line
echo '{"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"bulk"},"dtypes":["f32"],"ops":{"clip":{"bulk":["dx"]}}}'
while IFS= read -r line; do
  s=${line#*\"seq\":}; s=${s%%,*}
  f=${line#*\"file\":\"}; f=${f%%\"*}
  r=${line#*\"result\":\"}; r=${r%%\"*}
  case $line in
    *bye*) exit 0;;
    *run_bulk*) BULK; echo "{\"type\":\"ok\",\"seq\":$s}";;
    *) echo "{\"type\":\"ok\",\"seq\":$s,\"outputs\":{\"dx\":{\"hex\":\"40000000\"}}}";;
  esac
done
"#;

const COUNT: usize = 30;

fn run(bulk: &str) -> Report {
    let script = SCRIPT.replace("BULK", bulk);
    let mut backend = Program::new(["sh", "-c", &script].map(str::to_owned).to_vec());
    let options = Options {
        bulk_timeout: Duration::from_secs(3),
        timeout: Duration::from_secs(20),
        ..Options::default()
    };
    judge(read(&alike(COUNT)), &mut backend, &options)
}

/// Writes a result of 30 entries, of which the fifth is another.
fn result(path: &Path, name: &str, dtype: Dtype, shape: Vec<usize>, fifth: f32) {
    let mut values = [1.0_f32; COUNT];
    values[4] = fifth;
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    let view = TensorView::new(dtype, shape, &bytes).unwrap();
    safetensors::serialize_to_file(BTreeMap::from([(name, view)]), None, path).unwrap();
}

#[test]
fn the_entries_of_a_result_are_the_answers_of_the_cases_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good");
    result(&good, "dx", Dtype::F32, vec![COUNT], 0.5);
    let report = run(&format!("cp {} $r", good.display()));
    assert_eq!(report.counts.pass, 29, "{}", report.to_text());
    assert_eq!(report.findings[0].id, "clip.dx/004");
    assert!(report.findings[0].text[1].contains("got: 1/2 (3f000000)"));
    assert_eq!((report.restarts, report.exit_code()), (0, 3));
}

#[test]
fn the_inputs_are_tensors_with_a_dimension_for_the_cases() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("inputs");
    run(&format!("cp $f {}", kept.display()));
    let bytes = std::fs::read(&kept).unwrap();
    let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let dy = tensors.tensor("dy").unwrap();
    assert_eq!((dy.dtype(), dy.shape()), (Dtype::F32, &[COUNT][..]));
    assert_eq!(dy.data(), 1.0_f32.to_le_bytes().repeat(COUNT));
    assert_eq!(tensors.tensor("x").unwrap().data(), [0; 4 * COUNT]);
}

#[test]
fn what_is_no_such_result_is_asked_again_by_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    result(&file("good"), "dx", Dtype::F32, vec![COUNT], 1.0);
    result(&file("name"), "y", Dtype::F32, vec![COUNT], 1.0);
    result(&file("dtype"), "dx", Dtype::I32, vec![COUNT], 1.0);
    result(&file("shape"), "dx", Dtype::F32, vec![2, COUNT / 2], 1.0);
    let copy = |name: &str| format!("cp {} $r", file(name).display());
    let bad = [
        ":".to_owned(),
        copy("name"),
        copy("dtype"),
        copy("shape"),
        format!("ln -s {} $r", file("good").display()),
        "mkfifo $r".to_owned(),
        "mkdir $r".to_owned(),
        "ln -s /dev/zero $r".to_owned(),
        "head -c 1000000 /dev/zero >$r".to_owned(),
        "truncate -s 1T $r".to_owned(),
        "echo nonsense >$r".to_owned(),
        "printf '\\377\\377\\377\\377\\377\\377\\377\\177{' >$r".to_owned(),
        ": >$r; chmod 0 $r".to_owned(),
        "exit 5".to_owned(),
        "sleep 1000".to_owned(),
        "s=77".to_owned(),
        "rm -rf $(dirname $r)".to_owned(),
    ];
    for does in bad {
        let report = run(&does);
        // By lines all are wrong: nothing was taken from the file.
        assert_eq!(
            report.counts.of(Verdict::Fail),
            30,
            "{does}: {}",
            report.to_text()
        );
        assert!(report.restarts <= 1, "{does}");
    }
    assert_eq!(run(&copy("good")).counts.pass, 30);
}
