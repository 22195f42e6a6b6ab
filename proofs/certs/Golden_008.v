(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: e1fd4ed26f23e7c2c4c02334e987aaeeeb39bf3e252dcfcf6f69cafdbf5dd25d *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma binary_fractions__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_clipped_relu 4 3 (literal [29809374468285 # 4503599627370496; (-1372769530160309) # 4503599627370496; (-3544288071722257) # 4503599627370496; (-139754720850955) # 4503599627370496]%Q) (literal [4304329049909259 # 4503599627370496; 3811511089908309 # 4503599627370496; 3913124618089037 # 4503599627370496]%Q)
     (literal [3373447611106535 # 4503599627370496; 4385963703643749 # 4503599627370496; (-2939324373197269) # 4503599627370496; (-2541242409700687) # 4503599627370496]%Q) (literal [1786254660533967 # 4503599627370496; 3789242265177835 # 4503599627370496; (-1333797217312871) # 4503599627370496]%Q))
    [near (844411756467860497368595775555747608723)%Z;
     near (2076421852800894637224175158392852899328)%Z;
     near (-1012569052148488256599324917686886740918)%Z].
Proof. clipped_relu 45%nat (271070477084077919516025887819854768987009540)%Z (201805648529172369353070906230713935675673963)%Z 196%positive. Qed.

Lemma teacher__angle :
  enclosed 30
    (angle 3 (literal [3 # 1; (-2) # 1; 6 # 1]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    (exactly (0 # 1)%Q).
Proof. angle_zero. Qed.

Lemma teacher__population_loss :
  enclosed 30
    (population_loss 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    (exactly (0 # 1)%Q).
Proof. loss_known 37%nat (0)%Z (0 # 1)%Q. Qed.

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
Proof. identity 37%nat (569917543430618111342780085620545526)%Z (569917543430618111342780085620545526)%Z 137%positive. Qed.

Lemma teacher__expected_coarse_gradient_relu :
  enclosed_vector 30 3
    (expected_coarse_gradient_relu 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 37%nat (569917543430618111342780085620545526)%Z (569917543430618111342780085620545526)%Z 137%positive. Qed.

Lemma spurious__angle :
  enclosed 39
    (angle 3 (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma spurious__population_loss :
  enclosed 40
    (population_loss 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    (exactly (25 # 48)%Q).
Proof. loss_known 47%nat (100000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

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
  enclosed_vector 40 3
    (expected_coarse_gradient_identity 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    [near (-2374656430960908797261583690085606359975)%Z;
     near (1583104287307272531507722460057070906650)%Z;
     near (-4749312861921817594523167380171212719951)%Z].
Proof. identity 47%nat (17097526302918543340283402568616365791822512764)%Z (5699175434306181113427800856205455263940837588)%Z 171%positive. Qed.

Lemma spurious__expected_coarse_gradient_relu :
  enclosed_vector 30 3
    (expected_coarse_gradient_relu 5 3 (literal [2 # 1; (-1) # 2; 3 # 2; 1 # 1; (-3) # 2]%Q) (literal [3 # 1; (-2) # 1; 6 # 1]%Q)
     (literal [(-7) # 6; 4 # 3; (-2) # 3; (-1) # 6; 7 # 3]%Q) (literal [(-1) # 1; 2 # 3; (-2) # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 37%nat (1709752630291854334028340256861636579)%Z (569917543430618111342780085620545526)%Z 137%positive. Qed.
