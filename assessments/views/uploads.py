"""A question that asks for a file: add one, change it, take it away; and handing it out to whoever may have it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from assessments.forms.uploads import UploadForm
from assessments.items import Item
from assessments.models import Attempt, Response
from assessments.refusing import Refused, record_refusal
from assessments.rules import Kind
from assessments.services.answering import over_sentence
from assessments.services.uploading import most_bytes, remove_file, save_file
from assessments.uploads import kind_of
from assessments.views.base import AttemptView, too_late
from assessments.views.reviews import WorkView
from assessments.written import earlier_attempts, handed_file
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError
from lms.core.files import private_response
from lms.core.scanning import NOT_ANSWERING

OVER = {"attempt_over", "time_over"}
BESIDE_THE_FILE = 64 * 1024  # bytes of a request that are no file: the form's token, names, boundaries


@method_decorator(csrf_exempt, name="dispatch")
class UploadView(AttemptView):
    """One question: what it asks for, the file that is kept, and a field to choose one.

    A request that says it is too large is refused before any of it is read. So Django's own look at the form's token,
    which reads all of it, comes after that and after the question who is asking.
    """

    item: Item
    number: int
    came_at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.came_at = timezone.now()  # what was sent in time was in time, however long a slow line then takes

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        self._find_item(number)
        if not self.attempt.is_in_progress:
            return too_late(self)
        return self._page(UploadForm(has_file=bool(self._response())), status=200)

    def post(self, request: HttpRequest, number: int) -> HttpResponseBase:
        self._find_item(number)
        if not self.attempt.is_in_progress:
            return self._over(over_sentence(self.attempt))
        if _length_of(request) > most_bytes() + BESIDE_THE_FILE:
            return self._page(UploadForm.too_large(has_file=bool(self._response())), status=413)
        request.upload_handlers = [TemporaryFileUploadHandler(request)]
        return self._protected(request)

    @method_decorator(csrf_protect)
    def _protected(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._remove() if "remove" in request.POST else self._save()
        except DomainError as refusal:
            if refusal.code in OVER:
                return self._over(refusal.sentence)
            raise

    def _save(self) -> HttpResponse:
        form = UploadForm(self.request.POST, self.request.FILES, has_file=bool(self._response()))
        if not form.is_valid():
            return self._page(form, status=422)
        file, user, at = form.cleaned_data["file"], self.request.user, self.came_at
        try:
            save_file(attempt=self.attempt, item_key=self.item.key, file=file, by=user, at=at)  # type: ignore[arg-type]
        except DomainError as refusal:
            if refusal.code in OVER:
                raise
            form.add_error("file", refusal.sentence)
            return self._page(form, status=503 if refusal.code == NOT_ANSWERING else 422)
        messages.success(self.request, _("Your file is saved."))
        return self._again()

    def _remove(self) -> HttpResponse:
        remove_file(attempt=self.attempt, item_key=self.item.key, at=self.came_at)
        messages.success(self.request, _("Your file has been taken away."))
        return self._again()

    def _again(self) -> HttpResponse:
        return redirect("assessments:upload", attempt_id=self.attempt.pk, number=self.number)

    def _over(self, sentence: str) -> HttpResponse:
        messages.info(self.request, sentence)
        return too_late(self)

    def _find_item(self, number: int) -> None:
        items = self.attempt.paper.items
        if not 1 <= number <= len(items) or items[number - 1].kind is not Kind.UPLOAD:
            record_refusal(self.request, self.attempt, Refused.UNKNOWN_QUESTION)
            raise Http404
        self.item, self.number = items[number - 1], number

    def _response(self) -> Response | None:
        return self.attempt.responses.filter(item_key=self.item.key).exclude(file="").first()

    def _page(self, form: UploadForm, *, status: int) -> HttpResponse:
        response, count = self._response(), len(self.attempt.paper.items)
        context = self.context(
            form=form,
            item=self.item,
            asked={"item": self.item},
            file=handed_file(response) if response else None,
            number=self.number,
            count=count,
            is_last=self.number == count,
            following=None if self.number == count else self.number + 1,
            earlier=earlier_attempts(self.attempt)[:1] if self.attempt.number > 1 else [],
        )
        return render(self.request, "assessments/upload.html", context, status=status)


def _length_of(request: HttpRequest) -> int:
    """Return how many bytes a request says it sends; Django never reads more than that."""
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 else 0


class OwnFileView(AttemptView):
    """The file that answers a question of one's own attempt, to download."""

    def get(self, request: HttpRequest, item_key: UUID) -> HttpResponseBase:
        return file_response(self.attempt, item_key)


class WorkFileView(WorkView):
    """The file that answers a question of a piece of work, for a trainer who may read that work."""

    def get(self, request: SignedInRequest, item_key: UUID) -> HttpResponseBase:
        return file_response(self.attempt, item_key)


def file_response(attempt: Attempt, item_key: UUID) -> HttpResponseBase:
    """Hand out the file of one answer, to whoever the caller has let in: a download that no browser opens or keeps.

    What it says of itself comes from our table, never from the file. Raises Http404 where there is none.
    """
    answer = get_object_or_404(attempt.responses.exclude(file=""), item_key=item_key)
    kind = kind_of(answer.file_name)
    response = private_response(answer.file, filename=answer.file_name)
    response["Content-Type"] = kind.media_type if kind else "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response
