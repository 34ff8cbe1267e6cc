"""The integrity check finds a declaration or a printed name without the fact that belongs to it."""

import pytest

from enrolment.integrity import declaration_findings
from enrolment.models import ActivityCompletion, ConfirmedName, Declaration, DeclarationPage, NameConfirmationPage
from enrolment.services.activities import confirm_name, make_declaration
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _done():
    """A learner who agreed and confirmed."""
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=0, formalities=True))
    who = {"enrolment": enrolment, "by": enrolment.learner, "at": NOW}
    page = DeclarationPage.objects.get()
    make_declaration(page=page, words_seen=page.words_digest, **who)
    confirm_name(page=NameConfirmationPage.objects.get(), name="Zoë Łukasz", **who)


def test_all_is_well_after_agreeing_and_confirming():
    assert list(declaration_findings()) == []


def test_without_their_facts_both_are_found():
    ActivityCompletion.objects.all().delete()
    first, second = declaration_findings()
    assert first.startswith(f"Declaration {Declaration.objects.get().pk} was made, but")
    assert second.startswith(f"Confirmed name {ConfirmedName.objects.get().pk} was given, but")
