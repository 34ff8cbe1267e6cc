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
    """Make the home page (as root of the one site) and the plain pages, or bring our words up to date.

    A page that an editor has saved is theirs: it has a revision, and stays as it is.
    """
    home = HomePage.objects.first()
    if home is None:
        home = _make_home()
    else:
        _renew(home, **_home_words())
    for slug in PLAIN_PAGES:
        _make_or_renew(home, slug)
    return _("home page and %(count)d plain pages") % {"count": len(PLAIN_PAGES)}


def _home_words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load((FOLDER / "home.yaml").read_text(encoding="utf-8"))
    return {**words, "steps": [{"type": "steps", "value": words["steps"]}]}


def _make_home() -> HomePage:
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    Page.objects.child_of(root).filter(slug="home", depth=2).exclude(pk__in=HomePage.objects.all()).delete()
    home: HomePage = Page.objects.get(pk=root.pk).add_child(instance=HomePage(slug="home", **_home_words()))
    site, _made = Site.objects.get_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    site.root_page, site.site_name = home, settings.PRODUCT_NAME
    site.save()
    return home


def _make_or_renew(home: HomePage, slug: str) -> None:
    first_line, _newline, text = (FOLDER / f"{slug}.md").read_text(encoding="utf-8").partition("\n")
    words = text.replace("CONTACT_EMAIL", settings.CONTACT_EMAIL)
    fields = {
        "title": first_line.lstrip("# ").strip(),
        "body": [{"type": "text", "value": to_rich_text(words)}],
    }
    page = StandardPage.objects.child_of(home).filter(slug=slug).first()
    if page is None:
        home.add_child(instance=StandardPage(slug=slug, **fields))
    else:
        _renew(page, **fields)


def _renew(page: Page, **fields: Any) -> None:
    """Give `page` our present words, unless an editor has saved it or it has them already."""
    if page.latest_revision_id is not None:
        return
    ours = type(page)(**fields)
    changed = [name for name in fields if _words_of(page, name) != _words_of(ours, name)]
    for name in changed:
        setattr(page, name, getattr(ours, name))
    if changed:
        page.save()


def _words_of(page: Page, name: str) -> str:
    """Return a field as it is shown: the keys of blocks, made anew each time, do not count."""
    return str(getattr(page, name))
