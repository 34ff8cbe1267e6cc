"""PDFs people can keep: tagged (PDF/UA-1), drawn only from vendored files, the same bytes for the same input."""

from lms.core.pdf.engine import Draft, compose_pdf, render_pdf
from lms.core.pdf.errors import PdfUnavailable

__all__ = ["Draft", "PdfUnavailable", "compose_pdf", "render_pdf"]
