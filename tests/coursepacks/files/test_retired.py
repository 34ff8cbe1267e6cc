"""What is retired: kept in the files, retired where they are brought to, and never brought back by a file."""

import re

import pytest
from wagtail.models import Page

from courses.integrity import retired_findings
from courses.models import CourseEdition, CoursePage, LessonPage, RetiredActivity
from enrolment.editions import listed_activities
from enrolment.services.editions import retire
from lms.coursepacks.files.importing import import_course
from lms.coursepacks.files.problems import FolderError, FolderProblemsError
from tests.cast import NOW
from tests.coursepacks.files.folders import LESSON, bring_in, export, learned, small, wipe, write
from tests.factories.enrolments import ActivityCompletionFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
REASON = "Newer advice stands in “Two steps”: see there."
ONE = "01-beginning/01-one-step.md"


def activities_of(slug):
    course = CoursePage.objects.get(slug=slug)
    return [activity.title for activity in CourseEdition.objects.current_for(course).outline.activities]


@pytest.fixture
def course(db):
    """A course of three lessons in its first edition, one of them retired since."""
    course = CourseFactory(title="Steps", lessons=3)
    key = CourseEdition.objects.get(course=course).outline.keys[1]
    retire(course=course, activity_key=key, reason=REASON, by=None, at=NOW)
    return course


@pytest.fixture
def folder(course, tmp_path):
    """The files of that course."""
    export("steps", tmp_path / "steps")
    return tmp_path / "steps"


def without_retirement(folder):
    path = next(path for path in folder.rglob("*.md") if "retired:" in path.read_text())
    path.write_text(re.sub(r"(?m)^retired: .*\n", "", path.read_text()))
    return folder


def test_an_empty_site_asks_for_what_is_left_only(course, folder):
    titles = list(LessonPage.objects.descendant_of(course).order_by("path").values_list("title", flat=True))
    wipe("steps")
    said = bring_in(folder)
    assert "retire        01-" in said
    assert REASON in said
    assert activities_of("steps") == [titles[0], titles[2]]
    assert RetiredActivity.objects.get().reason == REASON


def test_what_was_brought_in_is_in_order_and_an_editor_may_bring_it_back(folder):
    wipe("steps")
    bring_in(folder)
    lines = listed_activities(CoursePage.objects.get(slug="steps"))
    assert [(line.editions, bool(line.retired)) for line in lines] == [((1,), False), ((1,), False), ((), True)]
    assert list(retired_findings()) == []


def test_a_site_where_it_still_counts_retires_it_and_cuts_the_next_edition(folder, course):
    RetiredActivity.objects.all().delete()
    said = bring_in(folder)
    assert ("retire        01-" in said, "change  " in said, "edition 2" in said) == (True, False, True)
    assert "Nothing to change." in bring_in(folder)


def test_nobody_who_is_learning_loses_what_they_did(folder, course):
    RetiredActivity.objects.all().delete()
    ActivityCompletionFactory(enrolment__course=course)
    before = learned()
    bring_in(folder)
    assert learned()[:-1] == before[:-1]


def test_a_file_that_does_not_know_of_it_brings_nothing_back(folder, course):
    before = learned(), list(Page.objects.order_by("pk").values())
    with pytest.raises(FolderProblemsError, match="This is retired here") as refusal:
        import_course(folder=without_retirement(folder), by=None, at=NOW)
    assert refusal.value.code == "retired_here"
    assert (learned(), list(Page.objects.order_by("pk").values())) == before


def test_another_reason_leaves_the_one_that_stands(folder):
    RetiredActivity.objects.update(reason="Said twice.")
    said = bring_in(folder)
    assert "it is retired here already: Said twice." in said
    assert "Nothing to change." in said


def test_a_file_written_by_hand_may_retire_with_a_reason(tmp_path):
    retired = LESSON.replace("minutes: 5", f"minutes: 5\nretired: {REASON!r}").replace("One", "Two")
    bring_in(write(small(tmp_path), {"01-beginning/02-two-steps.md": retired}))
    assert activities_of("small-steps") == ["One step"]
    assert "Nothing to change." in bring_in(tmp_path)


@pytest.mark.parametrize("value", ["", "true", '" "', "x" * 256])
def test_a_reason_is_needed_and_not_too_long(tmp_path, value):
    folder = small(tmp_path, lesson=LESSON.replace("minutes: 5", f"minutes: 5\nretired: {value}"))
    with pytest.raises(FolderProblemsError, match=rf"{ONE}, line 5: ") as refusal:
        import_course(folder=folder, by=None, at=NOW)
    assert refusal.value.code in {"wrong_kind", "reason_too_long"}


def test_the_last_thing_people_learning_need_is_not_retired(tmp_path):
    bring_in(small(tmp_path))
    (tmp_path / ONE).write_text(LESSON.replace("minutes: 5", "minutes: 5\nretired: Old"))
    with pytest.raises(FolderError, match=f"{ONE}: Nothing else is left"):
        import_course(folder=tmp_path, by=None, at=NOW)
    assert not RetiredActivity.objects.exists()
