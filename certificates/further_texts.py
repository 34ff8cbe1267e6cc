"""Manuals as further texts of the language check: they are no pages, and are printed and handed out."""

from django.db.models import QuerySet

from certificates.models import Manual
from content.registries import FurtherTexts
from courses.models import CoursePage

MANUALS = "manuals"


class ManualTexts(FurtherTexts):
    """Manuals: those that people can download, and drafts; the words of their programme are looked for, too."""

    model = Manual

    def live(self) -> QuerySet:
        return Manual.objects.published()

    def drafts(self) -> QuerySet:
        return Manual.objects.exclude(pk__in=self.live().values("pk"))

    def path(self, row: Manual) -> str:
        """Return where a course of its programme stands: each has the same further words."""
        return CoursePage.objects.filter(programme=row.programme_id).values_list("path", flat=True).first() or ""
