(** * Half-planes and sectors in the frame of the first axis

    Probabilities and first moments of {x > 0} and {x > 0, x cos th + y sin th > 0}, for 0 <= th <= pi.
    Source: P1, Lemma 11. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Network Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial LineIntegrals.
From Coarsegrad.theory Require Import PlaneExpectation.
Open Scope R_scope.

Lemma is_RInt_zero a b (f : R -> R) :
  (forall x, Rmin a b < x < Rmax a b -> f x = 0) -> is_RInt f a b 0.
Proof. exact (is_RInt_vanishing a b f). Qed.

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
  - apply is_RInt_zero. rewrite Rmin_left, Rmax_right by lra. intros a Ha.
    destruct (Rle_dec (a - th) (- (3 * (PI / 2)))).
    + rewrite (binary_npos (cos a)); [Req; ring|].
      rewrite <- cos_neg. apply cos_le_0; lra.
    + rewrite (binary_npos (cos (a - th))); [Req; ring|].
      rewrite <- cos_neg. apply cos_le_0; lra.
  - apply (is_RInt_ext phi); [|exact Hphi].
    rewrite Rmin_left, Rmax_right by lra. intros a Ha.
    rewrite !binary_pos; [Req; ring | apply cos_gt_0; lra | apply cos_gt_0; lra].
  - apply is_RInt_zero. rewrite Rmin_left, Rmax_right by lra. intros a Ha.
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
