"""Searching in my courses: what I may open now is found, and never a word of anything else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.models import Access, CoursePage, CoursePrerequisite, LessonPage, ModulePage, RetiredActivity
from enrolment.models import Source, Status
from lms.dashboards.searching import forms_of, search, words_of
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def indexed(course):
    """Put what stands in a course into the index, as publishing does."""
    for page in [*LessonPage.objects.descendant_of(course), CoursePage.objects.get(pk=course.pk)]:
        page.save()
    return course


@pytest.fixture
def course(cast):
    """A course that Zoë takes; its lessons say “Pick one small step and try it today.”"""
    made = indexed(CourseFactory(title="Getting on", summary="On your way."))
    EnrolmentFactory(learner=cast.zoe, course=made)
    return made


def found(user, question):
    return [one.title for one in search(user, words_of(question)).shown]


def lessons(course):
    return list(LessonPage.objects.descendant_of(course).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", ()),
        ("  Small   STEPS ", ("small", "steps")),
        ("step step", ("step",)),
        ("Cost-benefit (quadrants)*", ("cost", "benefit", "quadrants")),
        ("Ŵyn's AND OR NOT \"", ("ŵyn", "s", "and", "or", "not")),
        ("a b c d e f g h i j", ("a", "b", "c", "d", "e", "f", "g", "h")),
    ],
)
def test_a_question_is_taken_apart_into_words(question, words):
    assert words_of(question) == words


@pytest.mark.parametrize(
    ("word", "forms"), [("urge", ("urge", "urges")), ("urges", ("urges", "urge")), ("as", ("as", "ass"))]
)
def test_a_word_brings_its_singular_or_plural(word, forms):
    assert forms_of(word) == forms


@pytest.mark.parametrize("question", ["small", "SMALL step", "small steps", "today small"])
def test_lessons_of_my_courses_are_found_by_all_their_words(question, course, cast):
    assert sorted(found(cast.zoe, question)) == sorted(lessons(course))


@pytest.mark.parametrize("question", ["small elephants", "elephant", "sma", "(", "small' OR 1=1"])
def test_what_stands_nowhere_is_not_found(question, course, cast):
    assert found(cast.zoe, question) == []


def test_a_result_says_where_it_stands_with_the_words_marked(course, cast):
    [first, *_rest] = search(cast.zoe, ("small",)).shown
    module = ModulePage.objects.child_of(course).get()
    assert (first.course, first.module) == ("Getting on", module.title)
    assert first.url.startswith(f"/courses/{course.slug}/{module.slug}/")
    assert [piece.text for piece in first.excerpt.pieces if piece.is_meant] == ["small"]


def test_pages_of_published_courses_are_found_by_everybody(course, cast):
    assert found(cast.amir, "way") == found(cast.zoe, "way") == ["Getting on"]


def test_lessons_of_a_course_i_do_not_take_are_not(course, cast):
    assert found(cast.amir, "small") == found(AnonymousUser(), "small") == []


def test_of_a_finished_course_lessons_are_still_found(cast):
    course = indexed(CourseFactory())
    EnrolmentFactory(learner=cast.zoe, course=course, completed=True)
    assert len(found(cast.zoe, "small")) == 2


def test_of_a_course_i_left_nothing_is_found(cast):
    course = indexed(CourseFactory())
    EnrolmentFactory(learner=cast.zoe, course=course, status=Status.WITHDRAWN, withdrawn_at=NOW)
    assert found(cast.zoe, "small") == []


def test_of_a_course_that_comes_later_nothing_is_found(course, cast):
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory())
    assert found(cast.zoe, "small") == []


def test_while_the_licence_has_lapsed_nothing_gated_is_found(cast, time_machine):
    time_machine.move_to(NOW.replace(year=2028))
    course = indexed(CourseFactory(access=Access.NOMINATED))
    place = NominationFactory(allowance=AllowanceFactory(), redeemed=True, learner=cast.zoe)
    EnrolmentFactory(learner=cast.zoe, course=course, source=Source.PLACE, nomination=place)
    assert found(cast.zoe, "small") == []


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, CoursePage])
def test_what_is_being_updated_is_not_found(kind, course, cast):
    within = kind.objects.descendant_of(course, inclusive=True).first()
    within.unpublish()
    assert within.title not in found(cast.zoe, "small")
    assert len(found(cast.zoe, "small")) == (1 if kind is LessonPage else 0)


def test_what_came_after_my_edition_is_not_found(course, cast):
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get(), title="Newer").save()
    assert "Newer" not in found(cast.zoe, "small")


def test_what_was_retired_is_not_found(course, cast):
    gone = LessonPage.objects.descendant_of(course).first()
    about = {"title": gone.title, "reason": "Out of date.", "retired_at": NOW}
    RetiredActivity.objects.create(course=course, activity_key=gone.translation_key, **about)
    assert gone.title not in found(cast.zoe, "small")


def test_a_draft_is_not_found_by_its_newer_words(course, cast):
    lesson = LessonPage.objects.descendant_of(course).first()
    lesson.body = [("text", "<p>Wombats dig.</p>")]
    lesson.save_revision()
    assert found(cast.zoe, "wombats") == []
    lesson.latest_revision.publish()
    assert found(cast.zoe, "wombats") == [lesson.title]


@pytest.mark.parametrize("lessons", [3, 25])
def test_a_search_costs_the_same_whatever_it_finds(lessons, cast):
    course = indexed(CourseFactory(lessons=lessons))
    EnrolmentFactory(learner=cast.zoe, course=course)
    with assert_statements(at_most=12):
        search(cast.zoe, ("small",))


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def zoe(cast, client_of):
    """Zoë's browser."""
    return client_of(cast.zoe)


def page(browser, **asked):
    return browser.get("/learn/search/", asked).content.decode()


def test_without_a_question_there_is_only_the_field(course, zoe):
    assert "<h2" not in page(zoe)


def test_what_was_found_is_counted_and_marked(course, zoe):
    shown = page(zoe, q="small")
    assert "2 pages with “small”" in shown
    assert "<mark>small</mark>" in shown


def test_what_was_typed_is_shown_as_words_never_as_markup(course, zoe):
    shown = page(zoe, q="<b>elephant</b>")
    assert "No page of your courses has all of" in shown
    assert "<b>elephant" not in shown


def test_many_results_come_in_pages(cast, zoe):
    EnrolmentFactory(learner=cast.zoe, course=indexed(CourseFactory(lessons=12)))
    assert "Page 1 of 2" in page(zoe, q="small")
    assert 'href="?q=small&amp;page=1#found"' in page(zoe, q="small", page=2)


@pytest.mark.parametrize("number", ["0", "99", "x"])
def test_a_page_that_is_not_there_shows_the_nearest(number, course, zoe):
    assert "2 pages with" in page(zoe, q="small", page=number)
