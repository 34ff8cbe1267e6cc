"""What a page still lacks to be published: all that its form insists on, asked of a version instead of what was typed.

A draft may lack a title for its film, the captions, a right answer. Whoever presses "Publish" in the form is told so by
the form; every other way to publish (several at once, a workflow, a day that was set) asks here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import Block
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from content.texts import joined

# Of the fields that Wagtail gives every page: what an editor writes there.
WRITTEN = frozenset({"title", "slug", "seo_title", "search_description"})


def lacks(page: Page) -> list[str]:
    """Return what stands against publishing this version of `page`: a sentence for each place, nothing when ready."""
    return list(dict.fromkeys([*_fields_lack(page), *_bodies_lack(page), *_rows_lack(page), *_whole_lacks(page)]))


def bodies_of(page: Page) -> list[StreamField]:
    """Return the fields of `page` that are written with blocks."""
    return [field for field in page._meta.concrete_fields if isinstance(field, StreamField)]


def _fields_lack(page: Page) -> Iterator[str]:
    by_machine = {field.name for field in Page._meta.concrete_fields} - WRITTEN
    try:
        page.full_clean(exclude=by_machine | {field.name for field in bodies_of(page)})
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            place = "" if name == NON_FIELD_ERRORS else joined("", page._meta.get_field(name).verbose_name)
            yield from (_sentence(place, message) for message in messages)


def _bodies_lack(page: Page) -> Iterator[str]:
    for field in bodies_of(page):
        value = getattr(page, field.name)
        try:
            field.stream_block.clean(value)
        except ValidationError as error:
            yield from _told(field.stream_block, value, error, joined("", field.verbose_name))


def _rows_lack(page: Page) -> Iterator[str]:
    """Say which rows are too few."""
    formsets = type(page).get_edit_handler().get_form_options().get("formsets", {})
    for name, options in formsets.items():
        least = options.get("min_num") or 0
        if least and getattr(page, name).count() < least:
            words = ngettext("Please add at least one.", "Please add at least %(count)d.", least)
            yield _sentence(
                joined("", page._meta.get_field(name).related_model._meta.verbose_name_plural), words % {"count": least}
            )


def _whole_lacks(page: Page) -> Iterable[str]:
    """Ask a type of page that has a rule over several of its rows: its `lacks_as_a_whole()` returns sentences."""
    ask = getattr(page, "lacks_as_a_whole", None)
    return ask() if ask else ()


def _told(block: Block | None, value: Any, error: ValidationError, where: str) -> Iterator[str]:
    """Yield the sentences of an error, whatever blocks it passed through, with the place where each belongs."""
    inside = list(_inside(block, value, error))
    whole = error.non_block_errors.as_data() if hasattr(error, "non_block_errors") else [error]
    for one in whole:
        yield from (_sentence(where, message) for message in one.messages)
    for child, held, label, deeper in inside:
        yield from _told(child, held, deeper, joined(where, label))


def _inside(block: Any, value: Any, error: Any) -> Iterator[tuple[Block | None, Any, Any, ValidationError]]:
    """Yield block, value, label and error of what went wrong within a block that is made of others."""
    for key, one in (getattr(error, "block_errors", None) or {}).items():
        if isinstance(value, StreamValue):
            yield value[key].block, value[key].value, value[key].block.label, one
        elif hasattr(block, "child_blocks"):
            child = block.child_blocks[key]
            yield child, value.get(key) if hasattr(value, "get") else None, child.label, one
        else:
            yield getattr(block, "child_block", None), value[key], "", one
    for row in (getattr(error, "cell_errors", None) or {}).values():
        yield from ((None, None, "", one) for one in row.values())


def _sentence(where: str, message: str) -> str:
    return _("%(where)s: %(problem)s") % {"where": where, "problem": message} if where else message
