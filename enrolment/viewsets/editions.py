"""On the admin's pages about editions: who is on which, and how far, in counts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from courses.models import CoursePage
from enrolment.editions import people_on
from enrolment.rules.effects import Band

LABELS = {
    Band.NOT_BEGUN: _("of these, not begun"),
    Band.FIRST_HALF: _("less than half done"),
    Band.SECOND_HALF: _("half done or more"),
    Band.NOTHING_LEFT: _("nothing left to do"),
}


class PeoplePanel(Component):
    """A table of the editions of a course with the people on them; nothing before the first edition."""

    template_name = "enrolment/admin/editions/people_panel.html"

    def __init__(self, course: CoursePage) -> None:
        self.course = course

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the rows, and how many people in progress are not on the newest edition."""
        rows = people_on(self.course)
        behind = sum(row.learning for row in rows[1:])
        return {"course": self.course, "rows": rows, "labels": list(LABELS.values()), "behind": behind}

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Return the panel; nothing for a course without an edition."""
        return super().render_html(parent_context) if self.course.editions.exists() else ""
