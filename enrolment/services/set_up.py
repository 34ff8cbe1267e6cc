"""The set-up checklist of a site: ticking what is done, and the steps that production begins with."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import SetUpStep, SetUpTick, Site
from enrolment.rules.set_up import STEPS
from enrolment.services.affiliations import acting_for
from lms.accounts.models import User
from lms.core import audit


@transaction.atomic
def tick(*, site: Site, step: SetUpStep, by: User, at: datetime) -> SetUpTick:
    """Note that `step` is done at `site`, and return the note; the first one stands. Never refuses."""
    made, is_new = SetUpTick.objects.get_or_create(site=site, step=step, defaults={"done_at": at, "done_by": by})
    if is_new:
        audit.record("enrolment.tick_step", site, by=by, data={"step": step.key, **acting_for(site, by=by, at=at)})
    return made


@transaction.atomic
def untick(*, site: Site, step: SetUpStep, by: User, at: datetime) -> None:
    """Take back that `step` is done at `site`. Never refuses; doing it twice changes nothing."""
    deleted, _rows = SetUpTick.objects.filter(site=site, step=step).delete()
    if deleted:
        audit.record("enrolment.untick_step", site, by=by, data={"step": step.key, **acting_for(site, by=by, at=at)})


def load_set_up_steps() -> str:
    """Make the steps unless they are there; what Central Office changed stays."""
    for position, step in enumerate(STEPS):
        about = {"phase": step.phase, "text": step.text, "position": position}
        SetUpStep.objects.get_or_create(key=step.key, defaults=about)
    return _("%(count)d steps of the set-up") % {"count": SetUpStep.objects.count()}
