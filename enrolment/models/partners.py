"""Who we work with: regions, partner organisations, their sites, and the people appointed to look after them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enrolment.managers import AppointmentQuerySet, PartnerQuerySet, RegionQuerySet, SiteQuerySet
from enrolment.rules.partners import Nation
from enrolment.rules.prices import Rate
from lms.core.models import LearningRecord, status_is_known


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


class PartnerKind(models.TextChoices):
    """What sort of organisation a partner is (domain A): reports count by it."""

    TREATMENT = "treatment", _("Treatment provider")
    NHS = "nhs", _("NHS")
    CRIMINAL_JUSTICE = "justice", _("Prison or criminal justice")
    VETERANS = "veterans", _("Veterans’ service")
    YOUTH = "youth", _("Youth service")
    HOUSING = "housing", _("Housing")
    CHARITY = "charity", _("Charity or community group")
    PRIVATE = "private", _("Private rehab")
    CORPORATE = "corporate", _("Company")
    UKSR = "uksr", _("UK SMART Recovery itself")


class PayingRate(models.TextChoices):
    """Which column of the fee list an organisation pays by."""

    NON_PROFIT = Rate.NON_PROFIT.value, _("Non-profit")
    PRIVATE = Rate.PRIVATE.value, _("Private")


class PartnerOrganisation(models.Model):
    """An organisation that works with us under a licence; UKSR is one itself, for its volunteers (domain B 13)."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind.choices, default=PartnerKind.TREATMENT)
    rate = models.CharField(_("fees"), max_length=12, choices=PayingRate.choices, default=PayingRate.NON_PROFIT)
    issues_at_once = models.BooleanField(
        _("invitations go out at once"),
        default=False,
        help_text=_("A nomination is issued as soon as it is made; nobody at the coordinator’s desk needs to press."),
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")
        ordering: ClassVar[list[str]] = ["name"]
        permissions: ClassVar[list] = [("lead_partnerorganisation", _("Can nominate people of the organisation"))]
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
            status_is_known("kind", PartnerKind, name="partner_kind_is_known"),
            status_is_known("rate", PayingRate, name="partner_rate_is_known"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind=PartnerKind.UKSR), name="one_uksr"),
        ]

    def __str__(self) -> str:
        return self.name


class SiteNation(models.TextChoices):
    """The nation a site lies in: it decides which check its people need, and which bank holidays count."""

    ENGLAND = Nation.ENGLAND.value, _("England")
    SCOTLAND = Nation.SCOTLAND.value, _("Scotland")
    WALES = Nation.WALES.value, _("Wales")
    NORTHERN_IRELAND = Nation.NORTHERN_IRELAND.value, _("Northern Ireland")


class Site(models.Model):
    """One named place of a partner organisation for which a licence is issued."""

    organisation = models.ForeignKey(
        PartnerOrganisation, on_delete=models.PROTECT, related_name="sites", verbose_name=_("partner organisation")
    )
    name = models.CharField(_("name"), max_length=150)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="sites", verbose_name=_("region"))
    nation = models.CharField(_("nation"), max_length=12, choices=SiteNation.choices, default=SiteNation.ENGLAND)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering: ClassVar[list[str]] = ["organisation__name", "name"]
        permissions: ClassVar[list] = [("lead_site", _("Can nominate people of the site"))]
        constraints: ClassVar[list] = [
            status_is_known("nation", SiteNation, name="site_nation_is_known"),
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
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        abstract = True


class LeadAppointment(Appointment):
    """That a person is SMART Lead of an organisation: of the whole of it, or of one of its sites."""

    organisation = models.ForeignKey(
        PartnerOrganisation, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("organisation")
    )
    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("site"),
        help_text=_("Empty: the whole organisation."),
    )

    class Meta:
        verbose_name = _("SMART Lead")
        verbose_name_plural = _("SMART Leads")
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ends_on__isnull=True, site__isnull=True),
                name="lead_appointed_once",
            ),
            models.UniqueConstraint(
                fields=["site", "person"],
                condition=Q(ends_on__isnull=True, site__isnull=False),
                name="lead_appointed_once_per_site",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="lead_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.site or self.organisation}"


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
