"""What nobody does by an honest click leaves one line in the audit log; honest use leaves none."""

import pytest
from wagtail.models import ModelLogEntry

from assessments.forms.reviews import field_name
from assessments.services.trainers import appoint_trainer
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, levels_of
from tests.factories.partners import NominationFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(cast):
    """What Zoë handed in, on a course of which Tom is a trainer."""
    attempt = AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe)
    appoint(cast.trainer, attempt)
    return attempt


@pytest.fixture
def ask(client_of, cast):
    """Send one request as somebody of the cast; return its status."""

    def send(who, address, method="get", **given):
        return getattr(client_of(getattr(cast, who)), method)(address, given).status_code

    return send


def appoint(person, attempt):
    appoint_trainer(course=attempt.enrolment.course, person=person, by=None, at=NOW)


def refused():
    """Return who was refused what, and about which row."""
    lines = ModelLogEntry.objects.filter(action="assessments.refuse")
    return [(line.user, line.data, line.object_id) for line in lines]


def of_one_organisation(lead, learner):
    partner = PartnerFactory(lead=lead)
    NominationFactory(redeemed=True, learner=learner, allowance__licence__site__organisation=partner)


# --- Trainers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "release/"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "code"), [("zoe", "own_work"), ("amir", "not_your_course"), ("office", "not_your_course")]
)
def test_work_that_is_not_theirs_to_review(who, code, method, page, work, ask, cast):
    assert ask(who, f"/review/{work.pk}/{page}", method) == 404
    assert refused() == [(getattr(cast, who), {"code": code}, str(work.pk))]


def test_a_trainer_who_asks_for_their_own_work(work, ask, cast):
    appoint(cast.zoe, work)
    assert ask("zoe", f"/review/{work.pk}/", "post", release="1") == 404
    assert refused() == [(cast.zoe, {"code": "own_work"}, str(work.pk))]


def test_a_file_of_work_that_is_not_theirs(work, ask, cast):
    item = work.paper.written[0].key
    assert ask("amir", f"/review/{work.pk}/files/{item}/") == 404
    assert refused() == [(cast.amir, {"code": "not_your_course"}, str(work.pk))]


def test_work_of_somebody_of_the_same_organisation(work, ask, cast):
    of_one_organisation(cast.trainer, cast.zoe)
    assert ask("trainer", f"/review/{work.pk}/") == 403
    assert refused() == [(cast.trainer, {"code": "same_organisation"}, str(work.pk))]


def test_work_that_is_not_handed_in_may_be_asked_for_by_its_trainer(work, ask):
    begun = AttemptFactory(enrolment__course=work.enrolment.course)
    assert ask("trainer", f"/review/{begun.pk}/") == 404
    assert refused() == []


def test_reading_deciding_and_releasing_leave_nothing(work, ask):
    assert ask("trainer", f"/review/{work.pk}/") == 200
    levels = {field_name(key): value for key, value in levels_of(work, first=2).items()}
    assert ask("trainer", f"/review/{work.pk}/", "post", **levels, comment="Clear.", version=0, release="1") == 302
    assert ask("trainer", f"/review/{work.pk}/release/", "post", version=0) == 409
    assert refused() == []


# --- Staff who help -------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "code"), [("zoe", "for_themselves"), ("amir", "not_your_learner")])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_learner_who_is_not_theirs_to_help(method, who, code, work, ask, cast):
    assert ask(who, f"/review/learners/{work.enrolment_id}/", method) == 404
    assert refused() == [(getattr(cast, who), {"code": code}, str(work.enrolment_id))]


@pytest.mark.parametrize("who", ["trainer", "office"])
def test_staff_who_act_for_themselves(who, work, ask, cast):
    own = AttemptFactory(enrolment__learner=getattr(cast, who), enrolment__course=work.enrolment.course)
    assert ask(who, f"/review/learners/{own.enrolment_id}/") == 404
    assert refused() == [(getattr(cast, who), {"code": "for_themselves"}, str(own.enrolment_id))]


def test_a_learner_of_the_same_organisation(work, ask, cast):
    of_one_organisation(cast.trainer, cast.zoe)
    assert ask("trainer", f"/review/learners/{work.enrolment_id}/") == 403
    assert refused() == [(cast.trainer, {"code": "same_organisation"}, str(work.enrolment_id))]


@pytest.mark.parametrize("who", ["trainer", "office"])
def test_helping_a_learner_leaves_nothing(who, work, ask):
    assert ask(who, f"/review/learners/{work.enrolment_id}/") == 200
    assert refused() == []


# --- Receipts -------------------------------------------------------------------------------------


def test_a_receipt_of_somebody_else(work, ask, cast):
    assert ask("amir", f"/learn/attempts/{work.pk}/receipt/") == 404
    assert refused() == [(cast.amir, {"code": "not_yours"}, str(work.pk))]


def test_ones_own_receipt_leaves_nothing(work, ask):
    assert ask("zoe", f"/learn/attempts/{work.pk}/receipt/") == 200
    assert refused() == []
