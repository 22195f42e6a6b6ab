(** * First moments beyond a line, on one side of another

    For beta > 0 and 0 < th < pi: E[1{x > beta, x cos th + y sin th > 0} (x, y)] in closed form, from angular
    integrals with explicit primitives. Source: P1, Lemma 12, whose integrals p and q are evaluated here. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Network Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial GaussianLine Erf.
From Coarsegrad.theory Require Import PlaneExpectation PlaneMoments RadialTails.
Open Scope R_scope.

(** T is 1{q > 0}, whatever its value at 0. *)
Definition sees_sign (T : R -> R) : Prop := (forall q, 0 < q -> T q = 1) /\ (forall q, q < 0 -> T q = 0).

Section Tails.
Variable beta : R.
Hypothesis beta_pos : 0 < beta.

(** The radial integral in the direction t. *)
Definition radial (t : R) : R := cut cos (fun t => second_tail (beta / cos t)) t.

Lemma is_derive_over_cos t : cos t <> 0 ->
  is_derive (fun t => beta / cos t) t (beta * sin t / (cos t * cos t)).
Proof. intros H. auto_derive; [exact H|]. Req. field. exact H. Qed.

Lemma is_derive_tan t : cos t <> 0 ->
  is_derive (fun t => beta * (sin t / cos t)) t (beta / (cos t * cos t)).
Proof.
  intros H. auto_derive; [exact H|]. Req. pose proof (sin2_cos2 t) as E. unfold Rsqr in E.
  replace beta with (beta * (sin t * sin t + cos t * cos t)) at 2 by (rewrite E; ring). field. exact H.
Qed.

Lemma continuous_radial t : continuous radial t.
Proof.
  destruct (Rtotal_order (cos t) 0) as [L|[E|G]].
  - apply continuous_cut_neg; [apply continuous_cos | exact L].
  - apply continuous_cut_0 with (6 / beta); [apply continuous_cos | exact E |].
    apply filter_forall. intros s P. assert (0 < beta / cos s) by now apply Rdiv_lt_0_compat.
    pose proof (second_tail_pos (beta / cos s)). rewrite Rabs_pos_eq by auto with real.
    eapply Rle_trans; [now apply second_tail_le|]. right. field. lra.
  - apply continuous_cut_pos; [apply continuous_cos | exact G |].
    apply (continuous_comp (fun t => beta / cos t) second_tail).
    + apply (ex_derive_continuous (fun t => beta / cos t)). eexists. apply is_derive_over_cos. lra.
    + apply (ex_derive_continuous second_tail). eexists. apply is_derive_second_tail.
Qed.

(** ** Primitives of cos t radial t and sin t radial t *)
Definition secant_tail (t : R) : R := tail (beta / cos t).
Definition tangent_tail (t : R) : R := tail (beta * (sin t / cos t)).

Definition primitive_x (t : R) : R := sin t * cut cos secant_tail t - gauss beta * cut cos tangent_tail t.
Definition primitive_y (t : R) : R := - (cos t * cut cos secant_tail t).

Lemma gauss_secant t : cos t <> 0 -> gauss beta * gauss (beta * (sin t / cos t)) = gauss (beta / cos t).
Proof.
  intros H. unfold gauss. rewrite <- exp_plus. f_equal.
  pose proof (sin2_cos2 t) as E. unfold Rsqr in E.
  replace (beta / cos t * (beta / cos t))
    with (beta * beta * (sin t * sin t + cos t * cos t) / (cos t * cos t)) by (rewrite E; field; exact H).
  field. exact H.
Qed.

Lemma is_derive_secant_tail t : 0 < cos t ->
  is_derive (cut cos secant_tail) t (- (beta * sin t / (cos t * cos t) * gauss (beta / cos t))).
Proof.
  intros H. apply is_derive_cut; [apply continuous_cos | exact H |]. unfold secant_tail. evar_last.
  - apply (is_derive_comp tail (fun t => beta / cos t)); [apply is_derive_tail | apply is_derive_over_cos; lra].
  - unfold scal; simpl; unfold mult; simpl. Req. ring.
Qed.

Lemma is_derive_tangent_tail t : 0 < cos t ->
  is_derive (cut cos tangent_tail) t (- (beta / (cos t * cos t) * gauss (beta * (sin t / cos t)))).
Proof.
  intros H. apply is_derive_cut; [apply continuous_cos | exact H |]. unfold tangent_tail. evar_last.
  - apply (is_derive_comp tail (fun t => beta * (sin t / cos t))); [apply is_derive_tail | apply is_derive_tan; lra].
  - unfold scal; simpl; unfold mult; simpl. Req. ring.
Qed.

Lemma is_derive_primitive_x t : 0 < cos t -> is_derive primitive_x t (cos t * radial t).
Proof.
  intros H. unfold primitive_x. evar_last.
  - apply @is_derive_minus.
    + apply (is_derive_mult sin (cut cos secant_tail) t);
        [apply is_derive_sin | now apply is_derive_secant_tail | intros; apply Rmult_comm].
    + apply is_derive_scal. now apply is_derive_tangent_tail.
  - unfold minus, plus, opp, mult; simpl. unfold radial. rewrite !cut_pos by exact H. unfold secant_tail, second_tail.
    Req. rewrite <- gauss_secant by lra. pose proof (sin2_cos2 t) as E. unfold Rsqr in E.
    set (g := gauss beta * gauss (beta * (sin t / cos t))).
    replace (gauss beta * - (beta / (cos t * cos t) * gauss (beta * (sin t / cos t))))
      with (- (beta * (sin t * sin t + cos t * cos t) / (cos t * cos t) * g)).
    + field. lra.
    + rewrite E. unfold g. field. lra.
Qed.

Lemma is_derive_primitive_y t : 0 < cos t -> is_derive primitive_y t (sin t * radial t).
Proof.
  intros H. unfold primitive_y. evar_last.
  - apply @is_derive_opp.
    apply (is_derive_mult cos (cut cos secant_tail) t);
      [apply is_derive_cos | now apply is_derive_secant_tail | intros; apply Rmult_comm].
  - unfold plus, opp, mult; simpl. unfold radial. rewrite !cut_pos by exact H. unfold secant_tail, second_tail.
    Req. field. lra.
Qed.

Lemma continuous_secant_tail_PI2 : continuous (cut cos secant_tail) (PI / 2).
Proof.
  apply continuous_cut_0 with (4 / beta); [apply continuous_cos | apply cos_PI2 |].
  apply filter_forall. intros s P. unfold secant_tail. assert (0 < beta / cos s) by now apply Rdiv_lt_0_compat.
  pose proof (tail_pos (beta / cos s)). rewrite Rabs_pos_eq by lra.
  eapply Rle_trans; [now apply tail_le|]. right. field. lra.
Qed.

Lemma continuous_tangent_tail_PI2 : continuous (cut cos tangent_tail) (PI / 2).
Proof.
  apply continuous_cut_0 with (8 / beta); [apply continuous_cos | apply cos_PI2 |].
  assert (L : locally (PI / 2) (fun s => 1 / 2 < sin s)).
  { apply (continuous_sin (PI / 2) (fun u => 1 / 2 < u)), (open_gt (1 / 2)). rewrite sin_PI2. lra. }
  revert L. apply filter_imp. intros s L P. unfold tangent_tail.
  assert (Y : 0 < beta * (sin s / cos s)) by (apply Rmult_lt_0_compat; [lra | apply Rdiv_lt_0_compat; lra]).
  pose proof (tail_pos (beta * (sin s / cos s))). rewrite Rabs_pos_eq by lra.
  eapply Rle_trans; [now apply tail_le|].
  replace (4 / (beta * (sin s / cos s))) with (4 / beta * cos s * / sin s) by (field; lra).
  replace (8 / beta * cos s) with (4 / beta * cos s * 2) by (field; lra).
  apply Rmult_le_compat_l.
  - apply Rmult_le_pos; [|lra]. left. apply Rdiv_lt_0_compat; lra.
  - apply Rmult_le_reg_r with (sin s); [lra|]. rewrite Rinv_l by lra. lra.
Qed.

Section Angle.
Variable th : R.
Hypothesis th_range : 0 < th < PI.

Lemma cos_pos_inside t : th - PI / 2 <= t < PI / 2 -> 0 < cos t.
Proof. intros H. apply cos_gt_0; lra. Qed.

Lemma primitive_continuous (Q : R -> R) (q : R -> R) :
  (forall t, 0 < cos t -> is_derive Q t (q t)) -> continuous Q (PI / 2) ->
  forall t, th - PI / 2 <= t <= PI / 2 -> continuous Q t.
Proof.
  intros D C t Ht. destruct (Req_dec t (PI / 2)) as [->|N]; [exact C|].
  apply (ex_derive_continuous Q). eexists. apply D, cos_pos_inside. lra.
Qed.

Lemma cos_low : cos (th - PI / 2) = sin th.
Proof. rewrite cos_minus, cos_PI2, sin_PI2. ring. Qed.
Lemma sin_low : sin (th - PI / 2) = - cos th.
Proof. rewrite sin_minus, cos_PI2, sin_PI2. ring. Qed.

Lemma integral_x : is_RInt (fun t => cos t * radial t) (th - PI / 2) (PI / 2)
  (cos th * tail (beta / sin th) + gauss beta * tail (- (beta * (cos th / sin th)))).
Proof.
  assert (S : 0 < sin th) by (apply sin_gt_0; lra).
  replace (cos th * tail (beta / sin th) + gauss beta * tail (- (beta * (cos th / sin th))))
    with (primitive_x (PI / 2) - primitive_x (th - PI / 2)).
  2:{ unfold primitive_x. rewrite !(cut_npos cos _ (PI / 2)) by (rewrite cos_PI2; lra).
      rewrite !cut_pos by (rewrite cos_low; exact S). unfold secant_tail, tangent_tail. rewrite cos_low, sin_low.
      replace (beta * (- cos th / sin th)) with (- (beta * (cos th / sin th))) by (field; lra). ring. }
  apply is_RInt_derive_interior; [lra | | |].
  - intros t. apply (continuous_mult cos radial); [apply continuous_cos | apply continuous_radial].
  - intros t Ht. apply is_derive_primitive_x, cos_pos_inside. lra.
  - apply primitive_continuous with (fun t => cos t * radial t); [apply is_derive_primitive_x|].
    apply (continuous_minus (fun t => sin t * cut cos secant_tail t) (fun t => gauss beta * cut cos tangent_tail t)).
    + apply (continuous_mult sin (cut cos secant_tail)); [apply continuous_sin | apply continuous_secant_tail_PI2].
    + apply (continuous_mult (fun _ => gauss beta)); [apply continuous_const | apply continuous_tangent_tail_PI2].
Qed.

Lemma integral_y : is_RInt (fun t => sin t * radial t) (th - PI / 2) (PI / 2) (sin th * tail (beta / sin th)).
Proof.
  assert (S : 0 < sin th) by (apply sin_gt_0; lra).
  replace (sin th * tail (beta / sin th)) with (primitive_y (PI / 2) - primitive_y (th - PI / 2)).
  2:{ unfold primitive_y. rewrite (cut_npos cos _ (PI / 2)) by (rewrite cos_PI2; lra).
      rewrite cut_pos by (rewrite cos_low; exact S). unfold secant_tail. rewrite cos_low. ring. }
  apply is_RInt_derive_interior; [lra | | |].
  - intros t. apply (continuous_mult sin radial); [apply continuous_sin | apply continuous_radial].
  - intros t Ht. apply is_derive_primitive_y, cos_pos_inside. lra.
  - apply primitive_continuous with (fun t => sin t * radial t); [apply is_derive_primitive_y|].
    apply (continuous_opp (fun t => cos t * cut cos secant_tail t)).
    apply (continuous_mult cos (cut cos secant_tail)); [apply continuous_cos | apply continuous_secant_tail_PI2].
Qed.

(** ** The moments *)
Variables S T : R -> R.
Hypothesis S_step : steps_at beta S.
Hypothesis T_sign : sees_sign T.

Lemma is_RInt_tail_sector (phi : R -> R) l : (forall t, cos t <= 0 -> phi t = 0) ->
  is_RInt phi (th - PI / 2) (PI / 2) l -> is_RInt (fun t => T (cos (t - th)) * phi t) (- PI) PI l.
Proof.
  destruct T_sign as [Pos Neg]. intros Z H.
  replace l with (plus (plus 0 l) 0) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with (PI / 2); [apply @is_RInt_Chasles with (th - PI / 2)|].
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros t Ht.
    destruct (Rle_dec t (- (PI / 2))).
    + rewrite Z; [ring|]. rewrite <- cos_neg. apply cos_le_0; lra.
    + rewrite Neg; [ring|]. rewrite <- cos_neg. apply cos_lt_0; lra.
  - apply (is_RInt_ext phi); [|exact H]. rewrite Rmin_left, Rmax_right by lra. intros t Ht.
    rewrite Pos; [Req; ring | apply cos_gt_0; lra].
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros t Ht.
    rewrite Z; [ring | apply cos_le_0; lra].
Qed.

Lemma T_scal r q : 0 < r -> T (r * q) = T q.
Proof.
  destruct T_sign as [Pos Neg]. intros Hr. destruct (Rtotal_order q 0) as [L|[E|G]].
  - rewrite !Neg by nra. reflexivity.
  - rewrite E, Rmult_0_r. reflexivity.
  - rewrite !Pos by nra. reflexivity.
Qed.

Lemma tail_expectation (F : R -> R -> R) (k : R -> R) l :
  (forall r t, 0 < r -> F (r * cos t) (r * sin t) = T (cos (t - th)) * k t * (S (r * cos t) * r)) ->
  is_RInt (fun t => k t * radial t) (th - PI / 2) (PI / 2) (2 * PI * l) -> plane_expectation F l.
Proof.
  intros HF HI. exists (fun t => T (cos (t - th)) * (k t * radial t)). split.
  - intros t _. pose proof (radial_tail beta S (cos t) beta_pos S_step) as R.
    apply (is_RInt_gen_ext (fun r => scal (T (cos (t - th)) * k t) (S (r * cos t) * (r * r * gauss r)))).
    + exists (fun x => x = 0) (fun y => 0 < y); [reflexivity | exists 0; auto |].
      intros x y -> Hy r. simpl. rewrite Rmin_left, Rmax_right by lra. intros [Hr _].
      rewrite HF by exact Hr. unfold scal; simpl; unfold mult; simpl. ring.
    + replace (T (cos (t - th)) * (k t * radial t)) with (scal (T (cos (t - th)) * k t) (radial t))
        by (unfold scal; simpl; unfold mult; simpl; ring).
      apply @is_RInt_gen_scal; [typeclasses eauto | typeclasses eauto | exact R].
  - apply is_RInt_tail_sector; [|exact HI]. intros t Ht. unfold radial. rewrite cut_npos by exact Ht. ring.
Qed.

Lemma two_PI_over l : 2 * PI * (l / (2 * PI)) = l.
Proof. field. apply PI_neq0. Qed.

Theorem tail_moment_x :
  plane_expectation (fun x y => T (x * cos th + y * sin th) * (S x * x))
    ((cos th * tail (beta / sin th) + gauss beta * tail (- (beta * (cos th / sin th)))) / (2 * PI)).
Proof.
  apply tail_expectation with cos.
  - intros r t Hr. rewrite polar_dot, T_scal by exact Hr. ring.
  - rewrite two_PI_over. apply integral_x.
Qed.

Theorem tail_moment_y :
  plane_expectation (fun x y => T (x * cos th + y * sin th) * (S x * y)) (sin th * tail (beta / sin th) / (2 * PI)).
Proof.
  apply tail_expectation with sin.
  - intros r t Hr. rewrite polar_dot, T_scal by exact Hr. ring.
  - rewrite two_PI_over. apply integral_y.
Qed.
End Angle.
End Tails.
