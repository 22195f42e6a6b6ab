(** * Facts about vectors that agree on their first coordinates *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors CriticalPoints.
From Coarsegrad.lib Require Import VectorFacts.
Open Scope R_scope.

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
