(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: 5280b29d6c93b990821eb5e8fb4b1f05ad857d1b0867a1dd31116e3bb93baaf4 *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma m3n2_saddle_S0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [1 # 1; (-1) # 3; (-2) # 3]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 0 # 1; 0 # 1]%Q) (literal [0 # 1; 2 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. clipped_relu 35%nat. Qed.

Lemma m2n2_nearpi_1e_12__angle :
  enclosed 49
    (angle 2 (literal [(-3) # 2; 1 # 1000000000000]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (31415926535891265717959767166128362176292681648072)%Z).
Proof. angle_between 205%positive. Qed.

Lemma m2n2_nearpi_1e_12__population_loss :
  enclosed 50
    (population_loss 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    (near (92361111111118184664137417570478617055101955745527)%Z).
Proof. loss_between 55%nat (9999999999997877934092108062189748216802746609675383177)%Z 223%positive. Qed.

Lemma m2n2_nearpi_1e_12__population_gradient_v :
  enclosed_vector 50 2
    (population_gradient_v 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (-12500000000003536776513153229683752971995422317208)%Z;
     near (-8333333333354553992412252711435851165305867236580)%Z].
Proof. gradient_v_between 55%nat (9999999999997877934092108062189748216802746609675383177)%Z 223%positive. Qed.

Lemma m2n2_nearpi_1e_12__population_gradient_w :
  enclosed_vector 51 2
    (population_gradient_w 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (47157020175376395783372945966513807102)%Z;
     near (70735530263064593675059418949770710653273764747128)%Z].
Proof. gradient_w 56%nat (31830988618379067153776752674502872406891929148091289749533468811779)%Z 265%positive. Qed.

Lemma m2n2_nearpi_1e_12__expected_coarse_gradient_identity :
  enclosed_vector 50 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (-23271633023416906213163509081108931176850699597234)%Z;
     near (33245190033452723161662164273378481606)%Z].
Proof. identity 55%nat (2659615202676217852932973141870278528457312444883376305)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m2n2_nearpi_1e_12__expected_coarse_gradient_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (66490380066905446323324358098036992947186732599560)%Z;
     near (44326920044603630882216219031171308808)%Z].
Proof. relu 56%nat (26596152026762178529329731418702785284573124448833763050)%Z (39894228040143267793994605993438186847585863116493465767)%Z 227%positive. Qed.

Lemma m2n2_nearpi_1e_12__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (13249045813180077974993908263632905196716918732952)%Z;
     near (79821142880420543114436518920774033975)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma m3n2_huge_w__angle :
  enclosed 50
    (angle 2 (literal [3000000000 # 1; 4000000000 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (92729521800161223242851246292242880405707410857224)%Z).
Proof. angle_between 207%positive. Qed.

Lemma m3n2_huge_w__population_loss :
  enclosed 49
    (population_loss 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    (near (16197491470487001774737967713257784221465964283392)%Z).
Proof. loss_between 64%nat (2951672353008665483508021524494810519022690477738357891998446257)%Z 253%positive. Qed.

Lemma m3n2_huge_w__population_gradient_v :
  enclosed_vector 50 3
    (population_gradient_v 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (44879180882521663708770053811237026297556726194346)%Z;
     near (85241638234956672582459892377525947404886547611308)%Z;
     near (-15362457352435008873689838566288921107329821416962)%Z].
Proof. gradient_v_between 65%nat (29516723530086654835080215244948105190226904777383578919984462573)%Z 256%positive. Qed.

Lemma m3n2_huge_w__population_gradient_w :
  enclosed_vector 60 2
    (population_gradient_w 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (76394372684109761169064206418806893776540629955419)%Z;
     near (-57295779513082320876798154814105170332405472466564)%Z].
Proof. gradient_w 75%nat (79577471545947667884441881686257181017229822870228224373833672029)%Z 290%positive. Qed.

Lemma m3n2_huge_w__expected_coarse_gradient_identity :
  enclosed_vector 49 2
    (expected_coarse_gradient_identity 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (26330190506494556744036439955669203319406669656886)%Z;
     near (19149229459268768541117410876850329686841214295917)%Z].
Proof. identity 64%nat (797884560802865355879892119868763736951717262329869315)%Z (3989422804014326779399460599343818684758586311649346576659258297)%Z 253%positive. Qed.

Lemma m3n2_huge_w__expected_coarse_gradient_relu :
  enclosed_vector 49 2
    (expected_coarse_gradient_relu 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (15558748935655874439657896337440892870558486615432)%Z;
     near (12766152972845845694078273917900219791227476197278)%Z].
Proof. relu 64%nat (797884560802865355879892119868763736951717262329869315)%Z (3989422804014326779399460599343818684758586311649346576659258297)%Z 253%positive. Qed.

Lemma m3n2_huge_w__expected_coarse_gradient_clipped_relu :
  enclosed_vector 60 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (76394372703258990628110158039404158888721130427506)%Z;
     near (-57295779487550014929745688662768240435254475110230)%Z].
Proof. clipped_relu 75%nat. Qed.

Lemma m3n3_large_w__angle :
  enclosed 49
    (angle 3 (literal [100 # 1; (-50) # 1; 20 # 1]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q))
    (near (12069942849442832670553461938255174783145244300560)%Z).
Proof. angle_between 204%positive. Qed.

Lemma m3n3_large_w__population_loss :
  enclosed 49
    (population_loss 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    (near (14862026798023490801096217700152295260722108250709)%Z).
Proof. loss_between 56%nat (38419821346510061326025215332318031595185944995272570123)%Z 227%positive. Qed.

Lemma m3n3_large_w__population_gradient_v :
  enclosed_vector 50 3
    (population_gradient_v 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (47104955336627515331506303833079507898796486248818)%Z;
     near (80790089326744969336987392333840984202407027502364)%Z;
     near (-8685133990117454005481088500761476303610541253546)%Z].
Proof. gradient_v_between 57%nat (384198213465100613260252153323180315951859449952725701234)%Z 230%positive. Qed.

Lemma m3n3_large_w__population_gradient_w :
  enclosed_vector 52 3
    (population_gradient_w 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (11878055155024431597441134228398411086138165216314)%Z;
     near (33016966871593335287802474804361685052994221957213)%Z;
     near (23152141403861180232300515868912157201794728811460)%Z].
Proof. gradient_w 59%nat (173137753107135782606769075193603958204725798068311658764)%Z 236%positive. Qed.

Lemma m3n3_large_w__expected_coarse_gradient_identity :
  enclosed_vector 49 3
    (expected_coarse_gradient_identity 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (27984828530489862738638243778134790403591409908422)%Z;
     near (-3627589781104866991361782508110704707614383844424)%Z;
     near (11124872097639340215971563092137193010948319906904)%Z].
Proof. identity 56%nat (351249092351052552555555847624949945680064375031617294)%Z (23032943298089031951016309735459312209291824688416220899)%Z 227%positive. Qed.

Lemma m3n3_large_w__expected_coarse_gradient_relu :
  enclosed_vector 49 3
    (expected_coarse_gradient_relu 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (17504905188755456894874680365316894658596348704527)%Z;
     near (-3570040352307696258458670492180102082207513797370)%Z;
     near (6264934233521775213096893241318496396834288703515)%Z].
Proof. relu 56%nat (351249092351052552555555847624949945680064375031617294)%Z (23032943298089031951016309735459312209291824688416220899)%Z 227%positive. Qed.

Lemma m3n3_large_w__expected_coarse_gradient_clipped_relu :
  enclosed_vector 52 3
    (expected_coarse_gradient_clipped_relu 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (12422805270297631782371804534782725827544204211136)%Z;
     near (32744015549521680621682928927899093898338317902653)%Z;
     near (23260784085883791163337737544444788798634398179945)%Z].
Proof. clipped_relu 59%nat. Qed.

Lemma m2n2_vdot0__angle :
  enclosed 50
    (angle 2 (literal [1 # 1; 1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (78539816339744830961566084581987572104929234984378)%Z).
Proof. angle_known (1 # 4)%Q 207%positive. Qed.

Lemma m2n2_vdot0__population_loss :
  enclosed 49
    (population_loss 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    (exactly (7 # 4)%Q).
Proof. loss_known 54%nat (250000000000000000000000000000000000000000000000000000)%Z (1 # 4)%Q. Qed.

Lemma m2n2_vdot0__population_gradient_v :
  enclosed_vector 49 2
    (population_gradient_v 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [exactly ((-1) # 8)%Q;
     exactly ((-1) # 1)%Q].
Proof. gradient_v_known 54%nat (250000000000000000000000000000000000000000000000000000)%Z (1 # 4)%Q. Qed.

Lemma m2n2_vdot0__population_gradient_w :
  enclosed_vector 30 2
    (population_gradient_w 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_w 35%nat (31830988618379067153776752674502872)%Z 157%positive. Qed.

Lemma m2n2_vdot0__expected_coarse_gradient_identity :
  enclosed_vector 49 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [near (14104739588693907173701986289019314646101265733225)%Z;
     near (14104739588693907173701986289019314646101265733225)%Z].
Proof. identity 54%nat (282094791773878143474039725780386292922025314664499428)%Z (398942280401432677939946059934381868475858631164934658)%Z 220%positive. Qed.

Lemma m2n2_vdot0__expected_coarse_gradient_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [near (42314218766081721521105958867057943938303797199675)%Z;
     near (42314218766081721521105958867057943938303797199675)%Z].
Proof. relu 55%nat (2820947917738781434740397257803862929220253146644994284)%Z (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m2n2_vdot0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [near (93598720560025417425913105611407727497092225896021)%Z;
     near (93598720560025417425913105611407727497092225896021)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma m4n3_sumvstar0__angle :
  enclosed 50
    (angle 3 (literal [1 # 1; 2 # 1; 3 # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q))
    (near (77519337331036130720409371118247342579981743402300)%Z).
Proof. angle_between 207%positive. Qed.

Lemma m4n3_sumvstar0__population_loss :
  enclosed 49
    (population_loss 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    (near (40657482855711501390327153330424636813451522885187)%Z).
Proof. loss_between 55%nat (2467517144288498609672846669575363186548477114813357396)%Z 223%positive. Qed.

Lemma m4n3_sumvstar0__population_gradient_v :
  enclosed_vector 49 4
    (population_gradient_v 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (7483758572144249304836423334787681593274238557407)%Z;
     near (2516241427855750695163576665212318406725761442593)%Z;
     near (4967517144288498609672846669575363186548477114813)%Z;
     near (16282482855711501390327153330424636813451522885187)%Z].
Proof. gradient_v_between 55%nat (2467517144288498609672846669575363186548477114813357396)%Z 223%positive. Qed.

Lemma m4n3_sumvstar0__population_gradient_w :
  enclosed_vector 51 3
    (population_gradient_w 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (74256838212731057895796957168881596280330187288876)%Z;
     near (18564209553182764473949239292220399070082546822219)%Z;
     near (-37128419106365528947898478584440798140165093644438)%Z].
Proof. gradient_w 57%nat (32487366718069837829411168761385698372644456938883051130)%Z 230%positive. Qed.

Lemma m4n3_sumvstar0__expected_coarse_gradient_identity :
  enclosed_vector 49 3
    (expected_coarse_gradient_identity 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (21590916385570961931832906406513413348550824308734)%Z;
     near (34652088026225000631336763368478317719896384693030)%Z;
     near (47713259666879039330840620330443222091241945077325)%Z].
Proof. identity 55%nat (1066218093114615404041131180568563622150657990554756427)%Z (1066218093114615404041131180568563622150657990554756427)%Z 223%positive. Qed.

Lemma m4n3_sumvstar0__expected_coarse_gradient_relu :
  enclosed_vector 49 3
    (expected_coarse_gradient_relu 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (14127389733768654103544988142533467993496218374851)%Z;
     near (23989907095078846590925451562792681498389804787482)%Z;
     near (33852424456389039078305914983051895003283391200114)%Z].
Proof. relu 55%nat (1066218093114615404041131180568563622150657990554756427)%Z (1066218093114615404041131180568563622150657990554756427)%Z 223%positive. Qed.

Lemma m4n3_sumvstar0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 3
    (expected_coarse_gradient_clipped_relu 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (11137006672691475525675935933174943908576932327603)%Z;
     near (9588125122078134459877430354873710693105148567484)%Z;
     near (8039243571464793394078924776572477477633364807366)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma m4n3_sumv0__angle :
  enclosed 49
    (angle 3 (literal [1 # 1; 2 # 1; (-3) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q))
    (near (12810446253588491482871160364606228373782813939302)%Z).
Proof. angle_between 204%positive. Qed.

Lemma m4n3_sumv0__population_loss :
  enclosed 49
    (population_loss 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    (near (18338034703658344165719280265983940550787317233345)%Z).
Proof. loss_between 55%nat (4077691688943320334470197014152604672388552653318776672)%Z 223%positive. Qed.

Lemma m4n3_sumv0__population_gradient_v :
  enclosed_vector 50 4
    (population_gradient_v 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (-37944874888616731660982348262570309971390570066739)%Z;
     near (-92556416443900129988631363191807286609447806800146)%Z;
     near (-41221791778049935005684318404096356695276096599927)%Z;
     near (-72370513851761132775883004976412325546019078911135)%Z].
Proof. gradient_v_between 56%nat (40776916889433203344701970141526046723885526533187766717)%Z 227%positive. Qed.

Lemma m4n3_sumv0__population_gradient_w :
  enclosed_vector 51 3
    (population_gradient_w 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (53664636210025254408962265284413723157442640687097)%Z;
     near (28244545373697502320506455412849327977601389835314)%Z;
     near (36717908985806753016658392036704126370881806785908)%Z].
Proof. gradient_w 57%nat (23725418113905901949225422546793435501185167461663879846)%Z 230%positive. Qed.

Lemma m4n3_sumv0__expected_coarse_gradient_identity :
  enclosed_vector 50 3
    (expected_coarse_gradient_identity 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (79966356983596155303084838542642271661299349291607)%Z;
     near (88851507759551283670094265047380301845888165879563)%Z;
     near (-62196055431685898569065985533166211292121716115694)%Z].
Proof. identity 56%nat (10662180931146154040411311805685636221506579905547564270)%Z (10662180931146154040411311805685636221506579905547564270)%Z 227%positive. Qed.

Lemma m4n3_sumv0__expected_coarse_gradient_relu :
  enclosed_vector 50 3
    (expected_coarse_gradient_relu 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (39983178491798077651542419271321135830649674645803)%Z;
     near (44425753879775641835047132523690150922944082939782)%Z;
     near (-31098027715842949284532992766583105646060858057847)%Z].
Proof. relu 56%nat (10662180931146154040411311805685636221506579905547564270)%Z (10662180931146154040411311805685636221506579905547564270)%Z 227%positive. Qed.

Lemma m4n3_sumv0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 3
    (expected_coarse_gradient_clipped_relu 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (57784500716395493608673500057446967938501182991272)%Z;
     near (37497596341368607276104744343953466296632794753956)%Z;
     near (21825010579369469027085139255010270135420379097653)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma m2n2_wzero__population_loss :
  enclosed 49
    (population_loss_at_zero 2 (literal [1 # 3; 2 # 1]%Q))
    (exactly (43 # 36)%Q).
Proof. loss_at_zero. Qed.

Lemma m2n2_wzero__expected_coarse_gradient_identity :
  enclosed_vector 50 2
    (expected_coarse_gradient_identity_at_zero 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [3 # 5; 4 # 5]%Q) (literal [1 # 1; (-1) # 2]%Q))
    [near (15957691216057307117597842397375274739034345246597)%Z;
     near (21276921621409742823463789863167032985379126995463)%Z].
Proof. identity_at_zero 55%nat (3989422804014326779399460599343818684758586311649346577)%Z 223%positive. Qed.

Lemma m3n4_wzero__population_loss :
  enclosed 50
    (population_loss_at_zero 3 (literal [1 # 1; (-1) # 1; 1 # 2]%Q))
    (exactly (5 # 16)%Q).
Proof. loss_at_zero. Qed.

Lemma m3n4_wzero__expected_coarse_gradient_identity :
  enclosed_vector 51 4
    (expected_coarse_gradient_identity_at_zero 3 4 (literal [1 # 1; (-1) # 1; 1 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1; 1 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (-99735570100358169484986514983595467118964657791234)%Z;
     near (-99735570100358169484986514983595467118964657791234)%Z;
     near (-99735570100358169484986514983595467118964657791234)%Z;
     near (-99735570100358169484986514983595467118964657791234)%Z].
Proof. identity_at_zero 57%nat (199471140200716338969973029967190934237929315582467328833)%Z 230%positive. Qed.

Lemma m2n2_nonunit__angle :
  enclosed 49
    (angle 2 (literal [5 # 1; 12 # 1]%Q) (literal [(-8) # 1; 6 # 1]%Q))
    (near (13220863377013737491686119933120093909522443161479)%Z).
Proof. angle_between 204%positive. Qed.

Lemma m2n2_nonunit__population_loss :
  enclosed 49
    (population_loss 2 2 (literal [2 # 1; 1 # 1]%Q) (literal [(-8) # 1; 6 # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [5 # 1; 12 # 1]%Q))
    (near (14804165758394344579891483286599619736163769487986)%Z).
Proof. loss_between 55%nat (4208331516788689159782966573199239472327538975971030686)%Z 223%positive. Qed.

Lemma m2n2_nonunit__population_gradient_v :
  enclosed_vector 50 2
    (population_gradient_v 2 2 (literal [2 # 1; 1 # 1]%Q) (literal [(-8) # 1; 6 # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [5 # 1; 12 # 1]%Q))
    [near (-57916684832113108402170334268007605276724610240290)%Z;
     near (-73958342416056554201085167134003802638362305120145)%Z].
Proof. gradient_v_between 56%nat (42083315167886891597829665731992394723275389759710306858)%Z 227%positive. Qed.
