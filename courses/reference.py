"""The seven courses UKSR runs, as empty shells in the order of the path (domain A, Modules)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from content.models import HomePage
from courses.models import Access, CourseIndexPage, CoursePage, CoursePrerequisite


@dataclass(frozen=True)
class Shell:
    """What a course is before anybody writes its lessons. `study_minutes` covers the whole course."""

    slug: str
    title: str
    requires: tuple[str, ...] = ()
    access: Access = Access.NOMINATED
    study_minutes: int = 120
    minimum_age: int = 18
    published: bool = True


INTRODUCTION, GETTING, FACILITATOR = "introduction-to-smart", "getting-smart", "smart-facilitator"

SHELLS = (
    Shell(INTRODUCTION, "Introduction to SMART", access=Access.OPEN, study_minutes=60, minimum_age=16),
    Shell(GETTING, "Getting SMART", (INTRODUCTION,), Access.OPEN, study_minutes=540, minimum_age=16),
    Shell(FACILITATOR, "SMART Facilitator", (INTRODUCTION, GETTING), study_minutes=600),
    Shell("smart-veterans", "SMART Veterans", (FACILITATOR,)),
    Shell("smart-family-and-friends", "SMART Family & Friends", (FACILITATOR,)),
    Shell("insideout", "InsideOut", (FACILITATOR,)),
    Shell("start-smart", "Start SMART", (FACILITATOR,), published=False),
)


def load_course_shells() -> str:
    """Make the catalogue and the seven courses unless they are there; never overwrite what editors wrote."""
    catalogue = CourseIndexPage.objects.first() or _make_catalogue()
    made = [
        _make_course(catalogue, shell) for shell in SHELLS if not CoursePage.objects.filter(slug=shell.slug).exists()
    ]
    return _("%(count)d courses, %(made)d of them new") % {"count": len(SHELLS), "made": len(made)}


def _make_catalogue() -> CourseIndexPage:
    lead = _("Start with the two open courses. They are free, and anyone in the UK can take them at their own pace.")
    home = Page.objects.get(pk=HomePage.objects.get().pk)
    catalogue: CourseIndexPage = home.add_child(instance=CourseIndexPage(title=_("Courses"), slug="courses", lead=lead))
    return catalogue


def _make_course(catalogue: CourseIndexPage, shell: Shell) -> CoursePage:
    parent = Page.objects.get(pk=catalogue.pk)  # fresh tree fields: each child added changes them
    fields = {name: getattr(shell, name) for name in ("slug", "title", "access", "study_minutes", "minimum_age")}
    course: CoursePage = parent.add_child(instance=CoursePage(**fields, live=shell.published))
    for required in CoursePage.objects.filter(slug__in=shell.requires):
        CoursePrerequisite.objects.create(course=course, requires=required)
    return course
