(** * Coarse gradient descent with the weight normalised after each step

    v+ = v - eta df/dv,  w+ = (w - eta E g(v, w)) / |w - eta E g(v, w)|. The population loss sees the direction of w
    only, so normalising changes no loss; it keeps |w| away from zero. Source: the book; P2 for the idea. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent.
Open Scope R_scope.

Section NormalisedDescent.
Variables m n : nat.
Variables vs ws : vec.
Variable G : vec -> vec -> vec.
Variable eta : R.

(** The iterates (v^t, w^t) from (v0, w0/|w0|). *)
Fixpoint normalised_iterate (v0 w0 : vec) (t : nat) : vec * vec :=
  match t with
  | O => (v0, unit n w0)
  | S k => let (v, w) := normalised_iterate v0 w0 k in (next_v m n vs ws eta v w, unit n (next_w G eta v w))
  end.
End NormalisedDescent.
