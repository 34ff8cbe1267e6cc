"""What stands between the braces of a GIFT question, and so of which kind it is."""

import re
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange import building
from assessments.exchange.building import Answer
from assessments.exchange.drafts import Notes, QuestionDraft, QuestionError
from assessments.exchange.formats import Format
from assessments.exchange.gift_marks import places_of, split, words_of
from assessments.exchange.plain import BLANKS
from assessments.exchange.weights import NUMBER, number_of
from assessments.rules import Kind

WEIGHT: Final = re.compile(r"[ \t\n]*+%[ \t]*+([^%\s]{1,30})[ \t]*+%")
ARROW: Final = "->"
TRUTHS: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}


@dataclass(frozen=True)
class Braces:
    """What stands between two braces. `general`: feedback whatever was answered; `written`: the question's format."""

    body: str
    general: str
    written: Format

    @property
    def truth(self) -> bool | None:
        """Return which of true and false is right, or None when it is not asked."""
        return TRUTHS.get(split("#", self.body)[0].strip(BLANKS).upper())

    @property
    def kind(self) -> Kind:
        """Return what is asked; refuses numbers."""
        marks = {place[0] for place in places_of("[=~]", self.body)}
        if not self.body:
            return Kind.WRITING
        if self.body.startswith("#"):
            raise QuestionError(_("Answers that are numbers are not offered here. A short text may accept the number."))
        if "~" in marks:
            return Kind.SINGLE if "=" in marks else Kind.MULTIPLE
        if "=" in marks and ARROW in self.body:
            return Kind.MATCHING
        return Kind.TRUE_FALSE if self.truth is not None else Kind.SHORT_TEXT


def braces_of(raw: str, written: Format) -> Braces:
    """Return what `raw`, all between two braces, consists of."""
    body, *general = split("####", raw)
    return Braces(body.strip(BLANKS), general[0] if general else "", written)


def answered(draft: QuestionDraft, braces: Braces, notes: Notes) -> QuestionDraft:
    """Return the draft, of the kind of `braces`, with their answers."""
    if draft.kind in building.CHOSEN:
        return building.with_choices(draft, _answers(braces, braces.written, notes), notes)
    if draft.kind is Kind.TRUE_FALSE:
        return _true_or_false(draft, braces, notes)
    if draft.kind is Kind.MATCHING:
        return building.matching(draft, _pairs(braces, notes))
    if draft.kind is Kind.SHORT_TEXT:
        return building.with_accepted(draft, typed_answers(braces, notes), notes)
    return draft


def typed_answers(braces: Braces, notes: Notes) -> tuple[Answer, ...]:
    """Return answers that learners type: plain text, whatever the format of the question."""
    return _answers(braces, Format.PLAIN, notes)


def _chunks(braces: Braces) -> list[tuple[str, str]]:
    """Return each answer with the mark before it."""
    places = places_of("[=~]", braces.body)
    before = braces.body[: places[0].start()] if places else braces.body
    if before.strip(BLANKS):
        if places:
            raise QuestionError(_("The first answer has neither = nor ~ before it."))
        return [("=", before)]
    ends = [place.start() for place in places[1:]] + [len(braces.body)]
    return [(place[0], braces.body[place.end() : end]) for place, end in zip(places, ends, strict=True)]


def _answers(braces: Braces, written: Format, notes: Notes) -> tuple[Answer, ...]:
    return tuple(_answer(mark, raw, written, braces.written, notes) for mark, raw in _chunks(braces))


def _answer(mark: str, raw: str, written: Format, feedback: Format, notes: Notes) -> Answer:
    weight = 100.0 if mark == "=" else 0.0
    match = WEIGHT.match(raw)
    if match and NUMBER.fullmatch(match[1]):
        weight, raw = number_of(match[1]), raw[match.end() :]
    words, *comment = split("#", raw)
    said = words_of(comment[0], feedback).line(notes) if comment else ""
    return Answer(words_of(words, written).line(notes), weight, said)


def _true_or_false(draft: QuestionDraft, braces: Braces, notes: Notes) -> QuestionDraft:
    """GIFT has the feedback for a wrong answer first, then the one for a right answer."""
    word, *comments = split("#", braces.body, most=2)
    wrong, right = [words_of(comment, braces.written).line(notes) for comment in [*comments, "", ""][:2]]
    if word.strip(BLANKS) not in TRUTHS:
        notes.add(_("“%(word)s” was read as true or false.") % {"word": word.strip(BLANKS)})
    says_true = bool(braces.truth)
    return building.true_or_false(draft, says_true, (right, wrong) if says_true else (wrong, right), notes)


def _pairs(braces: Braces, notes: Notes) -> list[tuple[str, str]]:
    return [_pair(raw, braces.written, notes) for _mark, raw in _chunks(braces)]


def _pair(raw: str, written: Format, notes: Notes) -> tuple[str, str]:
    words, *comment = split("#", raw)
    weight = WEIGHT.match(words)
    if weight and NUMBER.fullmatch(weight[1]):
        notes.add(_("Parts of the mark for single pairs are left out."))
        words = words[weight.end() :]
    left, arrow, right = words.partition(ARROW)
    if not arrow:
        raise QuestionError(_("A pair to match has no arrow “->”."))
    pair = words_of(left, written).line(notes), words_of(right, Format.PLAIN).line(notes)
    if comment and comment[0].strip(BLANKS):
        building.leave_out_feedback(Answer(pair[0], feedback=words_of(comment[0], written).line(notes)), notes)
    return pair


def in_order(draft: QuestionDraft) -> QuestionDraft:
    """Return the order that `gift_writing` wrote as pairs of things and places; else the draft as it is."""
    places = {option.match: option.text for option in draft.options}
    numbers = [str(number) for number in range(1, len(draft.options) + 1)]
    if sorted(places) != sorted(numbers) or not all(places.values()):
        return draft
    return building.ordering(replace(draft, options=()), [places[number] for number in numbers])
