"""How often one address may check certificates: nobody should find one by trying out serial numbers."""

import math

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

ACTION = "verify"


def seconds_to_wait(request: HttpRequest) -> int | None:
    """Count this request and return None, or how long to wait when its address has asked too often.

    The one rate limiter of the house is allauth's; its own way in knows only the limits of sign-in.
    """
    allowed = ratelimit.consume(
        request, app="certificates", action=ACTION, config=settings.VERIFY_RATE_LIMITS, limit_get=True
    )
    return None if allowed else _wait()


def _wait() -> int:
    # The shortest of the periods: whoever asks in vain again is told again.
    rates = ratelimit.parse_rates(settings.VERIFY_RATE_LIMITS[ACTION])
    return math.ceil(min(rate.duration for rate in rates))
