(** * A run with clipped ReLU at a right angle

    m = n = 2, v* = (1, -1), w* = (1, 0), v = k (1, 1), w = a (0, 1): v.v* = 0, so the angle stays pi/2 while v tends to
    the saddle's and w shrinks, but not below 1. It meets all hypotheses of the theorems on plain descent with clipped
    ReLU. And ReLU meets those of the theorems on any estimator. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient Convergence Gaussian.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry FrameGradients LossBounds Convergence ClippedReluNorm DescentWitness.
Open Scope R_scope.

Definition signs : vec := fun i => match i with O => 1 | _ => -1 end.
Definition up : vec := plane 0 1.
Definition right : vec := plane 1 0.

Lemma nrm_up a : 0 < a -> nrm 2 (a * up)%V = a.
Proof. intros H. unfold nrm. simpl. unfold vscal, up. simpl. apply sqrt_lem_1; [nra | lra | ring]. Qed.

Lemma nrm_right : nrm 2 right = 1.
Proof. unfold nrm. simpl. replace (0 + 1 * 1 + 0 * 0) with 1 by ring. apply sqrt_1. Qed.

Lemma unit_up a : 0 < a -> unit 2 (a * up)%V = up.
Proof.
  intros H. rewrite unit_scal by exact H. unfold unit.
  replace (nrm 2 up) with 1; [vec_ext; field|].
  unfold nrm. simpl. replace (0 + 0 * 0 + 1 * 1) with 1 by ring. symmetry. apply sqrt_1.
Qed.

Lemma angle_up a : 0 < a -> angle 2 (a * up)%V right = PI / 2.
Proof.
  intros H. unfold angle. rewrite nrm_up, nrm_right by exact H.
  replace (dot 2 (a * up)%V right / (a * 1)) with 0; [apply acos_0|].
  simpl. unfold vscal, up, right. simpl. field. lra.
Qed.

Lemma up_gradient_v k a : 0 < a -> population_gradient_v 2 2 signs right (k * ones)%V (a * up)%V = (3 / 4 * k * ones)%V.
Proof.
  intros H. pose proof PI_RGT_0. unfold population_gradient_v, I_plus_J, I_theta_plus_J. rewrite angle_up by exact H.
  simpl. vec_ext. simpl. field. lra.
Qed.

Definition shrink (a : R) : R := 1 - exp (- 1 / (2 * (a * a))).

Lemma up_gradient_w k a : 0 < a ->
  expected_coarse_gradient_clipped_relu 2 2 signs right (k * ones)%V (a * up)%V
  = (3 * k ^ 2 * shrink a / sqrt (2 * PI) * up)%V.
Proof.
  intros H. pose proof sqrt_2PI_pos. unfold expected_coarse_gradient_clipped_relu. rewrite nrm_up, unit_up by exact H.
  replace (dot 2 (k * ones)%V signs) with 0 by (simpl; unfold vscal, ones; simpl; ring).
  replace (h 2 signs (k * ones)%V) with (6 * k ^ 2) by (unfold h; simpl; unfold vscal, ones; simpl; ring).
  unfold shrink. vec_ext. field. lra.
Qed.

Lemma shrink_range a : 0 < a -> 0 <= shrink a <= 1.
Proof. intros H. unfold shrink. pose proof (exp_radius_range a H). lra. Qed.

Definition up_iterate :=
  iterate 2 2 signs right (expected_coarse_gradient_clipped_relu 2 2 signs right) (/ 90) (1 * ones)%V (3 * up)%V.

Lemma up_run t : exists k a,
  up_iterate t = ((k * ones)%V, (a * up)%V) /\ 0 < k /\ 1 + 2 * k ^ 2 <= a <= 3.
Proof.
  pose proof sqrt_2PI_gt_2 as H2. induction t as [|t (k & a & E & Hk & Ha)].
  - exists 1, 3. split; [reflexivity | lra].
  - pose proof (pow2_ge_0 k) as K. pose proof (shrink_range a ltac:(lra)) as R.
    exists (k - / 90 * (3 / 4 * k)), (a - / 90 * (3 * k ^ 2 * shrink a / sqrt (2 * PI))). split; [|split].
    + unfold up_iterate in *. cbn [iterate]. rewrite E. unfold next_v, next_w.
      rewrite up_gradient_v, up_gradient_w by lra.
      f_equal; vec_ext; ring.
    + lra.
    + assert (Q : 0 <= 3 * k ^ 2 * shrink a / sqrt (2 * PI) <= 3 * k ^ 2 / 2).
      { assert (0 <= 3 * k ^ 2 * shrink a <= 3 * k ^ 2) by (split; nra).
        split; [apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; lra]|].
        apply Rmult_le_reg_r with (sqrt (2 * PI)); [lra|].
        unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra. nra. }
      split; nra.
Qed.

Lemma up_loss : population_loss 2 2 signs right (1 * ones)%V (3 * up)%V = 1.
Proof.
  pose proof PI_RGT_0. unfold population_loss, I_plus_J, I_theta_plus_J. rewrite angle_up by lra.
  simpl. unfold vadd, vscal, ones, signs. field. lra.
Qed.

Lemma up_small_step : small_step 2 2 signs right (1 * ones)%V (3 * up)%V (1 / 2) (/ 90).
Proof.
  pose proof sqrt_2PI_gt_2. unfold small_step, output_weight_bound. rewrite up_loss.
  assert (N : 0 <= nrm 2 signs <= 3 / 2).
  { split; [apply nrm_ge0|]. apply Rsqr_incr_0; [|apply nrm_ge0 | lra]. unfold Rsqr. rewrite nrm_sq. simpl. lra. }
  assert (S : 0 <= sqrt (8 * 1) <= 3).
  { split; [apply sqrt_pos|]. apply Rsqr_incr_0; [|apply sqrt_pos | lra]. unfold Rsqr. rewrite sqrt_sqrt; lra. }
  set (b := nrm 2 signs) in *. set (s := sqrt (8 * 1)) in *. simpl INR. cbv zeta. repeat split; try lra.
  assert ((b + s) * (b + s + b) <= 9 / 2 * 6) by (apply Rmult_le_compat; lra). lra.
Qed.

Example clipped_run_witness :
  0 < nrm 2 right
  /\ 0 < angle 2 (3 * up)%V right < PI
  /\ small_step 2 2 signs right (1 * ones)%V (3 * up)%V (1 / 2) (/ 90)
  /\ (forall t, 1 <= nrm 2 (snd (up_iterate t)) <= 3).
Proof.
  pose proof PI_RGT_0. split; [|split; [|split]].
  - rewrite nrm_right. lra.
  - rewrite angle_up; lra.
  - apply up_small_step.
  - intros t. destruct (up_run t) as (k & a & E & Hk & Ha). rewrite E. simpl. pose proof (pow2_ge_0 k).
    rewrite nrm_up; lra.
Qed.

(** The hypotheses of the theorems on any estimator, for ReLU at the start of [line_iterate]. *)
Example any_estimator_witness :
  let G := expected_coarse_gradient_leaky_relu 1 1 ones ones 0 in
  let radial := fun v w => leaky_relu_radial 1 1 ones ones v w 0 in
  let V := output_weight_bound 1 1 ones ones (/ 2 * ones)%V (1 * ones)%V in
  (forall v w, 1 <= nrm 1 w ->
     forall i, (i < 1)%nat -> G v w i = frame_gradient 1 1 ones ones (radial v w) ((1 + 0) / 2) v w i)
  /\ (forall v w, 1 <= nrm 1 w -> nrm 1 v <= V ->
       / 8 * Rabs (radial v w) <= 1 / 2 /\ / 8 * (V * nrm 1 ones) * ((1 + 0) / 2) <= sqrt (2 * PI) * (1 / 2)).
Proof.
  intros G radial V. split.
  - intros v w Hw i Hi. apply leaky_relu_in_frame; [lra | rewrite nrm_ones; lra | exact Hi].
  - intros v w Hw Hv. destruct line_small_step as (_ & _ & S).
    apply leaky_relu_sizes; try lra; trivial.
    unfold V, output_weight_bound.
    pose proof (sqrt_pos (8 * population_loss 1 1 ones ones (/ 2 * ones)%V (1 * ones)%V)). lra.
Qed.
