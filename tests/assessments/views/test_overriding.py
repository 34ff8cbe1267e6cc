"""Marking by hand: a page with a reason, and where it leads."""

import pytest
from django.urls import reverse

from enrolment.models import ActivityCompletion, Override
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def address(name, enrolment, number=0):
    return reverse(f"assessments:{name}", args=[enrolment.pk, enrolment.edition.outline.keys[number]])


@pytest.mark.parametrize("name", ["mark-done", "mark-undone"])
def test_the_page_says_what_it_does_and_asks_why(name, client_of, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    page = client_of(cast.office).get(address(name, enrolment)).content.decode()
    assert enrolment.edition.outline.activities[0].title in page
    answer = client_of(cast.office).post(address(name, enrolment), {"reason": " "})
    assert (answer.status_code, "Please say why" in answer.content.decode()) == (422, True)


def test_done_and_undone_lead_back_to_the_learner(client_of, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    office, back = client_of(cast.office), reverse("assessments:learner", args=[enrolment.pk])
    assert office.post(address("mark-done", enrolment), {"reason": "In the group."}).url == back
    assert ActivityCompletion.objects.count() == 1
    assert office.post(address("mark-undone", enrolment), {"reason": "By mistake."}).url == back
    assert (ActivityCompletion.objects.count(), Override.objects.count()) == (0, 2)


def test_what_cannot_be_done_is_said_with_what_was_typed(client_of, cast):
    enrolment = ActivityCompletionFactory(enrolment__learner=cast.zoe).enrolment
    answer = client_of(cast.office).post(address("mark-done", enrolment), {"reason": "In the group."})
    page = answer.content.decode()
    assert (answer.status_code, "recorded as done already" in page, "In the group." in page) == (409, True, True)


def test_an_activity_of_no_edition_is_not_there(client_of, cast):
    enrolment, other = EnrolmentFactory(learner=cast.zoe), EnrolmentFactory(learner=cast.zoe)
    missing = reverse("assessments:mark-done", args=[enrolment.pk, other.edition.outline.keys[0]])
    assert client_of(cast.office).get(missing).status_code == 404


def test_the_page_of_the_learner_offers_what_fits(client_of, cast):
    enrolment = ActivityCompletionFactory(enrolment__learner=cast.zoe).enrolment
    page = client_of(cast.office).get(reverse("assessments:learner", args=[enrolment.pk])).content.decode()
    assert address("mark-undone", enrolment) in page
    assert address("mark-done", enrolment, 1) in page
    assert address("mark-done", enrolment) not in page


def test_the_learner_sees_who_says_so_in_kind_words(client_of, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    client_of(cast.office).post(address("mark-done", enrolment), {"reason": "In the group."})
    page = client_of(cast.zoe).get(f"/learn/receipt/{enrolment.course.slug}/").content.decode()
    assert "recorded for you by our staff" in page
    assert "In the group." not in page
