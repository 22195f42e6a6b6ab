(** * Descent and convergence *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FirstOrder FrameGradient NormalisedDescent Convergence.
From Coarsegrad.theory Require AbstractDescent OneStep DescentTheorem FrameGradients LossBounds Runs RunLimits
  Convergence GlobalConvergence EstimatorRuns ClippedReluRuns ClippedReluNorm FavourableStart DescentWitness.
Open Scope R_scope.

(** ** Descent in the abstract *)

(** A quantity whose square the fall of a loss bounds tends to zero (textbook). *)
Theorem sufficient_decrease_sends_to_zero :
  forall (f g : nat -> R) (c : R),
  0 < c -> (forall t, 0 <= f t) -> (forall t, f (S t) <= f t - c * g t ^ 2) -> is_lim_seq g 0.
Proof. exact AbstractDescent.decrease_to_zero. Qed.

(** Its best value over T + 1 steps is of the order 1/T (textbook). *)
Theorem sufficient_decrease_has_rate_one_over_T :
  forall (f g : nat -> R) (c : R) (T : nat),
  0 < c -> (forall t, 0 <= f t) -> (forall t, f (S t) <= f t - c * g t ^ 2) ->
  exists t, (t <= T)%nat /\ g t ^ 2 <= f O / (c * INR (S T)).
Proof. exact AbstractDescent.decrease_rate. Qed.

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
Proof. exact AbstractDescent.coarse_descent_converges. Qed.

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
Proof. exact LossBounds.population_loss_ge0. Qed.

(** The loss bounds the output weights (the book). *)
Theorem population_loss_bounds_the_output_weights :
  forall (m n : nat) (vs ws v w : vec),
  nrm m v <= nrm m vs + sqrt (8 * population_loss m n vs ws v w).
Proof. exact LossBounds.nrm_v_bound. Qed.

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
  apply (RunLimits.run_claims
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
  apply (RunLimits.run_claims
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
  apply (EstimatorRuns.leaky_relu_gradient_and_correlation_vanish _ _ _ _ _ _ _ low); trivial. lra.
Qed.

(** P1, Theorem 1, for ReLU: with |w^t| bounded above too, so does the expected coarse gradient (corrected by E2). *)
Theorem relu_coarse_gradient_vanishes_while_weight_is_bounded :
  forall (m n : nat) (vs ws v0 w0 : vec) (low high eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  let x := iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta ->
  (forall t, low <= nrm n (snd (x t))) -> (forall t, nrm n (snd (x t)) <= high) ->
  is_lim_seq (fun t => nrm n (G (fst (x t)) (snd (x t)))) 0.
Proof. exact EstimatorRuns.relu_coarse_gradient_vanishes. Qed.

(** The same for leaky ReLU, whose coarse gradient need not vanish (the book). *)
Theorem leaky_relu_gradient_and_correlation_vanish_while_weight_stays_away_from_zero :
  forall (m n : nat) (vs ws v0 w0 : vec) (alpha low eta : R),
  let G := expected_coarse_gradient_leaky_relu m n vs ws alpha in
  let x := iterate m n vs ws G eta v0 w0 in
  0 <= alpha <= 1 -> 0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta ->
  (forall t, low <= nrm n (snd (x t))) ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros. apply (EstimatorRuns.leaky_relu_gradient_and_correlation_vanish _ _ _ _ _ _ _ low); trivial.
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
  apply (EstimatorRuns.leaky_relu_gradient_and_correlation_vanish _ _ _ _ _ _ _ low); trivial. lra.
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
  apply EstimatorRuns.normalised_leaky_relu_gradient_and_correlation_vanish; trivial. lra.
Qed.

(** And so does the expected coarse gradient (the book, after P2). *)
Theorem normalised_relu_coarse_gradient_vanishes :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  let y := normalised_iterate m n vs ws G eta v0 w0 in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  is_lim_seq (fun t => nrm n (G (fst (y t)) (snd (y t)))) 0.
Proof. exact EstimatorRuns.normalised_relu_coarse_gradient_vanishes. Qed.

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
Proof. exact EstimatorRuns.normalised_relu_rate. Qed.

(** Normalised coarse gradient descent with leaky ReLU (the book). *)
Theorem normalised_leaky_relu_gradient_and_correlation_vanish :
  forall (m n : nat) (vs ws v0 w0 : vec) (alpha eta : R),
  let G := expected_coarse_gradient_leaky_relu m n vs ws alpha in
  0 <= alpha <= 1 -> 0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof. exact EstimatorRuns.normalised_leaky_relu_gradient_and_correlation_vanish. Qed.

(** Normalised coarse gradient descent with the identity, which is thus stable (the book, E5). *)
Theorem normalised_identity_gradient_and_correlation_vanish :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_identity m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta ->
  gradient_and_correlation_vanish m n vs ws (normalised_iterate m n vs ws G eta v0 w0) G eta.
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_one. intros.
  apply EstimatorRuns.normalised_leaky_relu_gradient_and_correlation_vanish; trivial. lra.
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
Proof. exact FavourableStart.favourable_conditions_persist. Qed.

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

(** P1, Theorem 2, for ReLU: from a favourable start, with |w^t| bounded, the iterates converge to the teacher. *)
Theorem relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (low high eta : R),
  let x := iterate m n vs ws (expected_coarse_gradient_relu m n vs ws) eta v0 w0 in
  0 < nrm n ws -> 0 < low -> small_step m n vs ws v0 w0 low eta ->
  (forall t, low <= nrm n (snd (x t))) -> (forall t, nrm n (snd (x t)) <= high) ->
  favourable_start m n vs ws v0 w0 -> reaches_the_teacher m n vs ws x.
Proof.
  intros m n vs ws v0 w0 low high eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_zero. intros.
  apply (EstimatorRuns.leaky_relu_reaches m n vs ws v0 w0 0 low eta) with (high := high); trivial. lra.
Qed.

(** With normalised weights and ReLU, nothing is asked of the run (the book). *)
Theorem normalised_relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_relu m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_zero. intros.
  apply EstimatorRuns.normalised_leaky_relu_reaches; trivial. lra.
Qed.

(** The same with leaky ReLU (the book). *)
Theorem normalised_leaky_relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (alpha eta : R),
  let G := expected_coarse_gradient_leaky_relu m n vs ws alpha in
  0 <= alpha <= 1 ->
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof. exact EstimatorRuns.normalised_leaky_relu_reaches. Qed.

(** The same with the identity (the book). *)
Theorem normalised_identity_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_identity m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> small_step m n vs ws v0 w0 1 eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof.
  intros m n vs ws v0 w0 eta. cbv zeta. rewrite <- Convergence.leaky_relu_at_one. intros.
  apply EstimatorRuns.normalised_leaky_relu_reaches; trivial. lra.
Qed.

(** With normalised weights and clipped ReLU, nothing is asked of the run (the book). *)
Theorem normalised_clipped_relu_reaches_the_teacher_from_a_favourable_start :
  forall (m n : nat) (vs ws v0 w0 : vec) (eta : R),
  let G := expected_coarse_gradient_clipped_relu m n vs ws in
  0 < nrm n ws -> 0 < nrm n w0 -> 0 < angle n w0 ws ->
  small_step m n vs ws v0 w0 (1 / 2) eta -> favourable_start m n vs ws v0 w0 ->
  reaches_the_teacher m n vs ws (normalised_iterate m n vs ws G eta v0 w0).
Proof. intros. now apply ClippedReluRuns.normalised_clipped_relu_reaches. Qed.
