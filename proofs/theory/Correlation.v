(** * The coarse gradients correlate with the population gradient

    The inner products of the expected coarse gradients of identity and ReLU with df/dw, for all m and n and
    0 < theta < pi, and their signs; leaky ReLU by linearity; the printed form of ReLU's coarse gradient.

    Sources: P1, Lemmas 4, 5 and 10. *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

(** ** Identities that hold everywhere *)

(** Identity is twice ReLU plus a radial vector. *)
Lemma identity_is_twice_relu_plus_radial m n vs ws v w :
  expected_coarse_gradient_identity m n vs ws v w
  = (2 * expected_coarse_gradient_relu m n vs ws v w
     + (dot m v v + dot m v vs - h m vs v) / sqrt (2 * PI) * unit n w)%V.
Proof.
  unfold expected_coarse_gradient_identity, expected_coarse_gradient_relu. vec_ext.
  unfold Rdiv. field. pose proof sqrt_2PI_pos. lra.
Qed.

Section Correlation.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.

Let theta := angle n w ws.

Lemma nrm_unit_plus_unit : nrm n (unit n w + unit n ws)%V = 2 * cos (theta / 2).
Proof.
  pose proof (angle_range n w ws) as A. fold theta in A.
  assert (0 <= cos (theta / 2)) by (apply cos_ge_0; lra).
  unfold nrm. dot_expand. rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit by assumption.
  rewrite <- cos_angle by assumption. fold theta.
  replace (cos theta) with (cos (2 * (theta / 2))) by (f_equal; field).
  rewrite cos_2a_cos.
  match goal with |- sqrt ?x = _ => replace x with ((2 * cos (theta / 2)) * (2 * cos (theta / 2))) by ring end.
  apply sqrt_square. lra.
Qed.

(** The regular form and the printed form of Lemma 4 agree for theta < pi. *)
Theorem relu_printed_is_relu :
  theta < PI ->
  expected_coarse_gradient_relu_printed m n vs ws v w = expected_coarse_gradient_relu m n vs ws v w.
Proof.
  intros A. pose proof (angle_range n w ws) as A'. fold theta in A'.
  assert (C : 0 < cos (theta / 2)) by (apply cos_gt_0; lra).
  unfold expected_coarse_gradient_relu_printed, expected_coarse_gradient_relu.
  unfold unit at 2. rewrite nrm_unit_plus_unit. fold theta.
  pose proof sqrt_2PI_pos. vec_ext. field. lra.
Qed.

Hypothesis open : 0 < theta < PI.

Lemma dot_identity_normal :
  dot n (expected_coarse_gradient_identity m n vs ws v w) (normal n w ws)
  = - (dot m v vs * sin theta / sqrt (2 * PI)).
Proof.
  unfold expected_coarse_gradient_identity. dot_expand.
  rewrite dot_unit_normal, dot_teacher_normal by assumption. fold theta.
  pose proof sqrt_2PI_pos. field. lra.
Qed.

Lemma dot_relu_normal :
  dot n (expected_coarse_gradient_relu m n vs ws v w) (normal n w ws)
  = - (dot m v vs * sin theta / (2 * sqrt (2 * PI))).
Proof.
  unfold expected_coarse_gradient_relu. dot_expand.
  rewrite dot_unit_normal, dot_teacher_normal by assumption. fold theta.
  pose proof sqrt_2PI_pos. field. lra.
Qed.

(** P1, Lemma 10. *)
Theorem correlation_identity :
  dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin theta / (sqrt (2 * PI) ^ 3 * nrm n w) * dot m v vs ^ 2.
Proof.
  unfold population_gradient_w. rewrite dot_scal_r, dot_identity_normal.
  pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q.
  set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

(** P1, Lemma 5. *)
Theorem correlation_relu :
  dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin theta / (2 * (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2.
Proof.
  unfold population_gradient_w. rewrite dot_scal_r, dot_relu_normal.
  pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q.
  set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

(** Leaky ReLU, whose coarse gradient is alpha times identity's plus 1 - alpha times ReLU's. *)
Theorem correlation_leaky_relu alpha :
  dot n (alpha * expected_coarse_gradient_identity m n vs ws v w
         + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V (population_gradient_w m n vs ws v w)
  = (1 + alpha) / 2 * (sin theta / (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2.
Proof.
  dot_expand. rewrite correlation_identity, correlation_relu.
  pose proof sqrt_2PI_pos as P. field. lra.
Qed.

Lemma correlation_factor_pos : 0 < sin theta / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof.
  apply Rdiv_lt_0_compat; [now apply sin_angle_pos|].
  apply Rmult_lt_0_compat; [apply pow_lt, sqrt_2PI_pos | assumption].
Qed.

Theorem correlation_identity_ge0 :
  0 <= dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite correlation_identity. apply Rmult_le_pos; [apply Rlt_le, correlation_factor_pos | apply pow2_ge_0].
Qed.

Lemma correlation_relu_half :
  dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = / 2 * dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite correlation_identity, correlation_relu. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem correlation_relu_ge0 :
  0 <= dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof. rewrite correlation_relu_half. pose proof correlation_identity_ge0. lra. Qed.

(** Strictly positive exactly when v is not orthogonal to v*. *)
Theorem correlation_identity_pos :
  dot m v vs <> 0 <->
  0 < dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite correlation_identity. pose proof correlation_factor_pos as P. split.
  - intros NZ. apply Rmult_lt_0_compat; [exact P|]. nra.
  - intros H E. rewrite E in H. lra.
Qed.

Theorem correlation_relu_pos :
  dot m v vs <> 0 <->
  0 < dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof. rewrite correlation_identity_pos, correlation_relu_half. split; lra. Qed.

End Correlation.
