(** * Student and teacher

    Their frame, weights at a right angle, and how a weight turns in the plane. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Rcomplements.
From Coarsegrad.spec Require Import Vectors Gaussian CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts.
Open Scope R_scope.

(** ** The frame of student and teacher

    u = w/|w|, u* = w*/|w*|, theta, e: cos theta = u.u*, |u* - (u.u* ) u| = sin theta, u* = cos theta u + sin theta e
    for 0 < theta < pi. Everything downstream sees w and w* through these facts alone. *)

Lemma dot_unit_unit n w : 0 < nrm n w -> dot n (unit n w) (unit n w) = 1.
Proof.
  intros H. unfold unit. dot_expand. rewrite <- nrm_sq. field. lra.
Qed.

Lemma nrm_unit n w : 0 < nrm n w -> nrm n (unit n w) = 1.
Proof. intros H. unfold nrm. rewrite dot_unit_unit by exact H. apply sqrt_1. Qed.

Lemma unit_scal_nrm n w : 0 < nrm n w -> (nrm n w * unit n w)%V = w.
Proof. intros H. vec_ext. unfold unit, vscal. field. lra. Qed.

(** The angle depends on w and w* through their directions only. *)
Lemma unit_scal n k w : 0 < k -> unit n (k * w)%V = unit n w.
Proof.
  intros Hk. unfold unit. rewrite nrm_scal, (Rabs_pos_eq k) by lra. vec_ext.
  destruct (Req_dec (nrm n w) 0) as [E|E].
  - rewrite E, Rmult_0_r, Rinv_0. ring.
  - field. lra.
Qed.

Section Frame.
Variable n : nat.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.

Let u := unit n w.
Let us := unit n ws.
Let theta := angle n w ws.

Lemma angle_units : theta = acos (dot n u us).
Proof.
  unfold theta, angle, u, us, unit. f_equal. dot_expand. field. lra.
Qed.

Lemma dot_units_range : -1 <= dot n u us <= 1.
Proof.
  pose proof (cauchy_schwarz n u us) as H. unfold u, us in H.
  rewrite !nrm_unit, Rmult_1_r in H by assumption.
  now apply Rcomplements.Rabs_le_between.
Qed.

Lemma cos_angle : cos theta = dot n u us.
Proof. rewrite angle_units. apply cos_acos, dot_units_range. Qed.

Lemma angle_range : 0 <= theta <= PI.
Proof. apply acos_bound. Qed.

Lemma sin_angle_ge0 : 0 <= sin theta.
Proof. pose proof angle_range. apply sin_ge_0; lra. Qed.

Lemma sin_angle_sq : sin theta * sin theta = 1 - dot n u us * dot n u us.
Proof. rewrite <- cos_angle. pose proof (sin2_cos2 theta). unfold Rsqr in *. lra. Qed.

Lemma sin_angle : sin theta = sqrt (1 - dot n u us * dot n u us).
Proof. rewrite <- sin_angle_sq. symmetry. apply sqrt_square, sin_angle_ge0. Qed.

Lemma dot_w_ws : dot n w ws = nrm n w * nrm n ws * cos theta.
Proof.
  rewrite cos_angle. unfold u, us, unit. dot_expand. field. lra.
Qed.

Lemma dot_unit_rejection : dot n u (rejection n w ws) = 0.
Proof.
  unfold rejection. fold u us. dot_expand. unfold u at 3 4. rewrite dot_unit_unit by assumption. ring.
Qed.

Lemma dot_teacher_rejection : dot n us (rejection n w ws) = sin theta * sin theta.
Proof.
  unfold rejection. fold u us. dot_expand. rewrite (dot_sym n us u), sin_angle_sq.
  unfold us at 1 2. rewrite dot_unit_unit by assumption. ring.
Qed.

Lemma nrm_rejection : nrm n (rejection n w ws) = sin theta.
Proof.
  unfold nrm. apply sqrt_lem_1.
  - apply dot_ge0.
  - apply sin_angle_ge0.
  - unfold rejection at 1. fold u us. rewrite dot_sub_l, dot_scal_l, dot_unit_rejection, dot_teacher_rejection. ring.
Qed.

Hypothesis open : 0 < theta < PI.

Lemma sin_angle_pos : 0 < sin theta.
Proof. apply sin_gt_0; lra. Qed.

Lemma rejection_pos : 0 < nrm n (rejection n w ws).
Proof. rewrite nrm_rejection. apply sin_angle_pos. Qed.

Lemma dot_normal_normal : dot n (normal n w ws) (normal n w ws) = 1.
Proof. apply dot_unit_unit, rejection_pos. Qed.

Lemma dot_unit_normal : dot n u (normal n w ws) = 0.
Proof. unfold normal, unit. rewrite dot_scal_r, dot_unit_rejection. ring. Qed.

Lemma dot_teacher_normal : dot n us (normal n w ws) = sin theta.
Proof.
  unfold normal, unit. rewrite dot_scal_r, dot_teacher_rejection, nrm_rejection.
  pose proof sin_angle_pos. field. lra.
Qed.

(** u* = cos theta u + sin theta e *)
Lemma teacher_in_frame : us = (cos theta * u + sin theta * normal n w ws)%V.
Proof.
  unfold normal. unfold unit at 1. rewrite nrm_rejection. unfold rejection. fold u us.
  pose proof sin_angle_pos. vec_ext. rewrite cos_angle. field. lra.
Qed.
End Frame.

(** ** Vectors orthogonal to given ones

    For n >= 2 there is a unit vector orthogonal to a given one, for n >= 3 an orthogonal pair of them. *)

(** The inner product with (x, y, 0, 0, ...). *)
Lemma dot_plane n x y z : (2 <= n)%nat -> dot n (plane x y) z = x * z 0%nat + y * z 1%nat.
Proof.
  intros H. destruct n as [|[|k]]; [lia|lia|]. clear H.
  induction k as [|k IH]; [simpl; ring|].
  change (dot (S (S (S k))) (plane x y) z) with (dot (S (S k)) (plane x y) z + plane x y (S (S k)) * z (S (S k))).
  rewrite IH. simpl plane. ring.
Qed.

Lemma orthogonal_unit_exists n w : (2 <= n)%nat -> exists p, dot n p p = 1 /\ dot n p w = 0.
Proof.
  intros H.
  assert (E : exists q, 0 < dot n q q /\ dot n q w = 0).
  { destruct (Req_dec (w 0%nat * w 0%nat + w 1%nat * w 1%nat) 0) as [Z|Z].
    - exists (plane 1 0). rewrite !dot_plane by assumption. simpl plane.
      assert (w 0%nat = 0) by nra. split; nra.
    - exists (plane (- w 1%nat) (w 0%nat)). rewrite !dot_plane by assumption. simpl plane. split; nra. }
  destruct E as (q & P & O). assert (N : 0 < nrm n q) by now apply sqrt_lt_R0.
  exists (unit n q). split; [now apply dot_unit_unit|]. unfold unit. rewrite dot_scal_l, O. ring.
Qed.

(** The vector (x, y, z, 0, 0, ...). *)
Definition space (x y z : R) : vec := fun i => match i with O => x | S O => y | S (S O) => z | _ => 0 end.

Lemma dot_space n x y z a : (3 <= n)%nat -> dot n (space x y z) a = x * a 0%nat + y * a 1%nat + z * a 2%nat.
Proof.
  intros H. destruct n as [|[|[|k]]]; [lia|lia|lia|]. clear H.
  induction k as [|k IH]; [simpl; ring|].
  change (dot (S (S (S (S k)))) (space x y z) a)
    with (dot (S (S (S k))) (space x y z) a + space x y z (S (S (S k))) * a (S (S (S k)))).
  rewrite IH. simpl space. ring.
Qed.

(** In three dimensions the cross product of the first three coordinates is orthogonal to two given vectors; where it is
    0 those parts are parallel, and a vector orthogonal to one of them serves. *)
Lemma orthogonal_to_two n a b : (3 <= n)%nat -> exists r, 0 < dot n r r /\ dot n r a = 0 /\ dot n r b = 0.
Proof.
  intros H. set (a0 := a 0%nat). set (a1 := a 1%nat). set (a2 := a 2%nat).
  set (b0 := b 0%nat). set (b1 := b 1%nat). set (b2 := b 2%nat).
  set (c0 := a1 * b2 - a2 * b1). set (c1 := a2 * b0 - a0 * b2). set (c2 := a0 * b1 - a1 * b0).
  destruct (Req_dec (c0 * c0 + c1 * c1 + c2 * c2) 0) as [Z|Z].
  2:{ exists (space c0 c1 c2). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
      split; [nra|]. split; unfold c0, c1, c2; ring. }
  assert (C0 : c0 = 0) by nra. assert (C1 : c1 = 0) by nra. assert (C2 : c2 = 0) by nra.
  unfold c0, c1, c2 in C0, C1, C2.
  (* parallel: a vector orthogonal to the longer of a and b *)
  assert (E : forall x0 x1 x2, 0 < x0 * x0 + x1 * x1 + x2 * x2 ->
            exists r0 r1 r2, 0 < r0 * r0 + r1 * r1 + r2 * r2 /\ r0 * x0 + r1 * x1 + r2 * x2 = 0).
  { intros x0 x1 x2 X. destruct (Req_dec (x0 * x0 + x1 * x1) 0) as [W|W].
    - exists 1, 0, 0. assert (x0 = 0) by nra. split; nra.
    - exists (- x1), x0, 0. split; nra. }
  destruct (Req_dec (a0 * a0 + a1 * a1 + a2 * a2) 0) as [A|A].
  - assert (A0 : a0 = 0) by nra. assert (A1 : a1 = 0) by nra. assert (A2 : a2 = 0) by nra.
    destruct (Req_dec (b0 * b0 + b1 * b1 + b2 * b2) 0) as [B|B].
    + assert (B0 : b0 = 0) by nra. assert (B1 : b1 = 0) by nra. assert (B2 : b2 = 0) by nra.
      exists (space 1 0 0). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
      rewrite A0, B0. repeat split; lra.
    + destruct (E b0 b1 b2) as (r0 & r1 & r2 & R1 & R2); [nra|].
      exists (space r0 r1 r2). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
      rewrite A0, A1, A2. repeat split; lra.
  - destruct (E a0 a1 a2) as (r0 & r1 & r2 & R1 & R2); [nra|].
    exists (space r0 r1 r2). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
    repeat split; [lra | lra |].
    apply Rmult_eq_reg_l with (a0 * a0 + a1 * a1 + a2 * a2); [|exact A].
    transitivity ((a0 * b0 + a1 * b1 + a2 * b2) * (r0 * a0 + r1 * a1 + r2 * a2)
                  + (a1 * b2 - a2 * b1) * (a1 * r2 - a2 * r1) + (a2 * b0 - a0 * b2) * (a2 * r0 - a0 * r2)
                  + (a0 * b1 - a1 * b0) * (a0 * r1 - a1 * r0)); [ring|].
    rewrite R2, C0, C1, C2. ring.
Qed.

(** For n >= 3 there are two orthogonal unit vectors orthogonal to w*. *)
Lemma orthogonal_pair_exists n ws :
  (3 <= n)%nat -> 0 < nrm n ws ->
  exists p q, dot n p p = 1 /\ dot n p ws = 0 /\ dot n q q = 1 /\ dot n q ws = 0 /\ dot n p q = 0.
Proof.
  intros Hn Hs. destruct (orthogonal_unit_exists n ws ltac:(lia)) as (p & P1 & P2).
  destruct (orthogonal_to_two n ws p Hn) as (r & R0 & R1 & R2).
  assert (Nr : 0 < nrm n r) by now apply sqrt_lt_R0.
  exists p, (unit n r). repeat split; auto.
  - now apply dot_unit_unit.
  - unfold unit. rewrite dot_scal_l, R1. ring.
  - unfold unit. rewrite dot_scal_r, dot_sym, R2. ring.
Qed.

(** ** Turning the weight

    With p a unit vector orthogonal to w, the vectors a (cos t u + sin t p) turn w by any angle, so every angle occurs
    in two or more dimensions. Near a weight opposite to the teacher, every weight has an angle near pi. *)

Section Turned.
Variable n : nat.
Variables u p ws : vec.
Variable theta : R.
Hypothesis u_unit : dot n u u = 1.
Hypothesis p_unit : dot n p p = 1.
Hypothesis up : dot n u p = 0.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis teacher_u : dot n u (unit n ws) = cos theta.
Hypothesis teacher_p : dot n p (unit n ws) = sin theta.

Definition turned (a t : R) : vec := (a * (cos t * u + sin t * p))%V.

Lemma nrm_turned_unit t : nrm n (cos t * u + sin t * p)%V = 1.
Proof.
  unfold nrm. rewrite <- sqrt_1. f_equal. dot_expand. rewrite (dot_sym n p u), u_unit, p_unit, up.
  pose proof (sin2_cos2 t) as H. unfold Rsqr in H. lra.
Qed.

Lemma nrm_turned a t : 0 <= a -> nrm n (turned a t) = a.
Proof. intros H. unfold turned. rewrite nrm_scal, nrm_turned_unit, Rabs_pos_eq by assumption. ring. Qed.

Lemma angle_turned a t : 0 < a -> 0 <= theta - t <= PI -> angle n (turned a t) ws = theta - t.
Proof.
  intros Ha Ht. rewrite angle_units; [|rewrite nrm_turned; lra|exact ws_nz].
  unfold turned. rewrite unit_scal by assumption. unfold unit at 1. rewrite nrm_turned_unit, Rinv_1. dot_expand.
  rewrite teacher_u, teacher_p. rewrite <- (acos_cos (theta - t)) by assumption. f_equal. rewrite cos_minus. ring.
Qed.

(** |w_t - w| <= |w| t *)
Lemma distance_turned a t : 0 <= a -> 0 <= t <= PI -> nrm n (turned a t - a * u)%V <= a * t.
Proof.
  intros Ha [T0 T1].
  assert (S : 0 <= sin (t / 2) <= t / 2).
  { split; [apply sin_ge_0; lra|]. destruct T0 as [T0|<-].
    - apply Rlt_le, sin_lt_x. lra.
    - replace (0 / 2) with 0 by field. rewrite sin_0. lra. }
  unfold nrm. apply Rsqr_incr_0_var; [|now apply Rmult_le_pos].
  rewrite Rsqr_sqrt by apply dot_ge0. unfold turned. dot_expand. rewrite (dot_sym n p u), u_unit, p_unit, up.
  pose proof (sin2_cos2 t) as H1. unfold Rsqr in *.
  assert (H2 : cos t = 1 - 2 * sin (t / 2) * sin (t / 2)).
  { rewrite <- cos_2a_sin. f_equal. field. }
  match goal with |- ?x <= _ => replace x with (a * a * (sin t * sin t + cos t * cos t + 1 - 2 * cos t)) by ring end.
  rewrite H1, H2. replace (a * t * (a * t)) with (a * a * (t * t)) by ring.
  apply Rmult_le_compat_l; nra.
Qed.
End Turned.

(** A frame in which the teacher is cos theta u + sin theta p as far as u and p can see. *)
Lemma frame_exists n w ws :
  0 < nrm n w -> 0 < nrm n ws -> (2 <= n)%nat \/ 0 < angle n w ws < PI ->
  exists p, dot n p p = 1 /\ dot n (unit n w) p = 0 /\ dot n p (unit n ws) = sin (angle n w ws).
Proof.
  intros Hw Hs H. pose proof (angle_range n w ws) as A.
  assert (D : 0 < angle n w ws < PI \/ (2 <= n)%nat /\ sin (angle n w ws) = 0).
  { destruct (Req_dec (angle n w ws) 0) as [E|E]; [|destruct (Req_dec (angle n w ws) PI) as [F|F]].
    - destruct H as [H|H]; [right|lra]. rewrite E, sin_0. auto.
    - destruct H as [H|H]; [right|lra]. rewrite F, sin_PI. auto.
    - left. lra. }
  destruct D as [D|[D E]].
  - exists (normal n w ws). rewrite (dot_sym n (normal n w ws) (unit n ws)).
    now rewrite dot_normal_normal, dot_unit_normal, dot_teacher_normal.
  - destruct (orthogonal_unit_exists n w D) as (p & P1 & P2).
    assert (P3 : dot n (unit n w) p = 0) by (unfold unit; rewrite dot_scal_l, dot_sym, P2; ring).
    exists p. repeat split; auto.
    assert (Z : agree n (rejection n w ws) zeros).
    { apply nrm_eq0. rewrite nrm_rejection by assumption. exact E. }
    rewrite E. apply dot_vanishing with (y := p) in Z. unfold rejection in Z.
    rewrite dot_sub_l, dot_scal_l, P3, Rmult_0_r, Rminus_0_r, dot_sym in Z. exact Z.
Qed.

(** Every angle occurs, at weights of any norm. *)
Lemma every_angle_occurs n ws a theta :
  (2 <= n)%nat -> 0 < nrm n ws -> 0 < a -> 0 <= theta <= PI -> exists w, nrm n w = a /\ angle n w ws = theta.
Proof.
  intros Hn Hs Ha Ht. destruct (orthogonal_unit_exists n ws Hn) as (p & P1 & P2).
  assert (U : dot n (unit n ws) (unit n ws) = 1) by now apply dot_unit_unit.
  assert (O : dot n p (unit n ws) = 0) by (unfold unit; rewrite dot_scal_r, P2; ring).
  assert (O' : dot n (unit n ws) p = 0) by (rewrite dot_sym; exact O).
  assert (Q1 : dot n (- 1 * p)%V (- 1 * p)%V = 1) by (dot_expand; rewrite P1; ring).
  assert (Q2 : dot n (unit n ws) (- 1 * p)%V = 0) by (dot_expand; rewrite O'; ring).
  assert (Q3 : dot n (- 1 * p)%V (unit n ws) = sin 0) by (dot_expand; rewrite O, sin_0; ring).
  assert (Q4 : dot n (unit n ws) (unit n ws) = cos 0) by (rewrite cos_0; exact U).
  exists (turned (unit n ws) (- 1 * p)%V a (- theta)). split.
  - apply nrm_turned; auto; lra.
  - rewrite (angle_turned n (unit n ws) (- 1 * p)%V ws 0); auto; lra.
Qed.

(** Near a weight at angle pi all angles are near pi. *)
Lemma angle_near_pi n w ws theta0 :
  0 < nrm n w -> 0 < nrm n ws -> angle n w ws = PI -> theta0 < PI ->
  exists radius, 0 < radius /\
    forall w', nrm n (w' - w)%V < radius -> 0 < nrm n w' -> theta0 <= angle n w' ws.
Proof.
  intros Hw Hs A T. destruct (Rle_dec theta0 0) as [N|P].
  { exists 1. split; [lra|]. intros w' _ _. pose proof (angle_range n w' ws). lra. }
  set (c := cos theta0).
  assert (C1 : -1 < c). { unfold c. rewrite <- cos_PI. apply cos_decreasing_1; lra. }
  assert (C2 : c < 1). { unfold c. rewrite <- cos_0. apply cos_decreasing_1; lra. }
  exists (nrm n w * ((1 + c) / (2 * (1 - c)) / (1 + (1 + c) / (2 * (1 - c))))). 
  set (k := (1 + c) / (2 * (1 - c))).
  assert (K : 0 < k) by (apply Rdiv_lt_0_compat; lra).
  assert (K2 : k * (1 - c) < 1 + c).
  { unfold k. replace ((1 + c) / (2 * (1 - c)) * (1 - c)) with ((1 + c) / 2) by (field; lra). lra. }
  set (r := nrm n w * (k / (1 + k))).
  assert (Rpos : 0 < r).
  { apply Rmult_lt_0_compat; [exact Hw | apply Rdiv_lt_0_compat; lra]. }
  assert (Rk : r * (1 + k) = nrm n w * k) by (unfold r; field; lra).
  assert (Rw : r * (1 - c) <= nrm n w * (1 + c)) by nra.
  split; [exact Rpos|]. intros w' D Hw'.
  apply Rnot_lt_le. intros L. pose proof (angle_range n w' ws) as A'.
  assert (C3 : c < cos (angle n w' ws)) by (unfold c; apply cos_decreasing_1; lra).
  pose proof (dot_w_ws n w' ws Hw' Hs) as E'. pose proof (dot_w_ws n w ws Hw Hs) as E. rewrite A, cos_PI in E.
  assert (F : dot n w' ws = dot n w ws + dot n (w' - w)%V ws) by (dot_expand; ring).
  pose proof (Rle_trans _ _ _ (Rle_abs _) (cauchy_schwarz n (w' - w)%V ws)) as CS.
  assert (B : nrm n w' <= nrm n w + nrm n (w' - w)%V).
  { replace w' with (w + (w' - w))%V at 1 by (vec_ext; ring). apply nrm_triangle. }
  set (a' := nrm n w') in *. set (a := nrm n w) in *. set (b := nrm n ws) in *. set (d := nrm n (w' - w)%V) in *.
  set (c' := cos (angle n w' ws)) in *.
  (* a' c' <= d - a, so c' < c is forced *)
  assert (M : a' * c' <= d - a).
  { apply Rmult_le_reg_r with b; [exact Hs|]. nra. }
  assert (G : c * a' < a' * c') by (rewrite (Rmult_comm c); now apply Rmult_lt_compat_l).
  assert (Ra : r < a) by nra.
  destruct (Rle_dec 0 c) as [C0|C0].
  - assert (0 <= c * a') by (apply Rmult_le_pos; lra). lra.
  - assert (c * (a + d) <= c * a') by (apply Rmult_le_compat_neg_l; lra).
    assert (d * (1 - c) <= r * (1 - c)) by (apply Rmult_le_compat_r; lra). lra.
Qed.
