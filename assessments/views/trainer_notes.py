"""Notes for trainers of a course: read on one page, written one at a time. Learners never meet them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.forms.trainer_notes import TrainerNoteForm
from assessments.permissions import may_review
from content.markup import to_rich_text, to_source
from courses.models import CoursePage, TrainerNote
from courses.outline import modules_for_reader
from courses.services.trainer_notes import write_trainer_note
from courses.state import OutlineModule, OutlineRow
from lms.accounts.permissions import SignedInRequest


@method_decorator(login_required, name="dispatch")
class OfTrainersCourse(View):
    """A page about a course, for its trainers alone; to everybody else it is not there.

    A permission that stayed behind when the role went opens nothing.
    """

    request: SignedInRequest
    course: CoursePage

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        course = CoursePage.objects.filter(slug=slug).first()
        if course is None or not (request.user.is_active and may_review(request.user, course)):
            raise Http404
        self.course = course
        return super().dispatch(request, *args, **kwargs)

    def notes(self) -> dict[str, TrainerNote]:
        """Return the notes of the course by the activity they are about."""
        found = TrainerNote.objects.filter(course=self.course).select_related("changed_by")
        return {str(note.activity_key): note for note in found}

    def modules(self) -> tuple[OutlineModule, ...]:
        """Return the course as its current edition has it."""
        return modules_for_reader(self.course, None)


class TrainerNotesView(OfTrainersCourse):
    """All activities of the course, with what trainers tell each other about them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        notes = self.notes()
        modules = [(module, [(row, notes.get(row.key)) for row in module.rows]) for module in self.modules()]
        return render(request, "assessments/trainer_notes.html", {"course": self.course, "modules": modules})


class WriteTrainerNoteView(OfTrainersCourse):
    """The note about one activity."""

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Show the form with the note that is there."""
        note = self.notes().get(str(key))
        return self._page(key, TrainerNoteForm(**self._about(key), initial={"text": _as_typed(note)}))

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Keep the note, or say what is wrong with it."""
        self._row(key)
        form = TrainerNoteForm(request.POST, **self._about(key))
        if not form.is_valid():
            return self._page(key, form, status=422)
        text, at = to_rich_text(form.cleaned_data["text"]), timezone.now()
        by = self.request.user
        note = write_trainer_note(**self._about(key), text=text, by=by, at=at, reasons=form.reasons)
        messages.success(request, _("Your note is saved.") if note else _("There is no note now."))
        return redirect("assessments:notes", self.course.slug)

    def _about(self, key: UUID) -> dict[str, Any]:
        return {"course": self.course, "activity_key": str(key)}

    def _page(self, key: UUID, form: TrainerNoteForm, status: int = 200) -> HttpResponse:
        context = {"course": self.course, "row": self._row(key), "form": form}
        return render(self.request, "assessments/trainer_note.html", context, status=status)

    def _row(self, key: UUID) -> OutlineRow:
        row = next((row for row in self._rows() if row.key == str(key)), None)
        if row is None:
            raise Http404
        return row

    def _rows(self) -> Iterator[OutlineRow]:
        for module in self.modules():
            yield from module.rows


def _as_typed(note: TrainerNote | None) -> str:
    """Return the note as somebody would type it; what has no such form as it is kept."""
    source = to_source(note.text) if note else None
    return source.markdown if source else (note.text if note else "")
