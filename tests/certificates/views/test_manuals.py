"""A personal copy of a manual: asked for, prepared, downloaded; gone with a sentence once the award is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from certificates.drawing import draw_manual
from certificates.models import Award, Manual, ManualIssue
from enrolment.models import Affiliation
from tests.cast import NOW
from tests.factories.awards import AwardFactory, ManualFactory, ManualIssueFactory
from tests.factories.delivering import belong

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def zoe(client_of, cast):
    return client_of(cast.zoe)


@pytest.fixture
def manual(cast):
    award = AwardFactory(enrolment__learner=cast.zoe)
    belong(award)
    return ManualFactory(programme=award.programme)


def address(name: str, manual: Manual) -> str:
    return reverse(f"certificates:{name}", args=[Award.objects.get(programme=manual.programme_id).pk, manual.pk])


def copied(manual: Manual) -> ManualIssue:
    return ManualIssueFactory(award=Award.objects.get(programme=manual.programme_id), manual=manual)


def test_looking_asks_for_nothing_and_pressing_does(zoe, manual):
    assert "Prepare my copy" in zoe.get(address("manual", manual)).content.decode()
    assert not ManualIssue.objects.exists()
    assert "is being prepared" in zoe.post(address("manual", manual), follow=True).content.decode()
    assert ManualIssue.objects.count() == 1


def test_the_copy_is_handed_out_and_the_download_recorded(zoe, cast, manual):
    draw_manual(pk=copied(manual).pk, at=NOW)
    assert "manual.pdf" in zoe.get(address("manual", manual)).content.decode()
    answer = zoe.get(address("manual-pdf", manual))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'attachment; filename="facilitator-manual.pdf"'
    assert ModelLogEntry.objects.filter(action="certificates.download_manual", user=cast.zoe).exists()


def test_until_it_is_made_the_download_leads_to_the_page(zoe, manual):
    copied(manual)
    assert zoe.get(address("manual-pdf", manual)).url == address("manual", manual)


def test_a_copy_that_cannot_be_made_says_so(zoe, manual):
    ManualIssue.objects.filter(pk=copied(manual).pk).update(pdf_problem="pdf-letters-missing")
    assert "could not make your copy yet" in zoe.get(address("manual", manual)).content.decode()


@pytest.mark.parametrize("name", ["manual", "manual-pdf"])
def test_once_the_award_is_revoked_there_is_a_sentence_and_no_manual(zoe, manual, name):
    copied(manual)
    Award.objects.update(status="revoked", ended_at=NOW)
    answer = zoe.get(address(name, manual))
    assert answer.status_code == 404
    assert "which is no longer valid" in answer.content.decode()


@pytest.mark.parametrize(("name", "method"), [("manual", "get"), ("manual", "post"), ("manual-pdf", "get")])
def test_whoever_left_their_site_reads_why_and_keeps_the_certificate(zoe, manual, name, method):
    draw_manual(pk=copied(manual).pk, at=NOW)
    Affiliation.objects.update(ends_on=NOW - timedelta(days=1))
    answer = getattr(zoe, method)(address(name, manual))
    assert answer.status_code == 403
    assert "Your certificate stays yours." in answer.content.decode()
    assert "Open to people at a licensed site" in zoe.get(reverse("certificates:list")).content.decode()
    assert zoe.get(reverse("certificates:award", args=[Award.objects.get().pk])).status_code == 200


def test_a_manual_of_another_programme_is_not_there(zoe, manual):
    other = ManualFactory()
    award = Award.objects.get()
    assert zoe.get(reverse("certificates:manual", args=[award.pk, other.pk])).status_code == 404
    assert zoe.post(reverse("certificates:manual", args=[award.pk, other.pk])).status_code == 404


def test_a_copy_of_an_edition_that_is_no_longer_published_stays_its_holder_s(zoe, manual):
    copied(manual)
    Manual.objects.update(published=False)
    assert zoe.get(address("manual", manual)).status_code == 200
    assert address("manual", manual) in zoe.get(reverse("certificates:list")).content.decode()


def test_nobody_else_has_it(client_of, cast, manual):
    draw_manual(pk=copied(manual).pk, at=NOW)
    assert client_of(cast.amir).get(address("manual-pdf", manual)).status_code == 404
