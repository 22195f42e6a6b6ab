(** * Closed forms: population loss, population gradient, expected coarse gradients

    For 0 < |w| and 0 < |w*|; what depends on e or on 1/sin theta, for 0 < theta < pi. Sources: P1, Lemmas 1, 2, 4, 7
    and 9, with w*/|w*| for w* since the teacher need not be a unit vector.
    Mirrors [closed_forms.rs] of the crate coarsegrad-exact. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors Gaussian.
Open Scope R_scope.

(** (I + 1 1^T) x *)
Definition I_plus_J (m : nat) (x : vec) : vec := (x + dot m ones x * ones)%V.

(** ((1 - 2 theta/pi) I + 1 1^T) x *)
Definition I_theta_plus_J (m : nat) (theta : R) (x : vec) : vec :=
  ((1 - 2 * theta / PI) * x + dot m ones x * ones)%V.

Section TwoLayer.
Variables m n : nat.
Variables vs ws : vec.

(** f(v, w) = (1/8) [v^T (I + J) v - 2 v^T ((1 - 2 theta/pi) I + J) v* + v*^T (I + J) v* ]   (P1, Lemma 1) *)
Definition population_loss (v w : vec) : R :=
  / 8 * (dot m v (I_plus_J m v) - 2 * dot m v (I_theta_plus_J m (angle n w ws) vs) + dot m vs (I_plus_J m vs)).

(** df/dv = (1/4) (I + J) v - (1/4) ((1 - 2 theta/pi) I + J) v*   (P1, Lemma 2) *)
Definition population_gradient_v (v w : vec) : vec :=
  (/ 4 * I_plus_J m v - / 4 * I_theta_plus_J m (angle n w ws) vs)%V.

(** df/dw = - (v.v* / (2 pi |w|)) e, for 0 < theta < pi   (P1, Lemma 2) *)
Definition population_gradient_w (v w : vec) : vec :=
  (- (dot m v vs / (2 * PI * nrm n w)) * normal n w ws)%V.

(** h = |v|^2 + (1.v)^2 - (1.v)(1.v* ) + v.v*   (P1, Lemma 4) *)
Definition h (v : vec) : R :=
  dot m v v + dot m ones v * dot m ones v - dot m ones v * dot m ones vs + dot m v vs.

(** E g for the identity: (|v|^2 u - (v.v* ) u* ) / sqrt(2 pi)   (P1, Lemma 9) *)
Definition expected_coarse_gradient_identity (v w : vec) : vec :=
  (/ sqrt (2 * PI) * (dot m v v * unit n w - dot m v vs * unit n ws))%V.

(** E g for ReLU: (((h - v.v* )/2) u - (v.v*/2) u* ) / sqrt(2 pi). This form has no singularity; P1 prints
    [expected_coarse_gradient_relu_printed]. *)
Definition expected_coarse_gradient_relu (v w : vec) : vec :=
  (/ sqrt (2 * PI) * ((h v - dot m v vs) / 2 * unit n w - dot m v vs / 2 * unit n ws))%V.

(** P1, Lemma 4 as printed, for theta < pi:
    h/(2 sqrt(2 pi)) u - cos(theta/2) (v.v*/sqrt(2 pi)) (u + u* )/|u + u*|. *)
Definition expected_coarse_gradient_relu_printed (v w : vec) : vec :=
  (h v / (2 * sqrt (2 * PI)) * unit n w
   - cos (angle n w ws / 2) * dot m v vs / sqrt (2 * PI) * unit n (unit n w + unit n ws))%V.

(** E g for clipped ReLU, for 0 < theta < pi, with a = |w| and E = exp(-1/(2 a^2)):
    ([(1 - E) h/2 - v.v* (1/2 - E Phi(cot theta/a))] u - (v.v*/2) erf(1/(sqrt 2 a sin theta)) u* ) / sqrt(2 pi).
    P1, Lemma 7, with its integrals p and q evaluated. *)
Definition expected_coarse_gradient_clipped_relu (v w : vec) : vec :=
  let a := nrm n w in
  let theta := angle n w ws in
  let E := exp (- 1 / (2 * (a * a))) in
  (/ sqrt (2 * PI) *
     (((1 - E) * h v / 2 - dot m v vs * (1 / 2 - E * normal_cdf (cos theta / (sin theta * a)))) * unit n w
      - dot m v vs / 2 * erf (1 / (sqrt 2 * a * sin theta)) * unit n ws))%V.
End TwoLayer.

(** ** At w = 0, where theta is undefined

    The binary activation of the student is then 0 whatever the input. *)

(** f(v, 0) = v*^T (I + J) v* / 8 *)
Definition population_loss_at_zero (m : nat) (vs : vec) : R := / 8 * dot m vs (I_plus_J m vs).

(** E g for the identity at w = 0: - (v.v* ) u* / sqrt(2 pi). ReLU and clipped ReLU have slope 0 there. *)
Definition expected_coarse_gradient_identity_at_zero (m n : nat) (vs ws v : vec) : vec :=
  (- dot m v vs / sqrt (2 * PI) * unit n ws)%V.
