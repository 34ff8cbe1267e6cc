"""Making PDFs for keeps: draw, store, then write the name down only where there is none (compare-and-swap).

A worker may die at any moment in between: a drawing is the same bytes under the same name each time, and only the row
that says “stored” brings the e-mail. So whoever tries again finishes it, and nobody is written to twice.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from certificates.kinds import CERTIFICATE
from certificates.models import Award, ManualIssue
from certificates.rendering import certificate_draft, certificate_of, manual_draft
from lms.core.files import save_private
from lms.core.pdf import PdfUnavailable
from lms.notifications.services.outbox import queue_email


def draw_certificate(*, pk: str, at: datetime) -> None:
    """Make and keep the certificate of the award `pk` and write to its holder; harmless when that is done already.

    Where no PDF can be made, the award holds all the same: its holder is written to, and the page is the certificate.
    """
    award = Award.objects.issued().filter(pk=pk).first()
    if award is None or not Award.objects.filter(pk=pk).claim(at=at):
        return
    try:
        name = store_certificate(award)
    except PdfUnavailable as refusal:
        _refused(award, refusal)
    else:
        _stored(award, name, at=at)


def store_certificate(award: Award) -> str:
    """Draw the certificate of `award` into private storage and return its name there."""
    words = certificate_of(award)
    draft = certificate_draft(words, product_name=settings.PRODUCT_NAME, issuer=settings.ISSUER_NAME)
    return save_private(f"certificates/{award.pk}/{draft.digest}.pdf", draft.render())


@transaction.atomic
def _stored(award: Award, name: str, *, at: datetime) -> None:
    if Award.objects.filter(pk=award.pk).mark_stored(name=name, at=at):
        _announce(award)


@transaction.atomic
def _refused(award: Award, refusal: PdfUnavailable) -> None:
    if Award.objects.filter(pk=award.pk).mark_refused(problem=refusal.code):
        _announce(award)


def _announce(award: Award) -> None:
    learner = award.learner
    if learner.email:
        key, refs = f"{CERTIFICATE}:{award.pk}", {"award": str(award.pk)}
        queue_email(key=key, kind=CERTIFICATE, to=learner.email, user=learner, refs=refs)


def draw_manual(*, pk: int, at: datetime) -> None:
    """Make and keep the personal copy `pk` of a manual; harmless when that is done already."""
    copies = ManualIssue.objects.filter(pk=pk)
    issue = copies.wanted().select_related("award", "manual").first()
    if issue is None or not copies.claim(at=at):
        return
    try:
        name = store_manual(issue)
    except PdfUnavailable as refusal:
        copies.mark_refused(problem=refusal.code)
    else:
        copies.mark_stored(name=name, at=at)


def store_manual(issue: ManualIssue) -> str:
    """Draw a personal copy into private storage and return its name there."""
    about = {"product_name": settings.PRODUCT_NAME, "issuer": settings.ISSUER_NAME}
    draft = manual_draft(issue.manual, issue.award, **about)
    return save_private(f"manuals/{issue.award_id}/{issue.manual_id}/{draft.digest}.pdf", draft.render())
