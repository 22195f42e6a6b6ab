(** * Certificates of the clipped ReLU

    Its expected coarse gradient is w_j x + (- v.v*/2 w*_j) y, with two scalars x, y that hold the exponential and the
    error function. *)
From Coq Require Import Reals Lra List ZArith QArith Qreals Bool.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer Certificates.
From Coarsegrad.lib Require Import VectorFacts EntryChecks ErfEnclosure.
From Coarsegrad.theory Require Import Geometry ScalarForms LiteralAngle Certificates.
Import ListNotations.
Open Scope R_scope.

(** The two scalars, from h, v.v*, |w|^2, |w*|^2, w.w* and W = |w|^2 |w*|^2 - (w.w* )^2. *)
Definition clipped_along (h vv ww ip wedge : R) : R :=
  ((1 - exp (- 1 / (2 * ww))) * h / 2
   - vv * (1 / 2 - exp (- 1 / (2 * ww)) * normal_cdf (ip / (sqrt wedge * sqrt ww)))) * over_norm ww.
Definition clipped_across (ss wedge : R) : R := erf (sqrt ss / (sqrt 2 * sqrt wedge)) * over_norm ss.

(** For |w| near zero the exponential is next to zero. *)
Lemma exponential_small (p : nat) (U : Z) (ww : Q) :
  is_positive ww = true -> Qle_bool (inject_Z (2 * Z.of_nat p) * ww) 1 = true -> (2 ^ Z.of_nat p)%Z = U ->
  0 <= exp (- 1 / (2 * Q2R ww)) <= 1 / IZR U.
Proof.
  intros P H <-. apply is_positive_sound in P. apply Qle_bool_iff, Qle_Rle in H.
  rewrite Q2R_mult, Q2R_1 in H.
  assert (I : Q2R (inject_Z (2 * Z.of_nat p)) = 2 * INR p).
  { unfold Q2R, inject_Z; cbn [Qnum Qden]. rewrite mult_IZR, <- INR_IZR_INZ. field. }
  rewrite I in H. split; [left; apply exp_pos|].
  rewrite <- pow_IZR. unfold Rdiv at 2. rewrite Rmult_1_l.
  eapply Rle_trans; [|apply exp_le_half_pow].
  assert (A : INR p <= 1 / (2 * Q2R ww)).
  { apply Rmult_le_reg_r with (2 * Q2R ww); [lra|]. field_simplify; lra. }
  assert (B : - 1 / (2 * Q2R ww) = - (1 / (2 * Q2R ww))) by (field; lra).
  rewrite B. destruct (Rle_lt_or_eq_dec _ _ A) as [L|E]; [left; apply exp_increasing; lra | right; now rewrite E].
Qed.

Section Form.
Variables m n : nat.
Variables vs ws v w : vec.
Let ww := dot n w w.
Let ss := dot n ws ws.
Let ip := dot n w ws.
Let wedge := ww * ss - ip * ip.
Hypothesis w_nz : 0 < ww.
Hypothesis ws_nz : 0 < ss.
Hypothesis between : 0 < wedge.

Lemma clipped_relu_form j :
  expected_coarse_gradient_clipped_relu m n vs ws v w j =
  w j * clipped_along (h m vs v) (dot m v vs) ww ip wedge
  + - (/ 2 * dot m v vs) * ws j * clipped_across ss wedge.
Proof.
  assert (Pw : 0 < nrm n w) by now apply sqrt_lt_R0.
  assert (Ps : 0 < nrm n ws) by now apply sqrt_lt_R0.
  assert (R : 0 < sqrt wedge) by now apply sqrt_lt_R0.
  assert (R2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (R3 : 0 < sqrt (2 * PI)) by (apply sqrt_lt_R0; pose proof PI_RGT_0; lra).
  assert (S : sin (angle n w ws) = sqrt wedge / (nrm n w * nrm n ws)).
  { rewrite sin_angle by assumption. rewrite dot_units by assumption. now apply sine_form. }
  assert (C : cos (angle n w ws) = ip / (nrm n w * nrm n ws)).
  { rewrite cos_angle by assumption. now apply dot_units. }
  unfold expected_coarse_gradient_clipped_relu. cbv zeta. rewrite S, C.
  replace (nrm n w * nrm n w) with ww by (symmetry; apply nrm_sq).
  replace (ip / (nrm n w * nrm n ws) / (sqrt wedge / (nrm n w * nrm n ws) * nrm n w))
    with (ip / (sqrt wedge * sqrt ww)) by (change (sqrt ww) with (nrm n w); field; lra).
  replace (1 / (sqrt 2 * nrm n w * (sqrt wedge / (nrm n w * nrm n ws))))
    with (sqrt ss / (sqrt 2 * sqrt wedge)) by (change (sqrt ss) with (nrm n ws); field; lra).
  unfold clipped_along, clipped_across, over_norm, vsub, vscal, unit, vscal.
  change (nrm n w) with (sqrt ww). change (nrm n ws) with (sqrt ss). rewrite !Rinv_mult. unfold Rdiv. ring.
Qed.
End Form.

Section ClippedRelu.
Variables (m n : nat) (vs ws v w : list Q) (d D : nat) (X Y : Z) (hh vv ww ss ip wedge : Q).

(** The first scalar is multiplied by (1 - E) h / 2 - v.v* (1/2 - E Phi), which vanishes with h and v.v*. *)
Definition exact_clipped (q : Q) (c : Q * Q) : bool :=
  Qeq_bool q 0 && Qeq_bool (snd c) 0 && (Qeq_bool (fst c) 0 || (Qeq_bool hh 0 && Qeq_bool vv 0)).

Definition clipped_check : bool :=
  let v1 := dotQ (onesQ m) v m in
  Qeq_bool (dotQ v vs m) vv
  && Qeq_bool (dotQ v v m + v1 * v1 - v1 * dotQ (onesQ m) vs m + dotQ v vs m) hh.

Hypothesis digits : positive_digits d D = true.
Hypothesis norms : norms_check n ws w ww ss = true.
Hypothesis between : between_check n w ws ip wedge = true.
Hypothesis sums : clipped_check = true.
Hypothesis near_x : near_scalar D X (clipped_along (Q2R hh) (Q2R vv) (Q2R ww) (Q2R ip) (Q2R wedge)).
Hypothesis near_y : near_scalar D Y (clipped_across (Q2R ss) (Q2R wedge)).

Lemma exact_clipped_sound q c :
  exact_clipped q c = true ->
  Q2R (fst c) * clipped_along (Q2R hh) (Q2R vv) (Q2R ww) (Q2R ip) (Q2R wedge)
  + Q2R (snd c) * clipped_across (Q2R ss) (Q2R wedge) = Q2R q.
Proof.
  unfold exact_clipped. intros H. apply andb_prop in H as [H H3]. apply andb_prop in H as [H1 H2].
  apply Qeq_bool_iff, Qeq_eqR in H1, H2. rewrite H1, H2, Q2R_0. apply orb_prop in H3 as [H3|H3].
  - apply Qeq_bool_iff, Qeq_eqR in H3. rewrite H3, Q2R_0. ring.
  - apply andb_prop in H3 as [H3 H4]. apply Qeq_bool_iff, Qeq_eqR in H3, H4. rewrite H3, H4, Q2R_0.
    unfold clipped_along. field.
Qed.

Lemma certified_clipped_relu l :
  check_all d D X Y exact_clipped l (map (combination_coefficients ws w 1 (- ((1 # 2) * vv))) (seq 0 n)) = true ->
  enclosed_vector d n
    (expected_coarse_gradient_clipped_relu m n (literal vs) (literal ws) (literal v) (literal w)) l.
Proof.
  intros H.
  refine (vector_of_check d D X Y _ _ exact_clipped digits near_x near_y exact_clipped_sound n _ l _ _ H).
  intros j. apply between_check_sound in between as (H1 & H2 & H3 & H4 & H5).
  destruct (norms_check_sound _ _ _ _ _ norms) as (_ & _ & E1 & E2).
  unfold clipped_check in sums. apply andb_prop in sums as [V W]. apply Qeq_bool_iff, Qeq_eqR in V, W.
  rewrite clipped_relu_form; literal_dots; try assumption. rewrite H5, H4, E1, E2, V.
  replace (h m (literal vs) (literal v)) with (Q2R hh).
  - unfold combination_coefficients, literal, entry. cbn [fst snd]. to_Q2R. rewrite Q2R_half, Q2R_1. ring.
  - rewrite <- W. unfold h. literal_dots. to_Q2R. reflexivity.
Qed.
End ClippedRelu.
