"""Photos and certificates in the passport: only what the person wants, with words for who does not see it."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from passports import DATA, PACK, TODAY, full_training, profile_of
from PIL import Image
from tagged_pdf import elements, open_pdf, pictures, unmarked

from recommender.attachments import SMALL_SIDE, prepare, small_photo
from recommender.domain.consent import Purpose
from recommender.domain.decisions import Voice
from recommender.domain.profile import Profile
from recommender.domain.proofs import ProofKind
from recommender.domain.stages import Stage, StageEntry
from recommender.domain.trainings import Catalogue, Organisation, Training
from recommender.errors import DataError
from recommender.exports.passport_html import passport_html
from recommender.exports.passport_json import passport_document
from recommender.exports.passport_pdf import passport_pdf
from recommender.exports.passport_words import Style
from recommender.passport import Passport, is_micro_credential, make_passport
from recommender.passport_photos import read_photos
from recommender.store import Store
from recommender.tables import read_tables

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
WORDS = 'Twelve "jars" & paper'


def photo(colour: str, *, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """Return a photo of one colour, with the place where it was taken."""
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "GPS-and-camera"
    Image.new("RGB", size, colour).save(target, "JPEG", exif=exif)
    return target.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store in which the invented person has two photos of one skill."""
    opened = Store.open(tmp_path / "profiles.sqlite")
    opened.import_profile(profile_of(), now=NOON)
    for name, words in (("green", WORDS), ("red", "")):
        kind, described, content = prepare(f"{name}.jpg", photo(name))
        said = {"concept_uri": PACK, "voice": Voice.PERSON, "words": words, "now": NOON}
        opened.add_proof("mora-3", kind, file=(described, content), **said)  # type: ignore[arg-type]
    return opened


def allow(store: Store, number: int, given: bool = True) -> None:
    store.say_consent("mora-3", Purpose.PASSPORT, given, about=str(number), now=datetime.now(UTC), helped_by="a friend")


def made(store: Store, catalogue: Catalogue | None = None) -> Passport:
    profile = store.load_profile("mora-3")
    return make_passport(
        profile,
        plain_labels=read_tables(DATA)["plain_labels"],
        work_areas={},
        pictures={},
        recommender="0.1.0",
        made_on=TODAY,
        photos=read_photos(store, profile),
        catalogue=catalogue,
    )


def shown_on_page(passport: Passport) -> list[tuple[str, bytes]]:
    page = passport_html(passport, Style()).decode()
    found = re.findall(r'<img class="photo" alt="([^"]*)" src="data:image/jpeg;base64,([^"]+)">', page)
    return [(alt, base64.b64decode(data)) for alt, data in found]


def test_no_photo_is_in_the_passport_unasked(store: Store) -> None:
    assert shown_on_page(made(store)) == []
    assert pictures(open_pdf(passport_pdf(made(store), Style()))) == []


def test_a_photo_that_the_person_wants_is_on_the_page_with_its_words(store: Store) -> None:
    allow(store, 1)
    ((alt, content),) = shown_on_page(made(store))
    assert alt == "Photo: Twelve &quot;jars&quot; &amp; paper"
    with Image.open(io.BytesIO(content)) as seen:
        red, green, blue = seen.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert (red < 20, green > 100, blue < 20) == (True, True, True)


def test_a_photo_is_a_picture_with_its_words_in_the_structure_of_the_paper(store: Store) -> None:
    allow(store, 1)
    reader = open_pdf(passport_pdf(made(store), Style()))
    assert pictures(reader) == [f"Photo: {WORDS}"]
    assert unmarked(reader) == []
    roles = [element.role for element in elements(reader)]
    assert roles.index("Figure") > roles.index("H3")


@pytest.mark.parametrize("large", [False, True])
def test_a_photo_without_words_says_which_skill_it_shows(store: Store, large: bool) -> None:
    allow(store, 2)
    reader = open_pdf(passport_pdf(made(store), Style(large_print=large)))
    assert pictures(reader) == ["Photo: I put goods into boxes and bags."]


def test_a_withdrawal_takes_the_photo_out_at_once_and_leaves_the_other(store: Store) -> None:
    allow(store, 1)
    allow(store, 2)
    allow(store, 1, given=False)
    assert [alt for alt, _content in shown_on_page(made(store))] == ["Photo: I put goods into boxes and bags."]


def test_a_photo_is_left_out_even_where_a_shell_hands_it_over_unasked(store: Store) -> None:
    profile = store.load_profile("mora-3")
    given = {1: small_photo(store.read_proof("mora-3", 1))}
    tables = {"plain_labels": {}, "work_areas": {}, "pictures": {}}
    passport = make_passport(profile, recommender="0.1.0", made_on=TODAY, photos=given, **tables)  # type: ignore[arg-type]
    assert [proof.photo for skill in passport.skills for proof in skill.proofs] == [None, None]


def test_a_photo_is_small_and_says_nothing_about_the_camera(store: Store) -> None:
    allow(store, 1)
    ((_alt, content),) = shown_on_page(made(store))
    with Image.open(io.BytesIO(content)) as seen:
        assert (max(seen.size), dict(seen.getexif())) == (SMALL_SIDE, {})
    assert b"GPS-and-camera" not in content


def test_what_cannot_be_read_as_a_photo_is_an_error_in_words() -> None:
    with pytest.raises(DataError, match="cannot be read"):
        small_photo(b"\xff\xd8\xff broken")


def test_the_data_of_the_passport_describes_photos_in_words_only(store: Store) -> None:
    allow(store, 1)
    proofs = next(skill["proofs"] for skill in passport_document(made(store))["skills"] if skill["proofs"])
    assert [sorted(proof) for proof in proofs] == [["kind", "when", "who", "words"]] * 2


@pytest.mark.parametrize(("purpose", "about"), [(Purpose.PASSPORT, ""), (Purpose.PASSPORT, "all"), (Purpose.KEEP, "1")])
def test_a_consent_to_the_passport_is_about_one_photo(store: Store, purpose: Purpose, about: str) -> None:
    with pytest.raises(DataError, match="number of one photo"):
        store.say_consent("mora-3", purpose, True, about=about, now=NOON)


def test_a_photo_that_was_not_handed_over_is_left_out(store: Store, tmp_path: Path) -> None:
    allow(store, 1)
    other = Store.open(tmp_path / "other.sqlite")
    other.import_profile(store.load_profile("mora-3"), now=NOON)
    assert shown_on_page(made(other)) == []


# Certificates


def certified(by: str = "Example Awarding Body", training_id: str = "packing-basics") -> Profile:
    entry = StageEntry(
        *(1, PACK, "pack goods", Stage.CERTIFIED, by, date(2026, 3, 12), Voice.COACH, NOON),
        title="Packing basics",
        training_id=training_id,
    )
    return replace(profile_of(), entries=(entry,))


def passport_with(profile: Profile, training: Training) -> Passport:
    return make_passport(
        profile,
        plain_labels={},
        work_areas={},
        pictures={},
        recommender="0.1.0",
        made_on=TODAY,
        catalogue=Catalogue("2026-03@abc", (training,)),
    )


def test_a_certificate_that_names_its_training_is_an_award_of_its_day() -> None:
    passport = passport_with(certified(), full_training())
    skill = passport.skills[0]
    assert skill.award is not None
    assert (skill.award.training.training_id, skill.award.awarded_on) == ("packing-basics", date(2026, 3, 12))
    assert (is_micro_credential(skill), passport.versions.catalogue) == (True, "2026-03@abc")


def test_the_page_names_the_training_of_the_certificate() -> None:
    page = passport_html(passport_with(certified(), full_training()), Style()).decode()
    assert "<dt>Training of the certificate</dt>\n<dd>Packing basics</dd>" in page


@pytest.mark.parametrize(
    ("profile", "training"),
    [
        (certified(training_id=""), full_training()),
        (certified(training_id="gone"), full_training()),
        (certified(by="Another Body"), full_training()),
        (certified(), replace(full_training(), status="example")),
    ],
    ids=["not named", "not in the catalogue", "another awarding body", "an example"],
)
def test_a_certificate_whose_training_is_not_sure_stays_a_statement(profile: Profile, training: Training) -> None:
    passport = passport_with(profile, training)
    assert (passport.skills[0].award, passport.versions.catalogue) == (None, "none")


def test_an_award_that_lacks_an_element_is_named_but_no_micro_credential() -> None:
    skill = passport_with(certified(), replace(full_training(), awarding_body=Organisation(""))).skills[0]
    assert skill.award is not None
    assert not is_micro_credential(skill)


def test_only_a_certificate_belongs_to_a_training(store: Store) -> None:
    how = {"by": "A. Assessor", "on": date(2026, 2, 1), "method": "work sample", "standard": "unit 3"}
    skill = {"concept_uri": PACK, "preferred_label": "pack goods", "voice": Voice.COACH, "now": NOON}
    with pytest.raises(DataError, match="only a certificate"):
        store.enter_stage("mora-3", stage=Stage.ASSESSED, training_id="packing-basics", **how, **skill)  # type: ignore[arg-type]


def test_the_training_of_a_certificate_is_kept_and_stands_in_the_log(store: Store) -> None:
    how = {"by": "Example Awarding Body", "on": date(2026, 2, 1), "title": "Packing basics"}
    skill = {"concept_uri": PACK, "preferred_label": "pack goods", "voice": Voice.COACH, "now": NOON}
    store.enter_stage("mora-3", stage=Stage.CERTIFIED, training_id="packing-basics", **how, **skill)  # type: ignore[arg-type]
    profile = store.load_profile("mora-3")
    assert profile.entries[0].training_id == profile.log[-1].detail["training_id"] == "packing-basics"
    assert profile.proofs[0].kind is ProofKind.PHOTO
