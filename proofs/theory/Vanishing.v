(** * Where the coarse gradient vanishes

    ReLU's expected coarse gradient vanishes at every saddle and at (v_pi, theta = pi), whatever S; identity's does not:
    it equals |v_s|^2 u / sqrt(2 pi) at a saddle and has norm 2 (m - 1) S^2 / (sqrt(2 pi) (m + 1)^2) at the opposite
    point. With df/dv it vanishes only at the teacher, at the opposite point and at the saddles.

    Sources: P1, equation (23) and Lemmas 6 and 9; the book, Theorem B. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Correlation Landscape SaddleAngle CriticalPoints.
Open Scope R_scope.

(** ** Parallel directions *)
Section Parallel.
Variable n : nat.
Variables w ws : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.

(** u* = cos theta u where sin theta = 0. *)
Lemma teacher_parallel : sin (angle n w ws) = 0 -> agree n (unit n ws) (cos (angle n w ws) * unit n w)%V.
Proof.
  intros E. apply agree_sub, nrm_eq0. rewrite cos_angle by assumption.
  fold (rejection n w ws). now rewrite nrm_rejection.
Qed.

Lemma teacher_opposite : angle n w ws = PI -> agree n (unit n ws) (- 1 * unit n w)%V.
Proof. intros E. rewrite <- cos_PI, <- E. apply teacher_parallel. rewrite E. apply sin_PI. Qed.

Lemma teacher_same : angle n w ws = 0 -> agree n (unit n ws) (1 * unit n w)%V.
Proof. intros E. rewrite <- cos_0, <- E. apply teacher_parallel. rewrite E. apply sin_0. Qed.

(** A multiple of u vanishes only if the factor does. *)
Lemma unit_scal_vanishes a : agree n (a * unit n w)%V zeros <-> a = 0.
Proof.
  split; intros H.
  - apply dot_vanishing with (y := unit n w) in H. rewrite dot_scal_l, dot_unit_unit in H by exact w_nz. lra.
  - intros i _. rewrite H. unfold vscal, zeros. ring.
Qed.
End Parallel.

Section Vanishing.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let d := population_gradient_v m n vs ws v w.

(** P1, equation (23): h = 4 v.df/dv + 2 (1 - theta/pi) v.v* *)
Theorem h_identity : h m vs v = 4 * dot m v d + 2 * (1 - theta / PI) * dot m v vs.
Proof.
  unfold d, h, population_gradient_v, I_plus_J, I_theta_plus_J. fold theta. dot_expand.
  rewrite !(dot_sym m v ones). field. apply PI_neq0.
Qed.

Lemma h_at_minimiser : agree m d zeros -> h m vs v = 2 * (1 - theta / PI) * dot m v vs.
Proof. intros H. rewrite h_identity, (dot_agree_r m _ _ v H), dot_zeros_r. ring. Qed.

(** ** ReLU *)
Theorem relu_vanishes_at_opposite :
  theta = PI -> agree m v (opposite_v m vs) -> agree n (expected_coarse_gradient_relu m n vs ws v w) zeros.
Proof.
  intros T V i Hi.
  assert (Z : agree m d zeros).
  { unfold d. rewrite population_gradient_v_vanishes_iff. fold theta. now rewrite T. }
  unfold expected_coarse_gradient_relu, vscal, vsub, zeros. rewrite (h_at_minimiser Z), T.
  rewrite (teacher_opposite n w ws w_nz ws_nz T i Hi). unfold vscal.
  pose proof sqrt_2PI_pos. pose proof PI_RGT_0. field. lra.
Qed.

Theorem relu_vanishes_where_orthogonal :
  agree m d zeros -> dot m v vs = 0 -> agree n (expected_coarse_gradient_relu m n vs ws v w) zeros.
Proof.
  intros Z O i Hi. unfold expected_coarse_gradient_relu, vscal, vsub, zeros.
  rewrite (h_at_minimiser Z), O. pose proof sqrt_2PI_pos. pose proof PI_RGT_0. field. lra.
Qed.

Theorem relu_vanishes_at_teacher :
  theta = 0 -> agree m v vs -> agree n (expected_coarse_gradient_relu m n vs ws v w) zeros.
Proof.
  intros T V i Hi.
  assert (Z : agree m d zeros).
  { unfold d. rewrite population_gradient_v_vanishes_iff. fold theta. now rewrite T, minimiser_at_0. }
  unfold expected_coarse_gradient_relu, vscal, vsub, zeros. rewrite (h_at_minimiser Z), T.
  rewrite (teacher_same n w ws w_nz ws_nz T i Hi). unfold vscal.
  pose proof sqrt_2PI_pos. pose proof PI_RGT_0. field. lra.
Qed.

Lemma relu_orthogonal_of_vanishing :
  0 < theta < PI -> agree n (expected_coarse_gradient_relu m n vs ws v w) zeros -> dot m v vs = 0.
Proof.
  intros open Z. apply dot_vanishing with (y := normal n w ws) in Z.
  rewrite dot_relu_normal in Z by assumption. fold theta in Z.
  pose proof (sin_angle_pos n w ws open) as S. fold theta in S. pose proof sqrt_2PI_pos as Q.
  assert (E : dot m v vs = - (- (dot m v vs * sin theta / (2 * sqrt (2 * PI)))) * (2 * sqrt (2 * PI)) / sin theta)
    by (field; lra).
  rewrite E, Z. field. lra.
Qed.

(** P1, Lemma 6, corrected: where df/dv and ReLU's expected coarse gradient both vanish. *)
Theorem relu_vanishes_iff :
  0 < dot m vs vs ->
  (agree m d zeros /\ agree n (expected_coarse_gradient_relu m n vs ws v w) zeros)
  <-> (theta = 0 /\ agree m v vs)
      \/ (theta = PI /\ agree m v (opposite_v m vs))
      \/ (has_saddles m vs /\ theta = saddle_angle m vs /\ agree m v (minimiser_in_v m vs (saddle_angle m vs))).
Proof.
  intros N. split.
  - intros [Z G]. assert (V := Z). unfold d in V. rewrite population_gradient_v_vanishes_iff in V. fold theta in V.
    pose proof (angle_range n w ws) as A. fold theta in A.
    destruct (Req_dec theta 0) as [T|T]; [left | right; destruct (Req_dec theta PI) as [T'|T']; [left | right]].
    + split; [exact T|]. now rewrite T, minimiser_at_0 in V.
    + split; [exact T'|]. now rewrite T' in V.
    + apply (stationary_iff m n vs ws v w N w_nz ws_nz). fold theta.
      assert (open : 0 < theta < PI) by lra. split; [exact open|]. split; [exact Z|].
      apply population_gradient_w_vanishes_iff; auto. now apply relu_orthogonal_of_vanishing.
  - intros [[T V]|[[T V]|H]].
    + split; [|now apply relu_vanishes_at_teacher].
      unfold d. rewrite population_gradient_v_vanishes_iff. fold theta. now rewrite T, minimiser_at_0.
    + split; [|now apply relu_vanishes_at_opposite].
      unfold d. rewrite population_gradient_v_vanishes_iff. fold theta. now rewrite T.
    + apply (stationary_iff m n vs ws v w N w_nz ws_nz) in H. destruct H as (open & Z & W).
      split; [exact Z|]. apply relu_vanishes_where_orthogonal; [exact Z|].
      now apply (population_gradient_w_vanishes_iff m n vs ws v w w_nz ws_nz open).
Qed.

(** ** Identity *)
Theorem identity_where_orthogonal :
  dot m v vs = 0 ->
  expected_coarse_gradient_identity m n vs ws v w = (dot m v v / sqrt (2 * PI) * unit n w)%V.
Proof.
  intros O. unfold expected_coarse_gradient_identity. rewrite O. vec_ext. pose proof sqrt_2PI_pos. field. lra.
Qed.

Lemma opposite_squared_plus_teacher :
  dot m (opposite_v m vs) (opposite_v m vs) + dot m (opposite_v m vs) vs
  = 2 * (INR m - 1) * dot m ones vs ^ 2 / (INR m + 1) ^ 2.
Proof.
  unfold opposite_v, minimiser_in_v. dot_expand. rewrite dot_ones_ones, (dot_sym m vs ones).
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

(** At the opposite point identity's expected coarse gradient is radial. *)
Theorem identity_at_opposite :
  theta = PI -> agree m v (opposite_v m vs) ->
  agree n (expected_coarse_gradient_identity m n vs ws v w)
          (2 * (INR m - 1) * dot m ones vs ^ 2 / (sqrt (2 * PI) * (INR m + 1) ^ 2) * unit n w)%V.
Proof.
  intros T V i Hi. unfold expected_coarse_gradient_identity, vscal at 1, vsub, vscal at 1 2.
  rewrite (teacher_opposite n w ws w_nz ws_nz T i Hi). unfold vscal.
  replace (dot m v v * unit n w i - dot m v vs * (-1 * unit n w i))
    with ((dot m v v + dot m v vs) * unit n w i) by ring.
  rewrite (dot_agree_l m _ _ vs V), (dot_ext m v (opposite_v m vs) v (opposite_v m vs) V V).
  rewrite opposite_squared_plus_teacher.
  pose proof sqrt_2PI_pos. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma inputs_times_total_ge0 : 0 <= (INR m - 1) * dot m ones vs ^ 2.
Proof.
  destruct m as [|k]; [simpl; lra|]. rewrite S_INR. pose proof (pos_INR k).
  apply Rmult_le_pos; [lra | apply pow2_ge_0].
Qed.

(** P1, Lemma 9. *)
Theorem norm_identity_at_opposite :
  theta = PI -> agree m v (opposite_v m vs) ->
  nrm n (expected_coarse_gradient_identity m n vs ws v w)
  = 2 * (INR m - 1) * dot m ones vs ^ 2 / (sqrt (2 * PI) * (INR m + 1) ^ 2).
Proof.
  intros T V. rewrite (nrm_agree n _ _ (identity_at_opposite T V)), nrm_scal, nrm_unit, Rmult_1_r by exact w_nz.
  apply Rabs_pos_eq. pose proof inputs_times_total_ge0. pose proof sqrt_2PI_pos. pose proof (INR_plus_1_pos m).
  apply Rmult_le_pos; [lra|]. apply Rlt_le, Rinv_0_lt_compat, Rmult_lt_0_compat; [assumption|]. now apply pow_lt.
Qed.

Theorem identity_vanishes_at_opposite_iff :
  theta = PI -> agree m v (opposite_v m vs) ->
  agree n (expected_coarse_gradient_identity m n vs ws v w) zeros <-> m = 1%nat \/ dot m ones vs = 0.
Proof.
  intros T V. rewrite <- nrm_eq0, norm_identity_at_opposite by assumption.
  pose proof sqrt_2PI_pos. pose proof (INR_plus_1_pos m).
  assert (D : 0 < sqrt (2 * PI) * (INR m + 1) ^ 2) by (apply Rmult_lt_0_compat; [assumption | now apply pow_lt]).
  split.
  - intros E. assert (F : (INR m - 1) * dot m ones vs ^ 2 = 0).
    { replace ((INR m - 1) * dot m ones vs ^ 2)
        with (/ 2 * (2 * (INR m - 1) * dot m ones vs ^ 2 / (sqrt (2 * PI) * (INR m + 1) ^ 2))
              * (sqrt (2 * PI) * (INR m + 1) ^ 2)) by (field; lra).
      rewrite E. ring. }
    apply Rmult_integral in F. destruct F as [F|F].
    + left. apply INR_eq. simpl. lra.
    + right. nra.
  - intros [->|E]; [simpl INR | rewrite E]; field; lra.
Qed.

End Vanishing.

(** At a saddle identity's expected coarse gradient vanishes only if S = 0. *)
Theorem identity_vanishes_at_stationary_iff m n vs ws v w :
  0 < dot m vs vs -> 0 < nrm n w -> 0 < nrm n ws -> stationary m n vs ws v w ->
  agree n (expected_coarse_gradient_identity m n vs ws v w) zeros <-> dot m ones vs = 0.
Proof.
  intros N Hw Hs St. pose proof sqrt_2PI_pos as Q. pose proof PI_RGT_0 as P.
  assert (O : dot m v vs = 0).
  { destruct St as (open & _ & W). now apply (population_gradient_w_vanishes_iff m n vs ws v w Hw Hs open). }
  apply (stationary_iff m n vs ws v w N Hw Hs) in St. destruct St as (S & _ & V).
  rewrite identity_where_orthogonal, unit_scal_vanishes by assumption.
  set (x := 2 * saddle_angle m vs / PI).
  assert (X : x * curvature m vs = dot m vs vs).
  { unfold x. rewrite saddle_angle_curvature by exact N. pose proof (curvature_pos m vs N). field. lra. }
  assert (T : (INR m + 1) * dot m ones v = dot m ones vs * (INR m + 1 - x)).
  { rewrite (dot_agree_r m _ _ ones V), dot_ones_minimiser. fold x. pose proof (INR_plus_1_pos m). field. lra. }
  split.
  - intros E. assert (Z : dot m v v = 0).
    { replace (dot m v v) with (dot m v v / sqrt (2 * PI) * sqrt (2 * PI)) by (field; lra). rewrite E. ring. }
    apply dot_self_eq0 in Z. rewrite (dot_agree_r m _ _ ones Z), dot_zeros_r, Rmult_0_r in T.
    symmetry in T. apply Rmult_integral in T. destruct T as [T|T]; [exact T|]. exfalso.
    unfold has_saddles in S. pose proof (curvature_scaled m vs) as C. pose proof (total_sq_le m vs) as B.
    assert (X' : (INR m + 1) * curvature m vs = dot m vs vs) by (rewrite <- X; f_equal; lra).
    destruct m as [|[|k]].
    + simpl in N. lra.
    + simpl in *. lra.
    + rewrite !S_INR in *. pose proof (pos_INR k). nra.
  - intros E. assert (X1 : x = 1).
    { unfold curvature in X. rewrite E in X. pose proof (INR_plus_1_pos m).
      replace (dot m vs vs - 0 ^ 2 / (INR m + 1)) with (dot m vs vs) in X by (field; lra). nra. }
    assert (Z : agree m v zeros).
    { intros i Hi. rewrite (V i Hi). unfold minimiser_in_v. fold x. rewrite X1, E.
      unfold vadd, vscal, ones, zeros. pose proof (INR_plus_1_pos m). field. lra. }
    rewrite (dot_vanishing m v v Z). field. lra.
Qed.
