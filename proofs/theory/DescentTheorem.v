(** * Descent

    Coarse gradient descent on any smooth function, and the descent theorem of the model. *)
From Coq Require Import Reals Lra Lia Psatz FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FirstOrder FrameGradient.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry OneStep.
Open Scope R_scope.

(** ** Descent in the abstract

    A loss that falls by c g_t^2 at each step forces g_t -> 0, with rate 1/T for the best iterate; the descent lemma for
    a function with Lipschitz gradient; and convergence of any field that correlates with the gradient. The model's
    loss is not smooth at w = 0, so on the model the first two statements are used, and the last is not. Sources:
    textbook arguments; the condition on the field is the one that P1, section 3, aims at. *)

(** Sufficient decrease forces g_t -> 0. *)
Theorem decrease_to_zero (f g : nat -> R) (c : R) :
  0 < c -> (forall t, 0 <= f t) -> (forall t, f (S t) <= f t - c * (g t) ^ 2) ->
  is_lim_seq g 0.
Proof.
  intros Hc Hf Hd.
  destruct (ex_finite_lim_seq_decr f 0) as [l Hl]; [|exact Hf|].
  { intros t. pose proof (Hd t). pose proof (pow2_ge_0 (g t)). nra. }
  assert (D : is_lim_seq (fun t => / c * (f t - f (S t))) 0).
  { evar_last. apply is_lim_seq_scal_l, is_lim_seq_minus'; [exact Hl|].
    apply (is_lim_seq_incr_1 f), Hl. simpl. f_equal. ring. }
  assert (Q : is_lim_seq (fun t => (g t) ^ 2) 0).
  { apply is_lim_seq_le_le with (fun _ => 0) (fun t => / c * (f t - f (S t))).
    - intros t. split; [apply pow2_ge_0|].
      apply Rmult_le_reg_l with c; [exact Hc|].
      rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. pose proof (Hd t). lra.
    - apply is_lim_seq_const.
    - exact D. }
  apply is_lim_seq_abs_0.
  apply (is_lim_seq_ext (fun t => sqrt ((g t) ^ 2))).
  { intros t. rewrite <- Rsqr_pow2. apply sqrt_Rsqr_abs. }
  replace 0 with (sqrt 0) by apply sqrt_0.
  apply is_lim_seq_continuous; [apply continuity_pt_filterlim, continuous_sqrt | exact Q].
Qed.

(** O(1/T) rate for the best iterate. *)
Theorem decrease_rate (f g : nat -> R) (c : R) (T : nat) :
  0 < c -> (forall t, 0 <= f t) -> (forall t, f (S t) <= f t - c * (g t) ^ 2) ->
  exists t, (t <= T)%nat /\ (g t) ^ 2 <= f O / (c * INR (S T)).
Proof.
  intros Hc Hf Hd.
  assert (A : forall e, (forall t, (t <= T)%nat -> e <= (g t) ^ 2) ->
              c * (INR (S T) * e) <= f O).
  { intros e He.
    assert (B : forall k, (k <= S T)%nat -> f k <= f O - c * (INR k * e)).
    { induction k as [|k IH]; intros Hk; [simpl; lra|].
      rewrite S_INR. pose proof (Hd k). pose proof (He k ltac:(lia)).
      pose proof (IH ltac:(lia)). nra. }
    pose proof (B (S T) (le_n _)). pose proof (Hf (S T)). lra. }
  (* pick the best index *)
  assert (M : exists t, (t <= T)%nat /\ forall s, (s <= T)%nat -> (g t) ^ 2 <= (g s) ^ 2).
  { clear. induction T as [|k [t [Ht Hm]]].
    - exists O; split; [lia|]. intros s Hs. replace s with O by lia. lra.
    - destruct (Rle_dec ((g t) ^ 2) ((g (S k)) ^ 2)) as [L|L].
      + exists t; split; [lia|]. intros s Hs.
        destruct (Nat.eq_dec s (S k)) as [->|]; [exact L | apply Hm; lia].
      + exists (S k); split; [lia|]. intros s Hs.
        destruct (Nat.eq_dec s (S k)) as [->|]; [lra|].
        pose proof (Hm s ltac:(lia)). lra. }
  destruct M as (t & Ht & Hm). exists t; split; [exact Ht|].
  pose proof (A _ Hm) as B.
  assert (0 < INR (S T)) by (apply lt_0_INR; lia).
  apply Rmult_le_reg_r with (c * INR (S T)); [now apply Rmult_lt_0_compat|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l; [lra | nra].
Qed.

(** One-dimensional descent lemma. *)
Lemma descent_1d (phi dphi : R -> R) (L s : R) :
  0 <= s ->
  (forall t, 0 <= t <= s -> is_derive phi t (dphi t)) ->
  (forall t, 0 <= t <= s -> dphi t - dphi 0 <= L * t) ->
  phi s <= phi 0 + s * dphi 0 + L / 2 * s ^ 2.
Proof.
  intros Hs Hd HL.
  set (psi := fun t => phi t - t * dphi 0 - L / 2 * t ^ 2).
  assert (D : forall t, 0 <= t <= s -> is_derive psi t (dphi t - dphi 0 - L * t)).
  { intros t Ht. unfold psi. evar_last.
    - apply @is_derive_minus; [apply @is_derive_minus; [apply Hd, Ht|]|].
      + instantiate (1 := dphi 0). auto_derive; trivial. Req. ring.
      + instantiate (1 := L * t). auto_derive; trivial. Req. field.
    - unfold minus, plus, opp; simpl. Req. ring. }
  destruct (MVT_gen psi 0 s (fun t => dphi t - dphi 0 - L * t)) as (x & Hx & E).
  - rewrite Rmin_left, Rmax_right by lra. intros x Hx. apply D; lra.
  - rewrite Rmin_left, Rmax_right by lra. intros x Hx.
    apply continuity_pt_filterlim, (ex_derive_continuous psi). eexists; apply D; lra.
  - rewrite Rmin_left, Rmax_right in Hx by lra.
    pose proof (HL x Hx). assert (psi s <= psi 0) by nra.
    unfold psi in *. simpl in *. nra.
Qed.

Lemma vline0 (x d : vec) : (x + 0 * d)%V = x.
Proof. vec_ext. ring. Qed.

Section Smooth.
Variable n : nat.
Variable f : vec -> R.
Variable grad : vec -> vec.
Variable L : R.
Hypothesis f_grad : forall x d t,
  is_derive (fun t => f (x + t * d)%V) t (dot n (grad (x + t * d)%V) d).
Hypothesis f_smooth : forall x d t, 0 <= t ->
  nrm n (grad (x + t * d)%V - grad x)%V <= L * (t * nrm n d).

Theorem descent_lemma x d s : 0 <= s ->
  f (x + s * d)%V <= f x + s * dot n (grad x) d + L / 2 * s ^ 2 * dot n d d.
Proof.
  intros Hs.
  pose proof (descent_1d (fun t => f (x + t * d)%V) (fun t => dot n (grad (x + t * d)%V) d)
    (L * dot n d d) s Hs) as H.
  cbv beta in H. rewrite vline0 in H.
  enough (f (x + s * d)%V <= f x + s * dot n (grad x) d + L * dot n d d / 2 * s ^ 2) by nra.
  apply H.
  - intros t Ht. apply f_grad.
  - intros t Ht. rewrite <- dot_sub_l.
    eapply Rle_trans; [apply Rle_abs|].
    eapply Rle_trans; [apply cauchy_schwarz|].
    rewrite <- (nrm_sq n d).
    pose proof (f_smooth x d t (proj1 Ht)). pose proof (nrm_ge0 n d). nra.
Qed.

(** Coarse gradient descent: a direction G(x) correlated with the gradient. *)
Variable G : vec -> vec.
Variables (a eta : R).
Hypothesis corr : forall x, a * dot n (G x) (G x) <= dot n (grad x) (G x).
Hypothesis f_pos : forall x, 0 <= f x.
Hypothesis eta_pos : 0 < eta.
Hypothesis eta_small : L * eta / 2 < a.
Variable x0 : vec.

Let iter := follow G eta x0.

Lemma coarse_step k :
  f (iter (S k)) <= f (iter k) - eta * (a - L * eta / 2) * (nrm n (G (iter k))) ^ 2.
Proof.
  pose proof (descent_lemma (iter k) (-1 * G (iter k))%V eta (Rlt_le _ _ eta_pos)) as H.
  replace (iter k + eta * (-1 * G (iter k)))%V with (iter (S k)) in H
    by (unfold iter at 1; simpl; fold iter; vec_ext; ring).
  rewrite !dot_scal_l, !dot_scal_r in H.
  pose proof (corr (iter k)) as C.
  replace ((nrm n (G (iter k))) ^ 2) with (dot n (G (iter k)) (G (iter k)))
    by (rewrite <- nrm_sq; ring).
  eapply Rle_trans; [exact H|]. nra.
Qed.

Theorem coarse_descent_converges : is_lim_seq (fun k => nrm n (G (iter k))) 0.
Proof.
  apply decrease_to_zero with (f := fun k => f (iter k)) (c := eta * (a - L * eta / 2)).
  - apply Rmult_lt_0_compat; lra.
  - intros t. apply f_pos.
  - apply coarse_step.
Qed.

End Smooth.

(** The hypotheses are those of f = |x|^2/2 with the gradient itself as the field, in any dimension. *)
Example coarse_descent_witness n (x0 : vec) :
  is_lim_seq (fun k => nrm n (follow (fun x => x) 1 x0 k)) 0.
Proof.
  apply (coarse_descent_converges n (fun x => / 2 * dot n x x) (fun x => x) 1) with (G := fun x => x) (a := 1); try lra.
  - intros x d t.
    apply (is_derive_ext (fun t => / 2 * (dot n x x + 2 * t * dot n x d + t * t * dot n d d))).
    { intros s. dot_expand. rewrite ?(dot_sym n d x). Req. ring. }
    auto_derive; trivial. dot_expand. rewrite ?(dot_sym n d x). Req. field.
  - intros x d t Ht. rewrite Rmult_1_l.
    replace (x + t * d - x)%V with (t * d)%V by (vec_ext; ring).
    rewrite nrm_scal, Rabs_pos_eq by exact Ht. lra.
  - intros x. lra.
  - intros x. pose proof (dot_ge0 n x). lra.
Qed.

(** ** Theorem D: a step of coarse gradient descent lowers the loss, whatever the estimator

    With a' = |w| - eta R > 0, 0 <= M0 and eta |v.v*| M0/sqrt(2 pi) <= a',

      f+ - f <= - eta |d|^2 [1 - eta (m + 1)/8 - eta^2 T_e |v*|^2/(2 pi a')] - eta (v.v* )^2 T_e/(8 pi a').

    Source: the book, "One step, and when it descends", Theorem D. *)

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
