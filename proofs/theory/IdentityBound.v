(** * The identity admits no norm bound

    If m >= 2, n >= 2 and S <> 0, then near the opposite point |E g_identity| stays away from 0 while df/dv vanishes and
    the inner product with df/dw tends to 0: no bound of the kind of Lemma 5 holds, at any |w|.

    Sources: P1, Lemma 10; the book, "Bounds of the norm". *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints Printed.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Correlation Landscape Turning Vanishing NormBounds.
Open Scope R_scope.

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
