"""From records to words and pieces for the page: pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from app.i18n import _, language
from recommender.domain.accommodation import Availability
from recommender.domain.decisions import Answer, WhyNot
from recommender.domain.experiences import Experience, ExperienceKind, Question
from recommender.domain.matches import TrainingMatch
from recommender.domain.profile import Step
from recommender.domain.stages import Stage
from recommender.domain.statements import Span, StatementKind, Support
from recommender.domain.suggestions import Certainty, Suggestion
from recommender.domain.trainings import Training
from recommender.guidance.profile import SkillRecord

AROUND = 60  # characters shown before and after the words that count
WHOLE = 160  # characters up to which a text is shown whole
BEGINNING = 600  # characters of a longer text in which nothing is marked
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&\"'@/])")


def escape(text: str) -> str:
    r"""Return a text that Streamlit shows as it is, whatever Markdown it holds.

    Examples
    --------
    >>> print(escape("*a* [b](c)"))
    \*a\* \[b\]\(c\)
    """
    return _MARKUP.sub(r"\\\1", text).replace("\n", " ")


def segments(text: str, spans: Iterable[Span]) -> list[dict[str, object]]:
    """Cut a text into pieces that are marked and pieces that are not.

    A long text is shown around the marks only, and by its beginning where it has none.

    Examples
    --------
    >>> segments("I fold boxes.", [Span(2, 12, "fold boxes")])
    [{'text': 'I ', 'mark': False}, {'text': 'fold boxes', 'mark': True}, {'text': '.', 'mark': False}]
    >>> segments("I fold boxes. " * 60, [])[0]["text"].startswith("I fold boxes. I fold")
    True
    """
    pieces: list[dict[str, object]] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.start):
        start = max(span.start, at)
        if start >= span.end:
            continue
        pieces += [{"text": text[at:start], "mark": False}, {"text": text[start : span.end], "mark": True}]
        at = span.end
    pieces.append({"text": text[at:], "mark": False})
    if len(pieces) == 1:
        return [{"text": shortened(text, BEGINNING), "mark": False}] if text else []
    if len(text) > WHOLE:
        pieces = [_shortened(piece, first=n == 0, last=n == len(pieces) - 1) for n, piece in enumerate(pieces)]
    return [piece for piece in pieces if piece["text"]]


def _shortened(piece: dict[str, object], *, first: bool, last: bool) -> dict[str, object]:
    text = str(piece["text"])
    if piece["mark"] or len(text) <= 2 * AROUND:
        return piece
    before = "" if first else text[:AROUND].rpartition(" ")[0]
    after = "" if last else text[-AROUND:].partition(" ")[2]
    return {"text": f"{before} … {after}", "mark": False}


def title(concept_uri: str, label: str, plain: Mapping[str, str]) -> str:
    """Return what a skill is called for people: its plain rendering, or its ESCO label with a capital letter.

    Examples
    --------
    >>> title("u:1", "pack goods", {}), title("u:1", "pack goods", {"u:1": "You pack goods."})
    ('Pack goods', 'You pack goods.')
    """
    return plain.get(concept_uri) or label[:1].upper() + label[1:]


def certainty_words(suggestion: Suggestion) -> str:
    """Say how sure the suggestion is; people never see the number."""
    return {
        Certainty.CLEAR: _("Clear"),
        Certainty.LIKELY: _("Likely"),
        Certainty.MAYBE: _("Maybe"),
    }[suggestion.certainty]


def support_words(support: Support) -> str:
    """Say how much support a skill needs."""
    return {
        Support.ALONE: _("I do this alone"),
        Support.REMINDER: _("I do this with a reminder or an aid"),
        Support.BESIDE: _("I do this with someone beside me"),
        Support.TOGETHER: _("We do this together"),
        Support.WITH_HELP: _("I do this with help"),
        Support.LEARNING: _("I am learning this"),
        Support.UNSTATED: _("Not said"),
    }[support]


def support_help(support: Support) -> str:
    """Explain how much support a skill needs, in the words that qualifications use for it; never a level of a person.

    The words are those of the European Qualifications Framework for responsibility and autonomy (2017/C 189/03).
    """
    return {
        Support.ALONE: _("The person takes responsibility for the task and for how it turns out."),
        Support.REMINDER: _("The person works with some autonomy. A sign, a list or a word is enough."),
        Support.BESIDE: _("The person works under supervision. Somebody is near and looks now and then."),
        Support.TOGETHER: _("The person works under direct supervision. Two people share the task."),
        Support.WITH_HELP: _("The person gets help. Which help is not said yet."),
        Support.LEARNING: _("The person is practising this now."),
        Support.UNSTATED: _("Nobody has said yet how it is done."),
    }[support]


def stage_words(stage: Stage) -> str:
    """Say how far a skill has come."""
    return {
        Stage.SUGGESTED: _("Suggested by the program"),
        Stage.NAMED: _("Named: the person says yes"),
        Stage.DOCUMENTED: _("Documented: the coach has seen it"),
        Stage.ASSESSED: _("Assessed: somebody examined it"),
        Stage.CERTIFIED: _("Certified: there is a certificate"),
    }[stage]


def status_words(record: SkillRecord | None) -> str:
    """Say in one line, with a sign, where a skill of a person stands."""
    if record is None or (record.person is None and not record.entries):
        return _("○ No answer yet")
    if record.person is Answer.NO:
        return _("✗ The person says no")
    if record.person is Answer.NOT_SURE:
        return _("? The person is not sure")
    if record.person is Answer.OTHER_WORD:
        word = record.own_word
        return _("✎ Other word: {word}").format(word=word) if word else _("✎ The person has another word for it")
    return f"✓ {stage_words(record.stage)}"


def answer_words(answer: Answer) -> str:
    """Return the word on the button of an answer."""
    return {
        Answer.YES: _("Yes"),
        Answer.NO: _("No"),
        Answer.NOT_SURE: _("Not sure"),
        Answer.OTHER_WORD: _("Other word"),
    }[answer]


def why_not_words(why: WhyNot | None) -> str:
    """Say why somebody says no to a skill, in nobody's mouth; nobody has to say why."""
    if why is None:
        return _("No reason said")
    return {
        WhyNot.SOMEBODY_ELSE: _("Somebody else does this"),
        WhyNot.NOT_ANY_MORE: _("This is not done any more"),
        WhyNot.KEEP_OUT: _("It is not to stand in the record"),
    }[why]


def reason_words(reason: StatementKind) -> str:
    """Say why a clause was set aside."""
    return {
        StatementKind.NOT_YET: _("Not yet: planned, or not possible now"),
        StatementKind.WISH: _("A wish for later"),
        StatementKind.DISLIKE: _("Something the person does not like"),
        StatementKind.OTHERS: _("Done by somebody else"),
        StatementKind.SUPPORT_NEED: _("A support need"),
        StatementKind.OTHER: _("No doing in these words"),
    }.get(reason, _("No doing in these words"))


def kind_words(kind: ExperienceKind) -> str:
    """Say where somebody did what a text tells."""
    return {
        ExperienceKind.SHELTERED_WORKSHOP: _("Sheltered workshop"),
        ExperienceKind.SUPPORTED_JOB: _("Job with support"),
        ExperienceKind.DAY_ACTIVITY: _("Day activity"),
        ExperienceKind.PLACEMENT: _("Placement"),
        ExperienceKind.VOLUNTEERING: _("Volunteering"),
        ExperienceKind.FAMILY: _("At home or in the family"),
        ExperienceKind.JOB: _("Job"),
    }[kind]


def question_words(question: Question) -> str:
    """Return what a coach asks besides what was done."""
    return {
        Question.TOOLS: _("With which tools or machines?"),
        Question.FOR_WHOM: _("For whom or where?"),
        Question.HELPED: _("What helped?"),
        Question.LIKED: _("What did you like?"),
        Question.DISLIKED: _("What did you not like?"),
        Question.WANTS: _("What do you want to learn?"),
    }[question]


def step_words(step: Step | None) -> str:
    """Say how far a person has come with a training."""
    if step is None:
        return _("Nothing yet")
    return {
        Step.ASKED: _("Asked the provider"),
        Step.STARTED: _("Started"),
        Step.FINISHED: _("Finished"),
        Step.PAPER_RECEIVED: _("Paper received"),
    }[step]


def day_words(day: str) -> str:
    """Say a day, given as year-month-day, as people write it."""
    return format_date(date.fromisoformat(day), format="long", locale=language())


def language_name(code: str) -> str:
    """Return what a language is called in the language of the page; its code where nobody knows it.

    Examples
    --------
    >>> language_name("de"), language_name("xx")
    ('German', 'xx')
    """
    try:
        return Locale.parse(code).get_display_name(language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def text_line(experience: Experience) -> str:
    """Name one text in a list: where and when it was, and how it begins."""
    about = experience.about
    parts = [kind_words(about.kind) if about.kind else "", about.when, shortened(experience.text, 60)]
    return " · ".join(part for part in parts if part)


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text in one line.

    Examples
    --------
    >>> shortened("I fold\\nlarge boxes", 10), shortened("I fold", 10)
    ('I fold …', 'I fold')
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rpartition(' ')[0] or line[:most]} …"


def facts(training: Training) -> list[str]:
    """Say where, how long and how a training is examined; what is not known is called so."""
    low, high = training.workload_hours or (0.0, 0.0)
    hours = _("Hours: not known") if not high else _("Hours: {low} to {high}").format(low=f"{low:g}", high=f"{high:g}")
    if high and low == high:
        hours = _("Hours: {hours}").format(hours=f"{high:g}")
    provider = training.provider.name if training.provider else ""
    source = _("An example, not a real offer") if training.status == "example" else provider
    return [line for line in (source, hours, training.location) if line]


def known_outcomes(training: Training, match: TrainingMatch) -> list[str]:
    """Return what the person can already do of a training, in the words of the training."""
    return [training.learning_outcomes[number].text for number in match.known_outcomes]


def accommodation_lines(offered: Mapping[str, Availability], names: Mapping[str, str]) -> list[str]:
    """Say for each need whether a training offers it; on request and unknown both mean: ask."""
    words = {Availability.YES: _("✓ offered"), Availability.NO: _("✗ not offered")}
    return [f"{names[code]}: {words.get(value, _('? ask the provider'))}" for code, value in offered.items()]


def is_new(suggestion: Suggestion, earlier: Sequence[Suggestion] | None) -> bool:
    """Say whether a suggestion was not in the list before this one; nothing is new in a first list."""
    return earlier is not None and suggestion.concept_uri not in {one.concept_uri for one in earlier}
