"""Invariants of editions and of what was retired from them that span rows: for `manage.py check_integrity`."""

from collections.abc import Iterator

from wagtail.models import Page

from courses.models import CourseEdition, RetiredActivity


def retired_findings() -> Iterator[str]:
    """Yield a sentence for each retired activity of no edition and page, and each course that retiring left nothing of.

    One that came with the files of its course may have its page only.
    """
    editions: dict[int, list[CourseEdition]] = {}
    with_retired = CourseEdition.objects.filter(course__in=RetiredActivity.objects.values("course"))
    for edition in with_retired.order_by("course", "number"):
        editions.setdefault(edition.course_id, []).append(edition)
    for retired in RetiredActivity.objects.order_by("pk"):
        mine = editions.get(retired.course_id, [])
        if not any(str(retired.activity_key) in edition.outline.keys for edition in mine) and not _has_page(retired):
            yield f"Retired activity {retired.pk} stands in no edition of its course."
    for course_id, mine in editions.items():
        gone = {str(row.activity_key) for row in RetiredActivity.objects.standing().filter(course=course_id)}
        if not mine[-1].outline.required_keys - gone:
            yield f"Course {course_id} has nothing left that its newest edition requires."


def _has_page(retired: RetiredActivity) -> bool:
    pages = Page.objects.filter(translation_key=retired.activity_key, path__startswith=retired.course.path)
    return bool(pages.exists())
