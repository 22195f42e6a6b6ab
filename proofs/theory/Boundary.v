(** * The landscape on the line of the teacher, and examples

    Minimisers at angle 0 and pi; then points at which the hypotheses about the landscape hold. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Landscape Descent CriticalPoints Printed.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape OneStep CriticalPoints Vanishing NormBounds
  NormalJump.
Open Scope R_scope.

(** ** The boundary cases of Proposition 1

    Proposition 1 as printed fails for n = 1 (E3) and for S = 0 (E4 a); at equality the opposite point is a
    differentiable saddle (E4 b); beyond it, a fixed point of descent with ReLU that is no local minimiser (E4 c).

    Sources: P1, Proposition 1 and Lemma 6; the book, errata E3 and E4. *)

Lemma angle_of_opposite n ws : 0 < nrm n ws -> angle n (- 1 * ws)%V ws = PI.
Proof.
  intros Hs. assert (Hw : 0 < nrm n (- 1 * ws)%V).
  { rewrite nrm_scal, Rabs_m1. lra. }
  rewrite <- (acos_cos PI) by (pose proof PI_RGT_0; lra). rewrite angle_units by assumption. f_equal.
  rewrite cos_PI. unfold unit. rewrite nrm_scal, Rabs_m1. dot_expand. rewrite <- nrm_sq. field. lra.
Qed.

Lemma nrm_of_opposite n ws : nrm n (- 1 * ws)%V = nrm n ws.
Proof. rewrite nrm_scal, Rabs_m1. ring. Qed.

(** *** E3: one input *)
Theorem proposition_1_fails_with_one_input m vs ws :
  0 < dot m vs vs -> 0 < nrm 1 ws -> ~ has_saddles m vs -> ~ printed_proposition_1 m 1 vs ws.
Proof.
  intros N Hs NS (_ & H).
  assert (S0 : dot m ones vs <> 0).
  { intros E. apply NS. unfold has_saddles. rewrite E. pose proof (INR_plus_1_pos m).
    assert (0 < (INR m + 1) / 2 * dot m vs vs) by (apply Rmult_lt_0_compat; lra). lra. }
  destruct (H NS (opposite_v m vs) (- 1 * ws)%V) as [_ B]; [rewrite nrm_of_opposite; exact Hs|].
  apply B. apply opposite_with_one_input_is_spurious_iff; auto.
  - now rewrite nrm_of_opposite.
  - now apply angle_of_opposite.
  - apply agree_refl.
Qed.

(** *** E4 (a): S = 0 *)
Lemma balanced_has_saddles m vs : 0 < dot m vs vs -> dot m ones vs = 0 -> has_saddles m vs.
Proof.
  intros N E. unfold has_saddles. rewrite E. pose proof (INR_plus_1_pos m).
  assert (0 < (INR m + 1) / 2 * dot m vs vs) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

Theorem proposition_1_fails_when_balanced m n vs ws :
  0 < dot m vs vs -> 0 < nrm n ws -> dot m ones vs = 0 -> ~ printed_proposition_1 m n vs ws.
Proof.
  intros N Hs E (H & _). assert (A := angle_of_opposite n ws Hs).
  destruct (H (balanced_has_saddles m vs N E) (opposite_v m vs) (- 1 * ws)%V) as [_ B]; auto.
  - now rewrite nrm_of_opposite.
  - apply agree_refl.
  - apply loss_at_opposite_pos_iff in B; auto. apply agree_refl.
Qed.

(** *** E4 (b): equality *)
Lemma angle_continuous_at_opposite n w ws dw eps :
  0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> 0 < eps ->
  exists delta, 0 < delta /\ forall t, Rabs t < delta -> Rabs (angle n (w + t * dw)%V ws - PI) < eps.
Proof.
  intros Hw Hs A He. destruct (angle_near_pi n w ws (PI - eps / 2) Hw Hs A ltac:(lra)) as (r & Hr & L).
  pose proof (nrm_ge0 n dw) as Hd. set (K := nrm n dw + 1).
  exists (Rmin (r / K) (nrm n w / K)). assert (HK : 0 < K) by (unfold K; lra).
  split; [apply Rmin_pos; now apply Rdiv_lt_0_compat|]. intros t Ht.
  assert (T1 : Rabs t * K < r).
  { replace r with (r / K * K) by (field; lra). apply Rmult_lt_compat_r; [exact HK|].
    eapply Rlt_le_trans; [exact Ht | apply Rmin_l]. }
  assert (T2 : Rabs t * K < nrm n w).
  { replace (nrm n w) with (nrm n w / K * K) by (field; lra). apply Rmult_lt_compat_r; [exact HK|].
    eapply Rlt_le_trans; [exact Ht | apply Rmin_r]. }
  assert (D : nrm n (w + t * dw - w)%V = Rabs t * nrm n dw).
  { rewrite <- nrm_scal. f_equal. vec_ext. ring. }
  pose proof (Rabs_pos t) as T0.
  assert (DK : Rabs t * nrm n dw <= Rabs t * K) by (apply Rmult_le_compat_l; unfold K; lra).
  assert (P : 0 < nrm n (w + t * dw)%V).
  { assert (B : nrm n w <= nrm n (w + t * dw)%V + nrm n (- t * dw)%V).
    { replace w with ((w + t * dw) + - t * dw)%V at 1 by (vec_ext; ring). apply nrm_triangle. }
    rewrite nrm_scal, Rabs_Ropp in B. lra. }
  pose proof (L (w + t * dw)%V ltac:(lra) P). pose proof (angle_range n (w + t * dw)%V ws).
  apply Rabs_def1; lra.
Qed.

Section Equality.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis opposite : angle n w ws = PI.
Hypothesis v_opposite : agree m v (opposite_v m vs).

Lemma population_gradient_v_at_opposite : agree m (population_gradient_v m n vs ws v w) zeros.
Proof. rewrite population_gradient_v_vanishes_iff. now rewrite opposite. Qed.

(** Where v.v* = 0, f has derivative 0 along every line through the opposite point, v and w moving together. *)
Theorem opposite_is_flat_when_orthogonal dv dw :
  dot m v vs = 0 -> is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0 0.
Proof.
  intros O. pose proof PI_RGT_0 as P.
  apply (is_derive_ext (fun t => population_loss m n vs ws (v + t * dv)%V w
           + t * (dot m dv vs / (2 * PI) * (angle n (w + t * dw)%V ws - PI)))).
  { intros t. symmetry. rewrite (population_loss_in_w m n vs ws _ w (w + t * dw)%V), opposite. dot_expand. rewrite O.
    Req. field. lra. }
  evar_last.
  - apply @is_derive_plus; [apply is_derive_population_loss_v|].
    apply is_derive_Reals. intros eps He.
    set (k := Rabs (dot m dv vs / (2 * PI)) + 1).
    assert (K : 0 < k) by (unfold k; pose proof (Rabs_pos (dot m dv vs / (2 * PI))); lra).
    destruct (angle_continuous_at_opposite n w ws dw (eps / k) w_nz ws_nz opposite) as (delta & Hd & L).
    { now apply Rdiv_lt_0_compat. }
    exists (mkposreal delta Hd). intros t Ht Bt. simpl in Bt. specialize (L t Bt).
    replace (((0 + t) * (dot m dv vs / (2 * PI) * (angle n (w + (0 + t) * dw)%V ws - PI))
              - 0 * (dot m dv vs / (2 * PI) * (angle n (w + 0 * dw)%V ws - PI))) / t - 0)
      with (dot m dv vs / (2 * PI) * (angle n (w + t * dw)%V ws - PI)) by (rewrite !Rplus_0_l; field; lra).
    rewrite Rabs_mult. set (x := Rabs (angle n (w + t * dw)%V ws - PI)) in *.
    assert (X : 0 <= x) by apply Rabs_pos.
    apply Rle_lt_trans with (k * x); [apply Rmult_le_compat_r; [exact X | unfold k; lra]|].
    replace eps with (k * (eps / k)) by (field; lra). now apply Rmult_lt_compat_l.
  - rewrite (dot_vanishing m _ dv population_gradient_v_at_opposite). unfold plus; simpl. ring.
Qed.

(** At equality the opposite point is stationary in this sense, but neither a local minimiser nor a local maximiser. *)
Theorem opposite_at_equality_is_a_saddle :
  0 < dot m vs vs -> (2 <= n)%nat -> dot m ones vs ^ 2 = (INR m + 1) / 2 * dot m vs vs ->
  (forall dv dw, is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0 0)
  /\ ~ local_minimiser m n vs ws v w /\ ~ local_maximiser m n vs ws v w.
Proof.
  intros N Hn E. split; [|split].
  - intros dv dw. apply opposite_is_flat_when_orthogonal.
    rewrite (dot_agree_l m _ _ vs v_opposite), dot_opposite_teacher, E. pose proof (INR_plus_1_pos m). field. lra.
  - rewrite opposite_is_local_minimiser_iff by assumption. unfold has_saddles. lra.
  - apply not_local_maximiser; auto. now rewrite opposite.
Qed.

(** *** E4 (c): a fixed point of coarse gradient descent with ReLU, whatever S *)
Theorem relu_descent_stays_at_opposite eta :
  agree m (next_v m n vs ws eta v w) v
  /\ agree n (next_w (expected_coarse_gradient_relu m n vs ws) eta v w) w.
Proof.
  split; intros i Hi.
  - unfold next_v, vsub, vscal. rewrite (population_gradient_v_at_opposite i Hi). unfold zeros. ring.
  - unfold next_w, vsub, vscal.
    rewrite (relu_vanishes_at_opposite m n vs ws v w w_nz ws_nz opposite v_opposite i Hi). unfold zeros. ring.
Qed.

(** Beyond equality it is no local minimiser, and no derivative in w exists. *)
Theorem opposite_beyond_equality :
  0 < dot m vs vs -> (2 <= n)%nat -> (INR m + 1) / 2 * dot m vs vs < dot m ones vs ^ 2 ->
  (forall eta, agree m (next_v m n vs ws eta v w) v
               /\ agree n (next_w (expected_coarse_gradient_relu m n vs ws) eta v w) w)
  /\ ~ local_minimiser m n vs ws v w
  /\ ~ (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l).
Proof.
  intros N Hn B. split; [apply relu_descent_stays_at_opposite | split].
  - rewrite opposite_is_local_minimiser_iff by assumption. unfold has_saddles. lra.
  - rewrite kink_where_parallel_iff by auto. rewrite (dot_agree_l m _ _ vs v_opposite), dot_opposite_teacher.
    pose proof (INR_plus_1_pos m) as I. intros E.
    assert (F : dot m ones vs ^ 2 = (INR m + 1) / 2 * dot m vs vs).
    { replace (dot m ones vs ^ 2) with ((INR m + 1) / 2 * (2 * dot m ones vs ^ 2 / (INR m + 1) - dot m vs vs)
        + (INR m + 1) / 2 * dot m vs vs) by (field; lra). rewrite E. ring. }
    lra.
Qed.
End Equality.

(** ** Non-vacuity: the hypotheses of the landscape theorems can be met

    One instance for every set of hypotheses of the promised theorems on correlation, gradients, critical points,
    vanishing, norm bounds and errata, with the conclusion drawn. *)

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
