"""The admin pages for marking again: a preview without names, a reason, a progress that goes on by itself."""

from dataclasses import asdict

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from assessments.models import Attempt, KeyCorrection, Question, Remark
from assessments.paper import frozen_item
from assessments.periodic import mark_again
from assessments.services.remarking import carry_on
from assessments.views.remarking import digest_of
from tests.assessments.corrections import RIGHT, WRONG_KEY, begun, correct, handed_in, quiz_of_one
from tests.cast import NOW
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
REASON = "Red was right."


@pytest.fixture
def question(cast):
    """A corrected question, which Zoë had right, Amir wrong and somebody is answering."""
    quiz = quiz_of_one()
    handed_in(quiz, RIGHT, learner=cast.zoe), handed_in(quiz, WRONG_KEY, learner=cast.amir), begun(quiz, RIGHT)
    return correct(Question.objects.get())


@pytest.fixture
def editor(client_of, cast):
    return client_of(cast.editor)


def preview(question, **query):
    return reverse("assessments_remarking", args=[question.pk], query=query or None)


def confirm(question):
    return reverse("assessments_mark_again", args=[question.pk])


def press(editor, question, reason=REASON, **more):
    shown = editor.get(confirm(question)).context["shown"]
    return editor.post(confirm(question), {"reason": reason, "shown": shown, **more})


def words_of(response):
    return response.content.decode()


def test_the_question_leads_to_it(editor, question):
    edit = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
    assert preview(question) in words_of(editor.get(edit))


def test_the_preview_says_what_becomes_of_each(editor, question):
    words = words_of(editor.get(preview(question)))
    assert "3 attempts were asked the question with another key" in words
    told = ["Now passed", "Would no longer pass; the pass stands until somebody decides", "Still being answered"]
    assert [one for one in told if one not in words] == []
    assert [one.reference for one in Attempt.objects.all() if one.reference not in words] == []


def test_nobody_is_named(editor, question):
    words = words_of(editor.get(preview(question))) + words_of(editor.get(preview(question, export="csv")))
    people = Attempt.objects.values_list("enrolment__learner__full_name", "enrolment__learner__email")
    assert [name for person in people for name in person if name and name in words] == []


def test_a_group_is_shown_alone(editor, question):
    zoes = Attempt.objects.get(enrolment__learner__email="zoe@example.org")
    shown = editor.get(preview(question, effect="passes")).context["page"].object_list
    assert [change.reference for change in shown] == [zoes.reference]
    assert len(editor.get(preview(question, effect="nonsense")).context["page"].object_list) == 3


def test_the_file_says_the_same_as_the_page(editor, question):
    lines = editor.get(preview(question, export="csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Attempt reference,Course,Quiz,Attempt,Per cent before,Per cent after,")
    zoes = Attempt.objects.get(enrolment__learner__email="zoe@example.org")
    where = f"{zoes.reference},{zoes.enrolment.course.title},{zoes.assessment.title}"
    assert lines[1] == f"{where},1,0,100,Not yet passed,Passed,Now passed"


def test_what_cannot_be_marked_again_is_said_in_a_sentence(editor, question):
    Question.objects.update(kind="multiple")
    words = words_of(editor.get(preview(question)))
    assert "There is nothing to mark again." in words
    assert "3 attempts. It was another kind of question then." in words


def test_other_words_of_the_question_are_pointed_out(editor, question):
    Question.objects.update(prompt="<p>Which is not?</p>")
    assert "3 of them read the question in other words." in words_of(editor.get(preview(question)))


def test_a_draft_that_is_not_published_is_pointed_out(editor, question):
    Question.objects.update(has_unpublished_changes=True)
    assert "changes that are not published" in words_of(editor.get(preview(question)))


def test_a_reason_and_a_press_mark_them_again(editor, question, cast):
    response = press(editor, question)
    assert response.url == preview(question)
    assert "3 attempts were marked again." in words_of(editor.get(response.url))
    made = KeyCorrection.objects.get()
    assert (made.reason, made.made_by, made.attempts, Remark.objects.count()) == (REASON, cast.editor, 3, 3)


def test_what_was_marked_again_before_stands_below(editor, question):
    press(editor, question)
    words = words_of(editor.get(preview(question)))
    assert "There is nothing to mark again." in words
    assert [REASON in words, "Edie Marsh" in words] == [True, True]


@pytest.mark.parametrize("reason", ["", "x" * 301])
def test_what_was_typed_is_kept_when_the_reason_does_not_do(reason, editor, question):
    response = press(editor, question, reason)
    assert (response.status_code, KeyCorrection.objects.count()) == (422, 0)
    assert reason in words_of(response)


def test_a_question_that_changed_meanwhile_is_looked_at_once_more(editor, question):
    response = press(editor, question, shown="another one")
    assert (response.status_code, KeyCorrection.objects.count()) == (409, 0)
    assert "has been changed since you opened this page" in words_of(response)
    assert REASON in words_of(response)


def test_where_there_is_nothing_to_do_the_form_leads_back(editor, question):
    press(editor, question)
    assert editor.get(confirm(question)).url == preview(question)
    again = editor.post(confirm(question), {"reason": REASON, "shown": digest_of(question)}, follow=True)
    assert "Every attempt is marked by the question as it is now." in words_of(again)
    assert KeyCorrection.objects.count() == 1


@pytest.fixture
def half_way(question, cast):
    """Two of the three attempts are marked again; the third is left to the sweep."""
    about = {"item_json": asdict(frozen_item(question)), "reason": REASON, "made_by": cast.editor, "made_at": NOW}
    correction = KeyCorrection.objects.create(question=question, attempts=3, **about)
    return carry_on(correction=correction, at=NOW, most=2)


def test_while_it_goes_on_the_page_says_how_far_it_is(editor, question, half_way):
    words = words_of(editor.get(preview(question)))
    assert "Marked again so far: 2 of 3 attempts." in words
    assert editor.get(confirm(question)).url == preview(question)


def test_the_sweep_marks_the_rest(half_way):
    mark_again()
    half_way.refresh_from_db()
    assert (Remark.objects.count(), half_way.finished_at is None) == (3, False)


def test_meanwhile_nobody_begins_it_again(editor, question, half_way):
    response = editor.post(confirm(question), {"reason": REASON, "shown": digest_of(question)}, follow=True)
    assert "being marked again already" in words_of(response)
    assert KeyCorrection.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "words"), [("zoe", "and you have passed"), ("amir", "you stay passed unless we write")]
)
def test_learners_read_on_their_result_that_it_was_marked_again(who, words, editor, question, client_of, cast):
    attempt = Attempt.objects.get(enrolment__learner=getattr(cast, who))
    result = reverse("assessments:result", args=[attempt.pk])
    client = client_of(getattr(cast, who))
    assert "mistake of ours" not in words_of(client.get(result))
    press(editor, question)
    assert words in words_of(client.get(result))


def test_the_sweep_has_nothing_to_do_when_nothing_was_begun():
    with assert_statements(at_most=1):
        mark_again()


def test_attempts_cost_no_statements(editor, question):
    editor.get(preview(question))
    with assert_statements(at_most=100) as few:
        editor.get(preview(question))
    for _ in range(5):
        handed_in(Attempt.objects.first().assessment, RIGHT, at=NOW)
    with assert_statements(at_most=len(few)):
        editor.get(preview(question))


@pytest.mark.parametrize(
    ("who", "status"), [("zoe", 403), ("lead", 403), (None, 302), ("editor", 200), ("office", 200)]
)
def test_only_who_publishes_questions_comes_here(who, status, client_of, cast, question):
    client = client_of(who and getattr(cast, who))
    assert [client.get(address(question)).status_code for address in (preview, confirm)] == [status, status]


def test_an_editor_who_may_not_publish_does_not_come_here(client_of, cast, question):
    client = client_of(cast.editor)
    Permission.objects.get(codename="publish_question").group_set.clear()
    assert client.get(preview(question)).url == reverse("wagtailadmin_home")
    edit = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
    assert preview(question) not in words_of(client.get(edit))
