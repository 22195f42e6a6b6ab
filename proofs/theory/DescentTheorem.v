(** * Theorem D: a step of coarse gradient descent lowers the loss, whatever the estimator

    With a' = |w| - eta R > 0, 0 <= M0 and eta |v.v*| M0/sqrt(2 pi) <= a',

      f+ - f <= - eta |d|^2 [1 - eta (m + 1)/8 - eta^2 T_e |v*|^2/(2 pi a')] - eta (v.v* )^2 T_e/(8 pi a').

    Source: the book, "One step, and when it descends", Theorem D. *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient.
From Coarsegrad.lib Require Import VectorFacts RealFacts TurnFacts.
From Coarsegrad.theory Require Import Geometry OneStep.
Open Scope R_scope.

(** The product x atan(x t), for t not negative and |x t| <= 1. *)
Lemma turn_product x t : 0 <= t -> Rabs (x * t) <= 1 -> t * x ^ 2 / 2 <= atan (x * t) * x.
Proof.
  intros Ht H. destruct (Rle_dec 0 x) as [Hx|Hx].
  - rewrite Rabs_pos_eq in H by nra.
    pose proof (atan_ge_half (x * t) ltac:(nra)). nra.
  - rewrite Rabs_left1 in H by nra.
    pose proof (atan_ge_half (- (x * t)) ltac:(nra)) as A. rewrite atan_opp in A. nra.
Qed.

(** eta y atan(x t) <= t (x^2/4 + (eta y)^2), by the inequality of the means. *)
Lemma turn_cross_term x t z : 0 <= t -> z * atan (x * t) <= t * (x ^ 2 / 4 + z ^ 2).
Proof.
  intros Ht.
  assert (A : Rabs (z * atan (x * t)) <= Rabs z * (Rabs x * t)).
  { rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|].
    rewrite atan_abs. eapply Rle_trans; [apply atan_le_id, Rabs_pos|].
    rewrite Rabs_mult, (Rabs_pos_eq t) by exact Ht. lra. }
  pose proof (Rle_abs (z * atan (x * t))).
  assert (B : Rabs z * Rabs x <= x ^ 2 / 4 + z ^ 2).
  { rewrite <- (pow2_abs x), <- (pow2_abs z). pose proof (pow2_ge_0 (Rabs x / 2 - Rabs z)). nra. }
  nra.
Qed.

Section TheoremD.
Variables m n : nat.
Variables vs ws v w g : vec.
Variables eta radial M0 : R.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis eta_ge0 : 0 <= eta.
Hypothesis g_frame : forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i.
Hypothesis M0_ge0 : 0 <= M0.
Let theta := angle n w ws.
Let T := sin theta * M0 / sqrt (2 * PI).
Let p := nrm n w - eta * radial.
Let vv := dot m v vs.
Let d := population_gradient_v m n vs ws v w.
Hypothesis p_pos : 0 < p.
Hypothesis turn_small : eta * Rabs vv * M0 / sqrt (2 * PI) <= p.

Let t := eta * T / p.

Lemma tangential_ge0 : 0 <= T.
Proof.
  unfold T, Rdiv. repeat apply Rmult_le_pos; trivial.
  - apply sin_angle_ge0.
  - pose proof sqrt_2PI_pos. apply Rlt_le, Rinv_0_lt_compat. assumption.
Qed.

Lemma turn_ge0 : 0 <= t.
Proof.
  unfold t, Rdiv. apply Rmult_le_pos; [apply Rmult_le_pos; [exact eta_ge0 | apply tangential_ge0]|].
  apply Rlt_le, Rinv_0_lt_compat, p_pos.
Qed.

Lemma turn_below_sin : Rabs (vv * t) <= sin theta.
Proof.
  pose proof turn_ge0. pose proof sqrt_2PI_pos.
  rewrite Rabs_mult, (Rabs_pos_eq t) by assumption.
  replace (Rabs vv * t) with (sin theta * ((eta * Rabs vv * M0 / sqrt (2 * PI)) / p)) by (unfold t, T; field; lra).
  rewrite <- (Rmult_1_r (sin theta)) at 2.
  apply Rmult_le_compat_l; [apply sin_angle_ge0|].
  apply Rmult_le_reg_r with p; [exact p_pos|]. unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Lemma angle_after_step :
  angle n (w - eta * g)%V ws = theta - atan (vv * t)
  /\ (0 < theta < PI -> 0 < angle n (w - eta * g)%V ws < PI).
Proof.
  destruct (turn_stays theta (vv * t)) as [A B].
  - apply angle_range.
  - apply turn_below_sin.
  - assert (E : vv * t = eta * dot m v vs * T / p) by (unfold t, vv; field; lra).
    rewrite E in *.
    rewrite (angle_step m n vs ws v w g eta radial M0) by assumption. fold theta T p. auto.
Qed.

Theorem loss_falls :
  population_loss m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V - population_loss m n vs ws v w
  <= - eta * dot m d d * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * dot m vs vs / (2 * PI * p))
     - eta * vv ^ 2 * T / (8 * PI * p).
Proof.
  pose proof PI_RGT_0 as P. pose proof turn_ge0 as Ht.
  rewrite one_step_identity. fold d.
  destruct angle_after_step as [E _]. rewrite E. fold theta.
  assert (N : dot m (next_v m n vs ws eta v w) vs = vv - eta * dot m d vs).
  { unfold next_v. fold d. dot_expand. reflexivity. }
  rewrite N.
  pose proof (cauchy_schwarz_sq m ones d) as C1. rewrite dot_ones_ones in C1.
  pose proof (cauchy_schwarz_sq m d vs) as C2.
  assert (S1 : sin theta <= 1) by apply SIN_bound.
  pose proof (turn_product vv t Ht ltac:(pose proof turn_below_sin; lra)) as A1.
  pose proof (turn_cross_term vv t (eta * dot m d vs) Ht) as A2.
  set (A := atan (vv * t)) in *. set (q := dot m d d) in *. set (y := dot m d vs) in *.
  set (o := dot m ones d) in *. set (z := dot m vs vs) in *.
  replace ((theta - A - theta) * (vv - eta * y) / (2 * PI)) with ((- (A * vv) + eta * y * A) / (2 * PI))
    by (field; lra).
  replace (- eta * q * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * z / (2 * PI * p)) - eta * vv ^ 2 * T / (8 * PI * p))
    with (- eta * q + eta ^ 2 / 8 * (q + INR m * q) + (- (t * vv ^ 2 / 4) + t * eta ^ 2 * (q * z)) / (2 * PI))
    by (unfold t; field; lra).
  assert (B : - (A * vv) + eta * y * A <= - (t * vv ^ 2 / 4) + t * eta ^ 2 * (q * z)).
  { assert (t * (eta * y) ^ 2 <= t * eta ^ 2 * (q * z)).
    { replace (t * (eta * y) ^ 2) with (t * eta ^ 2 * (y * y)) by ring.
      apply Rmult_le_compat_l; [|exact C2]. apply Rmult_le_pos; [exact Ht | apply pow2_ge_0]. }
    lra. }
  assert (D : (- (A * vv) + eta * y * A) / (2 * PI) <= (- (t * vv ^ 2 / 4) + t * eta ^ 2 * (q * z)) / (2 * PI)).
  { apply Rmult_le_compat_r; [|exact B]. apply Rlt_le, Rinv_0_lt_compat. lra. }
  assert (F : eta ^ 2 / 8 * (q + o ^ 2) <= eta ^ 2 / 8 * (q + INR m * q)).
  { apply Rmult_le_compat_l; [pose proof (pow2_ge_0 eta); lra|]. nra. }
  lra.
Qed.
End TheoremD.

(** The radial part of a field in the frame is its inner product with u. *)
Lemma radial_is_inner_product m n vs ws v w g radial M0 :
  0 < nrm n w -> 0 < nrm n ws ->
  (forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i) ->
  dot n g (unit n w) = radial.
Proof.
  intros Hw Hws Hg.
  rewrite (dot_ext n g (frame_gradient m n vs ws radial M0 v w) _ (unit n w)) by auto.
  unfold frame_gradient. dot_expand. rewrite dot_unit_unit by exact Hw.
  replace (dot n (normal n w ws) (unit n w)) with 0; [ring|].
  rewrite dot_sym. unfold normal, unit at 2. rewrite dot_scal_r, dot_unit_rejection by assumption. ring.
Qed.
