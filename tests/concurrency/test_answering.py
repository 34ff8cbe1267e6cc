"""Two windows that answer one question at the same moment: one is saved, and the other is told."""

from functools import partial

import pytest

from assessments.answers import Answer
from assessments.managers import AttemptQuerySet
from assessments.models import Response
from assessments.services.answering import save_answer
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, errors, interrupted, size
from tests.factories.attempts import AttemptFactory

pytestmark = pytest.mark.django_db(transaction=True)
WRITING = 'INSERT INTO "assessments_response"'


def windows(number):
    """As many windows as asked for that have seen no answer yet; each chooses one and says which window it is."""
    attempt = AttemptFactory()
    item = attempt.paper.items[0]
    choose = partial(save_answer, attempt=attempt, item_key=item.key, at=NOW, seen=0)
    options = [item.options[place % len(item.options)].key for place in range(number)]
    return [partial(choose, answer=Answer((key,)), page=f"window-{place}") for place, key in enumerate(options)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_many_windows_none_overwrites_another_unseen(number):
    results = all_at_once(*windows(size()))
    assert set(errors(results)) == {"answered_elsewhere"}
    saved = {tuple(result.chosen) for result in results if isinstance(result, Response)}
    assert saved == {tuple(Response.objects.get().chosen)}


def test_the_window_that_comes_second_is_told():
    assert errors(interrupted(*windows(2), at=WRITING)) == ["answered_elsewhere"]


@pytest.mark.postgresql
def test_control_without_holding_the_attempt_the_second_overwrites_the_first(monkeypatch):
    monkeypatch.setattr(AttemptQuerySet, "update", lambda rows, **changes: rows.count())
    results = interrupted(*windows(2), at=WRITING)
    assert (errors(results), [result.revision for result in results]) == ([], [1, 1])
