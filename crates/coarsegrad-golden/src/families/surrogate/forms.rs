//! The formulas of the catalogue, in the forms in which implementations compute them.

use coarsegrad_arith::Rational;
use coarsegrad_model::pointwise::Surrogate;

use super::super::arithmetic::Arithmetic;

/// The slope at a number, in every form.
pub(super) fn forms<A: Arithmetic>(surrogate: &Surrogate, x: &Rational) -> Vec<A> {
    let size = x.clone().abs();
    let on = |on: bool| vec![A::small(i64::from(on))];
    let value = |value: &Rational| vec![A::of(value)];
    let zero = || vec![A::small(0)];
    let s = A::of(&size);
    match surrogate {
        Surrogate::Identity {} => on(true),
        Surrogate::Relu {} => on(x.is_positive()),
        Surrogate::LeakyKRelu { leak, k } => value(if x.is_negative() { leak } else { k }),
        Surrogate::ClippedRelu { q } => on(x.is_positive() && x < q),
        Surrogate::ClippedReluRightClosed { q } => on(x.is_positive() && x <= q),
        Surrogate::ClippedReluClosed { q } => on(!x.is_negative() && x <= q),
        Surrogate::ReverseExponential { q } if x.is_positive() => {
            let rate = A::small(-1).over(&A::of(q));
            vec![s.over(&A::of(q)).negated().exp(), s.times(&rate).exp()]
        }
        Surrogate::ReverseExponential { .. } => zero(),
        Surrogate::LogTailedRelu { q } => log_tail(x, q, &Rational::new()),
        Surrogate::LeakyLogTailedRelu { alpha } => log_tail(x, &Rational::from(1), alpha),
        Surrogate::HardTanh { c } => on(size <= *c),
        Surrogate::HardTanhOpen { c } => on(size < *c),
        Surrogate::ApproxSign {} if size <= 1 => {
            let two = A::small(2);
            vec![two.minus(&two.times(&s)), A::small(1).minus(&s).times(&two)]
        }
        Surrogate::ApproxSign {} => zero(),
        Surrogate::SwishSign { beta } => {
            let reach = A::of(beta).times(&s);
            let bend = reach.times(&reach.over(&A::small(2)).tanh());
            let top = A::of(beta).times(&A::small(2).minus(&bend));
            vec![top.over(&A::small(1).plus(&reach.cosh()))]
        }
        Surrogate::Ede { t } => {
            let k = A::of(&t.clone().recip().max(Rational::from(1)));
            scaled(&k.times(&A::of(t)), &squared_secants(&A::of(t).times(&s)))
        }
        Surrogate::Rbnn { t } => rbnn(t, &size),
        Surrogate::Fda { omega, n } if size <= 1 => {
            let count = n.numer().to_i64().unwrap_or(0);
            let sum = cosines(&A::of(omega).times(&s), 0..=count);
            let height = A::small(4).times(&A::of(omega)).over(&A::pi());
            vec![height.times(&sum)]
        }
        Surrogate::Fda { .. } => zero(),
        Surrogate::ReSte { o, m, t } => reste(o, m, t, &size, true),
        Surrogate::ReSteTangent { o, m, t } => reste(o, m, t, &size, false),
        Surrogate::Dsq {
            alpha,
            delta,
            lower,
            cells,
        } => dsq([alpha, delta, lower, cells], x),
        Surrogate::Sigmoid { alpha } => logistic(alpha, x),
        Surrogate::SechSquared { k } => squared_secants(&A::of(k).times(&s)),
        Surrogate::TanhDocumented { k } => {
            let half = A::of(k).over(&A::small(2));
            scaled(&half, &squared_secants(&A::of(k).times(&s)))
        }
        Surrogate::Gaussian { alpha } => bells(alpha, &s, &A::of(alpha).over(&A::pi().sqrt())),
        Surrogate::ErfcUnscaled { k } => bells(k, &s, &A::small(2).over(&A::pi().sqrt())),
        Surrogate::Triangular { gamma } if size < 1 => {
            vec![A::of(gamma).times(&A::small(1).minus(&s))]
        }
        Surrogate::Triangular { .. } => zero(),
        Surrogate::PiecewiseQuadratic { alpha } if Rational::from(alpha * &size) < 1 => {
            let steep = A::of(alpha);
            vec![
                steep.times(&A::small(1).minus(&steep.times(&s))),
                steep.minus(&steep.square().times(&s)),
            ]
        }
        Surrogate::PiecewiseQuadratic { .. } => zero(),
        Surrogate::SnnTriangular { theta } if x.is_negative() => value(theta),
        Surrogate::SnnTriangular { theta } => value(&Rational::from(-theta)),
        Surrogate::Rectangular { alpha } if size.clone() * alpha * 2u32 < 1 => value(alpha),
        Surrogate::Rectangular { .. } => zero(),
        Surrogate::ArcTan { alpha } => {
            let half = A::of(alpha).over(&A::small(2));
            vec![half.over(&witch(alpha, &s))]
        }
        Surrogate::ArcTanDocumented { alpha } => {
            let inverse = A::small(1).over(&A::pi());
            vec![inverse.over(&witch(alpha, &s))]
        }
        Surrogate::FastSigmoid { k } => inverse_squares(&A::small(1), &A::of(k).times(&s)),
        Surrogate::SoftSign { alpha } => {
            let half = A::of(alpha).over(&A::small(2));
            inverse_squares(&half, &A::of(alpha).times(&s))
        }
        Surrogate::SuperSpike { alpha } => inverse_squares(&A::of(alpha), &s),
        Surrogate::SuperSpikeIgnoringAlpha { .. } => inverse_squares(&A::small(1), &s),
        Surrogate::SparseFastSigmoid { k, b } if x > b => {
            inverse_squares(&A::small(1), &A::of(k).times(&s))
        }
        Surrogate::SparseFastSigmoid { .. } => zero(),
        Surrogate::PiecewiseExp { alpha } => {
            let falling = A::of(alpha).times(&s).negated().exp();
            vec![A::of(alpha).over(&A::small(2)).times(&falling)]
        }
        Surrogate::SpikeRateEscape { beta, k } => {
            let away = A::of(&(x.clone() - 1u32).abs());
            vec![A::of(k).times(&A::of(beta).times(&away).negated().exp())]
        }
        Surrogate::PiecewiseLeakyRelu { w, c } => leaky_window(size < *w, w, 2, c),
        Surrogate::PiecewiseLeakyReluDocumented { w, c } => leaky_window(size <= *w, w, 2, c),
        Surrogate::PiecewiseLeakyReluCuda { w, c } => leaky_window(size <= *w, w, 1, c),
        Surrogate::Circ { alpha } => {
            let cube = A::of(alpha).square().times(&A::of(alpha));
            circles(alpha, &s, &cube)
        }
        Surrogate::CircDocumented { alpha } => {
            let half = A::of(alpha).square().over(&A::small(2));
            circles(alpha, &s, &half)
        }
        Surrogate::S2nn { alpha, .. } if x.is_negative() => logistic(alpha, x),
        Surrogate::S2nn { beta, .. } => vec![A::of(beta).over(&s.plus(&A::small(1)))],
        Surrogate::QPseudoSpike { alpha } => {
            let below = A::of(&(alpha.clone() - 1u32));
            let base = A::small(1).plus(&A::small(2).times(&s).over(&below));
            vec![base.pow(&Rational::from(-alpha))]
        }
        Surrogate::NonzeroSignLogAbs { alpha } => {
            let one = A::small(1);
            vec![one.over(&one.over(&A::of(alpha)).plus(&s))]
        }
        Surrogate::FakeNumericalGradient { alpha } => {
            match size.is_zero() || Rational::from(alpha * &size) <= 1 {
                true => value(alpha),
                false => vec![A::small(1).over(&s)],
            }
        }
        Surrogate::SquareWave { n, period } => {
            let count = n.numer().to_i64().unwrap_or(0);
            let turn = A::small(2).times(&A::pi()).times(&s).over(&A::of(period));
            let sum = cosines(&turn, 0..=count - 2);
            vec![A::small(4).over(&A::of(period)).times(&sum)]
        }
    }
}

fn scaled<A: Arithmetic>(height: &A, slopes: &[A]) -> Vec<A> {
    slopes.iter().map(|slope| height.times(slope)).collect()
}

/// `sum cos((2i + 1) y)`.
fn cosines<A: Arithmetic>(y: &A, indices: std::ops::RangeInclusive<i64>) -> A {
    indices.fold(A::small(0), |sum, i| {
        sum.plus(&A::small(2 * i + 1).times(y).cos())
    })
}

/// `below` for `x <= 0`, 1 up to `q`, and the slope of a logarithm from there.
fn log_tail<A: Arithmetic>(x: &Rational, q: &Rational, below: &Rational) -> Vec<A> {
    if !x.is_positive() {
        return vec![A::of(below)];
    }
    let one = A::small(1);
    if x <= q {
        return vec![one];
    }
    let past = A::of(x).minus(&A::of(q)).plus(&one);
    vec![one.over(&past)]
}

/// `sech^2`: by `tanh` and by `cosh`.
fn squared_secants<A: Arithmetic>(y: &A) -> Vec<A> {
    let one = A::small(1);
    vec![one.minus(&y.tanh().square()), one.over(&y.cosh().square())]
}

/// `alpha s(alpha x) (1 - s(alpha x))` with the logistic function, and by one exponential.
fn logistic<A: Arithmetic>(alpha: &Rational, x: &Rational) -> Vec<A> {
    let (one, steep) = (A::small(1), A::of(alpha));
    let falling = |x: &Rational| steep.times(&A::of(x)).negated().exp();
    let s = one.over(&one.plus(&falling(x)));
    let e = falling(&x.clone().abs());
    let by_exponential = e.over(&one.plus(&e).square());
    vec![
        steep.times(&s).times(&one.minus(&s)),
        steep.times(&by_exponential),
    ]
}

/// `height e^(-(k x)^2)`, squared after or before the product.
fn bells<A: Arithmetic>(k: &Rational, s: &A, height: &A) -> Vec<A> {
    let k = A::of(k);
    vec![
        height.times(&k.times(s).square().negated().exp()),
        height.times(&k.square().times(&s.square()).negated().exp()),
    ]
}

/// `1 + (pi alpha x / 2)^2`.
fn witch<A: Arithmetic>(alpha: &Rational, s: &A) -> A {
    let quarter = A::pi().over(&A::small(2));
    A::small(1).plus(&quarter.times(&A::of(alpha)).times(s).square())
}

/// `height / (1 + y)^2`, and as two quotients.
fn inverse_squares<A: Arithmetic>(height: &A, y: &A) -> Vec<A> {
    let base = A::small(1).plus(y);
    vec![height.over(&base.square()), height.over(&base).over(&base)]
}

/// `1 / (factor w)` inside, `c` outside.
fn leaky_window<A: Arithmetic>(inside: bool, w: &Rational, factor: i64, c: &Rational) -> Vec<A> {
    vec![match inside {
        true => A::small(1).over(&A::small(factor).times(&A::of(w))),
        false => A::of(c),
    }]
}

/// `height / (x^2 + alpha^2)^(3/2)`, by a power and by a root.
fn circles<A: Arithmetic>(alpha: &Rational, s: &A, height: &A) -> Vec<A> {
    let square = s.square().plus(&A::of(alpha).square());
    vec![
        height.over(&square.pow(&Rational::from((3, 2)))),
        height.over(&square.times(&square.sqrt())),
    ]
}

/// `max(0, k (sqrt(2) t - t^2 |x|))`, the sign decided exactly: positive if and only if `t^2 x^2 < 2`.
fn rbnn<A: Arithmetic>(t: &Rational, size: &Rational) -> Vec<A> {
    if (t.clone() * size).square() >= 2 {
        return vec![A::small(0)];
    }
    let k = A::of(&t.clone().recip().max(Rational::from(1)));
    let (t, s) = (A::of(t), A::of(size));
    let top = A::small(2).sqrt().times(&t);
    vec![k.times(&top.minus(&t.square().times(&s)))]
}

fn reste<A: Arithmetic>(
    o: &Rational,
    m: &Rational,
    t: &Rational,
    size: &Rational,
    secant: bool,
) -> Vec<A> {
    let exponent = o.clone().recip() - 1u32;
    let slope = A::small(1).over(&A::of(o));
    if size <= m {
        let power = A::of(m).pow(&exponent);
        return vec![if secant { power } else { slope.times(&power) }];
    }
    if size > t {
        return vec![A::small(0)];
    }
    vec![slope.times(&A::of(size).pow(&exponent))]
}

fn dsq<A: Arithmetic>([alpha, delta, lower, cells]: [&Rational; 4], x: &Rational) -> Vec<A> {
    let place = Rational::from(x - lower) / delta;
    if place.is_negative() || place > *cells {
        return vec![A::small(0)];
    }
    let cell = Rational::from(place.floor_ref()).min(Rational::from(cells - 1u32));
    let centre = (cell + Rational::from((1, 2))) * delta + lower;
    let away = A::of(&Rational::from(x - &centre));
    let one = A::small(1);
    let k = A::small(2)
        .over(&A::of(alpha))
        .minus(&one)
        .ln()
        .over(&A::of(delta));
    let s = one.over(&one.minus(&A::of(alpha)));
    let height = A::of(delta).over(&A::small(2)).times(&s).times(&k);
    scaled(&height, &squared_secants(&k.times(&away)))
}
