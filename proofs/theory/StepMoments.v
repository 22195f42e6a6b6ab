(** * Moments of a step along the student

    In the frame where the student is the first axis and the teacher has the angle th, 0 < th < pi: the moments
    E[f(x) z], E[1{x > 0} f(x) z] and E[1{z.u* > 0} f(x) z] that an expected coarse gradient needs, for f = 1, for a
    step f = 1{x > b} with b of any sign, and for linear combinations. Source: P1, Lemma 12; the book for b < 0. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Vectors Network Gaussian.
From Coarsegrad.lib Require Import VectorFacts RealFacts Radial Erf.
From Coarsegrad.theory Require Import PlaneExpectation PlaneMoments RadialTails HalfPlaneTails.
Open Scope R_scope.

(** The six moments of f, along and across the student. *)
Record frame_moments (f : R -> R) (th mean student along across : R) : Prop := {
  mean_along : plane_expectation (fun x _ => f x * x) mean;
  mean_across : plane_expectation (fun x y => f x * y) 0;
  student_along : plane_expectation (fun x _ => binary x * (f x * x)) student;
  student_across : plane_expectation (fun x y => binary x * (f x * y)) 0;
  teacher_along : plane_expectation (fun x y => binary (x * cos th + y * sin th) * (f x * x)) along;
  teacher_across : plane_expectation (fun x y => binary (x * cos th + y * sin th) * (f x * y)) across }.

(** ** Linear combinations *)
Lemma frame_moments_ext f g th a b c d :
  (forall x, f x = g x) -> frame_moments f th a b c d -> frame_moments g th a b c d.
Proof.
  intros E [A B C D G H]. split.
  - revert A. apply plane_expectation_ext. intros x _. now rewrite E.
  - revert B. apply plane_expectation_ext. intros x y. now rewrite E.
  - revert C. apply plane_expectation_ext. intros x _. now rewrite E.
  - revert D. apply plane_expectation_ext. intros x y. now rewrite E.
  - revert G. apply plane_expectation_ext. intros x y. now rewrite E.
  - revert H. apply plane_expectation_ext. intros x y. now rewrite E.
Qed.

Lemma frame_moments_change f g th a b c d a' b' c' d' : frame_moments f th a b c d ->
  (forall x, f x = g x) -> a = a' -> b = b' -> c = c' -> d = d' -> frame_moments g th a' b' c' d'.
Proof. intros H E <- <- <- <-. exact (frame_moments_ext f g th a b c d E H). Qed.

Lemma plane_expectation_comb k F l G l' H r :
  (forall x y, H x y = F x y + k * G x y) -> r = l + k * l' ->
  plane_expectation F l -> plane_expectation G l' -> plane_expectation H r.
Proof.
  intros E -> HF HG. apply (plane_expectation_ext (fun x y => F x y + k * G x y)); [intros; now rewrite E|].
  apply plane_expectation_plus; [exact HF | now apply plane_expectation_scal].
Qed.

Lemma frame_moments_comb k f g th a b c d a' b' c' d' :
  frame_moments f th a b c d -> frame_moments g th a' b' c' d' ->
  frame_moments (fun x => f x + k * g x) th (a + k * a') (b + k * b') (c + k * c') (d + k * d').
Proof.
  intros [F1 F2 F3 F4 F5 F6] [G1 G2 G3 G4 G5 G6]. split;
    [refine (plane_expectation_comb k _ _ _ _ _ _ _ _ F1 G1) | refine (plane_expectation_comb k _ _ _ _ _ _ _ _ F2 G2)
    |refine (plane_expectation_comb k _ _ _ _ _ _ _ _ F3 G3) | refine (plane_expectation_comb k _ _ _ _ _ _ _ _ F4 G4)
    |refine (plane_expectation_comb k _ _ _ _ _ _ _ _ F5 G5) | refine (plane_expectation_comb k _ _ _ _ _ _ _ _ F6 G6)];
    intros; ring.
Qed.

(** ** The constant 1 *)
Lemma direction_unit th : let s := plane (cos th) (sin th) in 0 < nrm 2 s /\ unit 2 s = s.
Proof.
  intros s. assert (N : nrm 2 s = 1).
  { unfold nrm, s. simpl. rewrite <- sqrt_1. f_equal. pose proof (sin2_cos2 th) as E. unfold Rsqr in E. lra. }
  split; [rewrite N; lra|]. unfold unit. rewrite N. vec_ext. field.
Qed.

Lemma teacher_half_x th :
  plane_expectation (fun x y => binary (x * cos th + y * sin th) * x) (cos th / sqrt (2 * PI)).
Proof.
  destruct (direction_unit th) as [N U].
  pose proof (plane_half_moment _ N 0%nat ltac:(auto)) as H. rewrite U in H.
  revert H. apply plane_expectation_ext. intros x y. simpl. do 2 f_equal. ring.
Qed.
Lemma teacher_half_y th :
  plane_expectation (fun x y => binary (x * cos th + y * sin th) * y) (sin th / sqrt (2 * PI)).
Proof.
  destruct (direction_unit th) as [N U].
  pose proof (plane_half_moment _ N 1%nat ltac:(auto)) as H. rewrite U in H.
  revert H. apply plane_expectation_ext. intros x y. simpl. do 2 f_equal. ring.
Qed.

Theorem frame_moments_one th :
  frame_moments (fun _ => 1) th 0 (/ sqrt (2 * PI)) (cos th / sqrt (2 * PI)) (sin th / sqrt (2 * PI)).
Proof.
  split.
  - refine (plane_expectation_ext _ _ _ _ mean_x). intros; ring.
  - refine (plane_expectation_ext _ _ _ _ mean_y). intros; ring.
  - refine (plane_expectation_ext _ _ _ _ half_plane_moment_x). intros; ring.
  - refine (plane_expectation_ext _ _ _ _ half_plane_moment_y). intros; ring.
  - refine (plane_expectation_ext _ _ _ _ (teacher_half_x th)). intros; ring.
  - refine (plane_expectation_ext _ _ _ _ (teacher_half_y th)). intros; ring.
Qed.

(** ** A step *)
Lemma sees_sign_binary : sees_sign binary.
Proof. split; intros q H; [now apply binary_pos | apply binary_npos; lra]. Qed.
Lemma sees_sign_closed : sees_sign (fun q => 1 - binary (- q)).
Proof. split; intros q H; [rewrite binary_npos by lra | rewrite binary_pos by lra]; ring. Qed.

Lemma tail_over_2PI y : tail y / (2 * PI) = / sqrt (2 * PI) * normal_cdf (- y).
Proof.
  rewrite tail_normal_cdf. pose proof sqrt_2PI_pos as P. pose proof sqrt_2PI_sq as Q.
  set (s := sqrt (2 * PI)) in *. rewrite <- Q. field. lra.
Qed.

Lemma plane_expectation_neg F l : plane_expectation F l -> plane_expectation (fun x y => F (- x) (- y)) l.
Proof.
  intros H. apply (plane_expectation_rotation _ _ (-1) 0) in H; [|lra].
  revert H. apply plane_expectation_ext. intros. f_equal; ring.
Qed.

Section Beyond.
Variable beta : R.
Hypothesis beta_pos : 0 < beta.
Variable S : R -> R.
Hypothesis S_step : steps_at beta S.

Lemma half_pi : 0 < PI / 2 < PI.
Proof. pose proof PI_RGT_0. lra. Qed.

(** E[1{x > beta} z] = (phi(beta), 0) *)
Lemma tail_mean_x : plane_expectation (fun x _ => S x * x) (/ sqrt (2 * PI) * gauss beta).
Proof.
  pose proof (tail_moment_x beta beta_pos _ half_pi S binary S_step sees_sign_binary) as A.
  pose proof (plane_expectation_reflection _ _
    (tail_moment_x beta beta_pos _ half_pi S _ S_step sees_sign_closed)) as B.
  refine (plane_expectation_comb 1 _ _ _ _ _ _ _ _ A B).
  - intros x y. rewrite cos_PI2, sin_PI2.
    replace (x * 0 + y * 1) with y by ring. replace (- (x * 0 + - y * 1)) with y by ring. ring.
  - rewrite cos_PI2, sin_PI2. replace (- (beta * (0 / 1))) with 0 by field.
    replace ((0 * tail (beta / 1) + gauss beta * tail 0) / (2 * PI)) with (gauss beta * (tail 0 / (2 * PI)))
      by (field; apply PI_neq0).
    rewrite tail_over_2PI, Ropp_0, normal_cdf_0. lra.
Qed.
Lemma tail_mean_y : plane_expectation (fun x y => S x * y) 0.
Proof.
  pose proof (tail_moment_y beta beta_pos _ half_pi S binary S_step sees_sign_binary) as A.
  pose proof (plane_expectation_reflection _ _
    (tail_moment_y beta beta_pos _ half_pi S _ S_step sees_sign_closed)) as B.
  refine (plane_expectation_comb (-1) _ _ _ _ _ _ _ _ A B).
  - intros x y. rewrite cos_PI2, sin_PI2.
    replace (x * 0 + y * 1) with y by ring. replace (- (x * 0 + - y * 1)) with y by ring. ring.
  - ring.
Qed.
End Beyond.

(** The moments of a step at b along and across the student, where the teacher sees it. *)
Definition step_along (b th : R) : R :=
  / sqrt (2 * PI) * (gauss b * normal_cdf (b * (cos th / sin th)) + cos th * normal_cdf (- (b / sin th))).
Definition step_across (b th : R) : R := / sqrt (2 * PI) * (sin th * normal_cdf (- (b / sin th))).

Section Step.
Variable th : R.
Hypothesis th_range : 0 < th < PI.

Lemma tail_along beta S T : 0 < beta -> steps_at beta S -> sees_sign T ->
  plane_expectation (fun x y => T (x * cos th + y * sin th) * (S x * x)) (step_along beta th).
Proof.
  intros Hb HS HT. replace (step_along beta th) with
    ((cos th * tail (beta / sin th) + gauss beta * tail (- (beta * (cos th / sin th)))) / (2 * PI));
    [now apply tail_moment_x|].
  transitivity (cos th * (tail (beta / sin th) / (2 * PI))
    + gauss beta * (tail (- (beta * (cos th / sin th))) / (2 * PI))).
  - field. apply PI_neq0.
  - rewrite !tail_over_2PI, Ropp_involutive. unfold step_along. ring.
Qed.
Lemma tail_across beta S T : 0 < beta -> steps_at beta S -> sees_sign T ->
  plane_expectation (fun x y => T (x * cos th + y * sin th) * (S x * y)) (step_across beta th).
Proof.
  intros Hb HS HT. replace (step_across beta th) with (sin th * tail (beta / sin th) / (2 * PI));
    [now apply tail_moment_y|].
  unfold step_across. rewrite <- Rmult_assoc, (Rmult_comm _ (sin th)), Rmult_assoc, <- tail_over_2PI.
  field. apply PI_neq0.
Qed.

Lemma frame_moments_step_pos b S : 0 < b -> steps_at b S ->
  frame_moments S th (/ sqrt (2 * PI) * gauss b) (/ sqrt (2 * PI) * gauss b) (step_along b th) (step_across b th).
Proof.
  intros Hb HS.
  assert (E : forall x, S x = binary x * S x).
  { intros x. destruct (Rlt_dec x b) as [L|L].
    - rewrite (proj1 (proj2 HS) x L). ring.
    - rewrite binary_pos by lra. ring. }
  split.
  - now apply tail_mean_x.
  - now apply tail_mean_y with b.
  - refine (plane_expectation_ext _ _ _ _ (tail_mean_x b Hb S HS)). intros x y. rewrite E at 1. ring.
  - refine (plane_expectation_ext _ _ _ _ (tail_mean_y b Hb S HS)). intros x y. rewrite E at 1. ring.
  - apply tail_along; auto using sees_sign_binary.
  - apply tail_across; auto using sees_sign_binary.
Qed.

Lemma frame_moments_step_0 :
  frame_moments binary th (/ sqrt (2 * PI)) (/ sqrt (2 * PI)) ((1 + cos th) / (2 * sqrt (2 * PI)))
    (sin th / (2 * sqrt (2 * PI))).
Proof.
  assert (C : forall x y z, binary x * binary y * z = binary y * (binary x * z)) by (intros; ring).
  split.
  - exact half_plane_moment_x.
  - exact half_plane_moment_y.
  - refine (plane_expectation_ext _ _ _ _ half_plane_moment_x). intros x _. rewrite <- (binary_idem x) at 1. ring.
  - refine (plane_expectation_ext _ _ _ _ half_plane_moment_y). intros x y. rewrite <- (binary_idem x) at 1. ring.
  - refine (plane_expectation_ext _ _ _ _ (sector_moment_x th _)); [intros; apply C | lra].
  - refine (plane_expectation_ext _ _ _ _ (sector_moment_y th _)); [intros; apply C | lra].
Qed.

Lemma frame_moments_step_neg b S : b < 0 -> steps_at b S ->
  frame_moments S th (/ sqrt (2 * PI) * gauss b) (/ sqrt (2 * PI)) (step_along b th) (step_across b th).
Proof.
  intros Hb (Above & Below & _). pose proof sqrt_2PI_pos as P. pose proof th_range as Hth.
  assert (Ss : 0 < sin th) by (apply sin_gt_0; lra).
  set (S' := fun x => 1 - S (- x)). assert (Hb' : 0 < - b) by lra.
  assert (HS' : steps_at (- b) S').
  { unfold S'. split; [|split].
    - intros x Hx. rewrite Below by lra. ring.
    - intros x Hx. rewrite Above by lra. ring.
    - lra. }
  assert (G : gauss (- b) = gauss b) by apply gauss_even.
  pose proof (plane_expectation_neg _ _ (tail_mean_x _ Hb' S' HS')) as Mx. rewrite G in Mx.
  pose proof (plane_expectation_neg _ _ (tail_mean_y _ Hb' S' HS')) as My.
  pose proof (plane_expectation_neg _ _ (tail_along _ S' _ Hb' HS' sees_sign_closed)) as Tx.
  pose proof (plane_expectation_neg _ _ (tail_across _ S' _ Hb' HS' sees_sign_closed)) as Ty.
  assert (E : forall x, binary x * S x = binary x).
  { intros x. destruct (Rlt_dec b x) as [L|L]; [rewrite Above by exact L; ring|]. rewrite binary_npos by lra. ring. }
  assert (Q : forall x y, - (- x * cos th + - y * sin th) = x * cos th + y * sin th) by (intros; ring).
  split.
  - refine (plane_expectation_comb 1 _ _ _ _ _ _ _ _ mean_x Mx); [|ring].
    intros x y. unfold S'. rewrite Ropp_involutive. ring.
  - refine (plane_expectation_comb 1 _ _ _ _ _ _ _ _ mean_y My); [|ring].
    intros x y. unfold S'. rewrite Ropp_involutive. ring.
  - refine (plane_expectation_ext _ _ _ _ half_plane_moment_x). intros x _. now rewrite <- Rmult_assoc, E.
  - refine (plane_expectation_ext _ _ _ _ half_plane_moment_y). intros x y. now rewrite <- Rmult_assoc, E.
  - pose proof (plane_expectation_comb (-1) _ _ _ _ _ _ (fun x y => eq_refl) eq_refl Mx Tx) as D.
    refine (plane_expectation_comb 1 _ _ _ _ _ _ _ _ (teacher_half_x th) D).
    + intros x y. cbv beta. rewrite Q. unfold S'. rewrite Ropp_involutive. ring.
    + unfold step_along. rewrite G. replace (- b * (cos th / sin th)) with (- (b * (cos th / sin th))) by ring.
      replace (- (- b / sin th)) with (- - (b / sin th)) by (field; lra). rewrite !normal_cdf_opp. field. lra.
  - pose proof (plane_expectation_comb (-1) _ _ _ _ _ _ (fun x y => eq_refl) eq_refl My Ty) as D.
    refine (plane_expectation_comb 1 _ _ _ _ _ _ _ _ (teacher_half_y th) D).
    + intros x y. cbv beta. rewrite Q. unfold S'. rewrite Ropp_involutive. ring.
    + unfold step_across. replace (- (- b / sin th)) with (- - (b / sin th)) by (field; lra).
      rewrite !normal_cdf_opp. field. lra.
Qed.

(** E[1{x > 0} 1{x > b} x] sqrt(2 pi) *)
Definition step_student (b : R) : R := if Rlt_dec b 0 then 1 else gauss b.

Theorem frame_moments_step b S : steps_at b S ->
  frame_moments S th (/ sqrt (2 * PI) * gauss b) (/ sqrt (2 * PI) * step_student b)
    (step_along b th) (step_across b th).
Proof.
  intros HS. unfold step_student. destruct (Rlt_dec b 0) as [L|L].
  - rewrite Rmult_1_r. now apply frame_moments_step_neg.
  - destruct (Req_dec b 0) as [->|N]; [|apply frame_moments_step_pos; [lra | exact HS]].
    assert (Ss : 0 < sin th) by (apply sin_gt_0; lra). pose proof sqrt_2PI_pos as P.
    rewrite gauss_0, Rmult_1_r.
    replace (step_along 0 th) with ((1 + cos th) / (2 * sqrt (2 * PI))).
    2:{ unfold step_along. rewrite gauss_0, Rmult_0_l. replace (- (0 / sin th)) with 0 by (field; lra).
        rewrite normal_cdf_0. field. lra. }
    replace (step_across 0 th) with (sin th / (2 * sqrt (2 * PI))).
    2:{ unfold step_across. replace (- (0 / sin th)) with 0 by (field; lra). rewrite normal_cdf_0. field. lra. }
    refine (frame_moments_ext _ _ _ _ _ _ _ _ frame_moments_step_0).
    destruct HS as (Above & Below & At). intros x. destruct (Rtotal_order x 0) as [A|[->|A]].
    + rewrite Below by exact A. apply binary_npos. lra.
    + rewrite At by reflexivity. apply binary_npos. lra.
    + rewrite Above by exact A. now apply binary_pos.
Qed.
End Step.
