"""Searching in my courses: one field, a list of pages with the words in them."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lms.accounts.permissions import SignedInRequest
from lms.dashboards.searching import search, words_of

LONGEST = 100


@login_required
@require_safe
def search_my_courses(request: SignedInRequest) -> HttpResponse:
    """Answer what was found for `q`; without it, only the field."""
    question = request.GET.get("q", "").strip()[:LONGEST]
    words = words_of(question)
    found = search(request.user, words, number=request.GET.get("page")) if words else None
    context = {"question": question, "found": found, "asked": urlencode({"q": question})}
    return render(request, "dashboards/search.html", context)
