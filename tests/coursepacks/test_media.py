"""Files of the site that go into packs: those below /media/ that stand in a lesson of the pack, and no others."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from courses.models import LessonPage
from lms.coursepacks.media import content_at, stored_name
from tests.coursepacks.packing import material_of
from tests.factories.library import FILM, DocumentFactory, RecordingFactory
from tests.factories.pages import CourseFactory
from tests.factories.pictures import ImageFactory, address_of

SHEET = b"%PDF-1.7 sheet"


@pytest.fixture
def course(db):
    return CourseFactory(modules=2, lessons=1)


@pytest.fixture
def lessons(course):
    return list(LessonPage.objects.descendant_of(course))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/media/images/a%20boat.png", "images/a boat.png"),
        ("http://testserver/media/images/a.png", "images/a.png"),
        ("https://example.org/media/images/a.png", ""),
        ("/static/lms/icons.svg", ""),
        ("/media/../private/x.pdf", ""),
        ("/media/%2e%2e/private/x.pdf", ""),
    ],
)
def test_only_what_the_site_shows_is_named(address, name):
    assert stored_name(address) == name


def test_what_stands_in_a_lesson_goes_along(course, lessons):
    sheet, film, image = (make(on=lessons[:1]) for make in (DocumentFactory, RecordingFactory, ImageFactory))
    addresses = (sheet.file.url, film.file.url, address_of(image))
    contents = [content_at(address, material_of(course)) for address in addresses]
    assert contents[:2] == [SHEET, FILM]
    assert contents[2].startswith(b"\x89PNG")


@pytest.mark.parametrize(("at_most", "content"), [(None, SHEET), (len(SHEET), SHEET), (len(SHEET) - 1, b"")])
def test_what_is_larger_than_wanted_is_left(course, lessons, at_most, content):
    sheet = DocumentFactory(on=lessons[:1])
    assert content_at(sheet.file.url, material_of(course), at_most=at_most) == content


def test_what_stands_elsewhere_or_nowhere_is_left(course, lessons):
    other = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    sheets = [DocumentFactory(on=[other]), DocumentFactory(), DocumentFactory(on=lessons[1:])]
    only_first = material_of(course, module=0)
    assert [content_at(sheet.file.url, only_first) for sheet in sheets] == [b"", b"", b""]


def test_what_stands_in_a_lesson_that_is_being_updated_is_left(course, lessons):
    sheet = DocumentFactory(on=lessons[:1])
    LessonPage.objects.filter(pk=lessons[0].pk).update(live=False)
    assert content_at(sheet.file.url, material_of(course)) == b""


def test_the_original_of_a_picture_is_left(course, lessons):
    image = ImageFactory(on=lessons[:1])
    assert content_at(f"/media/{image.file.name}", material_of(course)) == b""


@pytest.mark.parametrize(
    "name", ["documents", "/etc/hostname", "documents/a%00b.pdf", "packs/a.pdf", "recordings/a.mp3"]
)
def test_an_address_that_somebody_made_up_is_nothing(course, name):
    storages["default"].save("recordings/a.mp3", ContentFile(b"four"))
    DocumentFactory()
    assert content_at(f"/media/{name}", material_of(course)) == b""


def test_what_is_missing_in_the_storage_is_nothing(course, lessons):
    sheet = DocumentFactory(on=lessons[:1])
    storages["default"].delete(sheet.file.name)
    assert content_at(sheet.file.url, material_of(course)) == b""
