"""What the pages for answering share: nothing typed is lost to a sign-out, an old page, or another window."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from assessments.answers import Answer
from assessments.forms.answers import AnswerForm, answer_form
from assessments.items import Item
from assessments.models import Attempt
from assessments.results import given_words
from assessments.services.answering import AnsweredElsewhere, over_sentence, save_answers
from assessments.views.base import AttemptView
from enrolment.unsaved import forget_others, is_of_somebody_else, owner_mark, take_unsaved
from enrolment.views.keeping import came_from_us, keep_and_sign_in, not_yours
from lms.core.errors import DomainError


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
        return super().context(owner=owner_mark(self.request.user.pk), page_name=get_random_string(12), **more)

    def shows_saved(self, forms: Sequence[AnswerForm]) -> bool:
        """Tell whether the page shows what is saved, and something is."""
        return self.attempt.saved_at > self.attempt.started_at and not any(form.is_bound for form in forms)

    # Saving

    def save(self, forms: Sequence[AnswerForm], answers: Mapping[str, Answer]) -> bool:
        """Save these answers; tell whether another window had answered one of them: then that one stays as it is.

        Forms shown once more know which saving is kept, and what the other window saved. Raises DomainError for all
        else that stands against it.
        """
        about: dict[str, Any] = {
            "seen": {form.item.key: form.seen for form in forms},
            "page": self.request.POST.get("_page", ""),
        }
        at, elsewhere = timezone.now(), {}
        try:
            saved = save_answers(attempt=self.attempt, answers=answers, at=at, **about)
        except AnsweredElsewhere as refusal:
            elsewhere = dict(refusal.kept)
            fine = {key: answer for key, answer in answers.items() if key not in elsewhere}
            saved = save_answers(attempt=self.attempt, answers=fine, at=at, **about)
        self.attempt.saved_at = at
        for form in forms:
            now = elsewhere.get(form.item.key) or saved.get(form.item.key)
            if now:
                form.see(now.revision)
            if form.item.key in elsewhere:
                form.elsewhere = {"at": now.saved_at, "words": given_words(form.item, now.answer)}
        return bool(elsewhere)

    def save_quietly(self, forms: Sequence[AnswerForm]) -> JsonResponse:
        """Save what is well answered for a script, and tell it how that went."""
        if self.is_too_old:
            return self.told("signed-out", "", status=403)
        if not self.attempt.is_in_progress:
            return self.told("stopped", over_sentence(self.attempt), status=409)
        fine = answers_in(forms)
        try:
            elsewhere = self.save(forms, fine)
        except DomainError as refusal:
            return self.told("stopped", refusal.sentence, status=409)
        seen = {form.seen_name: form.seen for form in forms if form.item.key in fine and not form.elsewhere}
        if elsewhere:
            words = _("This was also answered in another window. Press the button below to see both answers.")
            return self.told("elsewhere", words, status=409, seen=seen)
        if not all(map(is_fine, forms)):
            return self.told("unfinished", _("This answer is not complete yet."), seen=seen)
        when = time_format(timezone.localtime(self.attempt.saved_at), "H:i")
        return self.told("saved", _("Saved at %(time)s.") % {"time": when}, seen=seen)

    def too_old_sentence(self) -> str:
        """Return what is said beside answers that came from a page made before the last sign-in."""
        return _("This page had been open for a long time. What you answered is still here: please save it once more.")


def answers_in(forms: Sequence[AnswerForm]) -> dict[str, Answer]:
    """Return what is well answered, by question key; what was left empty, and had been, is no answer."""
    fine = {form.item.key: Answer() if form.is_blank else form.answer for form in forms if is_fine(form)}
    untouched = {form.item.key for form in forms if form.is_blank and form.seen == 0}
    return {key: answer for key, answer in fine.items() if key not in untouched}


def is_fine(form: AnswerForm) -> bool:
    """Tell whether the form holds an answer that the question takes, or nothing."""
    return form.is_blank or form.is_valid()
