"""GIFT, the plain text format of Moodle for questions, is read: docs.moodle.org/en/GIFT_format is its description."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange import building, gaps
from assessments.exchange.drafts import (
    LONGEST_QUESTION,
    Notes,
    QuestionDraft,
    QuestionError,
    Reading,
    RefusedQuestion,
)
from assessments.exchange.formats import Format, html_of, lines_of
from assessments.exchange.gift_answers import Braces, answered, braces_of, in_order, typed_answers
from assessments.exchange.gift_blocks import Block, blocks_of
from assessments.exchange.gift_marks import Words, directives_of, places_of, split, words_of
from assessments.exchange.limits import refuse_too_many
from assessments.exchange.plain import BLANKS, brought, one_line, shortened
from assessments.rules import Kind

ESSAYS: Final = frozenset({Kind.WRITING, Kind.UPLOAD})


@dataclass(frozen=True)
class _Stem:
    """The question around its braces: the texts before, between and after them, and what stands in each pair."""

    texts: tuple[str, ...]
    braces: tuple[Braces, ...]
    written: Format

    @property
    def has_tail(self) -> bool:
        return bool(self.texts[-1].strip(BLANKS)) or len(self.braces) > 1

    def text(self) -> str:
        """Return it as one text in which placeholders stand for the braces, but not for those at its end."""
        places = [gaps.placeholder(number) for number in range(len(self.braces))] if self.has_tail else [""]
        pieces = [piece for pair in zip(self.texts, [*places, ""], strict=True) for piece in pair]
        return Words("".join(pieces), self.written).text


def read_gift(text: str) -> Reading:
    """Return all questions of a GIFT file, and for each that cannot be asked here why, with its line.

    Refuses (DomainError): `too_many_questions`. What one question has wrong refuses that question alone.
    """
    fresh = brought(text)
    blocks, categories = blocks_of(fresh)
    refuse_too_many(len(blocks))
    read = [_read(block) for block in blocks]
    return Reading(
        tuple(one for one in read if isinstance(one, QuestionDraft)),
        tuple(one for one in read if isinstance(one, RefusedQuestion)),
        tuple(_notes(blocks, categories)),
    )


def _notes(blocks: tuple[Block, ...], categories: Iterable[str]) -> Notes:
    notes = Notes()
    used = {block.category for block in blocks}
    for category in categories:
        if category not in used:
            notes.add(_("The category “%(name)s” has no questions.") % {"name": building.category_of(category)})
    if not blocks:
        notes.add(_("There is no question in this file."))
    return notes


def _read(block: Block) -> QuestionDraft | RefusedQuestion:
    notes = Notes()
    title, body = _titled(block.text)
    try:
        return _question(block, building.title_of(title, notes), body, notes)
    except QuestionError as refusal:
        return RefusedQuestion(block.line, shortened(one_line(title or block.text), 80), str(refusal))


def _titled(text: str) -> tuple[str, str]:
    if text.startswith("::"):
        title, *rest = split("::", text[2:])
        if rest:
            return Words(title, Format.PLAIN).text, rest[0]
    return "", text


def _question(block: Block, title: str, body: str, notes: Notes) -> QuestionDraft:
    if len(body) > LONGEST_QUESTION:
        raise QuestionError(_("The question is longer than %(count)d characters.") % {"count": LONGEST_QUESTION})
    stem, said = _stem(body), directives_of(block.comments)
    if any(name == "id" for name, _value in said):
        notes.add(_("Its number of the other system ([id:…]) is left out."))
    draft = QuestionDraft(
        _kind(stem, said),
        title,
        "",
        tags=building.tags_of(value for name, value in said if name == "tag"),
        category=building.category_of(block.category),
        line=block.line,
    )
    general = "\n".join(braces.general for braces in stem.braces)
    draft = replace(draft, feedback=words_of(general, stem.written).html(notes) if general.strip(BLANKS) else "")
    return building.finished(_asked(draft, stem, dict(said), notes), notes)


def _stem(body: str) -> _Stem:
    words = words_of(body, Format.MOODLE)
    raw, places = words.raw, places_of("[{}]", words.raw)
    if not places:
        raise QuestionError(_("There are no braces { }, so nothing is asked. Descriptions are not offered here."))
    if [place[0] for place in places] != ["{", "}"] * (len(places) // 2):
        raise QuestionError(_("A brace has no partner. A plain brace needs a backslash before it: \\{ or \\}."))
    edges = [0, *(edge for place in places for edge in place.span()), len(raw)]
    pieces = [raw[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    inside = tuple(braces_of(piece, words.written) for piece in pieces[1::2])
    return _Stem(tuple(pieces[::2]), inside, words.written)


def _kind(stem: _Stem, said: tuple[tuple[str, str], ...]) -> Kind:
    kinds = [braces.kind for braces in stem.braces]
    if ("kind", Kind.UPLOAD.value) in said and kinds == [Kind.WRITING]:
        return Kind.UPLOAD
    if ("kind", Kind.GAP_FILL.value) in said and "gap_text" in dict(said):
        return Kind.GAP_FILL
    if len(kinds) > 1 and set(kinds) != {Kind.SHORT_TEXT}:
        words = _("There is more than one pair of braces. Please put an empty line between two questions.")
        raise QuestionError(words)
    return kinds[0]


def _asked(draft: QuestionDraft, stem: _Stem, said: dict[str, str], notes: Notes) -> QuestionDraft:
    """Return the draft with prompt and answers."""
    if draft.kind is Kind.GAP_FILL:
        prompt, _rest = gaps.marked_prompt(stem.text())
        return replace(draft, prompt=html_of(prompt, Format.HTML, notes), gap_text=gaps.tidied(said["gap_text"]))
    if draft.kind is Kind.SHORT_TEXT and stem.has_tail:
        accepted = [typed_answers(braces, notes) for braces in stem.braces]
        if all(answer.weight >= 99.5 for answers in accepted for answer in answers):
            return _with_gaps(draft, stem, accepted, notes)
    if len(stem.braces) > 1:
        raise QuestionError(_("A gap has an answer that is not wholly right. That is offered for a single gap only."))
    asked = answered(replace(draft, prompt=_prompt(stem, notes)), stem.braces[0], notes)
    return in_order(asked) if said.get("kind") == Kind.ORDERING.value and asked.kind is Kind.MATCHING else asked


def _with_gaps(
    draft: QuestionDraft, stem: _Stem, accepted: list[tuple[building.Answer, ...]], notes: Notes
) -> QuestionDraft:
    for answers in accepted:
        for answer in answers:
            building.leave_out_feedback(answer, notes)
    prompt, text = gaps.marked_prompt(stem.text()) if stem.written is Format.HTML else ("", stem.text())
    found = [gaps.gap_of(answer.text for answer in answers) for answers in accepted]
    gap_text = gaps.filled(lines_of(text, stem.written, notes), found)
    return replace(draft, kind=Kind.GAP_FILL, prompt=html_of(prompt, Format.HTML, notes), gap_text=gap_text)


def _prompt(stem: _Stem, notes: Notes) -> str:
    html = html_of(stem.text(), stem.written, notes)
    if stem.has_tail:
        notes.add(_("The answer stood inside the text; a line “_____” stands there now."))
    return gaps.HELD.sub(building.BLANK, html)
