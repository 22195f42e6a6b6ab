(** * Numerical goals with erf and normal_cdf

    [enclose_erf p] replaces every erf e and normal_cdf e of the goal, e a closed expression that [interval] can
    bound, by a variable with closed bounds about 2^-p apart; then [interval with (i_prec p)], which evaluates them,
    can finish. The number of terms is computed from e and p by [terms_needed]; nothing depends on it but success. *)
From Coq Require Import Reals ZArith Lra.
From Interval Require Import Tactic.
From Coarsegrad.spec Require Import Gaussian.
From Coarsegrad.lib Require Import Erf ErfEnclosure.
Open Scope R_scope.

(** The first N with t_N <= 2^-p (sum of N terms), at x = X/D, and with 4 x^2 <= 2 N + 1. *)
Definition terms_needed (p : positive) (X : Z) : nat :=
  let D := Z.pow_pos 2 p in
  (fix search (fuel N : nat) (k y t s : Z) : nat :=
     match fuel with
     | O => N
     | S rest =>
         if ((Z.shiftl t (Zpos p) <=? s) && (4 * X * X <=? (2 * k + 1) * D * D))%Z%bool then N
         else search rest (S N) (k + 1)%Z y (next_term p k y t) (s + t)%Z
     end) (1000 * 100)%nat O 0%Z (2 * X * X / D)%Z X 0%Z.

(** An integer near r D, below and above, for a numeral r. *)
Ltac floor_of r D :=
  match r with
  | IZR ?a / IZR ?b => eval vm_compute in (a * D / b)%Z
  | IZR ?a => eval vm_compute in (a * D)%Z
  end.
Ltac ceiling_of r D :=
  match r with
  | IZR ?a / IZR ?b => eval vm_compute in (- ((- a) * D / b))%Z
  | IZR ?a => eval vm_compute in (a * D)%Z
  end.

(** An equation that holds by computation, checked once, when the proof is closed. *)
Ltac computes := match goal with |- ?l = ?r => vm_cast_no_check (@eq_refl _ r) end.

Lemma erf_bounds_opp x l u : l <= erf (- x) <= u -> - u <= erf x <= - l.
Proof. rewrite erf_odd. lra. Qed.
Lemma opp_bounds x a b : a <= x <= b -> - b <= - x <= - a.
Proof. lra. Qed.

(** For positive x: a hypothesis named H that bounds erf x, from Hx : a <= x <= b. *)
Ltac positive_erf p x Hx H :=
  match type of Hx with
  | ?a <= _ <= ?b =>
      let D := eval vm_compute in (Z.pow_pos 2 p) in
      let X0 := floor_of a D in let X1 := ceiling_of b D in
      let far := eval vm_compute in (Zpos p * D * D <=? X0 * X0)%Z in
      match far with
      | true =>
          assert (H : 1 - 1 / IZR (Z.pow_pos 2 p) <= erf x <= 1) by
            (apply (erf_near_1 p a x); [apply Hx | clear; lra | clear; lra])
      | false =>
          let N := eval vm_compute in (terms_needed p X1) in
          let l := eval vm_compute in (lower_sum p N X0) in
          let u := eval vm_compute in (upper_sum p N X1) in
          assert (H := erf_enclosure p N X0 X1 l u a b x
            ltac:(computes) ltac:(computes) ltac:(computes)
            Hx ltac:(clear; lra) ltac:(clear; lra))
      end
  end.

Ltac bound_erf p x H :=
  let Hx := fresh in
  interval_intro x with (i_prec p) as Hx;
  match type of Hx with
  | ?a <= _ <= ?b =>
      let D := eval vm_compute in (Z.pow_pos 2 p) in
      let X0 := floor_of a D in let X1 := ceiling_of b D in
      let side := eval vm_compute in
        (if (0 <? X0)%Z then Gt else if (X1 <? 0)%Z then Lt else Eq) in
      match side with
      | Gt => positive_erf p x Hx H
      | Lt =>
          let H' := fresh in
          interval_intro (- x) with (i_prec p) as H';
          positive_erf p (- x) H' H; apply erf_bounds_opp in H; clear H'
      | Eq =>
          let X := eval vm_compute in (Z.max (- X0) X1) in
          assert (H := erf_near_0 a b (IZR X / IZR D) x Hx ltac:(clear; lra) ltac:(clear; lra))
      end
  end;
  clear Hx.

Ltac enclose_erf p :=
  rewrite ?normal_cdf_erf;
  repeat match goal with
  | |- context [erf ?x] =>
      let H := fresh "erf_bounds" in let e := fresh "erf_value" in
      bound_erf p x H; set (e := erf x) in *; clearbody e
  end.
