"""What pages show, under stable addresses, each handed only to whoever may read a page where it stands."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from enrolment.files import stored_file
from enrolment.pictures import picture_facts
from enrolment.rules.pictures import Audience, audience_of
from lms.core.files import media_response

# On a phone a lesson's pictures come once. A private one is kept for the session that may see it (Vary: Cookie), and
# for an hour, since an enrolment may end.
CACHING = {
    Audience.EVERYBODY: "public, max-age=86400",
    Audience.VISITOR: "private, max-age=3600",
}


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer the picture, film, sound, captions or document stored as `name`; documents are downloads.

    404 for everything else in the storage, and for whoever may not read a page where it stands. "Not modified" costs
    no look at the storage; players get the part of a film that they ask for.
    """
    stored = stored_file(name)
    if stored is None:
        raise Http404
    audience = audience_of(picture_facts(request, stored.shown))
    if audience is Audience.NOBODY:
        raise Http404
    etag = quote_etag(stored.version)
    answer = get_conditional_response(request, etag) or media_response(
        name, wanted=_part_wanted(request, etag), filename=stored.filename
    )
    answer["ETag"], answer["Cache-Control"] = etag, CACHING[audience]
    if audience is Audience.VISITOR:
        patch_vary_headers(answer, ["Cookie"])
    return answer


def _part_wanted(request: HttpRequest, etag: str) -> str:
    """Return the Range header, or nothing for whoever holds a part of another version."""
    holds = request.headers.get("If-Range", etag)
    return request.headers.get("Range", "") if holds == etag else ""
