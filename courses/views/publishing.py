"""The admin page that publishes the next edition of a course."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from courses.models import CourseEdition
from courses.outline import derive_outline
from courses.rules import difference
from courses.services.editions import publish_edition, why_not_publish
from courses.views.changes import change_groups, outline_rows
from courses.views.of_course import OfCourseMixin, editions_url, panels_about
from lms.core.errors import DomainError


class EditionForm(forms.Form):
    """What changed, for colleagues who look back."""

    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("For colleagues who look back. Learners do not see it."),
    )


class PublishEditionView(OfCourseMixin, FormView):
    """What the next edition will consist of, what it changes and who is on the others, then one button."""

    form_class = EditionForm
    template_name = "courses/admin/publish_edition.html"
    page_title = gettext_lazy("Publish edition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = CourseEdition.objects.current_for(self.course)
        outline = derive_outline(self.course)
        changes = difference(latest.outline, outline) if latest else None
        more = {
            "latest": latest,
            "rows": outline_rows(outline, changes),
            "groups": change_groups(changes) if changes else [],
            "refusal": why_not_publish(self.course, outline, latest),
            "panels": panels_about(self.request, self.course),
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
