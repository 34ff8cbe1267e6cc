"""From the page tree to an outline (for an edition), and from an outline to lines with addresses (for a reader)."""

from collections.abc import Collection
from itertools import groupby

from django.urls import reverse
from wagtail.models import Page, get_page_models

from courses.models import COURSE_DEPTH, ActivityPage, CourseEdition, CoursePage, ModulePage, RetiredActivity
from courses.rules import Activity, Outline
from courses.state import LearnerState, OutlineModule, OutlineRow


def derive_outline(course: CoursePage) -> Outline:
    """Return the outline of the live tree below `course`, in order.

    That is the published activities of published modules, but for those that were retired.
    """
    return Outline(tuple(_activity(page, module) for page, module in _live_activities(course)))


def retired_pages(course: CoursePage) -> list[Activity]:
    """Return the published activities that no edition takes in, because they were retired, in order."""
    return [_activity(page, module) for page, module in _live_activities(course, retired=True)]


def drafted_outline(course: CoursePage, draft: ActivityPage | None = None) -> tuple[Outline, dict[str, Page]]:
    """Return what `derive_outline` does with the page `draft` in its place, published or not, and the pages by key."""
    pairs: list[tuple[ActivityPage, Page]] = [*_live_activities(course)]
    if draft:
        others = [pair for pair in pairs if pair[0].pk != draft.pk]
        pairs = sorted([*others, (draft, draft.get_parent())], key=lambda pair: pair[0].path)
    return Outline(tuple(_activity(*pair) for pair in pairs)), {page.activity_key: page for page, _module in pairs}


def has_required_assessment(course: CoursePage) -> bool:
    """Tell whether finishing `course`, as its pages are now, takes an assessment (domain B 22)."""
    return any(page.is_assessment and page.required for page, _module in _live_activities(course))


def assessment_kinds() -> frozenset[str]:
    """Return the kinds of activity that show what somebody can do, as editions name them."""
    kinds = [model for model in get_page_models() if issubclass(model, ActivityPage)]
    return frozenset(model.activity_kind for model in kinds if model.is_assessment)


def _live_activities(course: CoursePage, *, retired: bool = False) -> list[tuple[ActivityPage, ModulePage]]:
    modules = {page.path: page for page in ModulePage.objects.child_of(course).live()}
    pages = Page.objects.descendant_of(course).live().order_by("path").specific()
    keys = RetiredActivity.objects.keys_of(course)
    activities = [page for page in pages if isinstance(page, ActivityPage) and (page.activity_key in keys) is retired]
    return [(page, modules[_parent_path(page)]) for page in activities if _parent_path(page) in modules]


def course_of(page: Page) -> CoursePage | None:
    """Return the course that `page` is or stands in, or None outside the courses."""
    course: CoursePage | None = CoursePage.objects.filter(path=page.path[: COURSE_DEPTH * page.steplen]).first()
    return course


def _parent_path(page: Page) -> str:
    return page.path[: -page.steplen]


def _activity(page: ActivityPage, module: Page) -> Activity:
    return Activity(
        key=page.activity_key,
        kind=page.activity_kind,
        title=page.title,
        module=module.title,
        module_key=str(module.translation_key),
        minutes=page.minutes,
        required=page.required,
    )


def page_address(course: CoursePage, page: Page) -> str:
    """Return our own address of `page` in the tree of `course`; costs no statement."""
    index_length = len(course.url_path) - len(course.slug) - 1
    return reverse("courses:page", args=[page.url_path[index_length:]])


def outline_modules(course: CoursePage, outline: Outline, done: Collection[str] = ()) -> tuple[OutlineModule, ...]:
    """Return the lines of `outline` by module, with ticks for the keys in `done`; one statement whatever its length.

    Titles are the live pages' (corrections reach everybody); a page that is unpublished, or whose module or course
    is, keeps the edition's title and has no address.
    """
    reachable = {str(page.translation_key): page for page in _reachable_pages(course)}
    return modules_of(course, outline, reachable, done)


def modules_of(
    course: CoursePage, outline: Outline, pages: dict[str, Page], done: Collection[str]
) -> tuple[OutlineModule, ...]:
    """Return the lines of `outline` by module; those of its activities that are in `pages` have an address."""
    grouped = groupby(outline.activities, key=lambda activity: activity.module_key)
    return tuple(_module(course, key, list(activities), pages, done) for key, activities in grouped)


def _reachable_pages(course: CoursePage) -> list[Page]:
    if not course.live:
        return []
    tree = Page.objects.descendant_of(course).live().only("path", "title", "url_path", "slug", "translation_key")
    paths = {course.path, *(page.path for page in tree)}
    return [page for page in tree if _parent_path(page) in paths]


def _module(
    course: CoursePage, key: str, activities: list[Activity], pages: dict[str, Page], done: Collection[str]
) -> OutlineModule:
    title = pages[key].title if key in pages else activities[0].module
    rows = tuple(_row(course, activity, pages.get(activity.key), activity.key in done) for activity in activities)
    return OutlineModule(key, title, rows)


def _row(course: CoursePage, activity: Activity, page: Page | None, done: bool) -> OutlineRow:
    return OutlineRow(
        key=activity.key,
        kind=activity.kind,
        title=page.title if page else activity.title,
        minutes=activity.minutes,
        required=activity.required,
        url=page_address(course, page) if page else None,
        done=done,
    )


def modules_for_reader(course: CoursePage, learner: LearnerState | None) -> tuple[OutlineModule, ...]:
    """Return the contents of `course` for its page: the learner's own edition, else the newest, else nothing."""
    if learner and learner.is_enrolled:
        return learner.modules
    edition = CourseEdition.objects.current_for(course)
    if edition is None:
        return ()
    return outline_modules(course, edition.outline.without(RetiredActivity.objects.keys_of(course)))
