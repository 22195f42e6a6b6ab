(** * Radial integrals beyond a line

    For beta > 0 and a direction with cosine c, int_0^oo 1{r c > beta} r^2 gauss r dr = second_tail (beta/c) when
    c > 0, and 0 when c <= 0, where second_tail y = int_y^oo r^2 gauss = y gauss y + tail y and
    tail y = int_y^oo gauss = sqrt(2 pi) Phi(- y). As a function of c it is continuous. Source: P1, Lemma 12 (whose xi
    is sqrt(pi/2) - second_tail). *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Network Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial Erf.
Open Scope R_scope.

(** ** The tails *)
Definition tail (y : R) : R := sqrt (PI / 2) - gauss_primitive y.
Definition second_tail (y : R) : R := y * gauss y + tail y.

Lemma tail_normal_cdf y : tail y = sqrt (2 * PI) * normal_cdf (- y).
Proof.
  unfold tail. rewrite normal_cdf_opp, normal_cdf_primitive.
  pose proof sqrt_2PI_pos as P. rewrite sqrt_PI_2_split.
  replace (sqrt PI / sqrt 2) with (sqrt (2 * PI) / 2).
  - field. lra.
  - rewrite sqrt_2PI_split. unfold Rdiv at 2. rewrite sqrt_2_inv. field.
Qed.

Lemma is_derive_tail y : is_derive tail y (- gauss y).
Proof.
  unfold tail. evar_last.
  - apply @is_derive_minus; [apply @is_derive_const | apply is_derive_gauss_primitive].
  - unfold minus, plus, opp, zero; simpl. Req. ring.
Qed.

Lemma is_derive_second_tail y : is_derive second_tail y (- (y * y * gauss y)).
Proof.
  unfold second_tail. evar_last.
  - apply @is_derive_plus; [|apply is_derive_tail].
    apply (is_derive_mult (fun y => y) gauss y);
      [apply @is_derive_id | apply is_derive_gauss | intros; apply Rmult_comm].
  - unfold plus, mult, one; simpl. Req. ring.
Qed.

Lemma tail_pos y : 0 < tail y.
Proof. rewrite tail_normal_cdf. apply Rmult_lt_0_compat; [apply sqrt_2PI_pos | apply normal_cdf_pos]. Qed.

Lemma y_gauss_le y : 0 < y -> y * gauss y <= 2 / y /\ gauss y <= 2 / y.
Proof.
  intros H. pose proof (gauss_bound y) as B. pose proof (gauss_pos y) as G.
  assert (G1 : gauss y <= 1) by (rewrite <- gauss_0; unfold gauss; apply Raux_exp_le; nra).
  split; apply Rmult_le_reg_r with y; auto; replace (2 / y * y) with 2 by (field; lra); [nra|].
  destruct (Rle_dec y 1); nra.
Qed.

Lemma tail_le y : 0 < y -> tail y <= 4 / y.
Proof.
  intros H. pose proof (sum_const y) as S. pose proof (H_bound y) as B.
  pose proof (gauss_primitive_ge0 y (Rlt_le _ _ H)) as G0. pose proof (tail_pos y) as T. unfold tail in *.
  assert (P1 : 1 <= sqrt (PI / 2)).
  { rewrite <- sqrt_1. apply sqrt_le_1_alt. pose proof PI2_1. lra. }
  assert (P2 : sqrt (PI / 2) * sqrt (PI / 2) = PI / 2) by (apply sqrt_sqrt; pose proof PI_RGT_0; lra).
  pose proof (proj2 (y_gauss_le y H)) as Y.
  assert (sqrt (PI / 2) - gauss_primitive y <= 2 * gauss y) by nra.
  replace (4 / y) with (2 * (2 / y)) by (field; lra). lra.
Qed.

Lemma second_tail_le y : 0 < y -> second_tail y <= 6 / y.
Proof.
  intros H. unfold second_tail. pose proof (tail_le y H). pose proof (proj1 (y_gauss_le y H)).
  replace (6 / y) with (2 / y + 4 / y) by (field; lra). lra.
Qed.
Lemma second_tail_pos y : 0 < y -> 0 < second_tail y.
Proof. intros H. unfold second_tail. pose proof (tail_pos y). pose proof (gauss_pos y). nra. Qed.

Lemma lim_second_tail : is_lim second_tail p_infty 0.
Proof.
  apply (is_lim_le_le_loc (fun _ => 0) (fun y => 6 / y)).
  - exists 1. intros y Hy. split; [left; apply second_tail_pos | apply second_tail_le]; lra.
  - apply is_lim_const.
  - apply lim_inv.
Qed.

(** ** Functions cut off where a cosine is not positive *)
Definition cut (c f : R -> R) (t : R) : R := if Rlt_dec 0 (c t) then f t else 0.

Lemma cut_pos c f t : 0 < c t -> cut c f t = f t.
Proof. unfold cut; destruct (Rlt_dec 0 (c t)); lra. Qed.
Lemma cut_npos c f t : c t <= 0 -> cut c f t = 0.
Proof. unfold cut; destruct (Rlt_dec 0 (c t)); lra. Qed.

Lemma locally_pos (c : R -> R) t : continuous c t -> 0 < c t -> locally t (fun s => 0 < c s).
Proof. intros C P. apply C. apply open_gt. exact P. Qed.

Lemma is_derive_cut c f t d : continuous c t -> 0 < c t -> is_derive f t d -> is_derive (cut c f) t d.
Proof.
  intros C P. apply is_derive_ext_loc. generalize (locally_pos c t C P). apply filter_imp.
  intros s Hs. symmetry. now apply cut_pos.
Qed.

Lemma continuous_cut_pos c f t : continuous c t -> 0 < c t -> continuous f t -> continuous (cut c f) t.
Proof.
  intros C P. apply (continuous_ext_loc (cut c f) f). generalize (locally_pos c t C P). apply filter_imp.
  intros s Hs. symmetry. now apply cut_pos.
Qed.

Lemma continuous_cut_neg c f t : continuous c t -> c t < 0 -> continuous (cut c f) t.
Proof.
  intros C P. apply (continuous_ext_loc (cut c f) (fun _ => 0)); [|apply continuous_const].
  assert (L : locally t (fun s => c s < 0)) by exact (C (fun u => u < 0) (open_lt 0 (c t) P)).
  revert L. apply filter_imp. intros s Hs. symmetry. apply cut_npos. lra.
Qed.

Lemma continuous_cut_0 c f M t : continuous c t -> c t = 0 ->
  locally t (fun s => 0 < c s -> Rabs (f s) <= M * c s) -> continuous (cut c f) t.
Proof.
  intros C Z L.
  assert (B : continuous (fun s => Rabs M * Rabs (c s)) t).
  { apply (continuous_mult (fun _ => Rabs M)); [apply continuous_const|].
    apply continuous_comp; [exact C | apply continuous_Rabs]. }
  unfold continuous. rewrite (cut_npos c f t) by lra.
  apply (filterlim_le_le (fun s => - (Rabs M * Rabs (c s))) (cut c f) (fun s => Rabs M * Rabs (c s)) 0).
  - revert L. apply filter_imp. intros s Hs. pose proof (Rabs_pos M). pose proof (Rabs_pos (c s)).
    destruct (Rlt_dec 0 (c s)) as [P|P].
    + rewrite cut_pos by exact P. specialize (Hs P). rewrite (Rabs_pos_eq (c s)) by lra.
      pose proof (Rle_abs M). apply Rabs_le_between. nra.
    + rewrite cut_npos by lra. nra.
  - pose proof (continuous_opp _ t B) as B'. unfold continuous in B'. rewrite Z, Rabs_R0, Rmult_0_r in B'.
    change (@opp _ 0) with (- 0) in B'. rewrite Ropp_0 in B'. exact B'.
  - unfold continuous in B. rewrite Z, Rabs_R0, Rmult_0_r in B. exact B.
Qed.

(** int_a^b g = Q b - Q a when Q' = g in the interior only. *)
Lemma is_RInt_derive_interior (g Q : R -> R) a b :
  a <= b -> (forall x, continuous g x) -> (forall x, a < x < b -> is_derive Q x (g x)) ->
  (forall x, a <= x <= b -> continuous Q x) -> is_RInt g a b (Q b - Q a).
Proof.
  intros L Cg D CQ.
  assert (X : forall c d, ex_RInt g c d).
  { intros. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply Cg. }
  set (G := fun x => RInt g a x).
  assert (DG : forall x, is_derive G x (g x)).
  { intros x. apply (is_derive_RInt g G a); [|apply Cg].
    apply filter_forall. intros y. apply (RInt_correct (V := R_CompleteNormedModule)), X. }
  assert (E : Q b - Q a = G b).
  { assert (G a = 0) by (apply (RInt_point a g)).
    destruct (MVT_gen (fun x => Q x - G x) a b (fun _ => 0)) as (c & _ & Hc).
    - rewrite Rmin_left, Rmax_right by lra. intros x Hx. evar_last.
      + apply @is_derive_minus; [now apply D | apply DG].
      + unfold minus, plus, opp; simpl. Req. ring.
    - rewrite Rmin_left, Rmax_right by lra. intros x Hx. apply continuity_pt_filterlim.
      apply (continuous_minus Q G); [now apply CQ|]. apply (ex_derive_continuous G). eexists; apply DG.
    - lra. }
  rewrite E. apply (RInt_correct (V := R_CompleteNormedModule)), X.
Qed.

(** ** The radial integral *)

(** S is the step 1{x > b}, whatever its value at b (but 0 at 0). *)
Definition steps_at (b : R) (S : R -> R) : Prop :=
  (forall x, b < x -> S x = 1) /\ (forall x, x < b -> S x = 0) /\ (b = 0 -> S 0 = 0).

Lemma is_RInt_gen_0_infty_pos (f F : R -> R) (l : R) :
  (forall b, 0 < b -> is_RInt f 0 b (F b)) -> is_lim F p_infty l ->
  is_RInt_gen f (at_point 0) (Rbar_locally p_infty) l.
Proof.
  intros HF HL P HP. specialize (HL P HP). destruct HL as [M HM].
  exists (fun x => x = 0) (fun b => 0 < b /\ P (F b)).
  - reflexivity.
  - exists (Rmax 0 M). intros x Hx. split; [pose proof (Rmax_l 0 M) | apply HM; pose proof (Rmax_r 0 M)]; lra.
  - intros x y -> [Hy Py]. exists (F y). split; [now apply HF | exact Py].
Qed.

Lemma continuous_rr_gauss r : continuous (fun r => r * r * gauss r) r.
Proof.
  apply (continuous_mult (fun r => r * r) gauss); [|apply continuous_gauss].
  apply (ex_derive_continuous (fun r => r * r)). auto_derive; trivial.
Qed.

Theorem radial_tail (beta : R) (S : R -> R) (c : R) : 0 < beta -> steps_at beta S ->
  is_RInt_gen (fun r => S (r * c) * (r * r * gauss r)) (at_point 0) (Rbar_locally p_infty)
    (cut (fun c => c) (fun c => second_tail (beta / c)) c).
Proof.
  intros Hb (Above & Below & _).
  assert (Z : forall d, 0 < d -> (forall r, 0 < r < d -> r * c < beta) ->
    is_RInt (fun r => S (r * c) * (r * r * gauss r)) 0 d 0).
  { intros d Hd Hr. replace 0 with (scal (d - 0) 0) at 2 by (unfold scal; simpl; unfold mult; simpl; ring).
    apply (is_RInt_ext (fun _ => 0)); [|apply @is_RInt_const].
    rewrite Rmin_left, Rmax_right by lra. intros r R0. rewrite Below by now apply Hr. Req. ring. }
  destruct (Rlt_dec 0 c) as [P|P].
  - rewrite cut_pos by exact P. set (y := beta / c).
    assert (Y : 0 < y) by (now apply Rdiv_lt_0_compat).
    assert (YC : y * c = beta) by (unfold y; field; lra).
    apply is_RInt_gen_0_infty_pos with
      (F := fun d => if Rle_dec d y then 0 else second_tail y - second_tail d).
    + intros d Hd. destruct (Rle_dec d y) as [L|L]; [apply Z; [exact Hd | intros r Hr; nra]|].
      replace (second_tail y - second_tail d) with (plus 0 (second_tail y - second_tail d))
        by (unfold plus; simpl; ring).
      apply @is_RInt_Chasles with y; [apply Z; [exact Y | intros r Hr; nra]|].
      apply (is_RInt_ext (fun r => r * r * gauss r)).
      { rewrite Rmin_left, Rmax_right by lra. intros r Hr. rewrite Above by nra. Req. ring. }
      replace (second_tail y - second_tail d) with (minus (- second_tail d) (- second_tail y))
        by (unfold minus, plus, opp; simpl; ring).
      apply (is_RInt_derive (fun r => - second_tail r)).
      * intros r _. evar_last; [apply @is_derive_opp, is_derive_second_tail|]. unfold opp; simpl. Req. ring.
      * intros r _. apply continuous_rr_gauss.
    + apply (is_lim_ext_loc (fun d => second_tail y - second_tail d)).
      { exists y. intros d Hd. destruct (Rle_dec d y); [lra | reflexivity]. }
      replace (Finite (second_tail y)) with (Finite (second_tail y - 0)) by (f_equal; ring).
      apply is_lim_minus'; [apply is_lim_const | apply lim_second_tail].
  - rewrite cut_npos by lra. apply is_RInt_gen_0_infty_pos with (F := fun _ => 0).
    + intros d Hd. apply Z; [exact Hd | intros r Hr; nra].
    + apply is_lim_const.
Qed.
