(** * Vectors, angles and the frame of student and teacher

    A vector is a function of its index. The dimension is an argument of the inner product and of nothing else, so one
    development serves every [m] and [n], and the two correlation theorems need no hypothesis on either.

    Main definitions: [dot], [nrm], [unit], [angle], [normal].
    Mirrors [Plane] and [Angle] of the crate coarsegrad-model. *)
From Coq Require Import Reals.
Open Scope R_scope.

Definition vec := nat -> R.

(** [sum m f] = f 0 + ... + f (m - 1). *)
Fixpoint sum (m : nat) (f : nat -> R) : R :=
  match m with O => 0 | S k => sum k f + f k end.

(** The inner product of the first [n] coordinates. *)
Fixpoint dot (n : nat) (x y : vec) : R :=
  match n with O => 0 | S k => dot k x y + x k * y k end.

Definition vadd (x y : vec) : vec := fun i => x i + y i.
Definition vsub (x y : vec) : vec := fun i => x i - y i.
Definition vscal (a : R) (x : vec) : vec := fun i => a * x i.

Declare Scope vec_scope.
Delimit Scope vec_scope with V.
Infix "+" := vadd : vec_scope.
Infix "-" := vsub : vec_scope.
Infix "*" := vscal : vec_scope.

(** The vector 1 = (1, ..., 1). *)
Definition ones : vec := fun _ => 1.

(** The Euclidean norm. *)
Definition nrm (n : nat) (x : vec) : R := sqrt (dot n x x).

(** x / |x|, meant for 0 < |x|. *)
Definition unit (n : nat) (x : vec) : vec := (/ nrm n x * x)%V.

(** theta(w, w* ) in [0, pi], meant for 0 < |w| and 0 < |w*|. *)
Definition angle (n : nat) (w ws : vec) : R :=
  acos (dot n w ws / (nrm n w * nrm n ws)).

(** (I - u u^T) u*, with u = w/|w| and u* = w*/|w*|; its norm is sin theta. *)
Definition rejection (n : nat) (w ws : vec) : vec :=
  (unit n ws - dot n (unit n w) (unit n ws) * unit n w)%V.

(** The unit normal e of w in the plane of w and w*, on the side of w*: u* = cos theta u + sin theta e.
    Meant for 0 < theta < pi. *)
Definition normal (n : nat) (w ws : vec) : vec := unit n (rejection n w ws).
