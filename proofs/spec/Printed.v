(** * Statements of the source that do not hold as printed

    [printed_lemma_14_2], [printed_lemma_3], [printed_lemma_5] and [printed_proposition_1] are claims of P1 in its own
    terms; [printed_lemma_3_on_one_side] and [identity_norm_bound] are variants of two of them. All are refuted in
    theory/ and Main.v, beside the corrected forms. The teacher weight need not be a unit vector: where P1 fixes
    |w*| = 1 this asks no more, since only the direction of w* enters. *)
From Coq Require Import Reals.
From Coarsegrad.spec Require Import Vectors TwoLayer Landscape CriticalPoints.
Open Scope R_scope.

(** P1, Lemma 14.2: | e/|w| - e'/|w'| | <= |w - w'|/c^2 where |w|, |w'| >= c. *)
Definition printed_lemma_14_2 (n : nat) : Prop :=
  forall ws w w' c, 0 < nrm n ws -> 0 < c -> c <= nrm n w -> c <= nrm n w' ->
    0 < angle n w ws < PI -> 0 < angle n w' ws < PI ->
    nrm n (/ nrm n w * normal n w ws - / nrm n w' * normal n w' ws)%V <= nrm n (w - w')%V / c ^ 2.

(** P1, Lemma 3: on the differentiable points with |v| <= C and |w| >= c the gradient of f is Lipschitz. *)
Definition printed_lemma_3 (m n : nat) (vs ws : vec) (C c : R) : Prop :=
  exists L, forall v w v' w',
    nrm m v <= C -> nrm m v' <= C -> c <= nrm n w -> c <= nrm n w' ->
    0 < angle n w ws < PI -> 0 < angle n w' ws < PI ->
    sqrt (nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V ^ 2
          + nrm n (population_gradient_w m n vs ws v w - population_gradient_w m n vs ws v' w')%V ^ 2)
    <= L * sqrt (nrm m (v - v')%V ^ 2 + nrm n (w - w')%V ^ 2).

(** The same between weights on one side of the line of w*: their parts orthogonal to w* make no obtuse angle. *)
Definition printed_lemma_3_on_one_side (m n : nat) (vs ws : vec) (C c : R) : Prop :=
  exists L, forall v w v' w',
    nrm m v <= C -> nrm m v' <= C -> c <= nrm n w -> c <= nrm n w' ->
    0 < angle n w ws < PI -> 0 < angle n w' ws < PI -> 0 <= dot n (rejection n ws w) (rejection n ws w') ->
    sqrt (nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V ^ 2
          + nrm n (population_gradient_w m n vs ws v w - population_gradient_w m n vs ws v' w')%V ^ 2)
    <= L * sqrt (nrm m (v - v')%V ^ 2 + nrm n (w - w')%V ^ 2).

(** P1, Lemma 5: a bound of |E g_relu|^2 with a constant that depends on C and c only. *)
Definition printed_lemma_5 (m n : nat) (vs ws : vec) (C c : R) : Prop :=
  exists A, forall v w,
    nrm m v <= C -> c <= nrm n w -> 0 < nrm n w -> 0 < angle n w ws < PI ->
    nrm n (expected_coarse_gradient_relu m n vs ws v w) ^ 2
    <= A * (nrm m (population_gradient_v m n vs ws v w) ^ 2
            + dot n (expected_coarse_gradient_relu m n vs ws v w) (population_gradient_w m n vs ws v w)).

(** The same bound for the identity, near one norm of w. *)
Definition identity_norm_bound (m n : nat) (vs ws : vec) (C a : R) : Prop :=
  exists A, forall v w,
    nrm m v <= C -> nrm n w = a -> 0 < angle n w ws < PI ->
    nrm n (expected_coarse_gradient_identity m n vs ws v w) ^ 2
    <= A * (nrm m (population_gradient_v m n vs ws v w) ^ 2
            + dot n (expected_coarse_gradient_identity m n vs ws v w) (population_gradient_w m n vs ws v w)).

(** P1, Proposition 1, on the points opposite to the teacher: spurious minimisers under the condition, and otherwise
    there are no saddles and no spurious minimisers. *)
Definition printed_proposition_1 (m n : nat) (vs ws : vec) : Prop :=
  (has_saddles m vs ->
   forall v w, 0 < nrm n w -> angle n w ws = PI -> agree m v (opposite_v m vs) -> spurious_minimiser m n vs ws v w)
  /\ (~ has_saddles m vs ->
      forall v w, 0 < nrm n w -> ~ saddle m n vs ws v w /\ ~ spurious_minimiser m n vs ws v w).
