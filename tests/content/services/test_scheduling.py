"""A day that was set: the page is published or taken off then, unless something stands against it by that day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from content.models import StandardPage, WatchedWord, WordList
from content.periodic import keep_days
from content.services import scheduling
from content.services.scheduling import Swept
from lms.celery import SWEEPS
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.content.unready import film, nothing_chosen
from tests.content.writing import create, form_of, plain_page

pytestmark = pytest.mark.django_db

KIND, TOMORROW = "Kind words.", NOW + timedelta(days=1)
DUE = TOMORROW + timedelta(minutes=1)
SET = f"{timezone.localtime(TOMORROW):%Y-%m-%d %H:%M}"


@pytest.fixture(autouse=True)
def monday(time_machine):
    """The day is set on Monday morning."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def page():
    return plain_page(KIND, live=False)


@pytest.fixture
def schedule(client_of, cast):
    """Press "Publish" on the form of a page, with a first or last day."""

    def press(page, words=KIND, **days):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client_of(cast.editor).post(address, {**form_of(words), **days, "action-publish": "1"})

    return press


@pytest.fixture
def sweep(time_machine):
    """The sweep at a moment."""

    def swept(at=DUE):
        time_machine.move_to(at, tick=False)
        return scheduling.keep_days(at=at)

    return swept


def fresh(page):
    return StandardPage.objects.get(pk=page.pk)


def set_for_tomorrow(page, *body):
    """Save a version whose day is tomorrow, as a program might: it lacks something, and nobody was asked."""
    page.body, page.go_live_at = list(body), TOMORROW
    page.save_revision().publish()


def actions(page):
    return set(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))


def test_a_page_is_published_on_its_day_and_not_before(page, schedule, sweep):
    schedule(page, go_live_at=SET)
    assert sweep(TOMORROW - timedelta(seconds=1)) == Swept(0, 0, 0)
    assert not fresh(page).live
    assert sweep() == Swept(1, 0, 0)
    assert fresh(page).live
    assert "wagtail.publish.scheduled" in actions(page)


@pytest.mark.parametrize("by", ["an editor", "a program"])
def test_a_live_page_keeps_its_words_until_the_day_of_the_new_ones(by, schedule, sweep):
    page = plain_page(KIND)
    StandardPage.objects.filter(pk=page.pk).update(live_revision=page.latest_revision if by == "an editor" else None)
    schedule(page, "Kinder words.", go_live_at=SET)
    assert fresh(page).live
    assert "Kinder" not in str(fresh(page).body)
    assert "Kinder" in str(fresh(page).get_latest_revision_as_object().body)
    sweep()
    assert "Kinder" in str(fresh(page).body)


def test_a_new_page_with_a_day_is_read_by_nobody_before(client_of, cast, sweep):
    create(client_of(cast.editor), KIND, go_live_at=SET)
    assert not StandardPage.objects.get(slug="words").live
    sweep()
    assert StandardPage.objects.get(slug="words").live


def test_a_page_is_taken_off_after_its_last_day(schedule, sweep):
    page = plain_page(KIND)
    schedule(page, expire_at=SET)
    assert fresh(page).live
    assert sweep() == Swept(0, 0, 1)
    assert (fresh(page).live, fresh(page).expired) == (False, True)
    assert "wagtail.unpublish.scheduled" in actions(page)


def test_a_second_sweep_finds_nothing_to_do(page, schedule, sweep):
    schedule(page, go_live_at=SET)
    sweep()
    assert sweep() == Swept(0, 0, 0)


def test_a_word_that_came_onto_a_list_meanwhile_holds_the_page(page, schedule, sweep, cast):
    schedule(page, go_live_at=SET)
    general = WordList.objects.filter(is_general=True)[0]
    WatchedWord.objects.create(
        word_list=general, phrase="kind words", kind="dated", reason="Say which.", instead="thanks"
    )
    assert sweep() == Swept(0, 1, 0)
    assert not fresh(page).live
    message = OutboundEmail.objects.get(kind="publication_held")
    assert (message.user, message.to) == (cast.editor, cast.editor.email)


@pytest.mark.parametrize("block", [film, nothing_chosen])
def test_a_page_that_lacks_something_stays_a_draft_and_its_history_says_so(block, page, sweep):
    set_for_tomorrow(page, block())
    assert sweep() == Swept(0, 1, 0)
    assert not fresh(page).live
    entry = PageLogEntry.objects.get(page=page.pk, action="content.hold_publication")
    assert (entry.user, entry.data) == (None, {"words": 0, "lacks": 1})


def test_what_was_held_is_a_draft_again_and_is_not_asked_for_each_minute(page, sweep):
    set_for_tomorrow(page, film())
    sweep()
    assert sweep(DUE + timedelta(minutes=1)) == Swept(0, 0, 0)
    assert fresh(page).status_string == "draft"


def test_one_page_that_fails_keeps_no_other_waiting(page, schedule, sweep):
    other = plain_page(KIND, title="Other", live=False)
    schedule(page, go_live_at=SET)
    set_for_tomorrow(other, ("text", f"<p>{KIND}</p>"))
    page.revisions.update(content={})
    assert sweep() == Swept(1, 0, 0)
    assert fresh(other).live


def test_the_sweep_runs_each_minute(page, schedule, time_machine):
    schedule(page, go_live_at=SET)
    time_machine.move_to(DUE, tick=False)
    keep_days()
    assert Page.objects.get(pk=page.pk).live
    assert SWEEPS["content.periodic.keep_days"] == 60
