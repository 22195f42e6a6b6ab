(** * The expected coarse gradient of a piecewise constant slope

    [expected_coarse_gradient_step] is the expectation, for every m, every w, w* in R^2 with 0 < theta < pi and every
    list of jumps. Source: the book. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry PlaneExpectation RadialTails StepMoments SlopeExpectation.
Open Scope R_scope.

Lemma steps_at_binary b : steps_at b (fun x => binary (x - b)).
Proof.
  split; [|split]; intros; (rewrite binary_pos by lra) || (rewrite binary_npos by lra); reflexivity.
Qed.

Lemma div_neg x a : 0 < a -> (x / a < 0 <-> x < 0).
Proof.
  intros Ha. pose proof (Rinv_0_lt_compat a Ha) as I. unfold Rdiv. split; intros H; [|nra].
  apply Rmult_lt_reg_r with (/ a); [exact I|]. lra.
Qed.

(** 1{x > 0} mu' has the first moment M1 + Q1. *)
Lemma step_student_split x a : 0 < a ->
  step_student (x / a) = gauss (x / a) + (if Rlt_dec x 0 then 1 - gauss (x / a) else 0).
Proof.
  intros Ha. unfold step_student. pose proof (div_neg x a Ha).
  destruct (Rlt_dec (x / a) 0), (Rlt_dec x 0); try tauto; ring.
Qed.

Section Moments.
Variables a th : R.
Hypothesis a_pos : 0 < a.
Hypothesis th_range : 0 < th < PI.

Lemma step_slope_cons left x J jumps y :
  step_slope left ((x, J) :: jumps) (a * y) = step_slope left jumps (a * y) + J * binary (y - x / a).
Proof.
  unfold step_slope. simpl. replace (a * y - x) with (a * (y - x / a)) by (field; lra).
  rewrite binary_scal by exact a_pos. ring.
Qed.

Theorem frame_moments_step_slope left jumps :
  frame_moments (fun y => step_slope left jumps (a * y)) th (linear_moment jumps a)
    (linear_moment jumps a + left_moment left jumps a) (teacher_moment left jumps a th)
    (sin th * even_moment left jumps (a * sin th) / sqrt (2 * PI)).
Proof.
  pose proof sqrt_2PI_pos as P. assert (S : 0 < sin th) by (apply sin_gt_0; lra).
  induction jumps as [|[x J] jumps IH].
  - unfold linear_moment, left_moment, teacher_moment, even_moment, step_slope. simpl.
    pose proof (frame_moments_comb (left - 1) _ _ th _ _ _ _ _ _ _ _
      (frame_moments_one th) (frame_moments_one th)) as H.
    apply (frame_moments_change _ _ _ _ _ _ _ _ _ _ _ H); intros; try ring; field; lra.
  - pose proof (frame_moments_comb J _ _ th _ _ _ _ _ _ _ _ IH
      (frame_moments_step th th_range (x / a) _ (steps_at_binary (x / a)))) as H.
    apply (frame_moments_change _ _ _ _ _ _ _ _ _ _ _ H).
    + intros y. symmetry. apply step_slope_cons.
    + unfold linear_moment, jump_sum. simpl fold_right. ring.
    + rewrite step_student_split by exact a_pos. unfold linear_moment, left_moment, jump_sum. simpl fold_right. ring.
    + unfold teacher_moment, even_moment, step_along, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
    + unfold even_moment, step_across, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
Qed.
End Moments.

Theorem expectation_step left jumps m vs ws v w j :
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step left jumps m 2 vs ws v w j).
Proof.
  intros Hw Hs Ht Hj.
  exact (expectation_slope (step_slope left jumps) m vs ws v w Hw Hs _ (framed_normal w ws Hw Hs Ht) _ _ _ _
    (frame_moments_step_slope _ _ Hw Ht left jumps) j Hj).
Qed.
