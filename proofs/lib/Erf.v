(** * The error function and the normal distribution function

    Derivative, symmetry, monotonicity, limits, a tail bound, and normal_cdf x = 1/2 + 1/2 erf (x / sqrt 2). *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial.
Open Scope R_scope.

Lemma sqrt_PI_pos : 0 < sqrt PI.
Proof. apply sqrt_lt_R0, PI_RGT_0. Qed.
Lemma sqrt_2_pos : 0 < sqrt 2.
Proof. apply sqrt_lt_R0; lra. Qed.
Lemma sqrt_2_sq : sqrt 2 * sqrt 2 = 2.
Proof. apply sqrt_sqrt; lra. Qed.
Lemma sqrt_2_inv : / sqrt 2 = sqrt 2 / 2.
Proof.
  pose proof sqrt_2_pos. apply Rmult_eq_reg_r with (sqrt 2); [|lra].
  rewrite Rinv_l by lra. pose proof sqrt_2_sq. lra.
Qed.
Lemma sqrt_2PI_split : sqrt (2 * PI) = sqrt 2 * sqrt PI.
Proof. apply sqrt_mult_alt; lra. Qed.
Lemma sqrt_PI_2_split : sqrt (PI / 2) = sqrt PI / sqrt 2.
Proof. apply sqrt_div_alt; lra. Qed.

(** ** The integral of exp(-t^2) *)
Definition bell (t : R) : R := exp (- (t * t)).

Lemma continuous_bell t : continuous bell t.
Proof. apply (ex_derive_continuous bell). unfold bell. auto_derive; trivial. Qed.
Lemma ex_RInt_bell a b : ex_RInt bell a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply continuous_bell. Qed.

Definition bell_primitive (x : R) : R := RInt bell 0 x.

Lemma is_derive_bell_primitive x : is_derive bell_primitive x (bell x).
Proof.
  apply (is_derive_RInt bell bell_primitive 0).
  - apply filter_forall. intros y. apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_bell.
  - apply continuous_bell.
Qed.

Lemma bell_primitive_0 : bell_primitive 0 = 0.
Proof. apply (RInt_point 0 bell). Qed.

Lemma erf_bell x : erf x = 2 / sqrt PI * bell_primitive x.
Proof. reflexivity. Qed.

(** int_0^{sqrt 2 x} gauss = sqrt 2 int_0^x bell *)
Lemma gauss_primitive_bell x : gauss_primitive (sqrt 2 * x) = sqrt 2 * bell_primitive x.
Proof.
  unfold gauss_primitive, bell_primitive.
  assert (H : is_RInt (fun t => scal (sqrt 2) (gauss (sqrt 2 * t + 0))) 0 x (RInt gauss 0 (sqrt 2 * x))).
  { apply (is_RInt_comp_lin gauss (sqrt 2) 0 0 x). rewrite Rmult_0_r, !Rplus_0_r.
    apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. }
  rewrite <- (is_RInt_unique _ _ _ _ H).
  rewrite (RInt_ext _ (fun t => scal (sqrt 2) (bell t))).
  - apply (RInt_scal bell 0 x (sqrt 2)), ex_RInt_bell.
  - intros t _. f_equal. unfold gauss, bell. f_equal. Req. rewrite Rplus_0_r.
    replace (sqrt 2 * t * (sqrt 2 * t)) with (sqrt 2 * sqrt 2 * (t * t)) by ring. rewrite sqrt_2_sq. field.
Qed.

(** int_0^x gauss = sqrt (pi/2) erf (x / sqrt 2) *)
Lemma gauss_primitive_erf x : gauss_primitive x = sqrt (PI / 2) * erf (x / sqrt 2).
Proof.
  pose proof sqrt_2_pos. pose proof sqrt_PI_pos.
  replace x with (sqrt 2 * (x / sqrt 2)) at 1 by (field; lra).
  rewrite gauss_primitive_bell, erf_bell, sqrt_PI_2_split. set (b := bell_primitive _).
  replace (sqrt PI / sqrt 2 * (2 / sqrt PI * b)) with (2 * / sqrt 2 * b) by (field; lra).
  rewrite sqrt_2_inv. field.
Qed.

Lemma normal_cdf_primitive x : normal_cdf x = / 2 + / sqrt (2 * PI) * gauss_primitive x.
Proof. reflexivity. Qed.

Lemma normal_cdf_erf x : normal_cdf x = / 2 + / 2 * erf (x / sqrt 2).
Proof.
  rewrite normal_cdf_primitive, gauss_primitive_erf, sqrt_2PI_split, sqrt_PI_2_split.
  pose proof sqrt_2_pos. pose proof sqrt_PI_pos. set (e := erf _).
  replace (/ (sqrt 2 * sqrt PI) * (sqrt PI / sqrt 2 * e)) with (/ (sqrt 2 * sqrt 2) * e) by (field; lra).
  now rewrite sqrt_2_sq.
Qed.

(** ** Derivative, monotonicity, symmetry *)
Lemma is_derive_erf x : is_derive erf x (2 / sqrt PI * exp (- (x * x))).
Proof.
  apply (is_derive_scal bell_primitive x (2 / sqrt PI) (bell x)), is_derive_bell_primitive.
Qed.

Lemma is_derive_normal_cdf x : is_derive normal_cdf x (/ sqrt (2 * PI) * gauss x).
Proof.
  apply (is_derive_ext (fun y => / 2 + / sqrt (2 * PI) * gauss_primitive y)); [reflexivity|].
  evar_last.
  - apply @is_derive_plus; [apply @is_derive_const | apply is_derive_scal, is_derive_gauss_primitive].
  - unfold plus, zero; simpl. Req. ring.
Qed.

Lemma erf_0 : erf 0 = 0.
Proof. rewrite erf_bell, bell_primitive_0. ring. Qed.

Lemma gauss_even x : gauss (- x) = gauss x.
Proof. unfold gauss. do 2 f_equal. ring. Qed.

Lemma gauss_primitive_odd x : gauss_primitive (- x) = - gauss_primitive x.
Proof.
  unfold gauss_primitive.
  assert (H : is_RInt (fun t => scal (-1) (gauss (-1 * t + 0))) 0 x (RInt gauss 0 (- x))).
  { apply (is_RInt_comp_lin gauss (-1) 0 0 x). rewrite Rmult_0_r, !Rplus_0_r.
    replace (-1 * x) with (- x) by ring. apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. }
  rewrite <- (is_RInt_unique _ _ _ _ H).
  rewrite (RInt_ext _ (fun t => scal (-1) (gauss t))).
  - etransitivity; [apply (RInt_scal gauss 0 x (-1)), ex_RInt_gauss|].
    unfold scal; simpl; unfold mult; simpl. Req. ring.
  - intros t _. f_equal. rewrite <- gauss_even. f_equal. Req. ring.
Qed.

Lemma erf_odd x : erf (- x) = - erf x.
Proof.
  pose proof (gauss_primitive_odd (sqrt 2 * x)) as H.
  replace (- (sqrt 2 * x)) with (sqrt 2 * - x) in H by ring.
  rewrite !gauss_primitive_bell in H. rewrite !erf_bell.
  assert (E : bell_primitive (- x) = - bell_primitive x) by (pose proof sqrt_2_pos; nra).
  rewrite E. ring.
Qed.

(** Phi(-x) = 1 - Phi(x) *)
Lemma normal_cdf_opp x : normal_cdf (- x) = 1 - normal_cdf x.
Proof. rewrite !normal_cdf_primitive, gauss_primitive_odd. lra. Qed.

Lemma normal_cdf_0 : normal_cdf 0 = / 2.
Proof. rewrite normal_cdf_primitive. unfold gauss_primitive. rewrite RInt_point. unfold zero; simpl. ring. Qed.

Lemma erf_factor_pos : 0 < 2 / sqrt PI.
Proof. apply Rdiv_lt_0_compat; [lra | apply sqrt_PI_pos]. Qed.

(** A function with a positive derivative increases. *)
Lemma increasing_of_derive (f df : R -> R) x y :
  (forall z, is_derive f z (df z)) -> (forall z, 0 < df z) -> x < y -> f x < f y.
Proof.
  intros D P L. destruct (MVT_gen f x y df) as (c & _ & Hc).
  - intros; apply D.
  - intros z _. apply continuity_pt_filterlim, (ex_derive_continuous f). eexists; apply D.
  - specialize (P c). nra.
Qed.

Lemma erf_increasing x y : x < y -> erf x < erf y.
Proof.
  apply increasing_of_derive with (fun z => 2 / sqrt PI * exp (- (z * z))).
  - apply is_derive_erf.
  - intros z. apply Rmult_lt_0_compat; [apply erf_factor_pos | apply exp_pos].
Qed.
Lemma normal_cdf_increasing x y : x < y -> normal_cdf x < normal_cdf y.
Proof.
  apply increasing_of_derive with (fun z => / sqrt (2 * PI) * gauss z).
  - apply is_derive_normal_cdf.
  - intros z. apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat, sqrt_2PI_pos | apply gauss_pos].
Qed.

Lemma erf_pos x : 0 < x -> 0 < erf x.
Proof. intros H. rewrite <- erf_0. now apply erf_increasing. Qed.

(** ** Limits and tails *)
Lemma lim_normal_cdf : is_lim normal_cdf p_infty 1.
Proof.
  apply (is_lim_ext (fun x => / 2 + / sqrt (2 * PI) * gauss_primitive x)); [reflexivity|].
  evar_last.
  - apply is_lim_plus'; [apply is_lim_const|].
    apply (is_lim_scal_l gauss_primitive (/ sqrt (2 * PI)) p_infty (sqrt (PI / 2))), lim_gauss_primitive.
  - f_equal. rewrite sqrt_2PI_split, sqrt_PI_2_split.
    pose proof sqrt_2_pos. pose proof sqrt_PI_pos. pose proof sqrt_2_sq as Q.
    replace (/ (sqrt 2 * sqrt PI) * (sqrt PI / sqrt 2)) with (/ (sqrt 2 * sqrt 2)) by (field; lra).
    rewrite Q. lra.
Qed.

Lemma normal_cdf_lt_1 x : normal_cdf x < 1.
Proof.
  apply Rlt_le_trans with (normal_cdf (x + 1)); [apply normal_cdf_increasing; lra|].
  apply (is_lim_le_loc (fun _ => normal_cdf (x + 1)) normal_cdf p_infty (normal_cdf (x + 1)) 1).
  - exists (x + 1). intros y Hy. left. now apply normal_cdf_increasing.
  - apply is_lim_const.
  - apply lim_normal_cdf.
Qed.
Lemma normal_cdf_pos x : 0 < normal_cdf x.
Proof. pose proof (normal_cdf_lt_1 (- x)) as H. rewrite normal_cdf_opp in H. lra. Qed.

Lemma erf_normal_cdf x : erf x = 2 * normal_cdf (sqrt 2 * x) - 1.
Proof.
  rewrite normal_cdf_erf. replace (sqrt 2 * x / sqrt 2) with x by (field; pose proof sqrt_2_pos; lra). lra.
Qed.
Lemma erf_bounds x : -1 < erf x < 1.
Proof.
  rewrite erf_normal_cdf. pose proof (normal_cdf_lt_1 (sqrt 2 * x)). pose proof (normal_cdf_pos (sqrt 2 * x)). lra.
Qed.

Lemma lim_erf : is_lim erf p_infty 1.
Proof.
  apply (is_lim_ext (fun x => 2 * normal_cdf (sqrt 2 * x) - 1)).
  { intros; symmetry; apply erf_normal_cdf. }
  replace (Finite 1) with (Finite (2 * 1 - 1)) by (f_equal; ring).
  apply is_lim_minus'; [|apply is_lim_const].
  apply (is_lim_scal_l (fun x => normal_cdf (sqrt 2 * x)) 2 p_infty 1).
  apply (is_lim_comp normal_cdf (fun x => sqrt 2 * x) p_infty 1 p_infty).
  - apply lim_normal_cdf.
  - evar_last; [apply is_lim_scal_l, is_lim_id|]. pose proof sqrt_2_pos. simpl.
    destruct (Rle_dec 0 (sqrt 2)); [|lra]. destruct (Rle_lt_or_eq_dec 0 (sqrt 2) r); [reflexivity|lra].
  - exists 0. intros; discriminate.
Qed.

(** erf x <= 2/sqrt pi x for x >= 0 *)
Lemma erf_le x : 0 <= x -> erf x <= 2 / sqrt PI * x.
Proof.
  intros H. rewrite erf_bell. apply Rmult_le_compat_l; [pose proof erf_factor_pos; lra|].
  replace x with (RInt (fun _ => 1) 0 x) at 2.
  2:{ rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
  apply RInt_le; [exact H | apply ex_RInt_bell | apply ex_RInt_const |].
  intros t _. unfold bell. rewrite <- exp_0. apply Raux_exp_le. nra.
Qed.
Lemma erf_le_2x x : 0 <= x -> erf x <= 2 * x.
Proof.
  intros H. pose proof (erf_le x H).
  assert (S : 1 <= sqrt PI).
  { rewrite <- sqrt_1. apply sqrt_le_1_alt. pose proof PI2_1. lra. }
  assert (F : 2 / sqrt PI <= 2).
  { apply Rmult_le_reg_r with (sqrt PI); [lra|]. replace (2 / sqrt PI * sqrt PI) with 2 by (field; lra). nra. }
  nra.
Qed.

Lemma lim_bell : is_lim bell p_infty 0.
Proof.
  apply (is_lim_le_le_loc (fun _ => 0) gauss).
  - exists 0. intros x Hx. split; [left; apply exp_pos|]. unfold bell, gauss. apply Raux_exp_le. nra.
  - apply is_lim_const.
  - apply lim_gauss.
Qed.

(** 1 - exp(-x^2) <= erf x for x >= 1. *)
Lemma erf_tail x : 1 <= x -> 1 - exp (- (x * x)) <= erf x.
Proof.
  intros Hx. pose proof erf_factor_pos as F. pose proof sqrt_PI_pos as P.
  set (f := fun b => erf b + 1 / sqrt PI * bell b).
  assert (D : forall b, is_derive f b (2 / sqrt PI * bell b * (1 - b))).
  { intros b. unfold f. evar_last.
    - apply @is_derive_plus; [apply is_derive_erf|].
      apply is_derive_scal with (k := 1 / sqrt PI) (f := bell) (df := - 2 * b * bell b).
      unfold bell. auto_derive; [trivial|]. Req. ring.
    - unfold plus; simpl. unfold bell. Req. field. lra. }
  assert (M : forall b, x < b -> f b <= f x).
  { intros b Hb. destruct (MVT_gen f x b (fun b => 2 / sqrt PI * bell b * (1 - b))) as (c & Hc & E).
    - intros; apply D.
    - intros z _. apply continuity_pt_filterlim, (ex_derive_continuous f). eexists; apply D.
    - rewrite Rmin_left, Rmax_right in Hc by lra.
      assert (0 <= 2 / sqrt PI * bell c) by (apply Rmult_le_pos; [lra | left; apply exp_pos]).
      assert (0 <= (c - 1) * (b - x)) by (apply Rmult_le_pos; lra). nra. }
  assert (L : is_lim f p_infty 1).
  { replace (Finite 1) with (Finite (1 + 1 / sqrt PI * 0)) by (f_equal; ring).
    apply is_lim_plus'; [apply lim_erf | apply (is_lim_scal_l bell (1 / sqrt PI) p_infty 0), lim_bell]. }
  assert (G : 1 <= f x).
  { apply (is_lim_le_loc f (fun _ => f x) p_infty 1 (f x)); [|exact L | apply is_lim_const].
    exists x. exact M. }
  unfold f, bell in G. pose proof (exp_pos (- (x * x))) as X.
  assert (S : 1 <= sqrt PI).
  { rewrite <- sqrt_1. apply sqrt_le_1_alt. pose proof PI2_1. lra. }
  assert (1 / sqrt PI <= 1).
  { apply Rmult_le_reg_r with (sqrt PI); [lra|]. replace (1 / sqrt PI * sqrt PI) with 1 by (field; lra). lra. }
  nra.
Qed.
