(** * Piecewise constant slopes in Cartesian coordinates

    [expected_coarse_gradient_step] is the expectation in Cartesian coordinates, for every m, every w, w* in R^2 with
    0 < theta < pi and every list of jumps. Compare [StepSlopes]. Source: the book. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial.
From Coarsegrad.theory Require Import Geometry StepSlopes CartesianSteps CartesianSlopes.
Open Scope R_scope.

Section Step.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.
Hypothesis open : 0 < angle 2 w ws < PI.

Let a := nrm 2 w.
Let th := angle 2 w ws.

Lemma slope_moments_change f g p q r t p' q' r' t' : slope_moments w ws f p q r t ->
  (forall x, g x = f x) -> p' = p -> q' = q -> r' = r -> t' = t -> slope_moments w ws g p' q' r' t'.
Proof.
  intros [A B D] E -> -> -> ->. split; intros j Hj.
  - refine (Cartesian.cartesian_ext _ _ _ _ (A j Hj)). intros x y. now rewrite E.
  - refine (Cartesian.cartesian_ext _ _ _ _ (B j Hj)). intros x y. now rewrite E.
  - refine (Cartesian.cartesian_ext _ _ _ _ (D j Hj)). intros x y. now rewrite E.
Qed.

Theorem slope_moments_step_slope left jumps :
  slope_moments w ws (fun y => step_slope left jumps (a * y)) (linear_moment jumps a)
    (linear_moment jumps a + left_moment left jumps a) (teacher_moment left jumps a th)
    (sin th * even_moment left jumps (a * sin th) / sqrt (2 * PI)).
Proof.
  pose proof sqrt_2PI_pos as P. assert (S : 0 < sin th) by (apply sin_gt_0; apply open).
  assert (A : 0 < a) by exact w_nz.
  induction jumps as [|[x J] jumps IH].
  - unfold linear_moment, left_moment, teacher_moment, even_moment, step_slope. simpl.
    pose proof (slope_moments_one w ws w_nz ws_nz open) as One. fold th in One.
    apply (slope_moments_change _ _ _ _ _ _ _ _ _ _
      (slope_moments_comb w ws (left - 1) _ _ (fun _ => 1 + (left - 1) * 1) _ _ _ _ _ _ _ _
         (fun _ => eq_refl) One One));
      intros; try ring; field; lra.
  - assert (St : step_at (x / a) (fun y => binary (y - x / a))).
    { split; intros y Hy; [apply binary_pos | apply binary_npos]; lra. }
    pose proof (slope_moments_step w ws w_nz ws_nz open (x / a) _ St) as One. fold th in One.
    refine (slope_moments_change _ _ _ _ _ _ _ _ _ _
      (slope_moments_comb w ws J _ _ _ _ _ _ _ _ _ _ _ (fun _ => eq_refl) IH One) _ _ _ _ _).
    + intros y. cbv beta. now apply step_slope_cons.
    + unfold linear_moment, jump_sum. simpl fold_right. ring.
    + change (student_step (x / a)) with (StepMoments.step_student (x / a)). rewrite step_student_split by exact A.
      unfold linear_moment, left_moment, jump_sum. simpl fold_right. ring.
    + unfold teacher_moment, even_moment, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
    + unfold even_moment, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
Qed.

Theorem cartesian_step left jumps m vs v j : (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step left jumps m 2 vs ws v w j).
Proof.
  intros Hj. assert (A : 0 < a) by exact w_nz.
  refine (cartesian_slope w ws w_nz ws_nz (step_slope left jumps) _ m vs v _ _ _ _ j _
    (slope_moments_step_slope left jumps) Hj).
  intros t. cbv beta. f_equal. fold a. field. lra.
Qed.
End Step.
