"""Searching in one's courses: the rules of the pages decide what may be found, and only then the index is asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.search.query import And, Or, PlainText

from courses.models import CoursePage, LessonPage, ModulePage
from courses.outline import page_address
from courses.public import public_pages
from enrolment.access import Standing
from enrolment.models import EntryKind
from enrolment.path import path_of
from enrolment.progress import facts_of
from lms.dashboards.excerpts import Excerpt, excerpt_of

PER_PAGE, WORDS_AT_MOST = 10, 8
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Result:
    """One page that was found; `module` is empty for a course."""

    title: str
    url: str
    course: str
    module: str
    excerpt: Excerpt


@dataclass(frozen=True)
class Findings:
    """What a search found: `shown` are the results of one `page` of the list."""

    page: ListPage
    shown: tuple[Result, ...]

    @property
    def count(self) -> int:
        """Return how many pages were found in all."""
        return int(self.page.paginator.count)


def words_of(question: str) -> tuple[str, ...]:
    """Return the words to look for, in small letters, each once; at most eight."""
    return tuple(dict.fromkeys(WORD.findall(question.lower())))[:WORDS_AT_MOST]


def search(user: Any, words: tuple[str, ...], *, number: Any = 1) -> Findings:
    """Return the pages with all `words` that `user` may open now, the best first; `number` is the page of the list.

    Lessons of the courses they may study now, as their edition has them, and the pages of published courses.
    """
    within = _Within.of(user)
    found = Page.objects.filter(pk__in=within.keys).search(_query(words)) if words and within.keys else []
    page = Paginator(found, PER_PAGE).get_page(number)
    return Findings(page, tuple(within.result(one, words) for one in _specific(page.object_list)))


def _query(words: Iterable[str]) -> Any:
    return And([Or([PlainText(form) for form in forms_of(word)]) for word in words])


def forms_of(word: str) -> tuple[str, ...]:
    """Return `word` with its plural or singular: "urge" also finds "urges", whatever the index knows of English."""
    return (word, word[:-1]) if len(word) > 3 and word.endswith("s") else (word, f"{word}s")


def _specific(pages: Iterable[Page]) -> list[Any]:
    """Return lessons and courses in the order of `pages`; two statements."""
    keys = [page.pk for page in pages]
    known: dict[int, Any] = {**LessonPage.objects.in_bulk(keys), **CoursePage.objects.in_bulk(keys)}
    return [known[key] for key in keys if key in known]


@dataclass(frozen=True)
class _Within:
    """What one person may find: lessons by their key, and the courses and modules above them by their path."""

    lessons: frozenset[int]
    public: frozenset[int]
    courses: dict[str, CoursePage]
    modules: dict[str, str]

    @property
    def keys(self) -> frozenset[int]:
        return self.lessons | self.public

    @classmethod
    def of(cls, user: Any) -> "_Within":
        """Read it: the path, the modules and lessons of the courses studied, and what is public."""
        mine = [one for one in path_of(user).standings() if one.study_refusal is None and one.course.live]
        courses = {one.course.path: one.course for one in mine}
        modules = dict(ModulePage.objects.live().filter(_below(courses)).values_list("path", "title"))
        rows = LessonPage.objects.live().filter(_below(courses)).values_list("pk", "path", "translation_key")
        named = _named(mine)
        lessons = (pk for pk, path, key in rows if path[: -Page.steplen] in modules and str(key) in named)
        public = public_pages().exact_type(CoursePage).values_list("pk", flat=True)
        return cls(frozenset(lessons), frozenset(public), courses, modules)

    def result(self, page: Any, words: tuple[str, ...]) -> Result:
        """Return what is shown of `page`."""
        if isinstance(page, CoursePage):
            text = " ".join(filter(None, [page.summary, strip_tags(page.about)]))
            return Result(page.title, page_address(page, page), page.title, "", excerpt_of(text, words))
        module = page.path[: -Page.steplen]
        course = self.courses[module[: -Page.steplen]]
        address, text = page_address(course, page), text_of(page)
        return Result(page.title, address, course.title, self.modules[module], excerpt_of(text, words))


def _named(standings: Iterable[Standing]) -> set[str]:
    """Return the keys of what stands in the editions as these people take them: retired and later pages do not."""
    enrolments = [one.enrolment for one in standings if one.enrolment]
    facts = facts_of(enrolments)
    outlines = (facts[one.pk].to_take(one.edition.outline) for one in enrolments)
    return {key for outline in outlines for key in outline.keys}


def _below(paths: Iterable[str]) -> Q:
    return reduce(lambda found, path: found | Q(path__startswith=path), paths, Q(pk__in=[]))


def text_of(page: LessonPage) -> str:
    """Return the running words of a lesson: without what its questions ask, answer or reply."""
    asked = set(EntryKind.values)
    parts = [part for block in page.body if block.block_type not in asked for part in _words_in(block)]
    return " ".join(parts)


def _words_in(block: Any) -> list[str]:
    return [str(part) for part in block.block.get_searchable_content(block.value)]
