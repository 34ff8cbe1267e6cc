"""Files of the site's own storage that go into a pack: found by the address a page shows them under.

As with the gate of /media/, only what has an address goes along, and only where it stands in a lesson of the pack: what
somebody typed into a link opens nothing.
"""

from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import storages
from django.urls import reverse

from enrolment.files import stored_file
from enrolment.pictures import stands_among
from lms.coursepacks.material import Material


def site_path(address: str) -> str:
    """Return `address` without the name of our own site: what begins with a slash is ours, all else is not."""
    return address.removeprefix(settings.SITE_URL) if address.startswith(f"{settings.SITE_URL}/") else address


def names_a_file(address: str) -> bool:
    """Tell whether `address` is where the site shows files, whether there is one or not."""
    return site_path(address).startswith(_beginning())


def stored_name(address: str) -> str:
    """Return the name in storage of what the site shows at `address`; empty for everything else."""
    name = unquote(site_path(address).removeprefix(_beginning()).partition("?")[0]) if names_a_file(address) else ""
    return "" if ".." in name.split("/") else name


def content_at(address: str, material: Material, *, at_most: int | None = None) -> bytes:
    """Return what is stored for `address`.

    Nothing when it is missing, not ours, larger than `at_most` bytes, or stands in no lesson of `material`.
    """
    name, storage = stored_name(address), storages["default"]
    stored = stored_file(name) if name else None
    if stored is None or not stands_among(stored.shown, material.keys) or not storage.exists(name):
        return b""
    if at_most is not None and storage.size(name) > at_most:
        return b""
    with storage.open(name) as file:
        content: bytes = file.read()
    return content


def _beginning() -> str:
    return reverse("media", args=["x"])[:-1]
