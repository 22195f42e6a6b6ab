(** * The hypotheses of the theorems about slopes can be met *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors Network Slopes TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import SlopeCorrelation ClippedRelu.
Import ListNotations.
Open Scope R_scope.

(** Student and teacher at a right angle, in any dimension from 2 on. *)
Example between_is_possible n : (2 <= n)%nat ->
  exists w ws, 0 < nrm n w /\ 0 < nrm n ws /\ 0 < angle n w ws < PI.
Proof.
  intros Hn. destruct (axes_right_angle n 1 Hn Rlt_0_1) as (A & B & C). pose proof PI_RGT_0.
  exists (1 * axis 0)%V, (axis 1). rewrite A, B, C. repeat split; lra.
Qed.

(** v.v* <> 0, S <> 0 and m >= 2 together. *)
Example output_weights_are_possible m : (2 <= m)%nat -> exists v vs, dot m v vs <> 0 /\ dot m ones vs <> 0.
Proof. intros Hm. exists ones, ones. rewrite dot_ones_ones. split; apply not_0_INR; lia. Qed.

(** Opposite and parallel weights. *)
Example parallel_is_possible : exists w ws, 0 < nrm 2 w /\ 0 < nrm 2 ws /\ angle 2 w ws = 0.
Proof.
  assert (N : nrm 2 (axis 0) = 1) by (apply nrm_axis; lia).
  exists (axis 0), (axis 0). rewrite N. split; [lra | split; [lra|]].
  unfold angle. rewrite N. replace (dot 2 (axis 0) (axis 0) / (1 * 1)) with 1; [apply acos_1|].
  unfold axis; simpl; field.
Qed.

Example opposite_is_possible : exists w ws, 0 < nrm 2 w /\ 0 < nrm 2 ws /\ angle 2 w ws = PI.
Proof.
  assert (N : nrm 2 (axis 0) = 1) by (apply nrm_axis; lia).
  assert (M : nrm 2 (-1 * axis 0)%V = 1) by (rewrite nrm_scal, N, Rabs_left by lra; ring).
  exists (axis 0), (-1 * axis 0)%V. rewrite N, M. split; [lra | split; [lra|]].
  unfold angle. rewrite N, M. replace (dot 2 (axis 0) (-1 * axis 0)%V / (1 * 1)) with (-1).
  - replace (-1) with (- (1)) by ring. rewrite acos_opp, acos_1. ring.
  - unfold axis, vscal; simpl; field.
Qed.

(** A saddle: m = n = 2, v* = (1, 0), v = (0, 1/2), theta = 3 pi/4. *)
Definition saddle_w : vec := fun i => match i with O => -1 | _ => 1 end.

Lemma saddle_angle_value : nrm 2 saddle_w = sqrt 2 /\ nrm 2 (axis 0) = 1 /\ angle 2 saddle_w (axis 0) = 3 * (PI / 4).
Proof.
  assert (A : nrm 2 saddle_w = sqrt 2) by (unfold nrm, saddle_w; simpl; f_equal; ring).
  assert (B : nrm 2 (axis 0) = 1) by (apply nrm_axis; lia).
  split; [exact A | split; [exact B|]]. unfold angle. rewrite A, B.
  replace (dot 2 saddle_w (axis 0) / (sqrt 2 * 1)) with (cos (3 * (PI / 4))).
  - apply acos_cos. pose proof PI_RGT_0. lra.
  - rewrite cos_3PI4. unfold saddle_w, axis. simpl. field. apply Rgt_not_eq, sqrt_lt_R0. lra.
Qed.

Example saddle_is_possible : exists vs ws v w, 0 < nrm 2 w /\ 0 < nrm 2 ws /\ 0 < angle 2 w ws < PI /\ 0 < dot 2 v v /\
  (forall i, (i < 2)%nat -> population_gradient_v 2 2 vs ws v w i = 0) /\
  (forall i, (i < 2)%nat -> population_gradient_w 2 2 vs ws v w i = 0).
Proof.
  destruct saddle_angle_value as (A & B & C). pose proof PI_RGT_0 as P.
  exists (axis 0), (axis 0), (/ 2 * axis 1)%V, saddle_w.
  split; [rewrite A; apply sqrt_lt_R0; lra|]. split; [rewrite B; lra|]. split; [rewrite C; lra|].
  split; [unfold axis, vscal; simpl; lra|]. split.
  - intros i Hi. unfold population_gradient_v, I_plus_J, I_theta_plus_J. rewrite C.
    destruct i as [|[|i]]; [| |lia]; unfold axis, vscal, vsub, vadd, ones; simpl; field; lra.
  - intros i _. unfold population_gradient_w, vscal.
    replace (dot 2 (fun i : nat => / 2 * axis 1 i) (axis 0)) with 0 by (unfold axis; simpl; ring).
    field. split; [rewrite A; apply Rgt_not_eq, sqrt_lt_R0; lra | lra].
Qed.

(** A non-negative slope, and even moments of either sign. *)
Example nonnegative_slope_is_possible x : 0 <= step_slope 0 [(0, 1)] x.
Proof. unfold step_slope. simpl. destruct (Rlt_dec 0 (x - 0)); [rewrite binary_pos | rewrite binary_npos]; lra. Qed.

Example even_moment_of_either_sign_is_possible :
  (forall tau, 0 < tau -> 0 < even_moment 0 clipped_relu_jumps tau) /\ even_moment (-1) [] 1 < 0.
Proof. split; [exact even_moment_clipped_pos | unfold even_moment, jump_sum; simpl; lra]. Qed.
