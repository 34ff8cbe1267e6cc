"""What an import would do, said before it is done: made, changed field by field, moved, taken offline."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from assessments.models import AssessmentPage, Question
from courses.models import CoursePage
from lms.coursepacks.files.matching import Matches, reachable
from lms.coursepacks.files.naming import Library, library_models
from lms.coursepacks.files.pages import ABOUT_SEARCH, split, write_page
from lms.coursepacks.files.questions import refuse_questions_of_others
from lms.coursepacks.files.reading import Described, PageFile
from lms.coursepacks.files.rows import body_field, complete, write_row
from lms.coursepacks.files.shapes import adopt

SHOWN = 60


@dataclass(frozen=True)
class Step:
    """One thing that an import does, or publishes with it.

    `action` is one of create, change, move, publish, unpublish, retire, reuse, and of words: meant, look.
    """

    action: str
    what: str
    details: tuple[str, ...] = ()


@dataclass
class Plan:
    """All of it, in order; `write` names the files whose pages and rows are written, `retire` holds what is retired.

    `kept` are the keys of questions that read as they do here already.
    """

    steps: list[Step] = field(default_factory=list)
    write: set[str] = field(default_factory=set)
    gone: list[Page] = field(default_factory=list)
    retire: list[PageFile] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not any(step.action != "reuse" for step in self.steps)


def make_plan(described: Described, matches: Matches) -> Plan:
    """Return what importing `described` does to this site, where `matches` is what is here already.

    Entries of `described` without an id or key of their own get those of their partners here.
    Refuses: `question_elsewhere`.
    """
    plan = Plan()
    links = {matches.pages[page.path].pk: page.link for page in described.pages if page.path in matches.pages}
    if matches.course:
        links |= _links_of_the_rest(matches.course, links)
    library = Library(matches.course, links, known=matches.names(), files=matches.digests)
    _plan_files(plan, described, matches)
    for (model, name), values in described.rows.items():
        _plan_row(plan, model, name, values, matches, library)
    for page in (described.course, *described.pages):
        here = matches.course if page is described.course else matches.pages.get(page.path)
        _plan_page(plan, page, here, library)
    refuse_questions_of_others(described, matches, library)
    _plan_places(plan, described, matches)
    _plan_the_rest(plan, described, matches)
    return plan


def _links_of_the_rest(course: CoursePage, known: dict[int, str]) -> dict[int, str]:
    pages = [page for page in reachable(course) if page.pk not in known]
    return {page.pk: page.url_path.removeprefix(course.url_path).strip("/") for page in pages}


def _plan_files(plan: Plan, described: Described, matches: Matches) -> None:
    for model, name in sorted(described.used, key=lambda pair: pair[1]):
        if not issubclass(model, library_models()):
            continue
        here = matches.rows.get((model, name))
        title = described.media.get(name, {}).get("title", here.title if here else None)
        if here is None:
            plan.steps.append(Step("create", name))
        elif here.title != title:
            plan.steps.append(Step("reuse", name, (_("the same file is here as “%s”") % here.title,)))


def _plan_row(plan: Plan, model: Any, name: str, values: dict[str, Any], matches: Matches, library: Library) -> None:
    what = f"{model._meta.verbose_name} {name}"
    here = matches.rows.get((model, name))
    if here is None:
        plan.steps.append(Step("create", what))
    else:
        current = complete(model, write_row(here, library))
        _adopt_keys(values, current)
        _plan_change(plan, what, f"{model._meta.model_name}/{name}", dict(_differences(current, values)))
    if here is None:
        plan.write.add(f"{model._meta.model_name}/{name}")


def _plan_page(plan: Plan, page: PageFile, here: Any, library: Library) -> None:
    if here is None:
        plan.steps.append(Step("create", page.path, (page.title,)))
        plan.write.add(page.path)
        return
    current = _as_it_is(page, here, library)
    body = body_field(page.model)
    if body:
        page.values[body.name] = adopt(page.values[body.name], current[body.name])
    asked = current.get("questions", [])
    _adopt_question_keys(page, asked)
    plan.kept |= {question["key"] for question in page.questions if question in asked}
    differences = dict(_differences(current, _as_meant(page)))
    if here.has_unpublished_changes and here.live and differences:
        differences[_("its draft")] = _("stays in the history")
    _plan_change(plan, page.path, page.path, differences)
    if page.published and not here.live:
        plan.steps.append(Step("publish", page.path))
        plan.write.add(page.path)
    elif not page.published and here.live:
        plan.steps.append(Step("unpublish", page.path))


def _plan_change(plan: Plan, what: str, key: str, differences: dict[str, str]) -> None:
    if differences:
        details = tuple(f"{name}: {words}" for name, words in differences.items())
        plan.steps.append(Step("change", what, details))
        plan.write.add(key)
    else:
        plan.unchanged += 1


def _as_it_is(page: PageFile, here: Page, library: Library) -> dict[str, Any]:
    document = write_page(here, library)
    front = document.front
    body, questions = split(page.model, document)
    own = {name: value for name, value in {**front, **body}.items() if name in page.values}
    about = {name: front.get(name, "") for name in ABOUT_SEARCH}
    asked = [{**complete(Question, section.value), "key": section.id} for section in questions]
    return {
        **complete(page.model, own),
        **about,
        "title": here.title,
        "slug": here.slug,
        "questions": asked,
        "trainer_note": front.get("trainer_note"),
        "allowed_words": front.get("allowed_words", []),
    }


def _as_meant(page: PageFile) -> dict[str, Any]:
    empty = {
        name: None if value in ("", []) else value for name, value in page.values.items() if name not in ABOUT_SEARCH
    }
    about = {name: page.values[name] for name in ABOUT_SEARCH}
    beside = {"trainer_note": page.trainer_note, "allowed_words": page.allowed_words}
    questions = {"questions": page.questions}
    return {**empty, **about, "title": page.title, "slug": page.slug, **questions, **beside}


def _differences(current: dict[str, Any], meant: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in meant.items():
        if current.get(name) != value:
            yield name, _difference(current.get(name), value)


def _difference(old: Any, new: Any) -> str:
    if isinstance(old, list) and isinstance(new, list):
        return _lists(old, new)
    if isinstance(old, dict | list) or isinstance(new, dict | list):
        return _("changed")
    before, after = (str("–" if value is None else value) for value in (old, new))
    short = len(before) <= SHOWN and len(after) <= SHOWN and "\n" not in before + after
    return f"{before} → {after}" if short else _("changed")


def _lists(old: list[Any], new: list[Any]) -> str:
    before, after = {_name(item): item for item in old}, {_name(item): item for item in new}
    both = before.keys() & after.keys()
    counts = (
        (len(after.keys() - both), _("%d new")),
        (sum(before[name] != after[name] for name in both), _("%d changed")),
        (len(before.keys() - both), _("%d gone")),
    )
    said = [words % count for count, words in counts if count]
    return ", ".join(said) or _("another order")


def _name(item: Any) -> str:
    return str(item.get("id") or item.get("key") or item) if isinstance(item, dict) else str(item)


def _adopt_keys(values: dict[str, Any], current: dict[str, Any]) -> None:
    """Give rows without a key that of the same row as it is now: by its words, else the next one."""
    for name, rows in values.items():
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            _adopt_row_keys(rows, current.get(name) or [])


def _adopt_row_keys(rows: list[dict[str, Any]], current: list[dict[str, Any]]) -> None:
    taken = {row.get("key") for row in rows}
    free = [row for row in current if row.get("key") and row["key"] not in taken]
    for exact in (True, False):
        for row in rows:
            other = None if row.get("key") else next((o for o in free if not exact or _same(o, row)), None)
            if other:
                free.remove(other)
                keyed = {"key": other["key"], **{name: value for name, value in row.items() if name != "key"}}
                row.clear()
                row.update(keyed)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in one.keys() | other.keys() if name not in ("key", "options"))


def _adopt_question_keys(page: PageFile, current: list[dict[str, Any]]) -> None:
    if not issubclass(page.model, AssessmentPage):
        return
    _adopt_row_keys(page.questions, current)
    by_key = {question["key"]: question for question in current}
    for question in page.questions:
        if question["key"] in by_key:
            _adopt_keys(question, by_key[question["key"]])


def _plan_places(plan: Plan, described: Described, matches: Matches) -> None:
    """Say which pages stand elsewhere, and where the order is another."""
    for module, activities in described.modules:
        parent = matches.pages.get(module.path)
        for page in activities:
            here = matches.pages.get(page.path)
            if here and (parent is None or not here.is_child_of(parent)):
                plan.steps.append(Step("move", page.path, (_("to the module “%s”") % module.title,)))
        _plan_order(plan, module.path, activities, matches)
    _plan_order(plan, described.course.path, [module for module, _rest in described.modules], matches)


def _plan_order(plan: Plan, what: str, pages: list[PageFile], matches: Matches) -> None:
    here = [matches.pages[page.path] for page in pages if page.path in matches.pages]
    parents = {page.path[: -page.steplen] for page in here}
    is_behind = [page.path in matches.pages for page in pages] != sorted(
        (page.path in matches.pages for page in pages), reverse=True
    )
    paths = [page.path for page in here]
    if len(parents) == 1 and (paths != sorted(paths) or is_behind):
        plan.steps.append(Step("move", what, (_("the order below it"),)))


def _plan_the_rest(plan: Plan, described: Described, matches: Matches) -> None:
    kept = {page.pk for page in matches.pages.values()}
    offline = set[str]()
    for page in reachable(matches.course) if matches.course else ():
        if page.pk in kept or page.path[: -page.steplen] in offline:
            continue
        offline.add(page.path)
        plan.gone.append(page)
        plan.steps.append(Step("unpublish", page.title, (_("it is not in the folder; nothing is deleted"),)))
