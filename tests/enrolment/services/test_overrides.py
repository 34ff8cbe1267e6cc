"""Marking something as done or not done for a learner: with a reason, never for oneself, and nothing is forgotten."""

from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from enrolment.integrity import declaration_findings, enrolment_findings
from enrolment.models import (
    ActivityCompletion,
    CompletionSource,
    DeclarationPage,
    Enrolment,
    NameConfirmationPage,
    Override,
)
from enrolment.models.overrides import LONGEST_REASON
from enrolment.services.activities import confirm_name, make_declaration
from enrolment.services.overrides import mark_done, mark_undone
from enrolment.services.progress import record_completion
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def mark(act, enrolment, by, *, number=0, reason=" They did it in the group on Monday. ", key=None):
    return act(
        enrolment=enrolment, activity_key=key or enrolment.edition.outline.keys[number], reason=reason, by=by, at=NOW
    )


def test_marking_as_done_records_it_as_the_word_of_staff(cast):
    made = mark(mark_done, EnrolmentFactory(), cast.office)
    assert ActivityCompletion.objects.get().source == CompletionSource.STAFF
    assert (made.done, made.reason, made.made_by, made.was_source) == (
        True,
        "They did it in the group on Monday.",
        cast.office,
        "",
    )


def test_the_audit_log_names_the_activity_and_the_row_but_no_reason(cast):
    enrolment = EnrolmentFactory()
    made = mark(mark_done, enrolment, cast.office)
    entry = ModelLogEntry.objects.get(action="enrolment.mark_done")
    assert (entry.object_id, entry.user) == (str(enrolment.pk), cast.office)
    assert entry.data == {"activity": str(made.activity_key), "override": made.pk}


def test_the_last_activity_completes_the_course_whatever_time_it_asks_for(cast, completions):
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1, minimum_study_minutes=15))
    mark(mark_done, enrolment, cast.office)
    assert (completions, list(enrolment_findings())) == ([enrolment], [])


def test_what_is_optional_can_still_be_marked_after_the_course(cast):
    enrolment = EnrolmentFactory(completed=True)
    assert mark(mark_done, enrolment, cast.office).done


def test_marking_as_not_done_removes_it_and_keeps_what_it_was(cast):
    done = ActivityCompletionFactory()
    made = mark(mark_undone, done.enrolment, cast.office)
    assert not ActivityCompletion.objects.exists()
    assert (made.done, made.was_done_at, made.was_source) == (False, NOW, CompletionSource.SELF_PACED)
    assert ModelLogEntry.objects.filter(action="enrolment.mark_undone").count() == 1


def test_the_learner_can_do_it_again_and_both_stand_in_the_history(cast):
    enrolment = ActivityCompletionFactory().enrolment
    mark(mark_undone, enrolment, cast.office)
    key = enrolment.edition.outline.keys[0]
    assert record_completion(enrolment=enrolment, activity_key=key, by=enrolment.learner, at=NOW)
    mark(mark_undone, enrolment, cast.office)
    mark(mark_done, enrolment, cast.office)
    assert list(Override.objects.values_list("done", flat=True)) == [False, False, True]


@pytest.mark.parametrize("act", [mark_done, mark_undone])
class TestBoth:
    """What both acts refuse."""

    def test_nobody_does_it_for_themselves(self, act, cast):
        with refused("not_for_yourself"):
            mark(act, EnrolmentFactory(learner=cast.office), cast.office)

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_reason_is_needed(self, act, reason, cast):
        with refused("reason_needed"):
            mark(act, EnrolmentFactory(), cast.office, reason=reason)

    def test_a_reason_has_an_end(self, act, cast):
        with refused("reason_too_long"):
            mark(act, EnrolmentFactory(), cast.office, reason="a" * (LONGEST_REASON + 1))

    def test_a_place_that_ended_changes_no_more(self, act, cast):
        enrolment = EnrolmentFactory()
        Enrolment.objects.mark_withdrawn(at=NOW)
        with refused("enrolment_ended"):
            mark(act, enrolment, cast.office)

    def test_the_activity_must_be_of_their_edition(self, act, cast):
        with refused("not_in_edition"):
            mark(act, EnrolmentFactory(), cast.office, key=str(uuid4()))


def test_what_is_done_is_not_marked_as_done_again(cast):
    with refused("already_done"):
        mark(mark_done, ActivityCompletionFactory().enrolment, cast.office)
    assert not Override.objects.exists()


def test_what_is_not_done_cannot_be_taken_back(cast):
    with refused("not_done"):
        mark(mark_undone, EnrolmentFactory(), cast.office)


def test_what_a_finished_course_rests_on_stays(cast):
    done = ActivityCompletionFactory(enrolment__completed=True)
    with refused("course_completed"):
        mark(mark_undone, done.enrolment, cast.office)
    assert ActivityCompletion.objects.exists()


@pytest.fixture
def formal():
    """Somebody on a course of a declaration and a name, and of one lesson."""
    return EnrolmentFactory(course=CourseFactory(lessons=1, formalities=True))


def test_what_somebody_declared_is_not_taken_back_for_them(formal, cast):
    page = DeclarationPage.objects.get()
    about = {"by": formal.learner, "at": NOW}
    make_declaration(enrolment=formal, page=page, words_seen=page.words_digest, **about)
    with refused("given_in_person"):
        mark(mark_undone, formal, cast.office, key=page.activity_key)
    assert list(declaration_findings()) == []


def test_neither_is_the_name_they_confirmed(formal, cast):
    page = NameConfirmationPage.objects.get()
    confirm_name(enrolment=formal, page=page, name="Zoë Ŵyn", by=formal.learner, at=NOW)
    with refused("given_in_person"):
        mark(mark_undone, formal, cast.office, key=page.activity_key)


def test_a_declaration_signed_on_paper_can_be_marked_and_taken_back(formal, cast):
    key = DeclarationPage.objects.get().activity_key
    mark(mark_done, formal, cast.office, key=key)
    mark(mark_undone, formal, cast.office, key=key)
    assert list(declaration_findings()) == []
