(** * The order of the printed moments, and the bound from it

    The printed p and q of the clipped ReLU are ordered; hence the bound of its expected coarse gradient. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer SlopeMoments ClippedReluPrinted.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry Vanishing RadialTails HalfPlaneTails StepMoments StepSlopes ClippedRelu
  SlopeVanishing.
Open Scope R_scope.

(** ** The moments of the strip are ordered beyond the right angle

    For pi/2 <= theta < pi, 0 <= p <= q and 0 <= (1 - theta/pi) p(0) <= q; so |(1 - theta/pi) p(0) - p| <= q for
    0 < theta < pi. Sources: P1, Lemma 13, by another proof; the book for the symmetry. *)

(** *** Symmetry about the right angle, for every piecewise constant slope *)
Lemma even_moment_symmetric left jumps a th :
  even_moment left jumps (a * sin (PI - th)) = even_moment left jumps (a * sin th).
Proof. now rewrite sin_PI_x. Qed.

Lemma teacher_moment_symmetric left jumps a th : 0 < th < PI ->
  teacher_moment left jumps a th + teacher_moment left jumps a (PI - th) = linear_moment jumps a.
Proof.
  intros Ht. assert (S : 0 < sin th) by (apply sin_gt_0; lra).
  unfold teacher_moment, linear_moment. rewrite even_moment_symmetric, sin_PI_x, Rtrigo_facts.cos_pi_minus.
  set (k := / sqrt (2 * PI)). set (e := even_moment _ _ _).
  enough (E : jump_sum (fun x => gauss (x / a) * normal_cdf (x / a * (cos th / sin th))) jumps
    + jump_sum (fun x => gauss (x / a) * normal_cdf (x / a * (- cos th / sin th))) jumps
    = jump_sum (fun x => gauss (x / a)) jumps) by (rewrite <- E; ring).
  unfold jump_sum. induction jumps as [|[x J] jumps IH]; simpl; [ring|]. rewrite <- IH.
  replace (x / a * (- cos th / sin th)) with (- (x / a * (cos th / sin th))) by (unfold Rdiv; ring).
  rewrite normal_cdf_opp. ring.
Qed.

Section Order.
Variable a : R.
Hypothesis a_pos : 0 < a.

Let k_pos : 0 < 1 / a.
Proof. apply Rdiv_lt_0_compat; lra. Qed.

(** xi(sec t/a), continuous at pi/2 too *)
Definition strip (t : R) : R := sqrt (PI / 2) - radial (1 / a) t.

Lemma continuous_strip t : continuous strip t.
Proof.
  apply (continuous_minus (fun _ => sqrt (PI / 2)) (radial (1 / a))); [apply continuous_const|].
  apply continuous_radial, k_pos.
Qed.

Lemma second_tail_decreases x y : x <= y -> second_tail y <= second_tail x.
Proof.
  intros [L| ->]; [|apply Rle_refl].
  destruct (MVT_gen second_tail x y (fun r => - (r * r * gauss r))) as (c & _ & E).
  - intros; apply is_derive_second_tail.
  - intros z _. apply continuity_pt_filterlim, (ex_derive_continuous second_tail). eexists; apply is_derive_second_tail.
  - pose proof (gauss_pos c). assert (0 <= c * c * gauss c) by nra. nra.
Qed.

Lemma strip_increases s t : 0 <= s -> s <= t -> t <= PI / 2 -> strip s <= strip t.
Proof.
  intros Hs L Ht. unfold strip, radial. pose proof PI_RGT_0 as P. pose proof k_pos as K.
  destruct (Req_dec t (PI / 2)) as [->|N].
  - rewrite (cut_npos cos _ (PI / 2)) by (rewrite cos_PI2; lra).
    destruct (Rlt_dec 0 (cos s)) as [C|C]; [rewrite cut_pos by exact C|rewrite cut_npos; lra].
    assert (0 < 1 / a / cos s) by now apply Rdiv_lt_0_compat. pose proof (second_tail_pos (1 / a / cos s)). lra.
  - assert (Ct : 0 < cos t) by (apply cos_gt_0; lra). assert (Cs : 0 < cos s) by (apply cos_gt_0; lra).
    rewrite !cut_pos by assumption.
    assert (M : cos t <= cos s) by (apply cos_decr_1; lra).
    enough (second_tail (1 / a / cos t) <= second_tail (1 / a / cos s)) by lra.
    apply second_tail_decreases. apply Rmult_le_compat_l; [lra | now apply Rinv_le_contravar].
Qed.

Lemma strip_ge0 t : 0 <= t <= PI / 2 -> 0 <= strip t.
Proof.
  intros Ht. apply Rle_trans with (strip 0); [|apply strip_increases; lra].
  unfold strip, radial. rewrite cut_pos by (rewrite cos_0; lra). rewrite cos_0.
  pose proof (second_tail_decreases 0 (1 / a / 1)) as M. pose proof k_pos as K.
  assert (E : second_tail 0 = sqrt (PI / 2)).
  { unfold second_tail, tail, gauss_primitive. rewrite (RInt_point 0 gauss). unfold zero; simpl. ring. }
  assert (0 <= 1 / a / 1) by (replace (1 / a / 1) with (1 / a) by (field; lra); lra). specialize (M H). lra.
Qed.

Lemma ex_RInt_strip (trig : R -> R) lo hi : (forall t, continuous trig t) -> ex_RInt (fun t => trig t * strip t) lo hi.
Proof.
  intros C. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros t _.
  apply (continuous_mult trig strip); [apply C | apply continuous_strip].
Qed.

(** p and q beyond the right angle, with b = theta - pi/2 *)
Lemma printed_strip (trig : R -> R) b : 0 <= b <= PI / 2 ->
  RInt (fun t => trig t * xi (/ cos t / a)) (- (PI / 2) + (PI / 2 + b)) (PI / 2)
  = RInt (fun t => trig t * strip t) b (PI / 2).
Proof.
  intros Hb. replace (- (PI / 2) + (PI / 2 + b)) with b by ring. apply RInt_ext.
  rewrite Rmin_left, Rmax_right by lra. intros t Ht.
  rewrite (xi_radial a a_pos) by (apply cos_gt_0; lra). reflexivity.
Qed.

Definition cos_strip (b : R) : R := RInt (fun t => cos t * strip t) b (PI / 2).
Definition sin_strip (b : R) : R := RInt (fun t => sin t * strip t) b (PI / 2).

Lemma printed_p_strip b : 0 <= b <= PI / 2 -> printed_p (PI / 2 + b) a = / (2 * PI) * cos_strip b.
Proof. intros Hb. unfold printed_p, cos_strip. now rewrite (printed_strip cos b Hb). Qed.
Lemma printed_q_strip b : 0 <= b <= PI / 2 -> printed_q (PI / 2 + b) a = / (2 * PI) * sin_strip b.
Proof. intros Hb. unfold printed_q, sin_strip. now rewrite (printed_strip sin b Hb). Qed.

Lemma cos_strip_ge0 b : 0 <= b <= PI / 2 -> 0 <= cos_strip b.
Proof.
  intros Hb. apply (RInt_ge_0 (fun t => cos t * strip t) b (PI / 2)); [lra | apply ex_RInt_strip, continuous_cos |].
  intros t Ht. apply Rmult_le_pos; [apply cos_ge_0; lra | apply strip_ge0; lra].
Qed.

(** (cos t - sin t)(strip t - strip (pi/4)) <= 0, so the integral of (cos - sin) strip is at most that of a constant
    times cos - sin. *)
Lemma cos_strip_le_sin_strip b : 0 <= b <= PI / 2 -> cos_strip b <= sin_strip b.
Proof.
  intros Hb. set (K := strip (PI / 4)). assert (K0 : 0 <= K) by (apply strip_ge0; lra).
  assert (I : is_RInt (fun t => K * (cos t - sin t)) b (PI / 2) (K * (1 - sin b - cos b))).
  { apply (is_RInt_ext (fun t => scal K (minus (cos t) (sin t)))).
    { intros t _. unfold scal, minus, plus, opp; simpl; unfold mult; simpl. Req. ring. }
    replace (K * (1 - sin b - cos b))
      with (scal K (minus (sin (PI / 2) - sin b) (cos b - cos (PI / 2)))).
    - apply @is_RInt_scal, @is_RInt_minus; [apply is_RInt_cos | apply is_RInt_sin].
    - rewrite sin_PI2, cos_PI2. unfold scal, minus, plus, opp; simpl; unfold mult; simpl. ring. }
  assert (D : cos_strip b - sin_strip b <= K * (1 - sin b - cos b)).
  { unfold cos_strip, sin_strip. rewrite <- (is_RInt_unique _ _ _ _ I).
    rewrite <- (RInt_minus (fun t => cos t * strip t) (fun t => sin t * strip t)).
    2:{ apply ex_RInt_strip, continuous_cos. } 2:{ apply ex_RInt_strip, continuous_sin. }
    apply RInt_le; [lra | | eexists; exact I |].
    - apply @ex_RInt_minus; apply ex_RInt_strip; [apply continuous_cos | apply continuous_sin].
    - intros t Ht. unfold minus, plus, opp; simpl.
      destruct (Rle_dec t (PI / 4)) as [L|L].
      + assert (M : strip t <= K) by (apply strip_increases; lra).
        assert (C : cos (PI / 4) <= cos t) by (apply cos_decr_1; lra).
        assert (S : sin t <= sin (PI / 4)) by (apply sin_incr_1; lra).
        rewrite sin_PI4 in S. rewrite cos_PI4 in C. nra.
      + assert (M : K <= strip t) by (apply strip_increases; lra).
        assert (C : cos t <= cos (PI / 4)) by (apply cos_decr_1; lra).
        assert (S : sin (PI / 4) <= sin t) by (apply sin_incr_1; lra).
        rewrite sin_PI4 in S. rewrite cos_PI4 in C. nra. }
  assert (S : 1 <= sin b + cos b).
  { pose proof (sin2_cos2 b) as E. unfold Rsqr in E.
    assert (0 <= sin b) by (apply sin_ge_0; lra). assert (0 <= cos b) by (apply cos_ge_0; lra). nra. }
  nra.
Qed.

(** The average of an increasing function over [0, pi/2] is at most that over [b, pi/2]. *)
Lemma sin_strip_average b : 0 <= b <= PI / 2 -> (PI / 2 - b) * sin_strip 0 <= PI / 2 * sin_strip b.
Proof.
  intros Hb. set (f := fun t => sin t * strip t).
  assert (X : forall c d, ex_RInt f c d) by (intros; apply ex_RInt_strip, continuous_sin).
  assert (M : forall s t, 0 <= s -> s <= t -> t <= PI / 2 -> f s <= f t).
  { intros s t Hs L Ht. unfold f. apply Rmult_le_compat.
    - apply sin_ge_0; lra.
    - apply strip_ge0; lra.
    - apply sin_incr_1; lra.
    - now apply strip_increases. }
  assert (S : sin_strip 0 = RInt f 0 b + sin_strip b) by (symmetry; apply (RInt_Chasles f 0 b (PI / 2)); apply X).
  assert (L : RInt f 0 b <= b * f b).
  { replace (b * f b) with (RInt (fun _ => f b) 0 b)
      by (rewrite RInt_const; unfold scal; simpl; unfold mult; simpl; ring).
    apply (RInt_le f (fun _ => f b) 0 b); [lra | apply X | apply ex_RInt_const |]. intros t Ht. apply M; lra. }
  assert (U : (PI / 2 - b) * f b <= sin_strip b).
  { replace ((PI / 2 - b) * f b) with (RInt (fun _ => f b) b (PI / 2))
      by (rewrite RInt_const; unfold scal; simpl; unfold mult; simpl; ring).
    apply (RInt_le (fun _ => f b) f b (PI / 2)); [lra | apply ex_RInt_const | apply X |].
    intros t Ht. apply M; lra. }
  rewrite S. nra.
Qed.

(** P1, Lemma 13 *)
Theorem strip_moments_ordered th : PI / 2 <= th < PI ->
  0 <= printed_p th a <= printed_q th a /\ 0 <= (1 - th / PI) * printed_p 0 a <= printed_q th a.
Proof.
  intros Ht. pose proof PI_RGT_0 as P. set (b := th - PI / 2). assert (Hb : 0 <= b <= PI / 2) by (unfold b; lra).
  assert (T : th = PI / 2 + b) by (unfold b; ring).
  assert (I : 0 < / (2 * PI)) by (apply Rinv_0_lt_compat; lra).
  pose proof (cos_strip_ge0 b Hb) as C0. pose proof (cos_strip_le_sin_strip b Hb) as CS.
  assert (H0 : 0 <= 0 <= PI / 2) by lra.
  pose proof (cos_strip_ge0 0 H0) as D0. pose proof (cos_strip_le_sin_strip 0 H0) as DS.
  pose proof (sin_strip_average b Hb) as A.
  assert (P0 : printed_p 0 a = / PI * cos_strip 0).
  { rewrite printed_p_0_moment, <- (teacher_moment_symmetric 0 _ a (PI / 2) half_pi) by assumption.
    replace (PI - PI / 2) with (PI / 2) by field.
    rewrite <- printed_p_moment by (assumption || apply half_pi).
    replace (PI / 2) with (PI / 2 + 0) by ring. rewrite (printed_p_strip 0 H0). field. lra. }
  rewrite P0, T, printed_p_strip, printed_q_strip by exact Hb.
  replace ((1 - (PI / 2 + b) / PI) * (/ PI * cos_strip 0))
    with (/ (2 * PI) * (/ (PI / 2) * ((PI / 2 - b) * cos_strip 0))) by (field; lra).
  assert (J : 0 < / (PI / 2)) by (apply Rinv_0_lt_compat; lra).
  assert (E : / (PI / 2) * ((PI / 2 - b) * cos_strip 0) <= sin_strip b).
  { replace (sin_strip b) with (/ (PI / 2) * (PI / 2 * sin_strip b)) by (field; lra).
    apply Rmult_le_compat_l; [lra|].
    eapply Rle_trans; [apply Rmult_le_compat_l; [lra | exact DS] | exact A]. }
  repeat split.
  - apply Rmult_le_pos; lra.
  - apply Rmult_le_compat_l; lra.
  - apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; lra.
  - apply Rmult_le_compat_l; lra.
Qed.

Theorem printed_p_symmetric th : 0 < th < PI -> printed_p th a + printed_p (PI - th) a = printed_p 0 a.
Proof.
  intros Ht. rewrite printed_p_0_moment, !printed_p_moment by (assumption || lra). now apply teacher_moment_symmetric.
Qed.
Theorem printed_q_symmetric th : 0 < th < PI -> printed_q (PI - th) a = printed_q th a.
Proof. intros Ht. rewrite !printed_q_moment by (assumption || lra). now rewrite even_moment_symmetric, sin_PI_x. Qed.

(** |(1 - theta/pi) p(0) - p| <= q *)
Theorem strip_difference th : 0 < th < PI ->
  Rabs ((1 - th / PI) * printed_p 0 a - printed_p th a) <= printed_q th a.
Proof.
  intros Ht. pose proof PI_RGT_0 as P. destruct (Rle_dec (PI / 2) th) as [L|L].
  - destruct (strip_moments_ordered th) as [[A B] [C D]]; [lra|]. apply Rabs_le_between. lra.
  - destruct (strip_moments_ordered (PI - th)) as [[A B] [C D]]; [lra|].
    pose proof (printed_q_symmetric th Ht) as Q. pose proof (printed_p_symmetric th Ht) as S.
    rewrite Q in *. replace ((1 - (PI - th) / PI) * printed_p 0 a) with (th / PI * printed_p 0 a) in * by (field; lra).
    apply Rabs_le_between. rewrite <- S in *. nra.
Qed.
End Order.

(** ** The clipped ReLU is bounded by the population gradients

    |E g|^2 <= max{4 C^2/pi, 3} (|df/dv|^2 + <E g, df/dw>) for |v| <= C and 0 < theta < pi, in every dimension and
    whatever |w|. Sources: P1, Lemma 7, with an explicit constant; the book. *)

Section Bound.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Let a := nrm n w.
Let theta := angle n w ws.
Let p0 := printed_p 0 a.
Let q := printed_q theta a.
Let X := (1 - theta / PI) * p0 - printed_p theta a.
Let d := population_gradient_v m n vs ws v w.

(** E g = (2 p0 v.d + v.v* X) u - v.v* q e *)
Lemma clipped_relu_by_gradient_v :
  expected_coarse_gradient_clipped_relu m n vs ws v w
  = ((2 * p0 * dot m v d + dot m v vs * X) * unit n w - dot m v vs * q * normal n w ws)%V.
Proof.
  rewrite clipped_relu_is_step by assumption. unfold expected_coarse_gradient_step. cbv zeta.
  rewrite (h_identity m n vs ws v w), left_moment_clipped. unfold X, p0, q, d. fold a theta.
  rewrite printed_p_0_moment, printed_p_moment, printed_q_moment by assumption.
  vec_ext. pose proof sqrt_2PI_pos. field. split; [lra | apply PI_neq0].
Qed.

Lemma frame_norm p r : dot n (p * unit n w - r * normal n w ws)%V (p * unit n w - r * normal n w ws)%V = p ^ 2 + r ^ 2.
Proof.
  dot_expand. rewrite (dot_sym n (normal n w ws) (unit n w)), (dot_unit_normal n w ws w_nz),
    (dot_normal_normal n w ws w_nz ws_nz open), (dot_unit_unit n w w_nz). ring.
Qed.

Lemma clipped_relu_inner_q :
  dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = q * dot m v vs ^ 2 / (2 * PI * a).
Proof.
  rewrite clipped_relu_by_gradient_v, (correlation_frame m n vs ws v w w_nz ws_nz open). fold a. field.
  split; [unfold a; lra | apply PI_neq0].
Qed.

(** 2 pi a q <= 1 *)
Lemma q_bound : 0 <= q /\ 2 * PI * a * q <= 1.
Proof.
  assert (A : 0 < a) by exact w_nz. pose proof (sin_angle_pos n w ws open) as S. fold theta in S.
  pose proof sqrt_2PI_pos as P. pose proof sqrt_2_pos as R2. pose proof sqrt_PI_pos as RP. pose proof sqrt_2PI_sq as Q.
  assert (T : 0 < a * sin theta) by now apply Rmult_lt_0_compat.
  unfold q. rewrite printed_q_moment, even_moment_clipped by assumption.
  assert (Y : 0 < 1 / (sqrt 2 * (a * sin theta))) by (apply Rdiv_lt_0_compat; [lra | now apply Rmult_lt_0_compat]).
  set (y := 1 / (sqrt 2 * (a * sin theta))) in *.
  pose proof (erf_pos y Y) as E0. pose proof (erf_le y (Rlt_le _ _ Y)) as E1.
  split.
  - apply Rmult_le_pos; [|left; now apply Rinv_0_lt_compat]. apply Rmult_le_pos; lra.
  - assert (V : sqrt (2 * PI) = sqrt 2 * sqrt PI) by exact sqrt_2PI_split.
    set (r := sqrt (2 * PI)) in *. rewrite <- Q.
    replace (r * r * a * (sin theta * (/ 2 * erf y) / r)) with (r / 2 * (a * sin theta) * erf y) by (field; lra).
    replace 1 with (r / 2 * (a * sin theta) * (2 / sqrt PI * y)).
    + apply Rmult_le_compat_l; [|exact E1]. apply Rmult_le_pos; lra.
    + unfold y. rewrite V. field. lra.
Qed.

Lemma p0_bound : 0 <= p0 /\ p0 <= / sqrt (2 * PI).
Proof.
  assert (A : 0 < a) by exact w_nz. pose proof sqrt_2PI_pos as P. assert (I := Rinv_0_lt_compat _ P).
  unfold p0. rewrite printed_p_0_moment, linear_moment_clipped by exact A.
  pose proof (exp_pos (- 1 / (2 * (a * a)))) as E0.
  assert (E1 : exp (- 1 / (2 * (a * a))) <= 1).
  { rewrite <- exp_0. apply Raux_exp_le. assert (0 < 1 / (2 * (a * a))) by (apply Rdiv_lt_0_compat; nra).
    replace (- 1 / (2 * (a * a))) with (- (1 / (2 * (a * a)))) by (field; nra). lra. }
  split; nra.
Qed.

Theorem clipped_relu_norm_bound C : nrm m v <= C ->
  nrm n (expected_coarse_gradient_clipped_relu m n vs ws v w) ^ 2
  <= Rmax (4 * C ^ 2 / PI) 3
     * (nrm m d ^ 2
        + dot n (expected_coarse_gradient_clipped_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).
Proof.
  intros HC. assert (A : 0 < a) by exact w_nz. pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as RP.
  destruct q_bound as [Q0 Q1]. destruct p0_bound as [P0 P1].
  assert (HX : Rabs X <= q) by (apply strip_difference; assumption).
  assert (X2 : X ^ 2 <= q ^ 2) by (rewrite <- (pow2_abs X); pose proof (Rabs_pos X); nra).
  assert (N2 : forall k x, nrm k x ^ 2 = dot k x x) by (intros; rewrite <- nrm_sq; ring).
  set (t := dot m v vs). set (s := dot m v d).
  assert (S2 : s ^ 2 <= C ^ 2 * nrm m d ^ 2).
  { pose proof (cauchy_schwarz_sq m v d) as CS. fold s in CS. rewrite <- !nrm_sq in CS.
    pose proof (nrm_ge0 m v). pose proof (nrm_ge0 m d).
    assert (V2 : nrm m v * nrm m v <= C * C) by (apply Rmult_le_compat; assumption).
    apply (Rmult_le_compat_r (nrm m d * nrm m d)) in V2; [lra | now apply Rmult_le_pos]. }
  assert (F2 : p0 ^ 2 <= / (2 * PI)).
  { rewrite <- sqrt_2PI_sq, Rinv_mult. assert (0 <= / sqrt (2 * PI)) by (left; now apply Rinv_0_lt_compat). nra. }
  set (G := dot n _ _). assert (HG : G = q * t ^ 2 / (2 * PI * a)) by exact clipped_relu_inner_q.
  rewrite N2. rewrite clipped_relu_by_gradient_v at 1 2. rewrite frame_norm. fold t s.
  assert (GQ : q ^ 2 * t ^ 2 <= G).
  { rewrite HG. apply Rmult_le_reg_r with (2 * PI * a); [apply Rmult_lt_0_compat; lra|].
    replace (q * t ^ 2 / (2 * PI * a) * (2 * PI * a)) with (q * t ^ 2) by (field; lra).
    assert (QT : 0 <= q * t ^ 2) by (apply Rmult_le_pos; [exact Q0 | apply pow2_ge_0]).
    apply (Rmult_le_compat_l _ _ _ QT) in Q1. lra. }
  assert (G0 : 0 <= G) by (pose proof (Rmult_le_pos _ _ (pow2_ge_0 q) (pow2_ge_0 t)); lra).
  assert (B1 : (2 * p0 * s + t * X) ^ 2 + (t * q) ^ 2 <= 8 * (p0 ^ 2 * s ^ 2) + 3 * (q ^ 2 * t ^ 2)).
  { assert (0 <= (2 * p0 * s - t * X) ^ 2) by apply pow2_ge_0.
    assert (0 <= t ^ 2 * (q ^ 2 - X ^ 2)) by (apply Rmult_le_pos; [apply pow2_ge_0 | lra]).
    lra. }
  assert (B2 : 8 * (p0 ^ 2 * s ^ 2) <= 4 * C ^ 2 / PI * nrm m d ^ 2).
  { replace (4 * C ^ 2 / PI * nrm m d ^ 2) with (8 * (/ (2 * PI) * (C ^ 2 * nrm m d ^ 2))) by (field; lra).
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat; try assumption; apply pow2_ge_0. }
  pose proof (Rmult_le_compat_r _ _ _ (pow2_ge_0 (nrm m d)) (Rmax_l (4 * C ^ 2 / PI) 3)).
  pose proof (Rmult_le_compat_r _ _ _ G0 (Rmax_r (4 * C ^ 2 / PI) 3)). lra.
Qed.
End Bound.
