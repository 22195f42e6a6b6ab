(** * The landscape

    The loss as a minimum over v plus a quadratic form, what the loss bounds, and the angle of the saddles. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

(** ** The landscape in v

    f(v, w) = minimum_in_v(theta) + (1/8) (v - v_theta)^T (I + J) (v - v_theta); hence the minimisers over v, the sign
    of f, its zeros, and where df/dv vanishes. No hypothesis on w is needed for the identity: it holds for whatever
    number [angle] is.

    Sources: the book, "The landscape"; P1, Lemma 2 and the computations behind Proposition 1. *)

(** *** The quadratic form of I + J *)

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

(** *** The identity and its consequences *)
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

(** ** What the loss bounds

    8 f = (1.v - S)^2 + (1 - theta/pi)|v - v*|^2 + (theta/pi)|v + v*|^2, with S = 1.v*; hence |v| <= |v*| + sqrt(8 f).
    Source: the book. *)

Lemma angle_scal n k w ws : 0 < k -> angle n (k * w)%V ws = angle n w ws.
Proof.
  intros Hk. unfold angle. f_equal. rewrite dot_scal_l, nrm_scal, Rabs_pos_eq by lra.
  destruct (Req_dec (nrm n w * nrm n ws) 0) as [E|E].
  - rewrite Rmult_assoc, E, Rmult_0_r. unfold Rdiv. rewrite Rinv_0. ring.
  - assert (nrm n w <> 0 /\ nrm n ws <> 0) as [A B] by (split; intros Z; apply E; rewrite Z; ring). field. lra.
Qed.

(** The loss does not see the length of w. *)
Lemma population_loss_scal_w m n vs ws v k w :
  0 < k -> population_loss m n vs ws v (k * w)%V = population_loss m n vs ws v w.
Proof. intros Hk. unfold population_loss. now rewrite angle_scal by exact Hk. Qed.

Section Loss.
Variables m n : nat.
Variables vs ws v w : vec.
Let x := angle n w ws / PI.

Lemma fraction_range : 0 <= x <= 1.
Proof.
  pose proof PI_RGT_0 as P. pose proof (angle_range n w ws) as A. unfold x. split.
  - apply Rmult_le_pos; [lra|]. apply Rlt_le, Rinv_0_lt_compat, P.
  - apply Rmult_le_reg_r with PI; [exact P|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Lemma population_loss_squares :
  8 * population_loss m n vs ws v w
  = (dot m ones v - dot m ones vs) ^ 2
    + ((1 - x) * dot m (v - vs)%V (v - vs)%V + x * dot m (v + vs)%V (v + vs)%V).
Proof.
  pose proof PI_RGT_0. unfold population_loss, I_plus_J, I_theta_plus_J, x. dot_expand.
  rewrite (dot_sym m vs v), (dot_sym m v ones), (dot_sym m vs ones). field. lra.
Qed.

Lemma nrm_v_bound : nrm m v <= nrm m vs + sqrt (8 * population_loss m n vs ws v w).
Proof.
  pose proof population_loss_squares as E. pose proof fraction_range.
  pose proof (pow2_ge_0 (dot m ones v - dot m ones vs)) as O.
  assert (Q : (nrm m v - nrm m vs) ^ 2 <= 8 * population_loss m n vs ws v w).
  { rewrite E. dot_expand. rewrite (dot_sym m vs v), <- !nrm_sq.
    pose proof (cauchy_schwarz m v vs) as C. apply Rcomplements.Rabs_le_between in C.
    set (a := nrm m v) in *. set (b := nrm m vs) in *. set (y := dot m v vs) in *.
    assert ((1 - 2 * x) * y <= a * b) by nra. nra. }
  apply sqrt_le_1_alt in Q.
  replace ((nrm m v - nrm m vs) ^ 2) with (Rsqr (nrm m v - nrm m vs)) in Q by (unfold Rsqr; ring).
  rewrite sqrt_Rsqr_abs in Q. pose proof (Rle_abs (nrm m v - nrm m vs)). lra.
Qed.
End Loss.

(** ** The angle of the saddles

    theta_s = (pi/2) |v*|^2/G, where v_theta.v* = 0 and where the least value of f over v turns from rising to falling;
    it lies below pi exactly under the condition S^2 < ((m + 1)/2) |v*|^2.

    Sources: P1, Proposition 1; the book, "The landscape". *)

Section SaddleAngle.
Variable m : nat.
Variable vs : vec.
Hypothesis vs_nz : 0 < dot m vs vs.

Lemma saddle_angle_curvature : saddle_angle m vs = PI / 2 * (dot m vs vs / curvature m vs).
Proof.
  unfold saddle_angle. rewrite <- curvature_scaled.
  pose proof (curvature_pos m vs vs_nz). pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma saddle_angle_iff theta :
  theta = saddle_angle m vs <-> dot m (minimiser_in_v m vs theta) vs = 0.
Proof.
  rewrite saddle_angle_curvature, dot_minimiser_teacher.
  pose proof (curvature_pos m vs vs_nz) as G. pose proof PI_RGT_0 as P. split.
  - intros ->. field. lra.
  - intros E. apply Rmult_eq_reg_r with (2 * / PI * curvature m vs).
    + transitivity (dot m vs vs); [lra | field; lra].
    + apply Rgt_not_eq. apply Rmult_lt_0_compat; [|exact G]. apply Rmult_lt_0_compat; [lra|].
      now apply Rinv_0_lt_compat.
Qed.

Lemma has_saddles_curvature : has_saddles m vs <-> dot m vs vs < 2 * curvature m vs.
Proof.
  unfold has_saddles. pose proof (curvature_scaled m vs). pose proof (INR_plus_1_pos m). split; nra.
Qed.

(** pi/2 <= saddle_angle, and saddle_angle < pi under the condition of Proposition 1. *)
Lemma saddle_angle_ge : PI / 2 <= saddle_angle m vs.
Proof.
  rewrite saddle_angle_curvature. pose proof (curvature_pos m vs vs_nz) as G. pose proof (curvature_le m vs) as L.
  pose proof PI_RGT_0 as P. rewrite <- (Rmult_1_r (PI / 2)) at 1. apply Rmult_le_compat_l; [lra|].
  apply Rmult_le_reg_r with (curvature m vs); [exact G|].
  replace (dot m vs vs / curvature m vs * curvature m vs) with (dot m vs vs) by (field; lra). lra.
Qed.

Lemma has_saddles_iff_angle : has_saddles m vs <-> saddle_angle m vs < PI.
Proof.
  rewrite has_saddles_curvature, saddle_angle_curvature.
  pose proof (curvature_pos m vs vs_nz) as G. pose proof PI_RGT_0 as P.
  assert (E : dot m vs vs / curvature m vs * curvature m vs = dot m vs vs) by (field; lra).
  set (q := dot m vs vs / curvature m vs) in *. split; intros H.
  - assert (q < 2) by nra. nra.
  - assert (q < 2) by nra. nra.
Qed.

Lemma dot_opposite_teacher : dot m (opposite_v m vs) vs = 2 * dot m ones vs ^ 2 / (INR m + 1) - dot m vs vs.
Proof.
  unfold opposite_v. rewrite dot_minimiser_teacher. unfold curvature.
  pose proof PI_RGT_0. pose proof (INR_plus_1_pos m). field. lra.
Qed.

Lemma has_saddles_iff_opposite : has_saddles m vs <-> dot m (opposite_v m vs) vs < 0.
Proof.
  unfold opposite_v. rewrite has_saddles_curvature, dot_minimiser_teacher.
  replace (2 * PI / PI) with 2 by (field; apply PI_neq0). split; lra.
Qed.
End SaddleAngle.

(** The least value over v rises up to the angle of the saddles and falls after it. *)
Section LeastValue.
Variable m : nat.
Variable vs : vec.
Hypothesis vs_nz : 0 < dot m vs vs.

Lemma minimum_in_v_difference theta theta' :
  minimum_in_v m vs theta' - minimum_in_v m vs theta
  = / 8 * (4 * (theta' - theta) / PI ^ 2 * curvature m vs * (2 * saddle_angle m vs - theta - theta')).
Proof.
  rewrite !minimum_in_v_curvature, saddle_angle_curvature by exact vs_nz.
  pose proof (curvature_pos m vs vs_nz). pose proof PI_RGT_0. field. lra.
Qed.

Lemma difference_factor_pos theta theta' : theta < theta' -> 0 < 4 * (theta' - theta) / PI ^ 2 * curvature m vs.
Proof.
  intros T. pose proof PI_RGT_0. apply Rmult_lt_0_compat; [|now apply curvature_pos].
  apply Rdiv_lt_0_compat; [lra | now apply pow_lt].
Qed.

Theorem minimum_in_v_rises theta theta' :
  theta < theta' <= saddle_angle m vs -> minimum_in_v m vs theta < minimum_in_v m vs theta'.
Proof.
  intros [T T']. pose proof (minimum_in_v_difference theta theta') as D.
  pose proof (difference_factor_pos theta theta' T) as F.
  pose proof (Rmult_lt_0_compat _ (2 * saddle_angle m vs - theta - theta') F). lra.
Qed.

Theorem minimum_in_v_falls theta theta' :
  saddle_angle m vs <= theta < theta' -> minimum_in_v m vs theta' < minimum_in_v m vs theta.
Proof.
  intros [T T']. pose proof (minimum_in_v_difference theta theta') as D.
  pose proof (difference_factor_pos theta theta' T') as F.
  pose proof (Rmult_lt_0_compat _ (theta + theta' - 2 * saddle_angle m vs) F). lra.
Qed.
End LeastValue.
