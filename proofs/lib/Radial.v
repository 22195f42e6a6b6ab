(** * Radial Gaussian integrals over [0, oo)

    int_0^oo r^k exp(-r^2/2) dr for k = 0, 1, 2: the Gaussian integral included, which no library for this Coq has. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import RealFacts.
Open Scope R_scope.

Lemma gauss_pos r : 0 < gauss r.
Proof. apply exp_pos. Qed.
Lemma gauss_0 : gauss 0 = 1.
Proof. unfold gauss. replace (- (0 * 0) / 2) with 0 by field. apply exp_0. Qed.
Lemma is_derive_gauss r : is_derive gauss r (- r * gauss r).
Proof. unfold gauss. auto_derive; [trivial | unfold Rdiv; Req; field]. Qed.
Lemma continuous_gauss r : continuous gauss r.
Proof. apply (ex_derive_continuous gauss). eexists; apply is_derive_gauss. Qed.
Lemma ex_RInt_gauss a b : ex_RInt gauss a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply continuous_gauss. Qed.

(** b^2/2 gauss(b) <= 1 *)
Lemma gauss_bound b : b * b / 2 * gauss b <= 1.
Proof.
  unfold gauss. pose proof (exp_ineq1_le (b * b / 2)) as H.
  replace (- (b * b) / 2) with (- (b * b / 2)) by field.
  rewrite exp_Ropp. pose proof (exp_pos (b * b / 2)).
  apply Rmult_le_reg_r with (exp (b * b / 2)); [lra|].
  rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

(** The limits at infinity of gauss and r gauss. *)
Lemma lim_inv k : is_lim (fun b => k / b) p_infty 0.
Proof.
  evar_last. apply is_lim_div; [apply is_lim_const | apply is_lim_id | discriminate |].
  simpl; trivial. simpl. f_equal. ring.
Qed.

Lemma lim_r_gauss : is_lim (fun b => b * gauss b) p_infty 0.
Proof.
  apply (is_lim_le_le_loc (fun _ => 0) (fun b => 2 / b)).
  - exists 1. intros b Hb. pose proof (gauss_pos b). pose proof (gauss_bound b). split; [nra|].
    apply Rmult_le_reg_r with b; [lra|].
    replace (2 / b * b) with 2 by (field; lra). nra.
  - apply is_lim_const.
  - apply lim_inv.
Qed.

Lemma lim_gauss : is_lim gauss p_infty 0.
Proof.
  apply (is_lim_le_le_loc (fun _ => 0) (fun b => 2 / b)).
  - exists 1. intros b Hb. pose proof (gauss_pos b). pose proof (gauss_bound b). split; [lra|].
    apply Rmult_le_reg_r with b; [lra|].
    replace (2 / b * b) with 2 by (field; lra). nra.
  - apply is_lim_const.
  - apply lim_inv.
Qed.

(** Improper integral on [0, +oo) from a primitive and its limit. *)
Lemma is_RInt_gen_0_infty (f F : R -> R) (l : R) :
  (forall b, is_RInt f 0 b (F b)) -> is_lim F p_infty l ->
  is_RInt_gen f (at_point 0) (Rbar_locally p_infty) l.
Proof.
  intros HF HL P HP.
  specialize (HL P HP). 
  exists (fun x => x = 0) (fun b => P (F b)).
  - reflexivity.
  - exact HL.
  - intros x y -> Hy. exists (F y). split; [apply HF | exact Hy].
Qed.

(** int_0^oo r gauss = 1 *)
Lemma integral_r_gauss : is_RInt_gen (fun r => r * gauss r) (at_point 0) (Rbar_locally p_infty) 1.
Proof.
  apply is_RInt_gen_0_infty with (F := fun b => 1 - gauss b).
  - intros b. evar_last. 
    + apply (is_RInt_derive (fun r => - gauss r)).
      * intros x _. evar_last. apply @is_derive_opp, is_derive_gauss. unfold opp; simpl. ring.
      * intros x _. apply @continuous_mult; [apply continuous_id | apply continuous_gauss].
    + unfold minus, plus, opp; simpl. rewrite gauss_0. ring.
  - evar_last. apply is_lim_minus'; [apply is_lim_const | apply lim_gauss].
    f_equal; ring.
Qed.

Lemma Raux_exp_le x y : x <= y -> exp x <= exp y.
Proof. intros [Hl| ->]; [left; now apply exp_increasing | right; reflexivity]. Qed.

(** The Gaussian integral, by the classical constant-sum argument:
    (int_0^x gauss)^2 + int_0^1 2 gauss(x sqrt(1+t^2)) / (1+t^2) dt = pi/2. *)
Definition K (x t : R) : R := 2 * exp (- (x * x * (1 + t * t)) / 2) / (1 + t * t).
Definition gauss_primitive (x : R) : R := RInt gauss 0 x.
Definition H (x : R) : R := RInt (K x) 0 1.

Lemma is_derive_gauss_primitive x : is_derive gauss_primitive x (gauss x).
Proof.
  apply (is_derive_RInt gauss gauss_primitive 0).
  - apply filter_forall. intros y. apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss.
  - apply continuous_gauss.
Qed.

Lemma is_derive_K x t : is_derive (fun x => K x t) x (- 2 * x * exp (- (x * x * (1 + t * t)) / 2)).
Proof.
  unfold K. assert (1 + t * t <> 0) by nra. auto_derive; [trivial|]. unfold Rdiv. Req. field. exact H0.
Qed.

Lemma continuous_K x t : continuous (K x) t.
Proof.
  apply (ex_derive_continuous (K x)). unfold K. auto_derive. nra.
Qed.
Lemma ex_RInt_K x a b : ex_RInt (K x) a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply continuous_K. Qed.

Lemma is_derive_H x : is_derive H x (- 2 * gauss x * gauss_primitive x).
Proof.
  evar_last.
  - apply (is_derive_RInt_param K 0 1 x).
    + apply filter_forall. intros y t _. eexists; apply is_derive_K.
    + intros t _.
      apply continuity_2d_pt_ext with (fun u v => - 2 * u * exp (- (u * u * (1 + v * v)) / 2)).
      { intros u v. symmetry. apply is_derive_unique, is_derive_K. }
      apply continuity_2d_pt_mult.
      { apply continuity_2d_pt_mult; [apply continuity_2d_pt_const | apply continuity_2d_pt_id1]. }
      apply (continuity_1d_2d_pt_comp exp (fun u v => - (u * u * (1 + v * v)) / 2)).
      { apply derivable_continuous_pt, derivable_pt_exp. }
      apply continuity_2d_pt_mult; [|apply continuity_2d_pt_const].
      apply continuity_2d_pt_opp.
      repeat first [apply continuity_2d_pt_mult | apply continuity_2d_pt_plus
        | apply continuity_2d_pt_const | apply continuity_2d_pt_id1 | apply continuity_2d_pt_id2].
    + apply filter_forall. intros y. apply ex_RInt_K.
  - rewrite (RInt_ext _ (fun t => (- 2 * gauss x) * (x * gauss (x * t + 0)))).
    2:{ intros t _. etransitivity; [exact (is_derive_unique _ _ _ (is_derive_K x t))|]. unfold gauss.
        replace (- (x * x * (1 + t * t)) / 2)
          with (- (x * x) / 2 + - ((x * t + 0) * (x * t + 0)) / 2) by field.
        rewrite exp_plus. Req. ring. }
    assert (E : is_RInt (fun t => x * gauss (x * t + 0)) 0 1 (gauss_primitive x)).
    { apply (is_RInt_comp_lin gauss x 0 0 1).
      rewrite Rmult_0_r, Rmult_1_r, !Rplus_0_r.
      apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. }
    apply is_RInt_unique.
    exact (is_RInt_scal _ 0 1 (- 2 * gauss x) _ E).
Qed.

Lemma H_0 : H 0 = PI / 2.
Proof.
  unfold H. apply is_RInt_unique.
  replace (PI / 2) with (minus (2 * atan 1) (2 * atan 0)).
  2:{ rewrite atan_1, atan_0. unfold minus, plus, opp; simpl. field. }
  apply (is_RInt_derive (fun t => 2 * atan t)).
  - intros t _. unfold K. auto_derive; [trivial|].
    replace (- (0 * 0 * (1 + t * t)) / 2) with 0 by field. rewrite exp_0.
    unfold Rdiv. Req. field. nra.
  - intros t _. apply continuous_K.
Qed.

Lemma sum_const x : gauss_primitive x * gauss_primitive x + H x = PI / 2.
Proof.
  transitivity (gauss_primitive 0 * gauss_primitive 0 + H 0).
  2:{ unfold gauss_primitive. rewrite RInt_point, H_0. unfold zero; simpl. ring. }
  set (S := fun x => gauss_primitive x * gauss_primitive x + H x).
  change (S x = S 0).
  assert (D : forall y, is_derive S y 0).
  { intros y. unfold S. evar_last.
    - apply @is_derive_plus; [|apply is_derive_H].
      apply (is_derive_mult gauss_primitive gauss_primitive);
        try apply is_derive_gauss_primitive. intros; apply Rmult_comm.
    - unfold plus, mult; simpl. ring. }
  destruct (MVT_gen S 0 x (fun _ => 0)) as (c & _ & Hc).
  - intros; apply D.
  - intros y _. apply continuity_pt_filterlim. apply (ex_derive_continuous S). eexists; apply D.
  - lra.
Qed.

Lemma H_bound x : 0 <= H x <= 2 * gauss x.
Proof.
  unfold H. split.
  - apply RInt_ge_0; [lra | apply ex_RInt_K |].
    intros t _. unfold K. apply Rlt_le, Rdiv_lt_0_compat; [|nra].
    pose proof (exp_pos (- (x * x * (1 + t * t)) / 2)). lra.
  - replace (2 * gauss x) with (RInt (fun _ => 2 * gauss x) 0 1).
    2:{ rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
    apply RInt_le; [lra | apply ex_RInt_K | apply ex_RInt_const |].
    intros t _. unfold K.
    assert (exp (- (x * x * (1 + t * t)) / 2) <= gauss x).
    { unfold gauss. apply Raux_exp_le. nra. }
    apply Rmult_le_reg_r with (1 + t * t); [nra|].
    replace (2 * exp (- (x * x * (1 + t * t)) / 2) / (1 + t * t) * (1 + t * t))
      with (2 * exp (- (x * x * (1 + t * t)) / 2)) by (field; nra).
    pose proof (gauss_pos x). nra.
Qed.

Lemma lim_H : is_lim H p_infty 0.
Proof.
  apply (is_lim_le_le_loc (fun _ => 0) (fun b => 2 * gauss b)).
  - exists 0. intros; apply H_bound.
  - apply is_lim_const.
  - evar_last. apply is_lim_scal_l, lim_gauss. simpl. f_equal; ring.
Qed.

Lemma gauss_primitive_ge0 x : 0 <= x -> 0 <= gauss_primitive x.
Proof. intros Hx. apply RInt_ge_0; [exact Hx | apply ex_RInt_gauss | intros; apply Rlt_le, gauss_pos]. Qed.

Lemma lim_gauss_primitive : is_lim gauss_primitive p_infty (sqrt (PI / 2)).
Proof.
  apply (is_lim_ext_loc (fun x => sqrt (PI / 2 - H x))).
  - exists 0. intros x Hx. rewrite <- (sum_const x).
    replace (gauss_primitive x * gauss_primitive x + H x - H x) with (gauss_primitive x * gauss_primitive x) by ring.
    apply sqrt_square, gauss_primitive_ge0. lra.
  - apply (is_lim_comp_continuous (fun x => PI / 2 - H x) sqrt p_infty (PI / 2)).
    + evar_last. apply is_lim_minus'; [apply is_lim_const | apply lim_H].
      f_equal; ring.
    + apply continuous_sqrt.
Qed.

(** int_0^oo r^2 exp(-r^2/2) dr = sqrt(pi/2) *)
Theorem integral_rr_gauss :
  is_RInt_gen (fun r => r * r * gauss r) (at_point 0) (Rbar_locally p_infty) (sqrt (PI / 2)).
Proof.
  apply is_RInt_gen_0_infty with (F := fun b => - (b * gauss b) + gauss_primitive b).
  - intros b.
    apply (is_RInt_ext (fun r => plus ((r * r - 1) * gauss r) (gauss r))).
    { intros r _. unfold plus; simpl. ring. }
    apply @is_RInt_plus; [|apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss].
    evar_last.
    + apply (is_RInt_derive (fun r => - (r * gauss r))).
      * intros x _. unfold gauss. auto_derive; [trivial|]. unfold Rdiv. Req. field.
      * intros x _. apply @continuous_mult; [|apply continuous_gauss].
        apply (ex_derive_continuous (fun x => x * x - 1)). auto_derive; trivial.
    + unfold minus, plus, opp; simpl. ring.
  - evar_last. 
    + apply is_lim_plus'; [|apply lim_gauss_primitive].
      apply (is_lim_opp (fun b => b * gauss b) p_infty 0), lim_r_gauss.
    + simpl. f_equal; ring.
Qed.
