//! A trajectory as columns of doubles, in the bytes that NumPy reads.

use coarsegrad::arith::{Ball, Mag, Rational, Scalar};
use coarsegrad::exact::{Measures, WeightArithmetic};
use coarsegrad::model::{Network, TwoLayer};
use coarsegrad::train::State;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::errors::Failure;

/// The most doubles of a trajectory: 2 GiB.
const MAX_NUMBERS: u128 = 1 << 28;

/// The names of the scalars, in order.
const SCALARS: [&str; 8] = [
    "loss",
    "v_norm",
    "w_norm",
    "theta",
    "gradient_v_norm",
    "gradient_w_norm",
    "coarse_norm",
    "inner_product",
];

/// An arithmetic whose numbers can be told in doubles.
pub(crate) trait Number: WeightArithmetic {
    /// Whether its numbers are intervals.
    const WIDE: bool;

    /// Doubles with the number between them.
    fn bounds(&self) -> (f64, f64);

    /// The double nearest to a rational number.
    fn nearest(exact: &Rational) -> f64 {
        f64::from_rational(&(), exact)
    }

    /// Whether an entry is wider than a limit.
    fn widest(student: &Network<Self>, limit: Mag) -> bool;
}

impl Number for f64 {
    const WIDE: bool = false;

    fn bounds(&self) -> (f64, f64) {
        (*self, *self)
    }

    fn widest(_: &Network<f64>, _: Mag) -> bool {
        false
    }
}

impl Number for Ball {
    const WIDE: bool = true;

    fn bounds(&self) -> (f64, f64) {
        if !self.is_finite() {
            return (f64::NEG_INFINITY, f64::INFINITY);
        }
        let (lower, upper) = (self.lower(), self.upper());
        let (below, above) = (lower.to_f64(), upper.to_f64());
        let below = if lower < below {
            below.next_down()
        } else {
            below
        };
        let above = if upper > above {
            above.next_up()
        } else {
            above
        };
        (below, above)
    }

    fn widest(student: &Network<Ball>, limit: Mag) -> bool {
        let mut weights = student.v.iter().chain(&student.w);
        weights.any(|x| x.rad().compare(limit).is_gt())
    }
}

/// Doubles of one kind: their lower and upper ends.
#[derive(Default)]
struct Column {
    lower: Vec<f64>,
    upper: Vec<f64>,
}

impl Column {
    fn add<T: Number>(&mut self, number: Option<&T>) {
        let (lower, upper) = number.map_or((f64::NAN, f64::NAN), T::bounds);
        self.lower.push(lower);
        if T::WIDE {
            self.upper.push(upper);
        }
    }
}

/// A trajectory that grows.
pub(crate) struct Columns<T> {
    steps: Vec<u64>,
    columns: Vec<(&'static str, Column)>,
    arithmetic: std::marker::PhantomData<T>,
}

impl<T: Number> Columns<T> {
    pub(crate) fn new(
        instance: &TwoLayer<Rational>,
        start: &State<T>,
        steps: u64,
        every: u64,
    ) -> Result<Self, Failure> {
        let copies = 1 + usize::from(start.float_w.is_some());
        let width = instance.rows() + copies * instance.inputs() + SCALARS.len();
        let ends = if T::WIDE { 2 } else { 1 };
        let numbers = u128::from(steps / every.max(1) + 2) * (width * ends) as u128;
        if numbers > MAX_NUMBERS {
            let condition = format!(
                "a trajectory of {numbers} numbers is too long, the limit is {MAX_NUMBERS}: keep fewer steps"
            );
            return Err(Failure::at("every", &condition));
        }
        let mut names = vec!["v", "w"];
        if start.float_w.is_some() {
            names.push("float_w");
        }
        let columns = names
            .into_iter()
            .chain(SCALARS)
            .map(|name| (name, Column::default()))
            .collect();
        Ok(Columns {
            steps: Vec::new(),
            columns,
            arithmetic: std::marker::PhantomData,
        })
    }

    /// Adds a state.
    pub(crate) fn add(&mut self, state: &State<T>, measures: &Measures<T>) {
        self.steps.push(state.step);
        let scalars = [
            Some(&measures.loss),
            Some(&measures.v_norm),
            Some(&measures.w_norm),
            measures.theta.as_ref(),
            Some(&measures.gradient_v_norm),
            measures.gradient_w_norm.as_ref(),
            Some(&measures.coarse_norm),
            measures.inner_product.as_ref(),
        ];
        let vectors = [&state.student.v, &state.student.w];
        let vectors = vectors.into_iter().chain(&state.float_w);
        let mut columns = self.columns.iter_mut().map(|(_, column)| column);
        for (vector, column) in vectors.zip(&mut columns) {
            vector.iter().for_each(|x| column.add(Some(x)));
        }
        for (scalar, column) in scalars.into_iter().zip(columns) {
            column.add(scalar);
        }
    }

    /// The trajectory, and why it ended before its last step.
    pub(crate) fn end(self, reason: Option<String>) -> Trajectory {
        let columns = self
            .columns
            .into_iter()
            .map(|(name, column)| (name, bytes(&column.lower), bytes(&column.upper)))
            .collect();
        Trajectory {
            steps: self.steps,
            columns,
            reason,
        }
    }
}

fn bytes(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|x| x.to_ne_bytes()).collect()
}

/// A trajectory as Python gets it: the steps, why it ended early, and for each column its name and the bytes of its
/// lower and upper ends, the latter empty where both are one.
pub(crate) struct Trajectory {
    steps: Vec<u64>,
    columns: Vec<(&'static str, Vec<u8>, Vec<u8>)>,
    reason: Option<String>,
}

impl<'py> IntoPyObject<'py> for Trajectory {
    type Target = pyo3::types::PyTuple;
    type Output = Bound<'py, Self::Target>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, PyErr> {
        let columns: Vec<_> = self
            .columns
            .into_iter()
            .map(|(name, lower, upper)| (name, PyBytes::new(py, &lower), PyBytes::new(py, &upper)))
            .collect();
        (self.steps, self.reason, columns).into_pyobject(py)
    }
}
