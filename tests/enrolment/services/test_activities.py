"""Agreeing to a declaration, confirming a name: what is kept, what is refused, and that pressing twice is harmless."""

import pytest
from wagtail.models import ModelLogEntry

from courses.models import ModulePage
from enrolment.models import (
    ActivityCompletion,
    ConfirmedName,
    Declaration,
    DeclarationPage,
    Enrolment,
    NameConfirmationPage,
)
from enrolment.services.activities import confirm_name, make_declaration, printed_name_of
from enrolment.services.progress import record_completion
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, DeclarationPageFactory, NameConfirmationPageFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=2027)


@pytest.fixture
def course():
    """A course of a declaration and a name."""
    made = CourseFactory(lessons=0, formalities=True)
    made.declaration = DeclarationPage.objects.descendant_of(made).get()
    made.name_page = NameConfirmationPage.objects.descendant_of(made).get()
    return made


@pytest.fixture
def enrolment(course, cast):
    """Zoë's enrolment."""
    return EnrolmentFactory(learner=cast.zoe, course=course)


def declare(enrolment, page, *, by=None, seen=None, at=NOW):
    digest = page.words_digest if seen is None else seen
    return make_declaration(enrolment=enrolment, page=page, words_seen=digest, by=by or enrolment.learner, at=at)


def name(enrolment, page, text, *, by=None, at=NOW):
    return confirm_name(enrolment=enrolment, page=page, name=text, by=by or enrolment.learner, at=at)


def done():
    return {str(key) for key in ActivityCompletion.objects.values_list("activity_key", flat=True)}


# --- Declarations ---------------------------------------------------------------------------------


def test_a_declaration_keeps_the_words_as_they_were(course, enrolment):
    words = course.declaration.words
    made = declare(enrolment, course.declaration)
    course.declaration.agreement = "Something else."
    course.declaration.save()
    made.refresh_from_db()
    assert (made.words, made.made_at, words["statements"]) == (words, NOW, ["I listen.", "I keep time."])


def test_agreeing_completes_the_activity_and_stands_in_the_audit_log(course, enrolment, cast):
    declare(enrolment, course.declaration)
    entry = ModelLogEntry.objects.get(action="enrolment.make_declaration")
    assert done() == {course.declaration.activity_key}
    assert (entry.object_id, entry.user, entry.data) == (
        str(enrolment.pk),
        cast.zoe,
        {"activity": course.declaration.activity_key},
    )


def test_agreeing_twice_keeps_the_first_time_whatever_the_page_says_by_then(course, enrolment):
    first = declare(enrolment, course.declaration)
    assert declare(enrolment, course.declaration, seen="other words", at=LATER) == first
    assert Declaration.objects.get().made_at == NOW


def test_nobody_agrees_to_other_words_than_they_were_shown(course, enrolment):
    with refused("words_changed"):
        declare(enrolment, course.declaration, seen="")
    assert not Declaration.objects.exists()
    assert done() == set()


@pytest.mark.parametrize("field", ["title", "intro", "agreement"])
def test_every_word_counts(field, course):
    before = course.declaration.words_digest
    del course.declaration.words_digest
    setattr(course.declaration, field, "New words.")
    assert course.declaration.words_digest != before


def test_two_people_agree_each_for_themselves(course, enrolment, cast):
    other = EnrolmentFactory(learner=cast.amir, course=course)
    assert declare(enrolment, course.declaration) != declare(other, course.declaration)


# --- The name -------------------------------------------------------------------------------------


def test_until_it_is_confirmed_the_name_of_the_account_is_printed(enrolment, cast):
    assert printed_name_of(enrolment) == cast.zoe.full_name


def test_a_confirmed_name_is_tidied_and_printed_and_the_account_keeps_its_own(course, enrolment, cast):
    name(enrolment, course.name_page, "  Zoë   Łukasz ")
    cast.zoe.refresh_from_db()
    assert (printed_name_of(enrolment), cast.zoe.full_name) == ("Zoë Łukasz", "Zoë Ŵyn-Łukasz")
    assert done() == {course.name_page.activity_key}


def test_confirming_stands_in_the_audit_log_without_the_name(course, enrolment):
    name(enrolment, course.name_page, "Zoë Łukasz")
    entry = ModelLogEntry.objects.get(action="enrolment.confirm_name")
    assert "Zoë" not in f"{entry.label} {entry.data}"


def test_confirming_the_same_name_again_changes_nothing(course, enrolment):
    name(enrolment, course.name_page, "Zoë Łukasz")
    assert name(enrolment, course.name_page, "Zoë Łukasz", at=LATER).confirmed_at == NOW
    assert ModelLogEntry.objects.filter(action="enrolment.confirm_name").count() == 1


def test_another_name_may_replace_it_until_the_course_is_completed(course, enrolment):
    name(enrolment, course.name_page, "Zoë Łukasz")
    name(enrolment, course.name_page, "Zoë Ŵyn", at=LATER)
    kept = ConfirmedName.objects.get()
    assert (kept.name, kept.confirmed_at) == ("Zoë Ŵyn", LATER)


def test_once_the_course_is_completed_the_name_stands(course, enrolment):
    name(enrolment, course.name_page, "Zoë Łukasz")
    declare(enrolment, course.declaration)
    assert Enrolment.objects.get().is_completed
    assert name(enrolment, course.name_page, "Zoë Łukasz").name == "Zoë Łukasz"
    with refused("already_issued"):
        name(enrolment, course.name_page, "Zoë Ŵyn")


def test_a_name_never_confirmed_stands_as_well(course, enrolment, cast):
    for key in course.declaration.activity_key, course.name_page.activity_key:
        record_completion(enrolment=enrolment, activity_key=key, by=None, at=NOW)
    with refused("already_issued"):
        name(enrolment, course.name_page, "Zoë Ŵyn")
    assert name(enrolment, course.name_page, cast.zoe.full_name).name == cast.zoe.full_name


@pytest.mark.parametrize("text", ["", "   ", "=1+1", "zoe@example.org", "www.example.org", "123", "Zoë " * 60])
def test_what_is_no_name_is_refused(text, course, enrolment):
    with refused("invalid_name"):
        name(enrolment, course.name_page, text)
    assert done() == set()


# --- Both -----------------------------------------------------------------------------------------


def test_nobody_does_it_for_somebody_else(course, enrolment, cast):
    with refused("own_only"):
        declare(enrolment, course.declaration, by=cast.office)
    with refused("own_only"):
        name(enrolment, course.name_page, "Zoë Łukasz", by=cast.office)
    assert done() == set()


def test_what_does_not_stand_in_the_edition_is_refused(course, enrolment):
    module = ModulePage.objects.child_of(course).get()
    with refused("not_in_edition"):
        declare(enrolment, DeclarationPageFactory(parent=module))
    with refused("not_in_edition"):
        name(enrolment, NameConfirmationPageFactory(parent=module), "Zoë Łukasz")
