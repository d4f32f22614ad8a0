//! Names of countries beside those of CLDR: codes of three letters, and names in everyday use. Entry points: [`CODES`],
//! [`OTHER_NAMES`].

/// The codes of ISO 3166-1 of two and of three letters.
pub(super) const CODES: &str = "\
    AF:AFG AL:ALB DZ:DZA AS:ASM AD:AND AO:AGO AI:AIA AQ:ATA AG:ATG AR:ARG AM:ARM AW:ABW AU:AUS AT:AUT AZ:AZE \
    BS:BHS BH:BHR BD:BGD BB:BRB BY:BLR BE:BEL BZ:BLZ BJ:BEN BM:BMU BT:BTN BO:BOL BQ:BES BA:BIH BW:BWA BR:BRA \
    IO:IOT VG:VGB BN:BRN BG:BGR BF:BFA BI:BDI KH:KHM CM:CMR CA:CAN CV:CPV KY:CYM CF:CAF TD:TCD CL:CHL CN:CHN \
    CO:COL KM:COM CG:COG CD:COD CK:COK CR:CRI CI:CIV HR:HRV CU:CUB CW:CUW CY:CYP CZ:CZE DK:DNK DJ:DJI DM:DMA \
    DO:DOM EC:ECU EG:EGY SV:SLV GQ:GNQ ER:ERI EE:EST SZ:SWZ ET:ETH FK:FLK FO:FRO FJ:FJI FI:FIN FR:FRA GF:GUF \
    PF:PYF GA:GAB GM:GMB GE:GEO DE:DEU GH:GHA GI:GIB GR:GRC GL:GRL GD:GRD GP:GLP GU:GUM GT:GTM GG:GGY GN:GIN \
    GW:GNB GY:GUY HT:HTI HN:HND HK:HKG HU:HUN IS:ISL IN:IND ID:IDN IR:IRN IQ:IRQ IE:IRL IM:IMN IL:ISR IT:ITA \
    JM:JAM JP:JPN JE:JEY JO:JOR KZ:KAZ KE:KEN KI:KIR KP:PRK KR:KOR KW:KWT KG:KGZ LA:LAO LV:LVA LB:LBN LS:LSO \
    LR:LBR LY:LBY LI:LIE LT:LTU LU:LUX MO:MAC MG:MDG MW:MWI MY:MYS MV:MDV ML:MLI MT:MLT MH:MHL MQ:MTQ MR:MRT \
    MU:MUS YT:MYT MX:MEX FM:FSM MD:MDA MC:MCO MN:MNG ME:MNE MS:MSR MA:MAR MZ:MOZ MM:MMR NA:NAM NR:NRU NP:NPL \
    NL:NLD NC:NCL NZ:NZL NI:NIC NE:NER NG:NGA NU:NIU MK:MKD MP:MNP NO:NOR OM:OMN PK:PAK PW:PLW PS:PSE PA:PAN \
    PG:PNG PY:PRY PE:PER PH:PHL PL:POL PT:PRT PR:PRI QA:QAT RE:REU RO:ROU RU:RUS RW:RWA BL:BLM KN:KNA LC:LCA \
    MF:MAF PM:SPM VC:VCT WS:WSM SM:SMR ST:STP SA:SAU SN:SEN RS:SRB SC:SYC SL:SLE SG:SGP SX:SXM SK:SVK SI:SVN \
    SB:SLB SO:SOM ZA:ZAF SS:SSD ES:ESP LK:LKA SD:SDN SR:SUR SE:SWE CH:CHE SY:SYR TW:TWN TJ:TJK TZ:TZA TH:THA \
    TL:TLS TG:TGO TO:TON TT:TTO TN:TUN TR:TUR TM:TKM TC:TCA TV:TUV UG:UGA UA:UKR AE:ARE GB:GBR US:USA UY:URY \
    UZ:UZB VU:VUT VA:VAT VE:VEN VN:VNM VI:VIR WF:WLF EH:ESH YE:YEM ZM:ZMB ZW:ZWE XK:XKX \
";

/// Names in everyday use, and former names.
pub(super) const OTHER_NAMES: &[(&str, &[&str])] = &[
    (
        "US",
        &[
            "U.S.",
            "U.S.A.",
            "United States of America",
            "America",
            "États-Unis d'Amérique",
            "Vereinigte Staaten von Amerika",
            "Estados Unidos de América",
            "EE. UU.",
            "EEUU",
            "Stati Uniti d'America",
            "Verenigde Staten van Amerika",
            "Amerika",
        ],
    ),
    (
        "GB",
        &[
            "UK",
            "U.K.",
            "Great Britain",
            "Britain",
            "England",
            "Scotland",
            "Wales",
            "Northern Ireland",
            "United Kingdom of Great Britain and Northern Ireland",
            "Grande-Bretagne",
            "Angleterre",
            "Großbritannien",
            "Vereinigtes Königreich",
            "Gran Bretaña",
            "Inglaterra",
            "Gran Bretagna",
            "Inghilterra",
            "Groot-Brittannië",
            "Engeland",
            "Écosse",
            "Schottland",
        ],
    ),
    (
        "NL",
        &[
            "The Netherlands",
            "Holland",
            "Hollande",
            "Holanda",
            "Olanda",
            "Pays Bas",
        ],
    ),
    (
        "CZ",
        &[
            "Czech Republic",
            "République tchèque",
            "Tschechische Republik",
            "República Checa",
            "Repubblica Ceca",
            "Tsjechische Republiek",
            "Česko",
            "Česká republika",
        ],
    ),
    ("HK", &["Hong Kong", "Hongkong", "Hong Kong SAR"]),
    ("MO", &["Macau", "Macao"]),
    (
        "KR",
        &[
            "Korea",
            "South Korea",
            "Republic of Korea",
            "Korea, Republic of",
            "Corée",
            "Corée du Sud",
            "Südkorea",
            "Republik Korea",
        ],
    ),
    ("KP", &["DPRK", "Democratic People's Republic of Korea"]),
    ("AE", &["UAE", "U.A.E.", "Emirates", "Emirats", "VAE"]),
    ("TR", &["Turkey", "Türkiye", "Turkiye"]),
    ("VN", &["Viet Nam", "Vietnam"]),
    (
        "RU",
        &[
            "Russian Federation",
            "Fédération de Russie",
            "Russische Föderation",
        ],
    ),
    (
        "IR",
        &["Iran, Islamic Republic of", "Islamic Republic of Iran"],
    ),
    ("SY", &["Syrian Arab Republic"]),
    ("LA", &["Lao PDR", "Lao People's Democratic Republic"]),
    ("MD", &["Republic of Moldova", "Moldova, Republic of"]),
    ("MK", &["Macedonia", "Macédoine", "Mazedonien", "FYROM"]),
    ("TZ", &["United Republic of Tanzania"]),
    ("VE", &["Venezuela, Bolivarian Republic of"]),
    ("BO", &["Bolivia, Plurinational State of"]),
    ("CI", &["Ivory Coast", "Cote d'Ivoire"]),
    ("CV", &["Cape Verde"]),
    ("SZ", &["Swaziland"]),
    ("MM", &["Burma", "Birmanie", "Birma"]),
    ("TL", &["East Timor"]),
    (
        "CD",
        &[
            "DR Congo",
            "DRC",
            "RDC",
            "Democratic Republic of the Congo",
            "Congo-Kinshasa",
        ],
    ),
    (
        "CG",
        &["Republic of the Congo", "Congo", "Congo-Brazzaville"],
    ),
    (
        "CN",
        &[
            "People's Republic of China",
            "PR China",
            "PRC",
            "Mainland China",
        ],
    ),
    ("TW", &["Taiwan, Province of China", "Republic of China"]),
    ("PS", &["Palestine", "State of Palestine", "Palästina"]),
    ("VA", &["Holy See", "Vatican"]),
    ("BA", &["Bosnia", "Bosnia-Herzegovina"]),
    ("BY", &["Belorussia", "Weißrussland", "Biélorussie"]),
    ("DE", &["Federal Republic of Germany", "BRD", "RFA"]),
    ("CH", &["Swiss Confederation"]),
    (
        "SK",
        &[
            "Slovak Republic",
            "République slovaque",
            "Slowakische Republik",
        ],
    ),
    ("IE", &["Republic of Ireland", "Eire", "Éire"]),
    ("BN", &["Brunei Darussalam"]),
    ("KN", &["St Kitts and Nevis"]),
    ("SA", &["KSA", "Kingdom of Saudi Arabia", "السعودية"]),
    ("ZA", &["RSA", "Republic of South Africa"]),
    ("NZ", &["Aotearoa"]),
    ("DK", &["Danmark"]),
    ("NO", &["Norge"]),
    ("SE", &["Sverige"]),
    ("FI", &["Suomi"]),
    ("PL", &["Polska"]),
    ("HU", &["Magyarország"]),
    ("RO", &["România", "Roumania", "Rumania"]),
    ("HR", &["Hrvatska"]),
    ("GR", &["Hellas", "Ελλάδα", "EL"]),
    ("PT", &["Portugal"]),
    ("BR", &["Brasil"]),
    ("AT", &["Österreich", "Oesterreich"]),
    ("JP", &["Nippon"]),
    ("SI", &["Slovenija"]),
    ("RS", &["Srbija"]),
    ("BG", &["България"]),
    ("UA", &["Україна", "The Ukraine"]),
    ("EE", &["Eesti"]),
    ("LV", &["Latvija"]),
    ("LT", &["Lietuva"]),
    ("IS", &["Ísland"]),
    ("GE", &["საქართველო"]),
    ("AM", &["Հայաստան"]),
    ("GM", &["The Gambia"]),
    ("BS", &["The Bahamas"]),
    ("PH", &["The Philippines"]),
];
