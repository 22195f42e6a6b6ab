(** * Runs of descent

    What stays bounded along a run, and what vanishes at its end. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape OneStep DescentTheorem.
Open Scope R_scope.

(** ** Runs: what Theorem D gives along a whole run

    A run is any pair of sequences v_t, w_t with v_{t+1} = v_t - eta d_t and w_{t+1} a positive multiple of
    w_t - eta g_t, for fields g_t = R_t u - (v.v* ) T_t e. So one development serves the plain method and the normalised
    one. If |w_t| stays above a constant and eta is small, the loss falls by

      eta (|d_t|^2/2 + <g_t, df/dw>/6)

    at each step, and |v_t| stays bounded. Source: the book. *)

(** The hypotheses of a run. [ok] is what is kept of the weights, among others |w_t| >= [low]; the numbers R_t and T_t
    of [in_frame] are [radial] and sin theta [M0]/sqrt(2 pi). All that is asked of a step is asked under [ok] and under
    the bound on |v_t| that the falling loss provides. *)
Record bounded_run (m n : nat) (vs ws : vec) (eta low : R) (ok : vec -> Prop) (v w g : nat -> vec)
    (radial M0 : nat -> R) : Prop := {
  teacher_nz : 0 < nrm n ws;
  rate_pos : 0 < eta;
  rate_rows : eta * (INR m + 1) <= 1;
  low_pos : 0 < low;
  ok_low : forall w, ok w -> low <= nrm n w;
  ok_start : ok (w O);
  step_v : forall t, v (S t) = next_v m n vs ws eta (v t) (w t);
  step_w : forall t, ok (w t) -> 0 < nrm n (w t - eta * g t)%V ->
    ok (w (S t)) /\ exists k, 0 < k /\ w (S t) = (k * (w t - eta * g t))%V;
  in_frame : forall t, ok (w t) ->
    forall i, (i < n)%nat -> g t i = frame_gradient m n vs ws (radial t) (M0 t) (v t) (w t) i;
  radial_small : forall t, ok (w t) -> nrm m (v t) <= output_weight_bound m n vs ws (v O) (w O) ->
    eta * Rabs (radial t) <= low / 2;
  M0_nonneg : forall t, ok (w t) -> 0 <= M0 t;
  M0_bound : forall t, ok (w t) -> nrm m (v t) <= output_weight_bound m n vs ws (v O) (w O) ->
    eta * (output_weight_bound m n vs ws (v O) (w O) * nrm m vs) * M0 t <= sqrt (2 * PI) * (low / 2) }.

Arguments teacher_nz {m n vs ws eta low ok v w g radial M0}.
Arguments low_pos {m n vs ws eta low ok v w g radial M0}.
Arguments ok_low {m n vs ws eta low ok v w g radial M0}.
Arguments step_v {m n vs ws eta low ok v w g radial M0}.
Arguments step_w {m n vs ws eta low ok v w g radial M0}.
Arguments in_frame {m n vs ws eta low ok v w g radial M0}.
Arguments rate_pos {m n vs ws eta low ok v w g radial M0}.
Arguments rate_rows {m n vs ws eta low ok v w g radial M0}.

Section Run.
Variables m n : nat.
Variables vs ws : vec.
Variables eta low : R.
Variable ok : vec -> Prop.
Variables v w g : nat -> vec.
Variables radial M0 : nat -> R.
Hypothesis run : bounded_run m n vs ws eta low ok v w g radial M0.

Let loss t := population_loss m n vs ws (v t) (w t).
Let theta t := angle n (w t) ws.
Let d t := population_gradient_v m n vs ws (v t) (w t).
Let correlation t := dot n (g t) (population_gradient_w m n vs ws (v t) (w t)).
Let V := output_weight_bound m n vs ws (v O) (w O).
Let ws_nz : 0 < nrm n ws.
Proof. apply run. Qed.
Let eta_pos : 0 < eta.
Proof. apply run. Qed.
Let eta_rows : eta * (INR m + 1) <= 1.
Proof. apply run. Qed.
Let low_pos : 0 < low.
Proof. apply run. Qed.
Let low_le x : ok x -> low <= nrm n x.
Proof. apply run. Qed.
Let radial_small : forall t, ok (w t) -> nrm m (v t) <= V -> eta * Rabs (radial t) <= low / 2.
Proof. apply run. Qed.
Let M0_small : forall t, ok (w t) -> nrm m (v t) <= V -> eta * (V * nrm m vs) * M0 t <= sqrt (2 * PI) * (low / 2).
Proof. apply run. Qed.

Lemma teacher_le_bound : 0 <= nrm m vs <= V.
Proof.
  unfold V, output_weight_bound. pose proof (nrm_ge0 m vs).
  pose proof (sqrt_pos (8 * population_loss m n vs ws (v O) (w O))). lra.
Qed.

Section Step.
Variable t : nat.
Hypothesis w_ok : ok (w t).
Hypothesis v_le : nrm m (v t) <= V.
Let w_nz : 0 < nrm n (w t).
Proof. pose proof (low_le (w t) w_ok). lra. Qed.
Let M0_ge0 : 0 <= M0 t.
Proof. apply run, w_ok. Qed.
Let g_in_frame := in_frame run t w_ok.
Let p := nrm n (w t) - eta * radial t.
Let T := sin (theta t) * M0 t / sqrt (2 * PI).
Let vv := dot m (v t) vs.

Lemma remaining_length : low / 2 <= p <= 3 / 2 * nrm n (w t).
Proof.
  unfold p. pose proof (low_le (w t) w_ok). pose proof (radial_small t w_ok v_le) as Q.
  pose proof (Rle_abs (radial t)). pose proof (Rle_abs (- radial t)) as N. rewrite Rabs_Ropp in N.
  split; nra.
Qed.

Lemma remaining_pos : 0 < p.
Proof. pose proof remaining_length. lra. Qed.

Lemma step_turn_small : eta * Rabs vv * M0 t / sqrt (2 * PI) <= p.
Proof.
  pose proof sqrt_2PI_pos. pose proof remaining_length. pose proof (M0_small t w_ok v_le).
  pose proof (vv_bound m vs (v t) V v_le) as B.
  apply Rmult_le_reg_r with (sqrt (2 * PI)); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  assert (eta * Rabs vv * M0 t <= eta * (V * nrm m vs) * M0 t).
  { apply Rmult_le_compat_r; [assumption|]. apply Rmult_le_compat_l; [lra | exact B]. }
  nra.
Qed.

Lemma turned_pos : 0 < nrm n (w t - eta * g t)%V.
Proof. apply (nrm_step_pos m n vs ws (v t) (w t) (g t) eta (radial t) (M0 t)); auto. apply remaining_pos. Qed.

Lemma next_ok : ok (w (S t)).
Proof. apply (step_w run t w_ok turned_pos). Qed.

Lemma turned_loss : loss (S t) = population_loss m n vs ws (v (S t)) (w t - eta * g t)%V.
Proof.
  unfold loss. destruct (step_w run t w_ok turned_pos) as (_ & k & Hk & ->). now apply population_loss_scal_w.
Qed.

Lemma tangential_sq : eta * T * dot m vs vs <= low / 2.
Proof.
  pose proof sqrt_2PI_pos. pose proof teacher_le_bound. pose proof (M0_small t w_ok v_le).
  assert (S1 : 0 <= sin (theta t) <= 1) by (split; [apply sin_angle_ge0 | apply SIN_bound]).
  rewrite <- nrm_sq.
  replace (eta * T * (nrm m vs * nrm m vs))
    with (sin (theta t) * (eta * (nrm m vs * nrm m vs) * M0 t / sqrt (2 * PI))) by (unfold T; field; lra).
  assert (A : eta * (nrm m vs * nrm m vs) * M0 t / sqrt (2 * PI) <= low / 2).
  { apply Rmult_le_reg_r with (sqrt (2 * PI)); [lra|].
    unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    assert (eta * (nrm m vs * nrm m vs) * M0 t <= eta * (V * nrm m vs) * M0 t).
    { apply Rmult_le_compat_r; [assumption|]. apply Rmult_le_compat_l; nra. }
    nra. }
  nra.
Qed.

Lemma step_falls : loss (S t) <= loss t - eta * (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t).
Proof.
  pose proof w_nz as Hw. pose proof remaining_length as Hp. pose proof remaining_pos as Pp.
  pose proof PI2_3_2 as P3. pose proof (sqrt_2PI_pos) as Hr.
  pose proof (loss_falls m n vs ws (v t) (w t) (g t) eta (radial t) (M0 t) Hw ws_nz (Rlt_le _ _ eta_pos)
                g_in_frame M0_ge0 remaining_pos step_turn_small) as F.
  fold (theta t) T p vv (d t) (loss t) in F. rewrite <- (step_v run), <- turned_loss in F.
  assert (HT : 0 <= T) by (apply (tangential_ge0 n ws (w t) (M0 t) M0_ge0)).
  assert (C : correlation t = vv ^ 2 * T / (2 * PI * nrm n (w t))).
  { apply (frame_gradient_correlation m n vs ws (v t) (w t) Hw ws_nz (radial t) (M0 t) (g t) g_in_frame). }
  rewrite C.
  replace (nrm m (d t) ^ 2) with (dot m (d t) (d t)) by (rewrite <- nrm_sq; ring).
  pose proof (dot_ge0 m (d t)) as Q. set (q := dot m (d t) (d t)) in *.
  assert (eta <= 1) by (pose proof (pos_INR m); nra).
  assert (A : eta ^ 2 * T * dot m vs vs / (2 * PI * p) <= / 6).
  { assert (PP : 0 < 2 * PI * p) by (apply Rmult_lt_0_compat; lra). apply Rmult_le_reg_r with (2 * PI * p); [exact PP|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    pose proof tangential_sq as TS.
    assert (eta ^ 2 * T * dot m vs vs <= low / 2).
    { replace (eta ^ 2 * T * dot m vs vs) with (eta * (eta * T * dot m vs vs)) by ring.
      pose proof (dot_ge0 m vs). assert (0 <= eta * T) by (apply Rmult_le_pos; lra).
      assert (X0 : 0 <= eta * T * dot m vs vs) by (apply Rmult_le_pos; lra).
      apply Rle_trans with (1 * (eta * T * dot m vs vs)); [apply Rmult_le_compat_r; assumption | lra]. }
    assert (3 * p <= PI * p) by (apply Rmult_le_compat_r; lra). lra. }
  assert (B : / 6 * (vv ^ 2 * T / (2 * PI * nrm n (w t))) <= vv ^ 2 * T / (8 * PI * p)).
  { assert (0 <= vv ^ 2 * T) by (apply Rmult_le_pos; [apply pow2_ge_0 | exact HT]).
    replace (/ 6 * (vv ^ 2 * T / (2 * PI * nrm n (w t)))) with (vv ^ 2 * T * / (12 * PI * nrm n (w t))) by (field; lra).
    unfold Rdiv. apply Rmult_le_compat_l; [assumption|].
    apply Rinv_le_contravar; [apply Rmult_lt_0_compat; lra|].
    assert (PI * p <= PI * (3 / 2 * nrm n (w t))) by (apply Rmult_le_compat_l; lra). lra. }
  assert (D : eta * q * (1 - eta * (INR m + 1) / 8 - eta ^ 2 * T * dot m vs vs / (2 * PI * p)) >= eta * q * / 2).
  { apply Rle_ge, Rmult_le_compat_l; [apply Rmult_le_pos; lra|]. lra. }
  assert (E : eta * (/ 6 * (vv ^ 2 * T / (2 * PI * nrm n (w t)))) <= eta * (vv ^ 2 * T / (8 * PI * p))).
  { apply Rmult_le_compat_l; lra. }
  replace (eta * vv ^ 2 * T / (8 * PI * p)) with (eta * (vv ^ 2 * T / (8 * PI * p))) in F by (field; lra).
  lra.
Qed.

Lemma correlation_ge0 : 0 <= correlation t.
Proof.
  pose proof w_nz as Hw. pose proof PI_RGT_0.
  unfold correlation.
  rewrite (frame_gradient_correlation m n vs ws (v t) (w t) Hw ws_nz (radial t) (M0 t) (g t) g_in_frame).
  unfold Rdiv at 1. apply Rmult_le_pos.
  - apply Rmult_le_pos; [apply pow2_ge_0 | apply (tangential_ge0 n ws (w t) (M0 t) M0_ge0)].
  - apply Rlt_le, Rinv_0_lt_compat. nra.
Qed.

Lemma step_angle :
  theta (S t) = theta t - atan (vv * (eta * T / p)) /\ (0 < theta t < PI -> 0 < theta (S t) < PI).
Proof.
  pose proof w_nz as Hw.
  destruct (angle_after_step m n vs ws (v t) (w t) (g t) eta (radial t) (M0 t) Hw ws_nz (Rlt_le _ _ eta_pos)
                g_in_frame M0_ge0 remaining_pos step_turn_small) as [A B].
  unfold theta. destruct (step_w run t w_ok turned_pos) as (_ & k & Hk & ->).
  rewrite angle_scal by exact Hk. auto.
Qed.

Lemma step_angle_falls : 0 <= vv -> theta (S t) <= theta t.
Proof.
  intros Hvv. destruct step_angle as [E _]. rewrite E.
  assert (0 <= atan (vv * (eta * T / p))); [|lra].
  apply atan_ge0, Rmult_le_pos; [exact Hvv|].
  apply (turn_ge0 n ws (w t) eta (radial t) (M0 t) (Rlt_le _ _ eta_pos) M0_ge0 remaining_pos).
Qed.
End Step.

Theorem run_bounded t : ok (w t) /\ nrm m (v t) <= V /\ loss t <= loss O.
Proof.
  induction t as [|t (IH0 & IH1 & IH2)].
  - split; [apply run | split; [apply nrm_v_bound | lra]].
  - assert (L : loss (S t) <= loss O).
    { pose proof (step_falls t IH0 IH1). pose proof (correlation_ge0 t IH0).
      pose proof (pow2_ge_0 (nrm m (d t))). nra. }
    split; [now apply next_ok | split; [|exact L]].
    eapply Rle_trans; [apply (nrm_v_bound m n vs ws (v (S t)) (w (S t)))|].
    unfold V, output_weight_bound. apply Rplus_le_compat_l, sqrt_le_1_alt. fold (loss (S t)) (loss O). lra.
Qed.

Theorem run_falls t : loss (S t) <= loss t - eta * (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t).
Proof. apply step_falls; apply run_bounded. Qed.

Theorem run_correlation_ge0 t : 0 <= correlation t.
Proof. apply correlation_ge0, run_bounded. Qed.

Theorem run_stays_open : 0 < theta O < PI -> forall t, 0 < theta t < PI.
Proof. intros H t. induction t as [|t IH]; [exact H|]. apply step_angle; [apply run_bounded.. | exact IH]. Qed.

Theorem run_angle_falls t : 0 <= dot m (v t) vs -> theta (S t) <= theta t.
Proof. apply step_angle_falls; apply run_bounded. Qed.
End Run.

Arguments run_bounded {m n vs ws eta low ok v w g radial M0}.
Arguments run_falls {m n vs ws eta low ok v w g radial M0}.
Arguments run_correlation_ge0 {m n vs ws eta low ok v w g radial M0}.
Arguments run_stays_open {m n vs ws eta low ok v w g radial M0}.
Arguments run_angle_falls {m n vs ws eta low ok v w g radial M0}.

(** ** Runs: the limits

    Along a bounded run d_t and the correlation <g_t, df/dw> tend to zero, with rate 1/T for the best iterate.
    Source: the book. *)

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
  - intros t. apply Landscape.population_loss_ge0.
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
  - intros t. apply Landscape.population_loss_ge0.
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
