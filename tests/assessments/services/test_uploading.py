"""Keeping an added file, changing it, taking it away; what is left behind is swept. On disk and in S3."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings
from assessments.models import Attempt, Response, Status
from assessments.periodic import sweep_files as sweep_task
from assessments.services import uploading
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.services.uploading import delete_unnamed, remove_file, save_file, sweep_files
from lms.celery import SWEEPS
from lms.core.files import private_storage, save_private
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.uploads import PDF, PLACE, PROGRAM, add_by_row, added, photograph, upload_attempt
from tests.refusals import refused
from tests.storage.scanner import EICAR, scanner

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def attempt(db, on_disk):
    """An attempt in progress at a task that asks for a file."""
    return upload_attempt()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Return a block at whose end what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def save(attempt, name="essay.pdf", content=PDF, *, at=NOW):
    by = attempt.enrolment.learner
    return save_file(attempt=attempt, item_key=attempt.paper.items[0].key, file=added(name, content), by=by, at=at)


def remove(attempt):
    remove_file(attempt=attempt, item_key=attempt.paper.items[0].key, at=LATER)


def stored() -> set[str]:
    storage, found = private_storage(), []
    with suppress(FileNotFoundError):
        found = [f"attempts/{folder}" for folder in storage.listdir("attempts")[0]]
    return {f"{folder}/{name}" for folder in found for name in storage.listdir(folder)[1]}


def content_of(response: Response) -> bytes:
    with private_storage().open(response.file) as file:
        return file.read()


# --- Keeping --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("somewhere")
def test_a_file_is_kept_under_a_name_that_tells_nothing():
    attempt = upload_attempt()
    response = save(attempt, "../Zoë\u202e.pdf")
    assert (content_of(response), response.file_name, response.saved_at) == (PDF, "Zoë.pdf", NOW)
    assert response.file.startswith(f"attempts/{attempt.pk}/")
    assert len(response.file.rpartition("/")[2]) == 32


def test_a_large_file_that_lies_on_disk_is_kept_too(attempt):
    file = TemporaryUploadedFile("essay.pdf", "application/pdf", len(PDF), None)
    file.write(PDF)
    key, by = attempt.paper.items[0].key, attempt.enrolment.learner
    with file:
        response = save_file(attempt=attempt, item_key=key, file=file, by=by, at=NOW)
    assert content_of(response) == PDF


def test_saving_says_when_the_attempt_was_saved_last(attempt):
    save(attempt, at=LATER)
    assert Attempt.objects.get().saved_at == LATER


def test_a_photograph_is_kept_without_its_place(attempt):
    assert PLACE.encode() not in content_of(save(attempt, "board.jpg", photograph()))


@pytest.mark.django_db
@pytest.mark.usefixtures("somewhere")
def test_another_file_takes_the_place_of_the_first_which_goes(commits):
    attempt = upload_attempt()
    with commits():
        save(attempt, "first.pdf")
        second = save(attempt, "second.pdf")
    assert (Response.objects.get().file_name, stored()) == ("second.pdf", {second.file})


def test_the_first_file_stays_until_the_second_is_safe(attempt, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        first = save(attempt)
        save(attempt)
    assert first.file in stored()
    assert len(waiting) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("essay.pdf", b"", "file_empty"),
        ("essay.pdf", PDF + bytes(30 * 1024 * 1024), "file_too_large"),
        ("essay.exe", PROGRAM, "file_kind_unknown"),
        ("essay.pdf", PROGRAM, "file_not_what_it_says"),
        ("board.jpg", photograph()[:400], "file_not_what_it_says"),
    ],
)
def test_what_is_not_taken_leaves_nothing_behind(attempt, name, content, code):
    with refused(code):
        save(attempt, name, content)
    assert (stored(), Response.objects.count()) == (set(), 0)


@pytest.mark.parametrize("act", [save, remove])
def test_what_is_over_is_not_changed(attempt, act):
    kept = add_by_row(attempt)
    Attempt.objects.update(status=Status.WITHDRAWN, finished_at=NOW)
    with refused("attempt_over"):
        act(attempt)
    assert (Response.objects.get().file, stored()) == (kept.file, {kept.file})


@pytest.mark.parametrize("act", [save, remove])
def test_what_comes_after_the_time_changes_nothing(attempt, act):
    kept = add_by_row(attempt)
    attempt.due_at = NOW - timedelta(days=1)
    with refused("time_over"):
        act(attempt)
    assert (Response.objects.get().file, stored()) == (kept.file, {kept.file})


@pytest.mark.parametrize("act", [save, remove])
def test_a_question_that_asks_for_no_file_takes_none(db, on_disk, act):
    with refused("no_file_asked"):
        act(AttemptFactory())


# --- Taking away ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("somewhere")
def test_a_file_is_taken_away_whole(commits):
    attempt = upload_attempt()
    save(attempt)
    with commits():
        remove(attempt)
    response = Response.objects.get()
    assert (response.file, response.file_name, stored()) == ("", "", set())


def test_taking_away_nothing_is_harmless(attempt):
    remove(attempt)
    assert Response.objects.count() == 0


# --- Handing in, and trying again -----------------------------------------------------------------


def test_without_a_file_nothing_is_handed_in(attempt):
    with refused("text_missing"):
        submit_attempt(attempt=attempt, by=attempt.enrolment.learner, at=NOW)


def test_with_a_file_it_goes_to_a_trainer(attempt):
    save(attempt)
    assert submit_attempt(attempt=attempt, by=attempt.enrolment.learner, at=NOW).is_awaiting_review
    assert list(attempt_findings()) == []


@pytest.fixture
def again(attempt):
    """The next attempt after one that was not passed."""
    save(attempt, "first.pdf")
    Attempt.objects.update(status=Status.NOT_YET_PASSED, submitted_at=NOW, finished_at=NOW)
    learner = attempt.enrolment.learner
    return start_attempt(enrolment=attempt.enrolment, assessment=attempt.assessment, by=learner, at=LATER)


def test_a_further_attempt_begins_with_the_file_of_the_last(attempt, again):
    first, second = Response.objects.order_by("attempt__number")
    assert (second.file, second.file_name) == (first.file, "first.pdf")


@pytest.mark.parametrize("act", [lambda again: save(again, "second.pdf"), remove])
def test_a_file_that_an_earlier_attempt_names_stays(attempt, again, commits, act):
    with commits():
        act(again)
    first = Response.objects.get(attempt=attempt)
    assert (first.file_name, content_of(first)) == ("first.pdf", PDF)


# --- The scanner ----------------------------------------------------------------------------------


def test_an_infected_file_is_refused_and_audited_without_its_name(attempt, on_tcp):
    with scanner(on_tcp), refused("file_infected"):
        save(attempt, "secret.txt", EICAR)
    line = ModelLogEntry.objects.get(action="assessments.refuse_file")
    assert (line.user, line.object_id, line.data) == (attempt.enrolment.learner, str(attempt.pk), {})
    assert (stored(), Response.objects.count()) == (set(), 0)


def test_a_clean_file_is_kept_whole(attempt, on_tcp):
    with scanner(on_tcp) as scanned:
        assert content_of(save(attempt)) == PDF
    assert scanned == [PDF]


def test_when_the_scanner_is_away_nothing_is_kept(attempt, on_tcp):
    on_tcp.close()
    with refused("scanner_not_answering"):
        save(attempt)
    assert (stored(), ModelLogEntry.objects.filter(action="assessments.refuse_file").count()) == (set(), 0)


# --- The sweep ------------------------------------------------------------------------------------


def left_behind() -> str:
    """Store a file as a worker does that dies before it is named."""
    return save_private("attempts/nobody/left-behind", PDF)


def breaking_off(execute, sql, params, many, context):
    """Break off, as a worker that dies does, when an answer is to be written."""
    if Response._meta.db_table in sql and not sql.startswith("SELECT"):
        raise OperationalError("The connection is gone.")
    return execute(sql, params, many, context)


def test_what_breaks_off_before_a_file_is_named_is_swept_later(attempt):
    with pytest.raises(OperationalError), transaction.atomic(), connection.execute_wrapper(breaking_off):
        save(attempt)
    assert (len(stored()), Response.objects.count()) == (1, 0)
    assert sweep_files(at=moment(hours=25)) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("somewhere")
def test_what_no_answer_names_is_swept_once_it_is_a_day_old():
    kept, orphan = add_by_row(upload_attempt()).file, left_behind()
    assert sweep_files(at=moment(hours=23)) == 0
    assert stored() == {kept, orphan}
    assert sweep_files(at=moment(hours=25)) == 1
    assert stored() == {kept}


def moment(*, hours: int) -> datetime:
    """Return the time so many hours after what was stored just now."""
    return timezone.now() + timedelta(hours=hours)


def test_the_sweep_runs_every_day_by_itself(db, on_disk, time_machine):
    left_behind()
    time_machine.move_to(moment(hours=25))
    sweep_task()
    assert (stored(), SWEEPS[sweep_task.name]) == (set(), 24 * 60 * 60)


def test_a_sweep_of_very_many_looks_into_some_of_them_by_lot(db, on_disk, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_FOLDERS_AT_ONCE", 2)
    for number in range(3):
        save_private(f"attempts/{number}/left-behind", PDF)
    assert (sweep_files(at=moment(hours=25)), len(stored())) == (2, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("somewhere")
def test_sweeping_where_nobody_added_anything_is_harmless():
    assert sweep_files(at=NOW) == 0


def test_the_sweep_leaves_what_other_parts_keep(db, on_disk):
    save_private("certificates/1/award.pdf", PDF)
    sweep_files(at=moment(hours=100))
    assert private_storage().exists("certificates/1/award.pdf")


def test_a_file_that_is_named_while_the_sweep_looks_is_not_deleted(attempt):
    assert delete_unnamed(save(attempt).file) is False
    assert len(stored()) == 1
