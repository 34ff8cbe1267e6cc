"""Single values of files: read, judged, and found on this site; and where a file stands among the others."""

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page

from assessments.flaws import OptionFacts, QuestionFacts, flaws_of
from assessments.panels import SENTENCES
from assessments.rules import Kind
from content.services.carrying import LONGEST
from courses.models import CoursePage
from courses.services.retiring import REASON_LENGTH
from lms.coursepacks.files.naming import natural_key, stem_of
from lms.coursepacks.files.plain import Mapping
from lms.coursepacks.files.problems import FolderError


def find_page(name: str) -> Page | None:
    """Return the page of this site that `name` leads to: a course by its slug, any other by its address."""
    if name.startswith("/"):
        return next(
            (page for page in Page.objects.filter(url_path__endswith=name, depth__gt=1) if _is_at(page, name)), None
        )
    return CoursePage.objects.filter(slug=name).first()


def _is_at(page: Page, name: str) -> bool:
    return re.sub(r"^/[^/]*", "", page.url_path) == name


def find_row(model: Any, name: str) -> Any:
    """Return the row of this site whose own key is `name`, or None."""
    key = natural_key(model)
    if key is None:
        return None
    exact = model._default_manager.filter(**{key: name}).first()
    if exact or key != "name":
        return exact
    return next((row for row in model._default_manager.all() if stem_of(row.name) == name), None)


def place_of(path: str) -> tuple[int, ...]:
    """Return the numbers that a path begins its parts with: where its page stands."""
    return tuple(int(part.partition("-")[0]) for part in path.split("/") if part[0].isdigit())


def line_of(front: dict[str, Any], name: str) -> int | None:
    """Return the line of a setting, where it is known."""
    return front.line_of(name) if isinstance(front, Mapping) else None


def text_of(front: dict[str, Any], name: str) -> str:
    """Return a setting that is text and says something. Refuses: `wrong_kind`."""
    value = front.get(name)
    if not isinstance(value, str) or not value.strip():
        words = _("“%s” must be text. Text that looks like a number goes in quotes.") % name
        raise FolderError("wrong_kind", words, line=line_of(front, name))
    return value


def key_of(front: dict[str, Any], name: str) -> UUID | None:
    """Return a key, or None where there is none. Refuses: `bad_key`."""
    if front.get(name) is None:
        return None
    try:
        return UUID(front[name])
    except (ValueError, TypeError, AttributeError):
        words = _("The key is no key as an export writes it. Without the line a new one is made.")
        raise FolderError("bad_key", words, line=line_of(front, name)) from None


def truth_of(front: dict[str, Any], name: str, *, default: bool) -> bool:
    """Return a setting that is true or false. Refuses: `wrong_kind`."""
    value = front.get(name, default)
    if not isinstance(value, bool):
        words = _("“%s” is true or false.") % name
        raise FolderError("wrong_kind", words, line=line_of(front, name))
    return value


def reason_of(front: dict[str, Any], name: str) -> str:
    """Return why something was done, or nothing where it was not. Refuses: `wrong_kind`, `reason_too_long`."""
    reason = text_of(front, name).strip() if name in front else ""
    if len(reason) > REASON_LENGTH:
        words = _("Please give a reason of at most %(n)d letters.") % {"n": REASON_LENGTH}
        raise FolderError("reason_too_long", words, line=line_of(front, name))
    return reason


def allowed_of(front: dict[str, Any]) -> list[dict[str, str]]:
    """Return the words that are meant, in the order of an export. Refuses: `wrong_kind`, `word_twice`."""
    rows = front.get("allowed_words") or []
    if not isinstance(rows, list) or not all(map(_is_allowed, rows)):
        words = _("Each word that is meant has a phrase (80 letters at most), a passage and a reason (200 each).")
        raise FolderError("wrong_kind", words, line=line_of(front, "allowed_words"))
    if len({(row["phrase"], row["passage"]) for row in rows}) < len(rows):
        words = _("The same word is meant twice in the same passage; please keep one of the reasons.")
        raise FolderError("word_twice", words, line=line_of(front, "allowed_words"))
    meant = [{**row, "reason": " ".join(row["reason"].split())} for row in rows]
    return sorted(meant, key=lambda row: (row["phrase"], row["passage"]))


def _is_allowed(row: Any) -> bool:
    if not isinstance(row, dict) or row.keys() != LONGEST.keys():
        return False
    return all(isinstance(said, str) and said.strip() and len(said) <= LONGEST[name] for name, said in row.items())


SIMPLE: tuple[tuple[type, type | tuple[type, ...]], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.Field, str),
)


def simple(model_field: Any, value: Any) -> Any:
    """Return a value that fits `model_field`. Refuses: `wrong_kind`."""
    wanted = next(kind for known, kind in SIMPLE if isinstance(model_field, known))
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        words = _("“%(value)s” does not fit here. Text that looks like a number goes in quotes.") % {"value": value}
        raise FolderError("wrong_kind", words)
    try:
        model_field.to_python(value)
    except (ValidationError, ValueError, TypeError) as error:
        raise FolderError("wrong_kind", _("“%s” cannot be read.") % value) from error
    choices = [key for key, _words in model_field.flatchoices]
    if choices and value not in choices:
        raise FolderError("wrong_kind", _("This is one of: %s.") % ", ".join(map(str, choices)))
    return value


def check_question(values: dict[str, Any]) -> None:
    """Refuse (`bad_question`) a question that an editor could not publish: nobody could answer or judge it rightly."""
    if not values["bank"] or not values["prompt"] or values["kind"] is None:
        raise FolderError("bad_question", _("A question has a bank, a kind and a prompt."))
    facts = QuestionFacts(
        kind=Kind(values["kind"]),
        options=tuple(map(_option, values["options"] or ())),
        gap_text=values["gap_text"] or "",
        situations=len(values["story"] or ()),
        has_rubric=bool(values["rubric"]),
        word_guide=bool(values["word_from"] or values["word_to"]),
    )
    found = flaws_of(facts)
    if found:
        raise FolderError("bad_question", " ".join(str(SENTENCES[flaw][1]) for flaw in found))


def _option(values: dict[str, Any]) -> OptionFacts:
    text, match = values.get("text") or "", values.get("match") or ""
    return OptionFacts(text, match, bool(values.get("is_correct")), values.get("weight"))
