"""The admin pages on which Central Office appoints trainers and ends appointments."""

import pytest

from assessments.permissions import may_review
from assessments.services.trainers import appoint_trainer
from courses.models import CoursePageUserObjectPermission
from lms.accounts.models import User
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course with a written task."""
    return CourseFactory(title="Small steps", lessons=0, writing=True)


@pytest.fixture
def office(client_of, cast):
    """The browser of Central Office."""
    return client_of(cast.office)


def appoint(client, course, sign_in, **how):
    return client.post("/cms/trainers/appoint/", {"course": course.pk, "sign_in": sign_in}, **how)


def test_central_office_appoints_somebody_by_their_address(course, office, cast):
    page = in_words(appoint(office, course, cast.amir.email.upper(), follow=True))
    assert "Amir Hassan reviews the written work of “Small steps” from now on." in page
    assert may_review(User.objects.get(full_name="Amir Hassan"), course)


@pytest.mark.parametrize(
    ("sign_in", "words"),
    [
        ("nobody@example.org", "Nobody has an account with this."),
        ("", "This field is required."),
        ("orla@example.org", "You cannot change your own roles."),
    ],
)
def test_a_refusal_is_told_in_words(sign_in, words, course, office):
    assert words in in_words(appoint(office, course, sign_in))
    assert not CoursePageUserObjectPermission.objects.exists()


def test_an_open_course_has_no_trainers(office, cast):
    appoint(office, CourseFactory(), cast.amir.email)
    assert not CoursePageUserObjectPermission.objects.exists()


def test_an_appointment_is_ended_after_one_more_press(course, office, cast):
    appoint_trainer(course=course, person=cast.amir, by=None, at=NOW)
    assert "Amir Hassan" in in_words(office.get("/cms/trainers/"))
    address = f"/cms/trainers/{CoursePageUserObjectPermission.objects.get().pk}/end/"
    assert "will no longer see or review" in in_words(office.get(address))
    office.post(address)
    assert not may_review(cast.amir, course)


def test_one_does_not_end_ones_own_last_appointment(course, office, cast):
    appoint_trainer(course=course, person=cast.office, by=None, at=NOW)
    address = f"/cms/trainers/{CoursePageUserObjectPermission.objects.get().pk}/end/"
    assert "You cannot change your own roles." in in_words(office.post(address, follow=True))
    assert may_review(cast.office, course)


def test_without_trainers_the_list_says_what_that_means(office):
    assert "Nobody is appointed yet" in in_words(office.get("/cms/trainers/"))


@pytest.mark.parametrize(("who", "leads"), [("office", True), ("editor", False)])
def test_the_side_bar_leads_whoever_appoints_to_it(who, leads, client_of, cast):
    assert ("/cms/trainers/" in client_of(getattr(cast, who)).get("/cms/").content.decode()) is leads


def test_a_course_with_one_trainer_is_named_because_of_second_marks(course, office, cast):
    appoint_trainer(course=course, person=cast.amir, by=None, at=NOW)
    assert "Please appoint another one to: Small steps." in in_words(office.get("/cms/trainers/"))
    appoint_trainer(course=course, person=cast.zoe, by=None, at=NOW)
    assert "Please appoint another one" not in in_words(office.get("/cms/trainers/"))
