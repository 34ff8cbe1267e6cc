"""Giving an invitation more time and moving somebody, as a Lead does it: a page that asks, one POST."""

from datetime import timedelta

import pytest

from enrolment.models import Nomination
from enrolment.services.appointments import appoint_lead
from tests.cast import NOW
from tests.enrolment.acts import live_token, places
from tests.factories.partners import YEAR_START, AllowanceFactory, NominationFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """A Monday morning."""
    time_machine.move_to(NOW)


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
    """Ada, invited to a place here."""
    return NominationFactory(allowance=here, name="Ada Quayside", invited=True)


@pytest.fixture
def lead(here, cast, client_of):
    """The browser of the Lead."""
    return client_of(cast.lead)


def text(answer):
    return " ".join(answer.content.decode().split())


class TestMoreTime:
    """/lead/people/<id>/extend/"""

    def test_it_says_until_when_it_is_good_and_would_be(self, invited, lead, time_machine):
        time_machine.move_to(NOW + timedelta(days=10))
        page = text(lead.get(f"/lead/people/{invited.pk}/extend/"))
        assert "It can be taken up until 18 May 2026." in page
        assert "It would then be good until 28 May 2026:" in page

    def test_one_press_gives_it_more_time(self, invited, lead, time_machine):
        time_machine.move_to(NOW + timedelta(days=10))
        answer = lead.post(f"/lead/people/{invited.pk}/extend/", follow=True)
        assert "is now good until 28 May 2026" in text(answer)
        assert live_token(invited).expires_at.date() == NOW.date() + timedelta(days=38)

    @pytest.mark.parametrize("traits", [{}, {"lapsed": True}, {"declined": True}, {"invited": True}])
    def test_where_there_is_nothing_to_extend_it_offers_no_button(self, traits, here, lead):
        nomination = NominationFactory(allowance=here, **traits)
        assert "Give more time</button>" not in text(lead.get(f"/lead/people/{nomination.pk}/extend/"))
        assert lead.post(f"/lead/people/{nomination.pk}/extend/").status_code == 409


class TestMoving:
    """/lead/people/<id>/move/"""

    def test_it_offers_where_they_can_go_and_says_what_happens(self, invited, there, lead):
        page = text(lead.get(f"/lead/people/{invited.pk}/move/"))
        assert "Hill Road: SMART Recovery licence, until 31 December 2026 · 2 places left" in page
        assert "They are sent a new invitation at once." in page

    def test_one_post_moves_them(self, invited, here, there, lead):
        answer = lead.post(f"/lead/people/{invited.pk}/move/", {"to": there.pk}, follow=True)
        assert "Ada Quayside moved to Hill Road" in text(answer)
        assert (places(here), places(there)) == ((0, 0, 6, 0), (1, 0, 1, 0))

    def test_without_a_choice_the_field_says_so(self, invited, there, lead):
        answer = lead.post(f"/lead/people/{invited.pk}/move/")
        assert answer.status_code == 422
        assert "Please choose where they move." in text(answer)

    def test_somebody_nominated_there_is_said_beside_the_field(self, invited, there, lead):
        NominationFactory(allowance=there, email=invited.email)
        answer = lead.post(f"/lead/people/{invited.pk}/move/", {"to": there.pk})
        assert (answer.status_code, "They have been nominated there already." in text(answer)) == (409, True)

    def test_where_there_is_nowhere_to_go_it_says_so(self, invited, lead):
        assert "There is nowhere they could move to now" in text(lead.get(f"/lead/people/{invited.pk}/move/"))

    def test_another_organisations_place_is_no_choice(self, invited, there, lead):
        answer = lead.post(f"/lead/people/{invited.pk}/move/", {"to": AllowanceFactory().pk})
        assert answer.status_code == 422
        assert not Nomination.objects.exclude(moved_to=None).exists()

    def test_what_has_moved_already_offers_no_choice(self, invited, there, lead):
        lead.post(f"/lead/people/{invited.pk}/move/", {"to": there.pk})
        assert "has ended already" in text(lead.get(f"/lead/people/{invited.pk}/move/"))

    @pytest.mark.parametrize("sites", [1, 12])
    def test_many_sites_cost_no_more_statements(self, sites, invited, cast, lead):
        AllowanceFactory.create_batch(sites, licence__site__organisation=cast.partner)
        with assert_statements(at_most=20):
            lead.get(f"/lead/people/{invited.pk}/move/")


class TestOneSite:
    """Whoever leads one site moves nobody to where they have no say."""

    @pytest.fixture
    def own(self, here, cast, client_of):
        """The browser of somebody who leads Quay Street alone."""
        person = UserFactory()
        site = here.licence.site
        appoint_lead(organisation=cast.partner, site=site, person=person, starts_on=YEAR_START, by=None, at=NOW)
        return client_of(person)

    def test_the_other_site_is_no_choice(self, invited, there, own):
        assert "There is nowhere they could move to now" in text(own.get(f"/lead/people/{invited.pk}/move/"))
        assert own.post(f"/lead/people/{invited.pk}/move/", {"to": there.pk}).status_code == 422

    @pytest.mark.parametrize("act", ["move", "extend"])
    def test_the_people_of_the_other_site_do_not_exist(self, act, there, own):
        nomination = NominationFactory(allowance=there, invited=True)
        assert own.get(f"/lead/people/{nomination.pk}/{act}/").status_code == 404

    @pytest.mark.parametrize("act", ["move", "extend"])
    def test_nor_do_those_of_another_organisation(self, act, own):
        assert own.post(f"/lead/people/{NominationFactory(invited=True).pk}/{act}/").status_code == 404
