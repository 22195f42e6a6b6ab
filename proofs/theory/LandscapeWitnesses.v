(** * Non-vacuity: the hypotheses of the landscape theorems can be met

    One instance for every set of hypotheses of the promised theorems on correlation, gradients, critical points,
    vanishing, norm bounds and errata, with the conclusion drawn. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Landscape CriticalPoints Printed Descent.
From Coarsegrad.lib Require Import VectorFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Orthogonal Turning Correlation Gradient Landscape SaddleAngle.
From Coarsegrad.theory Require Import CriticalPoints OppositePoint Vanishing NormBounds NormalJump WeightScale.
From Coarsegrad.theory Require Import Kink Boundary IdentityBound Lipschitz.
Open Scope R_scope.

(** The first axis of the plane, as a teacher weight and as a teacher v* with |v*|^2 = S^2 = 1. *)
Definition axis : vec := plane 1 0.

Lemma nrm_axis : nrm 2 axis = 1.
Proof. unfold nrm. rewrite <- sqrt_1. f_equal. unfold axis. simpl. ring. Qed.
Lemma nrm_axis_pos : 0 < nrm 2 axis.
Proof. rewrite nrm_axis. lra. Qed.
Lemma axis_nz : 0 < dot 2 axis axis.
Proof. unfold axis. simpl. lra. Qed.
Lemma axis_total : dot 2 ones axis = 1.
Proof. unfold axis, ones. simpl. lra. Qed.
Lemma axis_has_saddles : has_saddles 2 axis.
Proof. unfold has_saddles, axis, ones. simpl. lra. Qed.

(** A weight opposite to the teacher. *)
Definition opposite_axis : vec := (- 1 * axis)%V.
Lemma opposite_axis_angle : angle 2 opposite_axis axis = PI.
Proof. apply angle_of_opposite, nrm_axis_pos. Qed.
Lemma nrm_opposite_axis : nrm 2 opposite_axis = 1.
Proof. unfold opposite_axis. now rewrite nrm_of_opposite, nrm_axis. Qed.
Lemma nrm_opposite_axis_pos : 0 < nrm 2 opposite_axis.
Proof. rewrite nrm_opposite_axis. lra. Qed.

(** Correlation, gradient in w, norm bound, v.v* <> 0: an angle of pi/3, m = 1. *)
Example correlation_witness :
  exists w, nrm 2 w = 1 /\ angle 2 w axis = PI / 3
    /\ 0 < dot 2 (expected_coarse_gradient_relu 1 2 ones axis ones w) (population_gradient_w 1 2 ones axis ones w)
    /\ 0 < dot 2 (expected_coarse_gradient_identity 1 2 ones axis ones w) (population_gradient_w 1 2 ones axis ones w)
    /\ nrm 2 (expected_coarse_gradient_relu 1 2 ones axis ones w) ^ 2
       <= Rmax (4 * 1 ^ 2 / PI) (sqrt (PI / 2) * nrm 2 w)
          * (nrm 1 (population_gradient_v 1 2 ones axis ones w) ^ 2
             + dot 2 (expected_coarse_gradient_relu 1 2 ones axis ones w)
                     (population_gradient_w 1 2 ones axis ones w)).
Proof.
  pose proof PI_RGT_0 as P. pose proof nrm_axis_pos as A.
  destruct (every_angle_occurs 2 axis 1 (PI / 3)) as (w & W & T); try lia; try lra.
  assert (Hw : 0 < nrm 2 w) by lra. assert (O : 0 < angle 2 w axis < PI) by lra.
  assert (V : dot 1 ones ones <> 0) by (unfold ones; simpl; lra).
  exists w. repeat split; auto.
  - now apply correlation_relu_pos.
  - now apply correlation_identity_pos.
  - apply relu_norm_bound; auto. unfold nrm, ones. simpl. right.
    replace (0 + 1 * 1) with 1 by ring. apply sqrt_1.
Qed.

(** The right angle, v = v_theta = (1/2), where both sides of the attained bound are positive. *)
Example attained_bound_witness :
  exists w, nrm 2 w = 1 /\ angle 2 w axis = PI / 2
    /\ agree 1 (population_gradient_v 1 2 ones axis (minimiser_in_v 1 ones (PI / 2)) w) zeros
    /\ dot 1 (minimiser_in_v 1 ones (PI / 2)) ones = 1 / 2.
Proof.
  pose proof PI_RGT_0 as P. pose proof nrm_axis_pos as A.
  destruct (every_angle_occurs 2 axis 1 (PI / 2)) as (w & W & T); try lia; try lra.
  exists w. split; [exact W|]. split; [exact T|]. split.
  - rewrite population_gradient_v_vanishes_iff, T. apply agree_refl.
  - rewrite dot_minimiser_teacher. unfold curvature, ones. simpl. field. lra.
Qed.

(** A saddle, where identity's coarse gradient does not vanish. *)
Example saddle_witness :
  exists v w, nrm 2 w = 1 /\ saddle 2 2 axis axis v w
    /\ agree 2 (expected_coarse_gradient_relu 2 2 axis axis v w) zeros
    /\ ~ agree 2 (expected_coarse_gradient_identity 2 2 axis axis v w) zeros.
Proof.
  pose proof nrm_axis_pos as A. pose proof axis_nz as N. pose proof PI_RGT_0 as P.
  assert (B : 0 <= saddle_angle 2 axis <= PI).
  { pose proof (saddle_angle_ge 2 axis N). assert (S := axis_has_saddles).
    apply has_saddles_iff_angle in S; [lra | exact N]. }
  destruct (every_angle_occurs 2 axis 1 (saddle_angle 2 axis)) as (w & W & T); try lia; try lra.
  assert (Hw : 0 < nrm 2 w) by lra.
  assert (St : stationary 2 2 axis axis (minimiser_in_v 2 axis (saddle_angle 2 axis)) w).
  { apply stationary_iff; auto. repeat split; auto. apply axis_has_saddles. }
  exists (minimiser_in_v 2 axis (saddle_angle 2 axis)), w.
  split; [exact W|]. split; [now apply stationary_is_saddle|]. split.
  - apply relu_vanishes_iff; auto. right; right. repeat split; auto. apply axis_has_saddles.
  - intros Z. apply identity_vanishes_at_stationary_iff in Z; auto. rewrite axis_total in Z. lra.
Qed.

(** A spurious minimiser, where ReLU's coarse gradient vanishes and identity's does not. *)
Example spurious_minimiser_witness :
  spurious_minimiser 2 2 axis axis (opposite_v 2 axis) opposite_axis
  /\ agree 2 (expected_coarse_gradient_relu 2 2 axis axis (opposite_v 2 axis) opposite_axis) zeros
  /\ ~ agree 2 (expected_coarse_gradient_identity 2 2 axis axis (opposite_v 2 axis) opposite_axis) zeros.
Proof.
  pose proof nrm_axis_pos as A. pose proof nrm_opposite_axis_pos as W. pose proof opposite_axis_angle as T.
  pose proof (agree_refl 2 (opposite_v 2 axis)) as V. pose proof axis_total as S. repeat split.
  - apply opposite_is_local_minimiser; auto. apply axis_nz. apply axis_has_saddles.
  - apply loss_at_opposite_pos_iff; auto. rewrite S. lra.
  - now apply relu_vanishes_at_opposite.
  - intros Z. apply identity_vanishes_at_opposite_iff in Z; auto. destruct Z as [Z|Z]; [lia | rewrite S in Z; lra].
Qed.

(** With one input and v* = (1): the condition of Proposition 1 fails, and its printed form is refuted. *)
Example one_input_witness :
  ~ has_saddles 1 ones
  /\ spurious_minimiser 1 1 ones ones (opposite_v 1 ones) (- 1 * ones)%V
  /\ ~ printed_proposition_1 1 1 ones ones.
Proof.
  assert (NS : ~ has_saddles 1 ones) by (unfold has_saddles, ones; simpl; lra).
  assert (A : 0 < nrm 1 ones) by (apply sqrt_lt_R0; unfold ones; simpl; lra).
  split; [exact NS|]. split.
  - apply opposite_with_one_input_is_spurious_iff.
    + now rewrite nrm_of_opposite.
    + exact A.
    + now apply angle_of_opposite.
    + apply agree_refl.
    + unfold ones. simpl. lra.
  - apply proposition_1_fails_with_one_input; auto. unfold ones. simpl. lra.
Qed.

(** S = 0: v* = (1, -1). *)
Example balanced_witness : ~ printed_proposition_1 2 2 (plane 1 (-1)) axis.
Proof.
  apply proposition_1_fails_when_balanced; [simpl; lra | apply nrm_axis_pos | unfold ones; simpl; lra].
Qed.

(** Equality: m = 1, v* = (1). *)
Example equality_witness :
  ~ local_minimiser 1 2 ones axis (opposite_v 1 ones) opposite_axis
  /\ ~ local_maximiser 1 2 ones axis (opposite_v 1 ones) opposite_axis
  /\ is_derive (fun t => population_loss 1 2 ones axis (opposite_v 1 ones + t * ones)%V
                                                       (opposite_axis + t * plane 0 1)%V) 0 0.
Proof.
  destruct (opposite_at_equality_is_a_saddle 1 2 ones axis (opposite_v 1 ones) opposite_axis) as (D & L & M).
  - apply nrm_opposite_axis_pos.
  - apply nrm_axis_pos.
  - apply opposite_axis_angle.
  - apply agree_refl.
  - unfold ones. simpl. lra.
  - lia.
  - unfold ones. simpl. lra.
  - split; [exact L|]. split; [exact M | apply D].
Qed.

(** Beyond equality: v* = (1, 1), a fixed point of descent with ReLU that is no local minimiser. *)
Example beyond_equality_witness :
  (forall eta, agree 2 (next_v 2 2 ones axis eta (opposite_v 2 ones) opposite_axis) (opposite_v 2 ones)
    /\ agree 2 (next_w (expected_coarse_gradient_relu 2 2 ones axis) eta (opposite_v 2 ones) opposite_axis)
               opposite_axis)
  /\ ~ local_minimiser 2 2 ones axis (opposite_v 2 ones) opposite_axis.
Proof.
  destruct (opposite_beyond_equality 2 2 ones axis (opposite_v 2 ones) opposite_axis) as (D & L & _);
    auto using nrm_opposite_axis_pos, nrm_axis_pos, opposite_axis_angle, agree_refl;
    unfold ones; simpl; lra.
Qed.

(** A kink at the opposite point for v* = (1, 1), where v_pi.v* = 2/3. *)
Example kink_witness :
  ~ (forall direction, exists l,
       is_derive (fun t => population_loss 2 2 ones axis (opposite_v 2 ones) (opposite_axis + t * direction)%V) 0 l).
Proof.
  rewrite kink_where_parallel_iff; auto using nrm_opposite_axis_pos, nrm_axis_pos, opposite_axis_angle.
  rewrite dot_opposite_teacher. unfold ones. simpl. lra.
Qed.

(** The refuted statements, at concrete sizes. *)
Example refutation_witness :
  ~ printed_lemma_3 1 2 ones axis 1 1 /\ ~ printed_lemma_5 1 2 ones axis 1 1
  /\ ~ identity_norm_bound 2 2 ones axis 1 1 /\ ~ printed_lemma_3_on_one_side 1 3 ones ones 1 1.
Proof.
  pose proof nrm_axis_pos as A. assert (N : 0 < dot 1 ones ones) by (unfold ones; simpl; lra).
  split; [|split; [|split]].
  - apply lemma_3_fails; auto; lra.
  - apply lemma_5_fails; auto. right. unfold nrm, ones. simpl. replace (0 + 1 * 1) with 1 by ring. apply sqrt_1.
  - pose proof PI_RGT_0. apply identity_norm_bound_fails; auto; try lra.
    + unfold ones. simpl. lra.
    + unfold nrm. rewrite <- sqrt_1 at 1. apply sqrt_lt_1_alt.
      replace (dot 2 (opposite_v 2 ones) (opposite_v 2 ones)) with (2 / 9); [lra|].
      unfold opposite_v, minimiser_in_v, vadd, vscal, ones. simpl. field. lra.
  - apply lemma_3_fails_on_one_side; auto; try lra. apply sqrt_lt_R0. unfold ones. simpl. lra.
Qed.

(** Two weights in the upper half-plane: the inversion, and both Lipschitz bounds. *)
Example one_side_witness :
  let w := (1 * (cos (PI / 3) * unit 2 axis + sin (PI / 3) * plane 0 1))%V in
  let w' := (2 * (cos (PI / 4) * unit 2 axis + sin (PI / 4) * plane 0 1))%V in
  nrm 2 (/ nrm 2 w * normal 2 w axis - / nrm 2 w' * normal 2 w' axis)%V = nrm 2 (w - w')%V / (nrm 2 w * nrm 2 w')
  /\ nrm 2 (population_gradient_w 1 2 ones axis ones w - population_gradient_w 1 2 ones axis ones w')%V
     <= nrm 1 ones / (2 * PI) * (nrm 1 (ones - ones)%V / 1 + 1 / 1 ^ 2 * nrm 2 (w - w')%V)
  /\ Rabs (angle 2 w axis - angle 2 w' axis) <= PI / (2 * 1) * nrm 2 (w - w')%V.
Proof.
  pose proof PI_RGT_0 as P. pose proof nrm_axis_pos as A.
  assert (P1 : dot 2 (plane 0 1) (plane 0 1) = 1) by (simpl; ring).
  assert (P2 : dot 2 (plane 0 1) axis = 0) by (unfold axis; simpl; ring).
  assert (O : nrm 1 ones <= 1).
  { right. unfold nrm, ones. simpl. replace (0 + 1 * 1) with 1 by ring. apply sqrt_1. }
  assert (N1 : nrm 2 (at_side 2 axis (plane 0 1) 1 (PI / 3)) = 1) by (apply nrm_at_side; auto; lra).
  assert (N2 : nrm 2 (at_side 2 axis (plane 0 1) 2 (PI / 4)) = 2) by (apply nrm_at_side; auto; lra).
  intros w w'. split; [|split].
  - apply normal_is_inversion_on_one_side; auto; lra.
  - apply gradient_w_is_lipschitz_on_one_side; auto; lra.
  - apply angle_is_lipschitz; auto; unfold w, w'; fold (at_side 2 axis (plane 0 1) 1 (PI / 3));
      fold (at_side 2 axis (plane 0 1) 2 (PI / 4)); rewrite ?N1, ?N2; lra.
Qed.
