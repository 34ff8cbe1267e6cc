"""A course on a USB stick: plain pages that lead to one another, and nowhere else."""

import re

import pytest

from courses.models import LessonPage
from lms.coursepacks.zipping import zip_pack
from tests.coursepacks.packing import material_of, unpacked
from tests.factories.whole_courses import whole_course

pytestmark = pytest.mark.django_db
LEADS = re.compile(r'(?:src|href)="([^"]*)"')


@pytest.fixture
def course():
    return whole_course(lessons=1)


def pages_of(files) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items() if name.endswith(".html")}


def test_every_part_has_a_page_named_by_its_place(course):
    names = sorted(pages_of(unpacked(course)))
    assert [re.sub(r"\d+\.html", "n.html", name) for name in names] == [
        "01-01-lesson-n.html",
        "02-01-lesson-n.html",
        "02-02-quiz-n.html",
        "index.html",
    ]


def test_whatever_is_named_is_there(course):
    files = unpacked(course)
    named = {name.partition("#")[0] for page in pages_of(files).values() for name in LEADS.findall(page)}
    assert named == set(files)


def test_nothing_leads_out_or_does_anything_by_itself(course):
    for page in pages_of(unpacked(course)).values():
        assert re.findall(r"<(script|form|iframe|button|input)\b|\son\w+=|https?://|//\w", page) == []


def test_the_style_asks_for_nothing(course):
    assert re.findall(rb"url\(|@import", unpacked(course)["style.css"]) == []


def test_addresses_of_elsewhere_are_written_out(course):
    page = pages_of(unpacked(course))["01-01-" + LessonPage.objects.descendant_of(course).first().slug + ".html"]
    assert '<span>more about tools</span> <span class="address">(example.org/tools?a=1&amp;b=2)</span>' in page


@pytest.mark.parametrize(("most", "kept"), [(1_000, {".mp4", ".mp3", ".pdf"}), (0, set())])
def test_small_recordings_and_files_come_along(course, settings, most, kept):
    settings.PACK_FILE_BYTES = most
    assert {name[-4:] for name in unpacked(course) if name.startswith("files/")} == kept


@pytest.mark.parametrize("href", ["/media/documents", "/media//etc/hostname", "/media/documents/gone.pdf"])
def test_one_wrong_link_is_said_in_its_lesson_and_leaves_the_rest_as_it_is(course, href):
    before = unpacked(course)
    lesson = LessonPage.objects.descendant_of(course).first()
    lesson.body.append(("text", f'<p><a href="{href}">A sheet</a></p>'))
    lesson.save()
    after = unpacked(course)
    said = f'<span>A sheet</span> <span class="address">(testserver{href}, this file is not in this pack)</span>'
    assert said in pages_of(after)[f"01-01-{lesson.slug}.html"]
    assert set(after) == set(before)


def test_one_picture_in_many_lessons_is_there_once(course):
    assert len([name for name in unpacked(course) if name.startswith("pictures/")]) == 1


def test_the_same_words_give_the_same_bytes(course):
    first, second = (zip_pack(material_of(course), tell=lambda done: None) for _time in range(2))
    assert first == second


def test_a_link_from_lesson_to_lesson_stays_inside(course):
    first, second = LessonPage.objects.descendant_of(course).order_by("path")
    first.body = [("text", f'<p><a linktype="page" id="{second.pk}">On</a></p>')]
    first.save()
    assert f'<a href="02-01-{second.slug}.html">On</a>' in pages_of(unpacked(course))[f"01-01-{first.slug}.html"]
