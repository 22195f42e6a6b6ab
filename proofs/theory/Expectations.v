(** * The closed forms are expectations

    For w, w* in R^2 and every m: the population loss, its gradient in v, and the expected coarse gradients of identity,
    ReLU and leaky ReLU are the expectations of what one input gives. No condition on the angle, and w = 0 apart.
    Sources: P1, Lemmas 1, 2, 4 and 9. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry PlaneExpectation Rows PlaneMoments.
Open Scope R_scope.

Theorem expectation_unique m F l l' : expectation m F l -> expectation m F l' -> l = l'.
Proof. exact (iterated_unique plane_expectation m plane_expectation_unique F l l'). Qed.

(** ** From the moments of one row, for any linear expectation of one row *)
Section Closed.
Variable E : (R -> R -> R) -> R -> Prop.
Hypothesis E_linear : linear E.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis moments : sector_moments E w ws.

Theorem iterated_loss_closed :
  iterated E m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss m 2 vs ws v w).
Proof.
  destruct moments as [Pw Ps Pb _ _ _ _].
  pose proof (iterated_sample_loss E E_linear m vs ws v w _ _ Pw Ps _ Pb) as H.
  match type of H with iterated _ _ _ ?l => replace (population_loss m 2 vs ws v w) with l; [exact H|] end.
  unfold population_loss, I_plus_J, I_theta_plus_J. dot_expand. rewrite (dot_sym m v ones), (dot_sym m vs ones).
  field. apply PI_neq0.
Qed.

Theorem iterated_gradient_v_closed i : (i < m)%nat ->
  iterated E m (fun Z => sample_gradient_v m 2 vs ws v w Z i) (population_gradient_v m 2 vs ws v w i).
Proof.
  intros Hi. destruct moments as [Pw Ps Pb _ _ _ _].
  pose proof (iterated_gradient_v E E_linear m vs ws v w _ _ Pw Ps _ Pb i Hi) as H.
  match type of H with iterated _ _ _ ?l => replace (population_gradient_v m 2 vs ws v w i) with l; [exact H|] end.
  unfold population_gradient_v, I_plus_J, I_theta_plus_J, vsub, vadd, vscal, ones. field. apply PI_neq0.
Qed.

Theorem iterated_identity_closed j : (j < 2)%nat ->
  iterated E m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity m 2 vs ws v w j).
Proof.
  intros Hj. destruct moments as [Pw Ps _ Mean Mw Ms _]. pose proof (linear_ext E E_linear) as Ext.
  pose proof (iterated_coarse_gradient E E_linear m vs ws v w _ _ Pw Ps identity_slope j _ _ _ Hj
    (Ext _ _ _ (fun x y => eq_sym (Rmult_1_l _)) (Mean j Hj))
    (Ext _ _ _ (fun x y => f_equal (Rmult _) (eq_sym (Rmult_1_l _))) (Mw j Hj))
    (Ext _ _ _ (fun x y => f_equal (Rmult _) (eq_sym (Rmult_1_l _))) (Ms j Hj))) as H.
  match type of H with iterated _ _ _ ?l =>
    replace (expected_coarse_gradient_identity m 2 vs ws v w j) with l; [exact H|] end.
  unfold expected_coarse_gradient_identity, vscal, vsub. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem iterated_relu_closed j : (j < 2)%nat ->
  iterated E m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    (expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros Hj. destruct moments as [Pw Ps _ _ Mw _ Mb]. pose proof (linear_ext E E_linear) as Ext.
  assert (Mw' : E (fun x y => binary (dot 2 (plane x y) w) * (relu_slope (dot 2 (plane x y) w) * plane x y j))
    (unit 2 w j / sqrt (2 * PI))).
  { refine (Ext _ _ _ _ (Mw j Hj)). intros x y. unfold relu_slope.
    rewrite <- (binary_idem (dot 2 (plane x y) w)) at 1. ring. }
  assert (Mb' : E (fun x y => binary (dot 2 (plane x y) ws) * (relu_slope (dot 2 (plane x y) w) * plane x y j))
    ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI)))).
  { refine (Ext _ _ _ _ (Mb j Hj)). intros x y. unfold relu_slope. ring. }
  pose proof (iterated_coarse_gradient E E_linear m vs ws v w _ _ Pw Ps relu_slope j _ _ _ Hj (Mw j Hj) Mw' Mb') as H.
  match type of H with iterated _ _ _ ?l =>
    replace (expected_coarse_gradient_relu m 2 vs ws v w j) with l; [exact H|] end.
  unfold expected_coarse_gradient_relu, h, vscal, vsub. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem iterated_leaky_relu_closed alpha j : (j < 2)%nat ->
  iterated E m (fun Z => sample_coarse_gradient m 2 vs ws v w (leaky_relu_slope alpha) Z j)
    (alpha * expected_coarse_gradient_identity m 2 vs ws v w j
     + (1 - alpha) * expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros Hj.
  pose proof (iterated_plus E E_linear m _ _ _ _ (iterated_scal E E_linear m alpha _ _ (iterated_identity_closed j Hj))
    (iterated_scal E E_linear m (1 - alpha) _ _ (iterated_relu_closed j Hj))) as H.
  revert H. apply iterated_ext. intros Z. unfold sample_coarse_gradient.
  rewrite (sum_ext m (fun i => v i * leaky_relu_slope alpha (dot 2 (Z i) w) * Z i j)
    (fun i => alpha * (v i * identity_slope (dot 2 (Z i) w) * Z i j)
      + (1 - alpha) * (v i * relu_slope (dot 2 (Z i) w) * Z i j))).
  - rewrite sum_plus, !sum_scal. ring.
  - intros i _. unfold leaky_relu_slope, identity_slope, relu_slope. ring.
Qed.
End Closed.

(** ** Any w and w* in the plane, both nonzero *)
Section Plane.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Let moments := plane_sector_moments w ws w_nz ws_nz.
Let lin := plane_expectation_linear.

Theorem expectation_sample_loss :
  expectation m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss m 2 vs ws v w).
Proof. exact (iterated_loss_closed _ lin m vs ws v w moments). Qed.

Theorem expectation_gradient_v i : (i < m)%nat ->
  expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i) (population_gradient_v m 2 vs ws v w i).
Proof. exact (iterated_gradient_v_closed _ lin m vs ws v w moments i). Qed.

Theorem expectation_identity j : (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity m 2 vs ws v w j).
Proof. exact (iterated_identity_closed _ lin m vs ws v w moments j). Qed.

Theorem expectation_relu j : (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    (expected_coarse_gradient_relu m 2 vs ws v w j).
Proof. exact (iterated_relu_closed _ lin m vs ws v w moments j). Qed.

Theorem expectation_leaky_relu alpha j : (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (leaky_relu_slope alpha) Z j)
    (alpha * expected_coarse_gradient_identity m 2 vs ws v w j
     + (1 - alpha) * expected_coarse_gradient_relu m 2 vs ws v w j).
Proof. exact (iterated_leaky_relu_closed _ lin m vs ws v w moments alpha j). Qed.
End Plane.

(** ** w = 0 *)
Section Zero.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_zero : nrm 2 w = 0.
Hypothesis ws_nz : 0 < nrm 2 ws.

Lemma dot_zero z : dot 2 z w = 0.
Proof.
  pose proof (cauchy_schwarz 2 z w) as H. rewrite w_zero, Rmult_0_r in H.
  pose proof (Rabs_pos (dot 2 z w)). destruct (Req_dec (dot 2 z w) 0) as [|N]; [assumption|].
  pose proof (Rabs_pos_lt _ N). lra.
Qed.

Lemma binary_dot_zero z : binary (dot 2 z w) = 0.
Proof. rewrite dot_zero. apply binary_npos. lra. Qed.

Let zero F : (forall x y, 0 = F x y) -> plane_expectation F 0.
Proof. intros H. exact (plane_expectation_ext _ _ _ H (plane_expectation_const 0)). Qed.

Lemma student_never : plane_expectation (fun x y => binary (dot 2 (plane x y) w)) 0.
Proof. apply zero. intros. now rewrite binary_dot_zero. Qed.

Theorem expectation_sample_loss_at_zero :
  expectation m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss_at_zero m vs).
Proof.
  pose proof (iterated_sample_loss _ plane_expectation_linear m vs ws v w _ _ student_never
    (plane_half_probability ws ws_nz) 0) as H.
  match type of H with _ -> iterated _ _ _ ?l => replace (population_loss_at_zero m vs) with l; [apply H|] end.
  - apply zero. intros. rewrite binary_dot_zero. ring.
  - unfold population_loss_at_zero, I_plus_J. dot_expand. rewrite (dot_sym m vs ones). field.
Qed.

Theorem expectation_gradient_v_at_zero i : (i < m)%nat ->
  expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i) 0.
Proof.
  intros _. apply (iterated_ext _ m (fun _ => 0)).
  - intros Z. unfold sample_gradient_v. rewrite binary_dot_zero. ring.
  - apply (iterated_const _ plane_expectation_linear).
Qed.

Theorem expectation_identity_at_zero j : (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros Hj. pose proof plane_expectation_ext as Ext.
  pose proof (iterated_coarse_gradient _ plane_expectation_linear m vs ws v w _ _ student_never
    (plane_half_probability ws ws_nz) identity_slope j _ 0 _ Hj
    (Ext _ _ _ (fun x y => eq_sym (Rmult_1_l _)) (plane_mean_coordinate j Hj))
    (zero _ (fun x y => eq_sym (eq_trans (f_equal2 Rmult (binary_dot_zero _) eq_refl) (Rmult_0_l _))))
    (Ext _ _ _ (fun x y => f_equal (Rmult _) (eq_sym (Rmult_1_l _))) (plane_half_moment ws ws_nz j Hj))) as H.
  match type of H with iterated _ _ _ ?l =>
    replace (expected_coarse_gradient_identity_at_zero m 2 vs ws v j) with l; [exact H|] end.
  unfold expected_coarse_gradient_identity_at_zero, vscal. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem expectation_relu_at_zero j :
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j) 0.
Proof.
  apply (iterated_ext _ m (fun _ => 0)); [|apply (iterated_const _ plane_expectation_linear)].
  intros Z. unfold sample_coarse_gradient, relu_slope.
  rewrite (sum_ext m _ (fun i => 0 * v i)) by (intros i _; rewrite binary_dot_zero; ring).
  rewrite sum_scal. ring.
Qed.
End Zero.
