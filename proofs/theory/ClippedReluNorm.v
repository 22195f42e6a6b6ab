(** * The gradient and the correlation bound clipped ReLU's expected coarse gradient

    R = (2 (1 - E) v.d + v.v* Y)/sqrt(2 pi) with E = exp(-1/(2 a^2)), a = |w| and |Y| <= (2 + 4 a^2) sin theta; so
    |d| and <E g, df/dw> control |E g| when |v| and |w| are bounded, and it vanishes along descent. The constant is not
    the best one; P1, Lemma 7, has one that does not depend on |w|. Source: the book. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry Radial Erf ErrorFunction.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape Vanishing Runs Convergence ClippedReluRuns.
Open Scope R_scope.

(** With k = |cos theta|, s = sin theta: the two small terms of Y. *)
Lemma drift_terms a s k : 0 < a -> 0 < s -> 0 <= k -> s * s + k * k = 1 ->
  0 <= 1 - k * erf (1 / (sqrt 2 * a * s)) <= s ^ 2 + 3 * (a * s) ^ 2
  /\ 0 <= exp (- 1 / (2 * (a * a))) * (1 - normal_cdf (k / (s * a))) <= 2 * (a * s) ^ 2.
Proof.
  intros Ha Hs Hk E. pose proof PI2_3_2 as P.
  assert (As : 0 < a * s) by now apply Rmult_lt_0_compat. pose proof (gauss_inv (a * s) As) as T.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (G0 : 0 < gauss (/ (a * s))) by apply gauss_pos.
  assert (IP : 0 < / PI <= / 3) by (split; [apply Rinv_0_lt_compat; lra | apply Rinv_le_contravar; lra]).
  pose proof (pow2_ge_0 (a * s)) as Q.
  split.
  - replace (1 / (sqrt 2 * a * s)) with (/ (sqrt 2 * (a * s))) by (field; lra).
    assert (X : 0 <= / (sqrt 2 * (a * s))) by (apply Rlt_le, Rinv_0_lt_compat, Rmult_lt_0_compat; assumption).
    pose proof (erf_complement _ X) as A. pose proof (erf_ge0 _ X). pose proof (erf_le_1 (/ (sqrt 2 * (a * s)))).
    replace (sqrt 2 * / (sqrt 2 * (a * s))) with (/ (a * s)) in A by (field; lra).
    set (e := erf _) in *.
    assert (B : 4 / PI * gauss (/ (a * s)) <= 4 * / 3 * (2 * (a * s) ^ 2)).
    { unfold Rdiv. apply Rmult_le_compat; lra. }
    assert (K : k <= 1) by nra. split; [nra|].
    assert (1 - k <= s ^ 2) by nra.
    assert (k * (1 - e) <= 1 * (1 - e)) by (apply Rmult_le_compat_r; lra). lra.
  - assert (X : 0 <= k / (s * a)) by (apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; lra]).
    pose proof (normal_cdf_tail _ X) as A. pose proof (normal_cdf_range (k / (s * a))) as R.
    pose proof (exp_pos (- 1 / (2 * (a * a)))) as E0.
    split; [apply Rmult_le_pos; lra|].
    apply Rle_trans with (exp (- 1 / (2 * (a * a))) * (2 / PI * gauss (k / (s * a)))); [apply Rmult_le_compat_l; lra|].
    replace (exp (- 1 / (2 * (a * a))) * (2 / PI * gauss (k / (s * a)))) with (2 / PI * gauss (/ (a * s))).
    + apply Rle_trans with (2 * / 3 * (2 * (a * s) ^ 2)); [|lra].
      unfold Rdiv. apply Rmult_le_compat; lra.
    + replace (exp (- 1 / (2 * (a * a))) * (2 / PI * gauss (k / (s * a))))
        with (2 / PI * (exp (- 1 / (2 * (a * a))) * gauss (k / (s * a)))) by ring.
      f_equal. unfold gauss. rewrite <- exp_plus. f_equal.
      replace (- (/ (a * s) * / (a * s)) / 2) with (- (s * s + k * k) * (/ (a * s) * / (a * s)) / 2)
        by (rewrite E; field; lra).
      field. lra.
Qed.

Definition clipped_relu_drift (a theta : R) : R :=
  (1 - exp (- 1 / (2 * (a * a)))) * (1 - theta / PI)
  - (1 / 2 - exp (- 1 / (2 * (a * a))) * normal_cdf (cos theta / (sin theta * a)))
  - / 2 * erf (1 / (sqrt 2 * a * sin theta)) * cos theta.

Lemma fraction_le_sin x : 0 <= x <= PI / 2 -> 0 <= x / PI <= sin x.
Proof.
  intros H. pose proof PI2_3_2. pose proof (half_le_sin x H).
  assert (IP : 0 < / PI <= / 3) by (split; [apply Rinv_0_lt_compat; lra | apply Rinv_le_contravar; lra]).
  unfold Rdiv. split; [apply Rmult_le_pos; lra|].
  apply Rle_trans with (x * / 3); [apply Rmult_le_compat_l|]; lra.
Qed.

Lemma exp_radius_range a : 0 < a -> 0 <= exp (- 1 / (2 * (a * a))) <= 1.
Proof.
  intros Ha. split; [apply Rlt_le, exp_pos|].
  apply Rle_trans with (exp 0); [left; apply exp_increasing | rewrite exp_0; lra].
  assert (0 < 1 / (2 * (a * a))) by (apply Rdiv_lt_0_compat; nra).
  replace (- 1 / (2 * (a * a))) with (- (1 / (2 * (a * a)))) by (field; lra). lra.
Qed.

Lemma clipped_relu_drift_bound a theta : 0 < a -> 0 < theta < PI ->
  Rabs (clipped_relu_drift a theta) <= (2 + 4 * a ^ 2) * sin theta.
Proof.
  intros Ha H. pose proof PI_RGT_0 as P. pose proof (sin_gt_0 theta ltac:(lra) ltac:(lra)) as S0.
  pose proof (SIN_bound theta) as S1. pose proof (sin2_cos2 theta) as SC. unfold Rsqr in SC.
  pose proof (exp_radius_range a Ha) as HE. pose proof (pow2_ge_0 a) as A2.
  assert (S2 : sin theta ^ 2 <= sin theta) by nra.
  assert (S3 : (a * sin theta) ^ 2 <= a ^ 2 * sin theta).
  { replace ((a * sin theta) ^ 2) with (a ^ 2 * sin theta ^ 2) by ring. apply Rmult_le_compat_l; assumption. }
  assert (S4 : 0 <= a ^ 2 * sin theta) by (apply Rmult_le_pos; lra).
  unfold clipped_relu_drift. destruct (Rle_dec theta (PI / 2)) as [L|L].
  - destruct (drift_terms a (sin theta) (cos theta) Ha S0 ltac:(apply cos_ge_0; lra) SC) as [A B].
    pose proof (fraction_le_sin theta ltac:(lra)) as F.
    set (E := exp _) in *. set (e := erf _) in *. set (Phi := normal_cdf _) in *. set (q := theta / PI) in *.
    assert (0 <= (1 - E) * q <= sin theta) by (split; nra).
    apply Rabs_le. split; lra.
  - assert (C : cos theta <= 0) by (apply cos_le_0; lra).
    destruct (drift_terms a (sin theta) (- cos theta) Ha S0 ltac:(lra) ltac:(lra)) as [A B].
    pose proof (fraction_le_sin (PI - theta) ltac:(lra)) as F. rewrite sin_PI_x in F.
    replace ((PI - theta) / PI) with (1 - theta / PI) in F by (field; lra).
    replace (- cos theta / (sin theta * a)) with (- (cos theta / (sin theta * a))) in B by (field; lra).
    rewrite normal_cdf_opp in B.
    set (E := exp _) in *. set (e := erf _) in *. set (Phi := normal_cdf _) in *. set (q := 1 - theta / PI) in *.
    assert (0 <= (1 - E) * q <= sin theta) by (split; nra).
    apply Rabs_le. split; lra.
Qed.

Section Norm.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Hypothesis open : 0 < theta < PI.
Let a := nrm n w.
Let vv := dot m v vs.
Let d := population_gradient_v m n vs ws v w.
Let g := expected_coarse_gradient_clipped_relu m n vs ws v w.
Let E := exp (- 1 / (2 * (a * a))).

Lemma clipped_relu_radial_by_gradient :
  clipped_relu_radial m n vs ws v w
  = / sqrt (2 * PI) * (2 * (1 - E) * dot m v d + vv * clipped_relu_drift a theta).
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  unfold clipped_relu_radial, clipped_relu_drift. rewrite (h_identity m n vs ws v w).
  fold theta vv d a E. field. lra.
Qed.

Lemma clipped_relu_norm_sq :
  dot n g g = clipped_relu_radial m n vs ws v w ^ 2
              + vv ^ 2 * (sin theta * clipped_relu_M0 n ws w / sqrt (2 * PI)) ^ 2.
Proof.
  set (f := frame_gradient m n vs ws (clipped_relu_radial m n vs ws v w) (clipped_relu_M0 n ws w) v w).
  rewrite (dot_ext n g f g f) by (intros; now apply clipped_relu_in_frame).
  unfold f, frame_gradient. fold theta vv. dot_expand.
  rewrite (dot_sym n (normal n w ws) (unit n w)), dot_unit_normal, dot_unit_unit, dot_normal_normal by assumption.
  ring.
Qed.

Variables V high : R.
Hypothesis v_le : nrm m v <= V.
Hypothesis w_le : a <= high.
Let C := 2 + 4 * high ^ 2.

Theorem clipped_relu_norm_bound :
  nrm n g ^ 2 <= 4 * V ^ 2 / PI * nrm m d ^ 2
                 + (2 * C ^ 2 + 1) * (2 * high / erf (/ (sqrt 2 * high)) * sqrt (2 * PI))
                   * dot n g (population_gradient_w m n vs ws v w).
Proof.
  pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Hr. pose proof sqrt_2PI_sq as Hq.
  assert (A0 : 0 < a) by exact w_nz.
  assert (e0_pos : 0 < erf (/ (sqrt 2 * high))).
  { apply erf_pos, Rinv_0_lt_compat, Rmult_lt_0_compat; [apply sqrt_lt_R0|]; lra. }
  pose proof (clipped_relu_M0_range n ws w w_nz) as HM.
  pose proof (clipped_relu_M0_low n ws w w_nz high w_le) as HL.
  rewrite (frame_gradient_correlation m n vs ws v w w_nz ws_nz
             (clipped_relu_radial m n vs ws v w) (clipped_relu_M0 n ws w) g)
    by (intros; now apply clipped_relu_in_frame).
  fold theta vv a.
  replace (nrm n g ^ 2) with (dot n g g) by (rewrite <- nrm_sq; ring).
  rewrite clipped_relu_norm_sq, clipped_relu_radial_by_gradient.
  set (M0 := clipped_relu_M0 n ws w) in *. set (e0 := erf (/ (sqrt 2 * high))) in *. set (r := sqrt (2 * PI)) in *.
  set (Y := clipped_relu_drift a theta). set (y := dot m v d). set (s := sin theta).
  assert (S0 : 0 <= s <= 1) by (split; [apply sin_angle_ge0 | apply SIN_bound]).
  assert (D : Rabs Y <= C * s).
  { eapply Rle_trans; [apply (clipped_relu_drift_bound a theta A0 open)|]. apply Rmult_le_compat_r; [apply S0|].
    assert (a ^ 2 <= high ^ 2) by (apply pow_incr; lra). unfold C. lra. }
  assert (HE : 0 <= 1 - E <= 1) by (unfold E; pose proof (exp_radius_range a A0); lra).
  assert (Cy : y ^ 2 <= V ^ 2 * nrm m d ^ 2).
  { pose proof (cauchy_schwarz_sq m v d) as Cs. fold y in Cs. rewrite <- !nrm_sq in Cs.
    pose proof (nrm_ge0 m v). pose proof (nrm_ge0 m d).
    replace (y ^ 2) with (y * y) by ring.
    eapply Rle_trans; [exact Cs|]. replace (V ^ 2 * nrm m d ^ 2) with (V * V * (nrm m d * nrm m d)) by ring.
    apply Rmult_le_compat_r; [now apply Rmult_le_pos | apply Rmult_le_compat; assumption]. }
  replace ((/ r * (2 * (1 - E) * y + vv * Y)) ^ 2 + vv ^ 2 * (s * M0 / r) ^ 2)
    with (((2 * (1 - E) * y + vv * Y) ^ 2 + vv ^ 2 * (s * M0) ^ 2) / (r * r)) by (field; lra).
  replace (4 * V ^ 2 / PI * nrm m d ^ 2
           + (2 * C ^ 2 + 1) * (2 * high / e0 * r) * (vv ^ 2 * (s * M0 / r) / (2 * PI * a)))
    with ((8 * (V ^ 2 * nrm m d ^ 2) + (2 * C ^ 2 + 1) * (vv ^ 2 * s) * (2 * high * M0 / (e0 * a))) / (2 * PI))
    by (field; lra).
  rewrite Hq. apply Rmult_le_compat_r; [apply Rlt_le, Rinv_0_lt_compat; lra|].
  pose proof (pow2_ge_0 vv) as VV. pose proof (pow2_ge_0 C) as CC.
  assert (A1 : (2 * (1 - E) * y + vv * Y) ^ 2 <= 8 * y ^ 2 + 2 * (vv ^ 2 * Y ^ 2)).
  { pose proof (pow2_ge_0 (2 * (1 - E) * y - vv * Y)).
    assert ((1 - E) ^ 2 * y ^ 2 <= 1 * y ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0 | clear - HE; nra]).
    lra. }
  assert (Y2 : Y ^ 2 <= C ^ 2 * s).
  { rewrite <- pow2_abs. apply Rle_trans with ((C * s) ^ 2); [apply pow_incr; split; [apply Rabs_pos | exact D]|].
    replace ((C * s) ^ 2) with (C ^ 2 * (s * s)) by ring. apply Rmult_le_compat_l; [exact CC | clear - S0; nra]. }
  assert (A2 : vv ^ 2 * Y ^ 2 <= vv ^ 2 * (C ^ 2 * s)) by (apply Rmult_le_compat_l; assumption).
  assert (M2 : (s * M0) ^ 2 <= s).
  { assert (SM : 0 <= s * M0 <= s) by (clear - S0 HM; split; nra). clear - S0 SM. nra. }
  assert (A3 : vv ^ 2 * (s * M0) ^ 2 <= vv ^ 2 * s) by (apply Rmult_le_compat_l; assumption).
  assert (R : 1 <= 2 * high * M0 / (e0 * a)).
  { assert (B : 0 < e0 * a) by now apply Rmult_lt_0_compat.
    apply Rmult_le_reg_r with (e0 * a); [exact B|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra.
    clear - e0_pos A0 HM HL w_le. nra. }
  assert (W : 0 <= (2 * C ^ 2 + 1) * (vv ^ 2 * s)).
  { apply Rmult_le_pos; [lra | apply Rmult_le_pos; lra]. }
  assert (A4 : (2 * C ^ 2 + 1) * (vv ^ 2 * s) * 1 <= (2 * C ^ 2 + 1) * (vv ^ 2 * s) * (2 * high * M0 / (e0 * a)))
    by (apply Rmult_le_compat_l; assumption).
  lra.
Qed.
End Norm.

(** Along a run with bounded weights the expected coarse gradient vanishes. *)
Section Run.
Variables m n : nat.
Variables vs ws : vec.
Variables eta low high : R.
Variable ok : vec -> Prop.
Variables v w : nat -> vec.
Variables radial M0 : nat -> R.
Let g t := expected_coarse_gradient_clipped_relu m n vs ws (v t) (w t).
Hypothesis run : bounded_run m n vs ws eta low ok v w g radial M0.
Hypothesis w_high : forall t, nrm n (w t) <= high.
Hypothesis open : 0 < angle n (w O) ws < PI.
Let V := output_weight_bound m n vs ws (v O) (w O).

Theorem clipped_relu_run_vanishes : is_lim_seq (fun t => nrm n (g t)) 0.
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos as Hr.
  assert (Wp : forall t, 0 < nrm n (w t)).
  { intros t. destruct (run_bounded run t) as (Hok & _).
    pose proof (low_pos run). pose proof (ok_low run _ Hok). lra. }
  assert (Hh : 0 < high) by (pose proof (Wp O); pose proof (w_high O); lra).
  assert (e0_pos : 0 < erf (/ (sqrt 2 * high))).
  { apply erf_pos, Rinv_0_lt_compat, Rmult_lt_0_compat; [apply sqrt_lt_R0|]; lra. }
  set (A2 := (2 * (2 + 4 * high ^ 2) ^ 2 + 1) * (2 * high / erf (/ (sqrt 2 * high)) * sqrt (2 * PI))).
  assert (P2 : 0 < A2).
  { apply Rmult_lt_0_compat; [pose proof (pow2_ge_0 (2 + 4 * high ^ 2)); lra|].
    apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra | exact Hr]. }
  assert (P1 : 0 <= 4 * V ^ 2 / PI).
  { unfold Rdiv. apply Rmult_le_pos; [pose proof (pow2_ge_0 V); lra | apply Rlt_le, Rinv_0_lt_compat; assumption]. }
  apply (vanishes_with_fall run _ (2 * (4 * V ^ 2 / PI) + 6 * A2)); [lra|].
  intros t. destruct (run_bounded run t) as (_ & Hv & _).
  pose proof (run_stays_open run open t) as Ot.
  set (c := dot n (g t) (population_gradient_w m n vs ws (v t) (w t))).
  set (d := nrm m (population_gradient_v m n vs ws (v t) (w t))).
  assert (C : 0 <= c) by exact (run_correlation_ge0 run t).
  pose proof (clipped_relu_norm_bound m n vs ws (v t) (w t) (Wp t)
                (teacher_nz run) Ot V high Hv (w_high t)) as B.
  change (nrm n (g t) ^ 2 <= 4 * V ^ 2 / PI * d ^ 2 + A2 * c) in B.
  pose proof (pow2_ge_0 d) as D.
  assert (0 <= A2 * d ^ 2) by (apply Rmult_le_pos; lra).
  assert (0 <= 4 * V ^ 2 / PI * c) by (apply Rmult_le_pos; lra).
  lra.
Qed.
End Run.
Arguments clipped_relu_run_vanishes {m n vs ws eta low} high {ok v w radial M0}.

Theorem clipped_relu_coarse_gradient_vanishes m n vs ws v0 w0 low high eta :
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < angle n w0 ws < PI -> 0 < low -> small_step m n vs ws v0 w0 (low / 2) eta ->
  (forall t, low <= nrm n (snd (x t))) -> (forall t, nrm n (snd (x t)) <= high) ->
  is_lim_seq (fun t => nrm n (G (fst (x t)) (snd (x t)))) 0.
Proof.
  intros G x Hws open Hl Hs Hw Hh.
  apply (clipped_relu_run_vanishes high (clipped_relu_run m n vs ws v0 w0 eta Hws low Hl Hs Hw));
    trivial.
Qed.

Theorem normalised_clipped_relu_coarse_gradient_vanishes m n vs ws v0 w0 eta :
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  let y := normalised_iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < angle n w0 ws < PI -> small_step m n vs ws v0 w0 (1 / 2) eta ->
  is_lim_seq (fun t => nrm n (G (fst (y t)) (snd (y t)))) 0.
Proof.
  intros G y Hws Hw0 open Hs.
  pose proof (normalised_clipped_relu_run m n vs ws v0 w0 eta Hws Hw0 Hs) as run.
  apply (clipped_relu_run_vanishes 1 run).
  - intros t. apply Req_le, (run_bounded run t).
  - simpl. unfold unit. rewrite angle_scal by now apply Rinv_0_lt_compat. exact open.
Qed.
