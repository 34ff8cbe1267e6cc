"""Each way to publish in the Wagtail admin asks for the words first; what it cannot hold, it says."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.models import AllowedWord, GlossaryTerm, StandardPage, WordList
from courses.models import CoursePage, LessonPage
from tests.content.unready import IN_LESSONS, film
from tests.content.writing import LABEL, allow, create, plain_page, publish, settle_address
from tests.courses.admin import course_form
from tests.factories.pages import CourseFactory, ModulePageFactory

pytestmark = pytest.mark.django_db
KIND = "Kind words."


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def bulk_publish(client, *pages: Page, below: bool = False):
    chosen = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?{chosen}&next=/cms/", {"include_descendants": "on"} if below else {})


def copy(client, page: Page, **more: str):
    form = {"new_title": "Again", "new_slug": "again", "new_parent_page": page.get_parent().pk, **more}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)


def test_a_page_without_watched_words_is_published(editor):
    page = plain_page(KIND)
    publish(editor, page, "Kinder words.")
    assert "Kinder words." in str(fresh(page).body)


def test_a_live_page_keeps_its_words_and_the_new_ones_are_a_draft(editor):
    page = plain_page(KIND)
    answer = publish(editor, page, LABEL)
    assert answer.url == settle_address(page)
    assert "addict" not in str(fresh(page).body)
    assert LABEL in str(fresh(page).get_latest_revision_as_object().body)


def test_a_new_page_is_kept_as_a_draft(editor):
    answer = create(editor, LABEL)
    page = StandardPage.objects.get(slug="words")
    assert answer.url == settle_address(page)
    assert not page.live
    assert LABEL in str(page.get_latest_revision_as_object().body)


def test_a_title_holds_a_course_page(editor):
    course = CourseFactory()
    address = reverse("wagtailadmin_pages:edit", args=[course.pk])
    answer = editor.post(address, {**course_form(course, summary="For the offender"), "action-publish": "1"})
    assert answer.url == settle_address(course)


def test_a_word_that_is_allowed_holds_nothing(editor):
    page = plain_page(KIND)
    allow(page)
    publish(editor, page, LABEL)
    assert LABEL in str(fresh(page).body)


def test_a_draft_is_saved_whatever_it_says(editor):
    page = plain_page(KIND)
    publish(editor, page, LABEL, **{"action-publish": ""})
    assert LABEL in str(fresh(page).get_latest_revision_as_object().body)


def test_a_page_is_not_scheduled_with_words_that_wait(editor):
    tomorrow = f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    page = plain_page(KIND)
    assert publish(editor, page, LABEL, go_live_at=tomorrow).url == settle_address(page)
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_an_earlier_version_is_looked_at_when_it_is_published_again(editor):
    page = plain_page(LABEL)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision_id])
    shown = editor.get(address).content.decode()
    assert 'name="action-publish"' in shown
    assert publish(editor, page, LABEL, revision=page.latest_revision_id).url == settle_address(page)


def test_of_several_pages_those_are_published_that_may_be_and_each_other_one_is_named(editor):
    kind, waiting = plain_page(KIND, live=False), plain_page(title="Other", live=False)
    answer = bulk_publish(editor, kind, waiting)
    assert [fresh(page).live for page in (kind, waiting)] == [True, False]
    assert "1 page has been published" in told(answer)
    assert "“Other” was not published yet. “addict” needs a look: " in told(answer)
    assert settle_address(waiting) in told(answer)


@pytest.mark.parametrize(("block", "sentence"), IN_LESSONS)
def test_a_draft_that_lacks_something_is_not_published_with_others(block, sentence, editor):
    course = CourseFactory(lessons=2)
    lacking, ready = LessonPage.objects.descendant_of(course).order_by("path")
    LessonPage.objects.descendant_of(course).update(live=False)
    lacking.body = [block()]
    lacking.save_revision()
    answer = bulk_publish(editor, ready, lacking)
    assert [fresh(page).live for page in (ready, lacking)] == [True, False]
    assert f"“{lacking.title}” was not published yet. {sentence}" in told(answer)


def test_of_many_pages_held_a_few_are_named_and_the_others_counted(editor):
    pages = [plain_page(title=f"Words {number}", live=False) for number in range(7)]
    assert "2 more pages were held." in told(bulk_publish(editor, *pages))


def test_several_pages_without_watched_words_are_published(editor):
    pages = [plain_page(KIND, live=False), plain_page(KIND, title="Other", live=False)]
    bulk_publish(editor, *pages)
    assert [fresh(page).live for page in pages] == [True, True]


def test_words_of_a_page_below_hold_that_page_alone(editor):
    course = CourseFactory(lessons=1)
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    lesson.body = [("text", f"<p>{LABEL}</p>")]
    lesson.live = False
    lesson.save()
    bulk_publish(editor, course, below=True)
    assert [fresh(page).live for page in (course, lesson)] == [True, False]


def test_a_page_below_that_lacks_something_is_held_and_the_others_are_published(editor):
    course = CourseFactory(lessons=2)
    lacking, ready = LessonPage.objects.descendant_of(course).order_by("path")
    LessonPage.objects.descendant_of(course).update(live=False)
    lacking.body = [film()]
    lacking.save_revision()
    bulk_publish(editor, course, below=True)
    assert [fresh(page).live for page in (lacking, ready)] == [False, True]


def test_copies_keep_the_reasons_of_their_originals(editor):
    page = plain_page()
    allow(page)
    assert "need a look" not in told(copy(editor, page, publish_copies="on"))
    assert AllowedWord.objects.filter(page__slug="again").count() == 1


def test_copies_that_people_can_read_and_that_wait_are_spoken_of(editor):
    assert "need a look" in told(copy(editor, plain_page(), publish_copies="on"))


def test_a_lesson_moved_to_where_another_list_applies_is_spoken_of(editor):
    strict = CourseFactory(awarding=True)
    strict.programme.word_list = WordList.objects.get(key="start-smart")
    strict.programme.save()
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    LessonPage.objects.filter(pk=lesson.pk).update(title="Addictive games")
    target = ModulePageFactory(parent=strict)
    answer = editor.post(reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, target.pk]))
    assert "need a look" in told(answer)


@pytest.mark.parametrize(("meaning", "speaks"), [("What an addict feels", True), ("A strong wish", False)])
def test_saving_a_term_says_which_words_will_hold_pages(meaning, speaks, editor):
    address = reverse("wagtailsnippets_content_glossaryterm:add")
    answer = editor.post(address, {"name": "Urge", "meaning": meaning})
    assert GlossaryTerm.objects.get().meaning == meaning
    assert ("needs a look" in told(answer)) is speaks


def test_a_term_holds_the_page_that_shows_it(editor):
    term = GlossaryTerm.objects.create(name="Urge", meaning="What an addict feels")
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    lesson.body = [{"type": "glossary", "value": {"terms": [term.pk]}}]
    lesson.save_revision()
    assert settle_address(lesson) in told(bulk_publish(editor, lesson))


@pytest.mark.parametrize(("who", "finds"), [("editor", True), ("office", False)])
def test_the_report_stands_in_the_menu_of_whoever_publishes(who, finds, cast, client_of):
    page = client_of(getattr(cast, who)).get("/cms/").content.decode()
    assert (reverse("content_language_report") in page) is finds
