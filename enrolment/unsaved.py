"""What somebody sent after their session had ended: kept for a short while in the browser's new session, for them.

The form says whose page it stood on by a mark that only we can make, so strangers cannot leave anything here, and
whoever signs in next on a shared computer is not shown what somebody else wrote, nor does it become theirs.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.crypto import constant_time_compare

from courses.forms import OWNER
from enrolment.models import Enrolment
from enrolment.progress import was_offered
from lms.core.signing import keyed_digest, readable

KEY = "unsaved"
KEPT = timedelta(hours=1)
MOST = 30_000  # letters, in names and boxes together; above every sheet


def owner_mark(learner_id: Any) -> str:
    """Return the mark that stands in the forms on this person's pages; it opens nothing."""
    return f"{learner_id}.{readable(keyed_digest('unsaved', learner_id), 20)}"


def sender_of(request: HttpRequest) -> int | None:
    """Return the key of the learner on whose page the form stood; None where the mark is none that we made."""
    mark = request.POST.get(OWNER, "")
    learner_id = mark.partition(".")[0]
    return int(learner_id) if constant_time_compare(mark, owner_mark(learner_id)) else None


def is_of_somebody_else(request: HttpRequest) -> bool:
    """Tell whether the form stood on a page of somebody else than who is signed in now.

    The name in the mark is enough: who claims to be themselves gains nothing, and a new secret key loses no words.
    """
    return OWNER in request.POST and request.POST[OWNER].partition(".")[0] != str(request.user.pk)


def is_activity_of(learner_id: int, slug: str, key: Any) -> bool:
    """Tell whether the learner takes, or took, a course of this address with this activity."""
    taken = Enrolment.objects.filter(learner_id=learner_id, course__slug=slug).select_related("edition")
    return any(was_offered(enrolment, str(key)) for enrolment in taken)


def keep_unsaved(request: HttpRequest, *, learner_id: int, at: datetime) -> bool:
    """Keep what was sent by a page of this learner, who is signed out by now; tell whether it was short enough."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    if sum(len(name) + sum(map(len, words)) for name, words in sent.lists()) > MOST:
        return False
    kept = {"owner": str(learner_id), "address": request.path, "sent": sent.urlencode(), "at": at.isoformat()}
    request.session[KEY] = kept
    request.session.set_expiry(KEPT)
    return True


def forget_others(request: HttpRequest) -> None:
    """Forget what somebody else sent from this browser before this person signed in."""
    if request.session.get(KEY, {}).get("owner", "") not in ("", str(request.user.pk)):
        del request.session[KEY]


def take_unsaved(request: HttpRequest, *, at: datetime) -> QueryDict | None:
    """Return what this person sent to this address a short while ago while signed out, once; else None."""
    kept = request.session.get(KEY)
    if kept is None or (kept["owner"], kept["address"]) != (str(request.user.pk), request.path):
        return None
    del request.session[KEY]
    is_recent = at - datetime.fromisoformat(kept["at"]) <= KEPT
    return QueryDict(kept["sent"]) if is_recent else None
