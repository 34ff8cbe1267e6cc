"""How the API says no: JSON with sentences, never a page and never a trace."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError


class TooOftenError(Exception):
    """The address has asked too often; `wait`, in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def register(api: NinjaAPI) -> None:
    """Let `api` answer refusals our way."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        problems = [_problem(found) for found in error.errors]
        return _answer(api, request, _("Please check what you sent."), status=422, problems=problems)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        # Ninja's word for a body that is no JSON; to whoever sent it that is one more mistake in the body.
        if error.status_code == 400:
            return _answer(api, request, _("Please send an object in JSON."), status=422)
        return _answer(api, request, str(error), status=error.status_code)

    @api.exception_handler(TooOftenError)
    def too_often(request: HttpRequest, error: TooOftenError) -> HttpResponse:
        sentence = _("Too many requests from your network. Please try again in %(n)d seconds.") % {"n": error.wait}
        response = _answer(api, request, sentence, status=429)
        response["Retry-After"] = str(error.wait)
        return response


def _answer(api: NinjaAPI, request: HttpRequest, sentence: str, *, status: int, problems: Any = ()) -> HttpResponse:
    return api.create_response(request, {"sentence": sentence, "problems": list(problems)}, status=status)


def _problem(found: dict[str, Any]) -> dict[str, str]:
    # Ours are ("body", name of the argument, name of the field); whatever was sent is not repeated.
    place, limits = found.get("loc", ()), found.get("ctx", {})
    name = str(place[2]) if len(place) > 2 else ""
    return {"field": name, "sentence": _sentence(found.get("type", ""), limits)}


def _sentence(kind: str, limits: dict[str, Any]) -> str:
    if kind == "string_too_long":
        return _("At most %(n)d characters, please.") % {"n": limits["max_length"]}
    if kind in {"missing", "string_too_short"}:
        return _("This is needed.")
    if kind == "string_type":
        return _("This must be text.")
    return _("This must be an object in JSON.")
