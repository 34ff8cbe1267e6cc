"""Every text that a page, or something editors keep for pages, shows to its readers: field by field, leaf by leaf."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db.models import (
    CharField,
    Field,
    FileField,
    ForeignKey,
    Model,
    SlugField,
    TextField,
    URLField,
    prefetch_related_objects,
)
from django.db.models.fields.files import FieldFile
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.blocks import (
    Block,
    ChoiceBlock,
    EmailBlock,
    MultipleChoiceBlock,
    RawHTMLBlock,
    RegexBlock,
    URLBlock,
)
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.snippets.models import get_snippet_models

from content.models import Recording, WatchedWord, WordList
from content.rules.captions import CAPTIONS_MEGABYTES, words_of_captions

# Of what Wagtail gives every page: what readers, browsers and search engines are shown.
OF_EVERY_PAGE = frozenset({"title", "seo_title", "search_description"})
WITHOUT_WORDS = (ChoiceBlock, MultipleChoiceBlock, EmailBlock, RegexBlock, URLBlock)
INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp"]
) | frozenset(["small", "span", "strong", "sub", "sup", "u"])


@dataclass(frozen=True)
class Text:
    """A text without markup, and where it stands, in the words of the editor."""

    where: str
    text: str


class Paragraphs(HTMLParser):
    """Takes HTML apart into what is read in one go; words that are partly bold stay whole."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new paragraph, unless the tag stands within one; keep the words for a picture."""
        alt = dict(attrs).get("alt")
        if alt:
            self.found += [alt, ""]
        elif tag not in INLINE:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        """End the paragraph, unless the tag stood within one."""
        if tag not in INLINE:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        """Go on with the paragraph."""
        self.found[-1] += data


def paragraphs_of(html: str) -> list[str]:
    """Return the paragraphs, headings, cells and picture descriptions of `html` that hold something."""
    parser = Paragraphs()
    parser.feed(html)
    parser.close()
    return [text for text in parser.found if text.strip()]


def texts_of(instance: Model, where: str = "") -> Iterator[Text]:
    """Yield every text of a page or snippet: its fields, rows below it, and the snippets these name."""
    for field in _fields(instance):
        yield from _field_texts(instance, field, joined(where, field.verbose_name))
    for relation in _rows_below(type(instance)):
        for row in getattr(instance, relation.get_accessor_name()).all():
            yield from texts_of(row, joined(where, row._meta.verbose_name))


def prefetch_texts(instances: Iterable[Model]) -> None:
    """Fetch for many pages at once what `texts_of` will ask of each: rows below it, and the snippets they name."""
    by_kind: dict[type[Model], list[Model]] = defaultdict(list)
    for instance in instances:
        by_kind[type(instance)].append(instance)
    for kind, rows in by_kind.items():
        prefetch_related_objects(rows, *_lookups(kind))


def _lookups(model: type[Model], before: str = "") -> Iterator[str]:
    leads = {field.name: field.related_model for field in _fields(model) if _leads_to_words(field) or _is_many(field)}
    rows = {relation.get_accessor_name(): relation.related_model for relation in _rows_below(model)}
    for name, related in {**leads, **rows}.items():
        yield before + name
        yield from _lookups(related, f"{before}{name}__")


def _rows_below(model: type[Model]) -> list[Any]:
    relations = get_all_child_relations(model)
    return [relation for relation in relations if relation.related_model._meta.app_label != "wagtailcore"]


def _fields(model: Model | type[Model]) -> list[Field]:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in fields if field.model is not Page or field.name in OF_EVERY_PAGE]


def _field_texts(instance: Model, field: Field, where: str) -> Iterator[Text]:
    if isinstance(field, StreamField):
        yield from _value_texts(None, getattr(instance, field.name), where)
    elif isinstance(field, RichTextField):
        yield from _texts(paragraphs_of(getattr(instance, field.name)), where)
    elif _is_written(field):
        yield from _texts([getattr(instance, field.name)], where)
    elif _is_captions(field):
        yield from _texts(_words_in(getattr(instance, field.name)), where)
    elif _leads_to_words(field):
        yield from _value_texts(None, getattr(instance, field.name), where)
    elif _is_many(field):
        for row in getattr(instance, field.name).all():
            yield from _value_texts(None, row, where)


def _is_written(field: Field) -> bool:
    no_words = isinstance(field, SlugField | URLField) or field.choices or not field.editable
    return isinstance(field, CharField | TextField) and not no_words


def _is_captions(field: Field) -> bool:
    return isinstance(field, FileField) and field.model is Recording and field.name == "captions"


def _words_in(captions: FieldFile) -> list[str]:
    """Return what captions say; nothing where none are stored."""
    if not captions:
        return []
    try:
        with captions.storage.open(str(captions.name)) as file:
            return words_of_captions(file.read(CAPTIONS_MEGABYTES * 1024 * 1024))
    except FileNotFoundError:
        return []


def _leads_to_words(field: Field) -> bool:
    up = isinstance(field, ParentalKey)  # from a row to what it belongs to, where we come from
    return isinstance(field, ForeignKey) and not up and _is_read(field.related_model)


def _is_many(field: Field) -> bool:
    return isinstance(field, ParentalManyToManyField) and _is_read(field.related_model)


def _is_read(model: Any) -> bool:
    return model in get_snippet_models() and model not in (WordList, WatchedWord)


def _value_texts(block: Block | None, value: Any, where: str) -> Iterator[Text]:
    """Yield the texts of a block's value, whatever it is made of."""
    if isinstance(value, RichText) or isinstance(block, RawHTMLBlock):
        yield from _texts(paragraphs_of(str(getattr(value, "source", value))), where)
    elif isinstance(value, str):
        yield from _texts([] if isinstance(block, WITHOUT_WORDS) else [value], where)
    elif isinstance(value, AbstractImage):
        yield from _texts([_words_for(value)], where)
    elif isinstance(value, AbstractDocument):
        yield from _texts([value.title], where)
    elif isinstance(value, Model):
        yield from texts_of(value, joined(where, value._meta.verbose_name)) if _is_read(type(value)) else ()
    else:
        for child, inside, place in _parts(value):
            yield from _value_texts(child, inside, joined(where, place))


def _parts(value: Any) -> Iterator[tuple[Block | None, Any, Any]]:
    """Yield block, value and label of what a block's value is made of."""
    if isinstance(value, StreamValue):
        yield from ((child.block, child.value, child.block.label) for child in value)
    elif isinstance(value, StructValue):
        yield from ((bound.block, bound.value, bound.block.label) for bound in value.bound_blocks.values())
    elif isinstance(value, ListValue):
        yield from ((bound.block, bound.value, "") for bound in value.bound_blocks)
    elif isinstance(value, TypedTable):
        yield from ((None, words, "") for words in (value.caption, *(column["heading"] for column in value.columns)))
        blocks = [column["block"] for column in value.columns]
        for row in value.row_data:
            yield from ((block, cell, "") for block, cell in zip(blocks, row["values"], strict=False))
    elif isinstance(value, dict | list | tuple):
        yield from ((None, inside, "") for inside in (value.values() if isinstance(value, dict) else value))


def _words_for(image: AbstractImage) -> str:
    """Return what people hear who cannot see the picture."""
    if getattr(image, "decorative", False):
        return ""
    return getattr(image, "contextual_alt_text", None) or image.default_alt_text


def _texts(words: Iterable[str | None], where: str) -> Iterator[Text]:
    yield from (Text(where, text) for text in words if text and text.strip())


def joined(where: str, further: Any) -> str:
    """Return a place and a further one inside it, in the words of the editor."""
    return " › ".join(str(part) for part in (where, capfirst(further)) if part)
