(** * The landscape in v

    f(v, w) = minimum_in_v(theta) + (1/8) (v - v_theta)^T (I + J) (v - v_theta); hence the minimisers over v, the sign
    of f, its zeros, and where df/dv vanishes. No hypothesis on w is needed for the identity: it holds for whatever
    number [angle] is.

    Sources: the book, "The landscape"; P1, Lemma 2 and the computations behind Proposition 1. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

(** ** The quadratic form of I + J *)

Lemma INR_plus_1_pos m : 0 < INR m + 1.
Proof. pose proof (pos_INR m). lra. Qed.

Lemma I_plus_J_form m x y : dot m x (I_plus_J m y) = dot m x y + dot m ones x * dot m ones y.
Proof. unfold I_plus_J. dot_expand. rewrite (dot_sym m x ones). ring. Qed.

Lemma I_plus_J_ge0 m x : 0 <= dot m x (I_plus_J m x).
Proof. rewrite I_plus_J_form. pose proof (dot_ge0 m x). nra. Qed.

Lemma I_plus_J_ge m x : dot m x x <= dot m x (I_plus_J m x).
Proof. rewrite I_plus_J_form. nra. Qed.

Lemma I_plus_J_eq0 m x : dot m x (I_plus_J m x) = 0 <-> agree m x zeros.
Proof.
  split; intros H.
  - apply dot_self_eq0. pose proof (I_plus_J_ge m x). pose proof (dot_ge0 m x). lra.
  - now apply dot_vanishing.
Qed.

(** I + J is injective. *)
Lemma I_plus_J_injective m x :
  agree m (I_plus_J m x) zeros <-> agree m x zeros.
Proof.
  split; intros H.
  - apply I_plus_J_eq0. rewrite dot_sym. now apply dot_vanishing.
  - intros i Hi. unfold I_plus_J, vadd, vscal. rewrite (dot_sym m ones x), (dot_vanishing m x ones H), (H i Hi).
    unfold zeros. ring.
Qed.

(** S^2 <= m |v*|^2, so the curvature G = |v*|^2 - S^2/(m + 1) is positive unless v* = 0. *)
Lemma total_sq_le m x : dot m ones x ^ 2 <= INR m * dot m x x.
Proof.
  pose proof (cauchy_schwarz_sq m ones x) as H. rewrite dot_ones_ones in H. lra.
Qed.

Definition curvature (m : nat) (vs : vec) : R := dot m vs vs - dot m ones vs ^ 2 / (INR m + 1).

Lemma curvature_scaled m vs : (INR m + 1) * curvature m vs = (INR m + 1) * dot m vs vs - dot m ones vs ^ 2.
Proof. unfold curvature. pose proof (INR_plus_1_pos m). field. lra. Qed.

Lemma curvature_pos m vs : 0 < dot m vs vs -> 0 < curvature m vs.
Proof.
  intros H. pose proof (total_sq_le m vs) as C. pose proof (INR_plus_1_pos m) as P. pose proof (curvature_scaled m vs).
  apply Rmult_lt_reg_l with (INR m + 1); [exact P|]. lra.
Qed.

Lemma curvature_le m vs : curvature m vs <= dot m vs vs.
Proof.
  pose proof (INR_plus_1_pos m) as P. pose proof (curvature_scaled m vs).
  apply Rmult_le_reg_l with (INR m + 1); [exact P|]. pose proof (pow2_ge_0 (dot m ones vs)). lra.
Qed.

Lemma minimum_in_v_curvature m vs theta :
  minimum_in_v m vs theta
  = / 8 * (2 * (2 * theta / PI) * dot m vs vs - (2 * theta / PI) ^ 2 * curvature m vs).
Proof. reflexivity. Qed.

Lemma turn_fraction theta : 0 <= theta <= PI -> 0 <= 2 * theta / PI <= 2.
Proof.
  intros H. pose proof PI_RGT_0 as P. split.
  - apply Rmult_le_pos; [lra | now apply Rlt_le, Rinv_0_lt_compat].
  - apply Rmult_le_reg_r with PI; [exact P|]. replace (2 * theta / PI * PI) with (2 * theta) by (field; lra). lra.
Qed.

Lemma minimum_in_v_ge0 m vs theta : 0 <= theta <= PI -> 0 <= minimum_in_v m vs theta.
Proof.
  intros H. apply turn_fraction in H. rewrite minimum_in_v_curvature. set (x := 2 * theta / PI) in *.
  pose proof (curvature_le m vs). pose proof (dot_ge0 m vs).
  replace (/ 8 * (2 * x * dot m vs vs - x ^ 2 * curvature m vs))
    with (/ 8 * (x * (2 * dot m vs vs - x * curvature m vs))) by ring.
  apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; [lra|]. nra.
Qed.

Lemma minimum_in_v_PI m vs : minimum_in_v m vs PI = dot m ones vs ^ 2 / (2 * (INR m + 1)).
Proof.
  unfold minimum_in_v. pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma minimum_in_v_eq0 m vs theta :
  0 < dot m vs vs -> 0 <= theta <= PI ->
  minimum_in_v m vs theta = 0 <-> theta = 0 \/ theta = PI /\ dot m ones vs = 0.
Proof.
  intros N H. pose proof PI_RGT_0 as P. split.
  - intros E. rewrite minimum_in_v_curvature in E. pose proof (turn_fraction _ H) as X.
    set (x := 2 * theta / PI) in *.
    pose proof (curvature_le m vs) as L. pose proof (curvature_pos m vs N) as G.
    assert (T : theta = x * (PI / 2)) by (unfold x; field; lra).
    assert (F : x * (2 * dot m vs vs - x * curvature m vs) = 0) by lra.
    apply Rmult_integral in F. destruct F as [F|F]; [left; rewrite T, F; ring|]. right.
    assert (X2 : x = 2) by nra. split; [rewrite T, X2; field|].
    rewrite X2 in F. pose proof (curvature_scaled m vs). pose proof (INR_plus_1_pos m). nra.
  - intros [->|[-> E]].
    + unfold minimum_in_v. pose proof (INR_plus_1_pos m). field. lra.
    + rewrite minimum_in_v_PI, E. pose proof (INR_plus_1_pos m). field. lra.
Qed.

(** ** The identity and its consequences *)
Lemma dot_ones_minimiser m vs theta :
  dot m ones (minimiser_in_v m vs theta)
  = (1 - 2 * theta / PI) * dot m ones vs + 2 * theta / PI * (dot m ones vs / (INR m + 1)) * INR m.
Proof. unfold minimiser_in_v. dot_expand. now rewrite dot_ones_ones. Qed.

(** v_theta.v* = |v*|^2 - (2 theta/pi) G *)
Lemma dot_minimiser_teacher m vs theta :
  dot m (minimiser_in_v m vs theta) vs = dot m vs vs - 2 * theta / PI * curvature m vs.
Proof.
  unfold minimiser_in_v, curvature. dot_expand. pose proof (INR_plus_1_pos m). pose proof PI_RGT_0. field. lra.
Qed.

(** P1, equation (8): (I + J) v_theta = ((1 - 2 theta/pi) I + J) v* *)
Theorem minimiser_solves_equation_8 m vs theta :
  I_plus_J m (minimiser_in_v m vs theta) = I_theta_plus_J m theta vs.
Proof.
  unfold I_plus_J, I_theta_plus_J. rewrite dot_ones_minimiser. unfold minimiser_in_v. vec_ext.
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Section Landscape.
Variables m n : nat.
Variables vs ws v w : vec.
Let theta := angle n w ws.

Theorem landscape_identity :
  population_loss m n vs ws v w
  = minimum_in_v m vs theta
    + / 8 * dot m (v - minimiser_in_v m vs theta)%V (I_plus_J m (v - minimiser_in_v m vs theta)%V).
Proof.
  unfold population_loss. fold theta. unfold minimum_in_v, I_plus_J, I_theta_plus_J, minimiser_in_v.
  dot_expand. rewrite !dot_ones_ones, !(dot_sym m v ones), !(dot_sym m vs ones), !(dot_sym m vs v).
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Theorem population_gradient_v_at_distance :
  population_gradient_v m n vs ws v w = (/ 4 * I_plus_J m (v - minimiser_in_v m vs theta)%V)%V.
Proof.
  unfold population_gradient_v. fold theta. unfold I_plus_J, I_theta_plus_J.
  dot_expand. rewrite dot_ones_minimiser. unfold minimiser_in_v. vec_ext.
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Theorem population_gradient_v_vanishes_iff :
  agree m (population_gradient_v m n vs ws v w) zeros
  <-> agree m v (minimiser_in_v m vs theta).
Proof.
  rewrite population_gradient_v_at_distance, agree_scal by lra. rewrite I_plus_J_injective. apply agree_sub.
Qed.

Theorem population_loss_ge_minimum : minimum_in_v m vs theta <= population_loss m n vs ws v w.
Proof. rewrite landscape_identity. pose proof (I_plus_J_ge0 m (v - minimiser_in_v m vs theta)%V). lra. Qed.

Theorem population_loss_eq_minimum_iff :
  population_loss m n vs ws v w = minimum_in_v m vs theta
  <-> agree m v (minimiser_in_v m vs theta).
Proof.
  rewrite landscape_identity, <- agree_sub, <- I_plus_J_eq0. split; lra.
Qed.

Theorem population_loss_ge0 : 0 <= population_loss m n vs ws v w.
Proof.
  pose proof (angle_range n w ws) as A. pose proof (minimum_in_v_ge0 m vs _ A).
  pose proof population_loss_ge_minimum. unfold theta in *. lra.
Qed.

Lemma minimiser_at_0 : minimiser_in_v m vs 0 = vs.
Proof. unfold minimiser_in_v. vec_ext. pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra. Qed.

Lemma opposite_v_balanced : dot m ones vs = 0 -> opposite_v m vs = (- 1 * vs)%V.
Proof.
  intros E. unfold opposite_v, minimiser_in_v. rewrite E. vec_ext.
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

(** The zeros of f: the teacher and, if S = 0, its negative. *)
Theorem population_loss_zero_iff :
  0 < dot m vs vs ->
  population_loss m n vs ws v w = 0
  <-> (theta = 0 /\ agree m v vs)
      \/ (theta = PI /\ dot m ones vs = 0 /\ agree m v (- 1 * vs)%V).
Proof.
  intros N. pose proof (angle_range n w ws) as A. fold theta in A. pose proof (minimum_in_v_ge0 m vs _ A) as M0.
  pose proof population_loss_ge_minimum as LM. split.
  - intros E. assert (Z : minimum_in_v m vs theta = 0) by lra.
    assert (V : population_loss m n vs ws v w = minimum_in_v m vs theta) by lra.
    rewrite population_loss_eq_minimum_iff in V.
    apply minimum_in_v_eq0 in Z; [|exact N|exact A]. destruct Z as [T|[T B]]; [left|right].
    + rewrite T, minimiser_at_0 in V. now split.
    + rewrite T in V. fold (opposite_v m vs) in V. rewrite opposite_v_balanced in V by exact B. auto.
  - intros H. assert (Z : minimum_in_v m vs theta = 0).
    { apply minimum_in_v_eq0; [exact N | exact A |]. destruct H as [[T _]|[T [B _]]]; auto. }
    rewrite <- Z, population_loss_eq_minimum_iff. destruct H as [[T V]|[T [B V]]]; rewrite T.
    + now rewrite minimiser_at_0.
    + fold (opposite_v m vs). now rewrite opposite_v_balanced.
Qed.
End Landscape.
