"""A quiz from start to result: answered question by question or on one page, checked before handing in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.answers import Answer, AnswerState, state_of
from assessments.desk import desk_of
from assessments.forms.answers import FORMS, AnswerForm, answer_form
from assessments.forms.handing_in import HandInForm
from assessments.items import Item
from assessments.models import AssessmentPage, Attempt
from assessments.refusing import Refused, record_refusal
from assessments.results import earned_in_words, item_results
from assessments.rules import Kind
from assessments.services.answering import answers_of
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.views.answering import AnsweringView
from assessments.views.base import AttemptView, address_of_question, has_own_page, too_late
from assessments.weak_points import weak_points_of_attempt
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
    return redirect(address_of_question(attempt, _first_open(attempt)))


def _first_open(attempt: Attempt) -> int:
    """Return the number of the first question that is not wholly answered, else of the first."""
    given = answers_of(attempt)
    states = [state_of(item, given.get(item.key, Answer())) for item in attempt.paper.items]
    return next((number for number, state in enumerate(states, 1) if state is not AnswerState.ANSWERED), 1)


class QuestionView(AnsweringView):
    """One question: read it, answer it, and go on; the answer is saved by the post.

    A further attempt at a written task shows beside it what the trainer said of the last one. Where all questions
    stand on one page, only those that need a page of their own are shown here; an answer posted here is always taken.
    """

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        item = self._item(number)
        if not self.attempt.is_in_progress:
            return too_late(self)
        if item.kind is Kind.UPLOAD:
            return redirect("assessments:upload", attempt_id=self.attempt.pk, number=number)
        if not has_own_page(self.attempt, item):
            return redirect(address_of_question(self.attempt, number))
        return self._page(self.form_of(item, self.sent_before()), number, status=200)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        item = self._item(number)
        if item.kind not in FORMS:
            return redirect(address_of_question(self.attempt, number))
        again = item.kind is Kind.SCENARIO and "again" in request.POST
        return self.take([self._sent(item)], may_be_blank=again) or self._onwards(item, number)

    def page_again(self, forms: Sequence[AnswerForm], *, status: int, **more: Any) -> HttpResponse:
        return self._page(forms[0], self.kwargs["number"], status=status, **more)

    def _item(self, number: int) -> Item:
        items = self.attempt.paper.items
        if not 1 <= number <= len(items):
            record_refusal(self.request, self.attempt, Refused.UNKNOWN_QUESTION)
            raise Http404
        return items[number - 1]

    def _sent(self, item: Item) -> AnswerForm:
        """Return the form as it was sent; what is saved is read only where the answer goes on from there."""
        if item.kind is Kind.SCENARIO:
            return self.form_of(item, self.request.POST)
        return answer_form(item, self.request.POST)

    def _page(self, form: AnswerForm, number: int, *, status: int, **more: Any) -> HttpResponse:
        context = self.context(
            form=form,
            number=number,
            count=len(self.attempt.paper.items),
            is_last=self._next(number) is None,
            following=self._next(number),
            saved_at=self.saved_at([form]),
            earlier=earlier_attempts(self.attempt)[:1] if form.item.is_written and self.attempt.number > 1 else [],
            **more,
        )
        return render(self.request, "assessments/question.html", context, status=status)

    def _next(self, number: int) -> int | None:
        """Return the number of the next question with a page of its own."""
        later = enumerate(self.attempt.paper.items[number:], number + 1)
        return next((place for place, item in later if has_own_page(self.attempt, item)), None)

    def _onwards(self, item: Item, number: int) -> HttpResponse:
        following = number if "stay" in self.request.POST or item.kind is Kind.SCENARIO else self._next(number)
        if "check" in self.request.POST or following is None:
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        return redirect(address_of_question(self.attempt, following))


class CheckView(AttemptView):
    """All questions with "answered", "begun" or "not answered" in words; hand in from here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        hand_in = HandInForm(self.attempt.paper.declaration)
        return self._page(hand_in, status=200) if self.attempt.is_in_progress else too_late(self)

    def post(self, request: SignedInRequest) -> HttpResponse:
        hand_in = HandInForm(self.attempt.paper.declaration, request.POST)
        declared, at = hand_in.is_declared, timezone.now()
        try:
            submit_attempt(attempt=self.attempt, by=request.user, at=at, declared=declared)
        except DomainError as refusal:
            if refusal.code == "declaration_missing":
                hand_in.add_error("declared", refusal.sentence)
                return self._page(hand_in, status=422)
            return self._page(hand_in, status=422, sentence=refusal.sentence)
        return redirect("assessments:result", attempt_id=self.attempt.pk)

    def _page(self, hand_in: HandInForm, *, status: int, sentence: str = "") -> HttpResponse:
        rows = self.rows()
        states = [state for _number, _item, state, _address in rows]
        context = self.context(
            hand_in=hand_in,
            rows=rows,
            open_count=states.count(AnswerState.OPEN),
            begun_count=states.count(AnswerState.BEGUN),
            unwritten=any(item.is_written and state is AnswerState.OPEN for _number, item, state, _address in rows),
            sentence=sentence,
        )
        return render(self.request, "assessments/check.html", context, status=status)


class ResultView(AttemptView):
    """How it went, and the way on: question by question, or as the trainer said once that is released."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.attempt.is_in_progress:
            return redirect("assessments:check", attempt_id=self.attempt.pk)
        context = self.context(back=page_address(self.course, self.attempt.assessment))
        if self.attempt.submitted_at is None:
            return render(request, "assessments/not_counted.html", context)
        if not self.attempt.is_written:
            return render(request, "assessments/result.html", {**context, **self._marks()})
        context["desk"] = desk_of(self.attempt.assessment, str(self.attempt.enrolment_id), at=timezone.now())
        context |= {"answers": written_answers(self.attempt), "feedback": released_feedback(self.attempt)}
        marks = {} if self.attempt.is_awaiting_review else self._marks()
        return render(request, "assessments/written_result.html", {**context, **marks})

    def _marks(self) -> dict[str, Any]:
        given = answers_of(self.attempt)
        earned = earned_in_words(self.attempt, given) if self.attempt.is_marked else ""
        marks = {"results": item_results(self.attempt, given), "earned": earned}
        return {**marks, "weak_points": weak_points_of_attempt(self.attempt, given, self.standing)}
