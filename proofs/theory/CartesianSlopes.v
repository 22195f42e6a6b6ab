(** * Coarse gradients in Cartesian coordinates

    For any slope whose moments are known; then for the clipped ReLU and for piecewise constant slopes. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial GaussianLine Erf.
From Coarsegrad.theory Require Import Geometry PlaneExpectation PlaneMoments Cartesian PolarCartesian CartesianSteps
  CartesianSectors StepSlopes.
Open Scope R_scope.

(** ** Coarse gradients of step slopes in Cartesian coordinates

    For w, w* in R^2 with 0 < theta < pi and a slope mu' = f(z.u), z.u = z.w/|w|: the moments E[f z], E[1{z.w > 0} f z]
    and E[1{z.w* > 0} f z] of a constant, of a step and of linear combinations, and the expected coarse gradient from
    them, E g = (Q1 |v|^2 + (M1/2) h - v.v* Tu) u - v.v* T_e e, for every m. Source: the book. *)

Local Notation C := cartesian_plane_expectation.
Local Notation s := (sqrt (2 * PI)).

Section Slopes.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.
Hypothesis open : 0 < angle 2 w ws < PI.

Let u := unit 2 w.
Let us := unit 2 ws.
Let th := angle 2 w ws.
Let e := normal 2 w ws.

(** The moments M1, M1 + Q1, Tu and T_e of f. *)
Record slope_moments (f : R -> R) (mean student along across : R) : Prop := {
  slope_mean : forall j, (j < 2)%nat -> C (fun x y => f (dot 2 (plane x y) u) * plane x y j) (mean * u j);
  slope_student : forall j, (j < 2)%nat ->
    C (fun x y => binary (dot 2 (plane x y) w) * (f (dot 2 (plane x y) u) * plane x y j)) (student * u j);
  slope_teacher : forall j, (j < 2)%nat ->
    C (fun x y => binary (dot 2 (plane x y) ws) * (f (dot 2 (plane x y) u) * plane x y j))
      (along * u j + across * e j) }.

Lemma cartesian_comb k F l G l' H r :
  (forall x y, H x y = F x y + k * G x y) -> r = l + k * l' -> C F l -> C G l' -> C H r.
Proof.
  intros E -> HF HG. apply (cartesian_ext (fun x y => F x y + k * G x y)); [intros; now rewrite E|].
  apply cartesian_plus; [exact HF | now apply cartesian_scal].
Qed.

Lemma slope_moments_comb k f g H a b c d a' b' c' d' : (forall t, H t = f t + k * g t) ->
  slope_moments f a b c d -> slope_moments g a' b' c' d' ->
  slope_moments H (a + k * a') (b + k * b') (c + k * c') (d + k * d').
Proof.
  intros E [F1 F2 F3] [G1 G2 G3]. split; intros j Hj.
  - refine (cartesian_comb k _ _ _ _ _ _ _ _ (F1 j Hj) (G1 j Hj)); [intros; rewrite E; ring | ring].
  - refine (cartesian_comb k _ _ _ _ _ _ _ _ (F2 j Hj) (G2 j Hj)); [intros; rewrite E; ring | ring].
  - refine (cartesian_comb k _ _ _ _ _ _ _ _ (F3 j Hj) (G3 j Hj)); [intros; rewrite E; ring | ring].
Qed.

Let sin_pos : 0 < sin th.
Proof. apply sin_gt_0; apply open. Qed.

Let teacher j : us j = cos th * u j + sin th * e j.
Proof. exact (f_equal (fun x => x j) (teacher_in_frame 2 w ws w_nz ws_nz open)). Qed.

Theorem slope_moments_one : slope_moments (fun _ => 1) 0 (/ s) (cos th / s) (sin th / s).
Proof.
  pose proof sqrt_2PI_pos as P. destruct (cartesian_sector_moments w ws w_nz ws_nz) as [_ _ _ Mean Mw Ms _].
  split; intros j Hj.
  - rewrite Rmult_0_l. refine (cartesian_ext _ _ _ _ (Mean j Hj)). intros x y. ring.
  - replace (/ s * u j) with (unit 2 w j / s) by (unfold u; field; lra).
    refine (cartesian_ext _ _ _ _ (Mw j Hj)). intros x y. ring.
  - replace (cos th / s * u j + sin th / s * e j) with (unit 2 ws j / s).
    + refine (cartesian_ext _ _ _ _ (Ms j Hj)). intros x y. ring.
    + change (unit 2 ws j) with (us j). rewrite teacher. field. lra.
Qed.

(** *** A step at h, whatever its value there *)
Let unit_u : u 0%nat * u 0%nat + u 1%nat * u 1%nat = 1.
Proof. pose proof (dot_unit_unit 2 w w_nz) as H. simpl in H. unfold u. lra. Qed.
Let unit_us : us 0%nat * us 0%nat + us 1%nat * us 1%nat = 1.
Proof. pose proof (dot_unit_unit 2 ws ws_nz) as H. simpl in H. unfold us. lra. Qed.

Let cosine : u 0%nat * us 0%nat + u 1%nat * us 1%nat = cos th.
Proof. pose proof (cos_angle 2 w ws w_nz ws_nz) as H. simpl in H. unfold u, us, th. lra. Qed.

Let sine : Rabs (u 0%nat * us 1%nat - us 0%nat * u 1%nat) = sin th.
Proof.
  rewrite <- (Rabs_pos_eq (sin th)) by (left; exact sin_pos). apply Rsqr_eq_abs_0. unfold Rsqr.
  pose proof (sin2_cos2 th) as E. unfold Rsqr in E. rewrite <- cosine in E.
  replace (sin th * sin th) with (1 - (u 0%nat * us 0%nat + u 1%nat * us 1%nat) *
    (u 0%nat * us 0%nat + u 1%nat * us 1%nat)) by lra.
  replace 1 with ((u 0%nat * u 0%nat + u 1%nat * u 1%nat) * (us 0%nat * us 0%nat + us 1%nat * us 1%nat))
    by (rewrite unit_u, unit_us; ring). ring.
Qed.

Lemma step_mean h S j : step_at h S -> (j < 2)%nat ->
  C (fun x y => S (dot 2 (plane x y) u) * plane x y j) (gauss h / s * u j).
Proof.
  intros HS Hj. pose proof sqrt_2PI_pos as P.
  assert (E : forall x y, u 0%nat * x + u 1%nat * y = dot 2 (plane x y) u) by (intros; simpl; ring).
  destruct (half_moment_any _ _ h unit_u S HS) as [X Y].
  replace (gauss h / s * u j) with (gauss h * u j / s) by (field; lra).
  destruct j as [|[|j]]; [| |lia].
  - refine (cartesian_ext _ _ _ _ X). intros x y. now rewrite E.
  - refine (cartesian_ext _ _ _ _ Y). intros x y. now rewrite E.
Qed.

(** E[1{x > 0} 1{x > h} x] sqrt(2 pi) *)
Definition student_step (h : R) : R := if Rlt_dec h 0 then 1 else gauss h.

Theorem slope_moments_step h S : step_at h S ->
  slope_moments S (/ s * gauss h) (/ s * student_step h)
    (/ s * (gauss h * normal_cdf (h * (cos th / sin th)) + cos th * normal_cdf (- (h / sin th))))
    (/ s * (sin th * normal_cdf (- (h / sin th)))).
Proof.
  intros HS. pose proof sqrt_2PI_pos as P. split; intros j Hj.
  - replace (/ s * gauss h * u j) with (gauss h / s * u j) by (field; lra). now apply step_mean.
  - assert (H : step_at (if Rlt_dec h 0 then 0 else h) (fun t => binary t * S t)).
    { destruct HS as [A B]. destruct (Rlt_dec h 0) as [L|L]; split; intros t Ht.
      - rewrite binary_pos, A by lra. ring.
      - rewrite binary_npos by lra. ring.
      - rewrite binary_pos, A by lra. ring.
      - rewrite B by exact Ht. ring. }
    replace (/ s * student_step h * u j) with (gauss (if Rlt_dec h 0 then 0 else h) / s * u j).
    2:{ unfold student_step. destruct (Rlt_dec h 0); [rewrite gauss_0 |]; field; lra. }
    refine (cartesian_ext _ _ _ _ (step_mean _ _ j H Hj)). intros x y. cbv beta.
    rewrite (binary_dot_unit 2 _ w w_nz). fold u. ring.
  - assert (D : u 0%nat * us 1%nat - us 0%nat * u 1%nat <> 0).
    { intros Z. rewrite Z, Rabs_R0 in sine. pose proof sin_pos. lra. }
    destruct (sector_moment_any _ _ _ _ h unit_u unit_us D S binary HS step_at_binary) as [X Y].
    unfold sector_value in X, Y. cbv zeta in X, Y. rewrite cosine, sine in X, Y.
    assert (E : forall x y, u 0%nat * x + u 1%nat * y = dot 2 (plane x y) u) by (intros; simpl; ring).
    assert (E' : forall x y, binary (us 0%nat * x + us 1%nat * y) = binary (dot 2 (plane x y) ws)).
    { intros x y. rewrite (binary_dot_unit 2 _ ws ws_nz). fold us. f_equal. simpl. ring. }
    match goal with |- C _ ?r => replace r with ((gauss h * normal_cdf (h * (cos th / sin th)) * u j
      + normal_cdf (- (h / sin th)) * us j) / s) by (rewrite teacher; field; lra) end.
    destruct j as [|[|j]]; [| |lia].
    + refine (cartesian_ext _ _ _ _ X). intros x y. rewrite E, E'. simpl. ring.
    + refine (cartesian_ext _ _ _ _ Y). intros x y. rewrite E, E'. simpl. ring.
Qed.

(** *** The expected coarse gradient *)
Theorem cartesian_slope slope f m vs v M1 Q1 Tu Te j : (forall t, slope t = f (t / nrm 2 w)) ->
  slope_moments f M1 (M1 + Q1) Tu Te -> (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    ((Q1 * dot m v v + M1 / 2 * h m vs v - dot m v vs * Tu) * u j - dot m v vs * Te * e j).
Proof.
  intros E [A B D] Hj. pose proof (cartesian_sector_moments w ws w_nz ws_nz) as M.
  assert (S : forall z, slope (dot 2 z w) = f (dot 2 z u)).
  { intros z. rewrite E. f_equal. unfold u, unit. rewrite dot_scal_r. unfold Rdiv. ring. }
  assert (A' : C (fun x y => slope (dot 2 (plane x y) w) * plane x y j) (M1 * u j)).
  { refine (cartesian_ext _ _ _ _ (A j Hj)). intros x y. now rewrite S. }
  assert (B' : C (fun x y => binary (dot 2 (plane x y) w) * (slope (dot 2 (plane x y) w) * plane x y j))
    ((M1 + Q1) * u j)).
  { refine (cartesian_ext _ _ _ _ (B j Hj)). intros x y. now rewrite S. }
  assert (D' : C (fun x y => binary (dot 2 (plane x y) ws) * (slope (dot 2 (plane x y) w) * plane x y j))
    (Tu * u j + Te * e j)).
  { refine (cartesian_ext _ _ _ _ (D j Hj)). intros x y. now rewrite S. }
  pose proof (iterated_coarse_gradient C cartesian_linear m vs ws v w _ _ (student_probability _ _ _ M)
    (teacher_probability _ _ _ M) slope j _ _ _ Hj A' B' D') as H.
  match type of H with iterated _ _ _ ?l => match goal with |- cartesian_expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold h. field.
Qed.
End Slopes.

(** E[1{z.u > h} 1{z.w* > 0} z] *)
Corollary cartesian_step_in_half_plane w ws h j : 0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  cartesian_plane_expectation (fun x y =>
    binary (dot 2 (plane x y) (unit 2 w) - h) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((gauss h * normal_cdf (h * (cos (angle 2 w ws) / sin (angle 2 w ws))) * unit 2 w j
      + normal_cdf (- (h / sin (angle 2 w ws))) * unit 2 ws j) / sqrt (2 * PI)).
Proof.
  intros Hw Hs Ht Hj. pose proof sqrt_2PI_pos as P.
  assert (S : 0 < sin (angle 2 w ws)) by (apply sin_gt_0; apply Ht).
  assert (St : step_at h (fun t => binary (t - h))).
  { split; intros t L; [apply binary_pos | apply binary_npos]; lra. }
  pose proof (slope_teacher _ _ _ _ _ _ _ (slope_moments_step w ws Hw Hs Ht h _ St) j Hj) as H.
  rewrite (f_equal (fun x => x j) (teacher_in_frame 2 w ws Hw Hs Ht)). unfold vadd, vscal.
  match type of H with cartesian_plane_expectation _ ?l => match goal with |- cartesian_plane_expectation _ ?r =>
    replace r with l by (field; lra) end end.
  refine (cartesian_ext _ _ _ _ H). intros x y. ring.
Qed.

(** ** The clipped ReLU in Cartesian coordinates

    For any w, w* in R^2 at an angle 0 < theta < pi, the closed form of the clipped ReLU is the expectation in Cartesian
    coordinates, for every m. Sources: P1, Lemmas 7 and 12. *)

(** erf(x/sqrt 2) = 2 Psi(x)/sqrt(2 pi) *)
Lemma erf_primitive x : erf (x / sqrt 2) = 2 * gauss_primitive x / s.
Proof.
  pose proof sqrt_2_pos. pose proof sqrt_PI_pos.
  rewrite gauss_primitive_erf, sqrt_PI_2_split, sqrt_2PI_split.
  transitivity (2 / (sqrt 2 * sqrt 2) * erf (x / sqrt 2)); [rewrite sqrt_2_sq; field | field; split; lra].
Qed.

(** 1{0 < a t < 1} = 1{t > 0} - 1{t >= 1/a} *)
Lemma clipped_relu_steps a t : 0 < a -> clipped_relu_slope t = binary (t / a) + -1 * (1 - binary (1 / a - t / a)).
Proof.
  intros A. assert (I : 0 < / a) by now apply Rinv_0_lt_compat. unfold clipped_relu_slope.
  replace (1 / a - t / a) with (/ a * (1 - t)) by (field; lra). replace (t / a) with (/ a * t) by (field; lra).
  rewrite !binary_scal by exact I. destruct (Rlt_dec 0 t) as [L|L].
  - rewrite (binary_pos t) by exact L. ring.
  - rewrite (binary_npos t), (binary_pos (1 - t)) by lra. ring.
Qed.

Section Clipped.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.
Hypothesis open : 0 < angle 2 w ws < PI.

Theorem cartesian_clipped_relu j : (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_clipped_relu m 2 vs ws v w j).
Proof.
  intros Hj. set (a := nrm 2 w). assert (A : 0 < a) by exact w_nz. set (th := angle 2 w ws).
  assert (S : 0 < sin th) by (apply sin_gt_0; apply open). pose proof sqrt_2PI_pos as P.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (HS : step_at (1 / a) (fun t => 1 - binary (1 / a - t))).
  { split; intros t Ht; [rewrite binary_npos by lra | rewrite binary_pos by lra]; ring. }
  pose proof (slope_moments_comb w ws (-1) _ _ (fun t => binary t + -1 * (1 - binary (1 / a - t)))
    _ _ _ _ _ _ _ _ (fun t => eq_refl) (slope_moments_step w ws w_nz ws_nz open 0 _ step_at_binary)
    (slope_moments_step w ws w_nz ws_nz open (1 / a) _ HS)) as M.
  fold th in M. unfold student_step in M. destruct (Rlt_dec 0 0) as [?|_]; [lra|].
  destruct (Rlt_dec (1 / a) 0) as [N|_].
  { exfalso. pose proof (Rdiv_lt_0_compat 1 a Rlt_0_1 A). lra. }
  match type of M with slope_moments _ _ _ ?x _ _ _ => replace x with (x + 0) in M at 2 by ring end.
  pose proof (cartesian_slope w ws w_nz ws_nz clipped_relu_slope _ m vs v _ _ _ _ j
    (fun t => clipped_relu_steps a t A) M Hj) as H.
  match type of H with cartesian_expectation _ _ ?l => match goal with |- cartesian_expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold expected_coarse_gradient_clipped_relu, vscal, vsub. fold a th.
  rewrite (f_equal (fun x => x j) (teacher_in_frame 2 w ws w_nz ws_nz open)). unfold vadd, vscal. fold th.
  replace (exp (- 1 / (2 * (a * a)))) with (gauss (1 / a)) by (unfold gauss; f_equal; field; lra).
  replace (cos th / (sin th * a)) with (1 / a * (cos th / sin th)) by (field; lra).
  replace (1 / (sqrt 2 * a * sin th)) with (1 / a / sin th / sqrt 2) by (field; lra).
  rewrite erf_primitive, !normal_cdf_opp, (normal_cdf_primitive (1 / a / sin th)).
  replace (0 / sin th) with 0 by (field; lra). rewrite (Rmult_0_l (cos th / sin th)), gauss_0.
  replace (normal_cdf 0) with (/ 2) by (rewrite normal_cdf_primitive, gauss_primitive_0; field; lra).
  unfold h. field. lra.
Qed.
End Clipped.

(** ** Piecewise constant slopes in Cartesian coordinates

    [expected_coarse_gradient_step] is the expectation in Cartesian coordinates, for every m, every w, w* in R^2 with
    0 < theta < pi and every list of jumps. Compare [StepSlopes]. Source: the book. *)

Section Step.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.
Hypothesis open : 0 < angle 2 w ws < PI.

Let a := nrm 2 w.
Let th := angle 2 w ws.

Lemma slope_moments_change f g p q r t p' q' r' t' : slope_moments w ws f p q r t ->
  (forall x, g x = f x) -> p' = p -> q' = q -> r' = r -> t' = t -> slope_moments w ws g p' q' r' t'.
Proof.
  intros [A B D] E -> -> -> ->. split; intros j Hj.
  - refine (Cartesian.cartesian_ext _ _ _ _ (A j Hj)). intros x y. now rewrite E.
  - refine (Cartesian.cartesian_ext _ _ _ _ (B j Hj)). intros x y. now rewrite E.
  - refine (Cartesian.cartesian_ext _ _ _ _ (D j Hj)). intros x y. now rewrite E.
Qed.

Theorem slope_moments_step_slope left jumps :
  slope_moments w ws (fun y => step_slope left jumps (a * y)) (linear_moment jumps a)
    (linear_moment jumps a + left_moment left jumps a) (teacher_moment left jumps a th)
    (sin th * even_moment left jumps (a * sin th) / sqrt (2 * PI)).
Proof.
  pose proof sqrt_2PI_pos as P. assert (S : 0 < sin th) by (apply sin_gt_0; apply open).
  assert (A : 0 < a) by exact w_nz.
  induction jumps as [|[x J] jumps IH].
  - unfold linear_moment, left_moment, teacher_moment, even_moment, step_slope. simpl.
    pose proof (slope_moments_one w ws w_nz ws_nz open) as One. fold th in One.
    apply (slope_moments_change _ _ _ _ _ _ _ _ _ _
      (slope_moments_comb w ws (left - 1) _ _ (fun _ => 1 + (left - 1) * 1) _ _ _ _ _ _ _ _
         (fun _ => eq_refl) One One));
      intros; try ring; field; lra.
  - assert (St : step_at (x / a) (fun y => binary (y - x / a))).
    { split; intros y Hy; [apply binary_pos | apply binary_npos]; lra. }
    pose proof (slope_moments_step w ws w_nz ws_nz open (x / a) _ St) as One. fold th in One.
    refine (slope_moments_change _ _ _ _ _ _ _ _ _ _
      (slope_moments_comb w ws J _ _ _ _ _ _ _ _ _ _ _ (fun _ => eq_refl) IH One) _ _ _ _ _).
    + intros y. cbv beta. now apply step_slope_cons.
    + unfold linear_moment, jump_sum. simpl fold_right. ring.
    + change (student_step (x / a)) with (StepMoments.step_student (x / a)). rewrite step_student_split by exact A.
      unfold linear_moment, left_moment, jump_sum. simpl fold_right. ring.
    + unfold teacher_moment, even_moment, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
    + unfold even_moment, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
Qed.

Theorem cartesian_step left jumps m vs v j : (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step left jumps m 2 vs ws v w j).
Proof.
  intros Hj. assert (A : 0 < a) by exact w_nz.
  refine (cartesian_slope w ws w_nz ws_nz (step_slope left jumps) _ m vs v _ _ _ _ j _
    (slope_moments_step_slope left jumps) Hj).
  intros t. cbv beta. f_equal. fold a. field. lra.
Qed.
End Step.
