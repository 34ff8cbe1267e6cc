"""A learner's own note beside an activity: saved by one POST, removed after a question, never shown to others."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Page

from courses.models import ActivityPage, CoursePage
from enrolment.forms.lesson_notes import NoteForm
from enrolment.models import LessonNote
from enrolment.services.lesson_notes import remove_note, save_note
from enrolment.views.writing import WritingView, seen_in
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


def activity_in(course: CoursePage, key: str) -> ActivityPage:
    """Return the page of the activity `key` in `course`, of whatever kind, or answer 404."""
    page: ActivityPage = get_object_or_404(
        Page.objects.live().specific(), translation_key=key, path__startswith=course.path
    )
    return page


class NoteView(WritingView):
    """Save the note beside any activity, and go back to it."""

    kind = ""

    def save(self) -> HttpResponse:
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        try:
            save_note(
                course=self.course,
                activity_key=self.key,
                text=form.cleaned_data["note"],
                seen=seen_in(self.request.POST),
                by=self.request.user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            return self.refused(form, refusal)
        return self.to_page()

    def refused(self, form: NoteForm, refusal: DomainError) -> HttpResponse:
        """Ask before a note is taken away by emptying it; else show the page with what was typed and why not."""
        mine = LessonNote.objects.filter(learner=self.request.user, activity_key=self.key)
        if refusal.code == "nothing_written" and mine.exists():
            return redirect("enrolment:remove-lesson-note", self.course.slug, self.key)
        is_conflict = refusal.code == "saved_elsewhere"
        form.say(refusal.sentence, is_conflict=is_conflict)
        return self.shown(form, status=409 if is_conflict else 422)

    def once_more(self, sent: Mapping[str, Any], words: str, *, status: int) -> HttpResponse:
        form = NoteForm(sent)
        form.say(words)
        return self.shown(form, status=status)

    def shown(self, form: NoteForm, *, status: int) -> HttpResponse:
        """Show the page of the activity with the note as it was sent."""
        return self.page_again(activity_in(self.course, self.key), status=status, note_form=form)

    def to_page(self) -> HttpResponse:
        row = self.state.row(self.key)
        return redirect(f"{row.url}#note" if row else "dashboards:notes")


@method_decorator(login_required, name="dispatch")
class RemoveNoteView(View):
    """Ask whether one's own note is to go, and remove it by one POST; anybody else's is 404."""

    http_method_names = ["get", "head", "post"]
    request: SignedInRequest

    def get(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
        return render(request, "enrolment/study/remove_note.html", {"note": self._own(slug, key)})

    def post(self, request: SignedInRequest, slug: str, key: UUID) -> HttpResponse:
        self._own(slug, key)
        remove_note(activity_key=str(key), by=request.user)
        messages.success(request, _("The note is removed."))
        return redirect("dashboards:notes")

    def _own(self, slug: str, key: UUID) -> LessonNote:
        mine = LessonNote.objects.filter(learner=self.request.user, course__slug=slug).select_related("course")
        note: LessonNote = get_object_or_404(mine, activity_key=key)
        return note
