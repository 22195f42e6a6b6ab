(** * Integrals over the line

    Improper integrals over R, and those of the Gaussian. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Network Gaussian Cartesian.
From Coarsegrad.lib Require Import RealFacts Radial Erf.
Open Scope R_scope.

(** ** Improper integrals over the whole line

    From primitives and their limits; uniqueness, linearity and reflection. *)

Lemma is_RInt_vanishing a b (f : R -> R) :
  (forall x, Rmin a b < x < Rmax a b -> f x = 0) -> is_RInt f a b 0.
Proof.
  intros Hf. replace 0 with (scal (b - a) 0) by (unfold scal; simpl; unfold mult; simpl; ring).
  apply (is_RInt_ext (fun _ => 0)); [|apply @is_RInt_const].
  intros x Hx. symmetry. now apply Hf.
Qed.

(** B(b) - A(a) is the integral over [a, b], for a < c < b. *)
Lemma line_integral_primitives (f A B : R -> R) (c la lb : R) :
  (forall a b, a < c -> c < b -> is_RInt f a b (B b - A a)) ->
  is_lim A m_infty la -> is_lim B p_infty lb -> line_integral f (lb - la).
Proof.
  intros Hf HA HB P HP.
  assert (L : filterlim (fun ab => plus (B (snd ab)) (opp (A (fst ab))))
    (filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty)) (locally (plus lb (opp la)))).
  { apply (filterlim_comp_2 (G := locally lb) (H := locally (opp la))
      (fun ab => B (snd ab)) (fun ab => opp (A (fst ab))) plus).
    - apply (filterlim_comp _ _ _ snd B _ (Rbar_locally p_infty)); [apply filterlim_snd | exact HB].
    - apply (filterlim_comp _ _ _ (fun ab => A (fst ab)) opp _ (locally la)).
      + apply (filterlim_comp _ _ _ fst A _ (Rbar_locally m_infty)); [apply filterlim_fst | exact HA].
      + apply (filterlim_opp (V := R_NormedModule)).
    - apply (filterlim_plus (V := R_NormedModule)). }
  specialize (L P HP). unfold filtermap in L.
  assert (C : filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty) (fun ab => fst ab < c < snd ab)).
  { exists (fun x => x < c) (fun y => c < y); [now exists c | now exists c | intros x y Hx Hy; simpl; auto]. }
  unfold filtermapi. generalize (filter_and _ _ L C). apply filter_imp. intros [a b] [HPab [Ha Hb]]. simpl in *.
  exists (B b - A a). split; [now apply Hf | exact HPab].
Qed.

(** The same for a function that vanishes on the negative half-line. *)
Lemma line_integral_right (f g B : R -> R) (l : R) :
  (forall x, x < 0 -> f x = 0) -> (forall x, 0 < x -> f x = g x) -> (forall b, 0 < b -> is_RInt g 0 b (B b)) ->
  is_lim B p_infty l -> line_integral f l.
Proof.
  intros H0 Hg HB HL. replace l with (l - 0) by ring.
  apply (line_integral_primitives f (fun _ => 0) B 0); [|apply is_lim_const | exact HL].
  intros a b Ha Hb. replace (B b - 0) with (plus 0 (B b)) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with 0.
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros x Hx. apply H0. lra.
  - apply (is_RInt_ext g); [|now apply HB].
    rewrite Rmin_left, Rmax_right by lra. intros x Hx. symmetry. apply Hg. lra.
Qed.

Lemma line_integral_unique f l l' : line_integral f l -> line_integral f l' -> l = l'.
Proof.
  intros H H'. rewrite <- (is_RInt_gen_unique (V := R_CompleteNormedModule) _ _ H).
  exact (is_RInt_gen_unique (V := R_CompleteNormedModule) _ _ H').
Qed.

Lemma line_integral_ext f g l : (forall x, f x = g x) -> line_integral f l -> line_integral g l.
Proof.
  intros E. unfold line_integral. apply (is_RInt_gen_ext f g l).
  apply filter_forall. intros ab x _. apply E.
Qed.

Lemma line_integral_plus f g l k :
  line_integral f l -> line_integral g k -> line_integral (fun x => f x + g x) (l + k).
Proof. intros Hf Hg. exact (is_RInt_gen_plus f g l k Hf Hg). Qed.

Lemma line_integral_scal c f l : line_integral f l -> line_integral (fun x => c * f x) (c * l).
Proof. intros Hf. exact (is_RInt_gen_scal f c l Hf). Qed.

Lemma line_integral_zero f : (forall x, x <> 0 -> f x = 0) -> line_integral f 0.
Proof.
  intros H. apply (line_integral_right f (fun _ => 0) (fun _ => 0)); [| | |apply is_lim_const].
  - intros x Hx. apply H. lra.
  - intros x Hx. apply H. lra.
  - intros b _. now apply is_RInt_vanishing.
Qed.

Lemma line_integral_reflection f l : line_integral f l -> line_integral (fun x => f (- x)) l.
Proof.
  intros H P HP. destruct (H P HP) as [Q S [M HQ] [N HS] HQS].
  exists (fun x => S (- x)) (fun y => Q (- y)).
  - exists (- N). intros x Hx. apply HS. lra.
  - exists (- M). intros y Hy. apply HQ. lra.
  - intros x y Hx Hy. destruct (HQS _ _ Hy Hx) as (k & Hk & HPk). simpl in *. exists k. split; [|exact HPk].
    apply (is_RInt_ext (fun t => opp (opp (f (- t))))); [intros; apply opp_opp|].
    rewrite <- (opp_opp k). apply @is_RInt_opp, @is_RInt_comp_opp. now apply @is_RInt_swap.
Qed.

(** ** Gaussian integrals over lines and half-lines, and the arctangent

    int exp(-y^2/2) dy = sqrt(2 pi) over the line, the moments of half-lines, and with Psi(x) = int_0^x exp(-t^2/2) dt
    int_0^oo exp(-x^2/2) Psi(k x) dx = atan k: the angle of a sector, from Cartesian coordinates. *)

Lemma gauss_le_1 x : gauss x <= 1.
Proof. rewrite <- gauss_0. unfold gauss. apply Raux_exp_le. nra. Qed.

Lemma is_RInt_gauss a b : is_RInt gauss a b (gauss_primitive b - gauss_primitive a).
Proof.
  apply (is_RInt_derive gauss_primitive gauss);
    intros; [apply is_derive_gauss_primitive | apply continuous_gauss].
Qed.

Lemma is_RInt_x_gauss a b : is_RInt (fun x => x * gauss x) a b (gauss a - gauss b).
Proof.
  replace (gauss a - gauss b) with (minus (- gauss b) (- gauss a)) by (unfold minus, plus, opp; simpl; ring).
  apply (is_RInt_derive (fun x => - gauss x) (fun x => x * gauss x)).
  - intros x _. evar_last; [apply @is_derive_opp, is_derive_gauss|]. unfold opp; simpl. ring.
  - intros x _. apply @continuous_mult; [apply continuous_id | apply continuous_gauss].
Qed.

Lemma gauss_primitive_0 : gauss_primitive 0 = 0.
Proof. apply (RInt_point (V := R_CompleteNormedModule)). Qed.

Lemma is_RInt_gauss_0 b : is_RInt gauss 0 b (gauss_primitive b).
Proof. apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_gauss. Qed.

Lemma gauss_primitive_bound x : - sqrt (2 * PI) <= gauss_primitive x <= sqrt (2 * PI).
Proof.
  assert (B : forall y, gauss_primitive y <= sqrt (2 * PI)).
  { intros y. pose proof sqrt_2PI_pos. pose proof (sum_const y). pose proof (H_bound y). pose proof sqrt_2PI_sq.
    pose proof PI_RGT_0. nra. }
  pose proof (B x). pose proof (B (- x)). rewrite gauss_primitive_odd in *. lra.
Qed.

Lemma lim_opp_m f l : is_lim f p_infty l -> is_lim (fun x => f (- x)) m_infty l.
Proof.
  intros H. apply (is_lim_comp f Ropp m_infty l p_infty H).
  - apply (is_lim_opp (fun x => x) m_infty m_infty), is_lim_id.
  - exists 0. discriminate.
Qed.

Lemma lim_gauss_m : is_lim gauss m_infty 0.
Proof. apply (is_lim_ext (fun x => gauss (- x))); [exact gauss_even|]. apply lim_opp_m, lim_gauss. Qed.

Lemma lim_gauss_primitive_m : is_lim gauss_primitive m_infty (- sqrt (PI / 2)).
Proof.
  apply (is_lim_ext (fun x => - gauss_primitive (- x))).
  { intros x. rewrite gauss_primitive_odd. ring. }
  apply (is_lim_opp _ m_infty (sqrt (PI / 2))), lim_opp_m, lim_gauss_primitive.
Qed.

(** *** Inner integrals *)
Lemma line_gauss : line_integral gauss (sqrt (2 * PI)).
Proof.
  replace (sqrt (2 * PI)) with (sqrt (PI / 2) - - sqrt (PI / 2)) by (rewrite sqrt_half_PI; field).
  apply (line_integral_primitives gauss gauss_primitive gauss_primitive 0);
    [intros; apply is_RInt_gauss | apply lim_gauss_primitive_m | apply lim_gauss_primitive].
Qed.

Lemma lim_opp_gauss c : is_lim (fun b => c - gauss b) p_infty c.
Proof. evar_last; [apply is_lim_minus'; [apply is_lim_const | apply lim_gauss]|]. f_equal; ring. Qed.

Lemma line_y_gauss : line_integral (fun y => y * gauss y) 0.
Proof.
  replace 0 with (0 - 0) by ring.
  apply (line_integral_primitives _ (fun y => - gauss y) (fun y => 0 - gauss y) 0);
    [| |apply lim_opp_gauss].
  - intros a b _ _. evar_last; [apply is_RInt_x_gauss|]. Req. ring.
  - evar_last; [apply (is_lim_opp gauss m_infty 0), lim_gauss_m|]. simpl. f_equal. ring.
Qed.

(** A function that is g to the right of - c and 0 to its left. *)
Lemma line_half (g B : R -> R) (c l : R) : (forall b, - c < b -> is_RInt g (- c) b (B b)) -> is_lim B p_infty l ->
  line_integral (fun y => binary (c + y) * g y) l.
Proof.
  intros HB HL. replace l with (l - 0) by ring.
  apply (line_integral_primitives _ (fun _ => 0) B (- c)); [|apply is_lim_const | exact HL].
  intros a b Ha Hb. replace (B b - 0) with (plus 0 (B b)) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with (- c).
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros y Hy. rewrite binary_npos by lra. ring.
  - apply (is_RInt_ext g); [|now apply HB].
    rewrite Rmin_left, Rmax_right by lra. intros y Hy. rewrite binary_pos by lra. Req. ring.
Qed.

Lemma line_half_gauss c : line_integral (fun y => binary (c + y) * gauss y) (sqrt (2 * PI) / 2 + gauss_primitive c).
Proof.
  apply (line_half _ (fun b => gauss_primitive b - gauss_primitive (- c))); [intros; apply is_RInt_gauss|].
  rewrite gauss_primitive_odd, <- sqrt_half_PI.
  evar_last; [apply is_lim_minus'; [apply lim_gauss_primitive | apply is_lim_const]|]. f_equal; ring.
Qed.

Lemma line_half_y_gauss c : line_integral (fun y => binary (c + y) * (y * gauss y)) (gauss c).
Proof.
  apply (line_half _ (fun b => gauss (- c) - gauss b)); [intros; apply is_RInt_x_gauss|].
  rewrite gauss_even. apply lim_opp_gauss.
Qed.

(** *** The arctangent *)
Definition sector_area (b k : R) : R := RInt (fun x => gauss x * gauss_primitive (k * x)) 0 b.

Lemma is_derive_gauss_primitive_scal x k : is_derive (fun k => gauss_primitive (k * x)) k (x * gauss (k * x)).
Proof.
  apply (is_derive_comp gauss_primitive (fun k => k * x)); [apply is_derive_gauss_primitive|].
  auto_derive; [trivial | Req; ring].
Qed.

Lemma continuous_gauss_primitive_scal k x : continuous (fun x => gauss_primitive (k * x)) x.
Proof.
  apply (continuous_comp (fun x => k * x) gauss_primitive).
  - apply (ex_derive_continuous (fun x => k * x)). auto_derive; trivial.
  - apply (ex_derive_continuous gauss_primitive). eexists; apply is_derive_gauss_primitive.
Qed.

Lemma continuous_gauss_scal k x : continuous (fun x => gauss (k * x)) x.
Proof.
  apply (continuous_comp (fun x => k * x) gauss); [|apply continuous_gauss].
  apply (ex_derive_continuous (fun x => k * x)). auto_derive; trivial.
Qed.

Lemma ex_RInt_sector_area k a b : ex_RInt (fun x => gauss x * gauss_primitive (k * x)) a b.
Proof.
  apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros x _.
  apply @continuous_mult; [apply continuous_gauss | apply continuous_gauss_primitive_scal].
Qed.

Lemma continuity_2d_gauss f x y : continuity_2d_pt f x y -> continuity_2d_pt (fun u v => gauss (f u v)) x y.
Proof.
  intros H. apply (continuity_1d_2d_pt_comp gauss f); [|exact H].
  apply continuity_pt_filterlim, continuous_gauss.
Qed.

Lemma is_RInt_sector_slope k b :
  is_RInt (fun x => gauss x * (x * gauss (k * x))) 0 b ((1 - gauss b * gauss (k * b)) / (1 + k * k)).
Proof.
  assert (N : 1 + k * k <> 0) by nra.
  set (P := fun x => - (gauss x * gauss (k * x)) / (1 + k * k)).
  replace ((1 - gauss b * gauss (k * b)) / (1 + k * k)) with (minus (P b) (P 0)).
  2:{ unfold P, minus, plus, opp; simpl. rewrite Rmult_0_r, gauss_0. field. exact N. }
  apply (is_RInt_derive P).
  - intros x _. unfold P, gauss. auto_derive; [trivial|]. unfold Rdiv. Req. field. exact N.
  - intros x _. apply @continuous_mult; [apply continuous_gauss|].
    apply @continuous_mult; [apply continuous_id | apply continuous_gauss_scal].
Qed.

Lemma is_derive_sector_area b k :
  is_derive (sector_area b) k ((1 - gauss b * gauss (k * b)) / (1 + k * k)).
Proof.
  assert (D : forall x k, is_derive (fun k => gauss x * gauss_primitive (k * x)) k (gauss x * (x * gauss (k * x)))).
  { intros x j. apply (is_derive_scal (fun k => gauss_primitive (k * x))), is_derive_gauss_primitive_scal. }
  evar_last.
  - apply (is_derive_RInt_param (fun k x => gauss x * gauss_primitive (k * x)) 0 b k).
    + apply filter_forall. intros j x _. eexists; apply D.
    + intros x _. apply continuity_2d_pt_ext with (fun u t => gauss t * (t * gauss (u * t))).
      { intros u t. symmetry. apply is_derive_unique, D. }
      repeat first [apply continuity_2d_pt_mult | apply continuity_2d_gauss
        | apply continuity_2d_pt_id1 | apply continuity_2d_pt_id2].
    + apply filter_forall. intros j. apply ex_RInt_sector_area.
  - rewrite (RInt_ext _ (fun x => gauss x * (x * gauss (k * x)))).
    + apply is_RInt_unique, is_RInt_sector_slope.
    + intros x _. apply is_derive_unique, D.
Qed.

Lemma sector_area_bound b k : Rabs (sector_area b k - atan k) <= Rabs k * gauss b.
Proof.
  set (S := fun k => sector_area b k - atan k).
  assert (D : forall j, is_derive S j (- (gauss b * gauss (j * b)) / (1 + j * j))).
  { intros j. unfold S. evar_last.
    - apply @is_derive_minus; [apply is_derive_sector_area | apply is_derive_Reals, derivable_pt_lim_atan].
    - unfold minus, plus, opp; simpl. unfold Rsqr. field. nra. }
  destruct (MVT_gen S 0 k (fun j => - (gauss b * gauss (j * b)) / (1 + j * j))) as (c & _ & Hc).
  - intros; apply D.
  - intros y _. apply continuity_pt_filterlim, (ex_derive_continuous S). eexists; apply D.
  - assert (S0 : S 0 = 0).
    { unfold S, sector_area. rewrite atan_0, Rminus_0_r. apply is_RInt_unique, is_RInt_vanishing.
      intros x _. rewrite Rmult_0_l, gauss_primitive_0. ring. }
    rewrite S0, !Rminus_0_r in Hc. fold (S k). rewrite Hc, Rabs_mult, Rmult_comm.
    apply Rmult_le_compat_l; [apply Rabs_pos|].
    unfold Rdiv. rewrite <- Ropp_mult_distr_l, Rabs_Ropp.
    pose proof (gauss_pos b) as Gb. pose proof (gauss_pos (c * b)). pose proof (gauss_le_1 (c * b)).
    assert (I : 0 < / (1 + c * c) <= 1).
    { split; [apply Rinv_0_lt_compat; nra|]. rewrite <- Rinv_1. apply Rinv_le_contravar; nra. }
    rewrite Rabs_pos_eq by (apply Rmult_le_pos; nra).
    assert (gauss b * gauss (c * b) <= gauss b) by nra. nra.
Qed.

(** int_0^b exp(-x^2/2) Psi(k x) dx -> atan k *)
Theorem lim_sector_area k : is_lim (fun b => sector_area b k) p_infty (atan k).
Proof.
  assert (L : forall c, is_lim (fun b => atan k + c * gauss b) p_infty (atan k)).
  { intros c. evar_last.
    - apply is_lim_plus'; [apply is_lim_const | apply (is_lim_scal_l gauss c p_infty 0), lim_gauss].
    - simpl. f_equal. ring. }
  apply (is_lim_le_le_loc (fun b => atan k + - Rabs k * gauss b) (fun b => atan k + Rabs k * gauss b)); [|apply L..].
  exists 0. intros b _. pose proof (sector_area_bound b k) as H. apply Rcomplements.Rabs_le_between in H. lra.
Qed.
