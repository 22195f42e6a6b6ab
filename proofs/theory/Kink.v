(** * The kink of the loss where the weights are parallel

    At theta = 0 and theta = pi, for n >= 2, the loss has a derivative along every line in w exactly when v.v* = 0.

    Source: the book, "Population loss and gradient". *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry Gradient Turning Vanishing.
Open Scope R_scope.

Section Kink.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis parallel : sin (angle n w ws) = 0.
Let theta := angle n w ws.

Variable p : vec.
Hypothesis p_unit : dot n p p = 1.
Hypothesis p_orth : dot n (unit n w) p = 0.
Hypothesis p_teacher : dot n p (unit n ws) = 0.

Let a := nrm n w.

Lemma dot_w_p : dot n w p = 0.
Proof. rewrite <- (unit_scal_nrm n w w_nz), dot_scal_l, p_orth. ring. Qed.

Lemma nrm_side_sq t : dot n (w + t * p)%V (w + t * p)%V = a * a + t * t.
Proof. dot_expand. rewrite (dot_sym n p w), dot_w_p, p_unit. unfold a. rewrite nrm_sq. ring. Qed.

Lemma nrm_side_pos t : 0 < nrm n (w + t * p)%V.
Proof. apply sqrt_lt_R0. rewrite nrm_side_sq. unfold a. nra. Qed.

Lemma cos_side t : nrm n (w + t * p)%V * cos (angle n (w + t * p)%V ws) = a * cos theta.
Proof.
  pose proof (nrm_side_pos t) as N.
  assert (W : dot n w (unit n ws) = a * cos theta).
  { unfold theta. rewrite (cos_angle n w ws w_nz ws_nz), <- dot_scal_l. unfold a. now rewrite unit_scal_nrm. }
  rewrite (cos_angle n _ ws N ws_nz). unfold unit at 1. rewrite dot_scal_l, dot_add_l, dot_scal_l, p_teacher, W.
  field. lra.
Qed.

Lemma angle_side_even t : angle n (w + - t * p)%V ws = angle n (w + t * p)%V ws.
Proof.
  assert (E : nrm n (w + - t * p)%V = nrm n (w + t * p)%V).
  { unfold nrm. f_equal. rewrite !nrm_side_sq. ring. }
  pose proof (cos_side t) as C. pose proof (cos_side (- t)) as C'. rewrite E in C'.
  pose proof (nrm_side_pos t) as N.
  rewrite <- (acos_cos (angle n (w + - t * p)%V ws)) by apply angle_range.
  rewrite <- (acos_cos (angle n (w + t * p)%V ws)) by apply angle_range. f_equal.
  apply Rmult_eq_reg_l with (nrm n (w + t * p)%V); lra.
Qed.

Lemma cos_sq_parallel : cos theta * cos theta = 1.
Proof. pose proof (sin2_cos2 theta) as S. unfold Rsqr in S. fold theta in parallel. rewrite parallel in S. lra. Qed.

(** |theta(t) - theta| >= sin theta(t) = |t|/|w + t p| *)
Lemma angle_side_moves t : Rabs t <= nrm n (w + t * p)%V * Rabs (angle n (w + t * p)%V ws - theta).
Proof.
  pose proof (cos_side t) as C. pose proof (nrm_side_pos t) as N.
  pose proof (angle_range n (w + t * p)%V ws) as B. pose proof (angle_range n w ws) as A. fold theta in A.
  set (r := nrm n (w + t * p)%V) in *. set (beta := angle n (w + t * p)%V ws) in *.
  assert (S0 : 0 <= sin beta) by (apply sin_ge_0; lra).
  assert (RS : r * sin beta = Rabs t).
  { rewrite <- (Rabs_pos_eq (r * sin beta)) by (apply Rmult_le_pos; lra).
    apply Rsqr_eq_abs_0. unfold Rsqr. pose proof (sin2_cos2 beta) as SC. unfold Rsqr in SC.
    assert (RR : r * r = a * a + t * t) by (unfold r; rewrite nrm_sq; apply nrm_side_sq).
    pose proof cos_sq_parallel as CP.
    assert (r * cos beta * (r * cos beta) = a * a) by (rewrite C; transitivity (a * a * (cos theta * cos theta));
      [ring | rewrite CP; ring]).
    transitivity (r * r * (sin beta * sin beta + cos beta * cos beta) - r * cos beta * (r * cos beta)); [ring|].
    rewrite SC, H, RR. ring. }
  rewrite <- RS. apply Rmult_le_compat_l; [lra|].
  assert (D : theta = 0 \/ theta = PI).
  { destruct (Req_dec theta 0); [now left|]. destruct (Req_dec theta PI); [now right|].
    pose proof (sin_gt_0 theta). fold theta in parallel. lra. }
  destruct D as [-> | ->].
  - rewrite Rminus_0_r, Rabs_pos_eq by lra. apply sine_below_argument. lra.
  - rewrite Rabs_left1 by lra. rewrite <- Rtrigo_facts.sin_pi_minus.
    replace (- (beta - PI)) with (PI - beta) by ring. apply sine_below_argument. lra.
Qed.

Lemma no_derivative_along_p l :
  dot m v vs <> 0 -> ~ is_derive (fun t => population_loss m n vs ws v (w + t * p)%V) 0 l.
Proof.
  intros NZ D. apply is_derive_Reals in D. pose proof PI_RGT_0 as P.
  set (b := dot m v vs / (2 * PI)).
  assert (B : b <> 0).
  { unfold b. intros E. apply NZ. replace (dot m v vs) with (dot m v vs / (2 * PI) * (2 * PI)) by (field; lra).
    rewrite E. ring. }
  set (r := sqrt (a * a + 1)).
  assert (Rpos : 0 < r) by (apply sqrt_lt_R0; unfold a; nra).
  assert (K : 0 < Rabs b / r) by (apply Rdiv_lt_0_compat; [now apply Rabs_pos_lt | exact Rpos]).
  destruct (D (Rabs b / r) K) as (delta & H).
  set (t := Rmin 1 (delta / 2)). pose proof (cond_pos delta) as Hd.
  assert (T0 : 0 < t) by (apply Rmin_pos; lra).
  assert (T1 : t <= 1) by apply Rmin_l. assert (T2 : t <= delta / 2) by apply Rmin_r.
  assert (W0 : (w + 0 * p)%V = w) by (vec_ext; ring).
  assert (F : forall s, population_loss m n vs ws v (w + s * p)%V
                        = population_loss m n vs ws v w + b * (angle n (w + s * p)%V ws - theta)).
  { intros s. apply population_loss_in_w. }
  set (y := angle n (w + t * p)%V ws - theta).
  assert (H1 : Rabs (b * y / t - l) < Rabs b / r).
  { specialize (H t ltac:(lra)). rewrite Rplus_0_l, W0, F in H. fold y in H.
    replace ((population_loss m n vs ws v w + b * y - population_loss m n vs ws v w) / t) with (b * y / t) in H
      by (field; lra).
    apply H. rewrite Rabs_pos_eq; lra. }
  assert (H2 : Rabs (- (b * y / t) - l) < Rabs b / r).
  { specialize (H (- t) ltac:(lra)). rewrite Rplus_0_l, W0, F, angle_side_even in H. fold y in H.
    replace ((population_loss m n vs ws v w + b * y - population_loss m n vs ws v w) / - t) with (- (b * y / t)) in H
      by (field; lra).
    apply H. rewrite Rabs_Ropp, Rabs_pos_eq; lra. }
  assert (Q : Rabs (b * y / t) < Rabs b / r).
  { apply Rabs_def1; apply Rabs_def2 in H1; apply Rabs_def2 in H2; lra. }
  assert (M : t <= r * Rabs y).
  { pose proof (angle_side_moves t) as M. rewrite Rabs_pos_eq in M by lra. fold y in M.
    eapply Rle_trans; [exact M|]. apply Rmult_le_compat_r; [apply Rabs_pos|].
    unfold nrm, r. apply sqrt_le_1_alt. rewrite nrm_side_sq. nra. }
  unfold Rdiv in Q. rewrite !Rabs_mult, (Rabs_pos_eq (/ t)) in Q by now apply Rlt_le, Rinv_0_lt_compat.
  apply (Rmult_lt_compat_r (r * t)) in Q; [|now apply Rmult_lt_0_compat].
  replace (Rabs b * Rabs y * / t * (r * t)) with (Rabs b * (r * Rabs y)) in Q by (field; lra).
  replace (Rabs b * / r * (r * t)) with (Rabs b * t) in Q by (field; lra).
  assert (Rabs b * t <= Rabs b * (r * Rabs y)) by (apply Rmult_le_compat_l; [apply Rabs_pos | exact M]). lra.
Qed.
End Kink.

Theorem kink_where_parallel_iff m n vs ws v w :
  (2 <= n)%nat -> 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = 0 \/ angle n w ws = PI ->
  (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l)
  <-> dot m v vs = 0.
Proof.
  intros Hn Hw Hs A.
  assert (S : sin (angle n w ws) = 0) by (destruct A as [-> | ->]; [apply sin_0 | apply sin_PI]). split.
  - intros H. destruct (Req_dec (dot m v vs) 0) as [E|E]; [exact E|]. exfalso.
    destruct (frame_exists n w ws Hw Hs (or_introl Hn)) as (p & P1 & P2 & P3). rewrite S in P3.
    destruct (H p) as (l & D). now apply (no_derivative_along_p m n vs ws v w Hw Hs S p P1 P2 P3 l E).
  - intros E direction. exists 0.
    apply (is_derive_ext (fun _ => population_loss m n vs ws v w)).
    + intros t. rewrite (population_loss_in_w m n vs ws v w (w + t * direction)%V), E. Req. field. apply PI_neq0.
    + evar_last; [apply @is_derive_const | reflexivity].
Qed.
