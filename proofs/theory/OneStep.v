(** * How the loss changes

    Its derivatives; then how one step of coarse gradient descent changes the loss, the angle and the output weights. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry Landscape.
Open Scope R_scope.

(** ** The population gradients are the derivatives of the population loss

    [population_gradient_v] and [population_gradient_w] give the derivative of [population_loss] along every line:
    in v, in w, and in both together.

    Source: P1, Lemma 2. *)

Lemma is_derive_acos x : -1 < x < 1 -> is_derive acos x (- / sqrt (1 - x * x)).
Proof.
  intros Hx. apply is_derive_Reals.
  replace (- / sqrt (1 - x * x)) with (- 1 / sqrt (1 - x²)) by (unfold Rsqr, Rdiv; ring).
  rewrite <- (derive_pt_acos x Hx).
  unfold derive_pt. exact (proj2_sig (derivable_pt_acos x Hx)).
Qed.

(** Along a line, every inner product is a polynomial in t. *)
Lemma dot_line_l n (w d u : vec) (t : R) : dot n (w + t * d)%V u = dot n w u + t * dot n d u.
Proof. now rewrite dot_add_l, dot_scal_l. Qed.
Lemma dot_line_sq n (w d : vec) (t : R) :
  dot n (w + t * d)%V (w + t * d)%V = dot n w w + 2 * t * dot n w d + t * t * dot n d d.
Proof. dot_expand. rewrite (dot_sym n d w). ring. Qed.

(** f depends on w through (v.v* ) theta/(2 pi) alone. *)
Lemma population_loss_in_w m n vs ws v w w' :
  population_loss m n vs ws v w'
  = population_loss m n vs ws v w + dot m v vs / (2 * PI) * (angle n w' ws - angle n w ws).
Proof. unfold population_loss, I_theta_plus_J. dot_expand. field. apply PI_neq0. Qed.

Section Gradient.
Variables m n : nat.
Variables vs ws v w : vec.

Theorem is_derive_population_loss_v d :
  is_derive (fun t => population_loss m n vs ws (v + t * d)%V w) 0 (dot m (population_gradient_v m n vs ws v w) d).
Proof.
  unfold population_loss, population_gradient_v, I_plus_J, I_theta_plus_J.
  apply (is_derive_ext (fun t =>
    / 8 * (((dot m v v + 2 * t * dot m v d + t * t * dot m d d)
            + (dot m ones v + t * dot m ones d) * (dot m ones v + t * dot m ones d))
       - 2 * ((1 - 2 * angle n w ws / PI) * (dot m v vs + t * dot m d vs)
              + dot m ones vs * (dot m ones v + t * dot m ones d))
       + dot m vs (vs + dot m ones vs * ones)%V))).
  - intros t. dot_expand. rewrite (dot_sym m v ones), (dot_sym m d ones), (dot_sym m d v). Req. ring.
  - auto_derive; [trivial|]. dot_expand. rewrite (dot_sym m d vs). field. apply PI_neq0.
Qed.

Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis open : 0 < angle n w ws < PI.

Lemma cosine_open : -1 < dot n w ws / (nrm n w * nrm n ws) < 1.
Proof.
  replace (dot n w ws / (nrm n w * nrm n ws)) with (cos (angle n w ws)).
  - split.
    + rewrite <- cos_PI. apply cos_decreasing_1; lra.
    + rewrite <- cos_0. apply cos_decreasing_1; lra.
  - rewrite (dot_w_ws n w ws w_nz ws_nz). field. lra.
Qed.

Lemma is_derive_angle d :
  is_derive (fun t => angle n (w + t * d)%V ws) 0 (- dot n (normal n w ws) d / nrm n w).
Proof.
  pose proof (dot_pos_of_nrm n w w_nz) as P. pose proof cosine_open as C.
  pose proof (sin_angle_pos n w ws open) as S.
  apply (is_derive_ext (fun t => acos ((dot n w ws + t * dot n d ws)
      / (sqrt (dot n w w + 2 * t * dot n w d + t * t * dot n d d) * nrm n ws)))).
  - intros t. unfold angle, nrm. now rewrite dot_line_sq, dot_line_l.
  - evar_last.
    + apply is_derive_comp with (f := acos).
      * apply is_derive_acos.
        replace ((dot n w ws + 0 * dot n d ws)
          / (sqrt (dot n w w + 2 * 0 * dot n w d + 0 * 0 * dot n d d) * nrm n ws))
          with (dot n w ws / (nrm n w * nrm n ws)); [exact C|].
        unfold nrm at 1. f_equal; [ring | f_equal; f_equal; ring].
      * auto_derive; [|reflexivity].
        rewrite !Rmult_0_l, Rmult_0_r, Rmult_0_l, !Rplus_0_r.
        repeat split; auto. apply Rgt_not_eq, Rmult_lt_0_compat; [apply sqrt_lt_R0, P | exact ws_nz].
    + replace (dot n w w + 2 * 0 * dot n w d + 0 * 0 * dot n d d) with (dot n w w) by ring.
      replace (dot n w ws + 0 * dot n d ws) with (dot n w ws) by ring.
      change (sqrt (dot n w w)) with (nrm n w).
      replace (sqrt (1 - dot n w ws / (nrm n w * nrm n ws) * (dot n w ws / (nrm n w * nrm n ws))))
        with (sin (angle n w ws)).
      2:{ rewrite (sin_angle n w ws w_nz ws_nz). f_equal. rewrite <- (cos_angle n w ws w_nz ws_nz).
          rewrite (dot_w_ws n w ws w_nz ws_nz). field. lra. }
      unfold normal. unfold unit at 1. rewrite (nrm_rejection n w ws w_nz ws_nz).
      unfold rejection. rewrite <- (cos_angle n w ws w_nz ws_nz). unfold unit. dot_expand.
      rewrite (dot_w_ws n w ws w_nz ws_nz), (dot_sym n ws d).
      unfold scal; simpl; unfold mult; simpl. Req. field. lra.
Qed.

Theorem is_derive_population_loss_w d :
  is_derive (fun t => population_loss m n vs ws v (w + t * d)%V) 0 (dot n (population_gradient_w m n vs ws v w) d).
Proof.
  apply (is_derive_ext (fun t =>
    (/ 8 * (dot m v (I_plus_J m v) - 2 * (dot m v vs + dot m ones vs * dot m v ones) + dot m vs (I_plus_J m vs)))
     + (dot m v vs / (2 * PI)) * angle n (w + t * d)%V ws)).
  - intros t. unfold population_loss, I_theta_plus_J. dot_expand. Req. field. apply PI_neq0.
  - evar_last.
    + apply @is_derive_plus; [apply @is_derive_const|].
      apply is_derive_scal. exact (is_derive_angle d).
    + unfold population_gradient_w. dot_expand.
      unfold plus, zero, scal; simpl; unfold mult; simpl. Req. field. split; [lra | apply PI_neq0].
Qed.

(** v and w moving together. *)
Theorem is_derive_population_loss dv dw :
  is_derive (fun t => population_loss m n vs ws (v + t * dv)%V (w + t * dw)%V) 0
            (dot m (population_gradient_v m n vs ws v w) dv + dot n (population_gradient_w m n vs ws v w) dw).
Proof.
  apply (is_derive_ext (fun t => population_loss m n vs ws (v + t * dv)%V w
    + (dot m v vs + t * dot m dv vs) / (2 * PI) * (angle n (w + t * dw)%V ws - angle n w ws))).
  - intros t. rewrite (population_loss_in_w m n vs ws (v + t * dv)%V w (w + t * dw)%V). dot_expand. reflexivity.
  - evar_last.
    + apply @is_derive_plus; [apply is_derive_population_loss_v|].
      apply (is_derive_mult (fun t => (dot m v vs + t * dot m dv vs) / (2 * PI))
                            (fun t => angle n (w + t * dw)%V ws - angle n w ws) 0 (dot m dv vs / (2 * PI))).
      * auto_derive; [trivial|]. Req. field. apply PI_neq0.
      * apply @is_derive_minus; [apply is_derive_angle | apply @is_derive_const].
      * intros; apply Rmult_comm.
    + unfold population_gradient_w. replace (w + 0 * dw)%V with w by (vec_ext; ring). dot_expand.
      unfold plus, minus, opp, zero, mult; simpl. unfold plus; simpl. Req. field. split; [lra | apply PI_neq0].
Qed.
End Gradient.

(** ** One step of coarse gradient descent

    The exact one-step identity

      f(v+, w+) - f(v, w) = - eta |d|^2 + (eta^2/8)(|d|^2 + (1.d)^2) + (theta+ - theta) v+.v*/(2 pi),

    which holds for any w+ whatever, and how far w turns: theta+ = theta - atan(eta v.v* T_e/(|w| - eta R)).
    Source: the book, "One step, and when it descends". *)

Section Identity.
Variables m n : nat.
Variables vs ws v w w' : vec.
Variable eta : R.

Let d := population_gradient_v m n vs ws v w.
Let v' := next_v m n vs ws eta v w.
Let theta := angle n w ws.

(** The inner products of d. *)
Lemma dot_gradient_v x :
  dot m d x = / 4 * (dot m v x + dot m ones v * dot m ones x - (1 - 2 * theta / PI) * dot m vs x
                     - dot m ones vs * dot m ones x).
Proof.
  unfold d, population_gradient_v, I_plus_J, I_theta_plus_J. fold theta. dot_expand. ring.
Qed.

Theorem one_step_identity :
  population_loss m n vs ws v' w' - population_loss m n vs ws v w
  = - eta * dot m d d + eta ^ 2 / 8 * (dot m d d + dot m ones d ^ 2)
    + (angle n w' ws - theta) * dot m v' vs / (2 * PI).
Proof.
  pose proof PI_RGT_0 as P.
  assert (Dd := dot_gradient_v d). assert (D1 := dot_gradient_v ones).
  unfold population_loss, I_plus_J, I_theta_plus_J, v', next_v. fold d theta. dot_expand.
  rewrite (dot_sym m d v), (dot_sym m d ones) in *.
  rewrite (dot_sym m vs d), (dot_sym m v ones), (dot_sym m vs ones) in *.
  set (t := angle n w' ws).
  set (a := dot m ones d) in *. set (b := dot m v d) in *. set (c := dot m d vs) in *. set (q := dot m d d) in *.
  set (k := dot m ones v) in *. set (s := dot m ones vs) in *.
  assert (E : b = 4 * q - k * a + (1 - 2 * theta / PI) * c + s * a) by lra.
  rewrite E. field. lra.
Qed.
End Identity.

(** A weight w+ that is k p u + k q e, with 0 < k and 0 < p, is turned by atan(q/p) towards the teacher. *)
Section Turn.
Variable n : nat.
Variables w ws w' : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Variables k p q : R.
Hypothesis k_pos : 0 < k.
Hypothesis p_pos : 0 < p.
Let u := unit n w.
Let e := normal n w ws.
Let theta := angle n w ws.
Hypothesis w'_frame : forall i, (i < n)%nat -> w' i = (k * (p * u + q * e))%V i.
Hypothesis q_on_line : sin theta = 0 -> q = 0.


Lemma interior_of_nonzero : q <> 0 -> 0 < theta < PI.
Proof.
  intros Hq. pose proof (angle_range n w ws) as A. fold theta in A.
  destruct (Req_dec theta 0) as [E|E]; [exfalso; apply Hq, q_on_line; rewrite E; apply sin_0|].
  destruct (Req_dec theta PI) as [E'|E']; [exfalso; apply Hq, q_on_line; rewrite E'; apply sin_PI|]. lra.
Qed.

Lemma dot_turned_turned : dot n w' w' = (k * p) ^ 2 * (1 + (q / p) ^ 2).
Proof.
  rewrite (dot_ext n w' (k * (p * u + q * e))%V w' (k * (p * u + q * e))%V) by exact w'_frame.
  dot_expand. rewrite (dot_sym n e u). unfold u at 1 2. rewrite dot_unit_unit by exact w_nz.
  destruct (Req_dec q 0) as [->|Hq]; [field; lra|].
  pose proof (interior_of_nonzero Hq) as open.
  unfold u, e. rewrite dot_unit_normal, dot_normal_normal by assumption. field. lra.
Qed.

Lemma dot_turned_teacher : dot n w' ws = k * nrm n ws * (p * cos theta + q * sin theta).
Proof.
  rewrite (dot_ext n w' (k * (p * u + q * e))%V ws ws) by (trivial; exact w'_frame).
  rewrite <- (unit_scal_nrm n ws ws_nz) at 1.
  dot_expand. unfold theta. rewrite cos_angle by assumption. fold u.
  destruct (Req_dec q 0) as [->|Hq]; [ring|].
  pose proof (interior_of_nonzero Hq) as open. unfold e.
  rewrite (dot_sym n (normal n w ws)), dot_teacher_normal by assumption. ring.
Qed.

Let N := sqrt (1 + (q / p)²).

Lemma N_pos : 0 < N.
Proof. apply sqrt_lt_R0. pose proof (Rle_0_sqr (q / p)). lra. Qed.

Lemma nrm_turned : nrm n w' = k * p * N.
Proof.
  pose proof N_pos as HN.
  unfold nrm. rewrite dot_turned_turned. apply sqrt_lem_1.
  - apply Rmult_le_pos; [apply pow2_ge_0 | pose proof (pow2_ge_0 (q / p)); lra].
  - repeat apply Rmult_le_pos; lra.
  - replace (k * p * N * (k * p * N)) with ((k * p) ^ 2 * (N * N)) by ring.
    unfold N. rewrite sqrt_sqrt by (pose proof (Rle_0_sqr (q / p)); lra). unfold Rsqr. ring.
Qed.

Lemma nrm_turned_pos : 0 < nrm n w'.
Proof. rewrite nrm_turned. pose proof N_pos. repeat apply Rmult_lt_0_compat; assumption. Qed.

Theorem angle_turned : 0 <= theta - atan (q / p) <= PI -> angle n w' ws = theta - atan (q / p).
Proof.
  intros H. rewrite <- (acos_cos (theta - atan (q / p))) by exact H.
  unfold angle at 1. f_equal. rewrite cos_minus, cos_atan, sin_atan, nrm_turned, dot_turned_teacher. fold N.
  pose proof N_pos. field. lra.
Qed.
End Turn.

(** A sufficient condition for the turned weight not to cross the line of the teacher, and where it then is. *)
Lemma turn_stays theta k :
  0 <= theta <= PI -> Rabs k <= sin theta ->
  0 <= theta - atan k <= PI /\ (0 < theta < PI -> 0 < theta - atan k < PI).
Proof.
  intros H Hk.
  pose proof (atan_le_id (Rabs k) (Rabs_pos k)) as A. rewrite <- atan_abs in A.
  pose proof (sin_le_ends theta H).
  assert (B := Rcomplements.Rabs_le_between (atan k) (sin theta)).
  assert (C : - sin theta <= atan k <= sin theta) by (apply B; lra).
  split; [lra|]. intros open. pose proof (sin_lt_ends theta open). lra.
Qed.

(** *** The step with an expected coarse gradient R u - (v.v* ) T_e e *)
Section Step.
Variables m n : nat.
Variables vs ws v w g : vec.
Variables eta radial M0 : R.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis g_frame : forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i.
Let theta := angle n w ws.
Let T := sin theta * M0 / sqrt (2 * PI).
Let p := nrm n w - eta * radial.
Let q := eta * dot m v vs * T.
Hypothesis p_pos : 0 < p.

Lemma step_frame i : (i < n)%nat -> (w - eta * g)%V i = (1 * (p * unit n w + q * normal n w ws))%V i.
Proof.
  intros Hi. unfold vsub at 1, vscal at 1. rewrite g_frame by exact Hi.
  assert (E : w i = nrm n w * unit n w i) by (unfold unit, vscal; field; lra).
  rewrite E.
  unfold frame_gradient, vsub, vadd, vscal, p, q, T, theta. ring.
Qed.

Lemma step_on_line : sin theta = 0 -> q = 0.
Proof. intros E. unfold q, T. rewrite E. unfold Rdiv. ring. Qed.

Lemma nrm_step_pos : 0 < nrm n (w - eta * g)%V.
Proof.
  apply (nrm_turned_pos n w ws _ w_nz ws_nz 1 p q Rlt_0_1 p_pos step_frame step_on_line).
Qed.

Theorem angle_step :
  0 <= theta - atan (q / p) <= PI -> angle n (w - eta * g)%V ws = theta - atan (q / p).
Proof.
  apply (angle_turned n w ws _ w_nz ws_nz 1 p q Rlt_0_1 p_pos step_frame step_on_line).
Qed.
End Step.

(** ** One step of the output weights

    v.v* and S (1.v) after a step, for S = 1.v*; and how d and the angle bound the distance from the teacher and the
    loss. Sources: the book, "Where runs end", for the first two. *)

Section StepOfV.
Variables m n : nat.
Variables vs ws v w : vec.
Variable eta : R.
Let x := 2 * angle n w ws / PI.
Let S := dot m ones vs.
Let v' := next_v m n vs ws eta v w.

Lemma next_correlation :
  dot m v' vs = (1 - eta / 4) * dot m v vs
                + eta / 4 * ((1 - x) * dot m vs vs + S ^ 2 - S * dot m ones v).
Proof.
  pose proof PI_RGT_0. unfold v', next_v. rewrite dot_sub_l, dot_scal_l, dot_gradient_v.
  fold S. unfold x. field. lra.
Qed.

Lemma next_sum :
  S * (dot m ones v' - S) = (1 - eta * (INR m + 1) / 4) * (S * (dot m ones v - S)) - eta / 4 * x * S ^ 2.
Proof.
  pose proof PI_RGT_0. unfold v', next_v.
  rewrite dot_sub_r, dot_scal_r, (dot_sym m ones (population_gradient_v m n vs ws v w)), dot_gradient_v, dot_ones_ones.
  rewrite (dot_sym m vs ones), (dot_sym m v ones). fold S. unfold x. field. lra.
Qed.

(** |v - v*| <= 4 |d| + x |v*| *)
Lemma distance_bound : nrm m (v - vs)%V <= 4 * nrm m (population_gradient_v m n vs ws v w) + x * nrm m vs.
Proof.
  pose proof PI_RGT_0 as P. pose proof (angle_range n w ws) as A.
  set (d := population_gradient_v m n vs ws v w).
  assert (X : 0 <= x) by (unfold x, Rdiv; apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; assumption]).
  assert (E : dot m (v - vs)%V (v - vs)%V + dot m ones (v - vs)%V ^ 2
              = 4 * dot m d (v - vs)%V - x * dot m vs (v - vs)%V).
  { unfold d. rewrite dot_gradient_v. unfold x. rewrite !dot_sub_r, !dot_sub_l, (dot_sym m vs v).
    field. lra. }
  pose proof (cauchy_schwarz m d (v - vs)%V) as C1. pose proof (cauchy_schwarz m vs (v - vs)%V) as C2.
  apply Rcomplements.Rabs_le_between in C1. apply Rcomplements.Rabs_le_between in C2.
  rewrite <- nrm_sq in E. pose proof (pow2_ge_0 (dot m ones (v - vs)%V)).
  pose proof (nrm_ge0 m d). pose proof (nrm_ge0 m vs). pose proof (nrm_ge0 m (v - vs)%V) as N.
  set (r := nrm m (v - vs)%V) in *.
  assert (r * r <= (4 * nrm m d + x * nrm m vs) * r) by nra.
  destruct N as [N|N].
  - now apply Rmult_le_reg_r with r.
  - rewrite <- N. pose proof (Rmult_le_pos x (nrm m vs)). lra.
Qed.

(** f <= ((m + 1)|v - v*|^2 + 2 x |v| |v*|)/8 *)
Lemma loss_bound :
  8 * population_loss m n vs ws v w <= (INR m + 1) * nrm m (v - vs)%V ^ 2 + 2 * x * (nrm m v * nrm m vs).
Proof.
  pose proof PI_RGT_0 as P. pose proof (angle_range n w ws) as A.
  assert (X : 0 <= x) by (unfold x, Rdiv; apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat; assumption]).
  rewrite population_loss_squares.
  pose proof (cauchy_schwarz_sq m ones (v - vs)%V) as C. rewrite dot_ones_ones, dot_sub_r in C.
  replace (nrm m (v - vs)%V ^ 2) with (dot m (v - vs)%V (v - vs)%V) by (rewrite <- nrm_sq; ring).
  assert (E : dot m (v + vs)%V (v + vs)%V = dot m (v - vs)%V (v - vs)%V + 4 * dot m v vs).
  { dot_expand. rewrite (dot_sym m vs v). ring. }
  rewrite E. pose proof (cauchy_schwarz m v vs) as C2. apply Rcomplements.Rabs_le_between in C2.
  replace (angle n w ws / PI) with (x / 2) by (unfold x; field; lra). nra.
Qed.
End StepOfV.
