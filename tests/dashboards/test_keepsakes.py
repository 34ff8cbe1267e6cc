"""My notes and bookmarks: found again, taken along, never seen by anybody else."""

import pytest

from courses.models import CoursePrerequisite, LessonPage
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study import BookmarkFactory, EntryFactory, NoteFactory, practice_course
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
ADDRESS, TEXT = "/learn/notes/", "/learn/notes/my-notes.txt"


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


@pytest.fixture
def enrolment(cast):
    """Zoë on a course, with a note, a bookmark and a worksheet."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=practice_course())
    NoteFactory(learner=cast.zoe, course=enrolment.course, text="Ring Jo on Friday.")
    BookmarkFactory(learner=cast.zoe, course=enrolment.course)
    EntryFactory(enrolment=enrolment)
    return enrolment


def words(answer):
    return answer.content.decode()


def test_whoever_keeps_nothing_reads_how_to(zoe):
    assert "Nothing here yet" in words(zoe.get(ADDRESS))
    assert "Nothing here yet" in words(zoe.get(TEXT))


KEPT = ("Ring Jo on Friday.", "Bookmarked", "The kettle was cold.", "A: What happened", "Practice")


def test_everything_is_there_with_its_way_back(enrolment, zoe):
    page = words(zoe.get(ADDRESS))
    lesson = LessonPage.objects.descendant_of(enrolment.course).first()
    assert [text for text in (*KEPT, lesson.url) if text not in page] == []


def test_what_somebody_chose_in_a_question_is_no_text_of_theirs(enrolment, zoe):
    EntryFactory(enrolment=enrolment, kind="check", answers={"chosen": "1"})
    assert "What does an urge do?" not in words(zoe.get(ADDRESS))


@pytest.mark.parametrize(
    ("asked", "found"),
    [("q=ring+jo", True), ("q=KETTLE", True), ("q=urges", True), ("q=bicycle", False), ("course=practice", True)],
)
def test_it_is_found_by_words_and_by_course(asked, found, enrolment, zoe):
    page = words(zoe.get(f"{ADDRESS}?{asked}"))
    assert ("Ring Jo on Friday." in page, "Nothing of yours holds these words" in page) == (found, not found)


@pytest.mark.parametrize("asked", ["course=of-somebody-else", "page=99", "page=x", "q=" + "x" * 500])
def test_what_makes_no_sense_does_no_harm(asked, enrolment, zoe):
    assert zoe.get(f"{ADDRESS}?{asked}").status_code == 200


def test_another_course_can_be_chosen(enrolment, cast, zoe):
    other = CourseFactory(title="Somewhere else")
    NoteFactory(learner=cast.zoe, course=other, text="Other things.")
    page = words(zoe.get(f"{ADDRESS}?course={other.slug}"))
    assert ("Other things." in page, "Ring Jo" in page) == (True, False)


def test_a_long_list_comes_in_pages(cast, zoe):
    course = CourseFactory(lessons=25)
    for place, lesson in enumerate(LessonPage.objects.descendant_of(course)):
        NoteFactory(learner=cast.zoe, course=course, activity_key=lesson.activity_key, text=f"Note {place:02}.")
    assert ("Note 19." in words(zoe.get(ADDRESS)), "Note 20." in words(zoe.get(ADDRESS))) == (True, False)
    assert "Note 24." in words(zoe.get(f"{ADDRESS}?page=2"))
    assert "Note 24." in words(zoe.get(TEXT))


def test_it_is_taken_along_as_plain_text(enrolment, cast, zoe):
    NoteFactory(learner=cast.zoe, text="Less < more & “quotes”.")
    answer = zoe.get(TEXT)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert 'filename="my-notes.txt"' in answer["Content-Disposition"]
    assert ("Less < more & “quotes”." in words(answer), "The kettle was cold." in words(answer)) == (True, True)


def test_a_page_that_is_gone_leaves_its_note(enrolment, zoe):
    LessonPage.objects.descendant_of(enrolment.course).first().unpublish()
    page = words(zoe.get(ADDRESS))
    assert ("Ring Jo on Friday." in page, "Urges" in page, "/urges/" in page) == (True, True, False)


def test_whoever_left_or_may_not_study_now_still_reads_theirs(enrolment, zoe):
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory())
    assert "Ring Jo on Friday." in words(zoe.get(ADDRESS))
    Enrolment.objects.mark_withdrawn(at=NOW)
    page = words(zoe.get(ADDRESS))
    assert ("Ring Jo on Friday." in page, "The kettle was cold." in page) == (True, True)


@pytest.mark.parametrize("who", ["amir", "lead", "otherlead", "office", "editor", "coordinator", "trainer"])
@pytest.mark.parametrize("address", [ADDRESS, TEXT])
def test_everybody_else_sees_their_own_and_nothing_of_hers(who, address, enrolment, cast, client_of):
    page = words(client_of(getattr(cast, who)).get(address))
    assert ("Nothing here yet" in page, "Ring Jo" in page, "kettle" in page) == (True, False, False)


@pytest.mark.parametrize("lessons", [2, 20])
def test_it_costs_the_same_for_few_notes_and_many(lessons, cast, zoe):
    course = CourseFactory(lessons=lessons)
    for lesson in LessonPage.objects.descendant_of(course):
        NoteFactory(learner=cast.zoe, course=course, activity_key=lesson.activity_key)
        BookmarkFactory(learner=cast.zoe, course=course, activity_key=lesson.activity_key)
    zoe.get(ADDRESS)
    with assert_statements(at_most=6):
        zoe.get(ADDRESS)
