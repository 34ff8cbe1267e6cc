"""Files added at the same moment, with real threads; the race with its control on PostgreSQL."""

from functools import partial

import pytest
from django.db.models.signals import pre_save

from assessments.managers import AttemptQuerySet
from assessments.models import Response
from assessments.services.attempts import submit_attempt
from assessments.services.uploading import remove_file, save_file
from lms.core.files import private_storage
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, meeting
from tests.factories.uploads import add_by_row, added, upload_attempt
from tests.storage.fixtures import on_disk

__all__ = ["on_disk"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_disk")]


def saving(attempt):
    by, key = attempt.enrolment.learner, attempt.paper.items[0].key
    return lambda: save_file(attempt=attempt, item_key=key, file=added(), by=by, at=NOW)


def removing(attempt):
    return partial(remove_file, attempt=attempt, item_key=attempt.paper.items[0].key, at=NOW)


def named() -> set[str]:
    return set(Response.objects.exclude(file="").values_list("file", flat=True))


def stored(attempt) -> set[str]:
    folder = f"attempts/{attempt.pk}"
    return {f"{folder}/{name}" for name in private_storage().listdir(folder)[1]}


def test_of_a_crowd_of_files_one_is_kept_and_none_left_behind():
    attempt = upload_attempt()
    results = crowd(saving(attempt))
    assert errors(results) == []
    assert (stored(attempt), Response.objects.count()) == (named(), 1)


@pytest.mark.postgresql
def test_control_without_holding_the_attempt_a_file_is_left_behind(monkeypatch):
    monkeypatch.setattr(AttemptQuerySet, "hold", lambda rows: rows.count())
    attempt = upload_attempt()
    with meeting(pre_save, Response):
        assert errors(all_at_once(saving(attempt), saving(attempt))) == []
    assert len(stored(attempt) - named()) == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_adding_and_taking_away_at_once_leaves_what_is_named(number):
    attempt = upload_attempt()
    add_by_row(attempt)
    assert errors(all_at_once(saving(attempt), removing(attempt))) == []
    assert stored(attempt) == named()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_file_added_while_handing_in_is_kept_whole_or_refused_whole(number):
    attempt = upload_attempt()
    add_by_row(attempt)
    submitting = partial(submit_attempt, attempt=attempt, by=attempt.enrolment.learner, at=NOW)
    assert set(errors(all_at_once(submitting, saving(attempt)))) <= {"attempt_over"}
    assert stored(attempt) == named()
