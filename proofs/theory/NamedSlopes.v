(** * Identity, ReLU and leaky ReLU as piecewise constant slopes

    For 0 < theta < pi, in every dimension, their closed forms are those of their jumps. Source: the book. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry.
Import ListNotations.
Open Scope R_scope.

Section Named.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Theorem leaky_relu_is_step alpha :
  (alpha * expected_coarse_gradient_identity m n vs ws v w
   + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V
  = expected_coarse_gradient_step alpha [(0, 1 - alpha)] m n vs ws v w.
Proof.
  pose proof (teacher_in_frame n w ws w_nz ws_nz open) as F. pose proof (sin_angle_pos n w ws open) as S.
  pose proof sqrt_2PI_pos as P.
  unfold expected_coarse_gradient_identity, expected_coarse_gradient_relu, expected_coarse_gradient_step. cbv zeta.
  unfold teacher_moment, even_moment, linear_moment, left_moment, jump_sum. simpl.
  destruct (Rlt_dec 0 0) as [?|_]; [lra|].
  set (theta := angle n w ws) in *. set (a := nrm n w) in *. assert (A : 0 < a) by exact w_nz.
  replace (- 0 / (a * sin theta)) with 0 by (field; lra). replace (0 / a) with 0 by (field; lra).
  rewrite Rmult_0_l, gauss_0, normal_cdf_0, F. vec_ext. field. lra.
Qed.

Theorem identity_is_step :
  expected_coarse_gradient_identity m n vs ws v w = expected_coarse_gradient_step 1 [] m n vs ws v w.
Proof.
  pose proof (teacher_in_frame n w ws w_nz ws_nz open) as F. pose proof sqrt_2PI_pos as P.
  unfold expected_coarse_gradient_identity, expected_coarse_gradient_step. cbv zeta.
  unfold teacher_moment, even_moment, linear_moment, left_moment, jump_sum. simpl.
  rewrite F. vec_ext. field. lra.
Qed.

Theorem relu_is_step :
  expected_coarse_gradient_relu m n vs ws v w = expected_coarse_gradient_step 0 [(0, 1)] m n vs ws v w.
Proof.
  replace 1 with (1 - 0) by ring. rewrite <- leaky_relu_is_step. vec_ext. ring.
Qed.
End Named.
