(** * Sine and arctangent

    What the standard library lacks: bounds of sine and arctangent, and an inequality for norms of gradients. *)
From Coq Require Import Reals Machin Lra Psatz.
Open Scope R_scope.

(** ** Facts about sine and arctangent that the standard library lacks *)

Lemma sin_le_id x : 0 <= x -> sin x <= x.
Proof. intros [H|<-]; [left; now apply sin_lt_x | rewrite sin_0; lra]. Qed.

(** On [0, pi] the sine is below both x and pi - x. *)
Lemma sin_le_ends x : 0 <= x <= PI -> sin x <= x /\ sin x <= PI - x.
Proof.
  intros H. split; [apply sin_le_id; lra|].
  rewrite <- sin_PI_x. apply sin_le_id. lra.
Qed.

Lemma sin_lt_ends x : 0 < x < PI -> sin x < x /\ sin x < PI - x.
Proof.
  intros H. split; [apply sin_lt_x; lra|].
  rewrite <- sin_PI_x. apply sin_lt_x. lra.
Qed.

Lemma atan_ge0 x : 0 <= x -> 0 <= atan x.
Proof. intros [H|<-]; [left; rewrite <- atan_0; now apply atan_increasing | rewrite atan_0; lra]. Qed.

(** x/2 <= atan x on [0, 1] *)
Lemma atan_ge_half x : 0 <= x <= 1 -> x / 2 <= atan x.
Proof.
  intros [[H|<-] H1]; [|rewrite atan_0; lra].
  destruct (MVT_cor2 atan (fun c => / (1 + c ^ 2)) 0 x H) as (c & E & Hc).
  { intros; apply derivable_pt_lim_atan. }
  rewrite atan_0 in E.
  assert (/ 2 <= / (1 + c ^ 2)) by (apply Rinv_le_contravar; nra).
  nra.
Qed.

(** atan x <= x on [0, oo) *)
Lemma atan_le_id x : 0 <= x -> atan x <= x.
Proof.
  intros [H|<-]; [|rewrite atan_0; lra].
  destruct (MVT_cor2 atan (fun c => / (1 + c ^ 2)) 0 x H) as (c & E & Hc).
  { intros; apply derivable_pt_lim_atan. }
  rewrite atan_0 in E.
  assert (/ (1 + c ^ 2) <= / 1) by (apply Rinv_le_contravar; nra).
  rewrite Rinv_1 in *. nra.
Qed.

Lemma atan_abs x : Rabs (atan x) = atan (Rabs x).
Proof.
  destruct (Rle_dec 0 x) as [H|H].
  - rewrite !Rabs_pos_eq; trivial. now apply atan_ge0.
  - rewrite (Rabs_left1 x), atan_opp by lra. apply Rabs_left1.
    pose proof (atan_ge0 (- x)). rewrite atan_opp in *. lra.
Qed.

(** x cos x <= sin x on [0, pi] *)
Lemma x_cos_le_sin x : 0 <= x <= PI -> x * cos x <= sin x.
Proof.
  intros [[H|<-] HP]; [|rewrite sin_0; lra].
  destruct (MVT_cor2 (fun y => sin y - y * cos y) (fun c => c * sin c) 0 x H) as (c & E & Hc).
  - intros c _.
    replace (c * sin c) with (cos c - (1 * cos c + c * - sin c)) by ring.
    apply derivable_pt_lim_minus; [apply derivable_pt_lim_sin|].
    apply (derivable_pt_lim_mult id cos); [apply derivable_pt_lim_id | apply derivable_pt_lim_cos].
  - rewrite sin_0 in E. pose proof (sin_ge_0 c ltac:(lra) ltac:(lra)).
    assert (0 <= c * sin c * x) by (apply Rmult_le_pos; nra). lra.
Qed.

(** x/2 <= sin x on [0, pi/2] *)
Lemma half_le_sin x : 0 <= x <= PI / 2 -> x / 2 <= sin x.
Proof.
  intros H. pose proof PI_RGT_0.
  replace x with (2 * (x / 2)) at 2 by field. rewrite sin_2a.
  pose proof (x_cos_le_sin (x / 2) ltac:(lra)).
  assert (C : 0 <= cos (x / 2)) by (apply cos_ge_0; lra).
  assert (D : / 2 <= cos (x / 2) * cos (x / 2)).
  { pose proof (cos_ge_0 x ltac:(lra) ltac:(lra)) as K.
    replace x with (2 * (x / 2)) in K by field. rewrite cos_2a_cos in K. lra. }
  assert (x / 2 * cos (x / 2) * cos (x / 2) <= sin (x / 2) * cos (x / 2)) by (apply Rmult_le_compat_r; lra).
  nra.
Qed.

(** ** An upper bound of pi, chords of the sine, and the scalar inequality of the norm bound *)

(** pi <= 68/21, from the first term of pi/4 = 2 atan (1/3) + atan (1/7). *)
Lemma PI_upper : PI <= 68 / 21.
Proof.
  destruct (PI_2_3_7_ineq 0) as [_ H]. simpl in H. unfold tg_alt, PI_2_3_7_tg, Ratan_seq in H. simpl in H. lra.
Qed.

(** The sine lies above its chord: (sin b/b) t <= sin t for 0 <= t <= b <= pi. *)
Lemma sine_above_chord b t : 0 < b <= PI -> 0 <= t <= b -> t * sin b <= b * sin t.
Proof.
  intros [B1 B2] [[T1| <-] T2]; [|rewrite sin_0; lra].
  destruct T2 as [T2| ->]; [|lra].
  destruct (MVT_cor2 sin cos 0 t T1) as (c1 & E1 & C1); [intros; apply derivable_pt_lim_sin|].
  destruct (MVT_cor2 sin cos t b T2) as (c2 & E2 & C2); [intros; apply derivable_pt_lim_sin|].
  rewrite sin_0 in E1.
  assert (C : cos c2 <= cos c1) by (left; apply cos_decreasing_1; lra).
  assert (F : b * sin t - t * sin b = t * (b - t) * (cos c1 - cos c2)).
  { replace (sin b) with (sin t + (sin b - sin t)) by ring. rewrite E2. replace (sin t) with (sin t - 0) by ring.
    rewrite E1. ring. }
  assert (0 <= t * (b - t) * (cos c1 - cos c2)) by (apply Rmult_le_pos; [apply Rmult_le_pos|]; lra).
  lra.
Qed.

(** 2 (sin y - 2 y/pi)^2 <= cos y (1 - cos y) on [0, pi/2] *)
Lemma scalar_inequality_half y :
  0 <= y <= PI / 2 -> 2 * (sin y - 2 * y / PI) ^ 2 <= cos y * (1 - cos y).
Proof.
  intros [Y0 Y1]. pose proof PI_RGT_0 as P. pose proof PI_upper as U.
  assert (IP : / PI * PI = 1) by (field; lra). assert (IP0 : 0 < / PI) by now apply Rinv_0_lt_compat.
  set (k := sin y - 2 * y / PI).
  assert (K0 : 0 <= k).
  { pose proof (sine_above_chord (PI / 2) y) as C. rewrite sin_PI2 in C.
    assert (H : y * 1 <= PI / 2 * sin y) by (apply C; lra). unfold k.
    replace (sin y - 2 * y / PI) with (2 * / PI * (PI / 2 * sin y - y)) by (field; lra).
    apply Rmult_le_pos; lra. }
  assert (C0 : 0 <= cos y) by (apply cos_ge_0; lra).
  assert (S0 : 0 <= sin y) by (apply sin_ge_0; lra).
  pose proof (sin2_cos2 y) as SC. unfold Rsqr in SC. pose proof (COS_bound y) as [_ C1].
  destruct (Rle_dec (9 / 20) (cos y)) as [L|L].
  - assert (K1 : k <= 13 / 34 * sin y).
    { unfold k. pose proof (sin_le_id y Y0).
      assert (Q : 42 / 68 <= 2 * / PI).
      { apply Rmult_le_reg_r with PI; [exact P|]. replace (2 * / PI * PI) with 2 by (field; lra). lra. }
      replace (2 * y / PI) with (2 * / PI * y) by (field; lra).
      assert (42 / 68 * sin y <= 2 * / PI * y) by (apply Rmult_le_compat; lra). lra. }
    assert (K2 : k ^ 2 <= (13 / 34 * sin y) ^ 2) by (apply pow_incr; lra).
    replace ((13 / 34 * sin y) ^ 2) with (169 / 1156 * ((1 - cos y) * (1 + cos y))) in K2.
    2:{ replace ((1 - cos y) * (1 + cos y)) with (sin y * sin y) by lra. field. }
    assert (0 <= (1 - cos y) * (cos y - 2 * (169 / 1156 * (1 + cos y)))) by (apply Rmult_le_pos; lra).
    nra.
  - set (t := PI / 2 - y). assert (Et : sin t = cos y) by (unfold t; apply sin_shift).
    assert (Ec : cos t = sin y) by (unfold t; apply cos_shift).
    assert (T6 : t < PI / 6).
    { apply Rnot_le_lt. intros H. assert (sin (PI / 6) <= sin t) by (apply sin_incr_1; unfold t in *; lra).
      rewrite sin_PI6 in *. lra. }
    assert (CH : t * sin (PI / 6) <= PI / 6 * sin t) by (apply sine_above_chord; unfold t in *; lra).
    rewrite sin_PI6 in CH.
    assert (K1 : k <= 2 / 3 * sin t).
    { unfold k. rewrite <- Ec. replace (2 * y / PI) with (1 - 2 * / PI * t) by (unfold t; field; lra).
      pose proof (COS_bound t) as [_ CT].
      assert (2 * / PI * t <= 2 / 3 * sin t).
      { replace (2 / 3 * sin t) with (2 * / PI * (PI / 3 * sin t)) by (field; lra).
        apply Rmult_le_compat_l; lra. }
      lra. }
    rewrite Et in K1. assert (K2 : k ^ 2 <= (2 / 3 * cos y) ^ 2) by (apply pow_incr; lra). nra.
Qed.

(** 8 D^2 <= sin theta (1 - sin theta) on [0, pi], for D = 1/2 - theta/pi - cos theta/2. *)
Lemma scalar_inequality theta :
  0 <= theta <= PI -> 8 * (1 / 2 - theta / PI - cos theta / 2) ^ 2 <= sin theta * (1 - sin theta).
Proof.
  intros [T0 T1]. pose proof PI_RGT_0 as P. destruct (Rle_dec theta (PI / 2)) as [L|L].
  - pose proof (scalar_inequality_half (PI / 2 - theta)) as H.
    rewrite sin_shift, cos_shift in H.
    replace (8 * (1 / 2 - theta / PI - cos theta / 2) ^ 2) with (2 * (cos theta - 2 * (PI / 2 - theta) / PI) ^ 2)
      by (field; lra).
    apply H. lra.
  - pose proof (scalar_inequality_half (theta - PI / 2)) as H.
    replace (sin (theta - PI / 2)) with (- cos theta) in H.
    2:{ rewrite <- cos_shift. replace (PI / 2 - (theta - PI / 2)) with (PI - theta) by field.
        rewrite Rtrigo_facts.cos_pi_minus. ring. }
    replace (cos (theta - PI / 2)) with (sin theta) in H.
    2:{ rewrite <- sin_shift. replace (PI / 2 - (theta - PI / 2)) with (PI - theta) by field.
        symmetry. apply Rtrigo_facts.sin_pi_minus. }
    replace (8 * (1 / 2 - theta / PI - cos theta / 2) ^ 2) with (2 * (- cos theta - 2 * (theta - PI / 2) / PI) ^ 2)
      by (field; lra).
    apply H. lra.
Qed.
