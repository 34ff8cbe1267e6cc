"""A quiz from start to result: one question a page, each answer saved at once, checked before handing in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.desk import desk_of
from assessments.forms.answers import AnswerForm
from assessments.models import AssessmentPage
from assessments.results import item_results
from assessments.rules import Item
from assessments.services.attempts import ATTEMPT_OVER, answers_of, save_answer, start_attempt, submit_attempt
from assessments.views.base import AttemptView, too_late
from assessments.written import earlier_attempts, released_feedback, written_answers
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
    """One question: read it, answer it, and go on; the answer is saved by the post.

    A further attempt at a written task shows beside it what the trainer said of the last one.
    """

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        if not self.attempt.is_in_progress:
            return too_late(self)
        item = self._item(number)
        form = AnswerForm(item, initial=self._initial(item))
        return self._page(form, number, status=200)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        form = AnswerForm(self._item(number), request.POST)
        if not self.attempt.is_in_progress:
            return self._unchanged(form, str(ATTEMPT_OVER))
        if not form.is_valid():
            return self._page(form, number, status=422)
        try:
            save_answer(attempt=self.attempt, item_key=form.item.key, at=timezone.now(), **form.answer)
        except DomainError as refusal:
            return self._unchanged(form, refusal.sentence)
        return self._onwards(number)

    def _unchanged(self, form: AnswerForm, sentence: str) -> HttpResponse:
        if form.typed:  # nothing that somebody wrote is lost, even when it comes too late
            return render(
                self.request, "assessments/too_late.html", self.context(form=form, sentence=sentence), status=409
            )
        messages.info(self.request, sentence)
        return too_late(self)

    def _item(self, number: int) -> Item:
        items = self.attempt.paper.items
        if not 1 <= number <= len(items):
            raise Http404
        return items[number - 1]

    def _initial(self, item: Item) -> dict[str, Any]:
        if item.is_written:
            return {f"question-{item.key}": self.texts().get(item.key, "")}
        chosen = answers_of(self.attempt).get(item.key, [])
        value = chosen if item.kind == "multiple" else next(iter(chosen), None)
        return {f"question-{item.key}": value}

    def _page(self, form: AnswerForm, number: int, *, status: int) -> HttpResponse:
        count = len(self.attempt.paper.items)
        context = self.context(
            form=form,
            number=number,
            count=count,
            is_last=number == count,
            has_answers=self.attempt.saved_at > self.attempt.started_at,
            earlier=earlier_attempts(self.attempt)[:1] if form.item.is_written and self.attempt.number > 1 else [],
        )
        return render(self.request, "assessments/question.html", context, status=status)

    def _onwards(self, number: int) -> HttpResponse:
        if "stay" in self.request.POST:
            return redirect("assessments:question", attempt_id=self.attempt.pk, number=number)
        if "check" in self.request.POST or number >= len(self.attempt.paper.items):
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        return redirect("assessments:question", attempt_id=self.attempt.pk, number=number + 1)


class CheckView(AttemptView):
    """All questions with "answered" or "not answered" in words; hand in from here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(status=200) if self.attempt.is_in_progress else too_late(self)

    def post(self, request: SignedInRequest) -> HttpResponse:
        try:
            submit_attempt(attempt=self.attempt, by=request.user, at=timezone.now())
        except DomainError as refusal:
            return self._page(status=422, sentence=refusal.sentence)
        return redirect("assessments:result", attempt_id=self.attempt.pk)

    def _page(self, *, status: int, sentence: str = "") -> HttpResponse:
        given = answers_of(self.attempt) | self.texts()
        rows = [(item, bool(given.get(item.key))) for item in self.attempt.paper.items]
        open_count = sum(not answered for _item, answered in rows)
        unwritten = any(item.is_written and not answered for item, answered in rows)
        context = self.context(rows=rows, open_count=open_count, unwritten=unwritten, sentence=sentence)
        return render(self.request, "assessments/check.html", context, status=status)


class ResultView(AttemptView):
    """How it went, and the way on: question by question, or as the trainer said once that is released."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.attempt.is_in_progress:
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        context = self.context(
            back=page_address(self.course, self.attempt.assessment),
            desk=desk_of(self.attempt.assessment, str(self.attempt.enrolment_id), at=timezone.now()),
        )
        if not self.attempt.is_written:
            return render(request, "assessments/result.html", {**context, **self._marks()})
        context |= {"answers": written_answers(self.attempt), "feedback": released_feedback(self.attempt)}
        marks = {} if self.attempt.is_awaiting_review else self._marks()
        return render(request, "assessments/written_result.html", {**context, **marks})

    def _marks(self) -> dict[str, Any]:
        results = item_results(self.attempt, answers_of(self.attempt))
        return {"results": results, "right": sum(result.is_right for result in results)}
