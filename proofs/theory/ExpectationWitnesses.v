(** * The hypotheses of the theorems on expectations can be met *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian Cartesian TwoLayer.
From Coarsegrad.theory Require Expectations.
Open Scope R_scope.

Example nonzero_vectors_of_the_plane : 0 < nrm 2 (plane 3 4) /\ nrm 2 (plane 0 0) = 0.
Proof.
  unfold nrm. simpl. split; [apply sqrt_lt_R0; lra|]. replace (0 + 0 * 0 + 0 * 0) with 0 by ring. apply sqrt_0.
Qed.

Example a_rotation_of_the_plane : 3 / 5 * (3 / 5) + 4 / 5 * (4 / 5) = 1.
Proof. field. Qed.

Example axes_have_norm_one : nrm 2 (plane 1 0) = 1 /\ nrm 2 (plane 0 1) = 1.
Proof.
  unfold nrm. simpl. split.
  - replace (0 + 1 * 1 + 0 * 0) with 1 by ring. apply sqrt_1.
  - replace (0 + 0 * 0 + 1 * 1) with 1 by ring. apply sqrt_1.
Qed.

Example orthogonal_vectors_of_the_plane :
  0 < nrm 2 (plane 1 0) /\ 0 < nrm 2 (plane 0 1) /\ 0 < angle 2 (plane 1 0) (plane 0 1) < PI.
Proof.
  destruct axes_have_norm_one as [N N'].
  assert (A : angle 2 (plane 1 0) (plane 0 1) = PI / 2).
  { unfold angle. rewrite N, N'. simpl dot. rewrite <- acos_0. f_equal. unfold Rdiv. ring. }
  rewrite N, N', A. pose proof PI_RGT_0. lra.
Qed.

(** One row, v = v* = 1, orthogonal weights: the answers differ with probability 1/2. *)
Example expected_loss_at_a_right_angle :
  expectation 1 (fun Z => sample_loss 1 2 ones (plane 0 1) ones (plane 1 0) Z) (/ 4)
  /\ cartesian_expectation 1 (fun Z => sample_loss 1 2 ones (plane 0 1) ones (plane 1 0) Z) (/ 4).
Proof.
  destruct axes_have_norm_one as [N N'].
  replace (/ 4) with (population_loss 1 2 ones (plane 0 1) ones (plane 1 0)).
  - split; [apply Expectations.expectation_sample_loss | apply Expectations.cartesian_sample_loss];
      rewrite ?N, ?N'; apply Rlt_0_1.
  - unfold population_loss, angle. rewrite N, N'. simpl dot.
    replace ((0 + 1 * 0 + 0 * 1) / (1 * 1)) with 0 by field. rewrite acos_0.
    unfold I_plus_J, I_theta_plus_J, vadd, vscal, ones. simpl. field. apply PI_neq0.
Qed.
