"""What editors find about courses: which of them wait for an edition, and which words each programme looks for."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.model import ModelViewSet

from courses.models import CourseEdition, CoursePage, Programme
from courses.outline import derive_outline
from courses.services.editions import why_not_publish


def edition_due(course: CoursePage, latest: CourseEdition | None) -> bool:
    """Tell whether the next edition of `course` would be accepted and bring something new."""
    return why_not_publish(course, derive_outline(course), latest) is None


class CoursesPanel(Component):
    """Leads to every course this editor may publish, and to "Publish edition" where one is due."""

    name = "courses"
    template_name = "courses/admin/home_panel.html"
    order = 110

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return one line for each course."""
        courses = [page for page in CoursePage.objects.on_path() if page.permissions_for_user(self.user).can_publish()]
        return {"courses": [self.line(course) for course in courses]}

    def line(self, course: CoursePage) -> dict[str, Any]:
        """Return the course, its current edition, and whether the next one is due."""
        latest = CourseEdition.objects.current_for(course)
        return {"course": course, "latest": latest, "is_due": edition_due(course, latest)}

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Return the panel; nothing for whoever publishes no course."""
        context = self.get_context_data(parent_context)
        return super().render_html(parent_context) if context["courses"] else ""


class ProgrammeViewSet(ModelViewSet):
    """The programmes, each with its further list of watched words. Their names stand on certificates and stay."""

    model = Programme
    name = "programmes"
    icon = "form"
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display: ClassVar[list[str]] = ["name", "word_list"]
    panels: ClassVar[list] = [FieldPanel("word_list")]
