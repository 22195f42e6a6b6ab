(** * Moments of half-planes and sectors

    Rotations do not change an expectation in the plane; hence the moments of the activations of two weights. *)
From Coq Require Import Reals Lra Lia Psatz FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial GaussianLine.
From Coarsegrad.theory Require Import Geometry PlaneExpectation.
Open Scope R_scope.

(** ** Rotations and reflections

    The plane expectation is invariant under every isometry of the plane that fixes the origin, and the expectation over
    m rows under the same rotation of every row. Source: the book; P1 uses it tacitly ("without loss of generality"). *)

(** Rotation by an angle a in [0, 2 pi]: shift the angle, and wrap round what passes pi. *)
Lemma plane_expectation_shift F l a : 0 <= a <= 2 * PI -> plane_expectation F l ->
  plane_expectation (fun x y => F (x * cos a - y * sin a) (x * sin a + y * cos a)) l.
Proof.
  intros Ha (I & HI & HR). pose proof PI_RGT_0 as P.
  exists (fun t => if Rle_dec (t + a) PI then I (t + a) else I (t + a - 2 * PI)). split.
  - intros t Ht.
    assert (R0 : forall s, cos s = cos (t + a) -> sin s = sin (t + a) -> - PI <= s <= PI ->
      is_RInt_gen (fun r => F (r * cos t * cos a - r * sin t * sin a) (r * cos t * sin a + r * sin t * cos a)
        * (r * exp (- (r * r) / 2))) (at_point 0) (Rbar_locally p_infty) (I s)).
    { intros s Hc Hs Hr. eapply is_RInt_gen_ext; [|exact (HI s Hr)].
      apply filter_forall. intros _ r _. rewrite Hc, Hs, cos_plus, sin_plus. unfold gauss. do 2 f_equal; ring. }
    destruct (Rle_dec (t + a) PI) as [L|L].
    + apply R0; [reflexivity | reflexivity | lra].
    + apply R0; [| | lra].
      * unfold Rminus. rewrite cos_plus, cos_neg, sin_neg, cos_2PI, sin_2PI. ring.
      * unfold Rminus. rewrite sin_plus, cos_neg, sin_neg, cos_2PI, sin_2PI. ring.
  - assert (X : ex_RInt I (- PI) PI) by (eexists; exact HR).
    assert (X1 : ex_RInt I (- PI) (a - PI)).
    { apply (ex_RInt_Chasles_1 (V := R_CompleteNormedModule)) with PI; [lra | exact X]. }
    assert (X2 : ex_RInt I (a - PI) PI).
    { apply (ex_RInt_Chasles_2 (V := R_CompleteNormedModule)) with (- PI); [lra | exact X]. }
    destruct X1 as [l1 H1]. destruct X2 as [l2 H2].
    assert (S : 2 * PI * l = plus l2 l1).
    { rewrite plus_comm. rewrite <- (is_RInt_unique _ _ _ _ HR). apply is_RInt_unique.
      exact (is_RInt_Chasles _ _ _ _ _ _ H1 H2). }
    rewrite S. apply @is_RInt_Chasles with (PI - a).
    + apply (is_RInt_ext (fun t => scal 1 (I (1 * t + a)))).
      { rewrite Rmin_left, Rmax_right by lra. intros t Ht.
        destruct (Rle_dec (t + a) PI); [|lra]. replace (1 * t + a) with (t + a) by ring. exact (Rmult_1_l _). }
      apply (is_RInt_comp_lin I 1 a).
      replace (1 * - PI + a) with (a - PI) by ring. replace (1 * (PI - a) + a) with PI by ring. exact H2.
    + apply (is_RInt_ext (fun t => scal 1 (I (1 * t + (a - 2 * PI))))).
      { rewrite Rmin_left, Rmax_right by lra. intros t Ht.
        destruct (Rle_dec (t + a) PI); [lra|].
        replace (1 * t + (a - 2 * PI)) with (t + a - 2 * PI) by ring. exact (Rmult_1_l _). }
      apply (is_RInt_comp_lin I 1 (a - 2 * PI)).
      replace (1 * (PI - a) + (a - 2 * PI)) with (- PI) by ring.
      replace (1 * PI + (a - 2 * PI)) with (a - PI) by ring. exact H1.
Qed.

(** Every point of the unit circle has an angle in [0, 2 pi]. *)
Lemma circle_angle c s : c * c + s * s = 1 -> exists a, 0 <= a <= 2 * PI /\ cos a = c /\ sin a = s.
Proof.
  intros H. assert (C : -1 <= c <= 1) by nra. pose proof (acos_bound c) as B.
  assert (S : sqrt (1 - Rsqr c) = Rabs s).
  { rewrite <- sqrt_Rsqr_abs. f_equal. unfold Rsqr. lra. }
  destruct (Rle_dec 0 s) as [L|L].
  - exists (acos c). split; [lra|]. split; [now apply cos_acos|].
    rewrite sin_acos, S by exact C. now apply Rabs_pos_eq.
  - exists (2 * PI - acos c). split; [lra|]. unfold Rminus. rewrite cos_plus, sin_plus.
    rewrite cos_neg, sin_neg, cos_2PI, sin_2PI, cos_acos, sin_acos, S by exact C.
    rewrite Rabs_left by lra. split; ring.
Qed.

Theorem plane_expectation_rotation F l c s : c * c + s * s = 1 -> plane_expectation F l ->
  plane_expectation (fun x y => F (x * c - y * s) (x * s + y * c)) l.
Proof. intros H. destruct (circle_angle c s H) as (a & Ha & <- & <-). now apply plane_expectation_shift. Qed.

Theorem plane_expectation_reflection F l : plane_expectation F l -> plane_expectation (fun x y => F x (- y)) l.
Proof.
  intros (I & HI & HR). exists (fun t => I (- t)). split.
  - intros t Ht. eapply is_RInt_gen_ext; [|apply (HI (- t)); lra].
    apply filter_forall. intros _ r _. rewrite cos_neg, sin_neg. do 2 f_equal. ring.
  - apply (is_RInt_ext (fun t => opp (opp (I (- t))))); [intros; apply opp_opp|].
    rewrite <- (opp_opp (2 * PI * l)). apply @is_RInt_opp, @is_RInt_comp_opp.
    rewrite Ropp_involutive. now apply @is_RInt_swap.
Qed.

(** From the orthonormal frame (c, s), o (- s, c), o = 1 or - 1, back to the given axes. *)
Theorem plane_expectation_frame F l c s o : c * c + s * s = 1 -> o = 1 \/ o = -1 ->
  plane_expectation (fun x y => F (x * c + y * (o * - s)) (x * s + y * (o * c))) l -> plane_expectation F l.
Proof.
  intros H O HF.
  assert (HF' : plane_expectation (fun x y => F (x * c - y * s) (x * s + y * c)) l).
  { destruct O as [->| ->].
    - revert HF. apply plane_expectation_ext. intros. f_equal; ring.
    - apply plane_expectation_reflection in HF. revert HF. apply plane_expectation_ext. intros. f_equal; ring. }
  apply (plane_expectation_rotation _ _ c (- s)) in HF'; [|lra]. revert HF'. apply plane_expectation_ext.
  intros x y. f_equal.
  - replace x with (x * (c * c + s * s)) at 3 by (rewrite H; ring). ring.
  - replace y with (y * (c * c + s * s)) at 3 by (rewrite H; ring). ring.
Qed.

(** *** All rows at once *)

(** Every row rotated by the angle with cosine c and sine s. *)
Definition rotate_rows (c s : R) (Z : rows) : rows :=
  fun i => plane (Z i 0%nat * c - Z i 1%nat * s) (Z i 0%nat * s + Z i 1%nat * c).

Lemma rotate_with_row c s Z k x y :
  rotate_rows c s (with_row Z k (plane x y)) = with_row (rotate_rows c s Z) k (plane (x * c - y * s) (x * s + y * c)).
Proof.
  apply functional_extensionality. intros i. unfold rotate_rows, with_row. now destruct (Nat.eq_dec i k).
Qed.

Theorem expectation_rotation m c s : c * c + s * s = 1 -> forall F l,
  expectation m F l -> expectation m (fun Z => F (rotate_rows c s Z)) l.
Proof.
  intros H. induction m as [|k IH]; simpl; intros F l.
  - intros <-. f_equal. apply functional_extensionality. intros i. unfold rotate_rows. simpl. f_equal; ring.
  - intros (G & HG & HI). exists (fun Z => G (rotate_rows c s Z)). split; [|now apply IH].
    intros Z. apply (plane_expectation_ext _ _ _
      (fun x y => f_equal F (eq_sym (rotate_with_row c s Z k x y)))).
    exact (plane_expectation_rotation _ _ c s H (HG (rotate_rows c s Z))).
Qed.

(** ** Half-planes and sectors in the frame of the first axis

    Probabilities and first moments of {x > 0} and {x > 0, x cos th + y sin th > 0}, for 0 <= th <= pi.
    Source: P1, Lemma 11. *)

(** Integral over the sector {cos a > 0, cos (a - th) > 0} = (th - pi/2, pi/2). *)
Lemma is_RInt_sector (phi : R -> R) (th l : R) :
  0 <= th <= PI ->
  is_RInt phi (th - PI / 2) (PI / 2) l ->
  is_RInt (fun a => binary (cos a) * binary (cos (a - th)) * phi a) (- PI) PI l.
Proof.
  intros Hth Hphi. pose proof PI_RGT_0 as P.
  replace l with (plus (plus 0 l) 0) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with (PI / 2).
  apply @is_RInt_Chasles with (th - PI / 2).
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros a Ha.
    destruct (Rle_dec (a - th) (- (3 * (PI / 2)))).
    + rewrite (binary_npos (cos a)); [Req; ring|].
      rewrite <- cos_neg. apply cos_le_0; lra.
    + rewrite (binary_npos (cos (a - th))); [Req; ring|].
      rewrite <- cos_neg. apply cos_le_0; lra.
  - apply (is_RInt_ext phi); [|exact Hphi].
    rewrite Rmin_left, Rmax_right by lra. intros a Ha.
    rewrite !binary_pos; [Req; ring | apply cos_gt_0; lra | apply cos_gt_0; lra].
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros a Ha.
    rewrite (binary_npos (cos a)); [Req; ring|]. apply cos_le_0; lra.
Qed.

(** z . (cos th, sin th) in polar coordinates. *)
Lemma polar_dot r a th : r * cos a * cos th + r * sin a * sin th = r * cos (a - th).
Proof. rewrite cos_minus. ring. Qed.

(** P(z1 > 0, z1 cos th + z2 sin th > 0) = (pi - th)/(2 pi). *)
Theorem sector_probability th : 0 <= th <= PI ->
  plane_expectation (fun x y => binary x * binary (x * cos th + y * sin th)) ((PI - th) / (2 * PI)).
Proof.
  intros Hth. pose proof PI_RGT_0 as P.
  apply plane_expectation_hom0 with (fun a => binary (cos a) * binary (cos (a - th)) * 1).
  - intros r a Hr _. rewrite polar_dot, !binary_scal by assumption. Req. ring.
  - apply is_RInt_sector; [exact Hth|].
    replace (2 * PI * ((PI - th) / (2 * PI))) with (scal (PI / 2 - (th - PI / 2)) 1).
    2:{ unfold scal; simpl; unfold mult; simpl. field. lra. }
    apply @is_RInt_const.
Qed.

Lemma moment_const l : 2 * PI * (l / (2 * sqrt (2 * PI))) / sqrt (PI / 2) = l.
Proof.
  pose proof PI_RGT_0 as P.
  pose proof sqrt_2PI_pos as S.
  replace (sqrt (PI / 2)) with (sqrt (2 * PI) / 2).
  2:{ symmetry. apply sqrt_lem_1; [lra | lra |].
      replace (sqrt (2 * PI) / 2 * (sqrt (2 * PI) / 2))
        with (sqrt (2 * PI) * sqrt (2 * PI) / 4) by field.
      rewrite sqrt_sqrt by lra. field. }
  replace (2 * PI * (l / (2 * sqrt (2 * PI))) / (sqrt (2 * PI) / 2))
    with (l * (2 * PI) / (sqrt (2 * PI) * sqrt (2 * PI))) by (field; lra).
  rewrite sqrt_sqrt by lra. field. lra.
Qed.

(** E[z 1{z1 > 0, z . s > 0}] = (1 + cos th, sin th) / (2 sqrt(2 pi)), s = (cos th, sin th). *)
Theorem sector_moment_x th : 0 <= th <= PI ->
  plane_expectation (fun x y => binary x * binary (x * cos th + y * sin th) * x)
         ((1 + cos th) / (2 * sqrt (2 * PI))).
Proof.
  intros Hth. pose proof PI_RGT_0 as P.
  apply plane_expectation_hom1 with (fun a => binary (cos a) * binary (cos (a - th)) * cos a).
  - intros r a Hr _. rewrite polar_dot, !binary_scal by assumption. Req. ring.
  - rewrite moment_const. apply is_RInt_sector; [exact Hth|].
    replace (1 + cos th) with (minus (sin (PI / 2)) (sin (th - PI / 2))).
    2:{ unfold minus, plus, opp; simpl. rewrite sin_PI2, sin_minus, cos_PI2, sin_PI2. ring. }
    apply (is_RInt_derive sin).
    + intros x _. apply is_derive_sin.
    + intros x _. apply continuous_cos.
Qed.

Theorem sector_moment_y th : 0 <= th <= PI ->
  plane_expectation (fun x y => binary x * binary (x * cos th + y * sin th) * y)
         (sin th / (2 * sqrt (2 * PI))).
Proof.
  intros Hth. pose proof PI_RGT_0 as P.
  apply plane_expectation_hom1 with (fun a => binary (cos a) * binary (cos (a - th)) * sin a).
  - intros r a Hr _. rewrite polar_dot, !binary_scal by assumption. Req. ring.
  - rewrite moment_const. apply is_RInt_sector; [exact Hth|].
    replace (sin th) with (minus (- cos (PI / 2)) (- cos (th - PI / 2))).
    2:{ unfold minus, plus, opp; simpl. rewrite cos_minus, cos_PI2, sin_PI2. ring. }
    apply (is_RInt_derive (fun a => - cos a)).
    + intros x _. auto_derive; [trivial|]. Req. ring.
    + intros x _. apply continuous_sin.
Qed.

(** Half-plane moments: E[z 1{z1 > 0}] = (1/sqrt(2 pi), 0). *)
Corollary half_plane_moment_x : plane_expectation (fun x y => binary x * x) (/ sqrt (2 * PI)).
Proof.
  pose proof PI_RGT_0 as P.
  pose proof sqrt_2PI_pos as S.
  replace (/ sqrt (2 * PI)) with ((1 + cos 0) / (2 * sqrt (2 * PI))) by (rewrite cos_0; field; lra).
  apply (plane_expectation_ext (fun x y => binary x * binary (x * cos 0 + y * sin 0) * x)).
  - intros x y. rewrite cos_0, sin_0, Rmult_1_r, Rmult_0_r, Rplus_0_r, binary_idem. reflexivity.
  - apply sector_moment_x. lra.
Qed.
Corollary half_plane_moment_y : plane_expectation (fun x y => binary x * y) 0.
Proof.
  pose proof PI_RGT_0 as P.
  pose proof sqrt_2PI_pos as S.
  replace 0 with (sin 0 / (2 * sqrt (2 * PI))) by (rewrite sin_0; field; lra).
  apply (plane_expectation_ext (fun x y => binary x * binary (x * cos 0 + y * sin 0) * y)).
  - intros x y. rewrite cos_0, sin_0, Rmult_1_r, Rmult_0_r, Rplus_0_r, binary_idem. reflexivity.
  - apply sector_moment_y. lra.
Qed.
Corollary half_plane_probability : plane_expectation (fun x y => binary x) (/ 2).
Proof.
  pose proof PI_RGT_0 as P.
  replace (/ 2) with ((PI - 0) / (2 * PI)) by (field; lra).
  apply (plane_expectation_ext (fun x y => binary x * binary (x * cos 0 + y * sin 0))).
  - intros x y. rewrite cos_0, sin_0, Rmult_1_r, Rmult_0_r, Rplus_0_r, binary_idem. reflexivity.
  - apply sector_probability. lra.
Qed.


(** E z = 0. *)
Lemma mean_x : plane_expectation (fun x _ => x) 0.
Proof.
  pose proof PI_RGT_0 as P. apply plane_expectation_hom1 with cos; [reflexivity|].
  replace (2 * PI * 0 / sqrt (PI / 2)) with (minus (sin PI) (sin (- PI))).
  2:{ rewrite sin_neg, sin_PI. unfold minus, plus, opp; simpl.
      assert (0 < sqrt (PI / 2)) by (apply sqrt_lt_R0; lra). field; lra. }
  apply (is_RInt_derive sin); intros; [apply is_derive_sin | apply continuous_cos].
Qed.
Lemma mean_y : plane_expectation (fun _ y => y) 0.
Proof.
  pose proof PI_RGT_0 as P. apply plane_expectation_hom1 with sin; [reflexivity|].
  replace (2 * PI * 0 / sqrt (PI / 2)) with (minus (- cos PI) (- cos (- PI))).
  2:{ rewrite cos_neg. unfold minus, plus, opp; simpl.
      assert (0 < sqrt (PI / 2)) by (apply sqrt_lt_R0; lra). field; lra. }
  apply (is_RInt_derive (fun a => - cos a)); intros; [|apply continuous_sin].
  auto_derive; trivial. Req. ring.
Qed.

(** ** Half-planes and sectors of any two vectors of the plane

    For w, w* <> 0 in R^2 and z standard normal: P(z.w > 0) = 1/2, P(z.w > 0, z.w* > 0) = (pi - theta)/(2 pi), E z = 0,
    E[1{z.w > 0} z] = u/sqrt(2 pi), E[1{z.w > 0, z.w* > 0} z] = (u + u* )/(2 sqrt(2 pi)). No condition on theta.
    Source: P1, Lemma 11; the moment of the sector in the form without cos(theta/2). *)

(** The moments that loss and coarse gradients need, for an arbitrary expectation [E] of one row. *)
Record sector_moments (E : (R -> R -> R) -> R -> Prop) (w ws : vec) : Prop := {
  student_probability : E (fun x y => binary (dot 2 (plane x y) w)) (/ 2);
  teacher_probability : E (fun x y => binary (dot 2 (plane x y) ws)) (/ 2);
  both_probability : E (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws))
    ((PI - angle 2 w ws) / (2 * PI));
  row_mean : forall j, (j < 2)%nat -> E (fun x y => plane x y j) 0;
  student_side_moment : forall j, (j < 2)%nat ->
    E (fun x y => binary (dot 2 (plane x y) w) * plane x y j) (unit 2 w j / sqrt (2 * PI));
  teacher_side_moment : forall j, (j < 2)%nat ->
    E (fun x y => binary (dot 2 (plane x y) ws) * plane x y j) (unit 2 ws j / sqrt (2 * PI));
  both_sides_moment : forall j, (j < 2)%nat ->
    E (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
      ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI))) }.

(** In the plane, the frame (u, e) with u* = cos theta u + sin theta e exists for every theta in [0, pi]. *)
Lemma plane_frame w ws : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  let c := unit 2 w 0%nat in let s := unit 2 w 1%nat in let theta := angle 2 w ws in
  c * c + s * s = 1 /\ exists o, (o = 1 \/ o = -1) /\
    unit 2 ws 0%nat = cos theta * c + sin theta * (o * - s) /\ unit 2 ws 1%nat = cos theta * s + sin theta * (o * c).
Proof.
  intros Hw Hs c s theta.
  pose proof (dot_unit_unit 2 w Hw) as U. pose proof (dot_unit_unit 2 ws Hs) as US.
  pose proof (cos_angle 2 w ws Hw Hs) as C. pose proof (sin_angle_sq 2 w ws Hw Hs) as S.
  pose proof (sin_angle_ge0 2 w ws) as S0.
  fold theta in C, S, S0. rewrite <- C in S. simpl in U, US, C. fold c s in U, C.
  set (a := unit 2 ws 0%nat) in *. set (b := unit 2 ws 1%nat) in *.
  assert (N : c * c + s * s = 1) by lra. split; [exact N|].
  assert (T : sin theta * sin theta = (- a * s + b * c) * (- a * s + b * c)).
  { rewrite S, C. replace 1 with ((c * c + s * s) * (a * a + b * b)) by (rewrite N; lra). ring. }
  assert (A : forall t, t = - a * s + b * c -> a = cos theta * c + t * - s /\ b = cos theta * s + t * c).
  { intros t ->. rewrite C. split.
    - transitivity (a * (c * c + s * s)); [rewrite N; ring | ring].
    - transitivity (b * (c * c + s * s)); [rewrite N; ring | ring]. }
  destruct (Rle_dec 0 (- a * s + b * c)) as [L|L].
  - exists 1. split; [now left|]. destruct (A (sin theta)) as [A1 A2]; [nra|]. split; [rewrite A1 | rewrite A2]; ring.
  - exists (-1). split; [now right|]. destruct (A (- sin theta)) as [A1 A2]; [nra|].
    split; [rewrite A1 | rewrite A2]; ring.
Qed.

Lemma binary_dot_unit n z w : 0 < nrm n w -> binary (dot n z w) = binary (dot n z (unit n w)).
Proof.
  intros H. rewrite <- (unit_scal_nrm n w H) at 1. rewrite dot_scal_r. now apply binary_scal.
Qed.

(** Functions of 1{z.w > 0}, 1{z.w* > 0} and z, in the frame (u, e). *)
Lemma sector_frame (F : R -> R -> R -> R -> R) w ws l : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  (forall p q, plane_expectation (fun x y =>
     F (binary x) (binary (x * cos (angle 2 w ws) + y * sin (angle 2 w ws)))
       (x * unit 2 w 0%nat + y * p) (x * unit 2 w 1%nat + y * q))
     (l (cos (angle 2 w ws) * unit 2 w 0%nat + sin (angle 2 w ws) * p)
        (cos (angle 2 w ws) * unit 2 w 1%nat + sin (angle 2 w ws) * q))) ->
  plane_expectation (fun x y => F (binary (dot 2 (plane x y) w)) (binary (dot 2 (plane x y) ws)) x y)
    (l (unit 2 ws 0%nat) (unit 2 ws 1%nat)).
Proof.
  intros Hw Hs H. destruct (plane_frame w ws Hw Hs) as (N & o & O & A & B).
  set (c := unit 2 w 0%nat) in *. set (s := unit 2 w 1%nat) in *. set (theta := angle 2 w ws) in *.
  apply (plane_expectation_frame _ _ c s o N O). rewrite A, B.
  refine (plane_expectation_ext _ _ _ _ (H (o * - s) (o * c))).
  intros x y. rewrite !(binary_dot_unit 2 _ w), !(binary_dot_unit 2 _ ws) by assumption. simpl. fold c s.
  rewrite A, B. assert (o * o = 1) by (destruct O as [->| ->]; ring).
  f_equal; f_equal.
  - transitivity (x * (c * c + s * s)); [rewrite N; ring | ring].
  - transitivity (x * cos theta * (c * c + s * s) + y * sin theta * (o * o) * (c * c + s * s));
      [rewrite N, H0; ring | ring].
Qed.

Section Plane.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Theorem plane_half_probability : plane_expectation (fun x y => binary (dot 2 (plane x y) w)) (/ 2).
Proof. apply (sector_frame (fun a _ _ _ => a) w w (fun _ _ => / 2)); auto. intros; apply half_plane_probability. Qed.

Theorem plane_sector_probability :
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws))
    ((PI - angle 2 w ws) / (2 * PI)).
Proof.
  apply (sector_frame (fun a b _ _ => a * b) w ws (fun _ _ => (PI - angle 2 w ws) / (2 * PI))); auto.
  intros. apply sector_probability, angle_range.
Qed.

Lemma plane_mean_coordinate j : (j < 2)%nat -> plane_expectation (fun x y => plane x y j) 0.
Proof. destruct j as [|[|j]]; [intros _; exact mean_x | intros _; exact mean_y | lia]. Qed.

Theorem plane_half_moment j : (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * plane x y j) (unit 2 w j / sqrt (2 * PI)).
Proof.
  intros Hj. pose proof sqrt_2PI_pos as P.
  refine (sector_frame (fun a _ x y => a * plane x y j) w w (fun _ _ => unit 2 w j / sqrt (2 * PI)) w_nz w_nz _).
  intros p q.
  set (k := match j with O => p | _ => q end).
  apply (plane_expectation_ext (fun x y => unit 2 w j * (binary x * x) + k * (binary x * y))).
  { intros x y. unfold k. destruct j as [|[|j]]; [simpl; ring | simpl; ring | lia]. }
  replace (unit 2 w j / sqrt (2 * PI)) with (unit 2 w j * / sqrt (2 * PI) + k * 0) by (unfold Rdiv; ring).
  apply plane_expectation_plus; apply plane_expectation_scal; [apply half_plane_moment_x | apply half_plane_moment_y].
Qed.

Theorem plane_sector_moment j : (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI))).
Proof.
  intros Hj. pose proof sqrt_2PI_pos as P.
  set (S := sqrt (2 * PI)) in *. set (theta := angle 2 w ws).
  assert (R : forall l, l = unit 2 ws j -> plane_expectation (fun x y => binary (dot 2 (plane x y) w) *
    binary (dot 2 (plane x y) ws) * plane x y j) ((unit 2 w j + l) / (2 * S)) -> plane_expectation (fun x y =>
    binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((unit 2 w j + unit 2 ws j) / (2 * S))) by (intros l ->; auto).
  apply (R (plane (unit 2 ws 0%nat) (unit 2 ws 1%nat) j)); [destruct j as [|[|j]]; [easy | easy | lia]|].
  refine (sector_frame (fun a b x y => a * b * plane x y j) w ws
    (fun x y => (unit 2 w j + plane x y j) / (2 * S)) w_nz ws_nz _).
  intros p q. fold theta.
  set (k := match j with O => p | _ => q end).
  apply (plane_expectation_ext (fun x y => unit 2 w j * (binary x * binary (x * cos theta + y * sin theta) * x)
    + k * (binary x * binary (x * cos theta + y * sin theta) * y))).
  { intros x y. unfold k. destruct j as [|[|j]]; [simpl; ring | simpl; ring | lia]. }
  match goal with |- plane_expectation _ ?l =>
    replace l with (unit 2 w j * ((1 + cos theta) / (2 * S)) + k * (sin theta / (2 * S))) end.
  2:{ unfold k. destruct j as [|[|j]]; [simpl; field; lra | simpl; field; lra | lia]. }
  pose proof (angle_range 2 w ws).
  apply plane_expectation_plus; apply plane_expectation_scal; [now apply sector_moment_x | now apply sector_moment_y].
Qed.
End Plane.

Theorem plane_sector_moments w ws : 0 < nrm 2 w -> 0 < nrm 2 ws -> sector_moments plane_expectation w ws.
Proof.
  intros Hw Hs. split; auto using plane_half_probability, plane_sector_probability, plane_mean_coordinate,
    plane_half_moment, plane_sector_moment.
Qed.
