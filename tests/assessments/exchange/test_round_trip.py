from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.exchange.drafts import Notes, QuestionDraft
from assessments.exchange.gift_reading import read_gift
from assessments.exchange.gift_writing import write_gift
from assessments.exchange.markup import safe
from assessments.exchange.moodle_reading import read_moodle_xml
from assessments.exchange.moodle_writing import write_moodle_xml
from assessments.exchange.reading import read_questions
from assessments.rules import Kind
from lms.core.errors import DomainError
from tests.assessments.exchange.drafting import HTML, LOOSE, drafts

FIXTURES = sorted((Path(__file__).parent / "fixtures").iterdir())
FORMATS = {"gift": (write_gift, read_gift), "xml": (write_moodle_xml, read_moodle_xml)}
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def bare(questions):
    """Leave out what belongs to one file alone."""
    return [replace(question, line=0, notes=()) for question in questions]


@pytest.mark.parametrize("named", FORMATS)
@MANY
@given(questions=st.lists(drafts(), max_size=3))
def test_what_is_written_is_read_as_it_was(named, questions):
    write, read = FORMATS[named]
    reading = read(write(questions))
    assert reading.refused == ()
    assert bare(reading.questions) == questions


@pytest.mark.parametrize("named", FORMATS)
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_real_files_are_read_written_and_read_again(named, path):
    write, read = FORMATS[named]
    questions = bare(read_questions(path.read_bytes(), name=path.name).questions)
    assert bare(read(write(questions)).questions) == questions


@MANY
@given(text=st.lists(LOOSE | st.sampled_from(["{", "}", "=", "~", "->", "\n\n", "{T}", "{=a}", "####"])).map("".join))
def test_whatever_a_file_of_gift_says_it_comes_out_the_same_the_second_time(text):
    questions = bare(read_gift(text).questions)
    assert bare(read_gift(write_gift(questions)).questions) == questions


@MANY
@given(html=st.lists(LOOSE | HTML).map("".join))
def test_safe_html_stays_as_it_is(html):
    once = safe(html, Notes())
    assert safe(once, Notes()) == once


@pytest.mark.parametrize("write", [write_gift, write_moodle_xml])
def test_a_scenario_is_refused(write):
    with pytest.raises(DomainError, match="scenario"):
        write([QuestionDraft(Kind.SCENARIO, "", "<p>a</p>")])
