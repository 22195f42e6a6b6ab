(** * Gaussian expectations

    [expectation m F l] says that the expectation of F over m independent rows, each standard normal in R^2, exists
    and equals l. One row is integrated in polar coordinates,

      E F = 1/(2 pi) int_{-pi}^{pi} int_0^oo F(r cos t, r sin t) r exp(-r^2/2) dr dt,

    as an improper Riemann integral in r inside a Riemann integral in t; m rows are m iterated integrals.
    That this is the expectation under the product density is a numbered gap of the README, except where a theorem
    says so. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network.
Open Scope R_scope.

(** exp(-r^2/2) *)
Definition gauss (r : R) : R := exp (- (r * r) / 2).

(** The error function, 2/sqrt(pi) int_0^x exp(-t^2) dt. *)
Definition erf (x : R) : R := 2 / sqrt PI * RInt (fun t => exp (- (t * t))) 0 x.

(** The distribution function of N(0, 1). *)
Definition normal_cdf (x : R) : R := / 2 + / sqrt (2 * PI) * RInt gauss 0 x.

(** E F(x, y) = l for (x, y) standard normal in the plane. *)
Definition plane_expectation (F : R -> R -> R) (l : R) : Prop :=
  exists I : R -> R,
    (forall t, - PI <= t <= PI ->
       is_RInt_gen (fun r => F (r * cos t) (r * sin t) * (r * gauss r))
         (at_point 0) (Rbar_locally p_infty) (I t))
    /\ is_RInt I (- PI) PI (2 * PI * l).

(** The vector (x, y, 0, 0, ...). *)
Definition plane (x y : R) : vec :=
  fun i => match i with O => x | S O => y | _ => 0 end.

Definition with_row (Z : rows) (k : nat) (z : vec) : rows :=
  fun i => if Nat.eq_dec i k then z else Z i.

(** E F(Z) = l for an input Z of m rows in R^2: integrate row m - 1 first and row 0 last. *)
Fixpoint expectation (m : nat) (F : rows -> R) (l : R) : Prop :=
  match m with
  | O => F (fun _ => plane 0 0) = l
  | S k => exists G : rows -> R,
      (forall Z, plane_expectation (fun x y => F (with_row Z k (plane x y))) (G Z)) /\ expectation k G l
  end.
