"""Awards: that a person qualified, in the words of the day it was issued."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.managers import AwardQuerySet
from certificates.models.drawn import Drawn
from certificates.rules import AwardState
from courses.models import Programme
from enrolment.models import Enrolment
from lms.core.models import status_is_known


class Route(models.TextChoices):
    """How somebody came to qualify."""

    SELF_PACED = "self_paced", _("Self-paced training")
    RECOGNISED = "recognised", _("Recognised: trained before")


class Status(models.TextChoices):
    """Where an award stands, in words for staff."""

    ISSUED = AwardState.ISSUED.value, _("Valid")
    REVOKED = AwardState.REVOKED.value, _("Revoked")
    SUPERSEDED = AwardState.SUPERSEDED.value, _("Replaced by a newer one")


class Award(Drawn):
    """One person qualified for one programme. Names, titles and dates are frozen at issue (domain B 30)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="awards", verbose_name=_("enrolment")
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="awards", verbose_name=_("learner")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="awards", verbose_name=_("programme")
    )
    printed_name = models.CharField(_("name as printed"), max_length=150)
    programme_name = models.CharField(_("programme as printed"), max_length=80)
    course_title = models.CharField(_("course as printed"), max_length=255)
    edition_number = models.PositiveIntegerField(_("edition of the course"))
    route = models.CharField(_("route"), max_length=12, choices=Route.choices, default=Route.SELF_PACED)
    issued_on = models.DateField(_("date"))
    issued_at = models.DateTimeField(_("issued"))
    serial = models.CharField(_("serial number"), max_length=20, unique=True)
    code = models.CharField(_("verification code"), max_length=40, unique=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.ISSUED)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.TextField(_("reason for ending"), blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta(Drawn.Meta):
        abstract = False
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-issued_at", "pk"]
        # Awards are made and ended by services; people may look, and some may revoke.
        default_permissions = ("view",)
        permissions = [("revoke_award", "Can revoke an award")]
        indexes = [models.Index(fields=["-issued_at"], name="award_issued")]
        constraints = [
            *Drawn.Meta.constraints,
            status_is_known("status", Status, name="award_status_is_known"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status=Status.ISSUED), name="one_issued_award_per_enrolment"
            ),
            models.CheckConstraint(condition=Q(route__in=Route.values), name="award_route_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.ISSUED, ended_at__isnull=True)
                | (~Q(status=Status.ISSUED) & Q(ended_at__isnull=False)),
                name="award_ended_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(printed_name="") & ~Q(programme_name="") & ~Q(course_title=""),
                name="award_says_whose_and_what_for",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def is_issued(self) -> bool:
        """Tell whether the award holds."""
        return self.status == AwardState.ISSUED

    @property
    def verify_path(self) -> str:
        """Return the path under which anybody can check the certificate."""
        return reverse("certificates:verify-code", args=[self.code])
