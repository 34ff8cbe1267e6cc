"""What no page lets a learner do, and what comes too late, leaves one line in the audit log; honest use leaves none."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from assessments.marking import best_answer
from assessments.models import AssessmentPage, Attempt, Response
from assessments.rules import Kind
from tests.assessments.views.quizzes import attempt_at, fields_of, give_all, one_of_each, page_of
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, right_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.factories.uploads import PDF, add_by_row, added, upload_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_disk")]
PAGES = [1, "check", "result", "receipt", "questions"]
ODD = ["forged", "00000000-0000-0000-0000-000000000000", "' OR 1=1 --"]


@pytest.fixture
def attempt(cast):
    """Zoë's attempt, in progress, nothing answered."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, questions=3))
    return AttemptFactory(enrolment=enrolment)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def answer(client, attempt, chosen, page=1, **more):
    return client.post(page_of(attempt, page), {f"question-{attempt.paper.items[0].key}": chosen, **more})


def hand_in(client, attempt):
    return client.post(page_of(attempt, "check"), {"declared": "on"})


def run_out(attempt):
    """Let the time of the attempt be over since a quarter of an hour."""
    begun_at = timezone.now() - timedelta(minutes=45)
    paper = attempt.paper_json | {"minutes_allowed": 30}
    about = {"paper_json": paper, "started_at": begun_at, "due_at": begun_at + timedelta(minutes=30)}
    Attempt.objects.update(**about)


def refused():
    """Return who was refused what, and about which row."""
    lines = ModelLogEntry.objects.filter(action="assessments.refuse")
    return [(str(line.user), line.data["code"], line.object_id) for line in lines]


def as_zoe(code, attempt):
    return [("Zoë Ŵyn-Łukasz", code, str(attempt.pk))]


# --- Somebody else's ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_an_attempt_of_somebody_else_that_is_looked_at(page, attempt, client_of, cast):
    assert client_of(cast.amir).get(page_of(attempt, page)).status_code == 404
    assert refused() == [(str(cast.amir), "not_yours", str(attempt.pk))]


@pytest.mark.parametrize("page", [1, "check", "questions"])
def test_an_attempt_of_somebody_else_that_is_answered(page, attempt, client_of, cast):
    assert answer(client_of(cast.amir), attempt, right_answer(attempt.paper.items[0]), page).status_code == 404
    assert refused() == [(str(cast.amir), "not_yours", str(attempt.pk))]
    assert not Response.objects.exists()


@pytest.mark.parametrize("view", ["upload", "own-file"])
def test_a_file_of_somebody_else(view, client_of, cast):
    attempt = upload_attempt(cast.zoe)
    add_by_row(attempt, "essay.pdf")
    address = reverse(f"assessments:{view}", args=[attempt.pk, 1 if view == "upload" else attempt.paper.items[0].key])
    assert client_of(cast.amir).get(address).status_code == 404
    assert refused() == [(str(cast.amir), "not_yours", str(attempt.pk))]


def test_a_visitor_who_is_not_signed_in_is_only_asked_to_sign_in(attempt, client):
    assert client.get(page_of(attempt, "check")).status_code == 302
    assert refused() == []


# --- Forged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", ODD)
@pytest.mark.parametrize("page", [1, "questions"])
def test_an_answer_that_the_question_does_not_have(page, chosen, attempt, zoe):
    AssessmentPage.objects.update(on_one_page=page == "questions")
    assert answer(zoe, attempt, chosen, page).status_code == 422
    assert refused() == as_zoe("unknown_answer", attempt)


def test_an_answer_of_another_question(attempt, zoe):
    assert answer(zoe, attempt, right_answer(attempt.paper.items[1])).status_code == 422
    assert refused() == as_zoe("unknown_answer", attempt)


def test_an_answer_forged_for_the_script_that_saves(attempt, zoe):
    sent = {f"question-{attempt.paper.items[0].key}": "forged"}
    zoe.post(page_of(attempt, 1), sent, headers={"accept": "application/json"})
    assert (refused(), Response.objects.exists()) == (as_zoe("unknown_answer", attempt), False)


@pytest.mark.parametrize("kind", [Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.MATCHING, Kind.ORDERING, Kind.SCENARIO])
def test_an_answer_forged_to_each_kind_that_offers_some(kind, cast, zoe):
    attempt = attempt_at(cast, QuestionFactory(kind=kind))
    names = fields_of(attempt.paper.items[0], best_answer(attempt.paper.items[0])) or {
        f"question-{attempt.paper.items[0].key}": ""
    }
    assert zoe.post(page_of(attempt, 1), dict.fromkeys(names, "forged")).status_code == 422
    assert refused() == as_zoe("unknown_answer", attempt)


def test_a_way_from_elsewhere_in_the_story_may_come_from_another_window(cast, zoe):
    attempt = attempt_at(cast, QuestionFactory(kind=Kind.SCENARIO))
    item = attempt.paper.items[0]
    assert zoe.post(page_of(attempt, 1), {f"question-{item.key}": best_answer(item).chosen[-1]}).status_code == 422
    assert refused() == []


@pytest.mark.parametrize("number", [0, 4, 999])
def test_a_question_that_the_attempt_does_not_have(number, attempt, zoe):
    assert zoe.get(page_of(attempt, number)).status_code == 404
    assert refused() == as_zoe("unknown_question", attempt)


def test_a_file_for_a_question_that_asks_for_none(attempt, zoe):
    address = reverse("assessments:upload", args=[attempt.pk, 1])
    assert zoe.post(address, {"file": added("essay.pdf", PDF)}).status_code == 404
    assert refused() == as_zoe("unknown_question", attempt)


def test_a_seed_a_paper_and_questions_of_ones_own_change_nothing_and_are_nothing_to_refuse(attempt, zoe):
    own = {"seed": "7", "paper": "{}", "paper_json": "{}", "status": "passed", "question-forged": "a", "number": "2"}
    assert answer(zoe, attempt, right_answer(attempt.paper.items[0]), **own).status_code == 302
    now = Attempt.objects.get()
    assert (now.paper, now.number, now.is_in_progress) == (attempt.paper, 1, True)
    assert (Response.objects.count(), refused()) == (1, [])


# --- Too late -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, "questions", "check"])
def test_what_comes_after_handing_in(page, attempt, zoe):
    hand_in(zoe, attempt)
    assert refused() == []
    answer(zoe, attempt, right_answer(attempt.paper.items[0]), page)
    assert refused() == as_zoe("attempt_over", attempt)
    assert Attempt.objects.get().percent == 0


@pytest.mark.parametrize("page", [1, "questions", "check"])
def test_what_comes_after_the_time_was_over(page, attempt, zoe):
    run_out(attempt)
    answer(zoe, attempt, right_answer(attempt.paper.items[0]), page)
    assert refused() == as_zoe("time_over", attempt)
    assert not Response.objects.exists()


def test_what_a_script_sends_after_handing_in(attempt, zoe):
    hand_in(zoe, attempt)
    sent = {f"question-{attempt.paper.items[0].key}": right_answer(attempt.paper.items[0])}
    assert zoe.post(page_of(attempt, 1), sent, headers={"accept": "application/json"}).status_code == 409
    assert refused() == as_zoe("attempt_over", attempt)


def test_a_file_that_comes_after_handing_in(zoe, cast):
    attempt = upload_attempt(cast.zoe)
    add_by_row(attempt, "essay.pdf")
    hand_in(zoe, attempt)
    zoe.post(reverse("assessments:upload", args=[attempt.pk, 1]), {"file": added("better.pdf", PDF)})
    assert refused() == as_zoe("attempt_over", attempt)
    assert Response.objects.get().file_name == "essay.pdf"


def test_a_forged_answer_that_comes_too_late_leaves_one_line(attempt, zoe):
    hand_in(zoe, attempt)
    answer(zoe, attempt, "forged")
    assert refused() == as_zoe("attempt_over", attempt)


# --- Honest use -----------------------------------------------------------------------------------


def test_answering_every_kind_changing_ones_mind_and_handing_in_leaves_nothing(cast, zoe):
    attempt = attempt_at(cast, *one_of_each())
    give_all(zoe, attempt, best_answer)
    give_all(zoe, attempt, best_answer)
    zoe.get(page_of(attempt, "check"))
    hand_in(zoe, attempt)
    assert (Attempt.objects.get().is_passed, refused()) == (True, [])


def test_what_is_left_open_or_half_done_leaves_nothing(cast, zoe):
    attempt = attempt_at(cast, *one_of_each(), on_one_page=True)
    zoe.post(page_of(attempt, "questions"), {})
    [zoe.post(page_of(attempt, number), {}) for number, _item in enumerate(attempt.paper.items, 1)]
    lines = next(item for item in attempt.paper.items if item.kind is Kind.ORDERING)
    zoe.post(page_of(attempt, "questions"), {f"question-{lines.key}-{lines.options[0].key}": "1"})
    assert refused() == []


@pytest.mark.parametrize("page", [1, "questions", "check", "result", "receipt"])
def test_looking_at_what_is_over_leaves_nothing(page, attempt, zoe):
    Attempt.objects.update(status="not_yet_passed", percent=0, submitted_at=NOW, finished_at=NOW)
    assert zoe.get(page_of(attempt, page), follow=True).status_code == 200
    assert refused() == []
