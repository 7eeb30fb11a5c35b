"""Photos are kept without hidden data, files are small and of a known kind, names lead nowhere."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from recommender.attachments import prepare
from recommender.domain.proofs import ProofKind
from recommender.errors import DataError

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>52,31N</exif:GPSLatitude></x:xmpmeta>'


def _photo(form: str, *, size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """Make a photo with place, camera, time, a comment and XMP in it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif[0x9003] = "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "SecretAuthor")
    more: dict[str, object] = {"pnginfo": text} if form == "PNG" else {"xmp": XMP}
    if form == "JPEG":
        more["comment"] = b"SecretComment"
    image.save(target, form, exif=exif, **more)  # type: ignore[arg-type]
    return target.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_without_place_camera_time_and_comments(form: str) -> None:
    raw = _photo(form)
    with Image.open(io.BytesIO(raw)) as before:
        assert before.getexif().get_ifd(0x8825)
    kind, file, kept = prepare("holiday.jpeg", raw)
    with Image.open(io.BytesIO(kept)) as after:
        assert (after.format, dict(after.getexif()), set(after.info) & {"exif", "xmp", "comment", "Author"}) == (
            form,
            {},
            set(),
        )
    assert [word for word in (b"Secret", b"GPS", b"2026:01", b"xmpmeta", b"Exif") if word in kept] == []
    assert (kind, file.size_bytes, file.media_type) == (ProofKind.PHOTO, len(kept), f"image/{form.lower()}")


def test_a_photo_stands_the_right_way_up_before_its_orientation_goes() -> None:
    _, _, kept = prepare("a.jpg", _photo("JPEG", orientation=6))
    with Image.open(io.BytesIO(kept)) as after:
        red, _green, blue = after.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
        assert after.size == (40, 60)
    assert (red > 200, blue < 80) == (True, True)


def test_a_large_photo_is_made_smaller() -> None:
    _, file, kept = prepare("a.jpg", _photo("JPEG", size=(4000, 3000)))
    with Image.open(io.BytesIO(kept)) as after:
        assert after.size == (2560, 1920)
    assert file.size_bytes < 1_000_000


def test_what_is_hidden_behind_a_photo_is_gone() -> None:
    _, _, kept = prepare("a.jpg", _photo("JPEG") + b"PK\x03\x04 hidden archive")
    assert b"hidden archive" not in kept


def test_a_pdf_and_a_text_are_kept_as_they_are() -> None:
    pdf = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"
    assert prepare("paper.exe", pdf)[1:] == (prepare("paper.pdf", pdf)[1], pdf)
    assert prepare("note.md", "Grüße\n".encode())[1].name == "file.txt"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"x" * 15_000_001, "larger than 15 MB"),
        (b"\xff\xd8\xff\xe0 broken", "cannot be read"),
        (b"\x89PNG\r\n\x1a\n broken", "cannot be read"),
        (b"RIFF\x00\x00\x00\x00WAVE", "cannot be read"),
        (b"MZ\x90\x00\x03", "no photo, PDF or text"),
        (b"\x00\x00\x00\x18ftypheic", "Save a photo as JPEG"),
        (b"PK\x03\x04\x00", "no photo, PDF or text"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        prepare("a.bin", content)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    for side in (10_000, 60_000):
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
        with pytest.raises(DataError, match="80 million pixels"):
            prepare("bomb.png", bomb)


def test_a_photo_cut_off_anywhere_is_read_or_refused_in_words() -> None:
    raw, said = _photo("JPEG", size=(200, 200)), set()
    for cut in range(4, len(raw), 37):
        try:
            prepare("a.jpg", raw[:cut])
        except DataError as error:
            said.add(error.what)
    assert said == {"The photo cannot be read"}


@settings(deadline=None)
@given(name=st.text(max_size=120))
def test_nothing_of_the_name_that_a_file_came_with_is_kept(name: str) -> None:
    assert prepare(name, b"%PDF-1.7")[1].name == "file.pdf"
