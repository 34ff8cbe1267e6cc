"""What search engines are told: where to find the site map, and which pages are none of their business."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# Nothing here is for the public: crawlers need not come.
CLOSED = (
    "/accounts/",
    "/api/",
    "/cms/",
    "/coordinator/",
    "/demo/",
    "/enrol/",
    "/lead/",
    "/learn/",
    "/office/",
    "/review/",
)
# Below it a page is about one person, for whoever holds its address: a crawler may come, and forgets.
ABOUT_SOMEBODY = "/verify/"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {area}" for area in CLOSED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def may_be_indexed(path: str) -> bool:
    """Tell whether a search engine may keep what it is shown at `path`."""
    return not path.startswith(CLOSED) and (path == ABOUT_SOMEBODY or not path.startswith(ABOUT_SOMEBODY))
