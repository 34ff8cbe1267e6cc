"""Notes and visits through the browser: who may write, what is said beside a field, what comes back."""

import pytest
from django.urls import reverse

from enrolment.models import PartnerNote
from tests.cast import NOW
from tests.factories.partners import SiteFactory, coordinate
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
WORDS = {"kind": "visit", "happened_on": "2026-04-17", "text": "The room is booked."}


@pytest.fixture(autouse=True)
def now(time_machine):
    """A Monday in April."""
    time_machine.move_to(NOW)


@pytest.fixture
def site(cast):
    """A site of Lena's organisation in Cora's region."""
    return SiteFactory(organisation=cast.partner)


@pytest.fixture
def cora(cast, client_of):
    """Cora's browser."""
    return client_of(cast.coordinator)


@pytest.fixture
def note(cast, site):
    return PartnerNote.objects.create(
        organisation=cast.partner, happened_on=NOW.date(), text="Hello.", written_by=cast.coordinator, written_at=NOW
    )


@pytest.fixture
def others(cast, client_of):
    """Browsers of the people who must not find it."""
    stranger = UserFactory()
    coordinate(stranger, "scotland")
    people = (stranger, cast.lead, cast.otherlead, cast.zoe, cast.trainer)
    return [client_of(person) for person in people]


def new(partner):
    return reverse("enrolment:add-note", args=[partner.pk])


def of(note, verb="change-note"):
    return reverse(f"enrolment:{verb}", args=[note.organisation_id, note.pk])


def test_a_visit_is_kept_and_leads_back_to_the_partner(cast, site, cora):
    answer = cora.post(new(cast.partner), {**WORDS, "site": site.pk}, follow=True)
    assert "The room is booked." in answer.content.decode()
    assert PartnerNote.objects.get().site == site


def test_the_page_reminds_of_leaving_learners_out(cast, site, cora):
    assert "leave single learners out" in cora.get(new(cast.partner)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"happened_on": "2026-04-21"}, "still to come"),
        ({"happened_on": "soon"}, "valid date"),
        ({"text": " "}, "sentence or two"),
        ({"kind": "rumour"}, "valid choice"),
        ({"site": "0"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(wrong, words, cast, site, cora):
    answer = cora.post(new(cast.partner), {**WORDS, "text": "The room is booked.", **wrong})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not PartnerNote.objects.exists()


def test_another_organisations_site_cannot_be_chosen(cast, site, cora):
    assert cora.post(new(cast.partner), {**WORDS, "site": SiteFactory().pk}).status_code == 422


def test_its_writer_changes_it(note, cora):
    assert "Hello." in cora.get(of(note)).content.decode()
    assert cora.post(of(note), WORDS).status_code == 302
    note.refresh_from_db()
    assert (note.kind, note.text) == ("visit", "The room is booked.")


def test_removing_is_asked_about_first(note, cora):
    assert "Remove this note?" in cora.get(of(note, "remove-note")).content.decode()
    assert PartnerNote.objects.exists()
    cora.post(of(note, "remove-note"))
    assert not PartnerNote.objects.exists()


@pytest.mark.parametrize("verb", ["change-note", "remove-note"])
def test_a_colleague_reads_it_but_does_not_change_it(verb, cast, note, client_of):
    colleague = UserFactory()
    coordinate(colleague)
    client = client_of(colleague)
    assert "Hello." in client.get(reverse("dashboards:partner", args=[cast.partner.pk])).content.decode()
    assert (client.get(of(note, verb)).status_code, client.post(of(note, verb), WORDS).status_code) == (404, 404)


def test_central_office_writes_its_own(cast, note, client_of):
    office = client_of(cast.office)
    assert office.post(new(cast.partner), WORDS).status_code == 302
    assert office.post(of(note), WORDS).status_code == 404


def test_nobody_else_writes_reads_or_removes(cast, note, others):
    addresses = (new(cast.partner), of(note), of(note, "remove-note"))
    assert {client.get(address).status_code for client in others for address in addresses} == {404}
    assert {client.post(address, WORDS).status_code for client in others for address in addresses} == {404}
    assert PartnerNote.objects.get().text == "Hello."


def test_a_note_is_not_found_below_another_partner(cast, note, cora):
    SiteFactory(organisation=cast.otherpartner)
    address = reverse("enrolment:change-note", args=[cast.otherpartner.pk, note.pk])
    assert cora.get(address).status_code == 404
