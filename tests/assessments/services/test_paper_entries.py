"""Answers on paper: entered by one, compared by another, handed in like any other attempt; nobody for themselves."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from assessments.answers import Answer
from assessments.integrity import attempt_findings, handing_in_findings, paper_findings
from assessments.models import AssessmentPage, AssessmentQuestion, Attempt, PaperEntry, Question
from assessments.models.support import LONGEST_REASON
from assessments.rules import Kind
from assessments.services.answering import answers_of, save_answer
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.services.paper_entries import (
    LONGEST_DIFFERENCE,
    confirm_paper,
    finish_entering,
    save_paper_answers,
    say_what_differs,
    set_paper_aside,
)
from assessments.services.reviews import decide_and_release
from courses.models import CoursePrerequisite
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, levels_of, right_answer
from tests.factories.on_paper import on_paper
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.factories.partners import SiteFactory
from tests.factories.staff import AffiliationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(cast):
    """Zoë's quiz of three questions, two trainers of her course, and nothing begun."""
    return on_paper(cast)


def findings():
    return [*attempt_findings(), *handing_in_findings(), *paper_findings()]


def on_screen(paper, **about):
    return start_attempt(enrolment=paper.enrolment, assessment=paper.quiz, by=paper.enrolment.learner, at=NOW, **about)


# --- The whole way --------------------------------------------------------------------------------


def test_begun_typed_in_and_compared_it_is_handed_in_and_marked_like_any_other(paper, cast):
    paper.entered()
    attempt = paper.act(confirm_paper, declared=False)
    assert (attempt.status, attempt.percent, attempt.submitted_at) == ("passed", 100, NOW)
    assert ActivityCompletion.objects.get().source == CompletionSource.PROXIED
    assert (paper.entry.entered_by, paper.entry.checked_by, findings()) == (cast.trainer, paper.tess, [])


def test_each_step_stands_in_the_audit_log_without_a_word_of_the_answers(paper):
    paper.entered()
    paper.act(say_what_differs, differs="Question 2 is B.")
    paper.act(finish_entering, by=paper.tom)
    paper.act(confirm_paper, declared=False)
    steps = ModelLogEntry.objects.filter(action__contains="paper").order_by("pk")
    said = [step.action.removeprefix("assessments.").removesuffix("_paper") for step in steps]
    assert said == ["begin", "enter", "return", "enter", "confirm"]
    assert {tuple(step.data) for step in steps} == {("entry",)}


def test_wrong_answers_on_paper_are_wrong(paper):
    paper.entered(right=False)
    assert paper.act(confirm_paper, declared=False).percent == 0
    assert (ActivityCompletion.objects.count(), findings()) == (0, [])


def test_no_clock_runs_on_paper(paper):
    AssessmentPage.objects.update(minutes_allowed=10)
    attempt = paper.begin().attempt
    assert (attempt.due_at, attempt.paper.minutes_allowed) == (None, None)
    paper.type_in(at=NOW + timedelta(days=9))
    paper.act(finish_entering, by=paper.tom, at=NOW + timedelta(days=9))
    assert paper.act(confirm_paper, declared=False, at=NOW + timedelta(days=9)).is_passed
    assert findings() == []


def test_a_written_task_goes_to_a_trainer_and_its_pass_is_recorded_as_on_paper(cast):
    paper = on_paper(cast, questions=0, writing=True)
    Enrolment.objects.filter(pk=paper.enrolment.pk).update(source="self")
    paper.entered()
    attempt = paper.act(confirm_paper, declared=False)
    assert attempt.is_awaiting_review
    about = {"levels": levels_of(attempt), "comment": "Clear.", "version": attempt.version}
    decide_and_release(attempt=attempt, by=paper.tess, at=NOW, **about)
    assert ActivityCompletion.objects.get().source == CompletionSource.PROXIED


def test_beginning_again_finds_what_is_open(paper):
    first = paper.begin()
    assert paper.begin(by=paper.tess) == first
    assert Attempt.objects.count() == 1


# --- Who ------------------------------------------------------------------------------------------

ACTS = {
    save_paper_answers: {"answers": {}},
    finish_entering: {},
    say_what_differs: {"differs": "Question 1."},
    confirm_paper: {"declared": False},
    set_paper_aside: {"reason": "The sheets were lost."},
}
every_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)


@every_act
def test_nobody_acts_for_themselves(act, paper, cast):
    paper.entered()
    with refused("not_for_yourself"):
        paper.act(act, by=cast.zoe, **ACTS[act])


@every_act
def test_only_who_looks_after_the_learner_acts(act, paper, cast):
    paper.entered()
    with refused("not_yours_to_help"):
        paper.act(act, by=cast.editor, **ACTS[act])


def test_the_same_holds_for_beginning(paper, cast):
    with refused("not_for_yourself"):
        paper.begin(by=cast.zoe)
    with refused("not_yours_to_help"):
        paper.begin(by=cast.amir)


def test_a_trainer_of_the_same_organisation_leaves_it_to_a_colleague(paper, cast):
    for person in (cast.trainer, cast.zoe):
        AffiliationFactory(person=person, site=SiteFactory(organisation=cast.partner))
    with refused("not_yours_to_help"):
        paper.begin()


def test_central_office_may_be_the_second_person(paper, cast):
    paper.entered()
    assert paper.act(confirm_paper, by=cast.office, declared=False).is_passed


@pytest.mark.parametrize("act", [confirm_paper, say_what_differs])
def test_who_typed_it_in_does_not_compare_it(act, paper):
    paper.entered()
    with refused("second_person_needed"):
        paper.act(act, by=paper.tom, **ACTS[act])


def test_who_typed_a_part_of_it_does_not_compare_it_either(paper):
    paper.begin()
    paper.type_in(by=paper.tess)
    paper.act(finish_entering, by=paper.tom)
    with refused("second_person_needed"):
        paper.act(confirm_paper, declared=False)


# --- Beginning ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason_needed"), ("a" * (LONGEST_REASON + 1), "reason_too_long")])
def test_beginning_and_setting_aside_need_a_reason_of_a_few_words(reason, code, paper):
    with refused(code):
        paper.begin(reason=reason)
    paper.begin()
    with refused(code):
        paper.act(set_paper_aside, reason=reason)


def test_a_place_that_ended_begins_nothing(paper):
    Enrolment.objects.mark_withdrawn(at=NOW)
    with refused("enrolment_ended"):
        paper.begin()


def test_what_is_closed_to_the_learner_begins_on_no_paper_either(paper):
    AssessmentPage.objects.update(live=False)
    with refused("not_open_to_them"):
        paper.begin()


def test_neither_does_a_course_that_they_lack_something_for(paper):
    CoursePrerequisite.objects.create(course=paper.enrolment.course, requires=CourseFactory())
    with refused("not_open_to_them"):
        paper.begin()


def test_a_quiz_of_another_course_is_refused(paper):
    other = CourseFactory(questions=1)
    with refused("not_in_edition"):
        paper.begin(assessment=AssessmentPage.objects.descendant_of(other).get())


def test_what_was_passed_is_not_asked_again(paper):
    AttemptFactory(enrolment=paper.enrolment, passed=True)
    with refused("already_passed"):
        paper.begin()


def test_what_a_trainer_has_is_read_first(cast):
    paper = on_paper(cast, questions=0, writing=True)
    AttemptFactory(enrolment=paper.enrolment, awaiting_review=True)
    with refused("awaiting_review"):
        paper.begin()


def test_attempts_on_paper_are_counted(paper):
    AssessmentPage.objects.update(attempts_allowed=1)
    paper.entered(right=False)
    paper.act(confirm_paper, declared=False)
    with refused("attempts_used"):
        paper.begin()


def test_the_pause_between_two_attempts_is_kept(paper):
    AssessmentPage.objects.update(attempts_allowed=3, cool_down_hours=24)
    AttemptFactory(enrolment=paper.enrolment, not_yet_passed=True)
    with refused("cooling_down"):
        paper.begin()


def test_a_quiz_without_questions_is_refused(paper):
    Question.objects.update(live=False)
    with refused("no_questions"):
        paper.begin()


def test_paper_cannot_hold_files(cast):
    paper = on_paper(cast, questions=0, writing=True)
    Question.objects.update(kind=Kind.UPLOAD)
    with refused("paper_cannot_hold_files"):
        paper.begin()
    assert not Attempt.objects.exists()


# --- The screen -----------------------------------------------------------------------------------


def test_what_was_begun_on_the_screen_is_not_ended_unasked(paper):
    attempt = on_screen(paper)
    with refused("begun_on_screen"):
        paper.begin()
    assert Attempt.objects.get() == attempt


def test_asked_for_it_ends_without_counting(paper):
    AssessmentPage.objects.update(attempts_allowed=1)
    screen = on_screen(paper)
    paper.begin(instead=True)
    screen.refresh_from_db()
    assert (screen.status, Attempt.objects.in_progress().get().is_on_paper) == ("withdrawn", True)
    assert ModelLogEntry.objects.filter(action="assessments.end_for_paper").count() == 1


def test_one_whose_time_is_over_is_handed_in_first(paper):
    AssessmentPage.objects.update(minutes_allowed=10, attempts_allowed=2, cool_down_hours=0)
    screen = on_screen(paper)
    paper.begin(at=NOW + timedelta(hours=1))
    screen.refresh_from_db()
    assert screen.ran_out


def test_the_learner_answers_and_hands_in_nothing_on_the_screen_meanwhile(paper, cast):
    attempt = paper.begin().attempt
    item = attempt.paper.items[0]
    with refused("on_paper"):
        save_answer(attempt=attempt, item_key=item.key, answer=Answer(tuple(right_answer(item))), at=NOW)
    with refused("on_paper"):
        submit_attempt(attempt=attempt, by=cast.zoe, at=NOW)
    assert on_screen(paper) == attempt


# --- Entering -------------------------------------------------------------------------------------


def test_nothing_entered_is_nothing_to_compare(paper):
    paper.begin()
    with refused("nothing_entered"):
        paper.act(finish_entering, by=paper.tom)


def test_a_text_for_a_trainer_must_be_there(cast):
    paper = on_paper(cast, questions=0, writing=True)
    also = AssessmentQuestion(question=QuestionFactory(), page=paper.quiz, sort_order=9)
    also.save()
    chosen = paper.begin().attempt.paper.chosen[0]
    paper.type_in(answers={chosen.key: Answer(tuple(right_answer(chosen)))})
    with refused("text_missing"):
        paper.act(finish_entering, by=paper.tom)


def test_an_answer_typed_again_takes_the_place_of_the_first(paper):
    paper.begin()
    paper.type_in(right=False)
    paper.type_in()
    assert {answer.chosen for answer in answers_of(paper.entry.attempt).values()} == {
        tuple(right_answer(item)) for item in paper.entry.attempt.paper.items
    }


def test_an_answer_that_the_question_does_not_take_is_refused(paper):
    key = paper.begin().attempt.paper.items[0].key
    with refused("unknown_answer"):
        paper.type_in(answers={key: Answer(("forged",))})


def test_changing_something_takes_it_back_from_the_second_person(paper):
    paper.entered()
    paper.type_in(right=False)
    assert (paper.entry.is_to_check, PaperEntry.objects.to_check().count()) == (False, 0)
    with refused("moved_on"):
        paper.act(confirm_paper, declared=False)


@every_act
def test_who_has_seen_an_older_version_looks_again(act, paper):
    paper.entered()
    with refused("moved_on"):
        paper.act(act, version=paper.entry.version - 1, **ACTS[act])


# --- Comparing ------------------------------------------------------------------------------------


def test_what_differs_goes_back_and_comes_again(paper):
    paper.entered(right=False)
    paper.act(say_what_differs, differs=" Question 1 is A. ")
    assert (paper.entry.differs, paper.entry.is_to_check) == ("Question 1 is A.", False)
    paper.type_in()
    paper.act(finish_entering, by=paper.tom)
    assert paper.entry.is_to_check
    assert paper.act(confirm_paper, declared=False).is_passed


@pytest.mark.parametrize(
    ("words", "code"), [("  ", "differs_needed"), ("a" * (LONGEST_DIFFERENCE + 1), "differs_too_long")]
)
def test_what_differs_is_said(words, code, paper):
    paper.entered()
    with refused(code):
        paper.act(say_what_differs, differs=words)


def test_what_is_still_being_entered_cannot_be_confirmed(paper):
    paper.begin()
    paper.type_in()
    with refused("moved_on"):
        paper.act(confirm_paper, declared=False)


def test_what_the_paper_asks_to_confirm_must_be_signed(paper):
    AssessmentPage.objects.update(declaration="I did this myself.")
    paper.entered()
    with refused("declaration_missing"):
        paper.act(confirm_paper, declared=False)
    attempt = paper.act(confirm_paper, declared=True)
    assert (attempt.declared_at, findings()) == (NOW, [])


# --- The end --------------------------------------------------------------------------------------


def test_set_aside_it_does_not_count_and_what_was_typed_is_kept(paper, cast):
    AssessmentPage.objects.update(attempts_allowed=1)
    paper.entered()
    entry = paper.act(set_paper_aside, reason=" The sheets were lost. ")
    assert (entry.aside_by, entry.aside_reason, entry.attempt.responses.count()) == (
        paper.tess,
        "The sheets were lost.",
        3,
    )
    assert on_screen(paper).is_in_progress
    assert (PaperEntry.objects.open().count(), findings()) == (0, [])


@every_act
@pytest.mark.parametrize("end", ["confirmed", "aside", "left"])
def test_what_is_over_changes_no_more(end, act, paper, cast):
    paper.entered()
    if_over = {
        "confirmed": lambda: paper.act(confirm_paper, declared=False),
        "aside": lambda: paper.act(set_paper_aside, reason="Lost."),
        "left": lambda: Attempt.objects.all().withdraw(at=NOW),
    }
    if_over[end]()
    with refused("entry_over"):
        paper.act(act, by=cast.office, **ACTS[act])


def test_the_check_finds_who_compared_their_own_typing(paper):
    paper.entered()
    paper.act(confirm_paper, declared=False)
    PaperEntry.objects.update(typed_by=[paper.tess.pk])
    assert findings() == [f"Paper {paper.entry.pk} was compared by person {paper.tess.pk}, who is no second person."]


def test_the_check_finds_what_was_compared_and_never_handed_in(paper):
    paper.entered()
    PaperEntry.objects.update(checked_by=paper.tess, checked_at=NOW)
    attempt = paper.entry.attempt_id
    assert findings() == [f"Paper {paper.entry.pk} was compared, but attempt {attempt} was not handed in."]
