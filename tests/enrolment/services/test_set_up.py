"""The set-up of a site: steps that production begins with, ticked and unticked."""

import pytest

from enrolment.models import Phase, SetUpStep, SetUpTick
from enrolment.services.set_up import load_set_up_steps, tick, untick
from tests.cast import NOW
from tests.enrolment.acts import audited
from tests.factories.partners import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(db) -> SetUpStep:
    """The first step."""
    load_set_up_steps()
    return SetUpStep.objects.earliest("position")


def test_every_phase_has_steps_in_order(step):
    assert [SetUpStep.objects.filter(phase=phase).count() for phase in Phase] == [6, 4, 3]
    assert (
        list(SetUpStep.objects.values_list("phase", flat=True)) == ["before"] * 6 + ["beginning"] * 4 + ["running"] * 3
    )


def test_loading_again_keeps_what_the_office_changed(step):
    SetUpStep.objects.filter(pk=step.pk).update(text="Ask us first.")
    load_set_up_steps()
    assert (SetUpStep.objects.get(pk=step.pk).text, SetUpStep.objects.count()) == ("Ask us first.", 13)


def test_a_tick_says_who_and_when_and_the_first_stands(step, cast):
    site = SiteFactory()
    tick(site=site, step=step, by=cast.lead, at=NOW)
    tick(site=site, step=step, by=cast.zoe, at=NOW.replace(year=2027))
    made = SetUpTick.objects.get()
    assert (made.done_by, made.done_at, len(audited("enrolment.tick_step"))) == (cast.lead, NOW, 1)


def test_taking_it_back_is_noted_once(step, cast):
    site = SiteFactory()
    tick(site=site, step=step, by=cast.lead, at=NOW)
    for _time in range(2):
        untick(site=site, step=step, by=cast.lead, at=NOW)
    assert (SetUpTick.objects.count(), len(audited("enrolment.untick_step"))) == (0, 1)


def test_what_a_coordinator_does_for_a_lead_is_kept_as_such(step, cast):
    site = SiteFactory(organisation=cast.partner)
    for by in (cast.lead, cast.coordinator):
        tick(site=site, step=step, by=by, at=NOW)
        untick(site=site, step=step, by=by, at=NOW)
    kept = [["on_behalf_of" in entry for entry in audited(f"enrolment.{act}_step")] for act in ("tick", "untick")]
    assert [sorted(row) for row in kept] == [[False, True]] * 2


def test_another_site_keeps_its_own(step, cast):
    tick(site=SiteFactory(), step=step, by=cast.lead, at=NOW)
    untick(site=SiteFactory(), step=step, by=cast.lead, at=NOW)
    assert SetUpTick.objects.count() == 1
