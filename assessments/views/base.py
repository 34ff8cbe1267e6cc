"""Fetching an attempt and authorising its learner in one step, and where its questions stand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View

from assessments.answers import Answer, AnswerState, state_of
from assessments.forms.answers import AnswerForm
from assessments.items import Item
from assessments.models import Attempt, Response
from assessments.refusing import Refused, found_or_refused, record_refusal
from assessments.rules import Kind
from assessments.services.answering import responses_of
from assessments.services.attempts import hand_in_when_over
from courses.models import CoursePage
from enrolment.access import Standing, standing_through, with_standing
from enrolment.gate import refused
from enrolment.views.study_time import pulse_of


@method_decorator(login_required, name="dispatch")
class AttemptView(View):
    """A view on one's own attempt: another's is 404, a course one may not study now is 403 with its sentence.

    Asking for another's is audited, and so is sending something that comes too late.
    """

    attempt: Attempt
    course: CoursePage
    standing: Standing

    def dispatch(self, request: HttpRequest, *args: Any, attempt_id: UUID, **kwargs: Any) -> HttpResponseBase:
        own = Attempt.objects.of_learner(request.user).select_related("assessment", "paper_entry__begun_by")
        rows = with_standing(own, through="enrolment")
        self.attempt = found_or_refused(request, rows, attempt_id, why=lambda _other: Refused.NOT_YOURS)
        self.course = self.attempt.enrolment.course
        self.standing = standing_through(self.attempt, through="enrolment", user=request.user)
        if self.standing.study_refusal:
            return refused(request, self.standing)
        if self.attempt.is_in_progress and self.attempt.is_on_paper:
            status = 409 if request.method == "POST" else 200
            return render(request, "assessments/paper_entry/being_entered.html", self.context(), status=status)
        if self.attempt.is_in_progress and self.attempt.is_over(timezone.now()):
            self._hand_in()
        if request.method == "POST" and not self.attempt.is_in_progress:
            record_refusal(request, self.attempt, Refused.TIME_OVER if self.attempt.ran_out else Refused.ATTEMPT_OVER)
        return super().dispatch(request, *args, **kwargs)

    def _hand_in(self) -> None:
        """Hand in what was saved in time: whoever opens an attempt that ran out finds it over."""
        ended = hand_in_when_over(attempt=self.attempt, at=timezone.now())
        ended.assessment, ended.enrolment = self.attempt.assessment, self.attempt.enrolment
        self.attempt = ended

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of a quiz needs; `pulse` is what it tells of itself with while somebody answers."""
        assessment, enrolment = self.attempt.assessment, self.attempt.enrolment
        pulse = pulse_of(enrolment, self.course.slug, assessment.activity_key, self.request)
        return {"attempt": self.attempt, "assessment": assessment, "course": self.course, "pulse": pulse, **more}

    @cached_property
    def kept(self) -> dict[str, Response]:
        """Return what is saved by question key, as it was when first asked for."""
        return responses_of(self.attempt)

    @property
    def given(self) -> dict[str, Answer]:
        """Return the saved answers by question key."""
        return {key: response.answer for key, response in self.kept.items()}

    def rows(self) -> list[tuple[int, Item, AnswerState, str]]:
        """Return each question with its number, how far it is answered, and where."""
        given = self.given
        return [
            (number, item, state_of(item, given.get(item.key, Answer())), address_of_question(self.attempt, number))
            for number, item in enumerate(self.attempt.paper.items, 1)
        ]

    def unchanged(self, forms: Sequence[AnswerForm], sentence: str) -> HttpResponse:
        """Say that nothing was saved; nothing that somebody wrote is lost, even when it comes too late."""
        typed = "\n\n".join(form.typed for form in forms if form.typed)
        if typed:
            context = self.context(typed=typed, sentence=sentence)
            return render(self.request, "assessments/too_late.html", context, status=409)
        messages.info(self.request, sentence)
        return too_late(self)


def has_own_page(attempt: Attempt, item: Item) -> bool:
    """Tell whether a question has a page of its own: each, or only those that do not fit beside others."""
    return not attempt.assessment.on_one_page or item.is_written or item.kind is Kind.SCENARIO


def address_of_question(attempt: Attempt, number: int) -> str:
    """Return where a question is answered: its own page, or its place on the page of all."""
    if attempt.paper.items[number - 1].kind is Kind.UPLOAD:
        return reverse("assessments:upload", args=[attempt.pk, number])
    if has_own_page(attempt, attempt.paper.items[number - 1]):
        return reverse("assessments:question", args=[attempt.pk, number])
    return f"{reverse('assessments:questions', args=[attempt.pk])}#question-{number}"


def too_late(view: AttemptView) -> HttpResponse:
    """Lead from a page for answering to the result, when the attempt is over."""
    return redirect("assessments:result", attempt_id=view.attempt.pk)
