"""A quiz from start to result: one question a page, each answer saved at once, checked before handing in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.forms import AnswerForm
from assessments.models import AssessmentPage
from assessments.results import item_results
from assessments.rules import Item
from assessments.services.attempts import ATTEMPT_OVER, save_answer, start_attempt, submit_attempt
from assessments.views.base import AttemptView, too_late
from courses.outline import page_address
from courses.state import OutlineRow
from enrolment.gate import back_to_course, not_now, refused, standing_or_404
from enrolment.models import Enrolment
from enrolment.progress import learner_state
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


@login_required
def start(request: SignedInRequest, slug: str, key: UUID) -> HttpResponse:
    """Start an attempt, or go on with the one in progress, and lead to its first open question."""
    if request.method != "POST":
        return back_to_course(slug)
    standing = standing_or_404(request.user, slug)
    if standing.study_refusal or standing.enrolment is None:
        return refused(request, standing)
    assessment = get_object_or_404(AssessmentPage, translation_key=key)
    row = learner_state(standing).row(assessment.activity_key)
    if row is None:
        raise Http404
    return _start(request, standing.enrolment, assessment, row) if row.is_available else not_now(request, slug)


def _start(request: SignedInRequest, enrolment: Enrolment, assessment: AssessmentPage, row: OutlineRow) -> HttpResponse:
    try:
        attempt = start_attempt(enrolment=enrolment, assessment=assessment, by=request.user, at=timezone.now())
    except DomainError as refusal:
        messages.info(request, refusal.sentence)
        return redirect(str(row.url))
    answered = set(attempt.responses.values_list("item_key", flat=True))
    number = next((n for n, item in enumerate(attempt.paper.items, 1) if UUID(item.key) not in answered), 1)
    return redirect("assessments:question", attempt_id=attempt.pk, number=number)


class QuestionView(AttemptView):
    """One question: read it, answer it, and go on; the answer is saved by the post."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        if not self.attempt.is_in_progress:
            return too_late(self)
        item = self._item(number)
        form = AnswerForm(item, initial=self._initial(item))
        return self._page(form, number, status=200)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        form = AnswerForm(self._item(number), request.POST)
        if not self.attempt.is_in_progress:
            return self._unchanged(str(ATTEMPT_OVER))
        if not form.is_valid():
            return self._page(form, number, status=422)
        try:
            save_answer(attempt=self.attempt, item_key=form.item.key, chosen=form.chosen, at=timezone.now())
        except DomainError as refusal:
            return self._unchanged(refusal.sentence)
        return self._onwards(number)

    def _unchanged(self, sentence: str) -> HttpResponse:
        messages.info(self.request, sentence)
        return too_late(self)

    def _item(self, number: int) -> Item:
        items = self.attempt.paper.items
        if not 1 <= number <= len(items):
            raise Http404
        return items[number - 1]

    def _initial(self, item: Item) -> dict[str, Any]:
        chosen = self.answers().get(item.key, [])
        value = chosen if item.kind == "multiple" else next(iter(chosen), None)
        return {f"question-{item.key}": value}

    def _page(self, form: AnswerForm, number: int, *, status: int) -> HttpResponse:
        count = len(self.attempt.paper.items)
        has_answers = self.attempt.saved_at > self.attempt.started_at
        context = self.context(form=form, number=number, count=count, is_last=number == count, has_answers=has_answers)
        return render(self.request, "assessments/question.html", context, status=status)

    def _onwards(self, number: int) -> HttpResponse:
        if "check" in self.request.POST or number >= len(self.attempt.paper.items):
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        return redirect("assessments:question", attempt_id=self.attempt.pk, number=number + 1)


class CheckView(AttemptView):
    """All questions with "answered" or "not answered" in words; hand in from here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.attempt.is_in_progress:
            return too_late(self)
        answers = self.answers()
        rows = [(item, bool(answers.get(item.key))) for item in self.attempt.paper.items]
        open_count = sum(not answered for _item, answered in rows)
        return render(request, "assessments/check.html", self.context(rows=rows, open_count=open_count))

    def post(self, request: SignedInRequest) -> HttpResponse:
        submit_attempt(attempt=self.attempt, by=request.user, at=timezone.now())
        return redirect("assessments:result", attempt_id=self.attempt.pk)


class ResultView(AttemptView):
    """How it went, question by question, and the way on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.attempt.is_in_progress:
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        results = item_results(self.attempt, self.answers())
        right = sum(result.is_right for result in results)
        context = self.context(results=results, right=right, back=page_address(self.course, self.attempt.assessment))
        return render(request, "assessments/result.html", context)
