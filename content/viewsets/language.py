"""The lists of watched words in the Wagtail admin."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from content.language import places_with_words_of
from content.models import WordList


class SaysWhatWaitsMixin:
    """Beside a form of a list: whoever saved it reads how much of the site it now concerns, and how to get there."""

    object: WordList

    def get_success_message(self, *args: Any) -> str:
        """Return that it is saved, and in how many places words of it wait."""
        saved = super().get_success_message(*args)  # type: ignore[misc]  # that view's
        return f"{saved} {_what_waits(self.object)}"

    def get_success_buttons(self) -> list[Any]:
        """Return the ways on: the form, the report."""
        report = messages.button(reverse("content_language_report"), gettext("Language"))
        return [*super().get_success_buttons(), report]  # type: ignore[misc]  # that view's


class CreateWordListView(SaysWhatWaitsMixin, CreateView):
    """A new list."""


class EditWordListView(SaysWhatWaitsMixin, EditView):
    """A list that is there."""


class WordListViewSet(SnippetViewSet):
    """Lists of words, each with its reason and what to say instead. A list is never deleted, its words may be."""

    model = WordList
    icon = "warning"
    menu_label = _("Word lists")
    menu_name = "word-lists"
    menu_order = 260
    add_to_admin_menu = True
    add_view_class = CreateWordListView
    edit_view_class = EditWordListView
    copy_view_enabled = False
    list_display: ClassVar[list[str]] = ["name", "is_general"]
    search_fields: ClassVar[list[str]] = ["name", "words__phrase"]


def _what_waits(word_list: WordList) -> str:
    places = places_with_words_of(word_list)
    pages = sum(not place.kind for place in places)
    further = len(places) - pages
    said = ngettext(
        "%(count)d published page has a word of this list that waits for a look.",
        "%(count)d published pages have a word of this list that waits for a look.",
        pages,
    ) % {"count": pages}
    if not further:
        return said
    more = ngettext("So has %(count)d text beside the pages.", "So have %(count)d texts beside the pages.", further) % {
        "count": further
    }
    return f"{said} {more}"
