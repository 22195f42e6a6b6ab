(** * Following a field with a fixed step

    x+ = x - eta G(x), for a function on R^n that need not be the model's loss. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors.
Open Scope R_scope.

Fixpoint follow (G : vec -> vec) (eta : R) (x0 : vec) (k : nat) : vec :=
  match k with
  | O => x0
  | S j => (follow G eta x0 j - eta * G (follow G eta x0 j))%V
  end.
