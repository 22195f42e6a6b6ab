(** * The normal jumps across the line of the teacher

    At w = k (cos t u* + sin t p), with p a unit vector orthogonal to w*, the normal is e = sin t u* - cos t p. So e/|w|
    takes values far apart on two sides p and q of the line of w*, and Lemmas 14.2 and 3 of the source fail for every
    n >= 2, the former even on one side if n >= 3. In one plane and on one side e/|w| is an inversion: an equality.

    Sources: P1, Lemmas 3 and 14.2; the book, erratum E1. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coarsegrad.spec Require Import Vectors TwoLayer CriticalPoints Printed.
From Coarsegrad.lib Require Import VectorFacts AgreeFacts.
From Coarsegrad.theory Require Import Geometry Orthogonal Turning.
Open Scope R_scope.

(** ** The normal at w = k (cos t u* + sin t p) *)
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

(** ** E1: across the line of w* *)

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

(** ** Lemma 3 *)

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
