"""What the page frame needs on every page; costs no query for a visitor who is not signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lms.core.registries import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the product name, the navigation for this visitor and the safe-exit address."""
    items = sorted((item for _, item in navigation if item.visible(request)), key=lambda item: item.order)
    return {
        "product_name": settings.PRODUCT_NAME,
        "navigation": items,
        "safe_exit_url": settings.SAFE_EXIT_URL,
        "is_demo": settings.DEMO,
    }
