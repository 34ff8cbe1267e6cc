"""Recognising who trained before: the same facts, the same award, one reason more, and nobody recognises themselves."""

from datetime import date, timedelta

import pytest

from certificates.models import Award, Route
from courses.models import CoursePrerequisite
from enrolment.models import CompletionSource, Enrolment, Source
from enrolment.services.recognition import find_or_make_person, recognise
from lms.accounts.models import User
from lms.notifications.models import OutboundEmail
from tests.enrolment.acts import audited
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, ProgrammeFactory
from tests.factories.people import UserFactory
from tests.moment import NOW
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TRAINED = date(2019, 5, 3)


@pytest.fixture
def course():
    """A course with formalities that qualifies for a programme, after an open one."""
    course = CourseFactory(awarding=True, lessons=1, formalities=True)
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory(title="First steps", lessons=2))
    return course


@pytest.fixture
def recognised(course, cast):
    def act(person=cast.zoe, *, course=course, on=TRAINED, reason=" Certificate seen. ", by=cast.office):
        return recognise(person=person, course=course, qualified_on=on, reason=reason, by=by, at=NOW)

    return act


def sources(enrolment) -> set[str]:
    return set(enrolment.completions.values_list("source", flat=True))


def test_every_activity_counts_as_recognised_and_the_course_as_completed(recognised):
    enrolment = recognised()
    assert enrolment.is_completed
    assert sources(enrolment) == {CompletionSource.RECOGNISED}
    assert enrolment.completions.count() == len(enrolment.edition.outline.keys)


def test_it_is_a_grant_with_the_day_of_the_training_before_the_reason(recognised, cast):
    enrolment = recognised()
    assert (enrolment.source, enrolment.granted_by) == (Source.GRANT, cast.office)
    assert enrolment.grant_reason == "Trained on 3 May 2019. Certificate seen."
    about = {"course": enrolment.course_id, "qualified_on": "2019-05-03"}
    assert audited("enrolment.recognise") == [{"on": str(enrolment.pk), "by": cast.office.pk, **about}]


def test_the_award_comes_by_the_same_path_with_its_own_serial_and_the_date_of_today(recognised, cast):
    first, second = (Award.objects.get(enrolment=recognised(person)) for person in (cast.zoe, cast.amir))
    assert {first.route, second.route} == {Route.RECOGNISED}
    assert (first.printed_name, first.issued_on) == (cast.zoe.full_name, NOW.date())
    assert first.serial != second.serial


def test_the_name_is_confirmed_as_it_was(recognised, cast):
    enrolment = recognised()
    User.objects.filter(pk=cast.zoe.pk).update(full_name="Zoë Marsh")
    assert enrolment.confirmed_name.name == "Zoë Ŵyn-Łukasz"


def test_open_courses_before_are_recorded_in_silence(recognised, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        recognised()
    before = Enrolment.objects.get(learner=cast.zoe, course__title="First steps")
    assert (before.is_completed, before.source, sources(before)) == (True, Source.GRANT, {"recognised"})
    assert list(OutboundEmail.objects.values_list("kind", flat=True)) == ["certificate"]


def test_an_open_course_they_had_begun_is_finished_and_keeps_what_they_did(recognised, cast, course):
    begun = EnrolmentFactory(learner=cast.zoe, course=course.prerequisites.get().requires)
    ActivityCompletionFactory(enrolment=begun)
    recognised()
    begun.refresh_from_db()
    assert begun.is_completed
    assert sources(begun) == {CompletionSource.SELF_PACED, CompletionSource.RECOGNISED}
    assert not OutboundEmail.objects.filter(kind="completion_note").exists()


def test_an_open_course_they_finished_stays_as_it_is(recognised, cast, course):
    EnrolmentFactory(learner=cast.zoe, course=course.prerequisites.get().requires, completed=True)
    recognised()
    assert Enrolment.objects.filter(learner=cast.zoe).count() == 2


def test_nobody_is_recognised_twice(recognised):
    recognised()
    with refused("already_qualified"):
        recognised()
    assert Award.objects.count() == 1


def test_nobody_is_recognised_who_is_on_the_course(recognised, cast, course):
    EnrolmentFactory(learner=cast.zoe, course=course)
    with refused("already_taking"):
        recognised()


def test_nobody_recognises_themselves(recognised, cast):
    with refused("own_award"):
        recognised(cast.office)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": "  "}, "reason_needed"),
        ({"reason": "x" * 201}, "reason_too_long"),
        ({"on": NOW.date() + timedelta(days=1)}, "in_the_future"),
    ],
)
def test_a_day_that_has_been_and_a_reason_are_needed(recognised, change, code):
    with refused(code):
        recognised(**change)


@pytest.mark.parametrize("change", [{"live": False}, {"programme": None}])
def test_a_course_that_is_hidden_or_attests_nothing_is_not_ready(recognised, course, change):
    type(course).objects.filter(pk=course.pk).update(**change)
    course.refresh_from_db()
    with refused("course_not_ready"):
        recognised(course=course)


def test_a_course_without_an_edition_is_not_ready(recognised):
    with refused("course_not_ready"):
        recognised(course=CourseFactory(modules=0, access="nominated", programme=ProgrammeFactory()))


def test_somebody_erased_has_no_name_to_print(recognised, cast):
    User.objects.filter(pk=cast.zoe.pk).update(full_name="", email=None, erased_at=NOW, is_active=False)
    cast.zoe.refresh_from_db()
    with refused("name_missing"):
        recognised()


def test_an_award_that_was_taken_back_is_not_made_anew_this_way(recognised):
    recognised()
    Award.objects.update(status="revoked", ended_at=NOW)
    with refused("already_qualified"):
        recognised()


# --- Whom ---------------------------------------------------------------------------------------------


def test_whoever_has_no_account_gets_one_without_a_password(cast):
    made = find_or_make_person(name=" Ada  Marsh ", email="ADA@example.org", by=cast.office, at=NOW)
    assert (made.full_name, made.email, made.has_usable_password()) == ("Ada Marsh", "ada@example.org", False)


def test_whoever_has_one_is_found_by_any_address_they_have_proved(cast):
    for verified in (True, False):
        cast.zoe.emailaddress_set.create(email=f"zoe.{verified}@example.org".lower(), verified=verified)
    found = [
        find_or_make_person(name="X Y", email=f"zoe.{v}@example.org", by=cast.office, at=NOW) for v in (True, False)
    ]
    assert (found[0], found[1] == cast.zoe) == (cast.zoe, False)


def test_an_account_of_which_nobody_knows_whose_it_is_is_not_taken_for_theirs(cast):
    UserFactory(email="ada@example.org", verified=False)
    with refused("address_unproved"):
        find_or_make_person(name="Ada", email="ada@example.org", by=cast.office, at=NOW)


def test_whoever_has_proved_an_address_wins_over_whoever_claims_it(cast):
    UserFactory(email="ada@example.org", verified=False)
    cast.zoe.emailaddress_set.create(email="ada@example.org", verified=True)
    assert find_or_make_person(name="Ada", email="ada@example.org", by=cast.office, at=NOW) == cast.zoe


def test_what_is_no_address_makes_nobody(cast):
    with refused("invalid"):
        find_or_make_person(name="Ada", email="ada", by=cast.office, at=NOW)
    assert not User.objects.filter(full_name="Ada").exists()


def test_a_name_typed_for_somebody_known_changes_nothing(cast):
    person = UserFactory(email="ada@example.org", full_name="Ada Finch")
    assert find_or_make_person(name="Other", email="ada@example.org", by=cast.office, at=NOW) == person
    assert User.objects.get(pk=person.pk).full_name == "Ada Finch"
