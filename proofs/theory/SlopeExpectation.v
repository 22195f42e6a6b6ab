(** * The expected coarse gradient of a slope with given moments

    For w, w* in R^2 and any slope mu' whose moments along the student (mean M1, student M1 + Q1, teacher Tu and T_e)
    exist: E g = (Q1 |v|^2 + (M1/2) h - v.v* Tu) u - v.v* T_e e, for every m. The frame (u, e) is unique for
    0 < theta < pi; at theta = 0 and theta = pi either of the two will do, and T_e = 0. Source: the book. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry PlaneExpectation Rows RotationInvariance PlaneMoments StepMoments.
Open Scope R_scope.

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
Lemma student_moment j : (j < 2)%nat ->
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
    (mean_moment j Hj) (student_moment j Hj) (teacher_moment_coordinate j Hj)) as H.
  match type of H with iterated _ _ _ ?l => match goal with |- iterated _ _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold h. field.
Qed.
End Slope.
