"""Personal copies of manuals: for whoever holds the award, asked for once, every download recorded."""

import pytest
from wagtail.models import ModelLogEntry

from certificates.models import ManualIssue
from certificates.services.manuals import hand_out_manual, request_manual
from tests.cast import NOW
from tests.factories.awards import AwardFactory, ManualFactory, ManualIssueFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_asking_twice_makes_one_copy():
    award = AwardFactory()
    manual = ManualFactory(programme=award.programme)
    first, second = (request_manual(award=award, manual=manual, by=award.learner, at=NOW) for _ in range(2))
    assert first == second == ManualIssue.objects.get()
    assert ModelLogEntry.objects.filter(action="certificates.issue_manual").count() == 1


@pytest.mark.parametrize("trait", ["revoked", "superseded"])
def test_an_award_that_has_ended_brings_no_manual(trait):
    award = AwardFactory(**{trait: True})
    with refused("no_manual"):
        request_manual(award=award, manual=ManualFactory(programme=award.programme), by=None, at=NOW)


def test_a_manual_of_another_programme_or_not_yet_published_does_not_come_with_it():
    award = AwardFactory()
    for manual in (ManualFactory(), ManualFactory(programme=award.programme, published=False)):
        with refused("no_manual"):
            request_manual(award=award, manual=manual, by=None, at=NOW)


def test_every_download_is_recorded_and_the_first_keeps_its_time(cast):
    issue = ManualIssueFactory(drawn=True)
    names = {hand_out_manual(issue=issue, by=cast.zoe, at=NOW) for _ in range(2)}
    assert names == {issue.pdf_name}
    assert ManualIssue.objects.get().first_downloaded_at == NOW
    assert ModelLogEntry.objects.filter(action="certificates.download_manual", user=cast.zoe).count() == 2


def test_a_copy_that_is_still_being_made_is_not_handed_out(cast):
    with refused("not_ready"):
        hand_out_manual(issue=ManualIssueFactory(), by=cast.zoe, at=NOW)
