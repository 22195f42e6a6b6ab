(** * Polar and Cartesian expectations agree on sectors

    On 1{z.w > 0} 1{z.w* > 0} (c0 + c1 x + c2 y), for any w and w* in the plane. A sector is cut along the axis x = 0;
    each half is a combination of the basic sectors {x > 0, k x + y > 0} and their mirror images, whose values in
    both coordinates are known; the axis itself has no mass. Source: the book. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian Cartesian.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial GaussianLine.
From Coarsegrad.theory Require Import Geometry PlaneExpectation PlaneMoments Cartesian.
Open Scope R_scope.

Definition agree (F : R -> R -> R) : Prop :=
  exists l, plane_expectation F l /\ cartesian_plane_expectation F l.

Lemma agree_value F l : agree F -> plane_expectation F l -> cartesian_plane_expectation F l.
Proof. intros (k & P & H) HP. now rewrite (plane_expectation_unique F l k HP P). Qed.

Lemma agree_ext F G : (forall x y, F x y = G x y) -> agree F -> agree G.
Proof.
  intros E (l & P & H). exists l. split; [now apply (plane_expectation_ext F) | now apply (cartesian_ext F)].
Qed.

Lemma agree_plus F G : agree F -> agree G -> agree (fun x y => F x y + G x y).
Proof.
  intros (l & P & H) (k & Q & K). exists (l + k).
  split; [now apply plane_expectation_plus | now apply cartesian_plus].
Qed.

Lemma agree_scal c F : agree F -> agree (fun x y => c * F x y).
Proof. intros (l & P & H). exists (c * l). split; [now apply plane_expectation_scal | now apply cartesian_scal]. Qed.

Lemma agree_reflect_y F : agree F -> agree (fun x y => F x (- y)).
Proof.
  intros (l & P & H). exists l. split; [now apply plane_expectation_reflection | now apply cartesian_reflect_y].
Qed.

Lemma agree_reflect_x F : agree F -> agree (fun x y => F (- x) y).
Proof.
  intros (l & P & H). exists l. split; [|now apply cartesian_reflect_x].
  apply plane_expectation_reflection in P. apply (plane_expectation_rotation _ _ (-1) 0) in P; [|lra].
  revert P. apply plane_expectation_ext. intros x y. f_equal; ring.
Qed.

(** ** Half a sector, to the right of the axis x = 0 *)
Lemma agree_right c0 c1 c2 : agree (fun x y => binary x * (c0 + c1 * x + c2 * y)).
Proof.
  apply (agree_ext (fun x y => (c0 * binary x + c1 * (binary x * x)) + c2 * (binary x * y))); [intros; ring|].
  apply agree_plus; [apply agree_plus|]; apply agree_scal.
  - exists (/ 2). split; [apply half_plane_probability | apply cartesian_half].
  - exists (/ sqrt (2 * PI)). split; [apply half_plane_moment_x | apply cartesian_half_x].
  - exists 0. split; [apply half_plane_moment_y | apply cartesian_half_y].
Qed.

(** The angle of (1, 0) and (k, 1) is pi/2 - atan k. *)
Lemma basic_sector_polar k (phi : R -> R -> R) l :
  let rho := sqrt (1 + k * k) in let th := PI / 2 - atan k in
  (cos th = k / rho -> sin th = / rho -> 0 <= th <= PI ->
   plane_expectation (fun x y => binary x * binary (x * cos th + y * sin th) * phi x y) l) ->
  plane_expectation (fun x y => binary x * binary (k * x + y) * phi x y) l.
Proof.
  intros rho th H. pose proof (rho_pos k) as R. fold rho in R. pose proof (atan_bound k).
  assert (E : 1 + k * k = 1 + Rsqr k) by (unfold Rsqr; ring).
  assert (Cth : cos th = k / rho).
  { unfold th. rewrite cos_shift, sin_atan. unfold rho. now rewrite E. }
  assert (Sth : sin th = / rho).
  { unfold th. rewrite sin_shift, cos_atan. unfold rho. rewrite E. apply Rmult_1_l. }
  assert (Rng : 0 <= th <= PI) by (unfold th; lra).
  refine (plane_expectation_ext _ _ _ _ (H Cth Sth Rng)). intros x y. rewrite Cth, Sth. do 2 f_equal.
  replace (x * (k / rho) + y * / rho) with (/ rho * (k * x + y)) by (field; lra).
  apply binary_scal. now apply Rinv_0_lt_compat.
Qed.

Lemma agree_basic k c0 c1 c2 : agree (fun x y => binary x * binary (k * x + y) * (c0 + c1 * x + c2 * y)).
Proof.
  apply (agree_ext (fun x y => (c0 * (binary x * binary (k * x + y) * 1) + c1 * (binary x * binary (k * x + y) * x))
    + c2 * (binary x * binary (k * x + y) * y))); [intros; ring|].
  apply agree_plus; [apply agree_plus|]; apply agree_scal.
  - exists ((PI / 2 + atan k) / (2 * PI)). split.
    + apply basic_sector_polar. intros _ _ Rng.
      replace (PI / 2 + atan k) with (PI - (PI / 2 - atan k)) by field.
      refine (plane_expectation_ext _ _ _ _ (sector_probability _ Rng)). intros; simpl; ring.
    + refine (cartesian_ext _ _ _ _ (cartesian_sector k)). intros; simpl; ring.
  - exists ((1 + k / sqrt (1 + k * k)) / (2 * sqrt (2 * PI))). split.
    + apply basic_sector_polar. intros <- _ Rng. now apply sector_moment_x.
    + refine (cartesian_ext _ _ _ _ (cartesian_sector_x k)). intros; simpl; ring.
  - exists (/ sqrt (1 + k * k) / (2 * sqrt (2 * PI))). split.
    + apply basic_sector_polar. intros _ <- Rng. now apply sector_moment_y.
    + refine (cartesian_ext _ _ _ _ (cartesian_sector_y k)). intros; simpl; ring.
Qed.

Lemma agree_one p q c0 c1 c2 : agree (fun x y => binary x * binary (p * x + q * y) * (c0 + c1 * x + c2 * y)).
Proof.
  destruct (Rtotal_order q 0) as [N|[->|N]].
  - apply (agree_ext (fun x y => binary x * binary (p / - q * x + - y) * (c0 + c1 * x + - c2 * - y))).
    { intros x y. replace (p * x + q * y) with (- q * (p / - q * x + - y)) by (field; lra).
      rewrite binary_scal by lra. ring. }
    apply (agree_reflect_y (fun x y => binary x * binary (p / - q * x + y) * (c0 + c1 * x + - c2 * y))), agree_basic.
  - apply (agree_ext (fun x y => binary p * (binary x * (c0 + c1 * x + c2 * y)))).
    { intros x y. destruct (Rlt_dec 0 x) as [X|X].
      - replace (p * x + 0 * y) with (x * p) by ring. rewrite binary_scal by exact X. ring.
      - rewrite (binary_npos x) by lra. ring. }
    apply agree_scal, agree_right.
  - apply (agree_ext (fun x y => binary x * binary (p / q * x + y) * (c0 + c1 * x + c2 * y))).
    { intros x y. replace (p * x + q * y) with (q * (p / q * x + y)) by (field; lra).
      now rewrite binary_scal by lra. }
    apply agree_basic.
Qed.

(** To the right of the axis, the intersection of two half-planes is nothing, one of them, or both less everything. *)
Lemma two_half_lines p q p' q' : exists a b c, forall x y, 0 < x ->
  binary (p * x + q * y) * binary (p' * x + q' * y)
  = a * binary (p * x + q * y) + b * binary (p' * x + q' * y) + c.
Proof.
  assert (Cross : forall x y, q' * (p * x + q * y) - q * (p' * x + q' * y) = (p * q' - p' * q) * x) by (intros; ring).
  assert (H : forall a b c, (forall x y, 0 < x -> 0 < p * x + q * y -> 0 < p' * x + q' * y -> a + b + c = 1) ->
    (forall x y, 0 < x -> 0 < p * x + q * y -> p' * x + q' * y <= 0 -> a + c = 0) ->
    (forall x y, 0 < x -> p * x + q * y <= 0 -> 0 < p' * x + q' * y -> b + c = 0) ->
    (forall x y, 0 < x -> p * x + q * y <= 0 -> p' * x + q' * y <= 0 -> c = 0) ->
    exists a b c, forall x y, 0 < x -> binary (p * x + q * y) * binary (p' * x + q' * y)
      = a * binary (p * x + q * y) + b * binary (p' * x + q' * y) + c).
  { intros a b c H1 H2 H3 H4. exists a, b, c. intros x y X. unfold binary.
    destruct (Rlt_dec 0 (p * x + q * y)) as [P|P]; destruct (Rlt_dec 0 (p' * x + q' * y)) as [Q|Q].
    - pose proof (H1 x y X P Q). lra.
    - apply Rnot_lt_le in Q. pose proof (H2 x y X P Q). lra.
    - apply Rnot_lt_le in P. pose proof (H3 x y X P Q). lra.
    - apply Rnot_lt_le in P, Q. pose proof (H4 x y X P Q). lra. }
  destruct (Rtotal_order q 0) as [N|[N|N]].
  - destruct (Rtotal_order q' 0) as [N'|[N'|N']].
    + destruct (Rle_dec (p * q') (p' * q)) as [L|L]; [apply (H 0 1 0) | apply (H 1 0 0)];
        intros x y X P Q; try ring; exfalso; pose proof (Cross x y); nra.
    + subst q'. destruct (Rlt_dec 0 p') as [L|L]; [apply (H 1 0 0) | apply (H 0 0 0)];
        intros x y X P Q; try ring; exfalso; nra.
    + destruct (Rlt_dec (p' * q) (p * q')) as [L|L]; [apply (H 1 1 (-1)) | apply (H 0 0 0)];
        intros x y X P Q; try ring; exfalso; pose proof (Cross x y); nra.
  - subst q. destruct (Rlt_dec 0 p) as [L|L]; [apply (H 0 1 0) | apply (H 0 0 0)];
      intros x y X P Q; try ring; exfalso; nra.
  - destruct (Rtotal_order q' 0) as [N'|[N'|N']].
    + destruct (Rlt_dec (p * q') (p' * q)) as [L|L]; [apply (H 1 1 (-1)) | apply (H 0 0 0)];
        intros x y X P Q; try ring; exfalso; pose proof (Cross x y); nra.
    + subst q'. destruct (Rlt_dec 0 p') as [L|L]; [apply (H 1 0 0) | apply (H 0 0 0)];
        intros x y X P Q; try ring; exfalso; nra.
    + destruct (Rle_dec (p * q') (p' * q)) as [L|L]; [apply (H 1 0 0) | apply (H 0 1 0)];
        intros x y X P Q; try ring; exfalso; pose proof (Cross x y); nra.
Qed.

Lemma agree_right_sector p q p' q' c0 c1 c2 :
  agree (fun x y => binary x * (binary (p * x + q * y) * binary (p' * x + q' * y) * (c0 + c1 * x + c2 * y))).
Proof.
  destruct (two_half_lines p q p' q') as (a & b & c & H).
  apply (agree_ext (fun x y => (a * (binary x * binary (p * x + q * y) * (c0 + c1 * x + c2 * y))
    + b * (binary x * binary (p' * x + q' * y) * (c0 + c1 * x + c2 * y)))
    + c * (binary x * (c0 + c1 * x + c2 * y)))).
  { intros x y. destruct (Rlt_dec 0 x) as [X|X]; [rewrite H by exact X; ring|].
    rewrite (binary_npos x) by lra. ring. }
  apply agree_plus; [apply agree_plus|]; apply agree_scal; [apply agree_one | apply agree_one | apply agree_right].
Qed.

(** ** The axis x = 0 *)
Definition axis (x : R) : R := 1 - binary x - binary (- x).

Lemma axis_off x : x <> 0 -> axis x = 0.
Proof.
  intros N. unfold axis. destruct (Rtotal_order x 0) as [L|[L|L]]; [|contradiction|].
  - rewrite (binary_npos x), (binary_pos (- x)) by lra. ring.
  - rewrite (binary_pos x), (binary_npos (- x)) by lra. ring.
Qed.

Lemma axis_0 : axis 0 = 1.
Proof. unfold axis. rewrite Ropp_0, binary_npos by lra. ring. Qed.

Lemma axis_scal r x : 0 < r -> axis (r * x) = axis x.
Proof. intros H. unfold axis. rewrite Ropp_mult_distr_r, !binary_scal by exact H. reflexivity. Qed.

Lemma is_RInt_axis (f : R -> R) : is_RInt (fun t => axis (cos t) * f t) (- PI) PI 0.
Proof.
  pose proof PI_RGT_0 as P. replace 0 with (plus (plus 0 0) 0) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with (PI / 2); [apply @is_RInt_Chasles with (- (PI / 2))|];
    apply is_RInt_vanishing; rewrite Rmin_left, Rmax_right by lra; intros t Ht; rewrite axis_off; try ring.
  - rewrite <- cos_neg. apply Rlt_not_eq, cos_lt_0; lra.
  - apply Rgt_not_eq, cos_gt_0; lra.
  - apply Rlt_not_eq, cos_lt_0; lra.
Qed.

Lemma agree_upper_axis c0 c2 : agree (fun x y => axis x * (binary y * (c0 + c2 * y))).
Proof.
  apply (agree_ext (fun x y => c0 * (axis x * binary y) + c2 * (axis x * (binary y * y)))); [intros; ring|].
  pose proof PI_RGT_0 as P.
  assert (S : sqrt (PI / 2) <> 0) by (apply Rgt_not_eq, sqrt_lt_R0; lra).
  apply agree_plus; apply agree_scal; exists 0; split.
  - apply plane_expectation_hom0 with (fun t => axis (cos t) * binary (sin t)).
    + intros r t Hr _. now rewrite axis_scal, binary_scal.
    + rewrite Rmult_0_r. apply is_RInt_axis.
  - apply (cartesian_null _ (sqrt (2 * PI) / 2 + gauss_primitive 0)).
    + intros x y N. rewrite axis_off by exact N. ring.
    + generalize (line_half_gauss 0). apply line_integral_ext. intros y. rewrite axis_0, Rplus_0_l. ring.
  - apply plane_expectation_hom1 with (fun t => axis (cos t) * (binary (sin t) * sin t)).
    + intros r t Hr _. rewrite axis_scal, binary_scal by exact Hr. ring.
    + replace (2 * PI * 0 / sqrt (PI / 2)) with 0 by (field; exact S). apply is_RInt_axis.
  - apply (cartesian_null _ (gauss 0)).
    + intros x y N. rewrite axis_off by exact N. ring.
    + generalize (line_half_y_gauss 0). apply line_integral_ext. intros y. rewrite axis_0, Rplus_0_l. ring.
Qed.

Lemma agree_axis q q' c0 c2 : agree (fun x y => axis x * (binary (q * y) * binary (q' * y) * (c0 + c2 * y))).
Proof.
  assert (H : exists a b, forall y, binary (q * y) * binary (q' * y) = a * binary y + b * binary (- y)).
  { assert (S : forall r, exists a b, forall y, binary (r * y) = a * binary y + b * binary (- y)).
    { intros r. destruct (Rtotal_order r 0) as [N|[->|N]].
      - exists 0, 1. intros y. replace (r * y) with (- r * - y) by ring. rewrite binary_scal by lra. ring.
      - exists 0, 0. intros y. rewrite binary_npos by lra. ring.
      - exists 1, 0. intros y. rewrite binary_scal by lra. ring. }
    destruct (S q) as (a & b & Ha). destruct (S q') as (a' & b' & Ha'). exists (a * a'), (b * b').
    intros y. rewrite Ha, Ha'.
    assert (X : binary y * binary (- y) = 0).
    { unfold binary. destruct (Rlt_dec 0 y); destruct (Rlt_dec 0 (- y)); lra. }
    transitivity (a * a' * (binary y * binary y) + b * b' * (binary (- y) * binary (- y))
      + (a * b' + a' * b) * (binary y * binary (- y))); [ring|].
    rewrite X, !binary_idem. ring. }
  destruct H as (a & b & H).
  apply (agree_ext (fun x y => a * (axis x * (binary y * (c0 + c2 * y)))
    + b * (axis x * (binary (- y) * (c0 + - c2 * - y))))); [intros x y; rewrite H; ring|].
  apply agree_plus; apply agree_scal; [apply agree_upper_axis|].
  apply (agree_reflect_y (fun x y => axis x * (binary y * (c0 + - c2 * y)))), agree_upper_axis.
Qed.

(** ** The whole sector *)
Theorem agree_sector p q p' q' c0 c1 c2 :
  agree (fun x y => binary (p * x + q * y) * binary (p' * x + q' * y) * (c0 + c1 * x + c2 * y)).
Proof.
  set (F := fun p p' c1 x y => binary (p * x + q * y) * binary (p' * x + q' * y) * (c0 + c1 * x + c2 * y)).
  apply (agree_ext (fun x y => (binary x * F p p' c1 x y + binary (- x) * F (- p) (- p') (- c1) (- x) y)
    + axis x * (binary (q * y) * binary (q' * y) * (c0 + c2 * y)))).
  { intros x y. assert (E : F (- p) (- p') (- c1) (- x) y = F p p' c1 x y).
    { unfold F. f_equal; [f_equal; f_equal; ring | ring]. }
    rewrite E. change (binary (p * x + q * y) * binary (p' * x + q' * y) * (c0 + c1 * x + c2 * y)) with (F p p' c1 x y).
    destruct (Req_dec x 0) as [->|N].
    - rewrite axis_0, Ropp_0, (binary_npos 0) by lra. unfold F. rewrite !Rmult_0_r, !Rplus_0_l, Rplus_0_r. ring.
    - rewrite axis_off by exact N. pose proof (axis_off x N) as A. unfold axis in A.
      replace (binary (- x)) with (1 - binary x) by lra. ring. }
  apply agree_plus; [apply agree_plus|apply agree_axis].
  - apply agree_right_sector.
  - apply (agree_reflect_x (fun x y => binary x * F (- p) (- p') (- c1) x y)), agree_right_sector.
Qed.

Corollary agree_sector_of_vectors w ws c0 c1 c2 :
  agree (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * (c0 + c1 * x + c2 * y)).
Proof.
  refine (agree_ext _ _ _ (agree_sector (w 0%nat) (w 1%nat) (ws 0%nat) (ws 1%nat) c0 c1 c2)).
  intros x y. simpl. do 3 f_equal; ring.
Qed.

Lemma cartesian_mean j : (j < 2)%nat -> cartesian_plane_expectation (fun x y => plane x y j) 0.
Proof.
  intros Hj. destruct j as [|[|j]]; [| |lia].
  - exists (fun x => x * sqrt (2 * PI)). split; [intros x; exact (line_integral_scal x _ _ line_gauss)|].
    replace (2 * PI * 0) with (sqrt (2 * PI) * 0) by ring.
    generalize (line_integral_scal (sqrt (2 * PI)) _ _ line_y_gauss). apply line_integral_ext. intros x. ring.
  - exists (fun _ => 0). split; [intros x; exact line_y_gauss|].
    rewrite Rmult_0_r. apply line_integral_zero. intros. ring.
Qed.

(** The moments of sectors, in Cartesian coordinates, for any two nonzero vectors of the plane. *)
Theorem cartesian_sector_moments w ws : 0 < nrm 2 w -> 0 < nrm 2 ws ->
  sector_moments cartesian_plane_expectation w ws.
Proof.
  intros Hw Hs.
  assert (M : forall w ws j, (j < 2)%nat ->
    agree (fun x y => binary (dot 2 (plane x y) w) * binary (dot 2 (plane x y) ws) * plane x y j)).
  { intros p q j Hj. destruct j as [|[|j]]; [| |lia].
    - refine (agree_ext _ _ _ (agree_sector_of_vectors p q 0 1 0)). intros x y. simpl. ring.
    - refine (agree_ext _ _ _ (agree_sector_of_vectors p q 0 0 1)). intros x y. simpl. ring. }
  destruct (plane_sector_moments w ws Hw Hs) as [Pw Ps Pb _ Mw Ms Mb].
  split; [| | |exact cartesian_mean| | |].
  - refine (agree_value _ _ (agree_ext _ _ _ (agree_sector_of_vectors w w 1 0 0)) Pw).
    intros. rewrite binary_idem. ring.
  - refine (agree_value _ _ (agree_ext _ _ _ (agree_sector_of_vectors ws ws 1 0 0)) Ps).
    intros. rewrite binary_idem. ring.
  - refine (agree_value _ _ (agree_ext _ _ _ (agree_sector_of_vectors w ws 1 0 0)) Pb). intros. ring.
  - intros j Hj. refine (agree_value _ _ (agree_ext _ _ _ (M w w j Hj)) (Mw j Hj)). intros. now rewrite binary_idem.
  - intros j Hj. refine (agree_value _ _ (agree_ext _ _ _ (M ws ws j Hj)) (Ms j Hj)). intros. now rewrite binary_idem.
  - intros j Hj. exact (agree_value _ _ (M w ws j Hj) (Mb j Hj)).
Qed.
