"""What a SMART Lead says of somebody at a site: left, moved, check seen; coordinators may too (B 8, B 15, B 18)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from enrolment.forms.people import CheckForm, LeaveForm, MoveForm
from enrolment.models import Affiliation, CheckConfirmation, Site
from enrolment.services import affiliations, checks
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


@method_decorator(login_required, name="dispatch")
class PersonView(View):
    """A form about one person at one site, for its Lead or coordinator; anybody else gets 404.

    What cannot be done at all is said before anything is typed.
    """

    http_method_names = ["get", "head", "post"]
    template: ClassVar[str]
    fields: ClassVar[Mapping[str, str]] = {}  # beside which field the refusal of a code stands
    request: SignedInRequest
    affiliation: Affiliation
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, pk: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = timezone.now()
        rows = Affiliation.objects.looked_after_by(request.user).with_site()
        self.affiliation = get_object_or_404(rows, pk=pk)
        self.find(**kwargs)
        try:
            self.refuse()
        except DomainError as refusal:
            return self.page(sentence=refusal.sentence, status=409 if request.method == "POST" else 200)
        return super().dispatch(request)

    def find(self, **kwargs: Any) -> None:
        """Find what else the address names, or answer 404."""

    def refuse(self) -> None:
        """Refuse what cannot be done whatever is typed."""

    @property
    def belongs(self) -> Any:
        """Return where the person belongs in the organisation today."""
        row = self.affiliation
        return checks.belonging_to(row.person, row.site.organisation, at=self.at)

    @property
    def belongs_here(self) -> Any:
        """Return where they belong today among the sites the visitor looks after: whoever left is no concern here."""
        return self.belongs.filter(site__in=Site.objects.looked_after_by(self.request.user).values("pk"))

    def form(self, data: Any = None) -> forms.Form:
        """Return the form."""
        raise NotImplementedError

    def act(self, data: dict[str, Any]) -> str:
        """Call the service with what was typed; return what is said when it is done."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            done = self.act(form.cleaned_data)
        except DomainError as refusal:
            form.add_error(self.fields.get(refusal.code), refusal.sentence)
            return self.page(form, status=409)
        messages.success(request, done)
        return redirect(self.back)

    @property
    def back(self) -> str:
        """Return the address of the page about the person."""
        return reverse("dashboards:person", args=[self.affiliation.pk])

    @property
    def name(self) -> str:
        """Return what messages call the person."""
        return str(self.affiliation.person)

    def context(self) -> dict[str, Any]:
        """Return what the template shows beside the form."""
        return {}

    def page(self, form: forms.Form | None = None, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show the form, or the sentence why there is none."""
        context = {"affiliation": self.affiliation, "form": form, "sentence": sentence, "back": self.back}
        return render(self.request, self.template, {**context, **self.context()}, status=status)


class EndAffiliationView(PersonView):
    """They have left."""

    template = "enrolment/people/leave.html"
    fields = {"before_it_began": "last_day", "not_yet": "last_day"}

    def refuse(self) -> None:
        affiliations.refuse_unless_endable(self.affiliation, by=self.request.user, at=self.at)

    def form(self, data: Any = None) -> forms.Form:
        return LeaveForm(data)

    def context(self) -> dict[str, Any]:
        return {"held": affiliations.held_places(self.affiliation).with_people()}

    def act(self, data: dict[str, Any]) -> str:
        back = affiliations.end_affiliation(
            affiliation=self.affiliation, last_day=data["last_day"], by=self.request.user, at=self.at
        )
        return left_words(self.name, is_over=data["last_day"] <= timezone.localdate(self.at), came_back=len(back))


def left_words(name: str, *, is_over: bool, came_back: int) -> str:
    """Return what is said when somebody has left, or will."""
    if not is_over:
        return _("The last day of %(name)s is noted. Until then, nothing changes for them.") % {"name": name}
    if not came_back:
        return _("%(name)s belongs to this site no longer.") % {"name": name}
    words = ngettext(
        "%(name)s belongs to this site no longer, and %(count)d place has come back.",
        "%(name)s belongs to this site no longer, and %(count)d places have come back.",
        came_back,
    )
    return words % {"name": name, "count": came_back}


class MoveView(PersonView):
    """They moved to another site of the organisation."""

    template = "enrolment/people/move.html"
    fields = {
        "before_it_began": "on",
        "not_yet": "on",
        "same_site": "to_site",
        "other_organisation": "to_site",
    }

    def refuse(self) -> None:
        affiliations.refuse_unless_endable(self.affiliation, by=self.request.user, at=self.at)
        if not self.sites.exists():
            raise DomainError(
                "no_other_site",
                _(
                    "There is no other site of this organisation that you look after. Your Community Coordinator can "
                    "move people between all of them."
                ),
            )

    @property
    def sites(self) -> Any:
        """Return the sites to which the person may be moved from here: those that the Lead looks after as well."""
        rows = Site.objects.looked_after_by(self.request.user).filter(organisation=self.affiliation.site.organisation)
        return rows.exclude(pk=self.affiliation.site_id).order_by("name")

    def form(self, data: Any = None) -> forms.Form:
        return MoveForm(data, sites=self.sites)

    def act(self, data: dict[str, Any]) -> str:
        there = affiliations.move_person(affiliation=self.affiliation, by=self.request.user, at=self.at, **data)
        return _("%(name)s belongs to %(site)s from now on, or from the day you gave.") % {
            "name": self.name,
            "site": there.site.name,
        }


class ConfirmCheckView(PersonView):
    """A check was seen."""

    template = "enrolment/people/confirm_check.html"
    fields = {
        "wrong_check": "kind",
        "reason_needed": "reason",
        "not_yet_seen": "seen_on",
        "too_old": "seen_on",
        "already_confirmed": "seen_on",
    }

    def refuse(self) -> None:
        checks.refuse_own_check(self.affiliation.person, self.request.user)
        checks.refuse_stranger(self.affiliation.person, self.belongs_here)

    def form(self, data: Any = None) -> forms.Form:
        return CheckForm(data, kinds=checks.kinds_for(self.belongs))

    def context(self) -> dict[str, Any]:
        return {"years": settings.CHECK_YEARS}

    def act(self, data: dict[str, Any]) -> str:
        row = self.affiliation
        made = checks.confirm_check(
            person=row.person, organisation=row.site.organisation, by=self.request.user, at=self.at, **data
        )
        day = date_format(made.expires_on, "j F Y")
        return _("The check of %(name)s is confirmed and counts until %(day)s.") % {"name": self.name, "day": day}


class WithdrawCheckView(PersonView):
    """A check was confirmed by mistake."""

    template = "enrolment/people/withdraw_check.html"
    check: CheckConfirmation

    def find(self, **kwargs: Any) -> None:
        row = self.affiliation
        rows = CheckConfirmation.objects.with_people().filter(person=row.person, organisation=row.site.organisation)
        self.check = get_object_or_404(rows, pk=kwargs["check"])

    def refuse(self) -> None:
        checks.refuse_own_check(self.affiliation.person, self.request.user)
        checks.refuse_stranger(self.affiliation.person, self.belongs_here)
        checks.refuse_withdrawn(self.check)

    def form(self, data: Any = None) -> forms.Form:
        return forms.Form(data)

    def context(self) -> dict[str, Any]:
        return {"check": self.check}

    def act(self, data: dict[str, Any]) -> str:
        checks.withdraw_check(confirmation=self.check, by=self.request.user, at=self.at)
        return _("The confirmation is taken back. It stays in the history, and counts no longer.")
