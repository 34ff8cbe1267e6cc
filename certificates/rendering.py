"""Draws what we attest as PDFs: completion notes, certificates, personal copies of manuals."""

from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.models import Award, Manual
from certificates.rules import Certificate, Note
from lms.core.pdf import Draft, compose_pdf

STYLES = Path(__file__).parent / "pdf"


def note_draft(note: Note, *, product_name: str) -> Draft:
    """Return the PDF to be of `note`, as issued by `product_name`."""
    return compose_pdf(
        template="certificates/pdf/note.html",
        context={"note": note, "product_name": product_name},
        title=_("Completion note: %(course)s") % {"course": note.course},
        styles=(STYLES / "note.css",),
    )


def certificate_of(award: Award) -> Certificate:
    """Return what the certificate of `award` says, on paper and on the page."""
    return Certificate(
        name=award.printed_name,
        programme=award.programme_name,
        course=award.course_title,
        edition=award.edition_number,
        issued_on=award.issued_on,
        serial=award.serial,
        address=f"{settings.SITE_URL}{award.verify_path}",
        typed_at=f"{settings.SITE_URL}{reverse('certificates:verify')}".partition("://")[2],
    )


def certificate_draft(certificate: Certificate, *, product_name: str, issuer: str) -> Draft:
    """Return the PDF to be of `certificate`, as issued by `issuer` through `product_name`."""
    return compose_pdf(
        template="certificates/pdf/certificate.html",
        context={
            "certificate": certificate,
            "qr": qr_drawing(certificate.address),
            "product_name": product_name,
            "issuer": issuer,
        },
        title=_("Certificate: %(programme)s") % {"programme": certificate.programme},
        styles=(STYLES / "certificate.css",),
    )


def qr_drawing(address: str) -> str:
    """Return a QR code that leads to `address` as SVG, with words for whoever cannot see it."""
    title = _("QR code that leads to the page where this certificate can be checked")
    return segno.make(address, error="m", micro=False).svg_inline(title=title, border=0, omitsize=True)


def manual_draft(manual: Manual, award: Award, *, product_name: str, issuer: str) -> Draft:
    """Return the PDF to be of the copy of `manual` for the holder of `award`, stamped on every page."""
    context = {"manual": manual, "award": award, "product_name": product_name, "issuer": issuer}
    return compose_pdf(
        template="certificates/pdf/manual.html",
        context=context,
        title=manual.title,
        styles=(STYLES / "manual.css",),
    )
