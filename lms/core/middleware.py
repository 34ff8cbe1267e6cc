"""Request middleware: what is counted for /metrics, and the one relaxation of the content policy."""

import time
from collections.abc import Callable

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from lms.core.views.robots import may_be_indexed

# Methods a client may invent would each make a series that is never forgotten.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
GetResponse = Callable[[HttpRequest], HttpResponse]

REQUESTS = Counter("http_requests_total", "Requests answered", ["method", "view", "status"])
SECONDS = Histogram("http_request_seconds", "Seconds from request to response", ["view"])


class MetricsMiddleware:
    """Counts and times every request by view name, never by address (addresses can be personal)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name or "unnamed") if match else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, view, response.status_code).inc()
        SECONDS.labels(view).observe(time.perf_counter() - started)
        return response


class AdminPolicyMiddleware:
    """Wagtail's admin still needs inline script and style: allowed under /cms/ and nowhere else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            # A preview comes through all middleware twice, first as the page it shows: that policy forbids framing.
            response.headers.pop(HEADER, None)
            response._csp_update = {  # type: ignore[attr-defined]  # django-csp's own seam
                "script-src": [UNSAFE_INLINE],
                "style-src": [UNSAFE_INLINE],
                "img-src": ["blob:"],
                "frame-src": [SELF],
            }
            # Beside 'none', 'self' would be ignored: this one is replaced, not added to.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]  # django-csp's own seam
        return response


class PersonalPagesMiddleware:
    """Lets nobody keep what a signed-in person was shown, unless a view says otherwise.

    On a shared computer "Back" after signing out would else show it again, and a proxy might hand it to others.
    Search engines, too, are told to forget it, and whatever is not for them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What Django remembers once it was asked who is there: an answer made without asking holds nothing personal.
        visitor = getattr(request, "_cached_user", None)
        is_signed_in = bool(visitor and visitor.is_authenticated)
        if is_signed_in:
            response.headers.setdefault("Cache-Control", "private, no-store")
        if is_signed_in or not may_be_indexed(request.path):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
