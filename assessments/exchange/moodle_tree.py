"""Moodle XML is read question by question: no entities, no DTD, a limit to depth and to size; each knows its line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.sax import make_parser  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from assessments.exchange.drafts import LONGEST_QUESTION
from assessments.exchange.limits import refuse_too_many
from assessments.exchange.plain import BLANKS, brought
from lms.core.errors import DomainError

DEEPEST: Final = 30
# Of one question, and of a file: the largest that people bring has some 80,000.
MOST_NODES: Final = 3_000
MOST_OF_ALL: Final = 150_000
ROOT, QUESTION, FILE = "quiz", "question", "file"
PIECE: Final = 65_536


@dataclass(slots=True)
class Node:
    """An element: its attributes, its own text and the elements in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    pieces: list[str] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)
    is_too_long: bool = False

    @property
    def own(self) -> str:
        """Return the text that stands in it, not in its children."""
        return brought("".join(self.pieces)).strip(BLANKS)

    def all(self, name: str) -> "list[Node]":
        """Return the children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Node | None":
        """Return the first child of this name, or None."""
        return next((child for child in self.children if child.name == name), None)

    def said(self, name: str) -> str:
        """Return the text of the first child of this name, in it or in a `text` of it; empty where there is none."""
        child = self.first(name)
        if child is None:
            return ""
        inner = child.first("text")
        return inner.own if inner else child.own

    def everywhere(self, name: str) -> "Iterator[Node]":
        """Yield all elements of this name, at any depth."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.everywhere(name)


class _Handler(ContentHandler):
    """Hands each question over when it ends; what stands in embedded files is passed over."""

    def __init__(self, each: Callable[[Node], None], line: Callable[[], int]) -> None:
        super().__init__()
        self.each, self.line = each, line
        self.open: list[Node] = []
        self.questions = self.nodes = self.all_nodes = self.size = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  (SAX)
        """Take the beginning of an element."""
        node = Node(name, dict(attrs.items()), self.line())
        if not self.open and name != ROOT:
            raise DomainError("unknown_format", _("This is XML, but not of Moodle: it does not begin with <quiz>."))
        if len(self.open) == 1:
            self.nodes = self.size = 0
            self.questions += name == QUESTION
            refuse_too_many(self.questions)
        self.nodes += 1
        self.all_nodes += 1
        if len(self.open) >= DEEPEST or self.nodes > MOST_NODES or self.all_nodes > MOST_OF_ALL:
            words = _("Line %(line)d: this XML is nested too deeply or has too many parts to be read safely.")
            raise DomainError("unsafe_xml", words % {"line": node.line})
        if len(self.open) > 1:
            self.open[-1].children.append(node)
        self.open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802  (SAX)
        """Take the end of an element."""
        node = self.open.pop()
        if len(self.open) == 1 and name == QUESTION:
            node.is_too_long = self.size > LONGEST_QUESTION
            self.each(node)

    def characters(self, content: str) -> None:
        """Take text; of a question that is too long no more than shows it."""
        if len(self.open) > 2 and self.open[-1].name != FILE:
            self.size += len(content)
            if self.size <= LONGEST_QUESTION:
                self.open[-1].pieces.append(content)


def each_question(text: str, each: Callable[[Node], None]) -> None:
    """Call `each` with every question of a file of Moodle XML, in turn; each is forgotten before the next.

    Refuses (DomainError): `unsafe_xml` for entities, DTDs, and what is nested too deeply; `not_readable` for what is no
    XML, with the line; `unknown_format` for other XML; `too_many_questions`.
    """
    parser, above = make_parser(), text[: len(text) - len(text.lstrip())]
    parser.forbid_dtd = True

    def line() -> int:
        return int(parser.getLineNumber() or 1) + above.count("\n")

    parser.setContentHandler(_Handler(each, line))
    try:
        # In pieces: a file that is refused at its beginning costs no more than that.
        for begin in range(len(above), max(len(text), len(above) + 1), PIECE):
            parser.feed(text[begin : begin + PIECE])
        parser.close()
    except DefusedXmlException:
        words = _("This XML declares a document type or entities. Such files can do harm, so they are not read.")
        raise DomainError("unsafe_xml", words) from None
    except SAXException:
        words = _("Line %(line)d: this is no whole XML, so nothing of the file could be read.")
        raise DomainError("not_readable", words % {"line": line()}) from None
