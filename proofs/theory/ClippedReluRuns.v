(** * Coarse gradient descent with clipped ReLU

    Clipped ReLU's expected coarse gradient is R u - (v.v* ) T_e e with M0 = erf(1/(sqrt 2 |w| sin theta))/2, which lies
    between erf(1/(sqrt 2 |w|))/2 and 1/2, and a bounded R. The closed form is meant for 0 < theta < pi; a run that
    starts there stays there. Source: P1, Theorem 1, and the book. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts Erf ErrorFunction.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape Runs GlobalConvergence Convergence.
Open Scope R_scope.

Section Field.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let a := nrm n w.
Let vv := dot m v vs.
Let E := exp (- 1 / (2 * (a * a))).
Let Phi := normal_cdf (cos theta / (sin theta * a)).
Let reach := erf (1 / (sqrt 2 * a * sin theta)).

Definition clipped_relu_radial : R :=
  / sqrt (2 * PI) * ((1 - E) * h m vs v / 2 - vv * (1 / 2 - E * Phi) - vv / 2 * reach * cos theta).

(** On the line of the teacher M0 does not matter; any value between its bounds will do. *)
Definition clipped_relu_M0 : R := if Req_EM_T (sin theta) 0 then / 2 else reach / 2.

Lemma clipped_relu_in_frame i : (i < n)%nat ->
  expected_coarse_gradient_clipped_relu m n vs ws v w i
  = frame_gradient m n vs ws clipped_relu_radial clipped_relu_M0 v w i.
Proof.
  intros Hi. pose proof sqrt_2PI_pos.
  unfold expected_coarse_gradient_clipped_relu, frame_gradient, clipped_relu_radial, clipped_relu_M0.
  fold theta a vv E Phi reach. cbv zeta. unfold vsub, vscal.
  rewrite (teacher_in_closed_frame n w ws) by assumption. fold theta.
  destruct (Req_EM_T (sin theta) 0) as [Z|Z]; [rewrite Z|]; field; lra.
Qed.

Lemma reach_range : 0 <= reach <= 1.
Proof.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (X : 0 <= 1 / (sqrt 2 * a * sin theta)).
  { unfold Rdiv. rewrite Rmult_1_l. destruct (Req_dec (sin theta) 0) as [Z|Z].
    - rewrite Z, Rmult_0_r, Rinv_0. lra.
    - pose proof (sin_angle_ge0 n w ws) as S0. fold theta in S0. assert (A : 0 < a) by exact w_nz.
      apply Rlt_le, Rinv_0_lt_compat. repeat apply Rmult_lt_0_compat; lra. }
  split; [now apply erf_ge0 | apply erf_le_1].
Qed.

Lemma clipped_relu_M0_range : 0 <= clipped_relu_M0 <= / 2.
Proof. pose proof reach_range. unfold clipped_relu_M0. destruct (Req_EM_T (sin theta) 0); lra. Qed.

Lemma clipped_relu_M0_low high : a <= high -> erf (/ (sqrt 2 * high)) / 2 <= clipped_relu_M0.
Proof.
  intros Ha. assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra). assert (0 < high) by (unfold a in Ha; lra).
  assert (P : 0 < sqrt 2 * high) by now apply Rmult_lt_0_compat.
  unfold clipped_relu_M0. destruct (Req_EM_T (sin theta) 0) as [Z|Z].
  - pose proof (erf_le_1 (/ (sqrt 2 * high))). lra.
  - pose proof (sin_angle_ge0 n w ws) as S0. fold theta in S0. pose proof (SIN_bound theta) as S1.
    assert (A : 0 < a) by exact w_nz.
    enough (erf (/ (sqrt 2 * high)) <= reach) by lra.
    apply erf_monotone. unfold Rdiv. rewrite Rmult_1_l.
    apply Rinv_le_contravar; [repeat apply Rmult_lt_0_compat; lra|].
    rewrite Rmult_assoc. apply Rmult_le_compat_l; nra.
Qed.

Lemma reach_abs : Rabs (reach * cos theta) <= 1.
Proof. pose proof (COS_bound theta). pose proof reach_range. apply Rabs_le. nra. Qed.

Variable V : R.
Hypothesis v_le : nrm m v <= V.
Hypothesis vs_le : nrm m vs <= V.

Lemma h_bound : Rabs (h m vs v) <= (INR m + 1) * (V * (V + nrm m vs)).
Proof.
  pose proof (vv_bound m vs v V v_le) as C. fold vv in C. pose proof (v_sq_bound m v V v_le) as Q.
  destruct (sums_bound m vs v V v_le) as [A1 A2].
  unfold h. fold vv. set (o := dot m ones v) in *. set (s := dot m ones vs) in *. set (q := dot m v v) in *.
  apply Rabs_le. apply Rcomplements.Rabs_le_between in C. apply Rcomplements.Rabs_le_between in A2.
  lra.
Qed.

Lemma clipped_relu_radial_bound :
  sqrt (2 * PI) * Rabs clipped_relu_radial <= (INR m + 1) * (V * (V + nrm m vs)).
Proof.
  pose proof sqrt_2PI_pos as Hr. rewrite <- (Rabs_pos_eq (sqrt (2 * PI))) at 1 by lra. rewrite <- Rabs_mult.
  unfold clipped_relu_radial. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra.
  pose proof h_bound as H. pose proof (vv_bound m vs v V v_le) as C. fold vv in C.
  pose proof (nrm_ge0 m v) as N1. pose proof (nrm_ge0 m vs) as N2. pose proof (pos_INR m) as M.
  assert (HE : 0 <= E <= 1).
  { unfold E. assert (0 < a) by exact w_nz. split; [apply Rlt_le, exp_pos|].
    apply Rle_trans with (exp 0); [left; apply exp_increasing | rewrite exp_0; lra].
    assert (0 < 1 / (2 * (a * a))) by (apply Rdiv_lt_0_compat; nra).
    replace (- 1 / (2 * (a * a))) with (- (1 / (2 * (a * a)))) by (field; lra). lra. }
  assert (HP : 0 <= Phi <= 1) by apply normal_cdf_range.
  set (B := V * (V + nrm m vs)) in *.
  assert (T1 : Rabs ((1 - E) * h m vs v / 2) <= (INR m + 1) * B / 2).
  { unfold Rdiv. rewrite !Rabs_mult, (Rabs_pos_eq (1 - E)), (Rabs_pos_eq (/ 2)) by lra.
    pose proof (Rabs_pos (h m vs v)). nra. }
  assert (T2 : Rabs (vv * (1 / 2 - E * Phi)) <= V * nrm m vs / 2).
  { rewrite Rabs_mult. assert (Rabs (1 / 2 - E * Phi) <= / 2) by (apply Rabs_le; nra).
    pose proof (Rabs_pos vv). pose proof (Rabs_pos (1 / 2 - E * Phi)). nra. }
  assert (T3 : Rabs (vv / 2 * reach * cos theta) <= V * nrm m vs / 2).
  { replace (vv / 2 * reach * cos theta) with (vv * (reach * cos theta) * / 2) by field.
    rewrite !Rabs_mult, (Rabs_pos_eq (/ 2)) by lra. rewrite <- Rabs_mult with (x := reach).
    pose proof reach_abs. pose proof (Rabs_pos vv). pose proof (Rabs_pos (reach * cos theta)). nra. }
  assert (T4 : V * nrm m vs <= (INR m + 1) * B / 2).
  { assert (2 * (V * nrm m vs) <= B) by (unfold B; nra). assert (0 <= V * nrm m vs) by (apply Rmult_le_pos; lra).
    assert (0 <= INR m * B) by (apply Rmult_le_pos; lra). lra. }
  apply Rcomplements.Rabs_le_between in T1. apply Rcomplements.Rabs_le_between in T2.
  apply Rcomplements.Rabs_le_between in T3. apply Rabs_le. lra.
Qed.
End Field.

Lemma clipped_relu_sizes m n vs ws v0 w0 low eta v w :
  let V := output_weight_bound m n vs ws v0 w0 in
  0 < nrm n w -> small_step m n vs ws v0 w0 (low / 2) eta -> nrm m v <= V ->
  eta * Rabs (clipped_relu_radial m n vs ws v w) <= low / 2
  /\ eta * (V * nrm m vs) * clipped_relu_M0 n ws w <= sqrt (2 * PI) * (low / 2).
Proof.
  intros V Hw (He & Hm & Hs) Hv. fold V in Hs. cbv zeta in Hs.
  pose proof sqrt_2PI_pos as Hr. pose proof (nrm_ge0 m vs) as N. pose proof (pos_INR m) as M.
  assert (HV : nrm m vs <= V).
  { unfold V, output_weight_bound. pose proof (sqrt_pos (8 * population_loss m n vs ws v0 w0)). lra. }
  pose proof (clipped_relu_radial_bound m n vs ws v w Hw V Hv HV) as B.
  pose proof (clipped_relu_M0_range n ws w Hw) as R.
  split.
  - apply Rmult_le_reg_l with (sqrt (2 * PI)); [exact Hr|].
    apply (Rmult_le_compat_l eta) in B; [|lra]. lra.
  - assert (P0 : 0 <= V * nrm m vs) by (apply Rmult_le_pos; lra).
    assert (P1 : V * nrm m vs <= (INR m + 1) * V * (V + nrm m vs)) by nra.
    apply (Rmult_le_compat_l eta) in P1; [|lra].
    assert (P2 : 0 <= eta * (V * nrm m vs)) by (apply Rmult_le_pos; lra). nra.
Qed.

Section Runs.
Variables m n : nat.
Variables vs ws v0 w0 : vec.
Variable eta : R.
Let G := expected_coarse_gradient_clipped_relu m n vs ws.
Hypothesis ws_nz : 0 < nrm n ws.

Section Plain.
Variable low : R.
Let x := iterate m n vs ws G eta v0 w0.
Hypothesis low_pos : 0 < low.
Hypothesis small : small_step m n vs ws v0 w0 (low / 2) eta.
Hypothesis w_low : forall t, low <= nrm n (snd (x t)).

Lemma clipped_relu_run :
  bounded_run m n vs ws eta low (fun w => low <= nrm n w) (fun t => fst (x t)) (fun t => snd (x t))
    (fun t => G (fst (x t)) (snd (x t))) (fun t => clipped_relu_radial m n vs ws (fst (x t)) (snd (x t)))
    (fun t => clipped_relu_M0 n ws (snd (x t))).
Proof.
  destruct small as (He & Hm & _).
  apply (iterates_are_a_run m n vs ws G (clipped_relu_radial m n vs ws) (fun _ w => clipped_relu_M0 n ws w)); trivial.
  - intros v w Hw i Hi. apply clipped_relu_in_frame; trivial. lra.
  - intros v w Hw. apply clipped_relu_M0_range. lra.
  - intros v w Hw Hv. apply (clipped_relu_sizes m n vs ws v0 w0); trivial. lra.
Qed.

Theorem clipped_relu_gradient_and_correlation_vanish : gradient_and_correlation_vanish m n vs ws x G eta.
Proof. apply (run_claims clipped_relu_run). Qed.
End Plain.

Section Normalised.
Let y := normalised_iterate m n vs ws G eta v0 w0.
Hypothesis w0_nz : 0 < nrm n w0.
Hypothesis small : small_step m n vs ws v0 w0 (1 / 2) eta.

Lemma normalised_clipped_relu_run :
  bounded_run m n vs ws eta 1 (fun w => nrm n w = 1) (fun t => fst (y t)) (fun t => snd (y t))
    (fun t => G (fst (y t)) (snd (y t))) (fun t => clipped_relu_radial m n vs ws (fst (y t)) (snd (y t)))
    (fun t => clipped_relu_M0 n ws (snd (y t))).
Proof.
  destruct small as (He & Hm & _).
  apply (normalised_iterates_are_a_run m n vs ws G (clipped_relu_radial m n vs ws) (fun _ w => clipped_relu_M0 n ws w));
    trivial.
  - lra.
  - intros w Hw. lra.
  - intros v w Hw i Hi. apply clipped_relu_in_frame; trivial. lra.
  - intros v w Hw. apply clipped_relu_M0_range. lra.
  - intros v w Hw Hv. apply (clipped_relu_sizes m n vs ws v0 w0); trivial. lra.
Qed.

Theorem normalised_clipped_relu_gradient_and_correlation_vanish : gradient_and_correlation_vanish m n vs ws y G eta.
Proof. apply (run_claims normalised_clipped_relu_run). Qed.

Theorem normalised_clipped_relu_reaches :
  favourable_start m n vs ws v0 w0 -> reaches_the_teacher m n vs ws y.
Proof.
  intros F.
  assert (mu : 0 < erf (/ (sqrt 2 * 1)) / 2).
  { assert (0 < erf (/ (sqrt 2 * 1))); [|lra].
    apply erf_pos, Rinv_0_lt_compat, Rmult_lt_0_compat; [apply sqrt_lt_R0|]; lra. }
  assert (L : forall t, nrm n (snd (y t)) = 1) by (intros t; apply (run_bounded normalised_clipped_relu_run t)).
  apply (run_reaches 1 normalised_clipped_relu_run) with (2 := mu).
  - intros t. rewrite L. lra.
  - intros t. apply clipped_relu_M0_low; trivial; rewrite L; lra.
  - now apply favourable_unit.
Qed.
End Normalised.
End Runs.
