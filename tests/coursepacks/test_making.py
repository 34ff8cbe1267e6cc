"""Making a pack: stored once, whoever tries; failed when it cannot be or its words have changed."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages

from courses.models import CoursePack, LessonPage, PackKind
from courses.rules.packs import MAKE_AGAIN_AFTER
from lms.coursepacks.making import make_pack
from tests.cast import NOW
from tests.factories.packs import CoursePackFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack():
    course = CourseFactory(lessons=2)
    return CoursePackFactory(edition=course.editions.get())


def made(pack: CoursePack, at=NOW) -> CoursePack:
    make_pack(pk=str(pack.pk), at=at)
    pack.refresh_from_db()
    return pack


def stored(pack: CoursePack) -> bytes:
    with storages["private"].open(pack.file) as file:
        return file.read()


@pytest.mark.parametrize(("kind", "begins", "ends"), [("print", b"%PDF-1.7", ".pdf"), ("offline", b"PK", ".zip")])
def test_it_is_drawn_stored_and_ready(pack, kind, begins, ends):
    CoursePack.objects.update(kind=kind)
    ready = made(pack)
    assert (ready.state, ready.done_parts, ready.parts) == ("ready", 2, 2)
    assert stored(ready).startswith(begins)
    assert ready.file.endswith(ends)
    assert ready.bytes == len(stored(ready))


def test_making_it_again_changes_nothing(pack):
    ready = made(pack)
    before = (ready.ready_at, ready.file)
    again = made(pack, at=NOW + timedelta(hours=1))
    assert (again.ready_at, again.file) == before


def test_a_pack_whose_words_have_changed_meanwhile_fails(pack):
    LessonPage.objects.update(title="Another")
    assert made(pack).state == "failed"


def test_one_that_is_gone_is_left_alone():
    make_pack(pk="00000000-0000-4000-8000-000000000000", at=NOW)
    assert not CoursePack.objects.exists()


def test_one_that_another_worker_is_at_is_left_alone(pack):
    CoursePack.objects.filter(pk=pack.pk).begin(at=NOW)
    assert made(pack, at=NOW + timedelta(minutes=1)).state == "making"


def test_one_that_a_worker_died_over_is_made(pack):
    CoursePack.objects.filter(pk=pack.pk).begin(at=NOW)
    assert made(pack, at=NOW + MAKE_AGAIN_AFTER + timedelta(seconds=1)).state == "ready"


def test_what_goes_wrong_is_told_and_leaves_it_failed(pack, settings):
    unknown = {"BACKEND": "lms.core.files.MediaStorage", "OPTIONS": {"x": 1}}
    settings.STORAGES = {**settings.STORAGES, "private": unknown}
    with pytest.raises(TypeError):
        make_pack(pk=str(pack.pk), at=NOW)
    assert CoursePack.objects.get().state == "failed"


def test_letters_that_no_face_has_are_said_in_words_and_fail_nothing(pack):
    LessonPage.objects.update(title="Smile ☺")
    again = CoursePackFactory(edition=pack.edition)
    assert made(again).state == "ready"


def test_a_module_of_a_course_is_made_alone(pack):
    key = pack.edition.outline.activities[0].module_key
    module = CoursePackFactory(edition=pack.edition, module_key=key, kind=PackKind.OFFLINE)
    assert made(module).state == "ready"
