"""Ask what the person does, mark what may be personal before it is kept, and have the skills found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from app import actions, shell, state
from app.forms import BOXES, KIND, WHEN, WORDS, Form, keep_draft, keys, lay_out, read_form
from app.i18n import _, ngettext
from app.views import kind_words, question_words, text_line
from recommender.domain.experiences import ExperienceKind, Question
from recommender.domain.profile import Profile
from recommender.errors import RecommenderError
from recommender.guard import MAY_MISS, find_personal, remove
from recommender.guidance.profile import corrected_kinds, current_texts, is_another_text

LONGEST = 1_000_000  # characters; the limit in bytes is checked where the text is read
LONGEST_ANSWER = 2_000  # characters


def ask_for_words(code: str) -> None:
    """Show the boxes; after a click, find the skills and keep both."""
    st.header(_("What does the person do?"), anchor=False)
    boxes = st.container(key="boxes")
    form = st.session_state.pop("to_read", None)
    if form is not None:
        _read(code, form)  # before the boxes, which show what was kept; what it says stands under the button
    with state.store() as store:
        profile = store.load_profile(code)
    with boxes:
        number = _choose_text(profile)
        lay_out(profile, number)
        _show_boxes(code)
        st.button(_("Find skills"), key="find", type="primary", on_click=_check_first, args=(code,))
    if not state.is_ready():
        _say_when_ready()
    if st.session_state.get("guarded") is not None:
        _show_findings(code)


def _choose_text(profile: Profile) -> int:
    """Return the number of the text in the boxes, 0 for a new one; at first the newest."""
    texts = {experience.number: experience for experience in reversed(current_texts(profile))}
    number = st.session_state.get("text_number")
    if number is None or (number and number not in texts):
        number = next(iter(texts), 0)
    st.session_state.text_number = number
    if not texts:
        return 0
    state.show_in_widget("which-text", number)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Which text?"),
            [*texts, 0] if not number else list(texts),
            format_func=lambda n: text_line(texts[n]) if n else _("A new text"),
            key="which-text",
            on_change=lambda: actions.choose_text(st.session_state["which-text"]),
        )
        if number:
            st.button(_("Write a new text"), key="new-text", on_click=_begin_new)
    return number


def _begin_new() -> None:
    actions.choose_text(0)
    shell.focus(WORDS)


def _show_boxes(code: str) -> None:
    kept = partial(keep_draft, code)
    st.text_area(_("What did you do?"), key=WORDS, height=150, max_chars=LONGEST, on_change=kept)
    st.caption(_("Notes and short sentences are fine. You can also paste everything here and leave the rest empty."))
    _show_row(BOXES[0], kept)
    filled = any(st.session_state[key] for key in (KIND, WHEN, *(keys()[question] for question in BOXES[1])))
    label = _("What the person thinks about it, where and when")
    # Closed, so that the list is near; the label says that something stands in it.
    with st.expander(f"{label} · {_('filled in')}" if filled else label, key=f"more-boxes-{st.session_state.laid_out}"):
        _show_row(BOXES[1], kept)
        left, right = st.columns(2)
        left.selectbox(
            _("Where was this?"),
            ["", *(kind.value for kind in ExperienceKind)],
            format_func=lambda value: kind_words(ExperienceKind(value)) if value else _("Not said"),
            key=KIND,
            on_change=kept,
        )
        right.text_input(_("When was this? You can leave it empty"), key=WHEN, max_chars=60, on_change=kept)


def _show_row(questions: tuple[Question, ...], kept: Callable[[], None]) -> None:
    for column, question in zip(st.columns(len(questions)), questions, strict=True):
        key = keys()[question]
        column.text_area(question_words(question), key=key, height=75, max_chars=LONGEST_ANSWER, on_change=kept)


@st.fragment(run_every=1)
def _say_when_ready() -> None:
    if state.is_ready():
        st.caption(_("The word lists are here."))
    else:
        st.caption(_("The word lists are loading. You can write already."))


def _check_first(code: str) -> None:
    keep_draft(code)
    form = read_form()
    st.session_state.guarded = None
    if any(find_personal(words) for words in form.texts().values()):
        st.session_state.guarded = form
        shell.announce(_("Please look at some words before the text is kept."))
    else:
        st.session_state.to_read = form


def _show_findings(code: str) -> None:
    form: Form = st.session_state.guarded
    findings = [finding for words in form.texts().values() for finding in find_personal(words)]
    with st.container(border=True, key="guard"):
        st.subheader(_("Before this text is kept"), anchor=False)
        st.write(ngettext("{n} place may be personal:", "{n} places may be personal:", len(findings)))
        shell.quote(
            [
                {"text": piece, "mark": marked}
                for finding in findings
                for piece, marked in ((finding.text, True), (f"  {_(finding.kind)}: {_(finding.why)}\n", False))
            ],
            key="findings",
        )
        st.write(_(MAY_MISS))
        with st.container(horizontal=True):
            st.button(_("Take these words out"), key="remove", type="primary", on_click=_go_on, args=(code, True))
            st.button(_("Keep the text as it is"), key="keep", on_click=_go_on, args=(code, False))


def _go_on(code: str, without: bool) -> None:
    shell.focus("skills-heading")
    form: Form = st.session_state.guarded
    st.session_state.guarded = None
    if without:
        form = form.with_texts({name: remove(words, find_personal(words)) for name, words in form.texts().items()})
        for name, words in form.texts().items():
            st.session_state[keys()[name]] = words
        keep_draft(code)
    st.session_state.to_read = form


def _read(code: str, form: Form) -> None:
    if not form.text.strip():
        st.error(_("The box is empty. Write what the person does, then press the button again."))
        shell.announce(_("The box is empty."))
        return
    with state.store() as store:
        profile = store.load_profile(code)
    earlier = next((one for one in profile.experiences if one.number == st.session_state.text_number), None)
    replaces = earlier if earlier and not is_another_text(earlier.text, form.text) else None
    try:
        with st.spinner(_("Looking for skills …")):
            shown = state.pipeline().suggest(form.text, kinds=corrected_kinds(profile))
    except RecommenderError as error:
        shell.show_error(error)
        return
    actions.keep_text(profile, form.text, shown, about=form.about(replaces))
    actions.show_failure()
    found = len(shown.suggestions) + len(shown.no_esco_skill)
    shell.announce(ngettext("{n} skill found", "{n} skills found", found))
    shell.focus("skills-heading")
