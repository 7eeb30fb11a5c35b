"""Write a catalogue in one of the formats of the outside world, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from recommender.catalogue import elm_writing, open_badges_writing, schema_org_writing, sheets
from recommender.domain.trainings import Catalogue, Training
from recommender.errors import DataError, several


@dataclass(frozen=True, slots=True)
class Writer:
    """How one format is written.

    `missing_fields` names what a training lacks to be written, `cannot_carry` the fields of a training that
    are not, or not wholly, read back from the format, each with the reason.
    """

    write: Callable[[Sequence[Training], Mapping[str, str]], Iterable[bytes]]
    missing_fields: Callable[[Training], tuple[str, ...]]
    cannot_carry: Mapping[str, str]
    endings: tuple[str, ...]


WRITERS: dict[str, Writer] = {
    "csv": Writer(sheets.write_csv, sheets.missing_fields, sheets.CANNOT_CARRY, (".csv",)),
    "xlsx": Writer(sheets.write_xlsx, sheets.missing_fields, sheets.CANNOT_CARRY, (".xlsx",)),
    "elm-json": Writer(elm_writing.to_elm_json, elm_writing.missing_fields, elm_writing.CANNOT_CARRY, (".jsonld",)),
    "elm-xml": Writer(elm_writing.to_elm_xml, elm_writing.missing_fields, elm_writing.CANNOT_CARRY, (".xml",)),
    "schema-org": Writer(
        schema_org_writing.to_schema_org,
        schema_org_writing.missing_fields,
        schema_org_writing.CANNOT_CARRY,
        (".jsonld", ".json"),
    ),
    "open-badges": Writer(
        open_badges_writing.to_open_badges,
        open_badges_writing.missing_fields,
        open_badges_writing.CANNOT_CARRY,
        (".json", ".jsonld"),
    ),
}


def write_catalogue(
    catalogue: Catalogue, path: Path, *, kind: str | None = None, labels: Mapping[str, str] | None = None
) -> None:
    """Write a catalogue in one format, all of it or nothing.

    Reading a file back gives the same trainings but for the fields that the format cannot carry, provided
    that their texts have no blank space around them.

    Parameters
    ----------
    kind : a format of `WRITERS`; by the end of the file's name where it is not given
    labels : preferred labels of ESCO skills by URI, for the formats that show them

    Raises
    ------
    DataError : a format we do not write; entries that lack what it needs, the first ten and a count; a text
        that no cell can hold
    """
    kind = written_as(path, kind)
    unfit = incomplete(catalogue, kind)
    if unfit:
        listed = [f"{training_id}: {', '.join(missing)} missing" for training_id, missing in unfit.items()]
        raise several(listed, where=path.name, fix="Fill these in, or leave these entries out")
    replace_file(path, WRITERS[kind].write(catalogue.trainings, labels or {}))


def write_template(table: Sequence[Sequence[str]], path: Path) -> None:
    """Write an empty list to fill in, as CSV or XLSX.

    Raises
    ------
    DataError : another end of the file's name
    """
    writers = {".csv": sheets.to_csv, ".xlsx": sheets.to_xlsx}
    if path.suffix.lower() not in writers:
        raise DataError("A list is a .csv or .xlsx file", where=path.name, fix="Name it so")
    replace_file(path, [writers[path.suffix.lower()](table)])


def incomplete(catalogue: Catalogue, kind: str) -> dict[str, tuple[str, ...]]:
    """Name the entries that lack what a format of `WRITERS` needs, by id, with the columns to fill in."""
    missing_fields = WRITERS[kind].missing_fields
    lacking = ((training.training_id, missing_fields(training)) for training in catalogue.trainings)
    return {training_id: missing for training_id, missing in lacking if missing}


def written_as(path: Path, kind: str | None = None) -> str:
    """Return the format that is meant: the one that is named, or the only one that the end of the name tells.

    Raises
    ------
    DataError : a format we do not write, or an end that several formats have

    Examples
    --------
    >>> written_as(Path("offer.xml"))
    'elm-xml'
    """
    fitting = [name for name, writer in WRITERS.items() if path.suffix.lower() in writer.endings]
    if kind in WRITERS:
        return str(kind)
    if kind is None and len(fitting) == 1:
        return fitting[0]
    what = f"A catalogue is not written as '{kind or path.suffix}'"
    if kind is None and fitting:
        what = f"More than one format is written as '{path.suffix}'"
    choices = (not kind and fitting) or WRITERS
    raise DataError(what, where=path.name, fix=f"Say which with --format: {', '.join(choices)}")


def replace_file(path: Path, content: Iterable[bytes]) -> None:
    """Write a file beside the target and put it in its place in one step, whole or not at all.

    Raises
    ------
    DataError : the disk is full, or the folder cannot be written
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
            try:
                beside.writelines(content)
                beside.close()
                os.replace(beside.name, path)  # noqa: PTH105 (the name is a str; one step, whole or not at all)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        what = f"The file cannot be written: {error.strerror or error}"
        raise DataError(what, where=str(path), fix="Check the folder, its rights and the free space") from error
