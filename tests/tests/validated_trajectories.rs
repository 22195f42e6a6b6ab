//! Runs in enclosures: every iterate a ball that contains the iterate of the exact run, so that "the loss fell at
//! step t" is certified.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Mag, Rational, Scalar};
use coarsegrad_exact::{Population, PopulationOracle, Position};
use coarsegrad_model::{Network, Ste};
use coarsegrad_train::{Method, State};
use theorems::entries::{plane_entries, row_entries};
use theorems::hypotheses::Hypotheses;
use theorems::instances::{Instance, instance, v_pi, with_w};
use theorems::training::{Numbers, plain, theorem_d, validate};

const BITS: u32 = 256;
const STEPS: u64 = 200;

fn eta() -> Rational {
    Rational::from((1, 20))
}

/// The largest radius of an entry, as a power of two.
fn width(student: &Network<Ball>) -> i64 {
    let largest = student
        .v
        .iter()
        .chain(&student.w)
        .map(Ball::rad)
        .fold(Mag::ZERO, Mag::max);
    largest.exponent().unwrap_or(i64::MIN)
}

/// Certifies that the loss falls at each of [`STEPS`] steps, and by what Theorem D promises wherever it applies;
/// answers with the widths of the last iterate.
fn certify_descent(start: &Instance, ste: &Ste, hypotheses: &Hypotheses) -> i64 {
    let end = validate(start, ste, &plain(&eta()), BITS, STEPS, |step| {
        assert_eq!(
            step.change.sign(),
            Some(Ordering::Less),
            "{ste}, step {}: {:?}",
            step.step,
            step.change
        );
        let bound = theorem_d(step.here, ste, &eta());
        if hypotheses.met("Theorem D applies", bound.is_some()) {
            let order = step.change.compare(&bound.unwrap());
            assert_eq!(order, Some(Ordering::Less), "{ste}, step {}", step.step);
        }
    });
    width(&end.unwrap().student)
}

/// Clipped ReLU, 40 starts with `|w| = 4`, `eta = 1/20`: the loss falls at each of the first 200 steps, 8000 in all,
/// and by what Theorem D promises at each at which its hypotheses hold. Source: P1, Theorem 1; Theorem D.
#[test]
fn clipped_relu_descends_certifiably_at_every_step() {
    let (mut numbers, hypotheses) = (Numbers::new(11), Hypotheses::new());
    let widest = (0..40)
        .map(|_| certify_descent(&numbers.start(4), &Ste::ClippedRelu, &hypotheses))
        .max();
    println!(
        "widest radius of an entry at the end: 2^{}",
        widest.unwrap()
    );
    assert_eq!(hypotheses.share("Theorem D applies"), (8000, 8000));
    assert_eq!(widest, Some(-182));
}

/// ReLU, 25 starts with `|w| = 15`, far from zero: the same. Source: P1, Theorem 1; Theorem D.
#[test]
fn relu_descends_certifiably_far_from_zero_weight() {
    let (mut numbers, hypotheses) = (Numbers::new(12), Hypotheses::new());
    let widest = (0..25)
        .map(|_| certify_descent(&numbers.start(15), &Ste::Relu, &hypotheses))
        .max();
    println!(
        "widest radius of an entry at the end: 2^{}",
        widest.unwrap()
    );
    assert_eq!(hypotheses.share("Theorem D applies"), (5000, 5000));
    assert_eq!(widest, Some(-216));
}

/// `m = 4`, `S = 1`, close to the spurious minimiser, `|w| = 1` up to the angle: the case of erratum E5.
fn near_spurious() -> Instance {
    let r = |n: i32, d: i32| Rational::from((n, d));
    let v_star = vec![r(21, 20), r(-2, 5), r(17, 50), r(1, 100)];
    let w = vec![r(-1, 1), r(3, 100)];
    instance(v_pi(&v_star), w, v_star, vec![r(1, 1), r(0, 1)])
}

/// Identity STE near the spurious minimiser: the certificate says that the loss rises, at the step that carries w
/// through zero and not before, and from there Theorem D does not apply. Source: erratum E5.
#[test]
fn jump_of_the_identity_through_zero_weight_is_certified_as_a_rise() {
    let (mut rises, mut falls) = (Vec::new(), 0);
    let end = validate(
        &near_spurious(),
        &Ste::Identity,
        &plain(&eta()),
        512,
        220,
        |step| match step.change.sign() {
            Some(Ordering::Greater) => {
                rises.push(step.step);
                assert!(theorem_d(step.here, &Ste::Identity, &eta()).is_none());
                let jump = step.change.to_f64();
                assert!(jump > 0.48 && jump < 0.5, "{jump}");
            }
            Some(Ordering::Less) => falls += 1,
            other => panic!("step {}: {other:?}", step.step),
        },
    );
    println!(
        "{rises:?}, {falls} falls, 2^{}",
        width(&end.unwrap().student)
    );
    assert_eq!((rises, falls), (vec![211], 219));
}

/// With fewer bits a certificate may be withheld, or the run may stop with its reason, but nothing else is ever
/// certified than with many.
#[test]
fn narrow_precision_withholds_certificates_and_never_changes_one() {
    let (mut numbers, mut withheld, mut agreed) = (Numbers::new(13), 0, 0);
    let mut starts: Vec<(Instance, Ste)> = (0..6)
        .map(|_| (numbers.start(4), Ste::ClippedRelu))
        .collect();
    starts.push((near_spurious(), Ste::Identity));
    let mut reasons = Vec::new();
    for (start, ste) in &starts {
        let mut signs = Vec::new();
        validate(start, ste, &plain(&eta()), 512, 220, |step| {
            signs.push(step.change.sign())
        })
        .unwrap();
        for bits in [30, 53, 100] {
            let outcome = validate(start, ste, &plain(&eta()), bits, 220, |step| {
                match step.change.sign() {
                    None => withheld += 1,
                    sign => {
                        assert_eq!(sign, signs[step.step as usize], "{bits} bits");
                        agreed += 1;
                    }
                }
            });
            reasons.extend(outcome.err());
        }
    }
    println!("{agreed} agreed, {withheld} withheld, {reasons:?}");
    assert!(agreed > 500 && withheld > 100 && !reasons.is_empty());
}

/// The enclosures of an iterate at different precisions meet: the exact iterate lies in both. Source: the inclusion
/// contract.
#[test]
fn iterates_at_different_precisions_meet() {
    let mut numbers = Numbers::new(14);
    let mut met = 0;
    for ste in [Ste::Relu, Ste::ClippedRelu, Ste::Identity] {
        for _ in 0..4 {
            let start = numbers.start(15);
            let run = |bits| {
                let mut students = Vec::new();
                validate(&start, &ste, &plain(&eta()), bits, 60, |step| {
                    students.push(step.next.student.clone());
                })
                .unwrap();
                students
            };
            for (coarse, fine) in run(100).iter().zip(&run(300)) {
                let entries = coarse.v.iter().chain(&coarse.w);
                for (coarse, fine) in entries.zip(fine.v.iter().chain(&fine.w)) {
                    assert!(coarse.overlaps(fine));
                    assert!(fine.rad().exponent() < coarse.rad().exponent());
                    met += 1;
                }
            }
        }
    }
    assert!(met > 5000, "{met}");
}

/// A validated step is `v - eta d`, `w - eta E[g]` with the gradients of the instance there, exactly. Source: P1,
/// Algorithm 1.
#[test]
fn validated_step_is_that_of_algorithm_1() {
    let mut numbers = Numbers::new(16);
    for ste in [Ste::Relu, Ste::ClippedRelu, Ste::Identity] {
        for _ in 0..20 {
            let start = numbers.start(4);
            let population = Population::new(&start);
            let forms = population.evaluated::<Ball>(BITS);
            let slopes = row_entries(&population, &forms.gradient_v());
            let slopes = slopes
                .iter()
                .cloned()
                .chain(plane_entries(&population, &forms.coarse_gradient(&ste)));
            let entries = start.student().v.iter().chain(&start.student().w);
            let expected: Vec<Ball> = entries
                .zip(slopes)
                .map(|(x, slope)| Ball::from_rational(BITS, x) - &slope.scale(&eta()))
                .collect();
            let end = validate(&start, &ste, &plain(&eta()), BITS, 1, |_| {}).unwrap();
            let found = end.student.v.iter().chain(&end.student.w);
            for (found, expected) in found.zip(&expected) {
                assert!(found.overlaps(expected));
                assert!(found.rad().to_f64() < 1e-60);
            }
        }
    }
}

/// The largest distance of an entry of an `f64` run from the enclosure of the exact run, over all steps.
fn float_error(start: &Instance, ste: &Ste, method: &Method, steps: u64) -> f64 {
    let mut oracle = PopulationOracle::<f64>::new(start, ste.clone(), ());
    let mut state = State::new(method, oracle.start()).unwrap();
    let mut worst = 0.0f64;
    validate(start, ste, method, BITS, steps, |step| {
        state = method.step(&state, &mut oracle).unwrap();
        let (floats, balls) = (&state.student, &step.next.student);
        let entries = floats.v.iter().chain(&floats.w);
        for (float, ball) in entries.zip(balls.v.iter().chain(&balls.w)) {
            let float = Ball::from_rational(BITS, &Rational::from_f64(*float).unwrap());
            worst = worst.max((float - ball).abs().abs_upper().to_f64());
        }
    })
    .unwrap();
    worst
}

/// The `f64` runs that convergence is simulated with follow the exact runs: over 200 steps of ReLU and clipped ReLU
/// from 12 starts each no entry is off by more than `1e-13`.
#[test]
fn float_runs_follow_the_exact_ones() {
    let mut numbers = Numbers::new(15);
    let mut worst = 0.0f64;
    for ste in [Ste::Relu, Ste::ClippedRelu] {
        for _ in 0..12 {
            worst = worst.max(float_error(&numbers.start(15), &ste, &plain(&eta()), STEPS));
        }
    }
    println!("{worst:.1e}");
    assert!(worst > 0.0 && worst < 1e-13);
}

/// On the line of `w*` a validated run stays there, and at the spurious minimiser the enclosures of the change contain
/// zero until the jump. Source: erratum E5.
#[test]
fn validated_runs_on_the_line_stay_on_it() {
    let base = near_spurious();
    let start = with_w(&base, vec![Rational::from(-1), Rational::new()]);
    let mut rises = Vec::new();
    validate(&start, &Ste::Identity, &plain(&eta()), BITS, 210, |step| {
        let expected = if step.step <= 208 {
            Position::Opposite
        } else {
            Position::Parallel
        };
        assert_eq!(step.here.position(), expected, "{}", step.step);
        match step.change.sign() {
            Some(Ordering::Greater) => rises.push(step.step),
            Some(Ordering::Less) => assert_eq!(step.step, 209),
            _ => assert!(step.step < 208 && step.change.contains_zero()),
        }
    })
    .unwrap();
    assert_eq!(rises, [208]);
}
