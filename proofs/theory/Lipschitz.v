(** * Where the gradient is Lipschitz

    The angle is Lipschitz away from w = 0, hence df/dv is; df/dw is, between weights in one plane with w* and on one
    side of its line. This is what remains of Lemma 3 of the source, with its constants.

    Sources: P1, Lemma 14.1 and the proof of Lemma 3; the book, erratum E1. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts AgreeFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry Turning NormalJump.
Open Scope R_scope.

(** ** The angle *)
Section Angle.
Variable n : nat.
Variables w w' ws : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis w'_nz : 0 < nrm n w'.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let theta' := angle n w' ws.

Lemma nrm_off_teacher x :
  0 < nrm n x -> nrm n (unit n x - cos (angle n x ws) * unit n ws)%V = sin (angle n x ws).
Proof.
  intros Hx. pose proof (sin_angle_ge0 n x ws) as S. apply sqrt_lem_1; [apply dot_ge0 | exact S |].
  rewrite sin_angle_sq, cos_angle by assumption. dot_expand.
  rewrite (dot_sym n (unit n ws) (unit n x)), !dot_unit_unit by assumption. ring.
Qed.

(** The triangle inequality of the sphere, through the cosine. *)
Lemma dot_units_le_cos_difference : dot n (unit n w) (unit n w') <= cos (theta - theta').
Proof.
  pose proof (Rle_trans _ _ _ (Rle_abs _)
    (cauchy_schwarz n (unit n w - cos theta * unit n ws)%V (unit n w' - cos theta' * unit n ws)%V)) as CS.
  unfold theta, theta' in CS. rewrite !nrm_off_teacher in CS by assumption. fold theta theta' in CS.
  revert CS. dot_expand. rewrite (dot_sym n (unit n ws) (unit n w')), dot_unit_unit by assumption.
  rewrite <- (cos_angle n w ws), <- (cos_angle n w' ws) by assumption. fold theta theta'.
  rewrite cos_minus. lra.
Qed.

(** |theta - theta'| <= (pi/2) |u - u'| *)
Lemma angle_difference_le_units : Rabs (theta - theta') <= PI / 2 * nrm n (unit n w - unit n w')%V.
Proof.
  pose proof (angle_range n w ws) as A. pose proof (angle_range n w' ws) as A'. fold theta in A. fold theta' in A'.
  pose proof PI_RGT_0 as P. pose proof dot_units_le_cos_difference as C.
  set (delta := Rabs (theta - theta')).
  assert (D : 0 <= delta <= PI) by (split; [apply Rabs_pos | apply Rabs_le; lra]).
  assert (Cd : cos (theta - theta') = cos delta).
  { unfold delta. destruct (Rle_dec 0 (theta - theta')) as [H|H].
    - now rewrite Rabs_pos_eq.
    - rewrite Rabs_left by lra. now rewrite cos_neg. }
  pose proof (sine_above_chord (PI / 2) (delta / 2) ltac:(lra) ltac:(lra)) as CH. rewrite sin_PI2 in CH.
  assert (C2 : cos delta = 1 - 2 * sin (delta / 2) * sin (delta / 2)).
  { rewrite <- cos_2a_sin. f_equal. field. }
  set (s := sin (delta / 2)) in *.
  assert (S0 : 0 <= s) by (apply sin_ge_0; lra).
  assert (N : 2 * s <= nrm n (unit n w - unit n w')%V).
  { apply Rsqr_incr_0_var; [|apply nrm_ge0]. unfold Rsqr. rewrite nrm_sq. dot_expand.
    rewrite (dot_sym n (unit n w') (unit n w)), !dot_unit_unit by assumption. lra. }
  nra.
Qed.

(** |u - u'| <= |w - w'|/c where |w|, |w'| >= c. *)
Lemma units_distance c : 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  nrm n (unit n w - unit n w')%V <= nrm n (w - w')%V / c.
Proof.
  intros Hc H H'. apply Rmult_le_reg_r with c; [exact Hc|].
  replace (nrm n (w - w')%V / c * c) with (nrm n (w - w')%V) by (field; lra).
  apply Rsqr_incr_0_var; [|apply nrm_ge0]. unfold Rsqr.
  replace (nrm n (unit n w - unit n w')%V * c * (nrm n (unit n w - unit n w')%V * c))
    with (nrm n (unit n w - unit n w')%V * nrm n (unit n w - unit n w')%V * (c * c)) by ring.
  rewrite !nrm_sq. dot_expand. rewrite (dot_sym n (unit n w') (unit n w)), !dot_unit_unit by assumption.
  rewrite (dot_sym n w' w).
  assert (E : dot n w w' = nrm n w * nrm n w' * dot n (unit n w) (unit n w')).
  { unfold unit. dot_expand. field. lra. }
  rewrite E, <- !nrm_sq. pose proof (dot_units_range n w w' w_nz w'_nz) as U.
  set (a := nrm n w) in *. set (a' := nrm n w') in *. set (x := dot n (unit n w) (unit n w')) in *.
  assert (B : c * c <= a * a') by (apply Rmult_le_compat; lra). pose proof (pow2_ge_0 (a - a')).
  assert (2 * (1 - x) * (c * c) <= 2 * (1 - x) * (a * a')) by (apply Rmult_le_compat_l; lra). nra.
Qed.

(** P1, Lemma 14.1. *)
Theorem angle_is_lipschitz c : 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  Rabs (theta - theta') <= PI / (2 * c) * nrm n (w - w')%V.
Proof.
  intros Hc H H'. eapply Rle_trans; [apply angle_difference_le_units|].
  replace (PI / (2 * c) * nrm n (w - w')%V) with (PI / 2 * (nrm n (w - w')%V / c)) by (field; lra).
  apply Rmult_le_compat_l; [pose proof PI_RGT_0; lra | now apply units_distance].
Qed.
End Angle.

(** ** df/dv *)
Lemma nrm_ones m : nrm m ones * nrm m ones = INR m.
Proof. rewrite nrm_sq. apply dot_ones_ones. Qed.

Lemma nrm_I_plus_J_le m x : nrm m (I_plus_J m x) <= (INR m + 1) * nrm m x.
Proof.
  unfold I_plus_J. eapply Rle_trans; [apply nrm_triangle|]. rewrite nrm_scal.
  pose proof (cauchy_schwarz m ones x) as C. pose proof (nrm_ge0 m ones). pose proof (nrm_ge0 m x).
  assert (B : Rabs (dot m ones x) * nrm m ones <= nrm m ones * nrm m x * nrm m ones)
    by (apply Rmult_le_compat_r; assumption).
  replace (nrm m ones * nrm m x * nrm m ones) with (INR m * nrm m x) in B by (rewrite <- nrm_ones; ring). lra.
Qed.

Theorem gradient_v_is_lipschitz m n vs ws v w v' w' c :
  0 < nrm n ws -> 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
  <= / 4 * ((INR m + 1) * nrm m (v - v')%V + nrm m vs / c * nrm n (w - w')%V).
Proof.
  intros Hs Hc H H'. pose proof PI_RGT_0 as P.
  assert (A := angle_is_lipschitz n w w' ws ltac:(lra) ltac:(lra) Hs c Hc H H').
  replace (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
    with (/ 4 * (I_plus_J m (v - v') + 2 / PI * (angle n w ws - angle n w' ws) * vs))%V.
  2:{ unfold population_gradient_v, I_plus_J, I_theta_plus_J. dot_expand. vec_ext. field. lra. }
  rewrite nrm_scal, Rabs_pos_eq by lra. apply Rmult_le_compat_l; [lra|].
  eapply Rle_trans; [apply nrm_triangle|]. apply Rplus_le_compat; [apply nrm_I_plus_J_le|].
  rewrite nrm_scal, Rabs_mult, (Rabs_pos_eq (2 / PI)) by (apply Rlt_le, Rdiv_lt_0_compat; lra).
  replace (nrm m vs / c * nrm n (w - w')%V) with (2 / PI * (PI / (2 * c) * nrm n (w - w')%V) * nrm m vs)
    by (field; lra).
  apply Rmult_le_compat_r; [apply nrm_ge0|]. apply Rmult_le_compat_l; [|exact A].
  apply Rlt_le, Rdiv_lt_0_compat; lra.
Qed.

(** ** df/dw in one plane, on one side *)
Theorem gradient_w_is_lipschitz_on_one_side m n vs ws v v' p k k' t t' C c :
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> 0 < c -> c <= k -> c <= k' -> 0 < t < PI -> 0 < t' < PI ->
  nrm m v' <= C ->
  nrm n (population_gradient_w m n vs ws v (at_side n ws p k t)
         - population_gradient_w m n vs ws v' (at_side n ws p k' t'))%V
  <= nrm m vs / (2 * PI) * (nrm m (v - v')%V / c + C / c ^ 2 * nrm n (at_side n ws p k t - at_side n ws p k' t')%V).
Proof.
  intros Hs P1 P2 Hc H H' T T' HC. pose proof PI_RGT_0 as P.
  assert (K : 0 < k) by lra. assert (K' : 0 < k') by lra.
  pose proof (normal_is_inversion_on_one_side n ws p k k' t t' Hs P1 P2 K K' T T') as I. cbv zeta in I.
  rewrite !nrm_at_side in I by assumption.
  set (w := at_side n ws p k t) in *. set (w' := at_side n ws p k' t') in *.
  assert (Nw : nrm n w = k) by now apply nrm_at_side. assert (Nw' : nrm n w' = k') by now apply nrm_at_side.
  assert (Ne : nrm n (normal n w ws) = 1).
  { unfold w. rewrite normal_at_side by assumption. unfold nrm. rewrite <- sqrt_1. f_equal. dot_expand.
    rewrite (dot_sym n p (unit n ws)), (p_orth_unit n ws p P2), P1, dot_unit_unit by exact Hs.
    pose proof (sin2_cos2 t) as S. unfold Rsqr in S. lra. }
  replace (population_gradient_w m n vs ws v w - population_gradient_w m n vs ws v' w')%V
    with (/ (2 * PI) * ((- (dot m (v - v')%V vs / k)) * normal n w ws
          + (- dot m v' vs) * (/ k * normal n w ws - / k' * normal n w' ws)))%V.
  2:{ unfold population_gradient_w. rewrite Nw, Nw'. dot_expand. vec_ext. field. lra. }
  rewrite nrm_scal, Rabs_pos_eq by (apply Rlt_le, Rinv_0_lt_compat; lra).
  replace (nrm m vs / (2 * PI) * (nrm m (v - v')%V / c + C / c ^ 2 * nrm n (w - w')%V))
    with (/ (2 * PI) * (nrm m (v - v')%V * nrm m vs / c + C * nrm m vs * (nrm n (w - w')%V / c ^ 2)))
    by (field; lra).
  apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat; lra|].
  eapply Rle_trans; [apply nrm_triangle|]. rewrite !nrm_scal, !Rabs_Ropp, Ne, Rmult_1_r, I.
  pose proof (nrm_ge0 m vs) as V0. pose proof (nrm_ge0 n (w - w')%V) as W0.
  apply Rplus_le_compat.
  - unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ k)) by now apply Rlt_le, Rinv_0_lt_compat.
    apply Rmult_le_compat; [apply Rabs_pos | now apply Rlt_le, Rinv_0_lt_compat | apply cauchy_schwarz |].
    now apply Rinv_le_contravar.
  - apply Rmult_le_compat; [apply Rabs_pos | | |].
    + apply Rmult_le_pos; [exact W0|]. apply Rlt_le, Rinv_0_lt_compat. now apply Rmult_lt_0_compat.
    + eapply Rle_trans; [apply cauchy_schwarz|]. now apply Rmult_le_compat_r.
    + apply Rmult_le_compat_l; [exact W0|]. apply Rinv_le_contravar; [now apply pow_lt|]. nra.
Qed.
