(** * The boundary cases of Proposition 1, and the identity near the opposite point

    E3, E4: Proposition 1 as printed fails for n = 1 and for S = 0; at equality the opposite point is a differentiable
    saddle; beyond it, a fixed point of coarse gradient descent that is no local minimiser. Lemma 10: no bound of the
    kind of Lemma 5 holds for the identity.

    Sources: P1, Proposition 1, Lemmas 6 and 10; the book, errata E3 and E4. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints Printed Descent.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Correlation Gradient Landscape Turning SaddleAngle.
From Coarsegrad.theory Require Import CriticalPoints OppositePoint Vanishing NormBounds Kink.
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

(** ** The identity admits no norm bound *)
Lemma positive_near f x : continuity_pt f x -> 0 < f x ->
  exists delta, 0 < delta /\ forall y, Rabs (y - x) < delta -> 0 < f y.
Proof.
  intros C P. destruct (C (f x) P) as (delta & Hd & L). exists delta. split; [exact Hd|]. intros y Hy.
  destruct (Req_dec y x) as [->|E]; [exact P|].
  assert (B : Rabs (f y - f x) < f x).
  { apply (L y). split; [split; [exact I | auto] | exact Hy]. }
  apply Rabs_def2 in B. lra.
Qed.

Lemma minimiser_sq m vs theta :
  dot m (minimiser_in_v m vs theta) (minimiser_in_v m vs theta)
  = (1 - 2 * theta / PI) ^ 2 * dot m vs vs
    + 2 * theta / PI * (2 * (1 - 2 * theta / PI) + 2 * theta / PI * (INR m / (INR m + 1)))
      * (dot m ones vs ^ 2 / (INR m + 1)).
Proof.
  unfold minimiser_in_v. dot_expand. rewrite dot_ones_ones, (dot_sym m vs ones).
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma identity_norm_sq m n vs ws v w :
  0 < nrm n w -> 0 < nrm n ws ->
  nrm n (expected_coarse_gradient_identity m n vs ws v w) ^ 2
  = / (2 * PI) * (dot m v v ^ 2 - 2 * (dot m v v * dot m v vs) * cos (angle n w ws) + dot m v vs ^ 2).
Proof.
  intros Hw Hs. rewrite nrm_pow2. unfold expected_coarse_gradient_identity. dot_expand.
  rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit by assumption.
  rewrite <- (cos_angle n w ws) by assumption. pose proof sqrt_2PI_pos. pose proof PI_RGT_0.
  replace (/ (2 * PI)) with (/ sqrt (2 * PI) * / sqrt (2 * PI)).
  2:{ rewrite <- Rinv_mult. now rewrite sqrt_2PI_sq. }
  ring.
Qed.

Theorem identity_norm_bound_fails m n vs ws C a :
  (2 <= m)%nat -> (2 <= n)%nat -> dot m ones vs <> 0 -> 0 < nrm n ws -> 0 < a -> nrm m (opposite_v m vs) < C ->
  ~ identity_norm_bound m n vs ws C a.
Proof.
  intros Hm Hn S0 Hs Ha HC (A & H). pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q.
  pose proof (nrm_ge0 m (opposite_v m vs)) as C0.
  set (V := fun theta => minimiser_in_v m vs theta).
  set (F := fun theta => / (2 * PI) * (dot m (V theta) (V theta) ^ 2
       - 2 * (dot m (V theta) (V theta) * dot m (V theta) vs) * cos theta + dot m (V theta) vs ^ 2)
       - A * (sin theta / (sqrt (2 * PI) ^ 3 * a) * dot m (V theta) vs ^ 2)).
  set (G := fun theta => C ^ 2 - dot m (V theta) (V theta)).
  assert (CF : continuity_pt F PI).
  { apply (continuity_pt_ext (fun theta =>
      let x := 2 * theta / PI in
      let vv := (1 - x) ^ 2 * dot m vs vs
                + x * (2 * (1 - x) + x * (INR m / (INR m + 1))) * (dot m ones vs ^ 2 / (INR m + 1)) in
      let y := dot m vs vs - x * curvature m vs in
      / (2 * PI) * (vv ^ 2 - 2 * (vv * y) * cos theta + y ^ 2)
      - A * (sin theta / (sqrt (2 * PI) ^ 3 * a) * y ^ 2))).
    - intros theta. unfold F, V. now rewrite minimiser_sq, dot_minimiser_teacher.
    - cbv zeta. apply continuity_pt_filterlim.
      match goal with |- filterlim ?f _ _ => apply (ex_derive_continuous f) end. auto_derive. repeat split; trivial. }
  assert (CG : continuity_pt G PI).
  { apply (continuity_pt_ext (fun theta =>
      let x := 2 * theta / PI in
      C ^ 2 - ((1 - x) ^ 2 * dot m vs vs
               + x * (2 * (1 - x) + x * (INR m / (INR m + 1))) * (dot m ones vs ^ 2 / (INR m + 1))))).
    - intros theta. unfold G, V. now rewrite minimiser_sq.
    - cbv zeta. apply continuity_pt_filterlim.
      match goal with |- filterlim ?f _ _ => apply (ex_derive_continuous f) end. auto_derive. repeat split; trivial. }
  assert (GP : 0 < G PI).
  { unfold G, V. fold (opposite_v m vs). rewrite <- nrm_sq. nra. }
  assert (FP : 0 < F PI).
  { unfold F, V. fold (opposite_v m vs). rewrite cos_PI, sin_PI.
    pose proof (opposite_squared_plus_teacher m vs) as E.
    set (p := dot m (opposite_v m vs) (opposite_v m vs)) in *. set (y := dot m (opposite_v m vs) vs) in *.
    assert (K : 0 < p + y).
    { rewrite E. pose proof (INR_plus_1_pos m). apply le_INR in Hm. simpl in Hm.
      apply Rdiv_lt_0_compat; [|now apply pow_lt]. apply Rmult_lt_0_compat; [lra | nra]. }
    replace (/ (2 * PI) * (p ^ 2 - 2 * (p * y) * -1 + y ^ 2) - A * (0 / (sqrt (2 * PI) ^ 3 * a) * y ^ 2))
      with (/ (2 * PI) * (p + y) ^ 2) by (field; lra).
    apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat; lra | now apply pow_lt]. }
  destruct (positive_near F PI CF FP) as (d1 & D1 & L1). destruct (positive_near G PI CG GP) as (d2 & D2 & L2).
  set (t := Rmin (PI / 2) (Rmin (d1 / 2) (d2 / 2))).
  assert (T0 : 0 < t) by (apply Rmin_pos; [lra | apply Rmin_pos; lra]).
  assert (T1 : t <= PI / 2) by apply Rmin_l.
  assert (T2 : t <= d1 / 2) by (eapply Rle_trans; [apply Rmin_r | apply Rmin_l]).
  assert (T3 : t <= d2 / 2) by (eapply Rle_trans; [apply Rmin_r | apply Rmin_r]).
  assert (B : Rabs (PI - t - PI) = t).
  { replace (PI - t - PI) with (- t) by ring. rewrite Rabs_Ropp. apply Rabs_pos_eq. lra. }
  specialize (L1 (PI - t) ltac:(lra)). specialize (L2 (PI - t) ltac:(lra)).
  destruct (every_angle_occurs n ws a (PI - t)) as (w & W1 & W2); auto; [lra|].
  assert (Hw : 0 < nrm n w) by lra.
  assert (NV : nrm m (V (PI - t)) <= C).
  { apply Rsqr_incr_0_var; [|lra]. unfold Rsqr. rewrite nrm_sq. unfold G in L2. lra. }
  specialize (H (V (PI - t)) w NV W1). rewrite W2 in H. specialize (H ltac:(lra)).
  rewrite identity_norm_sq, correlation_identity, W1, W2 in H by (assumption || (rewrite W2; lra)).
  assert (Z : agree m (population_gradient_v m n vs ws (V (PI - t)) w) zeros).
  { rewrite population_gradient_v_vanishes_iff, W2. apply agree_refl. }
  rewrite (proj2 (nrm_eq0 m _) Z) in H. unfold F in L1. lra.
Qed.
