"""Checking a certificate: by serial number and surname, or by the code of its QR. Open to everybody, kept by nobody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms import VerifyForm
from certificates.limits import CHECKING
from certificates.verifying import verdict_by_code, verdict_by_surname


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for serial number and surname; answer a POST with the verdict, which names nobody."""
    if request.method != "POST":
        return _answer(request, {"form": VerifyForm()})
    if wait := CHECKING.seconds_to_wait(request):
        return _later(request, wait)
    form = VerifyForm(request.POST)
    if not form.is_valid():
        return _answer(request, {"form": form}, status=422)
    verdict = verdict_by_surname(**form.cleaned_data)
    # What was typed stays for another look when nothing was found; after an answer the next one begins empty.
    return _answer(request, {"form": VerifyForm() if verdict.is_found else form, "verdict": verdict})


@require_safe
@never_cache
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the verdict for the code of a QR, with the name as printed to compare; 404 when there is none."""
    if wait := CHECKING.seconds_to_wait(request):
        return _later(request, wait)
    verdict = verdict_by_code(code)
    return _answer(request, {"form": VerifyForm(), "verdict": verdict}, status=200 if verdict.is_found else 404)


def _later(request: HttpRequest, wait: int) -> HttpResponse:
    response = _answer(request, {"form": VerifyForm(), "wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    return response


def _answer(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {**context, "issuer": settings.ISSUER_NAME}
    response = render(request, "certificates/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
