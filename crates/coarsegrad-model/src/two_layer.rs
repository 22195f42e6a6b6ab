//! The two-linear-layer network with binary activation, and its one-sample quantities.

use std::cmp::Ordering;

use coarsegrad_arith::{Rational, Scalar};

use crate::{ModelError, Ste};

/// The weights of one network: `v` (m entries) and `w` (n entries).
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T> {
    /// Second layer, one weight per row of the input.
    pub v: Vec<T>,
    /// First layer, shared by the rows.
    pub w: Vec<T>,
}

/// A student and a teacher of the same shape.
///
/// `y(Z) = v^T sigma(Z w)` with `sigma(x) = 1{x > 0}` coordinatewise (so `sigma(0) = 0`), input
/// `Z` of m rows and n columns with independent standard normal entries. The student `(v, w)`
/// learns a teacher `(v*, w*)` under the squared loss. Model of Yin et al., *Understanding
/// Straight-Through Estimator in Training Activation Quantized Neural Nets* (ICLR 2019), section
/// 2; there `|w*| = 1`, here any non-zero `w*` (only its direction matters).
#[derive(Clone, Debug, PartialEq)]
pub struct TwoLayer<T> {
    student: Network<T>,
    teacher: Network<T>,
}

/// The one-sample gradients: exact in `v`, coarse in `w`.
#[derive(Clone, Debug, PartialEq)]
pub struct CoarseGradient<T> {
    /// `dl/dv = sigma(Zw) (y - y*)`, m entries.
    pub v: Vec<T>,
    /// `g = Z^T (mu'(Zw) . v) (y - y*)`, n entries.
    pub w: Vec<T>,
}

impl<T: Scalar> TwoLayer<T> {
    /// A student and a teacher.
    ///
    /// # Errors
    /// [`ModelError::Empty`] and [`ModelError::Shape`] for vectors that do not fit, and
    /// [`ModelError::ZeroTeacher`] if `v*` or `w*` is certainly zero.
    pub fn new(student: Network<T>, teacher: Network<T>) -> Result<Self, ModelError> {
        let named = [
            ("student.v", &student.v, "teacher.v", &teacher.v),
            ("student.w", &student.w, "teacher.w", &teacher.w),
        ];
        for (field, ours, other, theirs) in named {
            for (field, vector) in [(field, ours), (other, theirs)] {
                if vector.is_empty() {
                    return Err(ModelError::Empty { field });
                }
            }
            if ours.len() != theirs.len() {
                let (found, expected) = (ours.len(), theirs.len());
                return Err(ModelError::Shape {
                    field,
                    found,
                    other,
                    expected,
                });
            }
            if theirs.iter().all(|x| x.sign() == Some(Ordering::Equal)) {
                return Err(ModelError::ZeroTeacher { field: other });
            }
        }
        Ok(TwoLayer { student, teacher })
    }

    /// The student `(v, w)`.
    pub fn student(&self) -> &Network<T> {
        &self.student
    }

    /// The teacher `(v*, w*)`.
    pub fn teacher(&self) -> &Network<T> {
        &self.teacher
    }

    /// The number m of rows (hidden units).
    pub fn rows(&self) -> usize {
        self.student.v.len()
    }

    /// The input dimension n.
    pub fn inputs(&self) -> usize {
        self.student.w.len()
    }

    /// The sample loss `l = (y - y*)^2 / 2` for an input `Z` given row by row.
    ///
    /// # Errors
    /// [`ModelError::InputShape`], and [`ModelError::SignUndecided`] where the arithmetic cannot
    /// tell the sign of a pre-activation.
    pub fn sample_loss(&self, z: &[T]) -> Result<T, ModelError> {
        let residual = self.residual(z)?;
        Ok((residual.clone() * &residual).scale(&Rational::from((1, 2))))
    }

    /// The one-sample gradients under an STE, for an input `Z` given row by row and the teacher's
    /// label `y*`.
    ///
    /// # Errors
    /// As [`sample_loss`](Self::sample_loss), and [`ModelError::NotClosed`] where the slope has
    /// no value in the arithmetic.
    pub fn coarse_gradient(&self, z: &[T], ste: &Ste) -> Result<CoarseGradient<T>, ModelError> {
        let label = self.teacher.output(z)?;
        self.student.coarse_gradient(z, &label, ste)
    }

    /// `y - y*`.
    fn residual(&self, z: &[T]) -> Result<T, ModelError> {
        Ok(self.student.output(z)? - &self.teacher.output(z)?)
    }
}

impl<T: Scalar> Network<T> {
    /// The output `y = v^T sigma(Z w)` for an input `Z` given row by row.
    ///
    /// # Errors
    /// [`ModelError::InputShape`], and [`ModelError::SignUndecided`] where the arithmetic cannot
    /// tell the sign of a pre-activation.
    pub fn output(&self, z: &[T]) -> Result<T, ModelError> {
        let zero = self.zero(z)?;
        let mut sum = zero.clone();
        for (row, v) in z.chunks(self.w.len()).zip(&self.v) {
            if activation(&dot(row, &self.w, &zero))? {
                sum = sum + v;
            }
        }
        Ok(sum)
    }

    /// The one-sample gradients under an STE, for an input `Z` given row by row and any label:
    /// `dl/dv = sigma(Zw) (y - label)` and `g = Z^T (mu'(Zw) . v) (y - label)`.
    ///
    /// # Errors
    /// As [`output`](Self::output), and [`ModelError::NotClosed`] where the slope has no value in
    /// the arithmetic.
    pub fn coarse_gradient(
        &self,
        z: &[T],
        label: &T,
        ste: &Ste,
    ) -> Result<CoarseGradient<T>, ModelError> {
        let zero = self.zero(z)?;
        let residual = self.output(z)? - label;
        let mut gradient = CoarseGradient {
            v: Vec::with_capacity(self.v.len()),
            w: vec![zero.clone(); self.w.len()],
        };
        for (row, v) in z.chunks(self.w.len()).zip(&self.v) {
            let pre_activation = dot(row, &self.w, &zero);
            let active = activation(&pre_activation)?;
            gradient.v.push(if active {
                residual.clone()
            } else {
                zero.clone()
            });
            let weight = ste.slope(&pre_activation)? * v * &residual;
            for (entry, z) in gradient.w.iter_mut().zip(row) {
                *entry = weight.clone() * z + &*entry;
            }
        }
        Ok(gradient)
    }

    /// Zero in the arithmetic of an input, which must have m rows of n entries.
    fn zero(&self, z: &[T]) -> Result<T, ModelError> {
        let expected = self.v.len() * self.w.len();
        match z.first() {
            Some(first) if z.len() == expected => Ok(T::zero(&first.context())),
            _ => Err(ModelError::InputShape {
                found: z.len(),
                expected,
            }),
        }
    }
}

/// The binary activation `sigma(x) = 1{x > 0}`.
fn activation<T: Scalar>(x: &T) -> Result<bool, ModelError> {
    match x.sign() {
        Some(sign) => Ok(sign == Ordering::Greater),
        None => Err(ModelError::SignUndecided {
            what: format!("the pre-activation {x:?}"),
        }),
    }
}

fn dot<T: Scalar>(x: &[T], y: &[T], zero: &T) -> T {
    x.iter()
        .zip(y)
        .fold(zero.clone(), |sum, (x, y)| x.clone() * y + &sum)
}
