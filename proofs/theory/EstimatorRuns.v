(** * The convergence theorems for identity, ReLU and leaky ReLU

    Plain and normalised coarse gradient descent, with the same condition on eta for all slopes alpha in [0, 1];
    alpha = 1 is the identity and alpha = 0 is ReLU. Sources: P1, Theorems 1 and 2, corrected; P2 for normalised
    weights. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts.
From Coarsegrad.theory Require Import Geometry FrameGradients LossBounds Runs RunLimits Convergence GlobalConvergence.
Open Scope R_scope.

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

(** ** ReLU's expected coarse gradient *)
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
