"""More time for an invitation; moving with a place to another site or licence year."""

from datetime import date, timedelta

import pytest
from django.core import mail

from enrolment.integrity import belonging_findings, nomination_findings, statement_findings
from enrolment.models import Affiliation, Enrolment, EnrolmentToken, LicenceType, Nomination, PlaceAllowance
from enrolment.rules.places import NominationStatus, TokenStatus
from enrolment.services.transfers import extend_invitation, places_to_move_to, transfer_nomination
from enrolment.statements import year_over_at
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, name, places, release, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, LicenceFactory, NominationFactory, SiteFactory
from tests.performance.budget import assert_statements
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def here(cast):
    """Six places at one site of Lena's organisation."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")


@pytest.fixture
def there(cast):
    """Two places at another site of hers."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Hill Road", places=2)


@pytest.fixture
def invited(here):
    """Somebody invited to a place here, for four weeks from now."""
    make_ready()
    return NominationFactory(allowance=here, invited=True, email="zoe@example.org")


@pytest.fixture
def learning(invited, cast):
    """Zoë, who has taken the place up."""
    take_up(live_token(invited), cast.zoe)
    invited.refresh_from_db()
    return invited


def extend(nomination, by, at=NOW):
    return extend_invitation(nomination=nomination, by=by, at=at)


def move(nomination, to, by, at=NOW):
    return transfer_nomination(nomination=nomination, to=to, by=by, at=at)


def findings():
    checks = (statement_findings, nomination_findings, belonging_findings)
    return [finding for check in checks for finding in check()]


class TestMoreTime:
    """The same link, good for longer."""

    def test_it_is_good_for_the_full_time_from_now_again(self, invited, cast):
        token = extend(invited, cast.lead, at=NOW + 10 * DAY)
        assert token.expires_at == NOW + 38 * DAY
        assert live_token(invited).expires_at == token.expires_at

    def test_link_and_messages_stay_as_they_are(self, invited, cast):
        before = live_token(invited)
        extend(invited, cast.lead, at=NOW + 10 * DAY)
        after = live_token(invited)
        assert (after.code_digest, after.generation) == (before.code_digest, before.generation)
        assert OutboundEmail.objects.count() == len(mail.outbox) == 0

    def test_it_never_outlives_the_licence_year(self, invited, cast, here):
        EnrolmentToken.objects.update(expires_at=NOW + 251 * DAY)
        token = extend(invited, cast.lead, at=NOW + 250 * DAY)
        assert token.last_moment.date() == here.ends_on

    def test_it_is_written_down(self, invited, cast):
        extend(invited, cast.lead, at=NOW + DAY)
        assert audited("enrolment.extend_invitation") == [{"on": str(invited.pk), "by": cast.lead.pk, "generation": 1}]

    def test_one_that_has_lapsed_is_to_be_sent_again_instead(self, invited, cast):
        with refused("token_lapsed"):
            extend(invited, cast.lead, at=NOW + 28 * DAY)

    def test_one_whose_place_was_given_on_does_not_revive_for_who_comes_late(self, invited, cast, here):
        name(here, cast.lead, at=NOW + 28 * DAY)
        with refused("token_lapsed"):
            extend(invited, cast.lead, at=NOW + 27 * DAY)

    def test_nothing_is_gained_on_the_same_day(self, invited, cast):
        with refused("nothing_gained"):
            extend(invited, cast.lead)

    def test_nothing_is_gained_once_it_is_good_until_the_year_ends(self, invited, cast):
        extend(invited, cast.lead, at=NOW + 27 * DAY)
        EnrolmentToken.objects.update(expires_at=year_over_at(invited.allowance))
        with refused("nothing_gained"):
            extend(invited, cast.lead, at=NOW + 255 * DAY)

    @pytest.mark.parametrize(
        ("traits", "code"),
        [({}, "not_waiting"), ({"redeemed": True}, "not_waiting"), ({"declined": True}, "already_ended")],
    )
    def test_only_an_invitation_that_waits_is_given_more_time(self, traits, code, here, cast):
        with refused(code):
            extend(NominationFactory(allowance=here, **traits), cast.lead)

    def test_what_a_coordinator_does_for_a_lead_is_kept_as_such(self, invited, there, cast):
        later = NOW + DAY
        extend_invitation(nomination=invited, by=cast.coordinator, at=later)
        transfer_nomination(nomination=invited, to=there, by=cast.coordinator, at=later)
        acts = ("enrolment.extend_invitation", "enrolment.nomination_transferred")
        assert [audited(act)[0]["on_behalf_of"] for act in acts] == [cast.partner.pk] * 2

    def test_outside_the_licence_year_nothing_is_extended(self, invited, cast):
        PlaceAllowance.objects.update(ends_on=date(2026, 4, 1))
        with refused("licence_not_live"):
            extend(invited, cast.lead)


class TestMoving:
    """The place here comes back, one there is held, and the person goes on where they were."""

    def test_a_place_comes_back_here_and_one_is_held_there(self, learning, here, there, cast):
        assert (places(here), places(there)) == ((1, 0, 5, 0), (0, 0, 2, 0))
        moved = move(learning, there, cast.lead)
        assert (places(here), places(there)) == ((0, 0, 6, 0), (1, 0, 1, 0))
        learning.refresh_from_db()
        assert (learning.status, learning.moved_to, learning.ended_by) == ("transferred", moved, cast.lead)
        assert findings() == []

    def test_who_they_are_and_who_nominated_them_goes_with_them(self, learning, there, cast):
        moved = move(learning, there, cast.lead)
        same = ("name", "email", "kind", "nominated_by", "learner", "redeemed_at")
        assert [getattr(moved, field) for field in same] == [getattr(learning, field) for field in same]
        assert moved.nominated_at == NOW

    def test_the_courses_go_on_under_the_new_place(self, learning, there, cast):
        moved = move(learning, there, cast.lead)
        assert not Enrolment.objects.filter(nomination=learning).exists()
        complete(Enrolment.objects.get(nomination=moved))
        assert places(there) == (0, 1, 1, 0)

    def test_whoever_took_it_up_belongs_to_the_other_site_too(self, learning, here, there, cast):
        move(learning, there, cast.lead)
        sites = Affiliation.objects.filter(person=cast.zoe).current(on=NOW.date()).values_list("site", flat=True)
        assert set(sites) == {here.licence.site_id, there.licence.site_id}

    def test_an_invitation_is_sent_anew_and_the_link_before_it_ends(self, invited, there, cast):
        old = live_token(invited)
        moved = move(invited, there, cast.lead)
        old.refresh_from_db()
        assert (old.status, moved.status) == (TokenStatus.REPLACED, NominationStatus.NOMINATED)
        assert live_token(moved).expires_at == NOW + 28 * DAY
        assert OutboundEmail.objects.get().key == f"invitation:{moved.pk}:1"
        assert findings() == []

    def test_who_was_only_nominated_waits_there(self, here, there, cast):
        moved = move(NominationFactory(allowance=here), there, cast.lead)
        assert Nomination.objects.to_issue(at=NOW).get() == moved
        assert not OutboundEmail.objects.exists()
        assert findings() == []

    def test_a_pause_goes_on(self, learning, there, cast):
        Nomination.objects.filter(pk=learning.pk).update(paused_at=NOW)
        moved = move(learning, there, cast.lead)
        assert moved.paused_at == NOW

    def test_it_is_written_down_with_both_licence_years(self, learning, here, there, cast):
        moved = move(learning, there, cast.lead)
        (entry,) = audited("enrolment.nomination_transferred")
        assert (entry["on"], entry["to"], entry["by"]) == (str(learning.pk), str(moved.pk), cast.lead.pk)
        assert (entry["from_allowance"], entry["to_allowance"]) == (str(here.pk), str(there.pk))

    def test_there_and_back_again(self, learning, here, there, cast):
        back = move(move(learning, there, cast.lead), here, cast.lead)
        assert (places(here), places(there)) == ((1, 0, 5, 0), (0, 0, 2, 0))
        release(back, cast.lead)
        assert findings() == []

    def test_into_the_next_licence_year_of_the_same_site(self, learning, here, cast):
        later = NOW + 270 * DAY
        renewed = AllowanceFactory(licence=here.licence, starts_on=date(2027, 1, 1))
        move(learning, renewed, cast.lead, at=later)
        assert (places(here, at=later), places(renewed, at=later)) == ((0, 0, 0, 6), (1, 0, 5, 0))
        assert Affiliation.objects.filter(person=cast.zoe).count() == 1


class TestRefusals:
    """What cannot move says why, and nothing changes."""

    def test_to_where_they_are(self, learning, here, cast):
        with refused("same_place"):
            move(learning, here, cast.lead)

    def test_to_another_organisation(self, learning, cast):
        with refused("other_organisation"):
            move(learning, AllowanceFactory(), cast.lead)

    def test_to_a_licence_that_opens_other_courses(self, learning, cast):
        veterans = LicenceType.objects.get(key="veterans")
        other = LicenceFactory(site=SiteFactory(organisation=cast.partner), licence_type=veterans)
        with refused("other_courses"):
            move(learning, AllowanceFactory(licence=other), cast.lead)

    @pytest.mark.parametrize("about", [{"starts_on": date(2025, 1, 1)}, {"paid_on": None}])
    def test_to_a_year_that_does_not_run(self, about, learning, here, cast):
        other = LicenceFactory(site__organisation=cast.partner)
        with refused("licence_not_live"):
            move(learning, AllowanceFactory(licence=other, **about), cast.lead)

    def test_where_every_place_is_taken(self, learning, there, cast):
        NominationFactory.create_batch(2, allowance=there)
        with refused("no_place_left"):
            move(learning, there, cast.lead)
        assert Nomination.objects.get(pk=learning.pk).status == NominationStatus.REDEEMED

    def test_with_a_place_that_is_used(self, learning, there, cast):
        complete(Enrolment.objects.get(nomination=learning))
        with refused("place_used"):
            move(learning, there, cast.lead)

    def test_somebody_who_is_nominated_there(self, learning, there, cast):
        NominationFactory(allowance=there, email=learning.email)
        with refused("already_nominated"):
            move(learning, there, cast.lead)

    def test_somebody_who_took_a_place_up_there_under_another_address(self, learning, there, cast):
        NominationFactory(allowance=there, redeemed=True, learner=cast.zoe)
        with refused("already_nominated"):
            move(learning, there, cast.lead)

    def test_an_invitation_that_has_lapsed(self, here, there, cast):
        with refused("lapsed"):
            move(NominationFactory(allowance=here, lapsed=True), there, cast.lead)

    def test_a_nomination_that_has_ended(self, here, there, cast):
        with refused("already_ended"):
            move(NominationFactory(allowance=here, declined=True), there, cast.lead)


class TestWhere:
    """The licence years somebody could move to."""

    def test_those_that_run_open_the_same_courses_and_have_a_place(self, learning, there, cast):
        AllowanceFactory()
        full = AllowanceFactory(licence__site__organisation=cast.partner, places=1)
        NominationFactory(allowance=full)
        assert places_to_move_to(learning, among=PlaceAllowance.objects.all(), at=NOW) == (there,)

    def test_a_community_licence_opens_the_same_courses(self, learning, cast):
        community = LicenceType.objects.get(key="community")
        other = AllowanceFactory(licence=LicenceFactory(site__organisation=cast.partner, licence_type=community))
        assert places_to_move_to(learning, among=PlaceAllowance.objects.all(), at=NOW) == (other,)

    @pytest.mark.parametrize("count", [1, 20])
    def test_many_cost_what_one_does(self, count, learning, cast):
        AllowanceFactory.create_batch(count, licence__site__organisation=cast.partner)
        learning = Nomination.objects.with_people().get(pk=learning.pk)
        with assert_statements(at_most=2):
            assert len(places_to_move_to(learning, among=PlaceAllowance.objects.all(), at=NOW)) == count
