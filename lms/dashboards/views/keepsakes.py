"""My notes and bookmarks: what a learner keeps, as a page and as a text to take along. Always the person's own."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.permissions import SignedInRequest
from lms.dashboards.forms import KeepsakeFilter
from lms.dashboards.keepsakes import by_course, keepsakes_of, narrowed

ON_A_PAGE = 20


@login_required
@require_safe
def notes(request: SignedInRequest) -> HttpResponse:
    """Show what the person keeps, as they asked for it."""
    everything = keepsakes_of(request.user)
    asked = KeepsakeFilter(request.GET, keepsakes=everything)
    page = Paginator(narrowed(everything, **asked.wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": asked,
        "page": page,
        "shelves": by_course(page.object_list),
        "asked": urlencode({name: value for name, value in asked.data.items() if name != "page"}),
        "has_any": bool(everything),
    }
    return render(request, "dashboards/keepsakes.html", context)


@login_required
@require_safe
def notes_text(request: SignedInRequest) -> HttpResponse:
    """Answer what the person keeps, as they asked for it, as a plain text to save."""
    everything = keepsakes_of(request.user)
    found = narrowed(everything, **KeepsakeFilter(request.GET, keepsakes=everything).wanted)
    words = render_to_string("dashboards/keepsakes.txt", {"shelves": by_course(found), "at": timezone.now()})
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-notes.txt"'
    return answer
