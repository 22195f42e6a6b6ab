//! Everything that the next step depends on.

use coarsegrad_arith::Real;
use coarsegrad_model::Network;

use crate::error::TrainError;
use crate::method::Method;
use crate::rule::Buffers;

/// The state of a run between two steps: together with the method and the oracle it determines
/// the rest of the run, bit by bit.
#[derive(Clone, Debug, PartialEq)]
pub struct State<T> {
    /// The number of steps taken.
    pub step: u64,
    /// The student; its `w` is the quantised one where weights are quantised.
    pub student: Network<T>,
    /// The float weight `w_f` beside a quantised `w`.
    pub float_w: Option<Vec<T>>,
    /// The rule's running averages.
    pub buffers: Buffers<T>,
}

impl<T: Real> State<T> {
    /// The state before the first step: buffers are zero; where weights are quantised, the given
    /// `w` is the float weight and the student's is its projection.
    ///
    /// # Errors
    /// [`TrainError::Undecided`] where the projection cannot be told.
    pub fn new(method: &Method, student: Network<T>) -> Result<Self, TrainError> {
        let buffers = method.rule().start(&student);
        let (student, float_w) = match method.blend() {
            None => (student, None),
            Some(blend) => {
                let w = blend.projection().apply(&student.w)?;
                (Network { v: student.v, w }, Some(student.w))
            }
        };
        Ok(State {
            step: 0,
            student,
            float_w,
            buffers,
        })
    }

    /// The same state in another arithmetic, number by number.
    pub fn map<U>(&self, mut number: impl FnMut(&T) -> U) -> State<U> {
        fn vector<T, U>(x: &[T], number: &mut impl FnMut(&T) -> U) -> Vec<U> {
            x.iter().map(number).collect()
        }
        let mut network = |x: &Network<T>| Network {
            v: vector(&x.v, &mut number),
            w: vector(&x.w, &mut number),
        };
        let student = network(&self.student);
        let buffers = Buffers {
            first: self.buffers.first.as_ref().map(&mut network),
            second: self.buffers.second.as_ref().map(&mut network),
        };
        State {
            step: self.step,
            student,
            float_w: self.float_w.as_ref().map(|w| vector(w, &mut number)),
            buffers,
        }
    }
}
