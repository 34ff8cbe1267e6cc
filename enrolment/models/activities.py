"""Activities without lessons: points to agree to, and the name to be printed (domain B 30)."""

import json
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.blocks import TEXT_FEATURES
from courses.models import ActivityPage
from courses.panels import taking_part_panels
from enrolment.models.learning import Enrolment
from lms.core.models import LearningRecord


class DeclarationPage(ActivityPage):
    """Points that a learner reads and agrees to, such as a code of conduct."""

    intro = RichTextField(_("before the points"), features=TEXT_FEATURES, blank=True)
    statements = StreamField(
        [("statement", CharBlock(max_length=400, label=_("Point")))], verbose_name=_("points agreed to")
    )
    agreement = models.CharField(
        _("sentence beside the tick box"),
        max_length=255,
        help_text=_("What the learner says by ticking it, such as “I have read these points and will keep to them.”"),
    )

    activity_kind = "declaration"
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        MultiFieldPanel(taking_part_panels(), heading=_("Taking part")),
        FieldPanel("intro"),
        FieldPanel("statements"),
        FieldPanel("agreement"),
    ]

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        learner = context["learner"]
        mine = Declaration.objects.filter(activity_key=self.activity_key)
        is_somebody = learner and not learner.is_made_up
        return {**context, "made": mine.filter(enrolment=learner.enrolment_id).first() if is_somebody else None}

    @property
    def words(self) -> dict[str, Any]:
        """Return all that a learner agrees to, as plain values which a declaration keeps."""
        return {
            "title": self.title,
            "intro": self.intro,
            "statements": [statement.value for statement in self.statements],
            "agreement": self.agreement,
        }

    @cached_property
    def words_digest(self) -> str:
        """Return what stands for `words` in a form, so that nobody agrees to other words than they were shown."""
        return sha256(json.dumps(self.words, sort_keys=True).encode()).hexdigest()


class NameConfirmationPage(ActivityPage):
    """The learner sees their name as it will be printed on the certificate, and puts it right where it is not."""

    intro = RichTextField(_("before the name"), features=TEXT_FEATURES, blank=True)

    activity_kind = "name"
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        MultiFieldPanel(taking_part_panels(), heading=_("Taking part")),
        FieldPanel("intro"),
    ]

    class Meta:
        verbose_name = _("name confirmation")
        verbose_name_plural = _("name confirmations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        learner = context["learner"]
        is_somebody = learner and not learner.is_made_up
        confirmed = ConfirmedName.objects.filter(enrolment=learner.enrolment_id).first() if is_somebody else None
        name = confirmed.name if confirmed else getattr(request.user, "full_name", "")
        return {**context, "confirmed": confirmed, "printed_name": name}


class Declaration(LearningRecord):
    """That a learner agreed, and to which words; later edits of the page change nothing here."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="declarations", verbose_name=_("enrolment")
    )
    activity_key = models.UUIDField(_("activity"))
    words = models.JSONField(_("words agreed to"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("declaration made")
        verbose_name_plural = _("declarations made")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="one_declaration_per_enrolment_and_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_key}"


class ConfirmedName(LearningRecord):
    """The name that a learner wants printed on the certificate of this course."""

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="confirmed_name", verbose_name=_("enrolment")
    )
    name = models.CharField(_("name as printed"), max_length=150)
    confirmed_at = models.DateTimeField(_("confirmed"))

    class Meta:
        verbose_name = _("confirmed name")
        verbose_name_plural = _("confirmed names")
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="confirmed_name_is_not_empty")]

    def __str__(self) -> str:
        return self.name
