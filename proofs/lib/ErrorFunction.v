(** * Tails of the error function and of the normal distribution function *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial Erf.
Open Scope R_scope.

(** (int_0^x exp(-t^2/2) dt)^2 lies between pi/2 - 2 exp(-x^2/2) and pi/2. *)
Lemma gauss_primitive_sq x : PI / 2 - 2 * gauss x <= gauss_primitive x ^ 2 <= PI / 2.
Proof. pose proof (sum_const x). pose proof (H_bound x). split; nra. Qed.

(** erf^2 x = (2/pi) (int_0^{sqrt 2 x} exp(-t^2/2) dt)^2 *)
Lemma erf_sq x : erf x ^ 2 = 2 / PI * gauss_primitive (sqrt 2 * x) ^ 2.
Proof.
  rewrite erf_bell, gauss_primitive_bell. set (b := bell_primitive x).
  assert (SP : sqrt PI * sqrt PI = PI) by (apply sqrt_sqrt, Rlt_le, PI_RGT_0).
  replace ((sqrt 2 * b) ^ 2) with (sqrt 2 * sqrt 2 * b ^ 2) by ring. rewrite sqrt_2_sq.
  pose proof sqrt_PI_pos. set (p := sqrt PI) in *. rewrite <- SP. field. lra.
Qed.

Lemma erf_ge0 x : 0 <= x -> 0 <= erf x.
Proof. intros [H|<-]; [now apply Rlt_le, erf_pos | rewrite erf_0; lra]. Qed.

Lemma erf_le_1 x : erf x <= 1.
Proof. apply Rlt_le, erf_bounds. Qed.

Lemma erf_monotone x y : x <= y -> erf x <= erf y.
Proof. intros [H|<-]; [now apply Rlt_le, erf_increasing | apply Rle_refl]. Qed.

Lemma normal_cdf_range x : 0 <= normal_cdf x <= 1.
Proof. split; apply Rlt_le; [apply normal_cdf_pos | apply normal_cdf_lt_1]. Qed.

(** 1 - Phi(x) <= (2/pi) exp(-x^2/2), for x not negative *)
Lemma normal_cdf_tail x : 0 <= x -> 1 - normal_cdf x <= 2 / PI * gauss x.
Proof.
  intros Hx. pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Hr. pose proof sqrt_2PI_sq as Hs.
  unfold normal_cdf. fold (gauss_primitive x). set (z := / sqrt (2 * PI) * gauss_primitive x).
  assert (Z0 : 0 <= z).
  { apply Rmult_le_pos; [apply Rlt_le, Rinv_0_lt_compat, Hr | now apply gauss_primitive_ge0]. }
  assert (Z2 : z ^ 2 = gauss_primitive x ^ 2 / (2 * PI)).
  { rewrite <- Hs. unfold z. set (r := sqrt (2 * PI)) in *. field. lra. }
  assert (L : / 4 - gauss x / PI <= z ^ 2).
  { rewrite Z2. apply Rmult_le_reg_r with (2 * PI); [lra|].
    unfold Rdiv at 2. rewrite (Rmult_assoc _ (/ (2 * PI))), Rinv_l, Rmult_1_r by lra.
    replace ((/ 4 - gauss x / PI) * (2 * PI)) with (PI / 2 - 2 * gauss x) by (field; lra).
    apply gauss_primitive_sq. }
  replace (2 / PI * gauss x) with (2 * (gauss x / PI)) by (field; lra).
  assert (0 <= gauss x / PI) by (apply Rlt_le, Rdiv_lt_0_compat; [apply gauss_pos | lra]).
  destruct (Rle_dec z (/ 2)) as [B|B]; [|lra].
  assert (0 <= (/ 2 - z) * z) by (apply Rmult_le_pos; lra). lra.
Qed.

(** 1 - erf x <= (4/pi) exp(-x^2), for x not negative *)
Lemma erf_complement x : 0 <= x -> 1 - erf x <= 4 / PI * gauss (sqrt 2 * x).
Proof.
  intros Hx. pose proof PI_RGT_0 as P. pose proof (erf_ge0 x Hx). pose proof (erf_le_1 x).
  assert (L : 1 - 4 / PI * gauss (sqrt 2 * x) <= erf x ^ 2).
  { rewrite erf_sq. replace (1 - 4 / PI * gauss (sqrt 2 * x)) with (2 / PI * (PI / 2 - 2 * gauss (sqrt 2 * x)))
      by (field; lra).
    apply Rmult_le_compat_l; [apply Rlt_le, Rdiv_lt_0_compat; lra | apply gauss_primitive_sq]. }
  nra.
Qed.

(** exp(-1/(2 s^2)) <= 2 s^2 *)
Lemma gauss_inv s : 0 < s -> gauss (/ s) <= 2 * s ^ 2.
Proof.
  intros Hs. pose proof (gauss_bound (/ s)) as B.
  apply (Rmult_le_compat_l (2 * s ^ 2)) in B; [|pose proof (pow2_ge_0 s); lra].
  replace (2 * s ^ 2 * (/ s * / s / 2 * gauss (/ s))) with (gauss (/ s)) in B by (field; lra). lra.
Qed.
