(** * One step of the output weights

    v.v* and S (1.v) after a step, for S = 1.v*; and how d and the angle bound the distance from the teacher and the
    loss. Sources: the book, "Where runs end", for the first two. *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Geometry OneStep LossBounds.
Open Scope R_scope.

Section StepOfV.
Variables m n : nat.
Variables vs ws v w : vec.
Variable eta : R.
Let x := 2 * angle n w ws / PI.
Let S := dot m ones vs.
Let v' := next_v m n vs ws eta v w.

Lemma next_correlation :
  dot m v' vs = (1 - eta / 4) * dot m v vs
                + eta / 4 * ((1 - x) * dot m vs vs + S ^ 2 - S * dot m ones v).
Proof.
  pose proof PI_RGT_0. unfold v', next_v. rewrite dot_sub_l, dot_scal_l, dot_gradient_v.
  fold S. unfold x. field. lra.
Qed.

Lemma next_sum :
  S * (dot m ones v' - S) = (1 - eta * (INR m + 1) / 4) * (S * (dot m ones v - S)) - eta / 4 * x * S ^ 2.
Proof.
  pose proof PI_RGT_0. unfold v', next_v.
  rewrite dot_sub_r, dot_scal_r, (dot_sym m ones (population_gradient_v m n vs ws v w)), dot_gradient_v, dot_ones_ones.
  rewrite (dot_sym m vs ones), (dot_sym m v ones). fold S. unfold x. field. lra.
Qed.

(** |v - v*| <= 4 |d| + x |v*| *)
Lemma distance_bound : nrm m (v - vs)%V <= 4 * nrm m (population_gradient_v m n vs ws v w) + x * nrm m vs.
Proof.
  pose proof PI_RGT_0 as P. pose proof (angle_range n w ws) as A.
  set (d := population_gradient_v m n vs ws v w).
  assert (X : 0 <= x) by (unfold x, Rdiv; apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; assumption]).
  assert (E : dot m (v - vs)%V (v - vs)%V + dot m ones (v - vs)%V ^ 2
              = 4 * dot m d (v - vs)%V - x * dot m vs (v - vs)%V).
  { unfold d. rewrite dot_gradient_v. unfold x. rewrite !dot_sub_r, !dot_sub_l, (dot_sym m vs v).
    field. lra. }
  pose proof (cauchy_schwarz m d (v - vs)%V) as C1. pose proof (cauchy_schwarz m vs (v - vs)%V) as C2.
  apply Rcomplements.Rabs_le_between in C1. apply Rcomplements.Rabs_le_between in C2.
  rewrite <- nrm_sq in E. pose proof (pow2_ge_0 (dot m ones (v - vs)%V)).
  pose proof (nrm_ge0 m d). pose proof (nrm_ge0 m vs). pose proof (nrm_ge0 m (v - vs)%V) as N.
  set (r := nrm m (v - vs)%V) in *.
  assert (r * r <= (4 * nrm m d + x * nrm m vs) * r) by nra.
  destruct N as [N|N].
  - now apply Rmult_le_reg_r with r.
  - rewrite <- N. pose proof (Rmult_le_pos x (nrm m vs)). lra.
Qed.

(** f <= ((m + 1)|v - v*|^2 + 2 x |v| |v*|)/8 *)
Lemma loss_bound :
  8 * population_loss m n vs ws v w <= (INR m + 1) * nrm m (v - vs)%V ^ 2 + 2 * x * (nrm m v * nrm m vs).
Proof.
  pose proof PI_RGT_0 as P. pose proof (angle_range n w ws) as A.
  assert (X : 0 <= x) by (unfold x, Rdiv; apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; assumption]).
  rewrite population_loss_squares.
  pose proof (cauchy_schwarz_sq m ones (v - vs)%V) as C. rewrite dot_ones_ones, dot_sub_r in C.
  replace (nrm m (v - vs)%V ^ 2) with (dot m (v - vs)%V (v - vs)%V) by (rewrite <- nrm_sq; ring).
  assert (E : dot m (v + vs)%V (v + vs)%V = dot m (v - vs)%V (v - vs)%V + 4 * dot m v vs).
  { dot_expand. rewrite (dot_sym m vs v). ring. }
  rewrite E. pose proof (cauchy_schwarz m v vs) as C2. apply Rcomplements.Rabs_le_between in C2.
  replace (angle n w ws / PI) with (x / 2) by (unfold x; field; lra). nra.
Qed.
End StepOfV.
