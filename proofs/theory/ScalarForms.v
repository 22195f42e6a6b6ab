(** * Every quantity as a combination of two scalars

    With rational w, w*, v, v* each entry is a x + b y, rational a and b, where (x, y) is (1, theta/pi) for the loss and
    its gradient in v, (1/(pi sqrt W), 0) for the gradient in w, (1/(sqrt(2 pi) |w|), 1/(sqrt(2 pi) |w*|)) for the
    coarse gradients, and W = |w|^2 |w*|^2 - (w.w* )^2. Also theta itself: pi/2 - atan(w.w*/sqrt W), or a multiple of pi. *)
From Coq Require Import Reals Lra Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

Section Forms.
Variables m n : nat.
Variables vs ws v w : vec.

Let t := angle n w ws / PI.
Let ww := dot n w w.
Let ss := dot n ws ws.
Let ip := dot n w ws.
Let wedge := ww * ss - ip * ip.

Lemma loss_form :
  population_loss m n vs ws v w =
  (/ 8 * (dot m v v + dot m ones v * dot m ones v + (dot m vs vs + dot m ones vs * dot m ones vs)
          - 2 * (dot m v vs + dot m ones v * dot m ones vs))) * 1
  + / 2 * dot m v vs * t.
Proof.
  unfold population_loss, I_plus_J, I_theta_plus_J, t. dot_expand.
  rewrite (dot_sym m v ones), (dot_sym m vs ones). field. apply PI_neq0.
Qed.

Lemma gradient_v_form i :
  population_gradient_v m n vs ws v w i =
  / 4 * (v i + dot m ones v - (vs i + dot m ones vs)) * 1 + / 2 * vs i * t.
Proof.
  unfold population_gradient_v, I_plus_J, I_theta_plus_J, vadd, vsub, vscal, ones, t. field. apply PI_neq0.
Qed.

Definition over_norm (x : R) : R := / (sqrt (2 * PI) * sqrt x).

Lemma combination_form a b j :
  (/ sqrt (2 * PI) * (a * unit n w + b * unit n ws))%V j = a * w j * over_norm ww + b * ws j * over_norm ss.
Proof. unfold vadd, unit, vscal, over_norm, nrm, ww, ss. rewrite !Rinv_mult. ring. Qed.

Lemma identity_form j :
  expected_coarse_gradient_identity m n vs ws v w j =
  dot m v v * w j * over_norm ww + - dot m v vs * ws j * over_norm ss.
Proof.
  rewrite <- combination_form. unfold expected_coarse_gradient_identity, vadd, vsub, vscal. ring.
Qed.

Lemma relu_form j :
  expected_coarse_gradient_relu m n vs ws v w j =
  / 2 * (h m vs v - dot m v vs) * w j * over_norm ww + - (/ 2 * dot m v vs) * ws j * over_norm ss.
Proof.
  rewrite <- combination_form. unfold expected_coarse_gradient_relu, vadd, vsub, vscal. field.
  pose proof (sqrt_lt_R0 (2 * PI)). pose proof PI_RGT_0. lra.
Qed.

Lemma identity_at_zero_form j :
  expected_coarse_gradient_identity_at_zero m n vs ws v j = 0 * 0 + - dot m v vs * ws j * over_norm ss.
Proof.
  unfold expected_coarse_gradient_identity_at_zero, unit, vscal, over_norm, nrm, ss. rewrite Rinv_mult.
  unfold Rdiv. ring.
Qed.

Hypothesis w_nz : 0 < ww.
Hypothesis ws_nz : 0 < ss.

Let norm_w : 0 < sqrt ww. Proof. now apply sqrt_lt_R0. Qed.
Let norm_ws : 0 < sqrt ss. Proof. now apply sqrt_lt_R0. Qed.
Let square_w : sqrt ww * sqrt ww = ww. Proof. apply sqrt_sqrt; lra. Qed.
Let square_ws : sqrt ss * sqrt ss = ss. Proof. apply sqrt_sqrt; lra. Qed.

Lemma over_norms_opposite a b :
  a * b <= 0 -> a * a * ss = b * b * ww -> a * over_norm ww + b * over_norm ss = 0.
Proof.
  intros Hs He.
  assert (H : a * sqrt ss = - (b * sqrt ww)).
  { assert (G : (a * sqrt ss - b * sqrt ww) * (a * sqrt ss + b * sqrt ww) = 0).
    { rewrite <- square_w, <- square_ws in He. lra. }
    apply Rmult_integral in G as [G|G]; [|lra].
    assert (E : a * sqrt ss = b * sqrt ww) by lra.
    assert (P : 0 <= a * sqrt ss * (b * sqrt ww)) by (rewrite E; nra).
    assert (N : a * b * (sqrt ss * sqrt ww) <= 0).
    { pose proof (Rmult_lt_0_compat _ _ norm_ws norm_w). nra. }
    assert (Z : a * sqrt ss * (b * sqrt ww) = 0) by lra.
    rewrite E in Z. assert (b * sqrt ww = 0) by nra. lra. }
  unfold over_norm. pose proof (sqrt_lt_R0 (2 * PI)). pose proof PI_RGT_0.
  assert (0 < sqrt (2 * PI)) by lra.
  replace (a * / (sqrt (2 * PI) * sqrt ww) + b * / (sqrt (2 * PI) * sqrt ss))
    with ((a * sqrt ss + b * sqrt ww) / (sqrt (2 * PI) * sqrt ww * sqrt ss)) by (field; lra).
  rewrite H. unfold Rdiv. ring.
Qed.

Let cosine := ip / (sqrt ww * sqrt ss).

Lemma dot_units : dot n (unit n w) (unit n ws) = cosine.
Proof.
  unfold unit. dot_expand. change (nrm n w) with (sqrt ww). change (nrm n ws) with (sqrt ss).
  change (dot n w ws) with ip. unfold cosine. field. lra.
Qed.

Lemma cosine_sq : cosine * cosine * (ww * ss) = ip * ip.
Proof.
  replace (ww * ss) with (sqrt ww * sqrt ww * (sqrt ss * sqrt ss)) by (now rewrite square_w, square_ws).
  unfold cosine. field. lra.
Qed.

Lemma cosine_sign : 0 <= ip -> 0 <= cosine.
Proof. intros H. apply Rmult_le_pos; [exact H|]. apply Rlt_le, Rinv_0_lt_compat, Rmult_lt_0_compat; assumption. Qed.

(** ** The angle where it is a multiple of pi *)

Lemma turn_of_cosine x y : 0 <= y <= PI -> cos y = x -> acos x = y.
Proof. intros Hy <-. now apply acos_cos. Qed.

(** 4 cos^2 = k decides cos where its sign is known. *)
Lemma cosine_of_square k c : 0 <= cosine -> 4 * (ip * ip) = k * (ww * ss) -> 0 <= c -> 4 * (c * c) = k -> cosine = c.
Proof.
  intros H0 H Hc <-. rewrite <- cosine_sq in H. pose proof (Rmult_lt_0_compat _ _ w_nz ws_nz) as P.
  apply Rsqr_inj; [exact H0 | exact Hc |]. unfold Rsqr. nra.
Qed.

Lemma cosine_of_square_neg k c :
  cosine <= 0 -> 4 * (ip * ip) = k * (ww * ss) -> 0 <= c -> 4 * (c * c) = k -> cosine = - c.
Proof.
  intros H0 H Hc <-. rewrite <- cosine_sq in H. pose proof (Rmult_lt_0_compat _ _ w_nz ws_nz) as P.
  assert (- cosine = c); [|lra]. apply Rsqr_inj; [lra | exact Hc |]. unfold Rsqr. nra.
Qed.

Lemma turn_of_square k c y :
  0 <= y <= PI -> cos y = c -> 0 <= c -> 4 * (c * c) = k -> 4 * (ip * ip) = k * (ww * ss) ->
  (0 <= ip -> angle n w ws = y) /\ (ip <= 0 -> angle n w ws = PI - y).
Proof.
  intros Hy Hcos Hc Hk H. change (angle n w ws) with (acos cosine). split; intros Hs.
  - rewrite (cosine_of_square k c (cosine_sign Hs) H Hc Hk). now apply turn_of_cosine.
  - assert (N : cosine <= 0).
    { unfold cosine, Rdiv. pose proof (Rinv_0_lt_compat _ (Rmult_lt_0_compat _ _ norm_w norm_ws)). nra. }
    rewrite (cosine_of_square_neg k c N H Hc Hk), acos_opp. f_equal. now apply turn_of_cosine.
Qed.

(** ** The angle strictly between 0 and pi *)

Hypothesis between : 0 < wedge.

Let root_pos : 0 < sqrt wedge. Proof. now apply sqrt_lt_R0. Qed.

Lemma sine_form : sqrt (1 - cosine * cosine) = sqrt wedge / (sqrt ww * sqrt ss).
Proof.
  apply sqrt_lem_1.
  - assert (H : cosine * cosine * (ww * ss) <= 1 * (ww * ss)) by (rewrite cosine_sq; unfold wedge in between; lra).
    apply Rmult_le_reg_r in H; [lra | now apply Rmult_lt_0_compat].
  - apply Rlt_le, Rdiv_lt_0_compat; [exact root_pos | now apply Rmult_lt_0_compat].
  - unfold cosine.
    replace (sqrt wedge / (sqrt ww * sqrt ss) * (sqrt wedge / (sqrt ww * sqrt ss)))
      with (sqrt wedge * sqrt wedge / (sqrt ww * sqrt ww * (sqrt ss * sqrt ss))) by (field; lra).
    replace (ip / (sqrt ww * sqrt ss) * (ip / (sqrt ww * sqrt ss)))
      with (ip * ip / (sqrt ww * sqrt ww * (sqrt ss * sqrt ss))) by (field; lra).
    rewrite sqrt_sqrt by lra. rewrite square_w, square_ws. unfold wedge. field. lra.
Qed.

Lemma cosine_open : -1 < cosine < 1.
Proof.
  assert (H : cosine * cosine * (ww * ss) < 1 * (ww * ss)) by (rewrite cosine_sq; unfold wedge in between; lra).
  apply Rmult_lt_reg_r in H; [|now apply Rmult_lt_0_compat]. split; nra.
Qed.

Lemma angle_form : angle n w ws = PI / 2 - atan (ip / sqrt wedge).
Proof.
  change (angle n w ws) with (acos cosine). pose proof cosine_open as [H1 H2]. unfold acos, asin.
  destruct (Rle_dec cosine (-1)); [lra|]. destruct (Rle_dec 1 cosine); [lra|].
  f_equal. f_equal. change (Rsqr cosine) with (cosine * cosine). rewrite sine_form. unfold cosine. field. lra.
Qed.

Lemma gradient_w_form j :
  population_gradient_w m n vs ws v w j =
  - (/ 2 * dot m v vs * (ws j - ip / ww * w j)) * (/ (PI * sqrt wedge)) + 0 * 0.
Proof.
  assert (N : nrm n (rejection n w ws) = sqrt wedge / (sqrt ww * sqrt ss)).
  { rewrite nrm_rejection by assumption. rewrite sin_angle by assumption. rewrite <- sine_form. f_equal. f_equal.
    now rewrite dot_units. }
  unfold population_gradient_w, vscal, normal. unfold unit at 1. unfold vscal. rewrite N.
  unfold rejection, vsub, vscal.
  rewrite dot_units.
  unfold unit, vscal, cosine. change (nrm n w) with (sqrt ww). change (nrm n ws) with (sqrt ss).
  replace (ip / ww) with (ip / (sqrt ww * sqrt ww)) by (now rewrite square_w). pose proof PI_RGT_0. field. lra.
Qed.
End Forms.
