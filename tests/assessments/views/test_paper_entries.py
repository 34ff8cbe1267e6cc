"""The pages for answers on paper, as two trainers press their way through them, and what the learner sees meanwhile."""

import pytest
from django.urls import reverse

from assessments.models import AssessmentPage, Attempt, PaperEntry
from assessments.services.paper_entries import confirm_paper, say_what_differs, set_paper_aside
from tests.cast import NOW
from tests.content.blocks.pieces import tags
from tests.factories.attempts import right_answer
from tests.factories.on_paper import on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(cast):
    """Zoë's quiz of three questions, and two trainers of her course."""
    return on_paper(cast)


def begin_address(paper):
    return reverse("assessments:begin-paper", args=[paper.enrolment.pk, paper.quiz.activity_key])


def address(name, paper):
    return reverse(f"assessments:{name}", args=[paper.entry.pk])


def typed(paper, **more):
    answers = {f"question-{item.key}": right_answer(item)[0] for item in paper.entry.attempt.paper.items}
    return {**answers, "version": paper.entry.version, **more}


def test_beginning_asks_for_a_reason_beside_its_field(paper, client_of):
    answer = client_of(paper.tom).post(begin_address(paper), {"reason": ""})
    assert (answer.status_code, PaperEntry.objects.count()) == (422, 0)
    assert "Please say why" in answer.content.decode()


def test_begun_it_leads_to_where_it_is_entered_and_does_so_again(paper, client_of):
    tom = client_of(paper.tom)
    first = tom.post(begin_address(paper), {"reason": "No screen."})
    assert first.url == address("paper", paper)
    assert tom.get(begin_address(paper)).url == first.url


def test_what_was_begun_on_the_screen_is_named_and_asked_about(paper, client_of, cast):
    client_of(cast.zoe).post(reverse("assessments:start", args=[paper.enrolment.course.slug, paper.quiz.activity_key]))
    tom = client_of(paper.tom)
    answer = tom.post(begin_address(paper), {"reason": "Moved to a wing."})
    assert (answer.status_code, tags(answer.content.decode(), "#id_instead_error") != []) == (422, True)
    assert tom.post(begin_address(paper), {"reason": "Moved.", "instead": "on"}).status_code == 302


def test_a_refusal_that_no_field_mends_stands_above(paper, client_of):
    AssessmentPage.objects.update(live=False)
    answer = client_of(paper.tom).post(begin_address(paper), {"reason": "No screen."})
    assert (answer.status_code, "not open to them" in answer.content.decode()) == (409, True)


def test_what_is_no_quiz_of_theirs_is_not_there(paper, client_of):
    lesson = paper.enrolment.edition.outline.keys[0]
    missing = reverse("assessments:begin-paper", args=[paper.enrolment.pk, lesson])
    assert client_of(paper.tom).get(missing).status_code == 404


def test_saving_keeps_what_is_well_entered_and_shows_the_rest_once_more(paper, client_of):
    first, *_others = paper.begin().attempt.paper.items
    sent = typed(paper) | {f"question-{first.key}": "forged"}
    answer = client_of(paper.tom).post(address("paper", paper), sent)
    assert (answer.status_code, paper.entry.attempt.responses.count()) == (422, 2)


def test_saved_and_all_entered_it_waits_for_the_second_person(paper, client_of):
    paper.begin()
    tom = client_of(paper.tom)
    assert tom.post(address("paper", paper), typed(paper)).url == address("paper", paper)
    tom.post(address("paper", paper), typed(paper, done="yes"))
    assert paper.entry.is_to_check


def test_an_answer_can_be_left_open_again(paper, client_of):
    paper.begin()
    paper.type_in()
    first, *_others = paper.entry.attempt.paper.items
    client_of(paper.tom).post(address("paper", paper), typed(paper) | {f"question-{first.key}": ""})
    assert not paper.entry.attempt.responses.get(item_key=first.key).answer.is_given


@pytest.mark.parametrize("version", ["", "x", "9" * 5000, "99"])
def test_a_page_that_is_out_of_date_keeps_what_was_typed_and_says_so(version, paper, client_of):
    paper.begin()
    answer = client_of(paper.tom).post(address("paper", paper), typed(paper) | {"version": version})
    page = answer.content.decode()
    assert (answer.status_code, paper.entry.attempt.responses.count()) == (409, 0)
    assert ("Somebody has changed this" in page, len(tags(page, ".questions input[checked]"))) == (True, 3)


def test_nothing_entered_is_said_above(paper, client_of):
    paper.begin()
    answer = client_of(paper.tom).post(address("paper", paper), {"version": 0, "done": "yes"})
    assert (answer.status_code, "Nothing is entered yet" in answer.content.decode()) == (409, True)


def test_the_first_person_sees_that_somebody_else_compares(paper, client_of):
    paper.entered()
    page = client_of(paper.tom).get(address("paper-check", paper)).content.decode()
    assert "You entered some of this yourself" in page
    assert "These are the answers on the paper" not in page


def test_the_second_person_hands_it_in(paper, client_of):
    paper.entered()
    tess = client_of(paper.tess)
    shown = tags(tess.get(address("paper-check", paper)).content.decode(), ".summary-list dd")
    assert [words[1:4] for words in shown] == [" – "] * 3
    tess.post(address("paper-check", paper), {"version": paper.entry.version, "confirm": "yes"})
    assert Attempt.objects.get().is_passed


def test_a_signature_that_is_missing_is_asked_for_beside_its_box(paper, client_of):
    AssessmentPage.objects.update(declaration="I did this myself.")
    paper.entered()
    sent = {"version": paper.entry.version, "confirm": "yes"}
    answer = client_of(paper.tess).post(address("paper-check", paper), sent)
    assert (answer.status_code, tags(answer.content.decode(), "#id_declared_error") != []) == (422, True)


def test_what_differs_is_said_and_shown_to_whoever_enters(paper, client_of):
    paper.entered()
    tess = client_of(paper.tess)
    assert tess.post(address("paper-check", paper), {"version": paper.entry.version}).status_code == 422
    tess.post(address("paper-check", paper), {"version": paper.entry.version, "differs": "Question 1 is <B>."})
    assert "Question 1 is &lt;B&gt;." in client_of(paper.tom).get(address("paper", paper)).content.decode()


def test_what_is_not_entered_yet_leads_from_comparing_to_entering(paper, client_of):
    paper.begin()
    assert client_of(paper.tess).get(address("paper-check", paper)).url == address("paper", paper)


def test_setting_aside_asks_for_a_reason_and_leads_back(paper, client_of):
    paper.begin()
    tom = client_of(paper.tom)
    assert tom.post(address("paper-aside", paper), {"version": 0, "reason": ""}).status_code == 422
    answer = tom.post(address("paper-aside", paper), {"version": 0, "reason": "Lost."})
    assert answer.url == reverse("assessments:learner", args=[paper.enrolment.pk])


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda paper: paper.act(confirm_paper, declared=False), "compared with the paper by Tess Whitlow"),
        (lambda paper: paper.act(set_paper_aside, reason="Sheets lost."), "Sheets lost."),
        (lambda paper: Attempt.objects.all().withdraw(at=NOW), "ended before this was handed in"),
    ],
)
@pytest.mark.parametrize("name", ["paper", "paper-check", "paper-aside", "paper-print"])
def test_what_is_over_says_how_it_ended(name, end, words, paper, client_of):
    paper.entered()
    end(paper)
    page = client_of(paper.tom).get(address(name, paper))
    assert (page.status_code, words in page.content.decode()) == (200, True)


def test_the_list_begins_with_what_is_to_be_compared(paper, client_of, cast):
    other = on_paper(cast, title="Another course")
    other.begin()
    paper.entered()
    page = client_of(paper.tess).get(reverse("assessments:papers")).content.decode()
    assert tags(page, ".task-list .tag") == ["To be compared"]
    page = client_of(cast.office).get(reverse("assessments:papers")).content.decode()
    assert tags(page, ".task-list .tag") == ["To be compared", "Being entered"]


def test_what_goes_back_stands_in_the_list_as_such(paper, client_of):
    paper.entered()
    paper.act(say_what_differs, differs="Question 1.")
    page = client_of(paper.tom).get(reverse("assessments:papers")).content.decode()
    assert tags(page, ".task-list .tag") == ["To be put right"]


def test_the_printed_paper_holds_the_questions_and_nothing_of_what_is_right(paper, client_of):
    attempt = paper.begin().attempt
    page = client_of(paper.tom).get(address("paper-print", paper)).content.decode()
    assert attempt.reference in page
    assert len(tags(page, ".paper__question")) == 3
    secrets = {item.feedback for item in attempt.paper.items}
    secrets |= {option.feedback for item in attempt.paper.items for option in item.options}
    assert [secret for secret in secrets if secret and secret.strip("<p>/") in page] == []


@pytest.mark.parametrize("name", ["question", "questions", "check", "result"])
def test_the_learner_reads_that_it_is_being_entered(name, paper, client_of, cast):
    attempt = paper.begin().attempt
    where = reverse(f"assessments:{name}", args=[attempt.pk, 1] if name == "question" else [attempt.pk])
    zoe = client_of(cast.zoe)
    assert "You answer this on paper. Tom Varga and a colleague" in zoe.get(where).content.decode()
    assert zoe.post(where).status_code == 409


def test_the_page_of_the_quiz_says_so_instead_of_offering_to_go_on(paper, client_of, cast):
    paper.begin()
    page = client_of(cast.zoe).get(paper.quiz.url).content.decode()
    assert "You answer this on paper. Tom Varga and a colleague" in page
    assert "Go on with the quiz" not in page
