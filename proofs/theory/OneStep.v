(** * One step of coarse gradient descent

    The exact one-step identity

      f(v+, w+) - f(v, w) = - eta |d|^2 + (eta^2/8)(|d|^2 + (1.d)^2) + (theta+ - theta) v+.v*/(2 pi),

    which holds for any w+ whatever, and how far w turns: theta+ = theta - atan(eta v.v* T_e/(|w| - eta R)).
    Source: the book, "One step, and when it descends". *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient.
From Coarsegrad.lib Require Import VectorFacts RealFacts TurnFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

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

(** ** The step with an expected coarse gradient R u - (v.v* ) T_e e *)
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
