(** * What the loss bounds

    8 f = (1.v - S)^2 + (1 - theta/pi)|v - v*|^2 + (theta/pi)|v + v*|^2, with S = 1.v*; hence f is not negative, and
    |v| <= |v*| + sqrt(8 f).
    Source: the book. *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

Lemma angle_scal n k w ws : 0 < k -> angle n (k * w)%V ws = angle n w ws.
Proof.
  intros Hk. unfold angle. f_equal. rewrite dot_scal_l, nrm_scal, Rabs_pos_eq by lra.
  destruct (Req_dec (nrm n w * nrm n ws) 0) as [E|E].
  - rewrite Rmult_assoc, E, Rmult_0_r. unfold Rdiv. rewrite Rinv_0. ring.
  - assert (nrm n w <> 0 /\ nrm n ws <> 0) as [A B] by (split; intros Z; apply E; rewrite Z; ring). field. lra.
Qed.

(** The loss does not see the length of w. *)
Lemma population_loss_scal_w m n vs ws v k w :
  0 < k -> population_loss m n vs ws v (k * w)%V = population_loss m n vs ws v w.
Proof. intros Hk. unfold population_loss. now rewrite angle_scal by exact Hk. Qed.

Section Loss.
Variables m n : nat.
Variables vs ws v w : vec.
Let x := angle n w ws / PI.

Lemma fraction_range : 0 <= x <= 1.
Proof.
  pose proof PI_RGT_0 as P. pose proof (angle_range n w ws) as A. unfold x. split.
  - apply Rmult_le_pos; [lra|]. apply Rlt_le, Rinv_0_lt_compat, P.
  - apply Rmult_le_reg_r with PI; [exact P|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Lemma population_loss_squares :
  8 * population_loss m n vs ws v w
  = (dot m ones v - dot m ones vs) ^ 2
    + ((1 - x) * dot m (v - vs)%V (v - vs)%V + x * dot m (v + vs)%V (v + vs)%V).
Proof.
  pose proof PI_RGT_0. unfold population_loss, I_plus_J, I_theta_plus_J, x. dot_expand.
  rewrite (dot_sym m vs v), (dot_sym m v ones), (dot_sym m vs ones). field. lra.
Qed.

Lemma population_loss_ge0 : 0 <= population_loss m n vs ws v w.
Proof.
  pose proof population_loss_squares. pose proof fraction_range.
  pose proof (pow2_ge_0 (dot m ones v - dot m ones vs)).
  pose proof (dot_ge0 m (v - vs)%V). pose proof (dot_ge0 m (v + vs)%V). nra.
Qed.

Lemma nrm_v_bound : nrm m v <= nrm m vs + sqrt (8 * population_loss m n vs ws v w).
Proof.
  pose proof population_loss_squares as E. pose proof fraction_range.
  pose proof (pow2_ge_0 (dot m ones v - dot m ones vs)) as O.
  assert (Q : (nrm m v - nrm m vs) ^ 2 <= 8 * population_loss m n vs ws v w).
  { rewrite E. dot_expand. rewrite (dot_sym m vs v), <- !nrm_sq.
    pose proof (cauchy_schwarz m v vs) as C. apply Rcomplements.Rabs_le_between in C.
    set (a := nrm m v) in *. set (b := nrm m vs) in *. set (y := dot m v vs) in *.
    assert ((1 - 2 * x) * y <= a * b) by nra. nra. }
  apply sqrt_le_1_alt in Q.
  replace ((nrm m v - nrm m vs) ^ 2) with (Rsqr (nrm m v - nrm m vs)) in Q by (unfold Rsqr; ring).
  rewrite sqrt_Rsqr_abs in Q. pose proof (Rle_abs (nrm m v - nrm m vs)). lra.
Qed.
End Loss.
