"""What a learner may write or choose in a block of a lesson, in plain values.

Blocks hand these out (`value.fields`, `value.groups`, `value.options`, `value.steps`), whoever draws or keeps answers
reads them: views of enrolment, packs, tests. A name or key stays the same while editors rearrange the rest.
"""

from dataclasses import dataclass
from typing import Any, Literal

FieldKind = Literal["text", "long", "number", "choice", "choices"]
Layout = Literal["list", "quadrants", "table"]


@dataclass(frozen=True)
class Field:
    """One thing to write or choose.

    `kind`: a short text, a long one, a whole number from `minimum` to `maximum`, one of `options`, or any of them;
    `options` are pairs of a key and its words.
    """

    name: str
    label: str
    help: str = ""
    kind: FieldKind = "text"
    options: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Row:
    """One line of a sheet, with its heading (in a table: the left-hand one)."""

    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Group:
    """A part of a worksheet: lines one below the other, four quadrants, or a table whose `columns` have headings."""

    layout: Layout
    heading: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return all there is to fill in, in order."""
        return tuple(field for row in self.rows for field in row.fields)


@dataclass(frozen=True)
class Option:
    """One answer of a question in the text, and what is said to whoever chose it."""

    key: str
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True)
class Choice:
    """One way on in a scenario: what happens then, and the key of the step it leads to (empty: the end)."""

    key: str
    text: str
    feedback: str
    leads_to: str = ""


@dataclass(frozen=True)
class Step:
    """One situation of a scenario, its place in the order (from 1), and the ways on."""

    key: str
    number: int
    text: str
    choices: tuple[Choice, ...]

    @property
    def field_name(self) -> str:
        """Return the name under which the learner's choice at this step is kept."""
        return f"step-{self.key}"


def fields_of(value: Any) -> tuple[Field, ...]:
    """Return what there is to fill in in the value of a worksheet, reflection, check or scenario."""
    fields: tuple[Field, ...] = value.fields
    return fields
