"""Values of blocks, walked along the definitions of the blocks: new blocks need nothing here.

A stream is a list of `{type, id, value}`, a list one of `{id, value}`, both in files and (nearly so) in the database.
Lists also take bare values, which have no id yet.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django import forms
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ChooserBlock, FieldBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.images.blocks import ImageBlock

from lms.coursepacks.files.plain import Mapping
from lms.coursepacks.files.problems import FolderError


class Leaf(ABC):
    """What a walk does at the ends, and with the entries of lists."""

    # Entries of a list are `{type: item, …}` in the database.
    item_type = ""

    @abstractmethod
    def rich(self, value: Any) -> Any:
        """Return what becomes of rich text."""

    @abstractmethod
    def chosen(self, model: Any, value: Any) -> Any:
        """Return what becomes of a choice of a row of `model`; None stays None."""

    def plain(self, block: Block, value: Any) -> Any:
        """Return what becomes of any other value."""
        return value

    def unknown(self, error: FolderError) -> None:
        """Meet a part that no block has (any more): refuse, unless a leaf leaves it out."""
        raise error

    def entry_id(self, value: str, at: str) -> str:
        """Return the id of an entry that has `value` for one, perhaps nothing, and stands `at` its place."""
        return value


def walk(block: Block, value: Any, leaf: Leaf, at: str = "") -> Any:
    """Return `value` of `block` with everything in it as `leaf` makes it.

    Refuses: `wrong_block`, `unknown_part`, `wrong_kind`, with the way into the value.
    """
    if isinstance(block, ImageBlock) and not isinstance(value, dict):
        return _chosen(block.child_blocks["image"], value, leaf, at)
    for kind, walker in WALKERS:
        if isinstance(block, kind):
            return walker(block, value, leaf, at)
    return leaf.plain(block, value)


def _stream(block: StreamBlock, value: Any, leaf: Leaf, at: str) -> list[dict[str, Any]]:
    made = []
    for place, item in enumerate(_expect(list, value, at)):
        kind, inner = _expect(dict, item, at).get("type"), item.get("value")
        if kind not in block.child_blocks:
            known = ", ".join(block.child_blocks)
            words = _("There is no block “%(kind)s” here. There are: %(known)s.") % {"kind": kind, "known": known}
            leaf.unknown(FolderError("wrong_block", words, line=_line(item)))
            continue
        where = f"{at}/{place}"
        made.append(_entry(kind, item, walk(block.child_blocks[kind], inner, leaf, where), leaf, where))
    return made


def _list(block: ListBlock, value: Any, leaf: Leaf, at: str) -> list[dict[str, Any]]:
    made = []
    for place, item in enumerate(_expect(list, value, at)):
        full = item if is_entry(item) else {"value": item}
        where = f"{at}/{place}"
        made.append(_entry(leaf.item_type, full, walk(block.child_block, full["value"], leaf, where), leaf, where))
    return made


def _entry(kind: str, item: dict[str, Any], value: Any, leaf: Leaf, at: str) -> dict[str, Any]:
    block_id = leaf.entry_id(item.get("id") or "", at)
    return {**({"type": kind} if kind else {}), **({"id": block_id} if block_id else {}), "value": value}


def is_entry(item: Any) -> bool:
    """Tell whether `item` of a list is an entry, not a bare value."""
    return isinstance(item, dict) and "value" in item and item.keys() <= {"id", "type", "value"}


def _struct(block: StructBlock, value: Any, leaf: Leaf, at: str) -> dict[str, Any]:
    _known(_expect(dict, value, at), block.child_blocks, leaf)
    full = {name: value[name] if name in value else _default(child) for name, child in block.child_blocks.items()}
    return {
        name: walk(block.child_blocks[name], part, leaf, f"{at}/{name}")
        for name, part in full.items()
        if part is not MISSING
    }


MISSING = object()


def _default(block: Block) -> Any:
    """Return what a part is that nobody named, as Wagtail would have it; lists say what they hold or are not there."""
    if isinstance(block, StreamBlock | ListBlock | BaseTypedTableBlock):
        return MISSING
    if isinstance(block, StructBlock) and not isinstance(block, ImageBlock):
        return {}
    value = block.get_prep_value(block.get_default())
    return "" if value is None and isinstance(getattr(block, "field", None), forms.CharField) else value


TABLE = ("columns", "rows", "caption")
COLUMN = ("type", "heading")


def _table(block: BaseTypedTableBlock, value: Any, leaf: Leaf, at: str) -> dict[str, Any] | None:
    if value is None:
        return None
    _known(_expect(dict, value, at), TABLE, leaf)
    columns = [_in_order(_expect(dict, column, at), COLUMN) for column in _expect(list, value.get("columns", []), at)]
    if any(column.get("type") not in block.child_blocks for column in columns):
        raise FolderError("wrong_block", _("The type of a column is one of: %s.") % ", ".join(block.child_blocks))
    rows = [_row(block, columns, row, leaf, at) for row in _expect(list, value.get("rows", []), at)]
    return _in_order({**value, "columns": columns, "rows": rows}, TABLE)


def _in_order(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return `values` with those of `names` first: PostgreSQL keeps the parts of JSON in an order of its own."""
    return {name: values[name] for name in (*names, *values) if name in values}


def _row(block: BaseTypedTableBlock, columns: list[Any], row: Any, leaf: Leaf, at: str) -> dict[str, Any]:
    values = _expect(list, _expect(dict, row, at).get("values"), at)
    if len(values) != len(columns):
        raise FolderError("wrong_kind", _("A row of the table has more or fewer values than there are columns."))
    pairs = zip(columns, values, strict=True)
    return {"values": [walk(block.child_blocks[column["type"]], value, leaf, at) for column, value in pairs]}


def _rich(block: RichTextBlock, value: Any, leaf: Leaf, at: str) -> Any:
    return leaf.rich("" if value is None else value)


def _chosen(block: ChooserBlock, value: Any, leaf: Leaf, at: str) -> Any:
    return None if value is None else leaf.chosen(_model(block), value)


def _model(block: ChooserBlock) -> Any:
    """Return the model that a block chooses from; some of Wagtail's blocks name it only."""
    return resolve_model_string(block.target_model)


# Order matters: a table of types and a chooser are both something else, too.
WALKERS: tuple[tuple[type, Any], ...] = (
    (BaseTypedTableBlock, _table),
    (StreamBlock, _stream),
    (ListBlock, _list),
    (StructBlock, _struct),
    (RichTextBlock, _rich),
    (ChooserBlock, _chosen),
)


def _known(value: dict[str, Any], parts: Any, leaf: Leaf) -> None:
    unknown = [name for name in value if name not in parts]
    if unknown:
        words = _("“%(name)s” is no part of this. Its parts are: %(parts)s.")
        line = value.line_of(unknown[0]) if isinstance(value, Mapping) else None
        sentence = words % {"name": unknown[0], "parts": ", ".join(parts)}
        leaf.unknown(FolderError("unknown_part", sentence, line=line))


def _expect(kind: type, value: Any, at: str) -> Any:
    if not isinstance(value, kind):
        wanted = _("a list") if kind is list else _("a set of parts")
        words = _("“%(at)s” must be %(wanted)s.") % {"at": at.strip("/") or "value", "wanted": wanted}
        raise FolderError("wrong_kind", words)
    return value


def _line(value: Any) -> int | None:
    return value.line if isinstance(value, Mapping) else None


def choices_in(block: Any) -> Iterator[Any]:
    """Yield the models that values of `block` can point to, at any depth."""
    if isinstance(block, ChooserBlock):
        yield _model(block)
    children = [*getattr(block, "child_blocks", {}).values()]
    children += [block.child_block] if isinstance(block, ListBlock) else []
    for child in children:
        yield from choices_in(child)


def check_plain(block: Block, value: Any) -> Any:
    """Return `value`, read from a file, of a block that holds something simple. Refuses: `wrong_kind`."""
    field = getattr(block, "field", None) if isinstance(block, FieldBlock) else None
    if value is None or field is None:
        return value
    if isinstance(field, forms.BooleanField):
        fits = isinstance(value, bool)
    elif isinstance(field, forms.IntegerField):
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        fits = isinstance(value, str) or not isinstance(field, forms.CharField | forms.ChoiceField)
    if not fits:
        name = getattr(block, "name", "") or "value"
        words = _("“%(name)s” cannot be “%(value)s”. Text that looks like a number goes in quotes.")
        raise FolderError("wrong_kind", words % {"name": name, "value": value})
    return value


def derived_id(seed: str, at: str) -> str:
    """Return the id that an entry without one has at its place: the same one every time."""
    return str(uuid5(NAMESPACE_URL, f"{seed}#{at}"))


def adopt(value: Any, current: Any) -> Any:
    """Return `value` of a file, with ids for the entries that have none: those of the same entries as they are now.

    An entry is the same when its words are, else when it is the next one of its type.
    """
    if isinstance(value, dict) and isinstance(current, dict):
        return {name: adopt(part, current[name]) if name in current else part for name, part in value.items()}
    if not (isinstance(value, list) and isinstance(current, list)):
        return value
    taken = {item["id"] for item in value if is_entry(item) and item.get("id")}
    free = [item for item in current if is_entry(item) and item.get("id") and item["id"] not in taken]
    by_id = {item["id"]: item for item in current if is_entry(item) and item.get("id")}
    partners = [_partner(item, free, by_id, exact=True) for item in value]
    partners = [
        partner or _partner(item, free, by_id, exact=False) for partner, item in zip(partners, value, strict=True)
    ]
    return [_adopted(item, partner) for item, partner in zip(value, partners, strict=True)]


def _partner(item: Any, free: list[Any], by_id: dict[str, Any], *, exact: bool) -> Any:
    if not is_entry(item):
        return None
    if item.get("id"):
        return by_id.get(item["id"])
    for other in free:
        if other.get("type") == item.get("type") and (not exact or _bare(other) == _bare(item)):
            free.remove(other)
            return other
    return None


def _adopted(item: Any, partner: Any) -> Any:
    if partner is None:
        return item
    kind = {"type": item["type"]} if "type" in item else {}
    return {**kind, "id": item.get("id") or partner["id"], "value": adopt(item["value"], partner["value"])}


def _bare(item: Any) -> Any:
    """Return a value without the ids in it."""
    if isinstance(item, dict):
        return {name: _bare(part) for name, part in item.items() if name != "id" or "value" not in item}
    return [_bare(part) for part in item] if isinstance(item, list) else item
