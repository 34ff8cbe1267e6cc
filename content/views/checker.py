"""Wagtail's content check with our words: what it flags while somebody writes, beside the preview."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from content.language import Watch
from content.models import AllowedWord, WordKind
from content.rules.language import JAVASCRIPT, Watched, pattern_of

CHECK = "check-words"
RULE = "watched-word-{}"
# Where texts stand. Each is asked for its own words, those of an inner one belong to that one.
PLACES = (
    "p, li, h1, h2, h3, h4, h5, h6, dt, dd, td, th, caption, figcaption, blockquote, label, legend, summary, div, img"
)


class LanguageCheckerItem(ContentCheckerItem):
    """The check of Wagtail with one rule more for each watched word that is looked for on `page`."""

    # Lessons are in no search engine, and the other pages make their description of their first words.
    axe_run_only: ClassVar[list[str]] = [
        name for name in ContentCheckerItem.axe_run_only if name != "empty-meta-description"
    ]

    def __init__(self, page: Page | None, in_editor: bool = False) -> None:
        super().__init__(in_editor=in_editor)
        self.words = Watch().matcher_for(page.path if page else "").words
        rows = AllowedWord.objects.filter(page=page.pk) if page and page.pk else ()
        self.allowed = [(row.phrase, row.passage) for row in rows]

    @property
    def media(self) -> forms.Media:
        """Bring the module that looks for the words."""
        module = forms.Script("lms/js/admin-language.js", type="module")
        return forms.Media(js=[module])  # type: ignore[list-item]  # the stubs know paths only

    def get_axe_run_only(self, request: Any) -> list[str]:
        """Run our rules, too."""
        return [*super().get_axe_run_only(request), *(RULE.format(place) for place in range(len(self.words)))]

    def get_axe_custom_rules(self, request: Any) -> list[dict[str, Any]]:
        """Add one rule for each word."""
        return [*super().get_axe_custom_rules(request), *(self._rule(place) for place in range(len(self.words)))]

    def get_axe_custom_checks(self, request: Any) -> list[dict[str, Any]]:
        """Add what each rule asks."""
        checks = [self._check(place, word) for place, word in enumerate(self.words)]
        return [*super().get_axe_custom_checks(request), *checks]

    def get_axe_messages(self, request: Any) -> dict[str, Any]:
        """Say for each word why not, and what instead."""
        ours = {RULE.format(place): _message(word) for place, word in enumerate(self.words)}
        return {**super().get_axe_messages(request), **ours}

    def _rule(self, place: int) -> dict[str, Any]:
        return {
            "id": RULE.format(place),
            "impact": "serious",
            "selector": ", ".join(f"main {name}" for name in PLACES.split(", ")),
            "tags": ["language"],
            "any": [f"{CHECK}-{place}"],
            "enabled": True,
        }

    def _check(self, place: int, word: Watched) -> dict[str, Any]:
        allowed = [passage.strip("… ") for phrase, passage in self.allowed if phrase == word.phrase]
        pattern = pattern_of(word.phrase, JAVASCRIPT)
        return {"id": f"{CHECK}-{place}", "options": {"pattern": pattern, "allowed": allowed}}


def _message(word: Watched) -> dict[str, str]:
    instead = _("Instead: %(words)s") % {"words": word.instead}
    return {
        "error_name": f"“{word.phrase}”: {WordKind(word.kind).label}",
        "help_text": f"{word.reason} {instead}",
    }
