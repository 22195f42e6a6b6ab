(** * Slopes of straight-through estimators

    The slope mu' that the backward pass pretends the binary activation to have, with the conventions at the ends
    that the theorems use. Source: P1, section 2.
    Mirrors [ste.rs] of the crate coarsegrad-model. *)
From Coq Require Import Reals List.
From Coarsegrad.spec Require Import Network.
Open Scope R_scope.

(** mu' = 1 *)
Definition identity_slope (_ : R) : R := 1.

(** mu' = 1{x > 0} *)
Definition relu_slope (x : R) : R := binary x.

(** mu' = 1{0 < x < 1} *)
Definition clipped_relu_slope (x : R) : R := binary x * binary (1 - x).

(** mu' = alpha + (1 - alpha) 1{x > 0} *)
Definition leaky_relu_slope (alpha x : R) : R := alpha + (1 - alpha) * binary x.

(** A piecewise constant slope: the value [left] far to the left, and a jump J at x_k for every pair (x_k, J):
    mu' = left + sum_k J_k 1{x > x_k}. *)
Definition step_slope (left : R) (jumps : list (R * R)) (x : R) : R :=
  left + fold_right (fun jump rest => snd jump * binary (x - fst jump) + rest) 0 jumps.
