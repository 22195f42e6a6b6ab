(** * Vectors orthogonal to given ones

    For n >= 2 there is a unit vector orthogonal to a given one, for n >= 3 an orthogonal pair of them. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors Gaussian.
From Coarsegrad.lib Require Import VectorFacts.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

(** The inner product with (x, y, 0, 0, ...). *)
Lemma dot_plane n x y z : (2 <= n)%nat -> dot n (plane x y) z = x * z 0%nat + y * z 1%nat.
Proof.
  intros H. destruct n as [|[|k]]; [lia|lia|]. clear H.
  induction k as [|k IH]; [simpl; ring|].
  change (dot (S (S (S k))) (plane x y) z) with (dot (S (S k)) (plane x y) z + plane x y (S (S k)) * z (S (S k))).
  rewrite IH. simpl plane. ring.
Qed.

Lemma orthogonal_unit_exists n w : (2 <= n)%nat -> exists p, dot n p p = 1 /\ dot n p w = 0.
Proof.
  intros H.
  assert (E : exists q, 0 < dot n q q /\ dot n q w = 0).
  { destruct (Req_dec (w 0%nat * w 0%nat + w 1%nat * w 1%nat) 0) as [Z|Z].
    - exists (plane 1 0). rewrite !dot_plane by assumption. simpl plane.
      assert (w 0%nat = 0) by nra. split; nra.
    - exists (plane (- w 1%nat) (w 0%nat)). rewrite !dot_plane by assumption. simpl plane. split; nra. }
  destruct E as (q & P & O). assert (N : 0 < nrm n q) by now apply sqrt_lt_R0.
  exists (unit n q). split; [now apply dot_unit_unit|]. unfold unit. rewrite dot_scal_l, O. ring.
Qed.

(** The vector (x, y, z, 0, 0, ...). *)
Definition space (x y z : R) : vec := fun i => match i with O => x | S O => y | S (S O) => z | _ => 0 end.

Lemma dot_space n x y z a : (3 <= n)%nat -> dot n (space x y z) a = x * a 0%nat + y * a 1%nat + z * a 2%nat.
Proof.
  intros H. destruct n as [|[|[|k]]]; [lia|lia|lia|]. clear H.
  induction k as [|k IH]; [simpl; ring|].
  change (dot (S (S (S (S k)))) (space x y z) a)
    with (dot (S (S (S k))) (space x y z) a + space x y z (S (S (S k))) * a (S (S (S k)))).
  rewrite IH. simpl space. ring.
Qed.

(** In three dimensions the cross product of the first three coordinates is orthogonal to two given vectors; where it is
    0 those parts are parallel, and a vector orthogonal to one of them serves. *)
Lemma orthogonal_to_two n a b : (3 <= n)%nat -> exists r, 0 < dot n r r /\ dot n r a = 0 /\ dot n r b = 0.
Proof.
  intros H. set (a0 := a 0%nat). set (a1 := a 1%nat). set (a2 := a 2%nat).
  set (b0 := b 0%nat). set (b1 := b 1%nat). set (b2 := b 2%nat).
  set (c0 := a1 * b2 - a2 * b1). set (c1 := a2 * b0 - a0 * b2). set (c2 := a0 * b1 - a1 * b0).
  destruct (Req_dec (c0 * c0 + c1 * c1 + c2 * c2) 0) as [Z|Z].
  2:{ exists (space c0 c1 c2). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
      split; [nra|]. split; unfold c0, c1, c2; ring. }
  assert (C0 : c0 = 0) by nra. assert (C1 : c1 = 0) by nra. assert (C2 : c2 = 0) by nra.
  unfold c0, c1, c2 in C0, C1, C2.
  (* parallel: a vector orthogonal to the longer of a and b *)
  assert (E : forall x0 x1 x2, 0 < x0 * x0 + x1 * x1 + x2 * x2 ->
            exists r0 r1 r2, 0 < r0 * r0 + r1 * r1 + r2 * r2 /\ r0 * x0 + r1 * x1 + r2 * x2 = 0).
  { intros x0 x1 x2 X. destruct (Req_dec (x0 * x0 + x1 * x1) 0) as [W|W].
    - exists 1, 0, 0. assert (x0 = 0) by nra. split; nra.
    - exists (- x1), x0, 0. split; nra. }
  destruct (Req_dec (a0 * a0 + a1 * a1 + a2 * a2) 0) as [A|A].
  - assert (A0 : a0 = 0) by nra. assert (A1 : a1 = 0) by nra. assert (A2 : a2 = 0) by nra.
    destruct (Req_dec (b0 * b0 + b1 * b1 + b2 * b2) 0) as [B|B].
    + assert (B0 : b0 = 0) by nra. assert (B1 : b1 = 0) by nra. assert (B2 : b2 = 0) by nra.
      exists (space 1 0 0). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
      rewrite A0, B0. repeat split; lra.
    + destruct (E b0 b1 b2) as (r0 & r1 & r2 & R1 & R2); [nra|].
      exists (space r0 r1 r2). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
      rewrite A0, A1, A2. repeat split; lra.
  - destruct (E a0 a1 a2) as (r0 & r1 & r2 & R1 & R2); [nra|].
    exists (space r0 r1 r2). rewrite !dot_space by exact H. simpl space. fold a0 a1 a2 b0 b1 b2.
    repeat split; [lra | lra |].
    apply Rmult_eq_reg_l with (a0 * a0 + a1 * a1 + a2 * a2); [|exact A].
    transitivity ((a0 * b0 + a1 * b1 + a2 * b2) * (r0 * a0 + r1 * a1 + r2 * a2)
                  + (a1 * b2 - a2 * b1) * (a1 * r2 - a2 * r1) + (a2 * b0 - a0 * b2) * (a2 * r0 - a0 * r2)
                  + (a0 * b1 - a1 * b0) * (a0 * r1 - a1 * r0)); [ring|].
    rewrite R2, C0, C1, C2. ring.
Qed.

(** For n >= 3 there are two orthogonal unit vectors orthogonal to w*. *)
Lemma orthogonal_pair_exists n ws :
  (3 <= n)%nat -> 0 < nrm n ws ->
  exists p q, dot n p p = 1 /\ dot n p ws = 0 /\ dot n q q = 1 /\ dot n q ws = 0 /\ dot n p q = 0.
Proof.
  intros Hn Hs. destruct (orthogonal_unit_exists n ws ltac:(lia)) as (p & P1 & P2).
  destruct (orthogonal_to_two n ws p Hn) as (r & R0 & R1 & R2).
  assert (Nr : 0 < nrm n r) by now apply sqrt_lt_R0.
  exists p, (unit n r). repeat split; auto.
  - now apply dot_unit_unit.
  - unfold unit. rewrite dot_scal_l, R1. ring.
  - unfold unit. rewrite dot_scal_r, dot_sym, R2. ring.
Qed.
