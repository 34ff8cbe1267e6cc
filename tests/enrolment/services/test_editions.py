"""Moving people in progress to the newest edition, and what retiring asks of the editions they are on."""

import pytest
from wagtail.models import PageLogEntry

from courses.models import RetiredActivity
from enrolment.models import ActivityCompletion, Enrolment, Status
from enrolment.services import editions
from enrolment.services.editions import apply_edition, retire
from tests.cast import NOW
from tests.enrolment.acts import audited
from tests.factories.editions import EditionFactory, one_lesson
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.performance.budget import assert_statements
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    """The first edition of a course: one lesson."""
    return EditionFactory()


@pytest.fixture
def new(old):
    """The second edition: a lesson more."""
    return EditionFactory(course=old.course, number=2, outline_json=[*old.outline_json, *one_lesson()])


def on(edition, **about):
    return EnrolmentFactory(course=edition.course, edition=edition, **about)


def test_whoever_is_in_progress_moves(old, new, cast):
    mine = on(old)
    assert apply_edition(edition=new, by=cast.editor) == 1
    assert Enrolment.objects.get(pk=mine.pk).edition == new


def test_nothing_else_of_theirs_changes(old, new, cast):
    on(old)
    before = Enrolment.objects.values().get()
    apply_edition(edition=new, by=cast.editor)
    assert Enrolment.objects.values().get() == before | {"edition_id": new.pk}


@pytest.mark.parametrize("about", [{"completed": True}, {"status": Status.WITHDRAWN, "withdrawn_at": NOW}])
def test_whoever_has_completed_or_left_never_moves(about, old, new, cast):
    mine = on(old, **about)
    assert apply_edition(edition=new, by=cast.editor) == 0
    assert Enrolment.objects.get(pk=mine.pk).edition == old


def test_people_of_other_courses_stay(old, new, cast):
    elsewhere = on(EditionFactory())
    apply_edition(edition=new, by=cast.editor)
    assert Enrolment.objects.get(pk=elsewhere.pk).edition == elsewhere.edition


def test_doing_it_again_changes_nothing(old, new, cast):
    on(old)
    assert [apply_edition(edition=new, by=cast.editor) for _ in range(2)] == [1, 0]
    assert len(audited("enrolment.apply_edition")) == 1


def test_nobody_completes_by_it(old, new, cast):
    mine = ActivityCompletionFactory(enrolment=on(new)).enrolment
    shorter = EditionFactory(course=old.course, number=3, outline_json=old.outline_json)
    apply_edition(edition=shorter, by=cast.editor)
    assert not Enrolment.objects.get(pk=mine.pk).is_completed


def test_what_was_done_stays(old, new, cast):
    fact = ActivityCompletionFactory(enrolment=on(old))
    apply_edition(edition=new, by=cast.editor)
    assert ActivityCompletion.objects.get() == fact


def test_it_stands_in_the_audit_log_of_the_course_and_of_each_enrolment(old, new, cast):
    mine = on(old)
    apply_edition(edition=new, by=cast.editor)
    entry = PageLogEntry.objects.get(action="enrolment.apply_edition")
    assert (entry.page_id, entry.user, entry.data) == (new.course_id, cast.editor, {"edition": 2, "people": 1})
    assert audited("enrolment.apply_edition") == [{"on": str(mine.pk), "by": cast.editor.pk, "edition": 2}]


def test_an_edition_that_is_not_the_newest_is_not_applied(old, new, cast):
    on(new)
    with refused("newer_edition"):
        apply_edition(edition=old, by=cast.editor)


def test_many_people_move_batch_by_batch(old, new, cast, monkeypatch):
    monkeypatch.setattr(editions, "BATCH", 2)
    EnrolmentFactory.create_batch(5, course=old.course, edition=old)
    assert apply_edition(edition=new, by=cast.editor) == 5
    assert Enrolment.objects.behind(new).count() == 0


@pytest.mark.parametrize("people", [2, 20])
def test_it_costs_the_same_for_few_people_and_many(people, old, new, cast):
    EnrolmentFactory.create_batch(people, course=old.course, edition=old)
    apply_edition(edition=EditionFactory(), by=cast.editor)
    with assert_statements(at_most=12):
        apply_edition(edition=new, by=cast.editor)


def test_what_stands_in_an_older_edition_alone_can_be_retired_while_people_learn_with_it(old, cast):
    gone = one_lesson(2)
    first = EditionFactory(outline_json=gone)
    EditionFactory(course=first.course, number=2, outline_json=gone[:1])
    about = {"course": first.course, "activity_key": gone[1]["key"], "reason": "Old.", "by": cast.editor, "at": NOW}
    with refused("not_in_edition"):
        retire(**about)
    on(first)
    assert (retire(**about), RetiredActivity.objects.count()) == (RetiredActivity.objects.get(), 1)


def test_nobody_is_left_with_nothing_to_do_on_an_older_edition(old, new, cast):
    shorter = EditionFactory(course=old.course, number=3, outline_json=new.outline_json[1:])
    about = {"course": old.course, "activity_key": old.outline.keys[0], "reason": "Old.", "by": None, "at": NOW}
    on(old)
    with refused("nothing_required"):
        retire(**about)
    apply_edition(edition=shorter, by=cast.editor)
    with refused("not_in_edition"):
        retire(**about)
