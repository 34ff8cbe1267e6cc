"""Who may deliver what, of rows: the same for many as for one, and the same in SQL as in the rules."""

from datetime import date, timedelta

import pytest

from certificates.delivering import Asked, deliveries_of, may_deliver
from certificates.models import Award
from enrolment.models import CheckConfirmation, PlaceAllowance
from enrolment.rules.delivering import Obstacle, Reason
from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.delivering import belong, let_deliver, our_site, site_for
from tests.factories.staff import AffiliationFactory, CheckFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAYS = [timedelta(days=days) for days in (-200, 0, 254, 255, 256, 285, 286)]


@pytest.fixture
def award():
    return AwardFactory()


def reasons(award, *, sites=None, on: date = TODAY) -> tuple[Reason, ...]:
    pair = (award.learner_id, award.programme_id)
    return deliveries_of(Asked([pair[0]], [pair[1]], sites), on=on)[pair]


def obstacles(award, **about) -> list[Obstacle]:
    return [reason.obstacle for reason in reasons(award, **about)]


def test_award_site_and_check_are_a_yes(award):
    let_deliver(award)
    assert reasons(award) == ()


def test_a_volunteer_of_ours_delivers_without_a_licence(award):
    let_deliver(award, site=our_site())
    assert reasons(award) == ()


def test_each_thing_that_is_missing_is_named(award):
    assert obstacles(award) == [Obstacle.NOT_AT_A_SITE]
    belong(award)
    assert obstacles(award) == [Obstacle.NO_CHECK]
    Award.objects.update(status="revoked", ended_at=NOW)
    assert obstacles(award) == [Obstacle.AWARD_ENDED, Obstacle.NO_CHECK]


def test_a_site_licensed_for_something_else_is_none(award):
    allowance = PlaceAllowance.objects.get(licence__site=let_deliver(award).site)
    allowance.licence.licence_type.programmes.remove(award.programme)
    assert obstacles(award) == [Obstacle.NOT_LICENSED]


def test_a_check_that_another_organisation_has_seen_does_not_count(award):
    belong(award)
    CheckFactory(person=award.learner)
    assert obstacles(award) == [Obstacle.NO_CHECK]


def test_a_check_that_was_taken_back_does_not_count_and_the_newest_one_does(award):
    site = let_deliver(award).site
    CheckConfirmation.objects.update(expires_on=TODAY - timedelta(days=1))
    assert reasons(award) == (Reason(Obstacle.CHECK_ENDED, TODAY - timedelta(days=1)),)
    newer = CheckFactory(person=award.learner, organisation=site.organisation)
    assert reasons(award) == ()
    CheckConfirmation.objects.filter(pk=newer.pk).update(withdrawn_at=NOW)
    assert obstacles(award) == [Obstacle.CHECK_ENDED]


def test_what_they_do_elsewhere_does_not_count_where_sites_are_named(award):
    let_deliver(award)
    assert obstacles(award, sites=[site_for(award.programme).pk]) == [Obstacle.NOT_AT_A_SITE]


@pytest.mark.parametrize("days", DAYS, ids=str)
@pytest.mark.parametrize("place", ["licensed", "ours", "other"])
def test_one_statement_says_the_same_as_the_rules(award, days, place):
    sites = {"licensed": site_for(award.programme), "ours": our_site(), "other": AffiliationFactory().site}
    let_deliver(award, site=sites[place])
    on = TODAY + days
    said = may_deliver(person=award.learner_id, programme=award.programme_id, on=on)
    assert said == (reasons(award, on=on) == ())


@pytest.mark.parametrize("count", [2, 40])
def test_many_people_cost_the_same_statements(count):
    awards = AwardFactory.create_batch(count)
    site = site_for(awards[0].programme)
    for award in awards:
        belong(award, site=site)
    asked = Asked([award.learner_id for award in awards], [award.programme_id for award in awards])
    with assert_statements(at_most=4) as counted:
        deliveries_of(asked, on=TODAY)
    assert len(counted) == 4
