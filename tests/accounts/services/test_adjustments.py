"""Extra time and attempts of one person: given, changed, ended, and never by themselves."""

import pytest
from wagtail.models import ModelLogEntry

from lms.accounts.models import Adjustment, User
from lms.accounts.services.adjustments import set_adjustment
from tests.cast import NOW
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def give(person, by, per_cent=25, attempts=1, reason="Agreed on the phone."):
    return set_adjustment(person=person, extra_per_cent=per_cent, extra_attempts=attempts, reason=reason, by=by, at=NOW)


def test_it_is_kept_with_who_gave_it_and_recorded_in_figures_alone(cast):
    row = give(cast.zoe, cast.office)
    assert (row.extra_per_cent, row.extra_attempts, row.granted_by, row.is_in_force) == (25, 1, cast.office, True)
    entry = ModelLogEntry.objects.get(action="accounts.adjust")
    assert (entry.user, entry.data) == (cast.office, {"extra_per_cent": 25, "extra_attempts": 1})
    assert "Zoë" not in entry.label


def test_the_same_once_more_changes_nothing(cast):
    assert give(cast.zoe, cast.office) == give(cast.zoe, cast.trainer, reason=" Agreed on the phone. ")
    written = ModelLogEntry.objects.filter(action="accounts.adjust").count()
    assert (Adjustment.objects.get().granted_by, written) == (cast.office, 1)


def test_another_takes_its_place(cast):
    give(cast.zoe, cast.office)
    give(cast.zoe, cast.trainer, 100, 0, "Needs more.")
    row = Adjustment.objects.get()
    assert (row.extra_per_cent, row.extra_attempts, row.reason, row.granted_by) == (100, 0, "Needs more.", cast.trainer)


def test_nothing_of_both_ends_it_and_keeps_why(cast):
    give(cast.zoe, cast.office)
    row = give(cast.zoe, cast.office, 0, 0, "No longer needed.")
    assert (row.is_in_force, row.reason) == (False, "No longer needed.")
    assert ModelLogEntry.objects.filter(action="accounts.end_adjustment").exists()


@pytest.mark.parametrize("figures", [(301, 0), (-1, 0), (0, 6), (0, -1)])
def test_there_are_bounds(figures, cast):
    with refused("out_of_range"):
        give(cast.zoe, cast.office, *figures)


def test_nothing_is_given_where_nothing_is_asked_for(cast):
    with refused("nothing_given"):
        give(cast.zoe, cast.office, 0, 0)


def test_nobody_gives_it_to_themselves(cast):
    with refused("own_adjustment"):
        give(cast.office, cast.office)


def test_whoever_cannot_sign_in_is_given_nothing(cast):
    User.objects.filter(pk=cast.zoe.pk).update(is_active=False)
    with refused("cannot_sign_in"):
        give(User.objects.get(pk=cast.zoe.pk), cast.office)


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_needed"), ("x" * 301, "reason_too_long")])
def test_a_reason_is_needed_and_short(reason, code, cast):
    with refused(code):
        give(cast.zoe, cast.office, reason=reason)
