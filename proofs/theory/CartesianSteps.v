(** * Half-planes off the origin in Cartesian coordinates

    For a unit vector u = (p, q) of the plane with q > 0 and any h: E[1{z.u > h} z] = exp(-h^2/2) u/sqrt(2 pi), the line
    integrals along the edge z.u = h that this needs, and expectations in two pieces, left and right of some x0.
    Source: the book. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian Cartesian.
From Coarsegrad.lib Require Import RealFacts Radial GaussianLine.
From Coarsegrad.theory Require Import Cartesian PolarCartesian.
Open Scope R_scope.

Local Notation C := cartesian_plane_expectation.
Local Notation s := (sqrt (2 * PI)).

Lemma normal_cdf_primitive x : normal_cdf x = / 2 + gauss_primitive x / s.
Proof. unfold normal_cdf, gauss_primitive. f_equal. apply Rmult_comm. Qed.

(** A step at b from 0 to 1, whatever its value at b. *)
Definition step_at (b : R) (S : R -> R) : Prop := (forall x, b < x -> S x = 1) /\ (forall x, x < b -> S x = 0).

Lemma step_at_binary : step_at 0 binary.
Proof. split; intros x H; [now apply binary_pos | apply binary_npos; lra]. Qed.

Lemma step_at_complement b S : step_at b S -> step_at (- b) (fun x => 1 - S (- x)).
Proof. intros [A B]. split; intros x H; [rewrite B by lra | rewrite A by lra]; ring. Qed.

(** ** Inner integrals *)
Lemma line_step (g B S : R -> R) (c l : R) : step_at c S ->
  (forall b, c < b -> is_RInt g c b (B b)) -> is_lim B p_infty l -> line_integral (fun y => S y * g y) l.
Proof.
  intros [Above Below] HB HL. replace l with (l - 0) by ring.
  apply (line_integral_primitives _ (fun _ => 0) B c); [|apply is_lim_const | exact HL].
  intros a b Ha Hb. replace (B b - 0) with (plus 0 (B b)) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with c.
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros y Hy. rewrite Below by lra. ring.
  - apply (is_RInt_ext g); [|now apply HB].
    rewrite Rmin_left, Rmax_right by lra. intros y Hy. rewrite Above by lra. Req. ring.
Qed.

Lemma line_step_gauss S c : step_at c S -> line_integral (fun y => S y * gauss y) (s / 2 - gauss_primitive c).
Proof.
  intros H. apply (line_step _ (fun b => gauss_primitive b - gauss_primitive c) _ c); [exact H | |].
  - intros. apply is_RInt_gauss.
  - rewrite <- sqrt_half_PI. apply is_lim_minus'; [apply lim_gauss_primitive | apply is_lim_const].
Qed.

Lemma line_step_y_gauss S c : step_at c S -> line_integral (fun y => S y * (y * gauss y)) (gauss c).
Proof.
  intros H. apply (line_step _ (fun b => gauss c - gauss b) _ c); [exact H | |].
  - intros. apply is_RInt_x_gauss.
  - apply lim_opp_gauss.
Qed.

(** ** Outer integrals, in two pieces *)
Lemma cartesian_pieces (F : R -> R -> R) (J1 J2 P1 P2 : R -> R) (x0 i l1 l2 l : R) :
  (forall x, x < x0 -> line_integral (fun y => F x y * gauss y) (J1 x)) ->
  (forall x, x0 < x -> line_integral (fun y => F x y * gauss y) (J2 x)) ->
  line_integral (fun y => F x0 y * gauss y) i ->
  (forall a b, is_RInt (fun x => J1 x * gauss x) a b (P1 b - P1 a)) ->
  (forall a b, is_RInt (fun x => J2 x * gauss x) a b (P2 b - P2 a)) ->
  is_lim P1 m_infty l1 -> is_lim P2 p_infty l2 ->
  2 * PI * l = (l2 - P2 x0) + (P1 x0 - l1) -> C F l.
Proof.
  intros H1 H2 H0 I1 I2 L1 L2 E.
  exists (fun x => if Rlt_dec x x0 then J1 x else if Rlt_dec x0 x then J2 x else i). split.
  - intros x. destruct (Rlt_dec x x0) as [A|A]; [now apply H1|]. destruct (Rlt_dec x0 x) as [B|B]; [now apply H2|].
    replace x with x0 by lra. exact H0.
  - replace (2 * PI * l) with ((l2 - P2 x0) - (l1 - P1 x0)) by lra.
    apply (line_integral_primitives _ (fun a => P1 a - P1 x0) (fun b => P2 b - P2 x0) x0).
    + intros a b Ha Hb. evar_last.
      * apply @is_RInt_Chasles with x0.
        -- apply (is_RInt_ext (fun x => J1 x * gauss x)); [|apply I1].
           rewrite Rmin_left, Rmax_right by lra. intros x Hx. destruct (Rlt_dec x x0); [reflexivity | lra].
        -- apply (is_RInt_ext (fun x => J2 x * gauss x)); [|apply I2].
           rewrite Rmin_left, Rmax_right by lra. intros x Hx.
           destruct (Rlt_dec x x0); [lra|]. destruct (Rlt_dec x0 x); [reflexivity | lra].
      * unfold plus; simpl. Req. ring.
    + apply is_lim_minus'; [exact L1 | apply is_lim_const].
    + apply is_lim_minus'; [exact L2 | apply is_lim_const].
Qed.

(** ** One edge, z.u = h with u = (p, q), q > 0: y = (h - p x)/q *)
Section Edge.
Variables p q h : R.
Hypothesis q_pos : 0 < q.
Hypothesis unit_u : p * p + q * q = 1.

Definition edge (x : R) : R := (h - p * x) / q.
Definition edge_y (x : R) : R := gauss h * q * gauss_primitive ((x - p * h) / q).
Definition edge_x (x : R) : R := - (gauss x * (s / 2 - gauss_primitive (edge x))) + p / q * edge_y x.

Lemma edge_gauss x : gauss (edge x) * gauss x = gauss h * gauss ((x - p * h) / q).
Proof.
  unfold gauss, edge. rewrite <- !exp_plus. f_equal. apply Rmult_eq_reg_r with (q * q); [|nra].
  transitivity (- ((h - p * x) * (h - p * x) + x * x * (q * q)) / 2); [field; lra|].
  transitivity (- (h * h * (q * q) + (x - p * h) * (x - p * h)) / 2); [|field; lra].
  replace (q * q) with (1 - p * p) by lra. field.
Qed.

Lemma is_derive_edge_y x : is_derive edge_y x (gauss (edge x) * gauss x).
Proof.
  unfold edge_y. evar_last.
  - apply is_derive_scal. apply (is_derive_comp gauss_primitive (fun x => (x - p * h) / q)).
    + apply is_derive_gauss_primitive.
    + auto_derive; [trivial | reflexivity].
  - rewrite edge_gauss. unfold scal; simpl; unfold mult; simpl. field. lra.
Qed.

Lemma is_derive_primitive_edge x : is_derive (fun x => gauss_primitive (edge x)) x (- (p / q) * gauss (edge x)).
Proof.
  evar_last.
  - apply (is_derive_comp gauss_primitive edge); [apply is_derive_gauss_primitive|].
    unfold edge. auto_derive; [trivial | reflexivity].
  - unfold scal; simpl; unfold mult; simpl. field. lra.
Qed.

Lemma is_derive_edge_x x : is_derive edge_x x (x * (s / 2 - gauss_primitive (edge x)) * gauss x).
Proof.
  unfold edge_x. evar_last.
  - apply @is_derive_plus; [|apply is_derive_scal, is_derive_edge_y].
    apply @is_derive_opp, (is_derive_mult gauss (fun x => s / 2 - gauss_primitive (edge x))).
    + apply is_derive_gauss.
    + apply @is_derive_minus; [apply @is_derive_const | apply is_derive_primitive_edge].
    + intros; apply Rmult_comm.
  - unfold minus, plus, opp, zero, mult, scal; simpl. unfold mult; simpl. ring.
Qed.

Lemma is_RInt_edge_y a b : is_RInt (fun x => gauss (edge x) * gauss x) a b (edge_y b - edge_y a).
Proof.
  apply (is_RInt_derive edge_y); intros x _; [apply is_derive_edge_y|].
  apply @continuous_mult; [|apply continuous_gauss]. apply (continuous_comp edge gauss); [|apply continuous_gauss].
  apply (ex_derive_continuous edge). unfold edge. auto_derive. trivial.
Qed.

Lemma is_RInt_edge_x a b :
  is_RInt (fun x => x * (s / 2 - gauss_primitive (edge x)) * gauss x) a b (edge_x b - edge_x a).
Proof.
  apply (is_RInt_derive edge_x); intros x _; [apply is_derive_edge_x|].
  apply @continuous_mult; [|apply continuous_gauss]. apply @continuous_mult; [apply continuous_id|].
  apply @continuous_minus; [apply continuous_const|].
  apply (ex_derive_continuous (fun x => gauss_primitive (edge x))). eexists; apply is_derive_primitive_edge.
Qed.

Lemma lim_primitive_edge_p : is_lim (fun x => gauss_primitive ((x - p * h) / q)) p_infty (s / 2).
Proof.
  assert (I : 0 < / q) by now apply Rinv_0_lt_compat.
  apply (is_lim_ext (fun x => gauss_primitive (/ q * x + - (p * h) / q))); [intros x; f_equal; field; lra|].
  apply (is_lim_comp_lin gauss_primitive); [|lra]. rewrite <- sqrt_half_PI.
  simpl. destruct (Rle_dec 0 (/ q)) as [L|L]; [|lra]. destruct (Rle_lt_or_eq_dec 0 (/ q) L); [|lra].
  apply lim_gauss_primitive.
Qed.

Lemma lim_primitive_edge_m : is_lim (fun x => gauss_primitive ((x - p * h) / q)) m_infty (- (s / 2)).
Proof.
  assert (I : 0 < / q) by now apply Rinv_0_lt_compat.
  apply (is_lim_ext (fun x => gauss_primitive (/ q * x + - (p * h) / q))); [intros x; f_equal; field; lra|].
  apply (is_lim_comp_lin gauss_primitive); [|lra]. rewrite <- sqrt_half_PI.
  simpl. destruct (Rle_dec 0 (/ q)) as [L|L]; [|lra]. destruct (Rle_lt_or_eq_dec 0 (/ q) L); [|lra].
  apply lim_gauss_primitive_m.
Qed.

Lemma lim_edge_y_p : is_lim edge_y p_infty (gauss h * q * (s / 2)).
Proof. apply (is_lim_scal_l _ (gauss h * q) p_infty (s / 2)), lim_primitive_edge_p. Qed.

Lemma lim_edge_y_m : is_lim edge_y m_infty (gauss h * q * - (s / 2)).
Proof. apply (is_lim_scal_l _ (gauss h * q) m_infty (- (s / 2))), lim_primitive_edge_m. Qed.

(** A bounded function times exp(-x^2/2) tends to 0. *)
Lemma lim_edge_boundary l : l = p_infty \/ l = m_infty ->
  is_lim (fun x => - (gauss x * (s / 2 - gauss_primitive (edge x)))) l 0.
Proof.
  intros Hl. assert (G : is_lim gauss l 0) by (destruct Hl as [->| ->]; [apply lim_gauss | apply lim_gauss_m]).
  assert (L : forall c, is_lim (fun b => c * gauss b) l 0).
  { intros c. evar_last; [apply (is_lim_scal_l gauss c l 0), G|]. simpl. f_equal. ring. }
  apply (is_lim_le_le_loc (fun x => - (2 * s) * gauss x) (fun x => 2 * s * gauss x)); [|apply L..].
  apply filter_forall. intros x. pose proof (gauss_pos x) as Gp. pose proof (gauss_primitive_bound (edge x)) as B.
  pose proof sqrt_2PI_pos. nra.
Qed.

Lemma lim_edge_x_p : is_lim edge_x p_infty (p / q * (gauss h * q * (s / 2))).
Proof.
  unfold edge_x. evar_last.
  - apply is_lim_plus'; [apply lim_edge_boundary; now left|].
    apply (is_lim_scal_l _ (p / q) p_infty (gauss h * q * (s / 2))), lim_edge_y_p.
  - f_equal. ring.
Qed.

Lemma lim_edge_x_m : is_lim edge_x m_infty (p / q * (gauss h * q * - (s / 2))).
Proof.
  unfold edge_x. evar_last.
  - apply is_lim_plus'; [apply lim_edge_boundary; now right|].
    apply (is_lim_scal_l _ (p / q) m_infty (gauss h * q * - (s / 2))), lim_edge_y_m.
  - f_equal. ring.
Qed.

(** 1{z.u > h} as a function of y. *)
Lemma step_at_edge S x : step_at h S -> step_at (edge x) (fun y => S (p * x + q * y)).
Proof.
  intros [A B]. assert (E : q * edge x = h - p * x) by (unfold edge; field; lra).
  split; intros y Hy; [apply A | apply B]; nra.
Qed.
End Edge.

(** ** The half-plane z.u > h *)
Definition half_moment (p q h : R) : Prop :=
  forall S, step_at h S -> C (fun x y => S (p * x + q * y) * x) (gauss h * p / s)
    /\ C (fun x y => S (p * x + q * y) * y) (gauss h * q / s).

Lemma half_moment_upper p q h : 0 < q -> p * p + q * q = 1 -> half_moment p q h.
Proof.
  intros Q U S HS. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as PQ.
  assert (Ix : forall x, line_integral (fun y => S (p * x + q * y) * x * gauss y)
    (x * (s / 2 - gauss_primitive (edge p q h x)))).
  { intros x. generalize (line_integral_scal x _ _ (line_step_gauss _ _ (step_at_edge p q h Q S x HS))).
    apply line_integral_ext. intros y. ring. }
  assert (Iy : forall x, line_integral (fun y => S (p * x + q * y) * y * gauss y) (gauss (edge p q h x))).
  { intros x. generalize (line_step_y_gauss _ _ (step_at_edge p q h Q S x HS)).
    apply line_integral_ext. intros y. ring. }
  split.
  - apply (cartesian_pieces _ _ _ (edge_x p q h) (edge_x p q h) 0 _ _ _ _ (fun x _ => Ix x) (fun x _ => Ix x) (Ix 0)
      (is_RInt_edge_x p q h Q U) (is_RInt_edge_x p q h Q U) (lim_edge_x_m p q h Q) (lim_edge_x_p p q h Q)).
    set (t := s) in *. rewrite <- PQ. field. lra.
  - apply (cartesian_pieces _ _ _ (edge_y p q h) (edge_y p q h) 0 _ _ _ _ (fun x _ => Iy x) (fun x _ => Iy x) (Iy 0)
      (is_RInt_edge_y p q h Q U) (is_RInt_edge_y p q h Q U) (lim_edge_y_m p q h Q) (lim_edge_y_p p q h Q)).
    set (t := s) in *. rewrite <- PQ. field. lra.
Qed.
