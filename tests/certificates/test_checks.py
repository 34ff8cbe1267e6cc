"""A certificate that waits for a check: until it is seen by an organisation the learner belongs to (domain B 18)."""

from datetime import date, timedelta

import pytest

from certificates.integrity import award_findings
from certificates.models import Award
from certificates.services.awards import issue_due
from certificates.services.sweeping import sweep
from enrolment.models import Affiliation, CheckConfirmation
from enrolment.services.checks import confirm_check
from tests.cast import NOW
from tests.factories.awards import AwardFactory, FinishedFactory
from tests.factories.partners import SiteFactory
from tests.factories.staff import AffiliationFactory, CheckFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(cast):
    """Zoë has passed a course whose certificate waits for a check; she belongs to a site of Lena's organisation."""
    AffiliationFactory(person=cast.zoe, site=SiteFactory(organisation=cast.partner))
    return FinishedFactory(learner=cast.zoe, course__requires_check=True)


def has_award(enrolment) -> bool:
    return issue_due(enrolment=enrolment, at=NOW) is not None


def test_without_a_check_there_is_no_award_and_nothing_is_amiss(finished):
    assert not has_award(finished)
    assert sweep(at=NOW).issued == 0
    assert list(award_findings()) == []


def test_a_current_check_of_an_organisation_they_belong_to_brings_it(finished, cast):
    CheckFactory(person=cast.zoe, organisation=cast.partner)
    assert has_award(finished)


def test_confirming_the_check_issues_it_at_once(finished, cast):
    about = {"person": cast.zoe, "organisation": cast.partner, "kind": "dbs", "seen_on": NOW.date()}
    confirm_check(**about, by=cast.lead, at=NOW)
    assert Award.objects.get().enrolment == finished


def test_a_check_of_an_organisation_they_left_or_never_joined_does_not_count(finished, cast):
    CheckFactory(person=cast.zoe, organisation=cast.otherpartner)
    CheckFactory(person=cast.amir, organisation=cast.partner)
    assert not has_award(finished)
    CheckFactory(person=cast.zoe, organisation=cast.partner)
    Affiliation.objects.update(ends_on=NOW - timedelta(days=1))
    assert not has_award(finished)


@pytest.mark.parametrize("end", [{"expires_on": date(2026, 4, 19)}, {"withdrawn_at": NOW}])
def test_a_check_that_has_ended_or_was_taken_back_does_not_count(finished, cast, end):
    CheckFactory(person=cast.zoe, organisation=cast.partner)
    CheckConfirmation.objects.update(**end)
    assert not has_award(finished)


def test_the_sweep_finds_what_was_missed_and_integrity_names_it_until_then(finished, cast):
    CheckFactory(person=cast.zoe, organisation=cast.partner)
    assert len(list(award_findings())) == 1
    assert sweep(at=NOW).issued == 1


def test_an_award_that_was_made_stays_when_the_check_ends(cast):
    award = AwardFactory(enrolment__course__requires_check=True)
    assert issue_due(enrolment=award.enrolment, at=NOW) == award


def test_the_learner_reads_kindly_what_is_awaited(finished, cast, client_of):
    page = client_of(cast.zoe).get("/learn/certificates/").content.decode()
    assert "Well done. Your certificate comes as soon as" in page
    assert "There is nothing here yet" not in page
