"""Finding partners in a coordinator's list. Every value may be missing or wrong: then all of them are shown."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment.managers import PartnerQuerySet
from enrolment.models import PartnerKind, PlaceAllowance, Region
from enrolment.rules.flags import Flag
from lms.dashboards.desk.caseload import Scope, renewals_due, without_qualified_lead
from lms.dashboards.desk.flags import in_flag
from lms.dashboards.desk.partners import with_contact

NEEDS = [
    ("", _("No matter")),
    ("issue", _("Invitations to issue")),
    ("stalled", _("Somebody stalled")),
    ("renewal", _("A renewal is due")),
    ("lead", _("No qualified SMART Lead")),
]
ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Lower("name"), "pk"),
    "contact": (F("last_contact").asc(nulls_first=True), Lower("name"), "pk"),
    "end": (F("next_end").asc(nulls_last=True), Lower("name"), "pk"),
}


class PartnerFilter(forms.Form):
    """Search, filter and sort: drawn by components/filter.html, applied by `narrowed`."""

    q = forms.CharField(label=_("Organisation or site"), required=False, max_length=150)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *PartnerKind.choices])
    needs = forms.ChoiceField(label=_("What they need"), required=False, choices=NEEDS)
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("By name")),
            ("contact", _("Longest without a note or visit")),
            ("end", _("Licence ends soonest")),
        ],
    )

    def __init__(self, data: QueryDict, *, scope: Scope) -> None:
        super().__init__(data)
        self.query, self.scope = data, scope
        region: Any = self.fields["region"]
        region.queryset = Region.objects.filter(pk__in=scope.sites.values("region"))
        region.empty_label = _("All regions")
        self.is_valid()

    def narrowed(self, *, at: datetime) -> PartnerQuerySet:
        """Return the scope's organisations that were asked for at this moment, `with_contact`, as sorted."""
        asked, rows = self.cleaned_data, self.scope.organisations
        if asked.get("region"):
            rows = rows.filter(pk__in=self.scope.sites.filter(region=asked["region"]).values("organisation"))
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("needs"):
            rows = self._needing(rows, asked["needs"], at)
        for part in asked.get("q", "").split():
            named = self.scope.sites.filter(name__icontains=part, organisation=OuterRef("pk"))
            rows = rows.filter(Q(name__icontains=part) | Exists(named))
        return self._sorted(rows, asked.get("order") or "name", at)

    def _needing(self, rows: PartnerQuerySet, need: str, at: datetime) -> PartnerQuerySet:
        # Read first: nested in the counts of this list, PostgreSQL asked the long question for every organisation anew
        # (more than fifteen minutes for 200 partners on tables it had not analysed yet).
        found, path = self._in_need(need, at)
        return rows.filter(pk__in=set(found.order_by().values_list(path, flat=True)))

    def _in_need(self, need: str, at: datetime) -> tuple[Any, str]:
        """Return the rows that a need is about, and the way from them to their organisation."""
        day, people = timezone.localdate(at), self.scope.nominations
        if need == "lead":
            return without_qualified_lead(self.scope, on=day), "pk"
        if need == "renewal":
            return renewals_due(self.scope.allowances, on=day), "licence__site__organisation"
        people = people.to_issue(at=at) if need == "issue" else in_flag(people, Flag.STALLED, at=at)
        return people, "allowance__licence__site__organisation"

    def _sorted(self, rows: PartnerQuerySet, order: str, at: datetime) -> PartnerQuerySet:
        years = PlaceAllowance.objects.live(on=timezone.localdate(at)).filter(
            licence__in=self.scope.licences.values("pk"), licence__site__organisation=OuterRef("pk")
        )
        ending = with_contact(rows).annotate(next_end=Subquery(years.order_by("ends_on").values("ends_on")[:1]))
        found: PartnerQuerySet = ending.order_by(*ORDERS[order])
        return found

    @property
    def is_narrow(self) -> bool:
        """Tell whether something other than all of them was asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "region", "kind", "needs"))

    @property
    def asked(self) -> str:
        """Return what was asked for as the part of an address after its question mark, without the page."""
        kept = self.query.copy()
        kept.pop("page", None)
        return kept.urlencode()
