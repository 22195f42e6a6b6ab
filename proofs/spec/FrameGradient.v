(** * The expected coarse gradient of any straight-through estimator, in the frame of student and teacher

    Whatever the slope mu', E g = R u - (v.v* ) T_e e with T_e = sin theta M0/sqrt(2 pi), where
    M0 = E mu'(|w| sin theta N) for N standard normal. The radial part R depends on the estimator; M0 = 1 for the
    identity, 1/2 for ReLU and (1 + alpha)/2 for leaky ReLU. Source: the book. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors TwoLayer.
Open Scope R_scope.

Section FrameGradient.
Variables m n : nat.
Variables vs ws : vec.

(** R u - (v.v* ) (sin theta M0/sqrt(2 pi)) e *)
Definition frame_gradient (radial M0 : R) (v w : vec) : vec :=
  (radial * unit n w - dot m v vs * (sin (angle n w ws) * M0 / sqrt (2 * PI)) * normal n w ws)%V.

(** E g for leaky ReLU, mu' = alpha + (1 - alpha) 1{x > 0}: the expected coarse gradient is linear in the slope. *)
Definition expected_coarse_gradient_leaky_relu (alpha : R) (v w : vec) : vec :=
  (alpha * expected_coarse_gradient_identity m n vs ws v w
   + (1 - alpha) * expected_coarse_gradient_relu m n vs ws v w)%V.
End FrameGradient.
