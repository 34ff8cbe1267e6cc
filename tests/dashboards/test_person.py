"""The page about one person at one organisation: words and percent, and nothing of anybody else's business."""

from datetime import date, timedelta

import pytest

from courses.models import Programme
from enrolment.models import Affiliation, Nudge
from enrolment.services.affiliations import end_affiliation
from tests.cast import NOW
from tests.enrolment.acts import complete, live_token, name, take_up
from tests.factories.awards import AwardFactory
from tests.factories.editions import make_ready
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.staff import AffiliationFactory, CheckFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def here(cast):
    """Zoë, who took up a place of Lena's organisation."""
    make_ready()
    place = AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")
    nomination = NominationFactory(invited=True, allowance=place, email=cast.zoe.email, nominated_by=cast.lead)
    take_up(live_token(nomination), cast.zoe)
    return Affiliation.objects.get()


@pytest.fixture
def page(cast, client_of, here):
    """What Lena reads."""

    def read():
        return client_of(cast.lead).get(f"/lead/people/{here.pk}/").content.decode()

    return read


def test_it_says_who_belongs_where_and_how_far_they_are(page):
    words = page()
    assert "Zoë Ŵyn-Łukasz" in words
    assert "Quay Street" in words
    assert "learning 0 %" in words
    assert "none confirmed" in words


def test_it_says_until_when_the_check_counts(page, here):
    CheckFactory(person=here.person, organisation=here.site.organisation)
    assert "DBS until 2 January 2029" in page()


def test_it_says_why_somebody_may_not_deliver_yet(page):
    words = page()
    assert "May deliver today" in words
    assert "Not qualified yet. No check has been confirmed." in words


def test_history_tells_what_happened_the_newest_first(page, here, cast):
    place = here.person.nominations.get()
    Nudge.objects.create(nomination=place, sent_at=NOW, sent_by=cast.lead)
    complete(place.enrolments.first())
    end_affiliation(affiliation=here, last_day=TODAY, by=cast.lead, at=NOW)
    words = page()
    told = ["Last day at Quay Street", "Reminded", "Took up the place", "Invited", "Belongs to Quay Street from"]
    assert [word in words for word in ["Nominated: ", *told]] == [True] * 6
    assert words.index(told[0]) < words.index(told[-1])


@pytest.fixture
def award(here):
    """What qualifies Zoë, from elsewhere."""
    return AwardFactory(enrolment__learner=here.person, programme_name="SMART Veterans", issued_on=date(2025, 3, 4))


@pytest.fixture
def licensed(here, award):
    """The licence here delivers it."""
    here.site.licences.get().licence_type.programmes.add(award.programme)


def test_what_somebody_who_belongs_is_qualified_for_is_told(page, licensed):
    words = page()
    assert "Qualified for SMART Veterans" in words
    assert "since 4 March 2025" in words
    assert "SMART Veterans: certificate issued" not in words


def test_what_no_licence_here_delivers_is_not_told(page, award):
    assert "Qualified for SMART Veterans" not in page()


def test_of_whoever_has_left_only_what_they_qualified_for_here_is_told(page, here, licensed, cast, time_machine):
    place = here.person.nominations.get()
    own = EnrolmentFactory(learner=here.person, completed=True, source="place", nomination=place)
    AwardFactory(enrolment=own, programme_name="InsideOut", programme=Programme.objects.get(name="InsideOut"))
    end_affiliation(affiliation=here, last_day=TODAY, by=cast.lead, at=NOW)
    time_machine.move_to(NOW + timedelta(days=1))
    words = page()
    assert ("Qualified for InsideOut" in words, "Qualified for SMART Veterans" in words) == (True, False)


def test_nothing_of_another_organisation_is_told(page, here, cast):
    there = AllowanceFactory(licence__site__organisation=cast.otherpartner, licence__site__name="Far Hill")
    NominationFactory(redeemed=True, learner=cast.zoe, allowance=there, nominated_by=cast.otherlead)
    AffiliationFactory(person=cast.zoe, site=there.licence.site)
    CheckFactory(person=cast.zoe, organisation=cast.otherpartner, seen_on=date(2020, 5, 6))
    words = page()
    assert [word in words for word in ("Far Hill", "Hilltop", "Omar", "6 May 2020", "2026 until")] == [False] * 5


def test_an_address_nobody_used_here_is_not_tied_to_the_person(page, here, cast):
    other = AllowanceFactory(licence=here.person.nominations.get().allowance.licence, starts_on=date(2025, 6, 1))
    name(other, cast.lead, email="private@example.org")
    assert "private@example.org" not in page()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("coordinator", 200), ("otherlead", 404), ("zoe", 404), ("amir", 404), ("office", 404)],
)
def test_it_is_the_business_of_who_looks_after_the_site(who, status, here, cast, client_of):
    assert cast.otherpartner
    assert cast.coordinator
    assert client_of(getattr(cast, who)).get(f"/lead/people/{here.pk}/").status_code == status


def test_about_oneself_nothing_can_be_done(cast, client_of):
    own = AffiliationFactory(person=cast.lead, site__organisation=cast.partner)
    words = client_of(cast.lead).get(f"/lead/people/{own.pk}/").content.decode()
    assert "This is you." in words
    assert f"/lead/people/{own.pk}/left/" not in words


def test_who_has_left_can_still_be_looked_up(page, here):
    Affiliation.objects.update(starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=1))
    words = page()
    assert "Their last day at Quay Street was 19 April 2026." in words
    assert f"/lead/people/{here.pk}/left/" not in words


def test_a_long_history_costs_no_more_statements(cast, client_of, here):
    client = client_of(cast.lead)
    Nudge.objects.bulk_create(
        Nudge(nomination=here.person.nominations.get(), sent_at=NOW, sent_by=cast.lead) for _number in range(40)
    )
    CheckFactory.create_batch(5, person=here.person, organisation=here.site.organisation)
    with assert_statements(at_most=30):
        client.get(f"/lead/people/{here.pk}/")
