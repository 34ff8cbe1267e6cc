"""Freezing a paper: every question of the quiz once, in the editor's order."""

import pytest

from assessments.models import AssessmentPage, AssessmentQuestion, Criterion, Question
from assessments.paper import freeze_paper
from courses.models import ModulePage
from tests.factories.pages import AssessmentPageFactory, CourseFactory, QuestionFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    """A quiz of three questions."""
    return AssessmentPage.objects.get(pk=CourseFactory(lessons=0, questions=3).get_descendants().last().pk)


def keys_of(paper):
    return [item.key for item in paper.items]


def test_questions_stand_in_the_order_the_editor_gave_them(quiz):
    for place, row in enumerate(quiz.questions.order_by("-pk")):
        AssessmentQuestion.objects.filter(pk=row.pk).update(sort_order=place)
    newest_first = Question.objects.order_by("-pk").values_list("key", flat=True)
    assert keys_of(freeze_paper(quiz, seed=1)) == [str(key) for key in newest_first]


def test_a_question_in_two_quizzes_is_asked_once_in_each_and_in_the_place_it_has_there(quiz):
    first, *_others = quiz.questions.all()
    other = AssessmentPageFactory(parent=ModulePage.objects.get(), questions=1)
    AssessmentQuestion.objects.create(page=other, question=first.question, sort_order=9)
    assert keys_of(freeze_paper(quiz, seed=1)) == [str(row.question.key) for row in quiz.questions.all()]
    assert keys_of(freeze_paper(other, seed=1))[-1] == str(first.question.key)


def test_options_are_shuffled_and_keep_what_is_right(quiz):
    orders = {tuple(option.text for option in freeze_paper(quiz, seed=seed).items[0].options) for seed in range(20)}
    assert len(orders) > 1
    assert {option.text: option.correct for option in freeze_paper(quiz, seed=1).items[0].options} == {
        "Blue (right)": True,
        "Green": False,
        "Red": False,
    }


@pytest.mark.parametrize("count", [2, 20])
def test_freezing_costs_two_statements_whatever_the_length(count, quiz):
    for question in QuestionFactory.create_batch(count):
        AssessmentQuestion.objects.create(page=quiz, question=question)
    with assert_statements(at_most=2):
        freeze_paper(quiz, seed=1)


def test_questions_without_a_place_of_their_own_stand_in_the_order_they_were_added(quiz):
    quiz.questions.update(sort_order=None)
    added = quiz.questions.order_by("pk").values_list("question__key", flat=True)
    assert keys_of(freeze_paper(quiz, seed=1)) == [str(key) for key in added]


def test_a_written_question_keeps_its_rubric_whatever_is_edited_later():
    page = AssessmentPage.objects.get(pk=CourseFactory(lessons=0, writing=True).get_descendants().last().pk)
    frozen = freeze_paper(page, seed=1).items[0]
    Criterion.objects.update(title="Something else", level_2="Other words")
    criterion = frozen.rubric.criteria[0]
    assert (criterion.title, criterion.levels[2]) == ("Listens", "Listens, level 2")
    assert (frozen.word_from, frozen.word_to, frozen.options) == (150, 300, ())


@pytest.mark.parametrize("count", [1, 5])
def test_written_questions_cost_one_statement_more_whatever_their_number(count, quiz):
    for question in QuestionFactory.create_batch(count, writing=True):
        AssessmentQuestion.objects.create(page=quiz, question=question)
    with assert_statements(at_most=3):
        freeze_paper(quiz, seed=1)
