"""What a SMART Lead does with a place: nominate somebody for it, release it. Coordinators may too (domain B 15)."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from enrolment.duplicates import own_people_known
from enrolment.forms.nominating import NominateForm
from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.places import NominationStatus
from enrolment.services.allowances import refuse_unless_live, refuse_unless_place_left
from enrolment.services.nominations import (
    nominate,
    refuse_known_address,
    refuse_satellite,
    refuse_unless_releasable,
    release_place,
)
from enrolment.statements import statement_of
from enrolment.views.placing import PlaceView, QuestionView
from lms.core.errors import DomainError


class NominateView(PlaceView):
    """Name somebody for a place. What cannot be done now is said before anything is typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unless_nominating(self.allowance, at=self.at)
        except DomainError as refusal:
            return self.form_page(None, sentence=refusal.sentence)
        return self.form_page(NominateForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NominateForm(request.POST)
        if not form.is_valid():
            return self.form_page(form, status=422)
        try:
            made = self.nominate(form)
        except DomainError as refusal:
            form.add_error("email" if refusal.code == "already_nominated" else None, refusal.sentence)
            return self.form_page(form, status=409)
        if isinstance(made, tuple):
            return self.form_page(form.with_warning(), known=made, status=409)
        messages.success(request, nominated_words(made))
        return redirect(self.desk)

    def nominate(self, form: NominateForm) -> Nomination | tuple[str, ...]:
        """Nominate, or return what is known of the address among own people and was not read yet."""
        person = {**form.cleaned_data}
        refuse_known_address(self.allowance, person["email"])
        if person.pop("anyway") != person["email"]:
            found = own_people_known([person["email"]], allowance=self.allowance, by=self.request.user, at=self.at)
            if found:
                return found[person["email"]]
        return nominate(allowance=self.allowance, by=self.request.user, at=self.at, **person)

    def form_page(
        self, form: NominateForm | None, *, sentence: str = "", known: tuple[str, ...] = (), status: int = 200
    ) -> HttpResponse:
        """Show the form, or the sentence instead where there is none, with the places as they are."""
        context = {
            "statement": statement_of(self.allowance, at=self.at),
            "days": settings.ENROLMENT_TOKEN_DAYS,
            "known": known,
            "parent": self.parent_year() if self.allowance.licence.licence_type.is_satellite else None,
        }
        template = "enrolment/nominating/nominate.html"
        return self.page(template, form=form, sentence=sentence, status=status, **context)


class ReleaseView(QuestionView):
    """Give a place back, or close an invitation that has lapsed."""

    template = "enrolment/nominating/release.html"

    def refuse(self) -> None:
        refuse_unless_releasable(self.nomination)

    def act(self) -> str:
        release_place(nomination=self.nomination, by=self.request.user, at=self.at)
        return released_words(self.nomination, is_lapsed=self.is_lapsed)


def refuse_unless_nominating(allowance: PlaceAllowance, *, at: datetime) -> None:
    """Refuse what would be refused whoever is named: see `nominate`."""
    refuse_unless_live(allowance, at=at)
    refuse_satellite(allowance)
    refuse_unless_place_left(allowance, at=at)


def nominated_words(nomination: Nomination) -> str:
    """Return what the Lead reads who has nominated somebody."""
    words = (
        _("%(name)s is nominated, a place is held, and the invitation is on its way to %(email)s.")
        if nomination.status == NominationStatus.INVITED
        else _(
            "%(name)s is nominated, and a place is held. The Community Coordinator of the region now sends the "
            "invitation to %(email)s. You need not do anything; you see here how it goes on."
        )
    )
    return words % {"name": nomination.name, "email": nomination.email}


def released_words(nomination: Nomination, *, is_lapsed: bool) -> str:
    """Return what the Lead reads who has released a place, or closed an invitation that had lapsed."""
    words = (
        _("The invitation of %(name)s is closed.")
        if is_lapsed
        else _("The place of %(name)s is released. You can nominate somebody else for it while the licence year runs.")
    )
    return words % {"name": nomination.name}
