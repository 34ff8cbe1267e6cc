"""Confirming checks: the one of the nation, seen not long ago, never one's own (domain B 18)."""

from datetime import date, timedelta

import pytest

from enrolment.models import Affiliation, CheckConfirmation
from enrolment.services.checks import confirm_check, withdraw_check
from enrolment.signals import check_confirmed
from tests.cast import NOW
from tests.enrolment.acts import audited
from tests.factories.partners import SiteFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def zoe_here(cast):
    """Zoë at an English site of Lena's organisation."""
    return AffiliationFactory(person=cast.zoe, site__organisation=cast.partner)


def confirm(affiliation, by, *, kind="dbs", seen_on=TODAY, reason="", organisation=None):
    about = {"person": affiliation.person, "organisation": organisation or affiliation.site.organisation}
    return confirm_check(**about, kind=kind, seen_on=seen_on, reason=reason, by=by, at=NOW)


def test_a_check_counts_for_three_years_from_the_day_it_was_seen(zoe_here, cast):
    made = confirm(zoe_here, cast.lead, seen_on=date(2026, 2, 3))
    assert (made.expires_on, made.confirmed_by, made.confirmed_at) == (date(2029, 2, 3), cast.lead, NOW)
    assert audited("enrolment.confirm_check") == [{"on": str(made.pk), "by": cast.lead.pk, "person": cast.zoe.pk}]


def test_whoever_listens_is_told_once(zoe_here, cast):
    heard = []
    check_confirmed.connect(lambda **told: heard.append(told), weak=False, dispatch_uid="test")
    made = confirm(zoe_here, cast.lead)
    check_confirmed.disconnect(dispatch_uid="test")
    assert [(told["sender"], told["confirmation"], told["at"]) for told in heard] == [(CheckConfirmation, made, NOW)]


@pytest.mark.parametrize(
    ("nation", "fits"), [("england", "dbs"), ("wales", "dbs"), ("scotland", "pvg"), ("n_ireland", "access_ni")]
)
def test_the_nation_of_the_site_says_which_check(nation, fits, cast):
    here = AffiliationFactory(site__organisation=cast.partner, site__nation=nation)
    wrong = {"dbs", "pvg", "access_ni"} - {fits}
    for kind in wrong:
        with refused("wrong_check"):
            confirm(here, cast.lead, kind=kind)
    assert confirm(here, cast.lead, kind=fits).kind == fits


def test_who_belongs_in_two_nations_may_hold_either(zoe_here, cast):
    AffiliationFactory(person=cast.zoe, site__organisation=cast.partner, site__nation="scotland")
    assert confirm(zoe_here, cast.lead, kind="pvg").kind == "pvg"


def test_only_for_peers_in_custody_no_check_may_be_needed(zoe_here, cast):
    with refused("wrong_check"):
        confirm(zoe_here, cast.lead, kind="n_a", reason="In custody")
    peer = AffiliationFactory(kind="peer", site__organisation=cast.partner)
    with refused("reason_needed"):
        confirm(peer, cast.lead, kind="n_a", reason=" ")
    assert confirm(peer, cast.lead, kind="n_a", reason="In custody").reason == "In custody"


def test_a_reason_is_kept_only_where_it_is_needed(zoe_here, cast):
    assert confirm(zoe_here, cast.lead, reason="Seen on paper").reason == ""


@pytest.mark.parametrize(
    ("seen_on", "code"), [(TODAY + DAY, "not_yet_seen"), (date(2023, 4, 19), "too_old")], ids=["to come", "too old"]
)
def test_a_day_that_cannot_be_is_refused(seen_on, code, zoe_here, cast):
    with refused(code):
        confirm(zoe_here, cast.lead, seen_on=seen_on)
    assert not CheckConfirmation.objects.exists()


def test_a_check_may_be_written_down_on_its_last_day(zoe_here, cast):
    assert confirm(zoe_here, cast.lead, seen_on=date(2023, 4, 20)).expires_on == TODAY


def test_nobody_confirms_or_takes_back_their_own(zoe_here, cast):
    with refused("own_check"):
        confirm(zoe_here, cast.zoe)
    made = confirm(zoe_here, cast.lead)
    with refused("own_check"):
        withdraw_check(confirmation=made, by=cast.zoe, at=NOW)


def test_it_is_confirmed_for_people_of_the_organisation_alone(zoe_here, cast):
    with refused("not_affiliated"):
        confirm(zoe_here, cast.otherlead, organisation=cast.otherpartner)
    Affiliation.objects.update(starts_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)
    with refused("not_affiliated"):
        confirm(zoe_here, cast.lead)


def test_pressed_twice_it_is_confirmed_once(zoe_here, cast):
    confirm(zoe_here, cast.lead)
    with refused("already_confirmed"):
        confirm(zoe_here, cast.lead)
    assert CheckConfirmation.objects.count() == 1


def test_what_was_recorded_by_mistake_is_taken_back_once_and_stays_on_record(zoe_here, cast):
    made = confirm(zoe_here, cast.lead)
    withdraw_check(confirmation=made, by=cast.lead, at=NOW)
    with refused("already_withdrawn"):
        withdraw_check(confirmation=made, by=cast.lead, at=NOW)
    assert not CheckConfirmation.objects.current(on=TODAY).exists()
    assert CheckConfirmation.objects.get().withdrawn_by == cast.lead


def test_a_coordinator_confirms_on_behalf_of_the_organisation(zoe_here, cast):
    confirm(zoe_here, cast.coordinator)
    assert audited("enrolment.confirm_check")[0]["on_behalf_of"] == cast.partner.pk


def test_the_lead_of_one_of_their_sites_confirms_in_their_own_name(zoe_here, cast):
    AffiliationFactory(person=cast.zoe, site=SiteFactory(organisation=cast.partner))
    confirm(zoe_here, cast.lead)
    assert "on_behalf_of" not in audited("enrolment.confirm_check")[0]


def test_a_stranger_to_the_organisation_is_on_record(zoe_here):
    confirm(zoe_here, UserFactory())
    assert "on_behalf_of" in audited("enrolment.confirm_check")[0]
