"""Photos and files as they come, made fit to be kept: small enough, of a known kind, a photo without hidden data."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING

from recommender.domain.proofs import FILE_NAMES, ProofFile, ProofKind
from recommender.errors import DataError
from recommender.guidance.proofs import LARGEST_FILE

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 2560  # pixels: an A4 page at 220 dots an inch
MOST_PIXELS = 80_000_000  # of a photo as it comes; more is a mistake or an attack
QUALITY = 88  # of a JPEG as it is kept
SMALL_SIDE, SMALL_QUALITY = 900, 80  # pixels and quality of a photo on a page: 75 mm at 300 dots an inch

# How a photo begins, and its media type.
PHOTOS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"RIFF", "image/webp"),
)
# What a file may still say about who made it is not ours to remove: the shells say so.
MAY_TELL = "A PDF can hold the name of who made it. The program cannot remove that."


def prepare(name: str, content: bytes) -> tuple[ProofKind, ProofFile, bytes]:
    """Return what is kept of a photo or a file: its kind, its description and its bytes; its name is not kept.

    A photo is written anew from its pixels alone, turned the right way up and at most 2560 pixels long, so that
    place, camera, time and preview pictures in it are gone. A PDF or a text in UTF-8 is kept as it is.

    Raises
    ------
    DataError : it is empty, larger than 15 MB, broken, or of another kind
    """
    if not content:
        raise DataError("The file is empty", where=name, fix="Choose another file")
    if len(content) > LARGEST_FILE:
        raise DataError("The file is larger than 15 MB", where=name, fix="Choose a smaller file")
    for start, media_type in PHOTOS:
        if content.startswith(start):
            kept = _pixels_only(name, content, media_type)
            return ProofKind.PHOTO, _described(name, kept, media_type), kept
    if content.startswith(b"%PDF-"):
        return ProofKind.FILE, _described(name, content, "application/pdf"), content
    if _is_text(content):
        return ProofKind.FILE, _described(name, content, "text/plain"), content
    raise DataError(
        "This is no photo, PDF or text in UTF-8", where=name, fix="Save a photo as JPEG, and a document as PDF"
    )


def small_photo(content: bytes) -> bytes:
    """Return a kept photo as a small JPEG for a page, on white, from its pixels alone.

    Raises
    ------
    DataError : it cannot be read as a photo
    """
    from PIL import Image, UnidentifiedImageError

    forms = [media_type.removeprefix("image/").upper() for _start, media_type in PHOTOS]
    try:
        with Image.open(io.BytesIO(content), formats=forms) as opened:
            seen = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DataError("The photo cannot be read", where="photo", fix="Add the photo again") from error
    seen.thumbnail((SMALL_SIDE, SMALL_SIDE))
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    target = io.BytesIO()
    white.save(target, "JPEG", quality=SMALL_QUALITY)
    return target.getvalue()


def _described(name: str, content: bytes, media_type: str) -> ProofFile:
    if len(content) > LARGEST_FILE:
        raise DataError("The file is larger than 15 MB", where=name, fix="Choose a smaller file")
    return ProofFile(FILE_NAMES[media_type], media_type, len(content), hashlib.sha256(content).hexdigest())


def _pixels_only(name: str, content: bytes, media_type: str) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    form = media_type.removeprefix("image/").upper()
    too_many = DataError("The photo has more than 80 million pixels", where=name, fix="Make it smaller")
    broken = DataError("The photo cannot be read", where=name, fix="Open it in another program and save it as JPEG")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content), formats=[form]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise too_many
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _written(upright, form)
    except Image.DecompressionBombError as error:
        raise too_many from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise broken from error


def _written(image: Image, form: str) -> bytes:
    """Write an image from its pixels; a copy by pixels carries no EXIF, XMP, comment, preview or profile."""
    from PIL import Image as Images

    see_through = form != "JPEG" and image.mode in ("RGBA", "LA", "P", "PA")
    plain = image.convert("RGBA" if see_through else "RGB")
    bare = Images.frombytes(plain.mode, plain.size, plain.tobytes())
    target = io.BytesIO()
    bare.save(target, form, **({} if form == "PNG" else {"quality": QUALITY}))
    return target.getvalue()


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\n\r\t\f" for sign in text)
