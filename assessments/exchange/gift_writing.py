"""Questions are written as GIFT, so that Moodle takes them in, and so that reading the file gives the same again.

What GIFT has no kind for is written as the nearest kind, with the own kind in a comment that Moodle passes over: an
order as pairs of things and places, an upload as an essay, several gaps as pairs of numbers and words.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Final

from assessments.exchange import gaps
from assessments.exchange.building import BLANK
from assessments.exchange.drafts import OptionDraft, QuestionDraft
from assessments.exchange.gift_answers import ARROW
from assessments.exchange.gift_marks import directive, escaped
from assessments.exchange.limits import refuse_unwritable
from assessments.exchange.weights import written
from assessments.rules import Kind

TOP: Final = "$course$/top"


def write_gift(questions: Iterable[QuestionDraft]) -> str:
    """Return the questions as GIFT. Lines and notes of the drafts are not written.

    Refuses (DomainError): `not_writable`, a scenario, which has no place in this format.
    """
    return "\n".join(_rows(questions)) + "\n"


def _rows(questions: Iterable[QuestionDraft]) -> Iterator[str]:
    category = ""
    for question in questions:
        refuse_unwritable(question.kind)
        if question.category != category:
            category = question.category
            yield f"$CATEGORY: {TOP}/{category}\n" if category else f"$CATEGORY: {TOP}\n"
        yield _question(question) + "\n"


def _question(question: QuestionDraft) -> str:
    said = [directive("tag", tag) for tag in question.tags]
    title = f"::{escaped(question.title)}::" if question.title else ""
    if question.kind is Kind.GAP_FILL:
        more, body = _gap_fill(question)
        said += more
    else:
        said += [directive("kind", question.kind.value)] if question.kind in {Kind.ORDERING, Kind.UPLOAD} else []
        body = f"[html]{escaped(question.prompt)}{{{_inside(BODIES[question.kind](question), question)}}}"
    comment = f"// {' '.join(said)}\n" if said else ""
    return f"{comment}{title}{body}"


def _inside(answers: str, question: QuestionDraft) -> str:
    general = f"\n####[html]{escaped(question.feedback)}" if question.feedback else ""
    return f"{answers}{general}\n" if answers.startswith("\n") or general else answers


def _words(text: str) -> str:
    """Return plain words where HTML would be expected."""
    return ("[plain]" if any(sign in text for sign in "<&[") else "") + escaped(text)


def _typed(text: str) -> str:
    """Return words that learners type: plain anyway, but an arrow would make pairs of them."""
    if ARROW in text:
        return "[html]" + escaped(escape(text, quote=False))
    return ("[plain]" if text.startswith("[") else "") + escaped(text)


def _rest(option: OptionDraft) -> str:
    return f"#{_words(option.feedback)}" if option.feedback else ""


def _single(question: QuestionDraft) -> str:
    options = list(zip(question.options, _weights(question), strict=True))
    only_right = all(option.weight == 100 for option in question.options)
    rows = []
    for place, (option, weight) in enumerate(options):
        # Right answers alone would be a short text.
        is_marked = option.weight == 100 and not (only_right and place)
        mark = "=" if is_marked else f"~%{weight}%" if option.weight else "~"
        rows.append(f"\n\t{mark}{_guarded(option, mark)}{_rest(option)}")
    return "".join(rows)


def _guarded(option: OptionDraft, mark: str) -> str:
    """Return the words of an answer; such that begin like a part of the mark are kept from being one."""
    words = _words(option.text)
    return f"[plain]{words}" if words.startswith("%") and not mark.endswith("%") else words


def _multiple(question: QuestionDraft) -> str:
    weights = zip(question.options, _weights(question), strict=True)
    return "".join(f"\n\t~%{weight}%{_words(option.text)}{_rest(option)}" for option, weight in weights)


def _short(question: QuestionDraft) -> str:
    weights = zip(question.options, _weights(question), strict=True)
    return "".join(f"\n\t=%{weight}%{_typed(option.text)}{_rest(option)}" for option, weight in weights)


def _weights(question: QuestionDraft) -> tuple[str, ...]:
    return written([option.weight for option in question.options])


def _true_or_false(question: QuestionDraft) -> str:
    true, false = question.options
    right, wrong = (true, false) if true.weight == 100 else (false, true)
    word = "TRUE" if true.weight == 100 else "FALSE"
    if not (right.feedback or wrong.feedback):
        return word
    return f"{word}#{_words(wrong.feedback)}#{_words(right.feedback)}"


def _matching(question: QuestionDraft) -> str:
    return "".join(_pair(option.text, option.match) for option in question.options)


def _pair(left: str, right: str) -> str:
    words = f"[html]{escaped(escape(left, quote=False))}" if ARROW in left or left.startswith("%") else _words(left)
    return f"\n\t={words} {ARROW} {'[plain]' if right.startswith('[') else ''}{escaped(right)}"


def _ordering(question: QuestionDraft) -> str:
    return "".join(_pair(option.text, str(number)) for number, option in enumerate(question.options, start=1))


def _essay(question: QuestionDraft) -> str:
    return ""


def _gap_fill(question: QuestionDraft) -> tuple[list[str], str]:
    """Return what a comment must say, and the question."""
    pieces = gaps.pieces_of(question.gap_text)
    accepted = [words for _text, words in pieces if words]
    if len(accepted) == 1 and pieces[-1][0].strip(" \n") and not pieces[-1][1]:
        return [], _one_gap(question, pieces, accepted[0])
    shown = "".join(
        text + (f"({number}) {BLANK}" if words else "") for number, (text, words) in enumerate(pieces, start=1)
    )
    html = gaps.with_prompt(question.prompt, f"<p>{_breaks(shown)}</p>")
    pairs = "".join(
        _pair(f"({number})", "|".join(words)) for number, (_text, words) in enumerate(pieces, start=1) if words
    )
    said = [directive("kind", question.kind.value), directive("gap_text", question.gap_text)]
    return said, f"[html]{escaped(html)}{{{_inside(pairs, question)}}}"


def _one_gap(
    question: QuestionDraft, pieces: tuple[tuple[str, tuple[str, ...]], ...], accepted: tuple[str, ...]
) -> str:
    before = "".join(_breaks(text) for text, _words in pieces[:-1])
    answers = "".join(f"\n\t=%100%{_typed(word)}" for word in accepted)
    html = f"[html]{escaped(gaps.with_prompt(question.prompt, before))}"
    return f"{html}{{{_inside(answers, question)}}}{escaped(_breaks(pieces[-1][0]))}"


def _breaks(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


BODIES: Final[dict[Kind, Callable[[QuestionDraft], str]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUE_FALSE: _true_or_false,
    Kind.SHORT_TEXT: _short,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.WRITING: _essay,
    Kind.UPLOAD: _essay,
}
