"""A bank as a file: what can be said there and read again as it was; the rest is named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from assessments.exchange.drafts import QuestionDraft, QuestionError, Reading
from assessments.exchange.gift_reading import read_gift
from assessments.exchange.gift_writing import write_gift
from assessments.exchange.moodle_reading import read_moodle_xml
from assessments.exchange.moodle_writing import write_moodle_xml
from assessments.exchange.plain import one_line
from assessments.exchange.values import draft_of
from assessments.models import Question, QuestionBank
from content.models import Tool
from lms.core.errors import DomainError


class Written(StrEnum):
    """The two ways of writing."""

    GIFT = "gift"
    MOODLE = "xml"


@dataclass(frozen=True)
class LeftOut:
    """A question that is not in the file, and why."""

    question: Question
    sentence: str


@dataclass(frozen=True)
class Taken:
    """A bank as a file says it."""

    drafts: tuple[QuestionDraft, ...]
    left_out: tuple[LeftOut, ...]

    def file(self, written: Written) -> bytes:
        """Return the file."""
        return WAYS[written][0](self.drafts)


def take_out(bank: QuestionBank, written: Written) -> Taken:
    """Return all questions of `bank` that can be `written` so that reading them gives the same; name the others.

    A draft is taken as it was last kept. Statements: three, whatever the size of the bank.
    """
    drafts: list[QuestionDraft] = []
    left_out: list[LeftOut] = []
    for question in _questions(bank):
        try:
            drafts.append(_proved(draft_of(question, one_line(bank.name.replace("/", "-"))), written))
        except (QuestionError, DomainError) as refusal:
            left_out.append(LeftOut(question, str(refusal)))
    return Taken(tuple(drafts), tuple(left_out))


def _questions(bank: QuestionBank) -> Iterator[Question]:
    tools = Tool.objects.in_bulk()
    for row in bank.questions.select_related("latest_revision").prefetch_related("options").order_by("pk"):
        is_draft = not row.live and row.latest_revision
        question = Question.from_serializable_data(row.latest_revision.content, check_fks=False) if is_draft else row
        question.tool = tools.get(question.tool_id)
        yield question


def _proved(draft: QuestionDraft, written: Written) -> QuestionDraft:
    """Return `draft`; refuses one that would not be read as it is."""
    write, read = WAYS[written]
    found = read(write([draft]).decode())
    if found.refused:
        raise QuestionError(found.refused[0].sentence)
    if [replace(one, line=0, notes=(), category=draft.category) for one in found.questions] != [draft]:
        raise QuestionError(_("The file would not say it as it is. It may be unfinished, or have wrong short texts."))
    return draft


def _gift(drafts: Iterable[QuestionDraft]) -> bytes:
    return write_gift(drafts).encode()


WAYS: dict[Written, tuple[Callable[[Iterable[QuestionDraft]], bytes], Callable[[str], Reading]]] = {
    Written.GIFT: (_gift, read_gift),
    Written.MOODLE: (write_moodle_xml, read_moodle_xml),
}
