"""What course templates ask for: the contents, and minutes in words."""

from django import template
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.outline import modules_for_reader
from courses.state import LearnerState, OutlineModule

register = template.Library()


@register.simple_tag
def course_contents(course: CoursePage, learner: LearnerState | None) -> tuple[OutlineModule, ...]:
    """Return the contents of `course` by module, with the learner's ticks when there are any."""
    return modules_for_reader(course, learner)


@register.filter
def in_words(minutes: int) -> str:
    """Return whole minutes as people say them: 45 → “45 min”, 60 → “1 h”, 400 → “6 h 40 min”."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
