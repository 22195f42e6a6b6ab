(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: e1fd4ed26f23e7c2c4c02334e987aaeeeb39bf3e252dcfcf6f69cafdbf5dd25d *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma shape_9x5__expected_coarse_gradient_identity :
  enclosed_vector 38 5
    (expected_coarse_gradient_identity 9 5 (literal [(-5) # 1; 1 # 3; 23 # 10; 5 # 4; 19 # 11; 9 # 5; (-8) # 7; 17 # 5; (-23) # 10]%Q) (literal [8 # 1; (-4) # 3; 23 # 10; 17 # 11; 17 # 8]%Q)
     (literal [(-7) # 4; 11 # 4; 7 # 1; (-1) # 1; 18 # 5; (-17) # 7; 14 # 5; 22 # 3; 3 # 2]%Q) (literal [14 # 11; (-5) # 8; (-15) # 2; (-1) # 1; 17 # 12]%Q))
    [near (-683805633307750971485928852519817305352)%Z;
     near (-187692464002098361768824785628578810019)%Z;
     near (-5943633573104144177517080927607846798856)%Z;
     near (-1042362478281128880280276432809466766580)%Z;
     near (606416466316186966567024746410960033797)%Z].
Proof. identity 46%nat (509677340341775199827699160974417191568192869)%Z (451794765795827957380325404296554797330213660)%Z 167%positive. Qed.

Lemma shape_9x5__expected_coarse_gradient_relu :
  enclosed_vector 38 5
    (expected_coarse_gradient_relu 9 5 (literal [(-5) # 1; 1 # 3; 23 # 10; 5 # 4; 19 # 11; 9 # 5; (-8) # 7; 17 # 5; (-23) # 10]%Q) (literal [8 # 1; (-4) # 3; 23 # 10; 17 # 11; 17 # 8]%Q)
     (literal [(-7) # 4; 11 # 4; 7 # 1; (-1) # 1; 18 # 5; (-17) # 7; 14 # 5; 22 # 3; 3 # 2]%Q) (literal [14 # 11; (-5) # 8; (-15) # 2; (-1) # 1; 17 # 12]%Q))
    [near (778160044707836249499215069296128681663)%Z;
     near (-643877101419746908012268395096272024551)%Z;
     near (-9572187219576444814292812491187714833925)%Z;
     near (-1401230630210480803544707820055905574557)%Z;
     near (1549944870507141664773319311711307287859)%Z].
Proof. relu 46%nat (509677340341775199827699160974417191568192869)%Z (451794765795827957380325404296554797330213660)%Z 167%positive. Qed.

Lemma shape_9x5__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 5
    (expected_coarse_gradient_clipped_relu 9 5 (literal [(-5) # 1; 1 # 3; 23 # 10; 5 # 4; 19 # 11; 9 # 5; (-8) # 7; 17 # 5; (-23) # 10]%Q) (literal [8 # 1; (-4) # 3; 23 # 10; 17 # 11; 17 # 8]%Q)
     (literal [(-7) # 4; 11 # 4; 7 # 1; (-1) # 1; 18 # 5; (-17) # 7; 14 # 5; 22 # 3; 3 # 2]%Q) (literal [14 # 11; (-5) # 8; (-15) # 2; (-1) # 1; 17 # 12]%Q))
    [near (-7034836141255740092173372686470300177464)%Z;
     near (787413660232451809851222410077919461214)%Z;
     near (-9358419809417467639473751344787397890586)%Z;
     near (-2520923679461685926929506671212144849827)%Z;
     near (-862705792352205695751817586427323979978)%Z].
Proof. clipped_relu 48%nat (93262003590720446105418056829470156007180636705)%Z (4603810186715326838971576244626606162020602726)%Z 206%positive. Qed.

Lemma angle_sixth__angle :
  enclosed 40
    (angle 3 (literal [2 # 1; 1 # 1; 1 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    (near (5235987755982988730771072305465838140329)%Z).
Proof. angle_known (1 # 6)%Q 147%positive. Qed.

Lemma angle_sixth__population_loss :
  enclosed 38
    (population_loss 2 3 (literal [(-9) # 2; (-5) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [22 # 7; 3 # 5]%Q) (literal [2 # 1; 1 # 1; 1 # 1]%Q))
    (exactly (1391811 # 78400)%Q).
Proof. loss_known 44%nat (16666666666666666666666666666666666666666667)%Z (1 # 6)%Q. Qed.

Lemma angle_sixth__population_gradient_v :
  enclosed_vector 39 2
    (population_gradient_v 2 3 (literal [(-9) # 2; (-5) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [22 # 7; 3 # 5]%Q) (literal [2 # 1; 1 # 1; 1 # 1]%Q))
    [exactly (2189 # 560)%Q;
     exactly (4589 # 1680)%Q].
Proof. gradient_v_known 45%nat (166666666666666666666666666666666666666666667)%Z (1 # 6)%Q. Qed.

Lemma angle_sixth__population_gradient_w :
  enclosed_vector 40 3
    (population_gradient_w 2 3 (literal [(-9) # 2; (-5) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [22 # 7; 3 # 5]%Q) (literal [2 # 1; 1 # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     near (6842385398538312043042355648705602888771)%Z;
     near (-6842385398538312043042355648705602888771)%Z].
Proof. gradient_w 46%nat (1837762984739306831704421661043231471324621601)%Z 167%positive. Qed.

Lemma angle_sixth__expected_coarse_gradient_identity :
  enclosed_vector 39 3
    (expected_coarse_gradient_identity 2 3 (literal [(-9) # 2; (-5) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [22 # 7; 3 # 5]%Q) (literal [2 # 1; 1 # 1; 1 # 1]%Q))
    [near (7535926197502885881154622000448758330139)%Z;
     near (5868561816067642687517928243981898524864)%Z;
     near (1667364381435243193636693756466859805275)%Z].
Proof. identity 45%nat (162867503967639973862128207612782334858628536)%Z (282094791773878143474039725780386292922025315)%Z 164%positive. Qed.

Lemma angle_sixth__expected_coarse_gradient_relu :
  enclosed_vector 39 3
    (expected_coarse_gradient_relu 2 3 (literal [(-9) # 2; (-5) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [22 # 7; 3 # 5]%Q) (literal [2 # 1; 1 # 1; 1 # 1]%Q))
    [near (9554711991253922901683976064954540739876)%Z;
     near (5827655354285061324312296654356030049835)%Z;
     near (3727056636968861577371679410598510690041)%Z].
Proof. relu 45%nat (162867503967639973862128207612782334858628536)%Z (282094791773878143474039725780386292922025315)%Z 164%positive. Qed.

Lemma angle_sixth__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_clipped_relu 2 3 (literal [(-9) # 2; (-5) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [22 # 7; 3 # 5]%Q) (literal [2 # 1; 1 # 1; 1 # 1]%Q))
    [near (6649340895272144333653234457751270581095)%Z;
     near (9477154170677737773437403011567672940947)%Z;
     near (-2827813275405593439784168553816402359851)%Z].
Proof. clipped_relu 46%nat (-2827813275405593439784168553816402359851237487)%Z (1652465652231814263646062368492825460059182150)%Z 199%positive. Qed.

Lemma angle_third__angle :
  enclosed 39
    (angle 3 (literal [1 # 1; 1 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q))
    (near (1047197551196597746154214461093167628066)%Z).
Proof. angle_known (1 # 3)%Q 144%positive. Qed.

Lemma angle_third__population_loss :
  enclosed 39
    (population_loss 2 3 (literal [7 # 4; (-15) # 8]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q)
     (literal [15 # 8; 7 # 3]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    (exactly (10093 # 2304)%Q).
Proof. loss_known 45%nat (333333333333333333333333333333333333333333333)%Z (1 # 3)%Q. Qed.

Lemma angle_third__population_gradient_v :
  enclosed_vector 39 2
    (population_gradient_v 2 3 (literal [7 # 4; (-15) # 8]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q)
     (literal [15 # 8; 7 # 3]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    [exactly (45 # 32)%Q;
     exactly (175 # 96)%Q].
Proof. gradient_v_known 45%nat (333333333333333333333333333333333333333333333)%Z (1 # 3)%Q. Qed.

Lemma angle_third__population_gradient_w :
  enclosed_vector 40 3
    (population_gradient_w 2 3 (literal [7 # 4; (-15) # 8]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q)
     (literal [15 # 8; 7 # 3]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    [near (-502513316139654211794177797941508605440)%Z;
     near (502513316139654211794177797941508605440)%Z;
     near (1005026632279308423588355595883017210881)%Z].
Proof. gradient_w 46%nat (918881492369653415852210830521615735662310801)%Z 167%positive. Qed.

Lemma angle_third__expected_coarse_gradient_identity :
  enclosed_vector 39 3
    (expected_coarse_gradient_identity 2 3 (literal [7 # 4; (-15) # 8]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q)
     (literal [15 # 8; 7 # 3]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    [near (2527588924210043573731803862417662600296)%Z;
     near (2836130102712722793156534812489960108180)%Z;
     near (308541178502679219424730950072297507883)%Z].
Proof. identity 45%nat (282094791773878143474039725780386292922025315)%Z (141047395886939071737019862890193146461012657)%Z 164%positive. Qed.

Lemma angle_third__expected_coarse_gradient_relu :
  enclosed_vector 39 3
    (expected_coarse_gradient_relu 2 3 (literal [7 # 4; (-15) # 8]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q)
     (literal [15 # 8; 7 # 3]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    [near (3835950445432119025625722486414714651583)%Z;
     near (3990221034683458635338087961450863405525)%Z;
     near (154270589251339609712365475036148753942)%Z].
Proof. relu 45%nat (282094791773878143474039725780386292922025315)%Z (141047395886939071737019862890193146461012657)%Z 164%positive. Qed.

Lemma angle_third__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_clipped_relu 2 3 (literal [7 # 4; (-15) # 8]%Q) (literal [0 # 1; 2 # 1; 2 # 1]%Q)
     (literal [15 # 8; 7 # 3]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    [near (8104339161915945974390378072993266441168)%Z;
     near (9008031315480219399821818430762780364638)%Z;
     near (903692153564273425431440357769513923470)%Z].
Proof. clipped_relu 46%nat (8104339161915945974390378072993266441168236469)%Z (826232826115907131823031184246412730029591075)%Z 199%positive. Qed.

Lemma angle_three_quarters__angle :
  enclosed 39
    (angle 3 (literal [(-1) # 1; 1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q))
    (near (2356194490192344928846982537459627163148)%Z).
Proof. angle_known (3 # 4)%Q 145%positive. Qed.

Lemma angle_three_quarters__population_loss :
  enclosed 39
    (population_loss 2 3 (literal [(-5) # 2; 2 # 9]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 3; (-5) # 3]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    (exactly (172 # 81)%Q).
Proof. loss_known 44%nat (75000000000000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

Lemma angle_three_quarters__population_gradient_v :
  enclosed_vector 39 2
    (population_gradient_v 2 3 (literal [(-5) # 2; 2 # 9]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 3; (-5) # 3]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [exactly (145 # 144)%Q;
     exactly (25 # 72)%Q].
Proof. gradient_v_known 44%nat (75000000000000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

Lemma angle_three_quarters__population_gradient_w :
  enclosed_vector 40 3
    (population_gradient_w 2 3 (literal [(-5) # 2; 2 # 9]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 3; (-5) # 3]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (4936750549609716433571857474980769563106)%Z;
     near (4936750549609716433571857474980769563106)%Z;
     exactly (0 # 1)%Q].
Proof. gradient_w 45%nat (318309886183790671537767526745028724068919291)%Z 164%positive. Qed.

Lemma angle_three_quarters__expected_coarse_gradient_identity :
  enclosed_vector 39 3
    (expected_coarse_gradient_identity 2 3 (literal [(-5) # 2; 2 # 9]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 3; (-5) # 3]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (155473636794037989026079478361600220038)%Z;
     near (2319446065696331401897659967527620630692)%Z;
     exactly (0 # 1)%Q].
Proof. identity 44%nat (28209479177387814347403972578038629292202531)%Z (39894228040143267793994605993438186847585863)%Z 161%positive. Qed.

Lemma angle_three_quarters__expected_coarse_gradient_relu :
  enclosed_vector 39 3
    (expected_coarse_gradient_relu 2 3 (literal [(-5) # 2; 2 # 9]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 3; (-5) # 3]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (-199133995751416961118888139825875325627)%Z;
     near (1436593846996601656580757862770485750992)%Z;
     exactly (0 # 1)%Q].
Proof. relu 44%nat (28209479177387814347403972578038629292202531)%Z (39894228040143267793994605993438186847585863)%Z 161%positive. Qed.

Lemma angle_three_quarters__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_clipped_relu 2 3 (literal [(-5) # 2; 2 # 9]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 3; (-5) # 3]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (1723258169012344325800129796999582738759)%Z;
     near (6724750204853745685314019842134809300616)%Z;
     exactly (0 # 1)%Q].
Proof. clipped_relu 45%nat (672475020485374568531401984213480930061584888)%Z (272353702799264991403083033142243086642534211)%Z 196%positive. Qed.

Lemma angle_five_sixths__angle :
  enclosed 39
    (angle 3 (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    (near (2617993877991494365385536152732919070164)%Z).
Proof. angle_known (5 # 6)%Q 145%positive. Qed.

Lemma angle_five_sixths__population_loss :
  enclosed 39
    (population_loss 2 3 (literal [(-5) # 3; (-9) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-1) # 2; (-12) # 11]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    (exactly (18463 # 7744)%Q).
Proof. loss_known 45%nat (833333333333333333333333333333333333333333333)%Z (5 # 6)%Q. Qed.

Lemma angle_five_sixths__population_gradient_v :
  enclosed_vector 40 2
    (population_gradient_v 2 3 (literal [(-5) # 3; (-9) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-1) # 2; (-12) # 11]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [exactly (283 # 1584)%Q;
     exactly ((-35) # 528)%Q].
Proof. gradient_v_known 46%nat (8333333333333333333333333333333333333333333333)%Z (5 # 6)%Q. Qed.

Lemma angle_five_sixths__population_gradient_w :
  enclosed_vector 40 3
    (population_gradient_w 2 3 (literal [(-5) # 3; (-9) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-1) # 2; (-12) # 11]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [exactly (0 # 1)%Q;
     near (-1510585483668293873029770835024171323021)%Z;
     near (1510585483668293873029770835024171323021)%Z].
Proof. gradient_w 46%nat (1837762984739306831704421661043231471324621601)%Z 167%positive. Qed.

Lemma angle_five_sixths__expected_coarse_gradient_identity :
  enclosed_vector 39 3
    (expected_coarse_gradient_identity 2 3 (literal [(-5) # 3; (-9) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-1) # 2; (-12) # 11]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [near (-1396578813719810349611904831344504054262)%Z;
     near (-1162036147882113940971608631538493129889)%Z;
     near (-234542665837696408640296199806010924373)%Z].
Proof. identity 45%nat (162867503967639973862128207612782334858628536)%Z (282094791773878143474039725780386292922025315)%Z 164%positive. Qed.

Lemma angle_five_sixths__expected_coarse_gradient_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_relu 2 3 (literal [(-5) # 3; (-9) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-1) # 2; (-12) # 11]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [near (-956684254093915662837183968019537530071)%Z;
     near (-2797075832158001662246873063340974278826)%Z;
     near (1840391578064085999409689095321436748755)%Z].
Proof. relu 46%nat (1628675039676399738621282076127823348586285361)%Z (2820947917738781434740397257803862929220253147)%Z 167%positive. Qed.

Lemma angle_five_sixths__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_clipped_relu 2 3 (literal [(-5) # 3; (-9) # 4]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-1) # 2; (-12) # 11]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [near (142109745489239647019966841685768536837)%Z;
     near (-1287221818673197203805151177501597265039)%Z;
     near (1429331564162436850825118019187365801876)%Z].
Proof. clipped_relu 46%nat (-1429331564162436850825118019187365801876092050)%Z (1652465652231814263646062368492825460059182150)%Z 199%positive. Qed.

Lemma near_parallel_9__angle :
  enclosed 49
    (angle 2 (literal [2 # 1; 1000000001 # 1000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (3999999999199999999946666666762666666642)%Z).
Proof. angle_between 177%positive. Qed.

Lemma near_parallel_9__population_loss :
  enclosed 37
    (population_loss 3 2 (literal [(-23) # 7; (-23) # 5; 24 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 7; (-20) # 7; 11 # 6]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    (near (1019241553325555418212855826100481660788)%Z).
Proof. loss_between 44%nat (12732395444805147771870610425173231)%Z 161%positive. Qed.

Lemma near_parallel_9__population_gradient_v :
  enclosed_vector 39 3
    (population_gradient_v 3 2 (literal [(-23) # 7; (-23) # 5; 24 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 7; (-20) # 7; 11 # 6]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (-3748809524018698877545608380061683837937)%Z;
     near (-3991666666959511761897185065419690706446)%Z;
     near (-9969047617519731594242429886423145796598)%Z].
Proof. gradient_v_between 46%nat (1273239544480514777187061042517323121)%Z 167%positive. Qed.

Lemma near_parallel_9__population_gradient_w :
  enclosed_vector 39 2
    (population_gradient_w 3 2 (literal [(-23) # 7; (-23) # 5; 24 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 7; (-20) # 7; 11 # 6]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (-1878677941624191706506723054447669900907)%Z;
     near (3757355879491027533522418575372921226442)%Z].
Proof. gradient_w 46%nat (1591549430918953357688837633725143620344596457404564487)%Z 195%positive. Qed.

Lemma near_parallel_9__expected_coarse_gradient_identity :
  enclosed_vector 38 2
    (expected_coarse_gradient_identity 3 2 (literal [(-23) # 7; (-23) # 5; 24 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 7; (-20) # 7; 11 # 6]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (-1683124890478265862342067977056069253095)%Z;
     near (-841562445027698040917551804750764380492)%Z].
Proof. identity 45%nat (178412411579594629123704718508254343593146560)%Z (178412411615277111453896637256508259039420292)%Z 164%positive. Qed.

Lemma near_parallel_9__expected_coarse_gradient_relu :
  enclosed_vector 39 2
    (expected_coarse_gradient_relu 3 2 (literal [(-23) # 7; (-23) # 5; 24 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 7; (-20) # 7; 11 # 6]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (-3375311999951155556308880041192221599246)%Z;
     near (-1687655996398247100666942224009029647303)%Z].
Proof. relu 46%nat (1784124115795946291237047185082543435931465599)%Z (1784124116152771114538966372565082590394202921)%Z 167%positive. Qed.

Lemma near_parallel_9__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [(-23) # 7; (-23) # 5; 24 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 7; (-20) # 7; 11 # 6]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (-3212034066329794949379702908599883736006)%Z;
     near (-1606016982121047733223993181574581593138)%Z].
Proof. clipped_relu 47%nat (510438497414658582727253602748655566158747725739)%Z (17841241161527711145389663725650825903942029206)%Z 205%positive. Qed.

Lemma near_parallel_18__angle :
  enclosed 58
    (angle 2 (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (3999999999999999999199999999999999999947)%Z).
Proof. angle_between 207%positive. Qed.

Lemma near_parallel_18__population_loss :
  enclosed 39
    (population_loss 3 2 (literal [(-1) # 1; 4 # 1; 10 # 7]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-5) # 2; 18 # 7; 1 # 1]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    (near (1968112244897959184578378921334735521150)%Z).
Proof. loss_between 45%nat (127323954473516268589642220)%Z 164%positive. Qed.

Lemma near_parallel_18__population_gradient_v :
  enclosed_vector 39 3
    (population_gradient_v 3 2 (literal [(-1) # 1; 4 # 1; 10 # 7]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-5) # 2; 18 # 7; 1 # 1]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-1214285714285714285777947691522472420009)%Z;
     near (-1196428571428571428316780662481538891392)%Z;
     near (-946428571428571428480482889661774093865)%Z].
Proof. gradient_v_between 45%nat (127323954473516268589642220)%Z 164%positive. Qed.

Lemma near_parallel_18__population_gradient_w :
  enclosed_vector 40 2
    (population_gradient_w 3 2 (literal [(-1) # 1; 4 # 1; 10 # 7]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-5) # 2; 18 # 7; 1 # 1]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-4524547667898167405287281302328951588818)%Z;
     near (9049095335796334801525467268861568376111)%Z].
Proof. gradient_w 46%nat (1591549430918953357688837633725143620344596457404564487476673441)%Z 224%positive. Qed.

Lemma near_parallel_18__expected_coarse_gradient_identity :
  enclosed_vector 40 2
    (expected_coarse_gradient_identity 3 2 (literal [(-1) # 1; 4 # 1; 10 # 7]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-5) # 2; 18 # 7; 1 # 1]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-1256169020556542937476344126779658393587)%Z;
     near (-628084510278271444006206636925139823157)%Z].
Proof. identity 46%nat (1784124116152771114182141549334528367415044681)%Z (1784124116152771114538966372565082590394202921)%Z 167%positive. Qed.

Lemma near_parallel_18__expected_coarse_gradient_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_relu 3 2 (literal [(-1) # 1; 4 # 1; 10 # 7]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-5) # 2; 18 # 7; 1 # 1]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-7045469723991045119240262840332903171424)%Z;
     near (-3522734861995522550462841313790493724145)%Z].
Proof. relu 46%nat (1784124116152771114182141549334528367415044681)%Z (1784124116152771114538966372565082590394202921)%Z 167%positive. Qed.

Lemma near_parallel_18__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [(-1) # 1; 4 # 1; 10 # 7]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-5) # 2; 18 # 7; 1 # 1]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-6704650900844631187433879122580811243981)%Z;
     near (-3352325450422315470269015327997917003831)%Z].
Proof. clipped_relu 47%nat (123447924233292488618159599060299392766740168414)%Z (17841241161527711145389663725650825903942029206)%Z 203%positive. Qed.

Lemma near_opposite_9__angle :
  enclosed 39
    (angle 2 (literal [(-2) # 1; (-999999999) # 1000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (3141592653189793238382643383284836217540)%Z).
Proof. angle_between 146%positive. Qed.

Lemma near_opposite_9__population_loss :
  enclosed 37
    (population_loss 3 2 (literal [3 # 1; 11 # 2; 1 # 12]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 5; (-9) # 11; (-20) # 1]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    (near (1601951899682148074125657819471276994781)%Z).
Proof. loss_between 44%nat (99999999987267604550101894049188738830833643)%Z 161%positive. Qed.

Lemma near_opposite_9__population_gradient_v :
  enclosed_vector 38 3
    (population_gradient_v 3 2 (literal [3 # 1; 11 # 2; 1 # 12]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 5; (-9) # 11; (-20) # 1]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-650037878806977381053635037714095679633)%Z;
     near (-612992424277438329911462215607155210639)%Z;
     near (-1227954545455075971022533633202495923761)%Z].
Proof. gradient_v_between 45%nat (999999999872676045501018940491887388308336433)%Z 164%positive. Qed.

Lemma near_opposite_9__population_gradient_w :
  enclosed_vector 40 2
    (population_gradient_w 3 2 (literal [3 # 1; 11 # 2; 1 # 12]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 5; (-9) # 11; (-20) # 1]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-1771925032026613050926731374619123938099)%Z;
     near (3543850067597076169450538918688786794886)%Z].
Proof. gradient_w 47%nat (15915494309189533576888376337251436203445964574045644875)%Z 198%positive. Qed.

Lemma near_opposite_9__expected_coarse_gradient_identity :
  enclosed_vector 37 2
    (expected_coarse_gradient_identity 3 2 (literal [3 # 1; 11 # 2; 1 # 12]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 5; (-9) # 11; (-20) # 1]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-1409967436684115574151511500135944662890)%Z;
     near (-704983717627142444487114203787949668570)%Z].
Proof. identity 44%nat (17841241165095959376981556307554000556652769)%Z (17841241161527711145389663725650825903942029)%Z 161%positive. Qed.
