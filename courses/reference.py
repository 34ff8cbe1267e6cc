"""The seven courses UKSR runs, as empty shells in the order of the path (domain A, Modules)."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from content.models import HomePage, WordList
from courses.models import Access, CourseIndexPage, CoursePage, CoursePrerequisite, Programme
from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role


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

# Offered beside "Publish"; the word stands in the admin, so it is plain.
SECOND_READER = "Second reader"
READER_PERMISSIONS = ("wagtailcore.change_workflow", "wagtailcore.delete_workflow", "wagtailcore.change_task")


def load_programmes() -> str:
    """Make the programmes unless they are there, and tell each course of the list which one it qualifies for."""
    for position, (key, name) in enumerate(PROGRAMMES.items()):
        Programme.objects.get_or_create(key=key, defaults={"name": name, "position": position})
    permit_role(role=Role.EDITOR, permissions=["courses.view_programme", "courses.change_programme"])
    # A list of the programme's own name. What editors made of the list stays; without any, the programme has this one.
    for word_list in WordList.objects.filter(key__in=PROGRAMMES, programmes=None):
        Programme.objects.filter(key=word_list.key, word_list=None).update(word_list=word_list)
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


def load_second_reader() -> str:
    """Offer a second reader on all pages of courses, once; what Central Office made of it since stays as it is.

    Known by its task: the admin lets nobody rename or delete one.
    """
    permit_role(role=Role.CENTRAL_OFFICE, permissions=READER_PERMISSIONS)
    if GroupApprovalTask.objects.filter(name=SECOND_READER).exists():
        return _("kept as it is")
    _put_away_wagtails_own()
    task = GroupApprovalTask.objects.create(name=SECOND_READER)
    task.groups.add(Group.objects.get(name=Role.EDITOR))
    workflow = Workflow.objects.create(name=SECOND_READER)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=CourseIndexPage.objects.get().page_ptr, defaults={"workflow": workflow})
    return _("offered on the pages of courses")


def _put_away_wagtails_own() -> None:
    """Turn off the workflow that Wagtail comes with, for every page and read by nobody."""
    for workflow in Workflow.objects.active().filter(name="Moderators approval"):
        readers = Group.objects.filter(groupapprovaltask__workflow_tasks__workflow=workflow)
        if not readers.filter(user__isnull=False).exists():
            workflow.deactivate()
