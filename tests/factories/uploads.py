"""Files as people add them, small ones of every kind we take; and an attempt at a task that asks for one."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Canvas

from assessments.models import AssessmentPage, Attempt, Question, Response, Status
from assessments.rules import Kind
from lms.core.files import save_private
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60)
PLACE = "Harbour Street"


def packed(**entries: bytes) -> bytes:
    """Return a ZIP file; in names of entries two underscores stand for a slash, one for a point."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    """Return a small Word document."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<w:document/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def odt() -> bytes:
    """Return a small OpenDocument text."""
    return packed(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<office:document-content/>")


def picture(kind: str = "JPEG", size: tuple[int, int] = (8, 6), **told: Any) -> bytes:
    """Return a small picture; `told` is what it says of itself."""
    drawn = BytesIO()
    Canvas.new("RGB", size, "teal").save(drawn, kind, **told)
    return drawn.getvalue()


def photograph() -> bytes:
    """Return a picture as a phone takes it: lying on its side, with the place in its EXIF data and a remark."""
    exif = Canvas.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=PLACE.encode())


GOOD: dict[str, bytes] = {
    "essay.pdf": PDF,
    "essay.docx": docx(),
    "essay.odt": odt(),
    "essay.txt": "Caffè, and a pound: £1.".encode(),
    "board.jpg": picture(),
    "board.jpeg": picture(),
    "board.png": picture("PNG"),
    "board.webp": picture("WEBP"),
    "talk.mp3": b"ID3\x04" + bytes(200),
    "talk.m4a": b"\x00\x00\x00\x18ftypM4A " + bytes(200),
    "talk.ogg": b"OggS" + bytes(200),
    "talk.wav": b"RIFF\x24\x08\x00\x00WAVEfmt " + bytes(200),
    "talk.webm": b"\x1a\x45\xdf\xa3\x01\x00\x00\x00\x42\x82\x84webm" + bytes(200),
}


def added(name: str = "essay.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a form hands it to us."""
    return SimpleUploadedFile(name, content)


def upload_attempt(learner: Any = None, **fields: Any) -> Attempt:
    """Return an attempt at a task that asks for one file, in progress; `awaiting_review=True` is one handed in."""
    enrolment = fields.pop("enrolment", None)
    if enrolment is None:
        course = CourseFactory(lessons=1, writing=True)
        ask_for_files()
        enrolment = EnrolmentFactory(course=course, **({"learner": learner} if learner else {}))
    page = AssessmentPage.objects.descendant_of(enrolment.course).get()
    if fields.pop("awaiting_review", False):
        fields |= {"status": Status.AWAITING_REVIEW, "submitted_at": NOW}
    attempt = AttemptFactory(enrolment=enrolment, assessment=page, **fields)
    Response.objects.filter(attempt=attempt).delete()  # the factory writes a text when it is handed in
    return attempt


def ask_for_files() -> None:
    """Let every written question ask for a file instead."""
    Question.objects.filter(kind=Kind.WRITING).update(kind=Kind.UPLOAD, word_from=None, word_to=None)


def add_by_row(attempt: Attempt, name: str = "essay.pdf", content: bytes = PDF) -> Response:
    """Store a file as the answer to the first question of `attempt`, past the service."""
    stored = save_private(f"attempts/{attempt.pk}/{name}-stored", content)
    row = {"attempt": attempt, "item_key": attempt.paper.items[0].key}
    defaults = {"file": stored, "file_name": name, "saved_at": NOW}
    return Response.objects.update_or_create(**row, defaults=defaults)[0]
