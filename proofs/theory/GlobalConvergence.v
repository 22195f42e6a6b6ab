(** * Convergence to the teacher

    Starts that stay favourable, and runs from them. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer Descent FrameGradient NormalisedDescent Convergence.
From Coarsegrad.lib Require Import VectorFacts RealFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry FrameGradients Landscape OneStep DescentTheorem Runs.
Open Scope R_scope.

(** ** The conditions of Theorem 2 survive any step that does not overshoot

    v.v* > 0, theta < pi/2 and S (1.v) <= S^2 hold after a step if eta (m + 1) <= 4, eta R < |w| and 0 <= M0, for any
    estimator. Source: the book, "Where runs end", after P1, Theorem 2. *)

Lemma acute_iff_positive n w ws : 0 < nrm n w -> 0 < nrm n ws ->
  (angle n w ws < PI / 2 <-> 0 < dot n w ws).
Proof.
  intros Hw Hws. pose proof (angle_range n w ws) as A. pose proof PI_RGT_0.
  rewrite dot_w_ws by assumption.
  assert (P : 0 < nrm n w * nrm n ws) by now apply Rmult_lt_0_compat.
  split.
  - intros H1. apply Rmult_lt_0_compat; [exact P|]. apply cos_gt_0; lra.
  - intros H1. apply Rnot_le_lt. intros C.
    pose proof (cos_le_0 (angle n w ws) C ltac:(lra)). nra.
Qed.

Theorem favourable_conditions_persist m n vs ws v w g eta radial M0 :
  0 < nrm n w -> 0 < nrm n ws -> 0 < eta -> eta * (INR m + 1) <= 4 ->
  (forall i, (i < n)%nat -> g i = frame_gradient m n vs ws radial M0 v w i) ->
  0 <= M0 -> eta * radial < nrm n w ->
  favourable_start m n vs ws v w ->
  favourable_start m n vs ws (next_v m n vs ws eta v w) (w - eta * g)%V.
Proof.
  intros Hw Hws He Hm Hg HM Hr (F1 & F2 & F3). pose proof PI_RGT_0 as P.
  pose proof (angle_range n w ws) as A.
  assert (M : 1 <= INR m).
  { destruct (Nat.eq_dec m 0) as [Z|Z]; [rewrite Z in F1; simpl in F1; lra | apply (le_INR 1); lia]. }
  assert (H4 : eta < 4) by nra.
  assert (X : 0 <= 2 * angle n w ws / PI < 1).
  { unfold Rdiv. split.
    - apply Rmult_le_pos; [lra | apply Rlt_le, Rinv_0_lt_compat, P].
    - apply Rmult_lt_reg_r with PI; [exact P|]. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  split; [|split].
  - rewrite next_correlation. set (x := 2 * angle n w ws / PI) in *.
    assert (B1 : 0 < (1 - eta / 4) * dot m v vs) by (apply Rmult_lt_0_compat; lra).
    assert (B2 : 0 <= (1 - x) * dot m vs vs) by (apply Rmult_le_pos; [lra | apply dot_ge0]).
    assert (B3 : 0 <= eta / 4 * ((1 - x) * dot m vs vs + dot m ones vs ^ 2 - dot m ones vs * dot m ones v))
      by (apply Rmult_le_pos; lra).
    lra.
  - assert (p_pos : 0 < nrm n w - eta * radial) by lra.
    apply acute_iff_positive; [now apply (nrm_step_pos m n vs ws v w g eta radial M0) | exact Hws |].
    rewrite (dot_turned_teacher n w ws (w - eta * g)%V Hw Hws 1 (nrm n w - eta * radial)
               (eta * dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI)))).
    + assert (C : 0 < cos (angle n w ws)) by (apply cos_gt_0; lra).
      assert (T : 0 <= sin (angle n w ws) * M0 / sqrt (2 * PI)) by now apply tangential_ge0.
      assert (S : 0 <= sin (angle n w ws)) by apply sin_angle_ge0.
      assert (Q1 : 0 < (nrm n w - eta * radial) * cos (angle n w ws)) by now apply Rmult_lt_0_compat.
      assert (Q2 : 0 <= eta * dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI)) * sin (angle n w ws)).
      { repeat apply Rmult_le_pos; trivial; try lra.
        pose proof sqrt_2PI_pos. apply Rlt_le, Rinv_0_lt_compat. assumption. }
      rewrite Rmult_1_l. apply Rmult_lt_0_compat; lra.
    + now apply step_frame.
    + now apply step_on_line.
  - pose proof (next_sum m n vs ws v w eta) as N. set (x := 2 * angle n w ws / PI) in *.
    set (S := dot m ones vs) in *. set (o' := dot m ones (next_v m n vs ws eta v w)) in *.
    assert (B1 : 0 <= (1 - eta * (INR m + 1) / 4) * (S ^ 2 - S * dot m ones v)) by (apply Rmult_le_pos; lra).
    assert (B2 : 0 <= eta / 4 * x * S ^ 2) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra | apply pow2_ge_0]).
    lra.
Qed.

(** ** Runs that end at the teacher

    If v.v* > 0, theta < pi/2 and S (1.v) <= S^2 at the start, then so throughout, and theta_t -> 0, v_t -> v*, f -> 0.
    Source: P1, Theorem 2, whose hypotheses along the run are not needed when w is normalised; the proof that the
    conditions persist is the book's, "Where runs end". *)

Lemma lim_scal (a : R) (u : nat -> R) (l : R) : is_lim_seq u l -> is_lim_seq (fun t => a * u t) (a * l).
Proof. apply (is_lim_seq_scal_l u a l). Qed.

Section GlobalRun.
Variables m n : nat.
Variables vs ws : vec.
Variables eta low high mu : R.
Variable ok : vec -> Prop.
Variables v w g : nat -> vec.
Variables radial M0 : nat -> R.
Hypothesis run : bounded_run m n vs ws eta low ok v w g radial M0.
Hypothesis w_high : forall t, nrm n (w t) <= high.
Hypothesis mu_pos : 0 < mu.
Hypothesis M0_low : forall t, mu <= M0 t.

Let theta t := angle n (w t) ws.
Let vv t := dot m (v t) vs.
Let S := dot m ones vs.
Let V := output_weight_bound m n vs ws (v O) (w O).
Hypothesis start_correlated : 0 < vv O.
Hypothesis start_acute : theta O < PI / 2.
Hypothesis start_sum : S * dot m ones (v O) <= S ^ 2.

Let start_fraction := 1 - 2 * theta O / PI.
Let floor := Rmin (vv O) (start_fraction * dot m vs vs).

Lemma eta_range : 0 < eta <= 1 /\ eta * (INR m + 1) <= 4.
Proof.
  pose proof (rate_pos run). pose proof (rate_rows run).
  pose proof (pos_INR m). split; nra.
Qed.

Lemma start_fraction_pos : 0 < start_fraction.
Proof.
  pose proof PI_RGT_0. unfold start_fraction.
  assert (2 * theta O / PI < 1); [|lra].
  apply Rmult_lt_reg_r with PI; [assumption|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma teacher_sq_pos : 0 < dot m vs vs.
Proof.
  pose proof (cauchy_schwarz_sq m (v O) vs) as C. fold (vv O) in C. pose proof (dot_ge0 m vs) as N.
  destruct N as [N|N]; [exact N|]. rewrite <- N in C. nra.
Qed.

Lemma floor_pos : 0 < floor.
Proof.
  unfold floor. apply Rmin_glb_lt; [exact start_correlated|].
  apply Rmult_lt_0_compat; [apply start_fraction_pos | apply teacher_sq_pos].
Qed.

(** The three conditions persist; v.v* stays above a constant. *)
Theorem conditions_persist t :
  floor <= vv t /\ theta t <= theta O /\ S * dot m ones (v t) <= S ^ 2.
Proof.
  pose proof PI_RGT_0 as P. pose proof eta_range as [He Hm]. pose proof floor_pos as F.
  induction t as [|t (I1 & I2 & I3)].
  - split; [apply Rmin_l | split; [lra | exact start_sum]].
  - pose proof (angle_range n (w t) ws) as A. fold (theta t) in A.
    assert (X : 0 <= 2 * theta t / PI <= 2 * theta O / PI).
    { unfold Rdiv. assert (0 < / PI) by now apply Rinv_0_lt_compat. split; [apply Rmult_le_pos; lra|].
      apply Rmult_le_compat_r; lra. }
    pose proof teacher_sq_pos as Q.
    pose proof (Rmin_r (vv O) (start_fraction * dot m vs vs)) as FR. fold floor in FR.
    repeat split.
    + unfold vv. rewrite (step_v run), next_correlation.
      fold (theta t) (vv t) S.
      assert (start_fraction * dot m vs vs <= (1 - 2 * theta t / PI) * dot m vs vs).
      { apply Rmult_le_compat_r; unfold start_fraction; lra. }
      set (y := (1 - 2 * theta t / PI) * dot m vs vs) in *. nra.
    + eapply Rle_trans; [|exact I2].
      apply (run_angle_falls run). fold (vv t). lra.
    + enough (S * (dot m ones (v (Datatypes.S t)) - S) <= 0) by lra.
      rewrite (step_v run). unfold S at 1 2. rewrite next_sum. fold S (theta t).
      assert (B1 : 0 <= (1 - eta * (INR m + 1) / 4) * (S ^ 2 - S * dot m ones (v t))) by (apply Rmult_le_pos; lra).
      assert (B2 : 0 <= eta / 4 * (2 * theta t / PI) * S ^ 2).
      { apply Rmult_le_pos; [apply Rmult_le_pos; lra | apply pow2_ge_0]. }
      lra.
Qed.

Let factor := 2 * PI * high * sqrt (2 * PI) / (floor ^ 2 * mu).

Lemma sin_by_correlation t :
  sin (theta t) <= factor * dot n (g t) (population_gradient_w m n vs ws (v t) (w t)).
Proof.
  pose proof PI_RGT_0 as P. pose proof sqrt_2PI_pos as Hr. pose proof floor_pos as F.
  destruct (run_bounded run t) as (Hok & _).
  pose proof (low_pos run) as L. pose proof (ok_low run _ Hok) as Hl.
  pose proof (w_high t) as Hh. pose proof (M0_low t) as HM.
  rewrite (frame_gradient_correlation m n vs ws (v t) (w t) ltac:(lra) (teacher_nz run)
             (radial t) (M0 t) (g t) (in_frame run t Hok)).
  fold (theta t) (vv t).
  assert (S1 : 0 <= sin (theta t)) by apply sin_angle_ge0.
  destruct (conditions_persist t) as (I1 & _).
  replace (factor * (vv t ^ 2 * (sin (theta t) * M0 t / sqrt (2 * PI)) / (2 * PI * nrm n (w t))))
    with (sin (theta t) * ((vv t ^ 2 * M0 t * high) / (floor ^ 2 * mu * nrm n (w t)))).
  2:{ unfold factor. field. repeat split; lra. }
  rewrite <- (Rmult_1_r (sin (theta t))) at 1. apply Rmult_le_compat_l; [exact S1|].
  assert (F2 : 0 < floor ^ 2 * mu) by (apply Rmult_lt_0_compat; [apply pow_lt|]; assumption).
  assert (D : 0 < floor ^ 2 * mu * nrm n (w t)) by (apply Rmult_lt_0_compat; lra).
  apply (Rmult_le_reg_r _ _ _ D). rewrite Rmult_1_l.
  replace (vv t ^ 2 * M0 t * high / (floor ^ 2 * mu * nrm n (w t)) * (floor ^ 2 * mu * nrm n (w t)))
    with (vv t ^ 2 * M0 t * high) by (field; repeat split; lra).
  assert (floor ^ 2 <= vv t ^ 2) by (apply pow_incr; lra). pose proof (pow2_ge_0 floor).
  assert (floor ^ 2 * mu <= vv t ^ 2 * M0 t) by (apply Rmult_le_compat; lra).
  apply Rmult_le_compat; lra.
Qed.

Theorem angle_vanishes : is_lim_seq theta 0.
Proof.
  pose proof PI_RGT_0.
  apply (is_lim_seq_le_le (fun _ => 0) _
           (fun t => 2 * (factor * dot n (g t) (population_gradient_w m n vs ws (v t) (w t))))).
  - intros t. pose proof (angle_range n (w t) ws) as A. split; [apply A|].
    destruct (conditions_persist t) as (_ & I2 & _).
    pose proof (half_le_sin (theta t) ltac:(unfold theta in *; lra)). pose proof (sin_by_correlation t). lra.
  - apply is_lim_seq_const.
  - evar_last.
    + apply is_lim_seq_scal_l, is_lim_seq_scal_l, (run_correlation_vanishes run).
    + simpl. f_equal. ring.
Qed.

Let x t := 2 * theta t / PI.
Lemma fraction_vanishes : is_lim_seq x 0.
Proof.
  apply (is_lim_seq_ext (fun t => 2 / PI * theta t)).
  { intros t. unfold x. unfold Rdiv. ring. }
  evar_last; [apply is_lim_seq_scal_l, angle_vanishes | simpl; f_equal; ring].
Qed.

Theorem distance_vanishes : is_lim_seq (fun t => nrm m (v t - vs)%V) 0.
Proof.
  apply (is_lim_seq_le_le (fun _ => 0) _
           (fun t => 4 * nrm m (population_gradient_v m n vs ws (v t) (w t)) + nrm m vs * x t)).
  - intros t. split; [apply nrm_ge0|]. pose proof (distance_bound m n vs ws (v t) (w t)) as B.
    fold (theta t) (x t) in B. lra.
  - apply is_lim_seq_const.
  - evar_last.
    + apply is_lim_seq_plus'; apply lim_scal;
        [apply (run_gradient_v_vanishes run) | apply fraction_vanishes].
    + simpl. f_equal. ring.
Qed.

Theorem loss_vanishes : is_lim_seq (fun t => population_loss m n vs ws (v t) (w t)) 0.
Proof.
  apply (is_lim_seq_le_le (fun _ => 0) _
           (fun t => (INR m + 1) / 8 * (nrm m (v t - vs)%V * nrm m (v t - vs)%V) + V * nrm m vs / 4 * x t)).
  - intros t. split; [apply Landscape.population_loss_ge0|].
    pose proof (loss_bound m n vs ws (v t) (w t)) as B. fold (theta t) (x t) in B.
    destruct (run_bounded run t) as (_ & Hv & _). fold V in Hv.
    pose proof (angle_range n (w t) ws) as A. pose proof PI_RGT_0.
    assert (X : 0 <= x t) by (unfold x, Rdiv; apply Rmult_le_pos;
      [fold (theta t) in A; lra | apply Rlt_le, Rinv_0_lt_compat; assumption]).
    assert (nrm m (v t) * nrm m vs <= V * nrm m vs) by (apply Rmult_le_compat_r; [apply nrm_ge0 | exact Hv]).
    assert (2 * x t * (nrm m (v t) * nrm m vs) <= 2 * x t * (V * nrm m vs)) by (apply Rmult_le_compat_l; lra).
    lra.
  - apply is_lim_seq_const.
  - evar_last.
    + apply is_lim_seq_plus'; apply lim_scal; [|apply fraction_vanishes].
      apply (is_lim_seq_mult' _ _ 0 0); apply distance_vanishes.
    + simpl. f_equal. ring.
Qed.

(** *** The rate *)
Let drop t := / 2 * nrm m (population_gradient_v m n vs ws (v t) (w t)) ^ 2
              + / 6 * dot n (g t) (population_gradient_w m n vs ws (v t) (w t)).
Let K := 8 * (INR m + 1) + 3 * ((INR m + 1) * nrm m vs ^ 2 + V * nrm m vs) * factor.

Lemma factor_pos : 0 < factor.
Proof.
  pose proof PI_RGT_0. pose proof sqrt_2PI_pos. pose proof floor_pos.
  destruct (run_bounded run O) as (Hok & _).
  pose proof (low_pos run). pose proof (ok_low run _ Hok).
  pose proof (w_high O).
  assert (0 < high) by lra. assert (0 < 2 * PI * high) by (apply Rmult_lt_0_compat; lra).
  unfold factor. apply Rdiv_lt_0_compat; [now apply Rmult_lt_0_compat|].
  apply Rmult_lt_0_compat; [apply pow_lt|]; assumption.
Qed.

Lemma V_ge0 : 0 <= V.
Proof.
  unfold V, output_weight_bound. pose proof (nrm_ge0 m vs).
  pose proof (sqrt_pos (8 * population_loss m n vs ws (v O) (w O))). lra.
Qed.

Lemma K_ge_8 : 8 <= K.
Proof.
  pose proof factor_pos. pose proof V_ge0. pose proof (nrm_ge0 m vs). pose proof (pos_INR m).
  assert (0 <= (INR m + 1) * nrm m vs ^ 2) by (apply Rmult_le_pos; [lra | apply pow2_ge_0]).
  assert (0 <= V * nrm m vs) by (apply Rmult_le_pos; assumption).
  assert (0 <= 3 * ((INR m + 1) * nrm m vs ^ 2 + V * nrm m vs) * factor) by (apply Rmult_le_pos; lra).
  unfold K. lra.
Qed.

(** The loss is at most a multiple of what the next step takes off it. *)
Lemma loss_by_drop t : population_loss m n vs ws (v t) (w t) <= K * drop t.
Proof.
  pose proof PI2_3_2 as P. pose proof factor_pos as F. pose proof V_ge0 as HV. pose proof (nrm_ge0 m vs) as N.
  pose proof (pos_INR m) as M.
  pose proof (run_correlation_ge0 run t) as C. cbv beta in C.
  pose proof (sin_by_correlation t) as Hs.
  pose proof (distance_bound m n vs ws (v t) (w t)) as D. pose proof (loss_bound m n vs ws (v t) (w t)) as B.
  destruct (run_bounded run t) as (_ & Hv & _). fold V in Hv.
  destruct (conditions_persist t) as (_ & I2 & _).
  pose proof (angle_range n (w t) ws) as A. fold (theta t) in A, D, B.
  pose proof (half_le_sin (theta t) ltac:(lra)) as H2.
  unfold drop. set (c := dot n (g t) _) in *. set (d := nrm m (population_gradient_v m n vs ws (v t) (w t))) in *.
  set (r := nrm m (v t - vs)%V) in *. set (q := 2 * theta t / PI) in *.
  assert (IP : 0 < / PI <= / 3).
  { split; [apply Rinv_0_lt_compat; lra | apply Rinv_le_contravar; lra]. }
  assert (Q : 0 <= q <= 1).
  { unfold q, Rdiv. split; [apply Rmult_le_pos; lra|].
    apply Rmult_le_reg_r with PI; [lra|]. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  assert (Q2 : q <= 2 * (factor * c)).
  { assert (q <= 4 * sin (theta t) * / 3); [|lra].
    unfold q, Rdiv. apply Rmult_le_compat; lra. }
  assert (Hr : 0 <= r) by apply nrm_ge0. assert (Hd : 0 <= d) by apply nrm_ge0.
  set (b := nrm m vs) in *.
  assert (R2 : r ^ 2 <= 32 * d ^ 2 + 2 * q * b ^ 2).
  { assert (r ^ 2 <= (4 * d + q * b) ^ 2) by (apply pow_incr; lra).
    assert ((4 * d + q * b) ^ 2 <= 32 * d ^ 2 + 2 * (q * q) * b ^ 2) by (pose proof (pow2_ge_0 (4 * d - q * b)); nra).
    assert (q * q * b ^ 2 <= q * b ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0 | clear - Q; nra]). lra. }
  assert (E1 : (INR m + 1) * r ^ 2 <= (INR m + 1) * (32 * d ^ 2 + 2 * q * b ^ 2)) by (apply Rmult_le_compat_l; lra).
  assert (E2 : q * (nrm m (v t) * b) <= q * (V * b)).
  { apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_r; assumption. }
  assert (W : 0 <= (INR m + 1) * b ^ 2 + V * b).
  { apply Rplus_le_le_0_compat; apply Rmult_le_pos; try lra. apply pow2_ge_0. }
  assert (E3 : q * ((INR m + 1) * b ^ 2 + V * b) <= 2 * (factor * c) * ((INR m + 1) * b ^ 2 + V * b))
    by (apply Rmult_le_compat_r; assumption).
  assert (E4 : 0 <= factor * ((INR m + 1) * b ^ 2 + V * b) * d ^ 2).
  { apply Rmult_le_pos; [apply Rmult_le_pos; lra | apply pow2_ge_0]. }
  assert (E5 : 0 <= (INR m + 1) * c) by (apply Rmult_le_pos; lra).
  unfold K. fold b. lra.
Qed.

Theorem loss_falls_geometrically : exists q, 0 <= q < 1 /\
  forall t, population_loss m n vs ws (v t) (w t) <= q ^ t * population_loss m n vs ws (v O) (w O).
Proof.
  pose proof K_ge_8 as HK. pose proof eta_range as [He _].
  exists (1 - eta / K).
  assert (Q : 0 < eta / K <= 1).
  { split; [apply Rdiv_lt_0_compat; lra|]. apply Rmult_le_reg_r with K; [lra|].
    unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  split; [lra|]. intros t. induction t as [|t IH]; [simpl; lra|].
  pose proof (run_falls run t) as F. cbv beta zeta in F.
  pose proof (loss_by_drop t) as L. unfold drop in L.
  set (f0 := population_loss m n vs ws (v O) (w O)) in *.
  set (ft := population_loss m n vs ws (v t) (w t)) in *.
  set (y := / 2 * _ + / 6 * _) in *.
  assert (eta / K * ft <= eta * y).
  { replace (eta * y) with (eta / K * (K * y)) by (field; lra). apply Rmult_le_compat_l; lra. }
  assert ((1 - eta / K) * ft <= (1 - eta / K) * ((1 - eta / K) ^ t * f0)) by (apply Rmult_le_compat_l; lra).
  simpl pow. lra.
Qed.
End GlobalRun.

(** The run of a field G that starts in a favourable place. *)
Theorem run_reaches m n vs ws eta low high mu ok (x : nat -> vec * vec) g radial M0 :
  bounded_run m n vs ws eta low ok (fun t => fst (x t)) (fun t => snd (x t)) g radial M0 ->
  (forall t, nrm n (snd (x t)) <= high) -> 0 < mu -> (forall t, mu <= M0 t) ->
  favourable_start m n vs ws (fst (x O)) (snd (x O)) ->
  reaches_the_teacher m n vs ws x.
Proof.
  intros run Hh Hmu HM (F1 & F2 & F3). split; [|split; [|split]].
  - apply (angle_vanishes _ _ _ _ _ _ high mu _ _ _ _ _ _ run); trivial.
  - apply (distance_vanishes _ _ _ _ _ _ high mu _ _ _ _ _ _ run); trivial.
  - apply (loss_vanishes _ _ _ _ _ _ high mu _ _ _ _ _ _ run); trivial.
  - apply (loss_falls_geometrically _ _ _ _ _ _ high mu _ _ _ _ _ _ run); trivial.
Qed.
Arguments run_reaches {m n vs ws eta low} high {mu ok x g radial M0}.

(** Normalising w at the start changes none of the conditions. *)
Lemma favourable_unit m n vs ws v w :
  0 < nrm n w -> favourable_start m n vs ws v w -> favourable_start m n vs ws v (unit n w).
Proof.
  intros Hw (F1 & F2 & F3). split; [exact F1 | split; [|exact F3]].
  unfold unit. rewrite angle_scal by now apply Rinv_0_lt_compat. exact F2.
Qed.
