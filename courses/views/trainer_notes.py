"""The admin page on which editors write what trainers should know about an activity. Learners never meet it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from content.blocks import TEXT_FEATURES
from content.forms.words import WordsMixin
from content.places import Place
from courses.further_texts import TRAINER_NOTES
from courses.models import ActivityPage, TrainerNote
from courses.services.trainer_notes import note_saying, write_trainer_note
from lms.accounts.viewsets import signed_in


class TrainerNoteForm(WordsMixin, forms.Form):
    """One text; its watched words have to be changed or given a reason."""

    text = forms.CharField(
        label=gettext_lazy("Note for trainers"),
        required=False,
        help_text=gettext_lazy("Trainers of this course read it on their own page. Left empty, there is no note."),
    )

    def __init__(self, *args: Any, page: ActivityPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["text"].widget = get_rich_text_editor_widget(features=TEXT_FEATURES)

    def place_typed(self, cleaned: dict[str, Any]) -> Place:
        """Return the note as it was typed."""
        page, text = self.page, cleaned["text"]
        return Place(note_saying(course=page.course, activity_key=page.activity_key, text=text), TRAINER_NOTES)


class TrainerNoteView(WagtailAdminTemplateMixin, FormView):
    """The note about one activity, for whoever may edit its page."""

    template_name = "courses/admin/trainer_note.html"
    form_class = TrainerNoteForm
    header_icon = "comment"
    page_title = gettext_lazy("Note for trainers")
    page: ActivityPage

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        """Find the activity; refuse whoever may not edit it."""
        page = get_object_or_404(Page, pk=page_id).specific
        if not isinstance(page, ActivityPage):
            raise Http404
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.page = page
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the course, the activity, this page."""
        course = {"url": reverse("wagtailadmin_explore", args=[self.page.course.pk]), "label": self.page.course.title}
        activity = {"url": self.back, "label": self.page.title}
        return [*self.breadcrumbs_items, course, activity, {"url": "", "label": self.get_page_title()}]

    def get_page_subtitle(self) -> str:
        """Return what the note is about."""
        return self.page.title

    @property
    def back(self) -> str:
        """Return the address of the page's form."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_initial(self) -> dict[str, Any]:
        """Begin with the note that is there."""
        note = TrainerNote.objects.filter(course=self.page.course, activity_key=self.page.activity_key).first()
        return {"text": note.text if note else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media, "back": self.back}

    def form_valid(self, form: TrainerNoteForm) -> HttpResponse:
        """Keep the note, and lead back to the page it is about."""
        note = write_trainer_note(
            course=self.page.course,
            activity_key=self.page.activity_key,
            text=form.cleaned_data["text"],
            by=signed_in(self.request),
            at=timezone.now(),
            reasons=form.reasons,
        )
        messages.success(self.request, _("The note is saved.") if note else _("There is no note now."))
        return redirect(self.back)

    def form_invalid(self, form: TrainerNoteForm) -> HttpResponse:
        """Show it again with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def note_url(page: Page) -> str:
    """Return the address of the note about `page`."""
    return reverse("courses_trainer_note", args=[page.pk])
