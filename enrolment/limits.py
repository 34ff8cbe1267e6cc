"""How often one address may be wrong about a code, and how often something is kept for whoever was signed out.

Nobody should find a code by trying, nor fill our tables; and a whole class may come from one address.
"""

from django.http import HttpRequest

from lms.core.limits import Limit

ENROLLING = Limit("enrol", "ENROL_RATE_LIMITS")
KEEPING = Limit("unsaved", "UNSAVED_RATE_LIMITS")


def seconds_to_wait(request: HttpRequest) -> int | None:
    """Return how long to wait when this address has been wrong too often, else None; counts nothing."""
    return ENROLLING.seconds_to_wait(request, count=False)


def count_miss(request: HttpRequest) -> None:
    """Count that this address came with a code there is not; right ones cost nothing."""
    ENROLLING.seconds_to_wait(request)


def is_kept_too_often(request: HttpRequest, learner_id: int) -> bool:
    """Tell whether this address, or pages of this learner, sent too much after a sign-out; counts this one."""
    return KEEPING.seconds_to_wait(request, key=str(learner_id)) is not None
