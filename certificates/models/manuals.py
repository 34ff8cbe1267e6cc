"""Manuals, and the personal copies that holders of an award get (domain B 32)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from certificates.blocks import ManualBody
from certificates.managers import ManualIssueQuerySet, ManualQuerySet
from certificates.models.awards import Award
from certificates.models.drawn import Drawn
from courses.models import Programme


class Manual(models.Model):
    """What somebody who qualified for a programme works from; written by editors, handed out stamped."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="manuals", verbose_name=_("programme")
    )
    title = models.CharField(_("title"), max_length=120)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    body = StreamField(
        ManualBody(),
        verbose_name=_("chapters"),
        help_text=_(
            "Copies that people have already keep their words. For a change that everybody should get, "
            "unpublish this manual and write the next edition."
        ),
    )
    published = models.BooleanField(
        _("published"), default=False, help_text=_("Whoever holds a valid award for the programme can download it.")
    )

    objects = ManualQuerySet.as_manager()

    panels: ClassVar[list] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("programme"), FieldPanel("edition")]),
        FieldPanel("published"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("manual")
        verbose_name_plural = _("manuals")
        ordering = ["programme", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "edition"], name="manual_edition_is_one"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(published=True),
                name="one_published_manual_per_programme",
                violation_error_message=_(
                    "Another manual of this programme is published. Please unpublish that one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(title)s, edition %(edition)d") % {"title": self.title, "edition": self.edition})


class ManualIssue(Drawn):
    """One person's copy of a manual, with their name and serial number on every page."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="manual_issues", verbose_name=_("award"))
    manual = models.ForeignKey(Manual, on_delete=models.PROTECT, related_name="issues", verbose_name=_("manual"))
    requested_at = models.DateTimeField(_("asked for"))
    first_downloaded_at = models.DateTimeField(_("first downloaded"), null=True, blank=True)

    objects = ManualIssueQuerySet.as_manager()

    class Meta(Drawn.Meta):
        abstract = False
        verbose_name = _("copy of a manual")
        verbose_name_plural = _("copies of manuals")
        constraints = [
            *Drawn.Meta.constraints,
            models.UniqueConstraint(fields=["award", "manual"], name="one_copy_per_award_and_manual"),
        ]

    def __str__(self) -> str:
        return f"{self.manual_id} · {self.award_id}"
