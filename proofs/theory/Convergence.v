(** * Convergence of the named estimators

    Runs with the expected coarse gradients of identity, ReLU and leaky ReLU. *)
From Coq Require Import Reals Lra Lia Psatz FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape OneStep NormBounds Runs GlobalConvergence.
Open Scope R_scope.

(** ** Convergence on the model

    Coarse gradient descent, plain and normalised, is a bounded run as soon as eta is small, for every estimator whose
    expected coarse gradient is R u - (v.v* ) T_e e with bounded R and M0. Identity, ReLU and leaky ReLU are such.
    It is the gradients that are shown to vanish; that the iterates converge is not claimed. Sources: P1, Theorem 1, in
    the corrected form of the book; P2 for normalised weights. *)

Section AnyEstimator.
Variables m n : nat.
Variables vs ws : vec.
Variable G : vec -> vec -> vec.
Variables radial M0 : vec -> vec -> R.
Variables eta low : R.
Variables v0 w0 : vec.
Variable ok : vec -> Prop.
Let V := output_weight_bound m n vs ws v0 w0.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis eta_pos : 0 < eta.
Hypothesis eta_rows : eta * (INR m + 1) <= 1.
Hypothesis low_pos : 0 < low.
Hypothesis ok_low : forall w, ok w -> low <= nrm n w.
Hypothesis G_in_frame : forall v w, ok w ->
  forall i, (i < n)%nat -> G v w i = frame_gradient m n vs ws (radial v w) (M0 v w) v w i.
Hypothesis M0_ge0 : forall v w, ok w -> 0 <= M0 v w.
Hypothesis sizes : forall v w, ok w -> nrm m v <= V ->
  eta * Rabs (radial v w) <= low / 2 /\ eta * (V * nrm m vs) * M0 v w <= sqrt (2 * PI) * (low / 2).

Let x := iterate m n vs ws G eta v0 w0.

Theorem iterates_are_a_run : (forall t, ok (snd (x t))) ->
  bounded_run m n vs ws eta low ok (fun t => fst (x t)) (fun t => snd (x t))
    (fun t => G (fst (x t)) (snd (x t)))
    (fun t => radial (fst (x t)) (snd (x t))) (fun t => M0 (fst (x t)) (snd (x t))).
Proof.
  intros Hw. split; try assumption.
  - apply (Hw O).
  - intros t. unfold x. simpl. now destruct (iterate m n vs ws G eta v0 w0 t).
  - intros t _ _. split; [apply Hw|]. exists 1. split; [lra|].
    unfold x. simpl. destruct (iterate m n vs ws G eta v0 w0 t). simpl. vec_ext. unfold next_w, vsub, vscal. ring.
  - intros t Ht. now apply G_in_frame.
  - intros t Ht Hv. now apply sizes.
  - intros t Ht. now apply M0_ge0.
  - intros t Ht Hv. now apply sizes.
Qed.

Let y := normalised_iterate m n vs ws G eta v0 w0.

Hypothesis w0_nz : 0 < nrm n w0.

Lemma loss_at_start : population_loss m n vs ws v0 (unit n w0) = population_loss m n vs ws v0 w0.
Proof. apply population_loss_scal_w, Rinv_0_lt_compat, w0_nz. Qed.

Theorem normalised_iterates_are_a_run : (forall w, nrm n w = 1 -> ok w) ->
  bounded_run m n vs ws eta low ok (fun t => fst (y t)) (fun t => snd (y t))
    (fun t => G (fst (y t)) (snd (y t)))
    (fun t => radial (fst (y t)) (snd (y t))) (fun t => M0 (fst (y t)) (snd (y t))).
Proof.
  intros Hw.
  assert (E : output_weight_bound m n vs ws (fst (y O)) (snd (y O)) = V).
  { unfold V, output_weight_bound. simpl. now rewrite loss_at_start. }
  split; try assumption.
  - apply Hw, nrm_unit, w0_nz.
  - intros t. unfold y. simpl. now destruct (normalised_iterate m n vs ws G eta v0 w0 t).
  - intros t _. unfold y. simpl. destruct (normalised_iterate m n vs ws G eta v0 w0 t) as [v w]. simpl.
    fold (next_w G eta v w). intros Hn. split.
    + apply Hw, nrm_unit, Hn.
    + exists (/ nrm n (next_w G eta v w)). split; [now apply Rinv_0_lt_compat | reflexivity].
  - intros t Ht. now apply G_in_frame.
  - intros t Ht. rewrite E. intros Hv. now apply sizes.
  - intros t Ht. now apply M0_ge0.
  - intros t Ht. rewrite E. intros Hv. now apply sizes.
Qed.
End AnyEstimator.

(** *** Identity, ReLU and leaky ReLU *)
Lemma leaky_relu_at_one m n vs ws :
  expected_coarse_gradient_leaky_relu m n vs ws 1 = expected_coarse_gradient_identity m n vs ws.
Proof.
  apply functional_extensionality; intros v. apply functional_extensionality; intros w.
  unfold expected_coarse_gradient_leaky_relu. vec_ext. ring.
Qed.

Lemma leaky_relu_at_zero m n vs ws :
  expected_coarse_gradient_leaky_relu m n vs ws 0 = expected_coarse_gradient_relu m n vs ws.
Proof.
  apply functional_extensionality; intros v. apply functional_extensionality; intros w.
  unfold expected_coarse_gradient_leaky_relu. vec_ext. ring.
Qed.

Lemma leaky_relu_sizes m n vs ws V eta low alpha v w :
  0 <= alpha <= 1 -> 0 < eta -> nrm m vs <= V ->
  eta * ((INR m + 1) * V * (V + nrm m vs)) <= sqrt (2 * PI) * low ->
  nrm m v <= V ->
  eta * Rabs (leaky_relu_radial m n vs ws v w alpha) <= low / 2
  /\ eta * (V * nrm m vs) * ((1 + alpha) / 2) <= sqrt (2 * PI) * (low / 2).
Proof.
  intros Ha He HV Hs Hv. pose proof sqrt_2PI_pos as Hr. pose proof (nrm_ge0 m vs) as N.
  pose proof (leaky_relu_radial_bound m n vs ws v w V Hv alpha Ha) as B.
  pose proof (pos_INR m) as M.
  split.
  - apply Rmult_le_reg_l with (sqrt (2 * PI)); [exact Hr|].
    replace (sqrt (2 * PI) * (eta * Rabs (leaky_relu_radial m n vs ws v w alpha)))
      with (eta * (sqrt (2 * PI) * Rabs (leaky_relu_radial m n vs ws v w alpha))) by ring.
    apply (Rmult_le_compat_l eta) in B; [|lra]. lra.
  - assert (P : 0 <= V * nrm m vs) by (apply Rmult_le_pos; lra).
    assert (Q : eta * (V * nrm m vs) * ((1 + alpha) / 2) <= eta * (V * nrm m vs)).
    { rewrite <- (Rmult_1_r (eta * (V * nrm m vs))) at 2. apply Rmult_le_compat_l; [|lra].
      apply Rmult_le_pos; lra. }
    assert (P2 : 0 <= eta * (V * V)) by (apply Rmult_le_pos; nra).
    assert (P3 : 0 <= eta * (V * nrm m vs)) by (apply Rmult_le_pos; lra).
    destruct (Nat.eq_dec m 0) as [Z|Z].
    + assert (E : nrm m vs = 0) by (rewrite Z; unfold nrm; simpl; apply sqrt_0).
      rewrite E in *. nra.
    + assert (1 <= INR m) by (apply (le_INR 1); lia). nra.
Qed.

(** The radial part and M0 of leaky ReLU, as functions of the weights. *)
Section Leaky.
Variables m n : nat.
Variables vs ws : vec.
Variable alpha : R.
Variables eta low : R.
Variables v0 w0 : vec.
Let G := expected_coarse_gradient_leaky_relu m n vs ws alpha.
Let V := output_weight_bound m n vs ws v0 w0.
Hypothesis alpha_range : 0 <= alpha <= 1.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis eta_pos : 0 < eta.
Hypothesis eta_rows : eta * (INR m + 1) <= 1.
Hypothesis eta_small : eta * ((INR m + 1) * V * (V + nrm m vs)) <= sqrt (2 * PI) * low.
Hypothesis low_pos : 0 < low.

Let radial (v w : vec) := leaky_relu_radial m n vs ws v w alpha.
Let M0 (_ _ : vec) := (1 + alpha) / 2.

Lemma leaky_sizes (v w : vec) : nrm m v <= V ->
  eta * Rabs (radial v w) <= low / 2 /\ eta * (V * nrm m vs) * M0 v w <= sqrt (2 * PI) * (low / 2).
Proof.
  apply leaky_relu_sizes; trivial. unfold V, output_weight_bound.
  pose proof (sqrt_pos (8 * population_loss m n vs ws v0 w0)). lra.
Qed.

Let x := iterate m n vs ws G eta v0 w0.

Theorem leaky_iterates_are_a_run : (forall t, low <= nrm n (snd (x t))) ->
  bounded_run m n vs ws eta low (fun w => low <= nrm n w) (fun t => fst (x t)) (fun t => snd (x t))
    (fun t => G (fst (x t)) (snd (x t)))
    (fun t => radial (fst (x t)) (snd (x t))) (fun t => M0 (fst (x t)) (snd (x t))).
Proof.
  intros Hw. apply iterates_are_a_run; trivial.
  - intros v w Hok i Hi. apply leaky_relu_in_frame; [lra | exact ws_nz | exact Hi].
  - intros v w _. unfold M0. lra.
  - intros v w _. apply leaky_sizes.
Qed.

Let y := normalised_iterate m n vs ws G eta v0 w0.

Theorem leaky_normalised_iterates_are_a_run : low = 1 -> 0 < nrm n w0 ->
  bounded_run m n vs ws eta low (fun w => nrm n w = 1) (fun t => fst (y t)) (fun t => snd (y t))
    (fun t => G (fst (y t)) (snd (y t)))
    (fun t => radial (fst (y t)) (snd (y t))) (fun t => M0 (fst (y t)) (snd (y t))).
Proof.
  intros Hlow Hw0. apply normalised_iterates_are_a_run; trivial.
  - intros w Hw. lra.
  - intros v w Hok i Hi. apply leaky_relu_in_frame; [lra | exact ws_nz | exact Hi].
  - intros v w _. unfold M0. lra.
  - intros v w _. apply leaky_sizes.
Qed.
End Leaky.

(** *** ReLU: the expected coarse gradient vanishes too *)
Section Relu.
Variables m n : nat.
Variables vs ws : vec.
Variables eta low high : R.
Variable ok : vec -> Prop.
Variables v w : nat -> vec.
Variables radial M0 : nat -> R.
Let g t := expected_coarse_gradient_relu m n vs ws (v t) (w t).
Hypothesis run : bounded_run m n vs ws eta low ok v w g radial M0.
Hypothesis w_high : forall t, nrm n (w t) <= high.
Let V := output_weight_bound m n vs ws (v O) (w O).
Let d t := population_gradient_v m n vs ws (v t) (w t).
Let A := 8 * V ^ 2 / PI + 27 * sqrt (2 * PI) * high.

Lemma relu_run_bound t :
  nrm n (g t) ^ 2
  <= A * (/ 2 * nrm m (d t) ^ 2 + / 6 * dot n (g t) (population_gradient_w m n vs ws (v t) (w t))).
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  destruct (run_bounded run t) as (Hok & Hv & _).
  assert (Hw : 0 < nrm n (w t)).
  { pose proof (low_pos run). pose proof (ok_low run _ Hok). lra. }
  pose proof (relu_norm_terms m n vs ws (v t) (w t) Hw (teacher_nz run) V Hv) as B.
  fold (d t) (g t) in *. set (c := dot n (g t) _) in *.
  assert (C : 0 <= c) by exact (run_correlation_ge0 run t).
  pose proof (w_high t). pose proof (pow2_ge_0 (nrm m (d t))) as Q.
  assert (0 <= 4 * V ^ 2 / PI).
  { unfold Rdiv. apply Rmult_le_pos; [pose proof (pow2_ge_0 V); lra | apply Rlt_le, Rinv_0_lt_compat; assumption]. }
  assert (A1 : sqrt (PI / 2) * nrm n (w t) * c <= 27 * sqrt (2 * PI) * high * (/ 6 * c)).
  { replace (27 * sqrt (2 * PI) * high * (/ 6 * c)) with (9 / 2 * sqrt (2 * PI) * high * c) by field.
    apply Rmult_le_compat_r; [exact C|]. rewrite sqrt_half_PI. apply Rmult_le_compat; lra. }
  assert (A2 : 0 <= 8 * V ^ 2 / PI * (/ 6 * c)).
  { replace (8 * V ^ 2 / PI) with (2 * (4 * V ^ 2 / PI)) by (field; lra). apply Rmult_le_pos; lra. }
  assert (A3 : 0 <= 27 * sqrt (2 * PI) * high * (/ 2 * nrm m (d t) ^ 2)) 
    by (apply Rmult_le_pos; [repeat apply Rmult_le_pos; lra | lra]).
  unfold A. replace (8 * V ^ 2 / PI) with (2 * (4 * V ^ 2 / PI)) by (field; lra).
  replace (8 * V ^ 2 / PI) with (2 * (4 * V ^ 2 / PI)) in A2 by (field; lra). lra.
Qed.

Lemma relu_factor_pos : 0 < A.
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos.
  destruct (run_bounded run O) as (Hok & _).
  pose proof (low_pos run). pose proof (ok_low run _ Hok).
  pose proof (w_high O).
  unfold A. apply Rplus_le_lt_0_compat.
  - unfold Rdiv. apply Rmult_le_pos; [pose proof (pow2_ge_0 V); lra | apply Rlt_le, Rinv_0_lt_compat; assumption].
  - repeat apply Rmult_lt_0_compat; lra.
Qed.

Theorem relu_run_vanishes : is_lim_seq (fun t => nrm n (g t)) 0.
Proof. apply (vanishes_with_fall run _ A relu_factor_pos relu_run_bound). Qed.
End Relu.
Arguments relu_run_vanishes {m n vs ws eta low} high {ok v w radial M0}.
Arguments relu_run_bound {m n vs ws eta low} high {ok v w radial M0}.
Arguments relu_factor_pos {m n vs ws eta low} high {ok v w radial M0}.

(** ** The convergence theorems for identity, ReLU and leaky ReLU

    Plain and normalised coarse gradient descent, with the same condition on eta for all slopes alpha in [0, 1];
    alpha = 1 is the identity and alpha = 0 is ReLU. Sources: P1, Theorems 1 and 2, corrected; P2 for normalised
    weights. *)

Section Plain.
Variables m n : nat.
Variables vs ws v0 w0 : vec.
Variables alpha low eta : R.
Let G := expected_coarse_gradient_leaky_relu m n vs ws alpha.
Let x := iterate m n vs ws G eta v0 w0.
Hypothesis alpha_range : 0 <= alpha <= 1.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis low_pos : 0 < low.
Hypothesis small : small_step m n vs ws v0 w0 low eta.
Hypothesis w_low : forall t, low <= nrm n (snd (x t)).

Lemma plain_run :
  bounded_run m n vs ws eta low (fun w => low <= nrm n w) (fun t => fst (x t)) (fun t => snd (x t))
    (fun t => G (fst (x t)) (snd (x t))) (fun t => leaky_relu_radial m n vs ws (fst (x t)) (snd (x t)) alpha)
    (fun _ => (1 + alpha) / 2).
Proof. destruct small as (? & ? & ?). now apply leaky_iterates_are_a_run. Qed.

Theorem leaky_relu_gradient_and_correlation_vanish : gradient_and_correlation_vanish m n vs ws x G eta.
Proof. apply (run_claims plain_run). Qed.

Variable high : R.
Hypothesis w_high : forall t, nrm n (snd (x t)) <= high.

Theorem leaky_relu_reaches : favourable_start m n vs ws v0 w0 -> reaches_the_teacher m n vs ws x.
Proof.
  intros F. apply (run_reaches high plain_run w_high (mu := / 2)); [lra | intros; lra | exact F].
Qed.
End Plain.

Section Normalised.
Variables m n : nat.
Variables vs ws v0 w0 : vec.
Variables alpha eta : R.
Let G := expected_coarse_gradient_leaky_relu m n vs ws alpha.
Let y := normalised_iterate m n vs ws G eta v0 w0.
Hypothesis alpha_range : 0 <= alpha <= 1.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis w0_nz : 0 < nrm n w0.
Hypothesis small : small_step m n vs ws v0 w0 1 eta.

Lemma normalised_run :
  bounded_run m n vs ws eta 1 (fun w => nrm n w = 1) (fun t => fst (y t)) (fun t => snd (y t))
    (fun t => G (fst (y t)) (snd (y t))) (fun t => leaky_relu_radial m n vs ws (fst (y t)) (snd (y t)) alpha)
    (fun _ => (1 + alpha) / 2).
Proof. destruct small as (? & ? & ?). apply leaky_normalised_iterates_are_a_run; trivial. lra. Qed.

Lemma normalised_length t : nrm n (snd (y t)) = 1.
Proof. apply (run_bounded normalised_run t). Qed.

Theorem normalised_leaky_relu_gradient_and_correlation_vanish : gradient_and_correlation_vanish m n vs ws y G eta.
Proof. apply (run_claims normalised_run). Qed.

Theorem normalised_leaky_relu_reaches :
  favourable_start m n vs ws v0 w0 -> reaches_the_teacher m n vs ws y.
Proof.
  intros F. apply (run_reaches 1 normalised_run (mu := / 2)); [|lra | intros; lra|].
  - intros t. rewrite normalised_length. lra.
  - now apply favourable_unit.
Qed.
End Normalised.

(** *** ReLU's expected coarse gradient *)
Section Relu.
Variables m n : nat.
Variables vs ws v0 w0 : vec.
Let G := expected_coarse_gradient_relu m n vs ws.
Let V := output_weight_bound m n vs ws v0 w0.

Section Plain.
Variables low high eta : R.
Let x := iterate m n vs ws G eta v0 w0.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis low_pos : 0 < low.
Hypothesis small : small_step m n vs ws v0 w0 low eta.
Hypothesis w_low : forall t, low <= nrm n (snd (x t)).
Hypothesis w_high : forall t, nrm n (snd (x t)) <= high.

Lemma relu_run : exists radial,
  bounded_run m n vs ws eta low (fun w => low <= nrm n w) (fun t => fst (x t)) (fun t => snd (x t))
    (fun t => G (fst (x t)) (snd (x t))) radial (fun _ => (1 + 0) / 2).
Proof.
  unfold x, G in *. rewrite <- leaky_relu_at_zero in *. eexists.
  apply plain_run; trivial. lra.
Qed.

Theorem relu_coarse_gradient_vanishes : is_lim_seq (fun t => nrm n (G (fst (x t)) (snd (x t)))) 0.
Proof. destruct relu_run as [radial R]. apply (relu_run_vanishes high R w_high). Qed.
End Plain.

Section Normalised.
Variable eta : R.
Let y := normalised_iterate m n vs ws G eta v0 w0.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis w0_nz : 0 < nrm n w0.
Hypothesis small : small_step m n vs ws v0 w0 1 eta.

Lemma normalised_relu_run : exists radial,
  bounded_run m n vs ws eta 1 (fun w => nrm n w = 1) (fun t => fst (y t)) (fun t => snd (y t))
    (fun t => G (fst (y t)) (snd (y t))) radial (fun _ => (1 + 0) / 2).
Proof.
  unfold y, G in *. rewrite <- leaky_relu_at_zero in *. eexists.
  apply normalised_run; trivial. lra.
Qed.

Lemma normalised_relu_length t : nrm n (snd (y t)) <= 1.
Proof.
  destruct normalised_relu_run as [radial R].
  apply Req_le, (run_bounded R t).
Qed.

Theorem normalised_relu_coarse_gradient_vanishes : is_lim_seq (fun t => nrm n (G (fst (y t)) (snd (y t)))) 0.
Proof.
  destruct normalised_relu_run as [radial R].
  apply (relu_run_vanishes 1 R normalised_relu_length).
Qed.

(** In T + 1 steps some |E g|^2 is at most (8 V^2/pi + 27 sqrt(2 pi)) f0/(eta (T + 1)). *)
Theorem normalised_relu_rate T : exists t, (t <= T)%nat /\
  nrm n (G (fst (y t)) (snd (y t))) ^ 2
  <= (8 * V ^ 2 / PI + 27 * sqrt (2 * PI)) * (population_loss m n vs ws v0 w0 / (eta * INR (S T))).
Proof.
  destruct normalised_relu_run as [radial R].
  destruct (run_rate R T) as (t & Ht & B).
  exists t. split; [exact Ht|].
  pose proof (relu_run_bound 1 R normalised_relu_length t) as C.
  pose proof (relu_factor_pos 1 R normalised_relu_length) as P.
  assert (E : output_weight_bound m n vs ws (fst (y O)) (snd (y O)) = V).
  { unfold V, output_weight_bound. simpl. now rewrite loss_at_start. }
  cbv beta in C, P. rewrite E, Rmult_1_r in C. rewrite E, Rmult_1_r in P.
  rewrite <- (loss_at_start m n vs ws v0 w0 w0_nz).
  eapply Rle_trans; [exact C|]. apply Rmult_le_compat_l; [lra | exact B].
Qed.
End Normalised.
End Relu.
