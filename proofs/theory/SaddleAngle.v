(** * The angle of the saddles

    theta_s = (pi/2) |v*|^2/G, where v_theta.v* = 0 and where the least value of f over v turns from rising to falling;
    it lies below pi exactly under the condition S^2 < ((m + 1)/2) |v*|^2.

    Sources: P1, Proposition 1; the book, "The landscape". *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Landscape.
Open Scope R_scope.

Section SaddleAngle.
Variable m : nat.
Variable vs : vec.
Hypothesis vs_nz : 0 < dot m vs vs.

Lemma saddle_angle_curvature : saddle_angle m vs = PI / 2 * (dot m vs vs / curvature m vs).
Proof.
  unfold saddle_angle. rewrite <- curvature_scaled.
  pose proof (curvature_pos m vs vs_nz). pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma saddle_angle_iff theta :
  theta = saddle_angle m vs <-> dot m (minimiser_in_v m vs theta) vs = 0.
Proof.
  rewrite saddle_angle_curvature, dot_minimiser_teacher.
  pose proof (curvature_pos m vs vs_nz) as G. pose proof PI_RGT_0 as P. split.
  - intros ->. field. lra.
  - intros E. apply Rmult_eq_reg_r with (2 * / PI * curvature m vs).
    + transitivity (dot m vs vs); [lra | field; lra].
    + apply Rgt_not_eq. apply Rmult_lt_0_compat; [|exact G]. apply Rmult_lt_0_compat; [lra|].
      now apply Rinv_0_lt_compat.
Qed.

Lemma has_saddles_curvature : has_saddles m vs <-> dot m vs vs < 2 * curvature m vs.
Proof.
  unfold has_saddles. pose proof (curvature_scaled m vs). pose proof (INR_plus_1_pos m). split; nra.
Qed.

(** pi/2 <= saddle_angle, and saddle_angle < pi under the condition of Proposition 1. *)
Lemma saddle_angle_ge : PI / 2 <= saddle_angle m vs.
Proof.
  rewrite saddle_angle_curvature. pose proof (curvature_pos m vs vs_nz) as G. pose proof (curvature_le m vs) as L.
  pose proof PI_RGT_0 as P. rewrite <- (Rmult_1_r (PI / 2)) at 1. apply Rmult_le_compat_l; [lra|].
  apply Rmult_le_reg_r with (curvature m vs); [exact G|].
  replace (dot m vs vs / curvature m vs * curvature m vs) with (dot m vs vs) by (field; lra). lra.
Qed.

Lemma has_saddles_iff_angle : has_saddles m vs <-> saddle_angle m vs < PI.
Proof.
  rewrite has_saddles_curvature, saddle_angle_curvature.
  pose proof (curvature_pos m vs vs_nz) as G. pose proof PI_RGT_0 as P.
  assert (E : dot m vs vs / curvature m vs * curvature m vs = dot m vs vs) by (field; lra).
  set (q := dot m vs vs / curvature m vs) in *. split; intros H.
  - assert (q < 2) by nra. nra.
  - assert (q < 2) by nra. nra.
Qed.

Lemma dot_opposite_teacher : dot m (opposite_v m vs) vs = 2 * dot m ones vs ^ 2 / (INR m + 1) - dot m vs vs.
Proof.
  unfold opposite_v. rewrite dot_minimiser_teacher. unfold curvature.
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma has_saddles_iff_opposite : has_saddles m vs <-> dot m (opposite_v m vs) vs < 0.
Proof.
  unfold opposite_v. rewrite has_saddles_curvature, dot_minimiser_teacher.
  replace (2 * PI / PI) with 2 by (field; apply PI_neq0). split; lra.
Qed.
End SaddleAngle.

(** The least value over v rises up to the angle of the saddles and falls after it. *)
Section LeastValue.
Variable m : nat.
Variable vs : vec.
Hypothesis vs_nz : 0 < dot m vs vs.

Lemma minimum_in_v_difference theta theta' :
  minimum_in_v m vs theta' - minimum_in_v m vs theta
  = / 8 * (4 * (theta' - theta) / PI ^ 2 * curvature m vs * (2 * saddle_angle m vs - theta - theta')).
Proof.
  rewrite !minimum_in_v_curvature, saddle_angle_curvature by exact vs_nz.
  pose proof (curvature_pos m vs vs_nz). pose proof PI_RGT_0. field. lra.
Qed.

Lemma difference_factor_pos theta theta' : theta < theta' -> 0 < 4 * (theta' - theta) / PI ^ 2 * curvature m vs.
Proof.
  intros T. pose proof PI_RGT_0. apply Rmult_lt_0_compat; [|now apply curvature_pos].
  apply Rdiv_lt_0_compat; [lra | now apply pow_lt].
Qed.

Theorem minimum_in_v_rises theta theta' :
  theta < theta' <= saddle_angle m vs -> minimum_in_v m vs theta < minimum_in_v m vs theta'.
Proof.
  intros [T T']. pose proof (minimum_in_v_difference theta theta') as D.
  pose proof (difference_factor_pos theta theta' T) as F.
  pose proof (Rmult_lt_0_compat _ (2 * saddle_angle m vs - theta - theta') F). lra.
Qed.

Theorem minimum_in_v_falls theta theta' :
  saddle_angle m vs <= theta < theta' -> minimum_in_v m vs theta' < minimum_in_v m vs theta.
Proof.
  intros [T T']. pose proof (minimum_in_v_difference theta theta') as D.
  pose proof (difference_factor_pos theta theta' T') as F.
  pose proof (Rmult_lt_0_compat _ (theta + theta' - 2 * saddle_angle m vs) F). lra.
Qed.
End LeastValue.
