"""A whole table is carried out together or not at all, and bringing it again doubles nothing."""

import pytest

from certificates.models import Award, Route
from certificates.recognising import plan_recognitions
from certificates.services.recognising import recognise_lines
from enrolment.models import Affiliation, AffiliationOrigin, BelongingKind, Enrolment
from lms.accounts.models import User
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.delivering import our_site
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, ProgrammeFactory
from tests.factories.partners import SiteFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TABLE = """name,email,programme,trained_on,reason,site
Ada Marsh,ada@example.org,Quay,2019-05-03,Seen,Harbour
Zoë,zoe@example.org,Quay,2018-05-03,Seen,
Nobody,nobody,Quay,2018-05-03,Seen,
"""


@pytest.fixture
def course(cast):
    SiteFactory(name="Harbour")
    assert cast.zoe.full_name
    return CourseFactory(awarding=True, lessons=0, programme=ProgrammeFactory(name="Quay"))


def plan(cast, table=TABLE):
    return plan_recognitions(table, by=cast.office, at=NOW)


def carry_out(cast, lines):
    return recognise_lines(lines, by=cast.office, at=NOW)


def test_all_good_rows_are_carried_out(cast, course):
    assert carry_out(cast, plan(cast).good) == 2
    assert set(Award.objects.values_list("printed_name", flat=True)) == {"Ada Marsh", "Zoë Ŵyn-Łukasz"}
    assert set(Award.objects.values_list("route", flat=True)) == {Route.RECOGNISED}


def test_the_site_of_a_row_is_where_they_belong_from_today(cast, course):
    carry_out(cast, plan(cast).good)
    row = Affiliation.objects.get()
    assert (row.person.email, row.site.name, row.starts_on) == ("ada@example.org", "Harbour", NOW.date())
    assert (row.origin, row.kind) == (AffiliationOrigin.IMPORT, BelongingKind.STAFF)


def test_at_a_site_of_our_own_they_are_volunteers(cast, course):
    table = TABLE.replace("Harbour", our_site().name)
    carry_out(cast, plan(cast, table).good)
    assert Affiliation.objects.get().kind == BelongingKind.VOLUNTEER


def test_bringing_the_table_again_reports_and_doubles_nothing(cast, course):
    carry_out(cast, plan(cast).good)
    again = plan(cast)
    assert ([line.number for line in again.done], again.good) == ([2, 3], ())
    assert (len(again.wrong), Award.objects.count()) == (1, 2)


def test_when_one_row_has_changed_meanwhile_none_is_carried_out(cast, course):
    lines = plan(cast).good
    begun = EnrolmentFactory(learner=cast.zoe, course=course)
    with refused("already_taking"):
        carry_out(cast, lines)
    assert list(Enrolment.objects.all()) == [begun]
    assert not User.objects.filter(email="ada@example.org").exists()
    assert not Affiliation.objects.exists()


def test_each_is_written_to_once_and_told_how_to_choose_a_password(
    cast, course, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        carry_out(cast, plan(cast).good)
    assert sorted(OutboundEmail.objects.values_list("kind", flat=True)) == ["certificate", "certificate"]
    told = {mail.to[0]: "/accounts/password/reset/" in mail.body for mail in mailoutbox}
    assert told == {"ada@example.org": True, "zoe@example.org": False}
