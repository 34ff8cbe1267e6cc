"""Nominating from a list, as a SMART Lead does it in a browser."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enrolment.models import Nomination, PlaceAllowance
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, LicenceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "Name,E-mail\nAda Ŵyn-Łukasz,ada@example.org\nفاطمة الزهراء,fatima@example.org\n"
PAGE = 24


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation, in Cora's region."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def address(place):
    """The address of the form."""
    return f"/lead/places/{place.pk}/nominate-many/"


@pytest.fixture
def lead(cast, client_of, address):
    """Send something as Lena; `file` goes as a file."""
    browser = client_of(cast.lead)

    def send(file=None, **fields):
        if file is not None:
            fields["file"] = SimpleUploadedFile("people.csv", file)
        return browser.post(address, fields)

    send.get = lambda: browser.get(address)
    return send


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def hidden(answer):
    """Return what the page would send along, as a browser reads it."""
    inputs = re.findall(r'<input type="hidden" name="(people|kind|shown)" value="([^"]*)">', answer.content.decode())
    return {name: unescape(value) for name, value in inputs}


def test_a_list_is_looked_at_and_nothing_is_written(lead):
    answer = lead(people=LIST)
    assert "2 people will be nominated. Nobody has been nominated yet." in words(answer)
    assert (answer.status_code, Nomination.objects.count()) == (200, 0)


def test_confirmed_everybody_in_it_holds_a_place(lead, cast):
    answer = lead(**hidden(lead(people=LIST)), do="confirm")
    made = Nomination.objects.order_by("email").values_list("name", "email", "kind", "nominated_by")
    assert answer["Location"] == "/lead/"
    assert list(made) == [
        ("Ada Ŵyn-Łukasz", "ada@example.org", "staff", cast.lead.pk),
        ("فاطمة الزهراء", "fatima@example.org", "staff", cast.lead.pk),
    ]


@pytest.mark.parametrize(
    "file",
    [
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        LIST.replace(",", ";").replace("\n", "\r\n").encode(),
        b'"E-mail","Full name"\r\n"ada@example.org","Zo\xeb ""Zo"" Price"\r\n\r\nbo@example.org,Bo\r\n',
    ],
    ids=["BOM", "UTF-16", "semicolons", "quotes and Windows-1252"],
)
def test_a_file_of_any_spreadsheet_is_taken_through_to_the_end(file, lead):
    lead(**hidden(lead(file=file)), do="confirm")
    assert Nomination.objects.count() == 2


def test_an_older_encoding_is_named(lead):
    assert "was read as Windows-1252" in words(lead(file="Name,E-mail\nZoë,z@example.org".encode("cp1252")))


def test_each_row_says_what_would_come_of_it(lead, place):
    NominationFactory(allowance=place, email="old@example.org")
    rows = ["Ada,ada@example.org", "Ada,ada@example.org", "Old,old@example.org", "Bo,bo@", "=1+1,c@example.org"]
    shown = words(lead(people="Name,E-mail\n" + "\n".join(rows)))
    assert "1 person will be nominated. 1 is nominated already. 3 rows need a look." in shown
    for said in ("Will be nominated", "Twice in the list", "Nominated already", "The address looks wrong"):
        assert said in shown
    assert "The name begins with a sign." in shown


def test_a_row_that_cannot_be_read_is_named_and_left_out(lead):
    answer = lead(people=LIST + "Bo\n")
    assert "Row 4 has 1 cell, but there are 2 columns." in words(answer)
    lead(**hidden(answer), do="confirm")
    assert Nomination.objects.count() == 2


def test_a_letter_that_is_none_is_left_out_on_confirming_too(lead):
    answer = lead(file=b"Name,E-mail\nAda,ada@example.org\nB\0o,bo@example.org\n")
    assert lead(**hidden(answer), do="confirm").status_code == 302
    assert Nomination.objects.get().email == "ada@example.org"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Please paste a list or choose a file."),
        ({"people": "   "}, "Please paste a list or choose a file."),
        ({"people": LIST, "file": LIST.encode()}, "Please either paste a list or choose a file, not both."),
        ({"file": b""}, "There is nothing in it."),
        ({"file": b"PK\x03\x04"}, "This is a spreadsheet file."),
        ({"people": "Ada"}, "We cannot tell which column is which."),
        ({"people": LIST, "kind": "trustee"}, "Select a valid choice."),
    ],
)
def test_what_is_no_list_is_said_next_to_the_field(sent, sentence, lead):
    answer = lead(**sent)
    assert (answer.status_code, Nomination.objects.count()) == (422, 0)
    assert sentence in words(answer)


def test_meanwhile_changed_it_is_shown_anew_and_nothing_is_written(lead, place):
    answer = lead(people=LIST)
    NominationFactory(allowance=place, email="ada@example.org")
    again = lead(**hidden(answer), do="confirm")
    assert (again.status_code, Nomination.objects.count()) == (409, 1)
    assert "Nobody has been nominated yet; please look again." in words(again)
    assert lead(**hidden(again), do="confirm").status_code == 302


def test_the_same_list_again_offers_nothing_to_confirm(lead):
    lead(**hidden(lead(people=LIST)), do="confirm")
    answer = lead(people=LIST)
    assert "0 people will be nominated. 2 are nominated already." in words(answer)
    assert 'value="confirm"' not in answer.content.decode()


def test_the_list_can_be_changed_without_typing_it_again(lead):
    answer = lead(**hidden(lead(people=LIST, kind="peer")), do="change")
    assert "فاطمة الزهراء,fatima@example.org" in unescape(answer.content.decode())
    assert re.search(r'value="peer"[^>]*checked', answer.content.decode())


def test_the_result_can_be_downloaded_safe_for_a_spreadsheet(lead):
    answer = lead(**hidden(lead(people="Name,E-mail\n=1+1,a@example.org\nBo,b@example.org\nC\n")), do="download")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:3] == ["2", "'=1+1", "a@example.org"]
    assert [row[4] for row in rows[1:]] == [
        "The name is missing or looks wrong",
        "Will be nominated",
        "Could not be read",
    ]


def test_of_many_rows_those_that_need_a_look_come_first(lead, place):
    PlaceAllowance.objects.update(is_unlimited=True)
    rows = [
        f"Rowan {letter}{other},{letter}{other}@example.org" for letter in "abcdefghijkl" for other in "abcdefghijkl"
    ]
    answer = lead(people="\n".join([*rows, "Last,wrong"]))
    shown = words(answer)
    assert "The first 100 of 145 rows" in shown
    assert shown.index("Last wrong") < shown.index("Rowan aa")


def test_ten_thousand_rows_fit_on_the_page(lead):
    PlaceAllowance.objects.update(is_unlimited=True)
    text = "".join(f"Rowan,rowan.{number}@example.org\n" for number in range(10_000))
    with assert_statements(at_most=PAGE):
        answer = lead(people=text)
    assert "10000 people will be nominated." in words(answer).replace(",", "")


def test_looking_at_the_form_says_places_and_who_may_come(lead, place):
    place.licence.licence_type.eligibility = "Only people who serve veterans."
    place.licence.licence_type.save()
    shown = words(lead.get())
    assert "6 places left of 6" in shown
    assert "Only people who serve veterans." in shown


@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_the_licence_year_it_says_so(method, address, cast, client_of, time_machine):
    time_machine.move_to(NOW.replace(year=2027))
    answer = getattr(client_of(cast.lead), method)(address, {"people": LIST})
    assert "This licence year is not running today" in words(answer)


def test_at_a_satellite_the_way_leads_to_its_licence(cast, client_of, place):
    kind = type(place.licence.licence_type).objects.get(is_satellite=True)
    licence = LicenceFactory(site__organisation=cast.partner, licence_type=kind, parent=place.licence)
    satellite = AllowanceFactory(licence=licence)
    for form in ("nominate", "nominate-many"):
        page = client_of(cast.lead).get(f"/lead/places/{satellite.pk}/{form}/").content.decode()
        assert f'href="/lead/places/{place.pk}/{form}/"' in page


def test_the_example_is_a_list_that_works(lead, client_of, cast):
    example = client_of(cast.lead).get("/lead/nominate-many/example.csv").content
    assert "3 people will be nominated." in words(lead(file=example))


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_the_form(method, address, cast, client_of):
    cast.otherpartner  # noqa: B018  (its lead is appointed when it is made)
    people = (cast.otherlead, cast.zoe, cast.trainer)
    assert {getattr(client_of(who), method)(address, {"people": LIST}).status_code for who in people} == {404}
