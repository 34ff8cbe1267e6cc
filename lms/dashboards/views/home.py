"""The learner's home."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.permissions import SignedInRequest
from lms.dashboards.home import home_of


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Greet the learner and offer the one next step."""
    return render(request, "dashboards/home.html", {"home": home_of(request.user, at=timezone.now())})
