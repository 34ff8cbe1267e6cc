"""Typing in what is on a paper, and comparing it by a second person, who hands it in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.answers import Answer, kept
from assessments.forms.answers import AnswerForm
from assessments.forms.paper_entries import CheckPaperForm, paper_form
from assessments.on_paper import read_off
from assessments.services.answering import answers_of
from assessments.services.paper_entries import confirm_paper, finish_entering, save_paper_answers, say_what_differs
from assessments.views.paper_entries import PaperEntryView
from lms.core.errors import DomainError


class EnterPaperView(PaperEntryView):
    """All questions on one page, as the paper has them; what is well entered is saved, also beside what is not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._saved_forms())

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = [paper_form(item, request.POST) for item in self.entry.attempt.paper.items]
        fine = {form.item.key: _answer(form) for form in sent if _is_fine(form)}
        try:
            saved = save_paper_answers(answers=self._changed(fine), **self.asked())
            if len(fine) < len(sent):
                return self._page([form if not _is_fine(form) else self._saved(form) for form in sent], status=422)
            if "done" in request.POST:
                finish_entering(entry=saved, version=saved.version, by=self.request.user, at=timezone.now())
        except DomainError as refusal:
            return self._page(sent, status=409, sentence=refusal.sentence)
        return self._onwards()

    def _onwards(self) -> HttpResponse:
        if "done" in self.request.POST:
            messages.success(self.request, _("All is entered. Now somebody else compares it with the paper."))
            return redirect("assessments:learner", enrolment_id=self.enrolment.pk)
        messages.success(self.request, _("Saved. You can go on whenever you like."))
        return redirect("assessments:paper", pk=self.entry.pk)

    def _changed(self, fine: dict[str, Answer]) -> dict[str, Answer]:
        """Return what differs from what is saved."""
        given, items = answers_of(self.entry.attempt), {item.key: item for item in self.entry.attempt.paper.items}
        return {key: answer for key, answer in fine.items() if kept(items[key], answer) != given.get(key, Answer())}

    def _saved_forms(self) -> list[AnswerForm]:
        given = answers_of(self.entry.attempt)
        return [paper_form(item, saved=given.get(item.key)) for item in self.entry.attempt.paper.items]

    def _saved(self, form: AnswerForm) -> AnswerForm:
        """Return the form as what it held was just saved."""
        return paper_form(form.item, saved=_answer(form))

    def _page(self, forms: list[AnswerForm], *, status: int = 200, sentence: str = "") -> HttpResponse:
        numbered = list(enumerate(forms, 1))
        return self.page("enter", status=status, forms=forms, numbered=numbered, sentence=sentence)


class CheckPaperView(PaperEntryView):
    """The answers as they were entered, to be compared with the paper by somebody who entered none of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.entry.is_open and not self.entry.is_to_check:
            return redirect("assessments:paper", pk=self.entry.pk)
        return self._page(CheckPaperForm(self.entry.attempt.paper.declaration))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CheckPaperForm(self.entry.attempt.paper.declaration, request.POST)
        form.full_clean()
        try:
            return self._confirm(form) if "confirm" in request.POST else self._give_back(form)
        except DomainError as refusal:
            return self.shown("check", form, refusal, **self._more())

    def _confirm(self, form: CheckPaperForm) -> HttpResponse:
        attempt = confirm_paper(declared=form.cleaned_data.get("declared", False), **self.asked())
        words = {"name": self.enrolment.learner, "status": attempt.get_status_display()}
        messages.success(self.request, _("Handed in for %(name)s. It stands at: %(status)s.") % words)
        return redirect("assessments:learner", enrolment_id=self.enrolment.pk)

    def _give_back(self, form: CheckPaperForm) -> HttpResponse:
        say_what_differs(differs=form.cleaned_data["differs"], **self.asked())
        messages.success(self.request, _("Given back to be put right. Nothing was handed in."))
        return redirect("assessments:learner", enrolment_id=self.enrolment.pk)

    def _page(self, form: CheckPaperForm) -> HttpResponse:
        return self.page("check", form, **self._more())

    def _more(self) -> dict[str, Any]:
        given = answers_of(self.entry.attempt)
        return {
            "answers": [
                (number, item, read_off(item, given.get(item.key, Answer())))
                for number, item in enumerate(self.entry.attempt.paper.items, 1)
            ],
            "is_first": self.request.user.pk in {*self.entry.typed_by, self.entry.entered_by_id},
        }


def _is_fine(form: AnswerForm) -> bool:
    return form.is_blank or form.is_valid()


def _answer(form: AnswerForm) -> Answer:
    return Answer() if form.is_blank else form.answer
