(** * The point opposite to the teacher

    At theta = pi and v = v_pi f equals S^2/(2(m + 1)). For v* <> 0 and n >= 2 the point is a local minimiser iff
    S^2 < ((m + 1)/2) |v*|^2, and a spurious one iff moreover S <> 0; for n = 1 it is always a local minimiser.

    Sources: P1, Proposition 1, corrected; the book, "The landscape" and errata E3, E4. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Landscape Turning SaddleAngle CriticalPoints.
Open Scope R_scope.

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

(** ** One input *)
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
