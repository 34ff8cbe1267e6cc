"""Nominating a list: nothing written while it is looked at, then as it was shown or not at all."""

from datetime import timedelta

import pytest

from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.lists import Entry, Named, Verdict
from enrolment.services.many import OutcomeChangedError, dry_run, nominate_many
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.concurrency.crowd import FULL
from tests.enrolment.acts import audited, name, places
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DRY_RUN, CONFIRM = 8, 18
MANY = 10_000 if FULL else 1_000


@pytest.fixture
def allowance(cast):
    """Three places of Lena's organisation."""
    return AllowanceFactory(places=3, licence__site__organisation=cast.partner)


def rows(*emails):
    return [Entry(number, Named(f"Ada {number}", email, "peer")) for number, email in enumerate(emails, start=2)]


def crowd(count):
    return rows(*(f"ada.{number}@example.org" for number in range(count)))


def look(allowance, entries, by, at=NOW):
    return dry_run(allowance=allowance, entries=entries, by=by, at=at)


def confirm(allowance, entries, by, run=None, at=NOW):
    shown = (run or look(allowance, entries, by, at=at)).digest
    return nominate_many(allowance=allowance, entries=entries, shown=shown, by=by, at=at)


def verdicts(run):
    return [line.verdict for line in run.lines]


def test_looking_writes_nothing(allowance, cast):
    run = look(allowance, rows("a@example.org", "a@example.org"), cast.lead)
    assert verdicts(run) == [Verdict.GOOD, Verdict.TWICE]
    assert not Nomination.objects.exists()


def test_every_good_row_is_nominated_and_the_others_are_not(allowance, cast):
    name(allowance, cast.lead, email="b@example.org")
    faulty = Entry(9, Named("", "d", "staff"), Verdict.NAME_WRONG)
    made = confirm(allowance, [*rows("a@example.org", "b@example.org", "c@example.org"), faulty], cast.lead)
    kept = [(row.name, row.email, row.kind) for row in made]
    assert kept == [("Ada 2", "a@example.org", "peer"), ("Ada 4", "c@example.org", "peer")]
    assert places(allowance) == (3, 0, 0, 0)


def test_whoever_finds_no_place_left_is_not_nominated(allowance, cast):
    run = look(allowance, crowd(4), cast.lead)
    confirm(allowance, crowd(4), cast.lead, run)
    assert (verdicts(run)[3], places(allowance)) == (Verdict.NO_PLACE, (3, 0, 0, 0))


def test_an_unlimited_licence_year_has_room_for_all(allowance, cast):
    PlaceAllowance.objects.update(is_unlimited=True)
    allowance.refresh_from_db()
    assert len(confirm(allowance, crowd(9), cast.lead)) == 9


def test_the_same_list_again_nominates_nobody(allowance, cast):
    confirm(allowance, crowd(2), cast.lead)
    assert verdicts(look(allowance, crowd(2), cast.lead)) == [Verdict.ALREADY] * 2
    with refused("nobody_to_nominate"):
        confirm(allowance, crowd(2), cast.lead)
    assert Nomination.objects.count() == 2


def test_pressed_twice_it_nominates_once(allowance, cast):
    run = look(allowance, crowd(2), cast.lead)
    confirm(allowance, crowd(2), cast.lead, run)
    with refused("outcome_changed"):
        confirm(allowance, crowd(2), cast.lead, run)
    assert Nomination.objects.count() == 2


def test_what_would_come_out_otherwise_is_not_done_at_all(allowance, cast):
    run = look(allowance, crowd(3), cast.lead)
    name(allowance, cast.lead)
    with pytest.raises(OutcomeChangedError) as refusal:
        confirm(allowance, crowd(3), cast.lead, run)
    assert verdicts(refusal.value.run) == [Verdict.GOOD, Verdict.GOOD, Verdict.NO_PLACE]
    assert Nomination.objects.count() == 1


def test_another_list_than_the_one_shown_is_not_nominated(allowance, cast):
    run = look(allowance, crowd(1), cast.lead)
    with refused("outcome_changed"):
        confirm(allowance, crowd(2), cast.lead, run)


def test_a_place_that_lapsed_and_was_claimed_again_is_not_given_twice(cast):
    allowance = AllowanceFactory(places=1)
    name(allowance, cast.lead, at=NOW + timedelta(hours=1))
    with refused("nobody_to_nominate"):
        confirm(allowance, crowd(1), cast.lead)


@pytest.mark.parametrize("act", [look, confirm])
def test_outside_the_licence_year_it_is_refused(act, allowance, cast):
    with refused("licence_not_live"):
        act(allowance, crowd(1), cast.lead, at=NOW.replace(year=2027))


def test_each_stands_in_the_audit_log_without_personal_data(allowance, cast):
    made = confirm(allowance, crowd(2), cast.lead)
    about = {"by": cast.lead.pk, "allowance": str(allowance.pk)}
    assert audited("enrolment.nominate") == [{"on": str(row.pk), **about} for row in made]


def test_what_a_coordinator_does_for_a_lead_is_kept_as_such(allowance, cast):
    confirm(allowance, crowd(2), cast.coordinator)
    assert {line["on_behalf_of"] for line in audited("enrolment.nominate")} == {cast.partner.pk}


def test_rows_of_own_people_carry_what_is_known_and_are_nominated_all_the_same(allowance, cast):
    other = AllowanceFactory(licence__site__organisation=cast.partner)
    NominationFactory(allowance=other, email="ada.0@example.org")
    run = look(allowance, crowd(2), cast.lead)
    assert [len(line.notes) for line in run.lines] == [1, 0]
    assert len(confirm(allowance, crowd(2), cast.lead, run)) == 2


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("count", [3, 60])
def test_the_statements_are_as_many_for_few_people_as_for_many(count, at_once, allowance, cast):
    cast.partner.issues_at_once = at_once
    cast.partner.save()
    PlaceAllowance.objects.update(is_unlimited=True)
    with assert_statements(at_most=DRY_RUN):
        run = look(PlaceAllowance.objects.with_site().get(), crowd(count), cast.lead)
    with assert_statements(at_most=CONFIRM):
        confirm(allowance, crowd(count), cast.lead, run)


@pytest.mark.parametrize(("at_once", "invited"), [(False, 0), (True, MANY)])
def test_very_many_people_are_nominated_at_one_press(at_once, invited, allowance, cast):
    cast.partner.issues_at_once = at_once
    cast.partner.save()
    PlaceAllowance.objects.update(is_unlimited=True)
    confirm(PlaceAllowance.objects.get(), crowd(MANY), cast.lead)
    assert (Nomination.objects.count(), OutboundEmail.objects.filter(kind="invitation").count()) == (MANY, invited)
