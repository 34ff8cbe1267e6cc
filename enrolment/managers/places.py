"""Who holds a place and who may see it: counted and decided from rows, at the time of asking."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from enrolment.rules.licences import LicenceState
from enrolment.rules.places import ENDED, OPEN, PENDING, NominationStatus, TokenStatus
from lms.accounts.permissions import roles_held
from lms.accounts.roles import Role

if TYPE_CHECKING:
    from enrolment.models import EnrolmentToken, Licence, Nomination, PlaceAllowance


def _led(user: Any) -> Any:
    return apps.get_model("enrolment.Site").objects.led_by(user).values("pk")


def _coordinated(user: Any) -> Any:
    return apps.get_model("enrolment.Licence").objects.coordinated_by(user).values("pk")


def _figure(rows: Any, total: Any) -> Coalesce:
    own = rows.filter(allowance=OuterRef("pk")).order_by().values("allowance").annotate(total=total)
    return Coalesce(Subquery(own.values("total")), 0)


class LicenceQuerySet(models.QuerySet["Licence"]):
    """Licences and how far their years reach."""

    def hold(self) -> int:
        """Hold these rows until the transaction ends, changing nothing; return how many there are."""
        return self.update(site=F("site"))

    def with_last_day(self, *, on: date) -> "LicenceQuerySet":
        """Return the rows with `last_day`: the last day of the newest licence year that had begun on `on`."""
        years = apps.get_model("enrolment.PlaceAllowance").objects.paid()
        years = years.filter(licence=OuterRef("pk"), starts_on__lte=on)
        return self.annotate(last_day=Subquery(years.order_by("-ends_on").values("ends_on")[:1]))

    def in_state(self, state: LicenceState, *, on: date) -> "LicenceQuerySet":
        """Return the rows whose newest licence year that has begun stands so on the day `on`: rules.licences in SQL."""
        rows: Any = self.with_last_day(on=on)
        grace = on - timedelta(days=settings.LICENCE_GRACE_DAYS)
        found: LicenceQuerySet = {
            LicenceState.UNPAID: rows.filter(self._unpaid(), last_day__isnull=True),
            LicenceState.TO_COME: rows.filter(~self._unpaid(), last_day__isnull=True),
            LicenceState.LIVE: rows.filter(last_day__gte=on),
            LicenceState.GRACE: rows.filter(last_day__lt=on, last_day__gte=grace),
            LicenceState.LAPSED: rows.filter(last_day__lt=grace),
        }[state]
        return found

    @staticmethod
    def _unpaid() -> Exists:
        years = apps.get_model("enrolment.PlaceAllowance").objects
        return Exists(years.filter(licence=OuterRef("pk"), paid_on__isnull=True))

    def led_by(self, user: Any) -> "LicenceQuerySet":
        """Return the licences of the sites `user` leads."""
        return self.filter(site__in=_led(user))

    def coordinated_by(self, user: Any) -> "LicenceQuerySet":
        """Return the licences at sites in regions `user` coordinates, and those they look after in a nation."""
        regions = apps.get_model("enrolment.Region").objects.coordinated_by(user)
        national = self.model.objects.nationally_led_by(user)
        return self.filter(Q(site__region__in=regions.values("pk")) | Q(pk__in=national.values("pk")))

    def nationally_led_by(self, user: Any) -> "LicenceQuerySet":
        """Return the licences of a type, at sites of a nation, that `user` looks after as national lead today."""
        if not user.is_active or Role.COORDINATOR not in roles_held(user):
            return self.none()
        types = get_objects_for_user(
            user,
            "enrolment.coordinate_licencetype",
            klass=apps.get_model("enrolment.LicenceType").objects.all(),
            with_superuser=False,
            accept_global_perms=False,
            use_groups=False,
        )
        leads = apps.get_model("enrolment.NationalLead").objects.current().filter(person=user, licence_type__in=types)
        return self.filter(Exists(leads.filter(licence_type=OuterRef("licence_type"), nation=OuterRef("site__nation"))))


class PlaceAllowanceQuerySet(models.QuerySet["PlaceAllowance"]):
    """Licence years with their places."""

    def locked(self) -> "PlaceAllowanceQuerySet":
        """Return the same rows locked until the transaction ends: first of all locks (SQLite begins IMMEDIATE)."""
        return self.select_for_update(no_key=True, of=("self",))

    def with_site(self) -> "PlaceAllowanceQuerySet":
        """Return the rows with everything their headings name, in one statement."""
        return self.select_related("licence__licence_type", "licence__site__organisation", "licence__site__region")

    def live(self, *, on: date) -> "PlaceAllowanceQuerySet":
        """Return the paid licence years that `on` falls into."""
        return self.paid().filter(starts_on__lte=on, ends_on__gte=on)

    def paid(self) -> "PlaceAllowanceQuerySet":
        """Return the licence years whose fee is paid: until then, a year opens nothing (domain A Licences)."""
        return self.filter(paid_on__isnull=False)

    def with_counts(self, *, at: datetime) -> "PlaceAllowanceQuerySet":
        """Return the rows with their places `granted`, `held` and `used` as the rows say at `at` (domain B 3-5)."""
        grants = apps.get_model("enrolment.PlaceGrant").objects
        nominations = apps.get_model("enrolment.Nomination").objects
        return self.annotate(
            granted=_figure(grants.all(), Sum("places")),
            held=_figure(nominations.holding_place(at=at), Count("pk")),
            used=_figure(nominations.used(), Count("pk")),
        )

    def led_by(self, user: Any) -> "PlaceAllowanceQuerySet":
        """Return the allowances of the sites `user` leads."""
        return self.filter(licence__site__in=_led(user))

    def coordinated_by(self, user: Any) -> "PlaceAllowanceQuerySet":
        """Return the allowances of the licences `user` coordinates."""
        return self.filter(licence__in=_coordinated(user))

    def visible_to(self, user: Any) -> "PlaceAllowanceQuerySet":
        """Return the allowances `user` may see as Lead or coordinator; none for a visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(licence__site__in=_led(user)) | Q(licence__in=_coordinated(user)))


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations by standing and by who may see them."""

    def open(self) -> "NominationQuerySet":
        """Return those that nothing has ended (time may have)."""
        return self.filter(status__in=OPEN)

    def listed(self) -> "NominationQuerySet":
        """Return those that lists of people show: whoever moved with their place is shown where they went."""
        return self.exclude(status=NominationStatus.TRANSFERRED)

    def pending(self) -> "NominationQuerySet":
        """Return those that nobody has taken up yet."""
        return self.filter(status__in=PENDING)

    def ended(self) -> "NominationQuerySet":
        """Return those that somebody ended."""
        return self.filter(status__in=ENDED)

    def to_issue(self, *, at: datetime) -> "NominationQuerySet":
        """Return those that wait for a coordinator at `at`: no token yet, licence year not over."""
        return self.filter(status=NominationStatus.NOMINATED, allowance__ends_on__gte=timezone.localdate(at))

    def redeemed(self) -> "NominationQuerySet":
        """Return those whose place somebody took up."""
        return self.filter(status=NominationStatus.REDEEMED)

    def with_lapse(self) -> "NominationQuerySet":
        """Return the rows with `invited_at` and `lapses_at` of the live token, None without one."""
        live = apps.get_model("enrolment.EnrolmentToken").objects.live().filter(nomination=OuterRef("pk"))
        return self.annotate(
            invited_at=Subquery(live.values("issued_at")[:1]), lapses_at=Subquery(live.values("expires_at")[:1])
        )

    def invited(self, *, at: datetime) -> "NominationQuerySet":
        """Return those whose token can be redeemed at `at`."""
        return self.filter(self._live_token(at), status=NominationStatus.INVITED)

    def lapsed(self, *, at: datetime) -> "NominationQuerySet":
        """Return those that time has ended at `at`: the same as rules.places.is_lapsed (a test compares them)."""
        too_late = Q(status=NominationStatus.NOMINATED, allowance__ends_on__lt=timezone.localdate(at))
        return self.filter(too_late | (Q(status=NominationStatus.INVITED) & ~self._live_token(at)))

    def holding_place(self, *, at: datetime) -> "NominationQuerySet":
        """Return those that hold a place at `at`: the same as rules.places.holds_place (a test compares them)."""
        waiting = Q(status=NominationStatus.NOMINATED, allowance__ends_on__gte=timezone.localdate(at))
        invited = Q(status=NominationStatus.INVITED) & self._live_token(at)
        return self.filter(waiting | invited | Q(status=NominationStatus.REDEEMED, used_at__isnull=True))

    def used(self) -> "NominationQuerySet":
        """Return those whose place is used up."""
        return self.filter(used_at__isnull=False)

    def with_people(self) -> "NominationQuerySet":
        """Return the rows with what a list of them names, in one statement."""
        return self.select_related(
            "allowance__licence__licence_type", "allowance__licence__site__organisation", "learner"
        )

    def led_by(self, user: Any) -> "NominationQuerySet":
        """Return the nominations for the sites `user` leads."""
        return self.filter(allowance__licence__site__in=_led(user))

    def coordinated_by(self, user: Any) -> "NominationQuerySet":
        """Return the nominations under the licences `user` coordinates."""
        return self.filter(allowance__licence__in=_coordinated(user))

    def looked_after_by(self, user: Any) -> "NominationQuerySet":
        """Return what `user` acts upon as Lead or coordinator: never a place that is only their own (domain B 15)."""
        allowances = apps.get_model("enrolment.PlaceAllowance").objects.visible_to(user)
        return self.filter(allowance__in=allowances.values("pk"))

    def visible_to(self, user: Any) -> "NominationQuerySet":
        """Return what `user` may see: own people as Lead, the region's as coordinator, one's own place as learner."""
        if not user.is_authenticated:
            return self.none()
        own = Q(allowance__licence__site__in=_led(user)) | Q(allowance__licence__in=_coordinated(user))
        return self.filter(own | Q(learner=user))

    def waiting_for(self, user: Any, *, at: datetime) -> "NominationQuerySet":
        """Return the live invitations to any verified address of `user` (domain B 20)."""
        if not user.is_authenticated:
            return self.none()
        addresses = EmailAddress.objects.filter(user=user, verified=True).values(lower=models.functions.Lower("email"))
        return self.invited(at=at).filter(email__in=addresses)

    def move(self, *, to: NominationStatus, since: frozenset[NominationStatus], **fields: Any) -> int:
        """Move rows in one of the states `since` to `to`; return how many moved (compare-and-swap).

        A pause ends with it: only a place that is taken up is paused.
        """
        moved = {"paused_at": None, **fields}
        return self.filter(status__in=since, used_at__isnull=True).update(status=to, **moved)

    def mark_used(self, *, at: datetime) -> int:
        """Mark the places of rows that are taken up as used, for good; return how many were not before."""
        return self.redeemed().filter(used_at__isnull=True).update(used_at=at)

    @staticmethod
    def _live_token(at: datetime) -> Exists:
        tokens = apps.get_model("enrolment.EnrolmentToken").objects.live().filter(expires_at__gt=at)
        return Exists(tokens.filter(nomination=OuterRef("pk")))


class EnrolmentTokenQuerySet(models.QuerySet["EnrolmentToken"]):
    """Enrolment tokens."""

    def live(self) -> "EnrolmentTokenQuerySet":
        """Return those that nothing but time may have ended."""
        return self.filter(status=TokenStatus.LIVE)

    def end(self, *, to: TokenStatus, at: datetime) -> int:
        """End live rows; return how many ended (compare-and-swap)."""
        return self.live().update(status=to, ended_at=at)

    def prolong(self, *, until: datetime) -> int:
        """Let live rows lapse later; return how many do (compare-and-swap)."""
        return self.live().filter(expires_at__lt=until).update(expires_at=until)
