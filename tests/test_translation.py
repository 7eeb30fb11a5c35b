"""Every text of the pages can be translated: shown in a made-up language, nothing is left in English."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app_windows import find, press, turn_to
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from page_texts import other_texts, page_texts
from passports import full_passport, passport_of
from PIL import Image
from streamlit.testing.v1 import AppTest

from app import core_words, coretexts, i18n, messages, rooms
from app.state import start_loading
from app.views import escape, title
from recommender.attachments import prepare
from recommender.catalogue.reading import read_catalogue
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Answer, Voice
from recommender.domain.stages import Stage
from recommender.domain.versions import NOTICE
from recommender.exports import passport_words
from recommender.exports.passport_words import Style
from recommender.exports.writers import WRITERS
from recommender.guard import MARKS, MAY_MISS
from recommender.passport import Passport
from recommender.settings import load_settings
from recommender.store import Store

CODE = "nl"  # stands in for the made-up language, so that dates have a locale
OPEN, CLOSE = "⟦", "⟧"
# What a page shows and nobody translates: words of the person, names from ESCO and from data/, codes.
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TRAININGS = read_catalogue(Path(i18n.__file__).parent.parent / "data" / "catalogue" / "default.csv").trainings
# What a catalogue says of its trainings is in the catalogue's own languages.
TITLES = {
    form
    for one in TRAININGS
    for text in (one.main_title, *one.description.values(), *one.description_plain.values())
    for form in (text, escape(text))
}
OUTCOMES = {outcome.text for one in TRAININGS for outcome in one.learning_outcomes}
DATA = re.compile(r"^[^A-Za-z]*$|^(?:blue|[Rr]ed)[\\-]+7$|^(?:ESCO\\*: )?pack goods$")
SAID = "I want to iron"  # by the person, in their own words


@pytest.fixture
def brackets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a catalogue in which every text stands in brackets."""
    catalogue = Catalog(locale=CODE)
    for _place, message in page_texts():
        forms = message if isinstance(message, tuple) else (message,)
        said = tuple(f"{OPEN}{form}{CLOSE}" for form in forms)
        catalogue.add(message, said if len(said) > 1 else said[0])
    for message in other_texts():
        catalogue.add(message, f"{OPEN}{message}{CLOSE}")
    folder = tmp_path / "locales" / CODE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "app.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "LOCALES", tmp_path / "locales")
    monkeypatch.setattr(i18n, "LANGUAGES", {CODE: "In brackets"})
    monkeypatch.setattr(i18n, "DEFAULT", CODE)  # choices are also formatted outside of a session here
    forget()
    yield
    forget()


def forget() -> None:
    """Forget what was read in another language."""
    i18n._catalogue.cache_clear()
    rooms._in_language.cache_clear()


def names_of_skills() -> set[str]:
    """Return what skills are called on the pages, in the language of the classification."""
    pipeline = start_loading(load_settings()).result()
    return {title(uri, label, pipeline.plain_labels) for uri, label in pipeline.labels.items()}


def bare(window: AppTest) -> list[str]:
    """Return the texts of a window that stand in no brackets; those in Markdown line by line, without its signs."""
    lines = [line for one in [*window.markdown, *window.subheader] for line in str(one.value).splitlines()]
    lines = [re.sub(r"^[-#* ]+|\*+$", "", line).replace("\\", "") for line in lines]
    shown = [
        *window.title,
        *window.header,
        *window.caption,
        *window.info,
        *window.warning,
        *window.success,
        *window.error,
    ]
    texts = [*lines, *(str(one.value) for one in shown)]
    widgets = [*window.button, *window.text_area, *window.text_input, *window.selectbox, *window.multiselect]
    texts += [str(one.label) for one in [*widgets, *window.checkbox, *window.tabs, *window.expander]]
    choices = [*window.radio, *(window.get("button_group"))]
    texts += [str(one.label) for one in window.radio]
    texts += [str(option) for one in choices for option in getattr(one, "options", [])]
    texts += [str(box.placeholder) for box in [*window.text_input, *window.multiselect] if box.placeholder]
    return [text for text in texts if OPEN not in text and not DATA.match(text)]


def at_start(window: AppTest) -> AppTest:
    return window


def with_skills(window: AppTest) -> AppTest:
    window.text_input(key="new_code").input("blue-7").run()
    window.button(key="add").click().run()
    return press(press(find(window, f"I pack goods into boxes. {SAID}."), "yes-"), "other-")


def with_trainings(window: AppTest) -> AppTest:
    window = turn_to(with_skills(window), f"{OPEN}2. Trainings{CLOSE}")
    window.multiselect(key="needs").select("quiet_place").run()
    next(one for one in window.selectbox if str(one.key).startswith("step-")).select("started").run()
    return window


def with_record(window: AppTest) -> AppTest:
    return turn_to(with_skills(window), f"{OPEN}3. Record{CLOSE}")


def with_findings(window: AppTest) -> AppTest:
    window.text_input(key="new_code").input("blue-7").run()
    window.button(key="add").click().run()
    return find(window, "Call 0151 234 567.")


def with_people(window: AppTest) -> AppTest:
    return with_skills(window).switch_page("pages/people.py").run()


def with_about(window: AppTest) -> AppTest:
    return window.switch_page("pages/about.py").run()


@pytest.mark.usefixtures("brackets", "home")
@pytest.mark.parametrize(
    "go", [at_start, with_skills, with_trainings, with_record, with_findings, with_people, with_about]
)
def test_no_text_is_left_in_english(started: Callable[[], AppTest], go: Callable[[AppTest], AppTest]) -> None:
    of_data = names_of_skills() | TITLES | OUTCOMES | {SAID}
    left = [text for text in bare(go(started())) if text not in of_data]
    assert left == [], "\n".join(left)


def record_of(window: AppTest, home: Path) -> AppTest:
    """Open the record of a person with a skill, a photo, an assessment and a kept need."""
    with Store.open(home / "profiles.sqlite") as store:
        store.create_profile("blue-7", now=NOW)
        skill = {"concept_uri": "local:own", "preferred_label": "red-7", "now": NOW}
        for voice, answer in ((Voice.PERSON, Answer.YES), (Voice.COACH, Answer.NO)):
            store.decide("blue-7", answer=answer, voice=voice, esco="1", model="m", **skill)  # type: ignore[arg-type]
        target = io.BytesIO()
        Image.new("RGB", (30, 20), "green").save(target, "JPEG")
        kind, file, content = prepare("7.jpg", target.getvalue())
        proof = {"concept_uri": "local:own", "voice": Voice.PERSON, "now": NOW, "file": (file, content)}
        store.add_proof("blue-7", kind, **proof)  # type: ignore[arg-type]
        how = {"by": "7", "on": NOW.date(), "method": "7", "standard": "7"}
        store.enter_stage("blue-7", stage=Stage.ASSESSED, voice=Voice.COACH, **how, **skill)  # type: ignore[arg-type]
        store.say_consent("blue-7", Purpose.NEEDS, True, now=NOW)
        store.keep_needs("blue-7", ["quiet_place"])
    start_loading(load_settings()).result()
    window.session_state.person = "blue-7"
    return window.switch_page("pages/record.py").run()


@pytest.mark.usefixtures("brackets")
def test_no_text_of_the_record_is_left_in_english(started: Callable[[], AppTest], home: Path) -> None:
    window = record_of(started(), home)
    assert not window.exception
    left = [text for text in bare(window) if text not in TITLES]
    assert left == [], "\n".join(left)


@pytest.mark.usefixtures("brackets")
def test_what_the_core_finds_missing_is_said_in_the_language_of_the_page(
    started: Callable[[], AppTest], home: Path
) -> None:
    window = record_of(started(), home)
    window.text_input(key="assessed-on-local-own").input("2026-02-01")
    window.button(key="keep-assessed-local-own").click().run()
    said = str(window.error[0].value).replace("\\", "")
    assert f"{OPEN}The entry is not complete: {OPEN}it does not say {OPEN}who assessed{CLOSE}{CLOSE}" in said
    assert said.endswith(f"{OPEN}Complete it{CLOSE}.")


@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize("part", ["offer", "skills", "demand", "gaps", "drafts"])
def test_no_text_of_the_provider_is_left_in_english(started: Callable[[], AppTest], home: Path, part: str) -> None:
    start_loading(load_settings()).result()
    window = started().switch_page("pages/provider.py").run()
    window.radio(key="provider_part").set_value(part).run()
    assert not window.exception
    assert [text for text in bare(window) if text not in TITLES] == []


LEARNER = {
    "door": (),
    "card": ("open-for-nobody",),
    "likes": ("open-for-nobody", "say-like", "stop", "to-likes"),
    "trainings": ("open-for-nobody", "say-like", "stop", "to-likes", "to-offers"),
    "needs": ("open-for-nobody", "say-like", "stop", "to-likes", "to-offers", "to-needs"),
    "my page": ("open-for-nobody", "say-like", "stop", "to-likes", "to-offers", "to-page"),
    "stopped": ("open-for-nobody", "stop"),
}


@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize("keys", LEARNER.values(), ids=LEARNER.keys())
def test_no_text_of_the_learner_is_left_in_english(
    started: Callable[[], AppTest], home: Path, keys: tuple[str, ...]
) -> None:
    start_loading(load_settings()).result()
    window = started().switch_page("pages/learner.py").run()
    for key in keys:
        window.button(key=key).click().run()
    assert not window.exception
    left = [text for text in bare(window) if not any(title in text for title in TITLES)]
    assert left == [], "\n".join(left)


def test_the_patterns_of_core_messages_are_up_to_date() -> None:
    assert tuple(messages.CORE.read_text(encoding="utf-8").splitlines()) == messages.core_patterns()


@pytest.mark.usefixtures("brackets")
@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("There is no profile blue-7", f"{OPEN}There is no profile blue-7{CLOSE}"),
        ("The file is empty", f"{OPEN}The file is empty{CLOSE}"),
        ("No space left on device", "No space left on device"),  # of the machine, in its own words
    ],
)
def test_a_message_of_the_core_is_found_again_with_its_values(message: str, said: str) -> None:
    assert core_words.in_words(message) == said


def test_texts_of_the_core_that_pages_show_are_found_for_translation() -> None:
    shown = {NOTICE, MAY_MISS} | {mark.kind for mark in MARKS} | {mark.why for mark in MARKS}
    assert shown <= set(coretexts.CORE_TEXTS)


@pytest.mark.parametrize("passport", [full_passport(), passport_of()], ids=["certified", "named"])
def test_every_text_of_the_passport_is_found_for_translation(passport: Passport) -> None:
    said: set[str] = set()
    style = Style(say=lambda text: said.add(text) or text)  # type: ignore[func-returns-value]
    for writer in WRITERS.values():
        writer.write(passport, style)
    for texts in (passport_words.SUPPORT, passport_words.STAGES, passport_words.STAGES_BY, passport_words.MEANINGS):
        said |= set(texts.values()) - {""}
    for words in (passport_words.PROOFS, passport_words.PROOFS_BY, passport_words.WHO):
        said |= set(words.values())
    areas = {area.name for area in rooms.tables()["work_areas"].values()}
    assert said | set(passport_words.MONTHS) <= {*coretexts.CORE_TEXTS, *coretexts.PASSPORT_TEXTS, *areas}


def test_no_text_is_put_together_before_it_is_translated() -> None:
    broken = re.compile(r"\b(?:_|ngettext)\(\s*f[\"']")
    files = Path(i18n.__file__).parent.rglob("*.py")
    assert [file.name for file in files if broken.search(file.read_text(encoding="utf-8"))] == []


def test_every_error_of_the_pages_is_put_into_their_language() -> None:
    bare_error = re.compile(r"""Error\(\s*f?["']|\bfix=f?["']""")
    others = {"launch.py", "messages.py"}  # the first speaks in the terminal, the second quotes an error
    pages = [file for file in Path(i18n.__file__).parent.rglob("*.py") if file.name not in others]
    assert [file.name for file in pages if bare_error.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.usefixtures("brackets")
def test_a_wrong_day_is_named_in_the_language_of_the_page(started: Callable[[], AppTest], home: Path) -> None:
    window = record_of(started(), home)
    window.text_input(key="assessed-on-local-own").input("soon")
    window.button(key="keep-assessed-local-own").click().run()
    said = str(window.error[0].value).replace("\\", "")
    assert said == f"{OPEN}This is no day{CLOSE}. {OPEN}Write it like 2026-03-01{CLOSE}."


def test_a_text_inside_of_another_is_found_for_translation() -> None:
    source = b"""f"{_('Found')} {x}"; ngettext('{n} one', '{n} many', 2); _(kind); _mark("later")"""
    found = [row[1:3] for row in messages.extract_pages(io.BytesIO(source), None, None, None)]
    assert found == [("_", "Found"), ("ngettext", ("{n} one", "{n} many")), ("_", "later")]
