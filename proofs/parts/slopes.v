(** * Promised theorems: piecewise constant slopes and the clipped ReLU *)
From Coq Require Import Reals List Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer Landscape SlopeMoments ClippedReluPrinted.
From Coarsegrad.theory Require StepSlopes SlopeEnds SlopeMomentIntegrals SlopeCorrelation SlopeVanishing ClippedRelu
  ClippedReluPrinted StripOrder ClippedReluBound
  NamedSlopes.
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
Proof. exact ClippedReluPrinted.clipped_relu_printed_is_closed. Qed.

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
  intros. split; [now apply NamedSlopes.identity_is_step | split; [now apply NamedSlopes.relu_is_step|]].
  intros. now apply NamedSlopes.leaky_relu_is_step.
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
  intros w ws j Hw Hs Ht Hj. rewrite ClippedReluPrinted.printed_p_0_moment, ClippedReluPrinted.printed_p_moment,
    ClippedReluPrinted.printed_q_moment by assumption.
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
Proof. intros; now apply SlopeEnds.expectation_step_parallel. Qed.

(** The same at theta = pi (the book). *)
Theorem piecewise_constant_coarse_gradient_is_its_expectation_at_opposite_weights : forall m vs ws v w left jumps j,
  0 < nrm 2 w -> 0 < nrm 2 ws -> angle 2 w ws = PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step_opposite left jumps m 2 vs v w j).
Proof. intros; now apply SlopeEnds.expectation_step_opposite. Qed.

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
  intros; split; intros; [now apply SlopeEnds.expectation_clipped_relu_parallel
                         | now apply SlopeEnds.expectation_clipped_relu_opposite].
Qed.

(** At w = 0, E g = - mu'(0) (v.v* ) u*/sqrt(2 pi) for any slope (the book). *)
Theorem coarse_gradient_at_zero_weight_sees_the_slope_at_zero : forall slope m vs ws v w j,
  nrm 2 w = 0 -> 0 < nrm 2 ws -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    (slope 0 * expected_coarse_gradient_identity_at_zero m 2 vs ws v j).
Proof. exact SlopeEnds.expectation_slope_at_zero. Qed.

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
Proof. exact SlopeCorrelation.step_correlation. Qed.

(** Where v.v* <> 0, the inner product has the sign of M0(a sin theta) (the book, Theorem A). *)
Theorem sign_of_the_inner_product_is_the_sign_of_the_even_moment : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall left jumps, dot m v vs <> 0 ->
  let product := dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w) in
  let M0 := even_moment left jumps (nrm n w * sin (angle n w ws)) in
  (0 < product <-> 0 < M0) /\ (product < 0 <-> M0 < 0).
Proof.
  intros. split; [now apply SlopeCorrelation.step_correlation_pos_iff
                 | now apply SlopeCorrelation.step_correlation_neg_iff].
Qed.

(** The inner product is non-negative everywhere iff M0 >= 0 on (0, oo) (the book, Theorem A). *)
Theorem slope_correlates_everywhere_iff_its_even_moment_is_nonnegative : forall left jumps m n,
  (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
      0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 <= even_moment left jumps tau)).
Proof. exact SlopeCorrelation.correlation_criterion. Qed.

(** It is positive wherever v.v* <> 0 iff M0 > 0 on (0, oo) (the book, Theorem A). *)
Theorem slope_correlates_strictly_everywhere_iff_its_even_moment_is_positive : forall left jumps m n,
  (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> dot m v vs <> 0 ->
      0 < dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 < even_moment left jumps tau)).
Proof. exact SlopeCorrelation.strict_correlation_criterion. Qed.

(** A non-negative slope correlates non-negatively everywhere (the book). *)
Theorem nonnegative_slopes_correlate_positively : forall left jumps, (forall x, 0 <= step_slope left jumps x) ->
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros left jumps H m n vs ws v w Hw Hs Ht. apply SlopeCorrelation.step_correlation_ge0; auto.
  apply SlopeMomentIntegrals.even_moment_ge0; [|exact H].
  apply Rmult_lt_0_compat; [exact Hw | apply sin_gt_0; lra].
Qed.

(** For the clipped ReLU, <E g, df/dw> = v.v*^2 sin theta erf(1/(sqrt 2 a sin theta))/(2 sqrt(2 pi)^3 a)
    (P1, Lemma 7). *)
Theorem clipped_relu_coarse_gradient_has_the_printed_inner_product : forall m n vs ws v w,
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) * erf (1 / (sqrt 2 * nrm n w * sin (angle n w ws)))
    / (2 * sqrt (2 * PI) ^ 3 * nrm n w).
Proof. exact ClippedRelu.clipped_relu_correlation. Qed.

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
Proof. exact ClippedReluBound.clipped_relu_norm_bound. Qed.
