(** * The population gradients are the derivatives of the population loss

    [population_gradient_v] and [population_gradient_w] give the derivative of [population_loss] along every line:
    in v, in w, and in both together.

    Source: P1, Lemma 2. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

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
