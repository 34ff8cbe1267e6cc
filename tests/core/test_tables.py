"""Tables from spreadsheets: whatever wrote them, every name arrives whole and every doubt is said."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.spreadsheets import csv_response
from lms.core.tables import MAX_BYTES, MAX_ROWS, read_table

COLUMNS = {"name": ("Name", "Full name"), "email": ("E-mail", "Email address"), "kind": ("Kind",)}
NAMES = [
    "Zoë Ŵyn-Łukasz",
    "فاطمة الزهراء",
    "\u202eדנה לוי\u202c",
    "Sam 🌻 Price",
    "Price, Anne; Jr",
    'Anne "Annie" Price',
    "Anne\nPrice",
    "'t Hooft",
    "=1+1",
    "@home",
    "-Price",
]


def read(data):
    return read_table(data, columns=COLUMNS, optional=["kind"])


def cells(data):
    return [tuple(row.cells.values()) for row in read(data).rows]


def written(delimiter, *rows):
    """Return rows as a spreadsheet writes them."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("codec", "known_as"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_it_is_known_how_the_letters_were_written(codec, known_as):
    table = read("Name,E-mail\nZoë Pérez,zoe@example.org\n".encode(codec))
    assert (table.encoding, table.rows[0].cells["name"]) == (known_as, "Zoë Pérez")


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_both_orders_of_utf_16_are_known_by_their_mark(mark, codec):
    table = read(mark + "Name\tE-mail\r\nŁucja 🌻\tlu@example.org\r\n".encode(codec))
    assert table.rows[0].cells == {"name": "Łucja 🌻", "email": "lu@example.org"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_arrives_as_it_was_sent(name, delimiter):
    table = read(written(delimiter, ["Name", "E-mail"], [name, "ada@example.org"]))
    assert (table.problems, table.rows[0].cells["name"]) == ((), name)


@pytest.mark.parametrize("name", NAMES)
def test_what_we_wrote_ourselves_comes_back_as_it_was(name):
    response = csv_response(filename="people.csv", header=["Name", "E-mail"], rows=[[name, "ada@example.org"]])
    assert cells(response.content) == [(name, "ada@example.org")]


@pytest.mark.parametrize("header", ["Name,E-mail", "FULL NAME,email-address", " full-name :,Email", "email,name"])
def test_headings_are_known_however_they_are_written(header):
    row = read(f"{header}\nada,ada").rows[0]
    assert (set(row.cells), row.number) == ({"name", "email"}, 2)


def test_a_column_nobody_asked_for_is_left_out():
    table = read("No,Name,Town,E-mail\n1,Ada,Hull,ada@example.org")
    assert (table.header, table.rows[0].cells) == (
        ("", "name", "", "email"),
        {"name": "Ada", "email": "ada@example.org"},
    )


@pytest.mark.parametrize(
    ("row", "header"), [("Ada,a@b", ("name", "email")), ("Ada,a@b,peer", ("name", "email", "kind"))]
)
def test_without_headings_the_columns_are_taken_in_their_order(row, header):
    table = read(row)
    assert (table.header, table.rows[0].number) == (header, 1)


@pytest.mark.parametrize("data", ["Price, Anne;a@b\nHart, Bo;b@b", "Name;E-mail\nPrice, Anne;a@b\nHart, Bo;b@b"])
def test_a_comma_in_the_names_divides_nothing_where_semicolons_do(data):
    assert cells(data) == [("Price, Anne", "a@b"), ("Hart, Bo", "b@b")]


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    table = read('Name,E-mail\r\n\r\n"Ada\r\nPrice",a@b\r\n,\r\nBo, b@b\r\n')
    assert [row.number for row in table.rows] == [3, 5]
    assert table.rows[1].cells == {"name": "Bo", "email": "b@b"}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Bo", "Row 3 has 1 cell, but there are 2 columns."),
        ("Bo,b@b,more", "Row 3 has 3 cells, but there are 2 columns."),
        ("B\0o,b@b", "Row 3: a letter cannot be read."),
        ("B\ufffdo,b@b", "Row 3: a letter cannot be read."),
    ],
)
def test_a_row_with_a_problem_is_named_and_the_others_are_read(row, problem):
    table = read(f"Name,E-mail\nAda,a@b\n{row}\nCy,c@b,,\n")
    assert [row.number for row in table.rows] == [2, 4]
    assert table.problems[0].startswith(problem)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "There is nothing in it."),
        ("\n \n", "There is nothing in it."),
        ("Name,E-mail", "There are headings, but no rows below them."),
        ("Ada", "We cannot tell which column is which. Please put headings into the first row: Name, E-mail."),
        ("Name\nAda", "These columns are missing: E-mail."),
        ("Name,Full name,E-mail\nA,B,a@b", "There is more than one column “Name”."),
        ('Name,E-mail\n"Ada,a@b\nBo,b@b', "Row 2: a quotation mark has no partner."),
        ("Name,E-mail\n" + "Ada,a@b\n" * (MAX_ROWS + 1), "There are more than 10000 rows."),
        ("Ada," + "a" * MAX_BYTES, "This is larger than 2 MB."),
        (b"PK\x03\x04...", "This is a spreadsheet file."),
        (b"Name,E-mail\nA\x81da,a@b", "Row 2: a letter cannot be read."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_of_it_is_taken(data, problem):
    table = read(data)
    assert (table.rows, table.problems[0][: len(problem)]) == ((), problem)


@given(st.one_of(st.text(), st.binary(), st.text(alphabet="ab@,;\t\"'\r\n\0=")))
def test_nothing_that_is_brought_breaks_it(data):
    table = read(data)
    assert bool(table.rows) or bool(table.problems)
    assert all(problem.endswith(".") for problem in table.problems)


def test_ten_thousand_rows_are_read():
    data = "Name,E-mail\n" + "".join(f'"Price, Ada {n}",ada.{n}@example.org\n' for n in range(MAX_ROWS))
    assert len(read(data.encode()).rows) == MAX_ROWS
