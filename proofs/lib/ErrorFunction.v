(** * Bounds of the error function and of the normal distribution function *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial.
Open Scope R_scope.

(** (int_0^x exp(-t^2/2) dt)^2 lies between pi/2 - 2 exp(-x^2/2) and pi/2. *)
Lemma gauss_primitive_sq x : PI / 2 - 2 * gauss x <= gauss_primitive x ^ 2 <= PI / 2.
Proof. pose proof (sum_const x). pose proof (H_bound x). split; nra. Qed.

(** erf x = (2/sqrt pi) (1/sqrt 2) int_0^{sqrt 2 x} exp(-t^2/2) dt *)
Lemma erf_by_gauss x : erf x = 2 / sqrt PI * (gauss_primitive (sqrt 2 * x) / sqrt 2).
Proof.
  unfold erf. f_equal.
  assert (S2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (P : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (E : is_RInt (fun t => sqrt 2 * gauss (sqrt 2 * t + 0)) 0 x (gauss_primitive (sqrt 2 * x))).
  { apply (is_RInt_comp_lin gauss (sqrt 2) 0 0 x). rewrite Rmult_0_r, !Rplus_0_r.
    apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. }
  apply is_RInt_unique.
  apply (is_RInt_ext (fun t => / sqrt 2 * (sqrt 2 * gauss (sqrt 2 * t + 0)))).
  { intros t _. unfold gauss. rewrite Rplus_0_r.
    replace (sqrt 2 * t * (sqrt 2 * t)) with (sqrt 2 * sqrt 2 * (t * t)) by ring. rewrite S2.
    replace (- (2 * (t * t)) / 2) with (- (t * t)) by field. Req. field. lra. }
  replace (gauss_primitive (sqrt 2 * x) / sqrt 2) with (/ sqrt 2 * gauss_primitive (sqrt 2 * x)) by (field; lra).
  exact (is_RInt_scal _ 0 x (/ sqrt 2) _ E).
Qed.

Lemma erf_sq x : erf x ^ 2 = 2 / PI * gauss_primitive (sqrt 2 * x) ^ 2.
Proof.
  pose proof PI_RGT_0 as P. rewrite erf_by_gauss.
  assert (S2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (SP : sqrt PI * sqrt PI = PI) by (apply sqrt_sqrt; lra).
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (PP : 0 < sqrt PI) by (apply sqrt_lt_R0; lra).
  replace ((2 / sqrt PI * (gauss_primitive (sqrt 2 * x) / sqrt 2)) ^ 2)
    with (4 / (sqrt PI * sqrt PI) * (gauss_primitive (sqrt 2 * x) ^ 2 / (sqrt 2 * sqrt 2))) by (field; lra).
  rewrite S2, SP. field. lra.
Qed.

Lemma erf_ge0 x : 0 <= x -> 0 <= erf x.
Proof.
  intros H. rewrite erf_by_gauss. pose proof (sqrt_pos 2). pose proof PI_RGT_0.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (PP : 0 < sqrt PI) by (apply sqrt_lt_R0; lra).
  apply Rmult_le_pos.
  - apply Rlt_le, Rdiv_lt_0_compat; lra.
  - apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat; assumption].
    apply gauss_primitive_ge0. apply Rmult_le_pos; lra.
Qed.

Lemma erf_le1 x : 0 <= x -> erf x <= 1.
Proof.
  intros H. pose proof (erf_ge0 x H). pose proof PI_RGT_0 as P.
  assert (erf x ^ 2 <= 1); [|nra].
  rewrite erf_sq. pose proof (proj2 (gauss_primitive_sq (sqrt 2 * x))) as B.
  replace 1 with (2 / PI * (PI / 2)) by (field; lra).
  apply Rmult_le_compat_l; [apply Rlt_le, Rdiv_lt_0_compat; lra | exact B].
Qed.

Lemma continuous_exp_sq t : continuous (fun t => exp (- (t * t))) t.
Proof. apply (ex_derive_continuous (fun t => exp (- (t * t)))). auto_derive. trivial. Qed.

Lemma ex_RInt_exp_sq a b : ex_RInt (fun t => exp (- (t * t))) a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply continuous_exp_sq. Qed.

Lemma erf_increasing x y : x <= y -> erf x <= erf y.
Proof.
  intros H. unfold erf. pose proof PI_RGT_0.
  assert (PP : 0 < sqrt PI) by (apply sqrt_lt_R0; lra).
  apply Rmult_le_compat_l; [apply Rlt_le, Rdiv_lt_0_compat; lra|].
  rewrite <- (RInt_Chasles (V := R_CompleteNormedModule) _ 0 x y) by apply ex_RInt_exp_sq.
  assert (0 <= RInt (fun t => exp (- (t * t))) x y).
  { apply RInt_ge_0; [exact H | apply ex_RInt_exp_sq | intros; apply Rlt_le, exp_pos]. }
  unfold plus; simpl. lra.
Qed.

Lemma erf_pos x : 0 < x -> 0 < erf x.
Proof.
  intros H. unfold erf. pose proof PI_RGT_0.
  assert (PP : 0 < sqrt PI) by (apply sqrt_lt_R0; lra).
  apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra|].
  apply RInt_gt_0; [exact H | intros; apply exp_pos | intros; apply continuous_exp_sq].
Qed.

Lemma normal_cdf_range x : 0 <= normal_cdf x <= 1.
Proof.
  unfold normal_cdf. fold (gauss_primitive x). pose proof sqrt_2PI_pos as Hr. pose proof sqrt_2PI_sq as Hs.
  pose proof PI_RGT_0 as P.
  set (y := / sqrt (2 * PI) * gauss_primitive x).
  assert (Y : y ^ 2 <= / 4).
  { unfold y. replace ((/ sqrt (2 * PI) * gauss_primitive x) ^ 2)
      with (gauss_primitive x ^ 2 / (sqrt (2 * PI) * sqrt (2 * PI))) by (field; lra).
    rewrite Hs. pose proof (proj2 (gauss_primitive_sq x)) as B.
    apply Rmult_le_reg_r with (2 * PI); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  split; nra.
Qed.

(** ** Tails *)
Lemma gauss_primitive_opp x : gauss_primitive (- x) = - gauss_primitive x.
Proof.
  assert (E : is_RInt (fun t => -1 * gauss (-1 * t + 0)) 0 x (gauss_primitive (- x))).
  { apply (is_RInt_comp_lin gauss (-1) 0 0 x). rewrite Rmult_0_r, !Rplus_0_r.
    replace (-1 * x) with (- x) by ring. apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. }
  assert (F : is_RInt (fun t => -1 * gauss (-1 * t + 0)) 0 x (- gauss_primitive x)).
  { apply (is_RInt_ext (fun t => -1 * gauss t)).
    { intros t _. unfold gauss. do 2 f_equal. field. }
    replace (- gauss_primitive x) with (-1 * gauss_primitive x) by ring.
    apply (is_RInt_scal gauss 0 x (-1)). apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. }
  rewrite <- (is_RInt_unique (V := R_CompleteNormedModule) _ _ _ _ E).
  exact (is_RInt_unique (V := R_CompleteNormedModule) _ _ _ _ F).
Qed.

Lemma normal_cdf_opp x : normal_cdf (- x) = 1 - normal_cdf x.
Proof.
  unfold normal_cdf. fold (gauss_primitive (- x)) (gauss_primitive x). rewrite gauss_primitive_opp. field.
  pose proof sqrt_2PI_pos. lra.
Qed.

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
Lemma erf_tail x : 0 <= x -> 1 - erf x <= 4 / PI * gauss (sqrt 2 * x).
Proof.
  intros Hx. pose proof PI_RGT_0 as P. pose proof (erf_ge0 x Hx). pose proof (erf_le1 x Hx).
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
