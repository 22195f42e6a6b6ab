(** * Examples of runs

    Points at which the hypotheses about runs hold. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape Convergence ClippedReluNorm.
Open Scope R_scope.

(** ** The hypotheses of descent and convergence can be met

    Small steps exist at every start; a run in which v and w move for ever and |w| stays in [1, 3/2]; a point of
    Theorem D; a favourable start off the line of the teacher. *)

Lemma sqrt_2PI_gt_2 : 2 < sqrt (2 * PI).
Proof.
  pose proof PI2_3_2. replace 2 with (sqrt (2 * 2)) at 1 by (apply sqrt_square; lra).
  apply sqrt_lt_1_alt. lra.
Qed.

(** For every start there is a bound below which every step is small. *)
Theorem small_steps_exist m n vs ws v0 w0 low : 0 < low ->
  exists bound, 0 < bound /\ forall eta, 0 < eta <= bound -> small_step m n vs ws v0 w0 low eta.
Proof.
  intros Hlow. set (V := output_weight_bound m n vs ws v0 w0).
  pose proof (pos_INR m) as M. pose proof (nrm_ge0 m vs) as N. pose proof sqrt_2PI_pos as Hr.
  assert (HV : 0 <= V).
  { unfold V, output_weight_bound. pose proof (sqrt_pos (8 * population_loss m n vs ws v0 w0)). lra. }
  set (K := (INR m + 1) * V * (V + nrm m vs)).
  assert (HK : 0 <= K) by (unfold K; repeat apply Rmult_le_pos; lra).
  exists (Rmin (/ (INR m + 1)) (sqrt (2 * PI) * low / (K + 1))).
  assert (P : 0 < sqrt (2 * PI) * low) by (apply Rmult_lt_0_compat; assumption).
  split.
  - apply Rmin_glb_lt; [apply Rinv_0_lt_compat; lra | apply Rdiv_lt_0_compat; lra].
  - intros eta [He Hb]. unfold small_step. fold V K. cbv zeta.
    pose proof (Rmin_l (/ (INR m + 1)) (sqrt (2 * PI) * low / (K + 1))) as L1.
    pose proof (Rmin_r (/ (INR m + 1)) (sqrt (2 * PI) * low / (K + 1))) as L2.
    repeat split; [exact He | |].
    + apply Rle_trans with (/ (INR m + 1) * (INR m + 1)); [apply Rmult_le_compat_r; lra|].
      rewrite Rinv_l; lra.
    + apply Rle_trans with (sqrt (2 * PI) * low / (K + 1) * (K + 1)).
      * apply Rmult_le_compat; lra.
      * right. field. lra.
Qed.

(** *** One row and one input, on the line of the teacher v* = w* = 1, from v = 1/2 and w = 1 *)
Lemma nrm_line a : 0 < a -> nrm 1 (a * ones)%V = a.
Proof. intros H. unfold nrm. simpl. unfold vscal, ones. apply sqrt_lem_1; [nra | lra | ring]. Qed.

Lemma nrm_ones : nrm 1 ones = 1.
Proof. unfold nrm. simpl. unfold ones. replace (0 + 1 * 1) with 1 by ring. apply sqrt_1. Qed.

Lemma unit_line a : 0 < a -> unit 1 (a * ones)%V = ones.
Proof. intros H. rewrite unit_scal by exact H. unfold unit. rewrite nrm_ones. vec_ext. field. Qed.

Lemma angle_line a : 0 < a -> angle 1 (a * ones)%V ones = 0.
Proof.
  intros H. unfold angle. rewrite nrm_line, nrm_ones by exact H.
  replace (dot 1 (a * ones)%V ones / (a * 1)) with 1; [apply acos_1|].
  simpl. unfold vscal, ones. field. lra.
Qed.

Lemma line_gradient_v c a : 0 < a ->
  population_gradient_v 1 1 ones ones (c * ones)%V (a * ones)%V = ((c - 1) / 2 * ones)%V.
Proof.
  intros H. pose proof PI_RGT_0. unfold population_gradient_v, I_plus_J, I_theta_plus_J. rewrite angle_line by exact H.
  simpl. vec_ext. field. lra.
Qed.

Lemma line_gradient_w c a : 0 < a ->
  expected_coarse_gradient_relu 1 1 ones ones (c * ones)%V (a * ones)%V = (c * (c - 1) / sqrt (2 * PI) * ones)%V.
Proof.
  intros H. pose proof sqrt_2PI_pos. unfold expected_coarse_gradient_relu, h. rewrite unit_line by exact H.
  replace (unit 1 ones) with ones by (unfold unit; rewrite nrm_ones; vec_ext; field).
  simpl. vec_ext. field. lra.
Qed.

Definition line_iterate :=
  iterate 1 1 ones ones (expected_coarse_gradient_relu 1 1 ones ones) (/ 8) (/ 2 * ones)%V (1 * ones)%V.

Lemma line_run t : exists c a,
  line_iterate t = ((c * ones)%V, (a * ones)%V) /\ / 2 <= c < 1 /\ 1 <= a <= 3 / 2 - (1 - c).
Proof.
  pose proof sqrt_2PI_gt_2 as H2. induction t as [|t (c & a & E & Hc & Ha)].
  - exists (/ 2), 1. split; [reflexivity | lra].
  - exists (c - / 8 * ((c - 1) / 2)), (a - / 8 * (c * (c - 1) / sqrt (2 * PI))). split; [|split].
    + unfold line_iterate in *. simpl. rewrite E. unfold next_v, next_w.
      rewrite line_gradient_v, line_gradient_w by lra.
      f_equal; vec_ext; ring.
    + lra.
    + assert (Q : 0 <= c * (1 - c) / sqrt (2 * PI) <= (1 - c) / 2).
      { split; [apply Rmult_le_pos; [nra | apply Rlt_le, Rinv_0_lt_compat; lra]|].
        apply Rmult_le_reg_r with (sqrt (2 * PI)); [lra|].
        unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra. nra. }
      replace (c * (c - 1) / sqrt (2 * PI)) with (- (c * (1 - c) / sqrt (2 * PI))) by (field; lra). lra.
Qed.

Lemma line_loss : population_loss 1 1 ones ones (/ 2 * ones)%V (1 * ones)%V = / 16.
Proof.
  pose proof PI_RGT_0. unfold population_loss, I_plus_J, I_theta_plus_J. rewrite angle_line by lra.
  simpl. unfold vadd, vscal, ones. field. lra.
Qed.

Lemma line_small_step : small_step 1 1 ones ones (/ 2 * ones)%V (1 * ones)%V 1 (/ 8).
Proof.
  pose proof sqrt_2PI_gt_2. unfold small_step, output_weight_bound. rewrite line_loss, nrm_ones. simpl INR.
  assert (S : 0 <= sqrt (8 * / 16) <= 1).
  { split; [apply sqrt_pos|]. apply Rle_trans with (sqrt 1); [apply sqrt_le_1_alt; lra | rewrite sqrt_1; lra]. }
  cbv zeta. repeat split; nra.
Qed.

(** All hypotheses of the theorems on plain descent with ReLU hold at once, and nothing stands still. *)
Example bounded_run_witness :
  0 < nrm 1 ones
  /\ small_step 1 1 ones ones (/ 2 * ones)%V (1 * ones)%V 1 (/ 8)
  /\ (forall t, 1 <= nrm 1 (snd (line_iterate t)) <= 3 / 2)
  /\ favourable_start 1 1 ones ones (/ 2 * ones)%V (1 * ones)%V
  /\ (forall t, fst (line_iterate (S t)) O <> fst (line_iterate t) O
                /\ snd (line_iterate (S t)) O <> snd (line_iterate t) O).
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_gt_2. split; [|split; [|split; [|split]]].
  - rewrite nrm_ones. lra.
  - apply line_small_step.
  - intros t. destruct (line_run t) as (c & a & E & Hc & Ha). rewrite E. simpl. rewrite nrm_line; lra.
  - unfold favourable_start. rewrite angle_line by lra. simpl. unfold vscal, ones. lra.
  - intros t. destruct (line_run t) as (c & a & E & Hc & Ha). unfold line_iterate in *. simpl. rewrite E.
    unfold next_v, next_w. rewrite line_gradient_v, line_gradient_w by lra. simpl. unfold vsub, vscal, ones.
    assert (0 < c * (1 - c) / sqrt (2 * PI)) by (apply Rdiv_lt_0_compat; nra).
    replace (c * (c - 1) / sqrt (2 * PI)) with (- (c * (1 - c) / sqrt (2 * PI))) by (field; lra). lra.
Qed.

(** A favourable start off the line of the teacher: w = (1, 1) and w* = (1, 0), v = v* = (1, 1). *)
Example favourable_start_witness :
  favourable_start 2 2 ones (plane 1 0) ones ones /\ 0 < angle 2 ones (plane 1 0).
Proof.
  pose proof PI_RGT_0 as P.
  assert (N : nrm 2 (plane 1 0) = 1) by (unfold nrm; simpl; transitivity (sqrt 1); [f_equal; ring | apply sqrt_1]).
  assert (N2 : 1 < nrm 2 ones) by (unfold nrm; simpl; unfold ones;
    apply Rle_lt_trans with (sqrt 1); [rewrite sqrt_1; lra | apply sqrt_lt_1_alt; lra]).
  assert (A : cos (angle 2 ones (plane 1 0)) = / nrm 2 ones).
  { rewrite cos_angle by lra. unfold unit. dot_expand. rewrite N.
    set (r := nrm 2 ones) in *. simpl. unfold ones. field. lra. }
  pose proof (angle_range 2 ones (plane 1 0)) as R.
  assert (Q : 0 < / nrm 2 ones < 1).
  { split; [apply Rinv_0_lt_compat; lra|]. rewrite <- Rinv_1. apply Rinv_lt_contravar; lra. }
  rewrite <- A in Q. unfold favourable_start. split; [split; [|split]|].
  - simpl. unfold ones. lra.
  - apply Rnot_le_lt. intros C. pose proof (cos_le_0 (angle 2 ones (plane 1 0)) C ltac:(lra)). lra.
  - simpl. unfold ones. lra.
  - destruct R as [[R|R] _]; [exact R|]. rewrite <- R, cos_0 in Q. lra.
Qed.

(** A point of Theorem D for ReLU, at a right angle: m = 1, n = 2, v = v* = 1, w = (0, 1), w* = (1, 0), eta = 1. *)
Example theorem_d_witness :
  let g := expected_coarse_gradient_relu 1 2 ones (plane 1 0) ones (plane 0 1) in
  let left := nrm 2 (plane 0 1) - 1 * dot 2 g (unit 2 (plane 0 1)) in
  0 < nrm 2 (plane 0 1) /\ 0 < nrm 2 (plane 1 0) /\ 0 < left
  /\ 1 * Rabs (dot 1 ones ones) * / 2 / sqrt (2 * PI) <= left.
Proof.
  assert (N : nrm 2 (plane 1 0) = 1) by (unfold nrm; simpl; transitivity (sqrt 1); [f_equal; ring | apply sqrt_1]).
  assert (N2 : nrm 2 (plane 0 1) = 1) by (unfold nrm; simpl; transitivity (sqrt 1); [f_equal; ring | apply sqrt_1]).
  pose proof sqrt_2PI_gt_2 as H2.
  intros g left.
  assert (E : left = 1 - / 2 / sqrt (2 * PI)).
  { unfold left, g, expected_coarse_gradient_relu, h, unit. rewrite N, N2. dot_expand. simpl. unfold ones. field. lra. }
  rewrite E, N, N2. replace (dot 1 ones ones) with 1 by (simpl; unfold ones; ring). rewrite Rabs_R1.
  assert (/ 2 / sqrt (2 * PI) <= / 4).
  { apply Rmult_le_reg_r with (sqrt (2 * PI)); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  replace (1 * 1 * / 2 / sqrt (2 * PI)) with (/ 2 / sqrt (2 * PI)) by (field; lra). lra.
Qed.

(** ** A run with clipped ReLU at a right angle

    m = n = 2, v* = (1, -1), w* = (1, 0), v = k (1, 1), w = a (0, 1): v.v* = 0, so the angle stays pi/2 while v tends to
    the saddle's and w shrinks, but not below 1. It meets all hypotheses of the theorems on plain descent with clipped
    ReLU. And ReLU meets those of the theorems on any estimator. *)

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
