"""Texts with gaps in Moodle XML: cloze, and those whose words are chosen from a list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange import building, gaps
from assessments.exchange.building import Answer
from assessments.exchange.drafts import Notes, QuestionDraft, QuestionError
from assessments.exchange.formats import Format, html_of, line_of, lines_of
from assessments.exchange.markup import unescaped
from assessments.exchange.moodle_texts import format_of, line_in
from assessments.exchange.moodle_tree import Node
from assessments.exchange.plain import BLANKS
from assessments.exchange.weights import NUMBER, number_of
from assessments.rules import Kind

CLOZE: Final = re.compile(r"\{\d{0,4}:([A-Z_]{1,30}):((?:\\.|[^{}\\])*+)\}", re.DOTALL)
TYPED: Final = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
WAYS: Final = re.compile(r"((?:\\.|[^~\\])*+)(?:~|\Z)", re.DOTALL)
FEEDBACK: Final = re.compile(r"((?:\\.|&#\w++;|[^#\\])*+)(?:#(.*))?\Z", re.DOTALL)
WEIGHT: Final = re.compile(r"%([^%]{1,30})%")
CHOSEN: Final = re.compile(r"\[\[(\d{1,4})\]\]")


def cloze(draft: QuestionDraft, question: Node, notes: Notes) -> QuestionDraft:
    """Return a cloze question whose gaps are typed; refuses gaps that are chosen from or hold numbers."""
    said = question.said("questiontext")
    kinds = {match[1] for match in CLOZE.finditer(said)}
    if kinds - TYPED:
        words = _("Gaps to choose from or with numbers are not offered here: %(kinds)s.")
        raise QuestionError(words % {"kinds": ", ".join(sorted(kinds - TYPED))})
    found: list[str] = []

    def hold(match: "re.Match[str]") -> str:
        found.append(gaps.gap_of(_right(match[2], notes)))
        return gaps.placeholder(len(found) - 1)

    prompt, rest = gaps.marked_prompt(said)
    text = CLOZE.sub(hold, rest)
    if not found:
        raise QuestionError(_("The text with gaps has no gap."))
    return _filled(draft, question, prompt, gaps.filled(lines_of(text, _format(question), notes), found), notes)


def _format(question: Node) -> Format:
    return format_of(question.first("questiontext"))


def _filled(draft: QuestionDraft, question: Node, prompt: str, gap_text: str, notes: Notes) -> QuestionDraft:
    html = html_of(prompt, _format(question), notes)
    return replace(draft, kind=Kind.GAP_FILL, prompt=html, gap_text=gap_text)


def _right(raw: str, notes: Notes) -> Iterator[str]:
    """Yield the words that a gap accepts; what is not wholly right is left out, and noted."""
    for way in WAYS.findall(raw):
        if way.strip(BLANKS):
            answer = _answer(way, notes)
            if answer.weight >= 99.5:
                building.leave_out_feedback(answer, notes)
                yield answer.text
            else:
                building.leave_out_answer(answer, notes)


def _answer(way: str, notes: Notes) -> Answer:
    weight, words = 0.0, way.strip(BLANKS)
    match = WEIGHT.match(words)
    if words.startswith("="):
        weight, words = 100.0, words[1:]
    elif match and NUMBER.fullmatch(match[1]):
        weight, words = number_of(match[1]), words[match.end() :]
    parts = FEEDBACK.match(words)
    text, feedback = (parts[1], parts[2] or "") if parts else (words, "")
    return Answer(
        line_of(unescaped(_plain(text)), Format.PLAIN, notes), weight, line_of(_plain(feedback), Format.HTML, notes)
    )


def _plain(text: str) -> str:
    return re.sub(r"\\([\\~#}])", r"\1", text)


def escaped(text: str) -> str:
    """Return plain text of an HTML-escaped answer as cloze writes it."""
    # A brace would begin another gap; the # of its number divides nothing, as Moodle reads it.
    return re.sub(r"[\\~#}]", r"\\\g<0>", text).replace("{", "&#123;")


def chosen_from_a_list(draft: QuestionDraft, question: Node, notes: Notes) -> QuestionDraft:
    """Return a text whose gaps had a list to choose from (gapselect, ddwtos): here they are typed."""
    boxes = question.all("selectoption") + question.all("dragbox")
    words = [line_in(box, "text", notes) for box in boxes]
    found: list[str] = []
    used: set[int] = set()

    def hold(match: "re.Match[str]") -> str:
        number = int(match[1])
        if not 1 <= number <= len(words):
            raise QuestionError(_("A gap names a word that is not in the list: %(gap)s.") % {"gap": match[0]})
        used.add(number)
        found.append(gaps.gap_of([words[number - 1]]))
        return gaps.placeholder(len(found) - 1)

    text = CHOSEN.sub(hold, question.said("questiontext"))
    if not found:
        raise QuestionError(_("The text with gaps has no gap."))
    notes.add(_("Learners chose the words from a list; here they type them."))
    unused = [word for number, word in enumerate(words, start=1) if number not in used]
    if unused:
        notes.add(_("These words belonged to no gap and are left out: %(words)s.") % {"words": ", ".join(unused)})
    return _filled(draft, question, "", gaps.filled(lines_of(text, _format(question), notes), found), notes)
