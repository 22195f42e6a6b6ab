(** * Lipschitz constants of the population gradient

    The normal jumps, so that no constant holds everywhere; away from the line of the teacher one does. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer CriticalPoints Printed.
From Coarsegrad.lib Require Import VectorFacts Trigonometry.
From Coarsegrad.theory Require Import Geometry.
Open Scope R_scope.

(** ** The normal jumps across the line of the teacher

    At w = k (cos t u* + sin t p), with p a unit vector orthogonal to w*, the normal is e = sin t u* - cos t p. So e/|w|
    takes values far apart on two sides p and q of the line of w*, and Lemmas 14.2 and 3 of the source fail for every
    n >= 2, the former even on one side if n >= 3. In one plane and on one side e/|w| is an inversion: an equality.

    Sources: P1, Lemmas 3 and 14.2; the book, erratum E1. *)

(** *** The normal at w = k (cos t u* + sin t p) *)
Section Side.
Variable n : nat.
Variables ws p : vec.
Hypothesis ws_nz : 0 < nrm n ws.
Hypothesis p_unit : dot n p p = 1.
Hypothesis p_orth : dot n p ws = 0.

Definition at_side (k t : R) : vec := (k * (cos t * unit n ws + sin t * p))%V.

Lemma p_orth_unit : dot n (unit n ws) p = 0.
Proof. unfold unit. rewrite dot_scal_l, dot_sym, p_orth. ring. Qed.

Lemma nrm_at_side k t : 0 < k -> nrm n (at_side k t) = k.
Proof.
  intros K. apply (nrm_turned n (unit n ws) p); [now apply dot_unit_unit | exact p_unit | apply p_orth_unit | lra].
Qed.

Lemma unit_at_side k t : 0 < k -> unit n (at_side k t) = (cos t * unit n ws + sin t * p)%V.
Proof.
  intros K. unfold at_side. rewrite unit_scal by exact K. unfold unit at 1.
  rewrite (nrm_turned_unit n (unit n ws) p); [|now apply dot_unit_unit | exact p_unit | apply p_orth_unit].
  rewrite Rinv_1. vec_ext. ring.
Qed.

Lemma angle_at_side k t : 0 < k -> 0 <= t <= PI -> angle n (at_side k t) ws = t.
Proof.
  intros K T. rewrite angle_units; [|rewrite nrm_at_side; lra | exact ws_nz].
  rewrite unit_at_side by exact K. dot_expand.
  rewrite dot_unit_unit, (dot_sym n p (unit n ws)), p_orth_unit by exact ws_nz.
  rewrite <- (acos_cos t) by exact T. f_equal. rewrite acos_cos by exact T. ring.
Qed.

(** e = sin t u* - cos t p *)
Lemma normal_at_side k t : 0 < k -> 0 < t < PI -> normal n (at_side k t) ws = (sin t * unit n ws - cos t * p)%V.
Proof.
  intros K T. assert (S : 0 < sin t) by (apply sin_gt_0; lra).
  pose proof (sin2_cos2 t) as SC. unfold Rsqr in SC.
  unfold normal. unfold unit at 1. rewrite nrm_rejection; [|rewrite nrm_at_side; lra | exact ws_nz].
  rewrite angle_at_side by lra. unfold rejection. rewrite unit_at_side by exact K. dot_expand.
  rewrite dot_unit_unit, (dot_sym n p (unit n ws)), p_orth_unit by exact ws_nz.
  vec_ext. apply Rmult_eq_reg_l with (sin t); [|lra].
  replace (sin t * (sin t * unit n ws i - cos t * p i))
    with (sin t * sin t * unit n ws i - cos t * sin t * p i) by ring.
  replace (sin t * sin t) with (1 - cos t * cos t) by lra. field. lra.
Qed.
End Side.

(** *** E1: across the line of w* *)

(** Two weights at the same angle t and norm k on the sides p and q. *)
Lemma distance_across n ws p q k t :
  0 < k -> 0 <= sin t -> nrm n (at_side n ws p k t - at_side n ws q k t)%V = k * sin t * nrm n (p - q)%V.
Proof.
  intros K S. replace (at_side n ws p k t - at_side n ws q k t)%V with (k * sin t * (p - q))%V
    by (unfold at_side; vec_ext; ring).
  rewrite nrm_scal, Rabs_pos_eq; [reflexivity | apply Rmult_le_pos; lra].
Qed.

Lemma normal_jump n ws p q k t :
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> dot n q q = 1 -> dot n q ws = 0 -> 0 < k -> 0 < t < PI / 2 ->
  nrm n (/ k * normal n (at_side n ws p k t) ws - / k * normal n (at_side n ws q k t) ws)%V
  = cos t / k * nrm n (p - q)%V.
Proof.
  intros Hs P1 P2 Q1 Q2 K T. pose proof PI_RGT_0.
  rewrite (normal_at_side n ws p), (normal_at_side n ws q) by (assumption || lra).
  replace (/ k * (sin t * unit n ws - cos t * p) - / k * (sin t * unit n ws - cos t * q))%V
    with (- (cos t / k) * (p - q))%V by (vec_ext; field; lra).
  assert (C : 0 < cos t) by (apply cos_gt_0; lra).
  rewrite nrm_scal, Rabs_Ropp, Rabs_pos_eq; [reflexivity|]. now apply Rlt_le, Rdiv_lt_0_compat.
Qed.

(** The bound of Lemma 14.2 fails at any two different sides: at the angle pi/6 and |w| = |w'| = 1. *)
Lemma bound_14_2_fails n ws p q :
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> dot n q q = 1 -> dot n q ws = 0 -> 0 < nrm n (p - q)%V ->
  let w := at_side n ws p 1 (PI / 6) in
  let w' := at_side n ws q 1 (PI / 6) in
  nrm n (w - w')%V / 1 ^ 2 < nrm n (/ nrm n w * normal n w ws - / nrm n w' * normal n w' ws)%V.
Proof.
  intros Hs P1 P2 Q1 Q2 D w w'. pose proof PI_RGT_0 as P. pose proof sqrt_lt_1_alt 1 3 ltac:(lra) as S3.
  rewrite sqrt_1 in S3. unfold w, w'.
  rewrite !nrm_at_side by (assumption || lra). rewrite normal_jump by (assumption || lra).
  rewrite distance_across by (lra || (rewrite sin_PI6; lra)). rewrite sin_PI6, cos_PI6. nra.
Qed.

Theorem lemma_14_2_fails n : (2 <= n)%nat -> ~ printed_lemma_14_2 n.
Proof.
  intros Hn H. assert (Hs : 0 < nrm n (Gaussian.plane 1 0)).
  { apply sqrt_lt_R0. rewrite dot_plane by exact Hn. simpl. lra. }
  set (ws := Gaussian.plane 1 0) in *.
  destruct (orthogonal_unit_exists n ws Hn) as (p & P1 & P2). pose proof PI_RGT_0 as P.
  assert (Q1 : dot n (- 1 * p)%V (- 1 * p)%V = 1) by (dot_expand; rewrite P1; ring).
  assert (Q2 : dot n (- 1 * p)%V ws = 0) by (dot_expand; rewrite P2; ring).
  assert (D : 0 < nrm n (p - - 1 * p)%V).
  { apply sqrt_lt_R0. dot_expand. rewrite P1. lra. }
  pose proof (bound_14_2_fails n ws p _ Hs P1 P2 Q1 Q2 D) as F. cbv zeta in F.
  apply (Rlt_not_le _ _ F). apply H; try lra; rewrite ?nrm_at_side, ?angle_at_side; auto; lra.
Qed.

(** Orthogonal sides p and q are on one side of the line of w*: the parts of w and w' off that line are orthogonal. *)
Lemma sides_are_one_side n ws p q k t :
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> dot n q q = 1 -> dot n q ws = 0 -> dot n p q = 0 -> 0 < k ->
  dot n (rejection n ws (at_side n ws p k t)) (rejection n ws (at_side n ws q k t)) = 0.
Proof.
  intros Hs P1 P2 Q1 Q2 PQ K. unfold rejection. rewrite !unit_at_side by assumption. dot_expand.
  rewrite ?(dot_sym n p (unit n ws)), ?(dot_sym n q (unit n ws)), (p_orth_unit n ws p P2), (p_orth_unit n ws q Q2), PQ.
  rewrite dot_unit_unit by exact Hs. ring.
Qed.

(** For n >= 3 it fails even on one side, whatever w*. *)
Theorem lemma_14_2_fails_on_one_side n ws :
  (3 <= n)%nat -> 0 < nrm n ws ->
  exists w w', nrm n w = 1 /\ nrm n w' = 1 /\ angle n w ws = PI / 6 /\ angle n w' ws = PI / 6
    /\ 0 <= dot n (rejection n ws w) (rejection n ws w')
    /\ nrm n (w - w')%V / 1 ^ 2 < nrm n (/ nrm n w * normal n w ws - / nrm n w' * normal n w' ws)%V.
Proof.
  intros Hn Hs. destruct (orthogonal_pair_exists n ws Hn Hs) as (p & q & P1 & P2 & Q1 & Q2 & PQ).
  assert (D : 0 < nrm n (p - q)%V).
  { apply sqrt_lt_R0. dot_expand. rewrite P1, Q1, (dot_sym n q p), PQ. lra. }
  pose proof PI_RGT_0 as P.
  exists (at_side n ws p 1 (PI / 6)), (at_side n ws q 1 (PI / 6)).
  repeat split; try (apply nrm_at_side; auto; lra); try (apply angle_at_side; auto; lra).
  - right. symmetry. apply sides_are_one_side; auto; lra.
  - now apply bound_14_2_fails.
Qed.

(** What holds: in one plane with w*, on one side, there is equality with |w| |w'| for c^2. *)
Theorem normal_is_inversion_on_one_side n ws p k k' t t' :
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> 0 < k -> 0 < k' -> 0 < t < PI -> 0 < t' < PI ->
  let w := at_side n ws p k t in
  let w' := at_side n ws p k' t' in
  nrm n (/ nrm n w * normal n w ws - / nrm n w' * normal n w' ws)%V = nrm n (w - w')%V / (nrm n w * nrm n w').
Proof.
  intros Hs P1 P2 K K' T T' w w'. unfold w, w'. rewrite !nrm_at_side by assumption.
  rewrite !normal_at_side by assumption.
  assert (KK : 0 < k * k') by now apply Rmult_lt_0_compat.
  replace (nrm n (at_side n ws p k t - at_side n ws p k' t')%V / (k * k'))
    with (nrm n (/ (k * k') * (at_side n ws p k t - at_side n ws p k' t'))%V).
  2:{ rewrite nrm_scal, Rabs_pos_eq by now apply Rlt_le, Rinv_0_lt_compat. unfold Rdiv. ring. }
  unfold nrm. f_equal. unfold at_side. dot_expand.
  rewrite (dot_sym n p (unit n ws)), (p_orth_unit n ws p P2), P1, dot_unit_unit by exact Hs.
  pose proof (sin2_cos2 t) as A. pose proof (sin2_cos2 t') as B. unfold Rsqr in *.
  transitivity (/ k * / k * (sin t * sin t + cos t * cos t) + / k' * / k' * (sin t' * sin t' + cos t' * cos t')
                - 2 * / k * / k' * (sin t * sin t' + cos t * cos t')); [ring|].
  rewrite A, B.
  transitivity (/ (k * k') * / (k * k') * (k * k * (sin t * sin t + cos t * cos t)
                + k' * k' * (sin t' * sin t' + cos t' * cos t') - 2 * k * k' * (sin t * sin t' + cos t * cos t')));
    [rewrite A, B; field; lra | ring].
Qed.

(** *** Lemma 3 *)

(** Between two sides p and q, at one angle that is small enough, df/dw moves more than L times as far as w. *)
Lemma gradient_w_jump m n vs ws p q C c L :
  0 < dot m vs vs -> 0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> dot n q q = 1 -> dot n q ws = 0 ->
  0 < nrm n (p - q)%V -> 0 < C -> 0 < c ->
  exists v t, 0 < t <= PI / 3 /\ nrm m v = C
    /\ L * nrm n (at_side n ws p c t - at_side n ws q c t)%V
       < nrm n (population_gradient_w m n vs ws v (at_side n ws p c t)
                - population_gradient_w m n vs ws v (at_side n ws q c t))%V.
Proof.
  intros N Hs P1 P2 Q1 Q2 D HC Hc. pose proof PI_RGT_0 as P.
  assert (NV : 0 < nrm m vs) by now apply sqrt_lt_R0.
  set (v := (C / nrm m vs * vs)%V).
  assert (Nv : nrm m v = C).
  { unfold v. rewrite nrm_scal, Rabs_pos_eq by now apply Rlt_le, Rdiv_lt_0_compat. field. lra. }
  assert (Vv : dot m v vs = C * nrm m vs) by (unfold v; rewrite dot_scal_l, <- nrm_sq; field; lra).
  set (g := C * nrm m vs / (2 * PI * c)).
  assert (G : 0 < g) by (apply Rdiv_lt_0_compat; apply Rmult_lt_0_compat; lra).
  set (t := Rmin (PI / 3) (g / (4 * c * (Rabs L + 1)))). pose proof (Rabs_pos L) as AL.
  assert (KL : 0 < 4 * c * (Rabs L + 1)) by (apply Rmult_lt_0_compat; lra).
  assert (T0 : 0 < t) by (apply Rmin_pos; [lra | now apply Rdiv_lt_0_compat]).
  assert (T1 : t <= PI / 3) by apply Rmin_l.
  assert (T2 : t * (4 * c * (Rabs L + 1)) <= g).
  { replace g with (g / (4 * c * (Rabs L + 1)) * (4 * c * (Rabs L + 1))) by (field; lra).
    apply Rmult_le_compat_r; [lra | apply Rmin_r]. }
  assert (CT : 1 / 2 <= cos t) by (rewrite <- cos_PI3; apply cos_decr_1; lra).
  assert (ST : 0 <= sin t <= t) by (split; [apply sin_ge_0; lra | apply Rlt_le, sin_lt_x; exact T0]).
  exists v, t. split; [lra|]. split; [exact Nv|]. rewrite distance_across by lra.
  replace (population_gradient_w m n vs ws v (at_side n ws p c t)
           - population_gradient_w m n vs ws v (at_side n ws q c t))%V
    with (- (g * c) * (/ c * normal n (at_side n ws p c t) ws - / c * normal n (at_side n ws q c t) ws))%V.
  2:{ unfold population_gradient_w. rewrite !nrm_at_side, Vv by assumption. unfold g. vec_ext. field. lra. }
  rewrite nrm_scal, Rabs_Ropp, Rabs_pos_eq, normal_jump by (assumption || lra || nra).
  replace (g * c * (cos t / c * nrm n (p - q)%V)) with (g * cos t * nrm n (p - q)%V) by (field; lra).
  replace (L * (c * sin t * nrm n (p - q)%V)) with (L * (c * sin t) * nrm n (p - q)%V) by ring.
  apply Rmult_lt_compat_r; [exact D|].
  assert (LL : L * (c * sin t) <= Rabs L * (c * t)).
  { apply Rle_trans with (Rabs L * (c * sin t)).
    - apply Rmult_le_compat_r; [apply Rmult_le_pos; lra | apply Rle_abs].
    - apply Rmult_le_compat_l; [exact AL|]. apply Rmult_le_compat_l; lra. }
  assert (0 < t * c) by now apply Rmult_lt_0_compat. nra.
Qed.

(** From that jump to the refutation, for any pair of sides. *)
Lemma not_lipschitz_between_sides m n vs ws p q C c L :
  0 < dot m vs vs -> 0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> dot n q q = 1 -> dot n q ws = 0 ->
  0 < nrm n (p - q)%V -> 0 < C -> 0 < c ->
  exists v t, 0 < t < PI /\ nrm m v = C
    /\ L * sqrt (nrm m (v - v)%V ^ 2 + nrm n (at_side n ws p c t - at_side n ws q c t)%V ^ 2)
       < sqrt (nrm m (population_gradient_v m n vs ws v (at_side n ws p c t)
                      - population_gradient_v m n vs ws v (at_side n ws q c t))%V ^ 2
               + nrm n (population_gradient_w m n vs ws v (at_side n ws p c t)
                        - population_gradient_w m n vs ws v (at_side n ws q c t))%V ^ 2).
Proof.
  intros N Hs P1 P2 Q1 Q2 D HC Hc. pose proof PI_RGT_0 as P.
  destruct (gradient_w_jump m n vs ws p q C c L N Hs P1 P2 Q1 Q2 D HC Hc) as (v & t & T & Nv & J).
  exists v, t. split; [lra|]. split; [exact Nv|].
  assert (Zv : nrm m (v - v)%V = 0) by (apply nrm_eq0; intros i _; unfold vsub, zeros; ring).
  rewrite Zv. replace (0 ^ 2) with 0 by ring. rewrite Rplus_0_l, sqrt_pow2 by apply nrm_ge0.
  eapply Rlt_le_trans; [exact J|].
  match goal with |- ?x <= sqrt (?y ^ 2 + _) =>
    rewrite <- (sqrt_pow2 x) at 1 by apply nrm_ge0; pose proof (pow2_ge_0 y) end.
  apply sqrt_le_1_alt. lra.
Qed.

Theorem lemma_3_fails m n vs ws C c :
  (2 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> 0 < C -> 0 < c -> ~ printed_lemma_3 m n vs ws C c.
Proof.
  intros Hn N Hs HC Hc (L & H).
  destruct (orthogonal_unit_exists n ws Hn) as (p & P1 & P2).
  assert (Q1 : dot n (- 1 * p)%V (- 1 * p)%V = 1) by (dot_expand; rewrite P1; ring).
  assert (Q2 : dot n (- 1 * p)%V ws = 0) by (dot_expand; rewrite P2; ring).
  assert (D : 0 < nrm n (p - - 1 * p)%V).
  { apply sqrt_lt_R0. dot_expand. rewrite P1. lra. }
  destruct (not_lipschitz_between_sides m n vs ws p _ C c L N Hs P1 P2 Q1 Q2 D HC Hc) as (v & t & T & Nv & J).
  apply (Rlt_not_le _ _ J), H; rewrite ?nrm_at_side, ?angle_at_side; auto; lra.
Qed.

(** For n >= 3 Lemma 3 fails even between weights on one side of the line of w*. *)
Theorem lemma_3_fails_on_one_side m n vs ws C c :
  (3 <= n)%nat -> 0 < dot m vs vs -> 0 < nrm n ws -> 0 < C -> 0 < c ->
  ~ printed_lemma_3_on_one_side m n vs ws C c.
Proof.
  intros Hn N Hs HC Hc (L & H).
  destruct (orthogonal_pair_exists n ws Hn Hs) as (p & q & P1 & P2 & Q1 & Q2 & PQ).
  assert (D : 0 < nrm n (p - q)%V).
  { apply sqrt_lt_R0. dot_expand. rewrite P1, Q1, (dot_sym n q p), PQ. lra. }
  destruct (not_lipschitz_between_sides m n vs ws p q C c L N Hs P1 P2 Q1 Q2 D HC Hc) as (v & t & T & Nv & J).
  apply (Rlt_not_le _ _ J), H; rewrite ?nrm_at_side, ?angle_at_side; auto; try lra.
  right. symmetry. now apply sides_are_one_side.
Qed.

(** ** Where the gradient is Lipschitz

    The angle is Lipschitz away from w = 0, hence df/dv is; df/dw is, between weights in one plane with w* and on one
    side of its line. This is what remains of Lemma 3 of the source, with its constants.

    Sources: P1, Lemma 14.1 and the proof of Lemma 3; the book, erratum E1. *)

(** *** The angle *)
Section Angle.
Variable n : nat.
Variables w w' ws : vec.
Hypothesis w_nz : 0 < nrm n w.
Hypothesis w'_nz : 0 < nrm n w'.
Hypothesis ws_nz : 0 < nrm n ws.
Let theta := angle n w ws.
Let theta' := angle n w' ws.

Lemma nrm_off_teacher x :
  0 < nrm n x -> nrm n (unit n x - cos (angle n x ws) * unit n ws)%V = sin (angle n x ws).
Proof.
  intros Hx. pose proof (sin_angle_ge0 n x ws) as S. apply sqrt_lem_1; [apply dot_ge0 | exact S |].
  rewrite sin_angle_sq, cos_angle by assumption. dot_expand.
  rewrite (dot_sym n (unit n ws) (unit n x)), !dot_unit_unit by assumption. ring.
Qed.

(** The triangle inequality of the sphere, through the cosine. *)
Lemma dot_units_le_cos_difference : dot n (unit n w) (unit n w') <= cos (theta - theta').
Proof.
  pose proof (Rle_trans _ _ _ (Rle_abs _)
    (cauchy_schwarz n (unit n w - cos theta * unit n ws)%V (unit n w' - cos theta' * unit n ws)%V)) as CS.
  unfold theta, theta' in CS. rewrite !nrm_off_teacher in CS by assumption. fold theta theta' in CS.
  revert CS. dot_expand. rewrite (dot_sym n (unit n ws) (unit n w')), dot_unit_unit by assumption.
  rewrite <- (cos_angle n w ws), <- (cos_angle n w' ws) by assumption. fold theta theta'.
  rewrite cos_minus. lra.
Qed.

(** |theta - theta'| <= (pi/2) |u - u'| *)
Lemma angle_difference_le_units : Rabs (theta - theta') <= PI / 2 * nrm n (unit n w - unit n w')%V.
Proof.
  pose proof (angle_range n w ws) as A. pose proof (angle_range n w' ws) as A'. fold theta in A. fold theta' in A'.
  pose proof PI_RGT_0 as P. pose proof dot_units_le_cos_difference as C.
  set (delta := Rabs (theta - theta')).
  assert (D : 0 <= delta <= PI) by (split; [apply Rabs_pos | apply Rabs_le; lra]).
  assert (Cd : cos (theta - theta') = cos delta).
  { unfold delta. destruct (Rle_dec 0 (theta - theta')) as [H|H].
    - now rewrite Rabs_pos_eq.
    - rewrite Rabs_left by lra. now rewrite cos_neg. }
  pose proof (sine_above_chord (PI / 2) (delta / 2) ltac:(lra) ltac:(lra)) as CH. rewrite sin_PI2 in CH.
  assert (C2 : cos delta = 1 - 2 * sin (delta / 2) * sin (delta / 2)).
  { rewrite <- cos_2a_sin. f_equal. field. }
  set (s := sin (delta / 2)) in *.
  assert (S0 : 0 <= s) by (apply sin_ge_0; lra).
  assert (N : 2 * s <= nrm n (unit n w - unit n w')%V).
  { apply Rsqr_incr_0_var; [|apply nrm_ge0]. unfold Rsqr. rewrite nrm_sq. dot_expand.
    rewrite (dot_sym n (unit n w') (unit n w)), !dot_unit_unit by assumption. lra. }
  nra.
Qed.

(** |u - u'| <= |w - w'|/c where |w|, |w'| >= c. *)
Lemma units_distance c : 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  nrm n (unit n w - unit n w')%V <= nrm n (w - w')%V / c.
Proof.
  intros Hc H H'. apply Rmult_le_reg_r with c; [exact Hc|].
  replace (nrm n (w - w')%V / c * c) with (nrm n (w - w')%V) by (field; lra).
  apply Rsqr_incr_0_var; [|apply nrm_ge0]. unfold Rsqr.
  replace (nrm n (unit n w - unit n w')%V * c * (nrm n (unit n w - unit n w')%V * c))
    with (nrm n (unit n w - unit n w')%V * nrm n (unit n w - unit n w')%V * (c * c)) by ring.
  rewrite !nrm_sq. dot_expand. rewrite (dot_sym n (unit n w') (unit n w)), !dot_unit_unit by assumption.
  rewrite (dot_sym n w' w).
  assert (E : dot n w w' = nrm n w * nrm n w' * dot n (unit n w) (unit n w')).
  { unfold unit. dot_expand. field. lra. }
  rewrite E, <- !nrm_sq. pose proof (dot_units_range n w w' w_nz w'_nz) as U.
  set (a := nrm n w) in *. set (a' := nrm n w') in *. set (x := dot n (unit n w) (unit n w')) in *.
  assert (B : c * c <= a * a') by (apply Rmult_le_compat; lra). pose proof (pow2_ge_0 (a - a')).
  assert (2 * (1 - x) * (c * c) <= 2 * (1 - x) * (a * a')) by (apply Rmult_le_compat_l; lra). nra.
Qed.

(** P1, Lemma 14.1. *)
Theorem angle_is_lipschitz c : 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  Rabs (theta - theta') <= PI / (2 * c) * nrm n (w - w')%V.
Proof.
  intros Hc H H'. eapply Rle_trans; [apply angle_difference_le_units|].
  replace (PI / (2 * c) * nrm n (w - w')%V) with (PI / 2 * (nrm n (w - w')%V / c)) by (field; lra).
  apply Rmult_le_compat_l; [pose proof PI_RGT_0; lra | now apply units_distance].
Qed.
End Angle.

(** *** df/dv *)
Lemma nrm_ones m : nrm m ones * nrm m ones = INR m.
Proof. rewrite nrm_sq. apply dot_ones_ones. Qed.

Lemma nrm_I_plus_J_le m x : nrm m (I_plus_J m x) <= (INR m + 1) * nrm m x.
Proof.
  unfold I_plus_J. eapply Rle_trans; [apply nrm_triangle|]. rewrite nrm_scal.
  pose proof (cauchy_schwarz m ones x) as C. pose proof (nrm_ge0 m ones). pose proof (nrm_ge0 m x).
  assert (B : Rabs (dot m ones x) * nrm m ones <= nrm m ones * nrm m x * nrm m ones)
    by (apply Rmult_le_compat_r; assumption).
  replace (nrm m ones * nrm m x * nrm m ones) with (INR m * nrm m x) in B by (rewrite <- nrm_ones; ring). lra.
Qed.

Theorem gradient_v_is_lipschitz m n vs ws v w v' w' c :
  0 < nrm n ws -> 0 < c -> c <= nrm n w -> c <= nrm n w' ->
  nrm m (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
  <= / 4 * ((INR m + 1) * nrm m (v - v')%V + nrm m vs / c * nrm n (w - w')%V).
Proof.
  intros Hs Hc H H'. pose proof PI_RGT_0 as P.
  assert (A := angle_is_lipschitz n w w' ws ltac:(lra) ltac:(lra) Hs c Hc H H').
  replace (population_gradient_v m n vs ws v w - population_gradient_v m n vs ws v' w')%V
    with (/ 4 * (I_plus_J m (v - v') + 2 / PI * (angle n w ws - angle n w' ws) * vs))%V.
  2:{ unfold population_gradient_v, I_plus_J, I_theta_plus_J. dot_expand. vec_ext. field. lra. }
  rewrite nrm_scal, Rabs_pos_eq by lra. apply Rmult_le_compat_l; [lra|].
  eapply Rle_trans; [apply nrm_triangle|]. apply Rplus_le_compat; [apply nrm_I_plus_J_le|].
  rewrite nrm_scal, Rabs_mult, (Rabs_pos_eq (2 / PI)) by (apply Rlt_le, Rdiv_lt_0_compat; lra).
  replace (nrm m vs / c * nrm n (w - w')%V) with (2 / PI * (PI / (2 * c) * nrm n (w - w')%V) * nrm m vs)
    by (field; lra).
  apply Rmult_le_compat_r; [apply nrm_ge0|]. apply Rmult_le_compat_l; [|exact A].
  apply Rlt_le, Rdiv_lt_0_compat; lra.
Qed.

(** *** df/dw in one plane, on one side *)
Theorem gradient_w_is_lipschitz_on_one_side m n vs ws v v' p k k' t t' C c :
  0 < nrm n ws -> dot n p p = 1 -> dot n p ws = 0 -> 0 < c -> c <= k -> c <= k' -> 0 < t < PI -> 0 < t' < PI ->
  nrm m v' <= C ->
  nrm n (population_gradient_w m n vs ws v (at_side n ws p k t)
         - population_gradient_w m n vs ws v' (at_side n ws p k' t'))%V
  <= nrm m vs / (2 * PI) * (nrm m (v - v')%V / c + C / c ^ 2 * nrm n (at_side n ws p k t - at_side n ws p k' t')%V).
Proof.
  intros Hs P1 P2 Hc H H' T T' HC. pose proof PI_RGT_0 as P.
  assert (K : 0 < k) by lra. assert (K' : 0 < k') by lra.
  pose proof (normal_is_inversion_on_one_side n ws p k k' t t' Hs P1 P2 K K' T T') as I. cbv zeta in I.
  rewrite !nrm_at_side in I by assumption.
  set (w := at_side n ws p k t) in *. set (w' := at_side n ws p k' t') in *.
  assert (Nw : nrm n w = k) by now apply nrm_at_side. assert (Nw' : nrm n w' = k') by now apply nrm_at_side.
  assert (Ne : nrm n (normal n w ws) = 1).
  { unfold w. rewrite normal_at_side by assumption. unfold nrm. rewrite <- sqrt_1. f_equal. dot_expand.
    rewrite (dot_sym n p (unit n ws)), (p_orth_unit n ws p P2), P1, dot_unit_unit by exact Hs.
    pose proof (sin2_cos2 t) as S. unfold Rsqr in S. lra. }
  replace (population_gradient_w m n vs ws v w - population_gradient_w m n vs ws v' w')%V
    with (/ (2 * PI) * ((- (dot m (v - v')%V vs / k)) * normal n w ws
          + (- dot m v' vs) * (/ k * normal n w ws - / k' * normal n w' ws)))%V.
  2:{ unfold population_gradient_w. rewrite Nw, Nw'. dot_expand. vec_ext. field. lra. }
  rewrite nrm_scal, Rabs_pos_eq by (apply Rlt_le, Rinv_0_lt_compat; lra).
  replace (nrm m vs / (2 * PI) * (nrm m (v - v')%V / c + C / c ^ 2 * nrm n (w - w')%V))
    with (/ (2 * PI) * (nrm m (v - v')%V * nrm m vs / c + C * nrm m vs * (nrm n (w - w')%V / c ^ 2)))
    by (field; lra).
  apply Rmult_le_compat_l; [apply Rlt_le, Rinv_0_lt_compat; lra|].
  eapply Rle_trans; [apply nrm_triangle|]. rewrite !nrm_scal, !Rabs_Ropp, Ne, Rmult_1_r, I.
  pose proof (nrm_ge0 m vs) as V0. pose proof (nrm_ge0 n (w - w')%V) as W0.
  apply Rplus_le_compat.
  - unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ k)) by now apply Rlt_le, Rinv_0_lt_compat.
    apply Rmult_le_compat; [apply Rabs_pos | now apply Rlt_le, Rinv_0_lt_compat | apply cauchy_schwarz |].
    now apply Rinv_le_contravar.
  - apply Rmult_le_compat; [apply Rabs_pos | | |].
    + apply Rmult_le_pos; [exact W0|]. apply Rlt_le, Rinv_0_lt_compat. now apply Rmult_lt_0_compat.
    + eapply Rle_trans; [apply cauchy_schwarz|]. now apply Rmult_le_compat_r.
    + apply Rmult_le_compat_l; [exact W0|]. apply Rinv_le_contravar; [now apply pow_lt|]. nra.
Qed.
