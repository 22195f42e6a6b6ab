(** * What is claimed of a run of coarse gradient descent

    A run is a sequence of weights (v^t, w^t); G is the expected coarse gradient that drives it. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors TwoLayer.
Open Scope R_scope.

Section Claims.
Variables m n : nat.
Variables vs ws : vec.
Variable run : nat -> vec * vec.
Let v t := fst (run t).
Let w t := snd (run t).

(** The correlation <E g, df/dw> is never negative; the loss falls at each step by at least
    eta (|d|^2/2 + <E g, df/dw>/6), where d = df/dv; both |d| and the correlation tend to zero, and in T + 1 steps the
    smallest value of |d|^2/2 + <E g, df/dw>/6 is at most f^0/(eta (T + 1)). If theta is inside (0, pi) at the start it
    stays there. That the iterates converge is not claimed. *)
Definition gradient_and_correlation_vanish (G : vec -> vec -> vec) (eta : R) : Prop :=
  let loss t := population_loss m n vs ws (v t) (w t) in
  let d t := population_gradient_v m n vs ws (v t) (w t) in
  let correlation t := dot n (G (v t) (w t)) (population_gradient_w m n vs ws (v t) (w t)) in
  (forall t, 0 <= correlation t)
  /\ (forall t, loss (S t) <= loss t - eta * (/ 2 * nrm m (d t) ^ 2 + / 6 * correlation t))
  /\ is_lim_seq (fun t => nrm m (d t)) 0
  /\ is_lim_seq correlation 0
  /\ (forall T, exists t, (t <= T)%nat /\
        / 2 * nrm m (d t) ^ 2 + / 6 * correlation t <= loss O / (eta * INR (S T)))
  /\ (0 < angle n (w O) ws < PI -> forall t, 0 < angle n (w t) ws < PI).

(** theta^t -> 0, v^t -> v*, and f^t -> 0 at a linear rate: f^t <= q^t f^0 for some q < 1. *)
Definition reaches_the_teacher : Prop :=
  is_lim_seq (fun t => angle n (w t) ws) 0
  /\ is_lim_seq (fun t => nrm m (v t - vs)%V) 0
  /\ is_lim_seq (fun t => population_loss m n vs ws (v t) (w t)) 0
  /\ exists q, 0 <= q < 1 /\
       forall t, population_loss m n vs ws (v t) (w t) <= q ^ t * population_loss m n vs ws (v O) (w O).
End Claims.

(** V = |v*| + sqrt(8 f(v0, w0)): a bound on |v| for every v whose loss does not exceed that of (v0, w0). *)
Definition output_weight_bound (m n : nat) (vs ws v0 w0 : vec) : R :=
  nrm m vs + sqrt (8 * population_loss m n vs ws v0 w0).

(** eta is small for |w| >= [low]: eta (m + 1) <= 1 and eta (m + 1) V (V + |v*|) <= sqrt(2 pi) [low]. *)
Definition small_step (m n : nat) (vs ws v0 w0 : vec) (low eta : R) : Prop :=
  let V := output_weight_bound m n vs ws v0 w0 in
  0 < eta /\ eta * (INR m + 1) <= 1 /\ eta * ((INR m + 1) * V * (V + nrm m vs)) <= sqrt (2 * PI) * low.

(** The conditions of P1, Theorem 2: v.v* > 0, theta < pi/2 and S (1.v) <= S^2, with S = 1.v*. *)
Definition favourable_start (m n : nat) (vs ws v0 w0 : vec) : Prop :=
  0 < dot m v0 vs /\ angle n w0 ws < PI / 2 /\ dot m ones vs * dot m ones v0 <= dot m ones vs ^ 2.
