//! Rounding, fake-quantisation, clipping, sign, Heaviside and ternary, beside slow independent definitions.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers outside #[test] functions; a broken fixture must stop the test"
)]

use coarsegrad_arith::{Integer, Rational};
use coarsegrad_model::pointwise::*;

fn x(text: &str) -> Extended {
    text.parse().unwrap()
}

fn r(text: &str) -> Rational {
    x(text).rational().unwrap()
}

/// The integers by decreasing distance are searched: no floor, no parity of a quotient.
fn round_by_search(value: &Rational, rounding: Rounding) -> i64 {
    let distance = |n: i64| (value.clone() - n).abs();
    let candidates: Vec<i64> = (-60..=60).filter(|n| distance(*n) < 1).collect();
    let nearest = candidates.iter().map(|n| distance(*n)).min().unwrap();
    let nearest: Vec<i64> = candidates
        .iter()
        .copied()
        .filter(|n| distance(*n) == nearest)
        .collect();
    let pick = |best: fn(&i64) -> i64| nearest.iter().copied().max_by_key(best).unwrap();
    match rounding {
        Rounding::HalfEven => pick(|n| i64::from(n % 2 == 0)),
        Rounding::HalfAway => pick(|n| n.abs()),
        Rounding::HalfUp => pick(|n| *n),
        Rounding::ToZero => candidates.into_iter().min_by_key(|n| n.abs()).unwrap(),
        Rounding::Floor => candidates
            .into_iter()
            .filter(|n| *n <= *value)
            .max()
            .unwrap(),
        Rounding::Stochastic => unreachable!(),
    }
}

fn grid_of_points() -> Vec<Rational> {
    (-120..=120)
        .map(|n| Rational::from((n, 8)))
        .chain((-50..=50).map(|n| Rational::from((n, 7))))
        .collect()
}

#[test]
fn roundings_agree_with_a_search() {
    for value in grid_of_points() {
        for rounding in Rounding::ALL
            .iter()
            .copied()
            .filter(|r| *r != Rounding::Stochastic)
        {
            let found = round_to_integer(&value, rounding, None).unwrap();
            assert_eq!(
                found,
                round_by_search(&value, rounding),
                "{rounding} {value}"
            );
        }
    }
}

/// Over all draws k/n, a number of which n times the fraction is an integer is rounded up as often as its fraction says.
#[test]
fn stochastic_rounding_is_unbiased() {
    for value in grid_of_points() {
        let mut sum = Integer::new();
        for k in 0..56 {
            sum += round_to_integer(&value, Rounding::Stochastic, Some(&Rational::from((k, 56))))
                .unwrap();
        }
        assert_eq!(Rational::from((sum, 56)), value);
    }
    assert_eq!(
        round_to_integer(&r("1/2"), Rounding::Stochastic, None),
        Err(PointwiseError::DrawNeeded)
    );
    assert!(round_to_integer(&r("1/2"), Rounding::Stochastic, Some(&r("1"))).is_err());
    assert!(round_to_integer(&r("1/2"), Rounding::Stochastic, Some(&r("-1/9"))).is_err());
}

/// The operation as nested functions of a number and its derivative by `x`, by the scale and by the zero point: forward
/// mode, with derivative 1 for `round` and the weight for `clamp`.
#[derive(Clone)]
struct Dual {
    value: Rational,
    by: [Rational; 3],
}

impl Dual {
    fn constant(value: Rational) -> Self {
        Dual {
            value,
            by: [Rational::new(), Rational::new(), Rational::new()],
        }
    }
    fn variable(value: Rational, index: usize) -> Self {
        let mut dual = Dual::constant(value);
        dual.by[index] = Rational::from(1);
        dual
    }
    fn add(&self, other: &Dual, sign: i32) -> Dual {
        let sign = Rational::from(sign);
        let by = [0, 1, 2].map(|i| self.by[i].clone() + sign.clone() * &other.by[i]);
        Dual {
            value: self.value.clone() + sign * &other.value,
            by,
        }
    }
    fn multiply(&self, other: &Dual) -> Dual {
        let by = [0, 1, 2]
            .map(|i| self.by[i].clone() * &other.value + self.value.clone() * &other.by[i]);
        Dual {
            value: self.value.clone() * &other.value,
            by,
        }
    }
    fn reciprocal(&self) -> Dual {
        let square = self.value.clone() * &self.value;
        Dual {
            value: self.value.clone().recip(),
            by: [0, 1, 2].map(|i| -(self.by[i].clone() / &square)),
        }
    }
    fn round(&self, rounding: Rounding) -> Dual {
        Dual {
            value: Rational::from(round_by_search(&self.value, rounding)),
            by: self.by.clone(),
        }
    }
    fn clamp(&self, qmin: i64, qmax: i64, bound: Bound) -> Dual {
        let (value, weight) = if self.value < qmin {
            (Rational::from(qmin), [0, 0, 0, 0, 2])
        } else if self.value == qmin {
            (Rational::from(qmin), [2, 0, 1, 2, 2])
        } else if self.value < qmax {
            (self.value.clone(), [2, 2, 2, 2, 2])
        } else if self.value == qmax {
            (Rational::from(qmax), [2, 0, 1, 0, 2])
        } else {
            (Rational::from(qmax), [0, 0, 0, 0, 2])
        };
        let column = [
            Bound::Closed,
            Bound::Open,
            Bound::Half,
            Bound::LeftClosed,
            Bound::Identity,
        ];
        let column = column.iter().position(|b| *b == bound).unwrap();
        let weight = Rational::from((weight[column], 2));
        Dual {
            value,
            by: [0, 1, 2].map(|i| self.by[i].clone() * &weight),
        }
    }
}

fn by_chain_rule(c: &FakeQuantConvention, grid: &AffineGrid, value: &Rational) -> Dual {
    let (x, s, z) = (
        Dual::variable(value.clone(), 0),
        Dual::variable(grid.scale().clone(), 1),
        Dual::variable(grid.zero_point().clone(), 2),
    );
    let t = x.multiply(&s.reciprocal());
    let clamp = |dual: Dual| dual.clamp(grid.qmin(), grid.qmax(), c.bound);
    let q = match (c.order, c.zero_point_rounding) {
        (Order::RoundClamp, ZeroPointRounding::After) => clamp(t.add(&z, 1).round(c.round)),
        (Order::RoundClamp, ZeroPointRounding::Before) => clamp(t.round(c.round).add(&z, 1)),
        (Order::ClampRound, ZeroPointRounding::After) => clamp(t.add(&z, 1)).round(c.round),
        (Order::ClampRound, ZeroPointRounding::Before) => {
            clamp(t.add(&z, 1)).add(&z, -1).round(c.round).add(&z, 1)
        }
    };
    s.multiply(&q.add(&z, -1))
}

#[test]
fn fake_quantisation_agrees_with_the_chain_rule() {
    let grids = [
        AffineGrid::symmetric(r("1"), 4, false).unwrap(),
        AffineGrid::symmetric(r("3/4"), 3, true).unwrap(),
        AffineGrid::asymmetric(r("1/2"), r("3"), 3).unwrap(),
        AffineGrid::asymmetric(r("5/7"), r("7/2"), 3).unwrap(),
        AffineGrid::new(r("2"), r("-1/3"), -1, 2).unwrap(),
    ];
    let points: Vec<Rational> = (-44..=44)
        .map(|n| Rational::from((n, 4)))
        .chain([r("22/7"), r("-5/3")])
        .collect();
    let dy = r("-3/2");
    let mut checked = 0;
    for convention in FakeQuantConvention::all() {
        let other = convention.compare_dtype != CompareDtype::Input
            || convention.scale_gradient != ScaleGradient::Plain
            || convention.nan != NanPolicy::Zero
            || convention.round == Rounding::Stochastic;
        if other {
            continue;
        }
        for grid in &grids {
            let quantiser = FakeQuant::new(grid.clone(), convention);
            for point in &points {
                let expected = by_chain_rule(&convention, grid, point);
                let (input, upstream) = (
                    Extended::Finite(point.clone()),
                    Extended::Finite(dy.clone()),
                );
                let found = [
                    quantiser.forward(&input),
                    quantiser.dx(&input, &upstream),
                    quantiser.dscale_unscaled(&input, &upstream),
                    quantiser.dzero_unscaled(&input, &upstream),
                ];
                let [by_x, by_s, by_z] = expected.by.map(|by| by * &dy);
                for (found, expected) in found.into_iter().zip([expected.value, by_x, by_s, by_z]) {
                    assert_eq!(
                        found.unwrap(),
                        Extended::Finite(expected),
                        "{convention} at {point} on {grid:?}"
                    );
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 5 * 2 * 5 * 2 * 2 * grids.len() * points.len() * 4);
}

fn closed() -> FakeQuantConvention {
    FakeQuantConvention::of(Rounding::HalfEven, Order::RoundClamp, Bound::Closed)
}

#[test]
fn special_inputs_of_a_fake_quantiser() {
    let grid = AffineGrid::asymmetric(r("1/2"), r("3"), 3).unwrap();
    let one = x("1");
    let check = |c: FakeQuantConvention, input: &str, dy: &str, expected: [&str; 4]| {
        let q = FakeQuant::new(grid.clone(), c);
        let (input, dy) = (x(input), x(dy));
        let found = [
            q.forward(&input).unwrap(),
            q.dx(&input, &dy).unwrap(),
            q.dscale_unscaled(&input, &dy).unwrap(),
            q.dzero_unscaled(&input, &dy).unwrap(),
        ];
        assert_eq!(found, expected.map(x), "{c} {input} {dy}");
    };
    check(closed(), "inf", "1", ["2", "0", "4", "-1/2"]);
    check(closed(), "-inf", "1", ["-3/2", "0", "-3", "-1/2"]);
    check(closed(), "-0", "1", ["0", "1", "0", "0"]);
    check(closed(), "0", "inf", ["0", "inf", "nan", "0"]);
    check(closed(), "9", "nan", ["2", "0", "nan", "nan"]);
    let identity = FakeQuantConvention {
        bound: Bound::Identity,
        ..closed()
    };
    check(identity, "inf", "1", ["2", "1", "-inf", "0"]);
    check(identity, "100", "1", ["2", "1", "-196", "0"]);
    let none = FakeQuantConvention {
        scale_gradient: ScaleGradient::None,
        ..closed()
    };
    check(none, "nan", "1", ["nan", "0", "0", "0"]);
    check(closed(), "nan", "1", ["nan", "0", "nan", "-1/2"]);
    check(
        FakeQuantConvention {
            nan: NanPolicy::Pass,
            ..closed()
        },
        "nan",
        "2",
        ["nan", "2", "nan", "0"],
    );
    check(
        FakeQuantConvention {
            nan: NanPolicy::Propagate,
            ..closed()
        },
        "nan",
        "2",
        ["nan", "nan", "nan", "nan"],
    );
    let stochastic = FakeQuantConvention {
        round: Rounding::Stochastic,
        ..closed()
    };
    let q = FakeQuant::new(grid, stochastic);
    assert_eq!(
        q.forward(&one.times(&x("1/8"))),
        Err(PointwiseError::DrawNeeded)
    );
    assert_eq!(
        q.clone().with_draw(r("3/4")).forward(&x("1/8")),
        Ok(x("1/2"))
    );
    assert_eq!(q.with_draw(r("74/100")).forward(&x("1/8")), Ok(x("0")));
}

/// At half-integers z + round(t) and round(t + z) differ for an odd zero point and ties to even.
#[test]
fn an_odd_zero_point_shows_when_it_is_added() {
    let grid = AffineGrid::asymmetric(r("1"), r("3"), 4).unwrap();
    let value = |rounding| {
        let c = FakeQuantConvention {
            zero_point_rounding: rounding,
            ..closed()
        };
        FakeQuant::new(grid.clone(), c).forward(&x("1/2")).unwrap()
    };
    assert_eq!(value(ZeroPointRounding::Before), x("0"));
    assert_eq!(value(ZeroPointRounding::After), x("1"));
}

/// In bf16, 255.5 is no number: the level 255 + 1/2 becomes 256 and leaves the grid, in f32 it stays.
#[test]
fn a_mask_compared_in_a_short_format_differs() {
    let grid = AffineGrid::new(r("1"), r("0"), 0, 255).unwrap();
    let c = FakeQuantConvention {
        round: Rounding::Floor,
        ..closed()
    };
    let gradient = |compare_dtype, dtype: Option<Dtype>| {
        let q = FakeQuant::new(grid.clone(), FakeQuantConvention { compare_dtype, ..c });
        let q = match dtype {
            Some(dtype) => q.with_input_dtype(dtype),
            None => q,
        };
        q.dx(&x("511/2"), &x("1")).unwrap()
    };
    assert_eq!(gradient(CompareDtype::Input, Some(Dtype::Bf16)), x("0"));
    assert_eq!(gradient(CompareDtype::F32, Some(Dtype::Bf16)), x("1"));
    assert_eq!(gradient(CompareDtype::Input, Some(Dtype::F16)), x("1"));
    assert_eq!(gradient(CompareDtype::F32, None), x("1"));
    // An overflowing quotient is outside.
    let tiny = AffineGrid::new(r("1/1024"), r("0"), 0, 255).unwrap();
    let q = FakeQuant::new(tiny, c).with_input_dtype(Dtype::F16);
    assert_eq!(q.forward(&x("65504")).unwrap(), x("255/1024"));
}

#[test]
fn the_scale_gradient_has_the_factor_of_learned_step_size() {
    let lsq = FakeQuantConvention {
        scale_gradient: ScaleGradient::Lsq,
        ..closed()
    };
    let q = FakeQuant::new(AffineGrid::symmetric(r("1"), 4, false).unwrap(), lsq);
    // 7 * 28 = 14^2.
    assert_eq!(
        q.dscale(&x("100"), &x("2"), 28, 64).unwrap().exact(),
        Some(&x("1"))
    );
    let ball = q.dscale(&x("100"), &x("2"), 3, 100).unwrap();
    let square = ball.ball(100).unwrap().square();
    assert!(square.contains_rational(&r("196/21")) && ball.exact().is_none());
    assert!(square.relative_accuracy_bits() > 90);
    assert_eq!(
        q.dscale(&x("1"), &x("1"), 3, 64).unwrap().exact(),
        Some(&x("0"))
    );
    assert_eq!(
        q.dzero(&x("100"), &x("1"), 28, 64).unwrap().exact(),
        Some(&x("-1/14"))
    );
    assert!(q.dscale(&x("1"), &x("1"), 0, 64).is_err());
    let flat = AffineGrid::new(r("1"), r("0"), -4, 0).unwrap();
    assert!(
        FakeQuant::new(flat, lsq)
            .dscale(&x("1"), &x("1"), 1, 64)
            .is_err()
    );
}

#[test]
fn wrong_grids_are_refused() {
    let refused = |grid: Result<AffineGrid, PointwiseError>, text: &str| {
        let error = grid.unwrap_err().to_string();
        assert!(error.contains(text), "{error}");
    };
    refused(
        AffineGrid::new(r("0"), r("0"), 0, 1),
        "scale must be positive, found 0",
    );
    refused(
        AffineGrid::new(r("1"), r("0"), 1, 1),
        "qmax must be greater than qmin, found 1",
    );
    refused(
        AffineGrid::symmetric(r("1"), 1, false),
        "bits must be between 2 and 32, found 1",
    );
    refused(
        AffineGrid::asymmetric(r("1"), r("0"), 33),
        "bits must be between 1 and 32, found 33",
    );
    assert_eq!(AffineGrid::symmetric(r("1"), 8, true).unwrap().qmin(), -127);
    assert_eq!(
        AffineGrid::asymmetric(r("1"), r("0"), 8).unwrap().qmax(),
        255
    );
}

/// A tensor of shape (2, 3, 4): channels along the middle axis, groups of 4.
#[test]
fn entries_find_their_parameters() {
    let channel = Granularity::Channel {
        channels: 3,
        inner: 4,
    };
    let group = Granularity::Group { size: 4 };
    for a in 0..2 {
        for b in 0..3 {
            for c in 0..4 {
                let index = (a * 3 + b) * 4 + c;
                assert_eq!(channel.parameter(index), Some(b));
                assert_eq!(group.parameter(index), Some(a * 3 + b));
                assert_eq!(Granularity::Tensor.parameter(index), Some(0));
            }
        }
    }
    assert_eq!(
        [channel, group, Granularity::Tensor].map(|g| g.parameters(24)),
        [Some(3), Some(6), Some(1)]
    );
    assert_eq!([channel, group].map(|g| g.parameters(26)), [None, None]);
    assert_eq!(
        [channel, group, Granularity::Tensor].map(|g| g.sharers(24)),
        [Some(8), Some(4), Some(24)]
    );
    let ones: Vec<Extended> = (0..24).map(|n| Extended::from(i64::from(n))).collect();
    // 0..4 and 12..16; 4..8 and 16..20; 8..12 and 20..24.
    assert_eq!(channel.sums(&ones).unwrap(), ["60", "92", "124"].map(x));
    assert_eq!(
        group.sums(&ones).unwrap(),
        ["6", "22", "38", "54", "70", "86"].map(x)
    );
    assert_eq!(Granularity::Tensor.sums(&ones).unwrap(), [x("276")]);
    assert_eq!(
        channel.sums(&ones[1..]),
        Err(PointwiseError::Shape {
            field: "contributions",
            found: 23,
            expected: 12
        })
    );
    assert_eq!(Granularity::Group { size: 0 }.parameter(1), None);
    assert_eq!(
        Granularity::Channel {
            channels: 0,
            inner: 1
        }
        .parameters(1),
        None
    );
}

#[test]
fn clipping_answers_its_input_inside() {
    let clip = Clip::new(r("-1"), r("1")).unwrap();
    let found =
        ["-inf", "-2", "-1", "-0", "0", "1/3", "1", "7", "inf", "nan"].map(|t| clip.forward(&x(t)));
    assert_eq!(
        found,
        ["-1", "-1", "-1", "-0", "0", "1/3", "1", "1", "1", "nan"].map(x)
    );
    assert!(Clip::new(r("1"), r("1")).is_err());
    // Gradients: the identity passes everything but a NaN input that its policy stops, and a zero weight stops NaN.
    let identity = |nan| ClipConvention {
        bound: Bound::Identity,
        nan,
        mask: Mask::Selects,
    };
    assert_eq!(
        clip.dx(&identity(NanPolicy::Pass), &x("inf"), &x("-5")),
        x("-5")
    );
    assert_eq!(
        clip.dx(&identity(NanPolicy::Zero), &x("nan"), &x("-5")),
        x("0")
    );
    assert_eq!(
        clip.dx(&identity(NanPolicy::Propagate), &x("nan"), &x("-5")),
        x("nan")
    );
    assert_eq!(
        clip.dx(&KNOWN_CLIPS[0].convention, &x("5"), &x("nan")),
        x("0")
    );
    // A bound at zero is met by both zeros.
    let relu = Clip::new(r("0"), r("1")).unwrap();
    let left = ClipConvention {
        bound: Bound::LeftClosed,
        nan: NanPolicy::Zero,
        mask: Mask::Selects,
    };
    assert_eq!(
        ["-0", "0", "1"].map(|t| relu.dx(&left, &x(t), &x("1"))),
        ["1", "1", "0"].map(x)
    );
    assert_eq!(relu.forward(&x("-0")), x("-0"));
}

/// Under a weight of zero, and at NaN where it counts as outside, a mask that multiplies answers `0 * dy`; everywhere
/// else, and for every finite upstream gradient, the two masks are one.
#[test]
fn masks_differ_under_a_weight_of_zero_for_upstream_gradients_that_are_no_numbers() {
    let points = ["-inf", "-2", "-1", "0", "1", "7", "inf", "nan"];
    let upstream = ["1", "-5/2", "0", "-0", "inf", "-inf", "nan"];
    let clip = Clip::new(r("-1"), r("1")).unwrap();
    let grid = AffineGrid::new(r("1"), r("0"), -1, 1).unwrap();
    let (mut apart, mut together) = (0, 0);
    for bound in Bound::ALL {
        for nan in NanPolicy::ALL {
            let clips = [Mask::Selects, Mask::Multiplies].map(|mask| ClipConvention {
                bound: *bound,
                nan: *nan,
                mask,
            });
            let quantisers = clips.map(|of| FakeQuantConvention {
                bound: of.bound,
                nan: of.nan,
                mask: of.mask,
                ..closed()
            });
            let quantisers = quantisers.map(|of| FakeQuant::new(grid.clone(), of));
            for point in points.map(x) {
                let inside = clip.dx(&clips[0], &point, &x("1"));
                for dy in upstream.map(x) {
                    let found = clips.map(|of| clip.dx(&of, &point, &dy));
                    // Every point is a level, so that clipping and quantising have one mask.
                    let quantised = quantisers.each_ref().map(|q| q.dx(&point, &dy).unwrap());
                    assert_eq!(found, quantised, "{} at {point}", clips[0]);
                    if inside.is_zero() && dy.rational().is_none() {
                        assert_eq!(found, ["0", "nan"].map(x), "{} at {point}", clips[0]);
                        apart += 1;
                    } else {
                        assert_eq!(found[0], found[1], "{} at {point}", clips[0]);
                        together += 1;
                    }
                    // The axis is about dx alone.
                    let [one, other] = quantisers.each_ref().map(|q| {
                        [
                            q.dscale_unscaled(&point, &dy).unwrap(),
                            q.dzero_unscaled(&point, &dy).unwrap(),
                        ]
                    });
                    assert_eq!(one, other, "{} at {point}", clips[0]);
                }
            }
        }
    }
    // Four points outside under each mask that masks, more at the bounds: 0, 2, 0 and 1 of them; and NaN under `zero`.
    assert_eq!(apart, 3 * (3 * (4 * 4 + 2 + 1) + 5));
    assert_eq!(together, 5 * 3 * 8 * 7 - apart);
}

#[test]
fn signs_steps_and_ternary_levels() {
    let points = [
        "-inf", "-1/2", "-1/3", "-0", "0", "1/3", "1/2", "inf", "nan",
    ];
    let check = |text: &str, expected: [&str; 9]| {
        let found = points.map(|point| match text.parse::<Convention>().unwrap() {
            Convention::Sign(c) => sign(&c, &x(point)),
            Convention::Heaviside(c) => heaviside(&c, &x(point)),
            Convention::Ternary(c) => ternary(&c, &r("1/2"), &x(point)).unwrap(),
            other => unreachable!("{other}"),
        });
        assert_eq!(found, expected.map(x), "{text}");
    };
    check(
        "sign sign0=zero nan=propagate",
        ["-1", "-1", "-1", "0", "0", "1", "1", "1", "nan"],
    );
    check(
        "sign sign0=plus_one nan=pass",
        ["-1", "-1", "-1", "1", "1", "1", "1", "1", "-1"],
    );
    check(
        "sign sign0=minus_one nan=zero",
        ["-1", "-1", "-1", "-1", "-1", "1", "1", "1", "0"],
    );
    check(
        "heaviside heaviside0=zero nan=pass",
        ["0", "0", "0", "0", "0", "1", "1", "1", "0"],
    );
    check(
        "heaviside heaviside0=one nan=propagate",
        ["0", "0", "0", "1", "1", "1", "1", "1", "nan"],
    );
    check(
        "heaviside heaviside0=half nan=zero",
        ["0", "0", "0", "1/2", "1/2", "1", "1", "1", "0"],
    );
    check(
        "ternary ternary_tie=in nan=propagate",
        ["-1", "-1", "0", "0", "0", "0", "1", "1", "nan"],
    );
    check(
        "ternary ternary_tie=out nan=zero",
        ["-1", "0", "0", "0", "0", "0", "0", "1", "0"],
    );
    let tie = TernaryConvention {
        tie: TernaryTie::In,
        nan: NanPolicy::Zero,
    };
    assert_eq!(ternary(&tie, &r("0"), &x("-0")).unwrap(), x("0"));
    assert!(ternary(&tie, &r("-1"), &x("0")).is_err());
}

/// The cases of stochastic rounding have the frequencies of equally spaced draws, for values and gradients alike.
#[test]
fn draws_have_their_probabilities() {
    const DRAWS: i64 = 840;
    let mut two_cases = 0;
    for convention in FakeQuantConvention::all() {
        let fixed = FakeQuantConvention {
            nan: NanPolicy::Zero,
            scale_gradient: ScaleGradient::Plain,
            compare_dtype: CompareDtype::Input,
            round: Rounding::Stochastic,
            mask: Mask::Selects,
            ..convention
        };
        if fixed != convention || convention.bound == Bound::Half {
            continue;
        }
        let grid = AffineGrid::new(r("3/2"), r("1/2"), -2, 3).unwrap();
        let quantiser = FakeQuant::new(grid, convention);
        for point in [
            "-9", "-9/2", "-15/4", "-1/5", "0", "1/4", "3/4", "15/4", "33/8", "9",
        ] {
            let answers = |draw: &Rational| {
                let q = quantiser.clone().with_draw(draw.clone());
                let (input, dy) = (x(point), x("1"));
                [
                    q.forward(&input),
                    q.dx(&input, &dy),
                    q.dscale_unscaled(&input, &dy),
                    q.dzero_unscaled(&input, &dy),
                ]
                .map(|answer| answer.unwrap().rational().unwrap())
            };
            let mut sampled = [(); 4].map(|()| Rational::new());
            for k in 0..DRAWS {
                let found = answers(&Rational::from((k, DRAWS)));
                sampled =
                    [0, 1, 2, 3].map(|i| sampled[i].clone() + &found[i] / Rational::from(DRAWS));
            }
            let cases = quantiser.draws(&x(point));
            two_cases += usize::from(cases.len() == 2);
            let mut exact = [(); 4].map(|()| Rational::new());
            for (probability, draw) in &cases {
                let found = answers(draw);
                exact = [0, 1, 2, 3].map(|i| exact[i].clone() + found[i].clone() * probability);
            }
            assert_eq!(exact, sampled, "{convention} at {point}");
        }
    }
    assert!(two_cases > 50, "{two_cases}");
    let stochastic = FakeQuantConvention {
        round: Rounding::Stochastic,
        ..closed()
    };
    let stochastic = FakeQuant::new(AffineGrid::symmetric(r("1"), 4, false).unwrap(), stochastic);
    for whole in ["-inf", "nan", "-3", "-0"] {
        assert_eq!(stochastic.draws(&x(whole)).len(), 1);
    }
    assert_eq!(
        stochastic.draws(&x("-4/3")),
        [(r("1/3"), r("0")), (r("2/3"), r("1/3"))]
    );
    let nearest = FakeQuant::new(AffineGrid::symmetric(r("1"), 4, false).unwrap(), closed());
    assert_eq!(nearest.draws(&x("1/3")), [(r("1"), r("0"))]);
}
