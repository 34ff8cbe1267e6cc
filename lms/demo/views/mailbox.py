"""The mail the demo has delivered, to read in the browser or by a script; needs no sign-in."""

from dataclasses import asdict
from itertools import islice

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lms.demo import mailbox

SHOWN = 100
# A message brings its own inline styles; it gets nothing else.
LETTER_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "script-src": [NONE],
    "img-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the newest messages."""
    return render(request, "demo/mailbox.html", {"letters": list(islice(mailbox.letters(), SHOWN))})


@require_safe
def inbox_json(request: HttpRequest) -> HttpResponse:
    """Answer every message, newest first: id, to, subject, text, html, links, sent_at."""
    response = JsonResponse([asdict(letter) for letter in mailbox.letters()], safe=False)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def message(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Show one message as text, with its links."""
    return render(request, "demo/mailbox_message.html", {"letter": letter_or_404(letter_id)})


@require_safe
def message_html(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Answer one message as a mail program draws it."""
    letter = letter_or_404(letter_id)
    if not letter.html:
        raise Http404
    response = HttpResponse(letter.html)
    response._csp_replace = LETTER_POLICY  # type: ignore[attr-defined]  # django-csp's own seam
    return response


def letter_or_404(letter_id: str) -> mailbox.Letter:
    """Return the message, or answer 404."""
    letter = mailbox.find(letter_id)
    if letter is None:
        raise Http404
    return letter
