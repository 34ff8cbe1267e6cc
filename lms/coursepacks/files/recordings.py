"""Recordings from files, judged as those that are uploaded: by how they begin, their size, and what pages need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError

from content.forms.recordings import NEEDED, missed, refuse_no_captions, refuse_no_recording, said_in, wrong_kind
from content.models import Recording
from lms.coursepacks.files.problems import FolderError

JUDGES: dict[tuple[Any, str], Callable[[Any], None]] = {
    (Recording, "file"): refuse_no_recording,
    (Recording, "captions"): refuse_no_captions,
}


def refuse_other_than_named(row: Any, name: str, file: Any, path: str) -> None:
    """Refuse (`not_as_named`) the `file` at `path` of a folder where the form would not take it for this field."""
    judge = JUDGES.get((type(row), name))
    try:
        if judge:
            judge(file)
    except ValidationError as error:
        raise FolderError("not_as_named", " ".join(error.messages), file=path) from None


@contextmanager
def judged(row: Any) -> Iterator[None]:
    """Refuse (`invalid`) what is made of `row` inside, where it is a recording that its form would not keep."""
    had = [name for name in NEEDED if getattr(row, name)] if isinstance(row, Recording) else []
    yield
    if isinstance(row, Recording):
        row.transcript = said_in(row.transcript)
        gone = [name for name in had if not getattr(row, name)]
        wrong = [*wrong_kind(row.kind, row.file, row.captions), *missed(row, gone)]
        if wrong:
            raise FolderError("invalid", "; ".join(f"{name}: {words}" for name, words in wrong))
