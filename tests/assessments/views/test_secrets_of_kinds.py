"""For every kind of question: nothing that reaches a browser before handing in tells what is right."""

import re

import pytest
from django.urls import reverse

from assessments.answers import PAIR
from assessments.marking import best_answer
from assessments.models import FeedbackPolicy, Question, QuestionOption
from assessments.rules import Kind
from tests.assessments.papers import MACHINE_MARKED
from tests.assessments.views.quizzes import attempt_at, give, page_of, worst_answer
from tests.factories.pages import QuestionFactory, situation, way

pytestmark = pytest.mark.django_db
ABOUT_IT, ABOUT_OPTION = "Whisper about the question", "Whisper about the option"
SECRETS = (ABOUT_IT, ABOUT_OPTION, "hushword", "hushgap", "Hush later", "goes_to", "leads_to")
MARKS = ("is_correct", "is_right", "correct", "(right)", "paper_json", "weight", "accepted", "pairs", '"order"')
STORY = [
    situation(
        "one",
        "Somebody stands at the door.",
        way("greet", "Greet", right=True, goes_to=2, feedback=ABOUT_OPTION),
        way("wait", "Wait", feedback=ABOUT_OPTION),
    ),
    situation("two", "Hush later", way("listen", "Listen", right=True), way("tell", "Tell")),
]
OPTIONS = {Kind.SHORT_TEXT: ["hushword (right)"]}
MORE = {Kind.GAP_FILL: {"gap_text": "It [hushgap] again."}, Kind.SCENARIO: {"story": STORY}}


@pytest.fixture(params=MACHINE_MARKED)
def attempt(request, cast):
    """Zoë's attempt at a quiz of one question with feedback everywhere; what is right reads like the rest."""
    kind = request.param
    options = OPTIONS.get(kind)
    about = {"feedback": f"<p>{ABOUT_IT}</p>", "part_marks": True, **MORE.get(kind, {})}
    question = QuestionFactory(kind=kind, **about, **({"options": options} if options else {}))
    QuestionOption.objects.update(feedback=ABOUT_OPTION)
    for option in QuestionOption.objects.filter(text__endswith="(right)"):
        QuestionOption.objects.filter(pk=option.pk).update(text=option.text.removesuffix(" (right)"))
    return attempt_at(cast, question)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def on_the_way(client, attempt):
    """Yield every answer of the site on the way to handing in: pages, refusals and redirects."""
    course, quiz, question = attempt.enrolment.course, attempt.assessment, page_of(attempt, 1)
    item = attempt.paper.items[0]
    field = f"question-{item.key}"
    yield from (client.get(address) for address in (quiz.url, f"/courses/{course.slug}/", "/courses/", "/learn/"))
    yield client.post(reverse("assessments:start", args=[course.slug, quiz.activity_key]), follow=True)
    yield from (client.get(question), client.post(question), client.post(question, {field: "forged"}, follow=True))
    yield client.post(question, dict.fromkeys([field, *(f"{field}-{one.key}" for one in item.options)], "forged"))
    yield from (give(client, attempt, 1, worst_answer(item)), client.get(question))
    yield client.get(page_of(attempt, "questions"), follow=True)
    yield from (client.get(page_of(attempt, "check")), client.get(page_of(attempt, "result"), follow=True))
    yield client.post(question, {"again": "yes"}, follow=True)


def payloads(client, attempt):
    return [response.content.decode() + str(response.headers) for response in on_the_way(client, attempt)]


@pytest.mark.parametrize("one_page", [False, True])
def test_no_payload_tells_anything_before_handing_in(one_page, attempt, zoe):
    attempt.assessment.on_one_page = one_page
    attempt.assessment.save()
    texts = payloads(zoe, attempt)
    assert len(texts) == 15
    assert [word for text in texts for word in (*SECRETS, *MARKS) if word in text] == []


def test_no_payload_holds_what_belongs_together_or_lines_in_the_right_order(attempt, zoe):
    item, texts = attempt.paper.items[0], payloads(zoe, attempt)
    lines = [tuple(re.findall(rf'<select name="question-{item.key}-([^"]+)"', text)) for text in texts]
    assert not [PAIR.join(pair) for pair in item.pairs for text in texts if PAIR.join(pair) in text]
    assert not [keys for keys in lines if keys and keys == item.order]


def test_right_and_wrong_fields_look_the_same(attempt, zoe):
    page = zoe.get(page_of(attempt, 1)).content.decode()
    inputs = re.findall(r"<(?:input|select)[^>]*name=\"question-[^>]*>", page)
    assert inputs
    assert len({re.sub(r'(value|id|name|aria-describedby)="[^"]*"', "", one) for one in inputs}) == 1


# --- After handing in, what the policy allows -----------------------------------------------------


def told(client, attempt, answer, policy):
    attempt.assessment.feedback_policy = policy
    attempt.assessment.save()
    give(client, attempt, 1, answer)
    return client.post(page_of(attempt, "check"), follow=True).content.decode()


@pytest.mark.parametrize("choose", [best_answer, worst_answer])
def test_with_the_mark_alone_nothing_of_the_questions_is_told(choose, attempt, zoe):
    page = told(zoe, attempt, choose(attempt.paper.items[0]), FeedbackPolicy.MARK_ONLY)
    assert ("How it went" in page, "is needed to pass" in page) == (True, True)
    assert [word for word in (*SECRETS, "Your answer", "Right answer", "Worth another look") if word in page] == []


@pytest.mark.parametrize(("policy", "shows"), [(FeedbackPolicy.ONCE_PASSED, False), (FeedbackPolicy.ALWAYS, True)])
def test_what_was_right_is_told_at_once_only_where_the_policy_says_so(policy, shows, attempt, zoe):
    page = told(zoe, attempt, worst_answer(attempt.paper.items[0]), policy)
    assert (ABOUT_IT in page, "Right answer" in page) == (True, shows)
    right = {"hushword", "hushgap", "Hush later"} if not shows else {"Hush later"}
    assert [word for word in right if word in page] == []


def test_after_passing_everything_said_of_it_is_told(attempt, zoe):
    page = told(zoe, attempt, best_answer(attempt.paper.items[0]), FeedbackPolicy.ONCE_PASSED)
    assert (ABOUT_IT in page, "Passed" in page) == (True, True)


def test_a_draft_changed_meanwhile_changes_nothing_asked(attempt, zoe):
    Question.objects.update(prompt="<p>Something else</p>", feedback="<p>Other words</p>")
    page = told(zoe, attempt, worst_answer(attempt.paper.items[0]), FeedbackPolicy.ONCE_PASSED)
    assert ("Something else" in page, "Other words" in page) == (False, False)
