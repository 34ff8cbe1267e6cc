"""Reference rows of content: the home page, the site, and the plain pages every site must have."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from content.markup import to_rich_text
from content.models import HomePage, StandardPage

FOLDER = Path(__file__).resolve().parent / "reference"
PLAIN_PAGES = ("privacy", "accessibility")


def load_site_pages() -> str:
    """Make the home page (as root of the one site) and the plain pages unless they are there; never overwrite."""
    home = HomePage.objects.first() or _make_home()
    for slug in PLAIN_PAGES:
        if not StandardPage.objects.child_of(home).filter(slug=slug).exists():
            _make_plain_page(home, slug)
    return _("home page and %(count)d plain pages") % {"count": len(PLAIN_PAGES)}


def _make_home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    words: dict[str, Any] = yaml.safe_load((FOLDER / "home.yaml").read_text(encoding="utf-8"))
    steps = [{"type": "steps", "value": words.pop("steps")}]
    Page.objects.child_of(root).filter(slug="home", depth=2).exclude(pk__in=HomePage.objects.all()).delete()
    home: HomePage = Page.objects.get(pk=root.pk).add_child(instance=HomePage(slug="home", steps=steps, **words))
    site, _made = Site.objects.get_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    site.root_page, site.site_name = home, settings.PRODUCT_NAME
    site.save()
    return home


def _make_plain_page(home: HomePage, slug: str) -> None:
    first_line, _newline, text = (FOLDER / f"{slug}.md").read_text(encoding="utf-8").partition("\n")
    words = text.replace("CONTACT_EMAIL", settings.CONTACT_EMAIL)
    body = [{"type": "text", "value": to_rich_text(words)}]
    home.add_child(instance=StandardPage(slug=slug, title=first_line.lstrip("# ").strip(), body=body))
