"""From a nomination to a certificate: every step by the cast, in a real browser, with JavaScript and without."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone

from assessments.services.trainers import appoint_trainer
from certificates.models import Award
from courses.models import CoursePage
from enrolment.models import PlaceAllowance
from enrolment.statements import statement_of
from lms.accounts.models import User
from lms.core.registries import integrity_checks
from tests.cast import NOW, Cast
from tests.journeys import place_steps as steps
from tests.journeys.small_path import GATED, fill_path
from tests.journeys.steps import Walk
from tests.journeys.watch import PageFor

Who = Callable[..., Walk]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, once the courses of the path are there and Tom is their trainer."""
    fill_path()
    cast = Cast()
    appoint_trainer(course=CoursePage.objects.get(slug=GATED), person=cast.trainer, by=None, at=NOW)
    assert cast.coordinator
    return cast


@pytest.fixture(params=[True, False], ids=["js", "plain"])
def walk_as(request, page_for: PageFor, photograph) -> Who:
    """Return a function that sets somebody on their way, with JavaScript or without."""

    def begin(name: str, user: User | None = None, **options: bool) -> Walk:
        page = page_for(**{"javascript": request.param, "user": user, **options})
        return Walk(page, photograph, f"{name}-{'js' if request.param else 'plain'}")

    return begin


def test_somebody_is_nominated_and_becomes_a_facilitator(people: Cast, walk_as: Who, settings) -> None:
    settings.SECOND_MARK_PER_CENT = 0
    lead, nominee = walk_as("lead", people.lead), walk_as("nominee")
    steps.make_partner(walk_as("office", people.office, javascript=True, watched=False), people.lead)
    steps.use_up_places(lead, walk_as("seventh", people.lead))
    steps.issue(walk_as("coordinator", people.coordinator))
    learn(nominee, walk_as("trainer", people.trainer))
    check(nominee, walk_as("anybody"))
    steps.see_qualified(lead)
    everything_adds_up()


def check(nominee: Walk, stranger: Walk) -> None:
    """Open the certificate, and let anybody check it."""
    award = Award.objects.get()
    assert steps.fetch_certificate(nominee) == award.serial
    steps.verify(stranger, award.serial, award.code)


def learn(nominee: Walk, trainer: Walk) -> None:
    """Take the whole path: at the first try the written task does not pass, at the second it does."""
    steps.take_up_place(nominee)
    steps.finish_open_course(nominee)
    steps.finish_open_course(nominee)
    steps.begin_facilitator(nominee)
    steps.write(nominee, "I welcome everybody.")
    steps.review(trainer, level=0, comment="Please say how you close the meeting.")
    steps.read_outcome(nominee, "Please say how you close the meeting.")
    steps.write(nominee, "I welcome everybody, and I close with a check-out.", again=True)
    steps.review(trainer, level=3, comment="A clear plan.")
    steps.read_outcome(nominee, "A clear plan.")


def everything_adds_up() -> None:
    """Six places are one used and five held; one certificate went out by one message; every invariant holds."""
    statement = statement_of(PlaceAllowance.objects.get(), at=timezone.now())
    assert (statement.granted, statement.used, statement.held, statement.left) == (6, 1, 5, 0)
    assert sum("certificate" in str(message.body) for message in mail.outbox if message.to == [steps.EMAIL]) == 1
    assert [finding for _name, check in integrity_checks for finding in check()] == []
