"""The controlled terms of the European Learning Model, by our codes.

URIs and codes as in the Europass controlled vocabularies of 2024 (European-Learning-Model, commit 9d7c5d22) and in the
authority tables of the Publications Office; an official term that has no code of ours is read as text.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
EU = "http://publications.europa.eu/resource/authority/"
SNB = "http://data.europa.eu/snb/"
ESCO_SKILLS = "http://data.europa.eu/esco/concept-scheme/skills"
EQF = f"{SNB}eqf/"
ECTS = f"{SNB}education-credit/6fcec5c5af"

# our code: (end of the URI, label); the schemes are below
OPPORTUNITY = {"course": ("05053c1cbe", "Course"), "module": ("0f7dac46ca", "Programme module")}
MODE = {
    "presential": ("9191af2ed9", "Presential"),
    "online": ("920fbb3cbe", "Online"),
    "blended": ("e92d221e4d", "Blended"),
    "workbased": ("729f3bed4b", "Workbased"),
    "project": ("7813801c77", "Project based"),
}
ASSESSMENT = {
    "written_examination": ("6e6cb2cc78", "written examination"),
    "oral_examination": ("d30284d7df", "oral examination"),
    "practical_assessment": ("6a4db9f11d", "practical assessment"),
    "portfolio": ("4f03b91c0e", "portfolio"),
    "continuous_evaluation": ("3484bd7e51", "continuous evaluation"),
    "artefact": ("de4d165a6c", "artefact assessment"),
    "quiz": ("b1b68f6735", "quiz"),
    "attendance": ("7331eb4762", "level of attendance"),
}
SETTING = {"formal": ("6fd4685715", "formal learning"), "non_formal": ("e207a81fc7", "non-formal learning")}
TARGET_GROUP = {"learning_disability": ("de9cd193ce", "Persons with a learning disability")}

LISTS = {  # list: our codes, and where its terms stand
    "learning-opportunity": OPPORTUNITY,
    "learning-assessment": MODE,
    "assessment": ASSESSMENT,
    "learning-setting": SETTING,
    "target-group": TARGET_GROUP,
}

# ISO 3166-1: two letters, then three; Kosovo as the authority table of the European Union has it
COUNTRIES = (
    "ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH "
    "BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT "
    "BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB "
    "CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP "
    "ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB "
    "GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL "
    "ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM "
    "KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY "
    "MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT "
    "MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU "
    "NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT "
    "REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR "
    "SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TGTGO THTHA TJTJK TKTKL TLTLS TMTKM "
    "TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB "
    "VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE "
    "XK1A0"
)
# ISO 639: two letters, then three
LANGUAGES = (
    "aaAAR abABK aeAVE afAFR akAKA amAMH anARG arARA asASM avAVA ayAYM azAZE baBAK beBEL bgBUL biBIS bmBAM "
    "bnBEN boBOD brBRE bsBOS caCAT ceCHE chCHA coCOS crCRE csCES cuCHU cvCHV cyCYM daDAN deDEU dvDIV dzDZO "
    "eeEWE elELL enENG eoEPO esSPA etEST euEUS faFAS ffFUL fiFIN fjFIJ foFAO frFRA fyFRY gaGLE gdGLA glGLG "
    "gnGRN guGUJ gvGLV haHAU heHEB hiHIN hoHMO hrHRV htHAT huHUN hyHYE hzHER iaINA idIND ieILE igIBO iiIII "
    "ikIPK ioIDO isISL itITA iuIKU jaJPN jvJAV kaKAT kgKON kiKIK kjKUA kkKAZ klKAL kmKHM knKAN koKOR krKAU "
    "ksKAS kuKUR kvKOM kwCOR kyKIR laLAT lbLTZ lgLUG liLIM lnLIN loLAO ltLIT luLUB lvLAV mgMLG mhMAH miMRI "
    "mkMKD mlMAL mnMON mrMAR msMSA mtMLT myMYA naNAU nbNOB ndNDE neNEP ngNDO nlNLD nnNNO noNOR nrNBL nvNAV "
    "nyNYA ocOCI ojOJI omORM orORI osOSS paPAN piPLI plPOL psPUS ptPOR quQUE rmROH rnRUN roRON ruRUS rwKIN "
    "saSAN scSRD sdSND seSME sgSAG siSIN skSLK slSLV smSMO snSNA soSOM sqSQI srSRP ssSSW stSOT suSUN svSWE "
    "swSWA taTAM teTEL tgTGK thTHA tiTIR tkTUK tlTGL tnTSN toTON trTUR tsTSO ttTAT twTWI tyTAH ugUIG ukUKR "
    "urURD uzUZB veVEN viVIE voVOL waWLN woWOL xhXHO yiYID yoYOR zaZHA zhZHO zuZUL"
)
COUNTRY_CODE = {pair[:2]: pair[2:] for pair in COUNTRIES.split()}
LANGUAGE_CODE = {pair[:2]: pair[2:] for pair in LANGUAGES.split()}
_COUNTRY_OF = {three: two for two, three in COUNTRY_CODE.items()}
_LANGUAGE_OF = {three: two for two, three in LANGUAGE_CODE.items()}


def term_uri(name: str, code: str) -> str | None:
    """Return the URI of a term of one of the lists by our code, None where the list has no such term.

    Examples
    --------
    >>> term_uri("learning-assessment", "online"), term_uri("target-group", "autistic")
    ('http://data.europa.eu/snb/learning-assessment/920fbb3cbe', None)
    """
    found = LISTS[name].get(code)
    return f"{SNB}{name}/{found[0]}" if found else None


def term_code(name: str, uri: str) -> str | None:
    """Return our code for the URI of a term, None for a term we have no code for.

    Examples
    --------
    >>> term_code("assessment", "http://data.europa.eu/snb/assessment/b1b68f6735")
    'quiz'
    """
    end = uri.rstrip("/").rpartition("/")[2]
    return next((code for code, (term, _) in LISTS[name].items() if term == end), None)


def country_of(uri: str) -> str:
    """Return the two letters of a country by its URI or its three letters, "" for an unknown one.

    Examples
    --------
    >>> country_of("http://publications.europa.eu/resource/authority/country/BEL"), country_of("BE"), country_of("?")
    ('BE', 'BE', '')
    """
    end = uri.rstrip("/").rpartition("/")[2].upper()
    return end if end in COUNTRY_CODE else _COUNTRY_OF.get(end, "")


def language_of(uri: str) -> str:
    """Return the code of a language by its URI or its three letters; "" for what is no code.

    Examples
    --------
    >>> language_of("http://publications.europa.eu/resource/authority/language/DEU"), language_of("nl-BE")
    ('de', 'nl-BE')
    >>> language_of("German")
    ''
    """
    end = uri.rstrip("/").rpartition("/")[2]
    code = _LANGUAGE_OF.get(end.upper(), end.lower() if len(end) <= 3 else end)
    return code if _CODE.fullmatch(code) else ""
