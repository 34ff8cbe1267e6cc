"""The admin page that publishes an edition: what it will consist of, then one button."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import CourseEdition, CoursePage
from courses.outline import derive_outline
from courses.services.editions import publish_edition
from lms.core.errors import DomainError


class EditionForm(forms.Form):
    """What changed, for colleagues who look back."""

    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("For colleagues who look back. Learners do not see it."),
    )


class PublishEditionView(WagtailAdminTemplateMixin, FormView):
    """Only for people who may publish this very course."""

    form_class = EditionForm
    template_name = "courses/admin/publish_edition.html"
    page_title = gettext_lazy("Publish edition")
    header_icon = "history"
    course: CoursePage

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        self.course = get_object_or_404(CoursePage, pk=page_id)
        if not self.course.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.course.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = CourseEdition.objects.current_for(self.course)
        outline = derive_outline(self.course)
        more = {
            "course": self.course,
            "latest": latest,
            "outline": outline,
            "nothing_changed": latest is not None and latest.outline == outline,
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
        return redirect("wagtailadmin_explore", self.course.pk)
