"""A block that waits for the learner, as its reader sees it: the form, what was saved, and what is said to that."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from content.blocks.sheets import every_field
from content.interactive import Field, Group, Option, Row
from content.rendering import Slot
from courses.forms import SheetForm
from courses.rules.scenarios import Scene, scenes_of
from courses.state import Entry, LearnerState

KEY = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)  # as addresses take it; a block that was never saved has none
MOST_COLUMNS = 3


@dataclass(frozen=True)
class Line:
    """One line of a part of a sheet, with its boxes, each under the heading of its column (empty outside tables)."""

    label: str
    cells: tuple[tuple[str, BoundField], ...]


@dataclass(frozen=True)
class Part:
    """A part of a worksheet, as its `group` lays it out."""

    group: Group
    lines: tuple[Line, ...]

    @property
    def is_wide(self) -> bool:
        """Tell whether it has more columns than a page has room for: its lines then stand one below the other."""
        return len(self.group.columns) > MOST_COLUMNS


@dataclass(frozen=True)
class Sheet:
    """One block with its form. `entry` is what is saved; after a conflict, that is what another tab wrote."""

    slot: Slot
    form: SheetForm
    entry: Entry | None

    @property
    def saved_at(self) -> datetime | None:
        """Return when something was saved here, or None."""
        return self.entry.saved_at if self.entry else None

    @property
    def seen(self) -> str:
        """Return the version the form was made of, for it to carry."""
        return self.entry.saved_at.isoformat() if self.entry else ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts of a worksheet with their boxes."""
        return tuple(
            Part(group, tuple(self._line(group, row) for row in group.rows)) for group in self.slot.value.groups
        )

    def _line(self, group: Group, row: Row) -> Line:
        columns = group.columns or ("",) * len(row.fields)
        return Line(
            row.label, tuple((head, self.form[one.name]) for head, one in zip(columns, row.fields, strict=True))
        )

    @property
    def elsewhere(self) -> tuple[tuple[str, str], ...]:
        """Return, in words, what another tab saved meanwhile; nothing unless the form met with that."""
        return self.written if self.form.is_conflict else ()

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Return what is saved, in words: the label of each field that was filled in, and what stands there."""
        return in_words(self.slot.value.fields, self._answers)

    @property
    def chosen(self) -> tuple[Option, ...]:
        """Return the answers of a question in the text that the reader chose last."""
        keys = self._answers.get("chosen") or []
        return tuple(one for one in self.slot.value.options if one.key in ([keys] if isinstance(keys, str) else keys))

    @property
    def is_all_right(self) -> bool:
        """Tell whether just the right answers of a question in the text were chosen."""
        return {one.key for one in self.chosen} == {one.key for one in self.slot.value.options if one.is_right}

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Return the situations of a scenario the reader has come to."""
        return scenes_of(self.slot.value.steps, self._answers)

    @property
    def _answers(self) -> Mapping[str, Any]:
        return self.entry.answers if self.entry else {}


def sheet_of(slot: Slot, learner: LearnerState | None, form: Any = None) -> Sheet | None:
    """Return the block `slot` for its reader; None where there is nobody whose it could be (blank previews, packs).

    Arguments: `form`, what the page shows once more; it is used when it is that of this very block.
    """
    if learner is None or not learner.is_enrolled or not KEY.fullmatch(slot.key):
        return None
    entry = learner.margin.entries.get(slot.key)
    if not (isinstance(form, SheetForm) and form.block == slot.key):
        form = SheetForm(slot.value.fields, block=slot.key, answers=entry.answers if entry else None)
    return Sheet(slot, form, entry)


def fields_of_own(kind: str, slot: Slot | None) -> tuple[Field, ...]:
    """Return the fields under whose labels a reader's own words stand.

    Arguments: `kind`, of the block they were written in; `slot`, the block itself, or None where it is gone or its page
    is not published: what editors wrote in it is a draft then, and only what all blocks of its kind have is named.
    """
    if slot is not None:
        fields: tuple[Field, ...] = slot.value.fields
        return fields
    general = {"worksheet": every_field(), "reflection": (Field("text", _("What you wrote")),)}
    return general.get(kind, ())


def in_words(fields: Iterable[Field], answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return `answers` in words, in the order of `fields`: label and text of each one that was filled in.

    What stands under a name that is no field any more comes last, under that name: nothing of the learner's is hidden.
    """
    asked = {field.name: field for field in fields}
    known = [(field.label, _said(field, answers[name])) for name, field in asked.items() if name in answers]
    return (*known, *((name, _said(None, value)) for name, value in answers.items() if name not in asked))


def _said(field: Field | None, value: Any) -> str:
    words = dict(field.options) if field else {}
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(one, one)) for one in values)
