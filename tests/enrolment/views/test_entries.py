"""Writing in the text of a lesson: saved beside the block, never lost, never anybody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePrerequisite
from enrolment.models import Enrolment, PrivateEntry
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import PASSWORD
from tests.factories.study import EntryFactory, block, practice_course, practice_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """Half past ten on a Monday in London."""
    time_machine.move_to(NOW, tick=True)


@pytest.fixture
def course():
    return practice_course()


@pytest.fixture
def lesson(course):
    return practice_lesson(course)


@pytest.fixture
def enrolment(course, cast):
    """Zoë's enrolment."""
    return EnrolmentFactory(learner=cast.zoe, course=course)


@pytest.fixture
def zoe(enrolment, client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(lesson, kind="worksheet", name="entry"):
    args = [lesson.course.slug, lesson.activity_key, block(lesson, kind).key]
    return reverse(f"enrolment:{name}", args=args)


def hidden(client, lesson, name, kind="worksheet"):
    """Return a hidden field of the block's form as the page has it."""
    form = client.get(lesson.url).content.decode().split(f'action="{address(lesson, kind)}"')[1]
    return form.split(f'name="{name}" value="')[1].partition('"')[0]


def words(answer):
    return answer.content.decode()


# --- Saving ---------------------------------------------------------------------------------------


def test_what_is_written_is_kept_and_the_block_says_when(lesson, zoe):
    answer = zoe.post(address(lesson), {"a": "The kettle was cold."})
    assert answer["Location"] == f"{lesson.url}#block-{block(lesson, 'worksheet').key}"
    page = words(zoe.get(lesson.url))
    assert ("The kettle was cold." in page, "Saved 10:30" in page) == (True, True)


def test_saving_again_replaces_it(lesson, zoe):
    zoe.post(address(lesson), {"a": "One."})
    zoe.post(address(lesson), {"a": "Two.", "b": "Three.", "_seen": hidden(zoe, lesson, "_seen")})
    assert PrivateEntry.objects.get().answers == {"a": "Two.", "b": "Three."}


def test_the_same_press_twice_is_harmless(lesson, zoe):
    answers = [zoe.post(address(lesson), {"a": "One."}) for _press in range(2)]
    assert ({answer.status_code for answer in answers}, PrivateEntry.objects.count()) == ({302}, 1)


def test_nothing_written_is_said_kindly(lesson, zoe):
    answer = zoe.post(address(lesson), {"a": " "})
    assert (answer.status_code, "nothing written yet" in words(answer)) == (422, True)


def test_emptying_everything_asks_whether_to_remove_it(lesson, zoe):
    zoe.post(address(lesson), {"a": "One."})
    answer = zoe.post(address(lesson), {"a": "", "_seen": hidden(zoe, lesson, "_seen")})
    assert answer["Location"] == address(lesson, name="remove-entry")
    assert PrivateEntry.objects.exists()


def test_what_is_too_long_is_kept_on_the_page_and_not_saved(lesson, zoe):
    answer = zoe.post(address(lesson), {"a": "x" * 5_001, "b": "And this."})
    page = words(answer)
    assert (answer.status_code, "x" * 5_001 in page, "And this." in page) == (422, True, True)
    assert not PrivateEntry.objects.exists()


def test_a_field_nobody_asked_for_is_not_kept(lesson, zoe):
    zoe.post(address(lesson), {"a": "One.", "z": "Two.", "is_admin": "yes"})
    assert PrivateEntry.objects.get().answers == {"a": "One."}


# --- Two tabs -------------------------------------------------------------------------------------


def test_a_second_tab_is_told_and_shown_both_and_then_wins(lesson, zoe):
    zoe.post(address(lesson), {"a": "From the kitchen."})
    answer = zoe.post(address(lesson), {"a": "From the garden.", "_seen": ""})
    page = words(answer)
    assert (answer.status_code, "From the kitchen." in page, "From the garden." in page) == (409, True, True)
    assert PrivateEntry.objects.get().answers == {"a": "From the kitchen."}
    seen = page.split('name="_seen" value="')[1].partition('"')[0]
    zoe.post(address(lesson), {"a": "From the garden.", "_seen": seen})
    assert PrivateEntry.objects.get().answers == {"a": "From the garden."}


def test_a_version_that_makes_no_sense_counts_as_none(lesson, zoe):
    assert zoe.post(address(lesson), {"a": "One.", "_seen": "yesterday"}).status_code == 302


# --- A session that ended -------------------------------------------------------------------------


def test_after_signing_in_again_what_was_written_is_there_to_be_saved(lesson, zoe, cast):
    form = {"a": "The kettle was cold.", "_owner": hidden(zoe, lesson, "_owner")}
    zoe.logout()
    to_sign_in = zoe.post(address(lesson), form)["Location"]
    assert to_sign_in == f"/accounts/login/?next={address(lesson)}"
    zoe.post(to_sign_in, {"login": "zoe@example.org", "password": PASSWORD})
    page = words(zoe.get(address(lesson)))
    assert ("You had been signed out" in page, "The kettle was cold." in page) == (True, True)
    assert not PrivateEntry.objects.exists()


def test_it_is_shown_once(lesson, zoe, cast):
    form = {"a": "The kettle was cold.", "_owner": hidden(zoe, lesson, "_owner")}
    zoe.logout()
    zoe.post(address(lesson), form)
    zoe.force_login(cast.zoe)
    assert zoe.get(address(lesson)).status_code == 200
    assert zoe.get(address(lesson)).status_code == 302


def test_whoever_signs_in_next_on_the_same_computer_does_not_see_it(lesson, zoe, cast):
    EnrolmentFactory(learner=cast.amir, course=lesson.course)
    form = {"a": "The kettle was cold.", "_owner": hidden(zoe, lesson, "_owner")}
    zoe.logout()
    zoe.post(address(lesson), form)
    zoe.force_login(cast.amir)
    assert "kettle" not in words(zoe.get(address(lesson), follow=True))
    assert "unsaved" not in zoe.session


def test_a_stranger_leaves_nothing_behind(lesson, client):
    client.post(address(lesson), {"a": "Spam.", "_owner": "1.00000000000000000000"})
    assert "unsaved" not in client.session


def test_an_hour_later_it_is_forgotten(lesson, zoe, cast, time_machine):
    form = {"a": "The kettle was cold.", "_owner": hidden(zoe, lesson, "_owner")}
    zoe.logout()
    zoe.post(address(lesson), form)
    kept = zoe.session["unsaved"]
    time_machine.shift(3_700)
    zoe.force_login(cast.zoe)
    session = zoe.session
    session["unsaved"] = kept
    session.save()
    assert zoe.get(address(lesson)).status_code == 302


def test_a_page_from_before_the_last_sign_in_keeps_the_words_and_saves_nothing(lesson, enrolment, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.zoe)
    answer = browser.post(address(lesson), {"a": "The kettle was cold."})
    assert (answer.status_code, "The kettle was cold." in words(answer)) == (403, True)
    assert not PrivateEntry.objects.exists()


# --- Questions and scenarios ----------------------------------------------------------------------


def test_a_question_answers_with_its_feedback_and_may_be_tried_again(lesson, zoe):
    right, wrong = block(lesson, "check").value.options
    zoe.post(address(lesson, "check"), {"chosen": wrong.key})
    page = words(zoe.get(lesson.url))
    assert ("Not quite" in page, "yet it falls" in page, "half an hour" in page) == (True, True, False)
    zoe.post(address(lesson, "check"), {"chosen": right.key, "_seen": hidden(zoe, lesson, "_seen", "check")})
    assert "half an hour" in words(zoe.get(lesson.url))


def test_an_answer_that_is_none_is_refused(lesson, zoe):
    assert zoe.post(address(lesson, "check"), {"chosen": "nothing of ours"}).status_code == 422


def choose(client, lesson, number, way):
    step = block(lesson, "scenario").value.steps[number]
    seen = hidden(client, lesson, "_seen", "scenario")
    return client.post(
        address(lesson, "scenario"), {step.field_name: step.choices[way].key, "_seen": seen}, follow=True
    )


def test_a_scenario_goes_on_branch_by_branch(lesson, zoe):
    assert "Nobody says a word." not in words(zoe.get(lesson.url))
    page = words(choose(zoe, lesson, 0, 1))
    assert ("Sam nods." in page, "Nobody says a word." in page, "stop listening" in page) == (True, True, False)
    page = words(choose(zoe, lesson, 1, 0))
    assert ("Jo begins." in page, "The story ends here." in page) == (True, True)


def test_a_story_can_begin_again(lesson, zoe):
    choose(zoe, lesson, 0, 0)
    page = words(zoe.get(address(lesson, "scenario", "remove-entry")))
    assert "Begin the story again?" in page
    zoe.post(address(lesson, "scenario", "remove-entry"))
    assert "stop listening" not in words(zoe.get(lesson.url))


# --- Removing and printing ------------------------------------------------------------------------


def test_removing_is_asked_about_first(lesson, enrolment, zoe):
    EntryFactory(enrolment=enrolment)
    assert "The kettle was cold." in words(zoe.get(address(lesson, name="remove-entry")))
    assert PrivateEntry.objects.exists()
    assert zoe.post(address(lesson, name="remove-entry"))["Location"].startswith(lesson.url)
    assert not PrivateEntry.objects.exists()


def test_the_sheet_is_printed_with_the_answers(lesson, enrolment, zoe):
    EntryFactory(enrolment=enrolment)
    page = words(zoe.get(address(lesson, name="entry-paper")))
    assert ("The kettle was cold." in page, "A: What happened" in page) == (True, True)


def test_the_sheet_is_printed_blank(lesson, enrolment, zoe):
    EntryFactory(enrolment=enrolment)
    page = words(zoe.get(address(lesson, name="blank-sheet")))
    assert ("The kettle was cold." in page, "A: What happened" in page) == (False, True)


def test_what_was_written_outlives_its_block(lesson, enrolment, zoe):
    EntryFactory(enrolment=enrolment)
    paper = address(lesson, name="entry-paper")
    lesson.body = [("text", "<p>Rewritten.</p>")]
    lesson.save()
    assert "The kettle was cold." in words(zoe.get(paper))


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["amir", "lead", "office", "editor", "coordinator", "trainer"])
@pytest.mark.parametrize("name", ["remove-entry", "entry-paper"])
def test_nobody_else_finds_what_somebody_wrote(who, name, lesson, enrolment, cast, client_of):
    EntryFactory(enrolment=enrolment)
    assert client_of(getattr(cast, who)).get(address(lesson, name=name)).status_code == 404


@pytest.mark.parametrize("who", ["amir", "lead", "office", "editor"])
def test_nobody_else_writes_into_it(who, lesson, enrolment, cast, client_of):
    EntryFactory(enrolment=enrolment)
    client = client_of(getattr(cast, who))
    assert client.post(address(lesson), {"a": "Mine."}).status_code == 403
    assert client.post(address(lesson, name="remove-entry")).status_code == 404
    assert PrivateEntry.objects.get().answers == {"a": "The kettle was cold."}


def test_another_learner_of_the_course_has_a_sheet_of_their_own(lesson, enrolment, cast, client_of):
    EntryFactory(enrolment=enrolment)
    EnrolmentFactory(learner=cast.amir, course=lesson.course)
    amir = client_of(cast.amir)
    assert "kettle" not in words(amir.get(lesson.url))
    amir.post(address(lesson), {"a": "Mine."})
    assert PrivateEntry.objects.count() == 2


def test_an_editor_who_reads_the_lesson_sees_a_blank_sheet(lesson, enrolment, cast, client_of):
    EntryFactory(enrolment=enrolment)
    page = words(client_of(cast.editor).get(lesson.url))
    assert ("A: What happened" in page, "kettle" in page, "<textarea" in page) == (True, False, False)


def test_whoever_may_not_study_now_saves_nothing_and_still_has_their_own(lesson, enrolment, zoe):
    EntryFactory(enrolment=enrolment)
    CoursePrerequisite.objects.create(course=lesson.course, requires=CourseFactory(title="First things"))
    answer = zoe.post(address(lesson), {"a": "More about it."})
    assert (answer.status_code, "Please finish First things first." in words(answer)) == (403, True)
    assert "More about it." in words(answer)
    assert zoe.get(address(lesson, name="blank-sheet")).status_code == 403
    assert "The kettle was cold." in words(zoe.get(address(lesson, name="entry-paper")))
    assert zoe.post(address(lesson, name="remove-entry"))["Location"] == "/learn/notes/"


def test_whoever_left_the_course_still_has_their_own(lesson, enrolment, zoe):
    EntryFactory(enrolment=enrolment)
    Enrolment.objects.mark_withdrawn(at=NOW)
    assert zoe.post(address(lesson), {"a": "More."}).status_code == 403
    assert zoe.get(address(lesson, name="entry-paper")).status_code == 200


def test_what_was_written_on_a_page_that_was_taken_off_meanwhile_is_shown_once_more(lesson, zoe):
    where = address(lesson)
    lesson.unpublish()
    answer = zoe.post(where, {"a": "The kettle was cold."})
    assert (answer.status_code, "The kettle was cold." in words(answer)) == (409, True)


def test_a_block_of_another_lesson_is_not_found(lesson, zoe):
    other = reverse("enrolment:entry", args=[lesson.course.slug, lesson.activity_key, lesson.activity_key])
    assert zoe.post(other, {"a": "One."}).status_code == 404


def test_a_get_leads_to_the_block(lesson, zoe):
    assert zoe.get(address(lesson))["Location"] == f"{lesson.url}#block-{block(lesson, 'worksheet').key}"
