"""The first rows of the table of rules: what sounds like a refusal, a need or a wish and is doing all the same."""

from __future__ import annotations

from recommender.domain.statements import StatementKind
from recommender.retrieval.rule import Rule

K = StatementKind

DOING_RULES: tuple[Rule, ...] = (
    # A negation or a need that is still doing.
    Rule(
        K.DONE,
        r"""\b(?:can't|cannot|can\ not|couldn't|could\ not)\ (?:\w+\ )?
        (?:fault|praise|beat|be\ (?:beaten|bettered|faulted)|stop\ \w+ing|complain|say\ enough|ask\ for\ (?:a\ )?better
        |get\ (?:him|her|me)\ (?:off|away)
        |(?:be|do|have\ been)\ (?:\w+\ )?(?:better|more|happier|nicer|kinder))\b
        |\b(?:doesn't|does\ not|don't|do\ not|didn't|did\ not)\ (?:just|only)\b
        |\b(?:hasn't|has\ not|haven't|have\ not)\ (?:missed|broken|dropped|been\ (?:late|sick)|had\ (?:a|an|one|any)
        \ (?:complaint|accident|mistake)s?)\b|\bnot\ (?:at\ all\ )?(?:afraid|scared|shy)\ of\b
        |\((?:yes|ok|done)\)|\bno\ longer\ (?:needs?|has\ to|relies|asks|forgets)\b
        |\b(?:no|without|without\ any)\ (?:problems?|probs?|trouble|difficult(?:y|ies)|bother)
        \ (?:with\b|w/|\w+ing\b)|\bneeds?\ no\ (?:help|reminding|reminders?|prompt\w*|support|supervision|telling)\b
        |\bmakes?\ no\ (?:fuss|mistakes?|mess|bones)\b|\bcan\ be\ (?:left|trusted|relied)\b|\bin\ (?:my|his
        |her)\ sleep\b
        |\bno\ longer\ \w+\ to\ (?:show|tell|remind|help)\b|(?<!n't\ )(?<!not\ )\blet(?:s|ting)?\ me\ (?:do|use|try
        |have|run)\b|^(?:(?:I|he|she)\ )?not\ only\b
        |^(?:(?:I|he|she|(?-i:[A-Z][\w.-]*))\ )?(?:won't|will\ not)\ (?:go|leave|stop|rest|start|finish
        |take\ a\ break|clock\ off|hand|let)\b
        .*\b(?:until|till|before|unless)\b""",
        "cannot fault him on the washing up",
    ),
    Rule(
        K.DONE,
        r"""\bnever\ (?:once\ )?(?:forgets?|forgot|fails?|misses|missed|skips?|leaves?|stops?(?!\ asking)|refuses?
        |loses|lost
        |complains?|hurr(?:y|ies)|shouts?|spills?|drops?|wastes?|breaks?|argues?|gives\ up|panics?|rush(?:es)?|gets?
        |minds?|mix(?:es)?|muddles?|confuses?|burns?|overfills?|cuts?\ corners|needs?|late|(?:had|made)\ (?:a|an|one
        |any)\ (?:\w+\ )?(?:accident
        |mistake|complaint|error|breakage))\b""",
        "never forgets to wash her hands",
    ),
    Rule(
        K.DONE,
        r"""\b(?:doesn't|does\ not|don't|do\ not|didn't|did\ not|without)\ (?:ever\ )?(?:forget|miss|mix|stop
        |need\ (?:any\ |no\ )?(?:help|reminding|prompting|support|telling|me\b|us\b|the\b|a\b))""",
        "does not need any help with that",
    ),
    # What a careful person leaves undone, and what is kept up until something is reached.
    Rule(
        K.DONE,
        r"""\b(?:doesn't|does\ not|don't|do\ not|didn't|did\ not)\ (?:ever\ )?(?:rush|mind(?=\ )|waste|panic|hurry|lose
        |spill|drop|give\ (?:up|in)|let\ go|get\ (?:flustered|rattled|put\ off|distracted|angry
        |impatient|into\ a\ panic)|raise|shout|interrupt|talk\ (?:over|down)|decide\ for|look\ away
        |(?!like|want|know|understand|dare|manage)\w+\ .*\b(?:before|until|till|while)
        \ .*\b(?:is|are|has|have|was|were)\b)""",
        "does not start the press while the guard is open",
    ),
    Rule(
        K.DONE,
        r"""\b(?:nobody|no\ one)\ (?:else\ )?(?:has\ to|needs\ to|must|had\ to)\b|\bwithout\ being
        \ (?:told|asked|reminded)\b|\b(?:does\ not|doesn't|don't|do\ not)\ need\ to\ be\b""",
        "nobody has to tell her when the bin is full",
    ),
    Rule(
        K.DONE,
        r"""^(?:(?:(?:he|she|I)(?:[’'](?:s|m))?|is|am|was|always|very|most|really|also|and|quite|extremely)\ )*
        (?:reliable|punctual|polite
        |friendly|careful|thorough|patient|precise|exact|tidy|helpful|attentive|conscientious|hard-?working|diligent
        |honest
        |trustworthy|dependable|courteous|neat|keen\ to\ learn)(?:\ (?:and|with|at|to|in|on)\ .*)?$""",
        "Very reliable",
    ),
    Rule(
        K.DONE,
        r"\b(?:can|could)\ (?:now|already|even)\b|\bcan\b.+\b(?:now|by\ now)$",
        "Angry callers I can calm down now",
    ),
    # What an advertisement asks of its reader is no wish and no liking of the person.
    Rule(
        K.DONE,
        r"^(?:do|are)\ you\b|^you\ (?:also\ )?(?:like|love|enjoy)\ (?:to\ |\w+ing\b)",
        "Do you want to build our sales",
    ),
    Rule(
        K.DONE,
        r"""^(?!.*\b(?:he|she|him|her|his)\b)(?:we\ (?:also\ )?expect\ (?:that\ )?you\b
        |you\ (?:are|will\ be)\ (?:expected|required)\ to\b|you(?:\ will|['’]ll)\ (?!(?:need|have|find|see)\b)
        |you\ (?:will\ )?(?:must|should|need\ to)\ (?:also\ )?(?:have|possess|hold|be\ (?:able|fluent|good|skilled
        |highly|comfortable|familiar|passionate|experienced))\b
        |(?:the\ )?(?:successful|ideal|right|suitable)\ (?:candidate|applicant)s?\b|(?:candidate|applicant)s\b
        |.*\b(?:experience|knowledge|understanding|skills?|degree|proficiency|certification)\ (?:[\w-]+\ ){0,5}?
        (?:is|are|would\ be|will\ be)\ (?:\w+\ )?(?:a\ plus|an?\ (?:advantage|asset|bonus)|preferred|preferable
        |desirable)\b
        |(?:(?:requirements?|minimum|at\ least|have)\W+)+\d[\d+–-]*\ years?['’]?\ (?:of\ )?(?:[\w-]+\ ){0,5}
        experience\b)""",
        "SQL experience is a plus",
    ),
)
