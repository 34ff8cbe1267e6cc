"""What an added file is: told by its content, agreed with its name; pictures lose what a camera adds."""

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from assessments import uploads
from assessments.uploads import (
    KINDS,
    LONGEST_NAME,
    BrokenPictureError,
    FileRefusal,
    cleaned_name,
    kind_of,
    refuse_file,
    without_traces,
)
from tests.factories.uploads import GOOD, PDF, PLACE, PROGRAM, docx, odt, packed, photograph, picture

MEGABYTE = 1024 * 1024
NOT_WHAT_IT_SAYS, UNKNOWN = FileRefusal.NOT_WHAT_IT_SAYS, FileRefusal.UNKNOWN_KIND
PAGE = b"<!DOCTYPE html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
BAD = [
    ("essay.pdf", b"", FileRefusal.EMPTY),
    ("essay.exe", PROGRAM, UNKNOWN),
    ("essay", PDF, UNKNOWN),
    ("essay.pdf.exe", PDF, UNKNOWN),
    ("page.html", PAGE, UNKNOWN),
    ("drawing.svg", DRAWING, UNKNOWN),
    ("film.mp4", GOOD["talk.m4a"], UNKNOWN),
    ("archive.zip", packed(a_txt=b"A"), UNKNOWN),
    ("essay.docm", docx(), UNKNOWN),
    *((f"program.{ending}", PROGRAM, NOT_WHAT_IT_SAYS) for ending in KINDS),
    ("essay.pdf", PAGE, NOT_WHAT_IT_SAYS),
    ("page.txt", PAGE, NOT_WHAT_IT_SAYS),
    ("page.txt", b"\xef\xbb\xbf  \n<html>", NOT_WHAT_IT_SAYS),
    ("page.txt", "<html>".encode("utf-16"), NOT_WHAT_IT_SAYS),
    ("drawing.txt", DRAWING, NOT_WHAT_IT_SAYS),
    ("script.txt", b"#!/bin/sh\n", NOT_WHAT_IT_SAYS),
    ("half.txt", b"\xff\xfea", NOT_WHAT_IT_SAYS),
    ("late.txt", b"a" * 70_000 + b"\x00", NOT_WHAT_IT_SAYS),
    ("drawing.png", DRAWING, NOT_WHAT_IT_SAYS),
    ("board.png", picture("JPEG"), NOT_WHAT_IT_SAYS),
    ("board.jpg", b"\xff\xd8\xff" + bytes(50), NOT_WHAT_IT_SAYS),
    ("essay.docx", packed(a_txt=b"A"), NOT_WHAT_IT_SAYS),
    ("essay.docx", odt(), NOT_WHAT_IT_SAYS),
    ("essay.odt", docx(), NOT_WHAT_IT_SAYS),
    ("essay.odt", packed(mimetype=b"application/zip", content_xml=b"<a/>"), NOT_WHAT_IT_SAYS),
    ("essay.docx", docx()[:-30], NOT_WHAT_IT_SAYS),
    ("essay.docx", b"PK\x03\x04" + bytes(90), NOT_WHAT_IT_SAYS),
    ("essay.docx", docx(word__vbaProject_bin=b"macro"), FileRefusal.HAS_MACROS),
    ("talk.m4a", b"\x00\x00\x00\x18ftypheic" + bytes(50), NOT_WHAT_IT_SAYS),
    ("talk.wav", GOOD["board.webp"], NOT_WHAT_IT_SAYS),
    ("talk.mp3", GOOD["talk.ogg"], NOT_WHAT_IT_SAYS),
]


def refusal_of(name, content, *, most=MEGABYTE):
    return refuse_file(name, BytesIO(content), size=len(content), most=most)


@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=GOOD)
def test_every_kind_we_take_is_taken(name, content):
    assert refusal_of(name, content) is None


@pytest.mark.parametrize("name", ["ESSAY.PDF", "My essay. Final.pdf"])
def test_the_case_of_an_ending_and_other_points_do_not_matter(name):
    assert refusal_of(name, PDF) is None


@pytest.mark.parametrize("content", ["£ and “quotes”".encode("cp1252"), "£ and “quotes”".encode("utf-16"), b"I <3 tea"])
def test_text_of_older_computers_is_taken(content):
    assert refusal_of("essay.txt", content) is None


def test_a_recording_of_another_brand_of_phone_is_taken():
    assert refusal_of("talk.m4a", b"\x00\x00\x00\x18ftyp3gp4" + bytes(50)) is None


@pytest.mark.parametrize(("name", "content", "refusal"), BAD)
def test_anything_else_is_refused(name, content, refusal):
    assert refusal_of(name, content) is refusal


def test_a_file_of_the_greatest_size_fits_and_one_byte_more_does_not():
    assert refusal_of("essay.pdf", PDF, most=len(PDF)) is None
    assert refusal_of("essay.pdf", PDF, most=len(PDF) - 1) is FileRefusal.TOO_LARGE


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "UNPACKED_MOST", 1000)
    assert refusal_of("essay.docx", docx(word__large_xml=bytes(2000))) is NOT_WHAT_IT_SAYS


def test_a_document_with_an_endless_list_of_contents_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(uploads, "DIRECTORY_MOST", 100)
    assert refusal_of("essay.docx", docx()) is NOT_WHAT_IT_SAYS


def test_a_picture_too_large_to_draw_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_PIXELS", 47)
    assert refusal_of("board.png", picture("PNG")) is FileRefusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("name", ["essay.pdf", "essay.txt", "board.jpg", "essay.docx"])
def test_a_file_is_left_at_its_beginning(name):
    file = BytesIO(GOOD[name])
    refuse_file(name, file, size=len(GOOD[name]), most=MEGABYTE)
    assert file.tell() == 0


# --- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/essay.pdf", "essay.pdf"),
        ("C:\\Users\\Zoë\\essay.pdf", "essay.pdf"),
        ("essay\u202efdp.exe", "essay fdp.exe"),
        ("es\x00say\r\n.pdf", "es say.pdf"),
        ("  my   essay .pdf", "my essay.pdf"),
        ("...pdf", "file.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("مقال.pdf", "مقال.pdf"),
        ("Caffe\u0300.pdf", "Caffè.pdf"),
    ],
)
def test_a_name_keeps_what_people_read_and_nothing_else(name, cleaned):
    assert cleaned_name(name) == cleaned


def test_a_long_name_is_cut_and_keeps_its_ending():
    assert len(cleaned_name("Ŵ" * 300 + ".docx")) == LONGEST_NAME
    assert kind_of(cleaned_name("Ŵ" * 300 + ".docx")) is KINDS["docx"]


def test_a_name_with_an_endless_ending_is_cut_too():
    assert len(cleaned_name("a." + "b" * 300)) <= LONGEST_NAME


# --- Pictures -------------------------------------------------------------------------------------


def kept(name, content):
    return without_traces(kind_of(name), BytesIO(content)).read()


def test_a_photograph_loses_its_place_and_remarks_and_stands_upright():
    assert PLACE.encode() in photograph()
    drawn = kept("board.jpg", photograph())
    assert PLACE.encode() not in drawn
    with Image.open(BytesIO(drawn)) as shown:
        assert (shown.size, dict(shown.getexif()), "comment" in shown.info) == ((6, 8), {}, False)


@pytest.mark.parametrize(("name", "kind"), [("board.png", "PNG"), ("board.webp", "WEBP")])
def test_other_pictures_lose_what_they_tell_too(name, kind):
    exif = Image.Exif()
    exif[0x010E] = PLACE
    told = picture(kind, exif=exif, xmp=PLACE.encode())
    assert PLACE.encode() in told
    assert PLACE.encode() not in kept(name, told)
    assert refusal_of(name, kept(name, told)) is None


def test_a_picture_keeps_its_colours():
    assert b"ICC_PROFILE" in kept("board.jpg", picture(icc_profile=b"a profile"))


def test_what_follows_a_picture_is_not_kept():
    assert PAGE not in kept("board.jpg", picture() + PAGE)


@pytest.mark.parametrize("after_a_pdf_was_made", [False, True])
def test_a_picture_that_breaks_off_is_told(after_a_pdf_was_made, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", after_a_pdf_was_made)  # as WeasyPrint leaves it
    with pytest.raises(BrokenPictureError):
        kept("board.png", picture("PNG", (80, 60))[:-40])


def test_what_is_no_picture_stays_as_it_is():
    assert kept("essay.pdf", PDF) == PDF
