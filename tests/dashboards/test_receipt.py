"""What I have done: my own record, line by line with dates, without scores, for nobody else."""

from uuid import uuid4

import pytest

from enrolment.models import CompletionSource, Status, StudyTime
from lms.dashboards.receipt import receipt_of
from tests.cast import NOW
from tests.content.blocks.pieces import tags
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast):
    """Zoë half-way: one lesson of two done in 95 seconds."""
    made = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(title="First steps"))
    done = ActivityCompletionFactory(enrolment=made)
    about = {"activity_key": done.activity_key, "changed_at": NOW}
    StudyTime.objects.create(enrolment=made, seconds=65, estimated_seconds=30, **about)
    return made


def lines(receipt):
    return [line for part in receipt.parts for line in part.lines]


def test_it_lists_what_is_done_with_its_day_and_time(enrolment, cast):
    receipt = receipt_of(cast.zoe, enrolment.course.slug)
    [line] = lines(receipt)
    assert (line.title, line.done_at, line.minutes) == (enrolment.edition.outline.activities[0].title, NOW, 1)
    assert (receipt.done, receipt.steps, receipt.percent, receipt.minutes) == (1, 2, 50, 1)


def test_without_any_time_none_is_claimed(cast):
    made = ActivityCompletionFactory(enrolment__learner=cast.zoe, source=CompletionSource.RECOGNISED).enrolment
    [line] = lines(receipt_of(cast.zoe, made.course.slug))
    assert (line.minutes, line.note) == (0, "recognised: trained before")


@pytest.mark.parametrize(
    ("source", "words"),
    [("self_paced", ""), ("proxied", "you did this on paper"), ("staff", "recorded for you by our staff")],
)
def test_it_says_how_else_something_came_to_be_done(cast, client_of, source, words):
    made = ActivityCompletionFactory(enrolment__learner=cast.zoe, source=source).enrolment
    page = client_of(cast.zoe).get(f"/learn/receipt/{made.course.slug}/").content.decode()
    assert tags(page, ".receipt .data-table__note") == [words] * bool(words)


@pytest.mark.parametrize(
    ("done", "others", "in_lines", "other", "whole"),
    [
        ([95], [], [1], 0, 1),
        ([50, 50], [50], [1, 1], 0, 2),
        ([30, 40], [600], [0, 1], 10, 11),
        ([0], [59], [0], 0, 0),
        ([61, 61], [61, 61], [1, 1], 2, 4),
    ],
)
def test_the_lines_and_the_other_pages_add_up_to_the_whole(cast, done, others, in_lines, other, whole):
    made = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=len(done)))
    for key, seconds in zip([*made.edition.outline.keys, *(uuid4() for _ in others)], done + others, strict=True):
        StudyTime.objects.create(enrolment=made, activity_key=key, seconds=seconds, changed_at=NOW)
    for key in made.edition.outline.keys:
        ActivityCompletionFactory(enrolment=made, activity_key=key)
    receipt = receipt_of(cast.zoe, made.course.slug)
    assert [line.minutes for line in lines(receipt)] == in_lines
    assert (receipt.other_minutes, receipt.minutes, sum(in_lines) + other) == (other, whole, whole)


def test_time_on_a_page_that_is_not_done_yet_stands_under_other_pages(enrolment, cast, client_of):
    about = {"activity_key": enrolment.edition.outline.keys[1], "changed_at": NOW}
    StudyTime.objects.create(enrolment=enrolment, seconds=300, **about)
    page = client_of(cast.zoe).get(f"/learn/receipt/{enrolment.course.slug}/").content.decode()
    assert tags(page, ".receipt caption")[-1:] == ["Other pages"]
    assert tags(page, ".receipt td:last-child") == ["about 1 min", "about 5 min"]
    assert "about 6 min, an estimate" in page


def test_a_course_that_was_left_still_has_its_record(enrolment, cast):
    type(enrolment).objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    receipt = receipt_of(cast.zoe, enrolment.course.slug)
    assert (receipt.ended_at, len(lines(receipt))) == (NOW, 1)


def test_what_is_taken_now_comes_before_what_was_left(enrolment, cast):
    type(enrolment).objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    now = EnrolmentFactory(learner=cast.zoe, course=enrolment.course)
    assert receipt_of(cast.zoe, enrolment.course.slug).enrolment == now


def test_a_course_unpublished_since_keeps_its_record(enrolment, cast):
    enrolment.course.unpublish()
    assert len(lines(receipt_of(cast.zoe, enrolment.course.slug))) == 1


def test_whoever_never_took_it_has_none(enrolment, cast):
    assert receipt_of(cast.amir, enrolment.course.slug) is None


@pytest.mark.parametrize("lessons", [3, 30])
def test_it_costs_the_same_whatever_the_length_of_the_course(lessons, cast):
    made = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=lessons))
    with assert_statements(at_most=5):
        receipt_of(cast.zoe, made.course.slug)


def test_the_page_names_person_course_and_days_and_no_score(cast, client_of):
    attempt = AttemptFactory(enrolment__learner=cast.zoe, passed=True)
    enrolment = attempt.enrolment
    ActivityCompletionFactory(enrolment=enrolment, activity_key=attempt.assessment.translation_key)
    page = client_of(cast.zoe).get(f"/learn/receipt/{enrolment.course.slug}/").content.decode()
    assert "Zoë Ŵyn-Łukasz" in page
    assert attempt.assessment.title in page
    assert f"{attempt.percent} %" not in page.replace("0 % of what is needed", "")


def test_another_persons_course_is_not_found(enrolment, cast, client_of):
    assert client_of(cast.amir).get(f"/learn/receipt/{enrolment.course.slug}/").status_code == 404
