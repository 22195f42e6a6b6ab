(** * Moments of slopes

    The moments as integrals, and the expectations when student and teacher lie on one line. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial GaussianLine Erf.
From Coarsegrad.theory Require Import Geometry PlaneExpectation PlaneMoments Expectations RadialTails StepMoments
  StepSlopes ClippedRelu.
Import ListNotations.
Open Scope R_scope.

(** ** The moments of a slope as one-dimensional integrals

    The closed forms of spec/SlopeMoments.v are what their names say: M0(tau) = E mu'(tau N), M1(a) = E[N mu'(a N)],
    Q1(a) = int_0^oo x mu'(- a x) phi(x) dx and Tu = E[N mu'(a N) Phi(N cot theta)], N standard normal. A non-negative
    slope has M0 >= 0. Source: the book. *)

(** int_{-oo}^{oo} f = l *)
Definition line_integral (f : R -> R) (l : R) : Prop :=
  is_RInt_gen f (Rbar_locally m_infty) (Rbar_locally p_infty) l.

(** From a primitive on all intervals that reach beyond K on both sides. *)
Lemma line_integral_primitive (f F : R -> R) (K lo hi : R) :
  (forall a b, a < - K -> K < b -> is_RInt f a b (F b - F a)) ->
  is_lim F m_infty lo -> is_lim F p_infty hi -> line_integral f (hi - lo).
Proof.
  intros HF Hlo Hhi P HP.
  assert (L : filterlim (fun ab => F (snd ab) - F (fst ab)) (filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty))
    (locally (hi - lo))).
  { apply (filterlim_comp_2 (F := filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty))
      (fun ab => F (snd ab)) (fun ab => opp (F (fst ab))) plus (G := locally hi) (H := locally (opp lo))).
    - apply (filterlim_comp _ _ _ snd F _ (Rbar_locally p_infty)); [apply filterlim_snd | exact Hhi].
    - apply (filterlim_comp _ _ _ (fun ab : R * R => F (fst ab)) opp _ (locally lo)).
      + apply (filterlim_comp _ _ _ fst F _ (Rbar_locally m_infty)); [apply filterlim_fst | exact Hlo].
      + apply (filterlim_opp (K := R_AbsRing) (V := R_NormedModule) lo).
    - apply (filterlim_plus (K := R_AbsRing) (V := R_NormedModule) hi (opp lo)). }
  specialize (L P HP). destruct L as [A B HA HB H].
  exists (fun a => a < - K /\ A a) (fun b => K < b /\ B b).
  - apply filter_and; [exists (- K); auto | exact HA].
  - apply filter_and; [exists K; auto | exact HB].
  - intros a b [Ka Aa] [Kb Bb]. exists (F b - F a). split; [now apply HF | exact (H a b Aa Bb)].
Qed.

Section Weight.
(** A weight g with a primitive G and its limits at the two ends. *)
Variables g G : R -> R.
Variables lo hi : R.
Hypothesis G_derive : forall x, is_derive G x (g x).
Hypothesis g_continuous : forall x, continuous g x.
Hypothesis G_lo : is_lim G m_infty lo.
Hypothesis G_hi : is_lim G p_infty hi.

Lemma is_RInt_weight a b : is_RInt g a b (G b - G a).
Proof. apply (is_RInt_derive G); intros; auto. Qed.

(** int_a^b 1{x > c} g = G b - G c for a < c < b *)
Lemma is_RInt_weight_step c a b : a < c -> c < b -> is_RInt (fun x => binary (x - c) * g x) a b (G b - G c).
Proof.
  intros Ha Hb. replace (G b - G c) with (plus 0 (G b - G c)) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with c.
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros x Hx. rewrite binary_npos by lra. ring.
  - apply (is_RInt_ext g); [|apply is_RInt_weight].
    rewrite Rmin_left, Rmax_right by lra. intros x Hx. rewrite binary_pos by lra. Req. ring.
Qed.

Lemma line_integral_step_slope a left jumps : 0 < a ->
  line_integral (fun x => step_slope left jumps (a * x) * g x)
    (left * (hi - lo) + jump_sum (fun x => hi - G (x / a)) jumps).
Proof.
  intros Ha. induction jumps as [|[x J] jumps IH].
  - unfold step_slope, jump_sum. simpl. rewrite !Rplus_0_r.
    replace (left * (hi - lo)) with (left * hi - left * lo) by ring.
    apply line_integral_primitive with (F := fun x => left * G x) (K := 0).
    + intros c d _ _. replace (left * G d - left * G c) with (scal left (G d - G c))
        by (unfold scal; simpl; unfold mult; simpl; ring).
      apply (is_RInt_ext (fun x => scal left (g x))).
      { intros y _. unfold scal; simpl; unfold mult; simpl. Req. ring. }
      apply @is_RInt_scal, is_RInt_weight.
    + apply (is_lim_scal_l G left m_infty lo), G_lo.
    + apply (is_lim_scal_l G left p_infty hi), G_hi.
  - assert (S : line_integral (fun y => binary (y - x / a) * g y) (hi - G (x / a))).
    { apply line_integral_primitive with
        (F := fun b => if Rlt_dec (x / a) b then G b else G (x / a)) (K := Rabs (x / a)).
      - intros c d Hc Hd. pose proof (Rle_abs (x / a)). pose proof (Rle_abs (- (x / a))) as N. rewrite Rabs_Ropp in N.
        destruct (Rlt_dec (x / a) d); [|lra]. destruct (Rlt_dec (x / a) c); [lra|]. apply is_RInt_weight_step; lra.
      - apply (is_lim_ext_loc (fun _ => G (x / a))); [|apply is_lim_const].
        exists (x / a). intros b Hb. destruct (Rlt_dec (x / a) b); [lra | reflexivity].
      - apply (is_lim_ext_loc G); [|exact G_hi].
        exists (x / a). intros b Hb. destruct (Rlt_dec (x / a) b); [reflexivity | lra]. }
    unfold line_integral.
    refine (is_RInt_gen_ext (fun y => plus (step_slope left jumps (a * y) * g y) (scal J (binary (y - x / a) * g y)))
      (fun y => step_slope left ((x, J) :: jumps) (a * y) * g y) _ _ _).
    { apply filter_forall. intros _ y _. rewrite step_slope_cons by exact Ha.
      unfold plus, scal; simpl; unfold mult; simpl. ring. }
    replace (left * (hi - lo) + jump_sum (fun x => hi - G (x / a)) ((x, J) :: jumps))
      with (plus (left * (hi - lo) + jump_sum (fun x => hi - G (x / a)) jumps) (scal J (hi - G (x / a)))).
    2:{ unfold plus, scal, jump_sum; simpl; unfold mult; simpl. ring. }
    apply @is_RInt_gen_plus; try typeclasses eauto; [exact IH|].
    apply @is_RInt_gen_scal; try typeclasses eauto. exact S.
Qed.
End Weight.

(** *** The four moments *)
Lemma lim_normal_cdf_m : is_lim normal_cdf m_infty 0.
Proof.
  apply (is_lim_ext (fun x => 1 - normal_cdf (- x))); [intros; rewrite normal_cdf_opp; ring|].
  replace (Finite 0) with (Finite (1 - 1)) by (f_equal; ring).
  apply is_lim_minus'; [apply is_lim_const|].
  apply (is_lim_comp normal_cdf Ropp m_infty 1 p_infty); [apply lim_normal_cdf | | exists 0; discriminate].
  apply (is_lim_opp (fun x => x) m_infty m_infty), is_lim_id.
Qed.

Lemma jump_sum_ext f g jumps : (forall x, f x = g x) -> jump_sum f jumps = jump_sum g jumps.
Proof. intros E. unfold jump_sum. induction jumps as [|[x J] l IH]; simpl; [|rewrite E, IH]; reflexivity. Qed.
Lemma jump_sum_scal k f jumps : jump_sum (fun x => k * f x) jumps = k * jump_sum f jumps.
Proof. unfold jump_sum. induction jumps as [|[x J] l IH]; simpl; [|rewrite IH]; ring. Qed.
Lemma jump_sum_plus f g jumps : jump_sum (fun x => f x + g x) jumps = jump_sum f jumps + jump_sum g jumps.
Proof. unfold jump_sum. induction jumps as [|[x J] l IH]; simpl; [|rewrite IH]; ring. Qed.

Lemma continuous_density x : continuous (fun x => / sqrt (2 * PI) * gauss x) x.
Proof. apply (continuous_mult (fun _ => / sqrt (2 * PI)) gauss); [apply continuous_const | apply continuous_gauss]. Qed.

Theorem even_moment_integral left jumps tau : 0 < tau ->
  line_integral (fun x => step_slope left jumps (tau * x) * (/ sqrt (2 * PI) * gauss x)) (even_moment left jumps tau).
Proof.
  intros H. pose proof (line_integral_step_slope _ normal_cdf 0 1 is_derive_normal_cdf continuous_density
    lim_normal_cdf_m lim_normal_cdf tau left jumps H) as L.
  match type of L with line_integral _ ?l => replace (even_moment left jumps tau) with l; [exact L|] end.
  unfold even_moment.
  rewrite (jump_sum_ext (fun x => normal_cdf (- x / tau)) (fun x => 1 - normal_cdf (x / tau))); [ring|].
  intros x. rewrite <- normal_cdf_opp. f_equal. field. lra.
Qed.

Theorem linear_moment_integral left jumps a : 0 < a ->
  line_integral (fun x => step_slope left jumps (a * x) * (/ sqrt (2 * PI) * (x * gauss x))) (linear_moment jumps a).
Proof.
  intros H. set (k := / sqrt (2 * PI)).
  assert (D : forall x, is_derive (fun x => - k * gauss x) x (k * (x * gauss x))).
  { intros x. evar_last; [apply is_derive_scal, is_derive_gauss|]. Req. ring. }
  assert (C : forall x, continuous (fun x => k * (x * gauss x)) x).
  { intros x. apply (continuous_mult (fun _ => k)); [apply continuous_const|].
    apply (continuous_mult (fun x => x) gauss); [apply continuous_id | apply continuous_gauss]. }
  pose proof (line_integral_step_slope _ _ (- k * 0) (- k * 0) D C (is_lim_scal_l gauss (- k) m_infty 0 lim_gauss_m)
    (is_lim_scal_l gauss (- k) p_infty 0 lim_gauss) a left jumps H) as L.
  match type of L with line_integral _ ?l => replace (linear_moment jumps a) with l; [exact L|] end.
  unfold linear_moment. fold k. rewrite <- jump_sum_scal, (jump_sum_ext _ (fun x => k * gauss (x / a))); [ring|].
  intros; ring.
Qed.

Theorem teacher_moment_integral left jumps a th : 0 < a -> 0 < th < PI ->
  line_integral (fun x => step_slope left jumps (a * x) *
      (/ sqrt (2 * PI) * (x * gauss x * normal_cdf (x * (cos th / sin th)))))
    (teacher_moment left jumps a th).
Proof.
  intros H Ht. assert (S : 0 < sin th) by (apply sin_gt_0; lra).
  set (k := / sqrt (2 * PI)). set (c := cos th / sin th).
  set (G := fun x => k * (cos th * normal_cdf (x / sin th) - gauss x * normal_cdf (x * c))).
  assert (Dg : forall x, is_derive (fun x => normal_cdf (x * c)) x (c * (k * gauss (x * c)))).
  { intros x. evar_last; [apply (is_derive_comp normal_cdf (fun x => x * c) x (k * gauss (x * c)) c)|].
    - apply is_derive_normal_cdf.
    - auto_derive; [trivial|]. Req. ring.
    - reflexivity. }
  assert (Ds : forall x, is_derive (fun x => normal_cdf (x / sin th)) x (/ sin th * (k * gauss (x / sin th)))).
  { intros x. evar_last;
      [apply (is_derive_comp normal_cdf (fun x => x / sin th) x (k * gauss (x / sin th)) (/ sin th))|].
    - apply is_derive_normal_cdf.
    - auto_derive; [trivial|]. Req. field. lra.
    - reflexivity. }
  assert (E : forall x, gauss x * gauss (x * c) = gauss (x / sin th)).
  { intros x. unfold gauss. rewrite <- exp_plus. f_equal. pose proof (sin2_cos2 th) as Q. unfold Rsqr in Q.
    replace (x / sin th * (x / sin th)) with (x * x * (sin th * sin th + cos th * cos th) / (sin th * sin th))
      by (rewrite Q; field; lra). unfold c. field. lra. }
  assert (D : forall x, is_derive G x (k * (x * gauss x * normal_cdf (x * c)))).
  { intros x. unfold G. evar_last.
    - apply is_derive_scal. apply @is_derive_minus; [apply is_derive_scal, Ds|].
      apply (is_derive_mult gauss (fun x => normal_cdf (x * c)) x); [apply is_derive_gauss | apply Dg |].
      intros; apply Rmult_comm.
    - unfold minus, plus, opp, mult; simpl. rewrite <- E. unfold c. Req. field. lra. }
  assert (C : forall x, continuous (fun x => k * (x * gauss x * normal_cdf (x * c))) x).
  { intros x. apply (continuous_mult (fun _ => k)); [apply continuous_const|].
    apply (continuous_mult (fun x => x * gauss x)).
    - apply (continuous_mult (fun x => x) gauss); [apply continuous_id | apply continuous_gauss].
    - apply (ex_derive_continuous (fun x => normal_cdf (x * c))). eexists. apply Dg. }
  assert (Z : forall x : Rbar, is_lim gauss x 0 -> is_lim (fun x => gauss x * normal_cdf (x * c)) x 0).
  { intros x L. apply (is_lim_le_le_loc (fun _ => 0) gauss); [|apply is_lim_const | exact L].
    apply filter_forall. intros y. pose proof (gauss_pos y). pose proof (normal_cdf_pos (y * c)).
    pose proof (normal_cdf_lt_1 (y * c)). nra. }
  assert (I : 0 < / sin th) by now apply Rinv_0_lt_compat.
  assert (Lo : is_lim G m_infty (k * (cos th * 0 - 0))).
  { apply (is_lim_scal_l _ k m_infty (cos th * 0 - 0)). apply is_lim_minus'; [|apply Z, lim_gauss_m].
    apply (is_lim_scal_l _ (cos th) m_infty 0).
    apply (is_lim_comp normal_cdf (fun x => x / sin th) m_infty 0 m_infty);
      [apply lim_normal_cdf_m | | exists 0; discriminate].
    evar_last; [apply (is_lim_scal_r (fun x => x) (/ sin th) m_infty m_infty), is_lim_id|]. simpl.
    destruct (Rle_dec 0 (/ sin th)) as [r|]; [|lra]. destruct (Rle_lt_or_eq_dec 0 (/ sin th) r); [reflexivity | lra]. }
  assert (Hi : is_lim G p_infty (k * (cos th * 1 - 0))).
  { apply (is_lim_scal_l _ k p_infty (cos th * 1 - 0)). apply is_lim_minus'; [|apply Z, lim_gauss].
    apply (is_lim_scal_l _ (cos th) p_infty 1).
    apply (is_lim_comp normal_cdf (fun x => x / sin th) p_infty 1 p_infty);
      [apply lim_normal_cdf | | exists 0; discriminate].
    evar_last; [apply (is_lim_scal_r (fun x => x) (/ sin th) p_infty p_infty), is_lim_id|]. simpl.
    destruct (Rle_dec 0 (/ sin th)) as [r|]; [|lra]. destruct (Rle_lt_or_eq_dec 0 (/ sin th) r); [reflexivity | lra]. }
  pose proof (line_integral_step_slope _ G _ _ D C Lo Hi a left jumps H) as L.
  match type of L with line_integral _ ?l => replace (teacher_moment left jumps a th) with l; [exact L|] end.
  unfold teacher_moment, even_moment. fold k. fold c.
  rewrite (jump_sum_ext (fun x => k * (cos th * 1 - 0) - G (x / a))
    (fun x => k * (gauss (x / a) * normal_cdf (x / a * c)) + k * cos th * normal_cdf (- x / (a * sin th)))).
  - rewrite jump_sum_plus, !jump_sum_scal. ring.
  - intros x. unfold G. replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra).
    rewrite normal_cdf_opp. ring.
Qed.

(** int_0^oo 1{- x > c} x gauss x dx *)
Lemma left_step_integral c :
  is_RInt_gen (fun x => binary (- x - c) * (x * gauss x)) (at_point 0) (Rbar_locally p_infty)
    (if Rlt_dec c 0 then 1 - gauss c else 0).
Proof.
  assert (D : forall a b, is_RInt (fun x => x * gauss x) a b (gauss a - gauss b)).
  { intros a b. replace (gauss a - gauss b) with (minus (- gauss b) (- gauss a))
      by (unfold minus, plus, opp; simpl; ring).
    apply (is_RInt_derive (fun x => - gauss x)).
    - intros x _. evar_last; [apply @is_derive_opp, is_derive_gauss|]. unfold opp; simpl. Req. ring.
    - intros x _. apply (continuous_mult (fun x => x) gauss); [apply continuous_id | apply continuous_gauss]. }
  assert (Z : forall a b, a <= b -> - c <= a -> is_RInt (fun x => binary (- x - c) * (x * gauss x)) a b 0).
  { intros a b L H. apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros x Hx.
    rewrite binary_npos by lra. ring. }
  assert (O : forall b, 0 < b -> b <= - c -> is_RInt (fun x => binary (- x - c) * (x * gauss x)) 0 b (1 - gauss b)).
  { intros b L H. rewrite <- gauss_0. apply (is_RInt_ext (fun x => x * gauss x)); [|apply D].
    rewrite Rmin_left, Rmax_right by lra. intros x Hx. rewrite binary_pos by lra. Req. ring. }
  destruct (Rlt_dec c 0) as [N|N].
  - apply is_RInt_gen_0_infty_pos with (F := fun b => if Rle_dec b (- c) then 1 - gauss b else 1 - gauss c).
    + intros b Hb. destruct (Rle_dec b (- c)) as [L|L]; [now apply O|].
      replace (1 - gauss c) with (plus (1 - gauss (- c)) 0) by (rewrite gauss_even; unfold plus; simpl; ring).
      apply @is_RInt_Chasles with (- c); [apply O; lra | apply Z; lra].
    + apply (is_lim_ext_loc (fun _ => 1 - gauss c)); [|apply is_lim_const].
      exists (- c). intros b Hb. destruct (Rle_dec b (- c)); [lra | reflexivity].
  - apply is_RInt_gen_0_infty_pos with (F := fun _ => 0); [|apply is_lim_const]. intros b Hb. apply Z; lra.
Qed.

Theorem left_moment_integral left jumps a : 0 < a ->
  is_RInt_gen (fun x => step_slope left jumps (- (a * x)) * (/ sqrt (2 * PI) * (x * gauss x)))
    (at_point 0) (Rbar_locally p_infty) (left_moment left jumps a).
Proof.
  intros Ha. set (k := / sqrt (2 * PI)). unfold left_moment. fold k.
  induction jumps as [|[x J] jumps IH].
  - refine (is_RInt_gen_ext (fun x => scal (k * left) (x * gauss x)) _ _ _ _).
    { apply filter_forall. intros _ x _. unfold step_slope, scal; simpl; unfold mult; simpl. ring. }
    replace (k * (left + jump_sum _ [])) with (scal (k * left) 1)
      by (unfold jump_sum, scal; simpl; unfold mult; simpl; ring).
    apply @is_RInt_gen_scal; try typeclasses eauto. apply integral_r_gauss.
  - refine (is_RInt_gen_ext (fun y => plus (step_slope left jumps (- (a * y)) * (k * (y * gauss y)))
      (scal (k * J) (binary (- y - x / a) * (y * gauss y)))) _ _ _ _).
    { apply filter_forall. intros _ y _. replace (- (a * y)) with (a * - y) by ring.
      rewrite step_slope_cons by exact Ha. unfold plus, scal; simpl; unfold mult; simpl. ring. }
    match goal with |- is_RInt_gen _ _ _ ?r => replace r with
      (plus (k * (left + jump_sum (fun x => if Rlt_dec x 0 then 1 - gauss (x / a) else 0) jumps))
        (scal (k * J) (if Rlt_dec (x / a) 0 then 1 - gauss (x / a) else 0))) end.
    2:{ unfold plus, scal, jump_sum; simpl; unfold mult; simpl. pose proof (div_neg x a Ha).
        destruct (Rlt_dec (x / a) 0), (Rlt_dec x 0); try tauto; ring. }
    apply @is_RInt_gen_plus; try typeclasses eauto; [exact IH|].
    apply @is_RInt_gen_scal; try typeclasses eauto. apply left_step_integral.
Qed.

(** *** Non-negative slopes *)
Theorem even_moment_ge0 left jumps tau : 0 < tau -> (forall x, 0 <= step_slope left jumps x) ->
  0 <= even_moment left jumps tau.
Proof.
  intros Ht H. pose proof (even_moment_integral left jumps tau Ht) as L.
  eapply Rle_trans; [apply Rabs_pos|].
  set (f := fun x => step_slope left jumps (tau * x) * (/ sqrt (2 * PI) * gauss x)) in L.
  apply (@RInt_gen_norm R_CompleteNormedModule (Rbar_locally m_infty) (Rbar_locally p_infty) _ _ f f
    (even_moment left jumps tau) (even_moment left jumps tau)); [| | exact L | exact L].
  - exists (fun a => a < 0) (fun b => 0 < b); [exists 0; auto | exists 0; auto | intros a b A B; simpl; lra].
  - apply filter_forall. intros _ x _. right. apply Rabs_pos_eq, Rmult_le_pos; [apply H|].
    apply Rmult_le_pos; [left; apply Rinv_0_lt_compat, sqrt_2PI_pos | left; apply gauss_pos].
Qed.

(** ** Expected coarse gradients at theta = 0, at theta = pi and at w = 0

    The closed forms of a piecewise constant slope and of the clipped ReLU at the two ends of the range of the angle
    are expectations too, in the plane. At w = 0 any slope gives mu'(0) times what the identity gives.
    Source: the book. *)

(** E[1{x = 0} y] = 0: the line x = 0 has no weight. *)
Lemma no_weight_line : plane_expectation (fun x y => (1 - binary x - binary (- x)) * y) 0.
Proof.
  pose proof PI_RGT_0 as P.
  apply plane_expectation_hom1 with (fun t => (1 - binary (cos t) - binary (- cos t)) * sin t).
  - intros r t Hr _. replace (- (r * cos t)) with (r * - cos t) by ring. rewrite !binary_scal by exact Hr. Req. ring.
  - assert (S : 0 < sqrt (PI / 2)) by (apply sqrt_lt_R0; lra).
    replace (2 * PI * 0 / sqrt (PI / 2)) with (plus (plus 0 0) 0) by (unfold plus; simpl; field; lra).
    assert (Z : forall t, cos t <> 0 -> (1 - binary (cos t) - binary (- cos t)) * sin t = 0).
    { intros t Ht. destruct (Rtotal_order (cos t) 0) as [L|[E|G]]; [|easy|].
      - rewrite (binary_npos (cos t)), (binary_pos (- cos t)) by lra. ring.
      - rewrite (binary_pos (cos t)), (binary_npos (- cos t)) by lra. ring. }
    apply @is_RInt_Chasles with (PI / 2); [apply @is_RInt_Chasles with (- (PI / 2))|];
      apply is_RInt_vanishing; rewrite Rmin_left, Rmax_right by lra; intros t Ht; apply Z.
    + rewrite <- cos_neg. assert (cos (- t) < 0) by (apply cos_lt_0; lra). lra.
    + assert (0 < cos t) by (apply cos_gt_0; lra). lra.
    + assert (cos t < 0) by (apply cos_lt_0; lra). lra.
Qed.

(** At the ends the teacher sees what the student sees, or the opposite. *)
Lemma frame_moments_parallel f th M1 B Tu Te : frame_moments f th M1 B Tu Te -> frame_moments f 0 M1 B B 0.
Proof.
  intros [A1 A2 B1 B2 _ _]. split; auto.
  - revert B1. apply plane_expectation_ext. intros x y. do 2 f_equal. rewrite cos_0, sin_0. ring.
  - revert B2. apply plane_expectation_ext. intros x y. do 2 f_equal. rewrite cos_0, sin_0. ring.
Qed.

Lemma frame_moments_opposite f th M1 B Tu Te : frame_moments f th M1 B Tu Te -> frame_moments f PI M1 B (M1 - B) 0.
Proof.
  intros [A1 A2 B1 B2 _ _].
  assert (E : forall x y, x * cos PI + y * sin PI = - x) by (intros; rewrite cos_PI, sin_PI; ring).
  split; auto.
  - refine (plane_expectation_comb (-1) _ _ _ _ _ _ _ _ A1 B1); [|ring]. intros x y. rewrite E.
    destruct (Rtotal_order x 0) as [L|[->|G]].
    + rewrite (binary_npos x), (binary_pos (- x)) by lra. ring.
    + ring.
    + rewrite (binary_pos x), (binary_npos (- x)) by lra. ring.
  - pose proof (plane_expectation_comb (- f 0) _ _ _ _ _ _ (fun x y => eq_refl) eq_refl A2 no_weight_line) as H.
    refine (plane_expectation_comb (-1) _ _ _ _ _ _ _ _ H B2); [|ring]. intros x y. cbv beta. rewrite E.
    destruct (Rtotal_order x 0) as [L|[->|G]].
    + rewrite (binary_npos x), (binary_pos (- x)) by lra. ring.
    + rewrite Ropp_0, !(binary_npos 0) by lra. ring.
    + rewrite (binary_pos x), (binary_npos (- x)) by lra. ring.
Qed.

Section Ends.
Variable slope : R -> R.
Variable left : R.
Variable jumps : list (R * R).
(** The slope has the moments of the jumps. *)
Hypothesis moments : forall a th, 0 < a -> 0 < th < PI ->
  frame_moments (fun x => slope (a * x)) th (linear_moment jumps a) (linear_moment jumps a + left_moment left jumps a)
    (teacher_moment left jumps a th) (sin th * even_moment left jumps (a * sin th) / sqrt (2 * PI)).

Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Lemma expectation_parallel j : angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (expected_coarse_gradient_step_parallel left jumps m 2 vs v w j).
Proof.
  intros Ht Hj. destruct (framed_exists w ws w_nz ws_nz) as (e & F).
  pose proof (frame_moments_parallel _ _ _ _ _ _ (moments _ _ w_nz half_pi)) as M.
  match type of M with frame_moments ?f _ ?a ?b ?c ?d =>
    assert (M' : frame_moments f (angle 2 w ws) a b c d) by (rewrite Ht; exact M) end.
  pose proof (expectation_slope slope m vs ws v w w_nz ws_nz e F _ _ _ _ M' j Hj) as H.
  match type of H with expectation _ _ ?l => match goal with |- expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold expected_coarse_gradient_step_parallel, vscal. ring.
Qed.

Lemma expectation_opposite j : angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (expected_coarse_gradient_step_opposite left jumps m 2 vs v w j).
Proof.
  intros Ht Hj. destruct (framed_exists w ws w_nz ws_nz) as (e & F).
  pose proof (frame_moments_opposite _ _ _ _ _ _ (moments _ _ w_nz half_pi)) as M.
  match type of M with frame_moments ?f _ ?a ?b ?c ?d =>
    assert (M' : frame_moments f (angle 2 w ws) a b c d) by (rewrite Ht; exact M) end.
  pose proof (expectation_slope slope m vs ws v w w_nz ws_nz e F _ _ _ _ M' j Hj) as H.
  match type of H with expectation _ _ ?l => match goal with |- expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold expected_coarse_gradient_step_opposite, vscal. ring.
Qed.
End Ends.

Section Both.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Theorem expectation_step_parallel left jumps j : angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_parallel left jumps m 2 vs v w j).
Proof. apply expectation_parallel; auto. intros; now apply frame_moments_step_slope. Qed.

Theorem expectation_step_opposite left jumps j : angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_opposite left jumps m 2 vs v w j).
Proof. apply expectation_opposite; auto. intros; now apply frame_moments_step_slope. Qed.

Theorem expectation_clipped_relu_parallel j : angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_step_parallel 0 clipped_relu_jumps m 2 vs v w j).
Proof. apply expectation_parallel; auto. apply frame_moments_clipped. Qed.

Theorem expectation_clipped_relu_opposite j : angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_step_opposite 0 clipped_relu_jumps m 2 vs v w j).
Proof. apply expectation_opposite; auto. apply frame_moments_clipped. Qed.
End Both.

Theorem expectation_slope_at_zero slope m vs ws v w j : nrm 2 w = 0 -> 0 < nrm 2 ws -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (slope 0 * expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros Hw Hs Hj. rewrite expectation_iterated.
  refine (iterated_ext _ m _ _ _ _ (iterated_scal _ plane_expectation_linear m (slope 0) _ _
    (expectation_identity_at_zero m vs ws v w Hw Hs j Hj))).
  intros Z. unfold sample_coarse_gradient.
  rewrite (sum_ext m (fun i => v i * slope (dot 2 (Z i) w) * Z i j)
    (fun i => slope 0 * (v i * identity_slope (dot 2 (Z i) w) * Z i j))).
  - rewrite sum_scal. ring.
  - intros i _. rewrite (dot_zero w Hw). unfold identity_slope. ring.
Qed.
