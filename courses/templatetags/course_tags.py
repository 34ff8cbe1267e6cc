"""What course templates ask for: the contents, and the course above a page."""

from django import template
from wagtail.models import Page

from courses.models import CoursePage
from courses.outline import modules_for_reader
from courses.state import LearnerState, OutlineModule

register = template.Library()


@register.simple_tag
def course_contents(course: CoursePage, learner: LearnerState | None) -> tuple[OutlineModule, ...]:
    """Return the contents of `course` by module, with the learner's ticks when there are any."""
    return modules_for_reader(course, learner)


@register.simple_tag
def course_above(page: Page) -> CoursePage:
    """Return the course that `page` belongs to; asked of the database once per page."""
    if not hasattr(page, "_course_above"):
        page._course_above = CoursePage.objects.ancestor_of(page).get()
    return page._course_above
