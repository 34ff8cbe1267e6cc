"""A written task in the learner's browser: writing, handing in, waiting, reading the answer, trying again."""

import pytest

from assessments.models import AssessmentPage, Attempt, Response, Review, Status
from assessments.rules import LONGEST_TEXT
from assessments.services.attempts import submit_attempt
from assessments.services.reviews import decide_and_release
from assessments.services.trainers import appoint_trainer
from courses.models import ModulePage
from tests.assessments.views.test_attempts import in_words, page_of, start_address, submit
from tests.cast import NOW
from tests.factories.attempts import TEXT, AttemptFactory, ReviewFactory, answer_by_row, levels_of, write_by_row
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory

pytestmark = pytest.mark.django_db
TYPED = "I would listen.\r\n\r\nThen I would ask <b>what</b> helped before."
KEPT = TYPED.replace("\r\n", "\n")


@pytest.fixture
def enrolment(cast):
    """Zoë on a course with a written task."""
    return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, writing=True))


@pytest.fixture
def attempt(enrolment):
    """Her attempt, in progress."""
    return AttemptFactory(enrolment=enrolment)


@pytest.fixture
def waiting(enrolment):
    """Her attempt, handed in."""
    return AttemptFactory(enrolment=enrolment, awaiting_review=True)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def write(client, attempt, text, **more):
    return client.post(page_of(attempt, 1), {f"question-{attempt.paper.items[0].key}": text, **more})


def release(attempt, cast, level, comment="Have another look at the first part."):
    appoint_trainer(course=attempt.enrolment.course, person=cast.trainer, by=None, at=NOW)
    given = {"levels": levels_of(attempt, first=level), "comment": comment, "version": 0}
    decide_and_release(attempt=attempt, by=cast.trainer, at=NOW, **given)


# --- Writing --------------------------------------------------------------------------------------


def test_the_page_shows_task_guide_and_what_is_looked_for(attempt, zoe):
    page = in_words(zoe.get(page_of(attempt, 1)))
    assert all(words in page for words in ("About 150 to 300 words.", "What a trainer looks for", "Keeps people safe"))
    assert "level 0" not in page


def test_what_was_written_is_kept_and_leads_to_the_check(attempt, zoe):
    assert write(zoe, attempt, TYPED)["Location"] == page_of(attempt, "check")
    assert Response.objects.get().text == KEPT


def test_saving_and_keeping_on_writing_stays_on_the_page(attempt, zoe):
    assert write(zoe, attempt, TYPED, stay="yes")["Location"] == page_of(attempt, 1)
    page = zoe.get(page_of(attempt, 1)).content.decode()
    assert ("Then I would ask &lt;b&gt;what" in page, "Saved at" in page) == (True, True)


def test_nothing_written_is_answered_in_words(attempt, zoe):
    response = write(zoe, attempt, "   ")
    assert (response.status_code, "Write your answer, or leave it for later." in in_words(response)) == (422, True)


def test_a_text_that_is_too_long_is_kept_on_the_page_and_told_in_a_sentence(attempt, zoe):
    response = write(zoe, attempt, "x" * (LONGEST_TEXT + 1))
    assert response.status_code == 422
    assert "Your text has 20,001 characters, and 20,000 fit here." in in_words(response)
    assert "x" * (LONGEST_TEXT + 1) in response.content.decode()


def test_a_text_of_the_greatest_length_fits(attempt, zoe):
    write(zoe, attempt, "x" * LONGEST_TEXT)
    assert len(Response.objects.get().text) == LONGEST_TEXT


def test_what_is_typed_after_handing_in_is_shown_to_be_copied(waiting, zoe):
    response = write(zoe, waiting, "Something new.")
    assert (response.status_code, "Something new." in in_words(response)) == (409, True)
    assert Response.objects.get().text == TEXT


def test_an_empty_task_is_not_handed_in(attempt, zoe):
    response = submit(zoe, attempt)
    assert (response.status_code, "Please write your answer first" in in_words(response)) == (422, True)
    assert Attempt.objects.in_progress().exists()


# --- Waiting --------------------------------------------------------------------------------------


def test_handing_in_promises_when_it_is_read_and_keeps_the_text_readable(attempt, zoe):
    write(zoe, attempt, TYPED)
    page = in_words(submit(zoe, attempt, follow=True))
    assert "A trainer reads it within 5 working days." in page
    assert "Then I would ask &lt;b&gt;what" in page
    assert Attempt.objects.get().status == Status.AWAITING_REVIEW


def test_the_page_of_the_task_says_that_it_waits_and_offers_no_start(waiting, zoe):
    page = zoe.get(AssessmentPage.objects.get().url).content.decode()
    assert ("You handed this in on" in page, "/start/" in page) == (True, False)


def test_nothing_new_starts_while_it_waits(waiting, zoe):
    zoe.post(start_address(waiting.enrolment.course))
    assert Attempt.objects.get() == waiting


@pytest.mark.parametrize(("right", "status"), [(True, Status.AWAITING_REVIEW), (False, Status.NOT_YET_PASSED)])
def test_with_questions_beside_it_the_machine_comes_first(right, status, enrolment, zoe):
    page = AssessmentPageFactory(parent=ModulePage.objects.get(), writing=True, questions=1)
    attempt = AttemptFactory(enrolment=enrolment, assessment=page)
    write_by_row(attempt)
    answer_by_row(attempt, right=right)
    told = in_words(submit(zoe, attempt, follow=True))
    assert Attempt.objects.get().status == status
    assert ("before a trainer reads what you wrote" in told) is not right


# --- After the release ----------------------------------------------------------------------------


def test_a_held_decision_is_not_told(waiting, zoe):
    ReviewFactory(attempt=waiting, comment="A secret for now.")
    addresses = [
        page_of(waiting, "result"),
        waiting.assessment.url,
        f"/courses/{waiting.enrolment.course.slug}/",
        "/learn/",
    ]
    pages = [zoe.get(address).content.decode() for address in addresses]
    assert not [page for page in pages if "A secret" in page or "level 2" in page or "it is all there" in page]


def test_a_pass_is_told_with_the_words_of_the_trainer(waiting, zoe, cast):
    release(waiting, cast, 2, "Warm and clear.")
    page = in_words(zoe.get(page_of(waiting, "result")))
    assert all(words in page for words in ("Passed", "Warm and clear.", "Listens, level 2"))


def test_whoever_has_not_passed_yet_reads_why_and_tries_again_with_the_text_kept(waiting, zoe, cast):
    release(waiting, cast, 0)
    assert "Have another look at the first part." in in_words(zoe.get(page_of(waiting, "result")))
    page = in_words(zoe.post(start_address(waiting.enrolment.course), follow=True))
    assert "Have another look at the first part." in page
    assert "First I would listen." in page


def test_a_further_attempt_is_written_on_without_changing_the_one_before(waiting, zoe, cast):
    release(waiting, cast, 0)
    zoe.post(start_address(waiting.enrolment.course))
    write(zoe, Attempt.objects.in_progress().get(), "Better.")
    texts = Response.objects.order_by("attempt__number").values_list("text", flat=True)
    assert [*texts] == [TEXT, "Better."]


def test_after_the_last_attempt_a_conversation_follows(waiting, zoe, cast):
    AssessmentPage.objects.update(attempts_allowed=1)
    ReviewFactory(attempt=waiting, not_yet_passed=True, released=True)
    Attempt.objects.update(status=Status.NOT_YET_PASSED, finished_at=NOW)
    page = zoe.get(page_of(waiting, "result")).content.decode()
    assert ("A conversation comes next" in page, "/start/" in page) == (True, False)


def test_of_two_marks_only_the_one_that_stands_is_told(waiting, zoe, cast):
    ReviewFactory(attempt=waiting, borderline=True, comment="The first mark.")
    ReviewFactory(attempt=waiting, second=True, comment="The second mark.", released=True)
    Attempt.objects.update(status=Status.PASSED, finished_at=NOW)
    page = zoe.get(page_of(waiting, "result")).content.decode()
    assert ("The first mark." in page, "The second mark." in page) == (False, True)


def test_handing_in_again_counts_as_the_next_attempt(waiting, cast):
    release(waiting, cast, 0)
    write_by_row(again := AttemptFactory(enrolment=waiting.enrolment, number=2))
    assert submit_attempt(attempt=again, by=cast.zoe, at=NOW).is_awaiting_review
    assert Review.objects.count() == 1
