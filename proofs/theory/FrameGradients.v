(** * Coarse gradients and the population gradient

    Their components in the frame of student and teacher, and their inner products. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer FrameGradient.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

(** ** Identity, ReLU and leaky ReLU in the frame of student and teacher

    E g = R u - (v.v* ) T_e e, on the closed range of angles: at theta = 0 and theta = pi, T_e = 0. And what such a
    field makes with df/dw: <E g, df/dw> = (v.v* )^2 T_e/(2 pi |w|). Sources: P1, Lemmas 4, 5, 9 and 10; the book for
    the rest. *)

Section Frame.
Variable n : nat.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let u := unit n w.
Let us := unit n ws.
Let e := normal n w ws.
Let theta := angle n w ws.

Lemma interior_or_line : 0 < theta < PI \/ sin theta = 0.
Proof.
  pose proof (angle_range n w ws) as A. fold theta in A.
  destruct (Req_dec theta 0) as [E|E]; [right; rewrite E; apply sin_0|].
  destruct (Req_dec theta PI) as [E'|E']; [right; rewrite E'; apply sin_PI|]. lra.
Qed.

(** u* = cos theta u + sin theta e, also on the line of the teacher. *)
Lemma teacher_in_closed_frame i : (i < n)%nat -> us i = cos theta * u i + sin theta * e i.
Proof.
  intros Hi. destruct interior_or_line as [open|E].
  - unfold us at 1. rewrite (teacher_in_frame n w ws) by assumption. reflexivity.
  - assert (Z : rejection n w ws i = 0).
    { apply (dot_eq0 n); [|exact Hi]. rewrite <- nrm_sq, nrm_rejection by assumption. fold theta. rewrite E. ring. }
    rewrite E. unfold theta. rewrite cos_angle by assumption. fold u us.
    unfold rejection, vsub, vscal in Z. fold u us in Z. lra.
Qed.

Lemma sin_normal_normal : sin theta * dot n e e = sin theta.
Proof.
  destruct interior_or_line as [open|E]; [|rewrite E; ring].
  unfold e. rewrite dot_normal_normal by assumption. ring.
Qed.

Lemma dot_unit_normal_closed : dot n u e = 0.
Proof. unfold u, e, normal, unit at 2. rewrite dot_scal_r, dot_unit_rejection by assumption. ring. Qed.
End Frame.

Section Fields.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let vv := dot m v vs.

(** <R u - (v.v* ) T_e e, df/dw> = (v.v* )^2 T_e/(2 pi |w|) *)
Lemma frame_gradient_correlation radial M0 g :
  (forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i) ->
  dot n g (population_gradient_w m n vs ws v w)
  = vv ^ 2 * (sin theta * M0 / sqrt (2 * PI)) / (2 * PI * nrm n w).
Proof.
  intros Hg. pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  rewrite (dot_ext n g (frame_gradient m n vs ws radial M0 v w) _ (population_gradient_w m n vs ws v w)) by auto.
  unfold population_gradient_w, frame_gradient. dot_expand. rewrite dot_unit_normal_closed by assumption.
  fold theta vv.
  replace (vv ^ 2 * (sin theta * M0 / sqrt (2 * PI)) / (2 * PI * nrm n w))
    with (vv ^ 2 * (sin theta * dot n (normal n w ws) (normal n w ws) * M0 / sqrt (2 * PI)) / (2 * PI * nrm n w))
    by (unfold theta; rewrite sin_normal_normal by assumption; reflexivity).
  field. lra.
Qed.

Definition identity_radial : R := / sqrt (2 * PI) * (dot m v v - vv * cos theta).
Definition relu_radial : R := / sqrt (2 * PI) * ((h m vs v - vv) / 2 - vv / 2 * cos theta).
Definition leaky_relu_radial (alpha : R) : R := alpha * identity_radial + (1 - alpha) * relu_radial.

Lemma identity_in_frame i : (i < n)%nat ->
  expected_coarse_gradient_identity m n vs ws v w i = frame_gradient m n vs ws identity_radial 1 v w i.
Proof.
  intros Hi. pose proof sqrt_2PI_pos.
  unfold expected_coarse_gradient_identity, frame_gradient, identity_radial. unfold vsub, vscal.
  rewrite (teacher_in_closed_frame n w ws) by assumption. fold theta vv. field. lra.
Qed.

Lemma relu_in_frame i : (i < n)%nat ->
  expected_coarse_gradient_relu m n vs ws v w i = frame_gradient m n vs ws relu_radial (/ 2) v w i.
Proof.
  intros Hi. pose proof sqrt_2PI_pos.
  unfold expected_coarse_gradient_relu, frame_gradient, relu_radial. unfold vsub, vscal.
  rewrite (teacher_in_closed_frame n w ws) by assumption. fold theta vv. field. lra.
Qed.

Lemma leaky_relu_in_frame alpha i : (i < n)%nat ->
  expected_coarse_gradient_leaky_relu m n vs ws alpha v w i
  = frame_gradient m n vs ws (leaky_relu_radial alpha) ((1 + alpha) / 2) v w i.
Proof.
  intros Hi. pose proof sqrt_2PI_pos.
  unfold expected_coarse_gradient_leaky_relu, vadd, vscal.
  rewrite identity_in_frame, relu_in_frame by exact Hi.
  unfold frame_gradient, leaky_relu_radial, vsub, vscal. field. lra.
Qed.

(** *** How large the radial part can be, for |v| <= V *)
Variable V : R.
Hypothesis v_le : nrm m v <= V.

Lemma vv_bound : Rabs vv <= V * nrm m vs.
Proof.
  unfold vv. eapply Rle_trans; [apply cauchy_schwarz|].
  apply Rmult_le_compat_r; [apply nrm_ge0 | exact v_le].
Qed.

Lemma vv_cos_bound : Rabs (vv * cos theta) <= V * nrm m vs.
Proof.
  rewrite Rabs_mult. pose proof vv_bound. pose proof (Rabs_pos vv).
  assert (Rabs (cos theta) <= 1) by (apply Rabs_le, COS_bound). nra.
Qed.

Lemma v_sq_bound : 0 <= dot m v v <= V * V.
Proof. rewrite <- nrm_sq. pose proof (nrm_ge0 m v). split; nra. Qed.

Lemma identity_radial_bound : Rabs (sqrt (2 * PI) * identity_radial) <= V * (V + nrm m vs).
Proof.
  pose proof sqrt_2PI_pos.
  unfold identity_radial. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra.
  unfold Rminus. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp.
  pose proof vv_cos_bound. pose proof v_sq_bound. rewrite (Rabs_pos_eq (dot m v v)) by lra. lra.
Qed.

Lemma ones_bound x : dot m ones x * dot m ones x <= INR m * (nrm m x * nrm m x).
Proof. rewrite nrm_sq, <- dot_ones_ones. apply cauchy_schwarz_sq. Qed.

(** (1.v)^2 and (1.v)(1.v* ) *)
Lemma sums_bound :
  0 <= dot m ones v * dot m ones v <= INR m * (V * V)
  /\ Rabs (dot m ones v * dot m ones vs) <= INR m * (V * nrm m vs).
Proof.
  pose proof (ones_bound v) as O1. pose proof (ones_bound vs) as O2.
  pose proof (nrm_ge0 m v) as N1. pose proof (nrm_ge0 m vs) as N2. pose proof (pos_INR m) as M.
  set (o := dot m ones v) in *. set (s := dot m ones vs) in *.
  assert (A1 : o * o <= INR m * (V * V)).
  { eapply Rle_trans; [exact O1|]. apply Rmult_le_compat_l; nra. }
  split; [split; [nra | exact A1]|].
  rewrite <- (Rabs_pos_eq (INR m * (V * nrm m vs))) by (repeat apply Rmult_le_pos; lra).
  apply Rsqr_le_abs_0. unfold Rsqr.
  replace (o * s * (o * s)) with ((o * o) * (s * s)) by ring.
  replace (INR m * (V * nrm m vs) * (INR m * (V * nrm m vs)))
    with ((INR m * (V * V)) * (INR m * (nrm m vs * nrm m vs))) by ring.
  apply Rmult_le_compat; trivial; nra.
Qed.

Lemma relu_radial_bound : Rabs (sqrt (2 * PI) * relu_radial) <= (INR m + 1) / 2 * (V * (V + nrm m vs)).
Proof.
  pose proof sqrt_2PI_pos.
  unfold relu_radial, h. fold vv. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra.
  pose proof vv_cos_bound as C. pose proof v_sq_bound as Q.
  destruct sums_bound as [A1 A2].
  set (o := dot m ones v) in *. set (s := dot m ones vs) in *. set (q := dot m v v) in *.
  apply Rabs_le. apply Rcomplements.Rabs_le_between in C. apply Rcomplements.Rabs_le_between in A2.
  assert (0 <= o * o) by nra.
  assert (0 <= INR m * (V * V)) by lra.
  lra.
Qed.

Lemma leaky_relu_radial_bound alpha : 0 <= alpha <= 1 ->
  sqrt (2 * PI) * Rabs (leaky_relu_radial alpha) <= (INR m + 1) / 2 * (V * (V + nrm m vs)).
Proof.
  intros Ha. pose proof sqrt_2PI_pos as Hr.
  rewrite <- (Rabs_pos_eq (sqrt (2 * PI))) at 1 by lra. rewrite <- Rabs_mult.
  pose proof relu_radial_bound as B. pose proof identity_radial_bound as A.
  assert (P : 0 <= V * (V + nrm m vs)).
  { pose proof (nrm_ge0 m v). pose proof (nrm_ge0 m vs). apply Rmult_le_pos; lra. }
  assert (I : Rabs (sqrt (2 * PI) * identity_radial) <= (INR m + 1) / 2 * (V * (V + nrm m vs))).
  { destruct (Nat.eq_dec m 0) as [E|E].
    - replace identity_radial with 0.
      + rewrite Rmult_0_r, Rabs_R0. pose proof (pos_INR m). apply Rmult_le_pos; lra.
      + unfold identity_radial, vv. rewrite E. simpl. ring.
    - assert (1 <= INR m) by (apply (le_INR 1); lia).
      nra. }
  unfold leaky_relu_radial.
  replace (sqrt (2 * PI) * (alpha * identity_radial + (1 - alpha) * relu_radial))
    with (alpha * (sqrt (2 * PI) * identity_radial) + (1 - alpha) * (sqrt (2 * PI) * relu_radial)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite (Rabs_mult alpha), (Rabs_mult (1 - alpha)).
  rewrite (Rabs_pos_eq alpha), (Rabs_pos_eq (1 - alpha)) by lra. nra.
Qed.
End Fields.

(** ** The coarse gradients correlate with the population gradient

    The inner products of the expected coarse gradients of identity and ReLU with df/dw, for all m and n and
    0 < theta < pi, and their signs; leaky ReLU by linearity; the printed form of ReLU's coarse gradient.

    Sources: P1, Lemmas 4, 5 and 10. *)

(** *** Identities that hold everywhere *)

(** Identity is twice ReLU plus a radial vector. *)
Lemma identity_is_twice_relu_plus_radial m n vs ws v w :
  expected_coarse_gradient_identity m n vs ws v w
  = (2 * expected_coarse_gradient_relu m n vs ws v w
     + (dot m v v + dot m v vs - h m vs v) / sqrt (2 * PI) * unit n w)%V.
Proof.
  unfold expected_coarse_gradient_identity, expected_coarse_gradient_relu. vec_ext.
  unfold Rdiv. field. pose proof sqrt_2PI_pos. lra.
Qed.

Section Correlation.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.

Let theta := angle n w ws.

Lemma nrm_unit_plus_unit : nrm n (unit n w + unit n ws)%V = 2 * cos (theta / 2).
Proof.
  pose proof (angle_range n w ws) as A. fold theta in A.
  assert (0 <= cos (theta / 2)) by (apply cos_ge_0; lra).
  unfold nrm. dot_expand. rewrite (dot_sym n (unit n ws) (unit n w)), !dot_unit_unit by assumption.
  rewrite <- cos_angle by assumption. fold theta.
  replace (cos theta) with (cos (2 * (theta / 2))) by (f_equal; field).
  rewrite cos_2a_cos.
  match goal with |- sqrt ?x = _ => replace x with ((2 * cos (theta / 2)) * (2 * cos (theta / 2))) by ring end.
  apply sqrt_square. lra.
Qed.

(** The regular form and the printed form of Lemma 4 agree for theta < pi. *)
Theorem relu_printed_is_relu :
  theta < PI ->
  expected_coarse_gradient_relu_printed m n vs ws v w = expected_coarse_gradient_relu m n vs ws v w.
Proof.
  intros A. pose proof (angle_range n w ws) as A'. fold theta in A'.
  assert (C : 0 < cos (theta / 2)) by (apply cos_gt_0; lra).
  unfold expected_coarse_gradient_relu_printed, expected_coarse_gradient_relu.
  unfold unit at 2. rewrite nrm_unit_plus_unit. fold theta.
  pose proof sqrt_2PI_pos. vec_ext. field. lra.
Qed.

(** P1, Lemma 10. *)
Theorem correlation_identity :
  dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin theta / (sqrt (2 * PI) ^ 3 * nrm n w) * dot m v vs ^ 2.
Proof.
  rewrite (frame_gradient_correlation m n vs ws v w w_nz ws_nz (identity_radial m n vs ws v w) 1)
    by (intros; now apply identity_in_frame).
  fold theta. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q.
  set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

(** P1, Lemma 5. *)
Theorem correlation_relu :
  dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = sin theta / (2 * (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2.
Proof.
  rewrite (frame_gradient_correlation m n vs ws v w w_nz ws_nz (relu_radial m n vs ws v w) (/ 2))
    by (intros; now apply relu_in_frame).
  fold theta. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q.
  set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

(** Leaky ReLU, whose coarse gradient is alpha times identity's plus 1 - alpha times ReLU's. *)
Theorem correlation_leaky_relu alpha :
  dot n (alpha * expected_coarse_gradient_identity m n vs ws v w
         + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V (population_gradient_w m n vs ws v w)
  = (1 + alpha) / 2 * (sin theta / (sqrt (2 * PI) ^ 3 * nrm n w)) * dot m v vs ^ 2.
Proof.
  dot_expand. rewrite correlation_identity, correlation_relu.
  pose proof sqrt_2PI_pos as P. field. lra.
Qed.

Hypothesis open : 0 < theta < PI.

Lemma dot_identity_normal :
  dot n (expected_coarse_gradient_identity m n vs ws v w) (normal n w ws)
  = - (dot m v vs * sin theta / sqrt (2 * PI)).
Proof.
  unfold expected_coarse_gradient_identity. dot_expand.
  rewrite dot_unit_normal, dot_teacher_normal by assumption. fold theta.
  pose proof sqrt_2PI_pos. field. lra.
Qed.

Lemma dot_relu_normal :
  dot n (expected_coarse_gradient_relu m n vs ws v w) (normal n w ws)
  = - (dot m v vs * sin theta / (2 * sqrt (2 * PI))).
Proof.
  unfold expected_coarse_gradient_relu. dot_expand.
  rewrite dot_unit_normal, dot_teacher_normal by assumption. fold theta.
  pose proof sqrt_2PI_pos. field. lra.
Qed.

Lemma correlation_factor_pos : 0 < sin theta / (sqrt (2 * PI) ^ 3 * nrm n w).
Proof.
  apply Rdiv_lt_0_compat; [now apply sin_angle_pos|].
  apply Rmult_lt_0_compat; [apply pow_lt, sqrt_2PI_pos | assumption].
Qed.

Theorem correlation_identity_ge0 :
  0 <= dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite correlation_identity. apply Rmult_le_pos; [apply Rlt_le, correlation_factor_pos | apply pow2_ge_0].
Qed.

Lemma correlation_relu_half :
  dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)
  = / 2 * dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite correlation_identity, correlation_relu. pose proof sqrt_2PI_pos. field. lra.
Qed.

Theorem correlation_relu_ge0 :
  0 <= dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof. rewrite correlation_relu_half. pose proof correlation_identity_ge0. lra. Qed.

(** Strictly positive exactly when v is not orthogonal to v*. *)
Theorem correlation_identity_pos :
  dot m v vs <> 0 <->
  0 < dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof.
  rewrite correlation_identity. pose proof correlation_factor_pos as P. split.
  - intros NZ. apply Rmult_lt_0_compat; [exact P|]. nra.
  - intros H E. rewrite E in H. lra.
Qed.

Theorem correlation_relu_pos :
  dot m v vs <> 0 <->
  0 < dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w).
Proof. rewrite correlation_identity_pos, correlation_relu_half. split; lra. Qed.

End Correlation.
