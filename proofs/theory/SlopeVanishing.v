(** * Where the expected coarse gradient vanishes

    At a critical point of the population loss with 0 < theta < pi, E g = Q1(a) |v|^2 u; at (v_pi, theta = pi),
    E g = Q1(a) 2 (m - 1) S^2/(m + 1)^2 u; at (v*, theta = 0), E g = 0. So what decides is Q1, the left moment of the
    slope: 0 for the clipped ReLU, positive for hard tanh. Source: the book, Theorem B; P1, Lemmas 6 and 8. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Landscape SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial.
From Coarsegrad.theory Require Import Geometry SlopeCorrelation ClippedRelu.
Open Scope R_scope.

(** h = 4 v.(df/dv) + 2 (1 - theta/pi) v.v*   (P1, equation (23)) *)
Lemma h_gradient_v m n vs ws v w :
  h m vs v = 4 * dot m v (population_gradient_v m n vs ws v w) + 2 * (1 - angle n w ws / PI) * dot m v vs.
Proof.
  unfold h, population_gradient_v, I_plus_J, I_theta_plus_J. dot_expand. rewrite (dot_sym m v ones).
  field. apply PI_neq0.
Qed.

Lemma dot_zero_r m v g : (forall i, (i < m)%nat -> g i = 0) -> dot m v g = 0.
Proof.
  intros H. rewrite <- sum_dot, (sum_ext m _ (fun i => 0 * v i)); [rewrite sum_scal; ring|].
  intros i Hi. rewrite H by exact Hi. ring.
Qed.

Section Critical.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

(** Both population gradients vanish. *)
Hypothesis critical_v : forall i, (i < m)%nat -> population_gradient_v m n vs ws v w i = 0.
Hypothesis critical_w : forall i, (i < n)%nat -> population_gradient_w m n vs ws v w i = 0.

Lemma critical_dot : dot m v vs = 0.
Proof.
  pose proof (dot_zero_r n (normal n w ws) _ critical_w) as D. unfold population_gradient_w in D.
  rewrite dot_scal_r, (dot_normal_normal n w ws w_nz ws_nz open), Rmult_1_r in D.
  replace (dot m v vs) with (- (- (dot m v vs / (2 * PI * nrm n w))) * (2 * PI * nrm n w)).
  - rewrite D. ring.
  - field. split; [lra | apply PI_neq0].
Qed.

Lemma critical_h : h m vs v = 0.
Proof. rewrite (h_gradient_v m n vs ws v w), critical_dot, (dot_zero_r m v _ critical_v). ring. Qed.

Theorem step_at_critical_point left jumps :
  expected_coarse_gradient_step left jumps m n vs ws v w = (left_moment left jumps (nrm n w) * dot m v v * unit n w)%V.
Proof.
  unfold expected_coarse_gradient_step. cbv zeta. rewrite critical_h, critical_dot. vec_ext. ring.
Qed.
End Critical.

(** Q1 = 0 when nothing happens on the left. *)
Lemma left_moment_zero jumps a : (forall x J, In (x, J) jumps -> 0 <= x) -> left_moment 0 jumps a = 0.
Proof.
  intros H. unfold left_moment. enough (E : jump_sum (fun x => if Rlt_dec x 0 then 1 - gauss (x / a) else 0) jumps = 0)
    by (rewrite E; ring).
  induction jumps as [|[x J] jumps IH]; [reflexivity|]. unfold jump_sum in *. simpl.
  rewrite IH by (intros y K HK; apply (H y K); now right).
  destruct (Rlt_dec x 0) as [L|_]; [|ring]. specialize (H x J (or_introl eq_refl)). lra.
Qed.

Lemma left_moment_clipped a : left_moment 0 clipped_relu_jumps a = 0.
Proof.
  apply left_moment_zero. intros x J [E|[E|[]]]; injection E as <- <-; lra.
Qed.

(** Q1 = (1 - exp(-1/(2 a^2)))/sqrt(2 pi) for hard tanh *)
Lemma left_moment_hard_tanh a : 0 < a -> left_moment 0 hard_tanh_jumps a = / sqrt (2 * PI) * (1 - gauss (1 / a)).
Proof.
  intros Ha. unfold left_moment, hard_tanh_jumps, jump_sum. simpl.
  destruct (Rlt_dec (-1) 0) as [_|?]; [|lra]. destruct (Rlt_dec 1 0) as [?|_]; [lra|].
  replace (gauss (-1 / a)) with (gauss (1 / a)) by (unfold gauss; f_equal; field; lra). ring.
Qed.

Lemma gauss_lt_1 x : x <> 0 -> gauss x < 1.
Proof.
  intros H. rewrite <- gauss_0. apply exp_increasing.
  assert (0 < Rsqr x) by now apply Rsqr_pos_lt. unfold Rsqr in *. lra.
Qed.

Lemma left_moment_hard_tanh_pos a : 0 < a -> 0 < left_moment 0 hard_tanh_jumps a.
Proof.
  intros Ha. rewrite left_moment_hard_tanh by exact Ha. apply Rmult_lt_0_compat.
  - apply Rinv_0_lt_compat, sqrt_2PI_pos.
  - assert (0 < 1 / a) by (apply Rdiv_lt_0_compat; lra). pose proof (gauss_lt_1 (1 / a)). lra.
Qed.

Theorem clipped_relu_vanishes_at_critical_point m n vs ws v w :
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  (forall i, (i < m)%nat -> population_gradient_v m n vs ws v w i = 0) ->
  (forall i, (i < n)%nat -> population_gradient_w m n vs ws v w i = 0) ->
  forall j, expected_coarse_gradient_clipped_relu m n vs ws v w j = 0.
Proof.
  intros Hw Hs Ht Cv Cw j. rewrite clipped_relu_is_step, step_at_critical_point, left_moment_clipped by assumption.
  unfold vscal. ring.
Qed.

(** The converse: where M0 > 0, a vanishing E g makes df/dw vanish. *)
Theorem step_vanishes_only_if_gradient_w left jumps m n vs ws v w :
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  0 < even_moment left jumps (nrm n w * sin (angle n w ws)) ->
  (forall i, (i < n)%nat -> expected_coarse_gradient_step left jumps m n vs ws v w i = 0) ->
  forall i, population_gradient_w m n vs ws v w i = 0.
Proof.
  intros Hw Hs Ht M0 G i. destruct (Req_dec (dot m v vs) 0) as [E|N].
  - unfold population_gradient_w, vscal. rewrite E. field. split; [lra | apply PI_neq0].
  - pose proof (proj2 (step_correlation_pos_iff m n vs ws v w Hw Hs Ht left jumps N) M0) as P.
    rewrite dot_sym, (dot_zero_r n _ _ G) in P. lra.
Qed.

(** For the clipped ReLU, where df/dv = 0: E g = 0 if and only if df/dw = 0 (P1, Lemma 8). *)
Theorem clipped_relu_vanishes_iff m n vs ws v w :
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  (forall i, (i < m)%nat -> population_gradient_v m n vs ws v w i = 0) ->
  ((forall i, (i < n)%nat -> expected_coarse_gradient_clipped_relu m n vs ws v w i = 0)
   <-> (forall i, (i < n)%nat -> population_gradient_w m n vs ws v w i = 0)).
Proof.
  intros Hw Hs Ht Cv. split; intros H i Hi.
  - rewrite clipped_relu_is_step in H by assumption.
    apply (step_vanishes_only_if_gradient_w 0 clipped_relu_jumps); auto.
    apply even_moment_clipped_pos, Rmult_lt_0_compat; [exact Hw | now apply sin_angle_pos].
  - now apply clipped_relu_vanishes_at_critical_point.
Qed.

(** ** The ends *)
Section Ends.
Variables m n : nat.
Variables vs w : vec.
Variable left : R.
Variable jumps : list (R * R).

Lemma dot_opposite x : dot m x (opposite_v m vs) = - dot m x vs + 2 * (dot m ones vs / (INR m + 1)) * dot m x ones.
Proof.
  unfold opposite_v, minimiser_in_v. dot_expand. pose proof (pos_INR m). field. split; [lra | apply PI_neq0].
Qed.

Theorem step_at_opposite_point :
  expected_coarse_gradient_step_opposite left jumps m n vs (opposite_v m vs) w
  = (left_moment left jumps (nrm n w) * (2 * (INR m - 1) * dot m ones vs ^ 2 / (INR m + 1) ^ 2) * unit n w)%V.
Proof.
  pose proof (pos_INR m) as P. pose proof (dot_opposite (opposite_v m vs)) as A.
  pose proof (dot_opposite ones) as B. pose proof (dot_opposite vs) as C.
  rewrite dot_ones_ones in B. rewrite (dot_sym m vs (opposite_v m vs)), (dot_sym m vs ones) in C.
  rewrite (dot_sym m (opposite_v m vs) ones) in A. rewrite C in A. rewrite B in A.
  unfold expected_coarse_gradient_step_opposite, h. cbv zeta. rewrite A, B, C. vec_ext. field. lra.
Qed.

Theorem step_at_teacher : forall i, expected_coarse_gradient_step_parallel left jumps m n vs vs w i = 0.
Proof. intros i. unfold expected_coarse_gradient_step_parallel, h, vscal. field. Qed.
End Ends.

Theorem clipped_relu_vanishes_at_opposite_point m n vs w :
  forall j, expected_coarse_gradient_step_opposite 0 clipped_relu_jumps m n vs (opposite_v m vs) w j = 0.
Proof. intros j. rewrite step_at_opposite_point, left_moment_clipped. unfold vscal. ring. Qed.

Theorem hard_tanh_at_opposite_point m n vs w : (2 <= m)%nat -> dot m ones vs <> 0 -> 0 < nrm n w ->
  0 < nrm n (expected_coarse_gradient_step_opposite 0 hard_tanh_jumps m n vs (opposite_v m vs) w).
Proof.
  intros Hm HS Hw. rewrite step_at_opposite_point, nrm_scal, nrm_unit, Rmult_1_r by exact Hw.
  assert (M : 2 <= INR m) by (change 2 with (INR 2); now apply le_INR).
  apply Rabs_pos_lt, Rmult_integral_contrapositive_currified; [pose proof (left_moment_hard_tanh_pos _ Hw); lra|].
  assert (D : 0 < dot m ones vs ^ 2) by (pose proof (Rsqr_pos_lt _ HS); unfold Rsqr in *; lra).
  apply Rgt_not_eq, Rdiv_lt_0_compat; [nra | apply pow_lt; lra].
Qed.
