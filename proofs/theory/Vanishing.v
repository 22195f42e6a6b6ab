(** * Where coarse gradients vanish

    Zeros of the coarse gradients, and the kink of the loss at the line of the teacher. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape OneStep CriticalPoints.
Open Scope R_scope.

(** ** Where the coarse gradient vanishes

    ReLU's expected coarse gradient vanishes at every saddle and at (v_pi, theta = pi), whatever S; identity's does not:
    it equals |v_s|^2 u / sqrt(2 pi) at a saddle and has norm 2 (m - 1) S^2 / (sqrt(2 pi) (m + 1)^2) at the opposite
    point. With df/dv it vanishes only at the teacher, at the opposite point and at the saddles.

    Sources: P1, equation (23) and Lemmas 6 and 9; the book, Theorem B. *)

(** *** Parallel directions *)
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

(** *** ReLU *)
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

(** *** Identity *)
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

(** ** The kink of the loss where the weights are parallel

    At theta = 0 and theta = pi, for n >= 2, the loss has a derivative along every line in w exactly when v.v* = 0.

    Source: the book, "Population loss and gradient". *)

Section Kink.
Variables m n : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis parallel : sin (angle n w ws) = 0.
Let theta := angle n w ws.

Variable p : vec.
Hypothesis p_unit : dot n p p = 1.
Hypothesis p_orth : dot n (unit n w) p = 0.
Hypothesis p_teacher : dot n p (unit n ws) = 0.

Let a := nrm n w.

Lemma dot_w_p : dot n w p = 0.
Proof. rewrite <- (unit_scal_nrm n w w_nz), dot_scal_l, p_orth. ring. Qed.

Lemma nrm_side_sq t : dot n (w + t * p)%V (w + t * p)%V = a * a + t * t.
Proof. dot_expand. rewrite (dot_sym n p w), dot_w_p, p_unit. unfold a. rewrite nrm_sq. ring. Qed.

Lemma nrm_side_pos t : 0 < nrm n (w + t * p)%V.
Proof. apply sqrt_lt_R0. rewrite nrm_side_sq. unfold a. nra. Qed.

Lemma cos_side t : nrm n (w + t * p)%V * cos (angle n (w + t * p)%V ws) = a * cos theta.
Proof.
  pose proof (nrm_side_pos t) as N.
  assert (W : dot n w (unit n ws) = a * cos theta).
  { unfold theta. rewrite (cos_angle n w ws w_nz ws_nz), <- dot_scal_l. unfold a. now rewrite unit_scal_nrm. }
  rewrite (cos_angle n _ ws N ws_nz). unfold unit at 1. rewrite dot_scal_l, dot_add_l, dot_scal_l, p_teacher, W.
  field. lra.
Qed.

Lemma angle_side_even t : angle n (w + - t * p)%V ws = angle n (w + t * p)%V ws.
Proof.
  assert (E : nrm n (w + - t * p)%V = nrm n (w + t * p)%V).
  { unfold nrm. f_equal. rewrite !nrm_side_sq. ring. }
  pose proof (cos_side t) as C. pose proof (cos_side (- t)) as C'. rewrite E in C'.
  pose proof (nrm_side_pos t) as N.
  rewrite <- (acos_cos (angle n (w + - t * p)%V ws)) by apply angle_range.
  rewrite <- (acos_cos (angle n (w + t * p)%V ws)) by apply angle_range. f_equal.
  apply Rmult_eq_reg_l with (nrm n (w + t * p)%V); lra.
Qed.

Lemma cos_sq_parallel : cos theta * cos theta = 1.
Proof. pose proof (sin2_cos2 theta) as S. unfold Rsqr in S. fold theta in parallel. rewrite parallel in S. lra. Qed.

(** |theta(t) - theta| >= sin theta(t) = |t|/|w + t p| *)
Lemma angle_side_moves t : Rabs t <= nrm n (w + t * p)%V * Rabs (angle n (w + t * p)%V ws - theta).
Proof.
  pose proof (cos_side t) as C. pose proof (nrm_side_pos t) as N.
  pose proof (angle_range n (w + t * p)%V ws) as B. pose proof (angle_range n w ws) as A. fold theta in A.
  set (r := nrm n (w + t * p)%V) in *. set (beta := angle n (w + t * p)%V ws) in *.
  assert (S0 : 0 <= sin beta) by (apply sin_ge_0; lra).
  assert (RS : r * sin beta = Rabs t).
  { rewrite <- (Rabs_pos_eq (r * sin beta)) by (apply Rmult_le_pos; lra).
    apply Rsqr_eq_abs_0. unfold Rsqr. pose proof (sin2_cos2 beta) as SC. unfold Rsqr in SC.
    assert (RR : r * r = a * a + t * t) by (unfold r; rewrite nrm_sq; apply nrm_side_sq).
    pose proof cos_sq_parallel as CP.
    assert (r * cos beta * (r * cos beta) = a * a) by (rewrite C; transitivity (a * a * (cos theta * cos theta));
      [ring | rewrite CP; ring]).
    transitivity (r * r * (sin beta * sin beta + cos beta * cos beta) - r * cos beta * (r * cos beta)); [ring|].
    rewrite SC, H, RR. ring. }
  rewrite <- RS. apply Rmult_le_compat_l; [lra|].
  assert (D : theta = 0 \/ theta = PI).
  { destruct (Req_dec theta 0); [now left|]. destruct (Req_dec theta PI); [now right|].
    pose proof (sin_gt_0 theta). fold theta in parallel. lra. }
  destruct D as [-> | ->].
  - rewrite Rminus_0_r, Rabs_pos_eq by lra. apply sin_le_id. lra.
  - rewrite Rabs_left1 by lra. rewrite <- Rtrigo_facts.sin_pi_minus.
    replace (- (beta - PI)) with (PI - beta) by ring. apply sin_le_id. lra.
Qed.

Lemma no_derivative_along_p l :
  dot m v vs <> 0 -> ~ is_derive (fun t => population_loss m n vs ws v (w + t * p)%V) 0 l.
Proof.
  intros NZ D. apply is_derive_Reals in D. pose proof PI_RGT_0 as P.
  set (b := dot m v vs / (2 * PI)).
  assert (B : b <> 0).
  { unfold b. intros E. apply NZ. replace (dot m v vs) with (dot m v vs / (2 * PI) * (2 * PI)) by (field; lra).
    rewrite E. ring. }
  set (r := sqrt (a * a + 1)).
  assert (Rpos : 0 < r) by (apply sqrt_lt_R0; unfold a; nra).
  assert (K : 0 < Rabs b / r) by (apply Rdiv_lt_0_compat; [now apply Rabs_pos_lt | exact Rpos]).
  destruct (D (Rabs b / r) K) as (delta & H).
  set (t := Rmin 1 (delta / 2)). pose proof (cond_pos delta) as Hd.
  assert (T0 : 0 < t) by (apply Rmin_pos; lra).
  assert (T1 : t <= 1) by apply Rmin_l. assert (T2 : t <= delta / 2) by apply Rmin_r.
  assert (W0 : (w + 0 * p)%V = w) by (vec_ext; ring).
  assert (F : forall s, population_loss m n vs ws v (w + s * p)%V
                        = population_loss m n vs ws v w + b * (angle n (w + s * p)%V ws - theta)).
  { intros s. apply population_loss_in_w. }
  set (y := angle n (w + t * p)%V ws - theta).
  assert (H1 : Rabs (b * y / t - l) < Rabs b / r).
  { specialize (H t ltac:(lra)). rewrite Rplus_0_l, W0, F in H. fold y in H.
    replace ((population_loss m n vs ws v w + b * y - population_loss m n vs ws v w) / t) with (b * y / t) in H
      by (field; lra).
    apply H. rewrite Rabs_pos_eq; lra. }
  assert (H2 : Rabs (- (b * y / t) - l) < Rabs b / r).
  { specialize (H (- t) ltac:(lra)). rewrite Rplus_0_l, W0, F, angle_side_even in H. fold y in H.
    replace ((population_loss m n vs ws v w + b * y - population_loss m n vs ws v w) / - t) with (- (b * y / t)) in H
      by (field; lra).
    apply H. rewrite Rabs_Ropp, Rabs_pos_eq; lra. }
  assert (Q : Rabs (b * y / t) < Rabs b / r).
  { apply Rabs_def1; apply Rabs_def2 in H1; apply Rabs_def2 in H2; lra. }
  assert (M : t <= r * Rabs y).
  { pose proof (angle_side_moves t) as M. rewrite Rabs_pos_eq in M by lra. fold y in M.
    eapply Rle_trans; [exact M|]. apply Rmult_le_compat_r; [apply Rabs_pos|].
    unfold nrm, r. apply sqrt_le_1_alt. rewrite nrm_side_sq. clear - T0 T1. nra. }
  unfold Rdiv in Q. rewrite !Rabs_mult, (Rabs_pos_eq (/ t)) in Q by now apply Rlt_le, Rinv_0_lt_compat.
  apply (Rmult_lt_compat_r (r * t)) in Q; [|now apply Rmult_lt_0_compat].
  replace (Rabs b * Rabs y * / t * (r * t)) with (Rabs b * (r * Rabs y)) in Q by (field; lra).
  replace (Rabs b * / r * (r * t)) with (Rabs b * t) in Q by (field; lra).
  assert (Rabs b * t <= Rabs b * (r * Rabs y)) by (apply Rmult_le_compat_l; [apply Rabs_pos | exact M]). lra.
Qed.
End Kink.

Theorem kink_where_parallel_iff m n vs ws v w :
  (2 <= n)%nat -> 0 < nrm n w -> 0 < nrm n ws -> angle n w ws = 0 \/ angle n w ws = PI ->
  (forall direction, exists l, is_derive (fun t => population_loss m n vs ws v (w + t * direction)%V) 0 l)
  <-> dot m v vs = 0.
Proof.
  intros Hn Hw Hs A.
  assert (S : sin (angle n w ws) = 0) by (destruct A as [-> | ->]; [apply sin_0 | apply sin_PI]). split.
  - intros H. destruct (Req_dec (dot m v vs) 0) as [E|E]; [exact E|]. exfalso.
    destruct (frame_exists n w ws Hw Hs (or_introl Hn)) as (p & P1 & P2 & P3). rewrite S in P3.
    destruct (H p) as (l & D). now apply (no_derivative_along_p m n vs ws v w Hw Hs S p P1 P2 P3 l E).
  - intros E direction. exists 0.
    apply (is_derive_ext (fun _ => population_loss m n vs ws v w)).
    + intros t. rewrite (population_loss_in_w m n vs ws v w (w + t * direction)%V), E. Req. field. apply PI_neq0.
    + evar_last; [apply @is_derive_const | reflexivity].
Qed.
