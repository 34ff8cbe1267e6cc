"""All questions of a quiz on one page: one form, one post, an answer saved for each of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.forms.answers import AnswerForm, answer_form
from assessments.items import Item
from assessments.services.answering import over_sentence
from assessments.views.answering import AnsweringView, answers_in, is_fine
from assessments.views.base import address_of_question, has_own_page, too_late
from lms.core.errors import DomainError


class OnePageView(AnsweringView):
    """The questions that fit on one page; stories and what a trainer reads are linked to.

    What is well answered is saved, also when something beside it has to be looked at again.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.attempt.is_in_progress:
            return too_late(self)
        if not self._items():
            return self._first_page()
        sent = self.sent_before()
        return self._page([self.form_of(item, sent) for item in self._items()], status=200)

    def post(self, request: HttpRequest) -> HttpResponse:
        forms = [answer_form(item, request.POST) for item in self._items()]
        if self.is_quiet:
            return self.save_quietly(forms)
        if self.is_too_old:
            return self._page(forms, status=403, sentence=self.too_old_sentence())
        if not self.attempt.is_in_progress:
            return self.unchanged(forms, over_sentence(self.attempt))
        try:
            elsewhere = self.save(forms, answers_in(forms))
        except DomainError as refusal:
            return self.unchanged(forms, refusal.sentence)
        if elsewhere or not all(map(is_fine, forms)):
            return self._page(list(map(self._once_more, forms)), status=409 if elsewhere else 422)
        return self._onwards()

    def _once_more(self, form: AnswerForm) -> AnswerForm:
        """Return the form to show once more: with what is to be looked at again, or as it is saved."""
        return form if form.elsewhere or not is_fine(form) else self.form_of(form.item)

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

    def _page(self, forms: list[AnswerForm], *, status: int, **more: Any) -> HttpResponse:
        numbers = {item.key: number for number, item in enumerate(self.attempt.paper.items, 1)}
        context = self.context(
            forms=forms,
            numbered=[(numbers[form.item.key], form) for form in forms],
            elsewhere=[row for row in self.rows() if row[1].key not in {form.item.key for form in forms}],
            is_saved=self.shows_saved(forms),
            **more,
        )
        return render(self.request, "assessments/questions.html", context, status=status)
