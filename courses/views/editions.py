"""The admin pages of a course's editions: the list, and one of them beside another."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from courses.models import CourseEdition, RetiredActivity
from courses.rules import difference
from courses.views.changes import change_groups, outline_rows
from courses.views.of_course import OfCourseMixin, panels_about, publish_url


class EditionsView(OfCourseMixin, TemplateView):
    """All editions of a course, newest first: when, by whom, what changed, and who is on them."""

    template_name = "courses/admin/editions.html"
    page_title = gettext_lazy("Editions")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the ways on: the next edition, and what an editor may do to people in progress."""
        buttons = [HeaderButton(_("Publish edition"), url=publish_url(self.course), icon_name="upload")]
        if CourseEdition.objects.filter(course=self.course).exists():
            apply, activities = (
                reverse(name, args=[self.course.pk]) for name in ("enrolment_apply_edition", "enrolment_activities")
            )
            buttons.append(HeaderButton(_("Apply to learners in progress"), url=apply, icon_name="group"))
            buttons.append(HeaderButton(_("Activities"), url=activities, icon_name="list-ul"))
        return buttons

    def between(self) -> list[dict[str, Any]]:
        """Return nothing: this is the list itself."""
        return []

    def editions(self) -> QuerySet[CourseEdition]:
        """Return the editions with who published them."""
        return CourseEdition.objects.filter(course=self.course).select_related("published_by").order_by("-number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [
            TitleColumn("number", label=_("Edition"), accessor=edition_name, get_url=edition_url),
            DateColumn("published_at", label=_("Published")),
            Column("published_by", label=_("By"), accessor=lambda edition: edition.published_by or _("the system")),
            Column("activities", label=_("Activities"), accessor=lambda edition: len(edition.outline.activities)),
            Column("note", label=_("What changed"), accessor=lambda edition: edition.note or "–"),
        ]
        editions = list(self.editions())
        more = {"editions": editions, "panels": panels_about(self.request, self.course)}
        return {**super().get_context_data(**kwargs), **more, "table": Table(columns, editions)}


def edition_url(edition: CourseEdition) -> str:
    """Return the address of one edition."""
    return reverse("courses_edition", args=[edition.course_id, edition.number])


def edition_name(edition: CourseEdition) -> str:
    """Return what an edition is called beside its course."""
    return _("Edition %(number)d") % {"number": edition.number}


class EditionView(OfCourseMixin, TemplateView):
    """What one edition consists of, as it was cut, and what changed since another one: the one before, at first."""

    template_name = "courses/admin/edition.html"

    def get_page_title(self) -> str:
        """Return which edition this is."""
        return _("Edition %(number)d") % {"number": self.kwargs["number"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = get_object_or_404(CourseEdition, course=self.course, number=self.kwargs["number"])
        earlier = list(self.course.editions.filter(number__lt=edition.number).order_by("-number"))
        since = self.since(earlier)
        changes = difference(since.outline, edition.outline) if since else None
        more = {
            "edition": edition,
            "rows": outline_rows(edition.outline, changes, RetiredActivity.objects.keys_of(self.course)),
            "earlier": [(one.number, edition_name(one)) for one in earlier],
            "since": since,
            "groups": change_groups(changes) if changes else [],
        }
        return {**super().get_context_data(**kwargs), **more}

    def since(self, earlier: list[CourseEdition]) -> CourseEdition | None:
        """Return the edition to compare with: the one asked for, else the one before; 404 for one that is not there."""
        asked = self.request.GET.get("since", "")
        if not asked:
            return earlier[0] if earlier else None
        found = next((edition for edition in earlier if str(edition.number) == asked), None)
        if found is None:
            raise Http404
        return found
