"""Who looks after whom: permission row and appointment together, its dates asked at the time of asking."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

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


Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """What holds from one day to another; both days are included."""

    def current(self, *, on: date | None = None) -> Self:
        """Return those that hold on the day `on` (today in London by default)."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def not_ended(self, *, on: date | None = None) -> Self:
        """Return those that hold on the day `on` or will."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class AppointmentQuerySet(DatedQuerySet[Row]):
    """Appointments: what holds from one day to another, unless somebody ends it before."""

    def current(self, *, on: date | None = None) -> Self:
        """Return those that hold on the day `on`; whoever's was ended by hand lost it at once, not at midnight."""
        day = on or timezone.localdate()
        return super().current(on=day).filter(Q(ended_at__isnull=True) | Q(ends_on__gt=day))

    def running(self, *, on: date | None = None) -> Self:
        """Return those that hold on the day `on` or will, and that nobody has ended."""
        return self.not_ended(on=on).filter(ended_at__isnull=True)


def appointed(
    rows: Rows, user: Any, *, permission: str, appointment: str, field: str, on: date | None, **also: Any
) -> Rows:
    """Return those of `rows` for which `user` holds the object permission and an appointment that is current.

    Arguments: `permission` with its app label; `appointment`, the model's label; `field`, its relation to the row;
    `also`, what else the appointment must be.
    A visitor, and whoever cannot sign in any more, gets none.
    """
    if not user.is_active:
        return rows.none()
    current = apps.get_model(appointment).objects.current(on=on).filter(**{field: OuterRef("pk")}, person=user, **also)
    permitted = get_objects_for_user(
        user, permission, klass=rows, with_superuser=False, accept_global_perms=False, use_groups=False
    )
    return permitted.filter(Exists(current))  # type: ignore[return-value]  # guardian keeps the class of its rows


class PartnerQuerySet(models.QuerySet["PartnerOrganisation"]):
    """Organisations by who leads them."""

    def led_by(self, user: Any, *, on: date | None = None) -> "PartnerQuerySet":
        """Return the organisations the whole of which `user` leads on the day `on` (today by default)."""
        return appointed(
            self,
            user,
            permission="enrolment.lead_partnerorganisation",
            appointment="enrolment.LeadAppointment",
            field="organisation",
            on=on,
            site__isnull=True,
        )

    def without_lead(self, *, on: date | None = None) -> "PartnerQuerySet":
        """Return the organisations nobody leads on the day `on`, neither whole nor a site; UKSR itself aside."""
        leads = apps.get_model("enrolment.LeadAppointment").objects.current(on=on)
        return self.exclude(kind="uksr").filter(~Exists(leads.filter(organisation=OuterRef("pk"))))

    def looked_after_by(self, user: Any) -> "PartnerQuerySet":
        """Return the organisations with a site that `user` leads or coordinates."""
        sites = apps.get_model("enrolment.Site").objects.looked_after_by(user)
        return self.filter(pk__in=sites.values("organisation"))

    def coordinated_by(self, user: Any) -> "PartnerQuerySet":
        """Return the organisations with a site that `user` coordinates."""
        sites = apps.get_model("enrolment.Site").objects.coordinated_by(user)
        return self.filter(pk__in=sites.values("organisation"))


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
        """Return the sites whose SMART Lead `user` is: of organisations led as a whole, and single ones."""
        organisations = apps.get_model("enrolment.PartnerOrganisation").objects.led_by(user, on=on)
        single = appointed(
            apps.get_model("enrolment.Site").objects.all(),
            user,
            permission="enrolment.lead_site",
            appointment="enrolment.LeadAppointment",
            field="site",
            on=on,
        )
        return self.filter(Q(organisation__in=organisations.values("pk")) | Q(pk__in=single.values("pk")))

    def coordinated_by(self, user: Any) -> "SiteQuerySet":
        """Return the sites in regions `user` coordinates, and those with a licence they look after in the nation."""
        regions = apps.get_model("enrolment.Region").objects.coordinated_by(user)
        licences = apps.get_model("enrolment.Licence").objects.nationally_led_by(user)
        return self.filter(Q(region__in=regions.values("pk")) | Q(pk__in=licences.values("site")))

    def looked_after_by(self, user: Any) -> "SiteQuerySet":
        """Return the sites whose people `user` looks after: as Lead, or as coordinator of the region.

        A national lead looks after licences of one type there and their people, not after everybody at the site.
        """
        regions = apps.get_model("enrolment.Region").objects.coordinated_by(user)
        return self.filter(Q(pk__in=self.model.objects.led_by(user).values("pk")) | Q(region__in=regions.values("pk")))

    def without_licence(self, *, on: date | None = None) -> "SiteQuerySet":
        """Return the sites for which no licence year is to come, live or in grace on the day `on`."""
        first = (on or timezone.localdate()) - timedelta(days=settings.LICENCE_GRACE_DAYS)
        years = apps.get_model("enrolment.PlaceAllowance").objects.paid().filter(ends_on__gte=first)
        return self.filter(~Exists(years.filter(licence__site=OuterRef("pk"))))
