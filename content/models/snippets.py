"""What many lessons point to and is written once: terms of the glossary, and the tools of the four points."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from lms.core.models import status_is_known


class Point(models.TextChoices):
    """The four points of the SMART Recovery programme (domain A)."""

    MOTIVATION = "1", _("Building and Maintaining Motivation")
    URGES = "2", _("Coping with Urges")
    THOUGHTS = "3", _("Managing Thoughts, Feelings and Behaviours")
    BALANCE = "4", _("Living a Balanced Life")


class GlossaryTerm(index.Indexed, models.Model):
    """A word that lessons explain in the same way wherever it stands."""

    name = models.CharField(_("term"), max_length=80)
    meaning = models.CharField(_("what it means"), max_length=400)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    search_fields: ClassVar[list] = [index.SearchField("name"), index.AutocompleteField("name")]
    panels: ClassVar[list] = [FieldPanel("name"), FieldPanel("meaning")]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), name="term_explained_once")]

    def __str__(self) -> str:
        return self.name


class Tool(index.Indexed, models.Model):
    """A tool of the programme: which point it belongs to, what it is for, how it looks on a flipchart."""

    key = models.SlugField(_("key"), max_length=60, unique=True, help_text=_("Used in files; never shown."))
    name = models.CharField(_("name"), max_length=80, unique=True)
    point = models.CharField(_("point"), max_length=1, choices=Point.choices)
    purpose = models.CharField(_("what it is for"), max_length=300)
    flipchart = RichTextField(
        _("on a flipchart"),
        features=["bold", "ol", "ul"],
        blank=True,
        help_text=_("What a facilitator writes or draws, step by step."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    search_fields: ClassVar[list] = [index.SearchField("name"), index.AutocompleteField("name")]
    panels: ClassVar[list] = [FieldPanel(name) for name in ("name", "key", "point", "purpose", "flipchart")]

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        ordering = ["point", "name"]
        constraints = [status_is_known("point", Point, name="tool_point_is_known")]

    def __str__(self) -> str:
        return self.name
