"""What the pages for answering share: nothing typed is lost to a sign-out, an old page, or another window."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from assessments.answers import Answer
from assessments.forms.answers import AnswerForm, answer_form
from assessments.items import Item
from assessments.models import Attempt, Response
from assessments.refusing import Refused, record_refusal
from assessments.results import given_words
from assessments.services.answering import AnsweredElsewhereError, over_sentence, save_answers
from assessments.views.base import AttemptView
from enrolment.unsaved import forget_others, is_of_somebody_else, owner_mark, take_unsaved
from enrolment.views.keeping import came_from_us, keep_and_sign_in, not_yours
from lms.core.errors import DomainError

TOO_OLD = gettext_lazy(
    "This page had been open for a long time. What you answered is still here: please save it once more."
)


@method_decorator(csrf_exempt, name="dispatch")  # asked below, with the same test
class AnsweringView(AttemptView):
    """A page with questions to answer: by pressing a button, or by a script that saves each change.

    The script asks for JSON and is told in words how its saving went. Whoever was signed out meanwhile signs in and
    finds what they answered, still to be saved. What somebody else's page sends is dropped, unshown.
    """

    def dispatch(self, request: HttpRequest, *args: Any, attempt_id: UUID, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            own = Attempt.objects.filter(pk=attempt_id)
            return self._signed_out() or keep_and_sign_in(
                request, is_theirs=lambda learner_id: own.filter(enrolment__learner=learner_id).exists()
            )
        forget_others(request)
        if request.method == "POST" and is_of_somebody_else(request):
            return self._signed_out() or not_yours(request)
        return super().dispatch(request, *args, attempt_id=attempt_id, **kwargs)

    @property
    def is_quiet(self) -> bool:
        """Tell whether a script asks, which saves without leaving the page."""
        return self.request.method == "POST" and "application/json" in self.request.headers.get("Accept", "")

    @property
    def is_too_old(self) -> bool:
        """Tell whether the form comes from another site, or from a page of before the last sign-in."""
        return not came_from_us(self.request)

    def _signed_out(self) -> HttpResponse | None:
        return self.told("signed-out", "", status=401) if self.is_quiet else None

    def told(self, state: str, words: str, *, status: int = 200, **more: Any) -> JsonResponse:
        """Tell the script of the page how saving went: a state of saving.js and a sentence to show."""
        return JsonResponse({"state": state, "words": words, **more}, status=status)

    # Forms

    def form_of(self, item: Item, data: Mapping[str, Any] | None = None) -> AnswerForm:
        """Return the form of `item` as it is saved, or as it was sent."""
        row = self.kept.get(item.key)
        saved, seen = (row.answer, row.revision) if row else (Answer(), 0)
        return answer_form(item, data, saved=saved, seen=seen)

    def sent_before(self) -> Mapping[str, Any] | None:
        """Return what was sent to this address while its sender was signed out, and say that it is not saved yet."""
        sent = take_unsaved(self.request, at=timezone.now())
        if sent is not None:
            words = _("You had been signed out. What you answered is still here: please save it once more.")
            messages.warning(self.request, words)
        return sent

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what the page of an attempt needs, and which page of whom it is."""
        return super().context(owner=owner_mark(self.request.user.pk), page_name=get_random_string(8), **more)

    def saved_at(self, forms: Sequence[AnswerForm]) -> datetime | None:
        """Return when what the page shows was saved last; None where nothing was, or something else is shown."""
        shown = {form.item.key for form in forms if not form.is_bound}
        whole = len(shown) == len(forms)
        return max((row.saved_at for key, row in self.kept.items() if key in shown), default=None) if whole else None

    # Saving

    def take(self, forms: Sequence[AnswerForm], *, may_be_blank: bool) -> HttpResponse | None:
        """Save what was sent, and return None to go on; else the answer to a script, or what stands in the way.

        Arguments: `may_be_blank`, whether a question may be left without an answer; a script may always leave it.
        """
        if any(form.is_forged for form in forms):  # they refuse it for themselves
            record_refusal(self.request, self.attempt, Refused.UNKNOWN_ANSWER)
        if self.is_quiet:
            return self._told_how(forms)
        if self.is_too_old:
            return self.page_again(forms, status=403, sentence=TOO_OLD)
        if not self.attempt.is_in_progress:
            return self.unchanged(forms, over_sentence(self.attempt))
        fine = [form for form in forms if is_fine(form, may_be_blank=may_be_blank)]
        try:
            elsewhere = self._save(fine)
        except DomainError as refusal:
            return self.unchanged(forms, refusal.sentence)
        whole = len(fine) == len(forms) and not elsewhere
        return None if whole else self.page_again(forms, status=409 if elsewhere else 422)

    def page_again(self, forms: Sequence[AnswerForm], *, status: int, **more: Any) -> HttpResponse:
        """Show the page once more with what was sent."""
        raise NotImplementedError

    def _save(self, forms: Sequence[AnswerForm]) -> bool:
        """Save what these forms hold; tell whether another window had answered one: then that answer stays as it is.

        Forms shown once more know which saving is kept, and what the other window saved. Raises DomainError for all
        else that stands against it.
        """
        answers = answers_in(forms)
        about: dict[str, Any] = {"page": self.request.POST.get("_page", ""), "at": timezone.now()}
        about["seen"] = {form.item.key: form.seen for form in forms}
        elsewhere: dict[str, Response] = {}
        try:
            saved = save_answers(attempt=self.attempt, answers=answers, **about)
        except AnsweredElsewhereError as refusal:
            elsewhere = dict(refusal.kept)
            fine = {key: answer for key, answer in answers.items() if key not in elsewhere}
            saved = save_answers(attempt=self.attempt, answers=fine, **about) if fine else {}
        for form in forms:
            _see(form, saved.get(form.item.key), elsewhere.get(form.item.key))
        return bool(elsewhere)

    def _told_how(self, forms: Sequence[AnswerForm]) -> HttpResponse:
        """Save what is well answered for a script, which sends what was changed, and tell it how that went."""
        forms = [form for form in forms if form.seen is not None] or forms
        if self.is_too_old:
            return self.told("signed-out", "", status=403)
        if not self.attempt.is_in_progress:
            return self.told("stopped", over_sentence(self.attempt), status=409)
        fine = [form for form in forms if is_fine(form, may_be_blank=True)]
        try:
            elsewhere = self._save(fine)
        except DomainError as refusal:
            return self.told("stopped", refusal.sentence, status=409)
        state, words = self._state(elsewhere=elsewhere, is_whole=len(fine) == len(forms))
        seen = {form.seen_name: form.seen for form in fine if not form.elsewhere and form.seen is not None}
        return self.told(state, words, status=409 if elsewhere else 200, seen=seen)

    def _state(self, *, elsewhere: bool, is_whole: bool) -> tuple[str, str]:
        if elsewhere:
            return "elsewhere", _("This was also answered in another window. Press the button below to see both.")
        if not is_whole:
            return "unfinished", _("This answer is not complete yet.")
        when = time_format(timezone.localtime(), "H:i")
        return "saved", _("Saved at %(time)s.") % {"time": when}


def answers_in(forms: Sequence[AnswerForm]) -> dict[str, Answer]:
    """Return what forms that are fine answer, by question key; what was left empty, and had been, is no answer."""
    answers = {form.item.key: Answer() if form.is_blank else form.answer for form in forms}
    untouched = {form.item.key for form in forms if form.is_blank and form.seen == 0}
    return {key: answer for key, answer in answers.items() if key not in untouched}


def is_fine(form: AnswerForm, *, may_be_blank: bool) -> bool:
    """Tell whether the form holds an answer that the question takes, or nothing where it may."""
    return (may_be_blank and form.is_blank) or form.is_valid()


def _see(form: AnswerForm, saved: Response | None, elsewhere: Response | None) -> None:
    """Let the form know which saving of its answer is kept, and that another window's is."""
    kept = elsewhere or saved
    if kept:
        form.see(kept.revision)
    if elsewhere:
        form.elsewhere = {"at": elsewhere.saved_at, "words": given_words(form.item, elsewhere.answer)}
