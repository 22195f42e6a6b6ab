(** Certificates of golden values, written by coarsegrad-golden 0.1.0; do not edit.
    SHA-256 of the golden values: 5280b29d6c93b990821eb5e8fb4b1f05ad857d1b0867a1dd31116e3bb93baaf4 *)
From Coq Require Import List ZArith QArith.
From Coarsegrad.spec Require Import Vectors TwoLayer Certificates.
From Coarsegrad.theory Require Import CertificateTactics.
Import ListNotations.

Lemma rand12_m4n7__angle :
  enclosed 50
    (angle 7 (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q))
    (near (94773220245199120062938499868029249242881262591167)%Z).
Proof. angle_between 207%positive. Qed.

Lemma rand12_m4n7__population_loss :
  enclosed 49
    (population_loss 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    (near (21499648833047978967573317693706231665815672929104)%Z).
Proof. loss_between 56%nat (30167252949520657747196157775903050022452400274164598666)%Z 227%positive. Qed.

Lemma rand12_m4n7__population_gradient_v :
  enclosed_vector 50 4
    (population_gradient_v 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (92576080822059814990776469786172605978575419367478)%Z;
     near (27613933944573319637396591048743884272242845549787)%Z;
     near (19817655745078314487160624020539111912246038186626)%Z;
     near (83172472476905549848915246270309951780101185645745)%Z].
Proof. gradient_v_between 57%nat (301672529495206577471961577759030500224524002741645986660)%Z 230%positive. Qed.

Lemma rand12_m4n7__population_gradient_w :
  enclosed_vector 50 7
    (population_gradient_w 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (-483418699875662306367612327489986144335493575468)%Z;
     near (11573963490128338805800336302053085170876399349230)%Z;
     near (1506037552741716156355265347762611353136375916592)%Z;
     near (5918272702564561507749062142726262250515814067833)%Z;
     near (-13274866301506164299181970161113137684485752682511)%Z;
     near (10161141805441516984153881957452841643904929829064)%Z;
     near (15920392992574654936598761013499967002497606106224)%Z].
Proof. gradient_w 57%nat (21835503440746518138299421362323256248086666068796918017)%Z 230%positive. Qed.

Lemma rand12_m4n7__expected_coarse_gradient_identity :
  enclosed_vector 49 7
    (expected_coarse_gradient_identity 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (28747129472471819253211192107361822583137206097734)%Z;
     near (16804862259105826714227276315657901151171646058593)%Z;
     near (-11956919823898488582166181063133096053879194543063)%Z;
     near (1925354385331191689809646126569024521198477584637)%Z;
     near (-15431905020816772848785299416643509430828853446928)%Z;
     near (10358886339575528063706566226889994511650932412477)%Z;
     near (7772379006408162325970803138116371996456767237664)%Z].
Proof. identity 56%nat (9411158400709385604601230232080923260337076869937153411)%Z (9420990794169698733217331051994715678372737713260975159)%Z 227%positive. Qed.

Lemma rand12_m4n7__expected_coarse_gradient_relu :
  enclosed_vector 49 7
    (expected_coarse_gradient_relu 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (22602566403141901998628855427017792048489869548713)%Z;
     near (10326093856881586898625568920427182440840145068222)%Z;
     near (-9718915215088331732911844792174221098267445680553)%Z;
     near (64967919912214858865922040738670723480555174154)%Z;
     near (-8838089101350112656941275986504056636812781246170)%Z;
     near (5628297806164454524872733624717918024384808015321)%Z;
     near (2202984616791491814162462151784733116130851834772)%Z].
Proof. relu 56%nat (9411158400709385604601230232080923260337076869937153411)%Z (9420990794169698733217331051994715678372737713260975159)%Z 227%positive. Qed.

Lemma rand12_m4n7__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 7
    (expected_coarse_gradient_clipped_relu 4 7 (literal [7 # 3; (-6) # 5; 2 # 3; (-1) # 2]%Q) (literal [11 # 5; (-1) # 1; (-7) # 6; (-1) # 1; 10 # 7; (-6) # 5; (-5) # 2]%Q)
     (literal [3 # 1; (-1) # 1; (-4) # 7; 3 # 2]%Q) (literal [11 # 3; 6 # 7; (-5) # 3; (-2) # 5; (-1) # 2; 1 # 5; (-3) # 4]%Q))
    [near (7435986592635438854009191509090186804066084362711)%Z;
     near (13262949802800333808060568876992726989473909406815)%Z;
     near (-2111555689408064253468302663701919365318343798665)%Z;
     near (4972879729110634208420770453187250873041754299410)%Z;
     near (-14169514529715016872112292485880934625655235738422)%Z;
     near (10451629942064916742637360963974026765174770876479)%Z;
     near (14080792803339878055071204228611261637576689321020)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma rand13_m4n6__angle :
  enclosed 49
    (angle 6 (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q))
    (near (27635127104561632358636745736391148438482925105358)%Z).
Proof. angle_between 205%positive. Qed.

Lemma rand13_m4n6__population_loss :
  enclosed 48
    (population_loss 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    (near (27482881797689600033806936442265666837399168534830)%Z).
Proof. loss_between 55%nat (8796534163327601844630517177115428489229884596096108983)%Z 223%positive. Qed.

Lemma rand13_m4n6__population_gradient_v :
  enclosed_vector 49 4
    (population_gradient_v 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-15008659764130805119452671088272254023053092808952)%Z;
     near (5841255358619270462928161934452317008224682738846)%Z;
     near (-13736653553256833998319662046362920676019978336873)%Z;
     near (-18393697723383696057931023507289396788864075693503)%Z].
Proof. gradient_v_between 56%nat (87965341633276018446305171771154284892298845960961089826)%Z 227%positive. Qed.

Lemma rand13_m4n6__population_gradient_w :
  enclosed_vector 50 6
    (population_gradient_w 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-14803995825964592128804825663027166790979532501577)%Z;
     near (-36563822122834626116752678012165624028742378840056)%Z;
     near (-10446806320809893176215050860618749722497822525730)%Z;
     near (37447449930687180935604443082002333891273382487578)%Z;
     near (-18819924114799884182187704546855926363283502670768)%Z;
     near (-12993204828753714532766259418514366891508019305272)%Z].
Proof. gradient_w 57%nat (15859007185807789641001161547445330904032839014963932409)%Z 230%positive. Qed.

Lemma rand13_m4n6__expected_coarse_gradient_identity :
  enclosed_vector 49 6
    (expected_coarse_gradient_identity 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-950147217032709937233582034642257602198069336722)%Z;
     near (-17758173864488427213915665418969087801902873269520)%Z;
     near (-5073763961282407775404475833991167943400820934149)%Z;
     near (-532067656423475371902237785400672489006339279266)%Z;
     near (13322891090914189884793874927458726845309659470491)%Z;
     near (-99907480873363525888096975745167414693547430967511)%Z].
Proof. identity 56%nat (7600471007436775874257899103379619068977542778623613479)%Z (3851170235672189034343156355921006993183755648811596982)%Z 227%positive. Qed.

Lemma rand13_m4n6__expected_coarse_gradient_relu :
  enclosed_vector 49 6
    (expected_coarse_gradient_relu 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-5109273618089798560378976915577283537033943593599)%Z;
     near (-8879086932244213606957832709484543900951436634760)%Z;
     near (-2536881980641203887702237916995583971700410467074)%Z;
     near (13636566200508593089335438802068127963301557136081)%Z;
     near (-10021674489007301987946931769992793626710842395611)%Z;
     near (19559259706919890932384300601258613692249918394813)%Z].
Proof. relu 56%nat (7600471007436775874257899103379619068977542778623613479)%Z (3851170235672189034343156355921006993183755648811596982)%Z 227%positive. Qed.

Lemma rand13_m4n6__expected_coarse_gradient_clipped_relu :
  enclosed_vector 50 6
    (expected_coarse_gradient_clipped_relu 4 6 (literal [4 # 3; 11 # 1; 1 # 1; (-8) # 9]%Q) (literal [1 # 3; 7 # 3; 2 # 3; (-5) # 9; (-1) # 1; 10 # 1]%Q)
     (literal [2 # 3; 5 # 3; 10 # 7; 1 # 1]%Q) (literal [1 # 3; 0 # 1; 0 # 1; (-1) # 1; 6 # 5; (-5) # 1]%Q))
    [near (-14750879901485662780645437646493865336944348260357)%Z;
     near (-35003420590889780930607695896333037838773988046249)%Z;
     near (-10000977311682794551602198827523725096792568013214)%Z;
     near (37585321496668458640868180387799112612971332772261)%Z;
     near (-20099942516795163990036319396549622393584179293678)%Z;
     near (-3758790990577935701367908921875834623667556391965)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma rand15_m7n2__angle :
  enclosed 49
    (angle 2 (literal [(-1) # 1; (-3) # 1]%Q) (literal [3 # 7; 5 # 4]%Q))
    (near (31330458531571817553057914183502772952211513740027)%Z).
Proof. angle_between 205%positive. Qed.

Lemma rand15_m7n2__population_loss :
  enclosed 48
    (population_loss 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    (near (65426493656619170337330555200951505046256888763523)%Z).
Proof. loss_between 55%nat (9972794689270598659230425844225703649851188352589242042)%Z 223%positive. Qed.

Lemma rand15_m7n2__population_gradient_v :
  enclosed_vector 49 7
    (population_gradient_v 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (48640208076408596059242783022097227482454647312591)%Z;
     near (34417648976316134886029294455144701152442960065509)%Z;
     near (10756066236186689243530410461411164290426597919593)%Z;
     near (44691041342142620458673031606219150149104043322356)%Z;
     near (53264974196035105059853556161600637284160053381964)%Z;
     near (25688052959363185891606475071975423415054568801067)%Z;
     near (48058827733398529522950997832047515751847713475865)%Z].
Proof. gradient_v_between 56%nat (99727946892705986592304258442257036498511883525892420419)%Z 227%positive. Qed.

Lemma rand15_m7n2__population_gradient_w :
  enclosed_vector 50 2
    (population_gradient_w 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-96590877824382950535671303542521816848230680196034)%Z;
     near (32196959274794316845223767847507272282743560065345)%Z].
Proof. gradient_w 57%nat (8912676813146138803057490748860804273929740161465561129869)%Z 233%positive. Qed.

Lemma rand15_m7n2__expected_coarse_gradient_identity :
  enclosed_vector 48 2
    (expected_coarse_gradient_identity 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-8077782610747575619526422758793515542728489471784)%Z;
     near (-24015224025552612621775464151617326122497706990692)%Z].
Proof. identity 55%nat (1261566261010080024123574761182841973296990028193646351)%Z (3019022662497328373599591804908835761438930181788694707)%Z 223%positive. Qed.

Lemma rand15_m7n2__expected_coarse_gradient_relu :
  enclosed_vector 48 2
    (expected_coarse_gradient_relu 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-7019551679260199208595908623488329336809934692704)%Z;
     near (-20949593134435540507385823808083377757585923365782)%Z].
Proof. relu 55%nat (1261566261010080024123574761182841973296990028193646351)%Z (3019022662497328373599591804908835761438930181788694707)%Z 223%positive. Qed.

Lemma rand15_m7n2__expected_coarse_gradient_clipped_relu :
  enclosed_vector 49 2
    (expected_coarse_gradient_clipped_relu 7 2 (literal [8 # 7; (-7) # 2; (-10) # 1; (-5) # 8; (-4) # 9; (-5) # 1; 9 # 2]%Q) (literal [3 # 7; 5 # 4]%Q)
     (literal [11 # 7; 1 # 2; (-5) # 2; 7 # 4; 5 # 1; (-3) # 2; (-2) # 1]%Q) (literal [(-1) # 1; (-3) # 1]%Q))
    [near (-3734261088512660576840545348403809738283234605388)%Z;
     near (-10112164232087410546502615421395326686410896692858)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma example_two_layer__angle :
  enclosed 49
    (angle 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q))
    (near (12490457723982544258299170772810901230778294041299)%Z).
Proof. angle_between 204%positive. Qed.

Lemma example_two_layer__population_loss :
  enclosed 50
    (population_loss 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    (near (33189590441260831854385026905618513148778363097173)%Z).
Proof. loss_between 55%nat (3975836176504332741754010762247405259511345238869178946)%Z 223%positive. Qed.

Lemma example_two_layer__population_gradient_v :
  enclosed_vector 50 2
    (population_gradient_v 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-17620819117478336291229946188762973702443273805654)%Z;
     near (-35060409558739168145614973094381486851221636902827)%Z].
Proof. gradient_v_between 55%nat (3975836176504332741754010762247405259511345238869178946)%Z 223%positive. Qed.

Lemma example_two_layer__population_gradient_w :
  enclosed_vector 51 2
    (population_gradient_w 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-31830988618379067153776752674502872406891929148091)%Z;
     near (63661977236758134307553505349005744813783858296183)%Z].
Proof. gradient_w 56%nat (21220659078919378102517835116335248271261286098727526500)%Z 227%positive. Qed.

Lemma example_two_layer__expected_coarse_gradient_identity :
  enclosed_vector 50 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (168253340528261742609744691501346077052357631351)%Z;
     near (21241236053304991631857851779279645007678077415513)%Z].
Proof. identity 55%nat (3568248232305542229077932745130165180788405841143906944)%Z (2820947917738781434740397257803862929220253146644994284)%Z 223%positive. Qed.

Lemma example_two_layer__expected_coarse_gradient_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-77660194408080620326665796935356903592083140348413)%Z;
     near (66955449711163993639431998699966408049717922824981)%Z].
Proof. relu 56%nat (35682482323055422290779327451301651807884058411439069437)%Z (28209479177387814347403972578038629292202531466449942842)%Z 227%positive. Qed.

Lemma example_two_layer__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 1; 1 # 2]%Q) (literal [1 # 1; (-1) # 1]%Q)
     (literal [3 # 5; (-1) # 5]%Q) (literal [1 # 1; 1 # 2]%Q))
    [near (-34474195014084971963218138907384749127372098635674)%Z;
     near (51970072560595235079577349481061840926428809302590)%Z].
Proof. clipped_relu 56%nat. Qed.

Lemma example_generic__angle :
  enclosed 49
    (angle 4 (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q))
    (near (15575062389299823372284884839688881360671127900644)%Z).
Proof. angle_between 204%positive. Qed.

Lemma example_generic__population_loss :
  enclosed 49
    (population_loss 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    (near (10444998690655873688702142218051261968439301839749)%Z).
Proof. loss_between 55%nat (4957696336443465573224177790611501635571378954617422540)%Z 223%positive. Qed.

Lemma example_generic__population_gradient_v :
  enclosed_vector 50 3
    (population_gradient_v 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (-1461518317782672133879111046942491822143105226913)%Z;
     near (-22923036635565344267758222093884983644286210453826)%Z;
     near (21355759158891336066939555523471245911071552613456)%Z].
Proof. gradient_v_between 56%nat (49576963364434655732241777906115016355713789546174225405)%Z 227%positive. Qed.

Lemma example_generic__population_gradient_w :
  enclosed_vector 51 4
    (population_gradient_w 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (48833795248180945615299433317213182687180066240678)%Z;
     near (-166101344381567842228909637133378172405374374968)%Z;
     near (49996504658851920510901800777146829894017686865456)%Z;
     near (-16942337126919919907348782987604573585348186246766)%Z].
Proof. gradient_w 57%nat (152302155771406821489892528817682139620927888432465207612)%Z 230%positive. Qed.

Lemma example_generic__expected_coarse_gradient_identity :
  enclosed_vector 50 4
    (expected_coarse_gradient_identity 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (91961218337196467294439045764555525305787476773918)%Z;
     near (18528527327822474049782791316206253925917546419711)%Z;
     near (-37738472957560851054040493448888252175635348164060)%Z;
     near (43460369865557740434318150009973173935074360087539)%Z].
Proof. identity 56%nat (27732126963999961159637479986838172386780237859249768947)%Z (27457090809087032454319816153431553234026601684728110145)%Z 227%positive. Qed.

Lemma example_generic__expected_coarse_gradient_relu :
  enclosed_vector 50 4
    (expected_coarse_gradient_relu 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (29306667831493256999987488040191311505342120374085)%Z;
     near (5095778329634992863083386947581514176070868706637)%Z;
     near (-6363780475951693041596220592879287727153960572375)%Z;
     near (10614224041375552452337718443595619535836101368520)%Z].
Proof. relu 56%nat (27732126963999961159637479986838172386780237859249768947)%Z (27457090809087032454319816153431553234026601684728110145)%Z 227%positive. Qed.

Lemma example_generic__expected_coarse_gradient_clipped_relu :
  enclosed_vector 51 4
    (expected_coarse_gradient_clipped_relu 3 4 (literal [1 # 1; 2 # 1; (-1) # 2]%Q) (literal [1 # 1; 0 # 1; 1 # 1; (-1) # 3]%Q)
     (literal [3 # 5; (-1) # 4; 3 # 2]%Q) (literal [1 # 1; 1 # 4; (-3) # 4; 2 # 3]%Q))
    [near (89012386617997682529623134844076926481705712129687)%Z;
     near (10807037585992009734232730187398032332458840666400)%Z;
     near (13363123516053614389994023532290700154493827464888)%Z;
     near (13557354804635478093723209134899820502600125289037)%Z].
Proof. clipped_relu 57%nat. Qed.

Lemma example_kink__angle :
  enclosed 30
    (angle 2 (literal [2 # 1; 4 # 1]%Q) (literal [1 # 1; 2 # 1]%Q))
    (exactly (0 # 1)%Q).
Proof. angle_zero. Qed.

Lemma example_kink__population_loss :
  enclosed 51
    (population_loss 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    (exactly (1 # 16)%Q).
Proof. loss_known 56%nat (0)%Z (0 # 1)%Q. Qed.

Lemma example_kink__population_gradient_v :
  enclosed_vector 50 2
    (population_gradient_v 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    [exactly (1 # 8)%Q;
     exactly (1 # 4)%Q].
Proof. gradient_v_known 55%nat (0)%Z (0 # 1)%Q. Qed.

Lemma example_kink__expected_coarse_gradient_identity :
  enclosed_vector 51 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    [near (44603102903819277863474159314127064759855073014299)%Z;
     near (89206205807638555726948318628254129519710146028598)%Z].
Proof. identity 56%nat (8920620580763855572694831862825412951971014602859767359)%Z (17841241161527711145389663725650825903942029205719534719)%Z 227%positive. Qed.

Lemma example_kink__expected_coarse_gradient_relu :
  enclosed_vector 50 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 2 # 1]%Q)
     (literal [1 # 1; 1 # 2]%Q) (literal [2 # 1; 4 # 1]%Q))
    [near (8920620580763855572694831862825412951971014602860)%Z;
     near (17841241161527711145389663725650825903942029205720)%Z].
Proof. relu 55%nat (892062058076385557269483186282541295197101460285976736)%Z (1784124116152771114538966372565082590394202920571953472)%Z 223%positive. Qed.

Lemma example_saddle__angle :
  enclosed 49
    (angle 2 (literal [(-1) # 1; 1 # 1]%Q) (literal [1 # 1; 0 # 1]%Q))
    (near (23561944901923449288469825374596271631478770495313)%Z).
Proof. angle_known (3 # 4)%Q 205%positive. Qed.

Lemma example_saddle__population_loss :
  enclosed 50
    (population_loss 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    (exactly (3 # 16)%Q).
Proof. loss_known 55%nat (7500000000000000000000000000000000000000000000000000000)%Z (3 # 4)%Q. Qed.

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
Proof. gradient_w 35%nat (31830988618379067153776752674502872)%Z 157%positive. Qed.

Lemma example_saddle__expected_coarse_gradient_identity :
  enclosed_vector 51 2
    (expected_coarse_gradient_identity 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [near (-70523697943469535868509931445096573230506328666125)%Z;
     near (70523697943469535868509931445096573230506328666125)%Z].
Proof. identity 56%nat (28209479177387814347403972578038629292202531466449942842)%Z (39894228040143267793994605993438186847585863116493465767)%Z 227%positive. Qed.

Lemma example_saddle__expected_coarse_gradient_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_relu 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. relu 35%nat (28209479177387814347403972578038629)%Z (39894228040143267793994605993438187)%Z 157%positive. Qed.

Lemma example_saddle__expected_coarse_gradient_clipped_relu :
  enclosed_vector 30 2
    (expected_coarse_gradient_clipped_relu 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [1 # 1; 0 # 1]%Q)
     (literal [0 # 1; 1 # 2]%Q) (literal [(-1) # 1; 1 # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. clipped_relu 35%nat. Qed.

Lemma example_spurious_minimiser__angle :
  enclosed 49
    (angle 2 (literal [(-2) # 1; (-1) # 1]%Q) (literal [2 # 1; 1 # 1]%Q))
    (near (31415926535897932384626433832795028841971693993751)%Z).
Proof. angle_known (1 # 1)%Q 205%positive. Qed.

Lemma example_spurious_minimiser__population_loss :
  enclosed 50
    (population_loss 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-1) # 3; 2 # 3]%Q) (literal [(-2) # 1; (-1) # 1]%Q))
    (exactly (1 # 6)%Q).
Proof. loss_known 55%nat (10000000000000000000000000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.

Lemma example_spurious_minimiser__population_gradient_v :
  enclosed_vector 30 2
    (population_gradient_v 2 2 (literal [1 # 1; 0 # 1]%Q) (literal [2 # 1; 1 # 1]%Q)
     (literal [(-1) # 3; 2 # 3]%Q) (literal [(-2) # 1; (-1) # 1]%Q))
    [exactly (0 # 1)%Q;
     exactly (0 # 1)%Q].
Proof. gradient_v_known 35%nat (100000000000000000000000000000000000)%Z (1 # 1)%Q. Qed.
