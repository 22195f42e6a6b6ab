(** * The bound of ReLU's expected coarse gradient

    |E g_relu|^2 <= max(4 C^2/pi, sqrt(pi/2) |w|) (|df/dv|^2 + <E g_relu, df/dw>) for |v| <= C and 0 < theta < pi.

    Sources: P1, Lemma 5, with the constant that the book corrects and makes explicit. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry Correlation Vanishing.
Open Scope R_scope.

Lemma nrm_pow2 n x : nrm n x ^ 2 = dot n x x.
Proof. rewrite <- nrm_sq. ring. Qed.

Lemma sqrt_half_PI : sqrt (PI / 2) = sqrt (2 * PI) / 2.
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq.
  apply sqrt_lem_1; [lra | lra |]. lra.
Qed.

Section NormBounds.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let d := population_gradient_v m n vs ws v w.
Let D := 1 / 2 - theta / PI - cos theta / 2.

(** The squared norm from the components 2 v.df/dv + v.v* D along u and - v.v* sin theta/2 along e, over 2 pi. *)
Lemma relu_norm_sq :
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  = / (2 * PI) * ((2 * dot m v d + dot m v vs * D) ^ 2 + (dot m v vs * sin theta / 2) ^ 2).
Proof.
  rewrite nrm_pow2. unfold expected_coarse_gradient_relu. dot_expand.
  rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit by assumption.
  rewrite <- (cos_angle n w ws) by assumption. fold theta.
  rewrite (h_identity m n vs ws v w). fold theta. fold d.
  replace ((dot m v vs * sin theta / 2) ^ 2) with (dot m v vs ^ 2 / 4 * (1 - cos theta * cos theta)).
  2:{ pose proof (sin2_cos2 theta) as S. unfold Rsqr in S.
      replace (1 - cos theta * cos theta) with (sin theta * sin theta) by lra. field. }
  pose proof sqrt_2PI_pos as Q. pose proof PI_RGT_0 as P.
  replace (/ (2 * PI)) with (/ sqrt (2 * PI) * / sqrt (2 * PI)).
  2:{ rewrite <- Rinv_mult. now rewrite sqrt_2PI_sq. }
  unfold D. field. lra.
Qed.

(** At theta = pi/2 and v = v_theta the second constant of the bound is attained. *)
Theorem relu_norm_bound_attained :
  theta = PI / 2 -> agree m d zeros ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  = sqrt (PI / 2) * nrm n w
    * (nrm m d ^ 2
       + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros T Z. pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q. pose proof sqrt_2PI_sq as QQ.
  rewrite relu_norm_sq, correlation_relu by (assumption || (fold theta; lra)).
  rewrite (proj2 (nrm_eq0 m d) Z), (dot_agree_r m d zeros v Z), dot_zeros_r. unfold D. fold theta.
  rewrite T, cos_PI2, sin_PI2, sqrt_half_PI. set (q := sqrt (2 * PI)) in *. rewrite <- QQ. field. lra.
Qed.

Hypothesis open : 0 < theta < PI.

Theorem relu_norm_bound C :
  nrm m v <= C ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  <= Rmax (4 * C ^ 2 / PI) (sqrt (PI / 2) * nrm n w)
     * (nrm m d ^ 2
        + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros HC. rewrite relu_norm_sq, correlation_relu by assumption. fold theta.
  pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q. pose proof sqrt_2PI_sq as QQ.
  pose proof (scalar_inequality theta ltac:(lra)) as SI. fold D in SI.
  assert (VD : dot m v d ^ 2 <= C ^ 2 * nrm m d ^ 2).
  { rewrite !nrm_pow2. replace (dot m v d ^ 2) with (dot m v d * dot m v d) by ring.
    eapply Rle_trans; [apply cauchy_schwarz_sq|]. apply Rmult_le_compat_r; [apply dot_ge0|].
    rewrite <- nrm_pow2. apply pow_incr. split; [apply nrm_ge0 | exact HC]. }
  set (x := dot m v d) in *. set (y := dot m v vs) in *. set (s := sin theta) in *. set (q := sqrt (2 * PI)) in *.
  assert (Y2 : 0 <= y ^ 2) by apply pow2_ge_0.
  assert (YB : y ^ 2 * (8 * D ^ 2) <= y ^ 2 * (s * (1 - s))) by (apply Rmult_le_compat_l; assumption).
  assert (SQ : (2 * x + y * D) ^ 2 <= 8 * x ^ 2 + 2 * (y ^ 2 * D ^ 2)).
  { pose proof (pow2_ge_0 (2 * x - y * D)). nra. }
  assert (NUM : (2 * x + y * D) ^ 2 + (y * s / 2) ^ 2 <= 8 * (C ^ 2 * nrm m d ^ 2) + y ^ 2 * s / 4) by nra.
  assert (STEP : / (2 * PI) * ((2 * x + y * D) ^ 2 + (y * s / 2) ^ 2)
                 <= 4 * C ^ 2 / PI * nrm m d ^ 2 + sqrt (PI / 2) * nrm n w * (s / (2 * (q ^ 3 * nrm n w)) * y ^ 2)).
  { rewrite sqrt_half_PI. fold q.
    replace (q / 2 * nrm n w * (s / (2 * (q ^ 3 * nrm n w)) * y ^ 2)) with (/ (q * q) * (y ^ 2 * s / 4))
      by (field; lra).
    rewrite QQ.
    replace (4 * C ^ 2 / PI * nrm m d ^ 2) with (/ (2 * PI) * (8 * (C ^ 2 * nrm m d ^ 2))) by (field; lra).
    rewrite <- Rmult_plus_distr_l. apply Rmult_le_compat_l; [|exact NUM].
    apply Rlt_le, Rinv_0_lt_compat. lra. }
  eapply Rle_trans; [exact STEP|]. rewrite Rmult_plus_distr_l. apply Rplus_le_compat.
  - apply Rmult_le_compat_r; [apply pow2_ge_0 | apply Rmax_l].
  - apply Rmult_le_compat_r; [|apply Rmax_r]. apply Rmult_le_pos; [|exact Y2].
    assert (S0 : 0 < s) by (apply sin_gt_0; lra).
    apply Rlt_le, Rdiv_lt_0_compat; [exact S0|].
    apply Rmult_lt_0_compat; [lra|]. apply Rmult_lt_0_compat; [now apply pow_lt | exact w_nz].
Qed.
End NormBounds.
