"""The review queue: whose work stands there, in which order, and how it is found, paged and saved as a table."""

from datetime import timedelta

import pytest

from assessments.models import Attempt, Review
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment
from lms.accounts.models import User
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
BUDGET = 10


@pytest.fixture
def course(cast):
    """A course of which Tom is a trainer."""
    made = CourseFactory(title="Small steps", lessons=0, writing=True)
    appoint_trainer(course=made, person=cast.trainer, by=None, at=NOW)
    return made


@pytest.fixture
def tom(client_of, cast):
    """Tom's browser."""
    return client_of(cast.trainer)


def hand_in(course, name, *, hours=0):
    enrolment = EnrolmentFactory(course=course, learner=UserFactory(full_name=name))
    return AttemptFactory(enrolment=enrolment, awaiting_review=True, submitted_at=NOW - timedelta(hours=hours))


def names_in(response, *names):
    page = in_words(response)
    return sorted((name for name in names if name in page), key=page.index)


def test_whoever_waits_longest_stands_first(course, tom):
    hand_in(course, "Ada", hours=1)
    hand_in(course, "Ben", hours=9)
    assert names_in(tom.get("/review/"), "Ada", "Ben") == ["Ben", "Ada"]


@pytest.mark.parametrize(
    ("order", "names"), [("newest", ["Ada", "Ben"]), ("name", ["Ada", "Ben"]), ("?", ["Ben", "Ada"])]
)
def test_the_order_may_be_another(order, names, course, tom):
    hand_in(course, "Ada", hours=1)
    hand_in(course, "Ben", hours=9)
    assert names_in(tom.get("/review/", {"order": order}), "Ada", "Ben") == names


def test_what_is_not_for_this_trainer_is_not_in_it(course, tom):
    hand_in(course, "Ada")
    hand_in(CourseFactory(lessons=0, writing=True), "Ben")
    AttemptFactory(enrolment__learner__full_name="Cem", writing=True, enrolment__course=course)
    assert names_in(tom.get("/review/"), "Ada", "Ben", "Cem") == ["Ada"]


def test_somebody_is_found_by_a_part_of_the_name(course, tom):
    hand_in(course, "Ada Lovett")
    hand_in(course, "Ben Hollis")
    assert names_in(tom.get("/review/", {"q": "lov"}), "Ada", "Ben") == ["Ada"]


@pytest.mark.parametrize(("state", "found"), [("to_read", ["Ada"]), ("second_mark", ["Ben"]), ("held", ["Cem", "Dov"])])
def test_work_is_filtered_by_what_it_waits_for(state, found, course, tom):
    hand_in(course, "Ada")
    ReviewFactory(attempt=hand_in(course, "Ben"), borderline=True)
    ReviewFactory(attempt=hand_in(course, "Cem"))
    ReviewFactory(attempt=(twice := hand_in(course, "Dov")), borderline=True)
    ReviewFactory(attempt=twice, second=True, reviewer__full_name="Nadia")
    assert names_in(tom.get("/review/", {"state": state, "order": "name"}), "Ada", "Ben", "Cem", "Dov") == found


def test_whoever_gave_the_first_mark_sees_that_a_colleague_gives_the_second(course, tom, cast):
    ReviewFactory(attempt=hand_in(course, "Ada"), borderline=True, reviewer=cast.trainer)
    assert "A colleague marks it too" in in_words(tom.get("/review/"))


def test_work_is_filtered_by_course(course, tom, cast):
    other = CourseFactory(lessons=0, writing=True)
    appoint_trainer(course=other, person=cast.trainer, by=None, at=NOW)
    hand_in(course, "Ada")
    hand_in(other, "Ben")
    assert names_in(tom.get("/review/", {"course": other.pk}), "Ada", "Ben") == ["Ben"]


def test_a_forged_course_shows_nothing_of_it(course, tom):
    other = hand_in(CourseFactory(lessons=0, writing=True), "Ben")
    response = tom.get("/review/", {"course": other.enrolment.course_id})
    assert names_in(response, "Ben") == []


def test_an_empty_queue_says_so(course, tom):
    assert "Nothing waits for you." in in_words(tom.get("/review/"))
    assert "Nothing waits that fits" in in_words(tom.get("/review/", {"q": "nobody"}))


def test_a_long_queue_has_pages(course, tom):
    for number in range(26):
        hand_in(course, f"Learner {number:02d}", hours=number)
    page = in_words(tom.get("/review/", {"page": 2, "order": "newest"}))
    assert ("Page 2 of 2" in page, "Learner 25" in page, "Learner 24" in page) == (True, True, False)


def test_the_table_holds_names_and_dates_and_not_a_word_that_was_written(course, tom):
    ReviewFactory(attempt=hand_in(course, "Ada"), comment="Between us.")
    table = tom.get("/review/", {"export": "csv"}).content.decode()
    assert 'Ada,Small steps,Written task,1,2026-04-20 10:30,"Decided, not released"' in table
    assert not any(words in table for words in ("Between us", "First I would listen"))


@pytest.mark.parametrize("who", ["zoe", "office", "editor", "lead", "coordinator"])
def test_whoever_is_no_trainer_finds_no_queue(who, course, client_of, cast):
    assert client_of(getattr(cast, who)).get("/review/").status_code == 404


def test_trainers_alone_are_led_to_it(course, tom, client_of, cast):
    pages = [client.get("/courses/").content.decode() for client in (tom, client_of(cast.zoe), client_of(cast.office))]
    assert ['href="/review/"' in page for page in pages] == [True, False, False]


def hand_in_many(course, count):
    first = hand_in(course, "Ada")
    people = User.objects.bulk_create(UserFactory.build_batch(count, full_name="Ben"))
    edition = first.enrolment.edition
    enrolments = [EnrolmentFactory.build(learner=one, course=course, edition=edition) for one in people]
    given = {"assessment": first.assessment, "paper_json": first.paper_json, "is_written": True, "number": 1}
    dates = {"started_at": NOW, "saved_at": NOW, "submitted_at": NOW, "status": first.status}
    rows = [Attempt(enrolment=one, **given, **dates) for one in Enrolment.objects.bulk_create(enrolments)]
    reviews = [ReviewFactory.build(attempt=row, reviewer=first.enrolment.learner) for row in rows]
    Attempt.objects.bulk_create(rows)
    Review.objects.bulk_create(reviews)


@pytest.mark.parametrize("count", [5, 200])
def test_the_queue_costs_the_same_for_few_and_many(count, course, tom):
    hand_in_many(course, count)
    tom.get("/review/")
    with assert_statements(at_most=BUDGET):
        page = in_words(tom.get("/review/"))
    assert f"{count + 1} pieces of work." in page
