(** * The clipped ReLU

    Its expected coarse gradient and correlation; the named estimators as piecewise constant slopes; examples. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry PlaneExpectation RadialTails StepMoments StepSlopes.
Open Scope R_scope.
Import ListNotations.

(** ** Clipped ReLU and hard tanh

    The closed form of the clipped ReLU is that of the jumps +1 at 0 and -1 at 1, in every dimension; in the plane it
    is the expectation, for 0 < theta < pi. Its inner product with df/dw, the component along e, and hard tanh.
    Sources: P1, Lemmas 7 and 12; the book. *)

Lemma half_erf y : / 2 - normal_cdf (- y) = / 2 * erf (y / sqrt 2).
Proof. rewrite normal_cdf_opp, normal_cdf_erf. lra. Qed.

(** M0(tau) = erf(1/(sqrt 2 tau))/2, twice that for hard tanh. *)
Theorem even_moment_clipped tau : 0 < tau -> even_moment 0 clipped_relu_jumps tau = / 2 * erf (1 / (sqrt 2 * tau)).
Proof.
  intros H. pose proof sqrt_2_pos. unfold even_moment, clipped_relu_jumps, jump_sum. simpl.
  replace (- 0 / tau) with 0 by (field; lra). replace (- (1) / tau) with (- (1 / tau)) by (field; lra).
  rewrite normal_cdf_0. replace (1 / (sqrt 2 * tau)) with (1 / tau / sqrt 2) by (field; lra).
  rewrite <- half_erf. lra.
Qed.

Theorem even_moment_hard_tanh tau : 0 < tau -> even_moment 0 hard_tanh_jumps tau = erf (1 / (sqrt 2 * tau)).
Proof.
  intros H. pose proof sqrt_2_pos. unfold even_moment, hard_tanh_jumps, jump_sum. simpl.
  replace (- (-1) / tau) with (1 / tau) by (field; lra). replace (- (1) / tau) with (- (1 / tau)) by (field; lra).
  replace (1 / (sqrt 2 * tau)) with (1 / tau / sqrt 2) by (field; lra).
  pose proof (half_erf (1 / tau)). rewrite normal_cdf_opp in *. lra.
Qed.

Lemma even_moment_clipped_pos tau : 0 < tau -> 0 < even_moment 0 clipped_relu_jumps tau.
Proof.
  intros H. rewrite even_moment_clipped by exact H. pose proof sqrt_2_pos.
  apply Rmult_lt_0_compat; [lra|]. apply erf_pos, Rdiv_lt_0_compat; [lra | now apply Rmult_lt_0_compat].
Qed.

Section Clipped.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Let a := nrm n w.
Let theta := angle n w ws.

Let sin_pos : 0 < sin theta.
Proof. now apply sin_angle_pos. Qed.
Let tau_pos : 0 < a * sin theta.
Proof. now apply Rmult_lt_0_compat. Qed.

Lemma clipped_exponential : exp (- 1 / (2 * (a * a))) = gauss (1 / a).
Proof. unfold gauss. f_equal. unfold a. field. lra. Qed.

Theorem clipped_relu_is_step :
  expected_coarse_gradient_clipped_relu m n vs ws v w
  = expected_coarse_gradient_step 0 clipped_relu_jumps m n vs ws v w.
Proof.
  pose proof (teacher_in_frame n w ws w_nz ws_nz open) as F. pose proof sqrt_2PI_pos as P. pose proof sin_pos as S.
  pose proof (even_moment_clipped (a * sin theta) tau_pos) as E0. pose proof sqrt_2_pos as P2.
  assert (A : 0 < a) by exact w_nz.
  unfold expected_coarse_gradient_clipped_relu, expected_coarse_gradient_step. fold a theta in F |- *. cbv zeta.
  rewrite F, E0, clipped_exponential.
  unfold teacher_moment. rewrite E0. unfold left_moment, linear_moment, clipped_relu_jumps, jump_sum. simpl.
  destruct (Rlt_dec 0 0) as [?|_]; [lra|]. destruct (Rlt_dec 1 0) as [?|_]; [lra|].
  replace (0 / a) with 0 by (field; lra). rewrite gauss_0, Rmult_0_l, normal_cdf_0.
  replace (1 / a * (cos theta / sin theta)) with (cos theta / (sin theta * a)) by (field; lra).
  replace (sqrt 2 * a * sin theta) with (sqrt 2 * (a * sin theta)) by ring.
  vec_ext. field. lra.
Qed.

(** <E g, df/dw> = v.v*^2 sin theta erf(1/(sqrt 2 a sin theta))/(2 sqrt(2 pi)^3 a) *)
Theorem clipped_relu_correlation :
  dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin theta * erf (1 / (sqrt 2 * a * sin theta)) / (2 * sqrt (2 * PI) ^ 3 * a).
Proof.
  rewrite clipped_relu_is_step, step_correlation by assumption. fold a theta.
  rewrite even_moment_clipped by exact tau_pos.
  replace (sqrt 2 * a * sin theta) with (sqrt 2 * (a * sin theta)) by ring.
  pose proof sqrt_2PI_pos. assert (0 < a) by exact w_nz. field. lra.
Qed.

Theorem clipped_relu_correlation_ge0 :
  0 <= dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite clipped_relu_is_step. apply step_correlation_ge0; auto. left. apply even_moment_clipped_pos, tau_pos.
Qed.

Theorem clipped_relu_correlation_pos : dot m v vs <> 0 ->
  0 < dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros H. rewrite clipped_relu_is_step. apply step_correlation_pos_iff; auto. apply even_moment_clipped_pos, tau_pos.
Qed.

(** Hard tanh has twice the component along e, and so twice the inner product. *)
Theorem hard_tanh_normal_component :
  dot n (expected_coarse_gradient_step 0 hard_tanh_jumps m n vs ws v w) (normal n w ws)
  = 2 * dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (normal n w ws).
Proof.
  rewrite clipped_relu_is_step, !step_normal_component by assumption. fold a theta.
  rewrite even_moment_hard_tanh, even_moment_clipped by exact tau_pos. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem hard_tanh_correlation :
  dot n (expected_coarse_gradient_step 0 hard_tanh_jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = 2 * dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  unfold population_gradient_w. rewrite !dot_scal_r, hard_tanh_normal_component. ring.
Qed.
End Clipped.

(** *** The closed form is the expectation *)

Lemma steps_at_closed a : 0 < a -> steps_at (1 / a) (fun x => 1 - binary (1 - a * x)).
Proof.
  intros Ha. assert (E : 1 / a * a = 1) by (field; lra). split; [|split].
  - intros x Hx. rewrite binary_npos by nra. ring.
  - intros x Hx. rewrite binary_pos by nra. ring.
  - intros H. exfalso. rewrite H in E. lra.
Qed.

(** 1{0 < a x < 1} = 1{x > 0} - 1{x >= 1/a} *)
Lemma clipped_slope_split a x : 0 < a -> clipped_relu_slope (a * x) = binary x + -1 * (1 - binary (1 - a * x)).
Proof.
  intros Ha. unfold clipped_relu_slope. rewrite binary_scal by exact Ha.
  destruct (Rlt_dec 0 x).
  - rewrite (binary_pos x) by assumption. ring.
  - rewrite (binary_npos x) by lra. rewrite (binary_pos (1 - a * x)) by nra. ring.
Qed.

Lemma steps_at_0 : steps_at 0 binary.
Proof. split; [|split]; intros; [now apply binary_pos | apply binary_npos; lra | apply binary_npos; lra]. Qed.

Lemma frame_moments_clipped a th : 0 < a -> 0 < th < PI ->
  frame_moments (fun x => clipped_relu_slope (a * x)) th (linear_moment clipped_relu_jumps a)
    (linear_moment clipped_relu_jumps a + left_moment 0 clipped_relu_jumps a) (teacher_moment 0 clipped_relu_jumps a th)
    (sin th * even_moment 0 clipped_relu_jumps (a * sin th) / sqrt (2 * PI)).
Proof.
  intros Ha Ht. assert (S : 0 < sin th) by (apply sin_gt_0; lra). pose proof sqrt_2PI_pos as P.
  apply (frame_moments_change _ _ _ _ _ _ _ _ _ _ _ (frame_moments_comb (-1) _ _ th _ _ _ _ _ _ _ _
    (frame_moments_step th Ht 0 _ steps_at_0) (frame_moments_step th Ht _ _ (steps_at_closed a Ha)))).
  - intros x. symmetry. now apply clipped_slope_split.
  - unfold linear_moment, clipped_relu_jumps, jump_sum. simpl. replace (0 / a) with 0 by (field; lra). ring.
  - unfold step_student, left_moment, linear_moment, clipped_relu_jumps, jump_sum. simpl.
    replace (0 / a) with 0 by (field; lra).
    destruct (Rlt_dec 0 0) as [?|_]; [lra|]. destruct (Rlt_dec 1 0) as [?|_]; [lra|].
    destruct (Rlt_dec (1 / a) 0) as [N|_]; [|ring].
    assert (0 < 1 / a) by (apply Rdiv_lt_0_compat; lra). lra.
  - unfold step_along, teacher_moment, even_moment, clipped_relu_jumps, jump_sum. simpl.
    replace (- 0 / (a * sin th)) with (- (0 / sin th)) by (field; lra).
    replace (- (1) / (a * sin th)) with (- (1 / a / sin th)) by (field; lra).
    replace (0 / a) with 0 by (field; lra). ring.
  - unfold step_across, even_moment, clipped_relu_jumps, jump_sum. simpl.
    replace (- 0 / (a * sin th)) with (- (0 / sin th)) by (field; lra).
    replace (- (1) / (a * sin th)) with (- (1 / a / sin th)) by (field; lra). field. lra.
Qed.

Theorem expectation_clipped_relu m vs ws v w j :
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_clipped_relu m 2 vs ws v w j).
Proof.
  intros Hw Hs Ht Hj. rewrite clipped_relu_is_step by assumption.
  exact (expectation_slope clipped_relu_slope m vs ws v w Hw Hs _ (framed_normal w ws Hw Hs Ht) _ _ _ _
    (frame_moments_clipped _ _ Hw Ht) j Hj).
Qed.

(** *** The moments of the strip 0 < z.w < 1 *)

(** p0 = (1 - exp(-1/(2 a^2)))/sqrt(2 pi) *)
Lemma linear_moment_clipped a : 0 < a ->
  linear_moment clipped_relu_jumps a = / sqrt (2 * PI) * (1 - exp (- 1 / (2 * (a * a)))).
Proof.
  intros Ha. unfold linear_moment, clipped_relu_jumps, jump_sum. simpl.
  replace (exp (- 1 / (2 * (a * a)))) with (gauss (1 / a)) by (unfold gauss; f_equal; field; lra).
  replace (0 / a) with 0 by (field; lra). rewrite gauss_0. ring.
Qed.

Theorem strip_mean w ws j : 0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  plane_expectation (fun x y => clipped_relu_slope (dot 2 (plane x y) w) * plane x y j)
    (linear_moment clipped_relu_jumps (nrm 2 w) * unit 2 w j).
Proof.
  intros Hw Hs Ht Hj.
  exact (mean_moment clipped_relu_slope ws w Hw Hs _ (framed_normal w ws Hw Hs Ht) _ _ _ _
    (frame_moments_clipped _ _ Hw Ht) j Hj).
Qed.

Theorem strip_teacher_moment w ws j : 0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  plane_expectation (fun x y =>
      binary (dot 2 (plane x y) ws) * (clipped_relu_slope (dot 2 (plane x y) w) * plane x y j))
    (teacher_moment 0 clipped_relu_jumps (nrm 2 w) (angle 2 w ws) * unit 2 w j
     + sin (angle 2 w ws) * even_moment 0 clipped_relu_jumps (nrm 2 w * sin (angle 2 w ws)) / sqrt (2 * PI)
       * normal 2 w ws j).
Proof.
  intros Hw Hs Ht Hj.
  exact (teacher_moment_coordinate clipped_relu_slope ws w Hw Hs _ (framed_normal w ws Hw Hs Ht) _ _ _ _
    (frame_moments_clipped _ _ Hw Ht) j Hj).
Qed.

(** ** Identity, ReLU and leaky ReLU as piecewise constant slopes

    For 0 < theta < pi, in every dimension, their closed forms are those of their jumps. Source: the book. *)

Section Named.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Theorem leaky_relu_is_step alpha :
  (alpha * expected_coarse_gradient_identity m n vs ws v w
   + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V
  = expected_coarse_gradient_step alpha [(0, 1 - alpha)] m n vs ws v w.
Proof.
  pose proof (teacher_in_frame n w ws w_nz ws_nz open) as F. pose proof (sin_angle_pos n w ws open) as S.
  pose proof sqrt_2PI_pos as P.
  unfold expected_coarse_gradient_identity, expected_coarse_gradient_relu, expected_coarse_gradient_step. cbv zeta.
  unfold teacher_moment, even_moment, linear_moment, left_moment, jump_sum. simpl.
  destruct (Rlt_dec 0 0) as [?|_]; [lra|].
  set (theta := angle n w ws) in *. set (a := nrm n w) in *. assert (A : 0 < a) by exact w_nz.
  replace (- 0 / (a * sin theta)) with 0 by (field; lra). replace (0 / a) with 0 by (field; lra).
  rewrite Rmult_0_l, gauss_0, normal_cdf_0, F. vec_ext. field. lra.
Qed.

Theorem identity_is_step :
  expected_coarse_gradient_identity m n vs ws v w = expected_coarse_gradient_step 1 [] m n vs ws v w.
Proof.
  pose proof (teacher_in_frame n w ws w_nz ws_nz open) as F. pose proof sqrt_2PI_pos as P.
  unfold expected_coarse_gradient_identity, expected_coarse_gradient_step. cbv zeta.
  unfold teacher_moment, even_moment, linear_moment, left_moment, jump_sum. simpl.
  rewrite F. vec_ext. field. lra.
Qed.

Theorem relu_is_step :
  expected_coarse_gradient_relu m n vs ws v w = expected_coarse_gradient_step 0 [(0, 1)] m n vs ws v w.
Proof.
  replace 1 with (1 - 0) by ring. rewrite <- leaky_relu_is_step. vec_ext. ring.
Qed.
End Named.

(** ** The hypotheses of the theorems about slopes can be met *)

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
