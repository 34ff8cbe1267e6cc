"""The seven courses UKSR runs, as empty shells in the order of the path (domain A, Modules)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from content.models import HomePage
from courses.models import Access, CourseIndexPage, CoursePage, CoursePrerequisite, Programme


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
    programme: str = ""


INTRODUCTION, GETTING, FACILITATOR = "introduction-to-smart", "getting-smart", "smart-facilitator"

SHELLS = (
    Shell(INTRODUCTION, "Introduction to SMART", access=Access.OPEN, study_minutes=60, minimum_age=16),
    Shell(GETTING, "Getting SMART", (INTRODUCTION,), Access.OPEN, study_minutes=540, minimum_age=16),
    Shell(FACILITATOR, "SMART Facilitator", (INTRODUCTION, GETTING), study_minutes=600, programme="smart-recovery"),
    Shell("smart-veterans", "SMART Veterans", (FACILITATOR,), programme="veterans"),
    Shell("smart-family-and-friends", "SMART Family & Friends", (FACILITATOR,), programme="family-and-friends"),
    Shell("insideout", "InsideOut", (FACILITATOR,), programme="insideout"),
    Shell("start-smart", "Start SMART", (FACILITATOR,), published=False, programme="start-smart"),
)

# What certificates name, in the order of the licence list (domain B 1).
PROGRAMMES = {
    "smart-recovery": "SMART Recovery",
    "family-and-friends": "SMART Family & Friends",
    "insideout": "InsideOut",
    "veterans": "SMART Veterans",
    "start-smart": "Start SMART",
}


def load_programmes() -> str:
    """Make the programmes unless they are there, and tell each course of the list which one it qualifies for."""
    for position, (key, name) in enumerate(PROGRAMMES.items()):
        Programme.objects.get_or_create(key=key, defaults={"name": name, "position": position})
    for shell in SHELLS:
        # Courses made before there were programmes get theirs; what Central Office chose stays.
        courses = CoursePage.objects.filter(slug=shell.slug, programme=None, access=Access.NOMINATED)
        courses.update(programme=Programme.objects.filter(key=shell.programme, course=None).first())
    return _("%(count)d programmes") % {"count": Programme.objects.count()}


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
