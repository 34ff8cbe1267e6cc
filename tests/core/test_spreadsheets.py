"""Tables for spreadsheets: names stay as they are, formulas do not run."""

import csv
from datetime import date
from io import StringIO

import pytest

from lms.core.spreadsheets import csv_response, plain_cell

NAMES = ["Zoë Ŵyn-Łukasz", "O’Brien", "فاطمة الزهراء", "Anne-Marie Price", "Price, Anne", 'Anne "Annie" Price', ""]


def table(cell):
    response = csv_response(filename="people.csv", header=["Name"], rows=[[cell]])
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_out_as_it_went_in(name):
    assert table(name) == [["Name"], [name]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0+", "＝", "＠"])
def test_what_a_spreadsheet_would_run_is_only_text(start):
    assert plain_cell(f"{start}cmd|'/c calc'!A1").startswith("'")


@pytest.mark.parametrize("value", [7, -3, date(2026, 3, 1), None])
def test_numbers_and_dates_are_left_alone(value):
    assert plain_cell(value) == value


def test_a_spreadsheet_is_told_which_alphabet_it_is():
    response = csv_response(filename="people.csv", header=["Name"], rows=[])
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
