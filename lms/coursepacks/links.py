"""Where the links of a lesson lead, once it is in a pack."""

from collections.abc import Mapping

from django.conf import settings

from lms.coursepacks.media import site_path
from lms.coursepacks.rewriting import Target

WRITTEN_OUT = ("http://", "https://", "mailto:", "tel:")


def target_of(href: str, inside: Mapping[str, str]) -> Target:
    """Return where `href` leads: to what `inside` names for a page of the pack, else to an address to type."""
    path = site_path(href)
    page = inside.get(path.partition("#")[0])
    if page:
        return Target(href=page)
    if path.startswith("/"):
        return Target(address=f"{settings.SITE_URL}{path}")
    return Target(address=href if href.startswith(WRITTEN_OUT) else "")
