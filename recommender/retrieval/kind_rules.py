"""The rules that say what a clause tells about the person, in one table.

The first rule that matches decides; a clause that none matches is something the person does. The first rows, which
say what is doing all the same, stand in `doing_rules.py`. Each rule has an example, which a test reads. To change a
rule, change its row; to add one, think about its place in the order.
"""

from __future__ import annotations

from recommender.domain.statements import StatementKind
from recommender.retrieval.doing_rules import DOING_RULES
from recommender.retrieval.people import PEOPLE, STAFF
from recommender.retrieval.rule import Rule

_TIME = r"""(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september
        |october|november|december|christmas|easter|summer|noon|lunch(?:time)?|then|now|tomorrow|the\ end|\d)"""

K = StatementKind

RULES: tuple[Rule, ...] = (
    *DOING_RULES,
    # Wishes and plans.
    Rule(
        K.WISH,
        r"""\b(?:would|'d|’d|d)\ (?:really\ |so\ |very\ much\ |also\ )?(?:like|love|prefer|enjoy)\b|\bwould\ like
        |(?:^|\b(?:and|but|I|he|she|(?-i:[A-Z][a-zé]+))\ )(?:\w+\ )?(?:wants?|wanted|hopes?|hoping|wish(?:es)?
        |dreams?|longs?)\ (?:to|of|that|for|some\ day)\b(?<!people\ want\ to)|^(?:(?:I|he|she
        |(?-i:[A-Z]\w+))\ )?wants?\ (?:a|an|the|my|his|her|to)\b(?!.*\b(?:notice|notes|watch|instead)\b)
        |\bhas\ asked\ for\b|^asks\ (?:\w+\ ){0,2}for\b|\bthinks\ of\b|\bsee\ (?:my|him|her)self\b
        |\bwould\ (?:take|be\ nice)\b|\b(?:one\ day|some\ ?day|in\ the\ future|(?:his|her|my|their)\ (?:dream
        |wish|goal|aim|plan))\b|\bwould\ give\ anything|\b(?:he|she|I|they)'d\ give\ anything
        |\b(?:interested\ in|curious\ about|looking\ forward\ to
        |keen\ to(?!\ learn\W*$)|thinking\ (?:of|about)|plan(?:s|ning)?\ to
        |intends?\ to|asks?\ (?:\w+\ ){0,2}?(?:if|whether|when)
        \ (?:he|she|I)\ (?:can|could|may))\b|\bdream\ job\b""",
        "I would like to work with animals later",
    ),
    # Dislikes.
    Rule(
        K.DISLIKE,
        r"""\b(?:doesn't|does\ not|don't|do\ not|didn't|did\ not|doesnt|dont)\ (?:really\ |much\ )?(?:like|enjoy
        |want|fancy|care\ for)\b|\b(?:hates?|hated|dislikes?|detests?|loathes?)\b|\b(?:can't|cannot
        |can\ not)\ (?:stand|bear)\b|\b(?:not|no)\ (?:so\ |very\ |really\ )?(?:keen|fond|fun|a\ fan)\b
        |(?:\bwould|'d|’d)\ rather\ not\b|\bwouldn'?t\ (?:go|do|touch)\b|\b(?:anything|everything)\ bar\b
        |\bboring\b|\bnot\ (?:my|his|her|their)\ (?:thing|cup)\b|\b(?:refuses?(?!\ (?:nothing|deliver|damaged))
        |avoids?(?!\ (?:waste|spill|mistakes|damage|scratch|any\ waste))|complains(?!\ to))\b
        |\b(?:horrible|awful|afraid\ of|scared\ of|no\ way)\b|\b(?:won't|will\ not)\ (?:touch|go|do|eat|wear|put\ on)\b
        |\b(?:fed\ up|sick)\ (?:with|of)\b""",
        "does not like the wasps",
    ),
    # What is not possible, not allowed or not learned yet.
    Rule(
        K.NOT_YET,
        r"""(?<!they\ )\b(?:cannot|can't|cant|can\ not|could\ not|couldn't|unable\ to|not\ able\ to
        |not\ capable)\b|\b(?:not|never|isn't|aren't|wasn't|n't)\ (?:yet\ |really\ )?(?:allowed|permitted
        |supposed|trained|qualified|certified|ready)\b|\bmust(?:\ not|n't)\b|\bnot\ yet\b|\b(?:not
        |n't)\b.*\byet\b|\byet\ to\b|\b(?:no|without\ (?:a\ |the\ )?)\ ?(?:\w+\ )?(?:licen[cs]e|certificate
        |permit|permission)\b|\bnot\ (?:been\ )?(?:done|used|run|driven|learned|learnt|tried|touched|started
        |signed\ off|cleared|attempted)\b
        |\bhad\ to\ (?:stop|give\ up)$|\boff\ limits\b|\bon\ hold$
        |\b(?:has|have|had)(?:\ not|n't|\ never)\ (?:yet\ )?(?:been|done|learned|learnt|tried|worked|used|had
        |started|got)\b|\bnever\ (?:done|tried|used|learned|learnt|worked|driven|been\ shown|did)\b|\b(?:is|are
        |was|s)\ planned\b|\bplanned\ for\b|^planned(?!\ the\b)\b|\b(?:will|shall|going\ to|about\ to
        |due\ to)\ (?:\w+\ )?(?:start|begin|learn|try|be\ (?:shown|trained|taught)|get\ (?:shown|trained))\b
        |\bstart(?:s|ing)?\ (?:learning\ )?(?:\w+\ ){0,3}(?:in\ (?:january|february|march|april|may|june|july
        |august|september|october|november|december|spring|summer|autumn|winter)|next\ \w+)\b|\bnext\ (?:year
        |month|week|spring|summer|autumn|winter)\b(?!['’]s)|\b(?:still|yet)\ has\ to\ learn\b|\bneeds\ to\ learn\b
        |\b(?:doesn't|does\ not|don't|do\ not|dont|doesnt)\ (?:yet\ )?(?:know\ how|do|use|drive|operate|work
        |handle|cook|go\ near|touch)\b|\bmay\ not\b|\b(?:forbidden|taboo|prohibited|impossible)\b
        |\bout\ of\ the\ question\b|\bnot\ (?:possible|trusted|before|his|hers|mine)\b|\b(?:no|not)$
        |^no\ (?!(?:mistakes?|errors?|reminders?|help|support|complaints?|problems?|spills|accidents?|waste)\b)
        (?:\w+\ )?\w+(?<!left)$|\bplanned$|\b(?:not|no|none|never|nothing|only|can't|cannot|\w+n't)\b.*\bso\ far$
        |\bcourse\ in\ \w+$|\bfailed\b|\btoo\ (?:hard|difficult|heavy
        |fast|dangerous|nervous|complicated)\b|^(?:\w+\ )?\w+,?\ no(?:$|,|\ (?:although|though|but
        |because|not|way|chance)\b)|\bnot\ (?:something\ )?(?:for|by)\ (?:me
        |him|her|them)\b|\bso\ far\ (?:not|no|only\ watched)\b|\bonly\ (?:watches|watched|watching)\b|\b(?:not
        |n't)\ (?:so\ |very\ |that\ )?(?:good|able|confident)\ (?:at|with|in)\b|\bgave\ up\b|\bnot\ (?:his|her
        |my|their)\ (?:job|task)\b""",
        "cannot use the till yet",
    ),
    Rule(
        K.NOT_YET,
        r"""\b(?:was|were|been)\ (?:shown|explained|demonstrated)\ to\ (?:me|him|her)\b|\b(?:I|he|she|(?-i:[A-Z]\w+))
        \ (?:was|has\ been|have\ been)\ (?:only\ )?shown\b""",
        "the sewing machine was shown to her once",
    ),
    Rule(
        K.NOT_YET,
        r"""^(?:(?:and|but)\ )?(?:(?:I|he|she|they|we|(?-i:[A-Z][\w.-]*))\ )?(?:should\ (?:be\ (?!proud)\w+ing|have|of)
        |(?:was|were|is|are)\ (?:supposed|meant|due)\ to|(?:meant|supposed)\ to|(?:was|were)\ going\ to)\b""",
        "was supposed to clean the ovens",
    ),
    Rule(
        K.NOT_YET,
        r"""^(?:(?:and|but|then)\ )?(?:(?:I|he|she|(?-i:[A-Z][\w.-]*))\ )?
        (?:only\ |just\ )?watched
        (?:$|\ (?:me|him|her|us|them|while|how|as|the\ others)\b)
        |\bno\ chance\b|\bdefinitely\ not\b|\((?:no|not\ yet|not\ done)\)""",
        "watched while the others loaded the van",
    ),
    Rule(
        K.NOT_YET,
        r"""^(?:(?:and|but)\ )?(?:(?:I|he|she|(?-i:[A-Z][\w.-]*))\ )?(?:never|hardly\ ever)\ \w+[^s\W]s\b
        |^(?:(?:and|but)\ )?(?:I|we)\ (?:never|hardly\ ever)\ \w+
        |[:?–-]\s*(?:never|no|nope)$|^no\ experience\b
        |(?:\b(?:will|going\ to)|'ll|’ll)\ (?:\w+\ )?(?:let|be\ (?:let|allowed|able))\b|\bwould\ need\b
        |\bcan\ (?:nearly|almost)\b|\bnearly\ able\b""",
        "never cleans windows",
    ),
    Rule(K.OTHER, r"^please\b", "please make sure that he washes the dishes"),
    # What is over: the person did it once and does it no more.
    Rule(
        K.OTHER,
        r"""^(?!.*\bnow\b)(?:(?:and|but)\ )?(?:(?:I|he|she|we|(?-i:[A-Z][\w.-]*))\ )?used\ to
        \ (?!hate|dislike|fear|be\ (?:afraid|scared)|not\b|\w+ing\b)
        |\b(?:before|until)\ (?:the|his|her|my)\ (?:stroke|accident|illness|operation)\b
        |\bas\ a\ (?:boy|girl|child)\b
        |^(?:(?:and|but)\ )?(?:(?:I|he|she|(?-i:[A-Z][\w.-]*))\ )?no\ longer
        \ (?:do|work|go|make|drive|\w+[^s\W]s)\b""",
        "used to drive a forklift",
    ),
    # Help that another person gives within the task: before the rule for what others do.
    Rule(
        K.WITH_HELP,
        r"""(?<!would\ )(?<!could\ )(?<!might\ )\b(?:helps?|helped|assists?|guides?|reminds?|shows?
        |listens\ in|looks\ on)\ (?:\w+\ )?(?:me|him
        |her)\b(?!\ (?:if|when))|\b(?:stands?|sits?|is|stays?)\ (?:next\ to|beside|behind|by)\ (?:me|him
        |her)\b|\b(?:if|when)\ (?:someone|somebody|a\ \w+|the\ \w+|(?-i:[A-Z]\w+))\ .*\b(?:with|next\ to|beside)
        \ (?:me|him|her)\b|\blooking\ on\b|\bhand\ on\ (?:mine|his|hers)\b|\b(?:reads?|holds?|checks?)\ (?:it\ |them
        \ )?with\ (?:me|him|her)\b|^with\ (?-i:[A-Z]\w+)\ (?:next\ to|beside)\b|\bsecond\ pair\ of\ hands\b
        |\bapproved\ by\b""",
        "my coach helped me with the string",
    ),
    # What others do.
    Rule(
        K.OTHERS,
        rf"""^(?:(?:when|while|if|because|then|at\ \w+|today|usually|but|and|so)\ )?(?:the|my|his|her|our|their|a|an
        |another|one\ of\ the|some|other)\ (?:\w+\ ){{0,2}}?{PEOPLE}\b(?!\ (?:that|who|room|and\ I|and\ me|to))""",
        "my colleague drives the fork-lift",
    ),
    Rule(
        K.OTHERS,
        rf"""^(?:(?:and|but|so|then|while|because|when)\ )?{STAFF}\ (?:\w+ly\ |always\ |usually\ |only\ |then\ )?
        (?!and\b|rooms?\b|meals?\b|kitchen|canteen|toilets?\b|to\b|is\b|are\b|was\b|were\b|has\b|says?\b|asks?\b|asked\b
        |tells?\b|prompts?\b|prompted\b|notice|think|reports?\b|reported\b|wants?\b|needs?\b)
        (?:do|did|make|made|give|gave|cook|wash|iron|take|took|cut|load|bring|pay|drive|put|\w+[^s\W]s|\w+ed)\b""",
        "staff iron his shirts",
    ),
    Rule(
        K.OTHERS,
        r"""\b(?:is|are|was|were)\ (?:\w+ly\ )?\w+(?:ed|[nt])\ by\ (?:the|a|an|our)\ (?:\w+\ )?
        (?:join|paint|build|port|clean|bak|weld|fitt|plaster|butch|print|help|work|operat|organis)(?:ers?|ors?)\b
        |^(?:(?:and|but)\ )?(?:someone|somebody)\ has\ to\b""",
        "the frames are built by the joiners",
    ),
    Rule(
        K.OTHERS,
        r"""^(?:(?:and|but)\ )?(?:nobody|no\ one|none\ of\ (?:us|them))\b
        |^(?:the\ |my\ )?(?:two|three|both|other|some)\ (?:of\ the\ )?
        (?:other\ )?(?:\w+\ )?(?:lads|residents|people|members|clients|trainees|participants|workers|men|women|boys
        |girls|instructors|of\ them)\b|^(?:the|a)\ (?:person|man|woman)\ (?:next\ to|beside|in|from)\b
        (?!.*\b(?:told|tells|says|said)\b)
        |^(?:(?:and|but|then)\ )?(?:the|a)\ (?:machine|computer)\ (?!(?:is|has|needs|stops|breaks|jams|beeps|runs|goes
        |was|gets|must)\b)\w+[^s\W]s\b(?!.*\b(?:I|he|she)\b)""",
        "nobody in the group welds",
    ),
    Rule(
        K.OTHERS,
        rf"""\b(?:done|run|made|driven|handled|operated|set|switched\ on|cooked|cut|checked|taken\ care\ of
        |looked\ after|arranged|sold|paid|bought|prepared)\ (?:\w+\ )?by\ (?!(?:me|him|her|them|us|hand|machine
        |size|colour|weight|number|date|the\ person|itself|himself|herself|myself|{_TIME})\b)|\b(?:is|are|was|were
        |gets?)\ (?!(?:the|his|her|it|them|my)\b)(?:\w+\ ){{1,3}}by\ (?:(?:the|a|an|my|our|his
        |her)\ )?(?:\w+\ )?(?:{PEOPLE}|agency|groups?)\b
        |\bby\ (?:(?:the|a|an|his|her|my)\ )?(?:\w+\ )?(?:{PEOPLE}|man|woman|lady|gentleman)$
        |\bby\ (?!{_TIME})(?-i:[A-Z][a-z]+)$|\b(?:is|are)\ what\ (?-i:[A-Z])|\b\w+'s\ (?:job
        |work|task)$|\bcomes?\ from\ (?-i:[A-Z]\w+)$|\b(?:is|are|was|were)\ (?:the\ others|someone\ else
        |somebody\ else|(?:his|her|their|the\ {PEOPLE}(?:'s|s')?)\ (?:job|task|business))\b|\b(?:someone
        |somebody)\ else\ (?:does|did|has|had|drives|takes|makes)\b|\b(?:does|did|do)\ (?:that|this
        |it)\ for\ (?:me|him|her|them|us)\b|\b(?:nothing\ to\ do\ with\ that|not\ by\ (?:me|him|her))\b
        |^others\b|^everyone\ else\b|^(?:some|some)one\ (?:else|from)\b""",
        "programme and setup done by instructor",
    ),
    # The thing first, then who does it; and what somebody does to the person.
    Rule(
        K.OTHERS,
        rf"""^\w+ing\ (?:does|did)\ (?:the|my|his|her|our|their)\ {PEOPLE}\b
        |^(?!.*\bI\b)(?:(?!what|that|which|when|while|if|how|where|after|before|until|because)\w+\ ){{1,3}}
        (?:the|my|his|her|our|their)\ {PEOPLE}\ (?:does|did|fixes|handles)\b""",
        "red faces my colleague fixes on the computer",
    ),
    Rule(
        K.OTHERS,
        r"""^(?!.*\b(?:I|he|she)\b)(?:a|an|one|some|another|the)\ (?:\w+\ ){1,2}?(?:\w+ed|\w+s)\ (?:at|to)\ me\b""",
        "a man shouted at me",
    ),
    # Who does it stands behind a colon, or after "only for".
    Rule(
        K.OTHERS,
        rf"""\w\ ?:\ (?:(?:only|always|done\ by)\ )?(?:(?:the|two|my|his|her|our|a|an)\ )?
        (?:{PEOPLE}(?:'s\ (?:job|work|task))?|(?:mr|mrs|ms|miss)\.?\ \w+)$
        |^(?:the\ )?\w+(?<!s)\ (?:is\ )?only\ for\ (?:the\ )?(?:instructors?|staff|nurses?|trainers?
        |foreman|group\ leaders?|master|carers?|(?:mr|mrs|ms|miss)\.?\ \w+)$
        |\bis\ (?:only\ )?for\ (?:trained|qualified|skilled)\ (?:staff|people|workers)\b""",
        "lifting into the chair: two nurses",
    ),
    # What a firm, an office or a customer hands in is not yet work of the person.
    Rule(
        K.OTHERS,
        r"""^(?:(?:when|because|then|usually|but|and|so)\ )?(?:the|my|our|a|an|another)\ (?:\w+\ ){1,3}?(?:sends?|sent
        |delivers?|delivered|supplies|supplied|brings?|brought)\ (?:me|us|him|her|them)\b""",
        "the town hall sends us its leaflets",
    ),
    # Protective gear that is worn; an aid against something is a need.
    Rule(
        K.DONE,
        r"""(?<!not\ )(?<!n't\ )(?<!must\ )(?<!to\ )\b(?:wears?|wore|wearing|puts?\ on|put\ on
        |puts?\ (?:his|her|my|the|a)\ (?=[\w\ -]+\ on\b))[^,]*
        \b(?:masks?|respirator|goggles|gloves?|visor|helmet|hard\ hat|hair\ ?net|ear\ (?:muffs|defenders
        |protectors|protection|plugs)|hearing\ protection|(?:safety|protective|steel|work)[\ -]\w+|steel-toe\w*
        |hi-?vis|harness|overalls?|apron)\b(?!.*\b(?:because|against|due\ to|fits|seizures|falls|asthma|allergy
        |when\ it\ (?:is|gets))\b)""",
        "wears gloves and goggles at the grinder",
    ),
    # Support needs that are not part of a task.
    Rule(
        K.SUPPORT_NEED,
        r"""\b(?:has|have|had)\ to\ be\ (?:reminded|told|called|fetched|encouraged|shown|helped
        |prompted)\b|\bdepends?\ on\ (?:me|us|staff|him|her)\b|\bneeds?\ (?:to\ be\ reminded
        |reminding|reminders?|prompt(?:s|ing)|(?:\w+\ ){0,3}?(?:breaks?|rest|quiet|pauses?|time|space
        |instructions?|pictures|symbols|routine|structure|light|seat|chair|headphones|help|support|assistance
        |encouragement|reassurance|supervision|someone|somebody|glasses|transport|corner|place))\b|(?:^|\b(?:I
        |he|she|still|and|also|(?-i:[A-Z]\w+))\ )needs?\ (?!\w+ing\b)
        |(?<!as\ )(?<!when\ )(?<!where\ )(?<!if\ )\b(?:needed|supplied)$|\bis\ needed\b
        |\bwould\ help\ (?:me|him|her)\b|\b(?:large\ print|screen\ reader|reading\ software|one\ by\ one
        |hearing\ aids?|magnif\w+|ear\ muffs\ on|headset\ on|in\ pictures$|yellow\ paper)\b
        |\bwants?\ (?:\w+\ ){0,3}(?:notice|notes|watch)\b|\bshould\ not\ share\b|\bdoes\ not\ manage\b
        |\b(?:tires|gets\ tired|gets\ upset|gets\ anxious|gets\ confused|gets\ stressed)\b|\bwhen\ it\ (?:is
        |gets)\ (?:too\ )?(?:loud|noisy|busy|hot|crowded)\b|\b(?:helps\ (?:me\ |him\ |her\ |them\ )?(?:if|when)
        |works\ (?:best|better|well)\ (?:if|when|with))\b|\brelies\ on\b|\bmedication\b|\b(?:shorter\ days|extra\ time
        |a\ quiet\ (?:place|room|corner))\b""",
        "needs breaks when it is loud",
    ),
    Rule(
        K.SUPPORT_NEED,
        r"^(?:someone|somebody)\ who\b",
        "someone who explains changes the day before",
    ),
    Rule(
        K.SUPPORT_NEED,
        r"^(?:the|a|my|his|her)\ \w+\ (?:\w+\ ){0,4}?must\ (?:be\ (?:kept|left)|stay)\b(?!.*\b(?:I|he|she|we)\b)",
        "the ramp at the back must be kept free",
    ),
    # Practising now.
    Rule(
        K.LEARNING,
        r"""\b(?:is|am|are|'m|'s|’m|’s|currently|now|still|just|at\ the\ moment)\ (?:\w+\ ){0,2}?(?:learning
        |practi[sc]ing|training|being\ (?:shown|taught|trained))\b|\b(?:learns|practi[sc]es)\b|\b(?:I|he|she
        |we)\ (?:learn|practi[sc]e)\b|^(?:learning|practi[sc]ing)\b|\bgetting\ better\ at\b|\b(?:started|begun
        |began)\ (?:to|on|with|learning|practi[sc]ing)\ |\bin\ training\b|\b(?:teaching|showing)\ (?:me|him
        |her)\b|\bgetting\ (?:faster|better|to\ know)\b|\b(?:better|faster)\ each\ (?:time|day|week)\b|\b(?:tries
        |(?:am|is|been)\ trying)\ (?!to\b|not\b)|^trying\b|^being\ trained\b|\bfirst\ (?:week|day|shift)s?\ (?:at
        |in|on)\b(?!.*\b(?:next\ to|beside|with)\ (?:him|her|them)\b)
        |\bdaily\ practice\b|\bto\ learn$|\bhaving\ a\ go\ at\b|\btrying\ out\b
        |\bstill\ (?:slow|unsure|new)\b""",
        "I am learning to iron, two shirts a day",
    ),
    # Feelings, hobbies, circumstances.
    Rule(
        K.OTHER,
        r"""^(?:my|his|her|their)\ (?:\w+\ ){1,2}?(?:is|are|was|were)\ (?:in\ for\ repair|in\ repair|under\ repair
        |being\ (?:repaired|mended)|broken)\b""",
        "his wheelchair is in for repair",
    ),
    Rule(
        K.OTHER,
        r"""^(?:(?:nearly\ |almost\ )?(?:every|each|all)\ (?:single\ )?(?:day|week|month|morning|afternoon|evening)
        |(?:once|twice|(?:two|three|four|five)\ times)\ (?:a|every|each)\ (?:day|week|month))$""",
        "three times a week",
    ),
    Rule(
        K.OTHER,
        r"^slept\b|^(?:\w+\ )?(?:meeting|appointment)\ with\ .*\bon\ (?:the\ )?\d",
        "review meeting with the town on 3 June",
    ),
    Rule(
        K.OTHER,
        r"""^(?:(?:and|but|also|where|today|here)\ )?there(?:'s|’s|\ (?:is|are|was|were|has\ been|have\ been
        |will\ be))\b(?!.*\b(?:I|he|she|we)\b)""",
        "there are seven of us in the bakery",
    ),
    Rule(
        K.OTHER,
        r"""\b(?:I|he|she|they|we|(?-i:[A-Z]\w+))\ (?:am|is|are|was|were|feels?|felt|gets?|seems?|looks?|'m
        |'s)\ (?:always\ |often\ |usually\ |very\ |so\ |really\ |a\ bit\ |quite\ |sometimes\ 
        |mostly\ )*(?:tired|happy|sad|proud|nervous|angry|glad|bored|scared|afraid|lonely|worried|shy|excited
        |relaxed|ill|sick|late|hungry|cold|content|cheerful|moody|annoyed|upset)\b|\b(?:in\ (?:my|his|her
        |their)\ (?:free|spare)\ time|hobby|hobbies|football|on\ (?:tv|television)|watch(?:es)?\ (?:tv|films)
        |video\ games?
        |goes\ to\ the\ (?:stadium|cinema|pub|match|gym|disco|zoo|fair)
        |birthday|holidays?|(?:his|her|my|nice|good|long|the)\ weekends?
        |girlfriend|boyfriend|gossip
        |chips|plays?\ cards)\b
        |^(?:the\ |my\ |her\ |his\ |other\ )?(?:guests|others|customers|neighbours|visitors|people|friends)\ (?:say
        |think|laugh|have)\b
        |^(?:he|she|I)\ says\ (?!hello|goodbye|good|what)|^says\ the\b|^(?:the\ |best\ |my\ )?(?:\w+)\ (?:is|are
        |was|were)\ (?:fun
        |closed|open|good(?!\ (?:with|at|on)\b)|in|on\ all|awful|nice|loud|best|over)\b
        |^it\ (?:rained|snowed)\b|\bI\ don't\ mind$
        |^(?:mine|home\ time)\b|\bspeaks\ \w+\ at\ home\b|^i\ smell\b|\bfeels\ better\b|\bworks?\ (?:in|as)\ (?:the
        |a)\ \w+\ shop$
        |^(?:lunch|breakfast|the\ weather|it\ (?:is|was)\ (?:nice|good|fun|raining|cold|hot|great|hard))\b
        |\b(?:years\ old|lives?\ (?:in|with|at)|was\ born|moved\ (?:to|in)|left\ school)\b|^(?:and\ |but\ 
        |also\ |really\ )*(?:(?:I|he|she|(?-i:[A-Z]\w+))\ )?(?:\w+ly\ |also\ )?(?:loves?|likes?|enjoys?|liked
        |loved|enjoyed)\b(?!.*\b(?:every|each|daily)\b)|\b(?:doctor's|appointment|therapy|physio|taxi|choir
        |homesick|sore|headaches?|favourites?|sleeps?
        |(?:comes?|gets?|goes?|travels?|cycles?)\ (?:in\ )?to\ work\b(?!\ (?:on\ (?:the|a)|with|in)\b)
        |lunch\ together|drink\ coffee|coffee\ break|by\ bus
        |pay\ slip|the\ weather|red\ team|quiz\ shows?)\b|\bmakes\ (?:him|her|me)\ (?:nervous|ill|sad|tired
        |angry)\b|\b(?:scares|annoys)\ (?:me|him|her)\b|^(?:(?:and|now|once|today|then)\ )?(?:I|he|she|we|they
        |it|kids|weather|night|(?-i:[A-Z]\w+s))\ (?:am|is|are|was|were|'m|'s)\ (?!(?:the\ (?:one|first|person
        |only)|responsible|good|very\ good|able|in\ charge|always|reliable|punctual|patient|careful|calm
        |friendly|polite|on\ time|precise|thorough|allowed|quick|fast|now)\b|(?:\w+ly\ |now\ |also\ 
        |still\ )?\w+(?:ing|ed|en|t|n)\b)|^is\ \d+\b|^(?:they|we)\ (?:all\ )?(?:laugh|sang|sing|are\ friends)
        |^(?:very|always|usually)?\ ?(?:quiet|cheerful)$""",
        "loves Fridays because there are chips",
    ),
    # Help inside doing.
    Rule(
        K.WITH_HELP,
        rf"""\bwith\ (?:a\ (?:little|bit\ of|lot\ of)\ |some\ |my\ |the\ |his\ |her\ |a\ )?(?:help|support
        |assistance|guidance|supervision|reminders?|prompts?|(?:\w+\ )?(?:instructor|coach|trainer
        |support\ worker|supervisor|group\ leader|assistant|carer|teacher))\b|\b(?:under|with)\ supervision\b
        |\bsupervised\b|\b(?:if|when|while|after|once)\ (?:someone|somebody|the\ \w+|my\ \w+|he|she
        |I)\ (?:helps|shows|reminds|tells|explains|stands\ (?:beside|next)|is\ (?:beside|next))|\b(?:helped
        |assisted|supported|accompanied)\ by\b|\b(?:together\ with|alongside|side\ by\ side\ with)\ (?:the|my
        |his|her|a)\ {PEOPLE}\b|\b(?:someone|somebody|{PEOPLE})\ (?:helps?|stands?\ (?:by|beside|next)
        |shows?)\ (?:me|him|her)\b|\bhand\ over\ hand\b|\b(?:with|w/)\ (?:(?:mr|mrs|ms
        |nurse)\.?\ )?(?-i:[A-Z][a-zé]+)\b(?<!Word)(?<!Excel)
        (?<!Outlook)(?<!Windows)(?<!English)(?<!Canva)(?<!Photoshop)(?<!Braille)(?!'s\b)
        |\bw/\ (?:(?:the\ |his\ |her\ )?(?:help|helper|setter|{STAFF})\b
        |farmer's\ \w+)|\bonly\ with\ (?:the\ |a\ |my\ )?{PEOPLE}\b|\bwith\ (?:the\ |a\ |his\ |her\ |my
        \ )?(?:foreman|driver|volunteer|setter|mechanic|nurse|staff|supporter|keeper|sacristan)\b
        |\basks\ (?-i:[A-Z][a-z]+)$
        |\bw/\ help\b""",
        "with the instructor I put new fabric on the seats",
    ),
    Rule(
        K.DONE,
        r"""^(?:(?:and|but|also)\ )?(?:(?:I|he|she|(?-i:[A-Z][\w.-]*))\ )?can\ (?:also\ )?
        (?!nearly|almost|hardly|only|be\b|get\b|see\b|hear\b)\w+\ (?:a|an|the|his|her|my)\b""",
        "can change a bicycle tyre",
    ),
    Rule(
        K.NOT_YET,
        r"""\b(?:does|do|did)\ not\b|\b(?:doesn't|don't|didn't)\b""",
        "does not touch the papers",
    ),
)
