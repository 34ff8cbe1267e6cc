"""Licences and the training places they bring; places are counted from rows, never kept in a counter."""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Programme
from enrolment.managers import LicenceQuerySet, PlaceAllowanceQuerySet
from enrolment.models.partners import Site
from enrolment.rules.licences import LicenceState, licence_state
from lms.core.models import LearningRecord, status_is_known


class LicenceType(models.Model):
    """The kind of licence: how many places it brings and which courses those places open (domain A Licences, B 2)."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    places = models.PositiveSmallIntegerField(
        _("training places"), default=0, help_text=_("What one licence brings each licence year.")
    )
    on_sale = models.BooleanField(_("on sale"), default=True)
    is_satellite = models.BooleanField(
        _("satellite"),
        default=False,
        help_text=_("Extra premises of a site that holds a licence: people are nominated there, not here."),
    )
    is_unlimited = models.BooleanField(
        _("unlimited training"), default=False, help_text=_("Its licence years have no number of places.")
    )
    eligibility = models.TextField(
        _("who may be nominated"), blank=True, help_text=_("Read by whoever nominates somebody for it.")
    )
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    programmes = models.ManyToManyField(Programme, related_name="licence_types", verbose_name=_("permits"))
    courses = models.ManyToManyField(
        CoursePage, through="LicenceTypeCourse", related_name="licence_types", verbose_name=_("opens")
    )

    class Meta:
        verbose_name = _("licence type")
        verbose_name_plural = _("licence types")
        ordering: ClassVar[list[str]] = ["position", "pk"]
        permissions: ClassVar[list] = [("coordinate_licencetype", _("Can look after licences of the type"))]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(places=0) | Q(is_satellite=False, is_unlimited=False),
                name="licence_type_counts_places_or_not",
            )
        ]

    def __str__(self) -> str:
        return self.name


class LicenceTypeCourse(models.Model):
    """A course that a place of this licence type opens, in order (domain B 2)."""

    licence_type = models.ForeignKey(LicenceType, on_delete=models.CASCADE, related_name="steps")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering: ClassVar[list[str]] = ["licence_type", "position"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["licence_type", "course"], name="licence_type_opens_course_once"),
            models.UniqueConstraint(fields=["licence_type", "position"], name="licence_type_course_order"),
        ]

    def __str__(self) -> str:
        return f"{self.licence_type} · {self.course}"


class Licence(LearningRecord):
    """Leave for one site to deliver what its type permits; its licence years are its allowances."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="licences", verbose_name=_("site"))
    licence_type = models.ForeignKey(
        LicenceType, on_delete=models.PROTECT, related_name="licences", verbose_name=_("licence type")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="satellites",
        verbose_name=_("satellite of"),
        help_text=_("The licence under which its people are nominated."),
    )

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering: ClassVar[list[str]] = ["site", "licence_type"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["site", "licence_type"], name="one_licence_of_a_type_per_site"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="no_licence_is_its_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.licence_type} · {self.site}"


class PlaceAllowance(LearningRecord):
    """The training places of one licence in one licence year; both days included, calendar days in London (B 10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="allowances", verbose_name=_("licence"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    is_unlimited = models.BooleanField(_("unlimited training"), default=False)
    fee_pence = models.PositiveIntegerField(_("fee in pence"), null=True, blank=True)
    paid_on = models.DateField(
        _("paid"), null=True, blank=True, help_text=_("Nothing begins before the fee is paid. Empty: not yet.")
    )
    order_reference = models.CharField(_("purchase order or invoice"), max_length=60, blank=True)

    objects = PlaceAllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place allowance")
        verbose_name_plural = _("place allowances")
        ordering: ClassVar[list[str]] = ["licence", "-starts_on"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["licence", "starts_on"], name="one_allowance_per_licence_year"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="allowance_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.licence} · {self.starts_on:%Y}"

    def state_on(self, day: date) -> LicenceState:
        """Return whether this licence year is unpaid, to come, live, in grace or lapsed on `day` (a date)."""
        is_paid, grace_days = self.paid_on is not None, settings.LICENCE_GRACE_DAYS
        return licence_state(self.starts_on, self.ends_on, day, is_paid=is_paid, grace_days=grace_days)


class GrantKind(models.TextChoices):
    """Why places were added."""

    LICENCE = "licence", _("With the licence")
    PURCHASE = "purchase", _("Bought in addition")
    ADJUSTMENT = "adjustment", _("Adjusted by Central Office")


class PlaceGrant(LearningRecord):
    """Places added to an allowance, or taken off again by an adjustment; appended, never changed."""

    allowance = models.ForeignKey(
        PlaceAllowance, on_delete=models.PROTECT, related_name="grants", verbose_name=_("place allowance")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=GrantKind.choices)
    places = models.SmallIntegerField(_("places"))
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    granted_at = models.DateTimeField(_("granted"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("granted by")
    )

    class Meta:
        verbose_name = _("grant of places")
        verbose_name_plural = _("grants of places")
        ordering: ClassVar[list[str]] = ["granted_at", "pk"]
        constraints: ClassVar[list] = [
            status_is_known("kind", GrantKind, name="grant_kind_is_known"),
            models.CheckConstraint(
                condition=(Q(kind=GrantKind.ADJUSTMENT) & ~Q(places=0) & ~Q(reason=""))
                | (~Q(kind=GrantKind.ADJUSTMENT) & Q(places__gte=1)),
                name="grant_adds_places_or_says_why",
            ),
            models.UniqueConstraint(
                fields=["allowance"], condition=Q(kind="licence"), name="one_grant_with_the_licence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allowance} · {self.places}"
