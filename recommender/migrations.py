"""The tables of the database and the ordered list of migrations. A migration is never edited after its release."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, text

from recommender.audit import STARTED, append
from recommender.domain.proofs import FILE_NAMES
from recommender.errors import DataError

METADATA = MetaData()


def _owned(name: str, *columns: Column[object]) -> Table:
    """Define a table whose rows belong to a profile and go with it."""
    code: Column[str] = Column("code", ForeignKey("profiles.code", ondelete="CASCADE"), primary_key=True)
    return Table(name, METADATA, code, Column("number", Integer, primary_key=True), *columns)


def _text(name: str) -> Column[object]:
    return Column(name, Text, nullable=False)


def _blank_text(name: str) -> Column[object]:
    return Column(name, Text)


PROFILES = Table(
    "profiles",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("created_at", Text, nullable=False),
)
EXPERIENCES = _owned("experiences", _text("words"), _text("saved_at"), _text("shown"), _text("about"))
DECISIONS = _owned(
    "decisions",
    *map(_text, ("concept_uri", "preferred_label", "answer", "voice", "decided_at", "esco", "model")),
    *map(_text, ("support", "evidence", "work_area")),
    Column("undoes", Integer),
    *map(_text, ("own_word", "why_not")),
)
LIKES = _owned(
    "likes",
    _text("work_area"),
    Column("liked", Boolean, nullable=False),
    _text("said_at"),
    _text("task"),
    Column("not_for_me", Boolean, nullable=False),
)
MARKS = _owned("marks", _text("kind"), _text("about"), Column("marked", Boolean, nullable=False), _text("said_at"))
ENTRIES = _owned(
    "entries",
    *map(_text, ("concept_uri", "preferred_label", "stage", "by", "on", "recorded_by", "recorded_at")),
    *map(_text, ("method", "standard", "title")),
    Column("undoes", Integer),
    _text("training_id"),
)
PROOFS = _owned(
    "proofs",
    *map(_text, ("kind", "concept_uri", "added_by", "added_at", "words", "seen_by")),
    *map(_blank_text, ("seen_on", "showing", "file")),
)
PROOF_FILES = _owned("proof_files", Column("content", LargeBinary, nullable=False))
SHOWINGS = _owned("showings", _text("concept_uri"), _blank_text("showing"), _text("said_at"))
CONSENTS = _owned(
    "consents",
    _text("purpose"),
    Column("given", Boolean, nullable=False),
    *map(_text, ("said_at", "helped_by", "with_whom", "about")),
    Column("wording", Integer, nullable=False),
)
# Apart from the profile, so that no export takes them along and they can be erased alone.
NEEDS = Table(
    "needs",
    METADATA,
    Column("code", ForeignKey("profiles.code", ondelete="CASCADE"), primary_key=True),
    Column("need", Text, primary_key=True),
)
# The workshop's own photos for the learner's cards: of no one person, and locked like everything here.
CARD_PHOTOS = Table(
    "card_photos", METADATA, Column("card", Text, primary_key=True), Column("content", LargeBinary, nullable=False)
)
LOG = _owned("log", *map(_text, ("at", "kind", "detail", "digest")))
ERASURES = Table("erasures", METADATA, Column("number", Integer, primary_key=True), _text("erased_on"))
CORRECTIONS = _owned("corrections", *map(_text, ("words", "kind", "said_at")))
TRAINING_STEPS = _owned("training_steps", *map(_text, ("training_id", "title", "step", "review_on", "said_at")))
KEEPERS = _owned("keepers", *map(_text, ("coach", "since")))
CHOSEN_COACH = Table("chosen_coach", METADATA, _text("name"))  # who used the program last, at most one

# What a demand file was made from: the counts that left the house, and what each person added, which did not.
SNAPSHOTS = Table(
    "snapshots",
    METADATA,
    Column("taken_on", Text, primary_key=True),
    *map(_text, ("issuer", "esco", "counts", "groups")),
    Column("people", Integer, nullable=False),
)
COUNTED = Table(
    "counted",
    METADATA,
    Column("code", ForeignKey("profiles.code", ondelete="CASCADE"), primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    _text("subjects"),
)

FIRST = (
    "CREATE TABLE profiles (code TEXT PRIMARY KEY, revision INTEGER NOT NULL, created_at TEXT NOT NULL)",
    """CREATE TABLE experiences (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    words TEXT NOT NULL, saved_at TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (code, number))""",
    """CREATE TABLE decisions (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL,
    concept_uri TEXT NOT NULL, preferred_label TEXT NOT NULL, answer TEXT NOT NULL, voice TEXT NOT NULL,
    decided_at TEXT NOT NULL, esco TEXT NOT NULL, model TEXT NOT NULL, support TEXT NOT NULL, evidence TEXT NOT NULL,
    work_area TEXT NOT NULL, undoes INTEGER, PRIMARY KEY (code, number))""",
    """CREATE TABLE likes (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL,
    work_area TEXT NOT NULL, liked BOOLEAN NOT NULL, said_at TEXT NOT NULL, PRIMARY KEY (code, number))""",
)
_OWNED = "code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL"
# What an assessment and a certificate must say is checked in guidance/stages.py, and once more by the file itself.
SECOND = (
    "ALTER TABLE decisions ADD COLUMN own_word TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE decisions ADD COLUMN why_not TEXT NOT NULL DEFAULT ''",
    f"""CREATE TABLE entries ({_OWNED}, concept_uri TEXT NOT NULL, preferred_label TEXT NOT NULL, stage TEXT NOT NULL,
    "by" TEXT NOT NULL, "on" TEXT NOT NULL, recorded_by TEXT NOT NULL, recorded_at TEXT NOT NULL,
    method TEXT NOT NULL, standard TEXT NOT NULL, title TEXT NOT NULL, undoes INTEGER, PRIMARY KEY (code, number),
    CHECK (trim("by") <> '' AND (stage = 'assessed' AND trim(method) <> '' AND trim(standard) <> ''
    OR stage = 'certified' AND trim(title) <> '')))""",
    f"""CREATE TABLE proofs ({_OWNED}, kind TEXT NOT NULL, concept_uri TEXT NOT NULL, added_by TEXT NOT NULL,
    added_at TEXT NOT NULL, words TEXT NOT NULL, seen_by TEXT NOT NULL, seen_on TEXT, showing TEXT, file TEXT,
    PRIMARY KEY (code, number))""",
    f"""CREATE TABLE proof_files ({_OWNED}, content BLOB NOT NULL, PRIMARY KEY (code, number),
    FOREIGN KEY (code, number) REFERENCES proofs (code, number) ON DELETE CASCADE)""",
    f"""CREATE TABLE showings ({_OWNED}, concept_uri TEXT NOT NULL, showing TEXT, said_at TEXT NOT NULL,
    PRIMARY KEY (code, number))""",
    f"""CREATE TABLE consents ({_OWNED}, purpose TEXT NOT NULL, given BOOLEAN NOT NULL, said_at TEXT NOT NULL,
    helped_by TEXT NOT NULL, with_whom TEXT NOT NULL, PRIMARY KEY (code, number))""",
    f"""CREATE TABLE log ({_OWNED}, at TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (code, number))""",
    "CREATE TABLE erasures (number INTEGER PRIMARY KEY, erased_on TEXT NOT NULL)",
)

COACHING = (
    "ALTER TABLE experiences ADD COLUMN about TEXT NOT NULL DEFAULT '{}'",
    """CREATE TABLE corrections (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE,
    number INTEGER NOT NULL, words TEXT NOT NULL, kind TEXT NOT NULL, said_at TEXT NOT NULL,
    PRIMARY KEY (code, number))""",
    """CREATE TABLE training_steps (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE,
    number INTEGER NOT NULL, training_id TEXT NOT NULL, title TEXT NOT NULL, step TEXT NOT NULL,
    review_on TEXT NOT NULL, said_at TEXT NOT NULL, PRIMARY KEY (code, number))""",
    """CREATE TABLE keepers (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL,
    coach TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (code, number))""",
)


def _create_tables(connection: Connection) -> None:
    for statement in FIRST:
        connection.execute(text(statement))


def _keep_records_and_log(connection: Connection) -> None:
    """Add stages, proofs, consents and the log; a log begins by saying how much was there before it."""
    for statement in SECOND:
        connection.execute(text(statement))
    for (code,) in connection.execute(text("SELECT code FROM profiles ORDER BY code")).all():
        counts = {
            name: connection.execute(text(f"SELECT count(*) FROM {name} WHERE code = :code"), {"code": code}).scalar()  # noqa: S608 (three names of ours)
            for name in ("experiences", "decisions", "likes")
        }
        event = append((), STARTED, counts, code=code, at=datetime.now(UTC))
        connection.execute(
            text("INSERT INTO log (code, number, at, kind, detail, digest) VALUES (:code, 1, :at, :kind, :d, :digest)"),
            {
                "code": code,
                "at": event.at.isoformat(),
                "kind": event.kind,
                "d": json.dumps(counts),
                "digest": event.digest,
            },
        )


LEARNER = (
    "ALTER TABLE likes ADD COLUMN task TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE likes ADD COLUMN not_for_me BOOLEAN NOT NULL DEFAULT 0",
    """CREATE TABLE marks (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, number INTEGER NOT NULL,
    kind TEXT NOT NULL, about TEXT NOT NULL, marked BOOLEAN NOT NULL, said_at TEXT NOT NULL,
    PRIMARY KEY (code, number))""",
)


def _keep_what_learners_say(connection: Connection) -> None:
    for statement in LEARNER:
        connection.execute(text(statement))


def _add_coaching(connection: Connection) -> None:
    for statement in COACHING:
        connection.execute(text(statement))


COUNTING = (
    """CREATE TABLE snapshots (taken_on TEXT PRIMARY KEY, issuer TEXT NOT NULL, esco TEXT NOT NULL,
    counts TEXT NOT NULL, groups TEXT NOT NULL, people INTEGER NOT NULL)""",
    """CREATE TABLE counted (code TEXT PRIMARY KEY REFERENCES profiles (code) ON DELETE CASCADE,
    place INTEGER NOT NULL, contribution TEXT NOT NULL)""",
)


def _create_counting(connection: Connection) -> None:
    for statement in COUNTING:
        connection.execute(text(statement))


AGREEING = (
    "ALTER TABLE consents ADD COLUMN about TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entries ADD COLUMN training_id TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE needs (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, need TEXT NOT NULL,
    PRIMARY KEY (code, need))""",
)


def _keep_needs_and_which_photo(connection: Connection) -> None:
    for statement in AGREEING:
        connection.execute(text(statement))


def _keep_card_photos(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE card_photos (card TEXT PRIMARY KEY, content BLOB NOT NULL)"))


def _keep_which_question_was_asked(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE consents ADD COLUMN wording INTEGER NOT NULL DEFAULT 0"))


def _forget_file_names(connection: Connection) -> None:
    """Give files neutral names; the ones that they came with may name a person or a diagnosis."""
    for row in connection.execute(text("SELECT code, number, file FROM proofs WHERE file IS NOT NULL")).all():
        file = json.loads(row.file)
        named = json.dumps(file | {"name": FILE_NAMES.get(file["media_type"], "file")})
        values = {"file": named, "code": row.code, "number": row.number}
        connection.execute(text("UPDATE proofs SET file = :file WHERE code = :code AND number = :number"), values)


def _keep_chosen_coach(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE chosen_coach (name TEXT NOT NULL)"))


COUNTING_APART = (
    "DROP TABLE counted",
    """CREATE TABLE counted (code TEXT NOT NULL REFERENCES profiles (code) ON DELETE CASCADE, measure TEXT NOT NULL,
    place INTEGER NOT NULL, subjects TEXT NOT NULL, PRIMARY KEY (code, measure))""",
)


def _count_each_measure_apart(connection: Connection) -> None:
    """Part the groups of people who were counted by what they were counted for, so that the next file follows on."""
    rows = connection.execute(text("SELECT code, place, contribution FROM counted")).all()
    for statement in COUNTING_APART:
        connection.execute(text(statement))
    for row in rows:
        for measure, subjects in json.loads(row.contribution).items():
            values = {"code": row.code, "measure": measure, "place": row.place, "subjects": json.dumps(subjects)}
            connection.execute(text("INSERT INTO counted VALUES (:code, :measure, :place, :subjects)"), values)
    for row in connection.execute(text("SELECT taken_on, groups FROM snapshots")).all():
        apart: dict[str, list[dict[str, object]]] = {}
        for group in json.loads(row.groups):
            for measure, counts in group["counts"].items():
                apart.setdefault(measure, []).append({"size": group["size"], "counts": counts})
        values = {"groups": json.dumps(apart), "day": row.taken_on}
        connection.execute(text("UPDATE snapshots SET groups = :groups WHERE taken_on = :day"), values)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _create_tables,
    _keep_records_and_log,
    _keep_what_learners_say,
    _add_coaching,
    _create_counting,
    _keep_needs_and_which_photo,
    _keep_card_photos,
    _keep_which_question_was_asked,
    _forget_file_names,
    _keep_chosen_coach,
    _count_each_measure_apart,
)


def migrate(connection: Connection, *, where: str) -> None:
    """Apply the migrations that the database has not seen; their number is kept in `user_version`.

    Raises
    ------
    DataError : the database was written by a newer version of the program
    """
    done = int(connection.execute(text("PRAGMA user_version")).scalar_one())
    if done > len(MIGRATIONS):
        raise DataError("The data is from a newer version", where=where, fix="Update the program")
    for apply in MIGRATIONS[done:]:
        apply(connection)
    if done < len(MIGRATIONS):
        connection.execute(text(f"PRAGMA user_version = {len(MIGRATIONS)}"))
