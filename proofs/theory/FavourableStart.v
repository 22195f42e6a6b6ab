(** * The conditions of Theorem 2 survive any step that does not overshoot

    v.v* > 0, theta < pi/2 and S (1.v) <= S^2 hold after a step if eta (m + 1) <= 4, eta R < |w| and 0 <= M0, for any
    estimator. Source: the book, "Where runs end", after P1, Theorem 2. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry OneStep DescentTheorem LossBounds StepOfV.
Open Scope R_scope.

Lemma acute_iff_positive n w ws : 0 < nrm n w -> 0 < nrm n ws ->
  (angle n w ws < PI / 2 <-> 0 < dot n w ws).
Proof.
  intros Hw Hws. pose proof (angle_range n w ws) as A. pose proof PI_RGT_0.
  rewrite dot_w_ws by assumption.
  assert (P : 0 < nrm n w * nrm n ws) by now apply Rmult_lt_0_compat.
  split.
  - intros H1. apply Rmult_lt_0_compat; [exact P|]. apply cos_gt_0; lra.
  - intros H1. apply Rnot_le_lt. intros C.
    pose proof (cos_le_0 (angle n w ws) C ltac:(lra)). nra.
Qed.

Theorem favourable_conditions_persist m n vs ws v w g eta radial M0 :
  0 < nrm n w -> 0 < nrm n ws -> 0 < eta -> eta * (INR m + 1) <= 4 ->
  (forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i) ->
  0 <= M0 -> eta * radial < nrm n w ->
  favourable_start m n vs ws v w ->
  favourable_start m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V.
Proof.
  intros Hw Hws He Hm Hg HM Hr (F1 & F2 & F3). pose proof PI_RGT_0 as P.
  pose proof (angle_range n w ws) as A.
  assert (M : 1 <= INR m).
  { destruct (Nat.eq_dec m 0) as [Z|Z]; [rewrite Z in F1; simpl in F1; lra | apply (le_INR 1); lia]. }
  assert (H4 : eta < 4) by nra.
  assert (X : 0 <= 2 * angle n w ws / PI < 1).
  { unfold Rdiv. split.
    - apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat, P].
    - apply Rmult_lt_reg_r with PI; [exact P|]. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  split; [|split].
  - rewrite next_correlation. set (x := 2 * angle n w ws / PI) in *.
    assert (B1 : 0 < (1 - eta / 4) * dot m v vs) by (apply Rmult_lt_0_compat; lra).
    assert (B2 : 0 <= (1 - x) * dot m vs vs) by (apply Rmult_le_pos; [lra | apply dot_ge0]).
    assert (B3 : 0 <= eta / 4 * ((1 - x) * dot m vs vs + dot m ones vs ^ 2 - dot m ones vs * dot m ones v))
      by (apply Rmult_le_pos; lra).
    lra.
  - assert (p_pos : 0 < nrm n w - eta * radial) by lra.
    apply acute_iff_positive; [now apply (nrm_step_pos m n vs ws v w g eta radial M0) | exact Hws |].
    rewrite (dot_turned_teacher n w ws (w - eta * g)%V Hw Hws 1 (nrm n w - eta * radial)
               (eta * dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI)))).
    + assert (C : 0 < cos (angle n w ws)) by (apply cos_gt_0; lra).
      assert (T : 0 <= sin (angle n w ws) * M0 / sqrt (2 * PI)) by now apply tangential_ge0.
      assert (S : 0 <= sin (angle n w ws)) by apply sin_angle_ge0.
      assert (Q1 : 0 < (nrm n w - eta * radial) * cos (angle n w ws)) by now apply Rmult_lt_0_compat.
      assert (Q2 : 0 <= eta * dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI)) * sin (angle n w ws)).
      { repeat apply Rmult_le_pos; trivial; try lra.
        pose proof sqrt_2PI_pos. apply Rlt_le, Rinv_0_lt_compat. assumption. }
      rewrite Rmult_1_l. apply Rmult_lt_0_compat; lra.
    + now apply step_frame.
    + now apply step_on_line.
  - pose proof (next_sum m n vs ws v w eta) as N. set (x := 2 * angle n w ws / PI) in *.
    set (S := dot m ones vs) in *. set (o' := dot m ones (next_v m n vs ws eta v w)) in *.
    assert (B1 : 0 <= (1 - eta * (INR m + 1) / 4) * (S ^ 2 - S * dot m ones v)) by (apply Rmult_le_pos; lra).
    assert (B2 : 0 <= eta / 4 * x * S ^ 2) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra | apply pow2_ge_0]).
    lra.
Qed.
