(** * The clipped ReLU as printed

    P1, Lemma 7, with the functions p, q and xi as the paper defines them: by integrals over an angle and a radius. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Gaussian TwoLayer.
Open Scope R_scope.

(** xi(x) = int_0^x r^2 exp(-r^2/2) dr *)
Definition xi (x : R) : R := RInt (fun r => r * r * gauss r) 0 x.

(** p(theta, w) = 1/(2 pi) int_{-pi/2 + theta}^{pi/2} cos t xi(sec t/|w|) dt, with a = |w| *)
Definition printed_p (theta a : R) : R :=
  / (2 * PI) * RInt (fun t => cos t * xi (/ cos t / a)) (- (PI / 2) + theta) (PI / 2).

(** q(theta, w) = 1/(2 pi) int_{-pi/2 + theta}^{pi/2} sin t xi(sec t/|w|) dt *)
Definition printed_q (theta a : R) : R :=
  / (2 * PI) * RInt (fun t => sin t * xi (/ cos t / a)) (- (PI / 2) + theta) (PI / 2).

(** p(0, w) h/2 u - v.v* csc(theta/2) q (u + u* )/|u + u*| - v.v* (p - cot(theta/2) q) u *)
Definition expected_coarse_gradient_clipped_relu_printed (m n : nat) (vs ws v w : vec) : vec :=
  let a := nrm n w in
  let theta := angle n w ws in
  (printed_p 0 a * h m vs v / 2 * unit n w
   - dot m v vs * (/ sin (theta / 2) * printed_q theta a) * unit n (unit n w + unit n ws)
   - dot m v vs * (printed_p theta a - cos (theta / 2) / sin (theta / 2) * printed_q theta a) * unit n w)%V.
