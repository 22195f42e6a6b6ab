(** * The boundary cases of Proposition 1

    Proposition 1 as printed fails for n = 1 (E3) and for S = 0 (E4 a); at equality the opposite point is a
    differentiable saddle (E4 b); beyond it, a fixed point of descent with ReLU that is no local minimiser (E4 c).

    Sources: P1, Proposition 1 and Lemma 6; the book, errata E3 and E4. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints Printed Descent.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Correlation Gradient Landscape Turning SaddleAngle.
From Coarsegrad.theory Require Import CriticalPoints OppositePoint Vanishing Kink.
Open Scope R_scope.

Lemma angle_of_opposite n ws : 0 < nrm n ws -> angle n (- 1 * ws)%V ws = PI.
Proof.
  intros Hs. assert (Hw : 0 < nrm n (- 1 * ws)%V).
  { rewrite nrm_scal, Rabs_m1. lra. }
  rewrite <- (acos_cos PI) by (pose proof PI_RGT_0; lra). rewrite angle_units by assumption. f_equal.
  rewrite cos_PI. unfold unit. rewrite nrm_scal, Rabs_m1. dot_expand. rewrite <- nrm_sq. field. lra.
Qed.

Lemma nrm_of_opposite n ws : nrm n (- 1 * ws)%V = nrm n ws.
Proof. rewrite nrm_scal, Rabs_m1. ring. Qed.

(** ** E3: one input *)
Theorem proposition_1_fails_with_one_input m vs ws :
  0 < dot m vs vs -> 0 < nrm 1 ws -> ~ has_saddles m vs -> ~ printed_proposition_1 m 1 vs ws.
Proof.
  intros N Hs NS (_ & H).
  assert (S0 : dot m ones vs <> 0).
  { intros E. apply NS. unfold has_saddles. rewrite E. pose proof (INR_plus_1_pos m).
    assert (0 < (INR m + 1) / 2 * dot m vs vs) by (apply Rmult_lt_0_compat; lra). lra. }
  destruct (H NS (opposite_v m vs) (- 1 * ws)%V) as [_ B]; [rewrite nrm_of_opposite; exact Hs|].
  apply B. apply opposite_with_one_input_is_spurious_iff; auto.
  - now rewrite nrm_of_opposite.
  - now apply angle_of_opposite.
  - apply agree_refl.
Qed.

(** ** E4 (a): S = 0 *)
Lemma balanced_has_saddles m vs : 0 < dot m vs vs -> dot m ones vs = 0 -> has_saddles m vs.
Proof.
  intros N E. unfold has_saddles. rewrite E. pose proof (INR_plus_1_pos m).
  assert (0 < (INR m + 1) / 2 * dot m vs vs) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

Theorem proposition_1_fails_when_balanced m n vs ws :
  0 < dot m vs vs -> 0 < nrm n ws -> dot m ones vs = 0 -> ~ printed_proposition_1 m n vs ws.
Proof.
  intros N Hs E (H & _). assert (A := angle_of_opposite n ws Hs).
  destruct (H (balanced_has_saddles m vs N E) (opposite_v m vs) (- 1 * ws)%V) as [_ B]; auto.
  - now rewrite nrm_of_opposite.
  - apply agree_refl.
  - apply loss_at_opposite_pos_iff in B; auto. apply agree_refl.
Qed.

(** ** E4 (b): equality *)
Lemma angle_continuous_at_opposite n w ws dw eps :
  0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> 0 < eps ->
  exists delta, 0 < delta /\ forall t, Rabs t < delta -> Rabs (angle n (w + t * dw)%V ws - PI) < eps.
Proof.
  intros Hw Hs A He. destruct (angle_near_pi n w ws (PI - eps / 2) Hw Hs A ltac:(lra)) as (r & Hr & L).
  pose proof (nrm_ge0 n dw) as Hd. set (K := nrm n dw + 1).
  exists (Rmin (r / K) (nrm n w / K)). assert (HK : 0 < K) by (unfold K; lra).
  split; [apply Rmin_pos; now apply Rdiv_lt_0_compat|]. intros t Ht.
  assert (T1 : Rabs t * K < r).
  { replace r with (r / K * K) by (field; lra). apply Rmult_lt_compat_r; [exact HK|].
    eapply Rlt_le_trans; [exact Ht | apply Rmin_l]. }
  assert (T2 : Rabs t * K < nrm n w).
  { replace (nrm n w) with (nrm n w / K * K) by (field; lra). apply Rmult_lt_compat_r; [exact HK|].
    eapply Rlt_le_trans; [exact Ht | apply Rmin_r]. }
  assert (D : nrm n (w + t * dw - w)%V = Rabs t * nrm n dw).
  { rewrite <- nrm_scal. f_equal. vec_ext. ring. }
  pose proof (Rabs_pos t) as T0.
  assert (DK : Rabs t * nrm n dw <= Rabs t * K) by (apply Rmult_le_compat_l; unfold K; lra).
  assert (P : 0 < nrm n (w + t * dw)%V).
  { assert (B : nrm n w <= nrm n (w + t * dw)%V + nrm n (- t * dw)%V).
    { replace w with ((w + t * dw) + - t * dw)%V at 1 by (vec_ext; ring). apply nrm_triangle. }
    rewrite nrm_scal, Rabs_Ropp in B. lra. }
  pose proof (L (w + t * dw)%V ltac:(lra) P). pose proof (angle_range n (w + t * dw)%V ws).
  apply Rabs_def1; lra.
Qed.

Section Equality.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis opposite : angle n w ws = PI.
Hypothesis v_opposite : agree m v (opposite_v m vs).

Lemma population_gradient_v_at_opposite : agree m (population_gradient_v m n vs ws v w) zeros.
Proof. rewrite population_gradient_v_vanishes_iff. now rewrite opposite. Qed.

(** Where v.v* = 0, f has derivative 0 along every line through the opposite point, v and w moving together. *)
Theorem opposite_is_flat_when_orthogonal dv dw :
  dot m v vs = 0 -> is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0 0.
Proof.
  intros O. pose proof PI_RGT_0 as P.
  apply (is_derive_ext (fun t => population_loss m n vs ws (v + t * dv)%V w
           + t * (dot m dv vs / (2 * PI) * (angle n (w + t * dw)%V ws - PI)))).
  { intros t. symmetry. rewrite (population_loss_in_w m n vs ws _ w (w + t * dw)%V), opposite. dot_expand. rewrite O.
    Req. field. lra. }
  evar_last.
  - apply @is_derive_plus; [apply is_derive_population_loss_v|].
    apply is_derive_Reals. intros eps He.
    set (k := Rabs (dot m dv vs / (2 * PI)) + 1).
    assert (K : 0 < k) by (unfold k; pose proof (Rabs_pos (dot m dv vs / (2 * PI))); lra).
    destruct (angle_continuous_at_opposite n w ws dw (eps / k) w_nz ws_nz opposite) as (delta & Hd & L).
    { now apply Rdiv_lt_0_compat. }
    exists (mkposreal delta Hd). intros t Ht Bt. simpl in Bt. specialize (L t Bt).
    replace (((0 + t) * (dot m dv vs / (2 * PI) * (angle n (w + (0 + t) * dw)%V ws - PI))
              - 0 * (dot m dv vs / (2 * PI) * (angle n (w + 0 * dw)%V ws - PI))) / t - 0)
      with (dot m dv vs / (2 * PI) * (angle n (w + t * dw)%V ws - PI)) by (rewrite !Rplus_0_l; field; lra).
    rewrite Rabs_mult. set (x := Rabs (angle n (w + t * dw)%V ws - PI)) in *.
    assert (X : 0 <= x) by apply Rabs_pos.
    apply Rle_lt_trans with (k * x); [apply Rmult_le_compat_r; [exact X | unfold k; lra]|].
    replace eps with (k * (eps / k)) by (field; lra). now apply Rmult_lt_compat_l.
  - rewrite (dot_vanishing m _ dv population_gradient_v_at_opposite). unfold plus; simpl. ring.
Qed.

(** At equality the opposite point is stationary in this sense, but neither a local minimiser nor a local maximiser. *)
Theorem opposite_at_equality_is_a_saddle :
  0 < dot m vs vs -> (2 <= n)%nat -> dot m ones vs ^ 2 = (INR m + 1) / 2 * dot m vs vs ->
  (forall dv dw, is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0 0)
  /\ ~ local_minimiser m n vs ws v w /\ ~ local_maximiser m n vs ws v w.
Proof.
  intros N Hn E. split; [|split].
  - intros dv dw. apply opposite_is_flat_when_orthogonal.
    rewrite (dot_agree_l m _ _ vs v_opposite), dot_opposite_teacher, E. pose proof (INR_plus_1_pos m). field. lra.
  - rewrite opposite_is_local_minimiser_iff by assumption. unfold has_saddles. lra.
  - apply not_local_maximiser; auto. now rewrite opposite.
Qed.

(** ** E4 (c): a fixed point of coarse gradient descent with ReLU, whatever S *)
Theorem relu_descent_stays_at_opposite eta :
  agree m (next_v m n vs ws eta v w) v
  /\ agree n (next_w (expected_coarse_gradient_relu m n vs ws) eta v w) w.
Proof.
  split; intros i Hi.
  - unfold next_v, vsub, vscal. rewrite (population_gradient_v_at_opposite i Hi). unfold zeros. ring.
  - unfold next_w, vsub, vscal.
    rewrite (relu_vanishes_at_opposite m n vs ws v w w_nz ws_nz opposite v_opposite i Hi). unfold zeros. ring.
Qed.

(** Beyond equality it is no local minimiser, and no derivative in w exists. *)
Theorem opposite_beyond_equality :
  0 < dot m vs vs -> (2 <= n)%nat -> (INR m + 1) / 2 * dot m vs vs < dot m ones vs ^ 2 ->
  (forall eta, agree m (next_v m n vs ws eta v w) v
               /\ agree n (next_w (expected_coarse_gradient_relu m n vs ws) eta v w) w)
  /\ ~ local_minimiser m n vs ws v w
  /\ ~ (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l).
Proof.
  intros N Hn B. split; [apply relu_descent_stays_at_opposite | split].
  - rewrite opposite_is_local_minimiser_iff by assumption. unfold has_saddles. lra.
  - rewrite kink_where_parallel_iff by auto. rewrite (dot_agree_l m _ _ vs v_opposite), dot_opposite_teacher.
    pose proof (INR_plus_1_pos m) as I. intros E.
    assert (F : dot m ones vs ^ 2 = (INR m + 1) / 2 * dot m vs vs).
    { replace (dot m ones vs ^ 2) with ((INR m + 1) / 2 * (2 * dot m ones vs ^ 2 / (INR m + 1) - dot m vs vs)
        + (INR m + 1) / 2 * dot m vs vs) by (field; lra). rewrite E. ring. }
    lra.
Qed.
End Equality.
