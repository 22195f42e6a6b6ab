//! Surrogate slopes beside naive formulas in `f64`, exact values, limits, peaks and areas.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers outside #[test] functions; a broken fixture must stop the test"
)]

use std::f64::consts::PI;

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::*;

fn x(text: &str) -> Extended {
    text.parse().unwrap()
}

fn slope(surrogate: &str, at: &str) -> Outcome {
    surrogate
        .parse::<Surrogate>()
        .unwrap()
        .slope(&x(at), 64)
        .unwrap()
}

fn number(outcome: &Outcome) -> f64 {
    outcome.ball(64).map_or(f64::NAN, |ball| ball.to_f64())
}

fn step(on: bool) -> f64 {
    f64::from(u8::from(on))
}

/// The slopes as the code of the libraries writes them, in `f64`; parameters in the order of the text.
fn naive(name: &str, p: &[f64], x: f64) -> f64 {
    let a = x.abs();
    let logistic = |y: f64| 1.0 / (1.0 + (-y).exp());
    let sech2 = |y: f64| 1.0 - y.tanh() * y.tanh();
    let reste = |inner: f64| match a {
        a if a <= p[1] => inner,
        a if a <= p[2] => a.powf((1.0 - p[0]) / p[0]) / p[0],
        _ => 0.0,
    };
    let k = |t: f64| (1.0 / t).max(1.0);
    match name {
        "identity" => 1.0,
        "relu" => step(x > 0.0),
        "leaky_k_relu" => {
            if x >= 0.0 {
                p[1]
            } else {
                p[0]
            }
        }
        "clipped_relu" => step(x > 0.0 && x < p[0]),
        "clipped_relu_right_closed" => step(x > 0.0 && x <= p[0]),
        "clipped_relu_closed" => step(x >= 0.0 && x <= p[0]),
        "reverse_exponential" => {
            if x > 0.0 {
                (-x / p[0]).exp()
            } else {
                0.0
            }
        }
        "log_tailed_relu" => {
            if x <= 0.0 {
                0.0
            } else if x <= p[0] {
                1.0
            } else {
                1.0 / (x - p[0] + 1.0)
            }
        }
        "leaky_log_tailed_relu" => {
            if x <= 0.0 {
                p[0]
            } else if x <= 1.0 {
                1.0
            } else {
                1.0 / x
            }
        }
        "hard_tanh" => step(a <= p[0]),
        "hard_tanh_open" => step(a < p[0]),
        "approx_sign" => step(a <= 1.0) * (2.0 - 2.0 * a),
        "swish_sign" => {
            let b = p[0];
            b * (2.0 - b * x * (b * x / 2.0).tanh()) / (1.0 + (b * x).cosh())
        }
        "ede" => k(p[0]) * p[0] * sech2(p[0] * x),
        "rbnn" => (k(p[0]) * (2f64.sqrt() * p[0] - p[0] * p[0] * a)).max(0.0),
        "fda" => {
            let terms: f64 = (0..=p[1] as i32)
                .map(|i| (f64::from(2 * i + 1) * p[0] * x).cos())
                .sum();
            step(a <= 1.0) * 4.0 * p[0] / PI * terms
        }
        "reste" => reste(p[1].powf(1.0 / p[0]) / p[1]),
        "reste_tangent" => reste(p[1].powf((1.0 - p[0]) / p[0]) / p[0]),
        "dsq" => {
            let (alpha, delta, lower, cells) = (p[0], p[1], p[2], p[3]);
            if x < lower || x > lower + cells * delta {
                return 0.0;
            }
            let cell = ((x - lower) / delta).floor().min(cells - 1.0);
            let kk = (2.0 / alpha - 1.0).ln() / delta;
            let s = 1.0 / (kk * delta / 2.0).tanh();
            delta / 2.0 * s * kk * sech2(kk * (x - lower - (cell + 0.5) * delta))
        }
        "sigmoid" => p[0] * logistic(p[0] * x) * logistic(-p[0] * x),
        "sech_squared" => sech2(p[0] * x),
        "tanh_documented" => p[0] / 2.0 * sech2(p[0] * x),
        "gaussian" => p[0] / PI.sqrt() * (-(x * p[0]).powi(2)).exp(),
        "erfc_unscaled" => 2.0 * (-p[0].powi(2) * x * x).exp() / PI.sqrt(),
        "triangular" => p[0] * (1.0 - a).max(0.0),
        "piecewise_quadratic" => p[0] * (1.0 - p[0] * a).max(0.0),
        "snn_triangular" => {
            if x >= 0.0 {
                -p[0]
            } else {
                p[0]
            }
        }
        "rectangular" => p[0] * step(a < 0.5 / p[0]),
        "arctan" => p[0] / 2.0 / (1.0 + (PI / 2.0 * p[0] * x).powi(2)),
        "arctan_documented" => 1.0 / PI / (1.0 + (PI * x * p[0] / 2.0).powi(2)),
        "fast_sigmoid" => (p[0] * a + 1.0).powi(-2),
        "soft_sign" => p[0] / (2.0 * (1.0 + (p[0] * x).abs()).powi(2)),
        "super_spike" => p[0] / (1.0 + a).powi(2),
        "super_spike_ignoring_alpha" => 1.0 / (1.0 + a).powi(2),
        "sparse_fast_sigmoid" => step(x > p[1]) / (p[0] * a + 1.0).powi(2),
        "piecewise_exp" => p[0] / 2.0 * (-p[0] * a).exp(),
        "spike_rate_escape" => p[1] * (-p[0] * (x - 1.0).abs()).exp(),
        "piecewise_leaky_relu" => {
            if a < p[0] {
                1.0 / (2.0 * p[0])
            } else {
                p[1]
            }
        }
        "piecewise_leaky_relu_documented" => {
            if a <= p[0] {
                1.0 / (2.0 * p[0])
            } else {
                p[1]
            }
        }
        "piecewise_leaky_relu_cuda" => {
            if p[0] >= a {
                1.0 / p[0]
            } else {
                p[1]
            }
        }
        "circ" => {
            let r = p[0] * p[0] + x * x;
            (-(x * x / (2.0 * r.powf(1.5))) + 1.0 / (2.0 * r.sqrt())) * 2.0 * p[0]
        }
        "circ_documented" => {
            let r = p[0] * p[0] + x * x;
            -(x * x / (2.0 * r.powf(1.5))) + 1.0 / (2.0 * r.sqrt())
        }
        "s2nn" => {
            if x < 0.0 {
                p[0] * logistic(p[0] * x) * logistic(-p[0] * x)
            } else {
                p[1] / (x + 1.0)
            }
        }
        "q_pseudo_spike" => (1.0 + 2.0 * a / (p[0] - 1.0)).powf(-p[0]),
        "nonzero_sign_log_abs" => 1.0 / (1.0 / p[0] + a),
        "fake_numerical_gradient" => (1.0 / a).min(p[0]),
        "square_wave" => {
            let w = PI * 2.0 / p[1];
            (1..p[0] as i32)
                .map(|i| ((2.0 * f64::from(i) - 1.0) * w * x).cos())
                .sum::<f64>()
                * 4.0
                / p[1]
        }
        other => panic!("no naive formula of {other}"),
    }
}

/// The catalogue at its defaults and at other parameters.
fn instances() -> Vec<Surrogate> {
    let others = [
        "leaky_k_relu:leak=-1/8,k=2",
        "clipped_relu:q=3",
        "clipped_relu_right_closed:q=3/4",
        "clipped_relu_closed:q=3",
        "reverse_exponential:q=3",
        "log_tailed_relu:q=3/2",
        "leaky_log_tailed_relu:alpha=1/4",
        "hard_tanh:c=3/4",
        "hard_tanh_open:c=3/4",
        "swish_sign:beta=1/2",
        "ede:t=3",
        "ede:t=1",
        "rbnn:t=2",
        "rbnn:t=1",
        "fda:omega=2,n=3",
        "fda:omega=20,n=30",
        "reste:o=1",
        "reste:o=2",
        "reste:o=5/2,m=1/4,t=2",
        "reste_tangent:o=2,m=1/2,t=1",
        "dsq:alpha=1/10,delta=1/2,lower=-1,cells=4",
        "sigmoid:alpha=25",
        "sech_squared:k=5",
        "tanh_documented:k=5",
        "gaussian:alpha=1/3",
        "erfc_unscaled:k=3",
        "triangular:gamma=2",
        "piecewise_quadratic:alpha=2",
        "snn_triangular:theta=1/2",
        "rectangular:alpha=1/4",
        "arctan:alpha=5",
        "arctan_documented:alpha=5",
        "fast_sigmoid:k=1",
        "soft_sign:alpha=1/2",
        "super_spike:alpha=3",
        "super_spike_ignoring_alpha:alpha=1",
        "sparse_fast_sigmoid:k=2,b=1/2",
        "piecewise_exp:alpha=3",
        "spike_rate_escape:beta=2,k=3",
        "piecewise_leaky_relu:w=1/2,c=0",
        "piecewise_leaky_relu_documented:w=1/2,c=0",
        "piecewise_leaky_relu_cuda:w=1/2,c=0",
        "circ:alpha=2",
        "circ_documented:alpha=2",
        "s2nn:alpha=2,beta=1/2",
        "q_pseudo_spike:alpha=3/2",
        "q_pseudo_spike:alpha=5",
        "nonzero_sign_log_abs:alpha=3",
        "fake_numerical_gradient:alpha=2",
        "square_wave:n=5,period=3",
        "square_wave:n=1",
    ];
    let mut all = Surrogate::catalogue();
    all.extend(others.map(|text| text.parse().unwrap()));
    all
}

/// Numbers that `f64` holds, with the ends of most windows among them.
fn points() -> Vec<f64> {
    (-40..=40)
        .map(|n| f64::from(n) / 16.0)
        .chain([-7.25, -1.0 / 1024.0, 1.0 / 1024.0, 4.0, 11.5])
        .collect()
}

#[test]
fn slopes_agree_with_naive_formulas() {
    let mut checked = 0;
    for surrogate in instances() {
        let p: Vec<f64> = surrogate
            .parameters()
            .iter()
            .map(|(_, value)| value.to_f64())
            .collect();
        for point in points() {
            let expected = naive(surrogate.name(), &p, point);
            let exact = Extended::Finite(Rational::from_f64(point).unwrap());
            let outcome = surrogate.slope(&exact, 64).unwrap();
            let found = number(&outcome);
            // The naive formulas lose up to a hundred units in the last place of the greatest term.
            let bound = 1e-13 * (1.0 + expected.abs() + p.first().map_or(0.0, |p| p.abs()));
            assert!(
                (found - expected).abs() <= bound,
                "{surrogate} at {point}: {found}, naively {expected}"
            );
            checked += 1;
        }
    }
    assert_eq!(checked, instances().len() * points().len());
}

#[test]
fn more_bits_give_smaller_balls_of_the_same_number() {
    let mut enclosed = 0;
    for surrogate in instances() {
        for point in [
            "-5/3",
            "-1/7",
            "1/1000000",
            "1/3",
            "1/2",
            "1",
            "10/7",
            "100",
        ] {
            let coarse = surrogate.slope(&x(point), 40).unwrap();
            let fine = surrogate.slope(&x(point), 300).unwrap();
            match (&coarse, &fine) {
                (Outcome::Exact(coarse), Outcome::Exact(fine)) => assert_eq!(coarse, fine),
                (Outcome::Enclosed(coarse), Outcome::Enclosed(fine)) => {
                    assert!(coarse.overlaps(fine), "{surrogate} at {point}");
                    assert!(
                        coarse.relative_accuracy_bits() >= 38,
                        "{surrogate} at {point}"
                    );
                    assert!(
                        fine.relative_accuracy_bits() >= 298,
                        "{surrogate} at {point}"
                    );
                    enclosed += 1;
                }
                _ => panic!("{surrogate} at {point} is exact at one precision only"),
            }
        }
    }
    assert!(enclosed > 150, "{enclosed}");
}

#[test]
fn rational_values_are_exact() {
    for (surrogate, at, value) in [
        ("approx_sign", "1/3", "4/3"),
        ("approx_sign", "1", "0"),
        ("sigmoid", "-0", "1"),
        ("sech_squared:k=100", "0", "1"),
        ("tanh_documented:k=100", "0", "50"),
        ("arctan", "0", "1"),
        ("piecewise_exp", "0", "1/2"),
        ("spike_rate_escape", "1", "25"),
        ("swish_sign", "0", "5"),
        ("ede", "0", "1"),
        ("fast_sigmoid", "1", "1/676"),
        ("soft_sign", "1/2", "1/4"),
        ("super_spike_ignoring_alpha", "1", "1/4"),
        ("nonzero_sign_log_abs", "-3", "1/4"),
        ("q_pseudo_spike", "1/2", "1/4"),
        ("q_pseudo_spike:alpha=3/2", "3/4", "1/8"),
        ("circ:alpha=3", "4", "27/125"),
        ("circ_documented:alpha=3", "4", "9/250"),
        ("circ", "0", "1"),
        ("reste:o=1", "1/100", "1"),
        ("reste", "1/8", "4/3"),
        ("reste", "1", "1/3"),
        ("reste:m=1/8", "0", "4"),
        ("reste_tangent:m=1/8", "0", "4/3"),
        ("reste", "151/100", "0"),
        ("rbnn:t=1", "3/2", "0"),
        ("fda", "1.0001", "0"),
        ("dsq", "-1.0001", "0"),
        ("s2nn", "0", "1"),
        ("fake_numerical_gradient", "0", "3/10"),
        ("fake_numerical_gradient", "5", "1/5"),
        ("square_wave", "0", "1/2"),
        ("square_wave", "2", "0"),
        ("square_wave", "8/6", "1/4"),
        ("square_wave:n=3,period=1", "1/8", "0"),
        ("square_wave:n=4", "4", "-3/2"),
    ] {
        assert_eq!(
            slope(surrogate, at).exact(),
            Some(&x(value)),
            "{surrogate} at {at}"
        );
    }
}

/// At the ends of a window the entries differ, and nowhere else.
#[test]
fn ends_are_as_written() {
    let ends = ["-1", "0", "1"];
    for (surrogate, values) in [
        ("relu", ["0", "0", "1"]),
        ("leaky_k_relu", ["0", "1", "1"]),
        ("clipped_relu", ["0", "0", "0"]),
        ("clipped_relu_right_closed", ["0", "0", "1"]),
        ("clipped_relu_closed", ["0", "1", "1"]),
        ("hard_tanh", ["1", "1", "1"]),
        ("hard_tanh_open", ["0", "1", "0"]),
        ("rectangular:alpha=1/2", ["0", "1/2", "0"]),
        ("piecewise_leaky_relu", ["1/100", "1/2", "1/100"]),
        ("piecewise_leaky_relu_documented", ["1/2", "1/2", "1/2"]),
        ("piecewise_leaky_relu_cuda", ["1", "1", "1"]),
        ("sparse_fast_sigmoid", ["0", "0", "0"]),
        ("snn_triangular", ["1", "-1", "-1"]),
        ("log_tailed_relu", ["0", "0", "1"]),
    ] {
        let found = ends.map(|at| slope(surrogate, at).exact().cloned().unwrap());
        assert_eq!(found, values.map(x), "{surrogate}");
    }
    // The ends of ReSTE and DSQ belong to the support.
    assert!(number(&slope("reste", "3/2")) > 0.2 && number(&slope("dsq", "-1")) > 0.1);
    let inside = number(&slope("reste", "1/10"));
    assert!((inside - 0.1_f64.powf(-2.0 / 3.0)).abs() < 1e-12);
}

#[test]
fn infinities_have_limits_and_nan_stays() {
    for surrogate in instances() {
        assert_eq!(
            surrogate.slope(&Extended::Nan, 64).unwrap().exact(),
            Some(&Extended::Nan)
        );
        for (infinity, far) in [("inf", "1e40"), ("-inf", "-1e40")] {
            let limit = surrogate.slope(&x(infinity), 64).unwrap();
            let limit = limit.exact().unwrap();
            match limit.rational() {
                Some(limit) => {
                    let near = number(&surrogate.slope(&x(far), 64).unwrap());
                    assert!(
                        (near - limit.to_f64()).abs() < 1e-15,
                        "{surrogate} {infinity}: {near}"
                    );
                }
                None => assert_eq!((surrogate.name(), limit), ("square_wave", &Extended::Nan)),
            }
        }
    }
}

/// Far out, where naive formulas are infinity over infinity, the ball is a tiny positive number.
#[test]
fn tails_do_not_overflow() {
    for (surrogate, at) in [
        ("sigmoid:alpha=25", "-5"),
        ("sigmoid:alpha=25", "-5000"),
        ("swish_sign", "1000"),
        ("gaussian", "1e4"),
    ] {
        let Outcome::Enclosed(ball) = slope(surrogate, at) else {
            panic!("{surrogate}")
        };
        assert!(
            ball.sign().is_some() && ball.relative_accuracy_bits() >= 62,
            "{surrogate} at {at}"
        );
    }
    let beyond_all_exponents = slope("piecewise_exp", "1e5000");
    assert!(beyond_all_exponents.admits(&x("0")) && !beyond_all_exponents.admits(&x("1e-1000")));
}

fn simpson(f: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    // Jumps and waves of the catalogue lie within |u| < 3.
    let steps = if from.abs() < 3.0 { 8000 } else { 200 };
    let h = (to - from) / f64::from(steps);
    (0..=steps)
        .map(|i| {
            let weight = if i == 0 || i == steps {
                1.0
            } else if i % 2 == 1 {
                4.0
            } else {
                2.0
            };
            weight * f(from + h * f64::from(i)) * h / 3.0
        })
        .sum()
}

/// Areas by quadrature of the naive formulas under `x = sinh(u)^3`-like substitutions; jumps cost accuracy.
#[test]
fn areas_and_peaks_agree_with_quadrature() {
    let mut areas = 0;
    for surrogate in instances() {
        let p: Vec<f64> = surrogate
            .parameters()
            .iter()
            .map(|(_, value)| value.to_f64())
            .collect();
        let f = |x: f64| naive(surrogate.name(), &p, x);
        if let Some(area) = surrogate.area(64).unwrap() {
            // x = sinh(u) reaches 1e17 at u = 40, which algebraic tails need; split at zero.
            let g = |u: f64| f(u.sinh()) * u.cosh();
            let cut = |s: f64| {
                (0..80)
                    .map(|i| simpson(g, s * f64::from(i) / 2.0, s * f64::from(i + 1) / 2.0))
                    .sum::<f64>()
                    * s
            };
            let found = cut(1.0) + cut(-1.0);
            let expected = number(&area);
            assert!(
                (found - expected).abs() < 2e-3 * expected,
                "{surrogate}: {found}, {expected}"
            );
            areas += 1;
        }
        if let Some(peak) = surrogate.peak(64).unwrap() {
            // Zero and its neighbours, ends of windows and a fine grid.
            let near = (-6400..=6400).map(|n| f64::from(n) / 1600.0).chain([
                1e-9,
                -1e-9,
                1.0 + 1e-9,
                0.5 + 1e-9,
            ]);
            let found = near.map(f).fold(f64::NEG_INFINITY, f64::max);
            let expected = number(&peak);
            assert!(
                (found - expected).abs() < 1e-3 * expected,
                "{surrogate}: {found}, {expected}"
            );
        }
    }
    assert!(areas > 60, "{areas}");
}

#[test]
fn normalised_slopes_have_peak_or_area_one() {
    let peak = SurrogateConvention {
        norm: SurrogateNorm::UnitPeak,
    };
    let area = SurrogateConvention {
        norm: SurrogateNorm::UnitArea,
    };
    let at = |text: &str, convention: &SurrogateConvention, point: &str| {
        text.parse::<Surrogate>()
            .unwrap()
            .normalised_slope(convention, &x(point), 64)
            .unwrap()
    };
    assert_eq!(at("sigmoid", &peak, "0").unwrap().exact(), Some(&x("1")));
    assert_eq!(
        at("super_spike:alpha=7", &area, "1").unwrap().exact(),
        Some(&x("1/8"))
    );
    assert!(at("relu", &area, "1").is_none());
    assert!(at("square_wave:n=1", &peak, "0").is_none());
    // snnTorch's documented ArcTan differs from the shipped one by a factor only.
    let (left, right) = (
        at("arctan", &area, "1/3").unwrap(),
        at("arctan_documented", &area, "1/3").unwrap(),
    );
    assert!(left.ball(60).unwrap().overlaps(&right.ball(60).unwrap()));
}

#[test]
fn texts_are_read_back_and_wrong_ones_refused() {
    for surrogate in instances() {
        assert_eq!(
            surrogate.to_string().parse::<Surrogate>().unwrap(),
            surrogate
        );
        assert!(Surrogate::NAMES.contains(&surrogate.name()));
    }
    assert_eq!(
        "reste".parse::<Surrogate>().unwrap().to_string(),
        "reste:o=3,m=1/10,t=3/2"
    );
    for (text, reason) in [
        (
            "sigmoyd",
            "surrogate: \"sigmoyd\" is not known; expected one of identity",
        ),
        ("sigmoid:beta=1", "expected one of alpha=4"),
        ("sigmoid:alpha=1,alpha=2", "each given once"),
        ("sigmoid:", "\"\" is not known"),
        ("sigmoid:alpha=0", "alpha must be positive, found 0"),
        ("sigmoid:alpha=x", "not a number"),
        ("reste:m=2", "m must be at most t, found 2"),
        ("reste:o=1/2", "o must be at least one"),
        ("dsq:alpha=1", "alpha must be strictly between zero and one"),
        ("fda:n=1/2", "n must be an integer between 1 and 1024"),
        ("fda:n=5000", "n must be an integer between 1 and 1024"),
        ("q_pseudo_spike:alpha=1", "alpha must be greater than one"),
    ] {
        let error = text.parse::<Surrogate>().unwrap_err().to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
    let wrong = Surrogate::Sigmoid {
        alpha: Rational::from(-1),
    };
    assert!(wrong.slope(&x("0"), 64).is_err());
    assert!(Surrogate::Identity {}.slope(&x("0"), 1).is_err());
    assert!(Surrogate::Identity {}.slope(&x("0"), 4097).is_err());
}

/// Where code and documentation differ, some point shows it.
#[test]
fn documented_and_shipped_slopes_differ() {
    let mut differing = 0;
    for row in shipped() {
        row.surrogate.check().unwrap();
        let Some(documented) = row.documented else {
            continue;
        };
        differing += 1;
        let differs = ["0", "1/3", "1"].iter().any(|point| {
            let value = |s: &Surrogate| s.slope(&x(point), 64).unwrap().ball(64).unwrap();
            !value(&row.surrogate).overlaps(&value(&documented))
        });
        assert!(differs, "{} {}", row.library, row.name);
    }
    assert_eq!(differing, 6);
    // The factors: alpha pi / 2 for ArcTan, k / 2 for Norse's tanh.
    let ratio =
        |left: &str, right: &str, at: &str| number(&slope(left, at)) / number(&slope(right, at));
    assert!((ratio("arctan", "arctan_documented", "1/3") - PI).abs() < 1e-12);
    assert!((ratio("tanh_documented:k=100", "sech_squared:k=100", "1/50") - 50.0).abs() < 1e-9);
    assert!((ratio("gaussian:alpha=100", "erfc_unscaled:k=100", "1/50") - 50.0).abs() < 1e-9);
}

/// Numbers at the limits of what can be written are answered, by a ball that may be wide, within a second each.
#[test]
fn extreme_inputs_are_answered() {
    let digits = "7".repeat(20_000);
    let points = [
        "1e10000",
        "-1e10000",
        "1e-10000",
        "-0x1p-40000",
        "0x1p40000",
        &digits,
        &format!("{digits}/{digits}3"),
        "1",
    ];
    for surrogate in instances() {
        for point in points {
            let start = std::time::Instant::now();
            let outcome = surrogate.slope(&x(point), 4096).unwrap();
            match outcome {
                Outcome::Exact(value) => assert!(value.rational().is_some(), "{surrogate}"),
                Outcome::Enclosed(ball) => assert!(
                    ball.is_finite(),
                    "{surrogate} at {}",
                    &point[..7.min(point.len())]
                ),
            }
            assert!(
                start.elapsed().as_secs() < 5,
                "{surrogate} at {}",
                &point[..7.min(point.len())]
            );
        }
    }
    for text in [
        "fda:omega=1e10000,n=1024",
        "square_wave:n=1024,period=1e-10000",
        "reste:o=1e10000",
        "reste:o=65/64",
        "dsq:alpha=1e-10000",
        "dsq:cells=1e10000",
        "sigmoid:alpha=1e-10000",
        "q_pseudo_spike:alpha=1e10000",
        "circ:alpha=1e-10000",
    ] {
        let start = std::time::Instant::now();
        let surrogate = text.parse::<Surrogate>().unwrap();
        let ball = surrogate.slope(&x("1/3"), 64).unwrap().ball(64).unwrap();
        assert!(ball.is_finite(), "{text}");
        surrogate.area(64).unwrap();
        surrogate.peak(64).unwrap();
        assert!(start.elapsed().as_secs() < 20, "{text}");
    }
}

#[test]
fn outcomes_admit_what_they_may_be() {
    let zero = Outcome::Exact(x("0"));
    assert!(zero.admits(&x("-0")) && !zero.admits(&x("1e-300")) && !zero.admits(&x("nan")));
    let nan = Outcome::Exact(Extended::Nan);
    assert!(nan.admits(&x("nan")) && !nan.admits(&x("0")) && nan.ball(64).is_none());
    // e^(-2/3), as 16 bits see it.
    let outcome = "q_pseudo_spike:alpha=1e10000"
        .parse::<Surrogate>()
        .unwrap()
        .slope(&x("1/3"), 16)
        .unwrap();
    assert!(
        outcome.admits(&x("0.51341712"))
            && !outcome.admits(&x("0.5134"))
            && !outcome.admits(&x("inf"))
    );
    assert!(
        outcome.scaled(&Rational::from(2)).admits(&x("1.02683424")) && outcome.exact().is_none()
    );
}
