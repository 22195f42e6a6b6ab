(** * Gaussian expectations in Cartesian coordinates

    [cartesian_expectation m F l] says that the expectation of F over m independent rows, each standard normal in R^2,
    exists and equals l, with the product density integrated coordinate by coordinate:

      E F = 1/(2 pi) int int F(x, y) exp(-x^2/2) exp(-y^2/2) dy dx

    for one row, y first, as improper Riemann integrals over the whole line; m rows are m iterated integrals.
    Compare [plane_expectation] and [expectation]. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian.
Open Scope R_scope.

(** int_{-oo}^{oo} f = l *)
Definition line_integral (f : R -> R) (l : R) : Prop :=
  is_RInt_gen f (Rbar_locally m_infty) (Rbar_locally p_infty) l.

(** E F(x, y) = l for (x, y) standard normal in the plane. *)
Definition cartesian_plane_expectation (F : R -> R -> R) (l : R) : Prop :=
  exists I : R -> R,
    (forall x, line_integral (fun y => F x y * gauss y) (I x)) /\ line_integral (fun x => I x * gauss x) (2 * PI * l).

(** E F(Z) = l for an input Z of m rows in R^2: integrate row m - 1 first and row 0 last. *)
Fixpoint cartesian_expectation (m : nat) (F : rows -> R) (l : R) : Prop :=
  match m with
  | O => F (fun _ => plane 0 0) = l
  | S k => exists G : rows -> R,
      (forall Z, cartesian_plane_expectation (fun x y => F (with_row Z k (plane x y))) (G Z))
      /\ cartesian_expectation k G l
  end.
