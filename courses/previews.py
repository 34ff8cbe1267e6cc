"""What editors see in previews: a page as somebody sees it who has begun the course. That somebody is made up."""

from uuid import NAMESPACE_OID, uuid5

from django.http import HttpRequest
from wagtail.models import Page

from courses.models import ActivityPage, CoursePage, LessonPage
from courses.outline import drafted_outline, modules_of
from courses.pages import BEGUN
from courses.rules import Outline, minutes_left, next_to_do, percent_done
from courses.state import LearnerState


def make_up_learner(page: Page, request: HttpRequest, mode_name: str) -> None:
    """Leave on `request` somebody who has begun the course of `page`, where the preview asks for that."""
    if mode_name != BEGUN[0]:
        return
    if isinstance(page, LessonPage):
        _name_blocks(page)
    if isinstance(page, CoursePage):
        request.learner = begun(page)  # type: ignore[attr-defined]  # as the gate leaves a learner there
    elif isinstance(page, ActivityPage):
        request.learner = begun(page.course, page)  # type: ignore[attr-defined]  # as above


def begun(course: CoursePage, draft: ActivityPage | None = None) -> LearnerState:
    """Return somebody who has begun `course` as it is published now, with `draft` in its place.

    Done is what comes before the draft; without one, the first third. No table of learners is asked.
    """
    outline, pages = drafted_outline(course, draft)
    done = frozenset(_keys_before(outline, draft))
    modules, percent = modules_of(course, outline, pages, done), percent_done(outline, done)
    following = next_to_do(outline, done)
    rows = {row.key: row for module in modules for row in module.rows}
    return LearnerState(
        enrolment_id="made-up",
        is_made_up=True,
        percent=percent,
        minutes_left=minutes_left(course.study_minutes, percent),
        modules=modules,
        next_row=rows[following.key] if following else None,
    )


def _keys_before(outline: Outline, draft: ActivityPage | None) -> tuple[str, ...]:
    keys = outline.keys
    return keys[: keys.index(draft.activity_key) if draft else (len(keys) + 1) // 3]


def _name_blocks(page: LessonPage) -> None:
    """Give the blocks that were never saved a key for the time of this preview: sheets are drawn by their keys."""
    for place, block in enumerate(page.body):
        block.id = block.id or str(uuid5(NAMESPACE_OID, str(place)))
