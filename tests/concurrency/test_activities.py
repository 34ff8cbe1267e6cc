"""Pressing twice at the same moment: one declaration, one name, one completion, and nobody sees an error."""

from functools import partial

import pytest
from django.db.models.signals import pre_save

from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion, ConfirmedName, Declaration, DeclarationPage, NameConfirmationPage
from enrolment.services.activities import confirm_name, make_declaration
from tests.cast import NOW
from tests.concurrency.crowd import all_at_once, crowd, errors, meeting
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who():
    """The enrolment of a learner on a course of a declaration and a name, and when they press."""
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=0, formalities=True))
    return {"enrolment": enrolment, "by": enrolment.learner, "at": NOW}


def agree(who):
    page = DeclarationPage.objects.get()
    return partial(make_declaration, page=page, words_seen=page.words_digest, **who)


def test_a_crowd_of_presses_makes_one_declaration(who):
    results = crowd(agree(who))
    assert (errors(results), {made.pk for made in results}) == ([], {Declaration.objects.get().pk})
    assert ActivityCompletion.objects.count() == 1


@pytest.mark.postgresql
def test_control_without_the_lock_one_of_two_presses_ends_in_an_error(who, monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    with meeting(pre_save, Declaration):
        assert errors(all_at_once(agree(who), agree(who))) == ["IntegrityError"]


def test_two_names_at_the_same_moment_leave_one_of_them(who):
    name = partial(confirm_name, page=NameConfirmationPage.objects.get(), **who)
    results = all_at_once(partial(name, name="Zoë Ŵyn"), partial(name, name="Zoë Łukasz"))
    assert errors(results) == []
    assert ConfirmedName.objects.get().name in {"Zoë Ŵyn", "Zoë Łukasz"}
