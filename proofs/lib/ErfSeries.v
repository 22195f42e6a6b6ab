(** * A series of positive terms for the error function

    erf x = 2/sqrt pi exp(-x^2) sum_k t_k(x) with t_0 = x and t_{k+1} = t_k 2 x^2/(2 k + 3), all terms positive for
    x > 0. After N terms with 4 x^2 <= 2 N + 1 the rest of the sum lies between 0 and 2 t_N.

    Main statements: [bell_primitive_lower], [bell_primitive_upper]. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.lib Require Import RealFacts Radial Erf.
Open Scope R_scope.

(** 2^k x^(2k+1)/(2k+1)!! *)
Fixpoint term (k : nat) (x : R) : R :=
  match k with O => x | S j => term j x * (2 * (x * x)) / (2 * INR j + 3) end.
Fixpoint partial (N : nat) (x : R) : R :=
  match N with O => 0 | S k => partial k x + term k x end.

Definition dterm (k : nat) (x : R) : R := match k with O => 1 | S j => 2 * x * term j x end.

Lemma odd_pos k : 0 < 2 * INR k + 3.
Proof. pose proof (pos_INR k). lra. Qed.

Lemma term_dterm k x : x * dterm k x = (2 * INR k + 1) * term k x.
Proof.
  destruct k as [|j]; [simpl; ring|]. cbn [dterm term]. rewrite S_INR.
  pose proof (odd_pos j). field. lra.
Qed.

Lemma is_derive_term k x : is_derive (term k) x (dterm k x).
Proof.
  induction k as [|j IH]; [apply @is_derive_id|]. pose proof (odd_pos j) as P.
  apply (is_derive_ext (fun y => term j y * (2 / (2 * INR j + 3) * (y * y)))).
  { intros y. cbn [term]. Req. field. lra. }
  evar_last.
  - apply (is_derive_mult (term j) (fun y => 2 / (2 * INR j + 3) * (y * y)) x).
    + exact IH.
    + instantiate (1 := 2 / (2 * INR j + 3) * (2 * x)). auto_derive; [trivial|]. Req. ring.
    + intros; apply Rmult_comm.
  - unfold plus, mult; simpl. pose proof (term_dterm j x) as E. cbn [dterm]. Req.
    replace (dterm j x * (2 / (2 * INR j + 3) * (x * x)))
      with (x * dterm j x * (2 / (2 * INR j + 3) * x)) by ring.
    rewrite E. field. lra.
Qed.

Lemma term_ge0 k x : 0 <= x -> 0 <= term k x.
Proof.
  intros H; induction k as [|j IH]; simpl; [exact H|]. pose proof (odd_pos j).
  apply Rmult_le_pos; [nra | left; now apply Rinv_0_lt_compat].
Qed.
Lemma dterm_ge0 k x : 0 <= x -> 0 <= dterm k x.
Proof. intros H. destruct k as [|j]; simpl; [lra|]. pose proof (term_ge0 j x H). nra. Qed.

(** d/dx (exp(-x^2) sum of N terms) = exp(-x^2) (1 - t_N'(x)) *)
Lemma is_derive_head N x : is_derive (fun y => bell y * partial N y) x (bell x * (1 - dterm N x)).
Proof.
  assert (B : is_derive bell x (- 2 * x * bell x)).
  { unfold bell. auto_derive; [trivial|]. Req. ring. }
  induction N as [|N IH].
  - apply (is_derive_ext (fun _ => 0)); [intros; simpl; Req; ring|].
    evar_last; [apply @is_derive_const|]. unfold zero; simpl. Req. ring.
  - apply (is_derive_ext (fun y => bell y * partial N y + bell y * term N y)).
    { intros y. cbn [partial]. Req. ring. }
    evar_last.
    + apply @is_derive_plus; [exact IH|].
      apply (is_derive_mult bell (term N) x); [exact B | apply is_derive_term | intros; apply Rmult_comm].
    + unfold plus, mult; simpl. Req. ring.
Qed.

(** A function that is 0 at 0 and has a non-negative derivative on [0, x] is non-negative at x. *)
Lemma ge0_of_derive (f df : R -> R) x :
  0 <= x -> f 0 = 0 -> (forall z, is_derive f z (df z)) -> (forall z, 0 <= z <= x -> 0 <= df z) -> 0 <= f x.
Proof.
  intros Hx F0 D P. destruct (MVT_gen f 0 x df) as (c & Hc & E).
  - intros; apply D.
  - intros z _. apply continuity_pt_filterlim, (ex_derive_continuous f). eexists; apply D.
  - rewrite Rmin_left, Rmax_right in Hc by lra. specialize (P c Hc). nra.
Qed.

Lemma partial_0 N : partial N 0 = 0.
Proof.
  assert (T : forall k, term k 0 = 0) by (induction k as [|j IH]; simpl; [|rewrite IH; unfold Rdiv]; ring).
  induction N as [|N IH]; simpl; [|rewrite IH, T]; ring.
Qed.

Theorem bell_primitive_lower N x : 0 <= x -> bell x * partial N x <= bell_primitive x.
Proof.
  intros Hx. cut (0 <= bell_primitive x - bell x * partial N x); [lra|].
  apply (ge0_of_derive (fun y => bell_primitive y - bell y * partial N y) (fun y => bell y * dterm N y)); auto.
  - rewrite bell_primitive_0, partial_0. ring.
  - intros z. evar_last.
    + apply @is_derive_minus; [apply is_derive_bell_primitive | apply is_derive_head].
    + unfold minus, plus, opp; simpl. Req. ring.
  - intros z Hz. apply Rmult_le_pos; [left; apply exp_pos | apply dterm_ge0; lra].
Qed.

Theorem bell_primitive_upper N x :
  0 <= x -> 4 * (x * x) <= 2 * INR N + 1 -> bell_primitive x <= bell x * (partial N x + 2 * term N x).
Proof.
  intros Hx HN. cut (0 <= bell x * partial N x + 2 * (bell x * term N x) - bell_primitive x); [lra|].
  apply (ge0_of_derive (fun y => bell y * partial N y + 2 * (bell y * term N y) - bell_primitive y)
    (fun y => bell y * (dterm N y - 4 * (y * term N y)))); auto.
  - rewrite bell_primitive_0, partial_0. replace (term N 0) with (partial (S N) 0 - partial N 0) by (simpl; ring).
    rewrite !partial_0. ring.
  - intros z. evar_last.
    + apply @is_derive_minus; [|apply is_derive_bell_primitive].
      apply @is_derive_plus; [apply is_derive_head|].
      apply is_derive_scal. apply (is_derive_mult bell (term N) z).
      * instantiate (1 := - 2 * z * bell z). unfold bell. auto_derive; [trivial|]. Req. ring.
      * apply is_derive_term.
      * intros; apply Rmult_comm.
    + unfold minus, plus, opp, mult; simpl. Req. ring.
  - intros z Hz. apply Rmult_le_pos; [left; apply exp_pos|].
    destruct (Req_dec z 0) as [->|NZ]; [pose proof (dterm_ge0 N 0 (Rle_refl 0)); lra|].
    apply Rmult_le_reg_l with z; [lra|]. rewrite Rmult_0_r, Rmult_minus_distr_l, term_dterm.
    pose proof (term_ge0 N z (proj1 Hz)). assert (4 * (z * z) <= 2 * INR N + 1) by nra. nra.
Qed.
