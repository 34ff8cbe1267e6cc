"""Courses out of the database and back: exporting, wiping, importing, and folders written by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from assessments.models import Attempt, Question, QuestionBank, Response, Review, Rubric
from certificates.models import Award
from content.models import GlossaryTerm, Recording, Tool
from courses.models import CourseEdition, CoursePage, CoursePrerequisite, ModulePage, RetiredActivity
from enrolment.models import ActivityCompletion, Enrolment

COURSE = (
    "---\ntitle: Small steps\nslug: small-steps\naccess: open\nstudy_minutes: 30\nminimum_age: 16\n---\n\nAbout it.\n"
)
MODULE = "---\ntitle: Beginning\n---\n"
LESSON = "---\nkind: lesson\ntitle: One step\nminutes: 5\n---\n\nPick **one** thing.\n"
SMALL = {"course.md": COURSE, "01-beginning/module.md": MODULE, "01-beginning/01-one-step.md": LESSON}

RECORDS = (Enrolment, ActivityCompletion, Attempt, Response, Review, Award, RetiredActivity)
SHARED = (Question, Rubric, QuestionBank, Tool, GlossaryTerm, Recording, get_image_model(), get_document_model())


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write `files` by path below `folder`, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def small(folder: Path, **changes: str | bytes) -> Path:
    """Write a course of one lesson; `changes` name other texts for course, module and lesson."""
    names = dict(zip(("course", "module", "lesson"), SMALL, strict=True))
    return write(folder, {**SMALL, **{names[key]: text for key, text in changes.items()}})


def read(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def export(slug: str, folder: Path) -> dict[str, bytes]:
    """Export a course and return its files."""
    call_command("export_course", slug, str(folder), stdout=StringIO())
    return read(folder)


def bring_in(folder: Path, *options: str) -> str:
    """Import a folder and return what the command said."""
    out = StringIO()
    call_command("import_course", str(folder), *options, stdout=out)
    return out.getvalue()


def wipe(slug: str) -> None:
    """Delete a course and all that content points to, as on a site where it never was (and no other course either)."""
    course = CoursePage.objects.get(slug=slug)
    CourseEdition.objects.filter(course=course).delete()
    RetiredActivity.objects.filter(course=course).delete()
    CoursePrerequisite.objects.filter(requires=course).delete()
    Page.objects.get(pk=course.pk).delete()
    for model in SHARED:
        model.objects.all().delete()


def make_shells_again() -> None:
    """Leave of the courses what `load_reference` makes on an empty site: shells without modules, and nothing shared."""
    CourseEdition.objects.all().delete()
    RetiredActivity.objects.all().delete()
    for module in ModulePage.objects.all():
        Page.objects.get(pk=module.pk).delete()
    CoursePage.objects.update(summary="", who_for="", about="", outcomes="[]", study_minutes=60, is_sample=False)
    for model in SHARED:
        model.objects.all().delete()


@contextmanager
def nothing_learned_is_touched() -> Iterator[None]:
    """Let the rows of learners, and the editions they are pinned to, be the same afterwards."""
    before = learned()
    yield
    assert learned() == before


def learned() -> list[object]:
    """Return every learning record, row by row."""
    return [list(model.objects.order_by("pk").values()) for model in RECORDS]
