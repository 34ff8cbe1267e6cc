"""What rows with a stored PDF have in common."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.core.models import LearningRecord


class Drawn(LearningRecord):
    """A record with a PDF that a worker makes once and stores; the row holds without it."""

    pdf_name = models.CharField(_("stored PDF"), max_length=200, blank=True)
    pdf_stored_at = models.DateTimeField(_("PDF stored"), null=True, blank=True)
    pdf_problem = models.CharField(_("why there is no PDF"), max_length=40, blank=True)
    tried_at = models.DateTimeField(_("last tried to draw"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(pdf_name="", pdf_stored_at__isnull=True)
                | (~Q(pdf_name="") & Q(pdf_stored_at__isnull=False, pdf_problem="")),
                name="%(class)s_pdf_has_name_and_time",
            ),
        ]
