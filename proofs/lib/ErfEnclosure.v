(** * Enclosures of the error function by integer arithmetic

    The terms of the series of ErfSeries.v are computed in fixed point, rounded down for the lower bound and up for
    the upper one.

    Main statements: [erf_enclosure], [erf_near_1], [erf_near_0]. The tactic is in ErfTactic.v. *)
From Coq Require Import Reals ZArith Lia Lra Psatz.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import RealFacts Radial Erf ErfSeries.
Open Scope R_scope.

(** ** Fixed point *)

Section FixedPoint.
(** Every real number r is held as an integer near r D, with D = 2^p. *)
Variable p : positive.
Notation D := (Z.pow_pos 2 p).

(** t y / ((2 k + 3) D), rounded down *)
Definition next_term (k y t : Z) : Z := Z.shiftr (t * y) (Zpos p) / (2 * k + 3).

(** N more steps from the term t = t_k D and the sum s of those before it; y is 2 x^2 D. *)
Fixpoint run (up : Z) (N : nat) (k y t s : Z) : Z * Z :=
  match N with
  | O => (s, t)
  | S j => run up j (k + 1) y (next_term k y t + up) (s + t)
  end.

Definition lower_sum (N : nat) (X : Z) : Z := fst (run 0 N 0 (Z.shiftr (2 * X * X) (Zpos p)) X 0).
Definition upper_sum (N : nat) (X : Z) : Z :=
  let (s, t) := run 1 N 0 (Z.shiftr (2 * X * X) (Zpos p) + 1) X 0 in s + 2 * t.

Lemma D_pos : (0 < D)%Z.
Proof. rewrite Zpower_pos_nat, Zpower_nat_Z. apply Z.pow_pos_nonneg; lia. Qed.
Lemma IZR_D : 0 < IZR D.
Proof. apply IZR_lt, D_pos. Qed.
Lemma shift_D a : Z.shiftr a (Zpos p) = (a / D)%Z.
Proof. rewrite Z.shiftr_div_pow2 by lia. reflexivity. Qed.
Lemma next_term_div k y t : (0 <= k)%Z -> next_term k y t = (t * y / ((2 * k + 3) * D))%Z.
Proof.
  intros Hk. pose proof D_pos. unfold next_term. rewrite shift_D, Z.div_div by lia.
  now rewrite (Z.mul_comm D).
Qed.

Lemma floor_le a b : (0 < b)%Z -> IZR (a / b) <= IZR a / IZR b.
Proof.
  intros Hb. assert (B : 0 < IZR b) by now apply IZR_lt.
  apply Rmult_le_reg_r with (IZR b); [exact B|].
  replace (IZR a / IZR b * IZR b) with (IZR a) by (field; lra).
  rewrite <- mult_IZR. apply IZR_le. rewrite Z.mul_comm. now apply Z.mul_div_le.
Qed.
Lemma le_floor_1 a b : (0 < b)%Z -> IZR a / IZR b <= IZR (a / b + 1).
Proof.
  intros Hb. assert (B : 0 < IZR b) by now apply IZR_lt.
  apply Rmult_le_reg_r with (IZR b); [exact B|].
  replace (IZR a / IZR b * IZR b) with (IZR a) by (field; lra).
  rewrite <- mult_IZR. apply IZR_le. pose proof (Z.mul_succ_div_gt a b Hb). lia.
Qed.

Lemma step_exact k x : 0 < IZR D ->
  term (S k) x * IZR D = (term k x * IZR D) * (2 * (x * x) * IZR D) / IZR ((2 * Z.of_nat k + 3) * D).
Proof.
  intros P. pose proof (odd_pos k). cbn [term].
  rewrite mult_IZR, plus_IZR, mult_IZR, <- INR_IZR_INZ. field. lra.
Qed.

Lemma divisor_pos k : (0 < (2 * Z.of_nat k + 3) * D)%Z.
Proof. pose proof D_pos. lia. Qed.

Lemma run_lower x y : 0 <= x -> (0 <= y)%Z -> IZR y <= 2 * (x * x) * IZR D ->
  forall N k t s, (0 <= t)%Z -> IZR t <= term k x * IZR D -> IZR s <= partial k x * IZR D ->
  IZR (fst (run 0 N (Z.of_nat k) y t s)) <= partial (N + k) x * IZR D.
Proof.
  intros Hx Hy0 Hy. pose proof IZR_D as P. induction N as [|N IH]; intros k t s Ht0 Ht Hs; [exact Hs|].
  cbn [run]. replace (Z.of_nat k + 1)%Z with (Z.of_nat (S k)) by lia.
  replace (S N + k)%nat with (N + S k)%nat by lia. pose proof (divisor_pos k) as Q.
  rewrite next_term_div by lia. apply IH.
  - rewrite Z.add_0_r. apply Z.div_pos; nia.
  - rewrite Z.add_0_r. eapply Rle_trans; [now apply floor_le|]. rewrite step_exact by exact P.
    apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat, IZR_lt|].
    rewrite mult_IZR. apply Rmult_le_compat; auto; now apply IZR_le.
  - rewrite plus_IZR. cbn [partial]. lra.
Qed.

Lemma run_upper x y : 0 <= x -> 2 * (x * x) * IZR D <= IZR y ->
  forall N k t s, term k x * IZR D <= IZR t -> partial k x * IZR D <= IZR s ->
  partial (N + k) x * IZR D <= IZR (fst (run 1 N (Z.of_nat k) y t s)) /\
  term (N + k) x * IZR D <= IZR (snd (run 1 N (Z.of_nat k) y t s)).
Proof.
  intros Hx Hy. pose proof IZR_D as P. induction N as [|N IH]; intros k t s Ht Hs; [now split|].
  cbn [run]. replace (Z.of_nat k + 1)%Z with (Z.of_nat (S k)) by lia.
  replace (S N + k)%nat with (N + S k)%nat by lia. pose proof (divisor_pos k) as Q.
  rewrite next_term_div by lia. apply IH.
  - eapply Rle_trans; [|now apply le_floor_1]. rewrite step_exact by exact P.
    apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat, IZR_lt|].
    rewrite mult_IZR. pose proof (term_ge0 k x Hx). apply Rmult_le_compat; auto; nra.
  - rewrite plus_IZR. cbn [partial]. lra.
Qed.

Lemma lower_sum_correct N X x : (0 <= X)%Z -> IZR X / IZR D <= x -> IZR (lower_sum N X) / IZR D <= partial N x.
Proof.
  intros HX Hx. pose proof IZR_D as P. pose proof D_pos as Dp. assert (X0 : 0 <= IZR X) by now apply IZR_le.
  assert (X1 : IZR X <= x * IZR D).
  { apply Rmult_le_reg_r with (/ IZR D); [now apply Rinv_0_lt_compat|].
    replace (x * IZR D * / IZR D) with x by (field; lra). exact Hx. }
  assert (x0 : 0 <= x) by nra.
  apply Rmult_le_reg_r with (IZR D); [exact P|].
  replace (IZR (lower_sum N X) / IZR D * IZR D) with (IZR (lower_sum N X)) by (field; lra).
  assert (Hy : IZR (2 * X * X / D) <= 2 * (x * x) * IZR D).
  { eapply Rle_trans; [now apply floor_le|]. apply Rmult_le_reg_r with (IZR D); [exact P|].
    replace (IZR (2 * X * X) / IZR D * IZR D) with (2 * (IZR X * IZR X)).
    2:{ rewrite !mult_IZR. field. lra. }
    replace (2 * (x * x) * IZR D * IZR D) with (2 * ((x * IZR D) * (x * IZR D))) by ring.
    apply Rmult_le_compat_l; [lra|]. now apply Rmult_le_compat. }
  assert (y0 : (0 <= 2 * X * X / D)%Z) by (apply Z.div_pos; nia).
  pose proof (run_lower x _ x0 y0 Hy N 0 X 0 HX) as R. cbn [term partial] in R.
  rewrite Nat.add_0_r in R. unfold lower_sum. rewrite shift_D. apply R; lra.
Qed.

Lemma upper_sum_correct N X x : 0 <= x -> x <= IZR X / IZR D ->
  partial N x + 2 * term N x <= IZR (upper_sum N X) / IZR D.
Proof.
  intros x0 Hx. pose proof IZR_D as P. pose proof D_pos as Dp.
  assert (X1 : x * IZR D <= IZR X).
  { apply Rmult_le_reg_r with (/ IZR D); [now apply Rinv_0_lt_compat|].
    replace (x * IZR D * / IZR D) with x by (field; lra). exact Hx. }
  assert (xD : 0 <= x * IZR D) by nra.
  assert (Hy : 2 * (x * x) * IZR D <= IZR (2 * X * X / D + 1)).
  { eapply Rle_trans; [|now apply le_floor_1]. apply Rmult_le_reg_r with (IZR D); [exact P|].
    replace (IZR (2 * X * X) / IZR D * IZR D) with (2 * (IZR X * IZR X)).
    2:{ rewrite !mult_IZR. field. lra. }
    replace (2 * (x * x) * IZR D * IZR D) with (2 * ((x * IZR D) * (x * IZR D))) by ring.
    apply Rmult_le_compat_l; [lra|]. now apply Rmult_le_compat. }
  pose proof (run_upper x _ x0 Hy N 0 X 0) as R. cbn [term partial] in R.
  change (Z.of_nat 0) with 0%Z in R. rewrite Nat.add_0_r in R. unfold upper_sum. rewrite shift_D.
  destruct (run 1 N 0 (2 * X * X / D + 1) X 0) as [s t]. cbn [fst snd] in R.
  destruct R as [R1 R2]; [lra | lra |].
  apply Rmult_le_reg_r with (IZR D); [exact P|].
  replace (IZR (s + 2 * t) / IZR D * IZR D) with (IZR s + 2 * IZR t).
  2:{ rewrite plus_IZR, mult_IZR. field. lra. }
  lra.
Qed.
End FixedPoint.

(** ** The enclosures, with side conditions that compute *)

Definition enough_terms (p : positive) (N : nat) (X0 X1 : Z) : bool :=
  let D := Z.pow_pos 2 p in ((0 <=? X0) && (4 * X1 * X1 <=? (2 * Z.of_nat N + 1) * D * D))%Z%bool.

Theorem erf_enclosure (p : positive) (N : nat) (X0 X1 lower upper : Z) (a b x : R) :
  let D := IZR (Z.pow_pos 2 p) in
  enough_terms p N X0 X1 = true -> lower_sum p N X0 = lower -> upper_sum p N X1 = upper ->
  a <= x <= b -> IZR X0 / D <= a -> b <= IZR X1 / D ->
  2 / sqrt PI * (exp (- (IZR X1 / D) ^ 2) * (IZR lower / D)) <= erf x
  <= 2 / sqrt PI * (exp (- (IZR X0 / D) ^ 2) * (IZR upper / D)).
Proof.
  cbv zeta. unfold enough_terms. intros C <- <- Hx Ha Hb.
  apply Bool.andb_true_iff in C. destruct C as [C2 C3].
  apply Z.leb_le in C2, C3. pose proof (IZR_D p) as P. set (D := Z.pow_pos 2 p) in *.
  assert (Q : 0 <= IZR X0 / IZR D).
  { apply Rmult_le_pos; [now apply IZR_le | left; now apply Rinv_0_lt_compat]. }
  assert (T : 4 * (x * x) <= 2 * INR N + 1).
  { assert (T : 4 * ((IZR X1 / IZR D) * (IZR X1 / IZR D)) <= 2 * INR N + 1).
    { apply Rmult_le_reg_r with (IZR D * IZR D); [nra|].
      replace (4 * ((IZR X1 / IZR D) * (IZR X1 / IZR D)) * (IZR D * IZR D)) with (IZR (4 * X1 * X1)).
      2:{ rewrite !mult_IZR. field. lra. }
      replace ((2 * INR N + 1) * (IZR D * IZR D)) with (IZR ((2 * Z.of_nat N + 1) * D * D)).
      2:{ rewrite !mult_IZR, plus_IZR, mult_IZR, <- INR_IZR_INZ. ring. }
      now apply IZR_le. }
    nra. }
  assert (L0 : IZR X0 / IZR D <= x) by lra. assert (L1 : x <= IZR X1 / IZR D) by lra. assert (x0 : 0 <= x) by lra.
  rewrite erf_bell. pose proof erf_factor_pos as F. split; apply Rmult_le_compat_l; try lra.
  - eapply Rle_trans; [|apply (bell_primitive_lower N); lra].
    apply Rle_trans with (exp (- (IZR X1 / IZR D) ^ 2) * partial N x).
    + apply Rmult_le_compat_l; [left; apply exp_pos | now apply lower_sum_correct].
    + apply Rmult_le_compat_r.
      * clear -Q Hx Ha. induction N as [|N IH]; simpl; [lra|]. pose proof (term_ge0 N x). lra.
      * unfold bell. apply Raux_exp_le. nra.
  - eapply Rle_trans; [apply (bell_primitive_upper N); lra|].
    apply Rle_trans with (exp (- (IZR X0 / IZR D) ^ 2) * (partial N x + 2 * term N x)).
    + apply Rmult_le_compat_r.
      * assert (0 <= partial N x).
        { clear -Q Hx Ha. induction N as [|N IH]; simpl; [lra|]. pose proof (term_ge0 N x). lra. }
        pose proof (term_ge0 N x). lra.
      * unfold bell. apply Raux_exp_le. nra.
    + apply Rmult_le_compat_l; [left; apply exp_pos | now apply upper_sum_correct].
Qed.

Lemma exp_le_half_pow p : exp (- INR p) <= / 2 ^ p.
Proof.
  rewrite exp_Ropp. apply Rinv_le_contravar; [apply pow_lt; lra|].
  induction p as [|p IH]; [simpl; rewrite exp_0; lra|].
  rewrite S_INR, exp_plus. simpl. pose proof (exp_ineq1_le 1). pose proof (exp_pos (INR p)). nra.
Qed.

(** 1 - 2^-p <= erf x <= 1 for x^2 >= p >= 1 *)
Theorem erf_near_1 (p : positive) (a x : R) :
  a <= x -> 1 <= a -> IZR (Zpos p) <= a ^ 2 -> 1 - 1 / IZR (Z.pow_pos 2 p) <= erf x <= 1.
Proof.
  intros Hx Ha Hp. split; [|left; apply erf_bounds].
  eapply Rle_trans; [|apply erf_tail; lra].
  enough (exp (- (x * x)) <= 1 / IZR (Z.pow_pos 2 p)) by lra.
  apply Rle_trans with (exp (- INR (Pos.to_nat p))).
  - apply Raux_exp_le. rewrite INR_IZR_INZ, positive_nat_Z. nra.
  - eapply Rle_trans; [apply exp_le_half_pow|]. unfold Rdiv. rewrite Rmult_1_l.
    rewrite pow_IZR, positive_nat_Z. apply Rle_refl.
Qed.

(** |erf x| <= 2 c for |x| <= c *)
Theorem erf_near_0 (a b c x : R) : a <= x <= b -> - c <= a -> b <= c -> - (2 * c) <= erf x <= 2 * c.
Proof.
  intros Hx Ha Hb. destruct (Rle_dec 0 x) as [L|L].
  - pose proof (erf_le_2x x L). assert (0 <= erf x); [|lra].
    destruct L as [L| <-]; [left; now apply erf_pos | rewrite erf_0; lra].
  - pose proof (erf_le_2x (- x)) as H. pose proof (erf_pos (- x)) as G. rewrite erf_odd in *. lra.
Qed.
