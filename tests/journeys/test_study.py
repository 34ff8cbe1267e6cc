"""A learner in a long lesson on a phone: writes, answers, chooses, takes notes, goes away and comes back."""

import pytest
from playwright.sync_api import expect

from enrolment.models import ActivityCompletion, LessonNote, PrivateEntry, ReadingPlace
from tests.cast import Cast
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.study import block, practice_course, practice_lesson
from tests.journeys.steps import Walk, comes_true

ALL = {"needs_end_seen": True, "needs_checks": True, "needs_worksheets": True}


@pytest.fixture
def zoe(transactional_db):
    """Zoë, who takes a course whose first lesson asks for everything."""
    zoe = Cast().zoe
    EnrolmentFactory(learner=zoe, course=practice_course(**ALL))
    return zoe


@pytest.fixture
def lesson(zoe):
    return practice_lesson(zoe.enrolments.get().course)


def part(walk, lesson, kind):
    return walk.page.locator(f"#block-{block(lesson, kind).key}")


def press_too_early(walk):
    walk.look("1-lesson")
    walk.press("Mark as done")
    walk.look("2-still-open")


def fill_in(walk, lesson):
    walk.page.get_by_role("link", name="Fill in the worksheet").first.click()
    part(walk, lesson, "worksheet").get_by_label("A: What happened").fill("The kettle was cold.")
    part(walk, lesson, "worksheet").get_by_role("button", name="Save").click()
    expect(part(walk, lesson, "worksheet")).to_contain_text("Saved")


def choose(walk, lesson, kind, option, *, and_read):
    part(walk, lesson, kind).get_by_label(option).check()
    part(walk, lesson, kind).get_by_role("button").click()
    expect(part(walk, lesson, kind)).to_contain_text(and_read)


def test_a_lesson_on_a_phone_without_javascript(zoe, lesson, page_for, photograph):
    walk = Walk(page_for(javascript=False, user=zoe), photograph, "study-phone")
    walk.page.goto(lesson.url)
    press_too_early(walk)
    fill_in(walk, lesson)
    choose(walk, lesson, "check", "It grows", and_read="You can try again")
    choose(walk, lesson, "scenario", "Thank Sam", and_read="Nobody says a word.")
    walk.press("I have read to here")
    walk.look("3-all-there")
    walk.press("Mark as done")
    assert (PrivateEntry.objects.count(), ActivityCompletion.objects.count()) == (3, 1)


def write_a_note(walk):
    walk.press("Bookmark this page")
    walk.page.locator("#note summary").click()
    walk.page.get_by_label("For yourself").fill("Ring Jo on Friday.")
    walk.press("Save the note")
    walk.look("2-note-saved")


def remove_the_note(walk):
    walk.press("Remove")
    walk.look("4-remove")
    walk.press("Remove the note")


def test_notes_and_bookmarks_on_a_phone_without_javascript(zoe, lesson, page_for, photograph):
    walk = Walk(page_for(javascript=False, user=zoe), photograph, "notes-phone")
    walk.page.goto("/learn/notes/")
    walk.look("1-empty")
    walk.page.goto(lesson.url)
    write_a_note(walk)
    walk.press("All my notes")
    walk.sees("Ring Jo on Friday.")
    walk.look("3-list")
    remove_the_note(walk)
    assert not LessonNote.objects.exists()


def read_to_the_end(walk):
    with walk.page.expect_response(lambda answer: "/read/" in answer.url):
        walk.page.locator("#end-of-page").scroll_into_view_if_needed()
    expect(walk.page.locator("[data-open-point=end]")).to_be_hidden()


def test_a_script_tells_how_far_somebody_read_and_the_page_leads_back_there(zoe, lesson, page_for, photograph):
    walk = Walk(page_for(user=zoe, width=1280), photograph, "study-wide")
    walk.page.goto(lesson.url)
    read_to_the_end(walk)
    walk.page.goto("/learn/")
    comes_true(lambda: ReadingPlace.objects.exclude(anchor="").exists())
    walk.page.goto(lesson.url)
    walk.look("1-continue")
    walk.press("Continue where you stopped")
    assert walk.page.url.endswith("#part-what-helps")
    assert ReadingPlace.objects.get(activity_key=lesson.activity_key).end_seen_at


def test_leaving_this_site_never_asks_a_question(zoe, lesson, page_for):
    page = page_for(user=zoe)
    page.route("**/weather*", lambda route: route.fulfill(body="Rain."))
    page.goto(lesson.url)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator(f"#block-{block(lesson, 'reflection').key} textarea").fill("Not saved.")
    page.locator("[data-safe-exit]").first.click()
    page.wait_for_url("**/weather*")
    assert asked == []


def write(walk, lesson, kind):
    walk.page.goto(lesson.url)
    part(walk, lesson, kind).locator("textarea").first.fill("The kettle was cold. " * 8)
    part(walk, lesson, kind).get_by_role("button", name="Save").click()
    expect(part(walk, lesson, kind)).to_contain_text("Saved")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_look_of_a_filled_in_lesson(zoe, lesson, page_for, photograph, width, dark):
    walk = Walk(page_for(user=zoe, width=width, dark=dark), photograph, f"study-{width}-{'dark' if dark else 'light'}")
    write(walk, lesson, "worksheet")
    write(walk, lesson, "reflection")
    walk.look("lesson")
    walk.press("Print it")
    walk.look("paper")
    walk.page.goto("/learn/notes/")
    walk.look("list")
