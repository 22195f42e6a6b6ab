(** * The gradient and the correlation bound clipped ReLU's expected coarse gradient, on |w| = 1

    R = (2 (1 - E) v.d + v.v* Y)/sqrt(2 pi) with E = exp(-1/2) and |Y| <= 5 sin theta; so |d| and <E g, df/dw> control
    |E g|, and it vanishes along normalised descent. The constant is not the best one. Source: the book, after P1,
    Lemma 7. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts TurnFacts Radial ErrorFunction.
From Coarsegrad.theory Require Import Geometry FrameGradients LossBounds ReluNorm Runs Convergence ClippedReluRuns.
Open Scope R_scope.

(** With k = |cos theta|, s = sin theta: the two small terms of Y. *)
Lemma drift_terms s k : 0 < s -> 0 <= k -> s * s + k * k = 1 ->
  0 <= 1 - k * erf (1 / (sqrt 2 * 1 * s)) <= 4 * s ^ 2
  /\ 0 <= exp (- 1 / (2 * (1 * 1))) * (1 - normal_cdf (k / (s * 1))) <= 2 * s ^ 2.
Proof.
  intros Hs Hk E. pose proof PI2_3_2 as P. pose proof (gauss_inv s Hs) as T.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (I : 0 < / s) by now apply Rinv_0_lt_compat.
  assert (G0 : 0 < gauss (/ s)) by apply gauss_pos.
  assert (IP : 0 < / PI <= / 3) by (split; [apply Rinv_0_lt_compat; lra | apply Rinv_le_contravar; lra]).
  split.
  - replace (1 / (sqrt 2 * 1 * s)) with (/ (sqrt 2 * s)) by (field; lra).
    assert (X : 0 <= / (sqrt 2 * s)) by (apply Rlt_le, Rinv_0_lt_compat, Rmult_lt_0_compat; assumption).
    pose proof (erf_tail _ X) as A. pose proof (erf_ge0 _ X). pose proof (erf_le1 _ X).
    replace (sqrt 2 * / (sqrt 2 * s)) with (/ s) in A by (field; lra).
    set (e := erf _) in *.
    assert (B : 4 / PI * gauss (/ s) <= 4 * / 3 * (2 * s ^ 2)).
    { unfold Rdiv. apply Rmult_le_compat; lra. }
    assert (K : k <= 1) by nra. split; [nra|].
    assert (1 - k <= s ^ 2) by nra. nra.
  - rewrite !Rmult_1_r.
    assert (X : 0 <= k / s) by (apply Rmult_le_pos; lra).
    pose proof (normal_cdf_tail _ X) as A. pose proof (normal_cdf_range (k / s)) as R.
    pose proof (exp_pos (- 1 / 2)) as E0.
    split; [apply Rmult_le_pos; lra|].
    apply Rle_trans with (exp (- 1 / 2) * (2 / PI * gauss (k / s))); [apply Rmult_le_compat_l; lra|].
    replace (exp (- 1 / 2) * (2 / PI * gauss (k / s))) with (2 / PI * gauss (/ s)).
    + apply Rle_trans with (2 * / 3 * (2 * s ^ 2)); [|pose proof (pow2_ge_0 s); lra].
      unfold Rdiv. apply Rmult_le_compat; lra.
    + replace (exp (- 1 / 2) * (2 / PI * gauss (k / s))) with (2 / PI * (exp (- 1 / 2) * gauss (k / s))) by ring.
      f_equal. unfold gauss. rewrite <- exp_plus. f_equal.
      replace (- (/ s * / s) / 2) with (- (s * s + k * k) * (/ s * / s) / 2) by (rewrite E; field; lra).
      field. lra.
Qed.

Definition clipped_relu_drift (theta : R) : R :=
  (1 - exp (- 1 / (2 * (1 * 1)))) * (1 - theta / PI)
  - (1 / 2 - exp (- 1 / (2 * (1 * 1))) * normal_cdf (cos theta / (sin theta * 1)))
  - / 2 * erf (1 / (sqrt 2 * 1 * sin theta)) * cos theta.

Lemma fraction_le_sin x : 0 <= x <= PI / 2 -> 0 <= x / PI <= sin x.
Proof.
  intros H. pose proof PI2_3_2. pose proof (half_le_sin x H).
  assert (IP : 0 < / PI <= / 3) by (split; [apply Rinv_0_lt_compat; lra | apply Rinv_le_contravar; lra]).
  unfold Rdiv. split; [apply Rmult_le_pos; lra|].
  apply Rle_trans with (x * / 3); [apply Rmult_le_compat_l|]; lra.
Qed.

Lemma clipped_relu_drift_bound theta : 0 < theta < PI -> Rabs (clipped_relu_drift theta) <= 5 * sin theta.
Proof.
  intros H. pose proof PI_RGT_0 as P. pose proof (sin_gt_0 theta ltac:(lra) ltac:(lra)) as S0.
  pose proof (SIN_bound theta) as S1. pose proof (sin2_cos2 theta) as SC. unfold Rsqr in SC.
  assert (HE : 0 <= exp (- 1 / (2 * (1 * 1))) <= 1).
  { split; [apply Rlt_le, exp_pos|]. apply Rle_trans with (exp 0); [left; apply exp_increasing; lra | rewrite exp_0; lra]. }
  assert (S2 : sin theta ^ 2 <= sin theta) by nra.
  unfold clipped_relu_drift. destruct (Rle_dec theta (PI / 2)) as [L|L].
  - destruct (drift_terms (sin theta) (cos theta) S0 ltac:(apply cos_ge_0; lra) SC) as [A B].
    pose proof (fraction_le_sin theta ltac:(lra)) as F.
    set (E := exp _) in *. set (e := erf _) in *. set (Phi := normal_cdf _) in *. set (q := theta / PI) in *.
    assert (0 <= (1 - E) * q <= sin theta) by (split; nra).
    apply Rabs_le. split; lra.
  - assert (C : cos theta <= 0) by (apply cos_le_0; lra).
    destruct (drift_terms (sin theta) (- cos theta) S0 ltac:(lra) ltac:(lra)) as [A B].
    pose proof (fraction_le_sin (PI - theta) ltac:(lra)) as F. rewrite sin_PI_x in F.
    replace ((PI - theta) / PI) with (1 - theta / PI) in F by (field; lra).
    replace (- cos theta / (sin theta * 1)) with (- (cos theta / (sin theta * 1))) in B by (field; lra).
    rewrite normal_cdf_opp in B.
    set (E := exp _) in *. set (e := erf _) in *. set (Phi := normal_cdf _) in *. set (q := 1 - theta / PI) in *.
    assert (0 <= (1 - E) * q <= sin theta) by (split; nra).
    apply Rabs_le. split; lra.
Qed.

Section Norm.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_one : nrm n w = 1.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Hypothesis open : 0 < theta < PI.
Let vv := dot m v vs.
Let d := population_gradient_v m n vs ws v w.
Let g := expected_coarse_gradient_clipped_relu m n vs ws v w.
Let E := exp (- 1 / (2 * (1 * 1))).

Lemma clipped_relu_radial_by_gradient :
  clipped_relu_radial m n vs ws v w = / sqrt (2 * PI) * (2 * (1 - E) * dot m v d + vv * clipped_relu_drift theta).
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  unfold clipped_relu_radial, clipped_relu_drift. rewrite (h_by_gradient m n vs ws v w), w_one.
  fold theta vv d E. field. lra.
Qed.

Lemma clipped_relu_norm_sq :
  dot n g g = clipped_relu_radial m n vs ws v w ^ 2
              + vv ^ 2 * (sin theta * clipped_relu_M0 n ws w / sqrt (2 * PI)) ^ 2.
Proof.
  assert (Hw : 0 < nrm n w) by lra.
  set (f := frame_gradient m n vs ws (clipped_relu_radial m n vs ws v w) (clipped_relu_M0 n ws w) v w).
  rewrite (dot_ext n g f g f) by (intros; now apply clipped_relu_in_frame).
  unfold f, frame_gradient. fold theta vv. dot_expand.
  rewrite (dot_sym n (normal n w ws) (unit n w)), dot_unit_normal, dot_unit_unit, dot_normal_normal by assumption.
  ring.
Qed.

Theorem clipped_relu_norm_bound V : nrm m v <= V ->
  nrm n g ^ 2 <= 4 * V ^ 2 / PI * nrm m d ^ 2
                 + 102 / erf (/ sqrt 2) * sqrt (2 * PI) * dot n g (population_gradient_w m n vs ws v w).
Proof.
  intros HV. pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Hr. pose proof sqrt_2PI_sq as Hq.
  pose proof erf_inv_sqrt_2 as Q. pose proof (clipped_relu_M0_range n ws w w_one) as HM.
  rewrite (frame_gradient_correlation m n vs ws v w ltac:(lra) ws_nz
             (clipped_relu_radial m n vs ws v w) (clipped_relu_M0 n ws w) g)
    by (intros; now apply clipped_relu_in_frame).
  fold theta vv. rewrite w_one, Rmult_1_r.
  replace (nrm n g ^ 2) with (dot n g g) by (rewrite <- nrm_sq; ring).
  rewrite clipped_relu_norm_sq, clipped_relu_radial_by_gradient.
  set (M0 := clipped_relu_M0 n ws w) in *. set (e0 := erf (/ sqrt 2)) in *. set (r := sqrt (2 * PI)) in *.
  set (Y := clipped_relu_drift theta). set (y := dot m v d). set (s := sin theta).
  assert (S0 : 0 <= s <= 1) by (split; [apply sin_angle_ge0 | apply SIN_bound]).
  assert (D : Rabs Y <= 5 * s) by (apply clipped_relu_drift_bound, open).
  apply Rcomplements.Rabs_le_between in D.
  assert (HE : 0 <= 1 - E <= 1).
  { unfold E. pose proof (exp_pos (- 1 / (2 * (1 * 1)))).
    assert (exp (- 1 / (2 * (1 * 1))) <= 1); [|lra].
    apply Rle_trans with (exp 0); [left; apply exp_increasing; lra | rewrite exp_0; lra]. }
  assert (C : y ^ 2 <= V ^ 2 * nrm m d ^ 2).
  { pose proof (cauchy_schwarz_sq m v d) as C. fold y in C. rewrite <- !nrm_sq in C.
    pose proof (nrm_ge0 m v). pose proof (nrm_ge0 m d).
    replace (y ^ 2) with (y * y) by ring.
    eapply Rle_trans; [exact C|]. replace (V ^ 2 * nrm m d ^ 2) with (V * V * (nrm m d * nrm m d)) by ring.
    apply Rmult_le_compat_r; nra. }
  replace ((/ r * (2 * (1 - E) * y + vv * Y)) ^ 2 + vv ^ 2 * (s * M0 / r) ^ 2)
    with (((2 * (1 - E) * y + vv * Y) ^ 2 + vv ^ 2 * (s * M0) ^ 2) / (r * r)) by (field; lra).
  replace (4 * V ^ 2 / PI * nrm m d ^ 2 + 102 / e0 * r * (vv ^ 2 * (s * M0 / r) / (2 * PI)))
    with ((8 * (V ^ 2 * nrm m d ^ 2) + 102 * (vv ^ 2 * s) * (M0 / e0)) / (2 * PI)) by (field; lra).
  rewrite Hq. apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat; lra|].
  pose proof (pow2_ge_0 vv) as VV.
  assert (A1 : (2 * (1 - E) * y + vv * Y) ^ 2 <= 8 * y ^ 2 + 2 * (vv ^ 2 * Y ^ 2)).
  { pose proof (pow2_ge_0 (2 * (1 - E) * y - vv * Y)).
    assert ((1 - E) ^ 2 * y ^ 2 <= 1 * y ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0 | nra]). nra. }
  assert (Y2 : Y ^ 2 <= 25 * s) by nra.
  assert (A2 : vv ^ 2 * Y ^ 2 <= vv ^ 2 * (25 * s)) by (apply Rmult_le_compat_l; assumption).
  assert (M2 : (s * M0) ^ 2 <= s).
  { assert (0 <= s * M0 <= s) by (split; nra). nra. }
  assert (A3 : vv ^ 2 * (s * M0) ^ 2 <= vv ^ 2 * s) by (apply Rmult_le_compat_l; assumption).
  assert (R : / 2 <= M0 / e0).
  { apply Rmult_le_reg_r with e0; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  assert (W : 0 <= vv ^ 2 * s) by (apply Rmult_le_pos; lra).
  assert (A4 : vv ^ 2 * s * / 2 <= vv ^ 2 * s * (M0 / e0)) by (apply Rmult_le_compat_l; assumption).
  lra.
Qed.
End Norm.

(** Along normalised descent with clipped ReLU the expected coarse gradient vanishes. *)
Section Run.
Variables m n : nat.
Variables vs ws v0 w0 : vec.
Variable eta : R.
Let G := expected_coarse_gradient_clipped_relu m n vs ws.
Let y := normalised_iterate m n vs ws G eta v0 w0.
Let V := output_weight_bound m n vs ws v0 w0.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis w0_nz : 0 < nrm n w0.
Hypothesis open : 0 < angle n w0 ws < PI.
Hypothesis small : small_step m n vs ws v0 w0 (/ 2) eta.

Theorem normalised_clipped_relu_coarse_gradient_vanishes :
  is_lim_seq (fun t => nrm n (G (fst (y t)) (snd (y t)))) 0.
Proof.
  pose proof (clipped_relu_run m n vs ws v0 w0 eta ws_nz w0_nz small) as run. fold G y in run.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos. pose proof erf_inv_sqrt_2 as Q.
  assert (O : 0 < angle n (snd (y O)) ws < PI).
  { simpl. unfold unit. rewrite angle_scal by now apply Rinv_0_lt_compat. exact open. }
  assert (E : output_weight_bound m n vs ws (fst (y 0%nat)) (snd (y 0%nat)) = V).
  { unfold V, output_weight_bound. simpl. now rewrite loss_at_start. }
  set (A2 := 102 / erf (/ sqrt 2) * sqrt (2 * PI)).
  assert (P2 : 0 < A2) by (apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat|]; lra).
  assert (P1 : 0 <= 4 * V ^ 2 / PI).
  { unfold Rdiv. apply Rmult_le_pos; [pose proof (pow2_ge_0 V); lra | apply Rlt_le, Rinv_0_lt_compat; assumption]. }
  apply (vanishes_with_fall _ _ _ _ _ _ _ _ _ _ _ _ run _ (2 * (4 * V ^ 2 / PI) + 6 * A2)); [lra|].
  intros t. destruct (run_bounded _ _ _ _ _ _ _ _ _ _ _ _ run t) as (Hok & Hv & _).
  cbv beta in Hok, Hv. rewrite E in Hv.
  pose proof (run_stays_open _ _ _ _ _ _ _ _ _ _ _ _ run O t) as Ot.
  set (c := dot n (G (fst (y t)) (snd (y t))) (population_gradient_w m n vs ws (fst (y t)) (snd (y t)))).
  set (d := nrm m (population_gradient_v m n vs ws (fst (y t)) (snd (y t)))).
  assert (C : 0 <= c) by exact (run_correlation_ge0 _ _ _ _ _ _ _ _ _ _ _ _ run t).
  pose proof (clipped_relu_norm_bound m n vs ws (fst (y t)) (snd (y t)) Hok ws_nz Ot V Hv) as B.
  change (nrm n (G (fst (y t)) (snd (y t))) ^ 2 <= 4 * V ^ 2 / PI * d ^ 2 + A2 * c) in B.
  change (nrm n (G (fst (y t)) (snd (y t))) ^ 2 <= (2 * (4 * V ^ 2 / PI) + 6 * A2) * (/ 2 * d ^ 2 + / 6 * c)).
  pose proof (pow2_ge_0 d) as D.
  assert (0 <= A2 * d ^ 2) by (apply Rmult_le_pos; lra).
  assert (0 <= 4 * V ^ 2 / PI * c) by (apply Rmult_le_pos; lra).
  lra.
Qed.
End Run.
