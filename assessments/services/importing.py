"""Bringing in questions from a file: judged first with nothing written, then stored as it was shown or not at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from html import unescape
from textwrap import shorten
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Revision

from assessments.exchange.drafts import QuestionDraft, QuestionError, Reading
from assessments.exchange.tags import Known, known_names
from assessments.exchange.values import Values, draft_of, values_of
from assessments.models import Question, QuestionBank, QuestionOption, Rubric
from assessments.panels import SENTENCES
from assessments.rules import READ_BY_TRAINER, Kind
from content.models import Tool
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

# What keys of questions from files are derived from, with their bank and what they say.
NAMESPACE = UUID("5f2a86f4-6f0c-4c0e-9a54-0b5d5f1f8b57")


class Outcome(StrEnum):
    """What would come of one question of a file."""

    NEW = "new"
    UNFINISHED = "unfinished"
    THERE = "there"
    REFUSED = "refused"


# Of one press: the search index makes storing slow, and a press must end before the server gives up on it.
AT_ONCE = 200
STORED = frozenset({Outcome.NEW, Outcome.UNFINISHED})


@dataclass(frozen=True)
class Shelf:
    """Where questions of a file go. `rubric`: for those that a trainer reads; `published`: asked at once."""

    bank: QuestionBank
    rubric: Rubric | None = None
    published: bool = False


@dataclass(frozen=True)
class Line:
    """One question of a file. `reasons`: why it is refused or unfinished; `notes`: what else there is to know."""

    number: int
    title: str
    outcome: Outcome
    kind: Kind | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    values: Values | None = None

    @property
    def needs_attention(self) -> bool:
        """Tell whether somebody should look at it."""
        return self.outcome in {Outcome.REFUSED, Outcome.UNFINISHED} or bool(self.notes)


@dataclass(frozen=True)
class DryRun:
    """What would come of a file, question by question in its order; `notes` are about all of it."""

    shelf: Shelf
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """Return how many questions there are of each outcome."""
        return Counter(line.outcome for line in self.lines)

    @cached_property
    def stored(self) -> list[tuple[Outcome, Values]]:
        """Return what would be stored."""
        return [(line.outcome, line.values) for line in self.lines if line.outcome in STORED and line.values]

    @cached_property
    def digest(self) -> str:
        """Return what stands for all that was shown: another file, shelf or outcome has another one."""
        shelf = self.shelf
        about = (shelf.bank.pk, shelf.rubric and shelf.rubric.pk, shelf.published)
        return sha256(repr((about, self.lines, self.notes)).encode("utf-8", errors="surrogatepass")).hexdigest()


class OutcomeChangedError(DomainError):
    """The file would not come out as it was shown: `run` says how it would now."""

    def __init__(self, run: DryRun) -> None:
        super().__init__(
            "outcome_changed",
            _("This is not what was shown before. Nothing has been brought in yet; please look again."),
        )
        self.run = run


def dry_run(*, reading: Reading, shelf: Shelf) -> DryRun:
    """Return what would come of storing `reading` on `shelf`; writes nothing.

    Statements: five, whatever the length of the file and of the bank.
    """
    known = known_names()
    read = [(draft, *values_of(draft, known)) for draft in reading.questions]
    there = _digests(shelf.bank, known)
    keys = {_key(shelf.bank, values): values.digest for _draft, values, _notes in read}
    there |= {keys[key] for key in Question.objects.filter(key__in=keys).values_list("key", flat=True)}
    seen: dict[str, int] = {}
    lines = [Line(one.line, one.title, Outcome.REFUSED, reasons=(one.sentence,)) for one in reading.refused]
    for draft, values, notes in read:
        lines.append(_line(draft, values, notes, shelf, there, seen))
    lines.sort(key=lambda line: line.number)
    return DryRun(shelf, tuple(lines), (*reading.notes, *_categories(reading.questions)))


def _line(
    draft: QuestionDraft,
    values: Values,
    notes: tuple[str, ...],
    shelf: Shelf,
    there: set[str],
    seen: dict[str, int],
) -> Line:
    outcome, reasons = _outcome(values, shelf, there, seen)
    seen.setdefault(values.digest, draft.line)
    title = draft.title or shorten(unescape(strip_tags(values.prompt)), 90, placeholder=" …")
    return Line(draft.line, title, outcome, values.kind, reasons, (*draft.notes, *notes), values)


def _outcome(values: Values, shelf: Shelf, there: set[str], seen: dict[str, int]) -> tuple[Outcome, tuple[str, ...]]:
    """Return what would come of a question, and why."""
    if values.digest in there:
        return Outcome.THERE, ()
    if values.digest in seen:
        words = _("It stands in this file twice, first in line %(line)d.")
        return Outcome.THERE, (words % {"line": seen[values.digest]},)
    if values.kind in READ_BY_TRAINER and shelf.rubric is None:
        return Outcome.REFUSED, (_("A trainer reads it: choose the rubric that the answer is judged by."),)
    flaws = values.flaws(has_rubric=shelf.rubric is not None)
    return (Outcome.UNFINISHED if flaws else Outcome.NEW), tuple(str(SENTENCES[flaw][1]) for flaw in flaws)


def _digests(bank: QuestionBank, known: Known) -> set[str]:
    """Return what stands for each question of `bank` that a file can say."""
    found = set()
    for question in bank.questions.select_related("tool").prefetch_related("options").exclude(kind=Kind.SCENARIO):
        try:
            found.add(values_of(draft_of(question), known)[0].digest)
        except QuestionError:
            continue  # unfinished, so no file says the same
    return found


def _key(bank: QuestionBank, values: Values) -> UUID:
    return uuid5(NAMESPACE, f"{bank.pk}:{values.digest}")


def _categories(drafts: Iterable[QuestionDraft]) -> Iterator[str]:
    names = sorted({draft.category for draft in drafts} - {""})
    if names:
        words = _("Categories are not kept; all questions come into the bank you choose. They are: %(names)s.")
        yield words % {"names": ", ".join(names)}


@transaction.atomic
def import_questions(
    *, reading: Reading, shelf: Shelf, shown: str, written: str, by: User | None, at: datetime
) -> tuple[Question, ...]:
    """Store the first AT_ONCE new questions of `reading`, if it still comes out as shown; return them.

    In one transaction, judged again while the bank is held. What is unfinished becomes a draft whatever was chosen. The
    same file again stores the following ones, and nothing twice: keys are derived from the bank and from what a
    question says.
    Arguments: `shown`, the digest of the dry run that was looked at; `written`, the kind of file, for the audit; `by`,
    None for whoever sits at the server.
    Refuses: `outcome_changed` (as OutcomeChangedError, with the dry run of now), `nothing_to_import`.
    """
    QuestionBank.objects.filter(pk=shelf.bank.pk).update(name=F("name"))  # held until the end
    run = dry_run(reading=reading, shelf=shelf)
    if run.digest != shown:
        raise OutcomeChangedError(run)
    if not run.stored:
        raise DomainError("nothing_to_import", _("There is no question in this file that can be brought in now."))
    tools = {tool.key: tool for tool in Tool.objects.only("pk", "key")}
    made = tuple(_store(values, outcome, shelf, tools, by) for outcome, values in run.stored[:AT_ONCE])
    data = {"count": len(made), "file": written, "published": shelf.published, "at": at.isoformat()}
    audit.record("assessments.import_questions", shelf.bank, by=by, data=data)
    return made


def row_of(values: Values, shelf: Shelf, tools: Mapping[str, Tool]) -> Question:
    """Return the question that `values` describe, with its answers, not stored yet; `tools` by their keys."""
    is_read = values.kind in READ_BY_TRAINER
    fields = ("kind", "name", "prompt", "feedback", "gap_text", "marks", "part_marks", "point", "difficulty")
    row = Question(
        key=_key(shelf.bank, values),
        bank=shelf.bank,
        rubric=shelf.rubric if is_read else None,
        tool=tools.get(values.tool),
        word_from=values.word_from,
        word_to=values.word_to,
        live=False,
        **{name: getattr(values, name) for name in fields},
    )
    row.options = [
        QuestionOption(
            text=one.text,
            match=one.match,
            is_correct=one.is_correct,
            weight=one.weight,
            feedback=one.feedback,
            sort_order=place,
        )
        for place, one in enumerate(values.options)
    ]
    return row


def _store(values: Values, outcome: Outcome, shelf: Shelf, tools: Mapping[str, Tool], by: User | None) -> Question:
    row = row_of(values, shelf, tools)
    row.save()
    revision: Revision = row.save_revision(user=by, log_action=True, clean=False)
    if shelf.published and outcome is Outcome.NEW:
        revision.publish(user=by)
    return row
