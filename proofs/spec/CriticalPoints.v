(** * Stationary points and saddles

    Both are spoken of where f is differentiable in w: at 0 < theta < pi. Source: P1, Proposition 1. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape.
Open Scope R_scope.

(** x and y agree on their first m coordinates. *)
Definition agree (m : nat) (x y : vec) : Prop := forall i, (i < m)%nat -> x i = y i.

(** The vector 0. *)
Definition zeros : vec := fun _ => 0.

Section CriticalPoints.
Variables m n : nat.
Variables vs ws v w : vec.

Definition stationary : Prop :=
  0 < angle n w ws < PI
  /\ agree m (population_gradient_v m n vs ws v w) zeros
  /\ agree n (population_gradient_w m n vs ws v w) zeros.

(** (v, w) is a local maximiser of f, among w <> 0. *)
Definition local_maximiser : Prop :=
  exists radius, 0 < radius /\
    forall v' w', nrm m (v' - v)%V < radius -> nrm n (w' - w)%V < radius -> 0 < nrm n w' ->
      population_loss m n vs ws v' w' <= population_loss m n vs ws v w.

Definition saddle : Prop :=
  stationary /\ ~ local_minimiser m n vs ws v w /\ ~ local_maximiser.
End CriticalPoints.
