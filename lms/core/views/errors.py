"""The pages for when something is not found, not allowed, or went wrong: each says what to do next."""

import uuid
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = structlog.get_logger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with ways on; never kept, or a proxy would give one visitor's "no" to another who may see it."""
    answer = render(request, "404.html", status=404)
    answer["Cache-Control"] = "private, no-store"
    return answer


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the reason given to PermissionDenied, if it is a sentence."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form came without its token: almost always a page left open too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a reference number that also stands in the log."""
    reference = uuid.uuid4().hex[:10].upper()
    logger.error("server_error", reference=reference)
    try:
        return HttpResponse(render_to_string("500.html", _frame_without_database(request, reference)), status=500)
    except Exception:
        # The frame itself may be what failed (no database, say): fall back to a page that needs nothing.
        return HttpResponse(PLAIN_ERROR.format(reference=reference), status=500)


def _frame_without_database(request: HttpRequest, reference: str) -> dict[str, Any]:
    """What the page frame needs, without the context processors: they ask who is signed in."""
    return {
        "request": request,
        "reference": reference,
        "product_name": settings.PRODUCT_NAME,
        "safe_exit_url": settings.SAFE_EXIT_URL,
        "is_demo": settings.DEMO,
    }


PLAIN_ERROR = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Something went wrong</title>'
    "<h1>Something went wrong on our side</h1><p>Nothing you saved is lost. Please try again in a few minutes. "
    "If it keeps happening, tell us this reference: <strong>{reference}</strong></p></html>"
)
