"""What both formats have in common: answers become options, and a question that nobody could answer is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.exchange.drafts import (
    LONGEST_ANSWER,
    LONGEST_TITLE,
    Notes,
    OptionDraft,
    QuestionDraft,
    QuestionError,
)
from assessments.exchange.plain import one_line, shortened
from assessments.exchange.weights import whole
from assessments.rules import Kind

CHOSEN = frozenset({Kind.SINGLE, Kind.MULTIPLE})
BLANK = "_____"
CONTEXTS = ("$course$", "$system$", "$module$", "$coursecat$", "$cat$")


@dataclass(frozen=True)
class Answer:
    """One answer as a file has it: plain words and feedback, the per cents it earns there."""

    text: str
    weight: float = 0.0
    feedback: str = ""


def with_choices(draft: QuestionDraft, answers: Sequence[Answer], notes: Notes) -> QuestionDraft:
    """Return a question to choose from; refuses one without two answers, or where nothing earns the mark."""
    if len(answers) < 2:
        raise QuestionError(_("There are fewer than two answers to choose from."))
    options = _options(answers, notes)
    gains = [option.weight for option in options if option.weight > 0]
    if not gains or (draft.kind is Kind.SINGLE and 100 not in gains):
        raise QuestionError(_("No answer is the right one."))
    if draft.kind is Kind.SINGLE and gains.count(100) > 1:
        notes.add(_("More than one answer earns the whole mark, and learners choose one of them."))
    if draft.kind is Kind.MULTIPLE and sum(gains) != 100:
        notes.add(_("The right answers add up to %(sum)d %%, not to 100 %%.") % {"sum": sum(gains)})
    return replace(draft, options=options)


def with_accepted(draft: QuestionDraft, answers: Iterable[Answer], notes: Notes) -> QuestionDraft:
    """Return a question whose answer is typed; what earns nothing is left out, and noted."""
    accepted = []
    for answer in answers:
        if answer.weight >= 0.5:
            accepted.append(answer)
        else:
            leave_out_answer(answer, notes)
    if not accepted:
        raise QuestionError(_("No answer is the right one."))
    return replace(draft, options=_options(accepted, notes))


def leave_out_answer(answer: Answer, notes: Notes) -> None:
    """Note that an answer is not brought along which is not right."""
    words = _("The answer “%(text)s” earns nothing and is left out. Its feedback was: “%(feedback)s”.")
    notes.add(words % {"text": answer.text, "feedback": answer.feedback or "–"})


def leave_out_feedback(answer: Answer, notes: Notes) -> None:
    """Note that feedback to one answer has no place here."""
    if answer.feedback:
        words = _("Feedback to “%(text)s” has no place here and is left out: “%(feedback)s”.")
        notes.add(words % {"text": answer.text, "feedback": answer.feedback})


def _options(answers: Sequence[Answer], notes: Notes) -> tuple[OptionDraft, ...]:
    weights = whole([answer.weight for answer in answers])
    if any(abs(weight - answer.weight) > 0.001 for weight, answer in zip(weights, answers, strict=True)):
        notes.add(_("Parts of the mark were rounded to whole per cents."))
    return tuple(
        OptionDraft(_fitting(answer.text), weight, _feedback(answer, notes))
        for answer, weight in zip(answers, weights, strict=True)
    )


def _fitting(text: str) -> str:
    if not text:
        raise QuestionError(_("An answer has no words."))
    if len(text) > LONGEST_ANSWER:
        raise QuestionError(_("An answer is longer than %(count)d characters.") % {"count": LONGEST_ANSWER})
    return text


def _feedback(answer: Answer, notes: Notes) -> str:
    if len(answer.feedback) > LONGEST_ANSWER:
        words = _(
            "Feedback to “%(text)s” is longer than %(count)d characters and was shortened. It was: “%(feedback)s”."
        )
        notes.add(words % {"text": answer.text, "count": LONGEST_ANSWER, "feedback": answer.feedback})
    return shortened(answer.feedback, LONGEST_ANSWER)


def true_or_false(draft: QuestionDraft, right: bool, feedback: tuple[str, str], notes: Notes) -> QuestionDraft:
    """Return a question of true or false; `feedback`: to whoever says true, and false."""
    words = Answer(_("True"), 100 * right, feedback[0]), Answer(_("False"), 100 * (not right), feedback[1])
    return replace(draft, kind=Kind.TRUE_FALSE, options=_options(words, notes))


def matching(draft: QuestionDraft, pairs: Iterable[tuple[str, str]]) -> QuestionDraft:
    """Return a matching question; a pair without a left side is a right side that belongs to nothing."""
    options = tuple(OptionDraft(_fitting(left) if left else "", match=_fitting(right)) for left, right in pairs)
    if sum(bool(option.text) for option in options) < 2:
        raise QuestionError(_("There are fewer than two pairs to match."))
    return replace(draft, kind=Kind.MATCHING, options=options)


def ordering(draft: QuestionDraft, texts: Iterable[str]) -> QuestionDraft:
    """Return a question of putting `texts` in this order."""
    options = tuple(OptionDraft(_fitting(text)) for text in texts)
    if len(options) < 2:
        raise QuestionError(_("There are fewer than two things to put in order."))
    return replace(draft, kind=Kind.ORDERING, options=options)


def finished(draft: QuestionDraft, notes: Notes) -> QuestionDraft:
    """Return the draft with its notes; refuses one that asks nothing."""
    if not draft.prompt and not draft.gap_text:
        raise QuestionError(_("The question itself has no words."))
    return replace(draft, notes=tuple(notes))


def title_of(text: str, notes: Notes) -> str:
    """Return a title that fits, and note what it was."""
    title = one_line(text)
    if len(title) > LONGEST_TITLE:
        notes.add(_("The title was shortened. It was: “%(title)s”.") % {"title": title})
    return shortened(title, LONGEST_TITLE)


def category_of(path: str) -> str:
    """Return a category without Moodle's words for where it stands: `$course$/top/Steps` is `Steps`."""
    steps = [step.strip(" ") for step in one_line(path).split("/")]
    while steps and steps[0] in (*CONTEXTS, ""):
        steps = steps[1:]
    return "/".join(steps[1:] if steps[:1] == ["top"] else steps)


def tags_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that are there, each once."""
    return tuple(dict.fromkeys(tag for tag in map(one_line, texts) if tag))
