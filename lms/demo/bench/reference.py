"""What every page is measured against: session, user, two queries and one template, by Django alone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from enrolment.models import Enrolment
from lms.accounts.models import User

ROWS = 20
BARE = (SessionMiddleware, AuthenticationMiddleware)


def reference(request: HttpRequest) -> HttpResponse:
    """Answer a list of twenty people to whoever is signed in."""
    context = {
        "user": request.user,
        "enrolments": list(Enrolment.objects.filter(learner=request.user.pk).values_list("status", flat=True)),
        "people": list(User.objects.order_by("pk").values("pk", "full_name")[:ROWS]),
    }
    return HttpResponse(render_to_string("demo/bench/reference.html", context))


class BareHandler(WSGIHandler):
    """Django with session and sign-in in front of the view, and nothing else of ours."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the chain of BARE around the view."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        chain: Callable[[Any], Any] = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for middleware in reversed(BARE):
            chain = convert_exception_to_response(middleware(chain))
        self._middleware_chain = chain
