"""The seven courses as empty shells: in order, complete, and never put back over what editors changed."""

import pytest
from django.core.management import call_command

from courses.models import Access, CourseIndexPage, CoursePage, CoursePrerequisite
from courses.reference import load_course_shells
from enrolment.models import LicenceTypeCourse

pytestmark = pytest.mark.django_db

PATH = [
    "introduction-to-smart",
    "getting-smart",
    "smart-facilitator",
    "smart-veterans",
    "smart-family-and-friends",
    "insideout",
    "start-smart",
]
NEEDS = {
    "introduction-to-smart": [],
    "getting-smart": ["introduction-to-smart"],
    "smart-facilitator": ["introduction-to-smart", "getting-smart"],
    "smart-veterans": ["smart-facilitator"],
    "smart-family-and-friends": ["smart-facilitator"],
    "insideout": ["smart-facilitator"],
    "start-smart": ["smart-facilitator"],
}


def course(slug):
    return CoursePage.objects.get(slug=slug)


def test_the_seven_courses_stand_in_the_order_of_the_path():
    assert list(CoursePage.objects.on_path().values_list("slug", flat=True)) == PATH


@pytest.mark.parametrize("slug", PATH)
def test_each_course_comes_after_what_it_needs(slug):
    needed = course(slug).prerequisites.order_by("requires__path")
    assert list(needed.values_list("requires__slug", flat=True)) == NEEDS[slug]


def test_only_the_first_two_are_open_to_anyone():
    assert list(CoursePage.objects.on_path().filter(access=Access.OPEN).values_list("slug", flat=True)) == PATH[:2]


def test_only_start_smart_is_not_published():
    assert list(CoursePage.objects.not_live().values_list("slug", flat=True)) == ["start-smart"]


@pytest.mark.parametrize(("slug", "age", "minutes"), [(PATH[0], 16, 60), (PATH[1], 16, 540), (PATH[2], 18, 600)])
def test_age_and_study_time_are_those_of_the_domain(slug, age, minutes):
    assert (course(slug).minimum_age, course(slug).study_minutes) == (age, minutes)


def test_loading_again_makes_nothing_new():
    before = set(CoursePage.objects.values_list("pk", "last_published_at", "title"))
    call_command("load_reference", verbosity=0)
    assert set(CoursePage.objects.values_list("pk", "last_published_at", "title")) == before
    assert (CourseIndexPage.objects.count(), CoursePrerequisite.objects.count()) == (1, 7)


def test_loading_again_keeps_what_editors_changed():
    CoursePage.objects.filter(slug=PATH[0]).update(title="Ours", study_minutes=90, live=False)
    load_course_shells()
    assert (course(PATH[0]).title, course(PATH[0]).study_minutes, course(PATH[0]).live) == ("Ours", 90, False)


def test_loading_again_does_not_bring_back_a_prerequisite_that_was_taken_off():
    course("getting-smart").prerequisites.all().delete()
    load_course_shells()
    assert not course("getting-smart").prerequisites.exists()


def test_a_course_that_is_missing_comes_back_with_what_it_needs():
    LicenceTypeCourse.objects.filter(course=course("insideout")).delete()
    course("insideout").delete()
    load_course_shells()
    assert course("insideout").prerequisites.get().requires.slug == "smart-facilitator"
