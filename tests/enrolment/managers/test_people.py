"""The words about people at sites in SQL say what the pure rules say."""

from datetime import timedelta

import pytest
from django.conf import settings

from enrolment.models import Affiliation, CheckConfirmation
from enrolment.rules.partners import Check, CheckFacts, CheckState, check_state
from tests.cast import NOW
from tests.factories.staff import AffiliationFactory, CheckFactory

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.mark.parametrize("exempt", [True, False])
@pytest.mark.parametrize("days", [-1, 0, 1, 60, 61])
def test_the_state_of_a_check_is_the_same_in_sql_and_in_the_rules(days, exempt):
    row = AffiliationFactory()
    check = CheckFactory(
        person=row.person, organisation=row.site.organisation, expires_on=TODAY + days * DAY, exempt=exempt
    )
    facts = CheckFacts(Check(check.kind), check.expires_on)
    said = check_state(facts, day=TODAY, soon_days=max(settings.CHECK_REMINDER_DAYS))
    found = [state for state in CheckState if Affiliation.objects.in_check_state(state, on=TODAY).exists()]
    assert found == [said]


def test_of_several_checks_the_one_that_ends_last_counts():
    row = AffiliationFactory()
    owner = {"person": row.person, "organisation": row.site.organisation}
    CheckFactory(**owner, expires_on=TODAY + DAY)
    CheckFactory(**owner, expires_on=TODAY + 90 * DAY)
    CheckFactory(**owner, expires_on=TODAY + 99 * DAY, withdrawn_at=NOW)
    assert Affiliation.objects.with_check().get().check_until == TODAY + 90 * DAY
    assert not CheckConfirmation.objects.ending(since=TODAY, until=TODAY + 60 * DAY).exists()
