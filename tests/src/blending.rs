//! Closed sets with their nearest points, quadratic objectives, and blended steps written out: what the tests of
//! blending are tried on.

use std::cmp::Ordering;

use coarsegrad_arith::{Ball, Rational, Scalar};
use coarsegrad_train::{Projection, sufficient_descent};

use crate::instances::scaled;
use crate::training::Numbers;

fn r(n: i32, d: i32) -> Rational {
    Rational::from((n, d))
}

/// A closed set.
#[derive(Debug)]
pub enum Closed {
    /// Finitely many points.
    Points(Vec<Vec<Rational>>),
    /// A product of intervals.
    Box(Vec<(Rational, Rational)>),
    /// All points within a distance of a centre, or at that distance.
    Round {
        /// The centre.
        centre: Vec<Rational>,
        /// The distance.
        radius: Rational,
        /// Whether only the points at that distance belong.
        surface_only: bool,
    },
    /// The points in any of some sets.
    Union(Vec<Closed>),
    /// What the library projects onto.
    Library(Projection),
}

/// `x - y`.
#[must_use]
pub fn minus<T: Scalar>(x: &[T], y: &[T]) -> Vec<T> {
    x.iter().zip(y).map(|(x, y)| x.clone() - y).collect()
}

/// `x.y` of vectors that are not empty.
#[must_use]
pub fn times<T: Scalar>(x: &[T], y: &[T]) -> T {
    let zero = T::zero(&x[0].context());
    x.iter()
        .zip(y)
        .fold(zero, |sum, (x, y)| x.clone() * y + &sum)
}

/// An arithmetic, and how it scales a vector to a length: rationals cannot.
pub trait Stretch: Scalar {
    /// The vector of that length in the same direction.
    ///
    /// # Panics
    /// For rationals.
    fn stretch(x: &[Self], length: &Rational) -> Vec<Self>;
}

impl Stretch for Rational {
    fn stretch(_: &[Self], _: &Rational) -> Vec<Self> {
        panic!("no roots among rationals");
    }
}

impl Stretch for Ball {
    fn stretch(x: &[Self], length: &Rational) -> Vec<Self> {
        let factor = times(x, x).sqrt().recip().scale(length);
        x.iter().map(|x| x.clone() * &factor).collect()
    }
}

impl Closed {
    /// A nearest point; `None` where the arithmetic cannot tell which.
    #[must_use]
    pub fn nearest<T: Stretch>(&self, x: &[T]) -> Option<Vec<T>> {
        let number = |value: &Rational| T::from_rational(&x[0].context(), value);
        match self {
            Closed::Points(points) => {
                let points = points.iter().map(|p| p.iter().map(number).collect());
                closest(x, points.collect())
            }
            Closed::Box(sides) => x
                .iter()
                .zip(sides)
                .map(|(x, (least, most))| {
                    let (least, most) = (number(least), number(most));
                    match ((x.clone() - &least).sign()?, (x.clone() - &most).sign()?) {
                        (Ordering::Less, _) => Some(least),
                        (_, Ordering::Greater) => Some(most),
                        _ => Some(x.clone()),
                    }
                })
                .collect(),
            Closed::Round {
                centre,
                radius,
                surface_only,
            } => {
                let centre: Vec<T> = centre.iter().map(number).collect();
                let away = minus(x, &centre);
                let beyond = times(&away, &away) - &number(&radius.clone().square());
                if beyond.sign()? == Ordering::Less && !surface_only {
                    return Some(x.to_vec());
                }
                let moved = T::stretch(&away, radius);
                Some(
                    moved
                        .iter()
                        .zip(&centre)
                        .map(|(x, c)| x.clone() + c)
                        .collect(),
                )
            }
            Closed::Union(sets) => {
                let nearest: Option<Vec<Vec<T>>> = sets.iter().map(|set| set.nearest(x)).collect();
                closest(x, nearest?)
            }
            Closed::Library(projection) => projection.apply(x).ok(),
        }
    }

    /// Random points, boxes and their unions; balls and spheres too where asked for.
    pub fn random(numbers: &mut Numbers, n: usize, round: bool) -> Self {
        let kinds = if round { 5 } else { 3 };
        match numbers.between(0, kinds - 1) {
            0 => {
                let count = numbers.between(2, 12);
                Closed::Points((0..count).map(|_| numbers.vector(n)).collect())
            }
            1 => Closed::Box(
                (0..n)
                    .map(|_| {
                        let (x, y) = (numbers.entry(), numbers.entry());
                        if x < y { (x, y) } else { (y, x) }
                    })
                    .collect(),
            ),
            2 => Closed::Union(
                (0..numbers.between(2, 3))
                    .map(|_| Closed::random(numbers, n, round))
                    .collect(),
            ),
            kind => Closed::Round {
                centre: numbers.vector(n),
                radius: r(numbers.between(1, 8), 4),
                surface_only: kind == 3,
            },
        }
    }
}

/// The nearest of some points, the first of equals.
fn closest<T: Scalar>(x: &[T], points: Vec<Vec<T>>) -> Option<Vec<T>> {
    let mut best: Option<(T, Vec<T>)> = None;
    for point in points {
        let away = minus(x, &point);
        let distance = times(&away, &away);
        best = match best {
            Some(best) if (distance.clone() - &best.0).sign()? != Ordering::Less => Some(best),
            _ => Some((distance, point)),
        };
    }
    best.map(|(_, point)| point)
}

/// `f(w) = w^T A w/2 - b.w` with a symmetric A, definite or not; its gradient is Lipschitz with the largest row sum of
/// absolute values.
#[derive(Debug)]
pub struct Quadratic {
    /// A.
    pub matrix: Vec<Vec<Rational>>,
    /// b.
    pub linear: Vec<Rational>,
}

impl Quadratic {
    /// Mostly convex along the axes, otherwise anything.
    pub fn random(numbers: &mut Numbers, n: usize) -> Self {
        let mut matrix = vec![vec![Rational::new(); n]; n];
        let pairs = (0..n).flat_map(|i| (0..i).map(move |j| (i, j)));
        for (i, j) in pairs {
            let entry = Rational::from(numbers.between(-6, 6)) / 2u32;
            matrix[i][j] = entry.clone();
            matrix[j][i] = entry;
        }
        // Mostly convex along the axes, never zero.
        for (i, row) in matrix.iter_mut().enumerate() {
            row[i] = Rational::from(numbers.between(-2, 8)) + r(1, 2);
        }
        let linear = scaled(&Rational::from(3), &numbers.vector(n));
        Quadratic { matrix, linear }
    }

    /// L.
    #[must_use]
    pub fn lipschitz(&self) -> Rational {
        let sums = self.matrix.iter().map(|row| {
            row.iter()
                .map(|x| x.clone().abs())
                .fold(Rational::new(), |sum, x| sum + x)
        });
        sums.max().unwrap()
    }

    /// `A w - b`.
    #[must_use]
    pub fn gradient<T: Scalar>(&self, w: &[T]) -> Vec<T> {
        let number = |x: &Rational| T::from_rational(&w[0].context(), x);
        let rows = self.matrix.iter().zip(&self.linear);
        rows.map(|(row, b)| {
            let row: Vec<T> = row.iter().map(number).collect();
            times(&row, w) - &number(b)
        })
        .collect()
    }

    /// `f(w)`.
    #[must_use]
    pub fn value<T: Scalar>(&self, w: &[T]) -> T {
        let linear: Vec<T> = self
            .linear
            .iter()
            .map(|b| T::from_rational(&w[0].context(), b))
            .collect();
        let half = r(1, 2);
        // w.grad f = w^T A w - b.w
        (times(w, &self.gradient(w)) - &times(&linear, w)).scale(&half)
    }
}

/// One blended step: `w` before and after, and the gradient used.
pub struct Step<T> {
    /// `w`.
    pub w: Vec<T>,
    /// `w+`.
    pub next: Vec<T>,
    /// The gradient.
    pub slope: Vec<T>,
}

/// Steps of `w_f+ = (1-rho) w_f + rho w - eta grad f(w)`, `w+ = proj(w_f+)`, written out; fewer where the arithmetic
/// cannot tell a projection.
#[must_use]
pub fn blended<T: Stretch>(
    f: &Quadratic,
    set: &Closed,
    start: &[T],
    (rho, eta): (&Rational, &Rational),
    count: usize,
) -> Vec<Step<T>> {
    let mut steps = Vec::new();
    let (mut float, rest) = (start.to_vec(), Rational::from(1) - rho);
    let Some(mut w) = set.nearest(&float) else {
        return steps;
    };
    for _ in 0..count {
        let slope = f.gradient(&w);
        float = (0..w.len())
            .map(|i| float[i].scale(&rest) + &w[i].scale(rho) - &slope[i].scale(eta))
            .collect();
        let Some(next) = set.nearest(&float) else {
            break;
        };
        steps.push(Step {
            next: next.clone(),
            slope,
            w: std::mem::replace(&mut w, next),
        });
    }
    steps
}

/// Both claims for a step, in exact arithmetic or enclosures: `None` where they cannot be decided, otherwise whether
/// the two inequalities hold. The library's bound must be what it says.
#[must_use]
pub fn claims<T: Scalar>(
    f: &Quadratic,
    (rho, eta): (&Rational, &Rational),
    step: &Step<T>,
) -> Option<(bool, bool)> {
    let context = step.w[0].context();
    let number = |x: &Rational| T::from_rational(&context, x);
    let lipschitz = f.lipschitz();
    let moved = minus(&step.next, &step.w);
    let squared = times(&moved, &moved);
    let ratio = Rational::from(rho / eta);
    let product = -squared.scale(&Rational::from(&ratio / 2u32));
    let change = -squared.scale(&((ratio - &lipschitz) / 2u32));
    let bound = sufficient_descent(rho, eta, &number(&lipschitz), &step.w, &step.next).unwrap();
    for (ours, theirs) in [(&product, &bound.inner_product), (&change, &bound.change)] {
        assert!(matches!(
            (ours.clone() - theirs).sign(),
            None | Some(Ordering::Equal)
        ));
    }
    assert_eq!(bound.descends, *eta <= Rational::from(rho / &lipschitz));
    let holds = |left: T, right: &T| Some((left - right).sign()? != Ordering::Greater);
    Some((
        holds(times(&step.slope, &moved), &product)?,
        holds(f.value(&step.next) - &f.value(&step.w), &change)?,
    ))
}

/// `rho` from 1/1000 to 1, and `eta` from a quarter of `rho/L` to four times that.
pub fn rates(numbers: &mut Numbers, lipschitz: &Rational) -> (Rational, Rational) {
    let rho = [r(1, 1000), r(1, 10), r(1, 2), r(1, 1)][numbers.between(0, 3) as usize].clone();
    let factor = [r(1, 4), r(1, 1), r(4, 1)][numbers.between(0, 2) as usize].clone();
    let eta = factor * &rho / lipschitz;
    (rho, eta)
}

/// A projection of the library that is an exact one.
pub fn exact_projection(numbers: &mut Numbers) -> Projection {
    let step = r(numbers.between(1, 6), 4);
    let bits = numbers.between(2, 4) as u32;
    let all = [
        Projection::Identity,
        Projection::Binary,
        Projection::Ternary,
        Projection::Grid { bits, step },
    ];
    let chosen = all[numbers.between(0, 3) as usize].clone();
    assert!(chosen.is_exact());
    chosen
}
