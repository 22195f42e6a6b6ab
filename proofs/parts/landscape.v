(** * Promised theorems: correlation, gradients, landscape, vanishing, norm bounds, errata *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints Printed Descent.
From Coarsegrad.theory Require Correlation Gradient Landscape CriticalPoints OppositePoint Vanishing NormBounds
  SaddleAngle NormalJump WeightScale Kink Boundary IdentityBound Lipschitz.
Open Scope R_scope.

(** ** Correlation *)

(** <E g_identity, df/dw> = sin theta (v.v* )^2 / ((sqrt (2 pi))^3 |w|). P1, Lemma 10. *)
Theorem identity_coarse_gradient_has_the_printed_inner_product :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w) * dot m v vs ^ 2.
Proof. exact Correlation.correlation_identity. Qed.

(** <E g_relu, df/dw> = sin theta (v.v* )^2 / (2 (sqrt (2 pi))^3 |w|), half the identity's. P1, Lemma 5. *)
Theorem relu_coarse_gradient_has_half_the_inner_product_of_the_identity :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin (angle n w ws) / (2 * (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2
  /\ dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
     = / 2 * dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof. split; [now apply Correlation.correlation_relu | now apply Correlation.correlation_relu_half]. Qed.

(** The inner product is never negative, and positive exactly when v.v* <> 0. P1, Lemma 10. *)
Theorem identity_coarse_gradient_correlates_positively :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)
  /\ (dot m v vs <> 0 <->
      0 < dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  split; [now apply Correlation.correlation_identity_ge0 | now apply Correlation.correlation_identity_pos].
Qed.

(** The inner product is never negative, and positive exactly when v.v* <> 0. P1, Lemma 5. *)
Theorem relu_coarse_gradient_correlates_positively :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 <= dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  /\ (dot m v vs <> 0 <->
      0 < dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof. split; [now apply Correlation.correlation_relu_ge0 | now apply Correlation.correlation_relu_pos]. Qed.

(** Mixtures alpha identity + (1 - alpha) ReLU have (1 + alpha)/2 times the identity's inner product. The book. *)
Theorem leaky_relu_coarse_gradient_has_the_mixed_inner_product :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall alpha,
  dot n (alpha * expected_coarse_gradient_identity m n vs ws v w
         + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V (population_gradient_w m n vs ws v w)
  = (1 + alpha) / 2 * (sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2.
Proof. exact Correlation.correlation_leaky_relu. Qed.

(** Lemma 4 as printed is the form without singularity, for theta < pi. P1, Lemma 4. *)
Theorem printed_relu_coarse_gradient_is_the_regular_form :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws < PI ->
  expected_coarse_gradient_relu_printed m n vs ws v w = expected_coarse_gradient_relu m n vs ws v w.
Proof. exact Correlation.relu_printed_is_relu. Qed.

(** ** Gradients *)

(** df/dv gives the derivative of f along every line in v. P1, Lemma 2. *)
Theorem gradient_in_v_is_the_derivative_of_the_loss :
  forall m n vs ws v w direction,
  is_derive (fun t => population_loss m n vs ws (v + t * direction)%V w) 0
            (dot m (population_gradient_v m n vs ws v w) direction).
Proof. exact Gradient.is_derive_population_loss_v. Qed.

(** df/dw gives the derivative of f along every line in w, for 0 < theta < pi. P1, Lemma 2. *)
Theorem gradient_in_w_is_the_derivative_of_the_loss :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall direction,
  is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0
            (dot n (population_gradient_w m n vs ws v w) direction).
Proof. exact Gradient.is_derive_population_loss_w. Qed.

(** df/dv and df/dw together give the derivative of f along every line in (v, w), for 0 < theta < pi. P1, Lemma 2. *)
Theorem both_gradients_together_are_the_derivative_of_the_loss :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> forall dv dw,
  is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0
            (dot m (population_gradient_v m n vs ws v w) dv + dot n (population_gradient_w m n vs ws v w) dw).
Proof. exact Gradient.is_derive_population_loss. Qed.

(** Where w and w* are parallel, n >= 2, f has a derivative along every line in w exactly when v.v* = 0. The
    book, "Population loss and gradient". *)
Theorem population_loss_has_a_kink_where_the_weights_are_parallel :
  forall m n vs ws v w, (2 <= n)%nat -> 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = 0 \/ angle n w ws = PI ->
  (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l)
  <-> dot m v vs = 0.
Proof. exact Kink.kink_where_parallel_iff. Qed.

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
  - apply SaddleAngle.minimum_in_v_rises; auto.
  - apply SaddleAngle.minimum_in_v_falls; auto.
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
Proof. exact OppositePoint.loss_at_opposite. Qed.

(** Under S^2 < ((m + 1)/2)|v*|^2 and S <> 0 the opposite point is a spurious minimiser, for every n.
    P1, Proposition 1. *)
Theorem spurious_minimiser_is_a_local_minimiser :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  0 < dot m vs vs -> has_saddles m vs -> dot m ones vs <> 0 -> spurious_minimiser m n vs ws v w.
Proof. exact OppositePoint.opposite_is_spurious. Qed.

(** For n >= 2: a local minimiser iff S^2 < ((m + 1)/2)|v*|^2; spurious iff moreover S <> 0. P1, Proposition 1,
    corrected. *)
Theorem opposite_point_is_classified_with_its_edge_cases :
  forall m n vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> agree m v (opposite_v m vs) ->
  0 < dot m vs vs -> (2 <= n)%nat ->
  (local_minimiser m n vs ws v w <-> has_saddles m vs)
  /\ (spurious_minimiser m n vs ws v w <-> has_saddles m vs /\ dot m ones vs <> 0).
Proof.
  intros m n vs ws v w W Ws A V N Hn. split.
  - exact (OppositePoint.opposite_is_local_minimiser_iff m n vs ws v w W Ws A V N Hn).
  - exact (OppositePoint.opposite_is_spurious_iff m n vs ws v w W Ws A V N Hn).
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
  intros N Hn S Z. apply (OppositePoint.opposite_is_spurious_iff m n vs ws v w W Ws A V N Hn) in S.
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
Proof. exact NormBounds.relu_norm_bound. Qed.

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
Proof. exact IdentityBound.identity_norm_bound_fails. Qed.

(** The angle is Lipschitz with constant pi/(2 c) where |w|, |w'| >= c. P1, Lemma 14.1. *)
Theorem angle_is_lipschitz_away_from_zero_weight :
  forall n w w' ws, 0 < nrm n w -> 0 < nrm n w' -> 0 < nrm n ws ->
  forall c, 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  Rabs (angle n w ws - angle n w' ws) <= PI / (2 * c) * nrm n (w - w')%V.
Proof. exact Lipschitz.angle_is_lipschitz. Qed.

(** df/dv is Lipschitz where |w|, |w'| >= c. P1, proof of Lemma 3. *)
Theorem gradient_in_v_is_lipschitz_away_from_zero_weight :
  forall m n vs ws v w v' w' c, 0 < nrm n ws -> 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
  <= / 4 * ((INR m + 1) * nrm m (v - v')%V + nrm m vs / c * nrm n (w - w')%V).
Proof. exact Lipschitz.gradient_v_is_lipschitz. Qed.

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
  split; [|now apply Lipschitz.gradient_w_is_lipschitz_on_one_side].
  apply Lipschitz.gradient_v_is_lipschitz; auto; fold (NormalJump.at_side n ws p k t) (NormalJump.at_side n ws p k' t');
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
Proof. exact WeightScale.lemma_5_fails. Qed.

(** f and the coarse gradients of ReLU and identity see only the direction of w; df/dw falls like 1/|w|. P1, Lemmas 1,
    2, 4 and 9. *)
Theorem loss_is_scale_free_in_the_weight_and_its_gradient_is_not :
  forall m n vs ws v w k, 0 < k -> 0 < nrm n w -> 0 < nrm n ws ->
  population_loss m n vs ws v (k * w)%V = population_loss m n vs ws v w
  /\ expected_coarse_gradient_relu m n vs ws v (k * w)%V = expected_coarse_gradient_relu m n vs ws v w
  /\ expected_coarse_gradient_identity m n vs ws v (k * w)%V = expected_coarse_gradient_identity m n vs ws v w
  /\ population_gradient_w m n vs ws v (k * w)%V = (/ k * population_gradient_w m n vs ws v w)%V.
Proof.
  repeat split; [now apply WeightScale.population_loss_scale_free | now apply WeightScale.relu_scale_free | |].
  - now apply WeightScale.identity_scale_free.
  - now apply WeightScale.population_gradient_w_scal.
Qed.

(** E3. With one input the opposite point is a local minimiser whatever S, and spurious iff S <> 0. *)
Theorem single_input_has_a_spurious_minimiser_whatever_the_teacher :
  forall m vs ws v w, 0 < nrm 1 w -> 0 < nrm 1 ws -> angle 1 w ws = PI -> agree m v (opposite_v m vs) ->
  local_minimiser m 1 vs ws v w /\ (spurious_minimiser m 1 vs ws v w <-> dot m ones vs <> 0).
Proof.
  split; [now apply OppositePoint.opposite_with_one_input_is_local_minimiser|].
  now apply OppositePoint.opposite_with_one_input_is_spurious_iff.
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
  intros m n vs ws v w. split; [apply Correlation.identity_is_twice_relu_plus_radial|]. intros W Ws A.
  rewrite Correlation.dot_identity_normal, Correlation.dot_relu_normal by assumption.
  assert (0 < sqrt (2 * PI)) by (apply sqrt_lt_R0; pose proof PI_RGT_0; lra). field. lra.
Qed.
