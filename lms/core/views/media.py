"""Images of pages under stable addresses; originals and documents are not handed out here."""

import posixpath

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from lms.core.files import media_response

PUBLIC_FOLDER = "images/"


@require_safe
def public_media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer the rendition `name` (Wagtail writes them below images/); anything else is 404."""
    # A name with “..” in it begins with the folder and leads out of it.
    if not name.startswith(PUBLIC_FOLDER) or posixpath.normpath(name) != name:
        raise Http404
    try:
        response = media_response(name)
    except (SuspiciousOperation, IsADirectoryError):
        raise Http404 from None
    response["Cache-Control"] = "public, max-age=86400"
    return response
