(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: 5280b29d6c93b990821eb5e8fb4b1f05ad857d1b0867a1dd31116e3bb93baaf4 *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma teacher__population_gradient_v :
  enclosed_vector 30 5
    (population_gradient_v 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 37%nat (0)%Z (0 # 1)%Q. Qed.

Lemma teacher__expected_coarse_gradient_identity :
  enclosed_vector 30 3
    (expected_coarse_gradient_identity 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 37%nat (569917543430618111342780085620545526)%Z (569917543430618111342780085620545526)%Z 163%positive. Qed.

Lemma teacher__expected_coarse_gradient_relu :
  enclosed_vector 30 3
    (expected_coarse_gradient_relu 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 37%nat (569917543430618111342780085620545526)%Z (569917543430618111342780085620545526)%Z 163%positive. Qed.

Lemma spurious__angle :
  enclosed 49
    (angle 3 (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

Lemma spurious__population_loss :
  enclosed 50
    (population_loss 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    (exactly (25 # 48)%Q).
Proof. loss_known 57%nat (1000000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma spurious__population_gradient_v :
  enclosed_vector 30 5
    (population_gradient_v 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 37%nat (10000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma spurious__expected_coarse_gradient_identity :
  enclosed_vector 50 3
    (expected_coarse_gradient_identity 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    [near (-23746564309609087972615836900856063599753489950294)%Z;
     near (15831042873072725315077224600570709066502326633529)%Z;
     near (-47493128619218175945231673801712127199506979900587)%Z].
Proof. identity 57%nat (170975263029185433402834025686163657918225127642114853285)%Z (56991754343061811134278008562054552639408375880704951095)%Z 230%positive. Qed.

Lemma spurious__expected_coarse_gradient_relu :
  enclosed_vector 30 3
    (expected_coarse_gradient_relu 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 37%nat (1709752630291854334028340256861636579)%Z (569917543430618111342780085620545526)%Z 163%positive. Qed.
