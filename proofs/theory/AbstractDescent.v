(** * Descent in the abstract

    A loss that falls by c g_t^2 at each step forces g_t -> 0, with rate 1/T for the best iterate; the descent lemma for
    a function with Lipschitz gradient; and convergence of any field that correlates with the gradient. The model's
    loss is not smooth at w = 0, so on the model the first two statements are used, and the last is not. Sources:
    textbook arguments; the condition on the field is the one that P1, section 3, aims at. *)
From Coq Require Import Reals Lra Lia Psatz FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors FirstOrder.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
Open Scope R_scope.

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
