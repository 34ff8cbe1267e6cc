"""What a PDF may load: what our apps keep in `pdf` and `static`, and data: addresses; nothing from the network, ever.

Import this module only from the engine, after the libraries are known to load: it imports WeasyPrint.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class VendoredFetcher(URLFetcher):
    """Hands out what lies in `<app>/pdf/` or `<app>/static/`, and data: addresses; refuses all else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, Any] | None = None) -> URLFetcherResponse:
        """Return what is at `url`. Raises FatalURLFetchingError, which stops the rendering, when it may not be read."""
        if not url.startswith("data:") and not _is_vendored(url):
            raise FatalURLFetchingError(f"A PDF may only use files of this project, not {url}")
        return super().fetch(url, headers)


def _is_vendored(url: str) -> bool:
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    return parts.scheme == "file" and any(path.is_relative_to(folder) for folder in _folders())


def _folders() -> list[Path]:
    return [Path(app.path).resolve() / kind for app in apps.get_app_configs() for kind in ("pdf", "static")]
