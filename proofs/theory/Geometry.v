(** * The frame of student and teacher

    u = w/|w|, u* = w*/|w*|, theta, e: cos theta = u.u*, |u* - (u.u* ) u| = sin theta, u* = cos theta u + sin theta e
    for 0 < theta < pi. Everything downstream sees w and w* through these facts alone. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Rcomplements.
From Coarsegrad.spec Require Import Vectors.
From Coarsegrad.lib Require Import VectorFacts.
Open Scope R_scope.

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
