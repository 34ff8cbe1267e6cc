"""A question on paper: letters, lines and numbers, and nothing of what is right."""

from dataclasses import replace

import pytest

from assessments.answers import PAIR, Answer
from assessments.on_paper import fits_on_paper, letter_of, read_off, sheets_of
from assessments.rules import Kind
from tests.assessments.papers import (
    ONE_OF_EACH,
    gap_fill,
    item,
    matching,
    ordering,
    paper,
    scenario,
    short_text,
    written,
)

ANSWERS = [
    (item("q1"), Answer(("b",)), ("B – B",)),
    (item("q1", right="ab"), Answer(("a", "c")), ("A – A", "C – C")),
    (matching(), Answer((f"a{PAIR}s2", f"c{PAIR}s1")), ("B – A", "A – C")),
    (ordering(), Answer(("b", "a", "d", "c")), ("2 – A", "1 – B", "4 – C", "3 – D")),
    (short_text(), Answer(text="urge"), ("urge",)),
    (gap_fill(), Answer(("rises", "", "passes")), ("1: rises", "2: …", "3: passes")),
    (scenario(), Answer(("wait", "leave")), ("Situation 1: B – Wait", "Situation 3: B – Leave")),
    (written(), Answer(text="I listen."), ("I listen.",)),
]


@pytest.mark.parametrize(("asked", "answer", "lines"), ANSWERS, ids=lambda value: getattr(value, "kind", None))
def test_an_answer_reads_as_it_stands_on_the_paper(asked, answer, lines):
    assert read_off(asked, answer) == lines


@pytest.mark.parametrize("asked", [asked for asked, _answer, _lines in ANSWERS], ids=lambda asked: asked.kind)
def test_what_is_left_open_reads_as_nothing(asked):
    assert read_off(asked, Answer()) == ()


def test_every_kind_but_a_file_fits():
    every = [*ONE_OF_EACH.values(), written()]
    assert fits_on_paper(paper(*every))
    assert {sheet.item.kind for sheet in sheets_of(paper(*every))} == set(Kind) - {Kind.UPLOAD}
    assert not fits_on_paper(paper(item("q1", kind=Kind.UPLOAD)))


def test_a_story_leads_on_by_numbers():
    [sheet] = sheets_of(paper(scenario()))
    door, chair, _window = sheet.situations
    assert [(way.letter, way.goes_to) for way in door.ways] == [("A", 2), ("B", 3)]
    assert [way.goes_to for way in chair.ways] == [None, None]


@pytest.mark.parametrize(("low", "high", "lines"), [(50, None, 14), (50, 210, 30), (None, 5000, 70)])
def test_the_lines_are_as_many_as_the_words_need(low, high, lines):
    [sheet] = sheets_of(paper(replace(written(), word_from=low, word_to=high)))
    assert len(sheet.lines) == lines


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "27")])
def test_letters_end_after_the_twenty_sixth(place, letter):
    assert letter_of(place) == letter
