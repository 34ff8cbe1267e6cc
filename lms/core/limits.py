"""How often one address or one person may ask: the house's one rate limiter is allauth's, with limits of our own."""

import math
from dataclasses import dataclass

from allauth.core.internal import ratelimit  # its public way in knows only the limits of sign-in
from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """A limit; the setting named `setting` is a dict that says under `action` how much, such as 60/m/ip or 20/h/key."""

    action: str
    setting: str

    def seconds_to_wait(self, request: HttpRequest, *, key: str | None = None, count: bool = True) -> int | None:
        """Return how long to wait when the address of `request` has asked too often, else None.

        Arguments: `key`, whoever else is counted, where the limit speaks of a key; `count`, whether this request
        counts as one more.
        """
        config = getattr(settings, self.setting)
        allowed = ratelimit.consume(
            request, app=__name__, action=self.action, config=config, key=key, limit_get=True, dry_run=not count
        )
        if allowed:
            return None
        # The shortest of the periods: whoever asks in vain again is told again.
        return math.ceil(min(rate.duration for rate in ratelimit.parse_rates(config[self.action])))
