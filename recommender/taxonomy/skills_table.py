"""Read ESCO 1.2.0 from the tables of `dev-laiser`, and write skills in the official layout.

The wheel is read as files, never imported. It holds all concepts of 1.2.0 with labels and descriptions; groups,
occupations and reuse levels are not in it.
"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from recommender.domain.concepts import Concept
from recommender.errors import several
from recommender.taxonomy.esco import KNOWLEDGE, OPTIONAL, REQUIRED, SKILL, Release, make_concept
from recommender.taxonomy.installed import write_release
from recommender.taxonomy.packages import Table
from recommender.taxonomy.tables import read_rows

RELEASE = "1.2.0"
WHEEL_FOLDER = "laiser/public/"
LABELS, TYPES = "combined.csv", "faiss_skills.csv"
# The column of the alternative labels is misspelt in the source.
LABEL_COLUMNS = ("source_url", "skill", "addtional_notes", "description", "source")
TYPE_COLUMNS = ("original_id", "taxonomy")


def read_skills_table(folder: Path) -> Release:
    """Return the skills of 1.2.0 from a folder with `combined.csv` and `faiss_skills.csv`.

    Skills are the rows of the second table; all other concepts count as knowledge. ESCO leaves five of those
    without a type, which cannot be told here: nothing that ranks may depend on the difference.

    Raises
    ------
    DataError : all faults of both tables
    """
    problems: list[str] = []
    labels, types = Table("labels", "en", folder, LABELS), Table("types", "en", folder, TYPES)
    skills = {
        uri for _, (uri, taxonomy) in read_rows(types, problems, required=TYPE_COLUMNS, uris=()) if taxonomy == "ESCO"
    }
    concepts: dict[str, Concept] = {}
    for number, (uri, label, alternative, description, source) in read_rows(
        labels, problems, required=LABEL_COLUMNS, uris=()
    ):
        if source == "esco":
            if uri in concepts:
                problems.append(f"{labels.file_name}, row {number}: {uri} stands here a second time")
            kind = SKILL if uri in skills else KNOWLEDGE
            concepts[uri] = make_concept(uri, label, alternative=alternative, description=description, skill_type=kind)
    if not problems and not concepts:
        problems.append(f"{labels.file_name} has no row from ESCO")
    if problems:
        raise several(problems, where=folder.name, fix="Run recommender setup again")
    return Release(RELEASE, "en", tuple(concepts[uri] for uri in sorted(concepts)))


def install_skills_table(home: Path, wheel: Path, *, now: datetime) -> None:
    """Install the skills of the two tables in a wheel and use them from now on."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory(dir=wheel.parent) as folder:
        for name in (LABELS, TYPES):
            (Path(folder) / name).write_bytes(archive.read(f"{WHEEL_FOLDER}{name}"))
        release = read_skills_table(Path(folder))
    files = {"skills_en.csv": official_layout(release.concepts)}
    write_release(home, release, files=files, origins=[wheel], now=now, default=True)


def official_layout(concepts: Sequence[Concept]) -> bytes:
    """Return concepts as a table `skills_en.csv` that `read_release` reads: an adapted version of ESCO."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*REQUIRED, *OPTIONAL))
    for c in concepts:
        labels = "\n".join(c.alternative_labels)
        kinds = (c.skill_type or "", c.reuse_level or "")
        writer.writerow((c.concept_uri, c.preferred_label, labels, *kinds, c.description, ""))
    return text.getvalue().encode("utf-8")
