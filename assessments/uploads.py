"""What a file that somebody adds really is, told by its content and never by its name alone: no Django, no storage.

A name decides which content is asked for; both have to agree. Sounds are told by the rules of recordings.
"""

import codecs
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import IO

import filetype
from PIL import Image, ImageFile, ImageOps

from content.rules.recordings import HEAD_BYTES, Container, container_of, is_what_it_says

LONGEST_NAME = 120  # characters, its ending included
MOST_PIXELS = 50_000_000  # of one picture: some 150 megabytes while it is being cleaned
UNPACKED_MOST = 500 * 1024 * 1024  # bytes that a document may come to
DIRECTORY_MOST = 1024 * 1024  # bytes of a document's own list of contents: thousands of entries
PIECE = 64 * 1024


class FileRefusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "file_empty"
    TOO_LARGE = "file_too_large"
    UNKNOWN_KIND = "file_kind_unknown"
    NOT_WHAT_IT_SAYS = "file_not_what_it_says"
    HAS_MACROS = "file_has_macros"
    TOO_MANY_PIXELS = "file_too_many_pixels"


class Family(StrEnum):
    """How the content of a kind is told."""

    PDF = "pdf"
    DOCUMENT = "document"
    TEXT = "text"
    PICTURE = "picture"
    SOUND = "sound"


@dataclass(frozen=True)
class FileKind:
    """One kind of file that is taken. `ending` is the usual one; `media_type` is what a download says of itself."""

    ending: str
    family: Family
    media_type: str


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
TABLE = (
    FileKind("pdf", Family.PDF, "application/pdf"),
    FileKind("docx", Family.DOCUMENT, WORD),
    FileKind("odt", Family.DOCUMENT, OPEN_TEXT),
    FileKind("txt", Family.TEXT, "text/plain"),
    FileKind("jpg", Family.PICTURE, "image/jpeg"),
    FileKind("png", Family.PICTURE, "image/png"),
    FileKind("webp", Family.PICTURE, "image/webp"),
    FileKind("mp3", Family.SOUND, "audio/mpeg"),
    FileKind("m4a", Family.SOUND, "audio/mp4"),
    FileKind("ogg", Family.SOUND, "audio/ogg"),
    FileKind("wav", Family.SOUND, "audio/wav"),
    FileKind("webm", Family.SOUND, "audio/webm"),
)
KINDS = {kind.ending: kind for kind in TABLE}
KINDS["jpeg"] = KINDS["jpg"]
ENDINGS = tuple(KINDS)

PILLOW_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
KEPT_OF_A_PICTURE = ("icc_profile", "transparency")  # colours; all else that it says of itself goes
BROKEN_PICTURE = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError, struct.error, KeyError)

MACROS = re.compile(r"(^|/)(vbaproject\.bin$|basic/|scripts/)", re.IGNORECASE)
NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# What a browser or a system would run: a web page, a drawing, a script.
MARKUP_OR_SCRIPT = re.compile(r"\s*(<[a-z!?/]|#!)", re.IGNORECASE)


class BrokenPictureError(Exception):
    """A picture begins well, but cannot be read to its end."""


def kind_of(name: str) -> FileKind | None:
    """Return the kind that a file with this name says it is, or None for one that is not taken."""
    return KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None


def cleaned_name(name: str) -> str:
    """Return `name` fit to be shown and saved: no path, no invisible or direction-changing signs, not too long.

    The ending stays, whatever is cut; a name of which nothing else is left becomes “file”.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    visible = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in last)
    stem, dot, ending = " ".join(visible.split()).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem, ending = stem.strip(" .") or "file", ending.strip()[: LONGEST_NAME // 2]
    return stem[: LONGEST_NAME - len(dot + ending)].rstrip(" .") + dot + ending


def refuse_file(name: str, file: IO[bytes], *, size: int, most: int) -> FileRefusal | None:
    """Return why `file`, of `size` bytes and called `name`, is not taken, or None; `most` bytes are.

    Leaves the file at its beginning.
    """
    kind = kind_of(name)
    if not size:
        return FileRefusal.EMPTY
    if size > most:
        return FileRefusal.TOO_LARGE
    if kind is None:
        return FileRefusal.UNKNOWN_KIND
    try:
        return _refuse_content(kind, file)
    finally:
        file.seek(0)


def _refuse_content(kind: FileKind, file: IO[bytes]) -> FileRefusal | None:
    file.seek(0)
    match kind.family:
        case Family.DOCUMENT:
            return _refuse_document(kind, file)
        case Family.PICTURE:
            return _refuse_picture(kind, file)
        case Family.TEXT:
            is_right = _is_text(file)
        case Family.SOUND:
            is_right = _is_sound(kind, file.read(HEAD_BYTES))
        case _:
            is_right = _guessed(file.read(HEAD_BYTES)) == kind.ending
    return None if is_right else FileRefusal.NOT_WHAT_IT_SAYS


def _guessed(head: bytes) -> str:
    """Return the ending that a file beginning with `head` should have; empty when it is nothing well known."""
    return str(filetype.guess_extension(head) or "")


def _is_sound(kind: FileKind, head: bytes) -> bool:
    if kind.ending == "wav":
        return _guessed(head) == "wav"
    # Pictures of phones and AVIF are told by the same first bytes as MP4.
    is_picture = container_of(head) is Container.MP4 and filetype.is_image(head)
    return is_what_it_says(kind.ending, head) and not is_picture


def _is_text(file: IO[bytes]) -> bool:
    """Tell whether all of it is text to read: in UTF-8 or any encoding of one byte a sign, or marked as UTF-16."""
    head = file.read(PIECE)
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16" if is_wide else "latin-1")()
    try:
        text = decoder.decode(head)
        if MARKUP_OR_SCRIPT.match(text.removeprefix("\ufeff").removeprefix("ï»¿")):
            return False
        while head:
            if NO_TEXT.search(text):
                return False
            head = file.read(PIECE)
            text = decoder.decode(head, final=not head)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_document(kind: FileKind, file: IO[bytes]) -> FileRefusal | None:
    """Return why a file is not a document of this kind; both kinds are ZIP files with a known inside."""
    try:
        if not _has_short_directory(file):
            return FileRefusal.NOT_WHAT_IT_SAYS
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > UNPACKED_MOST or not _is_document(kind, packed):
                return FileRefusal.NOT_WHAT_IT_SAYS
    except BROKEN_ZIP:
        return FileRefusal.NOT_WHAT_IT_SAYS
    return FileRefusal.HAS_MACROS if any(MACROS.search(entry.filename) for entry in entries) else None


def _has_short_directory(file: IO[bytes]) -> bool:
    """Tell whether a ZIP file's list of contents is short; reading a long one would fill the memory."""
    if not file.read(4).startswith(b"PK\x03\x04"):
        return False
    end = file.seek(0, 2)
    file.seek(max(0, end - PIECE - 22))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        return False
    directory_bytes = struct.unpack_from("<L", tail, at + 12)[0]
    file.seek(0)
    return bool(directory_bytes <= DIRECTORY_MOST)


def _is_document(kind: FileKind, packed: zipfile.ZipFile) -> bool:
    names = set(packed.namelist())
    if kind.ending == "docx":
        return "[Content_Types].xml" in names and any(re.fullmatch(r"word/document\d*\.xml", name) for name in names)
    entry = packed.getinfo("mimetype")
    return "content.xml" in names and entry.file_size < 100 and packed.read(entry).strip() == OPEN_TEXT.encode()


def _refuse_picture(kind: FileKind, file: IO[bytes]) -> FileRefusal | None:
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if _guessed(head) != kind.ending:
        return FileRefusal.NOT_WHAT_IT_SAYS
    try:
        with Image.open(file, formats=[PILLOW_FORMATS[kind.ending]]) as picture:
            pixels = picture.width * picture.height
    except BROKEN_PICTURE:
        return FileRefusal.NOT_WHAT_IT_SAYS
    return FileRefusal.TOO_MANY_PIXELS if pixels > MOST_PIXELS else None


def without_traces(kind: FileKind, file: IO[bytes]) -> IO[bytes]:
    """Return the file as it is kept: a picture upright and drawn anew without what a camera adds (place, time, name).

    Any other file is returned as it is. Raises BrokenPictureError.
    """
    if kind.family is not Family.PICTURE:
        return file
    drawn = BytesIO()
    # WeasyPrint, once it was imported, has Pillow paint over what is missing; here that must be told.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(file, formats=[PILLOW_FORMATS[kind.ending]]) as picture:
            upright = ImageOps.exif_transpose(picture)
            kept = {name: upright.info[name] for name in KEPT_OF_A_PICTURE if name in upright.info}
            upright.info.clear()
            upright.info.update(**kept)
            upright.save(drawn, PILLOW_FORMATS[kind.ending], quality=90, **kept)
    except BROKEN_PICTURE as error:
        raise BrokenPictureError from error
    drawn.seek(0)
    return drawn
