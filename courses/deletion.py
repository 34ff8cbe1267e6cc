"""Why a page of the course tree may not be deleted: people learn with it, and their records must stay whole."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import CourseEdition, CoursePage


def why_not_delete(page: Page) -> str:
    """Return the sentence that refuses deleting `page` (or a parent of what is needed), or an empty text."""
    courses = list(CoursePage.objects.descendant_of(page, inclusive=True) | CoursePage.objects.ancestor_of(page))
    editions = CourseEdition.objects.filter(course__in=courses)
    keys = {key for edition in editions for key in edition.outline.keys}
    below = Page.objects.descendant_of(page, inclusive=True)
    kept = [one for one in below if str(one.translation_key) in keys or one.pk in {course.pk for course in courses}]
    if not editions or not kept:
        return ""
    return _(
        "“%(title)s” stands in a published edition, so it stays: people are learning with it. "
        "Unpublish it instead; learners then see that it is being updated."
    ) % {"title": kept[0].title}
