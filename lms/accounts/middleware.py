"""Gates that stand before whole areas; they cost no statement for visitors and learners."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lms.accounts.permissions import may_enter_admin, must_add_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN = "/cms/"
# Wagtail's own doors: the first leads to the one sign-in, the rest do not exist.
ADMIN_SIGN_IN = "/cms/login/"

# Where somebody without a second factor may still go: to set one up, to sign out, to be looked after by machines.
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/media/", "/healthz", "/readyz", "/metrics")
# A page that was opened tells of itself by POST: its ticket says enough, and nobody is looked up for it.
BEATS = "/learn/time/"


class AdminGateMiddleware:
    """Under /cms/, sends strangers to the one sign-in and answers 403 to people without admin rights.

    Wagtail alone would send both to the sign-in, which sends the signed-in back, for ever.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADMIN) or request.path == ADMIN_SIGN_IN:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.lead_to_sign_in(request)
        if not may_enter_admin(request.user):
            raise PermissionDenied(
                _("This part is for people who look after the platform, and your account is not one of them.")
            )
        return self.get_response(request)

    def lead_to_sign_in(self, request: HttpRequest) -> HttpResponse:
        """Redirect a page; refuse a script's request, for it would take the sign-in page for its answer."""
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied(_("You have been signed out. Please sign in again in another tab."))
        return redirect_to_login(request.get_full_path())


class RequiredMfaMiddleware:
    """Leads staff without a second factor to set one up, wherever they wanted to go."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.applies(request):
            return redirect("accounts:second-step")
        return self.get_response(request)

    def applies(self, request: HttpRequest) -> bool:
        """Return whether this visitor must set up a second factor before seeing this page."""
        is_beat = request.method == "POST" and request.path.startswith(BEATS)
        if is_beat or request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR):
            return False
        return must_add_second_factor(request.user)
