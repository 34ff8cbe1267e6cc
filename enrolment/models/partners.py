"""Who we work with: regions, partner organisations, their sites, and the people appointed to look after them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from enrolment.managers import AppointmentQuerySet, PartnerQuerySet, RegionQuerySet, SiteQuerySet
from lms.core.models import LearningRecord


class Region(models.Model):
    """A part of the UK with its Community Coordinators; belongs to the site, not to the organisation (domain B 14)."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering: ClassVar[list[str]] = ["position", "name"]
        permissions: ClassVar[list] = [("coordinate_region", _("Can issue enrolments in the region"))]

    def __str__(self) -> str:
        return self.name


class PartnerOrganisation(models.Model):
    """An organisation that works with us under a licence."""

    name = models.CharField(_("name"), max_length=150, unique=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")
        ordering: ClassVar[list[str]] = ["name"]
        permissions: ClassVar[list] = [("lead_partnerorganisation", _("Can nominate people of the organisation"))]
        constraints: ClassVar[list] = [models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One named place of a partner organisation for which a licence is issued."""

    organisation = models.ForeignKey(
        PartnerOrganisation, on_delete=models.PROTECT, related_name="sites", verbose_name=_("partner organisation")
    )
    name = models.CharField(_("name"), max_length=150)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="sites", verbose_name=_("region"))

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering: ClassVar[list[str]] = ["organisation__name", "name"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="site_named_once_per_organisation"),
            models.CheckConstraint(condition=~Q(name=""), name="site_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.name}"


class Appointment(LearningRecord):
    """That somebody looks after something from one day to another; the truth behind their permission.

    Both days are included and are calendar days in London; an empty last day means until further notice.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        abstract = True


class LeadAppointment(Appointment):
    """That a person is SMART Lead of an organisation."""

    organisation = models.ForeignKey(
        PartnerOrganisation, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("organisation")
    )

    class Meta:
        verbose_name = _("SMART Lead")
        verbose_name_plural = _("SMART Leads")
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(ends_on__isnull=True), name="lead_appointed_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="lead_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class CoordinatorAssignment(Appointment):
    """That a person coordinates a region."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("region"))

    class Meta:
        verbose_name = _("Community Coordinator")
        verbose_name_plural = _("Community Coordinators")
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["region", "person"], condition=Q(ends_on__isnull=True), name="coordinator_assigned_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="coordinator_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.region}"


# django-guardian's tables with foreign keys of their own: found by type, joined by the database, gone with the object.
class PartnerUserPermission(UserObjectPermissionBase):
    """What a person may do for one organisation; written by enrolment.services.appointments alone."""

    content_object = models.ForeignKey(PartnerOrganisation, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class PartnerGroupPermission(GroupObjectPermissionBase):
    """Unused, but guardian looks for it beside the one above."""

    content_object = models.ForeignKey(PartnerOrganisation, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class RegionUserPermission(UserObjectPermissionBase):
    """What a person may do in one region; written by enrolment.services.appointments alone."""

    content_object = models.ForeignKey(Region, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class RegionGroupPermission(GroupObjectPermissionBase):
    """Unused, but guardian looks for it beside the one above."""

    content_object = models.ForeignKey(Region, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
