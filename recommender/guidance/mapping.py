"""From learning outcomes to ESCO: what a provider has confirmed beside what the catalogue says itself.

A decision belongs to the id of a training and the words of an outcome. When a catalogue is imported again, the
decision stays as long as the words do; when they change, it waits in the history, and the new words are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from recommender.domain.trainings import LearningOutcome, Training


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """A provider says whether a skill stands for an outcome. Decisions are only ever added.

    `outcome` holds the words as they were read; an empty `concept_uri` says that no skill fits. An undo is a decision
    of its own: `undoes` is the number of the one it takes back, and its own answer is then without meaning.
    """

    number: int
    training_id: str
    outcome: str
    concept_uri: str
    preferred_label: str
    answer: bool
    decided_at: datetime
    esco: str
    model: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class ToMap:
    """One text of a training that skills are looked for in.

    `stated` are the links that the catalogue states, `confirmed` those that a provider confirmed before the export
    that the catalogue came from.
    """

    training_id: str
    title: str
    text: str
    stated: tuple[str, ...]
    is_description: bool
    confirmed: tuple[str, ...] = ()


def normal(text: str) -> str:
    """Return a text without differences that mean nothing.

    Examples
    --------
    >>> normal(" Iron   shirts.\\n")
    'Iron shirts.'
    """
    return " ".join(text.split())


def to_map(trainings: Iterable[Training]) -> tuple[ToMap, ...]:
    """List the texts to map: the outcomes of each training, or its description where it names none."""
    found = []
    for training in trainings:
        marked = {normal(one.text): one.concept_uris for one in training.confirmed_links}
        outcomes = [(outcome.text, outcome.concept_uris) for outcome in training.learning_outcomes]
        for text, uris in outcomes or [(_description(training), ())]:
            if words := normal(text):
                marks = marked.get(words if outcomes else "", ())
                stated = tuple(uri for uri in uris if uri not in marks)
                found.append(ToMap(training.training_id, training.main_title, words, stated, not outcomes, marks))
    return tuple(found)


def effective(decisions: Iterable[LinkDecision]) -> dict[tuple[str, str, str], LinkDecision]:
    """Return the decision that counts for each training, text and skill: the last one that is not taken back.

    An undo takes back one decision, also an undo.
    """
    listed = sorted(decisions, key=lambda decision: decision.number)
    undone: set[int] = set()
    for decision in reversed(listed):
        if decision.undoes is not None and decision.number not in undone:
            undone.add(decision.undoes)
    return {
        (decision.training_id, decision.outcome, decision.concept_uri): decision
        for decision in listed
        if decision.undoes is None and decision.number not in undone
    }


def unanswered(texts: Iterable[ToMap], decisions: Iterable[LinkDecision]) -> tuple[ToMap, ...]:
    """Return the texts that nobody has answered and that have no link of their own."""
    said = _said(decisions)
    return tuple(one for one in texts if not (one.stated or said.counts(one.training_id, one.text, one.confirmed)))


def with_decisions(trainings: Iterable[Training], decisions: Iterable[LinkDecision]) -> tuple[Training, ...]:
    """Return trainings with the links that a provider confirmed, each named in `confirmed_links`.

    Links that the catalogue states stay as stated. A link that an earlier export marks as confirmed counts as long
    as nothing was decided about it here. A link for a description stays a mark: no outcome is made of it.
    """
    said = _said(decisions)
    return tuple(_decided(training, said) for training in trainings)


def with_links(trainings: Iterable[Training], decisions: Iterable[LinkDecision]) -> tuple[Training, ...]:
    """Return trainings with confirmed links, as gaps are looked for in them.

    A link confirmed for a description makes an outcome of the description, so that gaps can be found. What a
    training lacks of annex I must be asked of the training as it came: nothing is completed here.
    """
    return tuple(map(_with_outcome, with_decisions(trainings, decisions)))


@dataclass(frozen=True, slots=True)
class _Said:
    """Decisions by training and text: the skills that were ever decided about, and the answer that counts."""

    ever: Mapping[tuple[str, str], frozenset[str]]
    answers: Mapping[tuple[str, str], Mapping[str, bool]]

    def confirmed(self, training_id: str, text: str, marked: Iterable[str]) -> tuple[str, ...]:
        """Return the skills that are confirmed, where an export has marked some before."""
        place = (training_id, text)
        kept = [uri for uri in marked if uri not in self.ever.get(place, ())]
        yes = [uri for uri, answer in self.answers.get(place, {}).items() if answer]
        return tuple(dict.fromkeys((*kept, *sorted(yes))))

    def counts(self, training_id: str, text: str, marked: Iterable[str]) -> bool:
        """Say whether somebody has answered for a text, here or before it was exported."""
        return bool(self.answers.get((training_id, text)) or self.confirmed(training_id, text, marked))


def _said(decisions: Iterable[LinkDecision]) -> _Said:
    listed = list(decisions)
    ever: dict[tuple[str, str], set[str]] = {}
    answers: dict[tuple[str, str], dict[str, bool]] = {}
    for decision in listed:
        ever.setdefault((decision.training_id, decision.outcome), set()).add(decision.concept_uri)
    for (training_id, text, uri), decision in effective(listed).items():
        answers.setdefault((training_id, text), {})[uri] = decision.answer
    return _Said({place: frozenset(uris) for place, uris in ever.items()}, answers)


def _decided(training: Training, said: _Said) -> Training:
    marked = {normal(one.text): one.concept_uris for one in training.confirmed_links}
    outcomes, links = [], {}
    for outcome in training.learning_outcomes:
        text = normal(outcome.text)
        marks = marked.get(text, ())
        stated = [uri for uri in outcome.concept_uris if uri not in marks]
        yes = [uri for uri in said.confirmed(training.training_id, text, marks) if uri not in stated]
        outcomes.append(replace(outcome, concept_uris=(*stated, *yes)))
        links[text] = tuple(yes)
    if not training.learning_outcomes:
        text = normal(_description(training))
        links[""] = said.confirmed(training.training_id, text, marked.get("", ()))
    named = tuple(LearningOutcome(text, uris) for text, uris in links.items() if uris)
    return replace(training, learning_outcomes=tuple(outcomes), confirmed_links=named)


def _with_outcome(training: Training) -> Training:
    if training.learning_outcomes or not training.confirmed_links:
        return training
    outcomes = (LearningOutcome(normal(_description(training)), training.confirmed_links[0].concept_uris),)
    return replace(training, learning_outcomes=outcomes)


def _description(training: Training) -> str:
    language = "en" if "en" in training.description else next(iter(sorted(training.description)), "")
    return training.description.get(language, "")
