"""Find the tables of ESCO in zips and folders, and read them within limits."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from recommender.errors import DataError, several

MOST_PACKAGE_BYTES = 200_000_000
MOST_UNPACKED_BYTES = 300_000_000  # one zip; the full English package of 1.2.0 unpacks to 43 million bytes
HARMLESS_BYTES = 10_000_000  # below this a high ratio is only a repetitive table
MOST_RATIO = 60  # deflate reaches 1,000; no table of ESCO that we know is above 13
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what we can unpack up to a limit
DOWNLOAD_AGAIN = "Download the CSV package again from esco.ec.europa.eu/en/use-esco/download"

# Tables whose words are in one language, and tables that only link URIs. In 1.1 the links have no language in
# their names; from 1.2 on they come with every language, and say the same in each.
WORDED = ("skills", "skillGroups", "occupations")
LINKS = ("broaderRelationsSkillPillar", "occupationSkillRelations", "skillSkillRelations")
_TABLE = re.compile(rf"({'|'.join((*WORDED, *LINKS))})(?:_([a-z]{{2}}(?:-[a-z]{{2}})?))?\.csv", re.IGNORECASE)
_SPELLING = {name.casefold(): name for name in (*WORDED, *LINKS)}


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of ESCO; `language` is empty for tables that only link URIs.

    `member` is the path inside a zip, or the file name inside a folder.
    """

    name: str
    language: str
    package: Path
    member: str

    @property
    def file_name(self) -> str:
        """Return the name of the CSV file without its folders."""
        return PurePosixPath(self.member).name

    def read(self) -> bytes:
        """Return the bytes of the table.

        Raises
        ------
        DataError : the file is gone, damaged, encrypted or too large
        """
        where = f"{self.package.name}, {self.file_name}"
        try:
            if self.package.is_dir():
                with (self.package / self.member).open("rb") as file:
                    data = file.read(MOST_UNPACKED_BYTES + 1)
            else:
                with zipfile.ZipFile(self.package) as archive, archive.open(self.member) as packed:
                    data = packed.read(MOST_UNPACKED_BYTES + 1)
        except (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
            raise DataError(f"The table cannot be read ({error})", where=where, fix=DOWNLOAD_AGAIN) from error
        if len(data) > MOST_UNPACKED_BYTES:
            raise DataError("The table is far too large for ESCO", where=where, fix=DOWNLOAD_AGAIN)
        return data


def find_tables(sources: Sequence[Path]) -> list[Table]:
    """Return the tables of several packages, sorted by name and language.

    Parameters
    ----------
    sources : zips, folders or single CSV files; files that are no table of ESCO are passed over

    Raises
    ------
    DataError : no table at all, a package that is damaged or unsafe, or one table in two versions
    """
    problems: list[str] = []
    found: dict[tuple[str, str], Table] = {}
    for source in sources:
        for table in _tables_of(Path(source), problems):
            key = (table.name, table.language)
            if key not in found:
                found[key] = table
            elif table.name in WORDED and found[key].read() != table.read():
                problems.append(f"{table.file_name} differs in {found[key].package.name} and {table.package.name}")
    if not found and not problems:
        problems.append("no table of ESCO such as skills_en.csv")
    if problems:
        where = ", ".join(Path(source).name for source in sources) or "ESCO package"
        raise several(problems, where=where, fix=DOWNLOAD_AGAIN)
    return [found[key] for key in sorted(found)]


def _tables_of(source: Path, problems: list[str]) -> Iterator[Table]:
    if source.is_dir():
        names = sorted(file.name for file in source.iterdir() if file.is_file())
        yield from _recognised(source, names)
    elif source.suffix.lower() == ".csv" and source.is_file():
        yield from _recognised(source.parent, [source.name])
    elif source.is_file():
        yield from _recognised(source, _safe_members(source, problems))
    else:
        problems.append(f"{source.name} does not exist")


def _recognised(package: Path, members: Sequence[str]) -> Iterator[Table]:
    for member in members:
        match = _TABLE.fullmatch(PurePosixPath(member).name)
        if match and "__MACOSX" not in member:
            name = _SPELLING[match[1].casefold()]
            language = (match[2] or "").casefold() if name in WORDED else ""
            yield Table(name, language, package, member)


def _safe_members(source: Path, problems: list[str]) -> list[str]:
    """Return the names of the files in a zip, or note what is wrong with it; nothing is unpacked here."""
    if source.stat().st_size > MOST_PACKAGE_BYTES:
        problems.append(f"{source.name} is larger than 200 MB")
        return []
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        problems.append(f"{source.name} is not a whole zip file ({error})")
        return []
    wanted = [member for member in members if _TABLE.fullmatch(PurePosixPath(member.filename).name)]
    faults = [f"{member.filename} {fault}" for member in members for fault in _faults(member)]
    if sum(member.file_size for member in wanted) > MOST_UNPACKED_BYTES:
        faults.append(f"{source.name} unpacks to more than {MOST_UNPACKED_BYTES // 10**6} MB")
    problems += faults
    return [] if faults else [member.filename for member in wanted]


def _faults(member: zipfile.ZipInfo) -> Iterator[str]:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.filename):
        yield "points outside the package"
    if member.flag_bits & 1:
        yield "is encrypted"
    if member.compress_type not in PACKED_AS:
        yield "is packed in a way that cannot be read"
    if member.file_size > max(HARMLESS_BYTES, MOST_RATIO * member.compress_size):
        yield "would unpack to far more than it should"
