(** * A step along u inside a half-plane, in Cartesian coordinates

    E[1{z.u > h} 1{z.u* > 0} z] = (exp(-h^2/2) Phi(h c/d) u + Phi(-h/d) u* )/sqrt(2 pi), for unit vectors u = (p, q) and
    u* = (p', q') of the plane with c = u.u* and d = |u x u*| > 0, whatever happens on the edges. With the edges in
    general position; the other positions follow by reflection and by complement. Sources: P1, Lemma 12; the book. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian Cartesian.
From Coarsegrad.lib Require Import RealFacts Radial GaussianLine Erf.
From Coarsegrad.theory Require Import Cartesian PolarCartesian CartesianSteps.
Open Scope R_scope.

Local Notation C := cartesian_plane_expectation.
Local Notation s := (sqrt (2 * PI)).

Lemma cartesian_minus F G H l k r : (forall x y, H x y = F x y - G x y) -> r = l - k -> C F l -> C G k -> C H r.
Proof.
  intros E -> HF HG. apply (cartesian_ext (fun x y => F x y + -1 * G x y)); [intros x y; rewrite E; ring|].
  replace (l - k) with (l + -1 * k) by ring. apply cartesian_plus; [exact HF | now apply cartesian_scal].
Qed.

Lemma cartesian_mean_x : C (fun x _ => x) 0.
Proof. exact (cartesian_mean 0 ltac:(auto)). Qed.
Lemma cartesian_mean_y : C (fun _ y => y) 0.
Proof. exact (cartesian_mean 1 ltac:(auto)). Qed.

(** ** The half-plane z.u > h, for any u *)
Lemma half_moment_complement p q h : half_moment (- p) (- q) (- h) -> half_moment p q h.
Proof.
  intros H S HS. destruct (H _ (step_at_complement h S HS)) as [X Y]. rewrite gauss_even in X, Y.
  assert (E : forall x y, - (- p * x + - q * y) = p * x + q * y) by (intros; ring). pose proof sqrt_2PI_pos.
  split.
  - refine (cartesian_minus _ _ _ _ _ _ _ _ cartesian_mean_x X); [|field; lra].
    intros x y. cbv beta. rewrite E. ring.
  - refine (cartesian_minus _ _ _ _ _ _ _ _ cartesian_mean_y Y); [|field; lra].
    intros x y. cbv beta. rewrite E. ring.
Qed.

(** A function of y alone beyond x = h, nothing before. *)
Lemma cartesian_beyond (S : R -> R) (G : R -> R -> R) (J P : R -> R) (h l2 l : R) : step_at h S ->
  (forall x, line_integral (fun y => G x y * gauss y) (J x)) ->
  (forall a b, is_RInt (fun x => J x * gauss x) a b (P b - P a)) -> is_lim P p_infty l2 ->
  2 * PI * l = l2 - P h -> C (fun x y => S x * G x y) l.
Proof.
  intros [A B] HJ HP HL E.
  apply (cartesian_pieces _ (fun _ => 0) J (fun _ => 0) P h (S h * J h) 0 l2).
  - intros x Hx. apply line_integral_zero. intros y _. rewrite B by exact Hx. ring.
  - intros x Hx. generalize (HJ x). apply line_integral_ext. intros y. rewrite A by exact Hx. ring.
  - generalize (line_integral_scal (S h) _ _ (HJ h)). apply line_integral_ext. intros y. ring.
  - intros a b. replace (0 - 0) with 0 by ring. apply is_RInt_vanishing. intros. ring.
  - exact HP.
  - apply is_lim_const.
  - exact HL.
  - rewrite E. ring.
Qed.

Lemma half_moment_right h : half_moment 1 0 h.
Proof.
  intros S HS. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as PQ. split.
  - apply (cartesian_ext (fun x y => S x * x)); [intros x y; do 2 f_equal; ring|].
    apply (cartesian_beyond S (fun x _ => x) (fun x => s * x) (fun x => s * (0 - gauss x)) h (s * 0) _ HS).
    + intros x. generalize (line_integral_scal x _ _ line_gauss). rewrite (Rmult_comm x). exact (fun H => H).
    + intros a b. replace (s * (0 - gauss b) - s * (0 - gauss a)) with (s * (gauss a - gauss b)) by ring.
      apply (is_RInt_ext (fun x => scal s (x * gauss x))).
      { intros x _. unfold scal; simpl; unfold mult; simpl. ring. }
      exact (is_RInt_scal _ a b s _ (is_RInt_x_gauss a b)).
    + apply (is_lim_scal_l _ s p_infty 0), lim_opp_gauss.
    + set (t := s) in *. rewrite <- PQ. field. lra.
  - replace (gauss h * 0 / s) with 0 by (field; lra).
    apply (cartesian_ext (fun x y => S x * y)); [intros x y; do 2 f_equal; ring|].
    apply (cartesian_beyond S (fun _ y => y) (fun _ => 0) (fun _ => 0) h 0 _ HS).
    + intros x. exact line_y_gauss.
    + intros a b. replace (0 - 0) with 0 by ring. apply is_RInt_vanishing. intros. ring.
    + apply is_lim_const.
    + ring.
Qed.

Theorem half_moment_any p q h : p * p + q * q = 1 -> half_moment p q h.
Proof.
  intros U. destruct (Rtotal_order q 0) as [Q|[->|Q]].
  - apply half_moment_complement, half_moment_upper; lra.
  - destruct (Rlt_dec 0 p) as [P|P].
    + replace p with 1 by nra. apply half_moment_right.
    + apply half_moment_complement. replace (- p) with 1 by nra. rewrite Ropp_0. apply half_moment_right.
  - now apply half_moment_upper.
Qed.

(** ** With z.u* > 0 *)
Definition sector_value (p q p' q' h v v' : R) : R :=
  let c := p * p' + q * q' in
  let d := Rabs (p * q' - p' * q) in
  (gauss h * normal_cdf (h * (c / d)) * v + normal_cdf (- (h / d)) * v') / s.

Definition sector_moment (p q p' q' h : R) : Prop :=
  forall S S', step_at h S -> step_at 0 S' ->
    C (fun x y => S (p * x + q * y) * (S' (p' * x + q' * y) * x)) (sector_value p q p' q' h p p')
    /\ C (fun x y => S (p * x + q * y) * (S' (p' * x + q' * y) * y)) (sector_value p q p' q' h q q').

Lemma step_at_product c c' S S' : step_at c S -> step_at c' S' -> c' <= c -> step_at c (fun y => S y * S' y).
Proof.
  intros [A B] [A' B'] L. split; intros y Hy; [rewrite A, A' by lra | rewrite B by lra]; ring.
Qed.

(** The edges cross at x = h q'/d, d = p q' - p' q > 0. *)
Section Crossing.
Variables p q p' q' h : R.
Hypothesis q_pos : 0 < q.
Hypothesis q'_pos : 0 < q'.
Hypothesis unit_u : p * p + q * q = 1.
Hypothesis unit_us : p' * p' + q' * q' = 1.
Let d := p * q' - p' * q.
Hypothesis d_pos : 0 < d.
Let c := p * p' + q * q'.
Let x0 := h * q' / d.

Lemma crossing_order x : (x <= x0 -> edge p' q' 0 x <= edge p q h x) /\ (x0 <= x -> edge p q h x <= edge p' q' 0 x).
Proof.
  assert (E : d * x0 = h * q') by (unfold x0; field; lra).
  assert (D : edge p q h x - edge p' q' 0 x = d * (x0 - x) * / (q * q')).
  { transitivity ((h * q' - d * x) * / (q * q')); [unfold edge, d; field; lra | rewrite <- E; ring]. }
  assert (I : 0 < / (q * q')) by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; assumption).
  split; intros L.
  - assert (0 <= d * (x0 - x)) by nra. nra.
  - assert (d * (x0 - x) <= 0) by nra. nra.
Qed.

Lemma crossing_along : (x0 - p * h) / q = h * (c / d).
Proof.
  unfold x0. apply Rmult_eq_reg_r with (q * d); [|nra].
  transitivity (h * (q' - p * d)); [field; lra|]. transitivity (h * (c * q)); [|field; lra].
  unfold d, c. f_equal. transitivity (q' * (1 - p * p) + p * p' * q); [ring|].
  replace (1 - p * p) with (q * q) by lra. ring.
Qed.

Lemma crossing_teacher : (x0 - p' * 0) / q' = h / d.
Proof. unfold x0. field. lra. Qed.

Lemma sector_moment_crossing : sector_moment p q p' q' h.
Proof.
  intros S S' HS HS'. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as PQ.
  pose proof crossing_along as Ea. pose proof crossing_teacher as Et.
  assert (Ee : edge p q h x0 = edge p' q' 0 x0) by (destruct (crossing_order x0); lra).
  assert (Before : forall x, x <= x0 -> step_at (edge p q h x) (fun y => S (p * x + q * y) * S' (p' * x + q' * y))).
  { intros x Hx. apply (step_at_product _ _ _ _ (step_at_edge p q h q_pos S x HS)
      (step_at_edge p' q' 0 q'_pos S' x HS')), crossing_order, Hx. }
  assert (After : forall x, x0 <= x -> step_at (edge p' q' 0 x) (fun y => S (p * x + q * y) * S' (p' * x + q' * y))).
  { intros x Hx. pose proof (step_at_product _ _ _ _ (step_at_edge p' q' 0 q'_pos S' x HS')
      (step_at_edge p q h q_pos S x HS) (proj2 (crossing_order x) Hx)) as [A B].
    split; intros y Hy; rewrite Rmult_comm; auto. }
  assert (Ix : forall x e, step_at e (fun y => S (p * x + q * y) * S' (p' * x + q' * y)) ->
    line_integral (fun y => S (p * x + q * y) * (S' (p' * x + q' * y) * x) * gauss y)
      (x * (s / 2 - gauss_primitive e))).
  { intros x e H. generalize (line_integral_scal x _ _ (line_step_gauss _ _ H)). apply line_integral_ext.
    intros y. ring. }
  assert (Iy : forall x e, step_at e (fun y => S (p * x + q * y) * S' (p' * x + q' * y)) ->
    line_integral (fun y => S (p * x + q * y) * (S' (p' * x + q' * y) * y) * gauss y) (gauss e)).
  { intros x e H. generalize (line_step_y_gauss _ _ H). apply line_integral_ext. intros y. ring. }
  unfold sector_value. cbv zeta. fold c d. rewrite Rabs_pos_eq by lra.
  rewrite !normal_cdf_primitive, gauss_primitive_odd.
  split.
  - apply (cartesian_pieces _ _ _ (edge_x p q h) (edge_x p' q' 0) x0 _ _ _ _
      (fun x H => Ix x _ (Before x (Rlt_le _ _ H))) (fun x H => Ix x _ (After x (Rlt_le _ _ H)))
      (Ix x0 _ (Before x0 (Rle_refl _)))
      (is_RInt_edge_x p q h q_pos unit_u) (is_RInt_edge_x p' q' 0 q'_pos unit_us)
      (lim_edge_x_m p q h q_pos) (lim_edge_x_p p' q' 0 q'_pos)).
    unfold edge_x, edge_y. rewrite Ea, Et, Ee, gauss_0. set (t := s) in *. rewrite <- PQ. field. lra.
  - apply (cartesian_pieces _ _ _ (edge_y p q h) (edge_y p' q' 0) x0 _ _ _ _
      (fun x H => Iy x _ (Before x (Rlt_le _ _ H))) (fun x H => Iy x _ (After x (Rlt_le _ _ H)))
      (Iy x0 _ (Before x0 (Rle_refl _)))
      (is_RInt_edge_y p q h q_pos unit_u) (is_RInt_edge_y p' q' 0 q'_pos unit_us)
      (lim_edge_y_m p q h q_pos) (lim_edge_y_p p' q' 0 q'_pos)).
    unfold edge_y. rewrite Ea, Et, gauss_0. set (t := s) in *. rewrite <- PQ. field. lra.
Qed.
End Crossing.

(** u along the first axis: the strip to the right of h, cut by the edge of u*. *)
Lemma sector_moment_first p' q' h : 0 < q' -> p' * p' + q' * q' = 1 -> sector_moment 1 0 p' q' h.
Proof.
  intros Q U S S' HS HS'. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as PQ.
  assert (Et : (h - p' * 0) / q' = h / q') by (field; lra).
  assert (Ee : edge p' q' 0 h = - (h * (p' / q'))) by (unfold edge; field; lra).
  unfold sector_value. cbv zeta. replace (1 * p' + 0 * q') with p' by ring.
  replace (1 * q' - p' * 0) with q' by ring. rewrite Rabs_pos_eq by lra.
  rewrite !normal_cdf_primitive, gauss_primitive_odd.
  split.
  - apply (cartesian_ext (fun x y => S x * (S' (p' * x + q' * y) * x))).
    { intros x y. now replace (1 * x + 0 * y) with x by ring. }
    apply (cartesian_beyond S _ (fun x => x * (s / 2 - gauss_primitive (edge p' q' 0 x))) (edge_x p' q' 0) h
      (p' / q' * (gauss 0 * q' * (s / 2)))); [exact HS | | now apply is_RInt_edge_x | now apply lim_edge_x_p |].
    + intros x. generalize (line_integral_scal x _ _ (line_step_gauss _ _ (step_at_edge p' q' 0 Q S' x HS'))).
      apply line_integral_ext. intros y. ring.
    + unfold edge_x, edge_y. rewrite Et, Ee, gauss_0, gauss_primitive_odd. set (t := s) in *. rewrite <- PQ. field. lra.
  - apply (cartesian_ext (fun x y => S x * (S' (p' * x + q' * y) * y))).
    { intros x y. now replace (1 * x + 0 * y) with x by ring. }
    apply (cartesian_beyond S _ (fun x => gauss (edge p' q' 0 x)) (edge_y p' q' 0) h
      (gauss 0 * q' * (s / 2))); [exact HS | | now apply is_RInt_edge_y | now apply lim_edge_y_p |].
    + intros x. generalize (line_step_y_gauss _ _ (step_at_edge p' q' 0 Q S' x HS')).
      apply line_integral_ext. intros y. ring.
    + unfold edge_y. rewrite Et, gauss_0. set (t := s) in *. rewrite <- PQ. field. lra.
Qed.

(** u* along the first axis. *)
Lemma sector_moment_second p q h : 0 < q -> p * p + q * q = 1 -> sector_moment p q 1 0 h.
Proof.
  intros Q U S S' HS HS'. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as PQ.
  assert (Ea : (0 - p * h) / q = - (h * (p / q))) by (field; lra).
  assert (Ee : edge p q h 0 = h / q) by (unfold edge; field; lra).
  unfold sector_value. cbv zeta. replace (p * 1 + q * 0) with p by ring.
  replace (p * 0 - 1 * q) with (- q) by ring. rewrite Rabs_Ropp, Rabs_pos_eq by lra.
  rewrite !normal_cdf_primitive, gauss_primitive_odd.
  split.
  - apply (cartesian_ext (fun x y => S' x * (S (p * x + q * y) * x))).
    { intros x y. replace (1 * x + 0 * y) with x by ring. ring. }
    apply (cartesian_beyond S' _ (fun x => x * (s / 2 - gauss_primitive (edge p q h x))) (edge_x p q h) 0
      (p / q * (gauss h * q * (s / 2)))); [exact HS' | | now apply is_RInt_edge_x | now apply lim_edge_x_p |].
    + intros x. generalize (line_integral_scal x _ _ (line_step_gauss _ _ (step_at_edge p q h Q S x HS))).
      apply line_integral_ext. intros y. ring.
    + unfold edge_x, edge_y. rewrite Ea, Ee, gauss_0, gauss_primitive_odd. set (t := s) in *. rewrite <- PQ. field. lra.
  - apply (cartesian_ext (fun x y => S' x * (S (p * x + q * y) * y))).
    { intros x y. replace (1 * x + 0 * y) with x by ring. ring. }
    apply (cartesian_beyond S' _ (fun x => gauss (edge p q h x)) (edge_y p q h) 0
      (gauss h * q * (s / 2))); [exact HS' | | now apply is_RInt_edge_y | now apply lim_edge_y_p |].
    + intros x. generalize (line_step_y_gauss _ _ (step_at_edge p q h Q S x HS)).
      apply line_integral_ext. intros y. ring.
    + unfold edge_y. rewrite Ea, gauss_primitive_odd. set (t := s) in *. rewrite <- PQ. field. lra.
Qed.

(** ** Reductions *)
Lemma sector_moment_reflect p q p' q' h : sector_moment (- p) q (- p') q' h -> sector_moment p q p' q' h.
Proof.
  intros H S S' HS HS'. destruct (H S S' HS HS') as [X Y].
  assert (V : forall v v', sector_value (- p) q (- p') q' h v v' = sector_value p q p' q' h v v').
  { intros v v'. unfold sector_value. replace (- p * q' - - p' * q) with (- (p * q' - p' * q)) by ring.
    rewrite Rabs_Ropp. now replace (- p * - p' + q * q') with (p * p' + q * q') by ring. }
  assert (E : forall a x, - a * - x = a * x) by (intros; ring).
  split.
  - apply cartesian_reflect_x, (cartesian_scal (-1)) in X. rewrite V in X.
    replace (sector_value p q p' q' h p p') with (-1 * sector_value p q p' q' h (- p) (- p'))
      by (unfold sector_value, Rdiv; ring).
    refine (cartesian_ext _ _ _ _ X). intros x y. rewrite !E. ring.
  - apply cartesian_reflect_x in Y. rewrite V in Y.
    refine (cartesian_ext _ _ _ _ Y). intros x y. now rewrite !E.
Qed.

Lemma sector_moment_complement_teacher p q p' q' h : p * p + q * q = 1 -> p * q' - p' * q <> 0 ->
  sector_moment p q (- p') (- q') h -> sector_moment p q p' q' h.
Proof.
  intros U N H S S' HS HS'. pose proof (step_at_complement 0 S' HS') as HT. rewrite Ropp_0 in HT.
  destruct (H S _ HS HT) as [X Y]. destruct (half_moment_any p q h U S HS) as [X' Y'].
  assert (E : forall x y, - (- p' * x + - q' * y) = p' * x + q' * y) by (intros; ring).
  assert (V : forall v v', sector_value p q p' q' h v v' = gauss h * v / s - sector_value p q (- p') (- q') h v (- v')).
  { intros v v'. unfold sector_value. replace (p * - q' - - p' * q) with (- (p * q' - p' * q)) by ring.
    rewrite Rabs_Ropp. replace (p * - p' + q * - q') with (- (p * p' + q * q')) by ring. cbv zeta.
    set (d := Rabs (p * q' - p' * q)). assert (D : 0 < d) by now apply Rabs_pos_lt.
    replace (h * (- (p * p' + q * q') / d)) with (- (h * ((p * p' + q * q') / d))) by (field; lra).
    rewrite (normal_cdf_opp (h * _)). pose proof sqrt_2PI_pos. field. lra. }
  split; rewrite V.
  - refine (cartesian_minus _ _ _ _ _ _ _ eq_refl X' X). intros x y. rewrite E. ring.
  - refine (cartesian_minus _ _ _ _ _ _ _ eq_refl Y' Y). intros x y. rewrite E. ring.
Qed.

Lemma sector_moment_complement_student p q p' q' h : p' * p' + q' * q' = 1 -> p * q' - p' * q <> 0 ->
  sector_moment (- p) (- q) p' q' (- h) -> sector_moment p q p' q' h.
Proof.
  intros U N H S S' HS HS'. destruct (H _ S' (step_at_complement h S HS) HS') as [X Y].
  destruct (half_moment_any p' q' 0 U S' HS') as [X' Y'].
  assert (E : forall x y, - (- p * x + - q * y) = p * x + q * y) by (intros; ring).
  assert (V : forall v v',
    sector_value p q p' q' h v v' = gauss 0 * v' / s - sector_value (- p) (- q) p' q' (- h) (- v) v').
  { intros v v'. unfold sector_value. replace (- p * q' - p' * - q) with (- (p * q' - p' * q)) by ring.
    rewrite Rabs_Ropp, gauss_even, gauss_0. replace (- p * p' + - q * q') with (- (p * p' + q * q')) by ring. cbv zeta.
    set (d := Rabs (p * q' - p' * q)). assert (D : 0 < d) by now apply Rabs_pos_lt.
    replace (- h * (- (p * p' + q * q') / d)) with (h * ((p * p' + q * q') / d)) by (field; lra).
    replace (- (- h / d)) with (- - (h / d)) by (field; lra).
    rewrite !normal_cdf_opp. pose proof sqrt_2PI_pos. field. lra. }
  split; rewrite V.
  - refine (cartesian_minus _ _ _ _ _ _ _ eq_refl X' X). intros x y. rewrite E. ring.
  - refine (cartesian_minus _ _ _ _ _ _ _ eq_refl Y' Y). intros x y. rewrite E. ring.
Qed.

Lemma sector_moment_upper p q p' q' h : 0 <= q -> 0 <= q' -> p * p + q * q = 1 -> p' * p' + q' * q' = 1 ->
  p * q' - p' * q <> 0 -> sector_moment p q p' q' h.
Proof.
  assert (Left : forall p q p' q', 0 <= q -> 0 <= q' -> p * p + q * q = 1 -> p' * p' + q' * q' = 1 ->
    0 < p * q' - p' * q -> sector_moment p q p' q' h).
  { clear. intros p q p' q' [Q|Q] [Q'|Q'] U U' D.
    - now apply sector_moment_crossing.
    - subst q'. assert (p' = -1) as -> by nra. apply sector_moment_complement_teacher; [exact U | lra |].
      replace (- -1) with 1 by ring. rewrite Ropp_0. now apply sector_moment_second.
    - subst q. assert (p = 1) as -> by nra. now apply sector_moment_first.
    - subst q q'. lra. }
  intros Q Q' U U' D. destruct (Rlt_dec 0 (p * q' - p' * q)) as [L|L]; [now apply Left|].
  apply sector_moment_reflect, Left; lra.
Qed.

(** For any two unit vectors that are not parallel, and any h. *)
Theorem sector_moment_any p q p' q' h : p * p + q * q = 1 -> p' * p' + q' * q' = 1 -> p * q' - p' * q <> 0 ->
  sector_moment p q p' q' h.
Proof.
  assert (Student : forall p q p' q' h, 0 <= q -> p * p + q * q = 1 -> p' * p' + q' * q' = 1 ->
    p * q' - p' * q <> 0 -> sector_moment p q p' q' h).
  { clear. intros p q p' q' h Q U U' D. destruct (Rle_dec 0 q') as [L|L]; [now apply sector_moment_upper|].
    apply sector_moment_complement_teacher; [exact U | exact D |]. apply sector_moment_upper; lra. }
  intros U U' D. destruct (Rle_dec 0 q) as [L|L]; [now apply Student|].
  apply sector_moment_complement_student; [exact U' | exact D |]. apply Student; lra.
Qed.
