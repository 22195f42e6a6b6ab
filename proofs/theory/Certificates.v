(** * Certificates of golden values

    One lemma for each quantity turns a certificate into computations: [vm_compute] of rationals from the literals of
    the instance, and an enclosure of one or two scalars, as decimals that the proof hands over.
    The tactics that the generated files use are in CertificateTactics.v. *)
From Coq Require Import Reals Lra List ZArith QArith Qreals Qabs Bool.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.lib Require Import VectorFacts EntryChecks.
From Coarsegrad.theory Require Import ScalarForms LiteralAngle.
Import ListNotations.
Open Scope R_scope.

Definition entry (l : list Q) (i : nat) : Q := nth i l 0%Q.

Ltac to_Q2R :=
  repeat first [rewrite Q2R_plus | rewrite Q2R_minus | rewrite Q2R_mult | rewrite Q2R_opp | rewrite Q2R_0].

Lemma Q2R_half : Q2R (1 # 2) = / 2.
Proof. unfold Q2R; simpl; lra. Qed.

(** ** The loss and its gradient in v *)

Section Affine.
Variables (m n : nat) (vs ws v w : list Q) (d D : nat) (T : Z) (known : option Q).

Definition exact_affine (q : Q) (c : Q * Q) : bool :=
  match known with
  | Some t => Qeq_bool (fst c + snd c * t) q
  | None => Qeq_bool (snd c) 0 && Qeq_bool (fst c) q
  end.

Definition loss_coefficients : Q * Q :=
  let vv := dotQ v v m in let v1 := dotQ (onesQ m) v m in
  let ss := dotQ vs vs m in let s1 := dotQ (onesQ m) vs m in
  let vs := dotQ v vs m in
  ((1 # 8) * (vv + v1 * v1 + (ss + s1 * s1) - 2 * (vs + v1 * s1)), (1 # 2) * vs)%Q.

Definition gradient_v_coefficients (v1 s1 : Q) (i : nat) : Q * Q :=
  ((1 # 4) * (entry v i + v1 - (entry vs i + s1)), (1 # 2) * entry vs i)%Q.

Hypothesis digits : positive_digits d D = true.
Hypothesis turn : turn_is n w ws D T known.

Lemma near_one : near_scalar D (Z.pos (ten D)) 1.
Proof.
  apply andb_prop in digits as [_ H]. apply Nat.ltb_lt in H. unfold near_scalar. rewrite ten_pow by exact H.
  assert (0 < 10 ^ D) by (apply pow_lt; lra).
  replace (1 - 10 ^ D / 10 ^ D) with 0 by (field; lra). rewrite Rabs_R0. apply Rlt_le, Rdiv_lt_0_compat; lra.
Qed.

Lemma exact_affine_sound q c :
  exact_affine q c = true ->
  Q2R (fst c) * 1 + Q2R (snd c) * (angle n (literal w) (literal ws) / PI) = Q2R q.
Proof.
  unfold exact_affine. destruct known as [t|] eqn:E.
  - intros H. apply Qeq_bool_iff, Qeq_eqR in H. rewrite (proj2 turn t) by reflexivity.
    rewrite <- H, Q2R_plus, Q2R_mult. ring.
  - intros H. apply andb_prop in H as [H1 H2]. apply Qeq_bool_iff, Qeq_eqR in H1, H2.
    rewrite Q2R_0 in H1. rewrite H1, H2. ring.
Qed.

Lemma certified_loss s :
  check d D (Z.pos (ten D)) T exact_affine s loss_coefficients = true ->
  enclosed d (population_loss m n (literal vs) (literal ws) (literal v) (literal w)) s.
Proof.
  intros H. apply (enclosed_of_check d D _ T 1 _ exact_affine digits near_one (proj1 turn) exact_affine_sound) in H.
  rewrite loss_form. literal_dots. unfold loss_coefficients in H. cbn [fst snd] in H.
  revert H. to_Q2R. rewrite Q2R_half.
  replace (Q2R (1 # 8)) with (/ 8) by (unfold Q2R; simpl; lra).
  replace (Q2R 2) with 2 by (unfold Q2R; simpl; lra). tauto.
Qed.

Lemma certified_gradient_v l :
  check_all d D (Z.pos (ten D)) T exact_affine l
    (map (gradient_v_coefficients (dotQ (onesQ m) v m) (dotQ (onesQ m) vs m)) (seq 0 m)) = true ->
  enclosed_vector d m (population_gradient_v m n (literal vs) (literal ws) (literal v) (literal w)) l.
Proof.
  intros H. refine (vector_of_check d D _ T 1 _ exact_affine digits near_one (proj1 turn) exact_affine_sound
    m _ l _ _ H).
  intros i. rewrite gradient_v_form. literal_dots. unfold gradient_v_coefficients, entry. cbn [fst snd].
  to_Q2R. rewrite Q2R_half. replace (Q2R (1 # 4)) with (/ 4) by (unfold Q2R; simpl; lra). reflexivity.
Qed.
End Affine.

(** ** The gradient in w *)

Section GradientW.
Variables (m n : nat) (vs ws v w : list Q) (d D : nat) (X : Z) (ip wedge : Q).

Definition exact_single (q : Q) (c : Q * Q) : bool := Qeq_bool (fst c) 0 && Qeq_bool (snd c) 0 && Qeq_bool q 0.

Definition gradient_w_coefficients (factor ratio : Q) (j : nat) : Q * Q :=
  (- (factor * (entry ws j - ratio * entry w j)), 0)%Q.

Hypothesis digits : positive_digits d D = true.
Hypothesis between : between_check n w ws ip wedge = true.
Hypothesis near_x : near_scalar D X (/ (PI * sqrt (Q2R wedge))).

Lemma near_zero : near_scalar D 0 0.
Proof.
  unfold near_scalar. unfold Rdiv at 1. rewrite Rmult_0_l, Rminus_0_r, Rabs_R0.
  apply Rlt_le, Rdiv_lt_0_compat; [|apply pow_lt]; lra.
Qed.

Lemma exact_single_sound x y q c : exact_single q c = true -> Q2R (fst c) * x + Q2R (snd c) * y = Q2R q.
Proof.
  unfold exact_single. intros H. apply andb_prop in H as [H H3]. apply andb_prop in H as [H1 H2].
  apply Qeq_bool_iff, Qeq_eqR in H1, H2, H3. rewrite H1, H2, H3, Q2R_0. ring.
Qed.

Lemma certified_gradient_w l :
  check_all d D X 0 exact_single l
    (map (gradient_w_coefficients ((1 # 2) * dotQ v vs m) (dotQ w ws n / dotQ w w n)) (seq 0 n)) = true ->
  enclosed_vector d n (population_gradient_w m n (literal vs) (literal ws) (literal v) (literal w)) l.
Proof.
  intros H.
  refine (vector_of_check d D X 0 _ 0 exact_single digits near_x near_zero (exact_single_sound _ _) n _ l _ _ H).
  intros i. apply between_check_sound in between as (H1 & H2 & H3 & H4 & H5).
  rewrite gradient_w_form; literal_dots; try assumption. unfold gradient_w_coefficients, entry. cbn [fst snd].
  rewrite H5. unfold Qdiv. to_Q2R. rewrite Q2R_half, Q2R_inv; [reflexivity|].
  intros E. apply Qeq_eqR in E. rewrite E, Q2R_0 in H1. lra.
Qed.
End GradientW.

(** ** The coarse gradients of the identity and of ReLU *)

Section Coarse.
Variables (m n : nat) (vs ws v w : list Q) (d D : nat) (X Y : Z) (ww ss : Q).

(** a/|w| + b/|w*| = 0 when a and b have opposite signs and a^2 |w*|^2 = b^2 |w|^2. *)
Definition exact_combination (q : Q) (c : Q * Q) : bool :=
  Qeq_bool q 0 && Qle_bool (fst c * snd c) 0 && Qeq_bool (fst c * fst c * ss) (snd c * snd c * ww).

Definition norms_check (ww' ss' : Q) : bool :=
  is_positive ww' && is_positive ss' && Qeq_bool (dotQ w w n) ww' && Qeq_bool (dotQ ws ws n) ss'.

Definition combination_coefficients (a b : Q) (j : nat) : Q * Q := (a * entry w j, b * entry ws j)%Q.

Hypothesis digits : positive_digits d D = true.
Hypothesis norms : norms_check ww ss = true.
Hypothesis near_x : near_scalar D X (over_norm (Q2R ww)).
Hypothesis near_y : near_scalar D Y (over_norm (Q2R ss)).

Lemma norms_check_sound :
  0 < Q2R ww /\ 0 < Q2R ss /\ Q2R (dotQ w w n) = Q2R ww /\ Q2R (dotQ ws ws n) = Q2R ss.
Proof.
  unfold norms_check in norms. apply andb_prop in norms as [H H4]. apply andb_prop in H as [H H3].
  apply andb_prop in H as [H1 H2]. apply is_positive_sound in H1, H2. apply Qeq_bool_iff, Qeq_eqR in H3, H4. auto.
Qed.

Lemma exact_combination_sound q c :
  exact_combination q c = true -> Q2R (fst c) * over_norm (Q2R ww) + Q2R (snd c) * over_norm (Q2R ss) = Q2R q.
Proof.
  unfold exact_combination. intros H. apply andb_prop in H as [H H3]. apply andb_prop in H as [H1 H2].
  apply Qeq_bool_iff, Qeq_eqR in H1, H3. apply Qle_bool_iff, Qle_Rle in H2.
  rewrite !Q2R_mult in *. rewrite Q2R_0 in *. rewrite H1.
  destruct norms_check_sound as (P1 & P2 & E1 & E2).
  pose proof (over_norms_opposite n (literal ws) (literal w)) as G. rewrite !dot_literal, E1, E2 in G. now apply G.
Qed.

Lemma certified_combination f a b l :
  (forall j, f j = Q2R a * literal w j * over_norm (Q2R (dotQ w w n))
                   + Q2R b * literal ws j * over_norm (Q2R (dotQ ws ws n))) ->
  check_all d D X Y exact_combination l (map (combination_coefficients a b) (seq 0 n)) = true ->
  enclosed_vector d n f l.
Proof.
  intros Hf H.
  refine (vector_of_check d D X Y _ _ exact_combination digits near_x near_y exact_combination_sound n _ l _ _ H).
  intros j. destruct norms_check_sound as (_ & _ & E1 & E2). rewrite Hf, E1, E2.
  unfold combination_coefficients, literal, entry. cbn [fst snd]. now rewrite !Q2R_mult.
Qed.

Lemma certified_identity l :
  check_all d D X Y exact_combination l
    (map (combination_coefficients (dotQ v v m) (- dotQ v vs m)) (seq 0 n)) = true ->
  enclosed_vector d n (expected_coarse_gradient_identity m n (literal vs) (literal ws) (literal v) (literal w)) l.
Proof.
  apply certified_combination. intros j. rewrite identity_form. literal_dots. now rewrite Q2R_opp.
Qed.

Definition relu_along : Q :=
  let v1 := dotQ (onesQ m) v m in ((1 # 2) * (dotQ v v m + v1 * v1 - v1 * dotQ (onesQ m) vs m))%Q.

Lemma certified_relu l :
  check_all d D X Y exact_combination l
    (map (combination_coefficients relu_along (- ((1 # 2) * dotQ v vs m))) (seq 0 n)) = true ->
  enclosed_vector d n (expected_coarse_gradient_relu m n (literal vs) (literal ws) (literal v) (literal w)) l.
Proof.
  apply certified_combination. intros j. rewrite relu_form. unfold h, relu_along. literal_dots. to_Q2R.
  rewrite Q2R_half. ring.
Qed.
End Coarse.

(** ** At w = 0 *)

Section AtZero.
Variables (m n : nat) (vs ws v : list Q).

Lemma certified_loss_at_zero d q :
  Qeq_bool ((1 # 8) * (dotQ vs vs m + dotQ (onesQ m) vs m * dotQ (onesQ m) vs m)) q = true ->
  enclosed d (population_loss_at_zero m (literal vs)) (exactly q).
Proof.
  intros H. apply Qeq_bool_iff, Qeq_eqR in H. simpl. rewrite <- H.
  unfold population_loss_at_zero, I_plus_J. dot_expand. rewrite (dot_sym m (literal vs) ones). literal_dots.
  to_Q2R. replace (Q2R (1 # 8)) with (/ 8) by (unfold Q2R; simpl; lra). ring.
Qed.

Lemma certified_identity_at_zero d D Y ss l :
  positive_digits d D = true -> norms_check n ws ws ss ss = true -> near_scalar D Y (over_norm (Q2R ss)) ->
  check_all d D 0 Y exact_single l (map (combination_coefficients ws ws 0 (- dotQ v vs m)) (seq 0 n)) = true ->
  enclosed_vector d n (expected_coarse_gradient_identity_at_zero m n (literal vs) (literal ws) (literal v)) l.
Proof.
  intros digits norms near_y H.
  refine (vector_of_check d D 0 Y 0 _ exact_single digits (near_zero D) near_y (exact_single_sound _ _) n _ l _ _ H).
  intros j. destruct (norms_check_sound n ws ws ss ss norms) as (_ & _ & _ & E). rewrite identity_at_zero_form.
  literal_dots. rewrite E. unfold combination_coefficients, literal, entry. cbn [fst snd]. to_Q2R. ring.
Qed.
End AtZero.
