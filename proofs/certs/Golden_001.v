(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: e1fd4ed26f23e7c2c4c02334e987aaeeeb39bf3e252dcfcf6f69cafdbf5dd25d *)
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
Proof. clipped_relu 35%nat (0)%Z (15276494182385156173860493629762487)%Z 163%positive. Qed.

Lemma m2n2_nearpi_1e_12__angle :
  enclosed 39
    (angle 2 (literal [(-3) # 2; 1 # 1000000000000]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (3141592653589126571795976716612836217629)%Z).
Proof. angle_between 146%positive. Qed.

Lemma m2n2_nearpi_1e_12__population_loss :
  enclosed 40
    (population_loss 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    (near (9236111111111818466413741757047861705510)%Z).
Proof. loss_between 45%nat (999999999999787793409210806218974821680274661)%Z 164%positive. Qed.

Lemma m2n2_nearpi_1e_12__population_gradient_v :
  enclosed_vector 40 2
    (population_gradient_v 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (-1250000000000353677651315322968375297200)%Z;
     near (-833333333335455399241225271143585116531)%Z].
Proof. gradient_v_between 45%nat (999999999999787793409210806218974821680274661)%Z 164%positive. Qed.

Lemma m2n2_nearpi_1e_12__population_gradient_w :
  enclosed_vector 41 2
    (population_gradient_w 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (4715702017537639578337294597)%Z;
     near (7073553026306459367505941894977071065327)%Z].
Proof. gradient_w 46%nat (3183098861837906715377675267450287240689192914809128974953)%Z 206%positive. Qed.

Lemma m2n2_nearpi_1e_12__expected_coarse_gradient_identity :
  enclosed_vector 40 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (-2327163302341690621316350908110893117685)%Z;
     near (3324519003345272316166216427)%Z].
Proof. identity 45%nat (265961520267621785293297314187027852845731244)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m2n2_nearpi_1e_12__expected_coarse_gradient_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (6649038006690544632332435809803699294719)%Z;
     near (4432692004460363088221621903)%Z].
Proof. relu 46%nat (2659615202676217852932973141870278528457312445)%Z (3989422804014326779399460599343818684758586312)%Z 167%positive. Qed.

Lemma m2n2_nearpi_1e_12__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; (-1) # 2]%Q) (literal [(-3) # 2; 1 # 1000000000000]%Q))
    [near (1324904581318007797499390826363290519672)%Z;
     near (7982114288042054311443651892)%Z].
Proof. clipped_relu 46%nat (798211428804205431144365189207740339746017500)%Z (3989422804014326779399460599343818684758586312)%Z 199%positive. Qed.

Lemma m3n2_huge_w__angle :
  enclosed 40
    (angle 2 (literal [3000000000 # 1; 4000000000 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (9272952180016122324285124629224288040571)%Z).
Proof. angle_between 147%positive. Qed.

Lemma m3n2_huge_w__population_loss :
  enclosed 39
    (population_loss 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    (near (1619749147048700177473796771325778422147)%Z).
Proof. loss_between 54%nat (295167235300866548350802152449481051902269047773835789)%Z 194%positive. Qed.

Lemma m3n2_huge_w__population_gradient_v :
  enclosed_vector 40 3
    (population_gradient_v 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (4487918088252166370877005381123702629756)%Z;
     near (8524163823495667258245989237752594740489)%Z;
     near (-1536245735243500887368983856628892110733)%Z].
Proof. gradient_v_between 55%nat (2951672353008665483508021524494810519022690477738357892)%Z 197%positive. Qed.

Lemma m3n2_huge_w__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (7639437268410976116906420641880689377654)%Z;
     near (-5729577951308232087679815481410517033241)%Z].
Proof. gradient_w 65%nat (7957747154594766788444188168625718101722982287022822437)%Z 230%positive. Qed.

Lemma m3n2_huge_w__expected_coarse_gradient_identity :
  enclosed_vector 39 2
    (expected_coarse_gradient_identity 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (2633019050649455674403643995566920331941)%Z;
     near (1914922945926876854111741087685032968684)%Z].
Proof. identity 54%nat (79788456080286535587989211986876373695171726)%Z (398942280401432677939946059934381868475858631164934658)%Z 194%positive. Qed.

Lemma m3n2_huge_w__expected_coarse_gradient_relu :
  enclosed_vector 39 2
    (expected_coarse_gradient_relu 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (1555874893565587443965789633744089287056)%Z;
     near (1276615297284584569407827391790021979123)%Z].
Proof. relu 54%nat (79788456080286535587989211986876373695171726)%Z (398942280401432677939946059934381868475858631164934658)%Z 194%positive. Qed.

Lemma m3n2_huge_w__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [3000000000 # 1; 4000000000 # 1]%Q))
    [near (7639437270325899062811015803940415888872)%Z;
     near (-5729577948755001492974568866276824043525)%Z].
Proof. clipped_relu 65%nat (-1432394487188750373243642216569206010881361878)%Z (7957747154594766788361294969098689281010799117345203769)%Z 262%positive. Qed.

Lemma m3n3_large_w__angle :
  enclosed 39
    (angle 3 (literal [100 # 1; (-50) # 1; 20 # 1]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q))
    (near (1206994284944283267055346193825517478315)%Z).
Proof. angle_between 144%positive. Qed.

Lemma m3n3_large_w__population_loss :
  enclosed 39
    (population_loss 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    (near (1486202679802349080109621770015229526072)%Z).
Proof. loss_between 46%nat (3841982134651006132602521533231803159518594500)%Z 167%positive. Qed.

Lemma m3n3_large_w__population_gradient_v :
  enclosed_vector 40 3
    (population_gradient_v 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (4710495533662751533150630383307950789880)%Z;
     near (8079008932674496933698739233384098420241)%Z;
     near (-868513399011745400548108850076147630361)%Z].
Proof. gradient_v_between 47%nat (38419821346510061326025215332318031595185944995)%Z 171%positive. Qed.

Lemma m3n3_large_w__population_gradient_w :
  enclosed_vector 42 3
    (population_gradient_w 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (1187805515502443159744113422839841108614)%Z;
     near (3301696687159333528780247480436168505299)%Z;
     near (2315214140386118023230051586891215720179)%Z].
Proof. gradient_w 49%nat (17313775310713578260676907519360395820472579807)%Z 177%positive. Qed.

Lemma m3n3_large_w__expected_coarse_gradient_identity :
  enclosed_vector 39 3
    (expected_coarse_gradient_identity 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (2798482853048986273863824377813479040359)%Z;
     near (-362758978110486699136178250811070470761)%Z;
     near (1112487209763934021597156309213719301095)%Z].
Proof. identity 46%nat (35124909235105255255555584762494994568006438)%Z (2303294329808903195101630973545931220929182469)%Z 167%positive. Qed.

Lemma m3n3_large_w__expected_coarse_gradient_relu :
  enclosed_vector 39 3
    (expected_coarse_gradient_relu 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (1750490518875545689487468036531689465860)%Z;
     near (-357004035230769625845867049218010208221)%Z;
     near (626493423352177521309689324131849639683)%Z].
Proof. relu 46%nat (35124909235105255255555584762494994568006438)%Z (2303294329808903195101630973545931220929182469)%Z 167%positive. Qed.

Lemma m3n3_large_w__expected_coarse_gradient_clipped_relu :
  enclosed_vector 42 3
    (expected_coarse_gradient_clipped_relu 3 3 (literal [1 # 2; (-1) # 1; 3 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1]%Q)
     (literal [1 # 1; 2 # 1; (-1) # 1]%Q) (literal [100 # 1; (-50) # 1; 20 # 1]%Q))
    [near (1242280527029763178237180453478272582754)%Z;
     near (3274401554952168062168292892789909389834)%Z;
     near (2326078408588379116333773754444478879863)%Z].
Proof. clipped_relu 49%nat (-135474735194826992262074162620775787138627425)%Z (17313519193186887339052813864573536360937964448)%Z 209%positive. Qed.

Lemma m2n2_vdot0__angle :
  enclosed 40
    (angle 2 (literal [1 # 1; 1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (7853981633974483096156608458198757210493)%Z).
Proof. angle_known (1 # 4)%Q 147%positive. Qed.

Lemma m2n2_vdot0__population_loss :
  enclosed 39
    (population_loss 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    (exactly (7 # 4)%Q).
Proof. loss_known 44%nat (25000000000000000000000000000000000000000000)%Z (1 # 4)%Q. Qed.

Lemma m2n2_vdot0__population_gradient_v :
  enclosed_vector 39 2
    (population_gradient_v 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [exactly ((-1) # 8)%Q;
     exactly ((-1) # 1)%Q].
Proof. gradient_v_known 44%nat (25000000000000000000000000000000000000000000)%Z (1 # 4)%Q. Qed.

Lemma m2n2_vdot0__population_gradient_w :
  enclosed_vector 30 2
    (population_gradient_w 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_w 35%nat (31830988618379067153776752674502872)%Z 131%positive. Qed.

Lemma m2n2_vdot0__expected_coarse_gradient_identity :
  enclosed_vector 39 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [near (1410473958869390717370198628901931464610)%Z;
     near (1410473958869390717370198628901931464610)%Z].
Proof. identity 44%nat (28209479177387814347403972578038629292202531)%Z (39894228040143267793994605993438186847585863)%Z 161%positive. Qed.

Lemma m2n2_vdot0__expected_coarse_gradient_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [near (4231421876608172152110595886705794393830)%Z;
     near (4231421876608172152110595886705794393830)%Z].
Proof. relu 45%nat (282094791773878143474039725780386292922025315)%Z (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m2n2_vdot0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 1; 2 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [2 # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1]%Q))
    [near (9359872056002541742591310561140772749709)%Z;
     near (9359872056002541742591310561140772749709)%Z].
Proof. clipped_relu 46%nat (935987205600254174259131056114077274970922259)%Z (2723537027992649914030830331422430866425342112)%Z 199%positive. Qed.

Lemma m4n3_sumvstar0__angle :
  enclosed 40
    (angle 3 (literal [1 # 1; 2 # 1; 3 # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q))
    (near (7751933733103613072040937111824734257998)%Z).
Proof. angle_between 147%positive. Qed.

Lemma m4n3_sumvstar0__population_loss :
  enclosed 39
    (population_loss 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    (near (4065748285571150139032715333042463681345)%Z).
Proof. loss_between 45%nat (246751714428849860967284666957536318654847711)%Z 164%positive. Qed.

Lemma m4n3_sumvstar0__population_gradient_v :
  enclosed_vector 39 4
    (population_gradient_v 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (748375857214424930483642333478768159327)%Z;
     near (251624142785575069516357666521231840673)%Z;
     near (496751714428849860967284666957536318655)%Z;
     near (1628248285571150139032715333042463681345)%Z].
Proof. gradient_v_between 45%nat (246751714428849860967284666957536318654847711)%Z 164%positive. Qed.

Lemma m4n3_sumvstar0__population_gradient_w :
  enclosed_vector 41 3
    (population_gradient_w 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (7425683821273105789579695716888159628033)%Z;
     near (1856420955318276447394923929222039907008)%Z;
     near (-3712841910636552894789847858444079814017)%Z].
Proof. gradient_w 47%nat (3248736671806983782941116876138569837264445694)%Z 171%positive. Qed.

Lemma m4n3_sumvstar0__expected_coarse_gradient_identity :
  enclosed_vector 39 3
    (expected_coarse_gradient_identity 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (2159091638557096193183290640651341334855)%Z;
     near (3465208802622500063133676336847831771990)%Z;
     near (4771325966687903933084062033044322209124)%Z].
Proof. identity 45%nat (106621809311461540404113118056856362215065799)%Z (106621809311461540404113118056856362215065799)%Z 164%positive. Qed.

Lemma m4n3_sumvstar0__expected_coarse_gradient_relu :
  enclosed_vector 39 3
    (expected_coarse_gradient_relu 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (1412738973376865410354498814253346799350)%Z;
     near (2398990709507884659092545156279268149839)%Z;
     near (3385242445638903907830591498305189500328)%Z].
Proof. relu 45%nat (106621809311461540404113118056856362215065799)%Z (106621809311461540404113118056856362215065799)%Z 164%positive. Qed.

Lemma m4n3_sumvstar0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_clipped_relu 4 3 (literal [1 # 1; (-1) # 1; 2 # 1; (-2) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-2) # 1; 1 # 2; 3 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (1113700667269147552567593593317494390858)%Z;
     near (958812512207813445987743035487371069311)%Z;
     near (803924357146479339407892477657247747763)%Z].
Proof. clipped_relu 46%nat (162259050521286308207010479956781106554039526)%Z (317147205582620414786861037786904428101217902)%Z 199%positive. Qed.

Lemma m4n3_sumv0__angle :
  enclosed 39
    (angle 3 (literal [1 # 1; 2 # 1; (-3) # 1]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q))
    (near (1281044625358849148287116036460622837378)%Z).
Proof. angle_between 144%positive. Qed.

Lemma m4n3_sumv0__population_loss :
  enclosed 39
    (population_loss 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    (near (1833803470365834416571928026598394055079)%Z).
Proof. loss_between 45%nat (407769168894332033447019701415260467238855265)%Z 164%positive. Qed.

Lemma m4n3_sumv0__population_gradient_v :
  enclosed_vector 40 4
    (population_gradient_v 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (-3794487488861673166098234826257030997139)%Z;
     near (-9255641644390012998863136319180728660945)%Z;
     near (-4122179177804993500568431840409635669528)%Z;
     near (-7237051385176113277588300497641232554602)%Z].
Proof. gradient_v_between 46%nat (4077691688943320334470197014152604672388552653)%Z 167%positive. Qed.

Lemma m4n3_sumv0__population_gradient_w :
  enclosed_vector 41 3
    (population_gradient_w 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (5366463621002525440896226528441372315744)%Z;
     near (2824454537369750232050645541284932797760)%Z;
     near (3671790898580675301665839203670412637088)%Z].
Proof. gradient_w 47%nat (2372541811390590194922542254679343550118516746)%Z 171%positive. Qed.

Lemma m4n3_sumv0__expected_coarse_gradient_identity :
  enclosed_vector 40 3
    (expected_coarse_gradient_identity 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (7996635698359615530308483854264227166130)%Z;
     near (8885150775955128367009426504738030184589)%Z;
     near (-6219605543168589856906598553316621129212)%Z].
Proof. identity 46%nat (1066218093114615404041131180568563622150657991)%Z (1066218093114615404041131180568563622150657991)%Z 167%positive. Qed.

Lemma m4n3_sumv0__expected_coarse_gradient_relu :
  enclosed_vector 40 3
    (expected_coarse_gradient_relu 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (3998317849179807765154241927132113583065)%Z;
     near (4442575387977564183504713252369015092294)%Z;
     near (-3109802771584294928453299276658310564606)%Z].
Proof. relu 46%nat (1066218093114615404041131180568563622150657991)%Z (1066218093114615404041131180568563622150657991)%Z 167%positive. Qed.

Lemma m4n3_sumv0__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 3
    (expected_coarse_gradient_clipped_relu 4 3 (literal [1 # 1; 2 # 1; (-1) # 1; 1 # 3]%Q) (literal [3 # 1; 2 # 1; 1 # 1]%Q)
     (literal [1 # 1; (-1) # 1; 1 # 2; (-1) # 2]%Q) (literal [1 # 1; 2 # 1; (-3) # 1]%Q))
    [near (5778450071639549360867350005744696793850)%Z;
     near (3749759634136860727610474434395346629663)%Z;
     near (2182501057936946902708513925501027013542)%Z].
Proof. clipped_relu 47%nat (-76905310217129134725819177075838424677599543)%Z (2342142152742671398237267673128214087411087137)%Z 203%positive. Qed.

Lemma m2n2_wzero__population_loss :
  enclosed 39
    (population_loss_at_zero 2 (literal [1 # 3; 2 # 1]%Q))
    (exactly (43 # 36)%Q).
Proof. loss_at_zero. Qed.

Lemma m2n2_wzero__expected_coarse_gradient_identity :
  enclosed_vector 40 2
    (expected_coarse_gradient_identity_at_zero 2 2 (literal [1 # 3; 2 # 1]%Q) (literal [3 # 5; 4 # 5]%Q) (literal [1 # 1; (-1) # 2]%Q))
    [near (1595769121605730711759784239737527473903)%Z;
     near (2127692162140974282346378986316703298538)%Z].
Proof. identity_at_zero 45%nat (398942280401432677939946059934381868475858631)%Z 164%positive. Qed.

Lemma m3n4_wzero__population_loss :
  enclosed 40
    (population_loss_at_zero 3 (literal [1 # 1; (-1) # 1; 1 # 2]%Q))
    (exactly (5 # 16)%Q).
Proof. loss_at_zero. Qed.

Lemma m3n4_wzero__expected_coarse_gradient_identity :
  enclosed_vector 41 4
    (expected_coarse_gradient_identity_at_zero 3 4 (literal [1 # 1; (-1) # 1; 1 # 2]%Q) (literal [1 # 1; 1 # 1; 1 # 1; 1 # 1]%Q) (literal [1 # 1; 2 # 1; 3 # 1]%Q))
    [near (-9973557010035816948498651498359546711896)%Z;
     near (-9973557010035816948498651498359546711896)%Z;
     near (-9973557010035816948498651498359546711896)%Z;
     near (-9973557010035816948498651498359546711896)%Z].
Proof. identity_at_zero 47%nat (19947114020071633896997302996719093423792931558)%Z 171%positive. Qed.

Lemma m2n2_nonunit__angle :
  enclosed 39
    (angle 2 (literal [5 # 1; 12 # 1]%Q) (literal [(-8) # 1; 6 # 1]%Q))
    (near (1322086337701373749168611993312009390952)%Z).
Proof. angle_between 144%positive. Qed.

Lemma m2n2_nonunit__population_loss :
  enclosed 39
    (population_loss 2 2 (literal [2 # 1; 1 # 1]%Q) (literal [(-8) # 1; 6 # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [5 # 1; 12 # 1]%Q))
    (near (1480416575839434457989148328659961973616)%Z).
Proof. loss_between 45%nat (420833151678868915978296657319923947232753898)%Z 164%positive. Qed.

Lemma m2n2_nonunit__population_gradient_v :
  enclosed_vector 40 2
    (population_gradient_v 2 2 (literal [2 # 1; 1 # 1]%Q) (literal [(-8) # 1; 6 # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [5 # 1; 12 # 1]%Q))
    [near (-5791668483211310840217033426800760527672)%Z;
     near (-7395834241605655420108516713400380263836)%Z].
Proof. gradient_v_between 46%nat (4208331516788689159782966573199239472327538976)%Z 167%positive. Qed.
