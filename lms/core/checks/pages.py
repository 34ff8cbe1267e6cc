"""Every page type says where it may stand; Wagtail's default is anywhere."""

from collections.abc import Iterable, Iterator

from django.core.checks import CheckMessage, Error
from django.db.models import Model
from wagtail.models import Page

HINT = "Name the page types it may stand below; an empty list for one that is never made by hand."


def check_page_types(models: Iterable[type[Model]]) -> Iterator[CheckMessage]:
    """Yield lms.E002 for every page type without `parent_page_types` of its own or of a base of ours."""
    for model in models:
        if issubclass(model, Page) and not _says_where(model):
            yield Error(f"{model._meta.label} does not declare parent_page_types.", HINT, obj=model, id="lms.E002")


def _says_where(model: type[Page]) -> bool:
    ours = (base for base in model.__mro__ if not base.__module__.startswith("wagtail."))
    return any("parent_page_types" in vars(base) for base in ours)
