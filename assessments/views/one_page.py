"""All questions of a quiz on one page: one form, one post, an answer saved for each of them."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.forms.answers import AnswerForm, answer_form
from assessments.items import Item
from assessments.views.answering import AnsweringView, is_fine
from assessments.views.base import address_of_question, has_own_page, too_late


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
        return self.take(forms, may_be_blank=True) or self._onwards()

    def page_again(self, forms: Sequence[AnswerForm], *, status: int, **more: Any) -> HttpResponse:
        was_looked_at = status != HTTPStatus.FORBIDDEN
        shown = list(map(self._once_more, forms)) if was_looked_at else list(forms)
        return self._page(shown, status=status, **more)

    def _once_more(self, form: AnswerForm) -> AnswerForm:
        """Return the form to show once more: with what is to be looked at again, or as it is saved."""
        return form if form.elsewhere or not is_fine(form, may_be_blank=True) else self.form_of(form.item)

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
            saved_at=self.saved_at(forms),
            **more,
        )
        return render(self.request, "assessments/questions.html", context, status=status)
