"""An award is issued once, when a course that qualifies is finished, and says for ever what was true then."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import ModelLogEntry

from certificates.models import Award, ManualIssue, Status
from certificates.numbers import canonical_code, canonical_serial
from certificates.services.awards import issue_due, revoke
from courses.models import CoursePage
from enrolment.models import ConfirmedName
from lms.accounts.models import User
from tests.cast import NOW
from tests.factories.awards import AwardFactory, FinishedFactory, ManualFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# Half past eleven in the evening, UTC: already the next day in the United Kingdom, on summer time.
LATE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def issued(enrolment, *, at: datetime = NOW) -> Award:
    award = issue_due(enrolment=enrolment, at=at)
    assert award is not None
    return award


def actions(action: str) -> list[dict]:
    return list(ModelLogEntry.objects.filter(action=action).values_list("data", flat=True))


def test_finishing_a_course_that_qualifies_brings_an_award():
    enrolment = FinishedFactory(learner__full_name="Żaneta Kőszegi")
    award = issued(enrolment)
    programme = enrolment.course.programme
    assert (award.learner, award.programme, award.status) == (enrolment.learner, programme, Status.ISSUED)
    assert (award.printed_name, award.programme_name) == ("Żaneta Kőszegi", programme.name)
    assert (award.course_title, award.edition_number) == (enrolment.course.title, 1)


def test_the_day_is_the_calendar_day_in_the_united_kingdom():
    assert issued(FinishedFactory(), at=LATE).issued_on == date(2026, 7, 1)


def test_serial_and_code_are_of_our_form():
    award = issued(FinishedFactory())
    assert canonical_serial(award.serial) == award.serial
    assert canonical_code(award.code) == award.code


def test_the_confirmed_name_is_the_one_that_is_printed():
    enrolment = FinishedFactory()
    ConfirmedName.objects.create(enrolment=enrolment, name="Ż. Kőszegi", confirmed_at=NOW)
    assert issued(enrolment).printed_name == "Ż. Kőszegi"


def test_later_changes_of_names_and_titles_change_nothing():
    award = issued(FinishedFactory(learner__full_name="Ada Marsh"))
    User.objects.filter(pk=award.learner_id).update(full_name="Ada Finch")
    CoursePage.objects.filter(pk=award.enrolment.course_id).update(title="Another title")
    again = issued(award.enrolment)
    assert (again.printed_name, again.course_title) == (award.printed_name, award.course_title)


def test_asking_twice_makes_one_award_and_one_line_of_history():
    enrolment = FinishedFactory()
    assert issued(enrolment) == issued(enrolment)
    assert actions("certificates.issue") == [
        {"enrolment": str(enrolment.pk), "programme": Award.objects.get().programme_id}
    ]


def test_a_course_in_progress_brings_none():
    assert issue_due(enrolment=EnrolmentFactory(course__awarding=True, course__lessons=0), at=NOW) is None


def test_a_course_that_qualifies_for_nothing_brings_none():
    assert issue_due(enrolment=EnrolmentFactory(completed=True), at=NOW) is None


def test_a_revoked_award_is_not_issued_again():
    award = AwardFactory(revoked=True)
    assert issued(award.enrolment) == award
    assert Award.objects.count() == 1


def test_published_manuals_of_the_programme_are_prepared_with_it():
    enrolment = FinishedFactory()
    ManualFactory(programme=enrolment.course.programme)
    ManualFactory(programme=enrolment.course.programme, edition=2, published=False)
    ManualFactory()
    assert ManualIssue.objects.filter(award=issued(enrolment)).count() == ManualIssue.objects.count() == 1


def test_revoking_keeps_why_and_when_and_who(cast):
    award = AwardFactory()
    revoke(award=award, by=cast.office, at=NOW, reason=" The wrong person. ")
    award.refresh_from_db()
    assert (award.status, award.ended_at, award.end_reason) == (Status.REVOKED, NOW, "The wrong person.")
    assert actions("certificates.revoke") == [{"programme": award.programme_id}]


@pytest.mark.parametrize("reason", ["", "  "])
def test_revoking_needs_a_reason(cast, reason):
    with refused("reason_needed"):
        revoke(award=AwardFactory(), by=cast.office, at=NOW, reason=reason)


@pytest.mark.parametrize("trait", ["revoked", "superseded"])
def test_what_has_ended_cannot_be_revoked(cast, trait):
    award = AwardFactory(**{trait: True})
    with refused("not_issued"):
        revoke(award=award, by=cast.office, at=NOW, reason="Again")
