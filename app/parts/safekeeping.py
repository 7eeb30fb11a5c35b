"""Take a person in from a file, keep a backup of everybody, bring people back, try it with an invented person."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st

from app import keeping, state
from app.i18n import _
from app.views import escape
from recommender.backup import make_backup
from recommender.demo import DEMO_CODE


def show_hand_over() -> None:
    """Ask for a hand-over file; the one to give away is saved in the record of the person."""
    st.header(_("Take in a person from another computer"), anchor=False)
    st.write(_("The other coach saves a hand-over file in the record of the person. Choose that file here."))
    given = st.file_uploader(_("Hand-over file"), type=["json"], key="hand-over", max_upload_size=20)
    if given is not None:
        st.button(
            _("Take this person in"), key="take-in", on_click=keeping.take_in, args=(given.name, given.getvalue())
        )


def show_backup() -> None:
    """Keep a backup here, offer one file for another place, and ask for one to bring people back from."""
    st.header(_("Backup"), anchor=False)
    st.subheader(_("On this computer"), anchor=False)
    st.write(_("It helps when a file breaks. It is locked like the profiles. Who is erased here is erased in it, too."))
    st.button(_("Make a backup on this computer"), key="backup-here", on_click=keeping.back_up_here)
    names = keeping.backups_here()
    if names:
        chosen = st.selectbox(_("Backups on this computer, the newest first"), names, key="chosen-backup")
        _bring_back("bring-back-here", keeping.bring_back_from_here, (chosen,))
    st.subheader(_("In another place"), anchor=False)
    st.write(_("A backup is one file with all people. Keep it in a safe place: everybody can read it."))
    st.write(_("Erasing does not reach it. When you erase somebody, save a new backup and delete the old ones."))
    st.write(_("What helps people is in no backup."))
    made = state.now()
    st.download_button(
        _("Save a backup"),
        data=_backup,
        file_name=f"backup-{made.date().isoformat()}.json",
        mime="application/json",
        key="backup",
        on_click="ignore",
    )
    st.write(_("To bring people back, choose a backup. People who are here stay as they are."))
    given = st.file_uploader(_("Backup file"), type=["json"], key="restore", max_upload_size=500)
    if given is not None:
        _bring_back("bring-back", keeping.bring_back, (given.name, given.getvalue()))


def _bring_back(key: str, act: Callable[..., None], said: tuple[object, ...]) -> None:
    """Offer to bring people back; where one of them may have been erased since, only after a look at the codes."""
    doubtful = st.session_state.get("doubtful", ()) if st.session_state.get("doubting") == key else ()
    if not doubtful:
        st.button(_("Bring people back"), key=key, on_click=_ask_first, args=(key, act, said))
        return
    st.warning(_("Somebody was erased after this backup was made. It would bring back these people:"))
    st.write(escape(" · ".join(doubtful)))
    st.write(_("The program does not remember who was erased. Has one of them asked for it? Then do not go on."))
    with st.container(horizontal=True, key=f"{key}-doubt"):
        st.button(
            _("None of them asked to be erased: bring them back"),
            key=f"{key}-sure",
            on_click=act,
            args=said,
            kwargs={"sure": True},
        )
        st.button(_("Do not go on"), key=f"{key}-stop", on_click=keeping.doubt_no_more)


def _ask_first(key: str, act: Callable[..., None], said: tuple[object, ...]) -> None:
    st.session_state.doubting = key
    act(*said)


def _backup() -> str:
    with state.store() as store:
        return json.dumps(make_backup(store, now=state.now()), ensure_ascii=False, indent=2)


def show_demo() -> None:
    """Offer the invented person, where it is not here already."""
    if DEMO_CODE not in {one.code for one in keeping.people()}:
        st.header(_("Try it out"), anchor=False)
        st.write(_("The invented person has three texts and no answers. Its code is {code}.").format(code=DEMO_CODE))
        st.button(_("Add the invented person"), key="demo", on_click=keeping.add_demo)
