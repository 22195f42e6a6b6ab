(** * The expected coarse gradient of a piecewise constant slope

    The moments of a slope mu' = left + sum_k J_k 1{x > x_k} that its expected coarse gradient depends on, in closed
    form, and that gradient. With phi0 = 1/sqrt(2 pi), N standard normal, a = |w|, tau = a sin theta:

      M0(tau) = E mu'(tau N),  M1(a) = E[N mu'(a N)],  Q1(a) = int_0^oo x mu'(- a x) phi(x) dx,
      Tu(a, theta) = E[N mu'(a N) Phi(N cot theta)],
      E g = (Q1 |v|^2 + (M1/2) h - v.v* Tu) u - v.v* phi0 sin theta M0(a sin theta) e.

    Source: the book. Mirrors [slope_moments.rs] of the crate coarsegrad-exact. *)
From Coq Require Import Reals List.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer.
Import ListNotations.
Open Scope R_scope.

(** sum_k J_k f(x_k) *)
Definition jump_sum (f : R -> R) (jumps : list (R * R)) : R :=
  fold_right (fun jump rest => snd jump * f (fst jump) + rest) 0 jumps.

Section Step.
Variable left : R.
Variable jumps : list (R * R).

(** M0 = left + sum J_k Phi(- x_k/tau) *)
Definition even_moment (tau : R) : R := left + jump_sum (fun x => normal_cdf (- x / tau)) jumps.

(** M1 = sum J_k phi(x_k/a) *)
Definition linear_moment (a : R) : R := / sqrt (2 * PI) * jump_sum (fun x => gauss (x / a)) jumps.

(** Q1 = phi0 left + sum_{x_k < 0} J_k (phi0 - phi(x_k/a)) *)
Definition left_moment (a : R) : R :=
  / sqrt (2 * PI) * (left + jump_sum (fun x => if Rlt_dec x 0 then 1 - gauss (x / a) else 0) jumps).

(** Tu = sum J_k phi(x_k/a) Phi(x_k cot theta/a) + phi0 cos theta M0(a sin theta) *)
Definition teacher_moment (a theta : R) : R :=
  / sqrt (2 * PI) *
    (jump_sum (fun x => gauss (x / a) * normal_cdf (x / a * (cos theta / sin theta))) jumps
     + cos theta * even_moment (a * sin theta)).

(** E g, for 0 < |w|, 0 < |w*| and 0 < theta < pi *)
Definition expected_coarse_gradient_step (m n : nat) (vs ws v w : vec) : vec :=
  let a := nrm n w in
  let theta := angle n w ws in
  ((left_moment a * dot m v v + linear_moment a / 2 * h m vs v - dot m v vs * teacher_moment a theta) * unit n w
   - dot m v vs * (sin theta * even_moment (a * sin theta) / sqrt (2 * PI)) * normal n w ws)%V.

(** E g at theta = 0, where Tu = M1 + Q1 *)
Definition expected_coarse_gradient_step_parallel (m n : nat) (vs v w : vec) : vec :=
  let a := nrm n w in
  ((left_moment a * dot m v v + linear_moment a / 2 * h m vs v - dot m v vs * (linear_moment a + left_moment a))
   * unit n w)%V.

(** E g at theta = pi, where Tu = - Q1 *)
Definition expected_coarse_gradient_step_opposite (m n : nat) (vs v w : vec) : vec :=
  let a := nrm n w in
  ((left_moment a * dot m v v + linear_moment a / 2 * h m vs v + dot m v vs * left_moment a) * unit n w)%V.
End Step.

(** The jumps of 1{0 < x < 1} and of 1{|x| < 1}, up to the values at the jumps themselves *)
Definition clipped_relu_jumps : list (R * R) := [(0, 1); (1, -1)].
Definition hard_tanh_jumps : list (R * R) := [(-1, 1); (1, -1)].
