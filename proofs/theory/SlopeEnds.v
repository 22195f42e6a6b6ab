(** * Expected coarse gradients at theta = 0, at theta = pi and at w = 0

    The closed forms of a piecewise constant slope and of the clipped ReLU at the two ends of the range of the angle
    are expectations too, in the plane. At w = 0 any slope gives mu'(0) times what the identity gives.
    Source: the book. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry PlaneExpectation RadialTails Sectors StepMoments SlopeExpectation
  StepSlopes ClippedRelu Rows Expectations.
Open Scope R_scope.

(** E[1{x = 0} y] = 0: the line x = 0 has no weight. *)
Lemma no_weight_line : plane_expectation (fun x y => (1 - binary x - binary (- x)) * y) 0.
Proof.
  pose proof PI_RGT_0 as P.
  apply plane_expectation_hom1 with (fun t => (1 - binary (cos t) - binary (- cos t)) * sin t).
  - intros r t Hr _. replace (- (r * cos t)) with (r * - cos t) by ring. rewrite !binary_scal by exact Hr. Req. ring.
  - assert (S : 0 < sqrt (PI / 2)) by (apply sqrt_lt_R0; lra).
    replace (2 * PI * 0 / sqrt (PI / 2)) with (plus (plus 0 0) 0) by (unfold plus; simpl; field; lra).
    assert (Z : forall t, cos t <> 0 -> (1 - binary (cos t) - binary (- cos t)) * sin t = 0).
    { intros t Ht. destruct (Rtotal_order (cos t) 0) as [L|[E|G]]; [|easy|].
      - rewrite (binary_npos (cos t)), (binary_pos (- cos t)) by lra. ring.
      - rewrite (binary_pos (cos t)), (binary_npos (- cos t)) by lra. ring. }
    apply @is_RInt_Chasles with (PI / 2); [apply @is_RInt_Chasles with (- (PI / 2))|];
      apply is_RInt_zero; rewrite Rmin_left, Rmax_right by lra; intros t Ht; apply Z.
    + rewrite <- cos_neg. assert (cos (- t) < 0) by (apply cos_lt_0; lra). lra.
    + assert (0 < cos t) by (apply cos_gt_0; lra). lra.
    + assert (cos t < 0) by (apply cos_lt_0; lra). lra.
Qed.

(** At the ends the teacher sees what the student sees, or the opposite. *)
Lemma frame_moments_parallel f th M1 B Tu Te : frame_moments f th M1 B Tu Te -> frame_moments f 0 M1 B B 0.
Proof.
  intros [A1 A2 B1 B2 _ _]. split; auto.
  - revert B1. apply plane_expectation_ext. intros x y. do 2 f_equal. rewrite cos_0, sin_0. ring.
  - revert B2. apply plane_expectation_ext. intros x y. do 2 f_equal. rewrite cos_0, sin_0. ring.
Qed.

Lemma frame_moments_opposite f th M1 B Tu Te : frame_moments f th M1 B Tu Te -> frame_moments f PI M1 B (M1 - B) 0.
Proof.
  intros [A1 A2 B1 B2 _ _].
  assert (E : forall x y, x * cos PI + y * sin PI = - x) by (intros; rewrite cos_PI, sin_PI; ring).
  split; auto.
  - refine (plane_expectation_comb (-1) _ _ _ _ _ _ _ _ A1 B1); [|ring]. intros x y. rewrite E.
    destruct (Rtotal_order x 0) as [L|[->|G]].
    + rewrite (binary_npos x), (binary_pos (- x)) by lra. ring.
    + ring.
    + rewrite (binary_pos x), (binary_npos (- x)) by lra. ring.
  - pose proof (plane_expectation_comb (- f 0) _ _ _ _ _ _ (fun x y => eq_refl) eq_refl A2 no_weight_line) as H.
    refine (plane_expectation_comb (-1) _ _ _ _ _ _ _ _ H B2); [|ring]. intros x y. cbv beta. rewrite E.
    destruct (Rtotal_order x 0) as [L|[->|G]].
    + rewrite (binary_npos x), (binary_pos (- x)) by lra. ring.
    + rewrite Ropp_0, !(binary_npos 0) by lra. ring.
    + rewrite (binary_pos x), (binary_npos (- x)) by lra. ring.
Qed.

Section Ends.
Variable slope : R -> R.
Variable left : R.
Variable jumps : list (R * R).
(** The slope has the moments of the jumps. *)
Hypothesis moments : forall a th, 0 < a -> 0 < th < PI ->
  frame_moments (fun x => slope (a * x)) th (linear_moment jumps a) (linear_moment jumps a + left_moment left jumps a)
    (teacher_moment left jumps a th) (sin th * even_moment left jumps (a * sin th) / sqrt (2 * PI)).

Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Lemma expectation_parallel j : angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (expected_coarse_gradient_step_parallel left jumps m 2 vs v w j).
Proof.
  intros Ht Hj. destruct (framed_exists w ws w_nz ws_nz) as (e & F).
  pose proof (frame_moments_parallel _ _ _ _ _ _ (moments _ _ w_nz half_pi)) as M.
  match type of M with frame_moments ?f _ ?a ?b ?c ?d =>
    assert (M' : frame_moments f (angle 2 w ws) a b c d) by (rewrite Ht; exact M) end.
  pose proof (expectation_slope slope m vs ws v w w_nz ws_nz e F _ _ _ _ M' j Hj) as H.
  match type of H with expectation _ _ ?l => match goal with |- expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold expected_coarse_gradient_step_parallel, vscal. ring.
Qed.

Lemma expectation_opposite j : angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (expected_coarse_gradient_step_opposite left jumps m 2 vs v w j).
Proof.
  intros Ht Hj. destruct (framed_exists w ws w_nz ws_nz) as (e & F).
  pose proof (frame_moments_opposite _ _ _ _ _ _ (moments _ _ w_nz half_pi)) as M.
  match type of M with frame_moments ?f _ ?a ?b ?c ?d =>
    assert (M' : frame_moments f (angle 2 w ws) a b c d) by (rewrite Ht; exact M) end.
  pose proof (expectation_slope slope m vs ws v w w_nz ws_nz e F _ _ _ _ M' j Hj) as H.
  match type of H with expectation _ _ ?l => match goal with |- expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold expected_coarse_gradient_step_opposite, vscal. ring.
Qed.
End Ends.

Section Both.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Theorem expectation_step_parallel left jumps j : angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_parallel left jumps m 2 vs v w j).
Proof. apply expectation_parallel; auto. intros; now apply frame_moments_step_slope. Qed.

Theorem expectation_step_opposite left jumps j : angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_opposite left jumps m 2 vs v w j).
Proof. apply expectation_opposite; auto. intros; now apply frame_moments_step_slope. Qed.

Theorem expectation_clipped_relu_parallel j : angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_step_parallel 0 clipped_relu_jumps m 2 vs v w j).
Proof. apply expectation_parallel; auto. apply frame_moments_clipped. Qed.

Theorem expectation_clipped_relu_opposite j : angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_step_opposite 0 clipped_relu_jumps m 2 vs v w j).
Proof. apply expectation_opposite; auto. apply frame_moments_clipped. Qed.
End Both.

Theorem expectation_slope_at_zero slope m vs ws v w j : nrm 2 w = 0 -> 0 < nrm 2 ws -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (slope 0 * expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros Hw Hs Hj. rewrite expectation_iterated.
  refine (iterated_ext _ m _ _ _ _ (iterated_scal _ plane_expectation_linear m (slope 0) _ _
    (expectation_identity_at_zero m vs ws v w Hw Hs j Hj))).
  intros Z. unfold sample_coarse_gradient.
  rewrite (sum_ext m (fun i => v i * slope (dot 2 (Z i) w) * Z i j)
    (fun i => slope 0 * (v i * identity_slope (dot 2 (Z i) w) * Z i j))).
  - rewrite sum_scal. ring.
  - intros i _. rewrite (dot_zero w Hw). unfold identity_slope. ring.
Qed.
