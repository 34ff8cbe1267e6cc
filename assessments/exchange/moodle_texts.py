"""The texts of a question in Moodle XML, with their formats, and what is said of embedded files."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.building import Answer
from assessments.exchange.drafts import Notes, QuestionError
from assessments.exchange.formats import Format, html_of, line_of
from assessments.exchange.moodle_tree import FILE, Node
from assessments.exchange.weights import number_of

FORMATS: Final = {
    "html": Format.HTML,
    "moodle_auto_format": Format.MOODLE,
    "plain_text": Format.PLAIN,
    "markdown": Format.MARKDOWN,
}
TRUE: Final = frozenset({"true", "1", "yes"})
# What Moodle itself puts into every question.
USUAL_FEEDBACK: Final = frozenset(
    {"Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."}
)
OVERALL: Final = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def format_of(node: Node | None, default: Format = Format.HTML) -> Format:
    """Return the format that an element names."""
    return FORMATS.get(node.attributes.get("format", "") if node else "", default)


def html_in(parent: Node, name: str, notes: Notes) -> str:
    """Return the text of a child as safe HTML."""
    return html_of(parent.said(name), format_of(parent.first(name)), notes)


def line_in(parent: Node, name: str, notes: Notes, default: Format = Format.HTML) -> str:
    """Return the text of a child as one plain line."""
    return line_of(parent.said(name), format_of(parent.first(name), default), notes)


def is_true(parent: Node, name: str) -> bool:
    """Tell whether a child says yes."""
    return parent.said(name).strip().lower() in TRUE


def count_in(parent: Node, name: str) -> int:
    """Return the number that a child says, 0 where it says none."""
    said = parent.said(name).strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def answer_in(node: Node, notes: Notes, written: Format | None = None) -> Answer:
    """Return an answer; `written`: its format, whatever it says itself."""
    said = node.said("text")
    return Answer(
        line_of(said, written or format_of(node), notes),
        number_of(node.attributes.get("fraction", "0") or "0"),
        line_in(node, "feedback", notes),
    )


def note_what_is_left(question: Node, notes: Notes) -> None:
    """Note what a question has that has no place here."""
    for words in _left_out(question):
        notes.add(words)


def _left_out(question: Node) -> Iterator[str]:
    for file in question.everywhere(FILE):
        yield _("The file “%(name)s” is not brought along.") % {"name": file.attributes.get("name", "–")[:80]}
    if question.said("idnumber"):
        yield _("Its number of the other system (%(number)s) is left out.") % {"number": question.said("idnumber")[:80]}
    if question.said("hidden").strip() == "1":
        yield _("It was hidden in the other system.")
    if _points(question) != 1:
        yield _("It was worth %(marks)s marks there; every question begins with one here.") % {
            "marks": question.said("defaultgrade")[:20]
        }
    for words, said in _asides(question):
        yield words % {"text": said}


def _points(question: Node) -> float:
    try:
        return number_of(question.said("defaultgrade") or "1")
    except QuestionError:
        return 0


def _asides(question: Node) -> Iterator[tuple[str, str]]:
    quiet = Notes()
    for hint in question.all("hint"):
        yield _("A hint is left out: “%(text)s”."), line_of(hint.said("text"), format_of(hint), quiet)
    for name in OVERALL:
        said = line_in(question, name, quiet)
        if said and said not in USUAL_FEEDBACK:
            yield _("Feedback to all right, all wrong or partly right answers is left out: “%(text)s”."), said
    for name in ("graderinfo", "responsetemplate"):
        said = line_in(question, name, quiet)
        if said:
            yield _("Words for whoever marks, or to begin with, are left out: “%(text)s”."), said
