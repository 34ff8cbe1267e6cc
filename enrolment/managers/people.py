"""People at sites by the day, and who may see them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils import timezone

from enrolment.managers.partners import DatedQuerySet
from enrolment.rules.licences import DAY, LicenceState
from enrolment.rules.partners import Check, CheckState

if TYPE_CHECKING:
    from enrolment.models import Affiliation, CheckConfirmation  # noqa: F401  (named in a base class as a string)


class AffiliationQuerySet(DatedQuerySet["Affiliation"]):
    """Who belongs to which site; `current` and `not_ended` by the day."""

    def with_site(self) -> "AffiliationQuerySet":
        """Return the rows with person, site and organisation, in one statement."""
        return self.select_related("person", "site__organisation")

    def of_volunteers(self) -> "AffiliationQuerySet":
        """Return those to UKSR itself: its own volunteers (domain B 13)."""
        return self.filter(site__organisation__kind="uksr")

    def delivering(self, *, on: date) -> "AffiliationQuerySet":
        """Return those current on the day `on` to a site with a licence live or in grace, or to UKSR (domain B 9)."""
        licences = apps.get_model("enrolment.Licence").objects
        alive = licences.in_state(LicenceState.LIVE, on=on) | licences.in_state(LicenceState.GRACE, on=on)
        return self.current(on=on).filter(
            Q(site__organisation__kind="uksr") | Exists(alive.filter(site=OuterRef("site")))
        )

    def ended(self, *, on: date | None = None) -> "AffiliationQuerySet":
        """Return those whose last day came before the day `on` (today in London by default)."""
        return self.filter(ends_on__lt=on or timezone.localdate())

    def left(self, *, on: date) -> "AffiliationQuerySet":
        """Return the ended ones whose person is not at the site again, and moved to no other of the organisation."""
        mine = apps.get_model("enrolment.Affiliation").objects.filter(person=OuterRef("person"))
        day_after = ExpressionWrapper(OuterRef("ends_on") + DAY, output_field=DateField())
        moved = mine.filter(
            site__organisation=OuterRef("site__organisation"),
            starts_on__gte=OuterRef("ends_on"),
            starts_on__lte=day_after,
        ).exclude(site=OuterRef("site"))
        again = mine.filter(site=OuterRef("site")).not_ended(on=on)
        return self.ended(on=on).filter(~Exists(moved), ~Exists(again))

    def still_holding_places(self) -> "AffiliationQuerySet":
        """Return the ended ones whose person holds an unused place of the site, or waits for one, from before.

        That is what `services.affiliations.held_places` returns.
        """
        nominations = apps.get_model("enrolment.Nomination").objects
        here = nominations.filter(allowance__licence__site__organisation=OuterRef(OuterRef("site__organisation")))
        known = here.filter(learner=OuterRef(OuterRef("person")), email=OuterRef("email"))
        theirs = Q(learner=OuterRef("person")) | Q(Exists(known), learner__isnull=True)
        places = nominations.open().filter(theirs, used_at__isnull=True)
        before = places.filter(nominated_at__date__lte=OuterRef("ends_on"))
        return self.filter(Exists(before.filter(allowance__licence__site=OuterRef("site"))))

    def with_check(self) -> "AffiliationQuerySet":
        """Return the rows with the check that counts for the organisation: `check_kind`, `check_until`; else None."""
        checks = apps.get_model("enrolment.CheckConfirmation").objects.standing()
        own = checks.filter(person=OuterRef("person"), organisation=OuterRef("site__organisation"))
        last = own.order_by("-expires_on", "-pk")
        return self.annotate(
            check_kind=Subquery(last.values("kind")[:1]), check_until=Subquery(last.values("expires_on")[:1])
        )

    def in_check_state(self, state: CheckState, *, on: date) -> "AffiliationQuerySet":
        """Return the rows whose check stands so on the day `on`: rules.partners.check_state in SQL."""
        rows: Any = self.with_check()
        soon = on + timedelta(days=max(settings.CHECK_REMINDER_DAYS))
        seen, exempt = ~Q(check_kind=Check.NOT_APPLICABLE.value), Q(check_kind=Check.NOT_APPLICABLE.value)
        found: AffiliationQuerySet = {
            CheckState.NONE: rows.filter(check_until__isnull=True),
            CheckState.CURRENT: rows.filter(seen, check_until__gt=soon),
            CheckState.ENDS_SOON: rows.filter(seen, check_until__gte=on, check_until__lte=soon),
            CheckState.ENDED: rows.filter(check_until__lt=on),
            CheckState.NOT_APPLICABLE: rows.filter(exempt, check_until__gte=on),
        }[state]
        return found

    def led_by(self, user: Any, *, on: date | None = None) -> "AffiliationQuerySet":
        """Return those to sites whose SMART Lead `user` is."""
        return self.filter(site__in=apps.get_model("enrolment.Site").objects.led_by(user, on=on).values("pk"))

    def visible_to(self, user: Any) -> "AffiliationQuerySet":
        """Return those `user` may see: of the sites they lead or look after, and their own."""
        if not user.is_authenticated:
            return self.none()
        sites = apps.get_model("enrolment.Site").objects.looked_after_by(user).values("pk")
        return self.filter(Q(site__in=sites) | Q(person=user))

    def looked_after_by(self, user: Any) -> "AffiliationQuerySet":
        """Return those `user` acts upon as Lead or coordinator: never one that is only their own (domain B 15)."""
        sites = apps.get_model("enrolment.Site").objects.looked_after_by(user).values("pk")
        return self.filter(site__in=sites)


class CheckQuerySet(models.QuerySet["CheckConfirmation"]):
    """Confirmed checks by the day."""

    def current(self, *, on: date | None = None) -> "CheckQuerySet":
        """Return those that count on the day `on` (today in London by default)."""
        day = on or timezone.localdate()
        return self.standing().filter(seen_on__lte=day, expires_on__gte=day)

    def standing(self) -> "CheckQuerySet":
        """Return those that nobody has taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def ending(self, *, since: date, until: date) -> "CheckQuerySet":
        """Return those that end from the day `since` to the day `until`, unless a newer one ends later."""
        own = {name: OuterRef(name) for name in ("person", "organisation")}
        newer = self.model._default_manager.filter(
            **own, withdrawn_at__isnull=True, expires_on__gt=OuterRef("expires_on")
        )
        return self.standing().filter(~Exists(newer), expires_on__gte=since, expires_on__lte=until)

    def with_people(self) -> "CheckQuerySet":
        """Return the rows with what a list of them names, in one statement."""
        return self.select_related("person", "organisation", "confirmed_by", "withdrawn_by")

    def led_by(self, user: Any, *, on: date | None = None) -> "CheckQuerySet":
        """Return those an organisation has seen of people who belong to its sites that `user` leads."""
        belongs = apps.get_model("enrolment.Affiliation").objects.led_by(user, on=on)
        theirs = belongs.filter(person=OuterRef("person"), site__organisation=OuterRef("organisation"))
        return self.filter(Exists(theirs))
