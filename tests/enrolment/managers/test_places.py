"""Who holds a place, asked of rows: the database says what the rules say, for every status at every time."""

from datetime import datetime, timedelta
from itertools import cycle, product
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from enrolment.models import EnrolmentToken, Licence, Nomination, PlaceAllowance
from enrolment.rules.places import ENDED, NominationStatus, TokenStatus, holds_place, is_lapsed
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, LicenceFactory, NominationFactory, TokenFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
TICK, DAY = timedelta(microseconds=1), timedelta(days=1)
LAST_DAYS = (TODAY - DAY, TODAY, TODAY + 30 * DAY)
LAPSES = (None, NOW - TICK, NOW, NOW + TICK, NOW + 28 * DAY)
# In summer the day of London begins an hour before that of UTC.
MIDNIGHT = datetime(2026, 4, 21, tzinfo=ZoneInfo("Europe/London"))
MOMENTS = (NOW - 40 * DAY, NOW - TICK, NOW, NOW + TICK, MIDNIGHT - TICK, MIDNIGHT, NOW + 29 * DAY, NOW + 31 * DAY)
STANDINGS = [
    (status, lapses_at, is_used)
    for status, lapses_at, is_used in product(NominationStatus, LAPSES, (False, True))
    if status == NominationStatus.REDEEMED or not is_used
]


@pytest.fixture
def everything(cast):
    """A nomination of every status in three licence years, with every token and without one; with their facts."""
    years = [AllowanceFactory(ends_on=day) for day in LAST_DAYS]
    learners = cycle(UserFactory.create_batch(2 * len(LAPSES)))
    wanted = [*product(years, STANDINGS)]
    rows = [nominated(year, status, is_used, next(learners), cast) for year, (status, _, is_used) in wanted]
    tokens = [invited(row, lapses_at, cast) for row, (_, (_, lapses_at, _)) in zip(rows, wanted, strict=True)]
    Nomination.objects.bulk_create(rows)
    EnrolmentToken.objects.bulk_create([token for token in tokens if token])
    known = Nomination.objects.with_lapse().select_related("allowance")
    return {row.pk: row.facts(row.lapses_at) for row in known}


def nominated(year, status, is_used, learner, cast):
    fields = {"status": status, "allowance": year, "nominated_by": cast.lead}
    if status == NominationStatus.TRANSFERRED:
        fields |= {"moved_to": NominationFactory(allowance=year, declined=True)}
    if status == NominationStatus.REDEEMED:
        fields |= {"learner": learner, "redeemed_at": NOW, "used_at": NOW if is_used else None}
    return NominationFactory.build(**fields, ended_at=NOW if status in ENDED else None)


def invited(row, lapses_at, cast):
    times = {"issued_at": NOW - 99 * DAY, "expires_at": lapses_at}
    return lapses_at and TokenFactory.build(nomination=row, issued_by=cast.coordinator, **times)


def by_rule(everything, rule):
    return {(at, pk) for at in MOMENTS for pk, facts in everything.items() if rule(facts, at, timezone.localdate(at))}


def by_rows(ask):
    return {(at, pk) for at in MOMENTS for pk in ask(at).values_list("pk", flat=True)}


def test_rows_and_rules_agree_on_who_holds_a_place(everything):
    ruled = by_rule(everything, lambda facts, at, day: holds_place(facts, at=at, day=day))
    assert by_rows(lambda at: Nomination.objects.holding_place(at=at)) == ruled
    assert 0 < len(ruled) < len(everything) * len(MOMENTS)


def test_rows_and_rules_agree_on_who_has_lapsed(everything):
    ruled = by_rule(everything, lambda facts, at, day: is_lapsed(facts, at=at, day=day))
    assert by_rows(lambda at: Nomination.objects.lapsed(at=at)) == ruled
    assert 0 < len(ruled) < len(everything) * len(MOMENTS)


@pytest.mark.parametrize(
    ("ask", "status"), [("to_issue", NominationStatus.NOMINATED), ("invited", NominationStatus.INVITED)]
)
def test_what_waits_for_somebody_is_what_has_the_status_and_has_not_lapsed(ask, status, everything):
    def waits(facts, at, day):
        return facts.status == status and not is_lapsed(facts, at=at, day=day)

    assert by_rows(lambda at: getattr(Nomination.objects, ask)(at=at)) == by_rule(everything, waits)


def test_open_pending_ended_redeemed_and_used_are_what_they_say(everything):
    rows, told = Nomination.objects, [facts.status for facts in everything.values()]
    assert rows.open().count() + rows.ended().count() == rows.count()
    assert set(rows.ended().values_list("status", flat=True)) == set(ENDED)
    assert rows.redeemed().count() == told.count(NominationStatus.REDEEMED)
    assert rows.pending().count() == told.count(NominationStatus.NOMINATED) + told.count(NominationStatus.INVITED)
    assert rows.used().count() == sum(facts.is_used for facts in everything.values())


@pytest.mark.parametrize("status", [status for status in TokenStatus if status is not TokenStatus.LIVE])
def test_only_the_live_token_says_when_a_nomination_lapses(status):
    nomination = NominationFactory(invited=True)
    lapse = nomination.tokens.get().expires_at
    TokenFactory(nomination=nomination, generation=2, status=status, ended_at=NOW, expires_at=NOW + 99 * DAY)
    assert Nomination.objects.with_lapse().get().lapses_at == lapse
    nomination.tokens.end(to=TokenStatus.REVOKED, at=NOW)
    assert Nomination.objects.with_lapse().get().lapses_at is None


# --- Invitations that wait for somebody -----------------------------------------------------------


def waiting_for(person, at=NOW):
    return list(Nomination.objects.waiting_for(person, at=at))


def test_an_invitation_waits_for_whoever_has_its_address(cast):
    mine = NominationFactory(invited=True, email="zoe@example.org")
    assert (waiting_for(cast.zoe), waiting_for(cast.amir), waiting_for(AnonymousUser())) == ([mine], [], [])


def test_it_waits_at_every_verified_address_however_it_is_written(cast):
    EmailAddress.objects.create(user=cast.zoe, email="Zoe.Work@Example.org", verified=True)
    mine = NominationFactory(invited=True, email="zoe.work@example.org")
    assert waiting_for(cast.zoe) == [mine]


def test_an_address_nobody_verified_shows_nothing():
    claimed = UserFactory(email="ada@example.org", verified=False)
    NominationFactory(invited=True, email="ada@example.org")
    assert waiting_for(claimed) == []


@pytest.mark.parametrize("trait", ["lapsed", "redeemed", "used", "declined"])
def test_what_has_ended_or_was_taken_up_waits_for_nobody(trait, cast):
    NominationFactory(email="zoe@example.org", **{trait: True})
    assert waiting_for(cast.zoe) == []


def test_before_it_is_issued_and_from_its_lapse_on_nothing_waits(cast):
    NominationFactory(email="zoe@example.org")
    assert waiting_for(cast.zoe) == []
    token = NominationFactory(invited=True, email="zoe@example.org").tokens.get()
    assert len(waiting_for(cast.zoe, at=token.expires_at - TICK)) == 1
    assert waiting_for(cast.zoe, at=token.expires_at) == []


# --- Moving ---------------------------------------------------------------------------------------


def test_a_move_tells_whether_it_came_in_time():
    rows = Nomination.objects.filter(pk=NominationFactory(invited=True).pk)
    invited, fields = frozenset({NominationStatus.INVITED}), {"ended_at": NOW}
    assert rows.move(to=NominationStatus.REVOKED, since=invited, **fields) == 1
    assert rows.move(to=NominationStatus.DECLINED, since=invited, **fields) == 0
    assert rows.get().status == NominationStatus.REVOKED


def test_nothing_moves_once_it_is_used():
    rows = Nomination.objects.filter(pk=NominationFactory(used=True).pk)
    since = frozenset({NominationStatus.REDEEMED})
    assert rows.move(to=NominationStatus.RELEASED, since=since, ended_at=NOW) == 0


@pytest.mark.parametrize(("trait", "marked"), [("redeemed", 1), ("used", 0), ("invited", 0), ("declined", 0)])
def test_only_a_place_taken_up_and_not_used_is_marked_as_used(trait, marked):
    NominationFactory(**{trait: True})
    assert Nomination.objects.mark_used(at=NOW + DAY) == marked


def test_used_for_the_first_time_stays_the_day_of_use():
    NominationFactory(used=True)
    Nomination.objects.mark_used(at=NOW + DAY)
    assert Nomination.objects.get().used_at == NOW


# --- Licence years --------------------------------------------------------------------------------


def test_the_live_year_is_the_one_today_falls_into_with_both_its_ends():
    year = AllowanceFactory()
    days = (year.starts_on - DAY, year.starts_on, year.ends_on, year.ends_on + DAY)
    assert [PlaceAllowance.objects.live(on=day).exists() for day in days] == [False, True, True, False]


def test_a_licence_reaches_as_far_as_its_newest_year_that_has_begun():
    first = AllowanceFactory()
    second = AllowanceFactory(licence=first.licence, starts_on=first.ends_on + DAY)
    known = Licence.objects.with_last_day
    assert known(on=first.ends_on).get().last_day == first.ends_on
    assert known(on=second.starts_on).get().last_day == second.ends_on
    assert known(on=first.starts_on - DAY).get().last_day is None


def test_holding_a_licence_changes_nothing():
    licence = LicenceFactory()
    assert Licence.objects.filter(pk=licence.pk).hold() == 1
    assert Licence.objects.get().site == licence.site


def test_headings_of_allowances_cost_one_statement(django_assert_num_queries):
    AllowanceFactory()
    with django_assert_num_queries(1):
        names = [f"{year} {year.licence.site.region}" for year in PlaceAllowance.objects.with_site()]
    assert len(names) == 1
