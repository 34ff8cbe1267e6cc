"""All questions on one page: one post saves them all, and what is well answered is never lost for what is not."""

import pytest

from assessments.answers import Answer
from assessments.marking import best_answer
from assessments.models import Response
from assessments.rules import Kind
from tests.assessments.views.quizzes import attempt_at, fields_of, give, one_of_each, page_of, quiz
from tests.assessments.views.test_attempts import in_words, start_address, submit
from tests.factories.pages import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


@pytest.fixture
def attempt(cast):
    """Zoë's attempt at a quiz of every kind, most of it on one page."""
    return attempt_at(cast, *one_of_each(), on_one_page=True)


def best_of(attempt):
    """Return what a browser posts when every question on the page is answered rightly."""
    together = [item for item in attempt.paper.items if item.kind is not Kind.SCENARIO]
    return {name: value for item in together for name, value in fields_of(item, best_answer(item)).items()}


def key_of(attempt, kind):
    return next(item.key for item in attempt.paper.items if item.kind is kind)


def saved_keys():
    return {str(key) for key in Response.objects.values_list("item_key", flat=True)}


def test_starting_leads_to_the_page_of_all(attempt, zoe):
    address = zoe.post(start_address(attempt.enrolment.course))["Location"]
    assert address == f"{page_of(attempt, 'questions')}#question-1"
    page = in_words(zoe.get(address))
    assert ("Question 7 of 8" in page, "Question 8 of 8" in page) == (True, False)


def test_one_post_saves_every_answer_and_leads_to_the_check(attempt, zoe):
    response = zoe.post(page_of(attempt, "questions"), {**best_of(attempt), "check": "yes"})
    assert response["Location"] == page_of(attempt, "check")
    assert len(saved_keys()) == 7
    assert "1 question has no answer yet." in in_words(zoe.get(page_of(attempt, "check")))


def test_saving_alone_stays_on_the_page_and_says_so(attempt, zoe):
    response = zoe.post(page_of(attempt, "questions"), best_of(attempt), follow=True)
    assert response.redirect_chain == [(page_of(attempt, "questions"), 302)]
    assert "Your answers are saved" in in_words(response)


def test_what_is_left_open_is_no_mistake(attempt, zoe):
    assert zoe.post(page_of(attempt, "questions"), {}).status_code == 302
    assert not Response.objects.exists()


def test_good_answers_are_saved_beside_one_to_look_at_again(attempt, zoe):
    order = key_of(attempt, Kind.ORDERING)
    doubled = {name: "1" if order in name else value for name, value in best_of(attempt).items()}
    response = zoe.post(page_of(attempt, "questions"), {**doubled, "check": "yes"})
    assert (response.status_code, "Place 1 is given twice." in in_words(response)) == (422, True)
    assert (len(saved_keys()), order in saved_keys()) == (6, False)
    assert response.content.decode().count('<option value="1" selected>') == 4
    assert "for later" not in in_words(response)


def test_nothing_typed_is_lost_beside_a_mistake(attempt, zoe):
    text, gaps = key_of(attempt, Kind.SHORT_TEXT), key_of(attempt, Kind.GAP_FILL)
    sent = {f"question-{text}": "x" * 301, f"question-{gaps}-1": "my own words"}
    page = zoe.post(page_of(attempt, "questions"), sent).content.decode()
    assert ('value="my own words"' in page, "x" * 301 in page) == (True, True)


def test_an_answer_taken_away_is_taken_away(attempt, zoe):
    text = key_of(attempt, Kind.SHORT_TEXT)
    for words in ("an urge", ""):
        zoe.post(page_of(attempt, "questions"), {f"question-{text}": words})
    assert Response.objects.get().answer == Answer()
    assert "8 questions have no answer yet." in in_words(zoe.get(page_of(attempt, "check")))


def test_answers_that_did_not_change_are_not_written_again(attempt, zoe):
    zoe.post(page_of(attempt, "questions"), best_of(attempt))
    before = set(Response.objects.values_list("item_key", "saved_at"))
    text = key_of(attempt, Kind.SHORT_TEXT)
    zoe.post(page_of(attempt, "questions"), {**best_of(attempt), f"question-{text}": "other words"})
    changed = set(Response.objects.values_list("item_key", "saved_at")) - before
    assert [str(key) for key, _at in changed] == [text]


def test_saved_answers_are_shown_again(attempt, zoe):
    zoe.post(page_of(attempt, "questions"), best_of(attempt))
    page = zoe.get(page_of(attempt, "questions"))
    again = {name: value for form in page.context["forms"] for name, value in form.initial.items() if value}
    assert again == best_of(attempt)


def test_a_story_and_what_a_trainer_reads_are_linked_to(cast, zoe):
    asked = [QuestionFactory(kind=kind) for kind in (Kind.SINGLE, Kind.SCENARIO, Kind.WRITING, Kind.UPLOAD)]
    attempt = attempt_at(cast, *asked, on_one_page=True)
    page = zoe.get(page_of(attempt, "questions")).content.decode()
    links = [page_of(attempt, 2), page_of(attempt, 3), f"/learn/attempts/{attempt.pk}/4/file/"]
    assert all(f'href="{link}"' in page for link in links)
    assert page.count('type="radio"') - page.count('name="theme"') == 3


def test_a_page_of_its_own_leads_on_to_the_next_one_and_then_to_the_check(cast, zoe):
    asked = [QuestionFactory(kind=kind) for kind in (Kind.SCENARIO, Kind.SINGLE, Kind.WRITING)]
    attempt = attempt_at(cast, *asked, on_one_page=True)
    assert zoe.get(page_of(attempt, 2))["Location"] == f"{page_of(attempt, 'questions')}#question-2"
    assert f'href="{page_of(attempt, 3)}"' in zoe.get(page_of(attempt, 1)).content.decode()
    assert give(zoe, attempt, 3, Answer(text="Words."))["Location"] == page_of(attempt, "check")


def test_a_quiz_of_stories_alone_begins_with_the_first(cast, zoe):
    attempt = attempt_at(cast, QuestionFactory(kind=Kind.SCENARIO), on_one_page=True)
    assert zoe.get(page_of(attempt, "questions"))["Location"] == page_of(attempt, 1)
    assert zoe.post(page_of(attempt, "questions"))["Location"] == page_of(attempt, 1)


def test_words_that_come_too_late_are_shown_and_nothing_is_saved(attempt, zoe):
    submit(zoe, attempt)
    response = zoe.post(page_of(attempt, "questions"), best_of(attempt))
    assert (response.status_code, "rises" in in_words(response)) == (409, True)
    assert not Response.objects.exists()


def test_the_page_leads_to_the_result_once_it_is_over(attempt, zoe):
    submit(zoe, attempt)
    assert zoe.get(page_of(attempt, "questions"))["Location"] == page_of(attempt, "result")


def test_an_editor_who_changes_the_layout_meanwhile_loses_nobody_an_answer(attempt, zoe):
    item = attempt.paper.items[0]
    give(zoe, attempt, 1, best_answer(item))
    quiz().__class__.objects.update(on_one_page=False)
    assert zoe.get(page_of(attempt, "questions"))["Location"] == page_of(attempt, 1)
    assert saved_keys() == {item.key}
