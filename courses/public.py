"""Which pages everybody may find and read: the one queryset of site map, public pictures and any search to come."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from wagtail.models import Page, PageQuerySet

from content.models import HomePage, StandardPage
from courses.models import COURSE_DEPTH, CourseIndexPage, CoursePage

# A type that is not named here is found by nobody: a new one is put here on purpose or not at all.
PUBLIC_TYPES = (HomePage, StandardPage, CourseIndexPage, CoursePage)


def public_pages() -> PageQuerySet:
    """Return the published pages that anybody reads without signing in: nothing to do in a course is among them."""
    return Page.objects.live().public().exact_type(*PUBLIC_TYPES)


def with_standing(pages: PageQuerySet) -> PageQuerySet:
    """Return `pages`, each with `is_public`, and `is_reachable`: it is published, its module and its course too."""
    return with_reach(pages).annotate(is_public=Exists(public_pages().filter(pk=OuterRef("pk"))))


def with_reach(pages: PageQuerySet) -> PageQuerySet:
    """Return `pages`, each with `is_reachable`, as above; costs no statement of its own."""
    depths = range(COURSE_DEPTH, COURSE_DEPTH + 3)
    line = [Substr(OuterRef("path"), 1, depth * Page.steplen) for depth in depths]
    return pages.annotate(is_reachable=~Exists(Page.objects.filter(path__in=line, live=False)))
