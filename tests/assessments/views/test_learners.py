"""The list of learners whom somebody may help: who stands there, how they are found, paged and saved as a table."""

import pytest

from assessments.models import PaperEntry
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment
from lms.accounts.models import Adjustment, User
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/review/learners/"
BUDGET = 9


@pytest.fixture
def course(cast):
    """A course of which Tom is a trainer."""
    made = CourseFactory(title="Small steps", lessons=1, questions=2)
    appoint_trainer(course=made, person=cast.trainer, by=None, at=NOW)
    return made


@pytest.fixture
def tom(client_of, cast):
    """Tom's browser."""
    return client_of(cast.trainer)


def learn(course, name, **more):
    return EnrolmentFactory(course=course, learner=UserFactory(full_name=name), **more)


def adjust(enrolment, by, **figures):
    about = {"reason": "Agreed with them.", "granted_by": by, "granted_at": NOW}
    return Adjustment.objects.create(person=enrolment.learner, **about, **figures)


def names_in(response, *names):
    page = in_words(response)
    return sorted((name for name in names if name in page), key=page.index)


def test_a_trainer_finds_the_learners_of_their_courses_and_nobody_else(course, tom, cast):
    learn(course, "Ada")
    EnrolmentFactory(course=course, learner=cast.trainer)
    learn(CourseFactory(), "Ben")
    assert names_in(tom.get(LIST), "Ada", "Ben", "Tom Varga's course") == ["Ada"]
    assert "1 learner on a course" in in_words(tom.get(LIST))


def test_central_office_finds_everybody_with_their_addresses(course, client_of, cast):
    learn(course, "Ada")
    learn(CourseFactory(), "Ben")
    page = client_of(cast.office).get(LIST)
    assert names_in(page, "Ada", "Ben", User.objects.get(full_name="Ada").email) == [
        "Ada",
        User.objects.get(full_name="Ada").email,
        "Ben",
    ]


def test_a_trainer_is_shown_no_addresses(course, tom):
    assert learn(course, "Ada").learner.email not in in_words(tom.get(LIST))


@pytest.mark.parametrize("words", ["zoe", "ZOË", "lukasz wyn", "zoe@", "  Wyn-Luk "])
def test_somebody_is_found_by_parts_of_name_or_address_accents_or_not(words, course, tom, cast):
    EnrolmentFactory(course=course, learner=cast.zoe)
    learn(course, "Ben")
    assert names_in(tom.get(LIST, {"q": words}), "Zoë", "Ben") == ["Zoë"]


@pytest.mark.parametrize(
    ("order", "names"), [("name", ["Ada", "Ben"]), ("newest", ["Ben", "Ada"]), ("?", ["Ada", "Ben"])]
)
def test_the_order_may_be_another(order, names, course, tom):
    learn(course, "Ada")
    learn(course, "Ben", enrolled_at=NOW.replace(year=2030))
    assert names_in(tom.get(LIST, {"order": order}), "Ada", "Ben") == names


def test_learners_are_filtered_by_course_and_a_forged_one_shows_nothing_of_it(course, tom, cast):
    other, foreign = CourseFactory(), CourseFactory()
    appoint_trainer(course=other, person=cast.trainer, by=None, at=NOW)
    learn(course, "Ada"), learn(other, "Ben"), learn(foreign, "Cem")
    assert names_in(tom.get(LIST, {"course": other.pk}), "Ada", "Ben", "Cem") == ["Ben"]
    assert names_in(tom.get(LIST, {"course": foreign.pk}), "Ada", "Ben", "Cem") == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"having": "adjusted"}, ["Ada"]), ({"having": "paper"}, ["Ben"]), ({"state": "completed"}, ["Cem"])],
)
def test_learners_are_filtered_by_what_they_have(asked, found, course, tom, cast):
    adjust(learn(course, "Ada"), cast.office, extra_attempts=1)
    adjust(learn(course, "Cem", completed=True), cast.office)
    attempt = AttemptFactory(enrolment=learn(course, "Ben"))
    PaperEntry.objects.create(attempt=attempt, reason="No screen.", begun_by=cast.office, begun_at=NOW)
    assert names_in(tom.get(LIST, asked), "Ada", "Ben", "Cem") == found


def test_an_empty_list_says_so(course, tom):
    assert "Nobody takes a course of yours yet." in in_words(tom.get(LIST))
    assert "Nobody fits what you asked for." in in_words(tom.get(LIST, {"q": "nobody"}))


def test_a_long_list_has_pages(course, tom):
    for number in range(26):
        learn(course, f"Learner {number:02d}")
    page = in_words(tom.get(LIST, {"page": 2, "order": "name"}))
    assert ("Page 2 of 2" in page, "Learner 25" in page, "Learner 24" in page) == (True, True, False)


def test_the_table_says_how_many_attempts_and_nothing_of_reasons(course, tom, cast):
    adjust(AttemptFactory(enrolment=learn(course, "Ada"), passed=True).enrolment, cast.office, extra_attempts=1)
    table = tom.get(LIST, {"export": "csv"}).content.decode()
    assert "Ada,Small steps,Learning,2026-04-20,1,1" in table
    assert "Agreed with them." not in table


@pytest.mark.parametrize("who", ["zoe", "editor", "lead", "coordinator"])
def test_whoever_helps_nobody_finds_no_list(who, course, client_of, cast):
    assert client_of(getattr(cast, who)).get(LIST).status_code == 404


def test_trainers_come_from_their_queue_and_central_office_from_the_navigation(course, tom, client_of, cast):
    pages = [tom.get("/review/"), *(client_of(who).get("/courses/") for who in (cast.office, cast.trainer, cast.zoe))]
    assert [f'href="{LIST}"' in page.content.decode() for page in pages] == [True, True, False, False]


def learn_many(course, count):
    first = learn(course, "Ada")
    people = User.objects.bulk_create(UserFactory.build_batch(count, full_name="Ben"))
    rows = [EnrolmentFactory.build(learner=one, course=course, edition=first.edition) for one in people]
    Enrolment.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_costs_the_same_for_few_and_many(count, course, tom):
    learn_many(course, count)
    tom.get(LIST)
    with assert_statements(at_most=BUDGET):
        page = in_words(tom.get(LIST, {"q": "@"}))
    assert f"{count + 1} learners on courses" in page


@pytest.mark.parametrize("address", [LIST, f"{LIST}?export=csv"])
def test_people_of_ones_own_organisation_stand_in_no_list(address, course, tom, cast):
    belongs, own = AffiliationFactory(person=cast.trainer), learn(course, "Ada")
    learn(course, "Ben")
    AffiliationFactory(person=own.learner, site=belongs.site)
    page = b"".join(tom.get(address)).decode()
    assert [name for name in ("Ada", "Ben") if name in page] == ["Ben"]
