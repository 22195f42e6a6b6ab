(** * What depends on the length of the weight

    The population loss and the expected coarse gradients of ReLU and identity see only the direction of w, but the
    inner product of Lemma 5 falls like 1/|w|: no constant in that lemma serves all |w|, whatever the teacher, as soon
    as |v*| <= C.

    Sources: P1, Lemma 5; the book, erratum E2. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints Printed.
From Coarsegrad.lib Require Import VectorFacts RealFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Correlation Landscape Turning NormBounds.
Open Scope R_scope.

Lemma angle_scal n k w ws : 0 < k -> 0 < nrm n w -> 0 < nrm n ws -> angle n (k * w)%V ws = angle n w ws.
Proof.
  intros K Hw Hs. assert (Hk : 0 < nrm n (k * w)%V).
  { rewrite nrm_scal, Rabs_pos_eq by lra. now apply Rmult_lt_0_compat. }
  rewrite !angle_units by assumption. now rewrite unit_scal.
Qed.

Theorem population_loss_scale_free m n vs ws v w k :
  0 < k -> 0 < nrm n w -> 0 < nrm n ws -> population_loss m n vs ws v (k * w)%V = population_loss m n vs ws v w.
Proof. intros K Hw Hs. unfold population_loss. now rewrite angle_scal. Qed.

Theorem relu_scale_free m n vs ws v w k :
  0 < k -> expected_coarse_gradient_relu m n vs ws v (k * w)%V = expected_coarse_gradient_relu m n vs ws v w.
Proof. intros K. unfold expected_coarse_gradient_relu. now rewrite unit_scal. Qed.

Theorem identity_scale_free m n vs ws v w k :
  0 < k -> expected_coarse_gradient_identity m n vs ws v (k * w)%V = expected_coarse_gradient_identity m n vs ws v w.
Proof. intros K. unfold expected_coarse_gradient_identity. now rewrite unit_scal. Qed.

(** df/dw is homogeneous of degree -1. *)
Theorem population_gradient_w_scal m n vs ws v w k :
  0 < k -> 0 < nrm n w -> population_gradient_w m n vs ws v (k * w)%V = (/ k * population_gradient_w m n vs ws v w)%V.
Proof.
  intros K Hw. unfold population_gradient_w, normal, rejection. rewrite unit_scal by exact K.
  rewrite nrm_scal, Rabs_pos_eq by lra. vec_ext. pose proof PI_RGT_0. field. lra.
Qed.

Lemma minimiser_at_quarter m vs :
  0 < dot m vs vs ->
  nrm m (minimiser_in_v m vs (PI / 4)) <= nrm m vs /\ 0 < dot m (minimiser_in_v m vs (PI / 4)) vs.
Proof.
  intros N. pose proof (total_sq_le m vs) as T. pose proof (INR_plus_1_pos m) as I. pose proof (pos_INR m) as I0.
  pose proof PI_RGT_0 as P. pose proof (curvature_le m vs) as CL. pose proof (curvature_pos m vs N) as CP. split.
  - unfold nrm. apply sqrt_le_1_alt.
    replace (dot m (minimiser_in_v m vs (PI / 4)) (minimiser_in_v m vs (PI / 4)))
      with (dot m vs vs / 4 + dot m ones vs ^ 2 / (INR m + 1) * (/ 2 + / 4 * (INR m / (INR m + 1)))).
    2:{ unfold minimiser_in_v. dot_expand. rewrite dot_ones_ones, (dot_sym m vs ones). field. lra. }
    assert (R1 : 0 <= dot m ones vs ^ 2 / (INR m + 1) <= dot m vs vs) by (unfold curvature in *; lra).
    assert (R2 : INR m / (INR m + 1) <= 1).
    { apply Rmult_le_reg_r with (INR m + 1); [exact I|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
    assert (dot m ones vs ^ 2 / (INR m + 1) * (/ 2 + / 4 * (INR m / (INR m + 1))) <= dot m vs vs * (3 / 4)).
    { eapply Rle_trans; [apply Rmult_le_compat_l; [apply R1|]|apply Rmult_le_compat_r; [lra | apply R1]]. lra. }
    lra.
  - rewrite dot_minimiser_teacher. replace (2 * (PI / 4) / PI) with (/ 2) by (field; lra). lra.
Qed.

Theorem lemma_5_fails m n vs ws C c :
  (2 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> nrm m vs <= C -> ~ printed_lemma_5 m n vs ws C c.
Proof.
  intros Hn N Hs HC (A & H). pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Q. pose proof sqrt_2PI_sq as QQ.
  destruct (minimiser_at_quarter m vs N) as [V1 V2]. set (v := minimiser_in_v m vs (PI / 4)) in *.
  set (s := sin (PI / 4)). assert (S : 0 < s) by (apply sin_gt_0; lra).
  set (q := sqrt (2 * PI)) in *.
  set (a := Rmax c (Rmax 1 (2 * A / (q * s) + 1))).
  assert (A0 : c <= a) by apply Rmax_l.
  assert (A1 : 1 <= a) by (eapply Rle_trans; [apply Rmax_l | apply Rmax_r]).
  assert (A2 : 2 * A / (q * s) + 1 <= a) by (eapply Rle_trans; [apply Rmax_r | apply Rmax_r]).
  destruct (every_angle_occurs n ws a (PI / 4)) as (w & W1 & W2); auto; try lra.
  assert (Hw : 0 < nrm n w) by lra.
  specialize (H v w ltac:(lra) ltac:(lra) Hw). rewrite W2 in H. specialize (H ltac:(lra)).
  assert (Z : agree m (population_gradient_v m n vs ws v w) zeros).
  { rewrite population_gradient_v_vanishes_iff, W2. apply agree_refl. }
  rewrite relu_norm_sq, correlation_relu in H by (assumption || (rewrite W2; lra)).
  rewrite (proj2 (nrm_eq0 m _) Z), (dot_agree_r m _ _ v Z), dot_zeros_r, W1, W2 in H. fold s q in H.
  set (y := dot m v vs) in *. set (D := 1 / 2 - PI / 4 / PI - cos (PI / 4) / 2) in *.
  assert (LB : y ^ 2 * s ^ 2 / (4 * (q * q)) <= / (2 * PI) * ((2 * 0 + y * D) ^ 2 + (y * s / 2) ^ 2)).
  { rewrite QQ. replace (y ^ 2 * s ^ 2 / (4 * (2 * PI))) with (/ (2 * PI) * (y * s / 2) ^ 2) by (field; lra).
    apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat; lra|]. pose proof (pow2_ge_0 (2 * 0 + y * D)). lra. }
  assert (B : y ^ 2 * s ^ 2 / (4 * (q * q)) <= A * (s / (2 * (q ^ 3 * a)) * y ^ 2)) by lra.
  assert (K : 0 < y ^ 2 * s / (4 * q ^ 3 * a)).
  { apply Rdiv_lt_0_compat.
    - apply Rmult_lt_0_compat; [now apply pow_lt | exact S].
    - apply Rmult_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; [lra | now apply pow_lt]. }
  replace (y ^ 2 * s ^ 2 / (4 * (q * q))) with (y ^ 2 * s / (4 * q ^ 3 * a) * (q * s * a)) in B by (field; lra).
  replace (A * (s / (2 * (q ^ 3 * a)) * y ^ 2)) with (y ^ 2 * s / (4 * q ^ 3 * a) * (2 * A)) in B by (field; lra).
  apply Rmult_le_reg_l in B; [|exact K].
  assert (QS : 0 < q * s) by now apply Rmult_lt_0_compat.
  assert (E : 2 * A / (q * s) * (q * s) = 2 * A) by (field; lra). nra.
Qed.
