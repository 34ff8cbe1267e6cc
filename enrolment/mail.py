"""What we write to a nominee; rendered at delivery, because it holds a personal link (domain B 19)."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from enrolment.links import code_of, mailed_link, spoken_code
from enrolment.models import EnrolmentToken
from lms.accounts.models import User


def invitation(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what the invitation's templates need; None once its token has ended or lapsed."""
    token = (
        EnrolmentToken.objects.live()
        .filter(nomination=refs["nomination"], generation=refs["generation"], expires_at__gt=timezone.now())
        .select_related("nomination__allowance__licence__site__organisation", "nomination__nominated_by")
        .first()
    )
    if token is None:
        return None
    nomination = token.nomination
    return {
        "nomination": nomination,
        "organisation": nomination.allowance.licence.site.organisation,
        "lapses_on": timezone.localdate(token.expires_at),
        "link": mailed_link(nomination, token.generation),
        "code": spoken_code(code_of(nomination, token.generation)),
    }
