//! The runs of the set.

use coarsegrad_arith::Rational;
use coarsegrad_model::{Network, Ste, TwoLayer};
use coarsegrad_train::{Blend, Method, Projection, Rule};

use super::TrajectoryError;

/// One run.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name, unique in the set.
    pub id: String,
    /// The start and the teacher.
    pub instance: TwoLayer<Rational>,
    /// The straight-through estimator.
    pub ste: Ste,
    /// The step.
    pub method: Method,
    /// How many steps.
    pub steps: u64,
}

/// A start by its numbers: `v`, `w`, `v*`, `w*`, each with a common denominator.
struct Start {
    name: &'static str,
    v: (&'static [i32], i32),
    w: (&'static [i32], i32),
    v_star: (&'static [i32], i32),
    w_star: (&'static [i32], i32),
}

/// Nothing special.
const GENERIC: Start = Start {
    name: "generic",
    v: (&[12, -4], 20),
    w: (&[4, 2, 1], 4),
    v_star: (&[2, 1], 2),
    w_star: (&[1, -1, 2], 1),
};

/// A weight opposite to the teacher's, short enough for the identity to be carried past zero.
const OPPOSITE: Start = Start {
    name: "opposite",
    v: (&[-3, 2, 2, 2], 5),
    w: (&[-1, -2], 50),
    v_star: (&[1, 0, 0, 0], 1),
    w_star: (&[1, 2], 1),
};

/// Nearly opposite.
const NEARLY_OPPOSITE: Start = Start {
    name: "nearly-opposite",
    v: (&[-2, 3, 1, 2], 5),
    w: (&[-1000, -1999], 1000),
    v_star: (&[1, 0, 0, 0], 1),
    w_star: (&[1, 2], 1),
};

/// A saddle.
const SADDLE: Start = Start {
    name: "saddle",
    v: (&[0, 1], 2),
    w: (&[-1, 1], 1),
    v_star: (&[1, 0], 1),
    w_star: (&[1, 0], 1),
};

/// One input: `w` can only change its sign.
const ONE_INPUT: Start = Start {
    name: "one-input",
    v: (&[1, 3], 4),
    w: (&[-1], 8),
    v_star: (&[2, -1], 1),
    w_star: (&[3], 1),
};

/// All runs, in a fixed order.
///
/// # Errors
/// [`TrajectoryError`] if one is not valid; that would be a defect of the library.
pub fn cases() -> Result<Vec<Case>, TrajectoryError> {
    let mut cases = Vec::new();
    let plain = |eta: (u32, u32)| Method::new(Rational::from(eta));
    for ste in Ste::catalogue() {
        cases.push(case(&GENERIC, &ste, "plain", plain((1, 10))?, 4)?);
    }
    for ste in [Ste::Identity, Ste::Relu, Ste::ClippedRelu] {
        cases.push(case(&OPPOSITE, &ste, "plain", plain((1, 5))?, 4)?);
        cases.push(case(&NEARLY_OPPOSITE, &ste, "plain", plain((1, 10))?, 3)?);
    }
    cases.push(case(&SADDLE, &Ste::Relu, "plain", plain((1, 2))?, 2)?);
    cases.push(case(&ONE_INPUT, &Ste::Relu, "plain", plain((1, 2))?, 3)?);
    let relu = Ste::Relu;
    for (name, method) in variants()? {
        cases.push(case(&GENERIC, &relu, name, method, 3)?);
    }
    Ok(cases)
}

/// The methods that are not plain.
fn variants() -> Result<Vec<(&'static str, Method)>, TrajectoryError> {
    let base = || Method::new(Rational::from((1, 10)));
    let half = || Rational::from((1, 2));
    let blend = |projection| Blend::new(Rational::from((1, 4)), projection);
    let grid = Projection::Grid {
        bits: 3,
        step: Rational::from((1, 4)),
    };
    let heavy_ball = Rule::HeavyBall { momentum: half() };
    let nesterov = Rule::Nesterov { momentum: half() };
    Ok(vec![
        (
            "schedule",
            base()?.with_schedule("steps:1/10@1+2".parse()?)?,
        ),
        ("normalise", base()?.with_normalisation()?),
        ("heavy-ball", base()?.with_rule(heavy_ball)?),
        ("nesterov", base()?.with_rule(nesterov)?),
        ("adam", base()?.with_rule(Rule::adam())?),
        ("binary", base()?.with_blend(blend(Projection::Binary)?)?),
        ("ternary", base()?.with_blend(blend(Projection::Ternary)?)?),
        ("grid", base()?.with_blend(blend(grid)?)?),
    ])
}

fn case(
    start: &Start,
    ste: &Ste,
    variant: &str,
    method: Method,
    steps: u64,
) -> Result<Case, TrajectoryError> {
    let vector = |(entries, over): (&[i32], i32)| -> Vec<Rational> {
        entries.iter().map(|x| Rational::from((*x, over))).collect()
    };
    let student = Network {
        v: vector(start.v),
        w: vector(start.w),
    };
    let teacher = Network {
        v: vector(start.v_star),
        w: vector(start.w_star),
    };
    let name = ste.to_string();
    let name = name.split(':').next().unwrap_or_default();
    Ok(Case {
        id: format!("{}-{name}-{variant}", start.name),
        instance: TwoLayer::new(student, teacher)?,
        ste: ste.clone(),
        method,
        steps,
    })
}
