//! The reference trainer: coarse gradient descent, plain and readable.
