//! Sampled gradients are judged by their means.

mod common;

use coarsegrad_arith::Rational;
use coarsegrad_golden::case::{Expectation, Expected};
use coarsegrad_golden::judge::{Call, InProcess, Options, Refusal, SteBackend, judge};
use coarsegrad_golden::report::Report;
use coarsegrad_golden::wire::Greeting;
use coarsegrad_model::pointwise::Dtype;
use common::{case, read};

/// Answers draws of two entries: by turns 0 and twice its mean.
struct Draws {
    means: [f64; 2],
    count: usize,
}

impl SteBackend for Draws {
    fn greeting(&self) -> Greeting {
        Greeting::new("draws", "1").with_op("clip", &[])
    }

    fn run(&mut self, call: &Call<'_>) -> Result<Vec<u64>, Refusal> {
        assert_eq!(call.draws, Some(1000));
        let draws = (0..self.count).flat_map(|at| {
            let on = f64::from(u8::from(at % 2 == 1));
            self.means.map(|mean| 2.0 * on * mean)
        });
        Ok(call.answer(draws))
    }
}

fn run(means: [f64; 2], count: usize) -> Report {
    let mut draws = case("clip.dx/draws", "dx", &[("x", "1"), ("dy", "1")]);
    draws.dtypes = vec![Dtype::F32];
    let one = |mean: i32| Expected::Distribution {
        mean: Rational::from(mean),
        variance: Rational::from(mean * mean),
        draws: 1000,
        level: Rational::from((1_u64, 1_u64 << 30)),
    };
    draws.expect = vec![Expectation {
        when: Default::default(),
        shape: vec![2],
        values: vec![one(1), one(3)],
    }];
    let mut backend = InProcess::new(Draws { means, count });
    judge(read(&[draws]), &mut backend, &Options::default())
}

#[test]
fn draws_of_the_right_means_pass_and_others_are_described_by_their_means() {
    let right = run([1.0, 3.0], 1000);
    assert_eq!((right.counts.pass, right.counts.fail), (1, 0));

    let biased = run([1.0, 6.0], 1000);
    assert_eq!((biased.counts.pass, biased.counts.fail), (0, 1));
    let lines = &biased.findings[0].text;
    assert_eq!(
        lines[1],
        "got: 1000 draws of mean [1, 6]; expected: mean [1, 3] and variance [1, 9]; right ones are refused with \
         probability 9e-10 at most"
    );
    assert_eq!(
        lines[3],
        "diagnosis: right in 0 of 1 cases; there is one convention only"
    );
}

#[test]
fn a_draw_that_is_no_number_and_a_missing_one_fail() {
    let infinite = run([f64::INFINITY, 3.0], 1000);
    assert_eq!(infinite.counts.fail, 1);
    assert!(infinite.findings[0].text[1].contains("mean [not finite, 3]"));
    let short = run([1.0, 3.0], 999);
    assert_eq!((short.counts.pass, short.counts.error), (0, 1));
}
