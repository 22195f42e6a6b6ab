(** * Facts about sine and arctangent that the standard library lacks *)
From Coq Require Import Reals Lra Psatz.
Open Scope R_scope.

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
