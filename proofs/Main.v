(** * The promised theorems

    Each is stated with the names of spec/ alone, and proved in theory/ under the name given in its proof. tools/gates
    compares the statements with assumptions/statements.expected, and the names with claims.toml.

    P1 is Yin et al., ICLR 2019, arXiv 1903.05662v4; P2 is Yin et al., arXiv 1808.05240; E1 to E7 are the errata of the
    book. [vs] and [ws] are the teacher's v* and w*, which need not be a unit vector.

    The file is long because it is the table of contents of what is proved. *)
From Coq Require Import Reals List Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer Landscape Descent
  CriticalPoints Printed FirstOrder FrameGradient NormalisedDescent Convergence SlopeMoments ClippedReluPrinted.
From Coarsegrad.lib Require RealFacts.
From Coarsegrad.theory Require PlaneExpectation PlaneMoments Cartesian PolarCartesian Expectations StepSlopes
  CartesianSlopes FrameGradients Landscape OneStep CriticalPoints Vanishing NormBounds NormalJump Boundary
  DescentTheorem Runs GlobalConvergence Convergence ClippedReluRuns ClippedReluNorm DescentWitness ClippedRelu
  SlopeMomentIntegrals SlopeVanishing StripOrder.
Open Scope R_scope.

(** * The model *)

(** sigma(0) = 0. P1, section 2. *)
Theorem binary_activation_is_zero_at_zero : binary 0 = 0.
Proof. exact (RealFacts.binary_npos 0 (Rle_refl 0)). Qed.

(** * Expectations *)

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
Proof. exact PlaneMoments.plane_expectation_rotation. Qed.

(** The expectation over the plane is invariant under reflection. Source: the book. *)
Theorem plane_expectation_is_reflection_invariant : forall F l,
  plane_expectation F l -> plane_expectation (fun x y => F x (- y)) l.
Proof. exact PlaneMoments.plane_expectation_reflection. Qed.

(** The expectation over m rows is invariant under rotation of all rows. Source: the book. *)
Theorem expectation_is_rotation_invariant : forall m c s, c * c + s * s = 1 -> forall F l, expectation m F l ->
  expectation m (fun Z => F (fun i => plane (Z i 0%nat * c - Z i 1%nat * s) (Z i 0%nat * s + Z i 1%nat * c))) l.
Proof. exact PlaneMoments.expectation_rotation. Qed.

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
  exact (PlaneMoments.student_side_moment _ _ _ (PolarCartesian.cartesian_sector_moments w w H H) j Hj).
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
  exact (PlaneMoments.both_sides_moment _ _ _ (PolarCartesian.cartesian_sector_moments w ws H Hs) j Hj).
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
Proof. exact CartesianSlopes.cartesian_clipped_relu. Qed.

(** E g for a piecewise constant slope is its closed form, in Cartesian coordinates. Source: the book. *)
Theorem piecewise_constant_coarse_gradient_has_its_closed_form_as_cartesian_expectation :
  forall left jumps m vs ws v w, 0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> forall j, (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step left jumps m 2 vs ws v w j).
Proof.
  intros left jumps m vs ws v w H Hs Ht j Hj.
  exact (CartesianSlopes.cartesian_step w ws H Hs Ht left jumps m vs v j Hj).
Qed.

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

(** * Correlation, gradients, landscape, vanishing, norm bounds, errata *)

(** ** Correlation *)

(** <E g_identity, df/dw> = sin theta (v.v* )^2 / ((sqrt (2 pi))^3 |w|). P1, Lemma 10. *)
Theorem identity_coarse_gradient_has_the_printed_inner_product :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w) * dot m v vs ^ 2.
Proof. intros. now apply FrameGradients.correlation_identity. Qed.

(** <E g_relu, df/dw> = sin theta (v.v* )^2 / (2 (sqrt (2 pi))^3 |w|), half the identity's. P1, Lemma 5. *)
Theorem relu_coarse_gradient_has_half_the_inner_product_of_the_identity :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin (angle n w ws) / (2 * (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2
  /\ dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
     = / 2 * dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof. split; [now apply FrameGradients.correlation_relu | now apply FrameGradients.correlation_relu_half]. Qed.

(** The inner product is never negative, and positive exactly when v.v* <> 0. P1, Lemma 10. *)
Theorem identity_coarse_gradient_correlates_positively :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)
  /\ (dot m v vs <> 0 <->
      0 < dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  split; [now apply FrameGradients.correlation_identity_ge0 | now apply FrameGradients.correlation_identity_pos].
Qed.

(** The inner product is never negative, and positive exactly when v.v* <> 0. P1, Lemma 5. *)
Theorem relu_coarse_gradient_correlates_positively :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  /\ (dot m v vs <> 0 <->
      0 < dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof. split; [now apply FrameGradients.correlation_relu_ge0 | now apply FrameGradients.correlation_relu_pos]. Qed.

(** Mixtures alpha identity + (1 - alpha) ReLU have (1 + alpha)/2 times the identity's inner product. The book. *)
Theorem leaky_relu_coarse_gradient_has_the_mixed_inner_product :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall alpha,
  dot n (alpha * expected_coarse_gradient_identity m n vs ws v w
         + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V (population_gradient_w m n vs ws v w)
  = (1 + alpha) / 2 * (sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2.
Proof. intros. now apply FrameGradients.correlation_leaky_relu. Qed.

(** Lemma 4 as printed is the form without singularity, for theta < pi. P1, Lemma 4. *)
Theorem printed_relu_coarse_gradient_is_the_regular_form :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws < PI ->
  expected_coarse_gradient_relu_printed m n vs ws v w = expected_coarse_gradient_relu m n vs ws v w.
Proof. exact FrameGradients.relu_printed_is_relu. Qed.

(** ** Gradients *)

(** df/dv gives the derivative of f along every line in v. P1, Lemma 2. *)
Theorem gradient_in_v_is_the_derivative_of_the_loss :
  forall m n vs ws v w direction,
  is_derive (fun t => population_loss m n vs ws (v + t * direction)%V w) 0
            (dot m (population_gradient_v m n vs ws v w) direction).
Proof. exact OneStep.is_derive_population_loss_v. Qed.

(** df/dw gives the derivative of f along every line in w, for 0 < theta < pi. P1, Lemma 2. *)
Theorem gradient_in_w_is_the_derivative_of_the_loss :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall direction,
  is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0
            (dot n (population_gradient_w m n vs ws v w) direction).
Proof. exact OneStep.is_derive_population_loss_w. Qed.

(** df/dv and df/dw together give the derivative of f along every line in (v, w), for 0 < theta < pi. P1, Lemma 2. *)
Theorem both_gradients_together_are_the_derivative_of_the_loss :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall dv dw,
  is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0
            (dot m (population_gradient_v m n vs ws v w) dv + dot n (population_gradient_w m n vs ws v w) dw).
Proof. exact OneStep.is_derive_population_loss. Qed.

(** Where w and w* are parallel, n >= 2, f has a derivative along every line in w exactly when v.v* = 0. The
    book, "Population loss and gradient". *)
Theorem population_loss_has_a_kink_where_the_weights_are_parallel :
  forall m n vs ws v w, (2 <= n)%nat -> 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = 0 \/ angle n w ws = PI ->
  (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l)
  <-> dot m v vs = 0.
Proof. exact Vanishing.kink_where_parallel_iff. Qed.

(** ** The landscape *)

(** f = minimum_in_v(theta) + (1/8)(v - v_theta)^T (I + J)(v - v_theta). The book, "The landscape". *)
Theorem population_loss_splits_into_its_minimum_and_a_quadratic_form :
  forall m n vs ws v w,
  population_loss m n vs ws v w
  = minimum_in_v m vs (angle n w ws)
    + / 8 * dot m (v - minimiser_in_v m vs (angle n w ws))%V
                  (I_plus_J m (v - minimiser_in_v m vs (angle n w ws))%V).
Proof. exact Landscape.landscape_identity. Qed.

(** x^T (I + J) x >= |x|^2. P1, Lemma 1. *)
Theorem quadratic_form_of_the_landscape_is_positive_definite :
  forall m x, dot m x x <= dot m x (I_plus_J m x).
Proof. exact Landscape.I_plus_J_ge. Qed.

(** f >= minimum_in_v(theta), with equality exactly at v = v_theta. The book, "The landscape". *)
Theorem population_loss_is_at_least_its_minimum_in_v :
  forall m n vs ws v w,
  minimum_in_v m vs (angle n w ws) <= population_loss m n vs ws v w
  /\ (population_loss m n vs ws v w = minimum_in_v m vs (angle n w ws)
      <-> agree m v (minimiser_in_v m vs (angle n w ws))).
Proof.
  split; [apply Landscape.population_loss_ge_minimum | apply Landscape.population_loss_eq_minimum_iff].
Qed.

(** f >= 0; for v* <> 0, f = 0 exactly at the teacher and, if S = 0, at its negative. The book, "The landscape". *)
Theorem loss_is_zero_exactly_at_the_global_minimisers :
  forall m n vs ws v w,
  0 <= population_loss m n vs ws v w
  /\ (0 < dot m vs vs ->
      (population_loss m n vs ws v w = 0
       <-> (angle n w ws = 0 /\ agree m v vs)
           \/ (angle n w ws = PI /\ dot m ones vs = 0 /\ agree m v (- 1 * vs)%V))).
Proof. split; [apply Landscape.population_loss_ge0 | apply Landscape.population_loss_zero_iff]. Qed.

(** df/dv vanishes exactly at v_theta, which solves equation (8). P1, equation (8). *)
Theorem gradient_in_v_vanishes_exactly_at_the_minimiser_in_v :
  forall m n vs ws v w,
  (agree m (population_gradient_v m n vs ws v w) zeros <-> agree m v (minimiser_in_v m vs (angle n w ws)))
  /\ (forall theta, I_plus_J m (minimiser_in_v m vs theta) = I_theta_plus_J m theta vs).
Proof.
  split; [apply Landscape.population_gradient_v_vanishes_iff | apply Landscape.minimiser_solves_equation_8].
Qed.

(** The least value over v rises strictly in theta up to the angle of the saddles and falls strictly after it.
    The book, "The landscape". *)
Theorem least_loss_rises_to_the_saddle_and_falls_after_it :
  forall m vs, 0 < dot m vs vs -> forall theta theta', theta < theta' ->
  (theta' <= saddle_angle m vs -> minimum_in_v m vs theta < minimum_in_v m vs theta')
  /\ (saddle_angle m vs <= theta -> minimum_in_v m vs theta' < minimum_in_v m vs theta).
Proof.
  intros m vs N theta theta' T. split; intros S.
  - apply Landscape.minimum_in_v_rises; auto.
  - apply Landscape.minimum_in_v_falls; auto.
Qed.

(** The stationary points with 0 < theta < pi: theta = saddle_angle, v = v_theta, under S^2 < ((m + 1)/2)|v*|^2.
    P1, Proposition 1. *)
Theorem saddles_are_where_proposition_1_puts_them :
  forall m n vs ws v w, 0 < dot m vs vs -> 0 < nrm n w -> 0 < nrm n ws ->
  stationary m n vs ws v w
  <-> has_saddles m vs /\ angle n w ws = saddle_angle m vs /\ agree m v (minimiser_in_v m vs (saddle_angle m vs)).
Proof. exact CriticalPoints.stationary_iff. Qed.

(** Every stationary point with 0 < theta < pi is a saddle: no local minimiser, no local maximiser.
    P1, Proposition 1. *)
Theorem saddle_is_stationary_and_no_extremum :
  forall m n vs ws v w, 0 < dot m vs vs -> 0 < nrm n w -> 0 < nrm n ws ->
  stationary m n vs ws v w -> saddle m n vs ws v w.
Proof. exact CriticalPoints.stationary_is_saddle. Qed.

(** For n >= 2 saddles exist exactly when S^2 < ((m + 1)/2)|v*|^2. P1, Proposition 1. *)
Theorem saddles_exist_exactly_under_the_condition :
  forall m n vs ws, 0 < dot m vs vs -> 0 < nrm n ws -> (2 <= n)%nat ->
  (exists v w, 0 < nrm n w /\ saddle m n vs ws v w) <-> has_saddles m vs.
Proof. exact CriticalPoints.saddles_exist_iff. Qed.

(** f = (m + 1)|v*|^4 / (8 ((m + 1)|v*|^2 - S^2)) at a saddle. The book, "The landscape". *)
Theorem loss_at_a_saddle_has_its_closed_form :
  forall m n vs ws v w, 0 < dot m vs vs -> 0 < nrm n w -> 0 < nrm n ws -> stationary m n vs ws v w ->
  population_loss m n vs ws v w
  = (INR m + 1) * dot m vs vs ^ 2 / (8 * ((INR m + 1) * dot m vs vs - dot m ones vs ^ 2)).
Proof. exact CriticalPoints.loss_at_stationary. Qed.

(** f = S^2/(2 (m + 1)) at the opposite point. The book, "The landscape". *)
Theorem loss_at_the_opposite_point_has_its_closed_form :
  forall m n vs ws v w, angle n w ws = PI -> agree m v (opposite_v m vs) ->
  population_loss m n vs ws v w = dot m ones vs ^ 2 / (2 * (INR m + 1)).
Proof. exact CriticalPoints.loss_at_opposite. Qed.

(** Under S^2 < ((m + 1)/2)|v*|^2 and S <> 0 the opposite point is a spurious minimiser, for every n.
    P1, Proposition 1. *)
Theorem spurious_minimiser_is_a_local_minimiser :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  0 < dot m vs vs -> has_saddles m vs -> dot m ones vs <> 0 -> spurious_minimiser m n vs ws v w.
Proof. exact CriticalPoints.opposite_is_spurious. Qed.

(** For n >= 2: a local minimiser iff S^2 < ((m + 1)/2)|v*|^2; spurious iff moreover S <> 0. P1, Proposition 1,
    corrected. *)
Theorem opposite_point_is_classified_with_its_edge_cases :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  0 < dot m vs vs -> (2 <= n)%nat ->
  (local_minimiser m n vs ws v w <-> has_saddles m vs)
  /\ (spurious_minimiser m n vs ws v w <-> has_saddles m vs /\ dot m ones vs <> 0).
Proof.
  intros m n vs ws v w W Ws A V N Hn. split.
  - exact (CriticalPoints.opposite_is_local_minimiser_iff m n vs ws v w W Ws A V N Hn).
  - exact (CriticalPoints.opposite_is_spurious_iff m n vs ws v w W Ws A V N Hn).
Qed.

(** ** Vanishing *)

(** h = 4 v.df/dv + 2 (1 - theta/pi) v.v*. P1, equation (23). *)
Theorem row_form_is_the_gradient_in_v_plus_the_angle :
  forall m n vs ws v w,
  h m vs v = 4 * dot m v (population_gradient_v m n vs ws v w) + 2 * (1 - angle n w ws / PI) * dot m v vs.
Proof. exact Vanishing.h_identity. Qed.

(** ReLU's expected coarse gradient is 0 at the teacher, at the opposite point, whatever S, and at every saddle.
    P1, Lemma 6. *)
Theorem relu_coarse_gradient_vanishes_at_every_critical_point :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws ->
  (angle n w ws = 0 /\ agree m v vs) \/ (angle n w ws = PI /\ agree m v (opposite_v m vs))
  \/ stationary m n vs ws v w ->
  agree n (expected_coarse_gradient_relu m n vs ws v w) zeros.
Proof.
  intros m n vs ws v w W Ws [[A V]|[[A V]|(A & V & Z)]].
  - now apply Vanishing.relu_vanishes_at_teacher.
  - now apply Vanishing.relu_vanishes_at_opposite.
  - apply Vanishing.relu_vanishes_where_orthogonal; [exact V|].
    now apply (CriticalPoints.population_gradient_w_vanishes_iff m n vs ws v w W Ws A).
Qed.

(** df/dv and ReLU's expected coarse gradient both vanish exactly at the teacher, the opposite point and the saddles.
    P1, Lemma 6, corrected. *)
Theorem both_gradients_vanish_only_at_critical_points :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < dot m vs vs ->
  (agree m (population_gradient_v m n vs ws v w) zeros /\ agree n (expected_coarse_gradient_relu m n vs ws v w) zeros)
  <-> (angle n w ws = 0 /\ agree m v vs)
      \/ (angle n w ws = PI /\ agree m v (opposite_v m vs))
      \/ (has_saddles m vs /\ angle n w ws = saddle_angle m vs
          /\ agree m v (minimiser_in_v m vs (saddle_angle m vs))).
Proof. exact Vanishing.relu_vanishes_iff. Qed.

(** |E g_identity| = 2 (m - 1) S^2 / (sqrt (2 pi) (m + 1)^2) at the opposite point, and the vector is that times u.
    P1, Lemma 9. *)
Theorem identity_coarse_gradient_at_the_opposite_point_is_radial :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  agree n (expected_coarse_gradient_identity m n vs ws v w)
          (2 * (INR m - 1) * dot m ones vs ^ 2 / (sqrt (2 * PI) * (INR m + 1) ^ 2) * unit n w)%V
  /\ nrm n (expected_coarse_gradient_identity m n vs ws v w)
     = 2 * (INR m - 1) * dot m ones vs ^ 2 / (sqrt (2 * PI) * (INR m + 1) ^ 2).
Proof. split; [now apply Vanishing.identity_at_opposite | now apply Vanishing.norm_identity_at_opposite]. Qed.

(** At the opposite point identity's expected coarse gradient vanishes only for m = 1 or S = 0; so it does not vanish
    where the point is a spurious minimiser (n >= 2). P1, Lemma 9. *)
Theorem identity_coarse_gradient_does_not_vanish_at_spurious_minimiser :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  (agree n (expected_coarse_gradient_identity m n vs ws v w) zeros <-> m = 1%nat \/ dot m ones vs = 0)
  /\ (0 < dot m vs vs -> (2 <= n)%nat -> spurious_minimiser m n vs ws v w ->
      ~ agree n (expected_coarse_gradient_identity m n vs ws v w) zeros).
Proof.
  intros m n vs ws v w W Ws A V.
  assert (I := Vanishing.identity_vanishes_at_opposite_iff m n vs ws v w W Ws A V). split; [exact I|].
  intros N Hn S Z. apply (CriticalPoints.opposite_is_spurious_iff m n vs ws v w W Ws A V N Hn) in S.
  destruct S as [S E]. apply I in Z. destruct Z as [->|Z]; [|contradiction].
  unfold has_saddles, ones in S, N. simpl in S, N. nra.
Qed.

(** At a saddle identity's expected coarse gradient is |v|^2 u / sqrt (2 pi), and vanishes only if S = 0. The book,
    Theorem B. *)
Theorem identity_coarse_gradient_at_a_saddle_is_radial :
  forall m n vs ws v w, 0 < dot m vs vs -> 0 < nrm n w -> 0 < nrm n ws -> stationary m n vs ws v w ->
  expected_coarse_gradient_identity m n vs ws v w = (dot m v v / sqrt (2 * PI) * unit n w)%V
  /\ (agree n (expected_coarse_gradient_identity m n vs ws v w) zeros <-> dot m ones vs = 0).
Proof.
  intros m n vs ws v w N W Ws St. split; [|now apply Vanishing.identity_vanishes_at_stationary_iff].
  apply Vanishing.identity_where_orthogonal. destruct St as (open & _ & Z).
  now apply (CriticalPoints.population_gradient_w_vanishes_iff m n vs ws v w W Ws open).
Qed.

(** ** Norm bounds *)

(** |E g_relu|^2 <= max (4 C^2/pi, sqrt (pi/2) |w|) (|df/dv|^2 + <E g_relu, df/dw>) for |v| <= C. P1, Lemma 5,
    corrected. *)
Theorem relu_coarse_gradient_is_bounded_with_the_corrected_constant :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall C, nrm m v <= C ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  <= Rmax (4 * C ^ 2 / PI) (sqrt (PI / 2) * nrm n w)
     * (nrm m (population_gradient_v m n vs ws v w) ^ 2
        + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof. intros. now apply NormBounds.relu_norm_bound. Qed.

(** At theta = pi/2 and v = v_theta there is equality with sqrt (pi/2) |w|: that constant cannot be lowered. The book,
    erratum E2. *)
Theorem corrected_relu_norm_constant_is_attained_at_the_right_angle :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI / 2 ->
  agree m (population_gradient_v m n vs ws v w) zeros ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  = sqrt (PI / 2) * nrm n w
    * (nrm m (population_gradient_v m n vs ws v w) ^ 2
       + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof. exact NormBounds.relu_norm_bound_attained. Qed.

(** No bound of this kind holds for the identity, at any |w| = a, if m >= 2, n >= 2, S <> 0 and |v_pi| < C.
    P1, Lemma 10. *)
Theorem identity_coarse_gradient_admits_no_norm_bound :
  forall m n vs ws C a, (2 <= m)%nat -> (2 <= n)%nat -> dot m ones vs <> 0 -> 0 < nrm n ws -> 0 < a ->
  nrm m (opposite_v m vs) < C -> ~ identity_norm_bound m n vs ws C a.
Proof. exact NormBounds.identity_norm_bound_fails. Qed.

(** The angle is Lipschitz with constant pi/(2 c) where |w|, |w'| >= c. P1, Lemma 14.1. *)
Theorem angle_is_lipschitz_away_from_zero_weight :
  forall n w w' ws, 0 < nrm n w -> 0 < nrm n w' -> 0 < nrm n ws ->
  forall c, 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  Rabs (angle n w ws - angle n w' ws) <= PI / (2 * c) * nrm n (w - w')%V.
Proof. exact NormalJump.angle_is_lipschitz. Qed.

(** df/dv is Lipschitz where |w|, |w'| >= c. P1, proof of Lemma 3. *)
Theorem gradient_in_v_is_lipschitz_away_from_zero_weight :
  forall m n vs ws v w v' w' c, 0 < nrm n ws -> 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
  <= / 4 * ((INR m + 1) * nrm m (v - v')%V + nrm m vs / c * nrm n (w - w')%V).
Proof. exact NormalJump.gradient_v_is_lipschitz. Qed.

(** Between weights in one plane with w*, on one side of its line, both gradients are Lipschitz. P1, Lemma 3,
    corrected. *)
Theorem population_gradient_is_lipschitz_in_an_open_half_plane :
  forall m n vs ws v v' p k k' t t' C c,
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> 0 < c -> c <= k -> c <= k' -> 0 < t < PI -> 0 < t' < PI ->
  nrm m v' <= C ->
  let w := (k * (cos t * unit n ws + sin t * p))%V in
  let w' := (k' * (cos t' * unit n ws + sin t' * p))%V in
  nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
  <= / 4 * ((INR m + 1) * nrm m (v - v')%V + nrm m vs / c * nrm n (w - w')%V)
  /\ nrm n (population_gradient_w m n vs ws v w - population_gradient_w m n vs ws v' w')%V
     <= nrm m vs / (2 * PI) * (nrm m (v - v')%V / c + C / c ^ 2 * nrm n (w - w')%V).
Proof.
  split; [|now apply NormalJump.gradient_w_is_lipschitz_on_one_side].
  apply NormalJump.gradient_v_is_lipschitz; auto;
    fold (NormalJump.at_side n ws p k t) (NormalJump.at_side n ws p k' t');
    rewrite NormalJump.nrm_at_side; auto; lra.
Qed.

(** ** Errata *)

(** E1. Lemma 14.2 as printed is false for every n >= 2. *)
Theorem printed_lemma_14_2_is_false : forall n, (2 <= n)%nat -> ~ printed_lemma_14_2 n.
Proof. exact NormalJump.lemma_14_2_fails. Qed.

(** E1. For n >= 3 its bound fails even at equal angles and norms, on one side of the line of w*, whatever w*. *)
Theorem printed_lemma_14_2_is_false_on_one_side :
  forall n ws, (3 <= n)%nat -> 0 < nrm n ws ->
  exists w w', nrm n w = 1 /\ nrm n w' = 1 /\ angle n w ws = PI / 6 /\ angle n w' ws = PI / 6
    /\ 0 <= dot n (rejection n ws w) (rejection n ws w')
    /\ nrm n (w - w')%V / 1 ^ 2 < nrm n (/ nrm n w * normal n w ws - / nrm n w' * normal n w' ws)%V.
Proof. exact NormalJump.lemma_14_2_fails_on_one_side. Qed.

(** E1. In one plane with w* and on one side, | e/|w| - e'/|w'| | = |w - w'|/(|w| |w'|). P1, Lemma 14.2, corrected. *)
Theorem normal_over_norm_is_an_inversion_in_an_open_half_plane :
  forall n ws p k k' t t',
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> 0 < k -> 0 < k' -> 0 < t < PI -> 0 < t' < PI ->
  let w := (k * (cos t * unit n ws + sin t * p))%V in
  let w' := (k' * (cos t' * unit n ws + sin t' * p))%V in
  nrm n (/ nrm n w * normal n w ws - / nrm n w' * normal n w' ws)%V = nrm n (w - w')%V / (nrm n w * nrm n w').
Proof. exact NormalJump.normal_is_inversion_on_one_side. Qed.

(** E1. Lemma 3 as printed is false for n >= 2, v* <> 0 and any C, c > 0: no Lipschitz constant exists. *)
Theorem population_gradient_is_not_lipschitz_across_the_teacher_axis :
  forall m n vs ws C c, (2 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> 0 < C -> 0 < c ->
  ~ printed_lemma_3 m n vs ws C c.
Proof. exact NormalJump.lemma_3_fails. Qed.

(** E1. For n >= 3 none exists even between weights on one side of the line of w*. *)
Theorem population_gradient_is_not_lipschitz_around_the_teacher_axis :
  forall m n vs ws C c, (3 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> 0 < C -> 0 < c ->
  ~ printed_lemma_3_on_one_side m n vs ws C c.
Proof. exact NormalJump.lemma_3_fails_on_one_side. Qed.

(** E2. Lemma 5 as printed is false for n >= 2 and every teacher with 0 < |v*| <= C: no constant serves all |w|. *)
Theorem printed_relu_norm_bound_fails_at_large_weights :
  forall m n vs ws C c, (2 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> nrm m vs <= C ->
  ~ printed_lemma_5 m n vs ws C c.
Proof. exact NormBounds.lemma_5_fails. Qed.

(** f and the coarse gradients of ReLU and identity see only the direction of w; df/dw falls like 1/|w|. P1, Lemmas 1,
    2, 4 and 9. *)
Theorem loss_is_scale_free_in_the_weight_and_its_gradient_is_not :
  forall m n vs ws v w k, 0 < k -> 0 < nrm n w -> 0 < nrm n ws ->
  population_loss m n vs ws v (k * w)%V = population_loss m n vs ws v w
  /\ expected_coarse_gradient_relu m n vs ws v (k * w)%V = expected_coarse_gradient_relu m n vs ws v w
  /\ expected_coarse_gradient_identity m n vs ws v (k * w)%V = expected_coarse_gradient_identity m n vs ws v w
  /\ population_gradient_w m n vs ws v (k * w)%V = (/ k * population_gradient_w m n vs ws v w)%V.
Proof.
  repeat split; [now apply Landscape.population_loss_scal_w | now apply NormBounds.relu_scale_free | |].
  - now apply NormBounds.identity_scale_free.
  - now apply NormBounds.population_gradient_w_scal.
Qed.

(** E3. With one input the opposite point is a local minimiser whatever S, and spurious iff S <> 0. *)
Theorem single_input_has_a_spurious_minimiser_whatever_the_teacher :
  forall m vs ws v w, 0 < nrm 1 w -> 0 < nrm 1 ws -> angle 1 w ws = PI -> agree m v (opposite_v m vs) ->
  local_minimiser m 1 vs ws v w /\ (spurious_minimiser m 1 vs ws v w <-> dot m ones vs <> 0).
Proof.
  split; [now apply CriticalPoints.opposite_with_one_input_is_local_minimiser|].
  now apply CriticalPoints.opposite_with_one_input_is_spurious_iff.
Qed.

(** E3. Proposition 1 as printed is false for n = 1 whenever its condition fails. *)
Theorem printed_proposition_1_is_false_with_one_input :
  forall m vs ws, 0 < dot m vs vs -> 0 < nrm 1 ws -> ~ has_saddles m vs -> ~ printed_proposition_1 m 1 vs ws.
Proof. exact Boundary.proposition_1_fails_with_one_input. Qed.

(** E4 (a). Proposition 1 as printed is false for S = 0: the opposite point is a second global minimiser. *)
Theorem printed_proposition_1_is_false_without_total :
  forall m n vs ws, 0 < dot m vs vs -> 0 < nrm n ws -> dot m ones vs = 0 -> ~ printed_proposition_1 m n vs ws.
Proof. exact Boundary.proposition_1_fails_when_balanced. Qed.

(** E4 (b). At S^2 = ((m + 1)/2)|v*|^2, n >= 2, the opposite point is a differentiable saddle. *)
Theorem opposite_point_at_equality_is_a_differentiable_saddle :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  0 < dot m vs vs -> (2 <= n)%nat -> dot m ones vs ^ 2 = (INR m + 1) / 2 * dot m vs vs ->
  (forall dv dw, is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0 0)
  /\ ~ local_minimiser m n vs ws v w /\ ~ local_maximiser m n vs ws v w.
Proof. exact Boundary.opposite_at_equality_is_a_saddle. Qed.

(** E4 (c). At S^2 > ((m + 1)/2)|v*|^2, n >= 2, coarse gradient descent with ReLU stays at the opposite point, which is
    no local minimiser and where f has no derivative along some line in w. *)
Theorem opposite_point_beyond_equality_is_a_fixed_point_and_no_minimiser :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  0 < dot m vs vs -> (2 <= n)%nat -> (INR m + 1) / 2 * dot m vs vs < dot m ones vs ^ 2 ->
  (forall eta, agree m (next_v m n vs ws eta v w) v
               /\ agree n (next_w (expected_coarse_gradient_relu m n vs ws) eta v w) w)
  /\ ~ local_minimiser m n vs ws v w
  /\ ~ (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l).
Proof. exact Boundary.opposite_beyond_equality. Qed.

(** E5. Identity is twice ReLU plus a radial vector, so its component along e is twice ReLU's. *)
Theorem identity_coarse_gradient_is_twice_relu_plus_a_radial_vector :
  forall m n vs ws v w,
  expected_coarse_gradient_identity m n vs ws v w
  = (2 * expected_coarse_gradient_relu m n vs ws v w
     + (dot m v v + dot m v vs - h m vs v) / sqrt (2 * PI) * unit n w)%V
  /\ (0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
      dot n (expected_coarse_gradient_identity m n vs ws v w) (normal n w ws)
      = 2 * dot n (expected_coarse_gradient_relu m n vs ws v w) (normal n w ws)).
Proof.
  intros m n vs ws v w. split; [apply FrameGradients.identity_is_twice_relu_plus_radial|]. intros W Ws A.
  rewrite FrameGradients.dot_identity_normal, FrameGradients.dot_relu_normal by assumption.
  assert (0 < sqrt (2 * PI)) by (apply sqrt_lt_R0; pose proof PI_RGT_0; lra). field. lra.
Qed.

(** * Piecewise constant slopes and the clipped ReLU *)

Import ListNotations.
Open Scope R_scope.

(** ** Expectations *)

(** E g of the clipped ReLU is its closed form (P1, Lemma 7). *)
Theorem clipped_relu_coarse_gradient_is_its_expectation : forall m vs ws v w j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_clipped_relu m 2 vs ws v w j).
Proof. exact ClippedRelu.expectation_clipped_relu. Qed.

(** The form that P1 prints in Lemma 7, with its integrals p and q, is the closed form. *)
Theorem clipped_relu_printed_form_is_the_closed_form : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  expected_coarse_gradient_clipped_relu_printed m n vs ws v w = expected_coarse_gradient_clipped_relu m n vs ws v w.
Proof. exact SlopeVanishing.clipped_relu_printed_is_closed. Qed.

(** The closed form of the clipped ReLU is that of the jumps + 1 at 0 and - 1 at 1 (the book). *)
Theorem clipped_relu_closed_form_is_that_of_its_jumps : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  expected_coarse_gradient_clipped_relu m n vs ws v w
  = expected_coarse_gradient_step 0 clipped_relu_jumps m n vs ws v w.
Proof. exact ClippedRelu.clipped_relu_is_step. Qed.

(** So are those of identity, ReLU and leaky ReLU that of their jumps (the book). *)
Theorem named_slopes_are_their_piecewise_forms : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  expected_coarse_gradient_identity m n vs ws v w = expected_coarse_gradient_step 1 [] m n vs ws v w /\
  expected_coarse_gradient_relu m n vs ws v w = expected_coarse_gradient_step 0 [(0, 1)] m n vs ws v w /\
  (forall alpha,
    (alpha * expected_coarse_gradient_identity m n vs ws v w
     + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V
    = expected_coarse_gradient_step alpha [(0, 1 - alpha)] m n vs ws v w).
Proof.
  intros. split; [now apply ClippedRelu.identity_is_step | split; [now apply ClippedRelu.relu_is_step|]].
  intros. now apply ClippedRelu.leaky_relu_is_step.
Qed.

(** E[z 1{0 < z.w < 1}] = p(0, w) u and E[z 1{0 < z.w < 1, z.w* > 0}] = p u + q e (P1, Lemma 12). *)
Theorem strip_moments_are_those_of_lemma_12 : forall w ws j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  plane_expectation (fun x y => clipped_relu_slope (dot 2 (plane x y) w) * plane x y j)
    (printed_p 0 (nrm 2 w) * unit 2 w j) /\
  plane_expectation (fun x y =>
      binary (dot 2 (plane x y) ws) * (clipped_relu_slope (dot 2 (plane x y) w) * plane x y j))
    (printed_p (angle 2 w ws) (nrm 2 w) * unit 2 w j + printed_q (angle 2 w ws) (nrm 2 w) * normal 2 w ws j).
Proof.
  intros w ws j Hw Hs Ht Hj. rewrite SlopeVanishing.printed_p_0_moment, SlopeVanishing.printed_p_moment,
    SlopeVanishing.printed_q_moment by assumption.
  split; [now apply ClippedRelu.strip_mean with ws | now apply ClippedRelu.strip_teacher_moment].
Qed.

(** E g of a piecewise constant slope is its closed form (the book). *)
Theorem piecewise_constant_coarse_gradient_is_its_expectation : forall left jumps m vs ws v w j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step left jumps m 2 vs ws v w j).
Proof. exact StepSlopes.expectation_step. Qed.

(** The same at theta = 0 (the book). *)
Theorem piecewise_constant_coarse_gradient_is_its_expectation_at_parallel_weights : forall m vs ws v w left jumps j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> angle 2 w ws = 0 -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_parallel left jumps m 2 vs v w j).
Proof. intros; now apply SlopeMomentIntegrals.expectation_step_parallel. Qed.

(** The same at theta = pi (the book). *)
Theorem piecewise_constant_coarse_gradient_is_its_expectation_at_opposite_weights : forall m vs ws v w left jumps j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_opposite left jumps m 2 vs v w j).
Proof. intros; now apply SlopeMomentIntegrals.expectation_step_opposite. Qed.

(** E g of the clipped ReLU at the two ends of the range of theta (the book). *)
Theorem clipped_relu_coarse_gradient_is_its_expectation_at_the_ends : forall m vs ws v w j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> (j < 2)%nat ->
  (angle 2 w ws = 0 ->
     expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
       (expected_coarse_gradient_step_parallel 0 clipped_relu_jumps m 2 vs v w j)) /\
  (angle 2 w ws = PI ->
     expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
       (expected_coarse_gradient_step_opposite 0 clipped_relu_jumps m 2 vs v w j)).
Proof.
  intros; split; intros; [now apply SlopeMomentIntegrals.expectation_clipped_relu_parallel
                         | now apply SlopeMomentIntegrals.expectation_clipped_relu_opposite].
Qed.

(** At w = 0, E g = - mu'(0) (v.v* ) u*/sqrt(2 pi) for any slope (the book). *)
Theorem coarse_gradient_at_zero_weight_sees_the_slope_at_zero : forall slope m vs ws v w j,
  nrm 2 w = 0 -> 0 < nrm 2 ws -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (slope 0 * expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof. exact SlopeMomentIntegrals.expectation_slope_at_zero. Qed.

(** M0, M1, Q1 and Tu of a piecewise constant slope are the integrals that define them (the book). *)
Theorem slope_moments_are_their_integrals : forall left jumps a theta, 0 < a -> 0 < theta < PI ->
  is_RInt_gen (fun x => step_slope left jumps (a * x) * (/ sqrt (2 * PI) * gauss x))
    (Rbar_locally m_infty) (Rbar_locally p_infty) (even_moment left jumps a) /\
  is_RInt_gen (fun x => step_slope left jumps (a * x) * (/ sqrt (2 * PI) * (x * gauss x)))
    (Rbar_locally m_infty) (Rbar_locally p_infty) (linear_moment jumps a) /\
  is_RInt_gen (fun x => step_slope left jumps (- (a * x)) * (/ sqrt (2 * PI) * (x * gauss x)))
    (at_point 0) (Rbar_locally p_infty) (left_moment left jumps a) /\
  is_RInt_gen (fun x => step_slope left jumps (a * x) *
      (/ sqrt (2 * PI) * (x * gauss x * normal_cdf (x * (cos theta / sin theta)))))
    (Rbar_locally m_infty) (Rbar_locally p_infty) (teacher_moment left jumps a theta).
Proof.
  intros left jumps a theta Ha Ht.
  exact (conj (SlopeMomentIntegrals.even_moment_integral left jumps a Ha)
    (conj (SlopeMomentIntegrals.linear_moment_integral left jumps a Ha)
    (conj (SlopeMomentIntegrals.left_moment_integral left jumps a Ha)
      (SlopeMomentIntegrals.teacher_moment_integral left jumps a theta Ha Ht)))).
Qed.

(** ** Correlation *)

(** <E g, df/dw> = v.v*^2 sin theta M0(a sin theta)/(sqrt(2 pi)^3 a) (the book, Theorem A). *)
Theorem inner_product_of_a_slope_depends_on_its_even_moment_alone : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall left jumps,
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) * even_moment left jumps (nrm n w * sin (angle n w ws))
    / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof. exact StepSlopes.step_correlation. Qed.

(** Where v.v* <> 0, the inner product has the sign of M0(a sin theta) (the book, Theorem A). *)
Theorem sign_of_the_inner_product_is_the_sign_of_the_even_moment : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall left jumps, dot m v vs <> 0 ->
  let product := dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w) in
  let M0 := even_moment left jumps (nrm n w * sin (angle n w ws)) in
  (0 < product <-> 0 < M0) /\ (product < 0 <-> M0 < 0).
Proof.
  intros. split; [now apply StepSlopes.step_correlation_pos_iff
                 | now apply StepSlopes.step_correlation_neg_iff].
Qed.

(** The inner product is non-negative everywhere iff M0 >= 0 on (0, oo) (the book, Theorem A). *)
Theorem slope_correlates_everywhere_iff_its_even_moment_is_nonnegative : forall left jumps m n,
  (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
      0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 <= even_moment left jumps tau)).
Proof. exact StepSlopes.correlation_criterion. Qed.

(** It is positive wherever v.v* <> 0 iff M0 > 0 on (0, oo) (the book, Theorem A). *)
Theorem slope_correlates_strictly_everywhere_iff_its_even_moment_is_positive : forall left jumps m n,
  (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> dot m v vs <> 0 ->
      0 < dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 < even_moment left jumps tau)).
Proof. exact StepSlopes.strict_correlation_criterion. Qed.

(** A non-negative slope correlates non-negatively everywhere (the book). *)
Theorem nonnegative_slopes_correlate_positively : forall left jumps, (forall x, 0 <= step_slope left jumps x) ->
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros left jumps H m n vs ws v w Hw Hs Ht. apply StepSlopes.step_correlation_ge0; auto.
  apply SlopeMomentIntegrals.even_moment_ge0; [|exact H].
  apply Rmult_lt_0_compat; [exact Hw | apply sin_gt_0; lra].
Qed.

(** For the clipped ReLU, <E g, df/dw> = v.v*^2 sin theta erf(1/(sqrt 2 a sin theta))/(2 sqrt(2 pi)^3 a), which is
    q v.v*^2/(2 pi a) as printed (P1, Lemma 7). *)
Theorem clipped_relu_coarse_gradient_has_the_printed_inner_product : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) * erf (1 / (sqrt 2 * nrm n w * sin (angle n w ws)))
    / (2 * sqrt (2 * PI) ^ 3 * nrm n w)
  /\ dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
     = printed_q (angle n w ws) (nrm n w) * dot m v vs ^ 2 / (2 * PI * nrm n w).
Proof.
  intros m n vs ws v w Hw Hs Ht. split; [now apply ClippedRelu.clipped_relu_correlation|].
  rewrite SlopeVanishing.printed_q_moment, ClippedRelu.clipped_relu_is_step, StepSlopes.step_correlation
    by assumption.
  pose proof RealFacts.sqrt_2PI_pos. pose proof PI_RGT_0.
  replace (2 * PI * nrm n w) with (sqrt (2 * PI) * sqrt (2 * PI) * nrm n w) by (rewrite sqrt_sqrt; lra).
  field. lra.
Qed.

(** It is >= 0, and > 0 where v.v* <> 0 (P1, Lemma 7). *)
Theorem clipped_relu_coarse_gradient_correlates_positively : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w) /\
  (dot m v vs <> 0 ->
   0 < dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros; split; [now apply ClippedRelu.clipped_relu_correlation_ge0
                 | now apply ClippedRelu.clipped_relu_correlation_pos].
Qed.

(** Hard tanh has twice the component along e of the clipped ReLU, and twice its inner product (the book). *)
Theorem hard_tanh_correlates_twice_as_much_as_clipped_relu : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_step 0 hard_tanh_jumps m n vs ws v w) (normal n w ws)
  = 2 * dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (normal n w ws) /\
  dot n (expected_coarse_gradient_step 0 hard_tanh_jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = 2 * dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros; split; [now apply ClippedRelu.hard_tanh_normal_component | now apply ClippedRelu.hard_tanh_correlation].
Qed.

(** ** Where E g vanishes *)

(** At a stationary point of f with 0 < theta < pi (a saddle, or v = 0), E g = Q1(a) |v|^2 u (the book, Theorem B). *)
Theorem coarse_gradient_at_a_saddle_is_the_left_moment_of_the_slope : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  (forall i, (i < m)%nat -> population_gradient_v m n vs ws v w i = 0) ->
  (forall i, (i < n)%nat -> population_gradient_w m n vs ws v w i = 0) ->
  forall left jumps,
  expected_coarse_gradient_step left jumps m n vs ws v w = (left_moment left jumps (nrm n w) * dot m v v * unit n w)%V.
Proof. exact SlopeVanishing.step_at_critical_point. Qed.

(** At (v_pi, theta = pi), E g = Q1(a) 2 (m - 1) S^2/(m + 1)^2 u (the book, Theorem B). *)
Theorem coarse_gradient_at_the_opposite_point_is_the_left_moment_of_the_slope : forall m n vs w left jumps,
  expected_coarse_gradient_step_opposite left jumps m n vs (opposite_v m vs) w
  = (left_moment left jumps (nrm n w) * (2 * (INR m - 1) * dot m ones vs ^ 2 / (INR m + 1) ^ 2) * unit n w)%V.
Proof. exact SlopeVanishing.step_at_opposite_point. Qed.

(** At (v*, theta = 0), E g = 0 for every slope (the book, Theorem B). *)
Theorem coarse_gradient_of_any_slope_vanishes_at_the_teacher : forall m n vs w left jumps i,
  expected_coarse_gradient_step_parallel left jumps m n vs vs w i = 0.
Proof. exact SlopeVanishing.step_at_teacher. Qed.

(** Where df/dv = 0 and 0 < theta < pi, E g of the clipped ReLU vanishes iff df/dw does (P1, Lemma 8). *)
Theorem clipped_relu_coarse_gradient_vanishes_only_with_the_gradient : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  (forall i, (i < m)%nat -> population_gradient_v m n vs ws v w i = 0) ->
  ((forall i, (i < n)%nat -> expected_coarse_gradient_clipped_relu m n vs ws v w i = 0)
   <-> (forall i, (i < n)%nat -> population_gradient_w m n vs ws v w i = 0)).
Proof. exact SlopeVanishing.clipped_relu_vanishes_iff. Qed.

(** E g of the clipped ReLU vanishes at (v_pi, theta = pi) (P1, Lemma 8). *)
Theorem clipped_relu_coarse_gradient_vanishes_at_the_opposite_point : forall m n vs w j,
  expected_coarse_gradient_step_opposite 0 clipped_relu_jumps m n vs (opposite_v m vs) w j = 0.
Proof. exact SlopeVanishing.clipped_relu_vanishes_at_opposite_point. Qed.

(** E g of hard tanh does not vanish at (v_pi, theta = pi) when m >= 2 and S <> 0 (the book, Theorem B). *)
Theorem hard_tanh_coarse_gradient_does_not_vanish_at_the_opposite_point : forall m n vs w,
  (2 <= m)%nat -> dot m ones vs <> 0 -> 0 < nrm n w ->
  0 < nrm n (expected_coarse_gradient_step_opposite 0 hard_tanh_jumps m n vs (opposite_v m vs) w).
Proof. exact SlopeVanishing.hard_tanh_at_opposite_point. Qed.

(** ** The bound of the clipped ReLU *)

(** p(theta) + p(pi - theta) = p(0) and q(pi - theta) = q(theta) (the book). *)
Theorem strip_moments_are_symmetric_about_the_right_angle : forall a theta, 0 < a -> 0 < theta < PI ->
  printed_p theta a + printed_p (PI - theta) a = printed_p 0 a /\ printed_q (PI - theta) a = printed_q theta a.
Proof. intros; split; [now apply StripOrder.printed_p_symmetric | now apply StripOrder.printed_q_symmetric]. Qed.

(** 0 <= p <= q and 0 <= (1 - theta/pi) p(0) <= q for pi/2 <= theta < pi (P1, Lemma 13). *)
Theorem strip_moments_are_ordered_beyond_the_right_angle : forall a theta, 0 < a -> PI / 2 <= theta < PI ->
  0 <= printed_p theta a <= printed_q theta a /\ 0 <= (1 - theta / PI) * printed_p 0 a <= printed_q theta a.
Proof. intros; now apply StripOrder.strip_moments_ordered. Qed.

(** |E g|^2 <= max{4 C^2/pi, 3} (|df/dv|^2 + <E g, df/dw>) for the clipped ReLU and |v| <= C
    (P1, Lemma 7, with an explicit constant). *)
Theorem clipped_relu_coarse_gradient_is_bounded_by_the_gradients : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall C, nrm m v <= C ->
  nrm n (expected_coarse_gradient_clipped_relu m n vs ws v w) ^ 2
  <= Rmax (4 * C ^ 2 / PI) 3
     * (nrm m (population_gradient_v m n vs ws v w) ^ 2
        + dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof. exact StripOrder.clipped_relu_norm_bound. Qed.

(** * Descent and convergence *)

(** ** Descent in the abstract *)

(** A quantity whose square the fall of a loss bounds tends to zero (textbook). *)
Theorem sufficient_decrease_sends_to_zero :
  forall (f g : nat -> R) (c : R),
  0 < c -> (forall t, 0 <= f t) -> (forall t, f (S t) <= f t - c * g t ^ 2) -> is_lim_seq g 0.
Proof. exact DescentTheorem.decrease_to_zero. Qed.

(** Its best value over T + 1 steps is of the order 1/T (textbook). *)
Theorem sufficient_decrease_has_rate_one_over_T :
  forall (f g : nat -> R) (c : R) (T : nat),
  0 < c -> (forall t, 0 <= f t) -> (forall t, f (S t) <= f t - c * g t ^ 2) ->
  exists t, (t <= T)%nat /\ g t ^ 2 <= f O / (c * INR (S T)).
Proof. exact DescentTheorem.decrease_rate. Qed.

(** On a function with Lipschitz gradient, any field that bounds its own square by its correlation with the gradient
    vanishes along its descent (textbook; the condition of P1, section 3). *)
Theorem correlated_field_vanishes_along_its_descent :
  forall (n : nat) (f : vec -> R) (grad : vec -> vec) (L : R),
  (forall x d t, is_derive (fun s => f (x + s * d)%V) t (dot n (grad (x + t * d)%V) d)) ->
  (forall x d t, 0 <= t -> nrm n (grad (x + t * d)%V - grad x)%V <= L * (t * nrm n d)) ->
  forall (G : vec -> vec) (a eta : R),
  (forall x, a * dot n (G x) (G x) <= dot n (grad x) (G x)) ->
  (forall x, 0 <= f x) -> 0 < eta -> L * eta / 2 < a ->
  forall x0 : vec, is_lim_seq (fun k => nrm n (G (follow G eta x0 k))) 0.
Proof. exact DescentTheorem.coarse_descent_converges. Qed.

(** ** One step *)

(** The exact change of the loss in one step, whatever the next weight (the book). *)
Theorem one_step_changes_the_loss_exactly :
  forall (m n : nat) (vs ws v w w' : vec) (eta : R),
  let d := population_gradient_v m n vs ws v w in
  let v' := next_v m n vs ws eta v w in
  population_loss m n vs ws v' w' - population_loss m n vs ws v w
  = - eta * dot m d d + eta ^ 2 / 8 * (dot m d d + dot m ones d ^ 2)
    + (angle n w' ws - angle n w ws) * dot m v' vs / (2 * PI).
Proof. exact OneStep.one_step_identity. Qed.

(** A step along R u - (v.v* ) T_e e turns w by an arctangent, if it stays on its side of the teacher (the book). *)
Theorem one_step_turns_the_weight_by_an_arctangent :
  forall (m n : nat) (vs ws v w : vec) (eta radial M0 : R),
  0 < nrm n w -> 0 < nrm n ws ->
  let w' := (w - eta * frame_gradient m n vs ws radial M0 v w)%V in
  let left := nrm n w - eta * radial in
  let turn := atan (eta * dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI)) / left) in
  0 < left -> 0 <= angle n w ws - turn <= PI ->
  0 < nrm n w' /\ angle n w' ws = angle n w ws - turn.
Proof.
  intros m n vs ws v w eta radial M0 Hw Hws w' left turn Hl Ht. split.
  - apply (OneStep.nrm_step_pos m n vs ws v w _ eta radial M0); auto.
  - apply (OneStep.angle_step m n vs ws v w _ eta radial M0); auto.
Qed.

(** Theorem D, for any estimator (the book). The field need agree with the frame in the first n coordinates only. *)
Theorem one_step_lowers_the_loss_for_any_estimator :
  forall (m n : nat) (vs ws v w g : vec) (eta radial M0 : R),
  0 < nrm n w -> 0 < nrm n ws -> 0 <= eta ->
  (forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i) ->
  0 <= M0 ->
  let d := population_gradient_v m n vs ws v w in
  let vv := dot m v vs in
  let left := nrm n w - eta * radial in
  let T := sin (angle n w ws) * M0 / sqrt (2 * PI) in
  0 < left -> eta * Rabs vv * M0 / sqrt (2 * PI) <= left ->
  population_loss m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V - population_loss m n vs ws v w
  <= - eta * dot m d d * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * dot m vs vs / (2 * PI * left))
     - eta * vv ^ 2 * T / (8 * PI * left).
Proof. exact DescentTheorem.loss_falls. Qed.

(** Theorem D for leaky ReLU; M0 = (1 + alpha)/2 and R = <E g, u> (the book). *)
Theorem one_step_lowers_the_loss_for_leaky_relu :
  forall (m n : nat) (vs ws v w : vec) (alpha eta : R),
  0 < nrm n w -> 0 < nrm n ws -> 0 <= eta -> -1 <= alpha ->
  let g := expected_coarse_gradient_leaky_relu m n vs ws alpha v w in
  let d := population_gradient_v m n vs ws v w in
  let vv := dot m v vs in
  let left := nrm n w - eta * dot n g (unit n w) in
  let T := sin (angle n w ws) * ((1 + alpha) / 2) / sqrt (2 * PI) in
  0 < left -> eta * Rabs vv * ((1 + alpha) / 2) / sqrt (2 * PI) <= left ->
  population_loss m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V - population_loss m n vs ws v w
  <= - eta * dot m d d * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * dot m vs vs / (2 * PI * left))
     - eta * vv ^ 2 * T / (8 * PI * left).
Proof.
  intros m n vs ws v w alpha eta Hw Hws He Ha g d vv left T Hl Ht.
  pose proof (fun i => FrameGradients.leaky_relu_in_frame m n vs ws v w Hw Hws alpha i) as F. fold g in F.
  unfold T, left in *. rewrite (DescentTheorem.radial_is_inner_product _ _ _ _ _ _ _ _ _ Hw Hws F) in *.
  apply DescentTheorem.loss_falls; trivial. lra.
Qed.

(** Theorem D for the identity; M0 = 1 and R = <E g, u> (the book). *)
Theorem one_step_lowers_the_loss_for_identity :
  forall (m n : nat) (vs ws v w : vec) (eta : R),
  0 < nrm n w -> 0 < nrm n ws -> 0 <= eta ->
  let g := expected_coarse_gradient_identity m n vs ws v w in
  let d := population_gradient_v m n vs ws v w in
  let vv := dot m v vs in
  let left := nrm n w - eta * dot n g (unit n w) in
  let T := sin (angle n w ws) * 1 / sqrt (2 * PI) in
  0 < left -> eta * Rabs vv * 1 / sqrt (2 * PI) <= left ->
  population_loss m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V - population_loss m n vs ws v w
  <= - eta * dot m d d * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * dot m vs vs / (2 * PI * left))
     - eta * vv ^ 2 * T / (8 * PI * left).
Proof.
  intros m n vs ws v w eta Hw Hws He g d vv left T Hl Ht.
  pose proof (fun i => FrameGradients.identity_in_frame m n vs ws v w Hw Hws i) as F. fold g in F.
  unfold T, left in *. rewrite (DescentTheorem.radial_is_inner_product _ _ _ _ _ _ _ _ _ Hw Hws F) in *.
  apply DescentTheorem.loss_falls; trivial. lra.
Qed.

(** Theorem D for ReLU; M0 = 1/2 and R = <E g, u> (the book). *)
Theorem one_step_lowers_the_loss_for_relu :
  forall (m n : nat) (vs ws v w : vec) (eta : R),
  0 < nrm n w -> 0 < nrm n ws -> 0 <= eta ->
  let g := expected_coarse_gradient_relu m n vs ws v w in
  let d := population_gradient_v m n vs ws v w in
  let vv := dot m v vs in
  let left := nrm n w - eta * dot n g (unit n w) in
  let T := sin (angle n w ws) * / 2 / sqrt (2 * PI) in
  0 < left -> eta * Rabs vv * / 2 / sqrt (2 * PI) <= left ->
  population_loss m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V - population_loss m n vs ws v w
  <= - eta * dot m d d * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * dot m vs vs / (2 * PI * left))
     - eta * vv ^ 2 * T / (8 * PI * left).
Proof.
  intros m n vs ws v w eta Hw Hws He g d vv left T Hl Ht.
  pose proof (fun i => FrameGradients.relu_in_frame m n vs ws v w Hw Hws i) as F. fold g in F.
  unfold T, left in *. rewrite (DescentTheorem.radial_is_inner_product _ _ _ _ _ _ _ _ _ Hw Hws F) in *.
  apply DescentTheorem.loss_falls; trivial. lra.
Qed.

(** ** Whole runs *)

(** The loss is never negative (P1). *)
Theorem population_loss_is_never_negative :
  forall (m n : nat) (vs ws v w : vec), 0 <= population_loss m n vs ws v w.
Proof. exact Landscape.population_loss_ge0. Qed.

(** The loss bounds the output weights (the book). *)
Theorem population_loss_bounds_the_output_weights :
  forall (m n : nat) (vs ws v w : vec),
  nrm m v <= nrm m vs + sqrt (8 * population_loss m n vs ws v w).
Proof. exact Landscape.nrm_v_bound. Qed.

(** At every start there is a step size below which all are small, so no theorem on runs is empty (the book). *)
Theorem small_steps_exist_at_every_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (low : R), 0 < low ->
  exists bound, 0 < bound /\ forall eta, 0 < eta <= bound -> small_step m n vs ws v0 w0 low eta.
Proof. exact DescentWitness.small_steps_exist. Qed.

(** Any estimator in the frame, with R and M0 bounded on |w| = 1: normalised coarse gradient descent makes the gradient
    in v and the correlation vanish, from any start (the book, after P2). *)
Theorem normalised_gradient_and_correlation_vanish_for_any_estimator :
  forall (m n : nat) (vs ws : vec) (G : vec -> vec -> vec) (radial M0 : vec -> vec -> R) (eta : R) (v0 w0 : vec),
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < eta -> eta * (INR m + 1) <= 1 ->
  (forall v w, nrm n w = 1 ->
     forall i, (i < n)%nat -> G v w i = frame_gradient m n vs ws (radial v w) (M0 v w) v w i) ->
  (forall v w, nrm n w = 1 -> 0 <= M0 v w) ->
  let V := output_weight_bound m n vs ws v0 w0 in
  (forall v w, nrm n w = 1 -> nrm m v <= V ->
     eta * Rabs (radial v w) <= 1 / 2 /\ eta * (V * nrm m vs) * M0 v w <= sqrt (2 * PI) * (1 / 2)) ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof.
  intros m n vs ws G radial M0 eta v0 w0 Hws Hw0 He Hm Hf HM V Hs.
  apply (Runs.run_claims
           (Convergence.normalised_iterates_are_a_run m n vs ws G radial M0 eta 1 v0 w0 _ Hws He Hm Rlt_0_1
              (fun w Hw => Req_le_sym _ _ Hw) Hf HM Hs Hw0 (fun _ Hw => Hw))).
Qed.

(** The same without normalisation, as long as |w^t| stays above a constant (the book). *)
Theorem gradient_and_correlation_vanish_for_any_estimator_while_weight_stays_away_from_zero :
  forall (m n : nat) (vs ws : vec) (G : vec -> vec -> vec) (radial M0 : vec -> vec -> R) (eta low : R) (v0 w0 : vec),
  0 < nrm n ws -> 0 < eta -> eta * (INR m + 1) <= 1 -> 0 < low ->
  (forall v w, low <= nrm n w ->
     forall i, (i < n)%nat -> G v w i = frame_gradient m n vs ws (radial v w) (M0 v w) v w i) ->
  (forall v w, low <= nrm n w -> 0 <= M0 v w) ->
  let V := output_weight_bound m n vs ws v0 w0 in
  (forall v w, low <= nrm n w -> nrm m v <= V ->
     eta * Rabs (radial v w) <= low / 2 /\ eta * (V * nrm m vs) * M0 v w <= sqrt (2 * PI) * (low / 2)) ->
  let x := iterate m n vs ws G eta v0 w0 in
  (forall t, low <= nrm n (snd (x t))) ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros m n vs ws G radial M0 eta low v0 w0 Hws He Hm Hl Hf HM V Hs x Hx.
  apply (Runs.run_claims
           (Convergence.iterates_are_a_run m n vs ws G radial M0 eta low v0 w0 (fun w => low <= nrm n w)
              Hws He Hm Hl (fun _ Hw => Hw) Hf HM Hs Hx)).
Qed.

(** P1, Theorem 1, for ReLU: with |w^t| bounded below, the loss falls and the gradients vanish. *)
Theorem relu_gradient_and_correlation_vanish_while_weight_stays_away_from_zero :
  forall (m n : nat) (vs ws v0 w0 : vec) (low eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta -> (forall t, low <= nrm n (snd (x t))) ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros m n vs ws v0 w0 low eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_zero. intros.
  apply (Convergence.leaky_relu_gradient_and_correlation_vanish _ _ _ _ _ _ _ low); trivial. lra.
Qed.

(** P1, Theorem 1, for ReLU: with |w^t| bounded above too, so does the expected coarse gradient (corrected by E2). *)
Theorem relu_coarse_gradient_vanishes_while_weight_is_bounded :
  forall (m n : nat) (vs ws v0 w0 : vec) (low high eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta ->
  (forall t, low <= nrm n (snd (x t))) -> (forall t, nrm n (snd (x t)) <= high) ->
  is_lim_seq (fun t => nrm n (G (fst (x t)) (snd (x t)))) 0.
Proof. exact Convergence.relu_coarse_gradient_vanishes. Qed.

(** The same for leaky ReLU, whose coarse gradient need not vanish (the book). *)
Theorem leaky_relu_gradient_and_correlation_vanish_while_weight_stays_away_from_zero :
  forall (m n : nat) (vs ws v0 w0 : vec) (alpha low eta : R),
  let G := expected_coarse_gradient_leaky_relu m n vs ws alpha in
  let x := iterate m n vs ws G eta v0 w0 in
  0 <= alpha <= 1 -> 0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta ->
  (forall t, low <= nrm n (snd (x t))) ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros. apply (Convergence.leaky_relu_gradient_and_correlation_vanish _ _ _ _ _ _ _ low); trivial.
Qed.

(** The same for the identity: it fails only by |w| shrinking (the book, E5). *)
Theorem identity_gradient_and_correlation_vanish_while_weight_stays_away_from_zero :
  forall (m n : nat) (vs ws v0 w0 : vec) (low eta : R),
  let G := expected_coarse_gradient_identity m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta -> (forall t, low <= nrm n (snd (x t))) ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros m n vs ws v0 w0 low eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_one. intros.
  apply (Convergence.leaky_relu_gradient_and_correlation_vanish _ _ _ _ _ _ _ low); trivial. lra.
Qed.

(** Normalised coarse gradient descent with ReLU: the loss falls and the gradients vanish, from any start (the book,
    after P2). *)
Theorem normalised_relu_gradient_and_correlation_vanish :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_zero. intros.
  apply Convergence.normalised_leaky_relu_gradient_and_correlation_vanish; trivial. lra.
Qed.

(** And so does the expected coarse gradient (the book, after P2). *)
Theorem normalised_relu_coarse_gradient_vanishes :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  let y := normalised_iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  is_lim_seq (fun t => nrm n (G (fst (y t)) (snd (y t)))) 0.
Proof. exact Convergence.normalised_relu_coarse_gradient_vanishes. Qed.

(** Its best value over T + 1 steps is of the order 1/sqrt T (the book). *)
Theorem normalised_relu_coarse_gradient_has_rate :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  let V := output_weight_bound m n vs ws v0 w0 in
  let y := normalised_iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  forall T, exists t, (t <= T)%nat /\
    nrm n (G (fst (y t)) (snd (y t))) ^ 2
    <= (8 * V ^ 2 / PI + 27 * sqrt (2 * PI)) * (population_loss m n vs ws v0 w0 / (eta * INR (S T))).
Proof. exact Convergence.normalised_relu_rate. Qed.

(** Normalised coarse gradient descent with leaky ReLU (the book). *)
Theorem normalised_leaky_relu_gradient_and_correlation_vanish :
  forall (m n : nat) (vs ws v0 w0 : vec) (alpha eta : R),
  let G := expected_coarse_gradient_leaky_relu m n vs ws alpha in
  0 <= alpha <= 1 -> 0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof. exact Convergence.normalised_leaky_relu_gradient_and_correlation_vanish. Qed.

(** Normalised coarse gradient descent with the identity, which is thus stable (the book, E5). *)
Theorem normalised_identity_gradient_and_correlation_vanish :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_identity m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_one. intros.
  apply Convergence.normalised_leaky_relu_gradient_and_correlation_vanish; trivial. lra.
Qed.

(** P1, Theorem 1, for clipped ReLU: with |w^t| bounded below, the loss falls and the gradients vanish. *)
Theorem clipped_relu_gradient_and_correlation_vanish_while_weight_stays_away_from_zero :
  forall (m n : nat) (vs ws v0 w0 : vec) (low eta : R),
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < angle n w0 ws < PI -> 0 < low -> small_step m n vs ws v0 w0 (low / 2) eta ->
  (forall t, low <= nrm n (snd (x t))) ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros m n vs ws v0 w0 low eta G x Hws _ Hl Hs Hw.
  exact (ClippedReluRuns.clipped_relu_gradient_and_correlation_vanish m n vs ws v0 w0 eta Hws low Hl Hs Hw).
Qed.

(** P1, Theorem 1, for clipped ReLU: with |w^t| bounded above too, so does the expected coarse gradient. *)
Theorem clipped_relu_coarse_gradient_vanishes_while_weight_is_bounded :
  forall (m n : nat) (vs ws v0 w0 : vec) (low high eta : R),
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < angle n w0 ws < PI -> 0 < low -> small_step m n vs ws v0 w0 (low / 2) eta ->
  (forall t, low <= nrm n (snd (x t))) -> (forall t, nrm n (snd (x t)) <= high) ->
  is_lim_seq (fun t => nrm n (G (fst (x t)) (snd (x t)))) 0.
Proof. exact ClippedReluNorm.clipped_relu_coarse_gradient_vanishes. Qed.

(** Normalised coarse gradient descent with clipped ReLU (the book, after P2). *)
Theorem normalised_clipped_relu_gradient_and_correlation_vanish :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < angle n w0 ws < PI -> small_step m n vs ws v0 w0 (1 / 2) eta ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof. intros. now apply ClippedReluRuns.normalised_clipped_relu_gradient_and_correlation_vanish. Qed.

(** And the expected coarse gradient vanishes (the book, after P2). *)
Theorem normalised_clipped_relu_coarse_gradient_vanishes :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  let y := normalised_iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < angle n w0 ws < PI -> small_step m n vs ws v0 w0 (1 / 2) eta ->
  is_lim_seq (fun t => nrm n (G (fst (y t)) (snd (y t)))) 0.
Proof. exact ClippedReluNorm.normalised_clipped_relu_coarse_gradient_vanishes. Qed.

(** ** Runs that end at the teacher *)

(** The conditions of P1, Theorem 2, survive a step of any estimator that does not overshoot (the book). *)
Theorem conditions_of_theorem_2_survive_any_step_that_does_not_overshoot :
  forall (m n : nat) (vs ws v w g : vec) (eta radial M0 : R),
  0 < nrm n w -> 0 < nrm n ws -> 0 < eta -> eta * (INR m + 1) <= 4 ->
  (forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i) ->
  0 <= M0 -> eta * radial < nrm n w ->
  favourable_start m n vs ws v w ->
  favourable_start m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V.
Proof. exact GlobalConvergence.favourable_conditions_persist. Qed.

(** Any estimator in the frame, with R and M0 bounded and M0 bounded away from 0 on |w| = 1: from a favourable start the
    normalised iterates converge to the teacher (the book). *)
Theorem normalised_iterates_of_any_estimator_reach_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws : vec) (G : vec -> vec -> vec) (radial M0 : vec -> vec -> R) (eta mu : R) (v0 w0 : vec),
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < eta -> eta * (INR m + 1) <= 1 -> 0 < mu ->
  (forall v w, nrm n w = 1 ->
     forall i, (i < n)%nat -> G v w i = frame_gradient m n vs ws (radial v w) (M0 v w) v w i) ->
  (forall v w, nrm n w = 1 -> mu <= M0 v w) ->
  let V := output_weight_bound m n vs ws v0 w0 in
  (forall v w, nrm n w = 1 -> nrm m v <= V ->
     eta * Rabs (radial v w) <= 1 / 2 /\ eta * (V * nrm m vs) * M0 v w <= sqrt (2 * PI) * (1 / 2)) ->
  favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof.
  intros m n vs ws G radial M0 eta mu v0 w0 Hws Hw0 He Hm Hmu Hf HM V Hs F.
  pose proof (Convergence.normalised_iterates_are_a_run m n vs ws G radial M0 eta 1 v0 w0 (fun w => nrm n w = 1)
                Hws He Hm Rlt_0_1 (fun w Hw => Req_le_sym _ _ Hw) Hf
                (fun v w Hw => Rle_trans _ _ _ (Rlt_le _ _ Hmu) (HM v w Hw)) Hs Hw0 (fun _ Hw => Hw)) as run.
  pose proof (fun t => proj1 (Runs.run_bounded run t)) as L.
  apply (GlobalConvergence.run_reaches 1 run) with (2 := Hmu).
  - intros t. apply Req_le, L.
  - intros t. apply HM, L.
  - now apply GlobalConvergence.favourable_unit.
Qed.

(** P1, Theorem 2, for ReLU: from a favourable start, with |w^t| bounded, theta^t -> 0, v^t -> v* and f^t -> 0. *)
Theorem relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (low high eta : R),
  let x := iterate m n vs ws (expected_coarse_gradient_relu m n vs ws) eta v0 w0 in
  0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta ->
  (forall t, low <= nrm n (snd (x t))) -> (forall t, nrm n (snd (x t)) <= high) ->
  favourable_start m n vs ws v0 w0 -> reaches_the_teacher m n vs ws x.
Proof.
  intros m n vs ws v0 w0 low high eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_zero. intros.
  apply (Convergence.leaky_relu_reaches m n vs ws v0 w0 0 low eta) with (high := high); trivial. lra.
Qed.

(** With normalised weights and ReLU, nothing is asked of the run (the book). *)
Theorem normalised_relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_zero. intros.
  apply Convergence.normalised_leaky_relu_reaches; trivial. lra.
Qed.

(** The same with leaky ReLU (the book). *)
Theorem normalised_leaky_relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (alpha eta : R),
  let G := expected_coarse_gradient_leaky_relu m n vs ws alpha in
  0 <= alpha <= 1 ->
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof. exact Convergence.normalised_leaky_relu_reaches. Qed.

(** The same with the identity (the book). *)
Theorem normalised_identity_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_identity m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_one. intros.
  apply Convergence.normalised_leaky_relu_reaches; trivial. lra.
Qed.

(** With normalised weights and clipped ReLU, nothing is asked of the run (the book). *)
Theorem normalised_clipped_relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < angle n w0 ws ->
  small_step m n vs ws v0 w0 (1 / 2) eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof. intros. now apply ClippedReluRuns.normalised_clipped_relu_reaches. Qed.
