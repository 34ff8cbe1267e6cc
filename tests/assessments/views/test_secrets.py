"""No answer of the site tells feedback before a quiz is handed in, nor the key before it is passed."""

import re

import pytest
from django.urls import reverse

from assessments.models import AssessmentPage, AssessmentQuestion, Question, QuestionOption
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer, wrong_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, QuestionFactory

pytestmark = pytest.mark.django_db
FEEDBACK = ("Whisper about the question", "Whisper about the option")
MARKS = ("is_correct", "correct", "(right)", "paper_json", "seed")


@pytest.fixture
def attempt(cast):
    """Zoë's attempt at a quiz with feedback everywhere; the right options read like the others."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, questions=3))
    Question.objects.update(feedback=f"<p>{FEEDBACK[0]}</p>")
    QuestionOption.objects.update(feedback=FEEDBACK[1])
    QuestionOption.objects.filter(is_correct=True).update(text="Blue")
    return AttemptFactory(enrolment=enrolment)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def name_of(item):
    return f"question-{item.key}"


def responses_in_progress(client, attempt):
    """Return every answer of the site on the way to handing in: pages, refusals and redirects."""
    course, quiz = attempt.enrolment.course, AssessmentPage.objects.get()
    question = reverse("assessments:question", args=[attempt.pk, 1])
    first = attempt.paper.items[0]
    yield from (client.get(address) for address in (quiz.url, f"/courses/{course.slug}/", "/courses/", "/learn/"))
    yield client.post(reverse("assessments:start", args=[course.slug, quiz.activity_key]), follow=True)
    yield from (client.get(question), client.post(question), client.post(question, {name_of(first): "forged"}))
    yield client.post(question, {name_of(first): wrong_answer(first)[0]}, follow=True)
    yield from (client.get(question), client.get(reverse("assessments:check", args=[attempt.pk])))
    yield client.get(reverse("assessments:result", args=[attempt.pk]), follow=True)


def submit(client, attempt, choose):
    for number, item in enumerate(attempt.paper.items, 1):
        client.post(reverse("assessments:question", args=[attempt.pk, number]), {name_of(item): choose(item)})
    return client.post(reverse("assessments:check", args=[attempt.pk]), follow=True).content.decode()


def test_nothing_is_told_while_the_quiz_is_in_progress(attempt, zoe):
    texts = [response.content.decode() + str(response.headers) for response in responses_in_progress(zoe, attempt)]
    assert len(texts) == 12
    assert [word for text in texts for word in (*FEEDBACK, *MARKS) if word in text] == []


def test_right_and_wrong_options_look_the_same(attempt, zoe):
    page = zoe.get(reverse("assessments:question", args=[attempt.pk, 1])).content.decode()
    inputs = re.findall(r'<input type="radio" name="question-[^>]*>', page)
    assert len(inputs) == 3
    assert len({re.sub(r'(value|id)="[^"]*"', "", one) for one in inputs}) == 1


def test_feedback_is_told_after_handing_in(attempt, zoe):
    page = submit(zoe, attempt, wrong_answer)
    assert all(words in page for words in FEEDBACK)


def test_the_right_answers_are_not_told_until_the_quiz_is_passed(attempt, zoe):
    page = submit(zoe, attempt, wrong_answer)
    assert "Right answer" not in page
    assert not any(option.key in page for item in attempt.paper.items for option in item.options)
    assert "Blue" not in page


def test_after_passing_all_is_open(attempt, zoe):
    assert "Blue" in submit(zoe, attempt, right_answer)


def test_feedback_about_options_not_chosen_is_not_told(attempt, zoe):
    QuestionOption.objects.filter(is_correct=True).update(feedback="For the right one")
    assert "For the right one" not in submit(zoe, attempt, wrong_answer)


def test_nothing_is_told_of_the_questions_while_a_trainer_reads_the_text_beside_them(attempt, zoe):
    AssessmentQuestion.objects.create(page=attempt.assessment, question=QuestionFactory(writing=True))
    attempt.delete()
    waiting = AttemptFactory(enrolment=attempt.enrolment, awaiting_review=True)
    answer_by_row(waiting)
    addresses = [reverse("assessments:result", args=[waiting.pk]), waiting.assessment.url, "/learn/"]
    texts = [zoe.get(address).content.decode() for address in addresses]
    assert [word for text in texts for word in (*FEEDBACK, *MARKS, "Right") if word in text] == []
