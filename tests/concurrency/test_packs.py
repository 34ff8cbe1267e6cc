"""Races of packs: many people ask and many workers begin, one pack comes of it; each with the naive way as control."""

from uuid import uuid4

import pytest
from django.core.files.storage import storages

from courses.models import CoursePack, PackState
from courses.services.packs import ask_for_pack
from lms.coursepacks.making import make_pack
from tests.cast import NOW
from tests.concurrency.crowd import crowd, errors
from tests.factories.editions import EditionFactory
from tests.factories.packs import CoursePackFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_crowd_asking_at_once_gets_one_pack():
    about = {"edition": EditionFactory(), "module_key": "", "kind": "print", "digest": "a"}
    results = crowd(lambda: ask_for_pack(**about, by=None, at=NOW))
    assert errors(results) == []
    assert {pack for pack, _is_to_make in results} == {CoursePack.objects.get()}
    assert sum(is_to_make for _pack, is_to_make in results) == 1


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_ends_in_errors():
    about = {"edition": EditionFactory(), "module_key": "", "kind": "print", "digest": "a"}

    def look_then_write():
        return CoursePack.objects.filter(**about).first() or CoursePack.objects.create(**about, asked_at=NOW)

    assert "IntegrityError" in errors(crowd(look_then_write))


def test_a_crowd_of_workers_makes_it_once():
    pack = CoursePackFactory(edition=CourseFactory(lessons=1).editions.get(), kind="offline")
    begun = crowd(lambda: CoursePack.objects.filter(pk=pack.pk).begin(at=NOW))
    assert sorted(begun)[-2:] == [False, True]
    assert CoursePack.objects.get().state == PackState.MAKING


@pytest.mark.postgresql
def test_control_reading_the_state_and_then_saving_begins_it_several_times():
    pack = CoursePackFactory(digest=uuid4().hex)

    def read_then_save():
        row = CoursePack.objects.get(pk=pack.pk)
        is_mine = row.state == PackState.WAITING
        row.state = PackState.MAKING
        row.save()
        return is_mine

    assert sum(crowd(read_then_save)) > 1


def test_a_crowd_of_workers_stores_one_file():
    pack = CoursePackFactory(edition=CourseFactory(lessons=1).editions.get(), kind="offline")
    assert errors(crowd(lambda: make_pack(pk=str(pack.pk), at=NOW))) == []
    pack.refresh_from_db()
    assert storages["private"].listdir(f"packs/{pack.pk}")[1] == [pack.file.rpartition("/")[2]]
