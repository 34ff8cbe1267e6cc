"""Moodle XML is read: docs.moodle.org/en/Moodle_XML_format is its description."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange import building
from assessments.exchange.charset import text_of
from assessments.exchange.drafts import (
    LONGEST_QUESTION,
    Notes,
    QuestionDraft,
    QuestionError,
    Reading,
    RefusedQuestion,
)
from assessments.exchange.formats import Format, line_of
from assessments.exchange.limits import refuse_too_large
from assessments.exchange.moodle_gaps import chosen_from_a_list, cloze
from assessments.exchange.moodle_texts import (
    answer_in,
    count_in,
    format_of,
    html_in,
    is_true,
    line_in,
    note_what_is_left,
)
from assessments.exchange.moodle_tree import Node, each_question
from assessments.exchange.plain import one_line, shortened
from assessments.exchange.weights import NUMBER
from assessments.rules import Kind

Reader = Callable[[QuestionDraft, Node, Notes], QuestionDraft]
NO_TEXT: Final = frozenset({"noinline"})


@dataclass
class _Read:
    """What was read so far."""

    questions: list[QuestionDraft] = field(default_factory=list)
    refused: list[RefusedQuestion] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    category: str = ""
    is_named_in_vain: bool = False

    def take(self, node: Node) -> None:
        """Read one question, or the category of those that follow."""
        if node.attributes.get("type") == "category":
            self._begin(node)
            return
        self.is_named_in_vain = False
        try:
            self.questions.append(_question(node, self.category))
        except QuestionError as refusal:
            title = one_line(node.said("name")) or line_of(node.said("questiontext")[:1000], Format.HTML, Notes())
            self.refused.append(RefusedQuestion(node.line, shortened(title, 80), str(refusal)))

    def _begin(self, node: Node) -> None:
        self.end()
        self.category = building.category_of(node.said("category"))
        self.is_named_in_vain = True
        about = line_in(node, "info", Notes())
        if about:
            words = _("What is said about the category “%(name)s” is left out: “%(text)s”.")
            self.notes.add(words % {"name": self.category, "text": about})

    def end(self) -> None:
        """Note that a category had no questions."""
        if self.is_named_in_vain and self.category:
            self.notes.add(_("The category “%(name)s” has no questions.") % {"name": self.category})


def read_moodle_xml(data: bytes | str) -> Reading:
    """Return all questions of a file of Moodle XML, and for each that cannot be asked here why, with its line.

    Refuses (DomainError): `file_too_large`, `too_many_questions`; `unsafe_xml` for entities, DTDs and what is nested
    too deeply; `not_readable` for what is no XML; `unknown_format` for XML that is not Moodle's.
    """
    refuse_too_large(len(data))
    text, guess = (data, "") if isinstance(data, str) else text_of(data)
    read = _Read()
    each_question(text, read.take)
    read.end()
    if not read.questions and not read.refused:
        read.notes.add(_("There is no question in this file."))
    notes = (guess, *read.notes) if guess else tuple(read.notes)
    return Reading(tuple(read.questions), tuple(read.refused), notes)


def _question(node: Node, category: str) -> QuestionDraft:
    named = node.attributes.get("type", "")
    reader = READERS.get(named)
    if reader is None:
        words = NOT_OFFERED.get(named) or _("Questions of the kind “%(kind)s” are not offered here.")
        raise QuestionError(str(words) % {"kind": named[:40]})
    if node.is_too_long:
        raise QuestionError(_("The question is longer than %(count)d characters.") % {"count": LONGEST_QUESTION})
    notes = Notes()
    draft = QuestionDraft(
        Kind.SINGLE,
        building.title_of(node.said("name"), notes),
        "",
        feedback=html_in(node, "generalfeedback", notes),
        tags=building.tags_of(tag.said("text") for tags in node.all("tags") for tag in tags.all("tag")),
        category=category,
        line=node.line,
    )
    if reader not in {cloze, chosen_from_a_list}:
        draft = replace(draft, prompt=html_in(node, "questiontext", notes))
    draft = reader(draft, node, notes)
    note_what_is_left(node, notes)
    return building.finished(draft, notes)


def _choice(draft: QuestionDraft, node: Node, notes: Notes) -> QuestionDraft:
    kind = Kind.SINGLE if node.first("single") is None or is_true(node, "single") else Kind.MULTIPLE
    answers = [answer_in(answer, notes) for answer in node.all("answer")]
    return building.with_choices(replace(draft, kind=kind), answers, notes)


def _true_or_false(draft: QuestionDraft, node: Node, notes: Notes) -> QuestionDraft:
    answers = {answer.text.lower(): answer for answer in (answer_in(one, notes) for one in node.all("answer"))}
    if set(answers) != {"true", "false"}:
        raise QuestionError(_("The two answers of a question of true or false must be “true” and “false”."))
    if {answers["true"].weight, answers["false"].weight} != {0.0, 100.0}:
        raise QuestionError(_("No answer is the right one."))
    feedback = answers["true"].feedback, answers["false"].feedback
    return building.true_or_false(draft, answers["true"].weight == 100, feedback, notes)


def _short(draft: QuestionDraft, node: Node, notes: Notes) -> QuestionDraft:
    if is_true(node, "usecase"):
        notes.add(_("Capital letters mattered there; here they do not."))
    answers = [answer_in(answer, notes, Format.PLAIN) for answer in node.all("answer")]
    return building.with_accepted(replace(draft, kind=Kind.SHORT_TEXT), answers, notes)


def _matching(draft: QuestionDraft, node: Node, notes: Notes) -> QuestionDraft:
    return building.matching(draft, [_pair(one, notes) for one in node.all("subquestion")])


def _pair(node: Node, notes: Notes) -> tuple[str, str]:
    answer = node.first("answer")
    right = line_of(answer.said("text"), format_of(answer, Format.PLAIN), notes) if answer else ""
    return line_of(node.said("text"), format_of(node), notes), right


def _ordering(draft: QuestionDraft, node: Node, notes: Notes) -> QuestionDraft:
    """The plug-in keeps the places as parts of the mark: 1, 2, 3."""
    answers = node.all("answer")
    places = [answer.attributes.get("fraction", "") for answer in answers]
    if all(NUMBER.fullmatch(place) for place in places):
        answers = [answers[at] for at in sorted(range(len(answers)), key=lambda at: float(places[at]))]
    if node.said("selecttype") not in {"", "ALL", "0"}:
        notes.add(_("Learners were given some of the things to put in order; here they are given all."))
    return building.ordering(draft, [line_of(one.said("text"), format_of(one), notes) for one in answers])


def _essay(draft: QuestionDraft, node: Node, notes: Notes) -> QuestionDraft:
    if node.said("responseformat") in NO_TEXT and count_in(node, "attachments"):
        return replace(draft, kind=Kind.UPLOAD)
    if count_in(node, "attachments"):
        notes.add(_("Files could be handed in beside the text; here it is the text alone."))
    if count_in(node, "minwordlimit") or count_in(node, "maxwordlimit"):
        limits = {"least": count_in(node, "minwordlimit"), "most": count_in(node, "maxwordlimit")}
        notes.add(_("The limits to its length are left out: %(least)d to %(most)d words.") % limits)
    return replace(draft, kind=Kind.WRITING)


READERS: Final[dict[str, Reader]] = {
    "multichoice": _choice,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": chosen_from_a_list,
    "ddwtos": chosen_from_a_list,
}
NOT_OFFERED: Final = {
    "numerical": gettext_lazy("Answers that are numbers are not offered here. A short text may accept the number."),
    "description": gettext_lazy("Nothing is asked. Descriptions are not offered here."),
}
