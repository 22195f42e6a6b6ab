(** * Facts about plane expectations

    Uniqueness, linearity, functions that depend on the angle alone (up to a factor r). *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial.
Open Scope R_scope.

(** Functional version. *)
Definition plane_mean (F : R -> R -> R) : R :=
  / (2 * PI) * RInt (fun a =>
     RInt_gen (fun r => F (r * cos a) (r * sin a) * (r * gauss r))
       (at_point 0) (Rbar_locally p_infty)) (- PI) PI.

Lemma plane_expectation_mean F l : plane_expectation F l -> plane_mean F = l.
Proof.
  intros (I & HI & HR). unfold plane_mean. pose proof PI_RGT_0 as P.
  rewrite (RInt_ext _ I).
  - rewrite (is_RInt_unique _ _ _ _ HR). Req. field. lra.
  - intros a. rewrite Rmin_left, Rmax_right by lra. intros Ha.
    apply is_RInt_gen_unique, HI. lra.
Qed.

Lemma plane_expectation_unique F l l' : plane_expectation F l -> plane_expectation F l' -> l = l'.
Proof. intros H1 H2. now rewrite <- (plane_expectation_mean F l H1), (plane_expectation_mean F l' H2). Qed.

Lemma plane_expectation_ext F G l : (forall x y, F x y = G x y) -> plane_expectation F l -> plane_expectation G l.
Proof.
  intros E (I & HI & HR). exists I; split; [|exact HR]. intros a Ha.
  apply (is_RInt_gen_ext (fun r => F (r * cos a) (r * sin a) * (r * gauss r))); [|now apply HI].
  apply filter_forall. intros ab r _. now rewrite E.
Qed.

Lemma plane_expectation_plus F G l k :
  plane_expectation F l -> plane_expectation G k -> plane_expectation (fun x y => F x y + G x y) (l + k).
Proof.
  intros (I & HI & HR) (J & HJ & HS). exists (fun a => I a + J a); split.
  - intros a Ha.
    apply (is_RInt_gen_ext (fun r => plus (F (r * cos a) (r * sin a) * (r * gauss r))
                                          (G (r * cos a) (r * sin a) * (r * gauss r)))).
    { apply filter_forall. intros ab r _. unfold plus; simpl. ring. }
    apply @is_RInt_gen_plus; try apply filter_of_at_point; auto; typeclasses eauto.
  - replace (2 * PI * (l + k)) with (plus (2 * PI * l) (2 * PI * k))
      by (unfold plus; simpl; ring).
    now apply @is_RInt_plus.
Qed.

Lemma plane_expectation_scal c F l : plane_expectation F l -> plane_expectation (fun x y => c * F x y) (c * l).
Proof.
  intros (I & HI & HR). exists (fun a => c * I a); split.
  - intros a Ha.
    apply (is_RInt_gen_ext (fun r => scal c (F (r * cos a) (r * sin a) * (r * gauss r)))).
    { apply filter_forall. intros ab r _. unfold scal; simpl; unfold mult; simpl. ring. }
    apply @is_RInt_gen_scal; auto; typeclasses eauto.
  - replace (2 * PI * (c * l)) with (scal c (2 * PI * l))
      by (unfold scal; simpl; unfold mult; simpl; ring).
    now apply @is_RInt_scal.
Qed.

(** Functions homogeneous of degree 0 and 1 along rays: only the angle matters. *)
Lemma plane_expectation_hom0 F Phi l :
  (forall r a, 0 < r -> - PI <= a <= PI -> F (r * cos a) (r * sin a) = Phi a) ->
  is_RInt Phi (- PI) PI (2 * PI * l) -> plane_expectation F l.
Proof.
  intros HF HR. exists Phi; split; [|exact HR]. intros a Ha.
  replace (Phi a) with (scal (Phi a) 1) by (unfold scal; simpl; unfold mult; simpl; ring).
  apply (is_RInt_gen_ext (fun r => scal (Phi a) (r * gauss r))).
  2:{ apply @is_RInt_gen_scal; try typeclasses eauto. apply integral_r_gauss. }
  exists (fun x => x = 0) (fun y => 0 < y); [reflexivity | exists 0; auto |].
  intros x y -> Hy r. simpl. rewrite Rmin_left, Rmax_right by lra. intros [Hr _].
  rewrite HF by assumption. reflexivity.
Qed.

Lemma plane_expectation_hom1 F Phi l :
  (forall r a, 0 < r -> - PI <= a <= PI -> F (r * cos a) (r * sin a) = r * Phi a) ->
  is_RInt Phi (- PI) PI (2 * PI * l / sqrt (PI / 2)) -> plane_expectation F l.
Proof.
  intros HF HR. pose proof PI_RGT_0 as P.
  assert (S : 0 < sqrt (PI / 2)) by (apply sqrt_lt_R0; lra).
  exists (fun a => scal (sqrt (PI / 2)) (Phi a)); split.
  - intros a Ha.
    replace (scal (sqrt (PI / 2)) (Phi a)) with (scal (Phi a) (sqrt (PI / 2)))
      by (unfold scal; simpl; unfold mult; simpl; ring).
    apply (is_RInt_gen_ext (fun r => scal (Phi a) (r * r * gauss r))).
    2:{ apply @is_RInt_gen_scal; try typeclasses eauto. apply integral_rr_gauss. }
    exists (fun x => x = 0) (fun y => 0 < y); [reflexivity | exists 0; auto |].
    intros x y -> Hy r. simpl. rewrite Rmin_left, Rmax_right by lra. intros [Hr _].
    rewrite HF by assumption. unfold scal; simpl; unfold mult; simpl. ring.
  - replace (2 * PI * l) with (scal (sqrt (PI / 2)) (2 * PI * l / sqrt (PI / 2))).
    2:{ unfold scal; simpl; unfold mult; simpl. field. lra. }
    now apply @is_RInt_scal.
Qed.

(** Total mass 1. *)
Lemma plane_expectation_one : plane_expectation (fun _ _ => 1) 1.
Proof.
  apply plane_expectation_hom0 with (fun _ => 1); [reflexivity|].
  replace (2 * PI * 1) with (scal (PI - - PI) 1) by (unfold scal; simpl; unfold mult; simpl; ring).
  apply @is_RInt_const.
Qed.

Lemma plane_expectation_const c : plane_expectation (fun _ _ => c) c.
Proof.
  pose proof (plane_expectation_scal c _ _ plane_expectation_one) as H. rewrite Rmult_1_r in H.
  eapply plane_expectation_ext; [|exact H]. intros; simpl; ring.
Qed.
