(** * Critical points of the population loss

    With x = 2 theta/pi and S = 1.v*. Source: P1, Proposition 1 and equation (8), in the corrected form of the book's
    errata page; the closed landscape is proved in the book.
    Mirrors [landscape.rs] of the crate coarsegrad-exact. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors TwoLayer.
Open Scope R_scope.

Section Landscape.
Variable m : nat.
Variable vs : vec.

(** The minimiser of f over v at a given angle: v_theta = (1 - x) v* + (x S/(m + 1)) 1. *)
Definition minimiser_in_v (theta : R) : vec :=
  ((1 - 2 * theta / PI) * vs + 2 * theta / PI * (dot m ones vs / (INR m + 1)) * ones)%V.

(** f at that minimiser: (1/8) [2 x |v*|^2 - x^2 (|v*|^2 - S^2/(m + 1))]. *)
Definition minimum_in_v (theta : R) : R :=
  / 8 * (2 * (2 * theta / PI) * dot m vs vs
         - (2 * theta / PI) ^ 2 * (dot m vs vs - dot m ones vs ^ 2 / (INR m + 1))).

(** v_pi = - v* + (2 S/(m + 1)) 1, the output weights of the (perhaps spurious) minimiser at theta = pi. *)
Definition opposite_v : vec := minimiser_in_v PI.

(** The angle of the saddles: (pi/2) (m + 1)|v*|^2 / ((m + 1)|v*|^2 - S^2). *)
Definition saddle_angle : R :=
  PI / 2 * ((INR m + 1) * dot m vs vs / ((INR m + 1) * dot m vs vs - dot m ones vs ^ 2)).

(** The condition of Proposition 1: S^2 < ((m + 1)/2) |v*|^2. *)
Definition has_saddles : Prop := dot m ones vs ^ 2 < (INR m + 1) / 2 * dot m vs vs.
End Landscape.

(** (v, w) is a local minimiser of f, among w <> 0. *)
Definition local_minimiser (m n : nat) (vs ws v w : vec) : Prop :=
  exists radius, 0 < radius /\
    forall v' w', nrm m (v' - v)%V < radius -> nrm n (w' - w)%V < radius -> 0 < nrm n w' ->
      population_loss m n vs ws v w <= population_loss m n vs ws v' w'.

(** A local minimiser is spurious when f is positive there (f vanishes at the teacher). *)
Definition spurious_minimiser (m n : nat) (vs ws v w : vec) : Prop :=
  local_minimiser m n vs ws v w /\ 0 < population_loss m n vs ws v w.
