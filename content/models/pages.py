"""Site pages: the home page and plain pages such as privacy and accessibility."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks import BodyBlock


class StepBlock(StructBlock):
    """One step of "how it works"."""

    title = CharBlock(max_length=80, label=_("Title"))
    text = TextBlock(max_length=300, label=_("Text"))

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "content/blocks/step.html"


class HomePage(Page):
    """The front door: one sentence, two doors, three steps."""

    lead = models.CharField(_("in one sentence"), max_length=255)
    learn_title = models.CharField(_("first door: title"), max_length=80)
    learn_text = models.CharField(_("first door: text"), max_length=300)
    nominated_title = models.CharField(_("second door: title"), max_length=80)
    nominated_text = models.CharField(_("second door: text"), max_length=300)
    steps_title = models.CharField(_("how it works: title"), max_length=80)
    steps = StreamField([("steps", ListBlock(StepBlock(), max_num=6))], max_num=1, blank=True, verbose_name=_("steps"))

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = 1
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("learn_title"), FieldPanel("learn_text")], heading=_("First door")),
        MultiFieldPanel([FieldPanel("nominated_title"), FieldPanel("nominated_text")], heading=_("Second door")),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], heading=_("How it works")),
    ]

    class Meta:
        verbose_name = _("home page")


class StandardPage(Page):
    """A plain page: a title, a lead and a body."""

    lead = models.CharField(_("lead"), max_length=255, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["content.StandardPage"]
    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
