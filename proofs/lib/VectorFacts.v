(** * Vectors

    Inner products, norms and sums in any dimension, and vectors that agree on their first coordinates. *)
From Coq Require Import Reals Lra Lia Psatz FunctionalExtensionality.
From Coarsegrad.spec Require Import Vectors CriticalPoints.
Open Scope R_scope.

(** ** Facts about finite-dimensional vectors

    Bilinearity of [dot], Cauchy-Schwarz, norms, finite sums: in any dimension. *)

Section Dot.
Variable n : nat.

Lemma dot_sym u v : dot n u v = dot n v u.
Proof. induction n; simpl; [reflexivity | rewrite IHn0; ring]. Qed.

Lemma dot_add_l u v w : dot n (u + v)%V w = dot n u w + dot n v w.
Proof. induction n; simpl; [ring | rewrite IHn0; unfold vadd; ring]. Qed.
Lemma dot_sub_l u v w : dot n (u - v)%V w = dot n u w - dot n v w.
Proof. induction n; simpl; [ring | rewrite IHn0; unfold vsub; ring]. Qed.
Lemma dot_scal_l a u w : dot n (a * u)%V w = a * dot n u w.
Proof. induction n; simpl; [ring | rewrite IHn0; unfold vscal; ring]. Qed.
Lemma dot_add_r u v w : dot n w (u + v)%V = dot n w u + dot n w v.
Proof. rewrite dot_sym, dot_add_l, !(dot_sym w); ring. Qed.
Lemma dot_sub_r u v w : dot n w (u - v)%V = dot n w u - dot n w v.
Proof. rewrite dot_sym, dot_sub_l, !(dot_sym w); ring. Qed.
Lemma dot_scal_r a u w : dot n w (a * u)%V = a * dot n w u.
Proof. rewrite dot_sym, dot_scal_l, !(dot_sym w); ring. Qed.

Lemma dot_ge0 u : 0 <= dot n u u.
Proof. induction n; simpl; [lra | nra]. Qed.

Lemma dot_ext u u' v v' :
  (forall i, (i < n)%nat -> u i = u' i) -> (forall i, (i < n)%nat -> v i = v' i) ->
  dot n u v = dot n u' v'.
Proof.
  intros Hu Hv; induction n as [|k IH]; simpl; [reflexivity|].
  rewrite IH by (intros; (apply Hu || apply Hv); lia).
  now rewrite Hu, Hv by lia.
Qed.

(** A vector with zero norm vanishes on its first [n] coordinates. *)
Lemma dot_eq0 u : dot n u u = 0 -> forall i, (i < n)%nat -> u i = 0.
Proof.
  induction n as [|k IH]; simpl; intros H i Hi; [lia|].
  pose proof (dot_ge0) as G.
  assert (G1 : 0 <= dot k u u) by (clear; induction k; simpl; [lra|nra]).
  assert (G2 : 0 <= u k * u k) by nra.
  destruct (Nat.eq_dec i k) as [->|]; [nra|].
  apply IH; [lra | lia].
Qed.

Lemma nrm_ge0 u : 0 <= nrm n u.
Proof. apply sqrt_pos. Qed.
Lemma nrm_sq u : nrm n u * nrm n u = dot n u u.
Proof. apply sqrt_sqrt, dot_ge0. Qed.

(** Cauchy-Schwarz. *)
Lemma cauchy_schwarz_sq u v : dot n u v * dot n u v <= dot n u u * dot n v v.
Proof.
  pose proof (dot_ge0 (dot n v v * u - dot n u v * v)%V) as H.
  rewrite dot_sub_l, !dot_sub_r, !dot_scal_l, !dot_scal_r, (dot_sym v u) in H.
  pose proof (dot_ge0 v) as Hv.
  destruct (Req_dec (dot n v v) 0) as [E|E].
  - rewrite E in *.
    assert (Z : forall i, (i < n)%nat -> v i = 0) by (apply dot_eq0; exact E).
    assert (dot n u v = 0) as ->; [|lra].
    rewrite (dot_ext u u v (fun _ => 0)); auto.
    clear; induction n; simpl; [reflexivity | rewrite IHn0; ring].
  - assert (0 < dot n v v) by lra.
    assert (0 <= dot n v v * (dot n u u * dot n v v - dot n u v * dot n u v)) by nra.
    nra.
Qed.

Lemma cauchy_schwarz u v : Rabs (dot n u v) <= nrm n u * nrm n v.
Proof.
  rewrite <- (Rabs_pos_eq (nrm n u * nrm n v))
    by (apply Rmult_le_pos; apply nrm_ge0).
  apply Rsqr_le_abs_0. unfold Rsqr.
  replace (nrm n u * nrm n v * (nrm n u * nrm n v))
    with ((nrm n u * nrm n u) * (nrm n v * nrm n v)) by ring.
  rewrite !nrm_sq. apply cauchy_schwarz_sq.
Qed.

Lemma nrm_scal a u : nrm n (a * u)%V = Rabs a * nrm n u.
Proof.
  unfold nrm. rewrite dot_scal_l, dot_scal_r, <- Rmult_assoc.
  rewrite sqrt_mult_alt by nra. now rewrite <- sqrt_Rsqr_abs.
Qed.
End Dot.

(** Two vectors are equal when their coordinates are. *)
Ltac vec_ext := apply functional_extensionality; intros ?i; unfold vadd, vsub, vscal, ones.

(** Rewrite inner products of combinations into combinations of inner products. *)
Ltac dot_expand :=
  repeat rewrite ?dot_add_l, ?dot_add_r, ?dot_sub_l, ?dot_sub_r, ?dot_scal_l, ?dot_scal_r.

Lemma dot_pos_of_nrm n x : 0 < nrm n x -> 0 < dot n x x.
Proof. intros H. rewrite <- nrm_sq. nra. Qed.

(** The triangle inequality. *)
Lemma nrm_triangle n x y : nrm n (x + y)%V <= nrm n x + nrm n y.
Proof.
  pose proof (nrm_ge0 n x) as Hx. pose proof (nrm_ge0 n y) as Hy.
  pose proof (nrm_ge0 n (x + y)%V) as Hs.
  apply Rsqr_incr_0; [|exact Hs|lra].
  unfold Rsqr. rewrite nrm_sq. dot_expand. rewrite (dot_sym n y x), <- !nrm_sq.
  pose proof (Rle_trans _ _ _ (Rle_abs _) (cauchy_schwarz n x y)). nra.
Qed.

(** *** Sums *)
Lemma sum_ext m f g : (forall i, (i < m)%nat -> f i = g i) -> sum m f = sum m g.
Proof.
  intros H; induction m as [|k IH]; simpl; [reflexivity|].
  rewrite IH by (intros; apply H; lia). now rewrite H by lia.
Qed.
Lemma sum_plus m f g : sum m (fun i => f i + g i) = sum m f + sum m g.
Proof. induction m as [|k IH]; simpl; [ring | rewrite IH; ring]. Qed.
Lemma sum_scal m a f : sum m (fun i => a * f i) = a * sum m f.
Proof. induction m as [|k IH]; simpl; [ring | rewrite IH; ring]. Qed.
Lemma sum_dot m x y : sum m (fun i => x i * y i) = dot m x y.
Proof. induction m as [|k IH]; simpl; [reflexivity | now rewrite IH]. Qed.
Lemma sum_ones m x : sum m x = dot m ones x.
Proof. induction m as [|k IH]; simpl; [reflexivity | rewrite IH; unfold ones; ring]. Qed.
Lemma dot_ones_ones m : dot m ones ones = INR m.
Proof. induction m as [|k IH]; simpl dot; [reflexivity | rewrite IH, S_INR; unfold ones; ring]. Qed.

(** ** Facts about vectors that agree on their first coordinates *)

Section Agree.
Variable m : nat.

Lemma agree_refl x : agree m x x.
Proof. intros i _; reflexivity. Qed.
Lemma agree_sub x y : agree m (x - y)%V zeros <-> agree m x y.
Proof.
  unfold agree, vsub, zeros. split; intros H i Hi; specialize (H i Hi); lra.
Qed.

Lemma agree_scal a x : a <> 0 -> agree m (a * x)%V zeros <-> agree m x zeros.
Proof.
  intros A. unfold agree, vscal, zeros. split; intros H i Hi; specialize (H i Hi).
  - apply Rmult_integral in H. destruct H; [contradiction | assumption].
  - rewrite H. ring.
Qed.

Lemma dot_agree_l x y z : agree m x y -> dot m x z = dot m y z.
Proof. intros H. now apply dot_ext. Qed.
Lemma dot_agree_r x y z : agree m x y -> dot m z x = dot m z y.
Proof. intros H. now apply dot_ext. Qed.

Lemma dot_zeros_l y : dot m zeros y = 0.
Proof. induction m as [|k IH]; simpl; [reflexivity | rewrite IH; unfold zeros; ring]. Qed.
Lemma dot_zeros_r y : dot m y zeros = 0.
Proof. rewrite dot_sym. apply dot_zeros_l. Qed.

Lemma dot_vanishing x y : agree m x zeros -> dot m x y = 0.
Proof. intros H. rewrite (dot_agree_l x zeros y H). apply dot_zeros_l. Qed.

Lemma dot_self_eq0 x : dot m x x = 0 <-> agree m x zeros.
Proof. split; [exact (dot_eq0 m x) | apply dot_vanishing]. Qed.

Lemma nrm_agree x y : agree m x y -> nrm m x = nrm m y.
Proof. intros H. unfold nrm. f_equal. now apply dot_ext. Qed.

Lemma nrm_eq0 x : nrm m x = 0 <-> agree m x zeros.
Proof.
  rewrite <- dot_self_eq0, <- nrm_sq. split; intros H; [rewrite H; ring | nra].
Qed.
End Agree.
