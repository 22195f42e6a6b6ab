(** * Critical points

    Saddles and spurious minimisers. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Geometry Landscape.
Open Scope R_scope.

(** ** Stationary points are saddles

    For v* <> 0: the stationary points with 0 < theta < pi are exactly the points at the angle [saddle_angle] with
    v = v_theta; they are saddles, and for n >= 2 they exist iff S^2 < ((m + 1)/2) |v*|^2. Where v = v_theta and
    v.v* >= 0, turning w towards the teacher lowers f: this serves at theta = pi too.

    Sources: P1, Proposition 1; the book, "The landscape". *)

(** *** Stationary points *)
Section Points.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis vs_nz : 0 < dot m vs vs.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.

Lemma population_gradient_w_vanishes_iff :
  0 < theta < PI -> agree n (population_gradient_w m n vs ws v w) zeros <-> dot m v vs = 0.
Proof.
  intros open. unfold population_gradient_w. pose proof PI_RGT_0 as P.
  assert (Q : 0 < 2 * PI * nrm n w) by (apply Rmult_lt_0_compat; lra). split.
  - intros H. pose proof (dot_vanishing n _ (normal n w ws) H) as E.
    rewrite dot_scal_l, dot_normal_normal in E by assumption.
    replace (dot m v vs) with (- (- (dot m v vs / (2 * PI * nrm n w)) * 1) * (2 * PI * nrm n w)) by (field; lra).
    rewrite E. ring.
  - intros E i _. unfold vscal, zeros. rewrite E. field. lra.
Qed.

Theorem stationary_iff :
  stationary m n vs ws v w
  <-> has_saddles m vs /\ theta = saddle_angle m vs /\ agree m v (minimiser_in_v m vs (saddle_angle m vs)).
Proof.
  unfold stationary. fold theta. rewrite population_gradient_v_vanishes_iff. fold theta. split.
  - intros (open & V & W). rewrite population_gradient_w_vanishes_iff in W by exact open.
    rewrite (dot_agree_l m _ _ vs V) in W. apply saddle_angle_iff in W; [|exact vs_nz].
    rewrite <- W. repeat split; auto. apply has_saddles_iff_angle; [exact vs_nz|]. rewrite <- W. apply open.
  - intros (S & T & V). pose proof PI_RGT_0.
    assert (open : 0 < theta < PI).
    { rewrite T. pose proof (saddle_angle_ge m vs vs_nz). apply has_saddles_iff_angle in S; [lra|exact vs_nz]. }
    split; [exact open|]. rewrite T. split; [exact V|].
    rewrite population_gradient_w_vanishes_iff by exact open. rewrite (dot_agree_l m _ _ vs V).
    now apply saddle_angle_iff.
Qed.

(** f* at theta - t, for t = (pi/2) tau. *)
Lemma minimum_in_v_turned theta0 tau :
  minimum_in_v m vs (theta0 - PI / 2 * tau)
  = minimum_in_v m vs theta0 - / 8 * (2 * tau * dot m (minimiser_in_v m vs theta0) vs + tau ^ 2 * curvature m vs).
Proof.
  rewrite !minimum_in_v_curvature, dot_minimiser_teacher. field. apply PI_neq0.
Qed.

(** Where v = v_theta and v.v* >= 0, turning towards the teacher lowers f. *)
Lemma turning_towards_teacher_descends :
  (2 <= n)%nat \/ 0 < theta < PI -> 0 < theta ->
  agree m v (minimiser_in_v m vs theta) -> 0 <= dot m v vs ->
  forall radius, 0 < radius -> exists v' w',
    nrm m (v' - v)%V < radius /\ nrm n (w' - w)%V < radius /\ 0 < nrm n w'
    /\ population_loss m n vs ws v' w' < population_loss m n vs ws v w.
Proof.
  intros Hn T V D radius Hr.
  destruct (frame_exists n w ws w_nz ws_nz Hn) as (p & P1 & P2 & P3). fold theta in P3.
  pose proof (angle_range n w ws) as A. fold theta in A. pose proof PI2_1 as PI2.
  assert (U1 : dot n (unit n w) (unit n w) = 1) by now apply dot_unit_unit.
  assert (U2 : dot n (unit n w) (unit n ws) = cos theta) by (symmetry; now apply cos_angle).
  set (delta := (vs - dot m ones vs / (INR m + 1) * ones)%V).
  set (K := nrm n w + nrm m delta + 1). pose proof (nrm_ge0 m delta) as Dn.
  assert (HK : 0 < K) by (unfold K; lra).
  set (tau := Rmin (theta / (PI / 2)) (radius / (2 * K) / (PI / 2))). set (t := PI / 2 * tau).
  assert (Tau : 0 < tau).
  { apply Rmin_pos; repeat apply Rdiv_lt_0_compat; lra. }
  assert (T0 : 0 < t) by (apply Rmult_lt_0_compat; lra).
  assert (T1 : t <= theta).
  { unfold t. replace theta with (PI / 2 * (theta / (PI / 2))) by (field; lra).
    apply Rmult_le_compat_l; [lra | apply Rmin_l]. }
  assert (T2 : t * K <= radius / 2).
  { unfold t. apply Rle_trans with (PI / 2 * (radius / (2 * K) / (PI / 2)) * K); [|right; field; lra].
    apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat_l; [lra | apply Rmin_r]. }
  assert (Tt : tau <= t) by (unfold t; nra).
  exists (minimiser_in_v m vs (theta - t)), (turned (unit n w) p (nrm n w) t).
  assert (Av : angle n (turned (unit n w) p (nrm n w) t) ws = theta - t) by (apply angle_turned; auto; lra).
  repeat split.
  - rewrite (nrm_agree m _ (tau * delta)%V).
    + rewrite nrm_scal, Rabs_pos_eq by lra. unfold K in T2. nra.
    + intros i Hi. unfold vsub. rewrite (V i Hi). unfold minimiser_in_v, delta, vadd, vsub, vscal, ones, t.
      pose proof (INR_plus_1_pos m). field. lra.
  - pose proof (distance_turned n (unit n w) p U1 P1 P2 (nrm n w) t) as B.
    rewrite unit_scal_nrm in B by exact w_nz. unfold K in T2. assert (B' := B ltac:(lra) ltac:(lra)). nra.
  - rewrite nrm_turned; auto; lra.
  - assert (E : population_loss m n vs ws v w = minimum_in_v m vs theta)
      by (now apply population_loss_eq_minimum_iff).
    assert (E' : population_loss m n vs ws (minimiser_in_v m vs (theta - t)) (turned (unit n w) p (nrm n w) t)
                 = minimum_in_v m vs (theta - t)).
    { rewrite <- Av. apply population_loss_eq_minimum_iff, agree_refl. }
    rewrite E, E'. unfold t. rewrite minimum_in_v_turned. rewrite (dot_agree_l m _ _ vs V) in D.
    pose proof (curvature_pos m vs vs_nz) as G.
    assert (0 < tau ^ 2 * curvature m vs) by (apply Rmult_lt_0_compat; nra). nra.
Qed.

Lemma not_local_minimiser :
  (2 <= n)%nat \/ 0 < theta < PI -> 0 < theta ->
  agree m v (minimiser_in_v m vs theta) -> 0 <= dot m v vs -> ~ local_minimiser m n vs ws v w.
Proof.
  intros Hn T V D (radius & Hr & L).
  destruct (turning_towards_teacher_descends Hn T V D radius Hr) as (v' & w' & A & B & C & E).
  specialize (L v' w' A B C). lra.
Qed.

(** In v alone f has no local maximiser. *)
Lemma not_local_maximiser : agree m v (minimiser_in_v m vs theta) -> ~ local_maximiser m n vs ws v w.
Proof.
  intros V (radius & Hr & L). set (N := nrm m vs).
  assert (HN : 0 < N) by now apply sqrt_lt_R0.
  set (t := radius / (2 * N)). assert (Ht : 0 < t) by (apply Rdiv_lt_0_compat; lra).
  specialize (L (v + t * vs)%V w).
  assert (E1 : nrm m (v + t * vs - v)%V < radius).
  { replace (v + t * vs - v)%V with (t * vs)%V by (vec_ext; ring).
    rewrite nrm_scal, Rabs_pos_eq by lra. fold N. unfold t.
    replace (radius / (2 * N) * N) with (radius / 2) by (field; lra). lra. }
  assert (E2 : nrm n (w - w)%V < radius).
  { replace (nrm n (w - w)%V) with 0; [exact Hr|]. symmetry. apply nrm_eq0. intros i _. unfold vsub, zeros. ring. }
  specialize (L E1 E2 w_nz).
  assert (E : population_loss m n vs ws v w = minimum_in_v m vs theta) by now apply population_loss_eq_minimum_iff.
  rewrite E, landscape_identity in L. fold theta in L.
  assert (Y : agree m (v + t * vs - minimiser_in_v m vs theta)%V (t * vs)%V).
  { intros i Hi. unfold vadd, vsub. rewrite (V i Hi). ring. }
  assert (F : dot m (t * vs)%V (t * vs)%V
              <= dot m (v + t * vs - minimiser_in_v m vs theta)%V
                       (I_plus_J m (v + t * vs - minimiser_in_v m vs theta)%V)).
  { eapply Rle_trans; [|apply I_plus_J_ge]. right. now apply dot_ext; intros; symmetry; apply Y. }
  rewrite dot_scal_l, dot_scal_r in F. pose proof (Rmult_lt_0_compat t (dot m vs vs) Ht vs_nz).
  assert (0 < t * (t * dot m vs vs)) by now apply Rmult_lt_0_compat. lra.
Qed.

(** Every stationary point is a saddle. *)
Theorem stationary_is_saddle : stationary m n vs ws v w -> saddle m n vs ws v w.
Proof.
  intros St. split; [exact St|].
  destruct St as (open & V & W). fold theta in open.
  rewrite population_gradient_w_vanishes_iff in W by exact open. rewrite population_gradient_v_vanishes_iff in V.
  split; [|now apply not_local_maximiser].
  apply not_local_minimiser; [now right | apply open | exact V | lra].
Qed.

(** The value of f at a saddle: (m + 1)|v*|^4 / (8 ((m + 1)|v*|^2 - S^2)). *)
Theorem loss_at_stationary :
  stationary m n vs ws v w ->
  population_loss m n vs ws v w
  = (INR m + 1) * dot m vs vs ^ 2 / (8 * ((INR m + 1) * dot m vs vs - dot m ones vs ^ 2)).
Proof.
  intros St. apply stationary_iff in St. destruct St as (_ & T & V). rewrite <- T in V.
  apply population_loss_eq_minimum_iff in V. rewrite V. fold theta. rewrite T, minimum_in_v_curvature.
  rewrite saddle_angle_curvature by exact vs_nz. rewrite <- curvature_scaled.
  pose proof (curvature_pos m vs vs_nz). pose proof (INR_plus_1_pos m). pose proof PI_RGT_0. field. lra.
Qed.
End Points.

(** Saddles exist when the condition holds and w can turn. *)
Theorem saddles_exist_iff m n vs ws :
  0 < dot m vs vs -> 0 < nrm n ws -> (2 <= n)%nat ->
  (exists v w, 0 < nrm n w /\ saddle m n vs ws v w) <-> has_saddles m vs.
Proof.
  intros N Hs Hn. split.
  - intros (v & w & Hw & St & _). now apply stationary_iff in St.
  - intros S. assert (A : 0 <= saddle_angle m vs <= PI).
    { pose proof (saddle_angle_ge m vs N). pose proof PI_RGT_0. apply has_saddles_iff_angle in S; [lra|exact N]. }
    destruct (every_angle_occurs n ws 1 (saddle_angle m vs)) as (w & W1 & W2); auto; [lra|].
    exists (minimiser_in_v m vs (saddle_angle m vs)), w. split; [lra|].
    apply stationary_is_saddle; auto; [lra|]. apply stationary_iff; auto; [lra|].
    repeat split; auto.
Qed.

(** ** The point opposite to the teacher

    At theta = pi and v = v_pi f equals S^2/(2(m + 1)). For v* <> 0 and n >= 2 the point is a local minimiser iff
    S^2 < ((m + 1)/2) |v*|^2, and a spurious one iff moreover S <> 0; for n = 1 it is always a local minimiser.

    Sources: P1, Proposition 1, corrected; the book, "The landscape" and errata E3, E4. *)

Section Opposite.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis opposite : angle n w ws = PI.
Hypothesis v_opposite : agree m v (opposite_v m vs).

Theorem loss_at_opposite : population_loss m n vs ws v w = dot m ones vs ^ 2 / (2 * (INR m + 1)).
Proof.
  rewrite <- minimum_in_v_PI, <- opposite. apply population_loss_eq_minimum_iff. now rewrite opposite.
Qed.

Theorem loss_at_opposite_pos_iff : 0 < population_loss m n vs ws v w <-> dot m ones vs <> 0.
Proof.
  rewrite loss_at_opposite. pose proof (INR_plus_1_pos m) as P. split.
  - intros H E. rewrite E in H. replace (0 ^ 2 / (2 * (INR m + 1))) with 0 in H by (field; lra). lra.
  - intros E. apply Rdiv_lt_0_compat; [nra | lra].
Qed.

(** Under the condition of Proposition 1, f* decreases up to pi on [2 saddle_angle - pi, pi]. *)
Lemma minimum_in_v_near_pi theta :
  0 < dot m vs vs -> has_saddles m vs -> 2 * saddle_angle m vs - PI <= theta <= PI ->
  minimum_in_v m vs PI <= minimum_in_v m vs theta.
Proof.
  intros N S [T1 T2]. rewrite !minimum_in_v_curvature. rewrite saddle_angle_curvature in T1 by exact N.
  pose proof (curvature_pos m vs N) as G. pose proof PI_RGT_0 as P.
  set (x := 2 * theta / PI). replace (2 * PI / PI) with 2 by (field; lra).
  assert (T : theta = PI / 2 * x) by (unfold x; field; lra). rewrite T in T1, T2.
  assert (E : dot m vs vs / curvature m vs * curvature m vs = dot m vs vs) by (field; lra).
  set (q := dot m vs vs / curvature m vs) in *.
  assert (X1 : 2 * q - 2 <= x) by nra. assert (X2 : x <= 2) by nra.
  rewrite <- E. assert (0 <= (2 - x) * (x + 2 - 2 * q)) by (apply Rmult_le_pos; lra).
  assert (0 <= curvature m vs * ((2 - x) * (x + 2 - 2 * q))) by (apply Rmult_le_pos; lra). nra.
Qed.

Theorem opposite_is_local_minimiser :
  0 < dot m vs vs -> has_saddles m vs -> local_minimiser m n vs ws v w.
Proof.
  intros N S. assert (A : 2 * saddle_angle m vs - PI < PI).
  { apply has_saddles_iff_angle in S; [lra | exact N]. }
  destruct (angle_near_pi n w ws _ w_nz ws_nz opposite A) as (radius & Hr & L).
  exists radius. split; [exact Hr|]. intros v' w' _ D W.
  rewrite loss_at_opposite, <- minimum_in_v_PI. eapply Rle_trans; [|apply population_loss_ge_minimum].
  apply minimum_in_v_near_pi; auto. split; [now apply L | apply angle_range].
Qed.

(** For n >= 2 the condition is necessary. *)
Theorem opposite_is_local_minimiser_iff :
  0 < dot m vs vs -> (2 <= n)%nat -> local_minimiser m n vs ws v w <-> has_saddles m vs.
Proof.
  intros N Hn. split; [|now apply opposite_is_local_minimiser].
  intros L. apply has_saddles_iff_opposite. apply Rnot_le_lt. intros D. revert L.
  apply not_local_minimiser; auto; rewrite ?opposite.
  - apply PI_RGT_0.
  - exact v_opposite.
  - now rewrite (dot_agree_l m _ _ vs v_opposite).
Qed.

Theorem opposite_is_spurious_iff :
  0 < dot m vs vs -> (2 <= n)%nat ->
  spurious_minimiser m n vs ws v w <-> has_saddles m vs /\ dot m ones vs <> 0.
Proof.
  intros N Hn. unfold spurious_minimiser. now rewrite opposite_is_local_minimiser_iff, loss_at_opposite_pos_iff.
Qed.

Theorem opposite_is_spurious :
  0 < dot m vs vs -> has_saddles m vs -> dot m ones vs <> 0 -> spurious_minimiser m n vs ws v w.
Proof.
  intros N S E. split; [now apply opposite_is_local_minimiser | now apply loss_at_opposite_pos_iff].
Qed.
End Opposite.

(** *** One input *)
Lemma angle_with_one_input w ws :
  0 < nrm 1 w -> 0 < nrm 1 ws -> angle 1 w ws = 0 \/ angle 1 w ws = PI.
Proof.
  intros Hw Hs. pose proof (angle_range 1 w ws) as A. pose proof (sin_angle_sq 1 w ws Hw Hs) as S.
  pose proof (dot_unit_unit 1 w Hw) as U. pose proof (dot_unit_unit 1 ws Hs) as V.
  assert (Z : sin (angle 1 w ws) = 0).
  { cbn [dot] in S, U, V. set (x := unit 1 w 0%nat) in *. set (y := unit 1 ws 0%nat) in *.
    assert (E : 1 - (0 + x * y) * (0 + x * y) = 0).
    { replace ((0 + x * y) * (0 + x * y)) with ((0 + x * x) * (0 + y * y)) by ring. rewrite U, V. ring. }
    rewrite E in S. nra. }
  destruct (Req_dec (angle 1 w ws) 0) as [E|E]; [now left|].
  destruct (Req_dec (angle 1 w ws) PI) as [F|F]; [now right|].
  pose proof (sin_gt_0 (angle 1 w ws)). lra.
Qed.

Theorem opposite_with_one_input_is_local_minimiser m vs ws v w :
  0 < nrm 1 w -> 0 < nrm 1 ws -> angle 1 w ws = PI -> agree m v (opposite_v m vs) ->
  local_minimiser m 1 vs ws v w.
Proof.
  intros Hw Hs A V. pose proof PI_RGT_0 as P.
  destruct (angle_near_pi 1 w ws (PI / 2) Hw Hs A ltac:(lra)) as (radius & Hr & L).
  exists radius. split; [exact Hr|]. intros v' w' _ D W.
  rewrite (loss_at_opposite m 1 vs ws v w A V), <- minimum_in_v_PI. specialize (L w' D W).
  destruct (angle_with_one_input w' ws W Hs) as [E|E]; [lra|].
  rewrite <- E. apply population_loss_ge_minimum.
Qed.

Theorem opposite_with_one_input_is_spurious_iff m vs ws v w :
  0 < nrm 1 w -> 0 < nrm 1 ws -> angle 1 w ws = PI -> agree m v (opposite_v m vs) ->
  spurious_minimiser m 1 vs ws v w <-> dot m ones vs <> 0.
Proof.
  intros Hw Hs A V. unfold spurious_minimiser. rewrite (loss_at_opposite_pos_iff m 1 vs ws v w A V).
  pose proof (opposite_with_one_input_is_local_minimiser m vs ws v w Hw Hs A V). tauto.
Qed.
