"""From values of files to rows of the database: names become numbers again, files are stored."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.models import Page
from wagtail.utils.file import hash_filelike

from lms.coursepacks.files import richtext, shapes
from lms.coursepacks.files.matching import Matches
from lms.coursepacks.files.naming import LIBRARY_FACTS, digest_of, library_models
from lms.coursepacks.files.problems import FolderError
from lms.coursepacks.files.reading import Described
from lms.coursepacks.files.recordings import judged, refuse_other_than_named
from lms.coursepacks.files.rows import child_relations, own_fields, simple_stream
from lms.coursepacks.files.values import find_page, find_row


class Placing(shapes.Leaf):
    """Finds what names mean, and makes what is not there yet; `stored` are the files that were written for it."""

    item_type = "item"

    def __init__(self, described: Described, matches: Matches) -> None:
        self.described, self.matches = described, matches
        self.links = {page.link: page.path for page in described.pages}
        self.stored: list[tuple[Any, str]] = []
        self.made = 0

    # --- The leaf --------------------------------------------------------------------------------

    def rich(self, value: Any) -> str:
        return richtext.place(value, self.linked) if value else ""

    def chosen(self, model: Any, value: Any) -> Any:
        return self.find(model, value)

    def entry_id(self, value: str, at: str) -> str:
        return value or str(uuid4())

    def linked(self, kind: str, name: str) -> str:
        """Return the number for a link or embed of rich text; a name of nothing gives nought."""
        image, document = library_models()
        return str(self.find({"page": Page, "document": document, "image": image}[kind], name)) if name else "0"

    # --- Rows that are pointed to ----------------------------------------------------------------

    def find(self, model: Any, name: str) -> Any:
        """Return the key in the database of what `name` means, making it when it is not there."""
        if issubclass(model, Page):
            page = self.matches.pages.get(self.links[name]) if name in self.links else find_page(name)
            return page.pk if page else 0
        known = self.matches.rows.get((model, name))
        if known is None and (model, name) in self.described.rows:
            known = self.row(model, name)
        elif known is None and issubclass(model, library_models()):
            known = self._library_file(model, name)
        elif known is None:
            known = find_row(model, name)
        return known.pk

    def row(self, model: Any, name: str) -> Any:
        """Write the row that the file `name` describes, new or as it is here, and return it."""
        row = self.matches.rows.get((model, name)) or model()
        with judged(row):
            set_row(row, self.described.rows[model, name], self)
        _save(row)
        self.matches.rows[model, name] = row
        return row

    def _library_file(self, model: Any, name: str) -> Any:
        path = self.described.files.root / name
        about = self.described.media.get(name, {})
        row = model(title=str(about.get("title") or path.stem))
        for fact in LIBRARY_FACTS:
            if fact in about and hasattr(row, fact):
                setattr(row, fact, about[fact])
        with path.open("rb") as opened:
            file = File(opened, name=path.name)
            file.seek(0)
            if model is get_image_model():
                _refuse_no_picture(file, name)
            row.file_size, row.file_hash = path.stat().st_size, hash_filelike(file)
            row.file = file
            _save(row, file=name)
        self.stored.append((row.file.storage, row.file.name))
        row.tags.set(about.get("tags") or [])
        self.matches.rows[model, name] = row
        return row

    def medium(self, row: Any, name: str, value: str | None) -> None:
        """Put a file of the folder into a field of `row`, unless it is there already."""
        here = getattr(row, name)
        if value is None:
            setattr(row, name, "")
        elif not here or digest_of(here) != self.matches.digests[value]:
            path = self.described.files.root / value
            with path.open("rb") as opened:
                refuse_other_than_named(row, name, File(opened, name=path.name), value)
                here.save(path.name, File(opened), save=False)
            self.stored.append((here.storage, here.name))


def _refuse_no_picture(file: Any, name: str) -> None:
    file.content_type = None
    try:
        WagtailImageField().to_python(file)
    except ValidationError as error:
        raise FolderError("no_picture", " ".join(error.messages), file=name) from None
    file.seek(0)


def set_row(row: Any, values: dict[str, Any], placing: Placing) -> None:
    """Give `row` the fields, and the rows that belong to it, as `values` of files say them."""
    for model_field in own_fields(row._meta.model):
        if model_field.name in values:
            set_field(row, model_field, values[model_field.name], placing)
    for relation in child_relations(row._meta.model):
        name = relation.get_accessor_name()
        if name in values:
            setattr(row, name, children(row, relation, values[name] or [], placing))


def set_field(row: Any, model_field: Any, value: Any, placing: Placing) -> None:
    """Give `row` one field as a file says it; None is whatever is nothing in this field."""
    name = model_field.name
    if isinstance(model_field, StreamField):
        setattr(
            row,
            name,
            StreamValue(model_field.stream_block, _stream(row, model_field, value or [], placing), is_lazy=True),
        )
    elif isinstance(model_field, RichTextField):
        setattr(row, name, placing.rich(value))
    elif isinstance(model_field, models.FileField):
        placing.medium(row, name, value)
    elif isinstance(model_field, models.ManyToManyField):
        pks = [placing.find(model_field.related_model, each) for each in value or []]
        setattr(row, name, list(model_field.related_model._default_manager.filter(pk__in=pks)))
    elif isinstance(model_field, models.ForeignKey):
        setattr(row, model_field.attname, value and placing.find(model_field.related_model, value))
    else:
        setattr(row, name, model_field.to_python(_nothing(model_field) if value is None else value))


def _nothing(model_field: Any) -> Any:
    if isinstance(model_field, models.BooleanField) and not model_field.null:
        return False
    return "" if model_field.empty_strings_allowed and not model_field.null else None


def _stream(row: Any, model_field: Any, value: list[Any], placing: Placing) -> list[dict[str, Any]]:
    kind = simple_stream(model_field)
    if kind is None:
        return list(shapes.walk(model_field.stream_block, value, placing, model_field.name))
    known = {item["value"]: item.get("id") for item in getattr(row, model_field.name).raw_data}
    return [{"type": kind, "value": text, "id": known.pop(text, None) or str(uuid4())} for text in value]


def children(row: Any, relation: Any, values: list[Any], placing: Placing) -> list[Any]:
    """Return the rows of a child relation as `values` say them; those that are there keep their keys."""
    model, fields = relation.related_model, own_fields(relation.related_model)
    identity = next((field for field in fields if field.unique), fields[0])
    here = {getattr(child, identity.attname): child for child in getattr(row, relation.get_accessor_name()).all()}
    made = []
    for place, value in enumerate(values):
        child = model()
        parts = value if isinstance(value, dict) else {fields[0].name: value}
        for field in fields:
            if field.name in parts or field is not identity:
                set_field(child, field, parts.get(field.name, _default(field)), placing)
        known = here.pop(getattr(child, identity.attname), None)
        child.pk = known.pk if known else None
        if hasattr(child, "sort_order"):
            child.sort_order = place
        made.append(child)
    return made


def _default(model_field: Any) -> Any:
    return model_field.get_default() if not model_field.is_relation else None


def _save(row: Any, *, file: str = "") -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise FolderError("invalid", "; ".join(sentences(error)), file=file) from None
    row.save()


def sentences(error: Any) -> list[str]:
    """Return what a validation error says, however deep in blocks it stands."""
    inner = getattr(error, "block_errors", None)
    if inner is not None:
        pairs = inner.items() if isinstance(inner, dict) else enumerate(inner or [])
        nested = [f"{_label(name)}: {words}" for name, part in pairs if part for words in sentences(part)]
        return [*nested, *(words for part in error.non_block_errors or [] for words in sentences(part))]
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return [f"{name}: {' '.join(part.messages)}" for name, parts in error.error_dict.items() for part in parts]
    if isinstance(error, list):
        return [words for part in error for words in sentences(part)]
    return list(error.messages)


def _label(name: Any) -> str:
    return _("block %d") % (name + 1) if isinstance(name, int) else str(name)
