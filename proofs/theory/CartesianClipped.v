(** * The clipped ReLU in Cartesian coordinates

    For w = (a, 0), a > 0, and w* in R^2 at an angle 0 < theta < pi, the closed form of the clipped ReLU is the expectation
    in Cartesian coordinates, for every m: the strip 0 < x < 1/a is cut out by the outer integral, and the teacher's
    half-plane is {(cos theta/sin theta) x + o y > 0} with o = 1 or o = -1. Sources: P1, Lemmas 7 and 12. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial LineIntegrals GaussianLine.
From Coarsegrad.theory Require Import Geometry Rows PlaneMoments Cartesian PolarCartesian Expectations.
Open Scope R_scope.

Local Notation C := cartesian_plane_expectation.
Local Notation s := (sqrt (2 * PI)).

Lemma normal_cdf_primitive x : normal_cdf x = / 2 + gauss_primitive x / s.
Proof. unfold normal_cdf, gauss_primitive. f_equal. apply Rmult_comm. Qed.

(** erf(x/sqrt 2) = 2 Psi(x)/sqrt(2 pi) *)
Lemma erf_primitive x : erf (x / sqrt 2) = 2 * gauss_primitive x / s.
Proof.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra). pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as S.
  assert (PP : 0 < sqrt PI) by (apply sqrt_lt_R0; lra).
  assert (E : s = sqrt 2 * sqrt PI) by (apply sqrt_mult; lra).
  assert (Q : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (I : is_RInt (fun t => exp (- (t * t))) 0 (x / sqrt 2) (/ sqrt 2 * gauss_primitive x)).
  { apply (is_RInt_ext (fun t => scal (/ sqrt 2) (scal (sqrt 2) (gauss (sqrt 2 * t + 0))))).
    { intros t _. unfold scal; simpl; unfold mult; simpl. rewrite Rplus_0_r. unfold gauss.
      replace (- (sqrt 2 * t * (sqrt 2 * t)) / 2) with (- (sqrt 2 * sqrt 2 * (t * t)) / 2) by field.
      rewrite Q. replace (- (2 * (t * t)) / 2) with (- (t * t)) by field. field. lra. }
    apply @is_RInt_scal, (is_RInt_comp_lin gauss (sqrt 2) 0). rewrite Rmult_0_r, !Rplus_0_r.
    replace (sqrt 2 * (x / sqrt 2)) with x by (field; lra). apply is_RInt_gauss_0. }
  unfold erf. rewrite (is_RInt_unique _ _ _ _ I), E. field. lra.
Qed.

(** ** Strips *)
Section Strip.
Variable b : R.
Hypothesis b_pos : 0 < b.
(** 1{0 < x < b}, whatever its values at 0 and b. *)
Variable f : R -> R.
Hypothesis f_in : forall x, 0 < x < b -> f x = 1.
Hypothesis f_left : forall x, x < 0 -> f x = 0.
Hypothesis f_right : forall x, b < x -> f x = 0.

Lemma cartesian_strip (G : R -> R -> R) (J : R -> R) (l : R) :
  (forall x, line_integral (fun y => G x y * gauss y) (J x)) -> is_RInt (fun x => J x * gauss x) 0 b (2 * PI * l) ->
  C (fun x y => f x * G x y) l.
Proof.
  intros HJ HB. exists (fun x => f x * J x). split.
  - intros x. generalize (line_integral_scal (f x) _ _ (HJ x)). apply line_integral_ext. intros y. ring.
  - apply (line_integral_between _ 0 b); [lra | | |].
    + intros x Hx. rewrite f_left by exact Hx. ring.
    + intros x Hx. rewrite f_right by exact Hx. ring.
    + apply (is_RInt_ext (fun x => J x * gauss x)); [|exact HB].
      rewrite Rmin_left, Rmax_right by lra. intros x Hx. rewrite f_in by exact Hx. Req. ring.
Qed.

(** E[f(x) x] = (1 - exp(-b^2/2))/sqrt(2 pi), E[f(x) y] = 0 *)
Lemma strip_x : C (fun x y => f x * x) ((1 - gauss b) / s).
Proof.
  apply (cartesian_strip (fun x _ => x) (fun x => x * s)).
  - intros x. exact (line_integral_scal x _ _ line_gauss).
  - replace (2 * PI * ((1 - gauss b) / s)) with (s * (gauss 0 - gauss b)).
    2:{ pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq. rewrite gauss_0. set (t := s) in *.
        replace (2 * PI) with (t * t) by assumption. field. lra. }
    apply (is_RInt_ext (fun x => scal s (x * gauss x))).
    { intros x _. unfold scal; simpl; unfold mult; simpl. ring. }
    exact (is_RInt_scal _ 0 b s _ (is_RInt_x_gauss 0 b)).
Qed.

Lemma strip_y : C (fun x y => f x * y) 0.
Proof.
  apply (cartesian_strip (fun _ y => y) (fun _ => 0)); [intros x; exact line_y_gauss|].
  rewrite Rmult_0_r. apply is_RInt_vanishing. intros. ring.
Qed.

(** With 1{k x + y > 0}, k = cos th/sin th. *)
Variable th : R.
Hypothesis th_range : 0 < th < PI.
Let k := cos th / sin th.

Let sin_pos : 0 < sin th.
Proof. apply sin_gt_0; lra. Qed.

Let rho_value : sqrt (1 + k * k) = / sin th.
Proof.
  apply sqrt_lem_1; [nra | left; now apply Rinv_0_lt_compat |].
  unfold k. pose proof (sin2_cos2 th) as E. unfold Rsqr in E. pose proof sin_pos as S.
  replace (1 + cos th / sin th * (cos th / sin th)) with ((sin th * sin th + cos th * cos th) / (sin th * sin th))
    by (field; lra). rewrite E. field. lra.
Qed.

Lemma strip_teacher_x : C (fun x y => f x * (binary (k * x + y) * x))
  ((1 / 2 - gauss b * normal_cdf (k * b) + cos th * erf (b / sin th / sqrt 2) / 2) / s).
Proof.
  apply (cartesian_strip _ (fun x => x * (s / 2 + gauss_primitive (k * x)))).
  - intros x. generalize (line_integral_scal x _ _ (line_half_gauss (k * x))). apply line_integral_ext.
    intros y. ring.
  - evar_last; [apply is_RInt_sector_x|]. rewrite rho_value, gauss_0, normal_cdf_primitive, erf_primitive.
    replace (/ sin th * b) with (b / sin th) by (unfold Rdiv; ring).
    pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq. pose proof sin_pos. unfold k. set (t := s) in *.
    replace (2 * PI) with (t * t) by assumption. Req. field. lra.
Qed.

Lemma strip_teacher_y :
  C (fun x y => f x * (binary (k * x + y) * y)) (sin th * erf (b / sin th / sqrt 2) / 2 / s).
Proof.
  apply (cartesian_strip _ (fun x => gauss (k * x))).
  - intros x. generalize (line_half_y_gauss (k * x)). apply line_integral_ext. intros y. ring.
  - evar_last; [apply is_RInt_gauss_rho|]. rewrite rho_value, erf_primitive.
    replace (/ sin th * b) with (b / sin th) by (unfold Rdiv; ring).
    pose proof sqrt_2PI_pos. pose proof sqrt_2PI_sq. pose proof sin_pos. set (t := s) in *.
    replace (2 * PI) with (t * t) by assumption. Req. field. lra.
Qed.
End Strip.

(** ** The expected coarse gradient *)
Section Clipped.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_first : 0 < w 0%nat.
Hypothesis w_second : w 1%nat = 0.
Hypothesis ws_nz : 0 < nrm 2 ws.
Hypothesis open : 0 < angle 2 w ws < PI.

Let a := w 0%nat.
Let th := angle 2 w ws.

Let norm : nrm 2 w = a.
Proof.
  unfold nrm. simpl. rewrite w_second. replace (0 + w 0%nat * w 0%nat + 0 * 0) with (w 0%nat * w 0%nat) by ring.
  apply sqrt_square. exact (Rlt_le _ _ w_first).
Qed.

Let w_nz : 0 < nrm 2 w.
Proof. rewrite norm. exact w_first. Qed.

Let along x y : dot 2 (plane x y) w = a * x.
Proof. simpl. rewrite w_second. unfold a. ring. Qed.

Let f x := clipped_relu_slope (a * x).

Let inside : forall x, 0 < x < 1 / a -> f x = 1.
Proof.
  intros x [L U]. assert (A : 0 < a) by exact w_first.
  assert (E : a * (1 / a) = 1) by (field; lra). assert (a * x < a * (1 / a)) by (now apply Rmult_lt_compat_l).
  unfold f, clipped_relu_slope. rewrite (binary_pos (a * x)), (binary_pos (1 - a * x)) by nra. ring.
Qed.
Let left x : x < 0 -> f x = 0.
Proof.
  intros L. assert (A : 0 < a) by exact w_first. unfold f, clipped_relu_slope. rewrite (binary_npos (a * x)) by nra. ring.
Qed.
Let right x : 1 / a < x -> f x = 0.
Proof.
  intros L. assert (A : 0 < a) by exact w_first. assert (E : a * (1 / a) = 1) by (field; lra).
  assert (a * (1 / a) < a * x) by (now apply Rmult_lt_compat_l).
  unfold f, clipped_relu_slope. rewrite (binary_npos (1 - a * x)) by lra. ring.
Qed.

Let b_pos : 0 < 1 / a.
Proof. assert (0 < a) by exact w_first. apply Rdiv_lt_0_compat; lra. Qed.

Let unit_w : unit 2 w 0%nat = 1 /\ unit 2 w 1%nat = 0.
Proof.
  assert (0 < a) by exact w_first. unfold unit, vscal. rewrite norm, w_second. fold a. split; field; lra.
Qed.

(** u* = (cos theta, o sin theta) *)
Let teacher : exists o, (o = 1 \/ o = -1) /\ unit 2 ws 0%nat = cos th /\ unit 2 ws 1%nat = o * sin th.
Proof.
  destruct (plane_frame w ws w_nz ws_nz) as (_ & o & O & A & B). destruct unit_w as [U V]. fold th in A, B.
  rewrite U, V in *. exists o. split; [exact O|]. split; [rewrite A | rewrite B]; ring.
Qed.

Lemma clipped_mean j : (j < 2)%nat ->
  C (fun x y => clipped_relu_slope (dot 2 (plane x y) w) * plane x y j) ((1 - gauss (1 / a)) / s * unit 2 w j).
Proof.
  intros Hj. destruct unit_w as [U V]. destruct j as [|[|j]]; [rewrite U, Rmult_1_r | rewrite V, Rmult_0_r | lia].
  - refine (cartesian_ext _ _ _ _ (strip_x (1 / a) b_pos f inside left right)). intros x y. now rewrite along.
  - refine (cartesian_ext _ _ _ _ (strip_y (1 / a) b_pos f inside left right)). intros x y. now rewrite along.
Qed.

Lemma clipped_student j : (j < 2)%nat ->
  C (fun x y => binary (dot 2 (plane x y) w) * (clipped_relu_slope (dot 2 (plane x y) w) * plane x y j))
    ((1 - gauss (1 / a)) / s * unit 2 w j).
Proof.
  intros Hj. refine (cartesian_ext _ _ _ _ (clipped_mean j Hj)). intros x y. unfold clipped_relu_slope.
  rewrite <- (binary_idem (dot 2 (plane x y) w)) at 1. ring.
Qed.

Let k := cos th / sin th.

Lemma clipped_teacher j : (j < 2)%nat ->
  C (fun x y => binary (dot 2 (plane x y) ws) * (clipped_relu_slope (dot 2 (plane x y) w) * plane x y j))
    ((1 / 2 - gauss (1 / a) * normal_cdf (k * (1 / a))) / s * unit 2 w j
     + erf (1 / a / sin th / sqrt 2) / 2 / s * unit 2 ws j).
Proof.
  intros Hj. assert (S : 0 < sin th) by (apply sin_gt_0; apply open).
  destruct teacher as (o & O & A & B). destruct unit_w as [U V]. pose proof sqrt_2PI_pos as P.
  assert (O2 : o * o = 1) by (destruct O as [->| ->]; ring).
  assert (Sees : forall x y, binary (dot 2 (plane x y) ws) = binary (k * x + o * y)).
  { intros x y. rewrite (binary_dot_unit 2 _ ws ws_nz). simpl. rewrite A, B.
    replace (0 + x * cos th + y * (o * sin th)) with (sin th * (k * x + o * y)) by (unfold k; field; lra).
    now apply binary_scal. }
  assert (Turn : forall G l, C G l -> C (fun x y => G x (o * y)) l).
  { intros G l H. destruct O as [->| ->].
    - refine (cartesian_ext _ _ _ _ H). intros x y. f_equal. ring.
    - refine (cartesian_ext _ _ _ _ (cartesian_reflect_y _ _ H)). intros x y. f_equal. ring. }
  destruct j as [|[|j]]; [rewrite U, A | rewrite V, B | lia].
  - pose proof (Turn _ _ (strip_teacher_x (1 / a) b_pos f inside left right th open)) as H. fold k in H.
    match type of H with C _ ?l => match goal with |- C _ ?r => replace r with l by (field; lra) end end.
    refine (cartesian_ext _ _ _ _ H). intros x y. rewrite Sees, along. unfold f. simpl. ring.
  - pose proof (cartesian_scal o _ _ (Turn _ _ (strip_teacher_y (1 / a) b_pos f inside left right th open))) as H.
    fold k in H.
    match type of H with C _ ?l => match goal with |- C _ ?r => replace r with l by (field; lra) end end.
    refine (cartesian_ext _ _ _ _ H). intros x y. rewrite Sees, along. unfold f. simpl.
    transitivity (o * o * (clipped_relu_slope (a * x) * (binary (k * x + o * y) * y))); [ring | rewrite O2; ring].
Qed.

Theorem cartesian_clipped_relu j : (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_clipped_relu m 2 vs ws v w j).
Proof.
  intros Hj. pose proof (cartesian_sector_moments w ws w_nz ws_nz) as M.
  pose proof (iterated_coarse_gradient C cartesian_linear m vs ws v w _ _ (student_probability _ _ _ M)
    (teacher_probability _ _ _ M) clipped_relu_slope j _ _ _ Hj (clipped_mean j Hj) (clipped_student j Hj)
    (clipped_teacher j Hj)) as H.
  match type of H with iterated _ _ _ ?l => match goal with |- cartesian_expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  assert (A : 0 < a) by exact w_first. assert (S : 0 < sin th) by (apply sin_gt_0; apply open).
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra). pose proof sqrt_2PI_pos as P.
  unfold expected_coarse_gradient_clipped_relu. rewrite norm. fold th.
  replace (exp (- 1 / (2 * (a * a)))) with (gauss (1 / a)) by (unfold gauss; f_equal; field; lra).
  replace (cos th / (sin th * a)) with (k * (1 / a)) by (unfold k; field; lra).
  replace (1 / (sqrt 2 * a * sin th)) with (1 / a / sin th / sqrt 2) by (field; lra).
  unfold h, vscal, vsub. field. lra.
Qed.
End Clipped.
