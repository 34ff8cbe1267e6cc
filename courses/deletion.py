"""Why a page of the course tree may not be deleted: people learn with it, and their records must stay whole."""

from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import CourseEdition, CoursePage, CoursePrerequisite


def why_not_delete(page: Page) -> str:
    """Return the sentence that refuses deleting `page` with all below it, or an empty text."""
    below = Page.objects.descendant_of(page, inclusive=True)
    return (
        _in_an_edition(list(below))
        or _required_elsewhere(CoursePage.objects.filter(pk__in=below))
        or _protected_by_others(page, below)
    )


def _in_an_edition(pages: list[Page]) -> str:
    # Every edition, not only this course's: a lesson may have been moved away from the course that still lists it.
    editions = CourseEdition.objects.only("course_id", "outline_json")
    kept_keys = {key for edition in editions for key in edition.outline.keys}
    kept_courses = {edition.course_id for edition in editions}
    kept = [page for page in pages if str(page.translation_key) in kept_keys or page.pk in kept_courses]
    if not kept:
        return ""
    return _(
        "“%(title)s” stands in a published edition, so it stays: people are learning with it. "
        "Retire it when nobody needs to do it any more, or unpublish it while it is being updated."
    ) % {"title": kept[0].title}


def _required_elsewhere(courses: models.QuerySet[CoursePage]) -> str:
    # Also when the other course would go with it: the database protects each link, whatever else is deleted.
    links = CoursePrerequisite.objects.filter(requires__in=courses)
    first = links.select_related("requires", "course").first()
    if first is None:
        return ""
    return _("“%(title)s” must be finished before “%(other)s”, so it stays. Take it off “Comes after” there first.") % {
        "title": first.requires.title,
        "other": first.course.title,
    }


def _protected_by_others(page: Page, below: models.QuerySet[Page]) -> str:
    # Apps above this one keep pages, too (a licence type its courses); the database knows, though we may not.
    try:
        models.deletion.Collector(using=below.db).collect(below)
    except (models.ProtectedError, models.RestrictedError):
        return _(
            "“%(title)s” is needed elsewhere, perhaps by a licence type that opens it, so it stays. "
            "Unpublish it instead, or ask Central Office."
        ) % {"title": page.title}
    return ""
