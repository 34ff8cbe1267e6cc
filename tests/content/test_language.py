"""What is found on a page: with the lists that apply there, once for each passage, and with the reason if allowed."""

import pytest

from content.language import findings_on, open_findings, pages_to_check
from content.models import WatchedWord, WordKind, WordList
from courses.models import CoursePage, LessonPage
from tests.content.writing import LABEL, allow, plain_page
from tests.factories.pages import CourseFactory, LessonPageFactory, ModulePageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def lesson_below(course: CoursePage, text: str) -> LessonPage:
    return LessonPageFactory(parent=ModulePageFactory(parent=course), body=[("text", f"<p>{text}</p>")])


def strict_course() -> CoursePage:
    course = CourseFactory(awarding=True)
    course.programme.word_list = WordList.objects.get(key="start-smart")
    course.programme.save()
    return course


def words_on(page) -> list[str]:
    return [one.finding.found for one in findings_on(page)]


def test_a_word_is_found_with_where_it_stands_why_and_what_instead():
    found = findings_on(plain_page())[0]
    assert (found.where, found.finding.passage) == ("Body › Text", LABEL)
    assert found.finding.word.reason
    assert found.finding.word.instead


def test_a_word_that_is_partly_bold_is_found():
    assert words_on(plain_page("He is an <b>add</b>ict.")) == ["addict"]


def test_the_same_passage_is_found_once():
    assert words_on(plain_page(f"{LABEL}</p><p>{LABEL}")) == ["addict"]


def test_a_list_of_a_programme_applies_in_its_course_alone():
    words = "Sugar can be addictive."
    assert words_on(lesson_below(strict_course(), words)) == ["addictive"]
    assert words_on(lesson_below(CourseFactory(), words)) == []


def test_the_general_list_applies_there_too():
    assert words_on(lesson_below(strict_course(), LABEL)) == ["addict"]


def test_a_list_that_is_not_general_applies_nowhere_by_itself():
    extra = WordList.objects.create(key="extra", name="Extra")
    WatchedWord.objects.create(word_list=extra, phrase="said", kind=WordKind.STIGMA, reason="r", instead="i")
    assert words_on(plain_page()) == ["addict"]


def test_what_is_allowed_is_no_longer_open():
    page = plain_page()
    row = allow(page)
    assert findings_on(page)[0].allowed == row
    assert open_findings(page) == []


@pytest.mark.parametrize("change", [{"phrase": "said"}, {"passage": "An addict."}])
def test_an_allowance_holds_for_its_word_and_passage_alone(change):
    page = plain_page()
    allow(page, **change)
    assert len(open_findings(page)) == 1


def test_an_allowance_holds_for_its_page_alone():
    allow(plain_page(title="Another"))
    assert len(open_findings(plain_page())) == 1


def test_the_finding_comes_back_when_the_passage_changes():
    page = plain_page()
    allow(page)
    page.body = [("text", "<p>She is an addict, they said.</p>")]
    assert len(open_findings(page)) == 1


def test_the_allowance_stays_when_words_elsewhere_change():
    page = plain_page()
    allow(page)
    page.body = [("text", f"<p>Something new.</p><p>{LABEL}</p>")]
    assert open_findings(page) == []


def test_live_pages_are_checked_as_readers_have_them_and_drafts_as_they_are_now():
    page = plain_page("Kind words.")
    page.body = [("text", f"<p>{LABEL}</p>")]
    page.save_revision()
    live = next(one for one in pages_to_check() if one.pk == page.pk)
    draft = next(one for one in pages_to_check(drafts=True) if one.pk == page.pk)
    assert [words_on(live), words_on(draft)] == [[], ["addict"]]


@pytest.mark.parametrize("blocks", [2, 20])
def test_checking_a_lesson_costs_the_same_however_long_it_is(blocks):
    lesson = lesson_below(strict_course(), LABEL)
    lesson.body = [("text", f"<p>{number} is addictive.</p>") for number in range(blocks)]
    with assert_statements(at_most=4):
        assert len(findings_on(lesson)) == blocks
