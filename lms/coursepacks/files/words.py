"""Watched words in a folder: an import publishes none that an editor could not publish without a reason."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from content.language import Found, Watch
from content.texts import prefetch_texts
from lms.coursepacks.files.matching import Matches
from lms.coursepacks.files.planning import Plan, Step
from lms.coursepacks.files.problems import FolderError, Problems
from lms.coursepacks.files.reading import Described, PageFile


def look_at_words(plan: Plan, described: Described, matches: Matches) -> Problems:
    """Add to `plan` the watched words that were just written, and return those that nobody gave a reason for.

    Looks at the pages that are written and go live, and in all others for what a written row of the library brings.
    """
    waiting = Problems()
    for page, found in _found(plan, described, matches):
        for one in found:
            plan.steps.append(_step(page, one))
            if one.is_open:
                waiting.found.append(_refusal(page, one))
    return waiting


def _found(plan: Plan, described: Described, matches: Matches) -> Iterator[tuple[PageFile, list[Found]]]:
    watch = Watch()
    brought = set(_keys_in_rows(watch, plan, described, matches))
    files = {matches.pages[page.path].pk: page for page in described.pages}
    if matches.course:
        files[matches.course.pk] = described.course
    pages = list(Page.objects.filter(pk__in=files).live().order_by("path").specific())
    prefetch_texts(pages)
    for page, found in watch.look_at_pages(pages):
        file = files[page.pk]
        yield file, [one for one in found if file.path in plan.write or one.key in brought]


def _keys_in_rows(watch: Watch, plan: Plan, described: Described, matches: Matches) -> Iterator[str]:
    for model, name in described.rows:
        if f"{model._meta.model_name}/{name}" in plan.write and matches.course:
            row = model._default_manager.get(pk=matches.rows[model, name].pk)
            yield from (one.key for one in watch.look_at(row, matches.course.path))


def _step(page: PageFile, one: Found) -> Step:
    word = f"“{one.finding.word.phrase}” ({one.where}): {one.finding.passage}"
    return Step("meant", page.path, (word, one.allowed.reason)) if one.allowed else Step("look", page.path, (word,))


def _refusal(page: PageFile, one: Found) -> FolderError:
    words = _(
        "“%(found)s” needs a look: %(reason)s Instead: %(instead)s Where it is meant, say so in allowed_words, with "
        "the phrase “%(phrase)s”, the passage “%(passage)s” and a reason."
    )
    finding = one.finding
    about = {"found": finding.found, "reason": finding.word.reason, "instead": finding.word.instead}
    sentence = words % {**about, "phrase": finding.word.phrase, "passage": finding.passage}
    return FolderError("watched_word", sentence, file=page.path)
