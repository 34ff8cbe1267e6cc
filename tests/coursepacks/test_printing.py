"""A course on paper: contents with page numbers, every lesson, blank sheets, nothing that only a screen does."""

import re
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from courses.models import LessonPage
from lms.coursepacks.printing import print_draft
from tests.coursepacks.packing import material_of
from tests.factories.pages import CourseFactory
from tests.factories.whole_courses import whole_course

pytestmark = pytest.mark.django_db


def drawn(course, module=None):
    told: list[int] = []
    draft = print_draft(material_of(course, module), tell=told.append)
    return draft, told


@pytest.fixture
def course(caplog):
    yield whole_course(lessons=1)
    assert [record.message for record in caplog.records if record.name.startswith("weasyprint")] == []


def text_of(draft) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(draft.render())).pages).split())


def test_the_pack_holds_every_lesson_its_sheets_and_what_is_said_in_films(course):
    text = text_of(drawn(course)[0])
    for words in ("Getting SMART", "Contents", "Cost-Benefit Analysis", "Urge surfing", "It rises, it stays, it falls"):
        assert words in text
    assert text.count("What would a good week look like for you?") == 2


def test_quizzes_are_left_out_and_the_pack_says_so(course):
    text = text_of(drawn(course)[0])
    assert "Quizzes and written tasks are not in it" in text
    assert "This part is done online, in your course." in text


def test_links_are_printed_with_their_address_and_signs_said_in_words(course):
    text = text_of(drawn(course)[0])
    assert "more about tools (example.org/tools?a=1&b=2)" in text
    assert "(hot beverage)" in text
    assert text.count("help@example.org") == 2


def test_headings_stand_in_order(course):
    levels = [int(level) for level in re.findall(r"<h([1-6])", drawn(course)[0].html)]
    assert levels[:5] == [1, 2, 2, 3, 4]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_part_is_told_of_and_bookmarked(course):
    draft, told = drawn(course)
    assert told == [1, 2, 3]
    outline = str(PdfReader(BytesIO(draft.render())).outline)
    assert all(page.title in outline for page in LessonPage.objects.descendant_of(course))


def test_a_module_alone_says_what_it_belongs_to(course):
    draft, told = drawn(course, module=1)
    assert len(told) == 2
    assert "A part of Getting SMART" in text_of(draft)


def test_nothing_of_a_screen_is_left(course):
    html = drawn(course)[0].html
    assert re.findall(r"<(video|audio|details|form|script|iframe|button)", html) == []
    assert set(re.findall(r'(?:src|href)="([a-z]+:|#|lms/)', html)) == {"data:", "#", "lms/"}


def test_the_same_words_give_the_same_bytes(course):
    assert drawn(course)[0].render() == drawn(course)[0].render()


def test_a_page_that_is_being_updated_says_so():
    course = CourseFactory(lessons=2)
    LessonPage.objects.descendant_of(course).first().unpublish()
    assert "This part is being updated." in text_of(drawn(course)[0])
