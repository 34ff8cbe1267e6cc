"""The coordinator's desk: the regions' nominations, those to issue first, and nobody else's."""

import pytest
from django.urls import reverse

from enrolment.models import Region
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
DESK, TABLE = "/coordinator/", "/coordinator/nominations.csv"


@pytest.fixture(autouse=True)
def now(time_machine):
    """Licence years are live at NOW."""
    time_machine.move_to(NOW)


@pytest.fixture
def places(cast):
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def elsewhere():
    return AllowanceFactory(licence__site__region=Region.objects.get(key="scotland"))


def test_what_waits_to_be_issued_comes_first(cast, places, client_of):
    NominationFactory(allowance=places, name="Ada Waits")
    NominationFactory(allowance=places, name="Ben Invited", invited=True)
    page = client_of(cast.coordinator).get(DESK)
    assert [person.nomination.name for person in page.context["queue"].people] == ["Ada Waits"]


def test_the_tiles_count_what_waits_what_is_out_and_what_lapsed(cast, places, client_of):
    NominationFactory(allowance=places)
    NominationFactory.create_batch(2, allowance=places, invited=True)
    NominationFactory.create_batch(3, allowance=places, lapsed=True)
    queue = client_of(cast.coordinator).get(DESK).context["queue"]
    assert (queue.waiting, queue.invited, queue.lapsed) == (1, 2, 3)


def test_other_regions_stay_out_of_the_desk_and_of_its_table(cast, places, elsewhere, client_of):
    NominationFactory(allowance=elsewhere, name="Somebody Else")
    client = client_of(cast.coordinator)
    assert b"Somebody Else" not in client.get(DESK).content + client.get(TABLE).content


def test_central_office_sees_the_regions_that_nobody_coordinates(cast, places, elsewhere, client_of):
    NominationFactory(allowance=places, name="Ada Covered")
    NominationFactory(allowance=elsewhere, name="Ben Alone")
    assert cast.coordinator
    found = client_of(cast.office).get(DESK).content
    assert (b"Ben Alone" in found, b"Ada Covered" in found) == (True, False)


def test_a_search_narrows_list_and_table_alike(cast, places, client_of):
    NominationFactory(allowance=places, name="Ada Waits")
    NominationFactory(allowance=places, name="Ben Invited", invited=True)
    client = client_of(cast.coordinator)
    assert len(client.get(DESK, {"word": "invited"}).context["listed"].people) == 1
    assert b"Ada" not in client.get(TABLE, {"word": "invited"}).content


@pytest.mark.parametrize("who", ["zoe", "lead", "trainer", "editor"])
def test_whoever_coordinates_nothing_reads_why(who, cast, places, client_of):
    answer = client_of(getattr(cast, who)).get(DESK)
    assert (answer.status_code, b"no region" in answer.content) == (403, True)


def test_the_desk_offers_what_can_be_done_with_each(cast, places, client_of):
    waiting, out = NominationFactory(allowance=places), NominationFactory(allowance=places, invited=True)
    page = client_of(cast.coordinator).get(DESK).content.decode()
    for verb, row in [("issue", waiting), ("refuse", waiting), ("resend", out), ("revoke", out)]:
        assert reverse(f"enrolment:{verb}", args=[row.pk]) in page


@pytest.mark.parametrize("people", [2, 20])
def test_the_desk_costs_the_same_for_few_and_many(people, cast, client_of):
    NominationFactory.create_batch(people, allowance=AllowanceFactory(places=50), redeemed=True)
    NominationFactory.create_batch(people, allowance=AllowanceFactory(places=50))
    client = client_of(cast.coordinator)
    client.get(DESK)
    with assert_statements(at_most=20):
        client.get(DESK)
