(** * Tactics of certificates

    What the generated files use: rationals by [vm_compute], scalars by [interval], always at an explicit precision, so
    that no floating-point number of the machine takes part. [D] is the number of places of the decimals [X], [Y], [T]
    of the scalars, [p] the precision of [interval] in bits. *)
From Coq Require Import Reals List ZArith QArith Qreals.
From Interval Require Import Tactic.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.lib Require Import EntryChecks ErfTactic.
From Coarsegrad.theory Require Import ScalarForms LiteralAngle Certificates CertifiedClippedRelu.

Ltac computed := vm_compute; reflexivity.

Ltac scalar p := unfold enclosed, near_scalar, over_norm, Q2R; cbn [Qnum Qden]; interval with (i_prec p).

Ltac wedge_of n w ws := eval vm_compute in (Qred (dotQ w w n * dotQ ws ws n - dotQ w ws n * dotQ w ws n)).

Ltac angle_between p :=
  match goal with |- enclosed _ (angle ?n (literal ?w) (literal ?ws)) _ =>
    let ip := eval vm_compute in (dotQ w ws n) in
    let wedge := wedge_of n w ws in
    apply (certified_angle_between n w ws _ _ ip wedge); [computed | scalar p]
  end.

Ltac angle_known t p :=
  apply (certified_angle_known _ _ _ _ t); [computed | scalar p].

Ltac angle_zero :=
  apply (certified_angle_known _ _ _ _ 0%Q); [computed | unfold enclosed; rewrite Q2R_0; apply Rmult_0_l].

Ltac turn_between p :=
  match goal with |- turn_is ?n ?w ?ws _ _ None =>
    let ip := eval vm_compute in (dotQ w ws n) in
    let wedge := wedge_of n w ws in
    apply (turn_between n w ws _ _ ip wedge); [computed | scalar p]
  end.

Ltac turn_known := apply turn_known; [computed | apply Nat.ltb_lt; computed | computed].

Ltac loss_between D T p :=
  refine (certified_loss _ _ _ _ _ _ _ D T None _ _ _ _); [computed | turn_between p | computed].

Ltac loss_known D T t :=
  refine (certified_loss _ _ _ _ _ _ _ D T (Some t) _ _ _ _); [computed | turn_known | computed].

Ltac gradient_v_between D T p :=
  refine (certified_gradient_v _ _ _ _ _ _ _ D T None _ _ _ _); [computed | turn_between p | computed].

Ltac gradient_v_known D T t :=
  refine (certified_gradient_v _ _ _ _ _ _ _ D T (Some t) _ _ _ _); [computed | turn_known | computed].

Ltac gradient_w D X p :=
  match goal with |- enclosed_vector _ _ (population_gradient_w _ ?n _ (literal ?ws) _ (literal ?w)) _ =>
    let ip := eval vm_compute in (dotQ w ws n) in
    let wedge := wedge_of n w ws in
    refine (certified_gradient_w _ _ _ _ _ _ _ D X ip wedge _ _ _ _ _); [computed | computed | scalar p | computed]
  end.

Ltac identity D X Y p :=
  match goal with |- enclosed_vector _ _ (expected_coarse_gradient_identity _ ?n _ (literal ?ws) _ (literal ?w)) _ =>
    let ww := eval vm_compute in (dotQ w w n) in
    let ss := eval vm_compute in (dotQ ws ws n) in
    refine (certified_identity _ _ _ _ _ _ _ D X Y ww ss _ _ _ _ _ _);
      [computed | computed | scalar p | scalar p | computed]
  end.

Ltac relu D X Y p :=
  match goal with |- enclosed_vector _ _ (expected_coarse_gradient_relu _ ?n _ (literal ?ws) _ (literal ?w)) _ =>
    let ww := eval vm_compute in (dotQ w w n) in
    let ss := eval vm_compute in (dotQ ws ws n) in
    refine (certified_relu _ _ _ _ _ _ _ D X Y ww ss _ _ _ _ _ _);
      [computed | computed | scalar p | scalar p | computed]
  end.

(** Where exp (- 1/(2 |w|^2)) is below 2^-p, [interval] is spared it. *)
Ltac small_exponential p :=
  match goal with
  | |- context [exp (- 1 / (2 * Q2R ?ww))%R] =>
      let places := eval vm_compute in (Pos.to_nat p) in
      let small := eval vm_compute in (Qle_bool (inject_Z (2 * Zpos p) * ww) 1) in
      match small with
      | true =>
          let U := eval vm_compute in (2 ^ Zpos p)%Z in
          let e := fresh "exponential" in let H := fresh "exponential_bounds" in
          assert (H := exponential_small places U ww ltac:(computed) ltac:(computed) ltac:(computed));
          set (e := exp (- 1 / (2 * Q2R ww))%R) in *; clearbody e
      | false => idtac
      end
  | _ => idtac
  end.

Ltac scalar_with_erf p :=
  unfold near_scalar, clipped_along, clipped_across, over_norm; small_exponential p;
  unfold Q2R; cbn [Qnum Qden];
  enclose_erf p; interval with (i_prec p).

Ltac clipped_relu D X Y p :=
  match goal with
  | |- enclosed_vector _ _ (expected_coarse_gradient_clipped_relu ?m ?n (literal ?vs) (literal ?ws) (literal ?v)
         (literal ?w)) _ =>
    let ww := eval vm_compute in (dotQ w w n) in
    let ss := eval vm_compute in (dotQ ws ws n) in
    let ip := eval vm_compute in (dotQ w ws n) in
    let wedge := wedge_of n w ws in
    let vv := eval vm_compute in (dotQ v vs m) in
    let hh := eval vm_compute in (Qred (
      let v1 := dotQ (onesQ m) v m in dotQ v v m + v1 * v1 - v1 * dotQ (onesQ m) vs m + dotQ v vs m)) in
    refine (certified_clipped_relu _ _ _ _ _ _ _ D X Y hh vv ww ss ip wedge _ _ _ _ _ _ _ _);
      [computed | computed | computed | computed | scalar_with_erf p | scalar_with_erf p | computed]
  end.

Ltac loss_at_zero := apply certified_loss_at_zero; computed.

Ltac identity_at_zero D Y p :=
  match goal with |- enclosed_vector _ _ (expected_coarse_gradient_identity_at_zero _ ?n _ (literal ?ws) _) _ =>
    let ss := eval vm_compute in (dotQ ws ws n) in
    refine (certified_identity_at_zero _ _ _ _ _ _ D Y ss _ _ _ _ _); [computed | computed | scalar p | computed]
  end.
