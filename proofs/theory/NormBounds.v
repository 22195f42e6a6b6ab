(** * Bounds of expected coarse gradients

    The bound of ReLU's, why its constant depends on |w|, and what holds for the identity. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints Printed.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape Vanishing.
Open Scope R_scope.

(** ** The bound of ReLU's expected coarse gradient

    |E g_relu|^2 <= max(4 C^2/pi, sqrt(pi/2) |w|) (|df/dv|^2 + <E g_relu, df/dw>) for |v| <= C.

    Sources: P1, Lemma 5, with the constant that the book corrects and makes explicit. *)

Lemma nrm_pow2 n x : nrm n x ^ 2 = dot n x x.
Proof. rewrite <- nrm_sq. ring. Qed.

Section NormBounds.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let d := population_gradient_v m n vs ws v w.
Let D := 1 / 2 - theta / PI - cos theta / 2.

(** The squared norm from the components 2 v.df/dv + v.v* D along u and - v.v* sin theta/2 along e, over 2 pi. *)
Lemma relu_norm_sq :
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  = / (2 * PI) * ((2 * dot m v d + dot m v vs * D) ^ 2 + (dot m v vs * sin theta / 2) ^ 2).
Proof.
  rewrite nrm_pow2. unfold expected_coarse_gradient_relu. dot_expand.
  rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit by assumption.
  rewrite <- (cos_angle n w ws) by assumption. fold theta.
  rewrite (h_identity m n vs ws v w). fold theta. fold d.
  replace ((dot m v vs * sin theta / 2) ^ 2) with (dot m v vs ^ 2 / 4 * (1 - cos theta * cos theta)).
  2:{ pose proof (sin2_cos2 theta) as S. unfold Rsqr in S.
      replace (1 - cos theta * cos theta) with (sin theta * sin theta) by lra. field. }
  pose proof sqrt_2PI_pos as Q. pose proof PI_RGT_0 as P.
  replace (/ (2 * PI)) with (/ sqrt (2 * PI) * / sqrt (2 * PI)).
  2:{ rewrite <- Rinv_mult. now rewrite sqrt_2PI_sq. }
  unfold D. field. lra.
Qed.

(** At theta = pi/2 and v = v_theta the second constant of the bound is attained. *)
Theorem relu_norm_bound_attained :
  theta = PI / 2 -> agree m d zeros ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  = sqrt (PI / 2) * nrm n w
    * (nrm m d ^ 2
       + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros T Z. pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q. pose proof sqrt_2PI_sq as QQ.
  rewrite relu_norm_sq, correlation_relu by assumption.
  rewrite (proj2 (nrm_eq0 m d) Z), (dot_agree_r m d zeros v Z), dot_zeros_r. unfold D. fold theta.
  rewrite T, cos_PI2, sin_PI2, sqrt_half_PI. set (q := sqrt (2 * PI)) in *. rewrite <- QQ. field. lra.
Qed.

(** The two terms of the bound apart. *)
Lemma relu_norm_terms C :
  nrm m v <= C ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  <= 4 * C ^ 2 / PI * nrm m d ^ 2
     + sqrt (PI / 2) * nrm n w
       * dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros HC. rewrite relu_norm_sq, correlation_relu by assumption. fold theta.
  pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q. pose proof sqrt_2PI_sq as QQ.
  pose proof (scalar_inequality theta (angle_range n w ws)) as SI. fold D in SI.
  assert (VD : dot m v d ^ 2 <= C ^ 2 * nrm m d ^ 2).
  { rewrite !nrm_pow2. replace (dot m v d ^ 2) with (dot m v d * dot m v d) by ring.
    eapply Rle_trans; [apply cauchy_schwarz_sq|]. apply Rmult_le_compat_r; [apply dot_ge0|].
    rewrite <- nrm_pow2. apply pow_incr. split; [apply nrm_ge0 | exact HC]. }
  set (x := dot m v d) in *. set (y := dot m v vs) in *. set (s := sin theta) in *. set (q := sqrt (2 * PI)) in *.
  assert (Y2 : 0 <= y ^ 2) by apply pow2_ge_0.
  assert (YB : y ^ 2 * (8 * D ^ 2) <= y ^ 2 * (s * (1 - s))) by (apply Rmult_le_compat_l; assumption).
  assert (SQ : (2 * x + y * D) ^ 2 <= 8 * x ^ 2 + 2 * (y ^ 2 * D ^ 2)).
  { pose proof (pow2_ge_0 (2 * x - y * D)). nra. }
  assert (NUM : (2 * x + y * D) ^ 2 + (y * s / 2) ^ 2 <= 8 * (C ^ 2 * nrm m d ^ 2) + y ^ 2 * s / 4) by nra.
  rewrite sqrt_half_PI. fold q.
  replace (q / 2 * nrm n w * (s / (2 * (q ^ 3 * nrm n w)) * y ^ 2)) with (/ (q * q) * (y ^ 2 * s / 4))
    by (field; lra).
  rewrite QQ.
  replace (4 * C ^ 2 / PI * nrm m d ^ 2) with (/ (2 * PI) * (8 * (C ^ 2 * nrm m d ^ 2))) by (field; lra).
  rewrite <- Rmult_plus_distr_l. apply Rmult_le_compat_l; [|exact NUM].
  apply Rlt_le, Rinv_0_lt_compat. lra.
Qed.

Theorem relu_norm_bound C :
  nrm m v <= C ->
  nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
  <= Rmax (4 * C ^ 2 / PI) (sqrt (PI / 2) * nrm n w)
     * (nrm m d ^ 2
        + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros HC. eapply Rle_trans; [exact (relu_norm_terms C HC)|]. rewrite Rmult_plus_distr_l. apply Rplus_le_compat.
  - apply Rmult_le_compat_r; [apply pow2_ge_0 | apply Rmax_l].
  - apply Rmult_le_compat_r; [|apply Rmax_r]. rewrite correlation_relu by assumption.
    apply Rmult_le_pos; [|apply pow2_ge_0]. apply Rmult_le_pos; [apply sin_angle_ge0|].
    apply Rlt_le, Rinv_0_lt_compat. pose proof sqrt_2PI_pos.
    apply Rmult_lt_0_compat; [lra|]. apply Rmult_lt_0_compat; [now apply pow_lt | exact w_nz].
Qed.
End NormBounds.

(** ** What depends on the length of the weight

    The population loss and the expected coarse gradients of ReLU and identity see only the direction of w, but the
    inner product of Lemma 5 falls like 1/|w|: no constant in that lemma serves all |w|, whatever the teacher, as soon
    as |v*| <= C.

    Sources: P1, Lemma 5; the book, erratum E2. *)

Theorem relu_scale_free m n vs ws v w k :
  0 < k -> expected_coarse_gradient_relu m n vs ws v (k * w)%V = expected_coarse_gradient_relu m n vs ws v w.
Proof. intros K. unfold expected_coarse_gradient_relu. now rewrite unit_scal. Qed.

Theorem identity_scale_free m n vs ws v w k :
  0 < k -> expected_coarse_gradient_identity m n vs ws v (k * w)%V = expected_coarse_gradient_identity m n vs ws v w.
Proof. intros K. unfold expected_coarse_gradient_identity. now rewrite unit_scal. Qed.

(** df/dw is homogeneous of degree -1. *)
Theorem population_gradient_w_scal m n vs ws v w k :
  0 < k -> 0 < nrm n w -> population_gradient_w m n vs ws v (k * w)%V = (/ k * population_gradient_w m n vs ws v w)%V.
Proof.
  intros K Hw. unfold population_gradient_w, normal, rejection. rewrite unit_scal by exact K.
  rewrite nrm_scal, Rabs_pos_eq by lra. vec_ext. pose proof PI_RGT_0. field. lra.
Qed.

Lemma minimiser_at_quarter m vs :
  0 < dot m vs vs ->
  nrm m (minimiser_in_v m vs (PI / 4)) <= nrm m vs /\ 0 < dot m (minimiser_in_v m vs (PI / 4)) vs.
Proof.
  intros N. pose proof (total_sq_le m vs) as T. pose proof (INR_plus_1_pos m) as I. pose proof (pos_INR m) as I0.
  pose proof PI_RGT_0 as P. pose proof (curvature_le m vs) as CL. pose proof (curvature_pos m vs N) as CP. split.
  - unfold nrm. apply sqrt_le_1_alt.
    replace (dot m (minimiser_in_v m vs (PI / 4)) (minimiser_in_v m vs (PI / 4)))
      with (dot m vs vs / 4 + dot m ones vs ^ 2 / (INR m + 1) * (/ 2 + / 4 * (INR m / (INR m + 1)))).
    2:{ unfold minimiser_in_v. dot_expand. rewrite dot_ones_ones, (dot_sym m vs ones). field. lra. }
    assert (R1 : 0 <= dot m ones vs ^ 2 / (INR m + 1) <= dot m vs vs) by (unfold curvature in *; lra).
    assert (R2 : INR m / (INR m + 1) <= 1).
    { apply Rmult_le_reg_r with (INR m + 1); [exact I|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
    assert (dot m ones vs ^ 2 / (INR m + 1) * (/ 2 + / 4 * (INR m / (INR m + 1))) <= dot m vs vs * (3 / 4)).
    { eapply Rle_trans; [apply Rmult_le_compat_l; [apply R1|]|apply Rmult_le_compat_r; [lra | apply R1]]. lra. }
    lra.
  - rewrite dot_minimiser_teacher. replace (2 * (PI / 4) / PI) with (/ 2) by (field; lra). lra.
Qed.

Theorem lemma_5_fails m n vs ws C c :
  (2 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> nrm m vs <= C -> ~ printed_lemma_5 m n vs ws C c.
Proof.
  intros Hn N Hs HC (A & H). pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q. pose proof sqrt_2PI_sq as QQ.
  destruct (minimiser_at_quarter m vs N) as [V1 V2]. set (v := minimiser_in_v m vs (PI / 4)) in *.
  set (s := sin (PI / 4)). assert (S : 0 < s) by (apply sin_gt_0; lra).
  set (q := sqrt (2 * PI)) in *.
  set (a := Rmax c (Rmax 1 (2 * A / (q * s) + 1))).
  assert (A0 : c <= a) by apply Rmax_l.
  assert (A1 : 1 <= a) by (eapply Rle_trans; [apply Rmax_l | apply Rmax_r]).
  assert (A2 : 2 * A / (q * s) + 1 <= a) by (eapply Rle_trans; [apply Rmax_r | apply Rmax_r]).
  destruct (every_angle_occurs n ws a (PI / 4)) as (w & W1 & W2); auto; try lra.
  assert (Hw : 0 < nrm n w) by lra.
  specialize (H v w ltac:(lra) ltac:(lra) Hw). rewrite W2 in H. specialize (H ltac:(lra)).
  assert (Z : agree m (population_gradient_v m n vs ws v w) zeros).
  { rewrite population_gradient_v_vanishes_iff, W2. apply agree_refl. }
  rewrite relu_norm_sq, correlation_relu in H by assumption.
  rewrite (proj2 (nrm_eq0 m _) Z), (dot_agree_r m _ _ v Z), dot_zeros_r, W1, W2 in H. fold s q in H.
  set (y := dot m v vs) in *. set (D := 1 / 2 - PI / 4 / PI - cos (PI / 4) / 2) in *.
  assert (LB : y ^ 2 * s ^ 2 / (4 * (q * q)) <= / (2 * PI) * ((2 * 0 + y * D) ^ 2 + (y * s / 2) ^ 2)).
  { rewrite QQ. replace (y ^ 2 * s ^ 2 / (4 * (2 * PI))) with (/ (2 * PI) * (y * s / 2) ^ 2) by (field; lra).
    apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat; lra|]. pose proof (pow2_ge_0 (2 * 0 + y * D)). lra. }
  assert (B : y ^ 2 * s ^ 2 / (4 * (q * q)) <= A * (s / (2 * (q ^ 3 * a)) * y ^ 2)) by lra.
  assert (K : 0 < y ^ 2 * s / (4 * q ^ 3 * a)).
  { apply Rdiv_lt_0_compat.
    - apply Rmult_lt_0_compat; [now apply pow_lt | exact S].
    - apply Rmult_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; [lra | now apply pow_lt]. }
  replace (y ^ 2 * s ^ 2 / (4 * (q * q))) with (y ^ 2 * s / (4 * q ^ 3 * a) * (q * s * a)) in B by (field; lra).
  replace (A * (s / (2 * (q ^ 3 * a)) * y ^ 2)) with (y ^ 2 * s / (4 * q ^ 3 * a) * (2 * A)) in B by (field; lra).
  apply Rmult_le_reg_l in B; [|exact K].
  assert (QS : 0 < q * s) by now apply Rmult_lt_0_compat.
  assert (E : 2 * A / (q * s) * (q * s) = 2 * A) by (field; lra). nra.
Qed.

(** ** The identity admits no norm bound

    If m >= 2, n >= 2 and S <> 0, then near the opposite point |E g_identity| stays away from 0 while df/dv vanishes and
    the inner product with df/dw tends to 0: no bound of the kind of Lemma 5 holds, at any |w|.

    Sources: P1, Lemma 10; the book, "Bounds of the norm". *)

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
