"""Every kind of question in the learner's browser: answered, left in part, opened again, marked."""

import pytest

from assessments.answers import Answer
from assessments.marking import best_answer
from assessments.models import Attempt, Response
from assessments.rules import Kind
from tests.assessments.papers import MACHINE_MARKED
from tests.assessments.views.quizzes import attempt_at, fields_of, give, give_all, one_of_each, page_of, worst_answer
from tests.assessments.views.test_attempts import in_words, submit
from tests.factories.pages import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


@pytest.fixture
def attempt_of_kind(cast):
    """A function that makes Zoë's attempt at a quiz of one question."""
    return lambda kind, **about: attempt_at(cast, QuestionFactory(kind=kind, **about))


def saved():
    return Response.objects.get().answer


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_an_answer_is_saved_and_shown_again(kind, attempt_of_kind, zoe):
    attempt = attempt_of_kind(kind)
    item = attempt.paper.items[0]
    assert give(zoe, attempt, 1, best_answer(item)).status_code == 302
    assert saved() == best_answer(item)
    assert zoe.get(page_of(attempt, 1)).context["form"].saved == best_answer(item)


@pytest.mark.parametrize(("choose", "percent"), [(best_answer, 100), (worst_answer, 0)])
def test_a_quiz_of_every_kind_is_taken_to_its_mark(choose, percent, cast, zoe):
    attempt = attempt_at(cast, *one_of_each())
    give_all(zoe, attempt, choose)
    page = in_words(submit(zoe, attempt, follow=True))
    assert f"You had {percent * 8 // 100} of 8 right ({percent} %)." in page
    assert Attempt.objects.get().percent == percent


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_nothing_chosen_is_a_sentence_and_no_answer(kind, attempt_of_kind, zoe):
    response = zoe.post(page_of(attempt_of_kind(kind), 1))
    assert (response.status_code, "for later." in in_words(response)) == (422, True)
    assert not Response.objects.exists()


@pytest.mark.parametrize("kind", [Kind.MATCHING, Kind.GAP_FILL])
def test_a_part_of_an_answer_is_kept_and_said_to_be_begun(kind, attempt_of_kind, zoe):
    attempt = attempt_of_kind(kind)
    whole = fields_of(attempt.paper.items[0], best_answer(attempt.paper.items[0]))
    assert zoe.post(page_of(attempt, 1), dict([*whole.items()][:1])).status_code == 302
    check = in_words(zoe.get(page_of(attempt, "check")))
    assert ("Begun" in check, "1 question is begun and has something left open." in check) == (True, True)
    assert "Every question has an answer" not in check


def test_an_order_is_kept_whole_or_not_at_all_and_nothing_chosen_is_lost(attempt_of_kind, zoe):
    attempt = attempt_of_kind(Kind.ORDERING)
    places = fields_of(attempt.paper.items[0], best_answer(attempt.paper.items[0]))
    response = zoe.post(page_of(attempt, 1), dict.fromkeys(places, "2"))
    assert (response.status_code, in_words(response).count("Place 2 is given twice.")) == (422, 8)
    assert response.content.decode().count('<option value="2" selected>') == 4
    assert not Response.objects.exists()


def test_words_that_come_too_late_are_shown_to_be_copied(attempt_of_kind, zoe):
    attempt = attempt_of_kind(Kind.GAP_FILL)
    submit(zoe, attempt)
    response = give(zoe, attempt, 1, Answer(("my own", "words")))
    assert (response.status_code, "my own" in in_words(response)) == (409, True)
    assert not Response.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in MACHINE_MARKED if kind not in (Kind.SHORT_TEXT, Kind.GAP_FILL)])
def test_a_choice_that_comes_too_late_leads_to_the_result(kind, attempt_of_kind, zoe):
    attempt = attempt_of_kind(kind)
    submit(zoe, attempt)
    assert give(zoe, attempt, 1, best_answer(attempt.paper.items[0]))["Location"] == page_of(attempt, "result")


# --- Stories --------------------------------------------------------------------------------------


@pytest.fixture
def story(attempt_of_kind):
    """Zoë's attempt at a quiz of one story."""
    return attempt_of_kind(Kind.SCENARIO)


def take(client, attempt, *ways):
    item = attempt.paper.items[0]
    keys = [way.key for text in ways for one in item.situations for way in one.ways if way.text == text]
    return give(client, attempt, 1, Answer(tuple(keys)))


def test_a_story_goes_on_at_its_own_address_until_it_ends(story, zoe):
    assert take(zoe, story, "Greet")["Location"] == page_of(story, 1)
    page = in_words(zoe.get(page_of(story, 1)))
    assert ("You chose: Greet" in page, "They sit down." in page) == (True, True)
    take(zoe, story, "Listen")
    page = in_words(zoe.get(page_of(story, 1)))
    assert ("The story ends here." in page, "Check your answers" in page) == (True, True)


def test_a_story_left_half_way_is_begun(story, zoe):
    take(zoe, story, "Greet")
    assert "Begun" in in_words(zoe.get(page_of(story, "check")))


def test_a_way_taken_twice_by_a_double_click_is_taken_once(story, zoe):
    take(zoe, story, "Greet", "Greet")
    assert len(saved().chosen) == 1


def test_a_story_is_begun_again_only_by_saying_so(story, zoe):
    take(zoe, story, "Greet", "Tell them what to do")
    zoe.get(page_of(story, 1), {"again": "yes"})
    assert len(saved().chosen) == 2
    assert zoe.post(page_of(story, 1), {"again": "yes"})["Location"] == page_of(story, 1)
    assert saved() == Answer()
    assert "Not answered" in in_words(zoe.get(page_of(story, "check")))


def test_going_on_with_a_quiz_leads_to_a_story_that_was_begun_again(story, zoe):
    take(zoe, story, "Wait")
    zoe.post(page_of(story, 1), {"again": "yes"})
    start = f"/learn/{story.enrolment.course.slug}/quiz/{story.assessment.activity_key}/start/"
    assert zoe.post(start)["Location"] == page_of(story, 1)


@pytest.mark.parametrize("forged", ["forged", "Listen", ""])
def test_a_way_that_does_not_lead_on_from_here_is_refused(forged, story, zoe):
    item = story.paper.items[0]
    later = item.situations[1].ways[0].key
    response = zoe.post(page_of(story, 1), {f"question-{item.key}": later if forged == "Listen" else forged})
    assert response.status_code == 422
    assert not Response.objects.exists()


def test_a_story_handed_in_is_not_begun_again(story, zoe):
    take(zoe, story, "Wait")
    submit(zoe, story)
    zoe.post(page_of(story, 1), {"again": "yes"})
    assert len(saved().chosen) == 1


def test_a_file_is_added_on_a_page_of_its_own(cast, zoe):
    attempt = attempt_at(cast, QuestionFactory(kind=Kind.UPLOAD))
    address = f"/learn/attempts/{attempt.pk}/1/file/"
    assert zoe.get(page_of(attempt, 1))["Location"] == address
    assert zoe.post(page_of(attempt, 1))["Location"] == address


# --- What is told afterwards ----------------------------------------------------------------------


def test_a_part_of_the_points_is_told_in_words(attempt_of_kind, zoe):
    attempt = attempt_of_kind(Kind.MATCHING, marks=3, part_marks=True)
    fields = fields_of(attempt.paper.items[0], best_answer(attempt.paper.items[0]))
    zoe.post(page_of(attempt, 1), dict([*fields.items()][:1]))
    page = in_words(submit(zoe, attempt, follow=True))
    assert ("Right in part" in page, "1.5 of 3 marks" in page) == (True, True)
    assert "You earned 1.5 of 3 marks (50 %)." in page
