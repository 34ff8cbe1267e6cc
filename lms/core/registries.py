"""The registries of the core: integrity checks, reference rows, navigation items."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from lms.core.registry import Registry

# Each check yields one sentence per broken invariant; nothing when all is well.
IntegrityCheck = Callable[[], Iterable[str]]
integrity_checks: Registry[IntegrityCheck] = Registry("Integrity check")

# Each loader makes its reference rows idempotently and returns a sentence saying what is there now.
ReferenceLoader = Callable[[], str]
reference_loaders: Registry[ReferenceLoader] = Registry("Reference loader")


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the site's main navigation, shown where `visible(request)` is true."""

    label: str | Promise
    url_name: str
    order: int
    visible: Callable[[HttpRequest], bool]


navigation: Registry[NavigationItem] = Registry("Navigation item")
