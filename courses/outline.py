"""From the page tree to an outline (for an edition), and from an outline to lines with addresses (for a reader)."""

from collections.abc import Collection
from itertools import groupby

from django.urls import reverse
from wagtail.models import Page

from courses.models import COURSE_DEPTH, ActivityPage, CourseEdition, CoursePage, ModulePage
from courses.rules import Activity, Outline
from courses.state import LearnerState, OutlineModule, OutlineRow


def derive_outline(course: CoursePage) -> Outline:
    """Return the outline of the live tree below `course`: published activities of published modules, in order."""
    return Outline(tuple(_activity(page, module) for page, module in _live_activities(course)))


def has_required_assessment(course: CoursePage) -> bool:
    """Tell whether finishing `course`, as its pages are now, takes an assessment (domain B 22)."""
    return any(page.is_assessment and page.required for page, _module in _live_activities(course))


def _live_activities(course: CoursePage) -> list[tuple[ActivityPage, ModulePage]]:
    modules = {page.path: page for page in ModulePage.objects.child_of(course).live()}
    pages = Page.objects.descendant_of(course).live().order_by("path").specific()
    activities = [page for page in pages if isinstance(page, ActivityPage)]
    return [(page, modules[_parent_path(page)]) for page in activities if _parent_path(page) in modules]


def course_of(page: Page) -> CoursePage | None:
    """Return the course that `page` is or stands in, or None outside the courses."""
    course: CoursePage | None = CoursePage.objects.filter(path=page.path[: COURSE_DEPTH * page.steplen]).first()
    return course


def _parent_path(page: Page) -> str:
    return page.path[: -page.steplen]


def _activity(page: ActivityPage, module: ModulePage) -> Activity:
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
    grouped = groupby(outline.activities, key=lambda activity: activity.module_key)
    return tuple(_module(course, key, list(activities), reachable, done) for key, activities in grouped)


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
    return outline_modules(course, edition.outline) if edition else ()
