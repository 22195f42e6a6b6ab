(** * Promised theorems: closed forms as expectations *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer.
From Coarsegrad.lib Require Import RealFacts.
From Coarsegrad.theory Require PlaneExpectation RotationInvariance PlaneMoments Cartesian PolarCartesian Expectations
  CartesianSlopes CartesianClipped.
Open Scope R_scope.

(** ** The expectations *)

(** An expectation over m rows has one value. Source: the book. *)
Theorem expectation_has_one_value : forall m F l l', expectation m F l -> expectation m F l' -> l = l'.
Proof. exact Expectations.expectation_unique. Qed.

(** An expectation over m rows in Cartesian coordinates has one value. Source: the book. *)
Theorem cartesian_expectation_has_one_value : forall m F l l',
  cartesian_expectation m F l -> cartesian_expectation m F l' -> l = l'.
Proof. exact Expectations.cartesian_expectation_unique. Qed.

(** The expectation over the plane is invariant under rotation about the origin. Source: the book. *)
Theorem plane_expectation_is_rotation_invariant : forall F l c s, c * c + s * s = 1 ->
  plane_expectation F l -> plane_expectation (fun x y => F (x * c - y * s) (x * s + y * c)) l.
Proof. exact RotationInvariance.plane_expectation_rotation. Qed.

(** The expectation over the plane is invariant under reflection. Source: the book. *)
Theorem plane_expectation_is_reflection_invariant : forall F l,
  plane_expectation F l -> plane_expectation (fun x y => F x (- y)) l.
Proof. exact RotationInvariance.plane_expectation_reflection. Qed.

(** The expectation over m rows is invariant under rotation of all rows. Source: the book. *)
Theorem expectation_is_rotation_invariant : forall m c s, c * c + s * s = 1 -> forall F l, expectation m F l ->
  expectation m (fun Z => F (fun i => plane (Z i 0%nat * c - Z i 1%nat * s) (Z i 0%nat * s + Z i 1%nat * c))) l.
Proof. exact RotationInvariance.expectation_rotation. Qed.

(** Polar and Cartesian expectations exist and agree on 1{z.w > 0} 1{z.w* > 0} (c0 + c1 x + c2 y), for any w and w* .
    Source: the book. *)
Theorem polar_and_cartesian_expectations_agree_on_sectors : forall (w ws : vec) (c0 c1 c2 : R),
  exists l,
    plane_expectation (fun x y =>
      binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * (c0 + c1 * x + c2 * y)) l
    /\ cartesian_plane_expectation (fun x y =>
      binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * (c0 + c1 * x + c2 * y)) l.
Proof. exact PolarCartesian.agree_sector_of_vectors. Qed.

(** ** Sectors of the plane *)

(** P(z.w > 0) = 1/2. Source: P1, Lemma 11. *)
Theorem half_plane_has_probability_one_half : forall w, 0 < nrm 2 w ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w)) (/ 2)
  /\ cartesian_plane_expectation (fun x y => binary (dot 2 (plane x y) w)) (/ 2).
Proof.
  intros w H. split; [exact (PlaneMoments.plane_half_probability w H)|].
  exact (PlaneMoments.student_probability _ _ _ (PolarCartesian.cartesian_sector_moments w w H H)).
Qed.

(** P(z.w > 0, z.w* > 0) = (pi - theta)/(2 pi). Source: P1, Lemma 11. *)
Theorem sector_has_the_probability_of_its_angle : forall w ws, 0 < nrm 2 w -> 0 < nrm 2 ws ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws))
    ((PI - angle 2 w ws) / (2 * PI))
  /\ cartesian_plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws))
    ((PI - angle 2 w ws) / (2 * PI)).
Proof.
  intros w ws H Hs. split; [exact (PlaneMoments.plane_sector_probability w ws H Hs)|].
  exact (PlaneMoments.both_probability _ _ _ (PolarCartesian.cartesian_sector_moments w ws H Hs)).
Qed.

(** E[z 1{z.w > 0}] = u/sqrt(2 pi). Source: P1, Lemma 11. *)
Theorem half_plane_has_its_first_moment_along_its_normal : forall w, 0 < nrm 2 w -> forall j, (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * plane x y j) (unit 2 w j / sqrt (2 * PI))
  /\ cartesian_plane_expectation (fun x y => binary (dot 2 (plane x y) w) * plane x y j)
    (unit 2 w j / sqrt (2 * PI)).
Proof.
  intros w H j Hj. split; [exact (PlaneMoments.plane_half_moment w H j Hj)|].
  exact (PlaneMoments.student_moment _ _ _ (PolarCartesian.cartesian_sector_moments w w H H) j Hj).
Qed.

(** E[z 1{z.w > 0, z.w* > 0}] = (u + u* )/(2 sqrt(2 pi)). Source: P1, Lemma 11. *)
Theorem sector_has_its_first_moment_along_its_bisector : forall w ws, 0 < nrm 2 w -> 0 < nrm 2 ws ->
  forall j, (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI)))
  /\ cartesian_plane_expectation
    (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI))).
Proof.
  intros w ws H Hs j Hj. split; [exact (PlaneMoments.plane_sector_moment w ws H Hs j Hj)|].
  exact (PlaneMoments.both_moment _ _ _ (PolarCartesian.cartesian_sector_moments w ws H Hs) j Hj).
Qed.

(** E[z 1{z.u > h, z.w* > 0}] = (exp(-h^2/2) Phi(h cot theta) u + Phi(-h/sin theta) u* )/sqrt(2 pi) for any h, in
    Cartesian coordinates. Source: P1, Lemma 12. *)
Theorem step_inside_a_half_plane_has_its_first_moment_in_closed_form : forall w ws,
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> forall h j, (j < 2)%nat ->
  cartesian_plane_expectation (fun x y =>
    binary (dot 2 (plane x y) (unit 2 w) - h) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((gauss h * normal_cdf (h * (cos (angle 2 w ws) / sin (angle 2 w ws))) * unit 2 w j
      + normal_cdf (- (h / sin (angle 2 w ws))) * unit 2 ws j) / sqrt (2 * PI)).
Proof. intros w ws H Hs Ht h j. exact (CartesianSlopes.cartesian_step_in_half_plane w ws h j H Hs Ht). Qed.

(** ** w and w* in R^2, both nonzero, at any angle *)

(** f = E l. Source: P1, Lemma 1. *)
Theorem population_loss_is_the_expected_sample_loss : forall m vs ws v w, 0 < nrm 2 w -> 0 < nrm 2 ws ->
  expectation m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss m 2 vs ws v w)
  /\ cartesian_expectation m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss m 2 vs ws v w).
Proof.
  intros m vs ws v w H Hs.
  split; [now apply Expectations.expectation_sample_loss | now apply Expectations.cartesian_sample_loss].
Qed.

(** df/dv = E dl/dv. Source: P1, Lemma 2. *)
Theorem population_gradient_in_v_is_the_expected_sample_gradient : forall m vs ws v w,
  0 < nrm 2 w -> 0 < nrm 2 ws -> forall i, (i < m)%nat ->
  expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i) (population_gradient_v m 2 vs ws v w i)
  /\ cartesian_expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i) (population_gradient_v m 2 vs ws v w i).
Proof.
  intros m vs ws v w H Hs i Hi.
  split; [now apply Expectations.expectation_gradient_v | now apply Expectations.cartesian_gradient_v].
Qed.

(** E g for the identity is its closed form. Source: P1, Lemma 9. *)
Theorem identity_coarse_gradient_has_its_closed_form_as_expectation : forall m vs ws v w,
  0 < nrm 2 w -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity m 2 vs ws v w j)
  /\ cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity m 2 vs ws v w j).
Proof.
  intros m vs ws v w H Hs j Hj.
  split; [now apply Expectations.expectation_identity | now apply Expectations.cartesian_identity].
Qed.

(** E g for ReLU is its closed form, theta = 0 and theta = pi included. Source: P1, Lemma 4. *)
Theorem relu_coarse_gradient_has_its_closed_form_as_expectation : forall m vs ws v w,
  0 < nrm 2 w -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    (expected_coarse_gradient_relu m 2 vs ws v w j)
  /\ cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j)
    (expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros m vs ws v w H Hs j Hj.
  split; [now apply Expectations.expectation_relu | now apply Expectations.cartesian_relu].
Qed.

(** E g for leaky ReLU is the mixture of those for identity and ReLU. Source: the book. *)
Theorem leaky_relu_coarse_gradient_has_its_closed_form_as_expectation : forall m vs ws v w,
  0 < nrm 2 w -> 0 < nrm 2 ws -> forall alpha j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (leaky_relu_slope alpha) Z j)
    (alpha * expected_coarse_gradient_identity m 2 vs ws v w j
     + (1 - alpha) * expected_coarse_gradient_relu m 2 vs ws v w j)
  /\ cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (leaky_relu_slope alpha) Z j)
    (alpha * expected_coarse_gradient_identity m 2 vs ws v w j
     + (1 - alpha) * expected_coarse_gradient_relu m 2 vs ws v w j).
Proof.
  intros m vs ws v w H Hs alpha j Hj.
  split; [now apply Expectations.expectation_leaky_relu | now apply Expectations.cartesian_leaky_relu].
Qed.

(** E g for the clipped ReLU is its closed form, in Cartesian coordinates. Source: P1, Lemma 7. *)
Theorem clipped_relu_coarse_gradient_has_its_closed_form_as_cartesian_expectation : forall m vs ws v w,
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> forall j, (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_clipped_relu m 2 vs ws v w j).
Proof. exact CartesianClipped.cartesian_clipped_relu. Qed.

(** ** w = 0 *)

(** f(v, 0) = v*^T (I + J) v* / 8. Source: the book. *)
Theorem population_loss_at_zero_weight_is_the_expected_sample_loss : forall m vs ws v w,
  nrm 2 w = 0 -> 0 < nrm 2 ws ->
  expectation m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss_at_zero m vs)
  /\ cartesian_expectation m (fun Z => sample_loss m 2 vs ws v w Z) (population_loss_at_zero m vs).
Proof.
  intros m vs ws v w H Hs.
  split.
  - now apply Expectations.expectation_sample_loss_at_zero.
  - now apply Expectations.cartesian_sample_loss_at_zero.
Qed.

(** E dl/dv = 0 at w = 0. Source: the book. *)
Theorem sample_gradient_in_v_vanishes_at_zero_weight : forall m vs ws v w, nrm 2 w = 0 -> forall i,
  expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i) 0
  /\ cartesian_expectation m (fun Z => sample_gradient_v m 2 vs ws v w Z i) 0.
Proof.
  intros m vs ws v w H i.
  split; [now apply Expectations.expectation_gradient_v_at_zero | now apply Expectations.cartesian_gradient_v_at_zero].
Qed.

(** E g = - (v.v* ) u* / sqrt(2 pi) for the identity at w = 0. Source: the book. *)
Theorem identity_coarse_gradient_at_zero_weight_points_along_the_teacher : forall m vs ws v w,
  nrm 2 w = 0 -> 0 < nrm 2 ws -> forall j, (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity_at_zero m 2 vs ws v j)
  /\ cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w identity_slope Z j)
    (expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof.
  intros m vs ws v w H Hs j Hj.
  split; [now apply Expectations.expectation_identity_at_zero | now apply Expectations.cartesian_identity_at_zero].
Qed.

(** E g = 0 for ReLU at w = 0. Source: the book. *)
Theorem relu_coarse_gradient_vanishes_at_zero_weight : forall m vs ws v w, nrm 2 w = 0 -> forall j,
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j) 0
  /\ cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w relu_slope Z j) 0.
Proof.
  intros m vs ws v w H j.
  split; [now apply Expectations.expectation_relu_at_zero | now apply Expectations.cartesian_relu_at_zero].
Qed.

(** ** The hypotheses can be met *)

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
  - apply population_loss_is_the_expected_sample_loss; rewrite ?N, ?N'; apply Rlt_0_1.
  - unfold population_loss, angle. rewrite N, N'. simpl dot.
    replace ((0 + 1 * 0 + 0 * 1) / (1 * 1)) with 0 by field. rewrite acos_0.
    unfold I_plus_J, I_theta_plus_J, vadd, vscal, ones. simpl. field. apply PI_neq0.
Qed.
