(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: e1fd4ed26f23e7c2c4c02334e987aaeeeb39bf3e252dcfcf6f69cafdbf5dd25d *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma m1n1_theta0__angle :
  enclosed 30
    (angle 1 (literal [2 # 1]%Q) (literal [1 # 1]%Q))
    (exactly (0 # 1)%Q).
Proof. angle_zero. Qed.

Lemma m1n1_theta0__population_loss :
  enclosed 41
    (population_loss 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    (exactly (1 # 25)%Q).
Proof. loss_known 46%nat (0)%Z (0 # 1)%Q. Qed.

Lemma m1n1_theta0__population_gradient_v :
  enclosed_vector 40 1
    (population_gradient_v 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    [exactly ((-1) # 5)%Q].
Proof. gradient_v_known 45%nat (0)%Z (0 # 1)%Q. Qed.

Lemma m1n1_theta0__expected_coarse_gradient_identity :
  enclosed_vector 41 1
    (expected_coarse_gradient_identity 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    [near (-9574614729634384270558705438425164843421)%Z].
Proof. identity 46%nat (1994711402007163389699730299671909342379293156)%Z (3989422804014326779399460599343818684758586312)%Z 167%positive. Qed.

Lemma m1n1_theta0__expected_coarse_gradient_relu :
  enclosed_vector 41 1
    (expected_coarse_gradient_relu 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    [near (-9574614729634384270558705438425164843421)%Z].
Proof. relu 46%nat (1994711402007163389699730299671909342379293156)%Z (3989422804014326779399460599343818684758586312)%Z 167%positive. Qed.

Lemma m1n1_thetapi__angle :
  enclosed 39
    (angle 1 (literal [(-3) # 2]%Q) (literal [1 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma m1n1_thetapi__population_loss :
  enclosed 40
    (population_loss 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    (exactly (5 # 16)%Q).
Proof. loss_known 44%nat (100000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m1n1_thetapi__population_gradient_v :
  enclosed_vector 40 1
    (population_gradient_v 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    [exactly (1 # 4)%Q].
Proof. gradient_v_known 44%nat (100000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m1n1_thetapi__expected_coarse_gradient_identity :
  enclosed_vector 40 1
    (expected_coarse_gradient_identity 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    [near (-2992067103010745084549595449507864013569)%Z].
Proof. identity 44%nat (26596152026762178529329737328958791231723909)%Z (39894228040143267793994605993438186847585863)%Z 161%positive. Qed.

Lemma m1n1_thetapi__expected_coarse_gradient_relu :
  enclosed_vector 41 1
    (expected_coarse_gradient_relu 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    [near (-9973557010035816948498651498359546711896)%Z].
Proof. relu 45%nat (265961520267621785293297373289587912317239087)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m3n1_thetapi_spurious__angle :
  enclosed 39
    (angle 1 (literal [(-1) # 1]%Q) (literal [2 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma m3n1_thetapi_spurious__population_loss :
  enclosed 40
    (population_loss 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    (exactly (3 # 8)%Q).
Proof. loss_known 45%nat (1000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m3n1_thetapi_spurious__population_gradient_v :
  enclosed_vector 40 3
    (population_gradient_v 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    [exactly ((-1) # 4)%Q;
     exactly ((-1) # 4)%Q;
     exactly ((-1) # 4)%Q].
Proof. gradient_v_known 45%nat (1000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m3n1_thetapi_spurious__expected_coarse_gradient_identity :
  enclosed_vector 30 1
    (expected_coarse_gradient_identity 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    [exactly (0 # 1)%Q].
Proof. identity 35%nat (39894228040143267793994605993438187)%Z (19947114020071633896997302996719093)%Z 131%positive. Qed.

Lemma m3n1_thetapi_spurious__expected_coarse_gradient_relu :
  enclosed_vector 30 1
    (expected_coarse_gradient_relu 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    [exactly (0 # 1)%Q].
Proof. relu 35%nat (39894228040143267793994605993438187)%Z (19947114020071633896997302996719093)%Z 131%positive. Qed.

Lemma m1n2_generic__angle :
  enclosed 40
    (angle 2 (literal [3 # 5; 4 # 5]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (9272952180016122324285124629224288040571)%Z).
Proof. angle_between 147%positive. Qed.

Lemma m1n2_generic__population_loss :
  enclosed 40
    (population_loss 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    (near (2838754264756499112631016143371107889267)%Z).
Proof. loss_between 45%nat (295167235300866548350802152449481051902269048)%Z 164%positive. Qed.

Lemma m1n2_generic__population_gradient_v :
  enclosed_vector 41 1
    (population_gradient_v 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-2862457352435008873689838566288921107330)%Z].
Proof. gradient_v_between 46%nat (2951672353008665483508021524494810519022690478)%Z 167%positive. Qed.

Lemma m1n2_generic__population_gradient_w :
  enclosed_vector 40 2
    (population_gradient_w 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-1909859317102744029226605160470172344414)%Z;
     near (1432394487827058021919953870352629258310)%Z].
Proof. gradient_w 45%nat (397887357729738339422209408431285905086149114)%Z 164%positive. Qed.

Lemma m1n2_generic__expected_coarse_gradient_identity :
  enclosed_vector 40 2
    (expected_coarse_gradient_identity 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-3590480523612894101459514539409436816283)%Z;
     near (3191538243211461423519568479475054947807)%Z].
Proof. identity 45%nat (398942280401432677939946059934381868475858631)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m1n2_generic__expected_coarse_gradient_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_relu 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-2393653682408596067639676359606291210855)%Z;
     near (797884560802865355879892119868763736952)%Z].
Proof. relu 45%nat (398942280401432677939946059934381868475858631)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m1n2_generic__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_clipped_relu 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-1529053746247283007970839632097516796312)%Z;
     near (1107721243073606732121379003767489540780)%Z].
Proof. clipped_relu 45%nat (138465155384200841515172375470936192597468762)%Z (314645957140331740941583184656417860252909823)%Z 196%positive. Qed.

Lemma m1n2_pi_equality__angle :
  enclosed 39
    (angle 2 (literal [(-1) # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma m1n2_pi_equality__population_loss :
  enclosed 40
    (population_loss 1 2 (literal [1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    (exactly (1 # 4)%Q).
Proof. loss_known 44%nat (100000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m1n2_pi_equality__population_gradient_v :
  enclosed_vector 30 1
    (population_gradient_v 1 2 (literal [1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q].
Proof. gradient_v_known 34%nat (10000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m1n2_pi_equality__expected_coarse_gradient_identity :
  enclosed_vector 30 2
    (expected_coarse_gradient_identity 1 2 (literal [1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 34%nat (3989422804014326779399460599343819)%Z (3989422804014326779399460599343819)%Z 127%positive. Qed.

Lemma m1n2_pi_equality__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 1 2 (literal [1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 34%nat (3989422804014326779399460599343819)%Z (3989422804014326779399460599343819)%Z 127%positive. Qed.

Lemma m2n2_halfpi__angle :
  enclosed 39
    (angle 2 (literal [0 # 1; 5 # 4]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (1570796326794896619231321691639751442099)%Z).
Proof. angle_known (1 # 2)%Q 145%positive. Qed.

Lemma m2n2_halfpi__population_loss :
  enclosed 39
    (population_loss 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    (exactly (157 # 144)%Q).
Proof. loss_known 44%nat (50000000000000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

Lemma m2n2_halfpi__population_gradient_v :
  enclosed_vector 40 2
    (population_gradient_v 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [exactly ((-5) # 24)%Q;
     exactly ((-7) # 12)%Q].
Proof. gradient_v_known 45%nat (500000000000000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

Lemma m2n2_halfpi__population_gradient_w :
  enclosed_vector 41 2
    (population_gradient_w 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (8488263631567751241007134046534099308505)%Z;
     exactly (0 # 1)%Q].
Proof. gradient_w 46%nat (2546479089470325372302140213960229792551354332)%Z 167%positive. Qed.

Lemma m2n2_halfpi__expected_coarse_gradient_identity :
  enclosed_vector 40 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (2659615202676217852932973732895879123172)%Z;
     near (4986778505017908474249325749179773355948)%Z].
Proof. identity 45%nat (319153824321146142351956847947505494780686905)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m2n2_halfpi__expected_coarse_gradient_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (1329807601338108926466486866447939561586)%Z;
     near (664903800669054463233243433223969780793)%Z].
Proof. relu 45%nat (319153824321146142351956847947505494780686905)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m2n2_halfpi__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (7663537624966774339510645753761733820359)%Z;
     near (1820845460665832330449330141334056806678)%Z].
Proof. clipped_relu 46%nat (145667636853266586435946411306724544534254577)%Z (2299061287490032301853193726128520146107819996)%Z 199%positive. Qed.

Lemma m5n3_spurious__angle :
  enclosed 39
    (angle 3 (literal [(-3) # 1; 0 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma m5n3_spurious__population_loss :
  enclosed 41
    (population_loss 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    (exactly (25 # 1728)%Q).
Proof. loss_known 46%nat (10000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m5n3_spurious__population_gradient_v :
  enclosed_vector 30 5
    (population_gradient_v 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 35%nat (100000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m5n3_spurious__expected_coarse_gradient_identity :
  enclosed_vector 41 3
    (expected_coarse_gradient_identity 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    [near (-1539129168215403850076952391722152270354)%Z;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 46%nat (1329807601338108926466486866447939561586195437)%Z (3989422804014326779399460599343818684758586312)%Z 167%positive. Qed.

Lemma m5n3_spurious__expected_coarse_gradient_relu :
  enclosed_vector 30 3
    (expected_coarse_gradient_relu 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (13298076013381089264664868664479396)%Z (39894228040143267793994605993438187)%Z 131%positive. Qed.

Lemma m3n2_S0_pi_global__angle :
  enclosed 39
    (angle 2 (literal [(-1) # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma m3n2_S0_pi_global__population_loss :
  enclosed 30
    (population_loss 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [(-1) # 1; 1 # 3; 2 # 3]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    (exactly (0 # 1)%Q).
Proof. loss_known 35%nat (100000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m3n2_S0_pi_global__population_gradient_v :
  enclosed_vector 30 3
    (population_gradient_v 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [(-1) # 1; 1 # 3; 2 # 3]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 35%nat (100000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m3n2_S0_pi_global__expected_coarse_gradient_identity :
  enclosed_vector 30 2
    (expected_coarse_gradient_identity 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [(-1) # 1; 1 # 3; 2 # 3]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 35%nat (39894228040143267793994605993438187)%Z (39894228040143267793994605993438187)%Z 131%positive. Qed.

Lemma m3n2_S0_pi_global__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [(-1) # 1; 1 # 3; 2 # 3]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (39894228040143267793994605993438187)%Z (39894228040143267793994605993438187)%Z 131%positive. Qed.

Lemma m3n2_saddle_S0__angle :
  enclosed 39
    (angle 2 (literal [0 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (1570796326794896619231321691639751442099)%Z).
Proof. angle_known (1 # 2)%Q 145%positive. Qed.

Lemma m3n2_saddle_S0__population_loss :
  enclosed 40
    (population_loss 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    (exactly (7 # 36)%Q).
Proof. loss_known 45%nat (500000000000000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

Lemma m3n2_saddle_S0__population_gradient_v :
  enclosed_vector 30 3
    (population_gradient_v 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 35%nat (50000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

Lemma m3n2_saddle_S0__population_gradient_w :
  enclosed_vector 30 2
    (population_gradient_w 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_w 35%nat (15915494309189533576888376337251436)%Z 131%positive. Qed.

Lemma m3n2_saddle_S0__expected_coarse_gradient_identity :
  enclosed_vector 30 2
    (expected_coarse_gradient_identity 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 35%nat (19947114020071633896997302996719093)%Z (39894228040143267793994605993438187)%Z 131%positive. Qed.

Lemma m3n2_saddle_S0__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (19947114020071633896997302996719093)%Z (39894228040143267793994605993438187)%Z 131%positive. Qed.
