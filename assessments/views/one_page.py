"""All questions of a quiz on one page: one form, one post, an answer saved for each of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.answers import Answer, kept
from assessments.forms.answers import AnswerForm, answer_form
from assessments.items import Item
from assessments.services.answering import over_sentence, save_answers
from assessments.views.base import AttemptView, address_of_question, has_own_page, too_late
from lms.core.errors import DomainError


class OnePageView(AttemptView):
    """The questions that fit on one page; stories and what a trainer reads are linked to.

    What is well answered is saved, also when something beside it has to be looked at again.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.attempt.is_in_progress:
            return too_late(self)
        if not self._items():
            return self._first_page()
        forms = [answer_form(item, saved=self.given.get(item.key)) for item in self._items()]
        return self._page(forms, status=200)

    def post(self, request: HttpRequest) -> HttpResponse:
        forms = [answer_form(item, request.POST) for item in self._items()]
        if not self.attempt.is_in_progress:
            return self.unchanged(forms, over_sentence(self.attempt))
        fine = {form.item.key: Answer() if form.is_blank else form.answer for form in forms if _is_fine(form)}
        try:
            self._save(fine)
        except DomainError as refusal:
            return self.unchanged(forms, refusal.sentence)
        if len(fine) < len(forms):
            return self._page([_shown(form, fine.get(form.item.key)) for form in forms], status=422)
        return self._onwards()

    def _onwards(self) -> HttpResponse:
        if not self._items():
            return self._first_page()
        if "check" in self.request.POST:
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        messages.success(self.request, _("Your answers are saved."))
        return redirect("assessments:questions", attempt_id=self.attempt.pk)

    def _first_page(self) -> HttpResponse:
        """Lead to the first question, where each has a page of its own."""
        return redirect(address_of_question(self.attempt, 1))

    def _items(self) -> list[Item]:
        return [item for item in self.attempt.paper.items if not has_own_page(self.attempt, item)]

    def _save(self, fine: dict[str, Answer]) -> None:
        """Save what differs from what is kept."""
        items = {item.key: item for item in self._items()}
        changed = {
            key: answer for key, answer in fine.items() if kept(items[key], answer) != self.given.get(key, Answer())
        }
        if changed:
            self.attempt.saved_at = timezone.now()
            save_answers(attempt=self.attempt, answers=changed, at=self.attempt.saved_at)

    def _page(self, forms: list[AnswerForm], *, status: int) -> HttpResponse:
        numbers = {item.key: number for number, item in enumerate(self.attempt.paper.items, 1)}
        context = self.context(
            forms=forms,
            numbered=[(numbers[form.item.key], form) for form in forms],
            elsewhere=[row for row in self.rows() if row[1].key not in {form.item.key for form in forms}],
            has_answers=self.attempt.saved_at > self.attempt.started_at,
        )
        return render(self.request, "assessments/questions.html", context, status=status)


def _is_fine(form: AnswerForm) -> bool:
    return form.is_blank or form.is_valid()


def _shown(form: AnswerForm, answer: Answer | None) -> AnswerForm:
    """Return the form to show once more: with its sentence, or as it was just saved."""
    return form if answer is None else answer_form(form.item, saved=answer)
