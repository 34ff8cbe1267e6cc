"""Keeping the file that answers a question, taking it away, and tidying up what no answer names."""

import random
import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.items import Item
from assessments.models import Attempt, Response
from assessments.rules import Kind
from assessments.services.answering import ATTEMPT_OVER, refuse_late
from assessments.uploads import BrokenPictureError, FileRefusal, cleaned_name, kind_of, refuse_file, without_traces
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.files import private_storage
from lms.core.scanning import INFECTED, refuse_infected

FOLDER = "attempts"  # of the private storage; in it one for each attempt that a file was first added to
MEGABYTE = 1024 * 1024
MOST_FOLDERS_AT_ONCE = 2_000  # that one sweep looks into, drawn by lot: S3 is asked about each
NO_FILE_ASKED = gettext_lazy("This question does not ask for a file.")
SENTENCES = {
    FileRefusal.EMPTY: gettext_lazy("This file is empty. Please choose another one."),
    FileRefusal.UNKNOWN_KIND: gettext_lazy(
        "We cannot take this kind of file. Please save it as PDF, Word (DOCX), ODT or plain text, as a picture (JPEG, "
        "PNG, WebP) or as a recording (MP3, M4A, Ogg, WAV, WebM)."
    ),
    FileRefusal.NOT_WHAT_IT_SAYS: gettext_lazy(
        "This file is not what its name says, or it is damaged. Please save it again and choose the new one."
    ),
    FileRefusal.HAS_MACROS: gettext_lazy(
        "This document has macros, which are small programs. Please save it without them, or as PDF."
    ),
    FileRefusal.TOO_MANY_PIXELS: gettext_lazy(
        "This picture is larger than we can show. Please take it again with a lower resolution, or make it smaller."
    ),
}


def most_bytes() -> int:
    """Return how large a file may be."""
    return int(settings.UPLOAD_MAX_MEGABYTES * MEGABYTE)


def most_in_words() -> str:
    """Return how large a file may be, in words."""
    return f"{settings.UPLOAD_MAX_MEGABYTES:g}\u00a0MB"


def too_large_sentence() -> str:
    """Return the words for a file that is too large."""
    words = _("This file is too large: at most %(most)s fit here. A photograph or recording can be saved smaller.")
    return words % {"most": most_in_words()}


def file_sentence(refusal: FileRefusal) -> str:
    """Return the words for a file that is not taken, fit to show beside the field."""
    return too_large_sentence() if refusal is FileRefusal.TOO_LARGE else str(SENTENCES[refusal])


def save_file(*, attempt: Attempt, item_key: str, file: File, by: User, at: datetime) -> Response:
    """Keep `file` as the answer to one question, in place of an earlier one, and return the answer.

    It is looked at, scanned and stored before the transaction begins: none of that may hold a row. Pictures are kept
    without what a camera adds. The earlier file goes once this one is safe, unless another attempt names it, too.
    Refuses: `no_file_asked`, `time_over`, `attempt_over`; those of `uploads.FileRefusal`; those of
    `scanning.refuse_infected`, where what was found is audited.
    """
    item = _asked(attempt, item_key)
    refuse_late(attempt, at)
    if not Attempt.objects.in_progress().filter(pk=attempt.pk).exists():
        raise DomainError("attempt_over", ATTEMPT_OVER)
    name = cleaned_name(file.name or "")
    _refuse(refuse_file(name, file, size=file.size, most=most_bytes()))
    _scan(file, attempt, by)
    stored = _store(attempt, name, file)
    try:
        return _keep(attempt, item, stored, name, at=at)
    except DomainError:  # anything else may come after the commit: then the sweep decides
        private_storage().delete(stored)
        raise


@transaction.atomic
def remove_file(*, attempt: Attempt, item_key: str, at: datetime) -> None:
    """Take the file away that was the answer to one question; without one nothing happens.

    Refuses: `no_file_asked`, `time_over`, `attempt_over`.
    """
    item = _asked(attempt, item_key)
    before = _hold(attempt, item, at=at)
    if before:
        attempt.responses.filter(item_key=item.key).update(file="", file_name="", saved_at=at)
        _changed(attempt, before, at=at)


def _asked(attempt: Attempt, item_key: str) -> Item:
    item = attempt.paper.item(item_key)
    if item is None or item.kind is not Kind.UPLOAD:
        raise DomainError("no_file_asked", NO_FILE_ASKED)
    return item


def _refuse(refusal: FileRefusal | None) -> None:
    if refusal:
        raise DomainError(refusal, file_sentence(refusal))


def _scan(file: File, attempt: Attempt, by: User) -> None:
    try:
        refuse_infected(file)
    except DomainError as refusal:
        if refusal.code == INFECTED:
            audit.record("assessments.refuse_file", attempt, by=by)
        raise


def _store(attempt: Attempt, name: str, file: File) -> str:
    """Store the file under a name that tells nothing of it; return the name."""
    kind = kind_of(name)
    try:
        content: IO[bytes] = without_traces(kind, file) if kind else file
    except BrokenPictureError as error:
        raise DomainError(FileRefusal.NOT_WHAT_IT_SAYS, file_sentence(FileRefusal.NOT_WHAT_IT_SAYS)) from error
    wrapped = content if isinstance(content, File) else File(content)
    return private_storage().save(f"{FOLDER}/{attempt.pk}/{uuid.uuid4().hex}", wrapped)


@transaction.atomic
def _keep(attempt: Attempt, item: Item, stored: str, name: str, *, at: datetime) -> Response:
    """Name `stored` in the answer; what was named there before goes on commit."""
    before = _hold(attempt, item, at=at)
    response, _created = Response.objects.update_or_create(
        attempt=attempt, item_key=item.key, defaults={"file": stored, "file_name": name, "saved_at": at}
    )
    _changed(attempt, before, at=at)
    return response


def _hold(attempt: Attempt, item: Item, *, at: datetime) -> str:
    """Hold the attempt, and return the name of the file that answers the question now.

    Held before that name is read: of two files added at once, the later one sees the other, and has it removed.
    """
    refuse_late(attempt, at)
    if not Attempt.objects.filter(pk=attempt.pk).in_progress().hold():
        raise DomainError("attempt_over", ATTEMPT_OVER)
    return attempt.responses.filter(item_key=item.key).values_list("file", flat=True).first() or ""


def _changed(attempt: Attempt, before: str, *, at: datetime) -> None:
    """Say when the attempt was saved last, and let the file `before` go once that is certain."""
    Attempt.objects.filter(pk=attempt.pk).update(saved_at=at)

    def delete() -> None:
        delete_unnamed(before)

    if before:
        transaction.on_commit(delete, robust=True)


def delete_unnamed(stored: str) -> bool:
    """Delete a stored file that no answer names; return whether it was one.

    A further attempt names the file of the one before, and only what is in progress changes what it names.
    """
    if Response.objects.filter(file=stored).exists():
        return False
    private_storage().delete(stored)
    return True


def sweep_files(*, at: datetime) -> int:
    """Delete stored files that no answer names, older than UPLOAD_ORPHAN_HOURS; return how many.

    They are left behind when a worker dies between storing a file and naming it, or before removing an earlier one.
    """
    storage, before = private_storage(), at - timedelta(hours=settings.UPLOAD_ORPHAN_HOURS)
    folders: list[str] = []
    with suppress(FileNotFoundError):  # nobody has added a file yet
        folders = storage.listdir(FOLDER)[0]
    looked_into = random.sample(folders, min(len(folders), MOST_FOLDERS_AT_ONCE))
    return sum(_sweep_folder(f"{FOLDER}/{folder}", before) for folder in looked_into)


def _sweep_folder(folder: str, before: datetime) -> int:
    storage = private_storage()
    stored = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    named = set(Response.objects.filter(file__in=stored).values_list("file", flat=True))
    old = [name for name in stored - named if storage.get_modified_time(name) < before]
    return sum(delete_unnamed(name) for name in old)
