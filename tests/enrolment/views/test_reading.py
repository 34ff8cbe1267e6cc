"""How far somebody has read, and what marking a lesson as done waits for, as a browser does it."""

import pytest

from courses.models import LessonPage
from enrolment.models import ActivityCompletion, ReadingPlace
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.study import EntryFactory, ReadingPlaceFactory, block, practice_course, practice_lesson

pytestmark = pytest.mark.django_db
ALL = {"needs_end_seen": True, "needs_checks": True, "needs_worksheets": True}


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=True)


@pytest.fixture
def course():
    """A course whose first lesson asks for everything."""
    return practice_course(**ALL)


@pytest.fixture
def lesson(course):
    return practice_lesson(course)


@pytest.fixture
def enrolment(course, cast):
    return EnrolmentFactory(learner=cast.zoe, course=course)


@pytest.fixture
def zoe(enrolment, client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def tell(client, lesson, **what):
    return client.post(f"/learn/{lesson.course.slug}/read/{lesson.activity_key}/", what)


def mark(client, lesson):
    return client.post(f"/learn/{lesson.course.slug}/done/{lesson.activity_key}/")


def words(answer):
    return answer.content.decode()


# --- Where somebody is ----------------------------------------------------------------------------


def test_opening_a_page_is_remembered(lesson, zoe):
    zoe.get(lesson.url)
    place = ReadingPlace.objects.get()
    assert (place.activity_key, place.anchor, place.end_seen_at) == (lesson.translation_key, "", None)


def test_opening_it_again_moves_the_time_alone(lesson, zoe):
    tell(zoe, lesson, anchor="part-what-helps", end="yes")
    before = ReadingPlace.objects.get()
    zoe.get(lesson.url)
    after = ReadingPlace.objects.get()
    assert (after.anchor, after.end_seen_at) == ("part-what-helps", before.end_seen_at)
    assert after.seen_at > before.seen_at


def test_looking_at_the_headers_remembers_nothing(lesson, zoe):
    zoe.head(lesson.url)
    assert not ReadingPlace.objects.exists()


def test_an_editor_who_reads_leaves_no_trace(lesson, client_of, cast):
    assert client_of(cast.editor).get(lesson.url).status_code == 200
    assert not ReadingPlace.objects.exists()


def test_a_script_tells_of_a_heading_and_the_page_offers_it(lesson, zoe):
    assert tell(zoe, lesson, anchor="part-what-helps", script="yes").status_code == 204
    page = words(zoe.get(lesson.url))
    assert ('href="#part-what-helps"' in page, 'id="part-what-helps"' in page) == (True, True)


def test_a_heading_that_is_none_is_made_harmless(lesson, zoe):
    tell(zoe, lesson, anchor='"><script>' + "x" * 500)
    assert ReadingPlace.objects.get().anchor == "script" + "x" * 74


def test_the_button_at_the_end_leads_back_to_it(lesson, zoe):
    assert "I have read to here" in words(zoe.get(lesson.url))
    assert tell(zoe, lesson, end="yes")["Location"] == f"{lesson.url}#end-of-page"
    assert "You have read to the end." in words(zoe.get(lesson.url))


def test_a_lesson_that_does_not_ask_shows_no_such_button(course, zoe):
    after = LessonPage.objects.descendant_of(course).get(title="After")
    assert "I have read to here" not in words(zoe.get(after.url))


@pytest.mark.parametrize("who", ["amir", "lead", "office", "editor"])
def test_nobody_moves_somebody_elses_place(who, lesson, enrolment, cast, client_of):
    ReadingPlaceFactory(enrolment=enrolment, anchor="part-what-helps")
    assert tell(client_of(getattr(cast, who)), lesson, end="yes").status_code == 403
    assert ReadingPlace.objects.get().end_seen_at is None


# --- Marking as done ------------------------------------------------------------------------------


def test_what_is_open_is_listed_with_the_way_there(lesson, zoe):
    answer = mark(zoe, lesson)
    page = words(answer)
    anchors = [f"#block-{block(lesson, kind).key}" for kind in ("check", "worksheet")]
    assert (answer.status_code, [anchor in page for anchor in [*anchors, "#end-of-page"]]) == (422, [True] * 3)
    assert not ActivityCompletion.objects.exists()


def test_the_list_is_there_before_the_press_too(lesson, zoe):
    assert "Before you mark this lesson as done" in words(zoe.get(lesson.url))


def test_once_all_is_there_the_lesson_is_done(lesson, enrolment, zoe):
    for kind in ("worksheet", "check"):
        EntryFactory(enrolment=enrolment, kind=kind)
    tell(zoe, lesson, end="yes")
    assert mark(zoe, lesson).status_code == 302
    assert ActivityCompletion.objects.get().activity_key == lesson.translation_key


def test_what_is_done_stays_done_whatever_the_lesson_asks_for_later(lesson, enrolment, zoe):
    ActivityCompletionFactory(enrolment=enrolment)
    assert mark(zoe, lesson).status_code == 302


def test_a_lesson_that_asks_for_nothing_is_done_by_the_press(course, zoe):
    after = LessonPage.objects.descendant_of(course).get(title="After")
    assert mark(zoe, after).status_code == 302
