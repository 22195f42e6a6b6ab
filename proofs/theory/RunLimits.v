(** * Runs: the limits

    Along a bounded run d_t and the correlation <g_t, df/dw> tend to zero, with rate 1/T for the best iterate.
    Source: the book. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Convergence.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import LossBounds AbstractDescent Runs.
Open Scope R_scope.

Section Run.
Variables m n : nat.
Variables vs ws : vec.
Variables eta low : R.
Variable ok : vec -> Prop.
Variables v w g : nat -> vec.
Variables radial M0 : nat -> R.
Hypothesis run : bounded_run m n vs ws eta low ok v w g radial M0.

Let loss t := population_loss m n vs ws (v t) (w t).
Let d t := population_gradient_v m n vs ws (v t) (w t).
Let correlation t := dot n (g t) (population_gradient_w m n vs ws (v t) (w t)).
Let eta_pos : 0 < eta.
Proof. apply run. Qed.
Let falls t : loss (S t) <= loss t - eta * (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t).
Proof. apply (run_falls run). Qed.
Let correlation_ge0 t : 0 <= correlation t.
Proof. apply (run_correlation_ge0 run). Qed.

(** A sequence whose square the fall bounds, up to a factor, tends to zero. *)
Lemma vanishes_with_fall (x : nat -> R) (A : R) :
  0 < A -> (forall t, x t ^ 2 <= A * (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t)) -> is_lim_seq x 0.
Proof.
  intros HA Hx.
  apply (decrease_to_zero loss x (eta / A)).
  - apply Rdiv_lt_0_compat; assumption.
  - intros t. apply population_loss_ge0.
  - intros t. pose proof (falls t) as F.
    assert (eta / A * x t ^ 2 <= eta * (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t)); [|lra].
    replace (eta / A * x t ^ 2) with (eta * (x t ^ 2 / A)) by (field; lra).
    apply Rmult_le_compat_l; [lra|].
    apply Rmult_le_reg_r with A; [exact HA|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra.
    pose proof (Hx t). lra.
Qed.

Theorem run_gradient_v_vanishes : is_lim_seq (fun t => nrm m (d t)) 0.
Proof.
  apply (vanishes_with_fall _ 2); [lra|]. intros t. pose proof (correlation_ge0 t). lra.
Qed.

Theorem run_correlation_vanishes : is_lim_seq correlation 0.
Proof.
  apply (is_lim_seq_ext (fun t => sqrt (correlation t) * sqrt (correlation t))).
  { intros t. apply sqrt_sqrt, correlation_ge0. }
  assert (L : is_lim_seq (fun t => sqrt (correlation t)) 0).
  { apply (vanishes_with_fall _ 6); [lra|]. intros t.
    rewrite <- Rsqr_pow2, Rsqr_sqrt by apply correlation_ge0. pose proof (pow2_ge_0 (nrm m (d t))). lra. }
  evar_last; [apply (is_lim_seq_mult' _ _ 0 0 L L)|]. f_equal. ring.
Qed.

Theorem run_rate T : exists t, (t <= T)%nat /\
  / 2 * nrm m (d t) ^ 2 + / 6 * correlation t <= loss O / (eta * INR (S T)).
Proof.
  set (x := fun t => sqrt (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t)).
  assert (X : forall t, x t ^ 2 = / 2 * nrm m (d t) ^ 2 + / 6 * correlation t).
  { intros t. unfold x. rewrite <- Rsqr_pow2. apply Rsqr_sqrt.
    pose proof (correlation_ge0 t). pose proof (pow2_ge_0 (nrm m (d t))). lra. }
  destruct (decrease_rate loss x eta T eta_pos) as (t & Ht & B).
  - intros t. apply population_loss_ge0.
  - intros t. rewrite X. apply falls.
  - exists t. rewrite <- X. auto.
Qed.
End Run.

Arguments vanishes_with_fall {m n vs ws eta low ok v w g radial M0}.
Arguments run_gradient_v_vanishes {m n vs ws eta low ok v w g radial M0}.
Arguments run_correlation_vanishes {m n vs ws eta low ok v w g radial M0}.
Arguments run_rate {m n vs ws eta low ok v w g radial M0}.

(** The claims of a run that a field G drives. *)
Theorem run_claims m n vs ws eta low ok (x : nat -> vec * vec) G radial M0 :
  bounded_run m n vs ws eta low ok (fun t => fst (x t)) (fun t => snd (x t)) (fun t => G (fst (x t)) (snd (x t)))
    radial M0 ->
  gradient_and_correlation_vanish m n vs ws x G eta.
Proof.
  intros run. repeat split.
  - apply (run_correlation_ge0 run).
  - apply (run_falls run).
  - apply (run_gradient_v_vanishes run).
  - apply (run_correlation_vanishes run).
  - apply (run_rate run).
  - apply (run_stays_open run). assumption.
  - apply (run_stays_open run). assumption.
Qed.
Arguments run_claims {m n vs ws eta low ok x} {G radial M0}.
