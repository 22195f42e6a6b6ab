(** * The clipped ReLU in Cartesian coordinates

    For any w, w* in R^2 at an angle 0 < theta < pi, the closed form of the clipped ReLU is the expectation in Cartesian
    coordinates, for every m. Sources: P1, Lemmas 7 and 12. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Slopes Gaussian Cartesian TwoLayer.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial GaussianLine.
From Coarsegrad.theory Require Import Geometry CartesianSteps CartesianSectors CartesianSlopes.
Open Scope R_scope.

Local Notation s := (sqrt (2 * PI)).

(** erf(x/sqrt 2) = 2 Psi(x)/sqrt(2 pi) *)
Lemma erf_primitive x : erf (x / sqrt 2) = 2 * gauss_primitive x / s.
Proof.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra). pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as S.
  assert (PP : 0 < sqrt PI) by (apply sqrt_lt_R0; lra).
  assert (E : s = sqrt 2 * sqrt PI) by (apply sqrt_mult; lra).
  assert (Q : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (I : is_RInt (fun t => exp (- (t * t))) 0 (x / sqrt 2) (/ sqrt 2 * gauss_primitive x)).
  { apply (is_RInt_ext (fun t => scal (/ sqrt 2) (scal (sqrt 2) (gauss (sqrt 2 * t + 0))))).
    { intros t _. unfold scal; simpl; unfold mult; simpl. rewrite Rplus_0_r. unfold gauss.
      replace (- (sqrt 2 * t * (sqrt 2 * t)) / 2) with (- (sqrt 2 * sqrt 2 * (t * t)) / 2) by field.
      rewrite Q. replace (- (2 * (t * t)) / 2) with (- (t * t)) by field. field. lra. }
    apply @is_RInt_scal, (is_RInt_comp_lin gauss (sqrt 2) 0). rewrite Rmult_0_r, !Rplus_0_r.
    replace (sqrt 2 * (x / sqrt 2)) with x by (field; lra). apply is_RInt_gauss_0. }
  unfold erf. rewrite (is_RInt_unique _ _ _ _ I), E. field. lra.
Qed.

(** 1{0 < a t < 1} = 1{t > 0} - 1{t >= 1/a} *)
Lemma clipped_relu_steps a t : 0 < a -> clipped_relu_slope t = binary (t / a) + -1 * (1 - binary (1 / a - t / a)).
Proof.
  intros A. assert (I : 0 < / a) by now apply Rinv_0_lt_compat. unfold clipped_relu_slope.
  replace (1 / a - t / a) with (/ a * (1 - t)) by (field; lra). replace (t / a) with (/ a * t) by (field; lra).
  rewrite !binary_scal by exact I. destruct (Rlt_dec 0 t) as [L|L].
  - rewrite (binary_pos t) by exact L. ring.
  - rewrite (binary_npos t), (binary_pos (1 - t)) by lra. ring.
Qed.

Section Clipped.
Variable m : nat.
Variables vs ws v w : vec.
Hypothesis w_nz : 0 < nrm 2 w.
Hypothesis ws_nz : 0 < nrm 2 ws.
Hypothesis open : 0 < angle 2 w ws < PI.

Theorem cartesian_clipped_relu j : (j < 2)%nat ->
  cartesian_expectation m (fun Z => sample_coarse_gradient m 2 vs ws v w clipped_relu_slope Z j)
    (expected_coarse_gradient_clipped_relu m 2 vs ws v w j).
Proof.
  intros Hj. set (a := nrm 2 w). assert (A : 0 < a) by exact w_nz. set (th := angle 2 w ws).
  assert (S : 0 < sin th) by (apply sin_gt_0; apply open). pose proof sqrt_2PI_pos as P.
  assert (P2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (HS : step_at (1 / a) (fun t => 1 - binary (1 / a - t))).
  { split; intros t Ht; [rewrite binary_npos by lra | rewrite binary_pos by lra]; ring. }
  pose proof (slope_moments_comb w ws (-1) _ _ (fun t => binary t + -1 * (1 - binary (1 / a - t)))
    _ _ _ _ _ _ _ _ (fun t => eq_refl) (slope_moments_step w ws w_nz ws_nz open 0 _ step_at_binary)
    (slope_moments_step w ws w_nz ws_nz open (1 / a) _ HS)) as M.
  fold th in M. unfold student_step in M. destruct (Rlt_dec 0 0) as [?|_]; [lra|].
  destruct (Rlt_dec (1 / a) 0) as [N|_].
  { exfalso. pose proof (Rdiv_lt_0_compat 1 a Rlt_0_1 A). lra. }
  match type of M with slope_moments _ _ _ ?x _ _ _ => replace x with (x + 0) in M at 2 by ring end.
  pose proof (cartesian_slope w ws w_nz ws_nz clipped_relu_slope _ m vs v _ _ _ _ j
    (fun t => clipped_relu_steps a t A) M Hj) as H.
  match type of H with cartesian_expectation _ _ ?l => match goal with |- cartesian_expectation _ _ ?r =>
    replace r with l; [exact H|] end end.
  unfold expected_coarse_gradient_clipped_relu, vscal, vsub. fold a th.
  rewrite (f_equal (fun x => x j) (teacher_in_frame 2 w ws w_nz ws_nz open)). unfold vadd, vscal. fold th.
  replace (exp (- 1 / (2 * (a * a)))) with (gauss (1 / a)) by (unfold gauss; f_equal; field; lra).
  replace (cos th / (sin th * a)) with (1 / a * (cos th / sin th)) by (field; lra).
  replace (1 / (sqrt 2 * a * sin th)) with (1 / a / sin th / sqrt 2) by (field; lra).
  rewrite erf_primitive, !normal_cdf_neg, (normal_cdf_primitive (1 / a / sin th)).
  replace (0 / sin th) with 0 by (field; lra). rewrite (Rmult_0_l (cos th / sin th)), gauss_0.
  replace (normal_cdf 0) with (/ 2) by (rewrite normal_cdf_primitive, gauss_primitive_0; field; lra).
  unfold h. field. lra.
Qed.
End Clipped.
