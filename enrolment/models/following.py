"""Looking after partners: national leads, reminders sent, notes and visits, the set-up of a site."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enrolment.models.licences import LicenceType
from enrolment.models.nominations import Nomination
from enrolment.models.partners import Appointment, PartnerOrganisation, Site, SiteNation
from lms.core.models import LearningRecord, status_is_known


class NationalLead(Appointment):
    """That a person looks after the licences of one type in one nation, beside the regions' coordinators."""

    licence_type = models.ForeignKey(
        LicenceType, on_delete=models.PROTECT, related_name="national_leads", verbose_name=_("licence type")
    )
    nation = models.CharField(_("nation"), max_length=12, choices=SiteNation.choices)

    class Meta:
        verbose_name = _("national lead")
        verbose_name_plural = _("national leads")
        ordering: ClassVar[list[str]] = ["licence_type", "nation", "starts_on", "pk"]
        constraints: ClassVar[list] = [
            status_is_known("nation", SiteNation, name="national_lead_nation_is_known"),
            models.UniqueConstraint(
                fields=["licence_type", "nation", "person"],
                condition=Q(ends_on__isnull=True),
                name="national_lead_appointed_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="national_lead_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.licence_type}, {self.get_nation_display()}"


class Nudge(LearningRecord):
    """A kind reminder that a Lead or coordinator sent to somebody on a place."""

    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="nudges", verbose_name=_("training place")
    )
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]
        indexes: ClassVar[list] = [models.Index(fields=["nomination", "-sent_at"], name="nudge_by_nomination")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class NoteKind(models.TextChoices):
    """What is written down about a partner."""

    NOTE = "note", _("Note")
    VISIT = "visit", _("Visit")


class PartnerNote(models.Model):
    """What a coordinator writes down about a partner, for colleagues alone; never about one learner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        PartnerOrganisation, on_delete=models.CASCADE, related_name="notes", verbose_name=_("organisation")
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, null=True, blank=True, related_name="notes", verbose_name=_("site")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind.choices, default=NoteKind.NOTE)
    happened_on = models.DateField(_("day"))
    text = models.TextField(_("text"), max_length=4000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("note about a partner")
        verbose_name_plural = _("notes about partners")
        ordering: ClassVar[list[str]] = ["-happened_on", "-written_at", "pk"]
        constraints: ClassVar[list] = [
            status_is_known("kind", NoteKind, name="note_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.happened_on}"


class Phase(models.TextChoices):
    """The three phases of setting up meetings at a site (domain A, set-up checklist)."""

    BEFORE = "before", _("Before you begin")
    BEGINNING = "beginning", _("When meetings begin")
    RUNNING = "running", _("Once meetings run")


class SetUpStep(models.Model):
    """One thing a Lead does to set up meetings; kept by Central Office."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices)
    text = models.CharField(_("what to do"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    class Meta:
        verbose_name = _("step of the set-up")
        verbose_name_plural = _("steps of the set-up")
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list] = [status_is_known("phase", Phase, name="set_up_phase_is_known")]

    def __str__(self) -> str:
        return self.text


class SetUpTick(models.Model):
    """That a step is done at a site."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="ticks", verbose_name=_("site"))
    step = models.ForeignKey(SetUpStep, on_delete=models.CASCADE, related_name="ticks", verbose_name=_("step"))
    done_at = models.DateTimeField(_("done"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("done by")
    )

    class Meta:
        verbose_name = _("step done")
        verbose_name_plural = _("steps done")
        constraints: ClassVar[list] = [models.UniqueConstraint(fields=["site", "step"], name="step_done_once_per_site")]

    def __str__(self) -> str:
        return f"{self.site} · {self.step}"
