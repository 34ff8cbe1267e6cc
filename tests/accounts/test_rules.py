"""What may be a name: tables, and any letters at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules import NameProblem, name_problem, tidy_name

NAMES = [
    "Ŵyn Łukasz-Żelazny",
    "محمد بن عبد الله الأنصاري",
    "O’Brien",
    "J.R.R. Tolkien",
    "Nguyễn Thị Minh Khai",
    "Mary St.John",
    "李",
    "Wolfeschlegelsteinhausenbergerdorff Zephaniah Ellington-Smythe",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_script_pass(name: str) -> None:
    assert name_problem(tidy_name(name)) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Rowan\x07 Bell", NameProblem.CONTROL),
        ("=cmd|' /C calc'!A0", NameProblem.FORMULA),
        ("+Rowan Bell", NameProblem.FORMULA),
        ("Win at http://example.org", NameProblem.ADDRESS),
        ("www.example.org", NameProblem.ADDRESS),
        ("cheap-pills.com", NameProblem.ADDRESS),
        ("rowan@example", NameProblem.EMAIL),
        ("12345", NameProblem.NO_LETTER),
        ("", NameProblem.NO_LETTER),
    ],
)
def test_what_is_no_name_is_told_apart(text: str, problem: NameProblem) -> None:
    assert name_problem(text) is problem


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rowan \t\n Bell ", "Rowan Bell"),
        ("Zoe\u0308", "Zoë"),
        ("\ufeffRowan\u202e Bell", "Rowan Bell"),
        ("علی\u200cرضا", "علی\u200cرضا"),
    ],
)
def test_names_are_tidied(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy_name(tidy_name(text)) == tidy_name(text)
