"""Pictures beside words: the pictograms of the project, or a workshop's own photos in their place."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO

import streamlit as st
from PIL import Image

from app import state
from recommender.settings import PROJECT

PICTOGRAMS = PROJECT / "data" / "pictograms"
INSIDE = "button [data-testid=stMarkdownContainer]::before"
SIDE = 448  # pixels of the longer side of a photo; the largest one on a page is half of that


def source(slug: str, name: str) -> str:
    """Return a picture as a data address: the own photo for this card where there is one, or else the pictogram."""
    return own_photo(slug) or pictogram(name)


def own_photo(slug: str) -> str | None:
    """Return the workshop's own photo for a card as a data address, None where there is none."""
    with state.store() as store:
        content = store.card_photo(slug)
    return _small(content) if content is not None else None


def cards_with_photo() -> frozenset[str]:
    """Return the slugs of the cards that have their own photo."""
    with state.store() as store:
        return frozenset(store.card_photos())


@lru_cache(maxsize=256)
def pictogram(name: str) -> str:
    """Return a pictogram of the project as a data address."""
    svg = (PICTOGRAMS / f"{name}.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def show(slug: str, name: str, size: str, word: str) -> None:
    """Show one picture, large, middle or small; its word always stands beside it, too."""
    st.html(image(slug, name, size, word))


def image(slug: str, name: str, size: str, word: str) -> str:
    """Return the element of one picture: an own photo is called by its word, a pictogram only goes with it."""
    photo = own_photo(slug)
    return f'<img class="picture {size}" alt="{html.escape(word) if photo else ""}" src="{photo or pictogram(name)}">'


def gallery(cards: Iterable[tuple[str, str, str]]) -> None:
    """Show pictures with their words as one list: (slug, pictogram, words)."""
    items = (f"<li>{image(slug, name, 'middle', words)}{html.escape(words)}</li>" for slug, name, words in cards)
    st.html(f'<ul class="pictures">{"".join(items)}</ul>')


def icons(names: Iterable[str]) -> None:
    """Put pictograms before the words of buttons whose container has a key of `icon-`, the pictogram and `--`."""
    rules = (f"[class*=st-key-icon-{name}--] {INSIDE}{{background-image:url({pictogram(name)})}}" for name in names)
    st.html(f"<style>{''.join(rules)}</style>")


@lru_cache(maxsize=64)
def _small(content: bytes) -> str:
    """Return a photo as a data address, no larger than the largest one on a page."""
    with Image.open(BytesIO(content)) as opened:
        small = opened.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    written = BytesIO()
    small.save(written, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(written.getvalue()).decode()}"
