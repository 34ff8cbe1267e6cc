"""A kind reminder: to whom, how often, and what it says."""

from datetime import timedelta

import pytest

from enrolment.models import Enrolment, Nudge
from enrolment.services.nudges import nudge
from enrolment.services.pauses import pause
from lms.accounts.models import User
from lms.core.errors import DomainError
from lms.notifications import delivery
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, release, take_up
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday(time_machine):
    """Everything happens at NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """A place of Lena's organisation that Zoë has taken up."""
    short_path()
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    nomination = NominationFactory(allowance=allowance, invited=True, email="zoe@example.org")
    take_up(live_token(nomination), cast.zoe)
    nomination.refresh_from_db()
    return nomination


def remind(place, cast, at=NOW):
    return nudge(nomination=place, by=cast.lead, at=at)


def letter():
    return OutboundEmail.objects.filter(kind="nudge").latest("pk")


class TestWho:
    """Somebody who is learning, and does not pause."""

    def test_one_who_learns_is_written_to(self, place, cast):
        made = remind(place, cast)
        assert (made.nomination, made.sent_at, made.sent_by) == (place, NOW, cast.lead)
        assert (letter().to, letter().user) == ("zoe@example.org", cast.zoe)
        assert audited("enrolment.nudge") == [{"on": str(place.pk), "by": cast.lead.pk, "nudge": made.pk}]

    def test_what_a_coordinator_does_for_a_lead_is_kept_as_such(self, place, cast):
        nudge(nomination=place, by=cast.coordinator, at=NOW)
        assert audited("enrolment.nudge")[0]["on_behalf_of"] == cast.partner.pk

    @pytest.mark.parametrize("traits", [{}, {"invited": True}, {"declined": True}, {"redeemed": True}])
    def test_one_who_does_not_learn_is_not(self, traits, cast):
        with refused("not_learning"):
            remind(NominationFactory(**traits), cast)

    def test_one_who_has_finished_is_not(self, place, cast):
        for enrolment in Enrolment.objects.filter(learner=cast.zoe):
            complete(enrolment)
        with refused("not_learning"):
            remind(place, cast)

    def test_one_whose_place_was_released_is_not(self, place, cast):
        release(place, cast.lead)
        with refused("not_learning"):
            remind(place, cast)

    def test_one_who_pauses_is_left_in_peace(self, place, cast):
        pause(nomination=place, by=cast.zoe, at=NOW)
        with refused("paused"):
            remind(place, cast)

    def test_one_whose_courses_wait_for_a_licence_cannot_go_on(self, place, cast):
        with refused("suspended"):
            remind(place, cast, at=NOW.replace(year=2027, month=3))

    def test_one_without_an_address_cannot_be_written_to(self, place, cast):
        User.objects.filter(pk=cast.zoe.pk).update(email=None, sign_in_name="zoe")
        with refused("no_address"):
            remind(place, cast)
        assert not Nudge.objects.exists()


class TestHowOften:
    """At most once a week."""

    @pytest.mark.parametrize("days", [0, 6])
    def test_again_within_a_week_is_too_soon_and_says_from_when(self, days, place, cast):
        remind(place, cast)
        with pytest.raises(DomainError, match="27 April 2026") as refusal:
            remind(place, cast, at=NOW + days * DAY)
        assert refusal.value.code == "too_soon"

    def test_after_a_week_it_may_be_sent(self, place, cast):
        remind(place, cast)
        assert remind(place, cast, at=NOW + 7 * DAY).sent_at == NOW + 7 * DAY

    def test_another_place_at_the_organisation_counts(self, place, cast):
        other = AllowanceFactory(licence__site__organisation=cast.partner)
        earlier = NominationFactory(redeemed=True, learner=cast.zoe, allowance=other)
        Nudge.objects.create(nomination=earlier, sent_at=NOW - DAY, sent_by=cast.lead)
        with refused("too_soon"):
            remind(place, cast)

    def test_another_organisations_reminder_is_not_told_of(self, place, cast):
        elsewhere = NominationFactory(redeemed=True, learner=cast.zoe)
        Nudge.objects.create(nomination=elsewhere, sent_at=NOW - DAY, sent_by=cast.otherlead)
        assert remind(place, cast)


class TestLetter:
    """What it says, when it goes out."""

    def deliver(self):
        delivery.deliver(pk=letter().pk, at=NOW)
        return letter().status

    @pytest.mark.parametrize(
        "said",
        [
            "Lena Hartley of Harbour Recovery thought of you",
            "in First steps. It takes about 10 min.",
            "/learn/",
            "you can pause",
            "Nobody is told whether you read it",
        ],
    )
    def test_it_says_who_where_what_and_how_to_pause(self, said, place, cast, mailoutbox):
        remind(place, cast)
        assert self.deliver() == Status.SENT
        assert said in mailoutbox[0].body
        assert mailoutbox[0].subject == "A hello from your training"

    def test_it_is_not_sent_to_somebody_who_pauses_meanwhile(self, place, cast, mailoutbox):
        remind(place, cast)
        pause(nomination=place, by=cast.zoe, at=NOW)
        assert (self.deliver(), mailoutbox) == (Status.CANCELLED, [])

    def test_nor_to_somebody_who_has_finished_meanwhile(self, place, cast, mailoutbox):
        remind(place, cast)
        release(place, cast.lead)
        assert (self.deliver(), mailoutbox) == (Status.CANCELLED, [])
