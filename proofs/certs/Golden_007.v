(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: 5280b29d6c93b990821eb5e8fb4b1f05ad857d1b0867a1dd31116e3bb93baaf4 *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma angle_three_quarters__angle :
  enclosed 49
    (angle 3 (literal [(-1) # 1; 1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q))
    (near (23561944901923449288469825374596271631478770495313)%Z).
Proof. angle_known (3 # 4)%Q 205%positive. Qed.

Lemma angle_three_quarters__population_loss :
  enclosed 48
    (population_loss 2 3 (literal [(-6) # 5; (-15) # 11]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 8; 17 # 2]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    (exactly (19960669 # 774400)%Q).
Proof. loss_known 54%nat (750000000000000000000000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

Lemma angle_three_quarters__population_gradient_v :
  enclosed_vector 49 2
    (population_gradient_v 2 3 (literal [(-6) # 5; (-15) # 11]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 8; 17 # 2]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [exactly (2687 # 880)%Q;
     exactly (8693 # 1760)%Q].
Proof. gradient_v_known 55%nat (7500000000000000000000000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

Lemma angle_three_quarters__population_gradient_w :
  enclosed_vector 49 3
    (population_gradient_w 2 3 (literal [(-6) # 5; (-15) # 11]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 8; 17 # 2]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (10059315834967293835756039680430964564041642609187)%Z;
     near (10059315834967293835756039680430964564041642609187)%Z;
     exactly (0 # 1)%Q].
Proof. gradient_w 55%nat (3183098861837906715377675267450287240689192914809128975)%Z 223%positive. Qed.

Lemma angle_three_quarters__expected_coarse_gradient_identity :
  enclosed_vector 48 3
    (expected_coarse_gradient_identity 2 3 (literal [(-6) # 5; (-15) # 11]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 8; 17 # 2]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (-15554334431540097331637636431422081663537650737552)%Z;
     near (20597327530614571319596681852683517919134754616050)%Z;
     exactly (0 # 1)%Q].
Proof. identity 54%nat (282094791773878143474039725780386292922025314664499428)%Z (398942280401432677939946059934381868475858631164934658)%Z 220%positive. Qed.

Lemma angle_three_quarters__expected_coarse_gradient_relu :
  enclosed_vector 48 3
    (expected_coarse_gradient_relu 2 3 (literal [(-6) # 5; (-15) # 11]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 8; 17 # 2]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (-23563856930132781844112113807234860399091967889365)%Z;
     near (26085353479670018838091636517865578526890519828614)%Z;
     exactly (0 # 1)%Q].
Proof. relu 54%nat (282094791773878143474039725780386292922025314664499428)%Z (398942280401432677939946059934381868475858631164934658)%Z 220%positive. Qed.

Lemma angle_three_quarters__expected_coarse_gradient_clipped_relu :
  enclosed_vector 49 3
    (expected_coarse_gradient_clipped_relu 2 3 (literal [(-6) # 5; (-15) # 11]%Q) (literal [1 # 1; 0 # 1; 0 # 1]%Q)
     (literal [7 # 8; 17 # 2]%Q) (literal [(-1) # 1; 1 # 1; 0 # 1]%Q))
    [near (-47714143775967407321472169988430131666710405673854)%Z;
     near (64928135764257315073562486242261450392912397522084)%Z;
     exactly (0 # 1)%Q].
Proof. clipped_relu 55%nat. Qed.

Lemma angle_five_sixths__angle :
  enclosed 49
    (angle 3 (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q))
    (near (26179938779914943653855361527329190701643078328126)%Z).
Proof. angle_known (5 # 6)%Q 205%positive. Qed.

Lemma angle_five_sixths__population_loss :
  enclosed 49
    (population_loss 2 3 (literal [24 # 11; 0 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-2) # 5; 1 # 12]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    (exactly (2179321 # 1742400)%Q).
Proof. loss_known 54%nat (833333333333333333333333333333333333333333333333333333)%Z (5 # 6)%Q. Qed.

Lemma angle_five_sixths__population_gradient_v :
  enclosed_vector 50 2
    (population_gradient_v 2 3 (literal [24 # 11; 0 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-2) # 5; 1 # 12]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [exactly ((-953) # 2640)%Q;
     exactly ((-797) # 1320)%Q].
Proof. gradient_v_known 55%nat (8333333333333333333333333333333333333333333333333333333)%Z (5 # 6)%Q. Qed.

Lemma angle_five_sixths__population_gradient_w :
  enclosed_vector 51 3
    (population_gradient_w 2 3 (literal [24 # 11; 0 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-2) # 5; 1 # 12]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [exactly (0 # 1)%Q;
     near (40096646939766694509914654422761413919809925844847)%Z;
     near (-40096646939766694509914654422761413919809925844847)%Z].
Proof. gradient_w 56%nat (18377629847393068317044216610432314713246216012221355093)%Z 227%positive. Qed.

Lemma angle_five_sixths__expected_coarse_gradient_identity :
  enclosed_vector 50 3
    (expected_coarse_gradient_identity 2 3 (literal [24 # 11; 0 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-2) # 5; 1 # 12]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [near (19181216833952254808226650913924096595667697906457)%Z;
     near (21900199330745355482980513491015268352613135411316)%Z;
     near (-2718982496793100674753862577091171756945437504859)%Z].
Proof. identity 55%nat (1628675039676399738621282076127823348586285360647425674)%Z (2820947917738781434740397257803862929220253146644994284)%Z 223%positive. Qed.

Lemma angle_five_sixths__expected_coarse_gradient_relu :
  enclosed_vector 51 3
    (expected_coarse_gradient_relu 2 3 (literal [24 # 11; 0 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-2) # 5; 1 # 12]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [near (-32952546305241958814279343226240207260441577726412)%Z;
     near (45071681416225160987196268557145996643675643427230)%Z;
     near (-78024227721467119801475611783386203904117221153642)%Z].
Proof. relu 56%nat (16286750396763997386212820761278233485862853606474256738)%Z (28209479177387814347403972578038629292202531466449942842)%Z 227%positive. Qed.

Lemma angle_five_sixths__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 3
    (expected_coarse_gradient_clipped_relu 2 3 (literal [24 # 11; 0 # 1]%Q) (literal [1 # 1; 1 # 1; 0 # 1]%Q)
     (literal [(-2) # 5; 1 # 12]%Q) (literal [(-2) # 1; (-1) # 1; (-1) # 1]%Q))
    [near (-8437263131279412506783691799104732217204974711082)%Z;
     near (31835164483054423135249514867563825747234214106061)%Z;
     near (-40272427614333835642033206666668557964439188817143)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma near_parallel_3__angle :
  enclosed 53
    (angle 2 (literal [2 # 1; 1001 # 1000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (39991999467626423419784156862966187117153237946165)%Z).
Proof. angle_between 217%positive. Qed.

Lemma near_parallel_3__population_loss :
  enclosed 49
    (population_loss 3 2 (literal [(-10) # 3; (-2) # 1; (-17) # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [2 # 1; (-19) # 7; 3 # 8]%Q) (literal [2 # 1; 1001 # 1000]%Q))
    (near (94258696518893877792888342963051602019243029267749)%Z).
Proof. loss_between 55%nat (1272984879880238396763232689660309665914592570328051)%Z 223%positive. Qed.

Lemma near_parallel_3__population_gradient_v :
  enclosed_vector 49 3
    (population_gradient_v 3 2 (literal [(-10) # 3; (-2) # 1; (-17) # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [2 # 1; (-19) # 7; 3 # 8]%Q) (literal [2 # 1; 1001 # 1000]%Q))
    [near (29679967103122277524749983356772644072634731090305)%Z;
     near (14561768140661245302728777892851465231459626532971)%Z;
     near (21148908104757321980286483822358855561578503226087)%Z].
Proof. gradient_v_between 55%nat (1272984879880238396763232689660309665914592570328051)%Z 223%positive. Qed.

Lemma near_parallel_3__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 3 2 (literal [(-10) # 3; (-2) # 1; (-17) # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [2 # 1; (-19) # 7; 3 # 8]%Q) (literal [2 # 1; 1001 # 1000]%Q))
    [near (5789198912590009500714353528374265158215973093025)%Z;
     near (-11566830994185833168260446610138391924507438747303)%Z].
Proof. gradient_w 56%nat (15915494309189533576888376337251436203445964574045644874767)%Z 234%positive. Qed.

Lemma near_parallel_3__expected_coarse_gradient_identity :
  enclosed_vector 49 2
    (expected_coarse_gradient_identity 3 2 (literal [(-10) # 3; (-2) # 1; (-17) # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [2 # 1; (-19) # 7; 3 # 8]%Q) (literal [2 # 1; 1001 # 1000]%Q))
    [near (47540879415443861596644420604408784029091709515758)%Z;
     near (23790967250835411842662882951875943748323856171289)%Z].
Proof. identity 55%nat (1783767220035926599582959610130129322724720342899832119)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma near_parallel_3__expected_coarse_gradient_relu :
  enclosed_vector 49 2
    (expected_coarse_gradient_relu 3 2 (literal [(-10) # 3; (-2) # 1; (-17) # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [2 # 1; (-19) # 7; 3 # 8]%Q) (literal [2 # 1; 1001 # 1000]%Q))
    [near (19812688951802893942230283983403858189972603158322)%Z;
     near (9914629372080227974857432353378304694963015660066)%Z].
Proof. relu 55%nat (1783767220035926599582959610130129322724720342899832119)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma near_parallel_3__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [(-10) # 3; (-2) # 1; (-17) # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [2 # 1; (-19) # 7; 3 # 8]%Q) (literal [2 # 1; 1001 # 1000]%Q))
    [near (18852964595020289886626563224742648347702981137985)%Z;
     near (9419694296836450655968347090830432206842619852824)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma near_parallel_9__angle :
  enclosed 59
    (angle 2 (literal [2 # 1; 1000000001 # 1000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (39999999991999999999466666667626666666423466666620)%Z).
Proof. angle_between 236%positive. Qed.

Lemma near_parallel_9__population_loss :
  enclosed 48
    (population_loss 3 2 (literal [4 # 1; (-18) # 7; 7 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-19) # 5; 11 # 7; 16 # 5]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    (near (11719030611733003693341507324273773417600178255248)%Z).
Proof. loss_between 55%nat (1273239544480514777187061042517323121463542527)%Z 223%positive. Qed.

Lemma near_parallel_9__population_gradient_v :
  enclosed_vector 49 3
    (population_gradient_v 3 2 (literal [4 # 1; (-18) # 7; 7 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-19) # 5; 11 # 7; 16 # 5]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (-29392857140310663768181827588483020772108210899930)%Z;
     near (464285712648692014239338143616635802477727415261)%Z;
     near (-10642857140628973654301956282779786032737541680296)%Z].
Proof. gradient_v_between 56%nat (12732395444805147771870610425173231214635425266)%Z 227%positive. Qed.

Lemma near_parallel_9__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 3 2 (literal [4 # 1; (-18) # 7; 7 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-19) # 5; 11 # 7; 16 # 5]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (25594713312584077882560473148422612066301619345149)%Z;
     near (-51189426573978729191142217105703007026900231663397)%Z].
Proof. gradient_w 57%nat (159154943091895335768883763372514362034459645740456448747667344059)%Z 257%positive. Qed.

Lemma near_parallel_9__expected_coarse_gradient_identity :
  enclosed_vector 48 2
    (expected_coarse_gradient_identity 3 2 (literal [4 # 1; (-18) # 7; 7 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-19) # 5; 11 # 7; 16 # 5]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (12556738348938184037905393314488374384912911292579)%Z;
     near (6278369179312879761249968637159429256250351939531)%Z].
Proof. identity 55%nat (1784124115795946291237047185082543435931465599236565953)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma near_parallel_9__expected_coarse_gradient_relu :
  enclosed_vector 49 2
    (expected_coarse_gradient_relu 3 2 (literal [4 # 1; (-18) # 7; 7 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-19) # 5; 11 # 7; 16 # 5]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (55925373000786339711620635801377629443094130743052)%Z;
     near (27962686521182949195344387561311859654984425596998)%Z].
Proof. relu 56%nat (17841241157959462912370471850825434359314655992365659532)%Z (17841241161527711145389663725650825903942029205719534719)%Z 227%positive. Qed.

Lemma near_parallel_9__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [4 # 1; (-18) # 7; 7 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-19) # 5; 11 # 7; 16 # 5]%Q) (literal [2 # 1; 1000000001 # 1000000000]%Q))
    [near (53220028926288546892556121757676373449965594441603)%Z;
     near (26610014418025216300831332373243517931306438985038)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma near_parallel_18__angle :
  enclosed 68
    (angle 2 (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (39999999999999999991999999999999999999466666666667)%Z).
Proof. angle_between 266%positive. Qed.

Lemma near_parallel_18__population_loss :
  enclosed 49
    (population_loss 3 2 (literal [2 # 1; 1 # 2; 1 # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 3; 5 # 2; (-10) # 7]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    (near (13116929967579318229806388024049964113092575556839)%Z).
Proof. loss_between 55%nat (1273239544735162685896422198033082359)%Z 223%positive. Qed.

Lemma near_parallel_18__population_gradient_v :
  enclosed_vector 50 3
    (population_gradient_v 3 2 (literal [2 # 1; 1 # 2; 1 # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 3; 5 # 2; (-10) # 7]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-71320346320346320333587950872994693487356124340015)%Z;
     near (20346320346320346323529419208158253035087375841403)%Z;
     near (-67640692640692640692061947393085748562687773459769)%Z].
Proof. gradient_v_between 56%nat (12732395447351626858964221980330823590)%Z 227%positive. Qed.

Lemma near_parallel_18__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 3 2 (literal [2 # 1; 1 # 2; 1 # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 3; 5 # 2; (-10) # 7]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (-5687550022612969686408787444910232277401138836680)%Z;
     near (11375100045225939361442474844594525193359802828766)%Z].
Proof. gradient_w 56%nat (15915494309189533576888376337251436203445964574045644874766734405889679763)%Z 284%positive. Qed.

Lemma near_parallel_18__expected_coarse_gradient_identity :
  enclosed_vector 49 2
    (expected_coarse_gradient_identity 3 2 (literal [2 # 1; 1 # 2; 1 # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 3; 5 # 2; (-10) # 7]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (23604429143410606081637622740296177672282492269250)%Z;
     near (11802214571705303055808892733810345459323513653155)%Z].
Proof. identity 55%nat (1784124116152771114182141549334528367415044681412826109)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma near_parallel_18__expected_coarse_gradient_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_relu 3 2 (literal [2 # 1; 1 # 2; 1 # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 3; 5 # 2; (-10) # 7]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (88294099477385232189399719260600672336230424323245)%Z;
     near (44147049738692616154786243328777720174632352533833)%Z].
Proof. relu 56%nat (17841241161527711141821415493345283674150446814128261093)%Z (17841241161527711145389663725650825903942029205719534719)%Z 227%positive. Qed.

Lemma near_parallel_18__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [2 # 1; 1 # 2; 1 # 11]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [1 # 3; 5 # 2; (-10) # 7]%Q) (literal [2 # 1; 1000000000000000001 # 1000000000000000000]%Q))
    [near (84022944784578111647195969009356746158957351305198)%Z;
     near (42011472392289056025002796494815108021249467576377)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma near_opposite_3__angle :
  enclosed 49
    (angle 2 (literal [(-2) # 1; (-999) # 1000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (31411925735951361742275068748291666194750041715926)%Z).
Proof. angle_between 205%positive. Qed.

Lemma near_opposite_3__population_loss :
  enclosed 48
    (population_loss 3 2 (literal [10 # 1; (-5) # 6; (-8) # 5]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 1; (-13) # 9; 23 # 10]%Q) (literal [(-2) # 1; (-999) # 1000]%Q))
    (near (19553476270735069881379761690544685487682066060871)%Z).
Proof. loss_between 55%nat (9998726505824362983033321725208426925098399973663935298)%Z 223%positive. Qed.

Lemma near_opposite_3__population_gradient_v :
  enclosed_vector 49 3
    (population_gradient_v 3 2 (literal [10 # 1; (-5) # 6; (-8) # 5]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 1; (-13) # 9; 23 # 10]%Q) (literal [(-2) # 1; (-999) # 1000]%Q))
    [near (-11784145248655962862611169151735643152285777909458)%Z;
     near (-32471691599649040131819439607725733441013222211249)%Z;
     near (-25026758982437268164204435157944519317856497756709)%Z].
Proof. gradient_v_between 56%nat (99987265058243629830333217252084269250983999736639352982)%Z 227%positive. Qed.

Lemma near_opposite_3__population_gradient_w :
  enclosed_vector 49 2
    (population_gradient_w 3 2 (literal [10 # 1; (-5) # 6; (-8) # 5]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 1; (-13) # 9; 23 # 10]%Q) (literal [(-2) # 1; (-999) # 1000]%Q))
    [near (-13512506714728008531523653588448396440867247534793)%Z;
     near (27052065494950968031078385562459252133868363433019)%Z].
Proof. gradient_w 56%nat (15915494309189533576888376337251436203445964574045644874767)%Z 234%positive. Qed.

Lemma near_opposite_3__expected_coarse_gradient_identity :
  enclosed_vector 49 2
    (expected_coarse_gradient_identity 3 2 (literal [10 # 1; (-5) # 6; (-8) # 5]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 1; (-13) # 9; 23 # 10]%Q) (literal [(-2) # 1; (-999) # 1000]%Q))
    [near (68136421478722336049825201417697643162451409546737)%Z;
     near (34109925513208879711718064366437750190000756681983)%Z].
Proof. identity 56%nat (17844808695396577912967886097646236900005833660693287408)%Z (17841241161527711145389663725650825903942029205719534719)%Z 227%positive. Qed.

Lemma near_opposite_3__expected_coarse_gradient_relu :
  enclosed_vector 49 2
    (expected_coarse_gradient_relu 3 2 (literal [10 # 1; (-5) # 6; (-8) # 5]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 1; (-13) # 9; 23 # 10]%Q) (literal [(-2) # 1; (-999) # 1000]%Q))
    [near (-26033986171855266710798447958695193001050733407385)%Z;
     near (-12966084600548169294628636626219360188846702530295)%Z].
Proof. relu 56%nat (17844808695396577912967886097646236900005833660693287408)%Z (17841241161527711145389663725650825903942029205719534719)%Z 227%positive. Qed.

Lemma near_opposite_3__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [10 # 1; (-5) # 6; (-8) # 5]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-4) # 1; (-13) # 9; 23 # 10]%Q) (literal [(-2) # 1; (-999) # 1000]%Q))
    [near (-24921144526614135590903503080199565606955014389700)%Z;
     near (-12069196768108396453504418497070795868892641620713)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma near_opposite_9__angle :
  enclosed 49
    (angle 2 (literal [(-2) # 1; (-999999999) # 1000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (31415926531897932383826433832848362175401027327109)%Z).
Proof. angle_between 205%positive. Qed.

Lemma near_opposite_9__population_loss :
  enclosed 48
    (population_loss 3 2 (literal [(-16) # 7; 8 # 3; 9 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-10) # 3; 1 # 1; (-1) # 9]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    (near (14742740614141446368006654716456873295313886735276)%Z).
Proof. loss_between 54%nat (999999999872676045501018940491887388308336433389169932)%Z 220%positive. Qed.

Lemma near_opposite_9__population_gradient_v :
  enclosed_vector 49 3
    (population_gradient_v 3 2 (literal [(-16) # 7; 8 # 3; 9 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-10) # 3; 1 # 1; (-1) # 9]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-32361111109655980202551327573875538406063527492702)%Z;
     near (-9146825398523049552049906190266898314619006284970)%Z;
     near (-7341269844134630246068343680202375032903700090014)%Z].
Proof. gradient_v_between 55%nat (9999999998726760455010189404918873883083364333891699324)%Z 223%positive. Qed.

Lemma near_opposite_9__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 3 2 (literal [(-16) # 7; 8 # 3; 9 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-10) # 3; 1 # 1; (-1) # 9]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (31148895986438749526556312872902478124830448486382)%Z;
     near (-62297792035175291088287916834092873083753770056519)%Z].
Proof. gradient_w 56%nat (15915494309189533576888376337251436203445964574045644874766734406)%Z 254%positive. Qed.

Lemma near_opposite_9__expected_coarse_gradient_identity :
  enclosed_vector 49 2
    (expected_coarse_gradient_identity 3 2 (literal [(-16) # 7; 8 # 3; 9 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-10) # 3; 1 # 1; (-1) # 9]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-78177360971289640228418260049347374728202287948052)%Z;
     near (-39088680464015068479487855817024442556671479101639)%Z].
Proof. identity 55%nat (1784124116509595937698155630755400055665276946243690045)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma near_opposite_9__expected_coarse_gradient_relu :
  enclosed_vector 49 2
    (expected_coarse_gradient_relu 3 2 (literal [(-16) # 7; 8 # 3; 9 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-10) # 3; 1 # 1; (-1) # 9]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-71036144603672911040927602897794634039885194829779)%Z;
     near (-35518072275047847644089118881713458179667291640804)%Z].
Proof. relu 55%nat (1784124116509595937698155630755400055665276946243690045)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma near_opposite_9__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_clipped_relu 3 2 (literal [(-16) # 7; 8 # 3; 9 # 2]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-10) # 3; 1 # 1; (-1) # 9]%Q) (literal [(-2) # 1; (-999999999) # 1000000000]%Q))
    [near (-67599829326679995055668019798938670639696437260895)%Z;
     near (-33799914716834727119111741904434751506598995769173)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma near_opposite_18__angle :
  enclosed 49
    (angle 2 (literal [(-2) # 1; (-999999999999999999) # 1000000000000000000]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (31415926535897932380626433832795028841171693993751)%Z).
Proof. angle_between 205%positive. Qed.
