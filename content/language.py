"""The language check: which watched words stand on a page, or in a row beside pages, and which of them are meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Model, Q
from wagtail.models import Page, PageQuerySet

from content.models import AllowedWord, WatchedWord, WordList
from content.places import Place, further_places
from content.registries import further_word_lists
from content.rules.language import Finding, Matcher, Watched
from content.texts import prefetch_texts, texts_of


@dataclass(frozen=True)
class Found:
    """A watched word on a page: where it stands there, and the reason if somebody allowed it."""

    where: str
    finding: Finding
    allowed: AllowedWord | None = None

    @property
    def key(self) -> str:
        """Return a short name for word and passage: the same as long as both are."""
        return sha256("\n".join(self.finding.key).encode()).hexdigest()[:16]

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has still to change it or to say why it is meant."""
        return self.allowed is None


class Watch:
    """All watched words and allowances as they are now, read once, to look at one page or at many."""

    def __init__(self) -> None:
        self._matchers: dict[frozenset[int], Matcher] = {}

    @cached_property
    def _words(self) -> list[WatchedWord]:
        return list(WatchedWord.objects.select_related("word_list").order_by("phrase", "pk"))

    @cached_property
    def _further(self) -> list[tuple[str, int]]:
        return [scope for _name, scopes in further_word_lists for scope in scopes()]

    def matcher_for(self, path: str) -> Matcher:
        """Return the words that are looked for on a page at `path` of the tree (empty: everywhere)."""
        lists = frozenset(pk for prefix, pk in self._further if path.startswith(prefix)) if path else frozenset()
        if lists not in self._matchers:
            words = [word for word in self._words if word.word_list.is_general or word.word_list_id in lists]
            self._matchers[lists] = Matcher(_watched(word) for word in words)
        return self._matchers[lists]

    def look_at(self, instance: Model, path: str = "") -> list[Found]:
        """Return what is found in a page or snippet, each passage once; allowances are not asked for."""
        found: dict[tuple[str, str], Found] = {}
        matcher = self.matcher_for(path)
        for text in texts_of(instance):
            for finding in matcher.find(text.text):
                found.setdefault(finding.key, Found(text.where, finding))
        return list(found.values())

    def look_at_pages(self, pages: Iterable[Page]) -> Iterator[tuple[Page, list[Found]]]:
        """Yield each page, as it is given, with what is found on it and which of it is allowed."""
        for place, found in self.look_over([Place(page) for page in pages]):
            yield place.row, found

    def look_over(self, places: Iterable[Place]) -> Iterator[tuple[Place, list[Found]]]:
        """Yield each place, its row as it is given, with what is found there and which of it is allowed."""
        looked = [(place, self.look_at(place.row, place.path)) for place in places]
        allowed = _allowances([place for place, found in looked if found])
        for place, found in looked:
            reasons = allowed[place.kind, place.row.pk]
            yield place, [replace(one, allowed=reasons.get(one.finding.key)) for one in found]


def _watched(word: WatchedWord) -> Watched:
    return Watched(word.phrase, word.kind, word.reason, word.instead)


def _allowances(places: list[Place]) -> dict[tuple[str, Any], dict[tuple[str, str], AllowedWord]]:
    found: dict[tuple[str, Any], dict[tuple[str, str], AllowedWord]] = defaultdict(dict)
    rows: dict[str, list[Model]] = defaultdict(list)
    for place in places:
        rows[place.kind].append(place.row)
    for kind, some in rows.items():
        for allowed in AllowedWord.objects.on(*some).select_related("allowed_by"):
            found[kind, allowed.object_id if kind else allowed.page_id][allowed.phrase, allowed.passage] = allowed
    return found


def findings_on(page: Page) -> list[Found]:
    """Return what is found on this version of a page, allowed or not."""
    return findings_at(Place(page))


def findings_at(place: Place) -> list[Found]:
    """Return what is found at one place, in its row as it is given, allowed or not."""
    return next(found for _place, found in Watch().look_over([place]))


def open_findings(page: Page) -> list[Found]:
    """Return what stands on this version of a page and is neither changed nor allowed yet."""
    return open_at(Place(page))


def open_at(place: Place) -> list[Found]:
    """Return what stands at one place, in its row as it is given, and is neither changed nor allowed yet."""
    return [one for one in findings_at(place) if one.is_open]


def places_to_check(*, drafts: bool = False) -> list[Place]:
    """Return the whole site: pages as in `pages_to_check`, and the rows beside them; with `drafts` the drafts only."""
    pages = [Place(page) for page in pages_to_check(drafts=drafts)]
    further = list(further_places(drafts=drafts))
    prefetch_texts(place.row for place in further)
    return pages + further


def pages_to_check(*, drafts: bool = False) -> list[Page]:
    """Return the live pages as readers have them; with `drafts` the newest version of those still being worked on."""
    pages: PageQuerySet = Page.objects.filter(depth__gt=1).order_by("path")
    if not drafts:
        live = list(pages.live().specific())
        prefetch_texts(live)
        return live
    waiting = pages.filter(Q(live=False) | Q(has_unpublished_changes=True))
    return [page.get_latest_revision_as_object() for page in waiting]


def places_with_words_of(word_list: WordList) -> list[Place]:
    """Return where on the site, drafts aside, a word of this list stands that is neither changed nor allowed yet."""
    phrases = set(word_list.words.values_list("phrase", flat=True))
    looked = Watch().look_over(places_to_check())
    return [
        place for place, found in looked if any(one.is_open and one.finding.word.phrase in phrases for one in found)
    ]
