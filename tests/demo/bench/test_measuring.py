"""The benchmark counts what it says it counts, and refuses a page that fails."""

import pytest

from lms.accounts.models import User
from lms.demo.bench.measuring import Target, UnexpectedAnswerError, measure

pytestmark = pytest.mark.django_db


def answering(status, queries):
    return lambda number: [User.objects.count() for _ in range(queries)] and status


def test_every_statement_is_counted_and_ratios_are_to_the_first_page():
    reference, page = measure(
        [Target("reference", answering(200, 1)), Target("page", answering(200, 5))], rounds=2, requests=5
    )
    assert (reference.sql, page.sql) == (1, 5)
    assert reference.ratio == 1.0
    assert page.ratio > 1.0


def test_a_row_has_the_shape_of_the_contract():
    row = measure([Target("reference", answering(200, 1))], rounds=1, requests=3)[0]
    assert list(row.as_json()) == ["name", "ratio", "cpu_ms", "sql", "rps", "p50_ms", "p95_ms"]
    assert row.p50_ms <= row.p95_ms


def test_a_page_that_does_not_answer_200_is_not_measured():
    with pytest.raises(UnexpectedAnswerError, match="lesson answered 302"):
        measure([Target("lesson", answering(302, 1))], rounds=1, requests=1)
