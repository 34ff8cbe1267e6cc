"""Quizzes of every kind of question, and answering them as a browser does."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.answers import PAIR, Answer
from assessments.forms.answers import answer_form
from assessments.items import Item
from assessments.marking import best_answer
from assessments.models import AssessmentPage, AssessmentQuestion, Attempt, Question
from assessments.rules import Kind
from courses.models import ModulePage
from courses.services.editions import publish_edition
from tests.assessments.papers import MACHINE_MARKED
from tests.cast import NOW, Cast
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, QuestionFactory


def attempt_at(cast: Cast, *questions: Question, **options: Any) -> Attempt:
    """Return Zoë's attempt, in progress, at a quiz of these questions with these options."""
    course = CourseFactory(title="Small steps", lessons=1)
    page = AssessmentPageFactory(parent=ModulePage.objects.descendant_of(course).get(), questions=0, **options)
    for place, question in enumerate(questions):
        AssessmentQuestion.objects.create(page=page, question=question, sort_order=place)
    publish_edition(course=course, by=None, at=NOW)
    return AttemptFactory(enrolment=EnrolmentFactory(learner=cast.zoe, course=course))


def one_of_each(**about: Any) -> list[Question]:
    """Return a question of each kind that the machine marks."""
    return [QuestionFactory(kind=kind, **about) for kind in MACHINE_MARKED]


def page_of(attempt: Attempt, page: int | str) -> str:
    """Return the address of a question by its number, or of `check`, `questions`, `result`."""
    if isinstance(page, int):
        return reverse("assessments:question", args=[attempt.pk, page])
    return reverse(f"assessments:{page}", args=[attempt.pk])


def fields_of(item: Item, answer: Answer) -> dict[str, Any]:
    """Return what a browser posts for `answer`."""
    return {name: value for name, value in answer_form(item, saved=answer).initial.items() if value}


def give(client: Client, attempt: Attempt, number: int, answer: Answer) -> HttpResponse:
    """Answer one question on its page, a story way by way; return what the last post was answered."""
    item = attempt.paper.items[number - 1]
    posts = [fields_of(item, answer)]
    if item.kind is Kind.SCENARIO:
        posts = [{f"question-{item.key}": way} for way in answer.chosen]
    return [client.post(page_of(attempt, number), data) for data in posts][-1]


def give_all(client: Client, attempt: Attempt, choose: Any) -> None:
    """Answer every question, as `choose` does."""
    for number, item in enumerate(attempt.paper.items, 1):
        give(client, attempt, number, choose(item))


def worst_answer(item: Item) -> Answer:
    """Return an answer that the question takes and that earns nothing."""
    wrong = tuple(sorted(item.option_keys - item.correct_keys))[:1]
    match item.kind:
        case Kind.MATCHING:
            wrong = tuple(f"{left}{PAIR}{_other_side(item, right)}" for left, right in sorted(item.pairs))
        case Kind.ORDERING:
            wrong = (*item.order[1:], item.order[0])
        case Kind.GAP_FILL:
            wrong = tuple("nothing" for _gap in best_answer(item).chosen)
        case Kind.SCENARIO:
            wrong = tuple(way.key for way in item.situations[0].ways if not way.correct)[:1]
    return Answer(text="nothing like it") if item.kind is Kind.SHORT_TEXT else Answer(wrong)


def _other_side(item: Item, right: str) -> str:
    return next(side.key for side in item.sides if side.key != right)


def quiz() -> AssessmentPage:
    """Return the one quiz there is."""
    return AssessmentPage.objects.get()
