"""How often one address may be wrong about a code: nobody should find one by trying, and a whole class may come."""

from django.http import HttpRequest

from lms.core.limits import Limit

ENROLLING = Limit("enrol", "ENROL_RATE_LIMITS")


def seconds_to_wait(request: HttpRequest) -> int | None:
    """Return how long to wait when this address has been wrong too often, else None; counts nothing."""
    return ENROLLING.seconds_to_wait(request, count=False)


def count_miss(request: HttpRequest) -> None:
    """Count that this address came with a code there is not; right ones cost nothing."""
    ENROLLING.seconds_to_wait(request)
