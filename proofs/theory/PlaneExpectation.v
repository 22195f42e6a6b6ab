(** * Expectations in the plane and over m rows

    The expectation of one Gaussian row in polar coordinates, and that of m rows. *)
From Coq Require Import Reals Lra Lia Psatz FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial.
Open Scope R_scope.

(** ** Facts about plane expectations

    Uniqueness, linearity, functions that depend on the angle alone (up to a factor r). *)

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

(** ** Expectations over independent rows

    From expectations of one row to the expectation of a product of two sums over m independent rows, and from there
    to the sample loss and the sample gradients, for any slope: a slope has to supply three expectations of one row.

    Everything is done for an arbitrary linear expectation [E] of one row, [linear E]; [expectation] is the case
    [E = plane_expectation]. Sources: P1, proofs of Lemmas 1, 2, 4 and 9. *)

(** What is used of the expectation of one row. *)
Record linear (E : (R -> R -> R) -> R -> Prop) : Prop := {
  linear_ext : forall F G l, (forall x y, F x y = G x y) -> E F l -> E G l;
  linear_const : forall c, E (fun _ _ => c) c;
  linear_plus : forall F G l k, E F l -> E G k -> E (fun x y => F x y + G x y) (l + k);
  linear_scal : forall c F l, E F l -> E (fun x y => c * F x y) (c * l) }.

Lemma plane_expectation_linear : linear plane_expectation.
Proof.
  split; [exact plane_expectation_ext | exact plane_expectation_const | exact plane_expectation_plus
         | exact plane_expectation_scal].
Qed.

(** [expectation], with [E] for the expectation of one row. *)
Definition iterated (E : (R -> R -> R) -> R -> Prop) : nat -> (rows -> R) -> R -> Prop :=
  fix iterated m F l :=
    match m with
    | O => F (fun _ => plane 0 0) = l
    | S k => exists G : rows -> R,
        (forall Z, E (fun x y => F (with_row Z k (plane x y))) (G Z)) /\ iterated k G l
    end.

Lemma expectation_iterated : expectation = iterated plane_expectation.
Proof. reflexivity. Qed.

(** The sum over the rows of a function of the row. *)
Definition row_sum (m : nat) (h : nat -> R -> R -> R) (Z : rows) : R :=
  sum m (fun i => h i (Z i 0%nat) (Z i 1%nat)).

Lemma with_row_same Z k z : with_row Z k z k = z.
Proof. unfold with_row. destruct (Nat.eq_dec k k) as [_|N]; [reflexivity | now elim N]. Qed.

Lemma with_row_other Z k z i : i <> k -> with_row Z k z i = Z i.
Proof. intros H. unfold with_row. now destruct (Nat.eq_dec i k). Qed.

Lemma row_sum_with_row m k h Z z : (m <= k)%nat -> row_sum m h (with_row Z k z) = row_sum m h Z.
Proof. intros H. apply sum_ext. intros i Hi. now rewrite with_row_other by lia. Qed.

Lemma sum_only m i a : (i < m)%nat -> sum m (fun k => if Nat.eq_dec k i then a k else 0) = a i.
Proof.
  intros H. induction m as [|k IH]; [lia|]. cbn [sum]. destruct (Nat.eq_dec k i) as [->|N].
  - rewrite (sum_ext i _ (fun k => 0 * a k)).
    + rewrite sum_scal. ring.
    + intros j Hj. destruct (Nat.eq_dec j i); [lia | ring].
  - rewrite IH by lia. ring.
Qed.

Section Iterated.
Variable E : (R -> R -> R) -> R -> Prop.
Hypothesis E_linear : linear E.

Lemma iterated_ext m : forall F G l, (forall Z, F Z = G Z) -> iterated E m F l -> iterated E m G l.
Proof. intros F G l H. now replace G with F by (apply functional_extensionality; exact H). Qed.

Lemma iterated_const m c : iterated E m (fun _ => c) c.
Proof.
  induction m as [|k IH]; simpl; [reflexivity|].
  exists (fun _ => c). split; [intros _; apply (linear_const E E_linear) | exact IH].
Qed.

Lemma iterated_plus m : forall F G l k,
  iterated E m F l -> iterated E m G k -> iterated E m (fun Z => F Z + G Z) (l + k).
Proof.
  induction m as [|j IH]; simpl; intros F G l k; [now intros <- <-|].
  intros (F' & HF & HF') (G' & HG & HG'). exists (fun Z => F' Z + G' Z). split; [|now apply IH].
  intros Z. now apply (linear_plus E E_linear).
Qed.

Lemma iterated_scal m c : forall F l, iterated E m F l -> iterated E m (fun Z => c * F Z) (c * l).
Proof.
  induction m as [|j IH]; simpl; intros F l; [now intros <-|].
  intros (F' & HF & HF'). exists (fun Z => c * F' Z). split; [|now apply IH].
  intros Z. now apply (linear_scal E E_linear).
Qed.

Lemma iterated_unique m : (forall F l l', E F l -> E F l' -> l = l') ->
  forall F l l', iterated E m F l -> iterated E m F l' -> l = l'.
Proof.
  intros U. induction m as [|k IH]; simpl; intros F l l'; [now intros <- <-|].
  intros (G & HG & H) (G' & HG' & H').
  assert (G = G') as -> by (apply functional_extensionality; intros Z; exact (U _ _ _ (HG Z) (HG' Z))).
  exact (IH G' l l' H H').
Qed.

(** *** The product of two sums over the rows

    E[(sum_i h_i)(sum_i k_i)] = sum_i E[h_i k_i] + (sum_i E h_i)(sum_i E k_i) - sum_i E h_i E k_i. *)
Section Bilinear.
Variables h k : nat -> R -> R -> R.
Variables mu nu c : nat -> R.

Lemma iterated_affine m :
  (forall i, (i < m)%nat -> E (h i) (mu i)) -> (forall i, (i < m)%nat -> E (k i) (nu i)) ->
  (forall i, (i < m)%nat -> E (fun x y => h i x y * k i x y) (c i)) -> forall a p q,
  iterated E m (fun Z => a + p * row_sum m h Z + q * row_sum m k Z + row_sum m h Z * row_sum m k Z)
    (a + p * sum m mu + q * sum m nu + (sum m c + sum m mu * sum m nu - sum m (fun i => mu i * nu i))).
Proof.
  induction m as [|j IH]; intros Hh Hk Hc a p q; [simpl; unfold row_sum; simpl; ring|].
  cbn [iterated].
  exists (fun Z => (a + p * mu j + q * nu j + c j)
     + (p + nu j) * row_sum j h Z + (q + mu j) * row_sum j k Z + row_sum j h Z * row_sum j k Z).
  split.
  - intros Z. set (s := row_sum j h Z). set (t := row_sum j k Z).
    apply (linear_ext E E_linear (fun x y =>
       (((a + p * s + q * t + s * t) + (p + t) * h j x y) + (q + s) * k j x y) + h j x y * k j x y)).
    { intros x y. unfold row_sum. cbn [sum]. fold (row_sum j h (with_row Z j (plane x y))).
      fold (row_sum j k (with_row Z j (plane x y))). rewrite !row_sum_with_row, with_row_same by lia.
      fold s t. simpl. ring. }
    replace (a + p * mu j + q * nu j + c j + (p + nu j) * s + (q + mu j) * t + s * t)
      with ((((a + p * s + q * t + s * t) + (p + t) * mu j) + (q + s) * nu j) + c j) by ring.
    destruct E_linear as [_ Const Plus Scal].
    apply Plus; [|now apply Hc; lia]. apply Plus; [|now apply Scal, Hk; lia].
    apply Plus; [apply Const | now apply Scal, Hh; lia].
  - cbn [sum].
    match goal with |- iterated _ _ _ ?l => replace l with
      ((a + p * mu j + q * nu j + c j) + (p + nu j) * sum j mu + (q + mu j) * sum j nu
        + (sum j c + sum j mu * sum j nu - sum j (fun i => mu i * nu i))) by ring end.
    apply IH; intros i Hi; [apply Hh | apply Hk | apply Hc]; lia.
Qed.

Theorem iterated_bilinear m :
  (forall i, (i < m)%nat -> E (h i) (mu i)) -> (forall i, (i < m)%nat -> E (k i) (nu i)) ->
  (forall i, (i < m)%nat -> E (fun x y => h i x y * k i x y) (c i)) ->
  iterated E m (fun Z => row_sum m h Z * row_sum m k Z)
    (sum m c + sum m mu * sum m nu - sum m (fun i => mu i * nu i)).
Proof.
  intros Hh Hk Hc. pose proof (iterated_affine m Hh Hk Hc 0 0 0) as H.
  match goal with |- iterated _ _ _ ?l =>
    replace l with (0 + 0 * sum m mu + 0 * sum m nu + l) by ring end.
  revert H. apply iterated_ext. intros Z. ring.
Qed.
End Bilinear.

(** *** The residual and the sample gradients *)
Section Samples.
Variable m : nat.
Variables vs ws v w : vec.

(** What one row adds to the residual. *)
Definition row_residual (i : nat) (x y : R) : R :=
  v i * binary (dot 2 (plane x y) w) - vs i * binary (dot 2 (plane x y) ws).

Lemma residual_row_sum Z : residual m 2 vs ws v w Z = row_sum m row_residual Z.
Proof.
  unfold residual, output, row_sum, row_residual.
  replace (sum m (fun i => v i * binary (dot 2 (Z i) w)) - sum m (fun i => vs i * binary (dot 2 (Z i) ws)))
    with (sum m (fun i => v i * binary (dot 2 (Z i) w)) + -1 * sum m (fun i => vs i * binary (dot 2 (Z i) ws)))
    by ring.
  rewrite <- sum_scal, <- sum_plus. apply sum_ext. intros i _.
  change (dot 2 (plane (Z i 0%nat) (Z i 1%nat)) w) with (dot 2 (Z i) w).
  change (dot 2 (plane (Z i 0%nat) (Z i 1%nat)) ws) with (dot 2 (Z i) ws). ring.
Qed.

Variables pw ps : R.
Hypothesis E_w : E (fun x y => binary (dot 2 (plane x y) w)) pw.
Hypothesis E_ws : E (fun x y => binary (dot 2 (plane x y) ws)) ps.

(** A row function G_i = v_i G: E[d_i G_i] from E[1{z.w > 0} G] and E[1{z.w* > 0} G]. *)
Lemma row_residual_times (G : R -> R -> R) gw gs i :
  E (fun x y => binary (dot 2 (plane x y) w) * G x y) gw ->
  E (fun x y => binary (dot 2 (plane x y) ws) * G x y) gs ->
  E (fun x y => row_residual i x y * G x y) (v i * gw - vs i * gs).
Proof.
  intros Hw Hs. destruct E_linear as [Ext _ Plus Scal].
  replace (v i * gw - vs i * gs) with (v i * gw + - vs i * gs) by ring.
  eapply Ext; [|exact (Plus _ _ _ _ (Scal (v i) _ _ Hw) (Scal (- vs i) _ _ Hs))].
  intros x y. unfold row_residual. ring.
Qed.

Lemma row_residual_mean i : E (row_residual i) (v i * pw - vs i * ps).
Proof.
  destruct E_linear as [Ext _ Plus Scal].
  replace (v i * pw - vs i * ps) with (v i * pw + - vs i * ps) by ring.
  eapply Ext; [|exact (Plus _ _ _ _ (Scal (v i) _ _ E_w) (Scal (- vs i) _ _ E_ws))].
  intros x y. unfold row_residual. ring.
Qed.

(** E[g_j] for any slope, from g = E[mu'(z.w) z_j], gw = E[1{z.w > 0} mu'(z.w) z_j] and
    gs = E[1{z.w* > 0} mu'(z.w) z_j]; pw and ps are the probabilities of z.w > 0 and z.w* > 0. *)
Theorem iterated_coarse_gradient slope j g gw gs : (j < 2)%nat ->
  E (fun x y => slope (dot 2 (plane x y) w) * plane x y j) g ->
  E (fun x y => binary (dot 2 (plane x y) w) * (slope (dot 2 (plane x y) w) * plane x y j)) gw ->
  E (fun x y => binary (dot 2 (plane x y) ws) * (slope (dot 2 (plane x y) w) * plane x y j)) gs ->
  iterated E m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (dot m v v * gw - dot m v vs * gs
     + g * (pw * (dot m ones v * dot m ones v - dot m v v) - ps * (dot m ones v * dot m ones vs - dot m v vs))).
Proof.
  intros Hj Hg Hw Hs. destruct E_linear as [Ext _ _ Scal].
  set (G := fun i x y => v i * (slope (dot 2 (plane x y) w) * plane x y j)).
  pose proof (iterated_bilinear row_residual G (fun i => v i * pw - vs i * ps) (fun i => v i * g)
    (fun i => v i * (v i * gw - vs i * gs)) m) as H.
  match type of H with _ -> _ -> _ -> iterated _ _ _ ?l => match goal with |- iterated _ _ _ ?l' =>
    replace l' with l end end.
  2:{ rewrite (sum_ext m _ (fun i => gw * (v i * v i) + - gs * (v i * vs i))) by (intros; ring).
      rewrite (sum_ext m (fun i => v i * pw - vs i * ps) (fun i => pw * v i + - ps * vs i)) by (intros; ring).
      rewrite (sum_ext m (fun i => v i * g) (fun i => g * v i)) by (intros; ring).
      rewrite (sum_ext m (fun i => (v i * pw - vs i * ps) * (v i * g))
        (fun i => g * pw * (v i * v i) + - (g * ps) * (v i * vs i))) by (intros; ring).
      rewrite !sum_plus, !sum_scal, !sum_dot, !sum_ones. ring. }
  refine (iterated_ext m _ _ _ _ (H _ _ _)).
  - intros Z. unfold sample_coarse_gradient. rewrite residual_row_sum. f_equal.
    apply sum_ext. intros i _. unfold G.
    change (dot 2 (plane (Z i 0%nat) (Z i 1%nat)) w) with (dot 2 (Z i) w).
    destruct j as [|[|j]]; [simpl; ring | simpl; ring | lia].
  - intros i _. apply row_residual_mean.
  - intros i _. apply Scal, Hg.
  - intros i _. apply (Ext (fun x y => v i * (row_residual i x y * (slope (dot 2 (plane x y) w) * plane x y j)))).
    { intros x y. unfold G. ring. }
    apply Scal, row_residual_times; assumption.
Qed.

(** The loss and the gradient in v need the probability q of both z.w > 0 and z.w* > 0. *)
Variable q : R.
Hypothesis E_both : E (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws)) q.

Lemma row_residual_binary i :
  E (fun x y => row_residual i x y * binary (dot 2 (plane x y) w)) (v i * pw - vs i * q).
Proof.
  pose proof (linear_ext E E_linear) as Ext. apply row_residual_times.
  - apply (Ext _ _ _ (fun x y => eq_sym (binary_idem _)) E_w).
  - apply (Ext _ _ _ (fun x y => Rmult_comm _ _) E_both).
Qed.

Lemma row_residual_square i :
  E (fun x y => row_residual i x y * row_residual i x y)
    (v i * v i * pw + vs i * vs i * ps - 2 * (v i * vs i) * q).
Proof.
  destruct E_linear as [Ext _ Plus Scal].
  replace (v i * v i * pw + vs i * vs i * ps - 2 * (v i * vs i) * q)
    with (v i * v i * pw + vs i * vs i * ps + - 2 * (v i * vs i) * q) by ring.
  eapply Ext; [|exact (Plus _ _ _ _ (Plus _ _ _ _ (Scal (v i * v i) _ _ E_w) (Scal (vs i * vs i) _ _ E_ws))
    (Scal (- 2 * (v i * vs i)) _ _ E_both))].
  intros x y. cbv beta. unfold row_residual.
  rewrite <- (binary_idem (dot 2 (plane x y) w)) at 1. rewrite <- (binary_idem (dot 2 (plane x y) ws)) at 1. ring.
Qed.

Theorem iterated_sample_loss :
  iterated E m (fun Z => sample_loss m 2 vs ws v w Z)
    (/ 2 * (pw * dot m v v + ps * dot m vs vs - 2 * q * dot m v vs + (pw * dot m ones v - ps * dot m ones vs) ^ 2
            - (pw ^ 2 * dot m v v - 2 * (pw * ps) * dot m v vs + ps ^ 2 * dot m vs vs))).
Proof.
  pose proof (iterated_bilinear _ _ _ _ _ m (fun i _ => row_residual_mean i) (fun i _ => row_residual_mean i)
    (fun i _ => row_residual_square i)) as H.
  apply (iterated_scal m (/ 2)) in H.
  match type of H with iterated _ _ _ ?l => match goal with |- iterated _ _ _ ?l' => replace l' with l end end.
  2:{ f_equal.
      rewrite (sum_ext m (fun i => v i * v i * pw + vs i * vs i * ps - 2 * (v i * vs i) * q)
        (fun i => (pw * (v i * v i) + ps * (vs i * vs i)) + - 2 * q * (v i * vs i))) by (intros; ring).
      rewrite (sum_ext m (fun i => v i * pw - vs i * ps) (fun i => pw * v i + - ps * vs i)) by (intros; ring).
      rewrite (sum_ext m (fun i => (v i * pw - vs i * ps) * (v i * pw - vs i * ps))
        (fun i => (pw ^ 2 * (v i * v i) + ps ^ 2 * (vs i * vs i)) + - 2 * (pw * ps) * (v i * vs i)))
        by (intros; ring).
      rewrite !sum_plus, !sum_scal, !sum_dot, !sum_ones. ring. }
  revert H. apply iterated_ext. intros Z. unfold sample_loss. rewrite residual_row_sum. ring.
Qed.

Theorem iterated_gradient_v i : (i < m)%nat ->
  iterated E m (fun Z => sample_gradient_v m 2 vs ws v w Z i)
    (v i * pw - vs i * q + pw * (pw * dot m ones v - ps * dot m ones vs) - pw * (v i * pw - vs i * ps)).
Proof.
  intros Hi. destruct E_linear as [Ext Const _ _].
  set (G := fun k x y => if Nat.eq_dec k i then binary (dot 2 (plane x y) w) else 0).
  pose proof (iterated_bilinear row_residual G (fun k => v k * pw - vs k * ps)
    (fun k => if Nat.eq_dec k i then pw else 0) (fun k => if Nat.eq_dec k i then v k * pw - vs k * q else 0) m) as H.
  match type of H with _ -> _ -> _ -> iterated _ _ _ ?l => match goal with |- iterated _ _ _ ?l' =>
    replace l' with l end end.
  2:{ rewrite (sum_ext m (fun k => (v k * pw - vs k * ps) * (if Nat.eq_dec k i then pw else 0))
        (fun k => if Nat.eq_dec k i then (v k * pw - vs k * ps) * pw else 0))
        by (intros k _; destruct (Nat.eq_dec k i); ring).
      rewrite !sum_only by exact Hi.
      rewrite (sum_ext m (fun i => v i * pw - vs i * ps) (fun i => pw * v i + - ps * vs i)) by (intros; ring).
      rewrite !sum_plus, !sum_scal, !sum_ones. ring. }
  refine (iterated_ext m _ _ _ _ (H _ _ _)).
  - intros Z. unfold sample_gradient_v. rewrite residual_row_sum. f_equal. unfold row_sum, G.
    exact (sum_only m i (fun k => binary (dot 2 (plane (Z k 0%nat) (Z k 1%nat)) w)) Hi).
  - intros k _. apply row_residual_mean.
  - intros k _. unfold G. destruct (Nat.eq_dec k i); [exact E_w | apply Const].
  - intros k _. unfold G. destruct (Nat.eq_dec k i) as [|_]; [apply row_residual_binary|].
    apply (Ext (fun _ _ => 0)); [intros; ring | apply Const].
Qed.
End Samples.
End Iterated.
