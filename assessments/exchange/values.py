"""What of a draft is stored, and the draft of what is stored: the same question either way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.utils.translation import gettext as _

from assessments.exchange import gaps
from assessments.exchange.drafts import Notes, OptionDraft, QuestionDraft
from assessments.exchange.markup import safe
from assessments.exchange.plain import one_line
from assessments.exchange.tags import IN_PARTS, TRUE_FALSE, Known, read_tags, write_tags
from assessments.exchange.weights import whole
from assessments.flaws import Flaw, OptionFacts, QuestionFacts, flaws_of
from assessments.models import Question, QuestionOption
from assessments.rules import READ_BY_TRAINER, Kind

WITHOUT_WEIGHTS = frozenset({Kind.MATCHING, Kind.ORDERING})
ALL = 100


@dataclass(frozen=True)
class OptionValues:
    """The fields of one answer."""

    text: str
    match: str = ""
    is_correct: bool = False
    weight: int | None = None
    feedback: str = ""


@dataclass(frozen=True)
class Values:
    """The fields of a question. `tool`: its key."""

    kind: Kind
    name: str
    prompt: str
    feedback: str = ""
    gap_text: str = ""
    options: tuple[OptionValues, ...] = ()
    part_marks: bool = False
    marks: int = 1
    difficulty: int = 2
    point: str = ""
    tool: str = ""
    word_from: int | None = None
    word_to: int | None = None

    @property
    def digest(self) -> str:
        """Return what stands for all of it: another question has another one."""
        return sha256(repr(self).encode("utf-8", errors="surrogatepass")).hexdigest()

    def flaws(self, *, has_rubric: bool) -> tuple[Flaw, ...]:
        """Return what stands against asking it: the rules of the form."""
        options = tuple(OptionFacts(one.text, one.match, one.is_correct, one.weight) for one in self.options)
        is_read = self.kind in READ_BY_TRAINER
        guided = bool(self.word_from or self.word_to)
        return flaws_of(
            QuestionFacts(self.kind, options, self.gap_text, has_rubric=is_read and has_rubric, word_guide=guided)
        )


def values_of(draft: QuestionDraft, known: Known) -> tuple[Values, tuple[str, ...]]:
    """Return the fields that `draft` fills, and sentences about what is left out or added."""
    notes = Notes()
    draft = _true_or_false(draft)
    said = {"part_marks": draft.kind in IN_PARTS} | read_tags(draft.tags, draft.kind, known, notes)
    prompt = draft.prompt or f"<p>{_('Fill the gaps.')}</p>"
    if not draft.prompt:
        notes.add(_("It says nothing beside its gaps, so it will say: “Fill the gaps.”"))
    values = Values(
        draft.kind, draft.title, prompt, draft.feedback, draft.gap_text, options=_options(draft.kind, draft.options)
    )
    return replace(values, **said), tuple(notes)


def _true_or_false(draft: QuestionDraft) -> QuestionDraft:
    """Return a choice between two of which our own tag says that it is true or false as such; any other as it is."""
    is_one = draft.kind is Kind.SINGLE and sorted(one.weight for one in draft.options) == [0, ALL]
    if TRUE_FALSE not in draft.tags or not is_one:
        return draft
    return replace(draft, kind=Kind.TRUE_FALSE, tags=tuple(tag for tag in draft.tags if tag != TRUE_FALSE))


def _options(kind: Kind, options: Sequence[OptionDraft]) -> tuple[OptionValues, ...]:
    is_plain = kind is Kind.MULTIPLE and _is_plain(options)
    return tuple(_option(kind, one, is_plain) for one in options)


def _option(kind: Kind, one: OptionDraft, is_plain: bool) -> OptionValues:
    if kind in WITHOUT_WEIGHTS:
        return OptionValues(one.text, one.match, feedback=one.feedback)
    is_correct = one.weight > 0 if kind is Kind.MULTIPLE else one.weight == ALL
    # Of several answers, the part of a right one is always said: else a wrong one beside it would take it away.
    says_it_all = {0} if kind is Kind.MULTIPLE else {0, ALL}
    weight = None if is_plain or one.weight in says_it_all else one.weight
    return OptionValues(one.text, "", is_correct, weight, one.feedback)


def _is_plain(options: Sequence[OptionDraft]) -> bool:
    """Tell whether each right answer earns the same part, and each wrong one takes it away, as without weights."""
    return tuple(one.weight for one in options) == _shares([one.weight > 0 for one in options])


def _shares(rights: Sequence[bool]) -> tuple[int, ...]:
    """Return the per cents that answers earn which have no weights, by whether they are right."""
    share = ALL / max(sum(rights), 1)
    return whole([share if right else -share for right in rights])


def draft_of(question: Question, category: str = "") -> QuestionDraft:
    """Return a stored question as a file would say it, in the one way of writing that all of them have.

    Refuses (QuestionError) a text with gaps that is unfinished.
    """
    kind, tags = Kind(question.kind), write_tags(question)
    options = _drafts(kind, list(question.options.all()))
    if kind is Kind.TRUE_FALSE:
        words = {_("True"): 0, _("False"): 1}
        if {one.text for one in options} == set(words) and len(options) == 2:
            options = tuple(sorted(options, key=lambda one: words[one.text]))
        else:
            kind, tags = Kind.SINGLE, (*tags, TRUE_FALSE)
    has_gaps = kind is Kind.GAP_FILL
    return QuestionDraft(
        kind,
        one_line(question.name),
        safe(question.prompt, Notes()),
        safe(question.feedback, Notes()),
        () if has_gaps or kind in READ_BY_TRAINER else options,
        gaps.tidied(question.gap_text) if has_gaps else "",
        tags,
        category,
    )


def _drafts(kind: Kind, rows: Sequence[QuestionOption]) -> tuple[OptionDraft, ...]:
    said = [OptionFacts(row.text, row.match, row.is_correct, row.weight) for row in rows]
    if kind in WITHOUT_WEIGHTS:
        weights: tuple[int, ...] = (0,) * len(said)
    elif kind is Kind.MULTIPLE and all(one.weight is None for one in said):
        weights = _shares([one.correct for one in said])
    else:
        weights = tuple(one.worth for one in said)
    return tuple(
        OptionDraft(one_line(fact.text), weight, one_line(row.feedback), one_line(fact.match))
        for fact, weight, row in zip(said, weights, rows, strict=True)
    )
