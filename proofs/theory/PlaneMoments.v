(** * Half-planes and sectors of any two vectors of the plane

    For w, w* <> 0 in R^2 and z standard normal: P(z.w > 0) = 1/2, P(z.w > 0, z.w* > 0) = (pi - theta)/(2 pi), E z = 0,
    E[1{z.w > 0} z] = u/sqrt(2 pi), E[1{z.w > 0, z.w* > 0} z] = (u + u* )/(2 sqrt(2 pi)). No condition on theta.
    Source: P1, Lemma 11; the moment of the sector in the form without cos(theta/2). *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry PlaneExpectation RotationInvariance Sectors.
Open Scope R_scope.

(** The moments that loss and coarse gradients need, for an arbitrary expectation [E] of one row. *)
Record sector_moments (E : (R -> R -> R) -> R -> Prop) (w ws : vec) : Prop := {
  student_probability : E (fun x y => binary (dot 2 (plane x y) w)) (/ 2);
  teacher_probability : E (fun x y => binary (dot 2 (plane x y) ws)) (/ 2);
  both_probability : E (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws))
    ((PI - angle 2 w ws) / (2 * PI));
  row_mean : forall j, (j < 2)%nat -> E (fun x y => plane x y j) 0;
  student_moment : forall j, (j < 2)%nat ->
    E (fun x y => binary (dot 2 (plane x y) w) * plane x y j) (unit 2 w j / sqrt (2 * PI));
  teacher_moment : forall j, (j < 2)%nat ->
    E (fun x y => binary (dot 2 (plane x y) ws) * plane x y j) (unit 2 ws j / sqrt (2 * PI));
  both_moment : forall j, (j < 2)%nat ->
    E (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
      ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI))) }.

(** In the plane, the frame (u, e) with u* = cos theta u + sin theta e exists for every theta in [0, pi]. *)
Lemma plane_frame w ws : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  let c := unit 2 w 0%nat in let s := unit 2 w 1%nat in let theta := angle 2 w ws in
  c * c + s * s = 1 /\ exists o, (o = 1 \/ o = -1) /\
    unit 2 ws 0%nat = cos theta * c + sin theta * (o * - s) /\ unit 2 ws 1%nat = cos theta * s + sin theta * (o * c).
Proof.
  intros Hw Hs c s theta.
  pose proof (dot_unit_unit 2 w Hw) as U. pose proof (dot_unit_unit 2 ws Hs) as US.
  pose proof (cos_angle 2 w ws Hw Hs) as C. pose proof (sin_angle_sq 2 w ws Hw Hs) as S.
  pose proof (sin_angle_ge0 2 w ws) as S0.
  fold theta in C, S, S0. rewrite <- C in S. simpl in U, US, C. fold c s in U, C.
  set (a := unit 2 ws 0%nat) in *. set (b := unit 2 ws 1%nat) in *.
  assert (N : c * c + s * s = 1) by lra. split; [exact N|].
  assert (T : sin theta * sin theta = (- a * s + b * c) * (- a * s + b * c)).
  { rewrite S, C. replace 1 with ((c * c + s * s) * (a * a + b * b)) by (rewrite N; lra). ring. }
  assert (A : forall t, t = - a * s + b * c -> a = cos theta * c + t * - s /\ b = cos theta * s + t * c).
  { intros t ->. rewrite C. split.
    - transitivity (a * (c * c + s * s)); [rewrite N; ring | ring].
    - transitivity (b * (c * c + s * s)); [rewrite N; ring | ring]. }
  destruct (Rle_dec 0 (- a * s + b * c)) as [L|L].
  - exists 1. split; [now left|]. destruct (A (sin theta)) as [A1 A2]; [nra|]. split; [rewrite A1 | rewrite A2]; ring.
  - exists (-1). split; [now right|]. destruct (A (- sin theta)) as [A1 A2]; [nra|].
    split; [rewrite A1 | rewrite A2]; ring.
Qed.

Lemma binary_dot_unit n z w : 0 < nrm n w -> binary (dot n z w) = binary (dot n z (unit n w)).
Proof.
  intros H. rewrite <- (unit_scal_nrm n w H) at 1. rewrite dot_scal_r. now apply binary_scal.
Qed.

(** Functions of 1{z.w > 0}, 1{z.w* > 0} and z, in the frame (u, e). *)
Lemma sector_frame (F : R -> R -> R -> R -> R) w ws l : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  (forall p q, plane_expectation (fun x y =>
     F (binary x) (binary (x * cos (angle 2 w ws) + y * sin (angle 2 w ws)))
       (x * unit 2 w 0%nat + y * p) (x * unit 2 w 1%nat + y * q))
     (l (cos (angle 2 w ws) * unit 2 w 0%nat + sin (angle 2 w ws) * p)
        (cos (angle 2 w ws) * unit 2 w 1%nat + sin (angle 2 w ws) * q))) ->
  plane_expectation (fun x y => F (binary (dot 2 (plane x y) w)) (binary (dot 2 (plane x y) ws)) x y)
    (l (unit 2 ws 0%nat) (unit 2 ws 1%nat)).
Proof.
  intros Hw Hs H. destruct (plane_frame w ws Hw Hs) as (N & o & O & A & B).
  set (c := unit 2 w 0%nat) in *. set (s := unit 2 w 1%nat) in *. set (theta := angle 2 w ws) in *.
  apply (plane_expectation_frame _ _ c s o N O). rewrite A, B.
  refine (plane_expectation_ext _ _ _ _ (H (o * - s) (o * c))).
  intros x y. rewrite !(binary_dot_unit 2 _ w), !(binary_dot_unit 2 _ ws) by assumption. simpl. fold c s.
  rewrite A, B. assert (o * o = 1) by (destruct O as [->| ->]; ring).
  f_equal; f_equal.
  - transitivity (x * (c * c + s * s)); [rewrite N; ring | ring].
  - transitivity (x * cos theta * (c * c + s * s) + y * sin theta * (o * o) * (c * c + s * s));
      [rewrite N, H0; ring | ring].
Qed.

Section Plane.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.

Theorem plane_half_probability : plane_expectation (fun x y => binary (dot 2 (plane x y) w)) (/ 2).
Proof. apply (sector_frame (fun a _ _ _ => a) w w (fun _ _ => / 2)); auto. intros; apply half_plane_probability. Qed.

Theorem plane_sector_probability :
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws))
    ((PI - angle 2 w ws) / (2 * PI)).
Proof.
  apply (sector_frame (fun a b _ _ => a * b) w ws (fun _ _ => (PI - angle 2 w ws) / (2 * PI))); auto.
  intros. apply sector_probability, angle_range.
Qed.

Lemma plane_mean_coordinate j : (j < 2)%nat -> plane_expectation (fun x y => plane x y j) 0.
Proof. destruct j as [|[|j]]; [intros _; exact mean_x | intros _; exact mean_y | lia]. Qed.

Theorem plane_half_moment j : (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * plane x y j) (unit 2 w j / sqrt (2 * PI)).
Proof.
  intros Hj. pose proof sqrt_2PI_pos as P.
  refine (sector_frame (fun a _ x y => a * plane x y j) w w (fun _ _ => unit 2 w j / sqrt (2 * PI)) w_nz w_nz _).
  intros p q.
  set (k := match j with O => p | _ => q end).
  apply (plane_expectation_ext (fun x y => unit 2 w j * (binary x * x) + k * (binary x * y))).
  { intros x y. unfold k. destruct j as [|[|j]]; [simpl; ring | simpl; ring | lia]. }
  replace (unit 2 w j / sqrt (2 * PI)) with (unit 2 w j * / sqrt (2 * PI) + k * 0) by (unfold Rdiv; ring).
  apply plane_expectation_plus; apply plane_expectation_scal; [apply half_plane_moment_x | apply half_plane_moment_y].
Qed.

Theorem plane_sector_moment j : (j < 2)%nat ->
  plane_expectation (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((unit 2 w j + unit 2 ws j) / (2 * sqrt (2 * PI))).
Proof.
  intros Hj. pose proof sqrt_2PI_pos as P.
  set (S := sqrt (2 * PI)) in *. set (theta := angle 2 w ws).
  assert (R : forall l, l = unit 2 ws j -> plane_expectation (fun x y => binary (dot 2 (plane x y) w) *
    binary (dot 2 (plane x y) ws) * plane x y j) ((unit 2 w j + l) / (2 * S)) -> plane_expectation (fun x y =>
    binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)
    ((unit 2 w j + unit 2 ws j) / (2 * S))) by (intros l ->; auto).
  apply (R (plane (unit 2 ws 0%nat) (unit 2 ws 1%nat) j)); [destruct j as [|[|j]]; [easy | easy | lia]|].
  refine (sector_frame (fun a b x y => a * b * plane x y j) w ws
    (fun x y => (unit 2 w j + plane x y j) / (2 * S)) w_nz ws_nz _).
  intros p q. fold theta.
  set (k := match j with O => p | _ => q end).
  apply (plane_expectation_ext (fun x y => unit 2 w j * (binary x * binary (x * cos theta + y * sin theta) * x)
    + k * (binary x * binary (x * cos theta + y * sin theta) * y))).
  { intros x y. unfold k. destruct j as [|[|j]]; [simpl; ring | simpl; ring | lia]. }
  match goal with |- plane_expectation _ ?l =>
    replace l with (unit 2 w j * ((1 + cos theta) / (2 * S)) + k * (sin theta / (2 * S))) end.
  2:{ unfold k. destruct j as [|[|j]]; [simpl; field; lra | simpl; field; lra | lia]. }
  pose proof (angle_range 2 w ws).
  apply plane_expectation_plus; apply plane_expectation_scal; [now apply sector_moment_x | now apply sector_moment_y].
Qed.
End Plane.

Theorem plane_sector_moments w ws : 0 < nrm 2 w -> 0 < nrm 2 ws -> sector_moments plane_expectation w ws.
Proof.
  intros Hw Hs. split; auto using plane_half_probability, plane_sector_probability, plane_mean_coordinate,
    plane_half_moment, plane_sector_moment.
Qed.
