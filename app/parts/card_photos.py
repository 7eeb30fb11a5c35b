"""The workshop's own photos for the learner's cards: the coach puts them in, and takes them out again."""

from __future__ import annotations

import html

import streamlit as st

from app import keeping, pictures, rooms
from app.i18n import _, ngettext
from app.views import escape
from recommender.guidance.proofs import LARGEST_FILE


def show_card_photos() -> None:
    """Ask for the card and its photo; the card's word stands beside it everywhere, and is its alternative text."""
    with st.container(key="photos-heading"):
        st.header(_("Your own photos for the cards"), anchor=False)
    st.write(_("A photo of your workshop can take the place of a drawing on the learner's cards. The word stays."))
    st.write(_("Show hands and work rather than faces. Ask everybody who can be seen. Place and camera are taken out."))
    st.write(_("The photos are kept with the profiles: where those are locked by a passphrase, the photos are, too."))
    names = card_names()
    own = pictures.cards_with_photo() & set(names)
    st.write(ngettext("{n} card has its own photo.", "{n} cards have their own photo.", len(own)))
    chosen = st.selectbox(
        _("For which card?"),
        ["", *names],
        format_func=lambda slug: f"✓ {names[slug]}" if slug in own else names.get(slug, _("Choose a card")),
        key="photo-card",
    )
    if not chosen:
        return
    photo = pictures.own_photo(chosen)
    if photo:
        st.html(f'<img alt="{html.escape(names[chosen])}" src="{photo}" width="224">')
    given = st.file_uploader(
        _("Photo for the card {card}, up to 15 MB").format(card=names[chosen]),
        type=["jpg", "jpeg", "png", "webp"],
        max_upload_size=LARGEST_FILE // 1_000_000,
        key=f"card-photo-{chosen}-{st.session_state.get('card_photos', 0)}",
    )
    with st.container(horizontal=True):
        if given is not None:
            words, data = _("Show this photo on the card"), (chosen, names[chosen], given.name, given.getvalue())
            st.button(words, key="keep-card-photo", on_click=keeping.keep_card_photo, args=data)
        if photo:
            words = _("Take the photo out")
            st.button(words, key="drop-card-photo", on_click=keeping.drop_card_photo, args=(chosen, names[chosen]))
    st.caption(escape(_("Word of the card: {card}").format(card=names[chosen])))


def card_names() -> dict[str, str]:
    """Return the word of each card by its slug: work areas, each with its tasks, then needs."""
    tables = rooms.tables()
    names: dict[str, str] = {}
    for slug, area in tables["work_areas"].items():
        names[slug] = area.name
        tasks = (task for task in tables["area_tasks"].values() if task.work_area == slug)
        names.update({task.slug: f"{area.name}: {task.name}" for task in tasks})
    return names | {code: card.name for code, card in tables["need_cards"].items()}
