r"""A text with gaps: `An A is an [activating event|activating].`, with a backslash before signs that are no marks."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.drafts import LONGEST_ANSWER, QuestionError
from assessments.exchange.plain import BEGINS, ENDS, lines, one_line

PIECES: Final = re.compile(r"((?:\\.|[^\[\\])*+)(?:\[((?:\\.|[^\]\\])*+)\])?", re.DOTALL)
WAYS: Final = re.compile(r"((?:\\.|[^|\\])*+)(?:\||\Z)", re.DOTALL)
PROMPT: Final = re.compile(r"""\s*+<div class=["']prompt["']>(.*?)</div>""", re.DOTALL)
HELD: Final = re.compile(f"{BEGINS}(\\d+){ENDS}")


def escaped(text: str) -> str:
    """Return plain `text` as it stands between gaps or in one."""
    return re.sub(r"([\\\[\]|])", r"\\\1", text)


def plain(text: str) -> str:
    """Return what `escaped` was given."""
    return re.sub(r"\\([\\\[\]|])", r"\1", text)


def gap_of(accepted: Iterable[str]) -> str:
    """Return a gap that takes any of these words."""
    words = list(dict.fromkeys(word for word in map(one_line, accepted) if word))
    if not words:
        raise QuestionError(_("A gap has no word that would be right."))
    if any(len(word) > LONGEST_ANSWER for word in words):
        raise QuestionError(_("An answer is longer than %(count)d characters.") % {"count": LONGEST_ANSWER})
    return f"[{'|'.join(map(escaped, words))}]"


def placeholder(number: int) -> str:
    """Return what stands for a gap in a text that `filled` completes."""
    return f"{BEGINS}{number}{ENDS}"


def filled(text: str, gaps: Sequence[str]) -> str:
    """Return plain `text` with its placeholders replaced by these gaps, written as one text with gaps."""
    pieces = HELD.split(text)
    return "".join(gaps[int(piece)] if place % 2 else escaped(piece) for place, piece in enumerate(pieces))


def pieces_of(gap_text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each stretch of plain text with the words that its gap accepts; the last has no gap.

    Refuses a text without gaps, or with a gap that is empty or not closed.
    """
    pieces: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    while at < len(gap_text):
        match = PIECES.match(gap_text, at)
        if match is None or match.end() == at:
            raise QuestionError(_("The text with gaps has a bracket or a backslash without its partner."))
        pieces.append((plain(match[1]), _accepted(match[2]) if match[2] is not None else ()))
        at = match.end()
    if not any(accepted for _text, accepted in pieces):
        raise QuestionError(_("The text with gaps has no gap."))
    return tuple(pieces)


def _accepted(words: str) -> tuple[str, ...]:
    accepted = tuple(plain(word) for word in WAYS.findall(words) if word)
    if not any(accepted):
        raise QuestionError(_("A gap has no word that would be right."))
    return accepted


def tidied(gap_text: str) -> str:
    """Return `gap_text` always written the same way; refuses what `pieces_of` refuses."""
    pieces = pieces_of(lines(gap_text))
    return "".join(escaped(text) + (gap_of(accepted) if accepted else "") for text, accepted in pieces)


def marked_prompt(html: str) -> tuple[str, str]:
    """Return the prompt that `with_prompt` set before a text with gaps, and the rest."""
    match = PROMPT.match(html)
    return (match[1], html[match.end() :]) if match else ("", html)


def with_prompt(prompt: str, html: str) -> str:
    """Return `html`, a text with gaps, behind the words that say what to do."""
    return f'<div class="prompt">{prompt}</div>{html}' if prompt else html
