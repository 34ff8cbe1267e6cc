"""Rows of the database as plain values of files, field by field along the definition of the model."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import CharBlock, StreamBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, Page, RevisionMixin

from lms.coursepacks.files import richtext, shapes
from lms.coursepacks.files.naming import Library
from lms.coursepacks.files.problems import FolderError

# Where the words of a page stand in its file: under the front matter.
BODY_FIELDS = ("body", "about", "intro")
# What Wagtail knows of drafts and versions is of this site: files hold what is published.
KEPT_BY_WAGTAIL = frozenset(
    field.name for mixin in (DraftStateMixin, RevisionMixin) for field in mixin._meta.local_fields
)


@cache
def own_fields(model: Any) -> tuple[Any, ...]:
    """Return the fields of `model` that its files keep: not what it inherits from pages, nor keys, nor order."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return tuple(field for field in fields if not _is_apart(field))


def _is_apart(field: Any) -> bool:
    relation = field.remote_field
    return (
        field.primary_key
        or isinstance(field, ParentalKey)
        or (relation is not None and getattr(relation, "parent_link", False))
        or getattr(field, "auto_now", False)
        or field.name == "sort_order"
        or field.name in KEPT_BY_WAGTAIL
    )


@cache
def child_relations(model: Any) -> tuple[Any, ...]:
    """Return the relations of `model` whose rows belong to it (options of a question, criteria of a rubric …)."""
    return tuple(relation for relation in get_all_child_relations(model) if relation.model is model)


@cache
def body_field(model: Any) -> Any:
    """Return the field whose words stand under the front matter, or None."""
    names = {field.name: field for field in own_fields(model)} if issubclass(model, Page) else {}
    return next((names[name] for name in BODY_FIELDS if name in names), None)


def simple_stream(field: Any) -> str | None:
    """Return the name of the only block of a stream of short texts, which files keep as a list of them."""
    block: StreamBlock = field.stream_block
    only = list(block.child_blocks.items())
    return only[0][0] if len(only) == 1 and isinstance(only[0][1], CharBlock | TextBlock) else None


class Writing(shapes.Leaf):
    """From the database to files."""

    def __init__(self, library: Library, seed: str) -> None:
        self.library, self.seed = library, seed

    def rich(self, value: Any) -> Any:
        return richtext.write(value, self.library.linked)

    def chosen(self, model: Any, value: Any) -> Any:
        return self.library.name(model, value) or None

    def entry_id(self, value: str, at: str) -> str:
        return value or shapes.derived_id(self.seed, at)

    def unknown(self, error: FolderError) -> None:
        self.library.note(error.sentence)


def write_row(row: Any, library: Library, *, seed: str = "", without: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of `row` as files keep them, and the rows that belong to it, but those named in `without`.

    What is empty, and would be empty by itself, is left out.
    """
    leaf = Writing(library, seed)
    values = {field.name: write_field(row, field, leaf) for field in own_fields(row._meta.model)}
    relations = {relation.get_accessor_name(): relation for relation in child_relations(row._meta.model)}
    children = {name: _children(row, relations[name], leaf) for name in relations if name not in without}
    return {**dict(_filled(type(row), values)), **{name: rows for name, rows in children.items() if rows}}


def is_empty(value: Any) -> bool:
    """Tell whether there is nothing in `value`; nought is something."""
    return value is None or value is False or value in ("", [])


def default_of(model: Any, name: str) -> Any:
    """Return what a field of `model` is when nobody said anything, or None for nothing."""
    value = model._meta.get_field(name).get_default()
    return None if is_empty(value) or callable(value) or not isinstance(value, str | int | float) else value


def _filled(model: Any, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if not is_empty(value) or default_of(model, name) is not None:
            yield name, value


def complete(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` with every field and relation of `model`: its default where it is not named, None for nothing."""
    fields = {field.name: default_of(model, field.name) for field in own_fields(model)}
    rows = dict.fromkeys((relation.get_accessor_name() for relation in child_relations(model)), None)
    full = {**fields, **rows, **values}
    return {name: None if is_empty(value) else value for name, value in full.items()}


def write_field(row: Any, field: Any, leaf: Writing) -> Any:
    """Return one field of `row` as files keep it."""
    return next(write for kind, write in FIELD_WRITERS if isinstance(field, kind))(row, field, leaf)


def _write_rich(row: Any, field: Any, leaf: Writing) -> Any:
    return leaf.rich(getattr(row, field.name))


def _write_file(row: Any, field: Any, leaf: Writing) -> str | None:
    return leaf.library.file(row, field.name)


def _write_several(row: Any, field: Any, leaf: Writing) -> list[str]:
    return sorted(leaf.library.name(field.related_model, other.pk) for other in getattr(row, field.name).all())


def _write_choice(row: Any, field: Any, leaf: Writing) -> str | None:
    pk = getattr(row, field.attname)
    return None if pk is None else leaf.library.name(field.related_model, pk) or None


def _write_simple(row: Any, field: Any, leaf: Writing) -> Any:
    value = getattr(row, field.name)
    return value if value is None or isinstance(value, str | int | float | bool) else field.value_to_string(row)


def _write_stream(row: Any, field: Any, leaf: Writing) -> Any:
    raw = [item for item in getattr(row, field.name).raw_data if item is not None]
    if simple_stream(field):
        return [item["value"] for item in raw]
    return shapes.walk(field.stream_block, raw, leaf, field.name)


FIELD_WRITERS: tuple[tuple[type, Any], ...] = (
    (StreamField, _write_stream),
    (RichTextField, _write_rich),
    (models.FileField, _write_file),
    (models.ManyToManyField, _write_several),
    (models.ForeignKey, _write_choice),
    (models.Field, _write_simple),
)


def _children(row: Any, relation: Any, leaf: Writing) -> list[Any]:
    rows = [_child(child, leaf) for child in getattr(row, relation.get_accessor_name()).all()]
    return rows if has_order(relation.related_model) else sorted(rows, key=str)


def has_order(model: Any) -> bool:
    """Tell whether the rows of a child relation stand in an order of their own."""
    return any(field.name == "sort_order" for field in model._meta.fields)


def _child(child: Any, leaf: Writing) -> Any:
    fields = own_fields(child._meta.model)
    if len(fields) == 1:
        return write_field(child, fields[0], leaf)
    return dict(_filled(type(child), {field.name: write_field(child, field, leaf) for field in fields}))


def refuse_unknown(values: dict[str, Any], known: set[str]) -> None:
    """Refuse (`unknown_key`) a setting that nothing knows."""
    for name in values:
        if name not in known:
            line = values.line_of(name) if hasattr(values, "line_of") else None
            words = _("There is no setting “%(name)s” here. There are: %(known)s.")
            raise FolderError("unknown_key", words % {"name": name, "known": ", ".join(sorted(known))}, line=line)
