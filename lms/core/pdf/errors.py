"""Why a PDF cannot be made, in sentences fit to show."""

from django.utils.translation import gettext as _

from lms.core.errors import DomainError


class PdfUnavailable(DomainError):  # noqa: N818  (a refusal, not a fault)
    """No PDF can be made here and now; the page in the browser says the same things."""


def libraries_missing() -> PdfUnavailable:
    """Return the refusal for a machine without Pango."""
    sentence = _("We cannot make a PDF at the moment. Please print this page instead.")
    return PdfUnavailable("pdf-libraries-missing", sentence)


def letters_missing() -> PdfUnavailable:
    """Return the refusal for a text with letters that none of our faces has."""
    sentence = _("Our PDF cannot draw all of these letters yet. Please print this page instead.")
    return PdfUnavailable("pdf-letters-missing", sentence)
