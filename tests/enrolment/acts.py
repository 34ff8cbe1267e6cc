"""Commands of enrolment as the tests give them: at NOW unless told otherwise, by whoever usually does."""

from datetime import datetime
from typing import Any

from wagtail.models import ModelLogEntry

from enrolment.models import Enrolment, EnrolmentToken, Nomination, PlaceAllowance
from enrolment.services.nominations import nominate, release_place
from enrolment.services.progress import record_completion
from enrolment.services.redemption import Redemption, redeem
from enrolment.statements import statement_of
from lms.accounts.models import User
from tests.moment import NOW


def name(allowance: PlaceAllowance, by: User, *, email: str = "ada@example.org", at: datetime = NOW) -> Nomination:
    """Nominate Ada."""
    return nominate(allowance=allowance, name="Ada Example", email=email, by=by, at=at)


def take_up(token: EnrolmentToken, learner: User, *, by_link: bool = False, at: datetime = NOW) -> Redemption:
    """Redeem `token`, by the code or by the mailed link."""
    return redeem(token=token, learner=learner, proves_address=by_link, by=learner, at=at)


def release(nomination: Nomination, by: User, *, at: datetime = NOW) -> None:
    """Release the place of `nomination`."""
    release_place(nomination=nomination, by=by, at=at)


def complete(enrolment: Enrolment, *, at: datetime = NOW) -> None:
    """Do everything there is to do."""
    for key in enrolment.edition.outline.keys:
        record_completion(enrolment=enrolment, activity_key=key, by=enrolment.learner, at=at)


def live_token(nomination: Nomination) -> EnrolmentToken:
    """Return the token that may be redeemed."""
    return EnrolmentToken.objects.live().get(nomination=nomination)


def places(allowance: PlaceAllowance, *, at: datetime = NOW) -> tuple[int, int, int, int]:
    """Return held, used, left and expired."""
    statement = statement_of(allowance, at=at)
    assert statement.adds_up
    return statement.held, statement.used, statement.left, statement.expired


def audited(action: str) -> list[dict[str, Any]]:
    """Return what the audit log holds of `action`, oldest first: on what, by whom, with which data."""
    entries = ModelLogEntry.objects.filter(action=action).order_by("timestamp", "pk")
    return [{"on": entry.object_id, "by": entry.user_id, **entry.data} for entry in entries]
