"""Questions are written as Moodle XML: Moodle takes it in, and reading it gives the same questions again."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assessments.exchange import gaps
from assessments.exchange.drafts import QuestionDraft
from assessments.exchange.gift_writing import TOP
from assessments.exchange.limits import refuse_unwritable
from assessments.exchange.moodle_gaps import escaped
from assessments.exchange.weights import written
from assessments.rules import Kind


def write_moodle_xml(questions: Iterable[QuestionDraft]) -> bytes:
    """Return the questions as Moodle XML in UTF-8. Lines and notes of the drafts are not written.

    Refuses (DomainError): `not_writable`, a scenario, which has no place in this format.
    """
    quiz, category = Element("quiz"), ""
    for question in questions:
        refuse_unwritable(question.kind)
        if question.category != category:
            category = question.category
            begun = SubElement(quiz, "question", type="category")
            _text(SubElement(begun, "category"), f"{TOP}/{category}" if category else TOP)
        _question(quiz, question)
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"


def _question(quiz: Element, question: QuestionDraft) -> None:
    named, fill = KINDS[question.kind]
    node = SubElement(quiz, "question", type=named)
    _text(SubElement(node, "name"), question.title)
    _text(SubElement(node, "questiontext", format="html"), _cloze(question) if question.gap_text else question.prompt)
    _text(SubElement(node, "generalfeedback", format="html"), question.feedback)
    fill(node, question)
    if question.tags:
        tags = SubElement(node, "tags")
        for tag in question.tags:
            _text(SubElement(tags, "tag"), tag)


def _text(parent: Element, words: str) -> None:
    SubElement(parent, "text").text = words


def _say(parent: Element, **said: str) -> None:
    for name, words in said.items():
        SubElement(parent, name).text = words


def _answers(node: Element, question: QuestionDraft, plain: str) -> None:
    """Write the options; `plain`: the format of their words."""
    weights = written([option.weight for option in question.options])
    for option, weight in zip(question.options, weights, strict=True):
        answer = SubElement(node, "answer", fraction=weight, format=plain)
        _text(answer, option.text)
        _text(SubElement(answer, "feedback", format="plain_text"), option.feedback)


def _choice(node: Element, question: QuestionDraft) -> None:
    _say(node, single="true" if question.kind is Kind.SINGLE else "false", shuffleanswers="true")
    _answers(node, question, "plain_text")


def _true_or_false(node: Element, question: QuestionDraft) -> None:
    for option, word in zip(question.options, ("true", "false"), strict=True):
        answer = SubElement(node, "answer", fraction=str(option.weight), format="moodle_auto_format")
        _text(answer, word)
        _text(SubElement(answer, "feedback", format="plain_text"), option.feedback)


def _short(node: Element, question: QuestionDraft) -> None:
    _say(node, usecase="0")
    _answers(node, question, "moodle_auto_format")


def _matching(node: Element, question: QuestionDraft) -> None:
    _say(node, shuffleanswers="true")
    for option in question.options:
        pair = SubElement(node, "subquestion", format="plain_text")
        _text(pair, option.text)
        _text(SubElement(pair, "answer"), option.match)


def _ordering(node: Element, question: QuestionDraft) -> None:
    _say(node, layouttype="VERTICAL", selecttype="ALL", selectcount="0", gradingtype="ABSOLUTE_POSITION")
    for place, option in enumerate(question.options, start=1):
        _text(SubElement(node, "answer", fraction=f"{place}.0000000", format="plain_text"), option.text)


def _writing(node: Element, question: QuestionDraft) -> None:
    _say(node, responseformat="editor", responserequired="1", attachments="0", attachmentsrequired="0")


def _upload(node: Element, question: QuestionDraft) -> None:
    _say(node, responseformat="noinline", responserequired="0", attachments="1", attachmentsrequired="1")


def _nothing(node: Element, question: QuestionDraft) -> None:
    """A cloze question says everything in its text."""


def _cloze(question: QuestionDraft) -> str:
    pieces = gaps.pieces_of(question.gap_text)
    text = "".join(_piece(words) + (_gap(accepted) if accepted else "") for words, accepted in pieces)
    return gaps.with_prompt(question.prompt, f"<p>{text}</p>")


def _piece(words: str) -> str:
    # A brace of the text begins no gap.
    return escape(words, quote=False).replace("\n", "<br>").replace("{", "&#123;")


def _gap(accepted: tuple[str, ...]) -> str:
    ways = "~".join(f"={escaped(escape(word, quote=False))}" for word in accepted)
    return f"{{1:SHORTANSWER:{ways}}}"


KINDS: Final[dict[Kind, tuple[str, Callable[[Element, QuestionDraft], None]]]] = {
    Kind.SINGLE: ("multichoice", _choice),
    Kind.MULTIPLE: ("multichoice", _choice),
    Kind.TRUE_FALSE: ("truefalse", _true_or_false),
    Kind.SHORT_TEXT: ("shortanswer", _short),
    Kind.GAP_FILL: ("cloze", _nothing),
    Kind.MATCHING: ("matching", _matching),
    Kind.ORDERING: ("ordering", _ordering),
    Kind.WRITING: ("essay", _writing),
    Kind.UPLOAD: ("essay", _upload),
}
