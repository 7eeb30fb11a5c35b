"""The boxes for one text: their order, what stands in them, and drafts that survive a change of person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from recommender.domain.experiences import Circumstances, Experience, ExperienceKind, Question
from recommender.domain.profile import Profile

WORDS, KIND, WHEN = "words", "kind", "when"
# What was done and how, and apart from it what the person thinks about it.
BOXES = (
    (Question.TOOLS, Question.FOR_WHOM, Question.HELPED),
    (Question.LIKED, Question.DISLIKED, Question.WANTS),
)


@dataclass(frozen=True)
class Form:
    """What stands in the boxes. Only what was done and the tools are read for skills."""

    words: str = ""
    answers: tuple[tuple[Question, str], ...] = ()
    kind: ExperienceKind | None = None
    when: str = ""

    @property
    def text(self) -> str:
        """Return the text that is read and kept: what was done, then the tools in a line of their own."""
        tools = dict(self.answers).get(Question.TOOLS, "")
        return f"{self.words}\n{tools}" if tools.strip() and self.words.strip() else self.words or tools

    def texts(self) -> dict[str, str]:
        """Return all free text by the name of its box."""
        return {WORDS: self.words, WHEN: self.when} | {question.value: words for question, words in self.answers}

    def with_texts(self, texts: Mapping[str, str]) -> Form:
        """Return the form with other free texts."""
        answers = tuple((question, texts[question.value]) for question, _ in self.answers)
        return replace(self, words=texts[WORDS], when=texts[WHEN], answers=answers)

    def about(self, replaces: Experience | None) -> Circumstances:
        """Return what stands beside the text, as it is kept."""
        answers = tuple((question, words) for question, words in self.answers if words.strip())
        return Circumstances(self.kind, self.when.strip(), answers, replaces.number if replaces else None)


def form_of(experience: Experience) -> Form:
    """Return the boxes as they were when a text was kept."""
    about = experience.about
    tools = dict(about.answers).get(Question.TOOLS, "")
    words = experience.text.removesuffix(f"\n{tools}") if tools else experience.text
    return Form("" if words == tools else words, about.answers, about.kind, about.when)


def keys() -> dict[str, str]:
    """Return the key of the widget of each box that holds free text."""
    return {WORDS: WORDS, WHEN: WHEN} | {question.value: f"box-{question.value}" for row in BOXES for question in row}


def read_form() -> Form:
    """Return what stands in the boxes now."""
    said = {question: st.session_state[keys()[question]] for row in BOXES for question in row}
    kind = st.session_state[KIND]
    return Form(
        words=st.session_state[WORDS],
        answers=tuple(said.items()),
        kind=ExperienceKind(kind) if kind else None,
        when=st.session_state[WHEN],
    )


def lay_out(profile: Profile, number: int) -> None:
    """Fill the boxes when another text is chosen: with what was typed last, or else with what was kept."""
    place = (profile.code, number)
    if st.session_state.get("laid_out") == place and WORDS in st.session_state:
        return
    kept = next((form_of(one) for one in profile.experiences if one.number == number), Form())
    form = _drafts().get(place, kept)
    for name, key in keys().items():
        st.session_state[key] = form.texts().get(name, "")
    st.session_state[KIND] = form.kind.value if form.kind else ""
    st.session_state.laid_out = place


def keep_draft(code: str) -> None:
    """Remember what stands in the boxes, for this window only."""
    _drafts()[(code, st.session_state.text_number)] = read_form()


def carry_on(code: str, number: int) -> None:
    """Go on with the same boxes under a new number, after the same text was read again."""
    before = (code, st.session_state.get("text_number", 0))
    if before in _drafts():
        _drafts()[(code, number)] = _drafts().pop(before)
    st.session_state.text_number = number
    st.session_state.laid_out = (code, number)


def forget_drafts(code: str, *numbers: int) -> None:
    """Forget what was typed for a person: for some texts, or for all."""
    for place in [place for place in _drafts() if place[0] == code and (not numbers or place[1] in numbers)]:
        del _drafts()[place]


def _drafts() -> dict[tuple[str, int], Form]:
    drafts: dict[tuple[str, int], Form] = st.session_state.setdefault("drafts", {})
    return drafts
