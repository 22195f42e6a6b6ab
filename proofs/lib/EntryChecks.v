(** * From decimals of two scalars to the entries of a vector

    An entry a x + b y, with rational a and b, is enclosed by a decimal as soon as x and y are: a computation in Q
    decides. The rationals come from inner products of literals, which are computed in Q too. *)
From Coq Require Import Reals Lra Lia List ZArith QArith Qreals Qabs Bool.
From Coarsegrad.spec Require Import Vectors Certificates.
From Coarsegrad.lib Require Import VectorFacts.
Import ListNotations.
Open Scope R_scope.

(** ** Inner products of literals, in Q *)

Fixpoint dotQ (x y : list Q) (n : nat) {struct n} : Q :=
  match n, x, y with
  | S k, a :: x', b :: y' => Qred (a * b + dotQ x' y' k)
  | _, _, _ => 0%Q
  end.

Definition onesQ (n : nat) : list Q := repeat 1%Q n.

Lemma Q2R_0 : Q2R 0 = 0.
Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_1 : Q2R 1 = 1.
Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_red q : Q2R (Qred q) = Q2R q.
Proof. apply Qeq_eqR, Qred_correct. Qed.

Lemma dot_first n x y :
  dot (S n) x y = x O * y O + dot n (fun i => x (S i)) (fun i => y (S i)).
Proof.
  induction n as [|n IH]; [simpl; ring|].
  change (dot (S (S n)) x y) with (dot (S n) x y + x (S n) * y (S n)). rewrite IH. simpl. ring.
Qed.

Lemma dot_zero_l n x : dot n (fun _ => 0) x = 0.
Proof. induction n as [|n IH]; simpl; [reflexivity | rewrite IH; ring]. Qed.
Lemma dot_zero_r n x : dot n x (fun _ => 0) = 0.
Proof. now rewrite dot_sym, dot_zero_l. Qed.

Lemma literal_nil : literal [] = fun _ => 0.
Proof. vec_ext. unfold literal. destruct i; simpl; apply Q2R_0. Qed.

Lemma dot_literal n x y : dot n (literal x) (literal y) = Q2R (dotQ x y n).
Proof.
  revert x y. induction n as [|n IH]; intros x y.
  { cbn [dot dotQ]. now rewrite Q2R_0. }
  destruct x as [|a x]; [rewrite literal_nil, dot_zero_l; cbn [dotQ]; now rewrite Q2R_0|].
  destruct y as [|b y]; [rewrite literal_nil, dot_zero_r; cbn [dotQ]; now rewrite Q2R_0|].
  rewrite dot_first. cbn [dotQ]. rewrite Q2R_red, Q2R_plus, Q2R_mult, <- IH. reflexivity.
Qed.

Lemma dot_ones_literal n x : dot n ones (literal x) = Q2R (dotQ (onesQ n) x n).
Proof.
  rewrite <- dot_literal. apply dot_ext; intros i Hi; [|reflexivity].
  unfold ones, literal, onesQ. symmetry.
  assert (nth i (repeat 1%Q n) 0%Q = 1%Q) as -> by (apply (repeat_spec n); apply nth_In; now rewrite repeat_length).
  apply Q2R_1.
Qed.

(** ** Decimals *)

Definition ten (d : nat) : positive := Pos.pow 10 (Pos.of_nat d).
Definition decimal (z : Z) (d : nat) : Q := (z # ten d).

Lemma ten_pow d : (0 < d)%nat -> IZR (Z.pos (ten d)) = 10 ^ d.
Proof.
  intros H. unfold ten. rewrite pow_IZR, Pos2Z.inj_pow. f_equal. f_equal.
  rewrite <- positive_nat_Z. now rewrite Nat2Pos.id by lia.
Qed.

Lemma decimal_Q2R z d : (0 < d)%nat -> Q2R (decimal z d) = IZR z / 10 ^ d.
Proof. intros H. unfold Q2R, decimal, Rdiv; cbn [Qnum Qden]. now rewrite ten_pow. Qed.

(** ** The check of an entry *)

(** A scalar with its decimal: [near_scalar D X x] is |x - X/10^D| <= 1/10^D. *)
Definition near_scalar (D : nat) (X : Z) (x : R) : Prop := Rabs (x - IZR X / 10 ^ D) <= 1 / 10 ^ D.

(** When is a x + b y near z/10^d, for x near X/10^D and y near Y/10^D? *)
Definition near_check (d D : nat) (X Y z : Z) (a b : Q) : bool :=
  Qle_bool (Qabs (a * decimal X D + b * decimal Y D - decimal z d) + (Qabs a + Qabs b) * decimal 1 D) (decimal 1 d).

Lemma Q2R_Qabs q : Q2R (Qabs q) = Rabs (Q2R q).
Proof.
  apply Qabs_case; intros H.
  - rewrite Rabs_pos_eq; [reflexivity|]. rewrite <- Q2R_0. now apply Qle_Rle.
  - rewrite Q2R_opp, Rabs_left1; [reflexivity|]. rewrite <- Q2R_0. now apply Qle_Rle.
Qed.

Lemma near_of_check d D X Y z a b x y :
  (0 < d)%nat -> (0 < D)%nat -> near_scalar D X x -> near_scalar D Y y ->
  near_check d D X Y z a b = true -> enclosed d (Q2R a * x + Q2R b * y) (near z).
Proof.
  intros Hd HD Hx Hy H. unfold near_check in H. apply Qle_bool_iff, Qle_Rle in H.
  rewrite Q2R_plus, Q2R_mult, Q2R_plus, !Q2R_Qabs, Q2R_minus, Q2R_plus, !Q2R_mult, !decimal_Q2R in H by assumption.
  simpl. unfold near_scalar in *.
  replace (Q2R a * x + Q2R b * y - IZR z / 10 ^ d)
    with ((Q2R a * (IZR X / 10 ^ D) + Q2R b * (IZR Y / 10 ^ D) - IZR z / 10 ^ d)
          + (Q2R a * (x - IZR X / 10 ^ D) + Q2R b * (y - IZR Y / 10 ^ D))) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. eapply Rle_trans; [apply Rplus_le_compat_l, Rabs_triang|].
  rewrite !Rabs_mult.
  pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos (Q2R a)) Hx).
  pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos (Q2R b)) Hy). lra.
Qed.

(** The entries of a quantity: pairs of rational coefficients; [exact] decides when a x + b y equals a rational. *)
Definition check (d D : nat) (X Y : Z) (exact : Q -> Q * Q -> bool) (s : statement) (c : Q * Q) : bool :=
  match s with
  | near z => near_check d D X Y z (fst c) (snd c)
  | exactly q => exact q c
  end.

Fixpoint check_all (d D : nat) (X Y : Z) (exact : Q -> Q * Q -> bool) (l : list statement) (c : list (Q * Q)) : bool :=
  match l, c with
  | [], [] => true
  | s :: l', e :: c' => check d D X Y exact s e && check_all d D X Y exact l' c'
  | _, _ => false
  end.

Definition positive_digits (d D : nat) : bool := (0 <? d)%nat && (0 <? D)%nat.

Section Entries.
Variables (d D : nat) (X Y : Z) (x y : R) (exact : Q -> Q * Q -> bool).
Hypothesis digits : positive_digits d D = true.
Hypothesis near_x : near_scalar D X x.
Hypothesis near_y : near_scalar D Y y.
Hypothesis exact_sound : forall q c, exact q c = true -> Q2R (fst c) * x + Q2R (snd c) * y = Q2R q.

Lemma enclosed_of_check s c :
  check d D X Y exact s c = true -> enclosed d (Q2R (fst c) * x + Q2R (snd c) * y) s.
Proof.
  unfold positive_digits in digits. apply andb_prop in digits as [H1 H2].
  apply Nat.ltb_lt in H1. apply Nat.ltb_lt in H2.
  destruct s as [z|q]; simpl check; intros H.
  - now apply (near_of_check d D X Y).
  - now apply exact_sound.
Qed.

Lemma vector_of_check k f l (g : nat -> Q * Q) :
  (forall i, f i = Q2R (fst (g i)) * x + Q2R (snd (g i)) * y) ->
  check_all d D X Y exact l (map g (seq 0 k)) = true -> enclosed_vector d k f l.
Proof.
  unfold enclosed_vector. intros Hf. generalize (seq 0 k) as places. intros places. revert l.
  induction places as [|i places IH]; intros [|s l] H; simpl in *; try discriminate; constructor.
  - apply andb_prop in H as [H _]. rewrite Hf. now apply enclosed_of_check.
  - apply andb_prop in H as [_ H]. now apply IH.
Qed.
End Entries.
