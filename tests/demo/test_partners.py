"""The demo's partners: people at every point of the way, as the contract lists them."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from assessments.models import Attempt
from certificates.models import Award, Route
from enrolment.models import Nomination, PlaceAllowance
from enrolment.statements import statements_of
from lms.accounts.models import User
from lms.core.registries import integrity_checks
from lms.dashboards.journeys import journeys_of
from lms.demo.cast import FACILITATOR, LEAD, OTHER_LEAD, TRAINEE, TRAINER
from lms.demo.partners import load_partners

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """What there is after loading the demo: done once, and taken back after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield {user.email: user for user in User.objects.all()}
        transaction.set_rollback(True)


def words_of(*people):
    rows = list(Nomination.objects.with_people().with_lapse().filter(email__in=people))
    journeys = journeys_of(rows, at=timezone.now())
    return {row.email: str(journeys[row.pk].word) for row in rows}


def test_the_lead_has_places_left_at_one_site_and_none_at_the_other(demo):
    allowances = PlaceAllowance.objects.led_by(demo[LEAD]).with_site()
    statements = statements_of(allowances, at=timezone.now())
    left = {row.licence.site.name: statements[row.pk].left for row in allowances}
    assert left == {"Salford": 3, "Bolton": 0}


def test_every_statement_adds_up(demo):
    assert all(s.adds_up for s in statements_of(PlaceAllowance.objects.all(), at=timezone.now()).values())


def test_the_trainee_learns_and_the_facilitator_is_qualified(demo):
    assert words_of(TRAINEE, FACILITATOR) == {TRAINEE: "learning", FACILITATOR: "qualified"}


def test_the_facilitator_holds_an_award(demo):
    assert Award.objects.issued().filter(learner=demo[FACILITATOR]).count() == 1


def test_a_colleague_who_trained_before_is_recognised(demo):
    assert Award.objects.issued().get(route=Route.RECOGNISED).learner.full_name == "Marta Quill-Österberg"


def test_the_trainer_has_work_to_read(demo):
    assert Attempt.objects.reviewable_by(demo[TRAINER]).awaiting_review().count() == 2


def test_the_two_leads_share_nobody(demo):
    mine = Nomination.objects.led_by(demo[LEAD])
    assert not mine.filter(pk__in=Nomination.objects.led_by(demo[OTHER_LEAD])).exists()


def test_loading_again_makes_nobody_twice(demo):
    before = Nomination.objects.count()
    load_partners()
    assert Nomination.objects.count() == before


def test_every_invariant_holds(demo):
    assert [finding for _name, check in integrity_checks for finding in check()] == []
