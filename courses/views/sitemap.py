"""The site map: the pages everybody may find, under the address people know us by."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageQuerySet

from courses.public import public_pages


class PublicPages(Sitemap[Page]):
    """Home, plain pages, the catalogue and the courses; nothing of what is done in them."""

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return the scheme of SITE_URL, whatever the proxy before us says."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """Return the host of SITE_URL: the row of Wagtail's site knows none."""
        return urlsplit(settings.SITE_URL).netloc

    def items(self) -> PageQuerySet:
        """Return the pages in the order of the tree."""
        return public_pages().order_by("path")

    def location(self, item: Page) -> str:
        """Return the address of the page on its host."""
        return str(item.get_url_parts()[2])

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page was last published."""
        return item.last_published_at


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer sitemap.xml."""
    return sitemap_views.sitemap(request, {"pages": PublicPages})
