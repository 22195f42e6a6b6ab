//! The golden trajectories: current, valid, and what other routes find too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, where a panic is a failed test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use coarsegrad::arith::{Ball, Evaluator, Rational, Symbolic, parse_rational};
use coarsegrad::exact::{Population, PopulationOracle};
use coarsegrad::model::{CoarseGradient, GradientOracle, Network, TwoLayer, parse_instance};
use coarsegrad::schema;
use coarsegrad::tables;
use coarsegrad::train::{State, descend};
use coarsegrad::trajectories::{TRAJECTORY_FILE, cases, document};
use serde_json::Value;

fn committed() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = fs::read_to_string(path.join(TRAJECTORY_FILE)).unwrap();
    assert_eq!(
        text,
        document().unwrap(),
        "stale; `coarsegrad tables` rewrites it"
    );
    serde_json::from_str(&text).unwrap()
}

/// The ball of `[mid - rad, mid + rad]`, widened by no more than its rounding.
fn ball(value: &Value) -> Ball {
    let number = |key: &str| parse_rational(value[key].as_str().unwrap()).unwrap();
    let (mid, rad) = (number("mid"), number("rad"));
    let end = |x: Rational| Ball::from_rational(400, &x);
    end(Rational::from(&mid - &rad)).union(&end(mid + rad))
}

fn vector(value: &Value) -> Vec<Ball> {
    value.as_array().unwrap().iter().map(ball).collect()
}

#[test]
fn the_set_is_valid_and_its_schema_refuses_damage() {
    let set = committed();
    let schema: Value = serde_json::from_str(schema::TRAJECTORY).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&set).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let ids: BTreeSet<&str> = set["trajectories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trajectory| trajectory["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), set["trajectories"].as_array().unwrap().len());
    assert!(ids.len() >= 20);
    for (pointer, broken) in [
        ("/digits", Value::from(39)),
        ("/trajectories/0/states/1/v/0/rad", Value::from("-1e-40")),
        ("/trajectories/0/states/1/loss", Value::Null),
        ("/trajectories/0/method/lr", Value::from(0.1)),
        ("/trajectories/0/instance/student/w", Value::Null),
    ] {
        let mut document = set.clone();
        *document.pointer_mut(pointer).unwrap() = broken;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
}

/// `coarsegrad tables --check` sees one digit.
#[test]
fn a_damaged_digit_is_reported() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged-trajectories");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    let readme = "<!-- generated -->\n<!-- end of generated -->\n";
    fs::write(root.join("README.md"), readme).unwrap();
    tables::write(&root).unwrap();
    assert!(tables::check(&root).unwrap().is_empty());
    let path = root.join(TRAJECTORY_FILE);
    let text = fs::read_to_string(&path).unwrap();
    let place = text.len() / 2 + text[text.len() / 2..].find("25").unwrap();
    let damaged = format!("{}26{}", &text[..place], &text[place + 2..]);
    fs::write(&path, damaged).unwrap();
    let differences = tables::check(&root).unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].path, TRAJECTORY_FILE);
}

/// Doubles follow every trajectory, by the same trainer in another arithmetic.
#[test]
fn doubles_stay_near() {
    let set = committed();
    for (case, golden) in cases()
        .unwrap()
        .iter()
        .zip(set["trajectories"].as_array().unwrap())
    {
        assert_eq!(golden["id"], case.id.as_str());
        let text = golden["instance"].to_string();
        assert_eq!(parse_instance(text.as_bytes()).unwrap(), case.instance);
        let mut oracle = PopulationOracle::<f64>::new(&case.instance, case.ste.clone(), ());
        if !case.method.keeps_span() {
            oracle = oracle.leaving_span();
        }
        let mut state = State::new(&case.method, oracle.start()).unwrap();
        for (step, golden) in golden["states"].as_array().unwrap().iter().enumerate() {
            if step > 0 {
                state = case.method.step(&state, &mut oracle).unwrap();
            }
            for (name, found) in [("v", &state.student.v), ("w", &state.student.w)] {
                for (golden, found) in vector(&golden[name]).iter().zip(found) {
                    let error = (golden.to_f64() - found).abs();
                    assert!(
                        error < 2e-15 * (1.0 + found.abs()),
                        "{} {step}: {error:e}",
                        case.id
                    );
                }
            }
            let loss = oracle.at(&state.student).unwrap().loss();
            assert!((ball(&golden["loss"]).to_f64() - loss).abs() < 1e-14);
        }
    }
}

/// The first plain step of each is `v - eta d`, `w - eta E[g]` with the gradients of the exact
/// instance, and the first step along the line of the teacher is that of exact arithmetic.
#[test]
fn first_steps_are_those_of_the_exact_instance() {
    let set = committed();
    let (mut plain, mut exact) = (0, 0);
    for (case, golden) in cases()
        .unwrap()
        .iter()
        .zip(set["trajectories"].as_array().unwrap())
    {
        if !case.id.ends_with("-plain") {
            continue;
        }
        let population = Population::new(&case.instance);
        let forms = population.evaluated::<Ball>(400);
        let (d, g) = (forms.gradient_v(), forms.coarse_gradient(&case.ste));
        let factor = population.projection();
        let (student, teacher) = (case.instance.student(), case.instance.teacher());
        let eta = case.method.eta();
        let number = |x: &Rational| Ball::from_rational(400, x);
        let states = &golden["states"];
        for (index, golden) in vector(&states[1]["v"]).iter().enumerate() {
            let (v, v_star) = (&student.v[index], &teacher.v[index]);
            let d = d.v.clone() * number(v) + d.v_star.clone() * number(v_star) + d.ones.clone();
            assert!(
                golden.overlaps(&(number(v) - d * number(eta))),
                "{}",
                case.id
            );
        }
        for (index, golden) in vector(&states[1]["w"]).iter().enumerate() {
            let (w, w_star) = (&student.w[index], &teacher.w[index]);
            let across = number(&(w_star - Rational::from(&factor * w)));
            let g = g.along.clone() * number(w) + g.across.clone() * across;
            assert!(
                golden.overlaps(&(number(w) - g * number(eta))),
                "{}",
                case.id
            );
        }
        plain += 1;

        // As many further steps as exact arithmetic is closed.
        let mut oracle = PopulationOracle::<Symbolic>::new(&case.instance, case.ste.clone(), ());
        let mut student = oracle.start();
        let mut evaluator: Evaluator<Ball> = population.evaluator(400);
        let last = states.as_array().unwrap().len() - 1;
        for step in 0..last {
            let Ok(gradient) = oracle.gradient(&student, 0) else {
                break;
            };
            student = descend(&student, &gradient, &Symbolic::rational(eta.clone()));
            let golden = &states[step + 1];
            for (golden, found) in vector(&golden["w"]).iter().zip(&student.w) {
                assert!(
                    golden.overlaps(&evaluator.evaluate(found).unwrap()),
                    "{}",
                    case.id
                );
            }
            exact += 1;
        }
    }
    assert!(plain >= 12 && exact >= 25, "{plain} {exact}");
}

/// Each state's gradients are those that its own weights have, taken as exact numbers.
#[test]
fn gradients_belong_to_the_weights_beside_them() {
    let set = committed();
    for (case, golden) in cases()
        .unwrap()
        .iter()
        .zip(set["trajectories"].as_array().unwrap())
    {
        for state in golden["states"].as_array().unwrap() {
            let mids = |name: &str| -> Vec<Rational> {
                let entries = state[name].as_array().unwrap().iter();
                entries
                    .map(|x| parse_rational(x["mid"].as_str().unwrap()).unwrap())
                    .collect()
            };
            let student = Network {
                v: mids("v"),
                w: mids("w"),
            };
            let teacher = case.instance.teacher().clone();
            let there = TwoLayer::new(student.clone(), teacher).unwrap();
            let oracle = PopulationOracle::<Ball>::new(&there, case.ste.clone(), 400);
            let at = oracle.at_exact(&student).unwrap();
            let CoarseGradient { v, w } = at.coarse_gradient(&case.ste).unwrap();
            for (name, found) in [("gradient_v", v), ("coarse_gradient", w)] {
                for (golden, found) in vector(&state[name]).iter().zip(&found) {
                    let gap = (golden.clone() - found).abs_lower().to_f64();
                    assert!(gap < 1e-36, "{} {name}: {gap:e}", case.id);
                }
            }
        }
    }
}
