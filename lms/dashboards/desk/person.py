"""One person at one organisation, as a SMART Lead or coordinator may know them: words and percent (domain B 15)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from certificates.delivering import licensed_at
from certificates.models import Award
from courses.models import Programme
from enrolment.managers import AffiliationQuerySet, CheckQuerySet, NominationQuerySet
from enrolment.models import Affiliation, CheckConfirmation, Enrolment, Nomination, Site
from lms.accounts.models import User
from lms.dashboards.desk.checks import CheckLine, check_line
from lms.dashboards.desk.delivering import Cell, deliverers
from lms.dashboards.desk.history import Entry, Story, history_of
from lms.dashboards.desk.people import Person, people_of, ready_to_list


@dataclass(frozen=True)
class AtOrganisation:
    """What `reader` may know of a person through one affiliation: of its organisation, where they look after sites.

    `affiliation` comes `with_site` and `with_check`.
    """

    affiliation: Any
    reader: User
    at: datetime

    @property
    def person(self) -> User:
        """Return whom the page is about."""
        person: User = self.affiliation.person
        return person

    @property
    def is_own(self) -> bool:
        """Tell whether it is the reader: then somebody else must say what there is to say."""
        return self.person.pk == self.reader.pk

    @property
    def has_ended(self) -> bool:
        """Tell whether the last day has come."""
        return bool(self.affiliation.ends_on and self.affiliation.ends_on <= timezone.localdate(self.at))

    @cached_property
    def check(self) -> CheckLine:
        """Return where their check stands."""
        return check_line(self.affiliation, day=timezone.localdate(self.at))

    @cached_property
    def belongs(self) -> tuple[Affiliation, ...]:
        """Return where they belong today or will."""
        rows = self._affiliations().not_ended(on=timezone.localdate(self.at)).select_related("site")
        return tuple(rows.order_by("starts_on", "pk"))

    @cached_property
    def confirmed(self) -> tuple[CheckConfirmation, ...]:
        """Return the confirmations nobody has taken back, the one that ends last first."""
        return tuple(self._checks().standing().order_by("-expires_on", "-pk"))

    @cached_property
    def places(self) -> tuple[Person, ...]:
        """Return where they stand with each of their nominations, the latest first."""
        rows = self._nominations().listed().order_by("-nominated_at", "pk")
        return people_of(ready_to_list(rows), at=self.at)

    @cached_property
    def finished(self) -> tuple[Enrolment, ...]:
        """Return the courses they have finished by a place of the organisation, the latest first."""
        mine = Enrolment.objects.completed().filter(nomination__in=self._nomination_keys)
        return tuple(mine.select_related("course").order_by("-completed_at"))

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """Return what they qualified for by a place of the organisation or, while they belong, wherever they trained.

        For whoever belongs it decides what they may deliver (domain B 9), of the programmes licensed there.
        """
        mine = Award.objects.issued().filter(learner=self.person)
        told = Q(enrolment__nomination__in=self._nomination_keys) | Q(programme__in=self._licensed)
        return tuple(mine.filter(told).order_by("-issued_on", "pk"))

    @cached_property
    def delivers(self) -> tuple[Cell, ...]:
        """Return for each programme licensed where they belong whether they may deliver it today, or why not."""
        (row,) = deliverers([self.person], self._licensed, self._sites, on=timezone.localdate(self.at))
        return row.cells

    @cached_property
    def _sites(self) -> Any:
        return Site.objects.filter(pk__in=[row.site_id for row in self.belongs])

    @cached_property
    def _licensed(self) -> tuple[Programme, ...]:
        return tuple(licensed_at(self._sites.values("pk"))) if self.belongs else ()

    def history(self) -> list[Entry]:
        """Return what happened under this organisation, the newest first."""
        story = Story(self._nomination_keys, self._affiliations(), self._checks().with_people())
        return history_of(story, day=timezone.localdate(self.at))

    def _nominations(self) -> NominationQuerySet:
        """Return theirs: taken up by them, or earlier ones that named the address of one they took up."""
        return Nomination.objects.filter(pk__in=self._nomination_keys)

    @cached_property
    def _nomination_keys(self) -> list[Any]:
        # Asked once: who looks after what is a long question, and too deep for SQLite inside another one.
        here = Nomination.objects.looked_after_by(self.reader).filter(
            allowance__licence__site__organisation=self.affiliation.site.organisation_id
        )
        taken_up = dict(here.filter(learner=self.person).order_by().values_list("pk", "email"))
        named = here.filter(learner__isnull=True, email__in=set(taken_up.values())) if taken_up else here.none()
        return [*taken_up, *named.order_by().values_list("pk", flat=True)]

    def _affiliations(self) -> AffiliationQuerySet:
        return Affiliation.objects.filter(pk__in=self._affiliation_keys)

    @cached_property
    def _affiliation_keys(self) -> list[Any]:
        rows = Affiliation.objects.looked_after_by(self.reader).filter(person=self.person)
        here = rows.filter(site__organisation=self.affiliation.site.organisation_id)
        return list(here.order_by().values_list("pk", flat=True))

    def _checks(self) -> CheckQuerySet:
        return CheckConfirmation.objects.filter(person=self.person, organisation=self.affiliation.site.organisation_id)
