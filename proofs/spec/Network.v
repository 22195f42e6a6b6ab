(** * The two-linear-layer network with binary activation

    An input Z has m rows in R^n; the network (v, w) answers v^T sigma(Z w) with sigma(x) = 1{x > 0}; a teacher
    (v*, w* ) gives the labels. Source: P1, section 2 (with the missing sigma of y* restored).

    Main definitions: [output], [sample_loss], [sample_gradient_v], [sample_coarse_gradient].
    Mirrors [two_layer.rs] of the crate coarsegrad-model. Throughout, [vs] and [ws] are the teacher's v* and w*. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors.
Open Scope R_scope.

(** sigma(x) = 1{x > 0}; in particular sigma(0) = 0. *)
Definition binary (x : R) : R := if Rlt_dec 0 x then 1 else 0.

(** Row i of the input is [Z i]. *)
Definition rows := nat -> vec.

Section Network.
Variables m n : nat.

(** y(Z; v, w) = v^T sigma(Z w) *)
Definition output (v w : vec) (Z : rows) : R :=
  sum m (fun i => v i * binary (dot n (Z i) w)).

Variables vs ws v w : vec.

Definition residual (Z : rows) : R := output v w Z - output vs ws Z.

(** l(v, w; Z) = (y - y* )^2 / 2 *)
Definition sample_loss (Z : rows) : R := / 2 * residual Z ^ 2.

(** dl/dv = (y - y* ) sigma(Z w) *)
Definition sample_gradient_v (Z : rows) : vec :=
  fun i => residual Z * binary (dot n (Z i) w).

(** The coarse gradient g = (y - y* ) Z^T (mu'(Z w) . v) of the straight-through estimator with slope mu'. *)
Definition sample_coarse_gradient (slope : R -> R) (Z : rows) : vec :=
  fun j => residual Z * sum m (fun i => v i * slope (dot n (Z i) w) * Z i j).
End Network.
