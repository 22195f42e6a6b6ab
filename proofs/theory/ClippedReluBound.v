(** * The clipped ReLU is bounded by the population gradients

    |E g|^2 <= max{4 C^2/pi, 3} (|df/dv|^2 + <E g, df/dw>) for |v| <= C and 0 < theta < pi, in every dimension and
    whatever |w|. Sources: P1, Lemma 7, with an explicit constant; the book. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer SlopeMoments ClippedReluPrinted.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry SlopeCorrelation ClippedRelu SlopeVanishing ClippedReluPrinted
  StripOrder.
Open Scope R_scope.

Section Bound.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Let a := nrm n w.
Let theta := angle n w ws.
Let p0 := printed_p 0 a.
Let q := printed_q theta a.
Let X := (1 - theta / PI) * p0 - printed_p theta a.
Let d := population_gradient_v m n vs ws v w.

(** E g = (2 p0 v.d + v.v* X) u - v.v* q e *)
Lemma clipped_relu_by_gradient_v :
  expected_coarse_gradient_clipped_relu m n vs ws v w
  = ((2 * p0 * dot m v d + dot m v vs * X) * unit n w - dot m v vs * q * normal n w ws)%V.
Proof.
  rewrite clipped_relu_is_step by assumption. unfold expected_coarse_gradient_step. cbv zeta.
  rewrite (h_gradient_v m n vs ws v w), left_moment_clipped. unfold X, p0, q, d. fold a theta.
  rewrite printed_p_0_moment, printed_p_moment, printed_q_moment by assumption.
  vec_ext. pose proof sqrt_2PI_pos. field. split; [lra | apply PI_neq0].
Qed.

Lemma frame_norm p r : dot n (p * unit n w - r * normal n w ws)%V (p * unit n w - r * normal n w ws)%V = p ^ 2 + r ^ 2.
Proof.
  dot_expand. rewrite (dot_sym n (normal n w ws) (unit n w)), (dot_unit_normal n w ws w_nz),
    (dot_normal_normal n w ws w_nz ws_nz open), (dot_unit_unit n w w_nz). ring.
Qed.

Lemma clipped_relu_inner_q :
  dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = q * dot m v vs ^ 2 / (2 * PI * a).
Proof.
  rewrite clipped_relu_by_gradient_v, (correlation_frame m n vs ws v w w_nz ws_nz open). fold a. field.
  split; [unfold a; lra | apply PI_neq0].
Qed.

(** 2 pi a q <= 1 *)
Lemma q_bound : 0 <= q /\ 2 * PI * a * q <= 1.
Proof.
  assert (A : 0 < a) by exact w_nz. pose proof (sin_angle_pos n w ws open) as S. fold theta in S.
  pose proof sqrt_2PI_pos as P. pose proof sqrt_2_pos as R2. pose proof sqrt_PI_pos as RP. pose proof sqrt_2PI_sq as Q.
  assert (T : 0 < a * sin theta) by now apply Rmult_lt_0_compat.
  unfold q. rewrite printed_q_moment, even_moment_clipped by assumption.
  assert (Y : 0 < 1 / (sqrt 2 * (a * sin theta))) by (apply Rdiv_lt_0_compat; [lra | now apply Rmult_lt_0_compat]).
  set (y := 1 / (sqrt 2 * (a * sin theta))) in *.
  pose proof (erf_pos y Y) as E0. pose proof (erf_le y (Rlt_le _ _ Y)) as E1.
  split.
  - apply Rmult_le_pos; [|left; now apply Rinv_0_lt_compat]. apply Rmult_le_pos; lra.
  - assert (V : sqrt (2 * PI) = sqrt 2 * sqrt PI) by exact sqrt_2PI_split.
    set (r := sqrt (2 * PI)) in *. rewrite <- Q.
    replace (r * r * a * (sin theta * (/ 2 * erf y) / r)) with (r / 2 * (a * sin theta) * erf y) by (field; lra).
    replace 1 with (r / 2 * (a * sin theta) * (2 / sqrt PI * y)).
    + apply Rmult_le_compat_l; [|exact E1]. apply Rmult_le_pos; lra.
    + unfold y. rewrite V. field. lra.
Qed.

Lemma p0_bound : 0 <= p0 /\ p0 <= / sqrt (2 * PI).
Proof.
  assert (A : 0 < a) by exact w_nz. pose proof sqrt_2PI_pos as P. assert (I := Rinv_0_lt_compat _ P).
  unfold p0. rewrite printed_p_0_moment, linear_moment_clipped by exact A.
  pose proof (exp_pos (- 1 / (2 * (a * a)))) as E0.
  assert (E1 : exp (- 1 / (2 * (a * a))) <= 1).
  { rewrite <- exp_0. apply Raux_exp_le. assert (0 < 1 / (2 * (a * a))) by (apply Rdiv_lt_0_compat; nra).
    replace (- 1 / (2 * (a * a))) with (- (1 / (2 * (a * a)))) by (field; nra). lra. }
  split; nra.
Qed.

Theorem clipped_relu_norm_bound C : nrm m v <= C ->
  nrm n (expected_coarse_gradient_clipped_relu m n vs ws v w) ^ 2
  <= Rmax (4 * C ^ 2 / PI) 3
     * (nrm m d ^ 2
        + dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros HC. assert (A : 0 < a) by exact w_nz. pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as RP.
  destruct q_bound as [Q0 Q1]. destruct p0_bound as [P0 P1].
  assert (HX : Rabs X <= q) by (apply strip_difference; assumption).
  assert (X2 : X ^ 2 <= q ^ 2) by (rewrite <- (pow2_abs X); pose proof (Rabs_pos X); nra).
  assert (N2 : forall k x, nrm k x ^ 2 = dot k x x) by (intros; rewrite <- nrm_sq; ring).
  set (t := dot m v vs). set (s := dot m v d).
  assert (S2 : s ^ 2 <= C ^ 2 * nrm m d ^ 2).
  { pose proof (cauchy_schwarz_sq m v d) as CS. fold s in CS. rewrite <- !nrm_sq in CS.
    pose proof (nrm_ge0 m v). pose proof (nrm_ge0 m d).
    assert (nrm m v * nrm m v <= C * C) by nra. assert (0 <= nrm m d * nrm m d) by nra. nra. }
  assert (F2 : p0 ^ 2 <= / (2 * PI)).
  { rewrite <- sqrt_2PI_sq, Rinv_mult. assert (0 <= / sqrt (2 * PI)) by (left; now apply Rinv_0_lt_compat). nra. }
  set (G := dot n _ _). assert (HG : G = q * t ^ 2 / (2 * PI * a)) by exact clipped_relu_inner_q.
  rewrite N2. rewrite clipped_relu_by_gradient_v at 1 2. rewrite frame_norm. fold t s.
  assert (GQ : q ^ 2 * t ^ 2 <= G).
  { rewrite HG. apply Rmult_le_reg_r with (2 * PI * a); [nra|].
    replace (q * t ^ 2 / (2 * PI * a) * (2 * PI * a)) with (q * t ^ 2) by (field; lra).
    assert (0 <= q * t ^ 2) by nra. nra. }
  assert (G0 : 0 <= G) by nra.
  assert (B1 : (2 * p0 * s + t * X) ^ 2 + (t * q) ^ 2 <= 8 * (p0 ^ 2 * s ^ 2) + 3 * (q ^ 2 * t ^ 2)).
  { assert (0 <= (2 * p0 * s - t * X) ^ 2) by apply pow2_ge_0. assert (0 <= t ^ 2 * (q ^ 2 - X ^ 2)) by nra. nra. }
  assert (B2 : 8 * (p0 ^ 2 * s ^ 2) <= 4 * C ^ 2 / PI * nrm m d ^ 2).
  { replace (4 * C ^ 2 / PI * nrm m d ^ 2) with (8 * (/ (2 * PI) * (C ^ 2 * nrm m d ^ 2))) by (field; lra).
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat; try assumption; apply pow2_ge_0. }
  pose proof (Rmax_l (4 * C ^ 2 / PI) 3). pose proof (Rmax_r (4 * C ^ 2 / PI) 3).
  pose proof (pow2_ge_0 (nrm m d)). nra.
Qed.
End Bound.
