"""A course of twenty lessons with every block, on paper: the judges accept it, and it is made well within a minute."""

import time
from pathlib import Path

import pytest

from courses.models import CourseEdition
from lms.coursepacks.material import gather
from lms.coursepacks.printing import print_draft
from tests.artefacts.judges import judge_all
from tests.artefacts.packs import make_packs
from tests.factories.whole_courses import whole_course

SECONDS = 60  # of this process's own time: what else the machine does is no matter


def verdicts(paths: list[Path]) -> set[tuple[bool, bool, str]]:
    return {(verdict.passed, verdict.checks > 0, verdict.broken) for verdict in judge_all(paths)}


@pytest.mark.django_db
def test_twenty_lessons_are_accepted_and_made_within_a_minute(tmp_path, capsys):
    edition, path = CourseEdition.objects.current_for(whole_course(modules=4, lessons=5)), tmp_path / "pack.pdf"
    began, watched = time.process_time(), time.monotonic()
    path.write_bytes(print_draft(gather(edition), tell=lambda done: None).render())
    took, waited = time.process_time() - began, time.monotonic() - watched
    with capsys.disabled():
        print(f"\n20 lessons, {path.stat().st_size // 1024} kB: {took:.1f} s of work in {waited:.1f} s")  # noqa: T201
    assert verdicts([path]) == {(True, True, "")}
    assert took < SECONDS


def test_what_verify_artefacts_makes_of_courses_is_accepted(tmp_path):
    assert verdicts(make_packs(tmp_path, sizes=(2,))) == {(True, True, "")}
