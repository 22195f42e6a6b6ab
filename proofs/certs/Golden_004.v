(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: e1fd4ed26f23e7c2c4c02334e987aaeeeb39bf3e252dcfcf6f69cafdbf5dd25d *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma rand12_m4n7__angle :
  enclosed 40
    (angle 7 (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q))
    (near (9477322024519912006293849986802924924288)%Z).
Proof. angle_between 147%positive. Qed.

Lemma rand12_m4n7__population_loss :
  enclosed 39
    (population_loss 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    (near (2149964883304797896757331769370623166582)%Z).
Proof. loss_between 46%nat (3016725294952065774719615777590305002245240027)%Z 167%positive. Qed.

Lemma rand12_m4n7__population_gradient_v :
  enclosed_vector 40 4
    (population_gradient_v 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (9257608082205981499077646978617260597858)%Z;
     near (2761393394457331963739659104874388427224)%Z;
     near (1981765574507831448716062402053911191225)%Z;
     near (8317247247690554984891524627030995178010)%Z].
Proof. gradient_v_between 47%nat (30167252949520657747196157775903050022452400274)%Z 171%positive. Qed.

Lemma rand12_m4n7__population_gradient_w :
  enclosed_vector 40 7
    (population_gradient_w 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (-48341869987566230636761232748998614434)%Z;
     near (1157396349012833880580033630205308517088)%Z;
     near (150603755274171615635526534776261135314)%Z;
     near (591827270256456150774906214272626225052)%Z;
     near (-1327486630150616429918197016111313768449)%Z;
     near (1016114180544151698415388195745284164390)%Z;
     near (1592039299257465493659876101349996700250)%Z].
Proof. gradient_w 47%nat (2183550344074651813829942136232325624808666607)%Z 171%positive. Qed.

Lemma rand12_m4n7__expected_coarse_gradient_identity :
  enclosed_vector 39 7
    (expected_coarse_gradient_identity 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (2874712947247181925321119210736182258314)%Z;
     near (1680486225910582671422727631565790115117)%Z;
     near (-1195691982389848858216618106313309605388)%Z;
     near (192535438533119168980964612656902452120)%Z;
     near (-1543190502081677284878529941664350943083)%Z;
     near (1035888633957552806370656622688999451165)%Z;
     near (777237900640816232597080313811637199646)%Z].
Proof. identity 46%nat (941115840070938560460123023208092326033707687)%Z (942099079416969873321733105199471567837273771)%Z 167%positive. Qed.

Lemma rand12_m4n7__expected_coarse_gradient_relu :
  enclosed_vector 39 7
    (expected_coarse_gradient_relu 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (2260256640314190199862885542701779204849)%Z;
     near (1032609385688158689862556892042718244084)%Z;
     near (-971891521508833173291184479217422109827)%Z;
     near (6496791991221485886592204073867072348)%Z;
     near (-883808910135011265694127598650405663681)%Z;
     near (562829780616445452487273362471791802438)%Z;
     near (220298461679149181416246215178473311613)%Z].
Proof. relu 46%nat (941115840070938560460123023208092326033707687)%Z (942099079416969873321733105199471567837273771)%Z 167%positive. Qed.

Lemma rand12_m4n7__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 7
    (expected_coarse_gradient_clipped_relu 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (743598659263543885400919150909018680407)%Z;
     near (1326294980280033380806056887699272698947)%Z;
     near (-211155568940806425346830266370191936532)%Z;
     near (497287972911063420842077045318725087304)%Z;
     near (-1416951452971501687211229248588093462566)%Z;
     near (1045162994206491674263736096397402676517)%Z;
     near (1408079280333987805507120422861126163758)%Z].
Proof. clipped_relu 47%nat (6594373922253170136077112382572537819889214290)%Z (2153226207588412900234205773399010926519989765)%Z 203%positive. Qed.

Lemma rand13_m4n6__angle :
  enclosed 39
    (angle 6 (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q))
    (near (2763512710456163235863674573639114843848)%Z).
Proof. angle_between 146%positive. Qed.

Lemma rand13_m4n6__population_loss :
  enclosed 38
    (population_loss 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    (near (2748288179768960003380693644226566683740)%Z).
Proof. loss_between 45%nat (879653416332760184463051717711542848922988460)%Z 164%positive. Qed.

Lemma rand13_m4n6__population_gradient_v :
  enclosed_vector 39 4
    (population_gradient_v 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-1500865976413080511945267108827225402305)%Z;
     near (584125535861927046292816193445231700822)%Z;
     near (-1373665355325683399831966204636292067602)%Z;
     near (-1839369772338369605793102350728939678886)%Z].
Proof. gradient_v_between 46%nat (8796534163327601844630517177115428489229884596)%Z 167%positive. Qed.

Lemma rand13_m4n6__population_gradient_w :
  enclosed_vector 40 6
    (population_gradient_w 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-1480399582596459212880482566302716679098)%Z;
     near (-3656382212283462611675267801216562402874)%Z;
     near (-1044680632080989317621505086061874972250)%Z;
     near (3744744993068718093560444308200233389127)%Z;
     near (-1881992411479988418218770454685592636328)%Z;
     near (-1299320482875371453276625941851436689151)%Z].
Proof. gradient_w 47%nat (1585900718580778964100116154744533090403283901)%Z 171%positive. Qed.

Lemma rand13_m4n6__expected_coarse_gradient_identity :
  enclosed_vector 39 6
    (expected_coarse_gradient_identity 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-95014721703270993723358203464225760220)%Z;
     near (-1775817386448842721391566541896908780190)%Z;
     near (-507376396128240777540447583399116794340)%Z;
     near (-53206765642347537190223778540067248901)%Z;
     near (1332289109091418988479387492745872684531)%Z;
     near (-9990748087336352588809697574516741469355)%Z].
Proof. identity 46%nat (760047100743677587425789910337961906897754278)%Z (385117023567218903434315635592100699318375565)%Z 167%positive. Qed.

Lemma rand13_m4n6__expected_coarse_gradient_relu :
  enclosed_vector 39 6
    (expected_coarse_gradient_relu 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-510927361808979856037897691557728353703)%Z;
     near (-887908693224421360695783270948454390095)%Z;
     near (-253688198064120388770223791699558397170)%Z;
     near (1363656620050859308933543880206812796330)%Z;
     near (-1002167448900730198794693176999279362671)%Z;
     near (1955925970691989093238430060125861369225)%Z].
Proof. relu 46%nat (760047100743677587425789910337961906897754278)%Z (385117023567218903434315635592100699318375565)%Z 167%positive. Qed.

Lemma rand13_m4n6__expected_coarse_gradient_clipped_relu :
  enclosed_vector 40 6
    (expected_coarse_gradient_clipped_relu 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-1475087990148566278064543764649386533694)%Z;
     near (-3500342059088978093060769589633303783877)%Z;
     near (-1000097731168279455160219882752372509679)%Z;
     near (3758532149666845864086818038779911261297)%Z;
     near (-2009994251679516399003631939654962239358)%Z;
     near (-375879099057793570136790892187583462367)%Z].
Proof. clipped_relu 47%nat (-29251173736932796514533014698196008365644192761)%Z (1518220652134978450002261508756613689392606710)%Z 203%positive. Qed.

Lemma rand15_m7n2__angle :
  enclosed 39
    (angle 2 (literal [(-1) # 1; (-3) # 1]%Q) (literal [3 # 7; 5 # 4]%Q))
    (near (3133045853157181755305791418350277295221)%Z).
Proof. angle_between 146%positive. Qed.

Lemma rand15_m7n2__population_loss :
  enclosed 38
    (population_loss 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    (near (6542649365661917033733055520095150504626)%Z).
Proof. loss_between 45%nat (997279468927059865923042584422570364985118835)%Z 164%positive. Qed.

Lemma rand15_m7n2__population_gradient_v :
  enclosed_vector 39 7
    (population_gradient_v 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (4864020807640859605924278302209722748245)%Z;
     near (3441764897631613488602929445514470115244)%Z;
     near (1075606623618668924353041046141116429043)%Z;
     near (4469104134214262045867303160621915014910)%Z;
     near (5326497419603510505985355616160063728416)%Z;
     near (2568805295936318589160647507197542341505)%Z;
     near (4805882773339852952295099783204751575185)%Z].
Proof. gradient_v_between 46%nat (9972794689270598659230425844225703649851188353)%Z 167%positive. Qed.

Lemma rand15_m7n2__population_gradient_w :
  enclosed_vector 40 2
    (population_gradient_w 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-9659087782438295053567130354252181684823)%Z;
     near (3219695927479431684522376784750727228274)%Z].
Proof. gradient_w 47%nat (891267681314613880305749074886080427392974016147)%Z 174%positive. Qed.

Lemma rand15_m7n2__expected_coarse_gradient_identity :
  enclosed_vector 38 2
    (expected_coarse_gradient_identity 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-807778261074757561952642275879351554273)%Z;
     near (-2401522402555261262177546415161732612250)%Z].
Proof. identity 45%nat (126156626101008002412357476118284197329699003)%Z (301902266249732837359959180490883576143893018)%Z 164%positive. Qed.

Lemma rand15_m7n2__expected_coarse_gradient_relu :
  enclosed_vector 38 2
    (expected_coarse_gradient_relu 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-701955167926019920859590862348832933681)%Z;
     near (-2094959313443554050738582380808337775759)%Z].
Proof. relu 45%nat (126156626101008002412357476118284197329699003)%Z (301902266249732837359959180490883576143893018)%Z 164%positive. Qed.

Lemma rand15_m7n2__expected_coarse_gradient_clipped_relu :
  enclosed_vector 39 2
    (expected_coarse_gradient_clipped_relu 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-373426108851266057684054534840380973828)%Z;
     near (-1011216423208741054650261542139532668641)%Z].
Proof. clipped_relu 46%nat (-9353167312894193631387702137389420602982450874)%Z (3019022662497328373599591804908835761438930182)%Z 199%positive. Qed.

Lemma example_two_layer__angle :
  enclosed 39
    (angle 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q))
    (near (1249045772398254425829917077281090123078)%Z).
Proof. angle_between 144%positive. Qed.

Lemma example_two_layer__population_loss :
  enclosed 40
    (population_loss 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    (near (3318959044126083185438502690561851314878)%Z).
Proof. loss_between 45%nat (397583617650433274175401076224740525951134524)%Z 164%positive. Qed.

Lemma example_two_layer__population_gradient_v :
  enclosed_vector 40 2
    (population_gradient_v 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-1762081911747833629122994618876297370244)%Z;
     near (-3506040955873916814561497309438148685122)%Z].
Proof. gradient_v_between 45%nat (397583617650433274175401076224740525951134524)%Z 164%positive. Qed.

Lemma example_two_layer__population_gradient_w :
  enclosed_vector 41 2
    (population_gradient_w 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-3183098861837906715377675267450287240689)%Z;
     near (6366197723675813430755350534900574481378)%Z].
Proof. gradient_w 46%nat (2122065907891937810251783511633524827126128610)%Z 167%positive. Qed.

Lemma example_two_layer__expected_coarse_gradient_identity :
  enclosed_vector 40 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (16825334052826174260974469150134607705)%Z;
     near (2124123605330499163185785177927964500768)%Z].
Proof. identity 45%nat (356824823230554222907793274513016518078840584)%Z (282094791773878143474039725780386292922025315)%Z 164%positive. Qed.

Lemma example_two_layer__expected_coarse_gradient_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-7766019440808062032666579693535690359208)%Z;
     near (6695544971116399363943199869996640804972)%Z].
Proof. relu 46%nat (3568248232305542229077932745130165180788405841)%Z (2820947917738781434740397257803862929220253147)%Z 167%positive. Qed.

Lemma example_two_layer__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-3447419501408497196321813890738474912737)%Z;
     near (5197007256059523507957734948106184092643)%Z].
Proof. clipped_relu 46%nat (116639183643401754109061403824513945327044738)%Z (1845524535137005894964971171593445746403062897)%Z 199%positive. Qed.

Lemma example_generic__angle :
  enclosed 39
    (angle 4 (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q))
    (near (1557506238929982337228488483968888136067)%Z).
Proof. angle_between 145%positive. Qed.

Lemma example_generic__population_loss :
  enclosed 39
    (population_loss 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    (near (1044499869065587368870214221805126196844)%Z).
Proof. loss_between 45%nat (495769633644346557322417779061150163557137895)%Z 164%positive. Qed.

Lemma example_generic__population_gradient_v :
  enclosed_vector 40 3
    (population_gradient_v 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (-146151831778267213387911104694249182214)%Z;
     near (-2292303663556534426775822209388498364429)%Z;
     near (2135575915889133606693955552347124591107)%Z].
Proof. gradient_v_between 46%nat (4957696336443465573224177790611501635571378955)%Z 167%positive. Qed.

Lemma example_generic__population_gradient_w :
  enclosed_vector 41 4
    (population_gradient_w 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (4883379524818094561529943331721318268718)%Z;
     near (-16610134438156784222890963713337817241)%Z;
     near (4999650465885192051090180077714682989402)%Z;
     near (-1694233712691991990734878298760457358535)%Z].
Proof. gradient_w 47%nat (15230215577140682148989252881768213962092788843)%Z 171%positive. Qed.

Lemma example_generic__expected_coarse_gradient_identity :
  enclosed_vector 40 4
    (expected_coarse_gradient_identity 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (9196121833719646729443904576455552530579)%Z;
     near (1852852732782247404978279131620625392592)%Z;
     near (-3773847295756085105404049344888825217564)%Z;
     near (4346036986555774043431815000997317393507)%Z].
Proof. identity 46%nat (2773212696399996115963747998683817238678023786)%Z (2745709080908703245431981615343155323402660168)%Z 167%positive. Qed.

Lemma example_generic__expected_coarse_gradient_relu :
  enclosed_vector 40 4
    (expected_coarse_gradient_relu 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (2930666783149325699998748804019131150534)%Z;
     near (509577832963499286308338694758151417607)%Z;
     near (-636378047595169304159622059287928772715)%Z;
     near (1061422404137555245233771844359561953584)%Z].
Proof. relu 46%nat (2773212696399996115963747998683817238678023786)%Z (2745709080908703245431981615343155323402660168)%Z 167%positive. Qed.

Lemma example_generic__expected_coarse_gradient_clipped_relu :
  enclosed_vector 41 4
    (expected_coarse_gradient_clipped_relu 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (8901238661799768252962313484407692648171)%Z;
     near (1080703758599200973423273018739803233246)%Z;
     near (1336312351605361438999402353229070015449)%Z;
     near (1355735480463547809372320913489982050260)%Z].
Proof. clipped_relu 47%nat (4322815034396803893693092074959212932983536267)%Z (14087457315086044182366835105995322200575492143)%Z 203%positive. Qed.

Lemma example_kink__angle :
  enclosed 30
    (angle 2 (literal [2 # 1; 4 # 1]%Q) (literal [1 # 1; 2 # 1]%Q))
    (exactly (0 # 1)%Q).
Proof. angle_zero. Qed.

Lemma example_kink__population_loss :
  enclosed 41
    (population_loss 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    (exactly (1 # 16)%Q).
Proof. loss_known 46%nat (0)%Z (0 # 1)%Q. Qed.

Lemma example_kink__population_gradient_v :
  enclosed_vector 40 2
    (population_gradient_v 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    [exactly (1 # 8)%Q;
     exactly (1 # 4)%Q].
Proof. gradient_v_known 45%nat (0)%Z (0 # 1)%Q. Qed.

Lemma example_kink__expected_coarse_gradient_identity :
  enclosed_vector 41 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    [near (4460310290381927786347415931412706475986)%Z;
     near (8920620580763855572694831862825412951971)%Z].
Proof. identity 46%nat (892062058076385557269483186282541295197101460)%Z (1784124116152771114538966372565082590394202921)%Z 167%positive. Qed.

Lemma example_kink__expected_coarse_gradient_relu :
  enclosed_vector 40 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    [near (892062058076385557269483186282541295197)%Z;
     near (1784124116152771114538966372565082590394)%Z].
Proof. relu 45%nat (89206205807638555726948318628254129519710146)%Z (178412411615277111453896637256508259039420292)%Z 164%positive. Qed.

Lemma example_saddle__angle :
  enclosed 39
    (angle 2 (literal [(-1) # 1; 1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (2356194490192344928846982537459627163148)%Z).
Proof. angle_known (3 # 4)%Q 145%positive. Qed.

Lemma example_saddle__population_loss :
  enclosed 40
    (population_loss 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    (exactly (3 # 16)%Q).
Proof. loss_known 45%nat (750000000000000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

Lemma example_saddle__population_gradient_v :
  enclosed_vector 30 2
    (population_gradient_v 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 35%nat (75000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

Lemma example_saddle__population_gradient_w :
  enclosed_vector 30 2
    (population_gradient_w 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_w 35%nat (31830988618379067153776752674502872)%Z 131%positive. Qed.

Lemma example_saddle__expected_coarse_gradient_identity :
  enclosed_vector 41 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [near (-7052369794346953586850993144509657323051)%Z;
     near (7052369794346953586850993144509657323051)%Z].
Proof. identity 46%nat (2820947917738781434740397257803862929220253147)%Z (3989422804014326779399460599343818684758586312)%Z 167%positive. Qed.

Lemma example_saddle__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (28209479177387814347403972578038629)%Z (39894228040143267793994605993438187)%Z 131%positive. Qed.

Lemma example_saddle__expected_coarse_gradient_clipped_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. clipped_relu 35%nat (0)%Z (27235370279926499140308303314224309)%Z 163%positive. Qed.

Lemma example_spurious_minimiser__angle :
  enclosed 39
    (angle 2 (literal [(-2) # 1; (-1) # 1]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (3141592653589793238462643383279502884197)%Z).
Proof. angle_known (1 # 1)%Q 146%positive. Qed.

Lemma example_spurious_minimiser__population_loss :
  enclosed 40
    (population_loss 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-1) # 3; 2 # 3]%Q) (literal [(-2) # 1; (-1) # 1]%Q))
    (exactly (1 # 6)%Q).
Proof. loss_known 45%nat (1000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma example_spurious_minimiser__population_gradient_v :
  enclosed_vector 30 2
    (population_gradient_v 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-1) # 3; 2 # 3]%Q) (literal [(-2) # 1; (-1) # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 35%nat (100000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.
