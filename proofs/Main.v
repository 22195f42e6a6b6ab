(** * Promised theorems, restated with the names of [spec] only. *)
From Coq Require Import Reals Lra.
From Coarsegrad.spec Require Import Network.
Local Open Scope R_scope.

Theorem binary_activation_is_zero_at_zero : binary 0 = 0.
Proof.
  unfold binary; destruct (Rlt_dec 0 0); [exfalso; lra | reflexivity].
Qed.
