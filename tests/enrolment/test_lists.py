"""One row of a list as somebody to nominate, and what is wrong with it."""

import pytest

from enrolment.lists import COLUMNS, OPTIONAL, entry_of
from enrolment.models import BelongingKind
from enrolment.rules.lists import Verdict
from lms.core.tables import Row, read_table


def entry(name="Ada Example", email="ada@example.org", **more):
    return entry_of(Row(7, {"name": name, "email": email, **more}), kind=BelongingKind.VOLUNTEER)


@pytest.mark.parametrize(
    "name", ["Zoë Ŵyn-Łukasz", "فاطمة الزهراء", "דנה לוי", "Sam 🌻 Price", "Anne  Price", "'Ata Lavea"]
)
def test_a_name_of_any_script_is_a_name(name):
    assert entry(name).fault is None
    assert entry(name).named.name == " ".join(name.split())


def test_marks_of_direction_are_taken_off_as_wherever_a_name_is_typed():
    assert entry("\u202eדנה לוי\u202c").named.name == "דנה לוי"


@pytest.mark.parametrize("name", ["", "=HYPERLINK(1)", "@home", "123", "ada@example.org", "A" * 151])
def test_what_is_no_name_is_said(name):
    assert entry(name).fault is Verdict.NAME_WRONG


@pytest.mark.parametrize(
    "email", [" ADA@example.org", "mailto:ada@example.org", "<ada@example.org>", "\u200bada@example.org\u00a0"]
)
def test_an_address_is_taken_as_it_is_meant(email):
    assert (entry(email=email).named.email, entry(email=email).fault) == ("ada@example.org", None)


@pytest.mark.parametrize(
    "email", ["", "ada", "ada@", "=1+1", f"{'a' * 250}@example.org", "ada@example.org; bo@example.org"]
)
def test_what_is_no_address_is_said(email):
    assert entry(email=email).fault is Verdict.ADDRESS_WRONG


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("", "volunteer"),
        ("Member of staff", "staff"),
        ("PEER IN CUSTODY", "peer"),
        ("peer", "peer"),
        ("volunteer", "volunteer"),
    ],
)
def test_the_kind_is_known_by_its_words_and_else_that_of_the_list(said, kind):
    assert (entry(kind=said).named.kind, entry(kind=said).fault) == (kind, None)


def test_a_kind_nobody_knows_is_said():
    assert entry(kind="Trustee").fault is Verdict.KIND_UNKNOWN


def test_two_columns_without_headings_are_name_and_address():
    table = read_table("Ada,ada@example.org\nBo,bo@example.org", columns=COLUMNS, optional=OPTIONAL)
    assert [entry_of(row, kind="staff").named.name for row in table.rows] == ["Ada", "Bo"]
