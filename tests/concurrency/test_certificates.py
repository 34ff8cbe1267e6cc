"""Races of awards and their certificates, with real threads; each with the naive way as its control."""

import pytest
from django.core.files.storage import storages
from wagtail.models import ModelLogEntry

from certificates.drawing import draw_certificate
from certificates.models import Award, ManualIssue
from certificates.services.awards import issue_due, revoke
from certificates.services.manuals import request_manual
from enrolment.models import Enrolment
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.concurrency.crowd import all_at_once, crowd, errors
from tests.factories.awards import AwardFactory, FinishedFactory, ManualFactory
from tests.factories.delivering import belong

pytestmark = pytest.mark.django_db(transaction=True)


def files_of(award: Award) -> list[str]:
    return storages["private"].listdir(f"certificates/{award.pk}")[1]


def draw(award: Award) -> None:
    draw_certificate(pk=str(award.pk), at=NOW)


# --- Issuing --------------------------------------------------------------------------------------


def test_a_crowd_issuing_for_one_course_makes_one_award_and_nobody_sees_an_error():
    enrolment = FinishedFactory()
    results = crowd(lambda: issue_due(enrolment=enrolment, at=NOW))
    assert errors(results) == []
    assert {result.pk for result in results} == {Award.objects.get().pk}
    assert ModelLogEntry.objects.filter(action="certificates.issue").count() == 1


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_ends_in_errors():
    enrolment = FinishedFactory()

    def look_then_write():
        return Award.objects.filter(enrolment=enrolment).first() or AwardFactory(enrolment=enrolment)

    assert "IntegrityError" in errors(crowd(look_then_write))


def test_an_award_revoked_while_the_sweep_issues_stays_revoked(cast):
    enrolment, office = FinishedFactory(), cast.office
    award = issue_due(enrolment=enrolment, at=NOW)
    issue = [lambda: issue_due(enrolment=Enrolment.objects.get(), at=NOW)] * 3
    all_at_once(*issue, lambda: revoke(award=award, by=office, at=NOW, reason="A mistake"), *issue)
    assert [found.status for found in Award.objects.all()] == ["revoked"]


# --- Drawing --------------------------------------------------------------------------------------


def test_a_crowd_of_workers_makes_one_certificate_and_one_message():
    award = AwardFactory()
    assert errors(crowd(lambda: draw(award))) == []
    award.refresh_from_db()
    assert files_of(award) == [award.pdf_name.rpartition("/")[2]]
    assert OutboundEmail.objects.count() == 1


@pytest.mark.postgresql
def test_control_storing_without_asking_whether_somebody_has_writes_several_times():
    award = AwardFactory()

    def read_then_save():
        row = Award.objects.get(pk=award.pk)
        is_new = row.pdf_name == ""
        row.pdf_name, row.pdf_stored_at = "certificates/control.pdf", NOW
        row.save()
        return is_new

    assert sum(crowd(read_then_save)) > 1


# --- Manuals --------------------------------------------------------------------------------------


def test_a_crowd_asking_for_one_manual_gets_one_copy():
    award = AwardFactory()
    belong(award)
    manual = ManualFactory(programme=award.programme)
    results = crowd(lambda: request_manual(award=award, manual=manual, by=award.learner, at=NOW))
    assert errors(results) == []
    assert {result.pk for result in results} == {ManualIssue.objects.get().pk}
