"""Editions by their row alone: one lesson to do, no pages. Where pages are read, use `tests.factories.pages`."""

from typing import Any
from uuid import uuid4

import factory

from courses.models import CourseEdition, CoursePage
from tests.factories.pages import CourseFactory
from tests.moment import NOW

OPEN_COURSES = ("introduction-to-smart", "getting-smart")
WHOLE_PATH = (*OPEN_COURSES, "smart-facilitator")


def one_lesson(number: int = 1) -> list[dict[str, Any]]:
    """Return the outline of `number` lessons, as an edition keeps it."""
    about = {"kind": "lesson", "module": "One", "module_key": str(uuid4()), "minutes": 10, "required": True}
    return [{"key": str(uuid4()), "title": f"Lesson {place}", **about} for place in range(number)]


class EditionFactory(factory.django.DjangoModelFactory[CourseEdition]):
    """The first edition of a course."""

    class Meta:
        model = CourseEdition

    course = factory.SubFactory(CourseFactory, lessons=0)
    number = 1
    outline_json = factory.LazyFunction(one_lesson)
    published_at = NOW


def make_ready(*slugs: str) -> list[CoursePage]:
    """Return these courses of the list (the whole way to SMART Facilitator), each with an edition of one lesson.

    Nothing is awarded at their end: what follows from an award is tested where awards are.
    """
    courses = {course.slug: course for course in CoursePage.objects.filter(slug__in=slugs or WHOLE_PATH)}
    CoursePage.objects.filter(pk__in=[course.pk for course in courses.values()]).update(programme=None)
    for course in courses.values():
        EditionFactory(course=course)
    return [courses[slug] for slug in slugs or WHOLE_PATH]
