"""Bodies are rendered once for what they say, in gaps wait the things of learners, and nothing personal is kept."""

import pytest
from django.core.cache import cache
from django.utils import translation

from content import rendering
from content.models import StandardPage
from content.rendering import Slot, forget_bodies, parts_of, slots_of
from courses.models import LessonPage
from tests.factories.library import DocumentFactory, GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.pages import CourseFactory, LessonPageFactory, ModulePageFactory
from tests.factories.pictures import ImageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
CHECK = {
    "question": "What passes?",
    "answers": [
        {"text": "An urge", "is_right": True, "feedback": ""},
        {"text": "A bus", "is_right": False, "feedback": ""},
    ],
}


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def course():
    return CourseFactory(lessons=0)


@pytest.fixture
def lesson(course):
    """A lesson with text, a question, and text again."""
    body = [("text", "<h2>A tool</h2>"), ("check", CHECK), ("text", "<h2>A tool</h2><p>Try it.</p>")]
    return LessonPageFactory(parent=ModulePageFactory(parent=course), body=body)


def read(page):
    """Fetch the page anew and return its parts, as a reader's request does."""
    return parts_of(type(page).objects.get(pk=page.pk))


def words(page) -> str:
    return "".join(str(part) for part in read(page) if not isinstance(part, Slot))


# --- In order -----------------------------------------------------------------------------------------


def test_html_and_slots_come_in_order(lesson):
    assert [getattr(part, "kind", "html") for part in read(lesson)] == ["html", "check", "html"]
    assert [getattr(part, "kind", "html") for part in read(lesson)] == ["html", "check", "html"]


def test_a_slot_has_the_key_of_its_block_and_what_may_be_chosen(lesson):
    (slot,) = slots_of(LessonPage.objects.get(pk=lesson.pk))
    assert slot.key == lesson.body[1].id
    assert [option.text for option in slot.value.options] == ["An urge", "A bus"]


def test_every_heading_can_be_led_to_once(lesson):
    assert [f'<h2 id="part-a-tool{end}">A tool</h2>' in words(lesson) for end in ("", "-2")] == [True, True]


def test_a_page_without_a_body_has_no_parts():
    assert parts_of(StandardPage(title="Empty")) == ()


# --- Kept ---------------------------------------------------------------------------------------------


def test_a_body_that_is_kept_costs_no_statement_and_no_rendering(lesson):
    read(lesson)
    write_into_what_is_kept("As it was kept.")
    page = LessonPage.objects.get(pk=lesson.pk)
    with assert_statements(at_most=0):
        assert [str(part) for part in parts_of(page) if not isinstance(part, Slot)] == ["As it was kept."] * 2


def test_a_body_is_kept_whatever_snippets_it_quotes(lesson):
    for make in (RecordingFactory, DocumentFactory, GlossaryTermFactory, ToolFactory, ImageFactory):
        make(on=[lesson])
    read(lesson)
    page = LessonPage.objects.get(pk=lesson.pk)
    with assert_statements(at_most=0):
        assert len(parts_of(page)) == 8


def test_a_body_is_rendered_for_each_language(lesson):
    read(lesson)
    with translation.override("cy"), assert_statements(at_most=0):
        parts_of(lesson)
    assert len([key for key in kept() if key != rendering.GENERATION]) == 2


def test_what_is_kept_knows_neither_page_nor_person_nor_request(lesson, cast, client_of):
    slot = next(part for part in read(lesson) if isinstance(part, Slot))
    held = str(kept())
    assert "An urge" not in held
    assert not any(word in held for word in (slot.key, "csrf", "Signature", "Expires", cast.zoe.full_name))


def kept() -> dict:
    """Return all that the cache holds of bodies."""
    names = [name.split(":", 2)[2] for name in cache._cache if ":bodies:" in name]
    return cache.get_many(names)


def write_into_what_is_kept(html: str) -> None:
    """Replace each piece of kept HTML, to see where it is shown."""
    bodies = {key: value for key, value in kept().items() if key != rendering.GENERATION}
    cache.set_many({key: (generation, (html,) * len(pieces)) for key, (generation, pieces) in bodies.items()})


# --- Made anew ----------------------------------------------------------------------------------------


def test_a_changed_page_shows_its_new_words_at_once(lesson):
    read(lesson)
    lesson.body[0] = ("text", "<p>Corrected.</p>")
    lesson.save()
    assert "Corrected." in words(lesson)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (GlossaryTermFactory, "meaning"),
        (ToolFactory, "purpose"),
        (RecordingFactory, "title"),
        (DocumentFactory, "title"),
    ],
)
def test_a_changed_snippet_shows_its_new_words_at_once(make, field, lesson, django_capture_on_commit_callbacks):
    snippet = make(on=[lesson])
    assert "Said better" not in words(lesson)
    with django_capture_on_commit_callbacks(execute=True):
        setattr(snippet, field, "Said better")
        snippet.save()
    assert "Said better" in words(lesson)


def test_a_snippet_that_is_gone_is_shown_no_more(lesson, django_capture_on_commit_callbacks):
    tool = ToolFactory(name="Old tool", on=[lesson])
    assert "Old tool" in words(lesson)
    with django_capture_on_commit_callbacks(execute=True):
        tool.delete()
    assert "Old tool" not in words(lesson)


def test_a_link_follows_a_page_that_was_renamed(lesson, course, django_capture_on_commit_callbacks):
    lesson.body.append(("text", f'<p><a linktype="page" id="{course.pk}">the course</a></p>'))
    lesson.save()
    assert f'href="/courses/{course.slug}/"' in words(lesson)
    with django_capture_on_commit_callbacks(execute=True):
        course.slug = "renamed"
        course.save()
    assert 'href="/courses/renamed/"' in words(lesson)


def test_what_was_rendered_before_something_changed_is_not_shown_after_it(lesson):
    read(lesson)
    write_into_what_is_kept("As it was.")
    assert words(lesson) == "As it was." * 2
    forget_bodies()
    assert "As it was." not in words(lesson)
