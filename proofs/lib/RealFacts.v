(** * Facts about real numbers that the standard library lacks *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Network.
Open Scope R_scope.

(** Coquelicot states equalities in the carrier of a structure; bring them back to R, for [ring] and [field]. *)
Ltac Req := match goal with |- @eq _ ?x ?y => change (@eq R x y) end.

Lemma sqrt_2PI_pos : 0 < sqrt (2 * PI).
Proof. apply sqrt_lt_R0. pose proof PI_RGT_0; lra. Qed.
Lemma sqrt_2PI_sq : sqrt (2 * PI) * sqrt (2 * PI) = 2 * PI.
Proof. apply sqrt_sqrt. pose proof PI_RGT_0; lra. Qed.
Lemma sqrt_half_PI : sqrt (PI / 2) = sqrt (2 * PI) / 2.
Proof.
  pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as S. apply sqrt_lem_1; [lra | lra |].
  replace (sqrt (2 * PI) / 2 * (sqrt (2 * PI) / 2)) with (sqrt (2 * PI) * sqrt (2 * PI) / 4) by field.
  rewrite sqrt_2PI_sq. field.
Qed.

(** ** The binary activation *)
Lemma binary_pos x : 0 < x -> binary x = 1.
Proof. unfold binary; destruct (Rlt_dec 0 x); lra. Qed.
Lemma binary_npos x : x <= 0 -> binary x = 0.
Proof. unfold binary; destruct (Rlt_dec 0 x); lra. Qed.
Lemma binary_scal r x : 0 < r -> binary (r * x) = binary x.
Proof.
  intros Hr. destruct (Rlt_dec 0 x).
  - rewrite !binary_pos; auto. now apply Rmult_lt_0_compat.
  - rewrite !binary_npos; auto; [lra|]. nra.
Qed.
Lemma binary_idem x : binary x * binary x = binary x.
Proof. unfold binary; destruct (Rlt_dec 0 x); lra. Qed.
