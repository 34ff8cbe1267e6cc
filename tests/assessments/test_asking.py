"""Which questions an attempt asks: the fixed ones, then what is drawn, each once and none that is a draft."""

import pytest

from assessments.models import AssessmentDraw, AssessmentPage, AssessmentQuestion, Question, QuestionBank
from assessments.paper import freeze_paper
from tests.factories.library import ToolFactory
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    """A quiz of three fixed questions, all in one bank."""
    return AssessmentPage.objects.get(pk=CourseFactory(lessons=0, questions=3).get_descendants().last().pk)


def draw(quiz, count, **tags):
    return AssessmentDraw.objects.create(page=quiz, bank=QuestionBank.objects.get(name="Tests"), count=count, **tags)


def keys_of(quiz, seed=1):
    return [item.key for item in freeze_paper(quiz, seed=seed).items]


def fixed_keys(quiz):
    return [str(row.question.key) for row in quiz.questions.all()]


def test_fixed_questions_come_first_and_are_not_drawn_again(quiz):
    drawn = {str(question.key) for question in QuestionFactory.create_batch(4)}
    draw(quiz, 4)
    asked = keys_of(quiz)
    assert (asked[:3], set(asked[3:])) == (fixed_keys(quiz), drawn)


def test_a_quiz_without_fixed_questions_only_draws(quiz):
    quiz.questions.all().delete()
    draw(quiz, 2)
    assert len(keys_of(quiz)) == 2


def test_draws_come_in_the_order_the_editor_gave_them(quiz):
    easy, hard = QuestionFactory(difficulty=1), QuestionFactory(difficulty=3)
    draw(quiz, 1, difficulty=1, sort_order=1), draw(quiz, 1, difficulty=3, sort_order=0)
    assert keys_of(quiz)[3:] == [str(hard.key), str(easy.key)]


def test_a_bank_that_has_shrunk_gives_what_is_there(quiz):
    QuestionFactory(), QuestionFactory(live=False), QuestionFactory(writing=True)
    draw(quiz, 9)
    assert len(keys_of(quiz)) == 4


def test_the_same_seed_asks_the_same_in_the_same_order_and_others_ask_others(quiz):
    AssessmentPage.objects.update(shuffle_questions=True)
    quiz.refresh_from_db()
    QuestionFactory.create_batch(20)
    draw(quiz, 5)
    assert keys_of(quiz, seed=7) == keys_of(quiz, seed=7)
    assert len({frozenset(keys_of(quiz, seed=seed)) for seed in range(8)}) > 1


def test_questions_are_shuffled_only_where_the_editor_says_so(quiz):
    assert {tuple(keys_of(quiz, seed)) for seed in range(8)} == {tuple(fixed_keys(quiz))}
    quiz.shuffle_questions = True
    orders = {tuple(keys_of(quiz, seed)) for seed in range(20)}
    assert len(orders) > 2
    assert {frozenset(order) for order in orders} == {frozenset(fixed_keys(quiz))}


def test_answers_stay_in_the_editors_order_where_they_are_not_shuffled(quiz):
    quiz.shuffle_options = False
    orders = {tuple(one.text for one in freeze_paper(quiz, seed=seed).items[0].options) for seed in range(8)}
    assert orders == {("Blue (right)", "Green", "Red")}


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_an_order_that_is_the_answer_is_always_mixed(kind, quiz):
    AssessmentQuestion.objects.create(page=quiz, question=QuestionFactory(kind=kind), sort_order=9)
    quiz.shuffle_options = False
    items = [freeze_paper(quiz, seed=seed).items[-1] for seed in range(30)]
    shown = {tuple(one.text for one in item.sides or item.options) for item in items}
    assert len(shown) > 1


def test_the_paper_keeps_the_limit_and_what_is_to_be_confirmed(quiz):
    quiz.minutes_allowed, quiz.declaration = 30, "My own work."
    paper = freeze_paper(quiz, seed=1, extra_per_cent=25)
    assert (paper.minutes_allowed, paper.extra_per_cent, paper.declaration) == (30, 25, "My own work.")
    assert type(paper).from_json(paper.to_json()) == paper


@pytest.mark.parametrize(("draws", "questions"), [(1, 2), (8, 2), (8, 60)])
def test_draws_cost_three_statements_more_whatever_their_number(draws, questions, quiz):
    QuestionFactory.create_batch(questions)
    for _number in range(draws):
        draw(quiz, 3)
    with assert_statements(at_most=5):
        freeze_paper(quiz, seed=1)


@pytest.mark.parametrize("point", ["", "1"])
@pytest.mark.parametrize("difficulty", [None, 1, 3])
def test_never_one_twice_never_one_without_the_tags_never_a_draft(point, difficulty, shelf):
    AssessmentDraw.objects.update(difficulty=difficulty, point=point)
    tags = {"difficulty": difficulty, "point": point}
    fit = Question.objects.filter(live=True, tool__isnull=False, **{name: tag for name, tag in tags.items() if tag})
    may = {str(key) for key in fit.exclude(kind="writing").values_list("key", flat=True)}
    for asked in (keys_of(shelf, seed)[3:] for seed in range(10)):
        assert len(asked) == len(set(asked) & may) == min(7, len(may))


@pytest.fixture
def shelf(quiz):
    """The quiz with two overlapping draws from a shelf of many tags, drafts and written questions among them."""
    tool = ToolFactory()
    for number in range(24):
        tags = {"difficulty": number % 3 + 1, "point": str(number % 2 + 1), "tool": tool if number % 4 else None}
        QuestionFactory(live=bool(number % 5), kind="writing" if number % 7 == 0 else "single", **tags)
    draw(quiz, 3, tool=tool), draw(quiz, 4, tool=tool)
    return quiz
