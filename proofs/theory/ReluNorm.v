(** * The gradient and the correlation bound ReLU's expected coarse gradient

    With delta = 1/2 - theta/pi - cos(theta)/2,

      |E g|^2 = ((2 v.d + v.v* delta)^2 + (v.v* )^2 sin^2(theta)/4)/(2 pi),

    and |delta| <= sin theta, so that |d| and <E g, df/dw> control |E g| when |v| and |w| are bounded. The constant is
    not the best one. Source: the book, after P1, Lemma 5 (whose constant lacks |w|). *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer FrameGradient.
From Coarsegrad.lib Require Import VectorFacts RealFacts TurnFacts.
From Coarsegrad.theory Require Import Geometry OneStep FrameGradients.
Open Scope R_scope.

Definition relu_drift (theta : R) : R := / 2 - theta / PI - cos theta / 2.

Lemma relu_drift_left theta : 0 <= theta <= PI / 2 -> Rabs (relu_drift theta) <= sin theta.
Proof.
  intros H. pose proof PI2_3_2. unfold relu_drift.
  pose proof (half_le_sin theta H) as A. pose proof (cos_ge_0 theta ltac:(lra) ltac:(lra)) as C.
  pose proof (sin2_cos2 theta) as E. unfold Rsqr in E.
  pose proof (SIN_bound theta). pose proof (COS_bound theta).
  assert (0 <= theta / PI) by (apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; lra]).
  assert (theta / PI <= sin theta).
  { apply Rmult_le_reg_r with PI; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. nra. }
  apply Rabs_le. split; nra.
Qed.

Lemma relu_drift_bound theta : 0 <= theta <= PI -> Rabs (relu_drift theta) <= sin theta.
Proof.
  intros H. pose proof PI_RGT_0. destruct (Rle_dec theta (PI / 2)) as [L|L].
  - apply relu_drift_left. lra.
  - rewrite <- sin_PI_x.
    replace (relu_drift theta) with (- relu_drift (PI - theta)).
    + rewrite Rabs_Ropp. apply relu_drift_left. lra.
    + unfold relu_drift. rewrite Rtrigo_facts.cos_pi_minus. field. lra.
Qed.

Section ReluNorm.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let vv := dot m v vs.
Let d := population_gradient_v m n vs ws v w.
Let g := expected_coarse_gradient_relu m n vs ws v w.

(** h = 4 v.d + 2 (1 - theta/pi) v.v*   (P1, equation (23)) *)
Lemma h_by_gradient : h m vs v = 4 * dot m v d + 2 * (1 - theta / PI) * vv.
Proof.
  pose proof PI_RGT_0. rewrite (dot_sym m v d). unfold d. rewrite dot_gradient_v. fold theta.
  unfold h. fold vv. rewrite (dot_sym m vs v). fold vv. field. lra.
Qed.

Lemma relu_norm_sq :
  dot n g g = ((2 * dot m v d + vv * relu_drift theta) ^ 2 + (vv * sin theta) ^ 2 / 4) / (2 * PI).
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  unfold g, expected_coarse_gradient_relu. fold vv. dot_expand.
  rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit, <- cos_angle by assumption. fold theta.
  rewrite h_by_gradient. unfold relu_drift.
  replace ((vv * sin theta) ^ 2) with (vv ^ 2 * (1 - cos theta * cos theta)).
  2:{ unfold theta. rewrite cos_angle, <- sin_angle_sq by assumption. ring. }
  pose proof sqrt_2PI_sq as E. set (r := sqrt (2 * PI)) in *. rewrite <- E. field. lra.
Qed.

Theorem relu_norm_bound V : nrm m v <= V ->
  nrm n g ^ 2 <= 4 * V ^ 2 / PI * nrm m d ^ 2
                 + 9 / 2 * sqrt (2 * PI) * nrm n w * dot n g (population_gradient_w m n vs ws v w).
Proof.
  intros HV. pose proof PI_RGT_0. pose proof sqrt_2PI_pos as Hr.
  rewrite (frame_gradient_correlation m n vs ws v w w_nz ws_nz (relu_radial m n vs ws v w) (/ 2) g)
    by (intros; now apply relu_in_frame).
  fold theta vv.
  replace (9 / 2 * sqrt (2 * PI) * nrm n w * (vv ^ 2 * (sin theta * / 2 / sqrt (2 * PI)) / (2 * PI * nrm n w)))
    with (9 / 4 * (vv ^ 2 * sin theta) / (2 * PI)) by (field; lra).
  replace (4 * V ^ 2 / PI * nrm m d ^ 2) with (8 * (V ^ 2 * (nrm m d) ^ 2) / (2 * PI)) by (field; lra).
  replace (nrm n g ^ 2) with (dot n g g) by (rewrite <- nrm_sq; ring).
  rewrite relu_norm_sq. unfold Rdiv. rewrite <- Rmult_plus_distr_r.
  apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat; lra|].
  pose proof (relu_drift_bound theta (angle_range n w ws)) as D.
  assert (S1 : 0 <= sin theta <= 1) by (split; [apply sin_angle_ge0 | apply SIN_bound]).
  apply Rcomplements.Rabs_le_between in D. set (r := relu_drift theta) in *. set (s := sin theta) in *.
  assert (C : (dot m v d) ^ 2 <= V ^ 2 * nrm m d ^ 2).
  { pose proof (cauchy_schwarz_sq m v d) as C. rewrite <- !nrm_sq in C.
    pose proof (nrm_ge0 m v). pose proof (nrm_ge0 m d).
    replace (dot m v d ^ 2) with (dot m v d * dot m v d) by ring.
    eapply Rle_trans; [exact C|]. replace (V ^ 2 * nrm m d ^ 2) with (V * V * (nrm m d * nrm m d)) by ring.
    apply Rmult_le_compat_r; nra. }
  assert (r ^ 2 <= s) by nra. assert (s ^ 2 <= s) by nra.
  pose proof (pow2_ge_0 vv) as Q. set (y := dot m v d) in *.
  assert ((2 * y + vv * r) ^ 2 <= 8 * y ^ 2 + 2 * (vv ^ 2 * r ^ 2)).
  { pose proof (pow2_ge_0 (2 * y - vv * r)). nra. }
  assert (vv ^ 2 * r ^ 2 <= vv ^ 2 * s) by (apply Rmult_le_compat_l; assumption).
  assert (vv ^ 2 * s ^ 2 <= vv ^ 2 * s) by (apply Rmult_le_compat_l; assumption).
  replace ((vv * s) ^ 2) with (vv ^ 2 * s ^ 2) by ring. lra.
Qed.
End ReluNorm.
