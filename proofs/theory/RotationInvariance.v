(** * Rotations and reflections

    The plane expectation is invariant under every isometry of the plane that fixes the origin, and the expectation over
    m rows under the same rotation of every row. Source: the book; P1 uses it tacitly ("without loss of generality"). *)
From Coq Require Import Reals Lra Psatz FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian.
From Coarsegrad.lib Require Import RealFacts.
From Coarsegrad.theory Require Import PlaneExpectation.
Open Scope R_scope.

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

(** ** All rows at once *)

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
