"""The one door to WeasyPrint: loaded late, one font configuration, one lock, one fetcher.

Two threads sharing a font configuration corrupt memory, and one each costs time and space: so one per process behind
one lock. Whoever needs more throughput runs more worker processes.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from lms.core.pdf.errors import PdfUnavailable, letters_missing, libraries_missing
from lms.core.pdf.letters import FONTS, undrawable

BASE_STYLE = Path(__file__).parent / "styles" / "base.css"
BASE_URL = Path(__file__).resolve().parents[3].as_uri() + "/"
_lock = Lock()


@dataclass(frozen=True)
class Engine:
    """WeasyPrint, loaded: its module, our fetcher and the process's only font configuration."""

    weasyprint: Any
    fetcher: Any
    fonts: Any
    forbidden: type[BaseException]


@dataclass(frozen=True)
class Draft:
    """A PDF to be: its words and style sheets are settled, nothing is drawn yet."""

    html: str
    styles: tuple[Path, ...]

    @property
    def digest(self) -> str:
        """Return a name for exactly this content: other words or another design give another digest."""
        parts = [self.html.encode(), *(path.read_bytes() for path in self.styles)]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]

    def render(self) -> bytes:
        """Return the PDF. Raises PdfUnavailable and ValueError as `render_pdf` does."""
        if undrawable(strip_tags(self.html)):
            raise letters_missing()
        with _lock:
            return _written(self)


def compose_pdf(
    *,
    template: str,
    context: Mapping[str, Any],
    title: str,
    lang: str = "en-GB",
    styles: Sequence[Path] = (),
    created: datetime | None = None,
) -> Draft:
    """Return what `render_pdf` would draw, so that a caller can look for it by its digest first."""
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if created else ""
    html = render_to_string(template, {**context, "pdf": {"title": title, "lang": lang, "created": stamp}})
    return Draft(unicodedata.normalize("NFC", html), (BASE_STYLE, *styles))


def render_pdf(
    *,
    template: str,
    context: Mapping[str, Any],
    title: str,
    lang: str = "en-GB",
    styles: Sequence[Path] = (),
    created: datetime | None = None,
) -> bytes:
    """Return `template` (which extends pdf/base.html) as a PDF/UA-1, the same bytes for the same arguments.

    Arguments: `template` and its `context` (pictures are named from the project's root); `title` and `lang` of the
    document; `styles`, style sheets in an app's `pdf` folder; `created`, an aware time to put in as the document's
    date (none by default).
    Raises PdfUnavailable with a sentence when this machine cannot make PDFs or a letter of the text cannot be drawn;
    ValueError when the template asks for a file or address that is not ours.
    """
    draft = compose_pdf(template=template, context=context, title=title, lang=lang, styles=styles, created=created)
    return draft.render()


def _written(draft: Draft) -> bytes:
    engine = _loaded()
    try:
        document = engine.weasyprint.HTML(string=draft.html, base_url=BASE_URL, url_fetcher=engine.fetcher)
        return document.write_pdf(
            font_config=engine.fonts,
            stylesheets=[_stylesheet(path) for path in draft.styles],
            pdf_variant="pdf/ua-1",
            pdf_identifier=draft.digest.encode(),
        )
    except engine.forbidden as error:
        # A BaseException of theirs, which would end a worker: ours to mend, so an ordinary error.
        raise ValueError(str(error)) from error


@cache
def _stylesheet(path: Path) -> Any:
    engine = _loaded()
    return engine.weasyprint.CSS(filename=path, url_fetcher=engine.fetcher, font_config=engine.fonts)


def can_load() -> bool:
    """Return whether this machine has the libraries; takes most of a second the first time."""
    with _lock:
        try:
            _loaded()
        except PdfUnavailable:
            return False
    return True


@cache
def _loaded() -> Engine:
    with _only_our_fonts():
        try:
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
        except OSError as error:
            raise libraries_missing() from error
        from weasyprint.urls import FatalURLFetchingError

        from lms.core.pdf.fetcher import VendoredFetcher

        return Engine(weasyprint, VendoredFetcher(), FontConfiguration(), FatalURLFetchingError)


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Point Fontconfig at the vendored folder while it reads its configuration; other programs keep theirs."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
