(** * Turning the weight

    With p a unit vector orthogonal to w, the vectors a (cos t u + sin t p) turn w by any angle, so every angle occurs
    in two or more dimensions. Near a weight opposite to the teacher, every weight has an angle near pi. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Orthogonal.
Open Scope R_scope.

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
  assert (G : c * a' < a' * c') by nra.
  assert (Ra : r < a) by nra.
  destruct (Rle_dec 0 c) as [C0|C0].
  - assert (0 <= c * a') by (apply Rmult_le_pos; lra). lra.
  - assert (c * (a + d) <= c * a') by nra. assert (d * (1 - c) <= r * (1 - c)) by nra. nra.
Qed.
