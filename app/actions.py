"""What buttons do: one action on the store, its failure kept for the page, its success announced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from app import shell, sitting, state
from app.forms import carry_on, forget_drafts
from app.i18n import _
from app.views import answer_words, step_words, support_words
from recommender.domain.decisions import Answer, Decision, Voice, WhyNot
from recommender.domain.experiences import Circumstances, Correction, Experience
from recommender.domain.profile import Profile, Step, TrainingStep
from recommender.domain.statements import StatementKind, Support
from recommender.domain.suggestions import SuggestionList
from recommender.domain.versions import Versions
from recommender.errors import RecommenderError
from recommender.guidance.profile import corrected_kinds, effective, liked_areas, skill_records, training_states
from recommender.store import Store

OF_ONE_PERSON = ("text_number", "laid_out", "guarded", "open_card", "more_of", "further_in")
BOXES_OF_ONE_PERSON = ("search", "known_list", "own_name")  # a box whose value is only removed still shows it
Change = Callable[[Store, int], object]  # writes to a store, expecting a revision


@dataclass(frozen=True, slots=True)
class Asked:
    """One skill on the page that an answer is wanted for."""

    concept_uri: str
    preferred_label: str
    support: Support = Support.UNSTATED
    evidence: tuple[str, ...] = ()
    work_area: str = ""


def answer(profile: Profile, asked: Asked, given: Answer, *, voice: Voice, versions: Versions, then: str = "") -> None:
    """Keep an answer of the person or the coach; giving the same answer again changes nothing.

    `then` is where the focus goes, for a button that is gone afterwards.
    """
    record = next((one for one in skill_records(profile) if one.concept_uri == asked.concept_uri), None)
    before = (record.coach if voice is Voice.COACH else record.person) if record else None
    if given is before and asked.support in (Support.UNSTATED, record.support if record else None):
        return
    if then:
        shell.focus(then)
    said = _("I have seen it") if voice is Voice.COACH else answer_words(given)
    attempt(
        lambda: change_profile(profile, decision(profile, asked, given, voice=voice, versions=versions)),
        done=_("Kept: {answer}, {skill}").format(answer=said, skill=asked.preferred_label),
    )


def use_other_word(profile: Profile, asked: Asked, other: Asked, *, versions: Versions, then: str) -> None:
    """Keep that another skill fits the same words: yes to it, and its name is the word for what was suggested."""
    taken = Asked(other.concept_uri, other.preferred_label, asked.support, asked.evidence, other.work_area)
    word = other.preferred_label
    changes = [
        decision(profile, one, given, voice=Voice.PERSON, versions=versions, own_word=own_word)
        for one, given, own_word in ((asked, Answer.OTHER_WORD, word), (taken, Answer.YES, ""))
    ]
    st.session_state.open_card = None
    shell.focus(then)
    attempt(lambda: change_profile(profile, *changes), done=_("Kept: {skill}").format(skill=word))


def change_support(profile: Profile, asked: Asked, *, key: str, versions: Versions) -> None:
    """Keep how much support a skill needs, as chosen in the widget of this key."""
    chosen = Support(st.session_state[key])
    changed = Asked(asked.concept_uri, asked.preferred_label, chosen, asked.evidence, asked.work_area)
    answer(profile, changed, Answer.YES, voice=Voice.PERSON, versions=versions)
    shell.announce(_("Kept: {support}").format(support=support_words(chosen)))


def take_back(profile: Profile, number: int, *, then: str) -> None:
    """Take a decision back, by a new one of the same voice; the focus goes to `then`, since the button is gone."""
    taken = next(decision for decision in profile.decisions if decision.number == number)

    def undo(one: int) -> Change:
        voice = next(decision.voice for decision in profile.decisions if decision.number == one)
        return lambda store, revision: store.undo(
            profile.code, one, voice=voice, now=state.now(), expected_revision=revision
        )

    shell.focus(then)
    done = _("Taken back") if taken.undoes is None else _("Brought back")
    attempt(lambda: change_profile(profile, *map(undo, _said_together(profile, number))), done=done)


def _said_together(profile: Profile, number: int) -> tuple[int, ...]:
    """Return the decisions that were one answer: another word, and the yes to the skill of this name after it."""
    counting = {one.number: one for one in effective(profile.decisions)}
    for word, yes in ((counting.get(first), counting.get(first + 1)) for first in (number, number - 1)):
        if word and yes and _is_word_for(word, yes):
            return yes.number, word.number
    return (number,)


def _is_word_for(word: Decision, yes: Decision) -> bool:
    answered = (word.answer, yes.answer) == (Answer.OTHER_WORD, Answer.YES)
    return answered and word.own_word == yes.preferred_label.strip()


def correct(profile: Profile, experience: Experience, words: tuple[str, ...], kind: StatementKind | None) -> None:
    """Keep what these words of a text are, against the program, and read the text again."""

    def correction(one: str) -> Change:
        made = Correction(one, kind, state.now())
        return lambda store, revision: store.correct(profile.code, made, expected_revision=revision)

    def act() -> None:
        change_profile(profile, *map(correction, words), _reading(profile, experience))

    shell.focus("skills-heading")
    attempt(act, done=_("The text was read again."))


def look_further(profile: Profile, experience: Experience) -> None:
    """Show also skills that the program is less sure of; somebody asked for them."""
    read = attempt(
        lambda: change_profile(profile, _reading(profile, experience, further=True)),
        done=_("The program has looked further."),
    )
    if read:
        st.session_state.further_in = st.session_state.text_number
        shell.focus("further-heading")


def _reading(profile: Profile, experience: Experience, *, further: bool = False) -> Change:
    """Return the change that reads a text again and keeps the new list."""

    def read_again(store: Store, revision: int) -> None:
        kinds = corrected_kinds(store.load_profile(profile.code))
        shown = state.pipeline().suggest(experience.text, kinds=kinds, further=further)
        about = replace(experience.about, replaces=experience.number)
        number = store.save_experience(
            profile.code, experience.text, shown, now=state.now(), about=about, expected_revision=revision
        )
        carry_on(profile.code, number)

    return read_again


def change_likes(profile: Profile, *, key: str) -> None:
    """Keep which work areas the person likes, as chosen in the widget of this key."""
    chosen, before = set(st.session_state[key]), set(liked_areas(profile))

    def like(area: str) -> Change:
        return lambda store, revision: store.like(
            profile.code, area, area in chosen, now=state.now(), expected_revision=revision
        )

    attempt(lambda: change_profile(profile, *map(like, sorted(chosen ^ before))), done=_("Likes kept"))


def note_training(profile: Profile, training_id: str, title: str, *, step: Step | None, review_on: str) -> None:
    """Keep how far the person has come with a training, and when to look at it again."""
    before = training_states(profile).get(training_id)
    if (before.step, before.review_on) == (step, review_on) if before else step is None:
        return

    note = TrainingStep(training_id, title, step, review_on if step else "", state.now())

    def keep(store: Store, revision: int) -> None:
        store.note_training(profile.code, note, expected_revision=revision)

    attempt(
        lambda: change_profile(profile, keep),
        done=_("Kept: {answer}, {skill}").format(answer=step_words(step), skill=title),
    )


def choose_person(code: str | None) -> None:
    """Show another person; what was typed for the last one stays with them."""
    if code != st.session_state.get("person"):
        sitting.begin(_kept_needs(code))
    st.session_state.person = code
    for name in OF_ONE_PERSON:
        st.session_state.pop(name, None)
    for name in BOXES_OF_ONE_PERSON:
        st.session_state[name] = ""


def _kept_needs(code: str | None) -> tuple[str, ...]:
    """Return what helps the person, where they want it kept; it fills the box that belongs to this sitting."""
    if code is None:
        return ()
    with state.store() as store:
        return store.kept_needs(code)


def choose_text(number: int) -> None:
    """Show another text of the person, or empty boxes for a new one (0)."""
    st.session_state.text_number = number
    st.session_state.guarded = None
    st.session_state.pop("laid_out", None)


def keep_text(profile: Profile, text: str, shown: SuggestionList, *, about: Circumstances) -> None:
    """Keep a text with its list and what stands beside it, unless nothing has changed; then show it."""
    shown_now = st.session_state.get("text_number", 0)
    kept = next((one for one in profile.experiences if one.number == shown_now), None)
    beside = (about.kind, about.when, about.answers)
    same = kept is not None and (kept.text, kept.shown) == (text, shown)
    if same and kept and beside == (kept.about.kind, kept.about.when, kept.about.answers):
        return

    def act() -> None:
        with state.store() as store:
            number = store.save_experience(profile.code, text, shown, now=state.now(), about=about)
        forget_drafts(profile.code, 0, shown_now)
        choose_text(number)

    attempt(act, done="")


def show_failure() -> None:
    """Show what the last action could not do, once."""
    failure = st.session_state.pop("failure", None)
    if failure is not None:
        shell.show_error(failure)


def attempt(act: Callable[[], None], *, done: str) -> bool:
    """Do something and announce it; keep the error for the page where it fails, and say whether it worked."""
    try:
        act()
    except RecommenderError as error:
        st.session_state.failure = error
        return False
    if done:
        shell.announce(done)
    return True


def change_profile(profile: Profile, *changes: Change) -> None:
    """Make changes to a profile, each expecting what this window has seen or has written itself.

    A second answer can be given before the page shows the first: the profile on the page is then older than what
    this window wrote, and that is no conflict. What another window wrote still is one.
    """
    written: dict[tuple[str, datetime], int] = st.session_state.setdefault("written", {})
    person = (profile.code, profile.created_at)
    with state.store() as store:
        for change in changes:
            revision = max(profile.revision, written.get(person, 0))
            change(store, revision)
            written[person] = revision + 1


def decision(
    profile: Profile,
    asked: Asked,
    given: Answer,
    *,
    voice: Voice,
    versions: Versions,
    own_word: str = "",
    why_not: WhyNot | None = None,
) -> Change:
    """Return what keeps one answer about one skill."""
    return lambda store, revision: store.decide(
        profile.code,
        concept_uri=asked.concept_uri,
        preferred_label=asked.preferred_label,
        answer=given,
        voice=voice,
        esco=versions.esco,
        model=versions.model,
        now=state.now(),
        support=asked.support,
        evidence=asked.evidence,
        work_area=asked.work_area,
        own_word=own_word,
        why_not=why_not,
        expected_revision=revision,
    )
