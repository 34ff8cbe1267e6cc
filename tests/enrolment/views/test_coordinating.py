"""The coordinator's four acts on a nomination, through the browser's eyes."""

import pytest
from django.urls import reverse

from enrolment.models import Region
from enrolment.rules.places import NominationStatus
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """Licence years are live at NOW."""
    time_machine.move_to(NOW)


@pytest.fixture
def places(cast):
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def waiting(places):
    return NominationFactory(allowance=places)


@pytest.fixture
def invited(places):
    return NominationFactory(allowance=places, invited=True)


def address(verb, nomination):
    return reverse(f"enrolment:{verb}", args=[nomination.pk])


def status_of(nomination):
    nomination.refresh_from_db()
    return nomination.status


def test_one_press_issues_and_says_where_the_invitation_goes(cast, waiting, client_of):
    answer = client_of(cast.coordinator).post(address("issue", waiting), follow=True)
    assert waiting.email in answer.content.decode()
    assert status_of(waiting) == NominationStatus.INVITED


def test_sending_again_ends_the_link_before_it(cast, invited, client_of):
    client_of(cast.coordinator).post(address("resend", invited))
    assert [token.status for token in invited.tokens.order_by("generation")] == ["replaced", "live"]


@pytest.mark.parametrize("verb", ["issue", "resend"])
def test_looking_at_an_act_of_one_press_does_nothing(verb, cast, waiting, client_of):
    answer = client_of(cast.coordinator).get(address(verb, waiting))
    assert (answer.url, status_of(waiting)) == ("/coordinator/", NominationStatus.NOMINATED)


def test_refusing_needs_a_reason_that_the_lead_reads(cast, waiting, client_of):
    client = client_of(cast.coordinator)
    assert client.post(address("refuse", waiting), {"reason": " "}).status_code == 422
    client.post(address("refuse", waiting), {"reason": "Please nominate somebody over 18."})
    assert (status_of(waiting), waiting.reason) == (NominationStatus.REFUSED, "Please nominate somebody over 18.")


def test_revoking_is_asked_about_first(cast, invited, client_of):
    client = client_of(cast.coordinator)
    assert b"Revoke this invitation?" in client.get(address("revoke", invited)).content
    assert status_of(invited) == NominationStatus.INVITED
    client.post(address("revoke", invited))
    assert status_of(invited) == NominationStatus.REVOKED


def test_what_the_service_refuses_is_said_on_the_page_of_the_person(cast, invited, client_of):
    answer = client_of(cast.coordinator).post(address("issue", invited))
    assert (answer.status_code, b"moved on meanwhile" in answer.content) == (409, True)


@pytest.mark.parametrize("verb", ["issue", "resend", "refuse", "revoke"])
@pytest.mark.parametrize("who", ["lead", "otherlead", "trainer", "zoe", "office"])
def test_it_is_the_regions_coordinator_or_nobody(verb, who, cast, waiting, client_of):
    assert cast.coordinator
    answer = client_of(getattr(cast, who)).post(address(verb, waiting), {"reason": "x"})
    assert (answer.status_code, status_of(waiting)) == (404, NominationStatus.NOMINATED)


class TestIssuingMany:
    """Those ticked, or all that stood on the page, by one POST."""

    ADDRESS = "/coordinator/nominations/issue/"

    def test_those_ticked_go_out_and_no_others(self, cast, places, client_of):
        first, second, third = NominationFactory.create_batch(3, allowance=places)
        shown = [first.pk, second.pk, third.pk]
        answer = client_of(cast.coordinator).post(
            self.ADDRESS, {"ticked": [first.pk, second.pk], "shown": shown}, follow=True
        )
        assert b"2 invitations are on their way." in answer.content
        assert [status_of(row) for row in (first, second, third)] == ["invited", "invited", "nominated"]

    def test_all_means_those_that_stood_on_the_page(self, cast, places, client_of):
        shown, came_later = NominationFactory(allowance=places), NominationFactory(allowance=places)
        client_of(cast.coordinator).post(self.ADDRESS, {"all": "1", "shown": [shown.pk]})
        assert [status_of(row) for row in (shown, came_later)] == ["invited", "nominated"]

    def test_those_that_could_not_go_out_are_named_with_the_reason(self, cast, waiting, invited, client_of):
        answer = client_of(cast.coordinator).post(self.ADDRESS, {"ticked": [waiting.pk, invited.pk]})
        assert answer.status_code == 409
        assert [outcome.nomination for outcome in answer.context["refused"]] == [invited]
        assert b"moved on meanwhile" in answer.content
        assert status_of(waiting) == NominationStatus.INVITED

    def test_with_nobody_ticked_it_says_so(self, cast, waiting, client_of):
        answer = client_of(cast.coordinator).post(self.ADDRESS, {"shown": [waiting.pk]})
        assert (answer.status_code, b"Nobody was ticked" in answer.content) == (422, True)
        assert status_of(waiting) == NominationStatus.NOMINATED

    @pytest.mark.parametrize("who", ["lead", "otherlead", "trainer", "zoe", "office"])
    def test_nobody_else_issues(self, who, cast, waiting, client_of):
        assert cast.coordinator
        answer = client_of(getattr(cast, who)).post(self.ADDRESS, {"ticked": [waiting.pk]})
        assert (answer.status_code, status_of(waiting)) == (404, NominationStatus.NOMINATED)

    def test_one_of_another_region_stops_all(self, cast, waiting, client_of):
        elsewhere = NominationFactory(allowance__licence__site__region=Region.objects.get(key="scotland"))
        answer = client_of(cast.coordinator).post(self.ADDRESS, {"ticked": [waiting.pk, elsewhere.pk]})
        assert answer.status_code == 404
        assert {status_of(waiting), status_of(elsewhere)} == {NominationStatus.NOMINATED}

    @pytest.mark.parametrize("odd", ["x", "", "00000000-0000-0000-0000-000000000000"])
    def test_what_is_no_nomination_is_not_found(self, odd, cast, waiting, client_of):
        assert client_of(cast.coordinator).post(self.ADDRESS, {"ticked": [odd]}).status_code == 404

    def test_coming_without_the_form_leads_to_the_desk(self, cast, client_of):
        assert client_of(cast.coordinator).get(self.ADDRESS).url == "/coordinator/"


class TestOnBehalf:
    """Whoever nominates without being the Lead reads that it is recorded so (domain B 15)."""

    @pytest.mark.parametrize(("who", "told"), [("coordinator", True), ("lead", False)])
    def test_the_form_says_so_to_the_coordinator_alone(self, who, told, cast, places, client_of):
        page = client_of(getattr(cast, who)).get(reverse("enrolment:nominate", args=[places.pk]))
        assert (page.status_code, b"on behalf of the SMART Lead of Harbour Recovery" in page.content) == (200, told)
