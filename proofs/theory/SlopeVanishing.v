(** * Where coarse gradients vanish, and what is printed of the clipped ReLU

    Zeros of the expected coarse gradients of slopes; the printed moments of the clipped ReLU. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Landscape SlopeMoments ClippedReluPrinted.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry Vanishing RadialTails HalfPlaneTails StepMoments StepSlopes ClippedRelu.
Open Scope R_scope.

(** ** Where the expected coarse gradient vanishes

    At a critical point of the population loss with 0 < theta < pi, E g = Q1(a) |v|^2 u; at (v_pi, theta = pi),
    E g = Q1(a) 2 (m - 1) S^2/(m + 1)^2 u; at (v*, theta = 0), E g = 0. So what decides is Q1, the left moment of the
    slope: 0 for the clipped ReLU, positive for hard tanh. Source: the book, Theorem B; P1, Lemmas 6 and 8. *)

Lemma dot_zero_r m v g : (forall i, (i < m)%nat -> g i = 0) -> dot m v g = 0.
Proof.
  intros H. rewrite dot_sym. now apply dot_vanishing.
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
Proof. rewrite (h_identity m n vs ws v w), critical_dot, (dot_zero_r m v _ critical_v). ring. Qed.

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

(** *** The ends *)
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

(** ** The printed form of the clipped ReLU

    The integrals p and q of P1, Lemma 7 and Lemma 12, evaluated; and the printed expected coarse gradient is the
    closed form, in every dimension. *)

Lemma xi_second_tail x : xi x = sqrt (PI / 2) - second_tail x.
Proof.
  unfold xi. apply is_RInt_unique.
  replace (sqrt (PI / 2) - second_tail x) with (minus (- second_tail x) (- second_tail 0)).
  2:{ unfold minus, plus, opp; simpl. unfold second_tail at 2, tail, gauss_primitive.
      rewrite (RInt_point 0 gauss). unfold zero; simpl. ring. }
  apply (is_RInt_derive (fun r => - second_tail r)).
  - intros r _. evar_last; [apply @is_derive_opp, is_derive_second_tail|]. unfold opp; simpl. Req. ring.
  - intros r _. apply continuous_rr_gauss.
Qed.

Section Printed.
Variable a : R.
Hypothesis a_pos : 0 < a.

Let k_pos : 0 < 1 / a.
Proof. apply Rdiv_lt_0_compat; lra. Qed.

Lemma xi_radial t : 0 < cos t -> xi (/ cos t / a) = sqrt (PI / 2) - radial (1 / a) t.
Proof.
  intros H. rewrite xi_second_tail. unfold radial. rewrite cut_pos by exact H. do 2 f_equal. field. lra.
Qed.

(** int trig t xi(sec t/a) dt over an interval of positive cosines *)
Lemma is_RInt_xi (trig : R -> R) lo hi l r : lo <= hi -> - (PI / 2) <= lo -> hi <= PI / 2 ->
  is_RInt trig lo hi l -> is_RInt (fun t => trig t * radial (1 / a) t) lo hi r ->
  is_RInt (fun t => trig t * xi (/ cos t / a)) lo hi (sqrt (PI / 2) * l - r).
Proof.
  intros L Hlo Hhi Hl Hr.
  apply (is_RInt_ext (fun t => minus (scal (sqrt (PI / 2)) (trig t)) (trig t * radial (1 / a) t))).
  - rewrite Rmin_left, Rmax_right by lra. intros t Ht. rewrite xi_radial by (apply cos_gt_0; lra).
    unfold minus, plus, opp, scal; simpl; unfold mult; simpl. Req. ring.
  - replace (sqrt (PI / 2) * l - r) with (minus (scal (sqrt (PI / 2)) l) r)
      by (unfold minus, plus, opp, scal; simpl; unfold mult; simpl; ring).
    apply @is_RInt_minus; [apply @is_RInt_scal, Hl | exact Hr].
Qed.

Lemma is_RInt_cos lo hi : is_RInt cos lo hi (sin hi - sin lo).
Proof. apply (is_RInt_derive sin); intros; [apply is_derive_sin | apply continuous_cos]. Qed.
Lemma is_RInt_sin lo hi : is_RInt sin lo hi (cos lo - cos hi).
Proof.
  replace (cos lo - cos hi) with (minus (- cos hi) (- cos lo)) by (unfold minus, plus, opp; simpl; ring).
  apply (is_RInt_derive (fun t => - cos t)); intros; [|apply continuous_sin]. auto_derive; trivial. Req. ring.
Qed.

Lemma half_root : sqrt (PI / 2) / (2 * PI) = / sqrt (2 * PI) / 2.
Proof.
  pose proof (tail_over_2PI 0) as T. unfold tail, gauss_primitive in T.
  rewrite (RInt_point 0 gauss), Ropp_0, normal_cdf_0 in T. unfold zero in T; simpl in T. rewrite Rminus_0_r in T.
  rewrite T. field. apply Rgt_not_eq, sqrt_2PI_pos.
Qed.

Lemma over_2PI_minus x y : / (2 * PI) * (sqrt (PI / 2) * x - y) = x * (sqrt (PI / 2) / (2 * PI)) - y / (2 * PI).
Proof. field. apply PI_neq0. Qed.

Section Angle.
Variable th : R.
Hypothesis th_range : 0 < th < PI.

Let sin_pos : 0 < sin th.
Proof. apply sin_gt_0; lra. Qed.

(** p is the component along u of E[z 1{0 < z.w < 1, z.w* > 0}] ... *)
Theorem printed_p_moment : printed_p th a = teacher_moment 0 clipped_relu_jumps a th.
Proof.
  pose proof sin_pos as S. pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  pose proof (is_RInt_xi cos (th - PI / 2) (PI / 2) _ _ ltac:(lra) ltac:(lra) ltac:(lra)
    (is_RInt_cos (th - PI / 2) (PI / 2))
    (integral_x (1 / a) k_pos th th_range)) as I.
  unfold printed_p. replace (- (PI / 2) + th) with (th - PI / 2) by ring. rewrite (is_RInt_unique _ _ _ _ I).
  rewrite over_2PI_minus, half_root, sin_PI2, sin_low.
  replace ((cos th * tail (1 / a / sin th) + gauss (1 / a) * tail (- (1 / a * (cos th / sin th)))) / (2 * PI))
    with (cos th * (tail (1 / a / sin th) / (2 * PI))
      + gauss (1 / a) * (tail (- (1 / a * (cos th / sin th))) / (2 * PI)))
    by (field; apply PI_neq0).
  rewrite !tail_over_2PI, Ropp_involutive.
  unfold teacher_moment, even_moment, clipped_relu_jumps, jump_sum. simpl.
  replace (- 0 / (a * sin th)) with 0 by (field; lra). replace (0 / a) with 0 by (field; lra).
  replace (- (1) / (a * sin th)) with (- (1 / a / sin th)) by (field; lra).
  rewrite Rmult_0_l, gauss_0, normal_cdf_0. field. lra.
Qed.

(** ... and q the component along e. *)
Theorem printed_q_moment : printed_q th a = sin th * even_moment 0 clipped_relu_jumps (a * sin th) / sqrt (2 * PI).
Proof.
  pose proof sin_pos as S. pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  pose proof (is_RInt_xi sin (th - PI / 2) (PI / 2) _ _ ltac:(lra) ltac:(lra) ltac:(lra)
    (is_RInt_sin (th - PI / 2) (PI / 2))
    (integral_y (1 / a) k_pos th th_range)) as I.
  unfold printed_q. replace (- (PI / 2) + th) with (th - PI / 2) by ring. rewrite (is_RInt_unique _ _ _ _ I).
  rewrite over_2PI_minus, half_root, cos_PI2, cos_low.
  replace (sin th * tail (1 / a / sin th) / (2 * PI)) with (sin th * (tail (1 / a / sin th) / (2 * PI)))
    by (field; apply PI_neq0).
  rewrite tail_over_2PI. unfold even_moment, clipped_relu_jumps, jump_sum. simpl.
  replace (- 0 / (a * sin th)) with 0 by (field; lra).
  replace (- (1) / (a * sin th)) with (- (1 / a / sin th)) by (field; lra). rewrite normal_cdf_0. field. lra.
Qed.
End Angle.

(** p(0, w) is the component along u of E[z 1{0 < z.w < 1}]. *)
Theorem printed_p_0_moment : printed_p 0 a = linear_moment clipped_relu_jumps a.
Proof.
  pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos.
  set (l := gauss (1 / a) * tail 0).
  assert (Right : is_RInt (fun t => cos t * radial (1 / a) t) 0 (PI / 2) l).
  { pose proof (integral_x (1 / a) k_pos _ half_pi) as I. rewrite cos_PI2, sin_PI2 in I.
    replace (PI / 2 - PI / 2) with 0 in I by ring. replace (- (1 / a * (0 / 1))) with 0 in I by (field; lra).
    rewrite Rmult_0_l, Rplus_0_l in I. exact I. }
  assert (Left : is_RInt (fun t => cos t * radial (1 / a) t) (- (PI / 2)) 0 l).
  { apply (is_RInt_ext (fun t => opp (opp (cos (- t) * radial (1 / a) (- t))))).
    - intros t _. rewrite opp_opp. unfold radial, cut. rewrite !cos_neg. reflexivity.
    - rewrite <- (opp_opp l).
      apply @is_RInt_opp. apply (is_RInt_comp_opp (fun t => cos t * radial (1 / a) t)).
      rewrite Ropp_involutive, Ropp_0. now apply @is_RInt_swap. }
  pose proof (is_RInt_Chasles _ _ _ _ _ _ Left Right) as Whole.
  pose proof (is_RInt_xi cos (- (PI / 2)) (PI / 2) _ _ ltac:(lra) ltac:(lra) ltac:(lra)
    (is_RInt_cos (- (PI / 2)) (PI / 2)) Whole) as I.
  unfold printed_p. rewrite Rplus_0_r, (is_RInt_unique _ _ _ _ I).
  rewrite over_2PI_minus, half_root, sin_neg, sin_PI2. unfold plus; simpl. unfold l.
  replace ((gauss (1 / a) * tail 0 + gauss (1 / a) * tail 0) / (2 * PI)) with (2 * gauss (1 / a) * (tail 0 / (2 * PI)))
    by (field; apply PI_neq0).
  rewrite tail_over_2PI, Ropp_0, normal_cdf_0.
  unfold linear_moment, clipped_relu_jumps, jump_sum. simpl. replace (0 / a) with 0 by (field; lra).
  rewrite gauss_0. field. lra.
Qed.
End Printed.

Theorem clipped_relu_printed_is_closed m n vs ws v w :
  0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
  expected_coarse_gradient_clipped_relu_printed m n vs ws v w = expected_coarse_gradient_clipped_relu m n vs ws v w.
Proof.
  intros Hw Hs Ht. rewrite clipped_relu_is_step by assumption.
  pose proof (teacher_in_frame n w ws Hw Hs Ht) as F. pose proof (cos_angle n w ws Hw Hs) as C.
  unfold expected_coarse_gradient_clipped_relu_printed, expected_coarse_gradient_step. cbv zeta.
  rewrite printed_p_0_moment, printed_p_moment, printed_q_moment by assumption.
  set (theta := angle n w ws) in *. rewrite left_moment_clipped.
  assert (Sh : 0 < sin (theta / 2)) by (apply sin_gt_0; lra).
  assert (Ch : 0 < cos (theta / 2)) by (apply cos_gt_0; lra).
  assert (S2 : sin theta = 2 * sin (theta / 2) * cos (theta / 2)).
  { replace theta with (2 * (theta / 2)) at 1 by field. apply sin_2a. }
  assert (C2 : cos theta = 2 * cos (theta / 2) * cos (theta / 2) - 1).
  { replace theta with (2 * (theta / 2)) at 1 by field. apply cos_2a_cos. }
  assert (N : nrm n (unit n w + unit n ws)%V = 2 * cos (theta / 2)).
  { unfold nrm. apply sqrt_lem_1; [apply dot_ge0 | lra |].
    dot_expand. rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit, <- C by assumption. rewrite C2. ring. }
  unfold unit at 2. rewrite N, F. set (q := even_moment _ _ _). pose proof sqrt_2PI_pos as P.
  vec_ext. rewrite S2, C2. field. lra.
Qed.
