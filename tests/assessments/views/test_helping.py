"""The forms by which staff help: what they show and keep, and what the learner sees of it."""

import pytest

from assessments.models import AssessmentPage, Attempt, FurtherAttempts
from assessments.services.trainers import appoint_trainer
from lms.accounts.models import Adjustment
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
REASON = "The line broke at question two."


@pytest.fixture
def attempt(cast):
    """Zoë's attempt, not passed, at a quiz of a course of which Tom is a trainer."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=0, questions=2))
    AssessmentPage.objects.update(attempts_allowed=1, minutes_allowed=40)
    appoint_trainer(course=enrolment.course, person=cast.trainer, by=None, at=NOW)
    return AttemptFactory(enrolment=enrolment, not_yet_passed=True)


@pytest.fixture
def tom(client_of, cast):
    """Tom's browser."""
    return client_of(cast.trainer)


def about(attempt):
    return f"/review/learners/{attempt.enrolment_id}/"


def addresses(attempt):
    key = attempt.assessment.translation_key
    return {
        "adjust": f"{about(attempt)}adjustment/",
        "grant": f"{about(attempt)}{key}/attempts/",
        "reopen": f"/review/learners/attempts/{attempt.pk}/reopen/",
    }


FILLED = {
    "adjust": {"extra_per_cent": "50", "extra_attempts": "1"},
    "grant": {"count": "2", "seen": "0"},
    "reopen": {"minutes": "25"},
}


@pytest.mark.parametrize("form", FILLED)
def test_each_form_leads_back_to_the_learner_and_says_what_was_done(form, attempt, tom):
    answer = tom.post(addresses(attempt)[form], {**FILLED[form], "reason": REASON}, follow=True)
    assert answer.redirect_chain == [(about(attempt), 302)]
    assert (REASON in in_words(answer), 'class="banner banner--success' in answer.content.decode()) == (True, True)


@pytest.mark.parametrize("form", FILLED)
def test_without_a_reason_nothing_is_done_and_nothing_typed_is_lost(form, attempt, tom):
    answer = tom.post(addresses(attempt)[form], FILLED[form])
    page = answer.content.decode()
    assert (answer.status_code, "Please give a reason." in page) == (422, True)
    assert all(f'value="{value}"' in page for value in FILLED[form].values())
    assert (Adjustment.objects.count(), FurtherAttempts.objects.count(), Attempt.objects.get().percent) == (0, 0, 0)


@pytest.mark.parametrize("form", FILLED)
def test_a_reason_that_is_too_long_is_kept(form, attempt, tom):
    answer = tom.post(addresses(attempt)[form], {**FILLED[form], "reason": "x" * 301})
    assert (answer.status_code, "x" * 301 in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("form", "figures"),
    [
        ("adjust", {"extra_per_cent": "301", "extra_attempts": "0"}),
        ("adjust", {"extra_per_cent": "0", "extra_attempts": "0"}),
        ("grant", {"count": "6", "seen": "0"}),
        ("reopen", {"minutes": "2"}),
        ("reopen", {"minutes": ""}),
    ],
)
def test_figures_that_do_not_fit_are_asked_for_again(form, figures, attempt, tom):
    assert tom.post(addresses(attempt)[form], {**figures, "reason": REASON}).status_code == 422


def test_what_has_moved_meanwhile_is_said_and_the_words_are_kept(attempt, tom):
    tom.post(addresses(attempt)["grant"], {**FILLED["grant"], "reason": REASON})
    answer = tom.post(addresses(attempt)["grant"], {**FILLED["grant"], "reason": REASON})
    page = in_words(answer)
    assert (answer.status_code, "A colleague has granted attempts meanwhile." in page, REASON in page) == (
        409,
        True,
        True,
    )


def test_what_is_open_already_is_not_reopened_once_more(attempt, tom):
    tom.post(addresses(attempt)["reopen"], {"minutes": "25", "reason": REASON})
    answer = tom.post(addresses(attempt)["reopen"], {"minutes": "25", "reason": REASON})
    assert (answer.status_code, "the learner can go on with it" in in_words(answer)) == (409, True)


def test_without_a_time_limit_no_minutes_are_asked_for(attempt, tom):
    Attempt.objects.update(paper_json={**attempt.paper_json, "minutes_allowed": None})
    assert "Minutes" not in in_words(tom.get(addresses(attempt)["reopen"]))


def test_the_minutes_of_a_reopened_attempt_begin_with_the_extra_time_in_them(attempt, tom):
    Attempt.objects.update(paper_json={**attempt.paper_json, "minutes_allowed": 40})
    tom.post(addresses(attempt)["adjust"], {**FILLED["adjust"], "reason": REASON})
    assert 'value="60"' in tom.get(addresses(attempt)["reopen"]).content.decode()


def test_the_form_begins_with_what_the_learner_has(attempt, tom):
    tom.post(addresses(attempt)["adjust"], {**FILLED["adjust"], "reason": REASON})
    page = tom.get(addresses(attempt)["adjust"]).content.decode()
    assert 'value="50"' in page


def test_a_quiz_of_another_course_or_without_a_limit_has_no_form(attempt, tom):
    AssessmentPage.objects.update(attempts_allowed=None)
    other = AttemptFactory().assessment.translation_key
    assert tom.get(addresses(attempt)["grant"]).status_code == 404
    assert tom.get(f"{about(attempt)}{other}/attempts/").status_code == 404


@pytest.mark.parametrize("form", FILLED)
@pytest.mark.parametrize("who", ["zoe", "amir", "editor", "lead"])
def test_nobody_else_finds_a_form(who, form, attempt, client_of, cast):
    browser = client_of(getattr(cast, who))
    answers = [browser.get(addresses(attempt)[form]), browser.post(addresses(attempt)[form], FILLED[form])]
    assert [answer.status_code for answer in answers] == [404, 404]


# --- What the learner sees --------------------------------------------------------------------------


def test_the_learner_reads_before_the_quiz_what_was_added(attempt, tom, client_of, cast):
    tom.post(addresses(attempt)["adjust"], {**FILLED["adjust"], "reason": REASON})
    tom.post(addresses(attempt)["grant"], {**FILLED["grant"], "reason": REASON})
    page = in_words(client_of(cast.zoe).get(attempt.assessment.url))
    assert "4 (3 of them added for you)" in page
    assert "1 h from when you start, with the extra time you have" in page
    assert REASON not in page


def test_the_learner_reads_that_an_attempt_is_open_again(attempt, tom, client_of, cast):
    tom.post(addresses(attempt)["reopen"], {"minutes": "25", "reason": REASON})
    page = in_words(client_of(cast.zoe).get(attempt.assessment.url))
    assert ("This is open for you again" in page, "Go on with the quiz" in page, REASON in page) == (True, True, False)


def test_the_learner_finds_the_adjustment_on_the_account_page_and_others_find_none(attempt, tom, client_of, cast):
    tom.post(addresses(attempt)["adjust"], {**FILLED["adjust"], "reason": REASON})
    own, other = (in_words(client_of(who).get("/accounts/")) for who in (cast.zoe, cast.amir))
    assert ("50 % more wherever there is a time limit" in own, REASON in own) == (True, False)
    assert "Extra time and attempts" not in other
