"""A worker is killed while it makes packs: the sweep finds them, others make them, and each is there once and whole."""

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from courses.models import CoursePack, PackKind, PackState
from courses.rules.packs import MAKE_AGAIN_AFTER
from lms.coursepacks.periodic import sweep_packs
from lms.coursepacks.tasks import make_pack
from tests.factories.packs import CoursePackFactory
from tests.factories.pages import CourseFactory
from tests.faults.test_outbox_killed import brokers
from tests.faults.workers import Works, wait_until


@pytest.fixture(params=brokers())
def works(request, tmp_path, transactional_db):
    works = Works(broker=request.param, folder=tmp_path)
    yield works
    works.clear()


@pytest.fixture
def asked(works) -> int:
    """Every kind of pack of a course of two modules; a worker was told of each."""
    edition = CourseFactory(modules=2, lessons=2).editions.get()
    keys = ["", *dict.fromkeys(activity.module_key for activity in edition.outline.activities)]
    for kind in PackKind:
        for key in keys:
            pack = CoursePackFactory(edition=edition, module_key=key, kind=kind, asked_at=timezone.now())
            works.send(make_pack.name, str(pack.pk))
    return len(keys) * len(PackKind)


def in_state(state: PackState) -> int:
    return CoursePack.objects.filter(state=state).count()


def let_time_pass() -> None:
    """Move what is being made so far back that its worker must be gone: nobody waits six minutes for a test."""
    begun = CoursePack.objects.filter(state=PackState.MAKING)
    begun.update(begun_at=timezone.now() - 2 * MAKE_AGAIN_AFTER)


def files(pack: CoursePack) -> list[str]:
    return [f"packs/{pack.pk}/{name}" for name in storages["private"].listdir(f"packs/{pack.pk}")[1]]


def test_a_killed_worker_leaves_packs_that_the_sweep_finds(works, asked):
    works.start()
    wait_until(lambda: in_state(PackState.MAKING) > 0)
    works.kill()
    assert in_state(PackState.READY) < asked
    let_time_pass()
    works.start()
    works.send(sweep_packs.name)
    wait_until(lambda: in_state(PackState.READY) == asked, every=0.5)
    assert [pack.pk for pack in CoursePack.objects.all() if files(pack) != [pack.file]] == []
