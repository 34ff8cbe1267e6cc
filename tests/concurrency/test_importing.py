"""The same file brought in by several people at the same moment; with its control on PostgreSQL."""

import threading
from functools import partial
from uuid import uuid4

import pytest

from assessments.exchange import read_questions
from assessments.models import Question, QuestionBank
from assessments.services.importing import Shelf, dry_run, import_questions
from tests.cast import NOW
from tests.concurrency.crowd import crowd, errors, size
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bringing_in():
    reading, shelf = read_questions(b"Which?{=a ~b}", name="bank.gift"), Shelf(QuestionBank.objects.create(name="B"))
    shown = dry_run(reading=reading, shelf=shelf).digest
    about = {"reading": reading, "shelf": shelf, "shown": shown, "written": "gift"}
    return partial(import_questions, **about, by=UserFactory(), at=NOW)


def test_a_file_brought_in_by_many_at_once_is_stored_once(bringing_in):
    refused = errors(crowd(bringing_in))
    assert set(refused) == {"outcome_changed"}
    assert (len(refused), Question.objects.count()) == (size() - 1, 1)


@pytest.mark.postgresql
def test_control_looking_first_and_then_storing_ends_in_errors():
    key, bank, seen = uuid4(), QuestionBank.objects.create(name="B"), threading.Barrier(size())

    def look_then_store():
        is_there = Question.objects.filter(key=key).exists()
        seen.wait()
        return is_there or Question.objects.create(key=key, bank=bank, prompt="<p>Which?</p>")

    assert set(errors(crowd(look_then_store))) == {"IntegrityError"}
