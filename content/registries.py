"""The registries of content: where further lists of watched words apply, and which further texts are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.admin.utils import quote
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.permissions import policy_registry

from lms.core.registry import Registry

# Each entry yields pairs: a path in the page tree, and the key of the word list that applies there and below it.
FurtherLists = Callable[[], Iterable[tuple[str, int]]]
further_word_lists: Registry[FurtherLists] = Registry("Further word lists")


@dataclass(frozen=True)  # two of one class are the same entry
class FurtherTexts:
    """Rows that hold words for readers and are no pages: which are read, and whom to ask about them.

    What is written here fits a snippet that is read as it is kept, under the lists that apply everywhere.
    """

    model: ClassVar[type[Model]]

    def live(self) -> QuerySet:
        """Return the rows to look at that are no drafts and that no page answers for."""
        return self.model._default_manager.all()

    def drafts(self) -> QuerySet:
        """Return the rows still being worked on."""
        return self.model._default_manager.none()

    def path(self, row: Any) -> str:
        """Return the place in the page tree whose further word lists apply to `row` (empty: none)."""
        return ""

    def title(self, row: Any) -> str:
        """Return what editors call `row`."""
        return f"{capfirst(str(row._meta.verbose_name))}: {row}"

    def editor(self, row: Any) -> str:
        """Return where its words are changed."""
        meta = self.model._meta
        return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[quote(row.pk)])

    def may_settle(self, user: Any, row: Any) -> bool:
        """Say whether `user` may give the reason why a word in `row` is meant."""
        return bool(policy_registry.get_by_type(self.model).user_has_permission(user, "change"))


further_texts: Registry[FurtherTexts] = Registry("Further texts")
