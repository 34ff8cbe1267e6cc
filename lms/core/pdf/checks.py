"""A word to operators when this machine cannot make PDFs; everything else works without."""

import ctypes
from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

from lms.core.pdf.engine import can_load

# Loading these takes a millisecond; WeasyPrint itself most of a second, so it is asked only when one is missing
# (other systems give them other names).
USUAL_NAMES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1")
PROBLEM = "Pango is missing: completion notes and certificates cannot be made as PDFs."
HINT = "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@register()
def pdf_libraries(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the libraries that draw PDFs are missing."""
    if all(_loads(name) for name in USUAL_NAMES) or can_load():
        return []
    return [CheckWarning(PROBLEM, hint=HINT, id="core.W001")]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
