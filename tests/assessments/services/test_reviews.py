"""Deciding and releasing: each promise and each refusal."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from assessments.integrity import attempt_findings, review_findings
from assessments.models import Attempt, Review, Status
from assessments.services.reviews import decide, decide_and_release, release
from assessments.services.trainers import appoint_trainer
from enrolment.models import ActivityCompletion, Enrolment
from enrolment.signals import enrolment_withdrawn
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory, levels_of
from tests.factories.partners import NominationFactory, PartnerFactory
from tests.factories.people import UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def work(cast):
    """What Zoë handed in, on a course of which Tom is a trainer."""
    attempt = AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe)
    appoint(cast.trainer, attempt)
    return attempt


@pytest.fixture
def colleague(work):
    """Another trainer of that course."""
    return appoint(UserFactory(full_name="Nadia Petrov"), work)


def appoint(person, attempt):
    appoint_trainer(course=attempt.enrolment.course, person=person, by=None, at=NOW)
    return person


def version_of(work):
    return Attempt.objects.get(pk=work.pk).version


def hold(work, by, level=2, act=decide, **more):
    given = {"levels": levels_of(work, first=level), "comment": "Go on like this.", "version": version_of(work), **more}
    return act(attempt=work, by=by, at=LATER, **given)


def let_go(work, by, version=None):
    seen = version_of(work) if version is None else version
    return release(attempt=work, version=seen, by=by, at=LATER)


def end_enrolment(work):
    enrolment_withdrawn.send(sender=Enrolment, enrolment=work.enrolment, at=LATER)


def nothing_is_wrong():
    return [*attempt_findings(), *review_findings()] == []


# --- Deciding -------------------------------------------------------------------------------------


def test_a_decision_is_held_and_nobody_hears_of_it(work, cast):
    review = hold(work, cast.trainer)
    assert (review.outcome, review.reviewer, review.is_released) == ("passed", cast.trainer, False)
    assert (Attempt.objects.get().status, OutboundEmail.objects.count()) == (Status.AWAITING_REVIEW, 0)
    assert not ActivityCompletion.objects.exists()
    assert nothing_is_wrong()


def test_a_decision_stands_in_the_audit_log_without_a_word_of_it(work, cast):
    review = hold(work, cast.trainer)
    entry = ModelLogEntry.objects.get(action="assessments.decide_review")
    assert (entry.user, entry.data) == (cast.trainer, {"review": review.pk, "outcome": "passed", "second": False})


def test_the_author_changes_a_decision_before_its_release(work, cast):
    hold(work, cast.trainer)
    changed = hold(work, cast.trainer, level=0, comment="Look at the first part again.")
    assert (Review.objects.get(), changed.outcome) == (changed, "not_yet_passed")


def test_whoever_saw_an_older_state_is_told_so(work, cast):
    hold(work, cast.trainer)
    with refused("moved_on"):
        hold(work, cast.trainer, version=0, level=0)
    assert Review.objects.get().outcome == "passed"


@pytest.mark.parametrize("level", [-1, 4, "2", None])
def test_a_forged_level_is_refused(level, work, cast):
    with refused("unknown_level"):
        hold(work, cast.trainer, level=level)


@pytest.mark.parametrize("change", [{"forged.criterion": 2}, {"": 2}])
def test_a_forged_criterion_is_refused(change, work, cast):
    with refused("unknown_level"):
        hold(work, cast.trainer, levels=levels_of(work) | change)


def test_a_criterion_left_out_is_refused(work, cast):
    with refused("unknown_level"):
        hold(work, cast.trainer, levels=dict([*levels_of(work).items()][1:]))


@pytest.mark.parametrize(("level", "comment"), [(1, ""), (0, "  ")])
def test_whoever_has_not_passed_is_told_what_would_help(level, comment, work, cast):
    with refused("comment_needed"):
        hold(work, cast.trainer, level=level, comment=comment)


def test_a_pass_may_go_without_words(work, cast):
    assert hold(work, cast.trainer, comment="").comment == ""


# --- Who may not ----------------------------------------------------------------------------------


def test_a_learner_cannot_review(work, cast):
    with refused("not_your_course"):
        hold(work, cast.amir)


@pytest.mark.parametrize("act", [hold, let_go])
def test_nobody_reviews_their_own_work(act, work, cast):
    appoint(cast.zoe, work)
    with refused("own_work"):
        act(work, cast.zoe)


@pytest.mark.parametrize("who", ["office", "editor", "lead", "coordinator"])
def test_no_other_role_reviews(who, work, cast):
    with refused("not_your_course"):
        hold(work, getattr(cast, who))


def test_a_trainer_of_another_course_does_not_review(work):
    other = AttemptFactory(awaiting_review=True)
    with refused("not_your_course"):
        hold(work, appoint(UserFactory(), other))


@pytest.mark.parametrize("act", [hold, let_go])
def test_nobody_reviews_somebody_of_the_same_organisation(act, work, cast):
    partner = PartnerFactory(lead=cast.trainer)
    NominationFactory(redeemed=True, learner=cast.zoe, allowance__licence__site__organisation=partner)
    with refused("same_organisation"):
        act(work, cast.trainer)


@pytest.mark.parametrize("act", [hold, let_go])
def test_nothing_is_decided_after_the_learner_left(act, work, cast):
    hold(work, cast.trainer)
    end_enrolment(work)
    with refused("enrolment_ended"):
        act(work, cast.trainer)
    assert (OutboundEmail.objects.count(), Attempt.objects.get().status) == (0, Status.WITHDRAWN)


def test_nothing_is_decided_before_it_is_handed_in(cast):
    writing = AttemptFactory(writing=True)
    with refused("not_handed_in"):
        hold(writing, appoint(cast.trainer, writing))


def test_a_colleague_does_not_change_what_was_decided(work, cast, colleague):
    hold(work, cast.trainer)
    with refused("decided_by_colleague"):
        hold(work, colleague)


# --- Releasing ------------------------------------------------------------------------------------


def test_releasing_a_pass_completes_the_activity_and_writes_once(work, cast):
    hold(work, cast.trainer)
    released = let_go(work, cast.trainer)
    assert (released.status, released.finished_at) == (Status.PASSED, LATER)
    assert str(ActivityCompletion.objects.get().activity_key) == work.assessment.activity_key
    assert (OutboundEmail.objects.get().to, Review.objects.get().released_by) == (cast.zoe.email, cast.trainer)
    assert nothing_is_wrong()


def test_releasing_something_that_is_not_there_yet_completes_nothing(work, cast):
    hold(work, cast.trainer, level=0)
    assert let_go(work, cast.trainer).status == Status.NOT_YET_PASSED
    assert (ActivityCompletion.objects.count(), OutboundEmail.objects.count()) == (0, 1)
    assert nothing_is_wrong()


def test_what_is_released_is_released_once(work, cast):
    hold(work, cast.trainer)
    let_go(work, cast.trainer)
    with refused("already_released"):
        let_go(work, cast.trainer)
    assert (ActivityCompletion.objects.count(), OutboundEmail.objects.count()) == (1, 1)


def test_a_release_is_bound_to_what_was_seen(work, cast):
    hold(work, cast.trainer)
    with refused("moved_on"):
        let_go(work, cast.trainer, version=0)


def test_nothing_is_released_before_a_decision(work, cast):
    with refused("not_decided"):
        let_go(work, cast.trainer)


def test_a_colleague_may_release(work, cast, colleague):
    hold(work, cast.trainer)
    assert let_go(work, colleague).is_passed


def test_deciding_and_releasing_is_one_click(work, cast):
    review = hold(work, cast.trainer, act=decide_and_release)
    assert (review.is_released, Attempt.objects.get().status) == (True, Status.PASSED)


def test_a_learner_without_an_address_is_not_written_to(work, cast):
    work.enrolment.learner.emailaddress_set.all().delete()
    type(cast.zoe).objects.filter(pk=cast.zoe.pk).update(email=None, sign_in_name="zoe")
    hold(work, cast.trainer, act=decide_and_release)
    assert (OutboundEmail.objects.count(), Attempt.objects.get().status) == (0, Status.PASSED)


def test_a_release_stands_in_the_audit_log(work, cast):
    review = hold(work, cast.trainer, act=decide_and_release)
    entry = ModelLogEntry.objects.get(action="assessments.release_review")
    assert (entry.user, entry.data) == (cast.trainer, {"review": review.pk, "status": "passed"})


# --- The second mark ------------------------------------------------------------------------------


def test_a_borderline_waits_for_a_second_trainer(work, cast):
    review = hold(work, cast.trainer, level=1, act=decide_and_release)
    assert (review.outcome, review.needs_second, review.is_released) == ("borderline", True, False)
    with refused("second_mark_needed"):
        let_go(work, cast.trainer)


def test_the_last_attempt_allowed_is_not_lost_by_one_trainer_alone(work, cast):
    Attempt.objects.update(number=3)
    assert hold(work, cast.trainer, level=0).needs_second


@pytest.mark.parametrize(("per_cent", "needs"), [(0, False), (100, True)])
def test_some_of_the_rest_are_drawn(per_cent, needs, work, cast, settings):
    settings.SECOND_MARK_PER_CENT = per_cent
    assert hold(work, cast.trainer).needs_second is needs


@pytest.mark.parametrize(("level", "status"), [(2, "passed"), (1, "not_yet_passed"), (0, "not_yet_passed")])
def test_the_second_mark_stands(level, status, work, cast, colleague):
    hold(work, cast.trainer, level=1)
    second = hold(work, colleague, level=level)
    assert let_go(work, cast.trainer).status == status
    assert (second.is_second, [*Review.objects.released()]) == (True, [second])
    assert nothing_is_wrong()


def test_whoever_gave_the_first_mark_does_not_touch_the_second(work, cast, colleague):
    hold(work, cast.trainer, level=1)
    hold(work, colleague)
    with refused("same_reviewer"):
        hold(work, cast.trainer)


def test_a_third_trainer_comes_too_late(work, cast, colleague):
    hold(work, cast.trainer, level=1)
    hold(work, colleague)
    with refused("decided_by_colleague"):
        hold(work, appoint(UserFactory(), work))


def test_changing_a_borderline_into_a_pass_needs_no_second_mark(work, cast):
    hold(work, cast.trainer, level=1)
    assert not hold(work, cast.trainer).needs_second
    assert let_go(work, cast.trainer).is_passed


def test_a_review_is_named_by_its_outcome():
    review = ReviewFactory()
    assert str(review) == f"{review.attempt_id} · Passed"
