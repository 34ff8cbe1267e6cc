"""The gate before every page of the course tree: who may read on, and what the page may know of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import ActivityPage, CourseIndexPage, CoursePage
from enrolment.access import Standing, standing_at, standing_under
from enrolment.margins import read_beside
from enrolment.path import path_of, stations_for
from enrolment.progress import learner_state, was_offered


def open_page(page: Page, request: HttpRequest) -> HttpResponse | None:
    """Return the answer that stops `request` at `page`, or None to serve it (domain B 7).

    Serving it leaves `request.learner` (course, lesson, quiz) or `request.stations` (catalogue) behind.
    """
    if isinstance(page, CourseIndexPage):
        _open_catalogue(request)
    elif isinstance(page, CoursePage):
        _open_course(page, request)
    return _open_activity(page, request) if isinstance(page, ActivityPage) else None


def _open_catalogue(request: HttpRequest) -> None:
    request.stations = stations_for(request.user)  # type: ignore[attr-defined]  # frozen values that courses declares


def _open_course(course: CoursePage, request: HttpRequest) -> None:
    if request.user.is_authenticated:
        path = path_of(request.user)
        request.learner = path.state_of(course)  # type: ignore[attr-defined]  # as above
        request.enrolment = path.enrolment_on(course)  # type: ignore[attr-defined]  # for `views.study_time`


def _open_activity(page: ActivityPage, request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    standing = standing_at(request.user, page)
    if standing.study_refusal or standing.enrolment is None:
        return _refuse_activity(page, request, standing)
    request.enrolment = standing.enrolment  # type: ignore[attr-defined]  # for `views.study_time`, which comes next
    facts, margin = read_beside(standing.enrolment, page)
    state = learner_state(standing, facts=facts)
    if state.row(page.activity_key):
        request.learner = state.with_margin(margin)  # type: ignore[attr-defined]  # as above
    elif not _is_editor_of(page, request):
        if was_offered(standing.enrolment, page.activity_key):
            return no_longer_needed(request, standing.course.slug)
        # Added after this learner's edition was cut: it joins nobody's outline until the next one (domain B 21).
        raise Http404
    return None


def _refuse_activity(page: ActivityPage, request: HttpRequest, standing: Standing) -> HttpResponse | None:
    if _is_editor_of(page, request):
        return None
    if standing.enrolment is None and not (page.live and standing.course.live):
        raise Http404  # what is not published yet is nobody's business, not even its title
    return refused(request, standing)


def standing_or_404(user: Any, slug: str) -> Standing:
    """Return where `user` stands with the course `slug`; 404 for an unpublished one they are not taking."""
    standing = standing_under(user, slug)
    if standing is None or (standing.enrolment is None and not standing.course.live):
        raise Http404
    return standing


def back_to_course(slug: str) -> HttpResponse:
    """Lead to the course whoever comes without a form: after signing in again, a browser only follows the address."""
    return redirect("courses:page", f"{slug}/")


def not_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the course whoever wants to do an activity that has been unpublished meanwhile (domain B 22)."""
    messages.info(request, _("This page is being updated. Please come back to it a little later."))
    return back_to_course(slug)


def no_longer_needed(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the course whoever comes to an activity that editors have taken out of it (domain B 22, B 23)."""
    messages.info(request, _("This page is no longer part of this course, so there is nothing you need to do here."))
    return back_to_course(slug)


def refused(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Answer 403 with the sentence that says why, and the way to the course's page."""
    sentence = standing.sentence(standing.study_refusal)
    context = {"sentence": sentence, "course": standing.course, "is_enrolled": standing.enrolment is not None}
    return render(request, "enrolment/refused.html", context, status=403)


def _is_editor_of(page: Page, request: HttpRequest) -> bool:
    user = request.user
    return user.is_staff and user.has_perm("wagtailadmin.access_admin") and page.permissions_for_user(user).can_edit()
