(** * Coarse gradient descent on the population loss

    v+ = v - eta df/dv,  w+ = w - eta E g(v, w), where the expected coarse gradient is any field [G].
    Source: P1, Algorithm 1. Mirrors [method.rs] of the crate coarsegrad-train. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors TwoLayer.
Open Scope R_scope.

Section Descent.
Variables m n : nat.
Variables vs ws : vec.
(** The expected coarse gradient in w, as a function of v and w. *)
Variable G : vec -> vec -> vec.
Variable eta : R.

Definition next_v (v w : vec) : vec := (v - eta * population_gradient_v m n vs ws v w)%V.
Definition next_w (v w : vec) : vec := (w - eta * G v w)%V.

(** The iterates (v^t, w^t) from (v0, w0). *)
Fixpoint iterate (v0 w0 : vec) (t : nat) : vec * vec :=
  match t with
  | O => (v0, w0)
  | S k => let (v, w) := iterate v0 w0 k in (next_v v w, next_w v w)
  end.
End Descent.
