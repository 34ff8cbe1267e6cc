"""What course templates ask for: the contents by module, and the tools taught."""

from django import template

from content.models import Tool
from courses.models import CoursePage, LessonPage
from courses.outline import modules_for_reader
from courses.state import LearnerState, OutlineModule

register = template.Library()


@register.simple_tag
def course_contents(course: CoursePage, learner: LearnerState | None) -> tuple[OutlineModule, ...]:
    """Return the contents of `course` by module, with the learner's ticks when there are any."""
    return modules_for_reader(course, learner)


@register.simple_tag
def tools_taught(course: CoursePage) -> list[Tool]:
    """Return the tools that published lessons of `course` teach, by point and name; one statement."""
    lessons = LessonPage.objects.descendant_of(course).live()
    return list(Tool.objects.filter(lessons__in=lessons).distinct())
