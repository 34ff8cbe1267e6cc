"""Nominating, refusing and releasing: who holds a place from when on, and what brings it back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from enrolment.models import Enrolment, EnrolmentToken, Nomination, Source, Status
from enrolment.rules.places import NominationStatus, TokenStatus
from enrolment.services.nominations import refuse_nomination
from enrolment.signals import enrolment_withdrawn
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, name, places, release, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def allowance(cast):
    """Two places of Lena's organisation."""
    return AllowanceFactory(places=2, licence__site__organisation=cast.partner)


@pytest.fixture
def taken_up(allowance, cast):
    """A place that Zoë has taken up, with the whole path before her."""
    make_ready()
    nomination = NominationFactory(allowance=allowance, invited=True, email="zoe@example.org")
    take_up(live_token(nomination), cast.zoe)
    nomination.refresh_from_db()
    return nomination


def say_no(nomination, by, reason="Not with us any more.", at=NOW):
    refuse_nomination(nomination=nomination, reason=reason, by=by, at=at)


# --- Nominating -----------------------------------------------------------------------------------


def test_whoever_is_nominated_holds_a_place_at_once(allowance, cast):
    made = name(allowance, cast.lead)
    assert (made.status, made.nominated_by, made.nominated_at) == (NominationStatus.NOMINATED, cast.lead, NOW)
    assert places(allowance) == (1, 0, 1, 0)
    assert not EnrolmentToken.objects.exists()


def test_an_address_is_kept_in_one_way_of_writing(allowance, cast):
    assert name(allowance, cast.lead, email="  Ada@Example.ORG ").email == "ada@example.org"


def test_a_nomination_stands_in_the_audit_log_without_personal_data(allowance, cast):
    made = name(allowance, cast.lead)
    about = {"on": str(made.pk), "by": cast.lead.pk, "allowance": str(allowance.pk)}
    assert audited("enrolment.nominate") == [about]


def test_what_a_coordinator_does_for_a_lead_is_kept_as_such(allowance, cast):
    release(name(allowance, cast.coordinator), cast.coordinator)
    for action in ("enrolment.nominate", "enrolment.nomination_released"):
        assert audited(action)[0]["on_behalf_of"] == cast.partner.pk


def test_the_place_after_the_last_is_refused(allowance, cast):
    for number in range(2):
        name(allowance, cast.lead, email=f"{number}@example.org")
    with refused("no_place_left"):
        name(allowance, cast.lead)
    assert (Nomination.objects.count(), places(allowance)) == (2, (2, 0, 0, 0))


def test_the_same_address_twice_is_refused_however_it_is_written(allowance, cast):
    name(allowance, cast.lead)
    with refused("already_nominated"):
        name(allowance, cast.lead, email="ADA@example.org")


def test_that_somebody_is_nominated_already_is_said_before_that_no_place_is_left(cast):
    allowance = AllowanceFactory(places=1)
    name(allowance, cast.lead)
    with refused("already_nominated"):
        name(allowance, cast.lead)


@pytest.mark.parametrize("trait", ["invited", "lapsed", "redeemed", "used"])
def test_whatever_became_of_an_open_nomination_it_is_not_made_twice(trait, allowance, cast):
    NominationFactory(allowance=allowance, email="ada@example.org", **{trait: True})
    with refused("already_nominated"):
        name(allowance, cast.lead)


def test_after_it_ended_the_same_person_may_be_nominated_again(allowance, cast):
    NominationFactory(allowance=allowance, email="ada@example.org", declined=True)
    assert name(allowance, cast.lead).status == NominationStatus.NOMINATED


def test_another_licence_may_have_a_place_for_the_same_person(allowance, cast):
    name(allowance, cast.lead)
    assert name(AllowanceFactory(), cast.lead).email == "ada@example.org"


FIRST_MOMENT, LAST_MOMENT = datetime(2026, 4, 5, 23, tzinfo=UTC), datetime(2027, 4, 5, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("at", [FIRST_MOMENT, LAST_MOMENT])
def test_the_licence_year_begins_and_ends_at_midnight_in_london(at, cast):
    assert name(AllowanceFactory(starts_on=date(2026, 4, 6)), cast.lead, at=at).nominated_at == at


@pytest.mark.parametrize("at", [FIRST_MOMENT - timedelta(seconds=1), LAST_MOMENT + timedelta(seconds=1)])
def test_a_second_before_and_after_nobody_is_nominated(at, cast):
    with refused("licence_not_live"):
        name(AllowanceFactory(starts_on=date(2026, 4, 6)), cast.lead, at=at)


def test_in_grace_nobody_new_is_nominated(allowance, cast):
    with refused("licence_not_live"):
        name(allowance, cast.lead, at=datetime(2027, 1, 10, tzinfo=UTC))


# --- Refusing -------------------------------------------------------------------------------------


def test_a_refusal_gives_the_place_back_and_keeps_the_reason(allowance, cast):
    made = name(allowance, cast.lead)
    say_no(made, cast.coordinator, "  Please use the other site. ")
    made.refresh_from_db()
    assert (made.status, made.reason) == (NominationStatus.REFUSED, "Please use the other site.")
    assert (made.ended_at, made.ended_by) == (NOW, cast.coordinator)
    assert places(allowance) == (0, 0, 2, 0)
    assert audited("enrolment.nomination_refused") == [{"on": str(made.pk), "by": cast.coordinator.pk}]


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_refused(reason, allowance, cast):
    made = name(allowance, cast.lead)
    with refused("reason_needed"):
        say_no(made, cast.coordinator, reason)
    assert places(allowance) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    ("trait", "code"), [("invited", "not_waiting"), ("redeemed", "not_waiting"), ("declined", "already_ended")]
)
def test_what_has_moved_on_is_not_refused_any_more(trait, code, cast):
    with refused(code):
        say_no(NominationFactory(**{trait: True}), cast.coordinator)


# --- Releasing ------------------------------------------------------------------------------------


def test_a_released_place_comes_back_and_its_courses_end_but_what_was_done_stays(taken_up, cast):
    enrolment = Enrolment.objects.get(nomination=taken_up)
    release(taken_up, cast.lead)
    enrolment.refresh_from_db()
    taken_up.refresh_from_db()
    assert (enrolment.status, enrolment.withdrawn_at) == (Status.WITHDRAWN, NOW)
    assert (taken_up.status, taken_up.ended_by, taken_up.learner) == (NominationStatus.RELEASED, cast.lead, cast.zoe)
    assert places(taken_up.allowance) == (0, 0, 2, 0)


def test_open_courses_go_on_after_a_release(taken_up, cast):
    release(taken_up, cast.lead)
    going_on = Enrolment.objects.active().filter(learner=cast.zoe)
    assert list(going_on.values_list("source", flat=True)) == [Source.SELF, Source.SELF]


def test_a_release_stands_in_the_audit_log_and_is_told_to_the_apps_above(taken_up, cast):
    told = []
    hear = lambda enrolment, at, **kwargs: told.append((enrolment.status, at))  # noqa: E731  (kept alive by this frame)
    enrolment_withdrawn.connect(hear)
    release(taken_up, cast.lead)
    enrolment_withdrawn.disconnect(hear)
    assert told == [(Status.WITHDRAWN, NOW)]
    assert audited("enrolment.nomination_released") == [{"on": str(taken_up.pk), "by": cast.lead.pk}]
    assert len(audited("enrolment.withdraw")) == 1


@pytest.mark.parametrize("trait", ["invited", "lapsed"])
def test_an_invitation_may_be_released_and_its_link_ends(trait, cast):
    nomination = NominationFactory(**{trait: True})
    release(nomination, cast.lead)
    token = nomination.tokens.get()
    assert (token.status, token.ended_at) == (TokenStatus.REVOKED, NOW)
    assert places(nomination.allowance) == (0, 0, 6, 0)


def test_a_nomination_that_waits_to_be_issued_may_be_released(allowance, cast):
    release(name(allowance, cast.lead), cast.lead)
    assert places(allowance) == (0, 0, 2, 0)


def test_a_used_place_never_comes_back(taken_up, cast):
    complete(Enrolment.objects.get(nomination=taken_up))
    with refused("place_used"):
        release(taken_up, cast.lead)
    assert places(taken_up.allowance) == (0, 1, 1, 0)
    assert places(taken_up.allowance, at=NOW + 3000 * DAY) == (0, 1, 0, 1)


def test_finishing_only_the_open_courses_uses_no_place(taken_up, cast):
    for enrolment in Enrolment.objects.filter(learner=cast.zoe, source=Source.SELF):
        complete(enrolment)
    assert places(taken_up.allowance) == (1, 0, 1, 0)
    release(taken_up, cast.lead)
    assert places(taken_up.allowance) == (0, 0, 2, 0)


@pytest.mark.parametrize("act", [release, say_no])
def test_what_has_ended_does_not_end_again(act, cast):
    nomination = NominationFactory(declined=True)
    with refused("already_ended"):
        act(nomination, cast.lead)


def test_what_is_done_after_a_release_counts_no_more(taken_up, cast):
    enrolment = Enrolment.objects.get(nomination=taken_up)
    release(taken_up, cast.lead)
    with refused("enrolment_ended"):
        complete(enrolment)
    assert places(taken_up.allowance) == (0, 0, 2, 0)


def test_a_released_place_can_be_given_to_somebody_else_until_the_year_ends(taken_up, cast):
    name(taken_up.allowance, cast.lead, email="other@example.org")
    release(taken_up, cast.lead)
    assert name(taken_up.allowance, cast.lead).status == NominationStatus.NOMINATED
    assert places(taken_up.allowance) == (2, 0, 0, 0)


def test_after_the_year_a_release_only_lets_the_place_expire(taken_up, cast):
    late = NOW + 400 * DAY
    assert places(taken_up.allowance, at=late) == (1, 0, 0, 1)
    release(taken_up, cast.lead, at=late)
    assert places(taken_up.allowance, at=late) == (0, 0, 0, 2)
