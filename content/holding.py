"""Which pages are not published yet: their words need a look, or they lack something."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.language import Found, Watch
from content.models import AllowedWord
from content.readiness import lacks


@dataclass(frozen=True)
class Held:
    """A version of a page that is not published: which words wait for a look, and what it lacks, in sentences."""

    page: Page
    words: list[Found]
    lacks: list[str]

    @property
    def reasons(self) -> list[str]:
        """Return why, a sentence for each reason."""
        sentence = _("“%(word)s” needs a look: %(reason)s")
        found = dict.fromkeys((one.finding.found, one.finding.word.reason) for one in self.words)
        return [*(sentence % {"word": word, "reason": reason} for word, reason in found), *self.lacks]

    @property
    def address(self) -> str:
        """Return where to mend it: the page about words if only words wait, else the editor."""
        name = "wagtailadmin_pages:edit" if self.lacks else "content_settle_words"
        return reverse(name, args=[self.page.pk])

    @property
    def counts(self) -> dict[str, int]:
        """Return how much stands against it, for the audit log."""
        return {"words": len(self.words), "lacks": len(self.lacks)}


def held_versions(versions: Iterable[Page]) -> list[Held]:
    """Return those of these versions of pages that may not be published as they are."""
    looked = Watch().look_at_pages(versions)
    held = [Held(page, [one for one in found if one.is_open], lacks(page)) for page, found in looked]
    return [one for one in held if one.words or one.lacks]


def held_back(pages: Iterable[Page]) -> list[Held]:
    """Return those of `pages` that may not be published as their newest version is."""
    return held_versions(page.get_latest_revision_as_object() for page in pages)


def held_among(pages: Iterable[Page]) -> list[tuple[Page, list[Found]]]:
    """Return those of `pages`, in their newest version, that have words nobody gave a reason for, with these."""
    newest = [page.get_latest_revision_as_object() for page in pages]
    found = [(page, [one for one in words if one.is_open]) for page, words in Watch().look_at_pages(newest)]
    return [(page, words) for page, words in found if words]


def with_drafts_below(pages: list[Page], by: Any) -> list[Page]:
    """Return what Wagtail publishes when `by` tells it to take the drafts below these pages, too."""
    below = list(chain.from_iterable(page.get_descendants().not_live() for page in pages))
    mine = [page for page in below if page.permissions_for_user(by).can_publish()]
    return list(dict.fromkeys([*pages, *mine]))


def take_offline(page: Page) -> None:
    """Undo that Wagtail makes a page live before it asks whether it may be published: it was created just now."""
    Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)


def carry_allowances(page: Page, copied: Page) -> None:
    """Give a copy, and the copies below it, the reasons of the pages they were made of: both hold the same words."""
    copies = {place: pk for pk, place in _places_below(copied).items()}
    originals = _places_below(page)
    allowed = AllowedWord.objects.filter(page__in=originals)
    AllowedWord.objects.bulk_create(
        (
            AllowedWord(
                page_id=copies[originals[row.page_id]],
                phrase=row.phrase,
                passage=row.passage,
                reason=row.reason,
                allowed_by_id=row.allowed_by_id,
                allowed_at=row.allowed_at,
            )
            for row in allowed
            if originals[row.page_id] in copies
        ),
        ignore_conflicts=True,
    )


def _places_below(top: Page) -> dict[int | None, str]:
    """Return for each page of a branch where it stands in it: the same in a copy of the branch."""
    fresh = Page.objects.get(pk=top.pk)
    rows = Page.objects.descendant_of(fresh, inclusive=True).values_list("pk", "url_path")
    return {pk: url_path[len(fresh.url_path) :] for pk, url_path in rows}
