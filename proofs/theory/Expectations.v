(** * The closed forms are expectations

    The theorems, and points at which their hypotheses hold. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry PlaneExpectation PlaneMoments Cartesian PolarCartesian.
Open Scope R_scope.

(** ** The closed forms are expectations

    For w, w* in R^2 and every m: the population loss, its gradient in v, and the expected coarse gradients of identity,
    ReLU and leaky ReLU are the expectations of what one input gives. No condition on the angle, and w = 0 apart. First
    for any expectation of one row that is linear and has the moments of sectors, then in polar and in Cartesian
    coordinates.
    Sources: P1, Lemmas 1, 2, 4 and 9. *)

Theorem expectation_unique m F l l' : expectation m F l -> expectation m F l' -> l = l'.
Proof. exact (iterated_unique plane_expectation m plane_expectation_unique F l l'). Qed.

Theorem cartesian_expectation_unique m F l l' :
  cartesian_expectation m F l -> cartesian_expectation m F l' -> l = l'.
Proof. exact (iterated_unique cartesian_plane_expectation m cartesian_unique F l l'). Qed.

(** *** From the moments of one row, for any linear expectation of one row *)
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

(** *** w = 0 *)
Section Zero.
Variable E : (R -> R -> R) -> R -> Prop.
Hypothesis E_linear : linear E.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_zero : nrm 2 w = 0.
Hypothesis moments : sector_moments E ws ws.

Lemma dot_zero z : dot 2 z w = 0.
Proof.
  pose proof (cauchy_schwarz 2 z w) as H. rewrite w_zero, Rmult_0_r in H.
  pose proof (Rle_abs (dot 2 z w)). pose proof (Rle_abs (- dot 2 z w)) as L. rewrite Rabs_Ropp in L. lra.
Qed.

Lemma binary_dot_zero z : binary (dot 2 z w) = 0.
Proof. rewrite dot_zero. apply binary_npos. lra. Qed.

Let zero F : (forall x y, 0 = F x y) -> E F 0.
Proof. intros H. exact (linear_ext E E_linear _ _ _ H (linear_const E E_linear 0)). Qed.

Let never : E (fun x y => binary (dot 2 (plane x y) w)) 0.
Proof. apply zero. intros. now rewrite binary_dot_zero. Qed.

Theorem iterated_loss_at_zero :
  iterated E m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss_at_zero m vs).
Proof.
  pose proof (iterated_sample_loss E E_linear m vs ws v w _ _ never (teacher_probability _ _ _ moments) 0) as H.
  match type of H with _ -> iterated _ _ _ ?l => replace (population_loss_at_zero m vs) with l; [apply H|] end.
  - apply zero. intros. rewrite binary_dot_zero. ring.
  - unfold population_loss_at_zero, I_plus_J. dot_expand. rewrite (dot_sym m vs ones). field.
Qed.

Theorem iterated_gradient_v_at_zero i : iterated E m (fun Z => sample_gradient_v m 2 vs ws v w Z i) 0.
Proof.
  apply (iterated_ext _ m (fun _ => 0)); [|apply (iterated_const E E_linear)].
  intros Z. unfold sample_gradient_v. rewrite binary_dot_zero. ring.
Qed.

Theorem iterated_identity_at_zero j : (j < 2)%nat ->
  iterated E m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros Hj. pose proof (linear_ext E E_linear) as Ext. destruct moments as [_ Ps _ Mean _ Ms _].
  assert (Hw : E (fun x y => binary (dot 2 (plane x y) w) * (identity_slope (dot 2 (plane x y) w) * plane x y j)) 0).
  { apply zero. intros. rewrite binary_dot_zero. ring. }
  pose proof (iterated_coarse_gradient E E_linear m vs ws v w _ _ never Ps identity_slope j _ 0 _ Hj
    (Ext _ _ _ (fun x y => eq_sym (Rmult_1_l _)) (Mean j Hj)) Hw
    (Ext _ _ _ (fun x y => f_equal (Rmult _) (eq_sym (Rmult_1_l _))) (Ms j Hj))) as H.
  match type of H with iterated _ _ _ ?l =>
    replace (expected_coarse_gradient_identity_at_zero m 2 vs ws v j) with l; [exact H|] end.
  unfold expected_coarse_gradient_identity_at_zero, vscal. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem iterated_relu_at_zero j :
  iterated E m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j) 0.
Proof.
  apply (iterated_ext _ m (fun _ => 0)); [|apply (iterated_const E E_linear)].
  intros Z. unfold sample_coarse_gradient, relu_slope.
  rewrite (sum_ext m _ (fun i => 0 * v i)) by (intros i _; rewrite binary_dot_zero; ring).
  rewrite sum_scal. ring.
Qed.
End Zero.

(** *** In polar coordinates *)
Section Polar.
Variable m : nat.
Variables vs ws v w : vec.
Let lin := plane_expectation_linear.

Theorem expectation_sample_loss : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  expectation m (fun Z => sample_loss m 2 vs ws v w Z)
    (population_loss m 2 vs ws v w).
Proof.
  intros H Hs. exact (iterated_loss_closed _ lin m vs ws v w (plane_sector_moments w ws H Hs)).
Qed.

Theorem expectation_gradient_v : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall i, (i < m)%nat ->
  expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i)
    (population_gradient_v m 2 vs ws v w i).
Proof.
  intros H Hs. exact (iterated_gradient_v_closed _ lin m vs ws v w (plane_sector_moments w ws H Hs)).
Qed.

Theorem expectation_identity : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity m 2 vs ws v w j).
Proof.
  intros H Hs. exact (iterated_identity_closed _ lin m vs ws v w (plane_sector_moments w ws H Hs)).
Qed.

Theorem expectation_relu : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    (expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros H Hs. exact (iterated_relu_closed _ lin m vs ws v w (plane_sector_moments w ws H Hs)).
Qed.

Theorem expectation_leaky_relu : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall alpha j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (leaky_relu_slope alpha) Z j)
    (alpha * expected_coarse_gradient_identity m 2 vs ws v w j
     + (1 - alpha) * expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros H Hs. exact (iterated_leaky_relu_closed _ lin m vs ws v w (plane_sector_moments w ws H Hs)).
Qed.

Theorem expectation_sample_loss_at_zero : nrm 2 w = 0 -> 0 < nrm 2 ws ->
  expectation m (fun Z => sample_loss m 2 vs ws v w Z)
    (population_loss_at_zero m vs).
Proof.
  intros H Hs. exact (iterated_loss_at_zero _ lin m vs ws v w H (plane_sector_moments ws ws Hs Hs)).
Qed.

Theorem expectation_gradient_v_at_zero : nrm 2 w = 0 -> forall i,
  expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i)
    0.
Proof.
  exact (iterated_gradient_v_at_zero _ lin m vs ws v w).
Qed.

Theorem expectation_identity_at_zero : nrm 2 w = 0 -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros H Hs. exact (iterated_identity_at_zero _ lin m vs ws v w H (plane_sector_moments ws ws Hs Hs)).
Qed.

Theorem expectation_relu_at_zero : nrm 2 w = 0 -> forall j,
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    0.
Proof.
  exact (iterated_relu_at_zero _ lin m vs ws v w).
Qed.
End Polar.

(** *** In Cartesian coordinates *)
Section CartesianCoordinates.
Variable m : nat.
Variables vs ws v w : vec.
Let lin := cartesian_linear.

Theorem cartesian_sample_loss : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  cartesian_expectation m (fun Z => sample_loss m 2 vs ws v w Z)
    (population_loss m 2 vs ws v w).
Proof.
  intros H Hs. exact (iterated_loss_closed _ lin m vs ws v w (cartesian_sector_moments w ws H Hs)).
Qed.

Theorem cartesian_gradient_v : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall i, (i < m)%nat ->
  cartesian_expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i)
    (population_gradient_v m 2 vs ws v w i).
Proof.
  intros H Hs. exact (iterated_gradient_v_closed _ lin m vs ws v w (cartesian_sector_moments w ws H Hs)).
Qed.

Theorem cartesian_identity : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity m 2 vs ws v w j).
Proof.
  intros H Hs. exact (iterated_identity_closed _ lin m vs ws v w (cartesian_sector_moments w ws H Hs)).
Qed.

Theorem cartesian_relu : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    (expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros H Hs. exact (iterated_relu_closed _ lin m vs ws v w (cartesian_sector_moments w ws H Hs)).
Qed.

Theorem cartesian_leaky_relu : 0 < nrm 2 w -> 0 < nrm 2 ws -> forall alpha j, (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (leaky_relu_slope alpha) Z j)
    (alpha * expected_coarse_gradient_identity m 2 vs ws v w j
     + (1 - alpha) * expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros H Hs. exact (iterated_leaky_relu_closed _ lin m vs ws v w (cartesian_sector_moments w ws H Hs)).
Qed.

Theorem cartesian_sample_loss_at_zero : nrm 2 w = 0 -> 0 < nrm 2 ws ->
  cartesian_expectation m (fun Z => sample_loss m 2 vs ws v w Z)
    (population_loss_at_zero m vs).
Proof.
  intros H Hs. exact (iterated_loss_at_zero _ lin m vs ws v w H (cartesian_sector_moments ws ws Hs Hs)).
Qed.

Theorem cartesian_gradient_v_at_zero : nrm 2 w = 0 -> forall i,
  cartesian_expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i)
    0.
Proof.
  exact (iterated_gradient_v_at_zero _ lin m vs ws v w).
Qed.

Theorem cartesian_identity_at_zero : nrm 2 w = 0 -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros H Hs. exact (iterated_identity_at_zero _ lin m vs ws v w H (cartesian_sector_moments ws ws Hs Hs)).
Qed.

Theorem cartesian_relu_at_zero : nrm 2 w = 0 -> forall j,
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    0.
Proof.
  exact (iterated_relu_at_zero _ lin m vs ws v w).
Qed.
End CartesianCoordinates.

(** ** The hypotheses of the theorems on expectations can be met *)

Example nonzero_vectors_of_the_plane : 0 < nrm 2 (plane 3 4) /\ nrm 2 (plane 0 0) = 0.
Proof.
  unfold nrm. simpl. split; [apply sqrt_lt_R0; lra|]. replace (0 + 0 * 0 + 0 * 0) with 0 by ring. apply sqrt_0.
Qed.

Example a_rotation_of_the_plane : 3 / 5 * (3 / 5) + 4 / 5 * (4 / 5) = 1.
Proof. field. Qed.

Example axes_have_norm_one : nrm 2 (plane 1 0) = 1 /\ nrm 2 (plane 0 1) = 1.
Proof.
  unfold nrm. simpl. split.
  - replace (0 + 1 * 1 + 0 * 0) with 1 by ring. apply sqrt_1.
  - replace (0 + 0 * 0 + 1 * 1) with 1 by ring. apply sqrt_1.
Qed.

Example orthogonal_vectors_of_the_plane :
  0 < nrm 2 (plane 1 0) /\ 0 < nrm 2 (plane 0 1) /\ 0 < angle 2 (plane 1 0) (plane 0 1) < PI.
Proof.
  destruct axes_have_norm_one as [N N'].
  assert (A : angle 2 (plane 1 0) (plane 0 1) = PI / 2).
  { unfold angle. rewrite N, N'. simpl dot. rewrite <- acos_0. f_equal. unfold Rdiv. ring. }
  rewrite N, N', A. pose proof PI_RGT_0. lra.
Qed.

(** One row, v = v* = 1, orthogonal weights: the answers differ with probability 1/2. *)
Example expected_loss_at_a_right_angle :
  expectation 1 (fun Z => sample_loss 1 2 ones (plane 0 1) ones (plane 1 0) Z) (/ 4)
  /\ cartesian_expectation 1 (fun Z => sample_loss 1 2 ones (plane 0 1) ones (plane 1 0) Z) (/ 4).
Proof.
  destruct axes_have_norm_one as [N N'].
  replace (/ 4) with (population_loss 1 2 ones (plane 0 1) ones (plane 1 0)).
  - split; [apply Expectations.expectation_sample_loss | apply Expectations.cartesian_sample_loss];
      rewrite ?N, ?N'; apply Rlt_0_1.
  - unfold population_loss, angle. rewrite N, N'. simpl dot.
    replace ((0 + 1 * 0 + 0 * 1) / (1 * 1)) with 0 by field. rewrite acos_0.
    unfold I_plus_J, I_theta_plus_J, vadd, vscal, ones. simpl. field. apply PI_neq0.
Qed.
