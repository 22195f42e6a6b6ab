(** * Facts about Cartesian expectations

    Linearity, uniqueness, reflections, and the values of the basic sector {x > 0, k x + y > 0}.
    Compare [PlaneExpectation] and [Sectors]. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian Cartesian.
From Coarsegrad.lib Require Import RealFacts Radial GaussianLine Erf.
From Coarsegrad.theory Require Import PlaneExpectation.
Open Scope R_scope.

Notation C := cartesian_plane_expectation.

Lemma cartesian_ext F G l : (forall x y, F x y = G x y) -> C F l -> C G l.
Proof.
  intros E (I & HI & HL). exists I. split; [|exact HL]. intros x. generalize (HI x). apply line_integral_ext.
  intros y. now rewrite E.
Qed.

Lemma cartesian_plus F G l k : C F l -> C G k -> C (fun x y => F x y + G x y) (l + k).
Proof.
  intros (I & HI & HL) (J & HJ & HK). exists (fun x => I x + J x). split.
  - intros x. generalize (line_integral_plus _ _ _ _ (HI x) (HJ x)). apply line_integral_ext. intros y. ring.
  - rewrite Rmult_plus_distr_l. generalize (line_integral_plus _ _ _ _ HL HK). apply line_integral_ext.
    intros x. ring.
Qed.

Lemma cartesian_scal c F l : C F l -> C (fun x y => c * F x y) (c * l).
Proof.
  intros (I & HI & HL). exists (fun x => c * I x). split.
  - intros x. generalize (line_integral_scal c _ _ (HI x)). apply line_integral_ext. intros y. ring.
  - replace (2 * PI * (c * l)) with (c * (2 * PI * l)) by ring.
    generalize (line_integral_scal c _ _ HL). apply line_integral_ext. intros x. ring.
Qed.

Lemma cartesian_const c : C (fun _ _ => c) c.
Proof.
  exists (fun _ => c * sqrt (2 * PI)). split.
  - intros x. apply line_integral_scal, line_gauss.
  - replace (2 * PI * c) with (c * sqrt (2 * PI) * sqrt (2 * PI)) by (rewrite Rmult_assoc, sqrt_2PI_sq; ring).
    apply line_integral_scal, line_gauss.
Qed.

Lemma cartesian_linear : linear C.
Proof. split; [exact cartesian_ext | exact cartesian_const | exact cartesian_plus | exact cartesian_scal]. Qed.

Lemma cartesian_unique F l l' : C F l -> C F l' -> l = l'.
Proof.
  intros (I & HI & HL) (J & HJ & HK). pose proof PI_RGT_0.
  assert (2 * PI * l = 2 * PI * l').
  { apply (line_integral_unique _ _ _ HL). revert HK. apply line_integral_ext. intros x. f_equal.
    exact (line_integral_unique _ _ _ (HJ x) (HI x)). }
  nra.
Qed.

Lemma cartesian_reflect_y F l : C F l -> C (fun x y => F x (- y)) l.
Proof.
  intros (I & HI & HL). exists I. split; [|exact HL]. intros x.
  generalize (line_integral_reflection _ _ (HI x)). apply line_integral_ext. intros y. now rewrite gauss_even.
Qed.

Lemma cartesian_reflect_x F l : C F l -> C (fun x y => F (- x) y) l.
Proof.
  intros (I & HI & HL). exists (fun x => I (- x)). split; [intros x; apply HI|].
  generalize (line_integral_reflection _ _ HL). apply line_integral_ext. intros x. now rewrite gauss_even.
Qed.

(** A function that vanishes off the axis x = 0, and can be integrated along it. *)
Lemma cartesian_null F i : (forall x y, x <> 0 -> F x y = 0) -> line_integral (fun y => F 0 y * gauss y) i -> C F 0.
Proof.
  intros H Hi. exists (fun x => if Req_EM_T x 0 then i else 0). split.
  - intros x. destruct (Req_EM_T x 0) as [->|N]; [exact Hi|].
    apply line_integral_zero. intros y _. rewrite H by exact N. ring.
  - rewrite Rmult_0_r. apply line_integral_zero. intros x N. destruct (Req_EM_T x 0); [contradiction | ring].
Qed.

(** ** The half-plane x > 0 and the sector x > 0, k x + y > 0

    F(x, y) = 1{x > 0} G(x, y), where G has inner integral J and J exp(-x^2/2) has primitive B. *)
Lemma cartesian_right (G : R -> R -> R) (J B : R -> R) (l : R) :
  (forall x, line_integral (fun y => G x y * gauss y) (J x)) ->
  (forall b, 0 < b -> is_RInt (fun x => J x * gauss x) 0 b (B b)) -> is_lim B p_infty (2 * PI * l) ->
  C (fun x y => binary x * G x y) l.
Proof.
  intros HJ HB HL. exists (fun x => binary x * J x). split.
  - intros x. generalize (line_integral_scal (binary x) _ _ (HJ x)). apply line_integral_ext. intros y. ring.
  - apply (line_integral_right _ (fun x => J x * gauss x) B); [| | exact HB | exact HL].
    + intros x Hx. rewrite binary_npos by lra. ring.
    + intros x Hx. rewrite binary_pos by lra. ring.
Qed.

Local Notation s := (sqrt (2 * PI)).

Lemma cartesian_half_x : C (fun x y => binary x * x) (/ s).
Proof.
  pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq. pose proof PI_RGT_0.
  apply (cartesian_right (fun x _ => x) (fun x => x * s) (fun b => s * (gauss 0 - gauss b))).
  - intros x. apply line_integral_scal, line_gauss.
  - intros b _. apply (is_RInt_ext (fun x => scal s (x * gauss x))).
    { intros x _. unfold scal; simpl; unfold mult; simpl. ring. }
    exact (is_RInt_scal _ 0 b s _ (is_RInt_x_gauss 0 b)).
  - rewrite gauss_0. evar_last; [apply (is_lim_scal_l _ s p_infty 1), lim_opp_gauss|]. simpl. f_equal.
    set (t := s) in *. replace (2 * PI) with (t * t) by assumption. field. lra.
Qed.

Lemma cartesian_half_y : C (fun x y => binary x * y) 0.
Proof.
  apply (cartesian_right (fun _ y => y) (fun _ => 0) (fun _ => 0)).
  - intros x. apply line_y_gauss.
  - intros b _. apply is_RInt_vanishing. intros. ring.
  - rewrite Rmult_0_r. apply is_lim_const.
Qed.

Lemma lim_scal_primitive c : is_lim (fun b => c * gauss_primitive b) p_infty (c * (s / 2)).
Proof.
  rewrite <- sqrt_half_PI.
  apply (is_lim_scal_l gauss_primitive c p_infty (sqrt (PI / 2))), lim_gauss_primitive.
Qed.

Lemma cartesian_half : C (fun x y => binary x) (/ 2).
Proof.
  apply (cartesian_ext (fun x y => binary x * 1)); [intros; ring|].
  apply (cartesian_right (fun _ _ => 1) (fun _ => s) (fun b => s * gauss_primitive b)).
  - intros x. apply (line_integral_ext gauss); [intros; ring | apply line_gauss].
  - intros b _. exact (is_RInt_scal _ 0 b s _ (is_RInt_gauss_0 b)).
  - evar_last; [apply lim_scal_primitive|]. f_equal.
    pose proof sqrt_2PI_sq. set (t := s) in *. replace (2 * PI) with (t * t) by assumption. field.
Qed.

Section Sector.
Variable k : R.

Lemma cartesian_sector :
  C (fun x y => binary x * binary (k * x + y)) ((PI / 2 + atan k) / (2 * PI)).
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_sq as Q.
  apply (cartesian_right _ (fun x => s / 2 + gauss_primitive (k * x))
    (fun b => s / 2 * gauss_primitive b + sector_area b k)).
  - intros x. apply line_half_gauss.
  - intros b _. apply (is_RInt_ext (fun x => plus (scal (s / 2) (gauss x)) (gauss x * gauss_primitive (k * x)))).
    { intros x _. unfold plus, scal; simpl. unfold mult; simpl. ring. }
    apply @is_RInt_plus.
    + exact (is_RInt_scal _ 0 b (s / 2) _ (is_RInt_gauss_0 b)).
    + apply (RInt_correct (V := R_CompleteNormedModule)), ex_RInt_sector_area.
  - evar_last; [apply is_lim_plus'; [apply lim_scal_primitive | apply lim_sector_area]|].
    f_equal. replace (s / 2 * (s / 2)) with (s * s / 4) by field. rewrite Q. field. lra.
Qed.

Local Notation rho := (sqrt (1 + k * k)).
Lemma rho_pos : 0 < rho.
Proof. apply sqrt_lt_R0. nra. Qed.
Lemma rho_sq : rho * rho = 1 + k * k.
Proof. apply sqrt_sqrt. nra. Qed.

Lemma gauss_times_gauss x : gauss (k * x) * gauss x = gauss (rho * x).
Proof.
  unfold gauss. rewrite <- exp_plus. f_equal.
  replace (rho * x * (rho * x)) with (rho * rho * (x * x)) by ring. rewrite rho_sq. field.
Qed.

Lemma is_RInt_gauss_rho b : is_RInt (fun x => gauss (k * x) * gauss x) 0 b (gauss_primitive (rho * b) / rho).
Proof.
  pose proof rho_pos. apply (is_RInt_ext (fun x => scal (/ rho) (scal rho (gauss (rho * x + 0))))).
  { intros x _. rewrite gauss_times_gauss, Rplus_0_r. unfold scal; simpl; unfold mult; simpl. field. lra. }
  replace (gauss_primitive (rho * b) / rho) with (scal (/ rho) (gauss_primitive (rho * b) - gauss_primitive 0)).
  2:{ rewrite gauss_primitive_0. unfold scal; simpl; unfold mult; simpl. field. lra. }
  apply @is_RInt_scal, (is_RInt_comp_lin gauss rho 0). rewrite Rmult_0_r, !Rplus_0_r. apply is_RInt_gauss.
Qed.

Lemma lim_gauss_primitive_rho : is_lim (fun b => gauss_primitive (rho * b) / rho) p_infty (s / (2 * rho)).
Proof.
  pose proof rho_pos. unfold Rdiv.
  replace (s * / (2 * rho)) with (s / 2 * / rho) by (field; lra). rewrite <- sqrt_half_PI.
  apply (is_lim_scal_r (fun b => gauss_primitive (rho * b)) (/ rho) p_infty (sqrt (PI / 2))).
  apply (is_lim_comp gauss_primitive (fun b => rho * b) p_infty (sqrt (PI / 2)) p_infty).
  - apply lim_gauss_primitive.
  - evar_last; [apply (is_lim_scal_l (fun b => b) rho p_infty p_infty), is_lim_id|].
    simpl. destruct (Rle_dec 0 rho) as [L|L]; [|lra]. destruct (Rle_lt_or_eq_dec 0 rho L); [reflexivity | lra].
  - exists 0. discriminate.
Qed.

Lemma cartesian_sector_y :
  C (fun x y => binary x * (binary (k * x + y) * y)) (/ rho / (2 * s)).
Proof.
  pose proof rho_pos. pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq as Q.
  apply (cartesian_right _ (fun x => gauss (k * x)) (fun b => gauss_primitive (rho * b) / rho)).
  - intros x. generalize (line_half_y_gauss (k * x)). apply line_integral_ext. intros y. ring.
  - intros b _. apply is_RInt_gauss_rho.
  - replace (2 * PI * (/ rho / (2 * s))) with (s / (2 * rho)); [apply lim_gauss_primitive_rho|].
    set (t := s) in *. rewrite <- Q. field. lra.
Qed.

Lemma lim_gauss_times_primitive : is_lim (fun b => gauss b * gauss_primitive (k * b)) p_infty 0.
Proof.
  assert (L : forall c, is_lim (fun b => c * gauss b) p_infty 0).
  { intros c. evar_last; [apply (is_lim_scal_l gauss c p_infty 0), lim_gauss|]. simpl. f_equal. ring. }
  apply (is_lim_le_le_loc (fun b => - s * gauss b) (fun b => s * gauss b)); [|apply L..].
  exists 0. intros b _. pose proof (gauss_pos b). pose proof (gauss_primitive_bound (k * b)). nra.
Qed.

(** int_0^b x (sqrt(2 pi)/2 + Psi(k x)) exp(-x^2/2) dx, by parts. *)
Lemma is_RInt_sector_x b : is_RInt (fun x => x * (s / 2 + gauss_primitive (k * x)) * gauss x) 0 b
  ((s / 2 * (gauss 0 - gauss b) - gauss b * gauss_primitive (k * b)) + k * (gauss_primitive (rho * b) / rho)).
Proof.
  apply (is_RInt_ext (fun x => plus (plus (scal (s / 2) (x * gauss x))
    (x * gauss x * gauss_primitive (k * x) - k * (gauss (k * x) * gauss x))) (scal k (gauss (k * x) * gauss x)))).
  { intros x _. unfold plus, scal; simpl. unfold mult; simpl. ring. }
  apply @is_RInt_plus; [|exact (is_RInt_scal _ 0 b k _ (is_RInt_gauss_rho b))].
  apply @is_RInt_plus; [exact (is_RInt_scal _ 0 b (s / 2) _ (is_RInt_x_gauss 0 b))|].
  evar_last; [apply (is_RInt_derive (fun x => - (gauss x * gauss_primitive (k * x))))|].
  - intros x _. evar_last.
    + apply @is_derive_opp, (is_derive_mult gauss (fun x => gauss_primitive (k * x))).
      * apply is_derive_gauss.
      * apply (is_derive_comp gauss_primitive (fun x => k * x)); [apply is_derive_gauss_primitive|].
        auto_derive; [trivial | reflexivity].
      * intros; apply Rmult_comm.
    + unfold opp, plus, mult, scal; simpl. unfold mult; simpl. ring.
  - intros x _. apply @continuous_minus; apply @continuous_mult.
    + apply @continuous_mult; [apply continuous_id | apply continuous_gauss].
    + apply continuous_gauss_primitive_scal.
    + apply continuous_const.
    + apply @continuous_mult; [apply continuous_gauss_scal | apply continuous_gauss].
  - rewrite Rmult_0_r, gauss_primitive_0. unfold minus, plus, opp; simpl. Req. ring.
Qed.

Lemma cartesian_sector_x :
  C (fun x y => binary x * (binary (k * x + y) * x)) ((1 + k / rho) / (2 * s)).
Proof.
  pose proof rho_pos. pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq as Q.
  apply (cartesian_right _ (fun x => x * (s / 2 + gauss_primitive (k * x)))
    (fun b => (s / 2 * (gauss 0 - gauss b) - gauss b * gauss_primitive (k * b))
              + k * (gauss_primitive (rho * b) / rho))).
  - intros x. generalize (line_integral_scal x _ _ (line_half_gauss (k * x))). apply line_integral_ext. intros y. ring.
  - intros b _. apply is_RInt_sector_x.
  - rewrite gauss_0. evar_last.
    + apply is_lim_plus'; [apply is_lim_minus'|].
      * apply (is_lim_scal_l _ (s / 2) p_infty 1), lim_opp_gauss.
      * apply lim_gauss_times_primitive.
      * apply (is_lim_scal_l _ k p_infty (s / (2 * rho))), lim_gauss_primitive_rho.
    + simpl. f_equal. set (t := s) in *. replace (2 * PI) with (t * t). field. lra.
Qed.
End Sector.
