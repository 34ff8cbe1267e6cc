"""Where watched words may stand: on a page, or in a row that `content.registries.further_texts` knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page

from content.registries import FurtherTexts, further_texts


@dataclass(frozen=True)
class Place:
    """A page or a row, as the language check speaks of it."""

    row: Any
    kind: str = ""  # the name of its entry in `further_texts`; a page has none

    @property
    def texts(self) -> FurtherTexts:
        """The entry of a row that is no page."""
        return further_texts[self.kind]

    @property
    def title(self) -> str:
        """What editors call it."""
        return self.texts.title(self.row) if self.kind else str(self.row.title)

    @property
    def path(self) -> str:
        """The place in the page tree whose further word lists apply."""
        return self.texts.path(self.row) if self.kind else str(self.row.path)

    @property
    def editor(self) -> str:
        """The address at which its words are changed."""
        return self.texts.editor(self.row) if self.kind else reverse("wagtailadmin_pages:edit", args=[self.row.pk])

    @property
    def settle(self) -> str:
        """The address at which reasons are given."""
        if self.kind:
            return reverse("content_settle_row", args=[self.kind, self.row.pk])
        return reverse("content_settle_words", args=[self.row.pk])

    def may_settle(self, user: Any) -> bool:
        """Say whether `user` may give the reasons: for a page, whoever may publish it."""
        if self.kind:
            return self.texts.may_settle(user, self.row)
        return bool(self.row.permissions_for_user(user).can_publish())


def place_of(row: Model) -> Place | None:
    """Return what `row` is to the language check; nothing for a row that it does not read by itself."""
    if isinstance(row, Page):
        return Place(row)
    return next((Place(row, kind) for kind, texts in further_texts if isinstance(row, texts.model)), None)


def further_places(*, drafts: bool = False) -> Iterator[Place]:
    """Yield the rows beside pages that are looked at; with `drafts` those still being worked on."""
    for kind, texts in further_texts:
        yield from (Place(row, kind) for row in (texts.drafts() if drafts else texts.live()))
