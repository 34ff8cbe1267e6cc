"""Personal copies of manuals: for whoever holds the award, asked for once, every download recorded."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from certificates.models import ManualIssue
from certificates.services.manuals import hand_out_manual, request_manual
from enrolment.models import LicenceType
from tests.cast import NOW
from tests.factories.awards import AwardFactory, ManualFactory, ManualIssueFactory
from tests.factories.delivering import belong, our_site, site_for
from tests.factories.staff import AffiliationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def belonging_award(**traits):
    award = AwardFactory(**traits)
    belong(award)
    return award


def issue_of_somebody_at_a_site(**traits):
    issue = ManualIssueFactory(**traits)
    belong(issue.award)
    return issue


def test_asking_twice_makes_one_copy():
    award = belonging_award()
    manual = ManualFactory(programme=award.programme)
    first, second = (request_manual(award=award, manual=manual, by=award.learner, at=NOW) for _ in range(2))
    assert first == second == ManualIssue.objects.get()
    assert ModelLogEntry.objects.filter(action="certificates.issue_manual").count() == 1


@pytest.mark.parametrize("trait", ["revoked", "superseded"])
def test_an_award_that_has_ended_brings_no_manual(trait):
    award = belonging_award(**{trait: True})
    with refused("no_manual"):
        request_manual(award=award, manual=ManualFactory(programme=award.programme), by=award.learner, at=NOW)


def test_a_manual_of_another_programme_or_not_yet_published_does_not_come_with_it():
    award = belonging_award()
    for manual in (ManualFactory(), ManualFactory(programme=award.programme, published=False)):
        with refused("no_manual"):
            request_manual(award=award, manual=manual, by=award.learner, at=NOW)


def test_every_download_is_recorded_and_the_first_keeps_its_time(cast):
    issue = issue_of_somebody_at_a_site(drawn=True)
    names = {hand_out_manual(issue=issue, by=cast.zoe, at=NOW) for _ in range(2)}
    assert names == {issue.pdf_name}
    assert ManualIssue.objects.get().first_downloaded_at == NOW
    assert ModelLogEntry.objects.filter(action="certificates.download_manual", user=cast.zoe).count() == 2


def test_a_copy_that_is_still_being_made_is_not_handed_out(cast):
    with refused("not_ready"):
        hand_out_manual(issue=issue_of_somebody_at_a_site(), by=cast.zoe, at=NOW)


def test_manuals_end_with_the_affiliation(cast):
    issue = ManualIssueFactory(drawn=True)
    site = site_for(issue.award.programme)
    AffiliationFactory(person=issue.award.learner, site=site, ends_on=NOW.date() - timedelta(days=1))
    AffiliationFactory(site=site)
    with refused("not_at_a_site"):
        hand_out_manual(issue=issue, by=issue.award.learner, at=NOW)
    with refused("not_at_a_site"):
        request_manual(award=issue.award, manual=issue.manual, by=issue.award.learner, at=NOW)


@pytest.mark.parametrize(("days", "is_open"), [(0, True), (30, True), (31, False)])
def test_manuals_stay_open_while_the_licence_is_live_or_in_grace(days, is_open):
    issue = issue_of_somebody_at_a_site(drawn=True)
    at = datetime(2026, 12, 31, 12, tzinfo=UTC) + timedelta(days=days)
    with nullcontext() if is_open else refused("not_at_a_site"):
        hand_out_manual(issue=issue, by=issue.award.learner, at=at)


def test_a_site_without_a_licence_for_the_programme_opens_no_manual():
    issue = ManualIssueFactory(drawn=True)
    AffiliationFactory(person=issue.award.learner, site=site_for(AwardFactory().programme))
    LicenceType.objects.get(key="smart-recovery").programmes.remove(issue.award.programme)
    with refused("not_at_a_site"):
        hand_out_manual(issue=issue, by=issue.award.learner, at=NOW)


def test_a_volunteer_of_ours_needs_no_licence():
    issue = ManualIssueFactory(drawn=True)
    AffiliationFactory(person=issue.award.learner, site=our_site())
    assert hand_out_manual(issue=issue, by=issue.award.learner, at=NOW) == issue.pdf_name
