"""Serving the course tree: Wagtail's serve and hooks, without the 14 statements of its routing."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.models import Page, Site, get_page_models
from wagtail.url_routing import RouteResult

from courses.models import ActivityPage, CourseIndexPage, CoursePage, ModulePage

CATALOGUE_SLUG = "courses"
# What may stand at each depth of an address, from the catalogue down; below are activities.
ABOVE_ACTIVITIES = (CourseIndexPage, CoursePage, ModulePage)


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
    url_path, depth = f"{roots[0].root_path}{CATALOGUE_SLUG}/{path}", path.count("/")
    if depth < len(ABOVE_ACTIVITIES):
        page: Page | None = ABOVE_ACTIVITIES[depth].objects.filter(url_path=url_path).first()
    else:
        page = _activity_at(url_path)
    if page is None:
        raise Http404
    return page


def _activity_at(url_path: str) -> ActivityPage | None:
    """Return the activity at `url_path`: its address does not say which kind it is, and yet it is one statement."""
    models = [model for model in get_page_models() if issubclass(model, ActivityPage)]
    names = [model._meta.get_ancestor_link(Page).remote_field.get_accessor_name() for model in models]
    page = Page.objects.filter(url_path=url_path).select_related(*names).first()
    return next((getattr(page, name) for name in names if hasattr(page, name)), None)
