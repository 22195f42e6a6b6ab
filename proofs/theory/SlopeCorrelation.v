(** * When the expected coarse gradient correlates with the population gradient

    For a piecewise constant slope, in every dimension and for 0 < theta < pi, the inner product is
    v.v*^2 sin theta M0(a sin theta)/(sqrt(2 pi)^3 a); it is non-negative everywhere if and only if M0 >= 0 on (0, oo).
    Source: the book, Theorem A; P1, Lemmas 5, 7 and 10 for three slopes. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

Section Correlation.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Let e := normal n w ws.

(** Only the component along e meets df/dw. *)
Lemma correlation_frame p q :
  dot n (p * unit n w - q * e)%V (population_gradient_w m n vs ws v w) = q * dot m v vs / (2 * PI * nrm n w).
Proof.
  unfold population_gradient_w. fold e. dot_expand. unfold e.
  rewrite (dot_unit_normal n w ws w_nz), (dot_normal_normal n w ws w_nz ws_nz open). field.
  split; [lra | apply PI_neq0].
Qed.

Lemma component_frame p q : dot n (p * unit n w - q * e)%V e = - q.
Proof.
  dot_expand. unfold e. rewrite (dot_unit_normal n w ws w_nz), (dot_normal_normal n w ws w_nz ws_nz open). ring.
Qed.

Section Step.
Variable left : R.
Variable jumps : list (R * R).
Let M0 := even_moment left jumps (nrm n w * sin (angle n w ws)).

Theorem step_normal_component :
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) e
  = - (dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI))).
Proof. apply component_frame. Qed.

Theorem step_correlation :
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) * M0 / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof.
  unfold expected_coarse_gradient_step. cbv zeta. etransitivity; [apply correlation_frame|]. fold M0.
  pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q. set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

Lemma correlation_factor_pos : dot m v vs <> 0 ->
  0 < dot m v vs ^ 2 * sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof.
  intros H. pose proof (sin_angle_pos n w ws open). apply Rdiv_lt_0_compat.
  - apply Rmult_lt_0_compat; [|assumption].
    assert (0 < Rsqr (dot m v vs)) by now apply Rsqr_pos_lt. unfold Rsqr in *. lra.
  - apply Rmult_lt_0_compat; [apply pow_lt, sqrt_2PI_pos | exact w_nz].
Qed.

Lemma step_correlation_factor :
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w) * M0.
Proof. rewrite step_correlation. pose proof sqrt_2PI_pos. field. lra. Qed.

Theorem step_correlation_pos_iff : dot m v vs <> 0 ->
  (0 < dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
   <-> 0 < M0).
Proof.
  intros H. pose proof (correlation_factor_pos H). rewrite step_correlation_factor. split; intros; nra.
Qed.

Theorem step_correlation_neg_iff : dot m v vs <> 0 ->
  (dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w) < 0
   <-> M0 < 0).
Proof.
  intros H. pose proof (correlation_factor_pos H). rewrite step_correlation_factor. split; intros; nra.
Qed.

Theorem step_correlation_ge0 : 0 <= M0 ->
  0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros H. destruct (Req_dec (dot m v vs) 0) as [E|N].
  - rewrite step_correlation, E. unfold Rdiv. rewrite !pow_ne_zero by lia. lra.
  - rewrite step_correlation_factor. pose proof (correlation_factor_pos N). nra.
Qed.
End Step.
End Correlation.

(** ** The criterion *)

(** The axes of R^n. *)
Definition axis (k : nat) : vec := fun i => if Nat.eq_dec i k then 1 else 0.

Lemma dot_axis n k x : (k < n)%nat -> dot n x (axis k) = x k.
Proof.
  intros H. rewrite <- sum_dot. induction n as [|n IH]; [lia|]. simpl. unfold axis at 2.
  destruct (Nat.eq_dec n k) as [->|N].
  - rewrite (sum_ext k _ (fun i => 0 * x i)).
    + rewrite sum_scal. ring.
    + intros i Hi. unfold axis. destruct (Nat.eq_dec i k); [lia | ring].
  - rewrite IH by lia. ring.
Qed.

Lemma nrm_axis n k : (k < n)%nat -> nrm n (axis k) = 1.
Proof.
  intros Hk. unfold nrm. rewrite dot_axis by exact Hk. unfold axis.
  destruct (Nat.eq_dec k k); [apply sqrt_1 | easy].
Qed.

Lemma axes_right_angle n a : (2 <= n)%nat -> 0 < a ->
  nrm n (a * axis 0)%V = a /\ nrm n (axis 1) = 1 /\ angle n (a * axis 0)%V (axis 1) = PI / 2.
Proof.
  intros Hn Ha. pose proof (nrm_axis n) as N.
  split; [|split].
  - rewrite nrm_scal, N, Rabs_pos_eq by (lia || lra). ring.
  - apply N. lia.
  - unfold angle. rewrite dot_scal_l, dot_axis by lia. unfold axis at 1. simpl.
    rewrite Rmult_0_r. unfold Rdiv. rewrite Rmult_0_l. apply acos_0.
Qed.

(** A point where the inner product has the sign of M0(tau). *)
Lemma criterion_point m n tau : (1 <= m)%nat -> (2 <= n)%nat -> 0 < tau ->
  let w := (tau * axis 0)%V in let ws := axis 1 in
  0 < nrm n w /\ 0 < nrm n ws /\ 0 < angle n w ws < PI /\ dot m ones ones <> 0 /\ nrm n w * sin (angle n w ws) = tau.
Proof.
  intros Hm Hn Ht w ws. destruct (axes_right_angle n tau Hn Ht) as (N1 & N2 & A). pose proof PI_RGT_0.
  fold w ws in N1, N2, A. rewrite A, N1, N2, sin_PI2, dot_ones_ones.
  repeat split; try lra. apply not_0_INR. lia.
Qed.

Theorem correlation_criterion left jumps m n : (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
      0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 <= even_moment left jumps tau)).
Proof.
  intros Hm Hn. split.
  - intros H tau Ht. destruct (criterion_point m n tau Hm Hn Ht) as (W & WS & T & D & E).
    specialize (H ones (axis 1) ones (tau * axis 0)%V W WS T).
    pose proof (step_correlation_neg_iff m n ones (axis 1) ones (tau * axis 0)%V W WS T left jumps D) as K.
    rewrite E in K. destruct (Rle_dec 0 (even_moment left jumps tau)) as [|C]; [assumption|].
    apply Rnot_le_lt, K in C. lra.
  - intros H vs ws v w Hw Hs Ht. apply step_correlation_ge0; auto. apply H.
    apply Rmult_lt_0_compat; [exact Hw | now apply sin_angle_pos].
Qed.

Theorem strict_correlation_criterion left jumps m n : (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> dot m v vs <> 0 ->
      0 < dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 < even_moment left jumps tau)).
Proof.
  intros Hm Hn. split.
  - intros H tau Ht. destruct (criterion_point m n tau Hm Hn Ht) as (W & WS & T & D & E).
    specialize (H ones (axis 1) ones (tau * axis 0)%V W WS T D).
    apply step_correlation_pos_iff in H; auto. now rewrite E in H.
  - intros H vs ws v w Hw Hs Ht D. apply step_correlation_pos_iff; auto. apply H.
    apply Rmult_lt_0_compat; [exact Hw | now apply sin_angle_pos].
Qed.
