"""What course templates ask for: the contents, by module."""

from django import template

from courses.models import CoursePage
from courses.outline import modules_for_reader
from courses.state import LearnerState, OutlineModule

register = template.Library()


@register.simple_tag
def course_contents(course: CoursePage, learner: LearnerState | None) -> tuple[OutlineModule, ...]:
    """Return the contents of `course` by module, with the learner's ticks when there are any."""
    return modules_for_reader(course, learner)
