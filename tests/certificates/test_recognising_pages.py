"""Central Office recognises one person by a form, or many by a table: looked at first, then carried out."""

from io import BytesIO

import pytest

from certificates.models import Award
from enrolment.models import Affiliation
from tests.factories.pages import CourseFactory, ProgrammeFactory
from tests.factories.partners import SiteFactory

pytestmark = pytest.mark.django_db
ONE, MANY = "/cms/awards/recognise/", "/cms/awards/recognise/many/"
TYPED = {
    "name": "Ada Marsh",
    "email": "ADA@example.org",
    "programme": "Quay",
    "trained_on": "2019-05-03",
    "reason": "Certificate of 2019 seen",
}
TABLE = "name,email,programme,trained_on,reason\nŻaneta,z@example.org,Quay,2019-05-03,Seen\nX,x,Quay,2019-05-03,Seen\n"


@pytest.fixture
def office(client_of, cast):
    CourseFactory(awarding=True, lessons=0, programme=ProgrammeFactory(name="Quay"))
    return client_of(cast.office)


def page(answer) -> str:
    return answer.content.decode()


def test_the_list_of_awards_leads_there(office):
    listed = page(office.get("/cms/awards/"))
    assert (ONE in listed, MANY in listed) == (True, True)


@pytest.mark.parametrize("who", ["editor", "zoe", "lead", "coordinator"])
@pytest.mark.parametrize("address", [ONE, MANY, f"{MANY}table.csv"])
def test_nobody_else_gets_there(client_of, cast, who, address):
    client = client_of(getattr(cast, who))
    assert client.get(address).status_code in {302, 403}
    assert client.post(address, {**TYPED, "text": TABLE, "confirm": "yes"}).status_code in {302, 403}
    assert not Award.objects.exists()


def test_one_is_recognised_and_the_award_is_shown(office):
    site = SiteFactory()
    answer = office.post(ONE, {**TYPED, "site": site.pk})
    award = Award.objects.get(learner__email="ada@example.org")
    assert answer.url == f"/cms/awards/inspect/{award.pk}/"
    assert Affiliation.objects.get(person=award.learner).site == site


def test_where_a_check_is_awaited_the_list_says_so(office):
    CourseFactory(awarding=True, lessons=0, programme=ProgrammeFactory(name="Harbour"), requires_check=True)
    answer = office.post(ONE, {**TYPED, "programme": "Harbour"}, follow=True)
    assert "The certificate follows once a check is confirmed" in page(answer)
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Please enter the name."),
        ({"email": "ada"}, "Enter a valid email address."),
        ({"trained_on": "2999-01-01"}, "This day has not come yet."),
        ({"reason": " "}, "Please say what shows that they trained"),
        ({"programme": "Knitting"}, "Select a valid choice."),
        ({"email": "orla@example.org", "is_them": "on"}, "Nobody recognises their own training."),
        ({"email": "orla@example.org"}, "We know this address as Orla"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(office, typed, sentence):
    answer = office.post(ONE, {**TYPED, **typed})
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert f'value="{ {**TYPED, **typed}["reason"] }"' in page(answer)


def test_a_table_is_shown_before_anything_happens(office):
    shown = page(office.post(MANY, {"text": TABLE}))
    said = ["1 person would be recognised.", "1 row cannot be done", "This is no e-mail address.", "Żaneta"]
    assert [words for words in said if words not in shown] == []
    assert not Award.objects.exists()


def test_confirming_carries_out_what_was_shown(office):
    answer = office.post(MANY, {"text": TABLE, "confirm": "yes"}, follow=True)
    assert "1 person is recognised." in page(answer)
    assert Award.objects.get().printed_name == "Żaneta"


def test_confirming_again_doubles_nothing(office):
    for _time in range(2):
        answer = office.post(MANY, {"text": TABLE, "confirm": "yes"})
    assert "1 row was done before, and is left as it is." in page(answer)
    assert Award.objects.count() == 1


def test_a_long_table_takes_a_press_for_each_part_of_it(office, settings):
    settings.RECOGNISE_AT_ONCE = 1
    table = TABLE.replace("X,x,", "Ada,ada@example.org,")
    for left, said in [(1, "1 row was done before"), (0, "1 person is recognised.")]:
        answer = office.post(MANY, {"text": table, "confirm": "yes"}, follow=True)
        assert (2 - Award.objects.count(), said in page(answer)) == (left, True)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_file_may_come_from_any_spreadsheet(office, codec):
    file = BytesIO(TABLE.replace(",", ";").encode(codec))
    file.name = "people.csv"
    assert "Żaneta" in page(office.post(MANY, {"file": file, "text": ""}))


@pytest.mark.parametrize("text", ["", "nonsense"])
def test_nothing_or_nonsense_is_answered_with_a_sentence(office, text):
    answer = office.post(MANY, {"text": text})
    assert answer.status_code == 422
    assert "Please choose a file" in page(answer) or "We cannot tell which column" in page(answer)


def test_the_table_to_begin_with_can_be_brought_back(office):
    table = office.get(f"{MANY}table.csv").content
    file = BytesIO(table)
    file.name = "recognise.csv"
    assert "would be recognised" in page(office.post(MANY, {"file": file, "text": ""}))
