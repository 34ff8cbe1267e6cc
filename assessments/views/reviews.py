"""One piece of written work on the trainer's desk: read it, decide on it, release the outcome."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.forms.reviews import ReviewForm, levels_as_initial
from assessments.models import Attempt, Review
from assessments.permissions import may_review, review_facts
from assessments.refusing import Refused, found_or_refused, record_refusal
from assessments.reviewing import ReviewFacts, ReviewRefusal, refuse_decision, refuse_reading, refuse_release
from assessments.services.reviews import SENTENCES, decide, decide_and_release, release
from assessments.written import earlier_attempts, feedback_of, review_state, written_answers
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

# What a form that is filled in differently would mend; everything else has moved meanwhile.
LONGEST_NUMBER = 10  # figures; Python itself refuses to read thousands of them
MENDABLE = {"unknown_level", "comment_needed"}
# The trainer has nothing to decide (any more), so the decision that stands is no secret from them.
DECIDED = {ReviewRefusal.ALREADY_RELEASED, ReviewRefusal.DECIDED_BY_COLLEAGUE, ReviewRefusal.SAME_REVIEWER}


@method_decorator(login_required, name="dispatch")
class WorkView(View):
    """A view on one piece of work: of another course it is 404; of one's own organisation a sentence (domain B 28).

    Both are audited, and so is asking for work of one's own.
    """

    attempt: Attempt
    facts: ReviewFacts

    def dispatch(self, request: HttpRequest, *args: Any, attempt_id: UUID, **kwargs: Any) -> HttpResponseBase:
        self._fetch(attempt_id)
        refusal = refuse_reading(self.facts)
        if refusal:
            record_refusal(request, self.attempt, Refused(refusal))
            context = {"sentence": SENTENCES[refusal]}
            return render(request, "assessments/not_yours.html", context, status=403)
        return super().dispatch(request, *args, **kwargs)

    def _fetch(self, attempt_id: UUID) -> None:
        mine = Attempt.objects.reviewable_by(self.request.user).prefetch_related("reviews", "responses")
        rows = mine.select_related("assessment", "enrolment__course", "enrolment__learner")
        self.attempt = found_or_refused(self.request, rows, attempt_id, why=self._beyond)
        self.facts = review_facts(self.attempt, self.request.user)  # type: ignore[arg-type]  # signed in, or nothing found

    def _beyond(self, attempt: Attempt) -> Refused | None:
        """Return what asking for it is recorded as: work that is not there (yet) may be asked for by its trainer."""
        if attempt.enrolment.learner_id == self.request.user.pk:
            return Refused.OWN_WORK
        return None if may_review(self.request.user, attempt.enrolment.course) else Refused.NOT_YOUR_COURSE

    def page(self, form: ReviewForm | None = None, *, status: int = 200, sentence: str = "") -> HttpResponse:
        """Answer with the whole page; `form` keeps what was typed, `sentence` says why it was not taken."""
        refusal = refuse_decision(self.facts)
        own, standing = self._own(), self._standing()
        shown = standing if own or (refusal in DECIDED) else None
        context = {
            "attempt": self.attempt,
            "answers": written_answers(self.attempt),
            "earlier": earlier_attempts(self.attempt),
            "form": form or (None if refusal else self._form(own)),
            "may_decide": refusal is None,
            "may_release": bool(shown) and refuse_release(self.facts) is None,
            "is_second": self.facts.is_second,
            "state": review_state(self.attempt) if self.attempt.is_awaiting_review else None,
            "decision": feedback_of(self.attempt, shown) if shown else None,
            "shown": shown,
            "sentence": sentence or self._why_not(refusal),
        }
        return render(self.request, "assessments/review.html", context, status=status)

    def again(self, refusal: DomainError, form: ReviewForm | None = None) -> HttpResponse:
        """Answer with the page as things stand by now, and with why nothing was done."""
        self._fetch(self.attempt.pk)
        if form and refusal.code not in MENDABLE:
            form.see(self.attempt.version)
        return self.page(form, status=422 if refusal.code in MENDABLE else 409, sentence=refusal.sentence)

    def _form(self, own: Review | None) -> ReviewForm:
        initial = levels_as_initial(own.levels, own.comment) if own else {}
        return ReviewForm(self.attempt.paper, initial={**initial, "version": self.attempt.version})

    def _own(self) -> Review | None:
        return next(
            (review for review in self.attempt.reviews.all() if review.reviewer_id == self.facts.reviewer), None
        )

    def _standing(self) -> Review | None:
        """Return the decision that is or will be released: the second mark where there is one."""
        return max(self.attempt.reviews.all(), key=lambda review: review.is_second, default=None)

    def _why_not(self, refusal: ReviewRefusal | None) -> str:
        if refusal or not self._own():
            return str(SENTENCES[refusal]) if refusal else ""
        waits = refuse_release(self.facts) is ReviewRefusal.SECOND_MARK_NEEDED
        return str(SENTENCES[ReviewRefusal.SECOND_MARK_NEEDED]) if waits else ""


class ReviewView(WorkView):
    """The work, its rubric and what came before on one page; a decision is held, or held and released."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        return self.page()

    def post(self, request: SignedInRequest) -> HttpResponse:
        form = ReviewForm(self.attempt.paper, request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        asked = {
            "levels": form.levels,
            "comment": form.cleaned_data["comment"],
            "version": form.cleaned_data["version"],
        }
        act = decide_and_release if "release" in request.POST else decide
        try:
            review = act(attempt=self.attempt, by=request.user, at=timezone.now(), **asked)
        except DomainError as refusal:
            return self.again(refusal, form)
        return self._onwards(review)

    def _onwards(self, review: Review) -> HttpResponse:
        if review.is_released:
            return released(self.request, self.attempt)
        if review.needs_second:
            messages.info(self.request, SENTENCES[ReviewRefusal.SECOND_MARK_NEEDED])
            return redirect("assessments:queue")
        messages.success(self.request, _("Your decision is saved. The learner sees nothing of it before its release."))
        return redirect("assessments:review", attempt_id=self.attempt.pk)


class ReleaseView(WorkView):
    """Releasing a decision that was held."""

    def get(self, request: SignedInRequest) -> HttpResponse:
        return redirect("assessments:review", attempt_id=self.attempt.pk)

    def post(self, request: SignedInRequest) -> HttpResponse:
        version = request.POST.get("version", "")
        seen = int(version) if version.isdecimal() and len(version) < LONGEST_NUMBER else -1
        try:
            release(attempt=self.attempt, version=seen, by=request.user, at=timezone.now())
        except DomainError as refusal:
            return self.again(refusal)
        return released(request, self.attempt)


def released(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Lead on to the queue, saying what was done."""
    words = _("Released. %(name)s can read it now.")
    messages.success(request, words % {"name": attempt.enrolment.learner})
    return redirect("assessments:queue")
