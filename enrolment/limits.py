"""How often one address may be wrong about a code: nobody should find one by trying, and a whole class may come."""

import math

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

ACTION = "enrol"


def seconds_to_wait(request: HttpRequest) -> int | None:
    """Return how long to wait when this address has been wrong too often, else None; counts nothing.

    The one rate limiter of the house is allauth's; its own way in knows only the limits of sign-in.
    """
    return None if _consume(request, dry_run=True) else _wait()


def count_miss(request: HttpRequest) -> None:
    """Count that this address came with a code there is not; right ones cost nothing."""
    _consume(request, dry_run=False)


def _consume(request: HttpRequest, *, dry_run: bool) -> bool:
    usage = ratelimit.consume(
        request, app="enrolment", action=ACTION, config=settings.ENROL_RATE_LIMITS, limit_get=True, dry_run=dry_run
    )
    return usage is not None


def _wait() -> int:
    # The shortest of the periods: whoever asks in vain again is told again.
    rates = ratelimit.parse_rates(settings.ENROL_RATE_LIMITS[ACTION])
    return math.ceil(min(rate.duration for rate in rates))
