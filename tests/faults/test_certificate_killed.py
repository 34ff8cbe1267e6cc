"""A worker is killed between “released” and “PDF stored” and started again: one award, one certificate, one e-mail."""

import os
from collections import Counter

import pytest
from django.core.files.storage import storages

from certificates.integrity import award_findings
from certificates.models import Award
from certificates.periodic import sweep_certificates
from certificates.tasks import make_certificate
from lms.demo.mailbox import letters
from lms.notifications.models import OutboundEmail, Status
from lms.notifications.periodic import sweep_outbox
from tests.factories.awards import AwardFactory, FinishedFactory
from tests.faults.test_outbox_killed import brokers
from tests.faults.workers import CONCURRENCY, Works, wait_until

FULL = os.environ.get("PROVE") == "1"
ISSUED, UNISSUED = (40, 20) if FULL else (4, 2)
PEOPLE = ISSUED + UNISSUED
KILLS = 5 if FULL else 1


@pytest.fixture(params=brokers())
def works(request, tmp_path, settings, transactional_db):
    settings.OUTBOX_PAUSED = True  # in this process; the workers have settings of their own
    works = Works(broker=request.param, folder=tmp_path)
    settings.MAILBOX_DIR = works.mailbox
    yield works
    works.clear()


@pytest.fixture
def released(works):
    """Courses that are completed: most with their award, which a worker is told of; some where even that was lost."""
    course = AwardFactory().enrolment.course
    AwardFactory.create_batch(ISSUED - 1, enrolment__course=course)
    FinishedFactory.create_batch(UNISSUED, course=course)
    for pk in Award.objects.values_list("pk", flat=True):
        works.send(make_certificate.name, str(pk))


def stored() -> int:
    return Award.objects.exclude(pdf_name="").count()


def is_drawing() -> bool:
    return Award.objects.without_pdf().filter(tried_at__isnull=False).exists()


def arrived() -> Counter[str]:
    return Counter(letter.to for letter in letters())


def files(award: Award) -> list[str]:
    folder = f"certificates/{award.pk}"
    return [f"{folder}/{name}" for name in storages["private"].listdir(folder)[1]]


def kill_while_drawing(works, *, after):
    works.start()
    wait_until(lambda: stored() >= after and is_drawing())
    works.kill()


def sweep_until_done(works):
    def is_done():
        works.send(sweep_certificates.name)
        works.send(sweep_outbox.name)
        waiting = OutboundEmail.objects.filter(status__in=[Status.QUEUED, Status.SENDING])
        return stored() == PEOPLE and not waiting.exists()

    works.start()
    wait_until(is_done, every=1.0)


def test_a_killed_worker_leaves_one_award_one_certificate_and_one_message_each(works, released):
    for kill in range(KILLS):
        kill_while_drawing(works, after=kill * ISSUED // (2 * KILLS))
    assert stored() < PEOPLE
    assert is_drawing()
    sweep_until_done(works)
    awards = list(Award.objects.all())
    assert (len({award.enrolment_id for award in awards}), len(awards)) == (PEOPLE, PEOPLE)
    assert [award.pk for award in awards if files(award) != [award.pdf_name]] == []
    assert list(award_findings()) == []
    assert_written_to_once(awards)


def assert_written_to_once(awards: list[Award]) -> None:
    """Each is one message, delivered once; one that a kill cut off may or may not have arrived, and is shown so."""
    keys = {f"certificate:{award.pk}" for award in awards}
    assert set(OutboundEmail.objects.values_list("key", flat=True)) == keys
    assert set(arrived().values()) == {1}
    assert OutboundEmail.objects.exclude(status=Status.SENT).count() <= KILLS * CONCURRENCY
    assert len(arrived()) >= PEOPLE - KILLS * CONCURRENCY
