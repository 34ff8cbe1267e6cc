"""Serving the course tree: Wagtail's serve and hooks, without the 14 statements of its routing."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from courses.models import ActivityPage, CoursePage

CATALOGUE_SLUG = "courses"


@require_safe  # every form has an address of its own; Wagtail would answer OPTIONS also for a draft
def course_tree_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer the page of the course tree at `path` below /courses/.

    An unpublished course or activity is passed on: whoever is taking it is told that it is being updated.
    """
    page = _find(path)
    if not (page.live or isinstance(page, CoursePage | ActivityPage)):
        raise Http404
    # Wagtail's serve takes the route as already found and still runs every hook.
    request._wagtail_route_for_request = RouteResult(page, args=[], kwargs={})  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)


def _find(path: str) -> Page:
    roots = Site.get_site_root_paths()
    if not roots:
        raise Http404
    page = Page.objects.filter(url_path=f"{roots[0].root_path}{CATALOGUE_SLUG}/{path}").specific().first()
    if page is None:
        raise Http404
    return page
