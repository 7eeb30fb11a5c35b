"""The words of the learner's page are held to shorter sentences and plainer words than those of other pages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import mean

import pytest

from app import plain
from recommender.catalogue.reading import read_catalogue
from recommender.domain.versions import NOTICE
from recommender.guidance.interests import STAFF
from recommender.tables import read_tables

PROJECT = Path(__file__).resolve().parent.parent
APP = PROJECT / "app"
MODULES = (
    *("answers.py", "plain.py", "read_aloud.py", "pages/learner.py"),
    *(
        f"parts/{name}.py"
        for name in ("buttons", "cards", "door", "foot", "for_coach", "keep_needs", "likes", "my_page", "offers")
    ),
)
MOST_WORDS = 12
MEAN_WORDS = 7
LONGEST_WORD = 12  # letters; longer ones stand in the list of hard words
HARD = {"Micro-credential"}
FORBIDDEN = re.compile(
    r"%|\b(percent|scores?|validat\w+|easy-to-read|deficits?|disab\w+|impair\w+|handicap\w*|special needs|patients?"
    r"|clients?|low-functioning|levels?|competenc\w+|assessments?|accommodations?|outcomes?|utili[sz]e|facilitate"
    r"|regarding|in order to|however|therefore|furthermore|respectively|e\.g\.|i\.e\.|etc)\b|[;()]|!",
    re.IGNORECASE,
)


def literals(module: str) -> list[str]:
    """Return the texts that a module shows: the literals inside `_()` and `ngettext()`."""
    tree = ast.parse((APP / module).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    shown = [argument for call in calls if call.func.id in ("_", "ngettext") for argument in call.args]  # type: ignore[attr-defined]
    return [part.value for part in shown if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def table_texts() -> list[str]:
    """Return the texts of the cards."""
    tables = read_tables(PROJECT / "data")
    cards = [*tables["work_areas"].values(), *tables["area_tasks"].values(), *tables["need_cards"].values()]
    asks = [card.ask for card in tables["need_cards"].values()]
    return [text for card in cards for text in (card.name, card.sentence)] + asks


# What this page may use of Streamlit. Toggles, pickers of dates and times, toasts, open lists, grids, sliders and texts
# behind a question mark are too small, too pale or unnamed for screen readers in it.
WIDGETS = {"button", "text_input", "text_area", "radio", "checkbox", "pills", "segmented_control", "expander", "dialog"}
WIDGETS |= {"progress", "audio_input", "file_uploader"}
SHOWN = {
    "title",
    "header",
    "subheader",
    "write",
    "markdown",
    "caption",
    "html",
    "container",
    "spinner",
    "error",
    "warning",
}
BEHIND = {"session_state", "components"}
TEXTS = sorted({text for module in MODULES for text in literals(module)} | set(table_texts()) | {NOTICE})


def sentences(text: str) -> list[list[str]]:
    """Cut a text into sentences of words; what is put in later counts as one word."""
    parts = re.split(r"(?<=[.?!:])\s+", re.sub(r"\{\w+\}", "X", text.replace("*", "")))
    return [re.findall(r"[\w'’-]+", part) for part in parts if part.strip()]


def test_the_page_has_texts_to_check() -> None:
    assert len(TEXTS) > 400
    assert {"I like it", "You can stop here", "You saw, sand, join and paint wood."} <= set(TEXTS)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_plain(text: str) -> None:
    assert [sentence for sentence in sentences(text) if len(sentence) > MOST_WORDS] == []
    assert FORBIDDEN.findall(text) == []
    words = {word for sentence in sentences(text) for word in sentence}
    assert {word for word in words if len(word) > LONGEST_WORD and text != NOTICE} <= HARD


def test_what_a_training_of_the_default_catalogue_says_first_is_as_plain_as_the_page() -> None:
    trainings = read_catalogue(PROJECT / "data" / "catalogue" / "default.csv").trainings
    for one in (one for one in trainings if not STAFF.issuperset(one.target_groups)):
        for text in (one.main_title, *one.description_plain.values()):
            test_a_text_is_plain(text)


def test_sentences_are_short_on_average() -> None:
    assert mean(len(sentence) for text in TEXTS for sentence in sentences(text)) <= MEAN_WORDS


def test_each_hard_word_is_explained_without_another_hard_word() -> None:
    texts = literals("plain.py")
    explained = texts[texts.index("Training") :]
    assert {"ESCO", "Micro-credential", "Awarding body", "Profile"} <= set(explained)
    meanings = [text for text in explained if text.endswith(".")]
    assert not [text for text in meanings if re.search("ESCO|credential|awarding|provider", text)]


def test_each_help_that_a_training_can_offer_has_plain_words() -> None:
    tables = read_tables(PROJECT / "data")
    assert set(tables["accommodations"]) == set(plain.help_words()) | set(tables["need_cards"])
    assert not set(plain.help_words()) & set(tables["need_cards"])


def test_the_page_says_what_its_words_are_and_that_nobody_can_speak_to_it() -> None:
    assert "Plain language, not yet checked by readers." in TEXTS
    assert "You cannot speak to this page. Your voice would leave this computer." in TEXTS


def test_the_page_uses_only_what_a_learner_can_use() -> None:
    for module in (*MODULES, "pictures.py"):
        nodes = list(ast.walk(ast.parse((APP / module).read_text(encoding="utf-8"))))
        used = {node.attr for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st"}
        assert used <= WIDGETS | SHOWN | BEHIND, module
        calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("st.")]
        assert "help" not in {argument.arg for call in calls for argument in call.keywords}, module


def test_no_part_of_the_page_escapes_these_checks() -> None:
    found = {
        node.module.replace("app.", "", 1).replace(".", "/") + ".py"
        for module in MODULES
        for node in ast.walk(ast.parse((APP / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.parts.")
    }
    assert found <= set(MODULES)


def test_no_module_of_the_page_shows_words_that_cannot_be_translated() -> None:
    shows = {"write", "title", "header", "subheader", "caption", "button", "expander", "text_input", "error", "warning"}
    for module in MODULES:
        for node in ast.walk(ast.parse((APP / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in shows:
                assert not [part for part in node.args[:1] if isinstance(part, ast.Constant)], (module, node.lineno)
