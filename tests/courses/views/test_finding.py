"""What catalogue and course page tell: who a course is for, what comes before, what it brings, how far one is."""

import pytest

from content.models import Tool
from courses.models import Access, CoursePrerequisite, LessonPage, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import Source
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


def words(browser, address):
    return " ".join(browser.get(address).content.decode().split())


def course_page(browser, course):
    return words(browser, f"/courses/{course.slug}/")


# --- The catalogue --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "Open to everybody"),
        ({}, "Brings a completion note"),
        ({"access": Access.NOMINATED}, "By nomination"),
        ({"awarding": True, "programme__name": "Long Walks"}, "Brings a certificate: Long Walks"),
        ({"who_for": "People who walk."}, "People who walk."),
        ({"summary": "On walking."}, "On walking."),
        ({"study_minutes": 90}, "about 1 h 30 min"),
    ],
)
def test_a_stranger_reads_what_each_course_is(about, said, client):
    CourseFactory(title="Walking", **about)
    station = words(client, "/courses/").split(">Walking</a>")[1]
    assert said in station


def test_what_comes_before_is_named_to_those_too_who_have_finished_it(cast, client_of):
    first, _last = short_path()
    EnrolmentFactory(learner=cast.zoe, course=first, completed=True)
    assert "Comes after: First steps" in words(client_of(cast.zoe), "/courses/")


def test_a_pause_is_seen_in_words(cast, client_of):
    place = NominationFactory(allowance=AllowanceFactory(), redeemed=True, learner=cast.zoe, paused_at=NOW)
    course = CourseFactory(title="Walking", access=Access.NOMINATED)
    EnrolmentFactory(learner=cast.zoe, course=course, source=Source.PLACE, nomination=place)
    assert "Paused" in words(client_of(cast.zoe), "/courses/").split(">Walking</a>")[1]
    assert "Doing the next step ends the pause." in course_page(client_of(cast.zoe), course)


# --- The page of a course -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "A completion note with your name and the date."),
        ({"awarding": True, "programme__name": "Long Walks"}, "A certificate for Long Walks"),
        ({"awarding": True, "requires_check": True}, "confirmed a DBS, PVG or AccessNI check"),
        ({"access": Access.NOMINATED}, "there is no certificate for this course alone"),
    ],
)
def test_it_says_what_it_leads_to(about, said, client):
    assert said in course_page(client, CourseFactory(**about))


def test_it_names_the_tools_of_its_published_lessons_once(client):
    course = CourseFactory(lessons=3)
    tools = [Tool.objects.create(key=name, name=name, point="2", purpose=f"For {name}.") for name in ("urge", "abc")]
    first, second, hidden = LessonPage.objects.descendant_of(course)
    for lesson, taught in ((first, tools[:1]), (second, tools[:1]), (hidden, tools[1:])):
        lesson.tools.set(taught)
        lesson.save()
    hidden.unpublish()
    page = course_page(client, course)
    assert (page.count("For urge."), page.count("For abc.")) == (1, 0)


def test_without_tools_there_is_no_empty_heading(client):
    assert "Tools you learn" not in course_page(client, CourseFactory())


def test_modules_tell_their_steps_and_time_and_what_is_optional(client):
    course = CourseFactory(lessons=2)
    LessonPage.objects.descendant_of(course).update(required=False)
    page = course_page(client, course)
    assert "2 steps, about 20 min" in page
    assert "Optional" not in page  # the edition decides, and it was cut before


def test_a_learner_reads_how_far_the_course_and_the_whole_path_go(cast, client_of):
    first, last = short_path()
    EnrolmentFactory(learner=cast.zoe, course=first, completed=True)
    EnrolmentFactory(learner=cast.zoe, course=last)
    page = course_page(client_of(cast.zoe), last)
    assert "10 h of about 10 h to go" in page
    assert "On your whole path: about 10 h of 11 h to go." in page


def test_with_one_course_on_the_path_it_is_not_said_twice(cast, client_of):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    assert "whole path" not in course_page(client_of(cast.zoe), enrolment.course)


@pytest.mark.parametrize(("done", "button"), [(0, "Begin"), (1, "Continue")])
def test_the_button_says_whether_one_begins_or_goes_on(done, button, cast, client_of):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    ActivityCompletionFactory.create_batch(done, enrolment=enrolment)
    assert f">{button}<" in course_page(client_of(cast.zoe), enrolment.course)


def test_an_outline_beside_a_lesson_says_what_is_optional(cast, client_of):
    course = CourseFactory(lessons=0)
    optional_lesson(course)
    EnrolmentFactory(learner=cast.zoe, course=course)
    lesson = LessonPage.objects.descendant_of(course).first()
    page = words(client_of(cast.zoe), lesson.url)
    assert "optional" in page.split('<nav class="outline')[1].split("</nav>")[0]
    assert "Step 1 of 2" in page


def optional_lesson(course):
    """Write an optional lesson and one that is needed, and publish the edition."""
    module = ModulePage.objects.descendant_of(course).get()
    LessonPageFactory(parent=module, required=False)
    LessonPageFactory(parent=module)
    publish_edition(course=course, by=None, at=NOW)


def test_while_something_comes_first_the_page_leads_nowhere_else(cast, client_of):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory(title="First steps"))
    page = course_page(client_of(cast.zoe), enrolment.course)
    assert "Please finish First steps first." in page
    assert ">Begin<" not in page
