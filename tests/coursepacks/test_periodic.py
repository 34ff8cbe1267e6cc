"""The sweep finds packs that nobody finished, and removes old ones with their files."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages

from courses.models import CoursePack
from courses.rules.packs import MAKE_AGAIN_AFTER
from lms.coursepacks.periodic import sweep_packs
from tests.cast import NOW
from tests.factories.packs import CoursePackFactory

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("traits", "since", "state"),
    [
        ({}, SOON, "ready"),
        ({"begun": True}, SOON, "making"),
        ({"begun": True}, MAKE_AGAIN_AFTER + SOON, "ready"),
        ({"begun": True}, timedelta(hours=2), "failed"),
        ({"state": "failed", "begun_at": NOW}, timedelta(minutes=5), "failed"),
    ],
)
def test_what_becomes_of_a_pack(traits, since, state, time_machine, django_capture_on_commit_callbacks):
    pack = CoursePackFactory(**traits)
    time_machine.move_to(NOW + since)
    with django_capture_on_commit_callbacks(execute=True):
        sweep_packs()
    pack.refresh_from_db()
    assert pack.state == state


def test_an_old_one_goes_with_its_file(time_machine):
    name = CoursePackFactory(ready=True).file
    time_machine.move_to(NOW + timedelta(days=91))
    sweep_packs()
    assert not CoursePack.objects.exists()
    assert not storages["private"].exists(name)
