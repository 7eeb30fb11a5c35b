"""The workshop's own photos on the learner's cards: small, without hidden data, and called by the word of the card."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_windows import App, kept
from PIL import Image
from streamlit.testing.v1 import AppTest

from app import pictures, rooms
from recommender import passphrase
from recommender.attachments import SMALL_SIDE
from recommender.card_photos import all_cards, keep_photo, take_in
from recommender.errors import DataError, NotFoundError
from recommender.store import Store

CARDS = {"wood", "garden"}


def photo(form: str = "JPEG", size: tuple[int, int] = (2000, 1000)) -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    Image.new("RGB", size, "red").save(target, form, exif=exif)
    return target.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "profiles.sqlite")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_small_and_without_what_the_camera_wrote(store: Store, form: str) -> None:
    keep_photo(store, "wood", "w.jpg", photo(form), cards=CARDS)
    content = store.card_photo("wood") or b""
    with Image.open(io.BytesIO(content)) as seen:
        assert (max(seen.size), dict(seen.getexif())) == (SMALL_SIDE, {})
    assert b"secret" not in content


def test_a_new_photo_takes_the_place_of_the_earlier_one(store: Store) -> None:
    for _ in range(2):
        keep_photo(store, "wood", "w.jpg", photo(), cards=CARDS)
    assert store.card_photos() == ("wood",)
    store.remove_card_photo("wood")
    assert (store.card_photos(), store.card_photo("wood")) == ((), None)


def test_a_photo_is_locked_with_the_profiles(store: Store, tmp_path: Path) -> None:
    keep_photo(store, "wood", "w.jpg", photo(), cards=CARDS)
    content = store.card_photo("wood") or b""
    assert content[:400] in (tmp_path / "profiles.sqlite").read_bytes()
    passphrase.lock(tmp_path / "profiles.sqlite", "correct horse battery")
    raw = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert (content[:40] in raw, Store.open(tmp_path / "profiles.sqlite").card_photo("wood")) == (False, content)
    passphrase.forget_keys()


def test_a_photo_that_is_taken_out_is_gone_from_the_bytes_here_and_in_backups(store: Store, tmp_path: Path) -> None:
    keep_photo(store, "wood", "w.jpg", photo(), cards=CARDS)
    start = (store.card_photo("wood") or b"")[:400]
    copy = store.back_up(now=datetime(2026, 3, 1, tzinfo=UTC))
    assert start in copy.read_bytes()
    store.remove_card_photo("wood")
    assert start not in b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())


def test_photos_put_into_the_folder_by_hand_are_taken_in_and_what_is_none_stays(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name, content in {"wood.PNG": photo("PNG"), "garden.jpg": b"broken", "moon.jpg": photo()}.items():
        (folder / name).write_bytes(content)
    assert take_in(store, tmp_path, cards=CARDS) == ("garden.jpg", "moon.jpg")
    assert sorted(file.name for file in folder.iterdir()) == ["garden.jpg", "moon.jpg"]
    assert store.card_photos() == ("wood",)


def test_every_card_of_the_tables_may_have_a_photo() -> None:
    assert {"wood", "quiet_place"} <= all_cards(rooms.tables())


@pytest.mark.parametrize(
    ("card", "content", "said"),
    [
        ("wood", b"%PDF-1.7 a paper", "no photo"),
        ("wood", b"", "empty"),
        ("wood", b"\xff\xd8\xff broken", "cannot be read"),
        ("wood", b"\xff\xd8\xff" + b"0" * 15_000_001, "larger than 15 MB"),
        ("../wood", photo(), "There is no card"),
    ],
)
def test_what_cannot_be_a_photo_of_a_card_is_answered_and_changes_nothing(
    store: Store, card: str, content: bytes, said: str
) -> None:
    keep_photo(store, "wood", "w.jpg", photo(), cards=CARDS)
    before = store.card_photo("wood")
    with pytest.raises((DataError, NotFoundError), match=said):
        keep_photo(store, card, "w.jpg", content, cards=CARDS)
    assert (store.card_photos(), store.card_photo("wood")) == (("wood",), before)


def test_a_photo_that_is_not_there_cannot_be_taken_out(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no photo for the card"):
        store.remove_card_photo("wood")


def test_an_own_photo_is_called_by_the_word_of_its_card_and_a_drawing_only_goes_with_it(home: Path) -> None:
    assert 'alt="" src="data:image/svg+xml' in pictures.image("wood", "wood", "large", 'Wood & "more"')
    keep_photo(kept(home), "wood", "w.jpg", photo(), cards=CARDS)
    assert 'alt="Wood &amp; &quot;more&quot;" src="data:image/jpeg' in pictures.image(
        "wood", "wood", "large", 'Wood & "more"'
    )


def pages(window: AppTest) -> str:
    return "".join(str(part.proto.body) for part in window.get("html"))


def test_the_coach_puts_a_photo_on_a_card_and_takes_it_out_again(started: App, home: Path) -> None:
    window = started().switch_page("pages/people.py").run()
    window.selectbox(key="photo-card").select("wood").run()
    next(one for one in window.file_uploader if "Photo for the card" in one.label).set_value(
        ("w.jpg", photo(), "image/jpeg")
    ).run()
    window.button(key="keep-card-photo").click().run()
    assert not window.exception
    assert 'alt="Woodwork" src="data:image/jpeg' in pages(window)
    window.button(key="drop-card-photo").click().run()
    assert kept(home).card_photo("wood") is None


def test_a_file_that_is_no_photo_is_told_and_kept_away(started: App, home: Path) -> None:
    window = started().switch_page("pages/people.py").run()
    window.selectbox(key="photo-card").select("wood").run()
    next(one for one in window.file_uploader if "Photo for the card" in one.label).set_value(
        ("w.jpg", b"%PDF-1.7", "image/jpeg")
    ).run()
    window.button(key="keep-card-photo").click().run()
    assert "This is no photo" in str(window.error[0].value)
    assert kept(home).card_photo("wood") is None


def test_the_card_shows_the_photo_beside_its_word(started: App, home: Path) -> None:
    window = started().switch_page("pages/learner.py").run()
    window.button(key="open-for-nobody").click().run()
    word = str(next(one.value for one in window.header))
    from app.parts.card_photos import card_names

    slug = next(slug for slug, name in card_names().items() if name == word)
    keep_photo(kept(home), slug, "w.jpg", photo(), cards={slug})
    window.run()
    assert f'class="picture large" alt="{word}" src="data:image/jpeg' in pages(window)
    assert word in [one.value for one in window.header]
