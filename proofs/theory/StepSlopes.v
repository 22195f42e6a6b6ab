(** * Piecewise constant slopes

    The expected coarse gradient of any slope, of a piecewise constant one, and when that one correlates. *)
From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian TwoLayer SlopeMoments.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import Geometry PlaneExpectation PlaneMoments RadialTails StepMoments.
Open Scope R_scope.

(** ** The expected coarse gradient of a slope with given moments

    For w, w* in R^2 and any slope mu' whose moments along the student (mean M1, student M1 + Q1, teacher Tu and T_e)
    exist: E g = (Q1 |v|^2 + (M1/2) h - v.v* Tu) u - v.v* T_e e, for every m. The frame (u, e) is unique for
    0 < theta < pi; at theta = 0 and theta = pi either of the two will do, and T_e = 0. Source: the book. *)

(** The frame (u, e) of the plane: e is u turned by a right angle, to the side where w* is. *)
Definition framed (w ws e : vec) : Prop :=
  (exists o, (o = 1 \/ o = -1) /\ e 0%nat = o * - unit 2 w 1%nat /\ e 1%nat = o * unit 2 w 0%nat)
  /\ forall j, (j < 2)%nat -> unit 2 ws j = cos (angle 2 w ws) * unit 2 w j + sin (angle 2 w ws) * e j.

Lemma framed_exists w ws : 0 < nrm 2 w -> 0 < nrm 2 ws -> exists e, framed w ws e.
Proof.
  intros Hw Hs. destruct (plane_frame w ws Hw Hs) as (N & o & O & A & B).
  exists (plane (o * - unit 2 w 1%nat) (o * unit 2 w 0%nat)). split.
  - exists o. auto.
  - intros [|[|j]] Hj; [exact A | exact B | lia].
Qed.

Lemma framed_normal w ws : 0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> framed w ws (normal 2 w ws).
Proof.
  intros Hw Hs Ht. destruct (plane_frame w ws Hw Hs) as (N & o & O & A & B).
  split; [exists o; split; [exact O|] | intros j _; exact (f_equal (fun x => x j) (teacher_in_frame 2 w ws Hw Hs Ht))].
  pose proof (teacher_in_frame 2 w ws Hw Hs Ht) as F. pose proof (sin_angle_pos 2 w ws Ht) as S.
  assert (F0 := f_equal (fun x => x 0%nat) F). assert (F1 := f_equal (fun x => x 1%nat) F).
  unfold vadd, vscal in F0, F1. cbv beta in F0, F1.
  split; apply Rmult_eq_reg_l with (sin (angle 2 w ws)); lra.
Qed.

(** Functions of z.u, 1{z.w* > 0} and z, in the frame. *)
Lemma student_frame (F : R -> R -> R -> R -> R) w ws e l :
  0 < nrm 2 w -> 0 < nrm 2 ws -> framed w ws e ->
  plane_expectation (fun x y =>
    F x (binary (x * cos (angle 2 w ws) + y * sin (angle 2 w ws)))
      (x * unit 2 w 0%nat + y * e 0%nat) (x * unit 2 w 1%nat + y * e 1%nat)) l ->
  plane_expectation (fun x y => F (dot 2 (plane x y) (unit 2 w)) (binary (dot 2 (plane x y) ws)) x y) l.
Proof.
  intros Hw Hs [(o & O & A & B) T] H.
  pose proof (dot_unit_unit 2 w Hw) as N. simpl in N.
  pose proof (T 0%nat ltac:(auto)) as T0. pose proof (T 1%nat ltac:(auto)) as T1.
  rewrite A in T0, H. rewrite B in T1, H.
  set (c := unit 2 w 0%nat) in *. set (s := unit 2 w 1%nat) in *. set (theta := angle 2 w ws) in *.
  assert (N' : c * c + s * s = 1) by lra. assert (O2 : o * o = 1) by (destruct O as [->| ->]; ring).
  apply (plane_expectation_frame _ _ c s o N' O).
  refine (plane_expectation_ext _ _ _ _ H). intros x y.
  rewrite (binary_dot_unit 2 _ ws) by assumption. simpl. fold c s. rewrite T0, T1. f_equal.
  - transitivity (x * (c * c + s * s)); [rewrite N'; ring | ring].
  - f_equal. transitivity (x * cos theta * (c * c + s * s) + y * sin theta * (o * o) * (c * c + s * s));
      [rewrite N', O2; ring | ring].
Qed.

Section Slope.
Variable slope : R -> R.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.
Variable e : vec.
Hypothesis frame : framed w ws e.

Let a := nrm 2 w.
Let theta := angle 2 w ws.
Variables M1 Q1 Tu Te : R.
Hypothesis moments : frame_moments (fun x => slope (a * x)) theta M1 (M1 + Q1) Tu Te.

Lemma slope_along z : slope (dot 2 z w) = slope (a * dot 2 z (unit 2 w)).
Proof. f_equal. rewrite <- (unit_scal_nrm 2 w w_nz) at 1. now rewrite dot_scal_r. Qed.
Lemma binary_along z : binary (dot 2 z w) = binary (dot 2 z (unit 2 w)).
Proof. now apply binary_dot_unit. Qed.

(** A coordinate of x u + y e. *)
Lemma plane_coordinate x y x' y' j : (j < 2)%nat ->
  plane (x * unit 2 w 0%nat + y * x') (x * unit 2 w 1%nat + y * y') j = x * unit 2 w j + y * plane x' y' j.
Proof. intros Hj. destruct j as [|[|j]]; [reflexivity | reflexivity | lia]. Qed.
Lemma plane_eta z j : (j < 2)%nat -> plane (z 0%nat) (z 1%nat) j = z j.
Proof. intros Hj. destruct j as [|[|j]]; [reflexivity | reflexivity | lia]. Qed.

(** E[G f(x) z_j] from its components along and across, G a factor that the frame sees. *)
Lemma moment_coordinate (G : R -> R -> R) j along across : (j < 2)%nat ->
  plane_expectation (fun x y => G x (binary (x * cos theta + y * sin theta)) * (slope (a * x) * x)) along ->
  plane_expectation (fun x y => G x (binary (x * cos theta + y * sin theta)) * (slope (a * x) * y)) across ->
  plane_expectation (fun x y => G (dot 2 (plane x y) (unit 2 w)) (binary (dot 2 (plane x y) ws)) *
    (slope (dot 2 (plane x y) w) * plane x y j)) (unit 2 w j * along + e j * across).
Proof.
  intros Hj HA HB.
  apply (plane_expectation_ext (fun x y => G (dot 2 (plane x y) (unit 2 w)) (binary (dot 2 (plane x y) ws)) *
    (slope (a * dot 2 (plane x y) (unit 2 w)) * plane x y j))).
  { intros x y. now rewrite slope_along. }
  apply (student_frame (fun p b x y => G p b * (slope (a * p) * plane x y j)) w ws e); auto.
  refine (plane_expectation_comb (e j) _ _ _ _ _ _ _ eq_refl
    (plane_expectation_scal (unit 2 w j) _ _ HA) HB).
  intros x y. cbv beta. rewrite plane_coordinate, plane_eta by exact Hj. fold theta. ring.
Qed.

(** E[mu' z_j] = M1 u_j *)
Lemma mean_moment j : (j < 2)%nat ->
  plane_expectation (fun x y => slope (dot 2 (plane x y) w) * plane x y j) (M1 * unit 2 w j).
Proof.
  intros Hj. destruct moments as [A1 A2 _ _ _ _].
  pose proof (moment_coordinate (fun _ _ => 1) j M1 0 Hj
    (plane_expectation_ext _ _ _ (fun x y => eq_sym (Rmult_1_l _)) A1)
    (plane_expectation_ext _ _ _ (fun x y => eq_sym (Rmult_1_l _)) A2)) as H.
  rewrite Rmult_0_r, Rplus_0_r, Rmult_comm in H. revert H. apply plane_expectation_ext. intros x y. apply Rmult_1_l.
Qed.

(** E[1{z.w > 0} mu' z_j] = (M1 + Q1) u_j *)
Lemma student_side_moment j : (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * (slope (dot 2 (plane x y) w) * plane x y j))
    ((M1 + Q1) * unit 2 w j).
Proof.
  intros Hj. destruct moments as [_ _ B1 B2 _ _].
  pose proof (moment_coordinate (fun p _ => binary p) j _ 0 Hj B1 B2) as H.
  rewrite Rmult_0_r, Rplus_0_r, Rmult_comm in H. revert H.
  apply plane_expectation_ext. intros x y. now rewrite binary_along.
Qed.

(** E[1{z.w* > 0} mu' z_j] = Tu u_j + T_e e_j *)
Lemma teacher_moment_coordinate j : (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) ws) * (slope (dot 2 (plane x y) w) * plane x y j))
    (Tu * unit 2 w j + Te * e j).
Proof.
  intros Hj. destruct moments as [_ _ _ _ C1 C2]. rewrite (Rmult_comm Tu), (Rmult_comm Te).
  exact (moment_coordinate (fun _ b => b) j Tu Te Hj C1 C2).
Qed.

Theorem expectation_slope j : (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w slope Z j)
    ((Q1 * dot m v v + M1 / 2 * h m vs v - dot m v vs * Tu) * unit 2 w j - dot m v vs * Te * e j).
Proof.
  intros Hj. rewrite expectation_iterated.
  pose proof (iterated_coarse_gradient _ plane_expectation_linear m vs ws v w _ _
    (plane_half_probability w w_nz) (plane_half_probability ws ws_nz) slope j _ _ _ Hj
    (mean_moment j Hj) (student_side_moment j Hj) (teacher_moment_coordinate j Hj)) as H.
  match type of H with iterated _ _ _ ?l => match goal with |- iterated _ _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold h. field.
Qed.
End Slope.

(** ** The expected coarse gradient of a piecewise constant slope

    [expected_coarse_gradient_step] is the expectation, for every m, every w, w* in R^2 with 0 < theta < pi and every
    list of jumps. Source: the book. *)

Lemma steps_at_binary b : steps_at b (fun x => binary (x - b)).
Proof.
  split; [|split]; intros; (rewrite binary_pos by lra) || (rewrite binary_npos by lra); reflexivity.
Qed.

Lemma div_neg x a : 0 < a -> (x / a < 0 <-> x < 0).
Proof.
  intros Ha. pose proof (Rinv_0_lt_compat a Ha) as I. unfold Rdiv. split; intros H; [|nra].
  apply Rmult_lt_reg_r with (/ a); [exact I|]. lra.
Qed.

(** 1{x > 0} mu' has the first moment M1 + Q1. *)
Lemma step_student_split x a : 0 < a ->
  step_student (x / a) = gauss (x / a) + (if Rlt_dec x 0 then 1 - gauss (x / a) else 0).
Proof.
  intros Ha. unfold step_student. pose proof (div_neg x a Ha).
  destruct (Rlt_dec (x / a) 0), (Rlt_dec x 0); try tauto; ring.
Qed.

Section Moments.
Variables a th : R.
Hypothesis a_pos : 0 < a.
Hypothesis th_range : 0 < th < PI.

Lemma step_slope_cons left x J jumps y :
  step_slope left ((x, J) :: jumps) (a * y) = step_slope left jumps (a * y) + J * binary (y - x / a).
Proof.
  unfold step_slope. simpl. replace (a * y - x) with (a * (y - x / a)) by (field; lra).
  rewrite binary_scal by exact a_pos. ring.
Qed.

Theorem frame_moments_step_slope left jumps :
  frame_moments (fun y => step_slope left jumps (a * y)) th (linear_moment jumps a)
    (linear_moment jumps a + left_moment left jumps a) (teacher_moment left jumps a th)
    (sin th * even_moment left jumps (a * sin th) / sqrt (2 * PI)).
Proof.
  pose proof sqrt_2PI_pos as P. assert (S : 0 < sin th) by (apply sin_gt_0; lra).
  induction jumps as [|[x J] jumps IH].
  - unfold linear_moment, left_moment, teacher_moment, even_moment, step_slope. simpl.
    pose proof (frame_moments_comb (left - 1) _ _ th _ _ _ _ _ _ _ _
      (frame_moments_one th) (frame_moments_one th)) as H.
    apply (frame_moments_change _ _ _ _ _ _ _ _ _ _ _ H); intros; try ring; field; lra.
  - pose proof (frame_moments_comb J _ _ th _ _ _ _ _ _ _ _ IH
      (frame_moments_step th th_range (x / a) _ (steps_at_binary (x / a)))) as H.
    apply (frame_moments_change _ _ _ _ _ _ _ _ _ _ _ H).
    + intros y. symmetry. apply step_slope_cons.
    + unfold linear_moment, jump_sum. simpl fold_right. ring.
    + rewrite step_student_split by exact a_pos. unfold linear_moment, left_moment, jump_sum. simpl fold_right. ring.
    + unfold teacher_moment, even_moment, step_along, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
    + unfold even_moment, step_across, jump_sum. simpl fold_right.
      replace (- x / (a * sin th)) with (- (x / a / sin th)) by (field; lra). field. lra.
Qed.
End Moments.

Theorem expectation_step left jumps m vs ws v w j :
  0 < nrm 2 w -> 0 < nrm 2 ws -> 0 < angle 2 w ws < PI -> (j < 2)%nat ->
  expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w (step_slope left jumps) Z j)
    (expected_coarse_gradient_step left jumps m 2 vs ws v w j).
Proof.
  intros Hw Hs Ht Hj.
  exact (expectation_slope (step_slope left jumps) m vs ws v w Hw Hs _ (framed_normal w ws Hw Hs Ht) _ _ _ _
    (frame_moments_step_slope _ _ Hw Ht left jumps) j Hj).
Qed.

(** ** When the expected coarse gradient correlates with the population gradient

    For a piecewise constant slope, in every dimension and for 0 < theta < pi, the inner product is
    v.v*^2 sin theta M0(a sin theta)/(sqrt(2 pi)^3 a); it is non-negative everywhere if and only if M0 >= 0 on (0, oo).
    Source: the book, Theorem A; P1, Lemmas 5, 7 and 10 for three slopes. *)

Section Correlation.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Let e := normal n w ws.

(** Only the component along e meets df/dw. *)
Lemma correlation_frame p q :
  dot n (p * unit n w - q * e)%V (population_gradient_w m n vs ws v w) = q * dot m v vs / (2 * PI * nrm n w).
Proof.
  unfold population_gradient_w. fold e. dot_expand. unfold e.
  rewrite (dot_unit_normal n w ws w_nz), (dot_normal_normal n w ws w_nz ws_nz open). field.
  split; [lra | apply PI_neq0].
Qed.

Lemma component_frame p q : dot n (p * unit n w - q * e)%V e = - q.
Proof.
  dot_expand. unfold e. rewrite (dot_unit_normal n w ws w_nz), (dot_normal_normal n w ws w_nz ws_nz open). ring.
Qed.

Section Step.
Variable left : R.
Variable jumps : list (R * R).
Let M0 := even_moment left jumps (nrm n w * sin (angle n w ws)).

Theorem step_normal_component :
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) e
  = - (dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI))).
Proof. apply component_frame. Qed.

Theorem step_correlation :
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) * M0 / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof.
  unfold expected_coarse_gradient_step. cbv zeta. etransitivity; [apply correlation_frame|]. fold M0.
  pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q. set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

Lemma correlation_factor_pos : dot m v vs <> 0 ->
  0 < dot m v vs ^ 2 * sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof.
  intros H. pose proof (sin_angle_pos n w ws open). apply Rdiv_lt_0_compat.
  - apply Rmult_lt_0_compat; [|assumption].
    assert (0 < Rsqr (dot m v vs)) by now apply Rsqr_pos_lt. unfold Rsqr in *. lra.
  - apply Rmult_lt_0_compat; [apply pow_lt, sqrt_2PI_pos | exact w_nz].
Qed.

Lemma step_correlation_factor :
  dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
  = dot m v vs ^ 2 * sin (angle n w ws) / (sqrt (2 * PI) ^ 3 * nrm n w) * M0.
Proof. rewrite step_correlation. pose proof sqrt_2PI_pos. field. lra. Qed.

Theorem step_correlation_pos_iff : dot m v vs <> 0 ->
  (0 < dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w)
   <-> 0 < M0).
Proof.
  intros H. pose proof (correlation_factor_pos H). rewrite step_correlation_factor. split; intros; nra.
Qed.

Theorem step_correlation_neg_iff : dot m v vs <> 0 ->
  (dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w) < 0
   <-> M0 < 0).
Proof.
  intros H. pose proof (correlation_factor_pos H). rewrite step_correlation_factor. split; intros; nra.
Qed.

Theorem step_correlation_ge0 : 0 <= M0 ->
  0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  intros H. destruct (Req_dec (dot m v vs) 0) as [E|N].
  - rewrite step_correlation, E. unfold Rdiv. rewrite !pow_ne_zero by lia. lra.
  - rewrite step_correlation_factor. pose proof (correlation_factor_pos N). nra.
Qed.
End Step.
End Correlation.

(** *** The criterion *)

(** The axes of R^n. *)
Definition axis (k : nat) : vec := fun i => if Nat.eq_dec i k then 1 else 0.

Lemma dot_axis n k x : (k < n)%nat -> dot n x (axis k) = x k.
Proof.
  intros H. rewrite <- sum_dot. induction n as [|n IH]; [lia|]. simpl. unfold axis at 2.
  destruct (Nat.eq_dec n k) as [->|N].
  - rewrite (sum_ext k _ (fun i => 0 * x i)).
    + rewrite sum_scal. ring.
    + intros i Hi. unfold axis. destruct (Nat.eq_dec i k); [lia | ring].
  - rewrite IH by lia. ring.
Qed.

Lemma nrm_axis n k : (k < n)%nat -> nrm n (axis k) = 1.
Proof.
  intros Hk. unfold nrm. rewrite dot_axis by exact Hk. unfold axis.
  destruct (Nat.eq_dec k k); [apply sqrt_1 | easy].
Qed.

Lemma axes_right_angle n a : (2 <= n)%nat -> 0 < a ->
  nrm n (a * axis 0)%V = a /\ nrm n (axis 1) = 1 /\ angle n (a * axis 0)%V (axis 1) = PI / 2.
Proof.
  intros Hn Ha. pose proof (nrm_axis n) as N.
  split; [|split].
  - rewrite nrm_scal, N, Rabs_pos_eq by (lia || lra). ring.
  - apply N. lia.
  - unfold angle. rewrite dot_scal_l, dot_axis by lia. unfold axis at 1. simpl.
    rewrite Rmult_0_r. unfold Rdiv. rewrite Rmult_0_l. apply acos_0.
Qed.

(** A point where the inner product has the sign of M0(tau). *)
Lemma criterion_point m n tau : (1 <= m)%nat -> (2 <= n)%nat -> 0 < tau ->
  let w := (tau * axis 0)%V in let ws := axis 1 in
  0 < nrm n w /\ 0 < nrm n ws /\ 0 < angle n w ws < PI /\ dot m ones ones <> 0 /\ nrm n w * sin (angle n w ws) = tau.
Proof.
  intros Hm Hn Ht w ws. destruct (axes_right_angle n tau Hn Ht) as (N1 & N2 & A). pose proof PI_RGT_0.
  fold w ws in N1, N2, A. rewrite A, N1, N2, sin_PI2, dot_ones_ones.
  repeat split; try lra. apply not_0_INR. lia.
Qed.

Theorem correlation_criterion left jumps m n : (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI ->
      0 <= dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 <= even_moment left jumps tau)).
Proof.
  intros Hm Hn. split.
  - intros H tau Ht. destruct (criterion_point m n tau Hm Hn Ht) as (W & WS & T & D & E).
    specialize (H ones (axis 1) ones (tau * axis 0)%V W WS T).
    pose proof (step_correlation_neg_iff m n ones (axis 1) ones (tau * axis 0)%V W WS T left jumps D) as K.
    rewrite E in K. destruct (Rle_dec 0 (even_moment left jumps tau)) as [|C]; [assumption|].
    apply Rnot_le_lt, K in C. lra.
  - intros H vs ws v w Hw Hs Ht. apply step_correlation_ge0; auto. apply H.
    apply Rmult_lt_0_compat; [exact Hw | now apply sin_angle_pos].
Qed.

Theorem strict_correlation_criterion left jumps m n : (1 <= m)%nat -> (2 <= n)%nat ->
  ((forall vs ws v w, 0 < nrm n w -> 0 < nrm n ws -> 0 < angle n w ws < PI -> dot m v vs <> 0 ->
      0 < dot n (expected_coarse_gradient_step left jumps m n vs ws v w) (population_gradient_w m n vs ws v w))
   <-> (forall tau, 0 < tau -> 0 < even_moment left jumps tau)).
Proof.
  intros Hm Hn. split.
  - intros H tau Ht. destruct (criterion_point m n tau Hm Hn Ht) as (W & WS & T & D & E).
    specialize (H ones (axis 1) ones (tau * axis 0)%V W WS T D).
    apply step_correlation_pos_iff in H; auto. now rewrite E in H.
  - intros H vs ws v w Hw Hs Ht D. apply step_correlation_pos_iff; auto. apply H.
    apply Rmult_lt_0_compat; [exact Hw | now apply sin_angle_pos].
Qed.
