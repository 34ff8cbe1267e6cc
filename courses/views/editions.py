"""The admin pages of a course's editions: the list, one of them, and the page that publishes the next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, Table, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from courses.models import CourseEdition, CoursePage
from courses.outline import derive_outline
from courses.rules import Outline, difference
from courses.services.editions import publish_edition, why_not_publish
from lms.core.errors import DomainError


class EditionForm(forms.Form):
    """What changed, for colleagues who look back."""

    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("For colleagues who look back. Learners do not see it."),
    )


class OfCourseMixin(WagtailAdminTemplateMixin):
    """A page about one course, only for people who may publish this very course."""

    header_icon = "history"
    course: CoursePage

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        """Find the course; refuse whoever may not publish it."""
        self.course = get_object_or_404(CoursePage, pk=page_id)
        if not self.course.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the course, its editions, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailadmin_explore", args=[self.course.pk]), "label": self.course.title},
            *self.between(),
            {"url": "", "label": self.get_page_title(), "sublabel": self.course.title},
        ]

    def between(self) -> list[dict[str, Any]]:
        """Return what stands between the course and this page."""
        return [{"url": editions_url(self.course), "label": _("Editions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the course, too."""
        return {**super().get_context_data(**kwargs), "course": self.course}


def editions_url(course: CoursePage) -> str:
    """Return the address of the list of editions of `course`."""
    return reverse("courses_editions", args=[course.pk])


def publish_url(course: CoursePage) -> str:
    """Return the address of the page that publishes the next edition of `course`."""
    return reverse("courses_publish_edition", args=[course.pk])


class EditionsView(OfCourseMixin, TemplateView):
    """All editions of a course, newest first: when, by whom, what changed."""

    template_name = "courses/admin/editions.html"
    page_title = gettext_lazy("Editions")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return "Publish edition"."""
        return [HeaderButton(_("Publish edition"), url=publish_url(self.course), icon_name="upload")]

    def between(self) -> list[dict[str, Any]]:
        """Return nothing: this is the list itself."""
        return []

    def editions(self) -> QuerySet[CourseEdition]:
        """Return the editions with who published them."""
        return CourseEdition.objects.filter(course=self.course).select_related("published_by").order_by("-number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [
            TitleColumn("number", label=_("Edition"), accessor=edition_name, get_url=self.edition_url),
            DateColumn("published_at", label=_("Published")),
            Column("published_by", label=_("By"), accessor=lambda edition: edition.published_by or _("the system")),
            Column("activities", label=_("Activities"), accessor=lambda edition: len(edition.outline.activities)),
            Column("note", label=_("What changed"), accessor=lambda edition: edition.note or "–"),
        ]
        editions = list(self.editions())
        return {**super().get_context_data(**kwargs), "editions": editions, "table": Table(columns, editions)}

    def edition_url(self, edition: CourseEdition) -> str:
        """Return the address of one edition."""
        return reverse("courses_edition", args=[self.course.pk, edition.number])


def edition_name(edition: CourseEdition) -> str:
    """Return what an edition is called beside its course."""
    return _("Edition %(number)d") % {"number": edition.number}


class EditionView(OfCourseMixin, TemplateView):
    """What one edition consists of, as it was cut."""

    template_name = "courses/admin/edition.html"

    def get_page_title(self) -> str:
        """Return which edition this is."""
        return _("Edition %(number)d") % {"number": self.kwargs["number"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = get_object_or_404(CourseEdition, course=self.course, number=self.kwargs["number"])
        return {**super().get_context_data(**kwargs), "edition": edition, "rows": outline_rows(edition.outline)}


class PublishEditionView(OfCourseMixin, FormView):
    """What the next edition will consist of and what it changes, then one button."""

    form_class = EditionForm
    template_name = "courses/admin/publish_edition.html"
    page_title = gettext_lazy("Publish edition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = CourseEdition.objects.current_for(self.course)
        outline = derive_outline(self.course)
        more = {
            "latest": latest,
            "rows": outline_rows(outline, latest.outline if latest else None),
            "changes": difference(latest.outline, outline) if latest else None,
            "refusal": why_not_publish(self.course, outline, latest),
        }
        return {**super().get_context_data(**kwargs), **more}

    def form_valid(self, form: EditionForm) -> HttpResponse:
        note = form.cleaned_data["note"]
        try:
            edition = publish_edition(course=self.course, by=self.request.user, at=timezone.now(), note=note)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        words = _("Edition %(number)d is published. People who start the course from now on take it.")
        messages.success(self.request, words % {"number": edition.number})
        return redirect(editions_url(self.course))


# What an editor reads for the kind of an activity; a kind of a later step shows its own name.
KINDS: dict[str, str | Promise] = {
    "lesson": gettext_lazy("Lesson"),
    "quiz": gettext_lazy("Quiz or written task"),
    "declaration": gettext_lazy("Declaration"),
    "name": gettext_lazy("Name confirmation"),
}


def outline_rows(outline: Outline, before: Outline | None = None) -> list[dict[str, Any]]:
    """Return the lines of the table of `outline`, with what is new or changed against `before`."""
    changes = difference(before, outline) if before else None
    marks = {key: _("New") for key in changes.added} | {key: _("Changed") for key in changes.changed} if changes else {}
    return [
        {"activity": activity, "kind": KINDS.get(activity.kind, activity.kind), "mark": marks.get(activity.key, "")}
        for activity in outline.activities
    ]
