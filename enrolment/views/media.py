"""Pictures of pages under stable addresses, each handed only to whoever may read a page where it stands."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.images.models import Rendition

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
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer the rendition stored as `name`; 404 for what is no rendition, and for whoever may not see it.

    Originals, documents and everything else in the storage have no address. The entity tag is the row's: a rendition
    is never changed, only replaced by a new row, so that "not modified" costs no look at the storage.
    """
    rendition = _rendition_or_404(name)
    audience = audience_of(picture_facts(request, rendition))
    if audience is Audience.NOBODY:
        raise Http404
    etag = quote_etag(f"rendition-{rendition.pk}")
    answer = get_conditional_response(request, etag) or media_response(rendition.file.name)
    answer["ETag"], answer["Cache-Control"] = etag, CACHING[audience]
    if audience is Audience.VISITOR:
        patch_vary_headers(answer, ["Cookie"])
    return answer


def _rendition_or_404(name: str) -> Rendition:
    if "\0" in name:
        raise Http404  # PostgreSQL refuses the question
    return get_object_or_404(Rendition, file=name)
