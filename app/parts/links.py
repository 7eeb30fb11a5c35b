"""Which ESCO skills a learning outcome stands for: one text at a time, with suggestions to answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import streamlit as st

from app import provider_actions, provider_state, shell, state
from app.i18n import _, ngettext
from app.views import certainty_words, escape, segments
from recommender.domain.suggestions import Suggestion, SuggestionList
from recommender.guidance.mapping import LinkDecision, ToMap, effective, unanswered
from recommender.pipeline import Pipeline
from recommender.provider import map_texts, mapped_with, suggest_for, unread
from recommender.provider_store import ProviderStore

AT_A_TIME = 25  # texts between two runs of the page, after which it can be stopped
ANSWERS_AT_ONCE, SHOWN = 20, "answers_shown"
_focus = st.components.v2.component(
    "focus-next", js=(Path(__file__).resolve().parent.parent / "assets" / "focus.js").read_text(encoding="utf-8")
)


def show_links() -> None:
    """Show the part of the page about skills."""
    with st.spinner(_("The word lists are loading …")):
        pipeline = state.pipeline()
    texts = provider_state.texts()
    with provider_state.store() as store:
        decisions = store.links()
        _show_reading(texts, store, pipeline)
        _show_next(_waiting(texts, decisions), store, pipeline)
    _show_answers(decisions)


def _show_reading(texts: tuple[ToMap, ...], store: ProviderStore, pipeline: Pipeline) -> None:
    st.header(_("Which skills are in the offer?"), anchor=False)
    st.write(
        _(
            "The program reads each learning outcome, or the description where there is none, and suggests ESCO "
            "skills. You answer one text after the other. Links in your table stay as they are."
        )
    )
    silent = len(provider_state.offer().trainings) - len({one.training_id for one in texts})
    if silent:
        st.info(
            ngettext(
                "{n} entry has neither learning outcomes nor a description. There is nothing to read in it.",
                "{n} entries have neither learning outcomes nor a description. There is nothing to read in them.",
                silent,
            )
        )
    rest, total = unread(texts, store, pipeline)
    if not rest:
        st.write(ngettext("{n} text is read.", "All {n} texts are read.", total))
        return
    running = bool(st.session_state.get("reading"))
    st.progress(
        (total - rest) / max(1, total), text=_("Read: {done} of {all} texts").format(done=total - rest, all=total)
    )
    if not running:
        label = _("Read the outcomes") if rest == total else _("Go on reading")
        st.button(label, key="read", type="primary", on_click=_set_reading, args=(True,))
        return
    st.button(_("Stop reading"), key="stop", on_click=_set_reading, args=(False,))
    map_texts(texts, store, pipeline, limit=AT_A_TIME)
    if rest <= AT_A_TIME:
        _set_reading(False)
        shell.announce(_("All texts are read."))
    st.rerun()


def _set_reading(running: bool) -> None:
    st.session_state.reading = running


def _waiting(texts: tuple[ToMap, ...], decisions: tuple[LinkDecision, ...]) -> list[ToMap]:
    """Return the texts without an answer and without a link of their own, those left for later at the end."""
    later = st.session_state.get("links_later", set())
    waiting = unanswered(texts, decisions)
    return sorted(waiting, key=lambda one: (one.training_id, one.text) in later)


def _show_next(waiting: list[ToMap], store: ProviderStore, pipeline: Pipeline) -> None:
    st.header(_("Your answers"), anchor=False)
    if not waiting:
        st.write(_("No text waits for an answer."))
        return
    st.write(ngettext("{n} text waits for an answer.", "{n} texts wait for an answer.", len(waiting)))
    different = len({one.text for one in waiting})
    if different < len(waiting):
        st.write(
            ngettext(
                "Entries share their words: there is {n} different text. One answer can do for all entries.",
                "Entries share their words: there are {n} different texts. One answer can do for all entries.",
                different,
            )
        )
    asked = waiting[0]
    shown = store.suggestions([asked.text], made_with=mapped_with(pipeline)).get(asked.text)
    if shown is None:
        shown = suggest_for(asked, pipeline)
    with st.container(border=True, key="next-text"):
        st.subheader(escape(asked.title), anchor=False)
        st.caption(_("Description") if asked.is_description else _("Learning outcome"))
        _show_text(asked, shown)
        same = [one.training_id for one in waiting[1:] if one.text == asked.text]
        _ask(asked, shown, pipeline, same=list(dict.fromkeys(same)))


def _show_text(asked: ToMap, shown: SuggestionList) -> None:
    spans = [span for suggestion in shown.suggestions for span in suggestion.evidence]
    shell.quote(segments(asked.text, spans), key="next-quote")
    if shown.note == "language_not_supported":
        st.info(_("This text is in a language that the program does not read yet. Look for skills yourself."))
    elif not shown.suggestions:
        st.write(_("The program suggests nothing here. Look for a skill yourself, or keep the answer that none fits."))


def _ask(asked: ToMap, shown: SuggestionList, pipeline: Pipeline, *, same: list[str]) -> None:
    slot = provider_actions.slot_of(asked)
    labels = {one.concept_uri: one.preferred_label for one in shown.suggestions}
    with st.container(key=f"choices-{slot}"):
        chosen = [one.concept_uri for one in shown.suggestions if _is_taken(one, slot)]
        words = st.text_input(_("Look for another skill"), key="link_search", placeholder=_("For example: ironing"))
        found = pipeline.find_concepts(words, limit=6) if words.strip() else []
        others = {one.concept_uri: one.preferred_label for one in found if one.concept_uri not in labels}
        chosen += [uri for uri, label in others.items() if _is_chosen(uri, label, slot)]
    # Skills that were only found by search are answered where they were chosen: nobody looked at the others.
    answered = labels | {uri: label for uri, label in others.items() if uri in chosen}
    if same:
        st.checkbox(
            ngettext(
                "Keep the answer for {n} more entry with the same words, too",
                "Keep the answer for {n} more entries with the same words, too",
                len(same),
            ),
            key=f"same-{slot}",
        )
    name = _("Keep and go on") if chosen else _("None fits: keep and go on")
    with st.container(horizontal=True):
        st.button(
            name,
            key="keep-link",
            type="primary",
            on_click=provider_actions.decide_links,
            args=(asked, chosen, answered or {"": ""}),
            kwargs={"versions": pipeline.versions, "same": same},
        )
        st.button(_("Later"), key="later-link", on_click=provider_actions.leave_open, args=(asked,))
    _focus(key="focus-next", data={"text": slot})


def _is_taken(suggestion: Suggestion, slot: str) -> bool:
    """Ask about one suggestion, with the words of the text that it comes from."""
    said = f"{suggestion.preferred_label} ({certainty_words(suggestion)})"
    taken = _is_chosen(suggestion.concept_uri, said, slot)
    words = " … ".join(span.text for span in sorted(suggestion.evidence, key=lambda span: span.start))
    st.caption(escape(_("In the text: “{words}”").format(words=words)))
    return taken


def _is_chosen(uri: str, said: str, slot: str) -> bool:
    return bool(st.checkbox(escape(said), key=f"link-{slot}-{uri.rsplit('/', 1)[-1]}"))


def _show_answers(decisions: tuple[LinkDecision, ...]) -> None:
    together: dict[tuple[str, str, datetime], list[LinkDecision]] = {}
    for decision in sorted(effective(decisions).values(), key=lambda decision: -decision.number):
        together.setdefault((decision.outcome, decision.concept_uri, decision.decided_at), []).append(decision)
    if not together:
        return
    with st.expander(ngettext("{n} answer so far", "{n} answers so far", len(together)), key="link-answers"):
        words = st.text_input(_("Look for an answer"), key="answer_search", placeholder=_("For example: cleaning"))
        found = [given for given in together.values() if _is_about(words, given[0])]
        if not found:
            st.write(_("No answer has these words."))
        shown = st.session_state.get(SHOWN, ANSWERS_AT_ONCE)
        for given in found[:shown]:
            _show_answer(given)
        rest = len(found) - shown
        if rest > 0:
            st.button(
                ngettext("Show more: {n} earlier answer", "Show more: {n} earlier answers", rest),
                key="more-answers",
                on_click=_show_more_answers,
            )


def _show_answer(given: list[LinkDecision]) -> None:
    decision = given[0]
    with st.container(horizontal=True, key=f"answer-{decision.number}"):
        st.write(escape(_said(given)))
        st.button(
            _("Take back number {n}").format(n=decision.number),
            key=f"back-{decision.number}",
            on_click=provider_actions.take_links_back,
            args=(given,),
        )


def _is_about(words: str, decision: LinkDecision) -> bool:
    return words.strip().casefold() in f"{decision.preferred_label} {decision.outcome}".casefold()


def _said(given: list[LinkDecision]) -> str:
    """Say in one line what was answered, about which words, for how many entries."""
    decision = given[0]
    answer = _("✓ yes") if decision.answer else _("✗ no")
    label = decision.preferred_label or _("none fits")
    entries = ngettext("{n} entry", "{n} entries", len(given))
    return f"{answer} · {label} · {decision.outcome[:80]} · {entries}"


def _show_more_answers() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, ANSWERS_AT_ONCE) + ANSWERS_AT_ONCE
    shell.announce(_("More answers are shown."))
