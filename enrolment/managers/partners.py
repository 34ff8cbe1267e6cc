"""Who looks after whom: permission row and appointment together, its dates asked at the time of asking."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from lms.accounts.permissions import roles_held
from lms.accounts.roles import Role

if TYPE_CHECKING:
    from enrolment.models import PartnerOrganisation, Region, Site

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


class AppointmentQuerySet(models.QuerySet):
    """Appointments by their dates; both days are included."""

    def current(self, *, on: date | None = None) -> "AppointmentQuerySet":
        """Return those that hold on the day `on` (today in London by default)."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def not_ended(self, *, on: date | None = None) -> "AppointmentQuerySet":
        """Return those that hold on the day `on` or will."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def appointed(rows: Rows, user: Any, *, permission: str, appointment: str, field: str, on: date | None) -> Rows:
    """Return those of `rows` for which `user` holds the object permission and an appointment that is current.

    Arguments: `permission` with its app label; `appointment`, the model's label; `field`, its relation to the row.
    A visitor, and whoever cannot sign in any more, gets none.
    """
    if not user.is_active:
        return rows.none()
    current = apps.get_model(appointment).objects.current(on=on).filter(**{field: OuterRef("pk")}, person=user)
    permitted = get_objects_for_user(
        user, permission, klass=rows, with_superuser=False, accept_global_perms=False, use_groups=False
    )
    return permitted.filter(Exists(current))  # type: ignore[return-value]  # guardian keeps the class of its rows


class PartnerQuerySet(models.QuerySet["PartnerOrganisation"]):
    """Organisations by who leads them."""

    def led_by(self, user: Any, *, on: date | None = None) -> "PartnerQuerySet":
        """Return the organisations whose SMART Lead `user` is on the day `on` (today by default)."""
        return appointed(
            self,
            user,
            permission="enrolment.lead_partnerorganisation",
            appointment="enrolment.LeadAppointment",
            field="organisation",
            on=on,
        )


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by who coordinates them."""

    def coordinated_by(self, user: Any, *, on: date | None = None) -> "RegionQuerySet":
        """Return the regions `user` coordinates; for Central Office also those nobody coordinates (domain B 14)."""
        own = appointed(
            self,
            user,
            permission="enrolment.coordinate_region",
            appointment="enrolment.CoordinatorAssignment",
            field="region",
            on=on,
        )
        held = roles_held(user)
        if Role.COORDINATOR not in held:
            own = self.none()  # whoever lost the role lost its second step with it
        if not user.is_active or Role.CENTRAL_OFFICE not in held:
            return own
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=self.uncovered(on=on).values("pk")))

    def uncovered(self, *, on: date | None = None) -> "RegionQuerySet":
        """Return the regions without a coordinator who can sign in, on the day `on` (today by default)."""
        assignments = apps.get_model("enrolment.CoordinatorAssignment").objects.current(on=on)
        assignments = assignments.filter(person__is_active=True)
        return self.filter(~Exists(assignments.filter(region=OuterRef("pk"))))


class SiteQuerySet(models.QuerySet["Site"]):
    """Sites by who looks after them."""

    def led_by(self, user: Any, *, on: date | None = None) -> "SiteQuerySet":
        """Return the sites of the organisations that `user` leads."""
        organisations = apps.get_model("enrolment.PartnerOrganisation").objects.led_by(user, on=on)
        return self.filter(organisation__in=organisations.values("pk"))

    def without_licence(self, *, on: date | None = None) -> "SiteQuerySet":
        """Return the sites for which no licence year is to come, live or in grace on the day `on`."""
        first = (on or timezone.localdate()) - timedelta(days=settings.LICENCE_GRACE_DAYS)
        years = apps.get_model("enrolment.PlaceAllowance").objects.filter(ends_on__gte=first)
        return self.filter(~Exists(years.filter(licence__site=OuterRef("pk"))))
