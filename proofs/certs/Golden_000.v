(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: 5280b29d6c93b990821eb5e8fb4b1f05ad857d1b0867a1dd31116e3bb93baaf4 *)
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
  enclosed 51
    (population_loss 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    (exactly (1 # 25)%Q).
Proof. loss_known 56%nat (0)%Z (0 # 1)%Q. Qed.

Lemma m1n1_theta0__population_gradient_v :
  enclosed_vector 50 1
    (population_gradient_v 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    [exactly ((-1) # 5)%Q].
Proof. gradient_v_known 55%nat (0)%Z (0 # 1)%Q. Qed.

Lemma m1n1_theta0__expected_coarse_gradient_identity :
  enclosed_vector 51 1
    (expected_coarse_gradient_identity 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    [near (-95746147296343842705587054384251648434206071479584)%Z].
Proof. identity 56%nat (19947114020071633896997302996719093423792931558246732883)%Z (39894228040143267793994605993438186847585863116493465767)%Z 227%positive. Qed.

Lemma m1n1_theta0__expected_coarse_gradient_relu :
  enclosed_vector 51 1
    (expected_coarse_gradient_relu 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [3 # 5]%Q) (literal [2 # 1]%Q))
    [near (-95746147296343842705587054384251648434206071479584)%Z].
Proof. relu 56%nat (19947114020071633896997302996719093423792931558246732883)%Z (39894228040143267793994605993438186847585863116493465767)%Z 227%positive. Qed.

Lemma m1n1_thetapi__angle :
  enclosed 49
    (angle 1 (literal [(-3) # 2]%Q) (literal [1 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

Lemma m1n1_thetapi__population_loss :
  enclosed 50
    (population_loss 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    (exactly (5 # 16)%Q).
Proof. loss_known 54%nat (1000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m1n1_thetapi__population_gradient_v :
  enclosed_vector 50 1
    (population_gradient_v 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    [exactly (1 # 4)%Q].
Proof. gradient_v_known 54%nat (1000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m1n1_thetapi__expected_coarse_gradient_identity :
  enclosed_vector 50 1
    (expected_coarse_gradient_identity 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    [near (-29920671030107450845495954495078640135689397337370)%Z].
Proof. identity 54%nat (265961520267621785293297373289587912317239087443289772)%Z (398942280401432677939946059934381868475858631164934658)%Z 220%positive. Qed.

Lemma m1n1_thetapi__expected_coarse_gradient_relu :
  enclosed_vector 51 1
    (expected_coarse_gradient_relu 1 1 (literal [1 # 1]%Q) (literal [1 # 1]%Q)
     (literal [1 # 2]%Q) (literal [(-3) # 2]%Q))
    [near (-99735570100358169484986514983595467118964657791234)%Z].
Proof. relu 55%nat (2659615202676217852932973732895879123172390874432897718)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m3n1_thetapi_spurious__angle :
  enclosed 49
    (angle 1 (literal [(-1) # 1]%Q) (literal [2 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

Lemma m3n1_thetapi_spurious__population_loss :
  enclosed 50
    (population_loss 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    (exactly (3 # 8)%Q).
Proof. loss_known 55%nat (10000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m3n1_thetapi_spurious__population_gradient_v :
  enclosed_vector 50 3
    (population_gradient_v 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    [exactly ((-1) # 4)%Q;
     exactly ((-1) # 4)%Q;
     exactly ((-1) # 4)%Q].
Proof. gradient_v_known 55%nat (10000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma m3n1_thetapi_spurious__expected_coarse_gradient_identity :
  enclosed_vector 30 1
    (expected_coarse_gradient_identity 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    [exactly (0 # 1)%Q].
Proof. identity 35%nat (39894228040143267793994605993438187)%Z (19947114020071633896997302996719093)%Z 157%positive. Qed.

Lemma m3n1_thetapi_spurious__expected_coarse_gradient_relu :
  enclosed_vector 30 1
    (expected_coarse_gradient_relu 3 1 (literal [1 # 2; 3 # 4; 1 # 4]%Q) (literal [2 # 1]%Q)
     (literal [0 # 1; (-1) # 4; 1 # 4]%Q) (literal [(-1) # 1]%Q))
    [exactly (0 # 1)%Q].
Proof. relu 35%nat (39894228040143267793994605993438187)%Z (19947114020071633896997302996719093)%Z 157%positive. Qed.

Lemma m1n2_generic__angle :
  enclosed 50
    (angle 2 (literal [3 # 5; 4 # 5]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (92729521800161223242851246292242880405707410857224)%Z).
Proof. angle_between 207%positive. Qed.

Lemma m1n2_generic__population_loss :
  enclosed 50
    (population_loss 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    (near (28387542647564991126310161433711078892670178583038)%Z).
Proof. loss_between 55%nat (2951672353008665483508021524494810519022690477738357892)%Z 223%positive. Qed.

Lemma m1n2_generic__population_gradient_v :
  enclosed_vector 51 1
    (population_gradient_v 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-28624573524350088736898385662889211073298214169623)%Z].
Proof. gradient_v_between 56%nat (29516723530086654835080215244948105190226904777383578920)%Z 227%positive. Qed.

Lemma m1n2_generic__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-19098593171027440292266051604701723444135157488855)%Z;
     near (14323944878270580219199538703526292583101368116641)%Z].
Proof. gradient_w 55%nat (3978873577297383394222094084312859050861491143511411219)%Z 223%positive. Qed.

Lemma m1n2_generic__expected_coarse_gradient_identity :
  enclosed_vector 50 2
    (expected_coarse_gradient_identity 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-35904805236128941014595145394094368162827276804844)%Z;
     near (31915382432114614235195684794750549478068690493195)%Z].
Proof. identity 55%nat (3989422804014326779399460599343818684758586311649346577)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m1n2_generic__expected_coarse_gradient_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_relu 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-23936536824085960676396763596062912108551517869896)%Z;
     near (7978845608028653558798921198687637369517172623299)%Z].
Proof. relu 55%nat (3989422804014326779399460599343818684758586311649346577)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m1n2_generic__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_clipped_relu 1 2 (literal [3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1]%Q) (literal [3 # 5; 4 # 5]%Q))
    [near (-15290537462472830079708396320975167963120111005220)%Z;
     near (11077212430736067321213790037674895407797500985604)%Z].
Proof. clipped_relu 55%nat. Qed.

Lemma m1n2_pi_equality__angle :
  enclosed 49
    (angle 2 (literal [(-1) # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

Lemma m1n2_pi_equality__population_loss :
  enclosed 50
    (population_loss 1 2 (literal [1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    (exactly (1 # 4)%Q).
Proof. loss_known 54%nat (1000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

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
Proof. identity 34%nat (3989422804014326779399460599343819)%Z (3989422804014326779399460599343819)%Z 153%positive. Qed.

Lemma m1n2_pi_equality__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 1 2 (literal [1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 34%nat (3989422804014326779399460599343819)%Z (3989422804014326779399460599343819)%Z 153%positive. Qed.

Lemma m2n2_halfpi__angle :
  enclosed 49
    (angle 2 (literal [0 # 1; 5 # 4]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (15707963267948966192313216916397514420985846996876)%Z).
Proof. angle_known (1 # 2)%Q 204%positive. Qed.

Lemma m2n2_halfpi__population_loss :
  enclosed 49
    (population_loss 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    (exactly (157 # 144)%Q).
Proof. loss_known 54%nat (500000000000000000000000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

Lemma m2n2_halfpi__population_gradient_v :
  enclosed_vector 50 2
    (population_gradient_v 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [exactly ((-5) # 24)%Q;
     exactly ((-7) # 12)%Q].
Proof. gradient_v_known 55%nat (5000000000000000000000000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

Lemma m2n2_halfpi__population_gradient_w :
  enclosed_vector 51 2
    (population_gradient_w 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (84882636315677512410071340465340993085045144394910)%Z;
     exactly (0 # 1)%Q].
Proof. gradient_w 56%nat (25464790894703253723021402139602297925513543318473031800)%Z 227%positive. Qed.

Lemma m2n2_halfpi__expected_coarse_gradient_identity :
  enclosed_vector 50 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (26596152026762178529329737328958791231723908744329)%Z;
     near (49867785050179084742493257491797733559482328895617)%Z].
Proof. identity 55%nat (3191538243211461423519568479475054947806869049319477261)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m2n2_halfpi__expected_coarse_gradient_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (13298076013381089264664868664479395615861954372164)%Z;
     near (6649038006690544632332434332239697807930977186082)%Z].
Proof. relu 55%nat (3191538243211461423519568479475054947806869049319477261)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m2n2_halfpi__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [0 # 1; 5 # 4]%Q))
    [near (76635376249667743395106457537617338203593999861302)%Z;
     near (18208454606658323304493301413340568066781822163452)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma m5n3_spurious__angle :
  enclosed 49
    (angle 3 (literal [(-3) # 1; 0 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

Lemma m5n3_spurious__population_loss :
  enclosed 51
    (population_loss 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    (exactly (25 # 1728)%Q).
Proof. loss_known 56%nat (100000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

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
  enclosed_vector 51 3
    (expected_coarse_gradient_identity 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    [near (-15391291682154038500769523917221522703543928671487)%Z;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 56%nat (13298076013381089264664868664479395615861954372164488589)%Z (39894228040143267793994605993438186847585863116493465767)%Z 227%positive. Qed.

Lemma m5n3_spurious__expected_coarse_gradient_relu :
  enclosed_vector 30 3
    (expected_coarse_gradient_relu 5 3 (literal [1 # 1; (-1) # 1; 1 # 2; 1 # 4; (-1) # 3]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [(-31) # 36; 41 # 36; (-13) # 36; (-1) # 9; 17 # 36]%Q) (literal [(-3) # 1; 0 # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (13298076013381089264664868664479396)%Z (39894228040143267793994605993438187)%Z 157%positive. Qed.

Lemma m3n2_S0_pi_global__angle :
  enclosed 49
    (angle 2 (literal [(-1) # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

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
Proof. identity 35%nat (39894228040143267793994605993438187)%Z (39894228040143267793994605993438187)%Z 157%positive. Qed.

Lemma m3n2_S0_pi_global__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [(-1) # 1; 1 # 3; 2 # 3]%Q) (literal [(-1) # 1; 0 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (39894228040143267793994605993438187)%Z (39894228040143267793994605993438187)%Z 157%positive. Qed.

Lemma m3n2_saddle_S0__angle :
  enclosed 49
    (angle 2 (literal [0 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (15707963267948966192313216916397514420985846996876)%Z).
Proof. angle_known (1 # 2)%Q 204%positive. Qed.

Lemma m3n2_saddle_S0__population_loss :
  enclosed 50
    (population_loss 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    (exactly (7 # 36)%Q).
Proof. loss_known 55%nat (5000000000000000000000000000000000000000000000000000000)%Z (1 # 2)%Q. Qed.

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
Proof. gradient_w 35%nat (15915494309189533576888376337251436)%Z 157%positive. Qed.

Lemma m3n2_saddle_S0__expected_coarse_gradient_identity :
  enclosed_vector 30 2
    (expected_coarse_gradient_identity 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. identity 35%nat (19947114020071633896997302996719093)%Z (39894228040143267793994605993438187)%Z 157%positive. Qed.

Lemma m3n2_saddle_S0__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (19947114020071633896997302996719093)%Z (39894228040143267793994605993438187)%Z 157%positive. Qed.
