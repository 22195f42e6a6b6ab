(** * Improper integrals over the whole line

    From primitives and their limits; uniqueness, linearity and reflection. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Coarsegrad.spec Require Import Cartesian.
From Coarsegrad.lib Require Import RealFacts.
Open Scope R_scope.

Lemma is_RInt_vanishing a b (f : R -> R) :
  (forall x, Rmin a b < x < Rmax a b -> f x = 0) -> is_RInt f a b 0.
Proof.
  intros Hf. replace 0 with (scal (b - a) 0) by (unfold scal; simpl; unfold mult; simpl; ring).
  apply (is_RInt_ext (fun _ => 0)); [|apply @is_RInt_const].
  intros x Hx. symmetry. now apply Hf.
Qed.

(** B(b) - A(a) is the integral over [a, b], for a < c < b. *)
Lemma line_integral_primitives (f A B : R -> R) (c la lb : R) :
  (forall a b, a < c -> c < b -> is_RInt f a b (B b - A a)) ->
  is_lim A m_infty la -> is_lim B p_infty lb -> line_integral f (lb - la).
Proof.
  intros Hf HA HB P HP.
  assert (L : filterlim (fun ab => plus (B (snd ab)) (opp (A (fst ab))))
    (filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty)) (locally (plus lb (opp la)))).
  { apply (filterlim_comp_2 (G := locally lb) (H := locally (opp la))
      (fun ab => B (snd ab)) (fun ab => opp (A (fst ab))) plus).
    - apply (filterlim_comp _ _ _ snd B _ (Rbar_locally p_infty)); [apply filterlim_snd | exact HB].
    - apply (filterlim_comp _ _ _ (fun ab => A (fst ab)) opp _ (locally la)).
      + apply (filterlim_comp _ _ _ fst A _ (Rbar_locally m_infty)); [apply filterlim_fst | exact HA].
      + apply (filterlim_opp (V := R_NormedModule)).
    - apply (filterlim_plus (V := R_NormedModule)). }
  specialize (L P HP). unfold filtermap in L.
  assert (C : filter_prod (Rbar_locally m_infty) (Rbar_locally p_infty) (fun ab => fst ab < c < snd ab)).
  { exists (fun x => x < c) (fun y => c < y); [now exists c | now exists c | intros x y Hx Hy; simpl; auto]. }
  unfold filtermapi. generalize (filter_and _ _ L C). apply filter_imp. intros [a b] [HPab [Ha Hb]]. simpl in *.
  exists (B b - A a). split; [now apply Hf | exact HPab].
Qed.

(** The same for a function that vanishes on the negative half-line. *)
Lemma line_integral_right (f g B : R -> R) (l : R) :
  (forall x, x < 0 -> f x = 0) -> (forall x, 0 < x -> f x = g x) -> (forall b, 0 < b -> is_RInt g 0 b (B b)) ->
  is_lim B p_infty l -> line_integral f l.
Proof.
  intros H0 Hg HB HL. replace l with (l - 0) by ring.
  apply (line_integral_primitives f (fun _ => 0) B 0); [|apply is_lim_const | exact HL].
  intros a b Ha Hb. replace (B b - 0) with (plus 0 (B b)) by (unfold plus; simpl; ring).
  apply @is_RInt_Chasles with 0.
  - apply is_RInt_vanishing. rewrite Rmin_left, Rmax_right by lra. intros x Hx. apply H0. lra.
  - apply (is_RInt_ext g); [|now apply HB].
    rewrite Rmin_left, Rmax_right by lra. intros x Hx. symmetry. apply Hg. lra.
Qed.

Lemma line_integral_unique f l l' : line_integral f l -> line_integral f l' -> l = l'.
Proof.
  intros H H'. rewrite <- (is_RInt_gen_unique (V := R_CompleteNormedModule) _ _ H).
  exact (is_RInt_gen_unique (V := R_CompleteNormedModule) _ _ H').
Qed.

Lemma line_integral_ext f g l : (forall x, f x = g x) -> line_integral f l -> line_integral g l.
Proof.
  intros E. unfold line_integral. apply (is_RInt_gen_ext f g l).
  apply filter_forall. intros ab x _. apply E.
Qed.

Lemma line_integral_plus f g l k :
  line_integral f l -> line_integral g k -> line_integral (fun x => f x + g x) (l + k).
Proof. intros Hf Hg. exact (is_RInt_gen_plus f g l k Hf Hg). Qed.

Lemma line_integral_scal c f l : line_integral f l -> line_integral (fun x => c * f x) (c * l).
Proof. intros Hf. exact (is_RInt_gen_scal f c l Hf). Qed.

Lemma line_integral_zero f : (forall x, x <> 0 -> f x = 0) -> line_integral f 0.
Proof.
  intros H. apply (line_integral_right f (fun _ => 0) (fun _ => 0)); [| | |apply is_lim_const].
  - intros x Hx. apply H. lra.
  - intros x Hx. apply H. lra.
  - intros b _. now apply is_RInt_vanishing.
Qed.

Lemma line_integral_reflection f l : line_integral f l -> line_integral (fun x => f (- x)) l.
Proof.
  intros H P HP. destruct (H P HP) as [Q S [M HQ] [N HS] HQS].
  exists (fun x => S (- x)) (fun y => Q (- y)).
  - exists (- N). intros x Hx. apply HS. lra.
  - exists (- M). intros y Hy. apply HQ. lra.
  - intros x y Hx Hy. destruct (HQS _ _ Hy Hx) as (k & Hk & HPk). simpl in *. exists k. split; [|exact HPk].
    apply (is_RInt_ext (fun t => opp (opp (f (- t))))); [intros; apply opp_opp|].
    rewrite <- (opp_opp k). apply @is_RInt_opp, @is_RInt_comp_opp. now apply @is_RInt_swap.
Qed.

