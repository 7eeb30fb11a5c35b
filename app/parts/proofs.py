"""What shows one skill: photos, files, notes and own words, and how the person wants to show it."""

from __future__ import annotations

import streamlit as st

from app import record_actions, state
from app.i18n import _
from app.parts.personal import ask_about_personal
from app.record_views import proof_words, showing_words
from app.views import escape
from recommender.attachments import MAY_TELL
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import Proof, ProofKind, Showing
from recommender.errors import NotFoundError
from recommender.guard import MAY_MISS
from recommender.guidance.consent import QUESTIONS, photos_in_passport
from recommender.guidance.profile import SkillRecord
from recommender.guidance.proofs import LARGEST_FILE, LONGEST_WORDS

KINDS = ["jpg", "jpeg", "png", "webp", "pdf", "txt"]


def show_proofs(profile: Profile, record: SkillRecord, name: str) -> None:
    """Show the proofs of a skill, with the ways to add and to erase one."""
    slot = record.concept_uri.rsplit("/", 1)[-1].replace(":", "-")
    key = f"showing-{slot}-{record.showing}"
    options = ["", *(showing.value for showing in Showing)]
    st.radio(
        _("How do you want to show it?"),
        options,
        index=options.index(record.showing.value if record.showing else ""),
        format_func=lambda value: showing_words(Showing(value) if value else None),
        key=key,
        on_change=record_actions.choose_showing,
        args=(profile, record.concept_uri),
        kwargs={"key": key},
    )
    st.subheader(_("What shows it"), anchor=False)
    for quote in record.evidence:
        st.write(escape(f"“{quote}”"))
    for proof in record.proofs:
        _show_proof(profile, proof, name)
    if not record.evidence and not record.proofs:
        st.write(_("Nothing yet. A photo, a few words or a note of who saw it is enough."))
    with st.expander(_("Add a proof"), key=f"add-proof-{slot}"):
        _ask_for_proof(profile, record, slot)


def _show_proof(profile: Profile, proof: Proof, name: str) -> None:
    with st.container(border=True, key=f"proof-{proof.number}"):
        st.write(escape(proof_words(proof)))
        if proof.file is not None:
            _show_file(profile, proof, name)
        _offer_erasing(profile, proof.number)


def _offer_erasing(profile: Profile, number: int) -> None:
    """Ask once more before a proof is erased: it cannot be brought back."""
    if st.session_state.get("erasing") != number:
        label = _("Erase proof {n}").format(n=number)
        st.button(label, key=f"erase-proof-{number}", on_click=record_actions.ask_before_erasing, args=(number,))
        return
    st.write(_("It cannot be brought back."))
    with st.container(horizontal=True, key=f"erasing-{number}"):
        st.button(
            _("Erase it for good"),
            key=f"really-erase-{number}",
            on_click=record_actions.remove_proof,
            args=(profile, number),
        )
        st.button(_("Leave it"), key=f"leave-{number}", on_click=record_actions.ask_before_erasing, args=(None,))


def _show_file(profile: Profile, proof: Proof, name: str) -> None:
    assert proof.file is not None  # noqa: S101 (the caller has looked)
    try:
        with state.store() as store:
            content = store.read_proof(profile.code, proof.number)
    except NotFoundError:
        st.write(_("The file is not here. It was not handed over with the profile."))
        return
    if proof.kind is ProofKind.PHOTO:
        st.image(content, alt=proof.words or name, width=360)
        _ask_for_passport(profile, proof)
    st.download_button(
        _("Save file {n}").format(n=proof.number),
        data=content,
        file_name=f"{proof.number}-{proof.file.name}",
        mime=proof.file.media_type,
        key=f"save-proof-{proof.number}",
    )


def _ask_for_passport(profile: Profile, proof: Proof) -> None:
    """Ask for each photo whether it may stand in the passport; nobody's photo is in it unasked."""
    key = f"in-passport-{proof.number}"
    state.show_in_widget(key, proof.number in photos_in_passport(profile))
    st.checkbox(
        _("The person agrees: photo {n} may stand in the passport").format(n=proof.number),
        key=key,
        on_change=record_actions.allow_photo,
        args=(profile, proof.number),
        kwargs={"key": key},
    )
    st.caption(_(QUESTIONS[Purpose.PASSPORT]))


def _ask_for_proof(profile: Profile, record: SkillRecord, slot: str) -> None:
    st.write(_("Who saw it and the day belong to a note. For own words and photos they can stay empty."))
    with st.form(f"form-proof-{slot}", border=False):
        st.text_area(_("What was seen, or what you say about it"), key=f"words-{slot}", max_chars=LONGEST_WORDS)
        st.text_input(_("Who saw it?"), key=f"seen_by-{slot}", max_chars=300)
        st.text_input(_("Day it was seen, like 2026-03-01"), key=f"seen_on-{slot}", max_chars=10)
        adds = {"": _("Please choose"), Voice.PERSON.value: _("The person"), Voice.COACH.value: _("The coach")}
        st.selectbox(_("Who adds this?"), list(adds), format_func=lambda one: adds[one], key=f"adds-{slot}")
        st.file_uploader(
            _("Photo, PDF or text, up to 15 MB. Place and camera are taken out of photos."),
            type=KINDS,
            max_upload_size=LARGEST_FILE // 1_000_000,
            key=f"file-{slot}-{st.session_state.get('uploads', 0)}",
        )
        st.caption(escape(f"{_(MAY_MISS)} {_(MAY_TELL)}"))
        st.form_submit_button(
            _("Keep this proof"),
            key=f"keep-proof-{slot}",
            on_click=record_actions.add_proof,
            args=(profile, record.concept_uri),
            kwargs={"slot": slot},
        )
    if st.session_state.get(f"guarded-{slot}"):
        ask_about_personal(
            (st.session_state.get(f"{name}-{slot}", "") for name in record_actions.GUARDED),
            slot=slot,
            on_click=record_actions.add_proof,
            args=(profile, record.concept_uri),
            kwargs={"slot": slot},
        )
