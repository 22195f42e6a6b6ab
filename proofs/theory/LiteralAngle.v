(** * The angle of literal vectors

    theta is pi/2 - atan of a rational over the root of a rational when 0 < theta < pi, and a known multiple of pi when
    4 cos(theta)^2 is an integer; both are decided in Q. *)
From Coq Require Import Reals Lra List ZArith QArith Qreals Qabs Bool.
From Coarsegrad.spec Require Import Vectors Certificates.
From Coarsegrad.lib Require Import VectorFacts EntryChecks.
From Coarsegrad.theory Require Import ScalarForms.
Import ListNotations.
Open Scope R_scope.

Definition is_positive (q : Q) : bool := negb (Qle_bool q 0).

Lemma is_positive_sound q : is_positive q = true -> 0 < Q2R q.
Proof.
  unfold is_positive. intros H. apply negb_true_iff in H.
  destruct (Rlt_le_dec 0 (Q2R q)) as [G|G]; [exact G|].
  rewrite <- Q2R_0 in G. apply Rle_Qle in G. apply Qle_bool_iff in G. congruence.
Qed.

Ltac literal_dots := rewrite ?dot_literal, ?dot_ones_literal.

Section Turn.
Variables (n : nat) (w ws : list Q).

Let ww := dotQ w w n.
Let ss := dotQ ws ws n.
Let ip := dotQ w ws n.

Definition between_check (ip' wedge : Q) : bool :=
  let ww := dotQ w w n in let ss := dotQ ws ws n in let ip := dotQ w ws n in
  is_positive ww && is_positive ss && is_positive wedge && Qeq_bool ip ip' && Qeq_bool (ww * ss - ip * ip) wedge.

Lemma between_check_sound ip' wedge :
  between_check ip' wedge = true ->
  0 < Q2R ww /\ 0 < Q2R ss /\ 0 < Q2R ww * Q2R ss - Q2R ip * Q2R ip
  /\ Q2R ip = Q2R ip' /\ Q2R ww * Q2R ss - Q2R ip * Q2R ip = Q2R wedge.
Proof.
  unfold between_check. fold ww ss ip. intros H.
  apply andb_prop in H as [H H5]. apply andb_prop in H as [H H4]. apply andb_prop in H as [H H3].
  apply andb_prop in H as [H1 H2]. apply is_positive_sound in H1, H2, H3.
  apply Qeq_bool_iff, Qeq_eqR in H4, H5. rewrite Q2R_minus, !Q2R_mult in H5. rewrite H5. auto.
Qed.

Lemma angle_between ip' wedge :
  between_check ip' wedge = true ->
  angle n (literal w) (literal ws) = PI / 2 - atan (Q2R ip' / sqrt (Q2R wedge)).
Proof.
  intros H. apply between_check_sound in H as (H1 & H2 & H3 & H4 & H5).
  rewrite angle_form; literal_dots; try assumption. fold ww ss ip. now rewrite H5, H4.
Qed.

(** The angles whose cosine is half the root of an integer. *)
Definition turns : list (Q * Q) := [(4, 0); (3, 1 # 6); (2, 1 # 4); (1, 1 # 3); (0, 1 # 2)]%Q.

Definition known_turn : option Q :=
  let ww := dotQ w w n in let ss := dotQ ws ws n in let ip := dotQ w ws n in
  if is_positive ww && is_positive ss then
    match find (fun row => Qeq_bool (4 * (ip * ip)) (fst row * (ww * ss))) turns with
    | Some row => Some (if Qle_bool 0 ip then snd row else 1 - snd row)%Q
    | None => None
    end
  else None.

Lemma turns_sound row :
  In row turns ->
  exists c, 0 <= Q2R (snd row) * PI <= PI /\ cos (Q2R (snd row) * PI) = c /\ 0 <= c /\ 4 * (c * c) = Q2R (fst row).
Proof.
  assert (S3 : sqrt 3 * sqrt 3 = 3) by (apply sqrt_sqrt; lra).
  assert (S2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  pose proof (sqrt_lt_R0 3) as P3. pose proof (sqrt_lt_R0 2) as P2. pose proof PI_RGT_0.
  intros [<-|[<-|[<-|[<-|[<-|[]]]]]]; unfold Q2R; simpl fst; simpl snd; simpl Qnum; simpl Qden;
    (eexists; split; [split; lra|split; [reflexivity|]]).
  - replace (0 * / 1 * PI) with 0 by lra. rewrite cos_0. lra.
  - replace (1 * / 6 * PI) with (PI / 6) by lra. rewrite cos_PI6. split; lra.
  - replace (1 * / 4 * PI) with (PI / 4) by lra. rewrite cos_PI4.
    pose proof (Rinv_0_lt_compat (sqrt 2)). split; [lra|].
    replace (4 * (1 / sqrt 2 * (1 / sqrt 2))) with (4 / (sqrt 2 * sqrt 2)) by (field; lra). rewrite S2. lra.
  - replace (1 * / 3 * PI) with (PI / 3) by lra. rewrite cos_PI3. lra.
  - replace (1 * / 2 * PI) with (PI / 2) by lra. rewrite cos_PI2. lra.
Qed.

Lemma known_turn_sound t :
  known_turn = Some t -> angle n (literal w) (literal ws) = Q2R t * PI.
Proof.
  unfold known_turn. fold ww ss ip.
  destruct (is_positive ww && is_positive ss) eqn:P; [|discriminate].
  apply andb_prop in P as [P1 P2]. apply is_positive_sound in P1, P2.
  destruct (find _ turns) as [row|] eqn:F; [|discriminate]. apply find_some in F as [F E].
  apply Qeq_bool_iff, Qeq_eqR in E. rewrite !Q2R_mult in E.
  destruct (turns_sound row F) as (c & Hy & Hcos & Hc & Hk).
  replace (Q2R 4) with 4 in E by (unfold Q2R; simpl; lra).
  destruct (turn_of_square n (literal ws) (literal w)) with (k := Q2R (fst row)) (c := c) (y := Q2R (snd row) * PI)
    as [A B]; literal_dots; try assumption.
  destruct (Qle_bool 0 ip) eqn:S; intros [= <-].
  - apply A. rewrite dot_literal. apply Qle_bool_iff, Qle_Rle in S. now rewrite Q2R_0 in S.
  - rewrite B; [rewrite Q2R_minus, Q2R_1; ring|]. rewrite dot_literal.
    destruct (Rle_lt_dec (Q2R ip) 0) as [G|G]; [exact G|].
    rewrite <- Q2R_0 in G. apply Rlt_Qlt, Qlt_le_weak, Qle_bool_iff in G. congruence.
Qed.

(** theta/pi is near T/10^D, and equal to a rational if one is known. *)
Definition turn_is (D : nat) (T : Z) (known : option Q) : Prop :=
  near_scalar D T (angle n (literal w) (literal ws) / PI)
  /\ forall t, known = Some t -> angle n (literal w) (literal ws) / PI = Q2R t.

Lemma turn_between D T ip' wedge :
  between_check ip' wedge = true ->
  near_scalar D T ((PI / 2 - atan (Q2R ip' / sqrt (Q2R wedge))) / PI) -> turn_is D T None.
Proof. intros H HT. split; [now rewrite (angle_between _ _ H) | discriminate]. Qed.

Lemma turn_known D T t :
  known_turn = Some t -> (0 < D)%nat -> Qle_bool (Qabs (t - decimal T D)) (decimal 1 D) = true ->
  turn_is D T (Some t).
Proof.
  intros H HD HT. apply known_turn_sound in H. pose proof PI_RGT_0.
  assert (E : angle n (literal w) (literal ws) / PI = Q2R t) by (rewrite H; field; lra).
  split; [|now intros t' [= <-]]. rewrite E. unfold near_scalar.
  apply Qle_bool_iff, Qle_Rle in HT. now rewrite Q2R_Qabs, Q2R_minus, !decimal_Q2R in HT.
Qed.

(** ** theta itself *)

Lemma certified_angle_between d z ip' wedge :
  between_check ip' wedge = true ->
  near_scalar d z (PI / 2 - atan (Q2R ip' / sqrt (Q2R wedge))) ->
  enclosed d (angle n (literal w) (literal ws)) (near z).
Proof. intros H Hz. now rewrite (angle_between _ _ H). Qed.

Lemma certified_angle_known d t s :
  known_turn = Some t -> enclosed d (Q2R t * PI) s -> enclosed d (angle n (literal w) (literal ws)) s.
Proof. intros H Hs. now rewrite (known_turn_sound t H). Qed.
End Turn.
