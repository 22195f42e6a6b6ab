(** * What a certificate says

    A certificate is about one quantity of one instance, whose entries are literal rationals: either an entry is within
    one unit of the last place of a decimal, or it equals a rational.

    Main definitions: [literal], [enclosed], [enclosed_vector].
    Mirrors [record.rs] of the crate coarsegrad-golden. *)
From Coq Require Import Reals List ZArith QArith Qreals.
From Coarsegrad.spec Require Import Vectors.
Import ListNotations.
Open Scope R_scope.

(** The vector of these rationals, continued by zeros. *)
Definition literal (l : list Q) : vec := fun i => Q2R (nth i l 0%Q).

(** What is said of a number: near z / 10^d, or equal to q. *)
Inductive statement := near (z : Z) | exactly (q : Q).

(** |x - z / 10^d| <= 1 / 10^d, or x = q. *)
Definition enclosed (d : nat) (x : R) (s : statement) : Prop :=
  match s with
  | near z => Rabs (x - IZR z / 10 ^ d) <= 1 / 10 ^ d
  | exactly q => x = Q2R q
  end.

(** Each of x 0, ..., x (k - 1) is enclosed by the statement at its place, and there are k statements. *)
Definition enclosed_vector (d k : nat) (x : vec) (l : list statement) : Prop :=
  Forall2 (enclosed d) (map x (seq 0 k)) l.
