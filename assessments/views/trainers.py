"""The admin pages on which Central Office appoints trainers to courses, and ends appointments."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from assessments.forms.trainers import AppointTrainerForm
from assessments.managers import REVIEW
from assessments.permissions import may_appoint_trainers
from assessments.services.trainers import appoint_trainer, end_trainer
from courses.models import CoursePage, CoursePageUserObjectPermission
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError


class TrainersMixin(WagtailAdminTemplateMixin):
    """A page about trainers, for Central Office alone."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever does not appoint trainers."""
        if not may_appoint_trainers(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *self.between(), here]

    def between(self) -> list[dict[str, Any]]:
        """Return what stands between the admin's home and this page."""
        return [{"url": reverse("assessments_trainers"), "label": _("Trainers")}]

    def appointments(self) -> QuerySet[CoursePageUserObjectPermission]:
        """Return who is a trainer of which course."""
        given = CoursePageUserObjectPermission.objects.filter(permission__codename=REVIEW)
        return given.select_related("content_object", "user").order_by("content_object__path", "user__full_name")


class TrainersView(TrainersMixin, TemplateView):
    """All trainers, by course."""

    template_name = "assessments/admin/trainers.html"
    page_title = gettext_lazy("Trainers")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return "Appoint a trainer"."""
        return [HeaderButton(_("Appoint a trainer"), url=reverse("assessments_appoint_trainer"), icon_name="plus")]

    def between(self) -> list[dict[str, Any]]:
        """Return nothing: this is the list itself."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [
            Column("course", label=_("Course"), accessor="content_object"),
            Column("trainer", label=_("Trainer"), accessor="user"),
            Column("address", label=_("E-mail or sign-in name"), accessor="user.get_username"),
            TitleColumn("end", label=_("Appointment"), accessor=lambda row: _("End"), get_url=end_url),
        ]
        rows = list(self.appointments())
        per_course = Counter(row.content_object for row in rows)
        alone = [course.title for course, count in per_course.items() if count == 1]
        return {**super().get_context_data(**kwargs), "rows": rows, "table": Table(columns, rows), "alone": alone}


def end_url(appointment: CoursePageUserObjectPermission) -> str:
    """Return the address of the page that ends this appointment."""
    return reverse("assessments_end_trainer", args=[appointment.pk])


class AppointTrainerView(TrainersMixin, FormView):
    """A course and a person, then one button."""

    form_class = AppointTrainerForm
    template_name = "assessments/admin/appoint_trainer.html"
    page_title = gettext_lazy("Appoint a trainer")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the course the visitor comes from."""
        return {"course": self.request.GET.get("course")}

    def form_valid(self, form: AppointTrainerForm) -> HttpResponse:
        course: CoursePage = form.cleaned_data["course"]
        person = form.cleaned_data["person"]
        try:
            appoint_trainer(course=course, person=person, by=signed_in(self.request), at=timezone.now())
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        words = _("%(person)s reviews the written work of “%(course)s” from now on.")
        messages.success(self.request, words % {"person": person, "course": course.title})
        return redirect("assessments_trainers")


class EndTrainerView(TrainersMixin, TemplateView):
    """What ending an appointment means, then one button."""

    template_name = "assessments/admin/end_trainer.html"
    page_title = gettext_lazy("End an appointment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appointment = get_object_or_404(self.appointments(), pk=self.kwargs["pk"])
        return {**super().get_context_data(**kwargs), "appointment": appointment}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        appointment = get_object_or_404(self.appointments(), pk=pk)
        course, person = appointment.content_object, appointment.user
        try:
            end_trainer(course=course, person=person, by=signed_in(request), at=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
            return redirect("assessments_end_trainer", pk)
        words = _("%(person)s no longer reviews the written work of “%(course)s”. What was decided stays.")
        messages.success(request, words % {"person": person, "course": course.title})
        return redirect("assessments_trainers")
