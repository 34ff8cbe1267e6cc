"""Who belongs where: leaving gives places back, moving keeps them, nobody does it to themselves (domain B 3, B 8)."""

from datetime import date, timedelta

import pytest

from enrolment.models import Affiliation, Enrolment, Nomination
from enrolment.services.affiliations import affiliate, end_affiliation, move_person, record_affiliation
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, places, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation."""
    make_ready()
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def zoe_here(cast, place):
    """Zoë, who took up a place and belongs to its site."""
    take_up(live_token(NominationFactory(invited=True, allowance=place, email=cast.zoe.email)), cast.zoe)
    return Affiliation.objects.get(person=cast.zoe)


@pytest.fixture
def elsewhere(cast):
    """Another site of Lena's organisation."""
    return SiteFactory(organisation=cast.partner)


def leave(affiliation, by, *, last_day=TODAY, at=NOW):
    return end_affiliation(affiliation=affiliation, last_day=last_day, by=by, at=at)


def move(affiliation, to_site, by, *, on=TODAY):
    return move_person(affiliation=affiliation, to_site=to_site, on=on, by=by, at=NOW)


def record(person, site, by, *, starts_on=TODAY):
    return record_affiliation(person=person, site=site, kind="staff", starts_on=starts_on, by=by, at=NOW)


# --- Leaving --------------------------------------------------------------------------------------


def test_a_leaver_belongs_until_the_last_day_and_no_longer(zoe_here, cast):
    leave(zoe_here, cast.lead)
    mine = Affiliation.objects.filter(person=cast.zoe)
    assert (mine.current(on=TODAY).count(), mine.current(on=TODAY + DAY).count()) == (1, 0)
    assert mine.get().ended_by == cast.lead


def test_a_place_that_is_held_comes_back_and_the_course_of_it_ends(zoe_here, cast, place):
    assert places(place) == (1, 0, 5, 0)
    assert [row.learner for row in leave(zoe_here, cast.lead)] == [cast.zoe]
    assert places(place) == (0, 0, 6, 0)
    assert not Enrolment.objects.active().filter(nomination__isnull=False).exists()


def test_an_invitation_that_waits_for_the_leaver_comes_back_too(zoe_here, cast, place):
    other = AllowanceFactory(licence=place.licence, starts_on=date(2025, 6, 1))
    waiting = NominationFactory(invited=True, email=cast.zoe.email, allowance=other)
    assert waiting in leave(zoe_here, cast.lead)
    assert places(waiting.allowance) == (0, 0, 6, 0)


def test_leaving_does_not_tell_which_other_address_is_theirs(zoe_here, cast, place):
    cast.zoe.emailaddress_set.create(email="private@example.org", verified=True)
    other = AllowanceFactory(licence=place.licence, starts_on=date(2025, 6, 1))
    waiting = NominationFactory(invited=True, email="private@example.org", allowance=other)
    assert waiting not in leave(zoe_here, cast.lead)
    assert places(waiting.allowance) == (1, 0, 5, 0)


def test_a_place_that_is_used_stays_used_and_what_was_finished_stays(zoe_here, cast, place):
    complete(Enrolment.objects.get(nomination__learner=cast.zoe))
    assert leave(zoe_here, cast.lead) == ()
    assert places(place) == (0, 1, 5, 0)
    assert Enrolment.objects.completed().filter(learner=cast.zoe).exists()


def test_places_of_another_site_and_of_other_people_stay_held(zoe_here, cast, place, elsewhere):
    other = AllowanceFactory(licence__site=elsewhere)
    NominationFactory(redeemed=True, allowance=other, learner=cast.zoe)
    NominationFactory(invited=True, allowance=place)
    leave(zoe_here, cast.lead)
    assert (places(other), places(place)) == ((1, 0, 5, 0), (1, 0, 5, 0))


def test_with_a_last_day_to_come_the_place_stays_until_then(zoe_here, cast, place):
    assert leave(zoe_here, cast.lead, last_day=TODAY + DAY) == ()
    assert places(place) == (1, 0, 5, 0)


def test_a_last_day_to_come_can_be_changed(zoe_here, cast):
    leave(zoe_here, cast.lead, last_day=TODAY + 30 * DAY)
    leave(zoe_here, cast.lead, last_day=TODAY + 3 * DAY)
    zoe_here.refresh_from_db()
    assert zoe_here.ends_on == TODAY + 3 * DAY


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "before_it_began"), (367, "not_yet")], ids=["before it began", "in more than a year"]
)
def test_a_day_that_cannot_be_is_refused(days, code, zoe_here, cast):
    with refused(code):
        leave(zoe_here, cast.lead, last_day=TODAY + days * DAY)
    with refused(code):
        move(zoe_here, SiteFactory(organisation=cast.partner), cast.lead, on=TODAY + days * DAY)


def test_what_has_ended_is_not_ended_again(zoe_here, cast):
    stale = Affiliation.objects.get(pk=zoe_here.pk)
    leave(zoe_here, cast.lead)
    with refused("already_ended"):
        leave(zoe_here, cast.lead)
    with refused("already_ended"):
        leave(stale, cast.lead)


def test_nobody_ends_or_moves_their_own(zoe_here, cast, elsewhere):
    with refused("own_affiliation"):
        leave(zoe_here, cast.zoe)
    with refused("own_affiliation"):
        move(zoe_here, elsewhere, cast.zoe)
    with refused("own_affiliation"):
        record(cast.zoe, elsewhere, cast.zoe)


def test_a_coordinator_ends_on_behalf_of_the_organisation(zoe_here, cast):
    leave(zoe_here, cast.coordinator)
    assert audited("enrolment.end_affiliation")[0]["on_behalf_of"] == cast.partner.pk


def test_a_lead_ends_in_their_own_name(zoe_here, cast):
    leave(zoe_here, cast.lead)
    assert audited("enrolment.end_affiliation") == [{"on": str(zoe_here.pk), "by": cast.lead.pk}]


def test_an_account_of_which_nobody_knows_whose_it_is_belongs_nowhere(elsewhere, cast):
    with refused("address_unproved"):
        record(UserFactory(verified=False), elsewhere, cast.office)


# --- Coming back ----------------------------------------------------------------------------------


def again(affiliation):
    about = {"person": affiliation.person, "site": affiliation.site, "kind": "staff", "origin": "redemption"}
    return affiliate(**about, by=None, at=NOW)


def test_whoever_left_today_and_comes_back_belongs_on_from_tomorrow(zoe_here, cast):
    leave(zoe_here, cast.lead)
    assert again(zoe_here).starts_on == TODAY + DAY
    assert Affiliation.objects.current(on=TODAY).count() == 1


def test_a_last_day_that_the_lead_gave_stands(zoe_here, cast):
    leave(zoe_here, cast.lead, last_day=TODAY + 9 * DAY)
    assert again(zoe_here) == zoe_here


# --- Moving ---------------------------------------------------------------------------------------


def test_a_mover_belongs_there_from_the_day_on_and_keeps_the_place(zoe_here, cast, elsewhere, place):
    there = move(zoe_here, elsewhere, cast.lead, on=TODAY + 7 * DAY)
    zoe_here.refresh_from_db()
    assert (zoe_here.ends_on, there.starts_on, there.ends_on) == (TODAY + 6 * DAY, TODAY + 7 * DAY, None)
    assert (there.site, there.kind, places(place)) == (elsewhere, zoe_here.kind, (1, 0, 5, 0))


def test_who_began_and_moves_on_one_day_belongs_to_both_on_it(zoe_here, cast, elsewhere):
    there = move(zoe_here, elsewhere, cast.lead)
    zoe_here.refresh_from_db()
    assert zoe_here.ends_on == there.starts_on == TODAY


def test_who_belongs_there_already_goes_on_there(zoe_here, cast, elsewhere):
    there = record(cast.zoe, elsewhere, cast.lead)
    assert move(zoe_here, elsewhere, cast.lead) == there


def test_people_move_within_their_organisation_alone(zoe_here, cast):
    with refused("other_organisation"):
        move(zoe_here, SiteFactory(organisation=cast.otherpartner), cast.lead)
    with refused("same_site"):
        move(zoe_here, zoe_here.site, cast.lead)


# --- Written down by Central Office -----------------------------------------------------------------


def test_central_office_writes_down_who_belongs_where(cast, elsewhere):
    made = record(cast.amir, elsewhere, cast.office, starts_on=TODAY - 90 * DAY)
    assert (made.origin, made.person, made.starts_on) == ("import", cast.amir, TODAY - 90 * DAY)
    assert audited("enrolment.record_affiliation")[0]["person"] == cast.amir.pk


def test_nobody_belongs_to_a_site_twice(cast, elsewhere):
    record(cast.amir, elsewhere, cast.office)
    with refused("already_belongs"):
        record(cast.amir, elsewhere, cast.office)
    assert Affiliation.objects.count() == 1


def test_who_has_left_can_be_written_down_again(cast, elsewhere):
    leave(record(cast.amir, elsewhere, cast.office), cast.office)
    record(cast.amir, elsewhere, cast.office, starts_on=TODAY + DAY)
    assert Affiliation.objects.current(on=TODAY + DAY).count() == 1


def test_leaving_names_only_people_by_their_keys(zoe_here, cast):
    leave(zoe_here, UserFactory())
    assert Nomination.objects.get().ended_by is not None
    assert cast.zoe.full_name not in str(audited("enrolment.end_affiliation"))
