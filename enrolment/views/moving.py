"""More time for an invitation, and moving somebody to another site: what a Lead or coordinator does with a place."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enrolment.forms.moving import MoveForm
from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.places import NominationStatus
from enrolment.services.transfers import (
    extend_invitation,
    extended_until,
    places_to_move_to,
    refuse_unless_extendable,
    refuse_unless_movable,
    transfer_nomination,
)
from enrolment.statements import counted
from enrolment.views.placing import NominatedView, QuestionView
from lms.core.errors import DomainError

MINUTE = timedelta(minutes=1)


class ExtendView(QuestionView):
    """Let an invitation be good for longer."""

    template = "enrolment/moving/extend.html"

    def refuse(self) -> None:
        refuse_unless_extendable(self.nomination, at=self.at)

    def facts(self) -> dict[str, Any]:
        lapses_at = self.nomination.lapses_at
        return {
            "days": settings.ENROLMENT_TOKEN_DAYS,
            "good_until": last_day(lapses_at - MINUTE) if lapses_at else None,
            "would_be": last_day(extended_until(self.allowance, at=self.at) - MINUTE),
        }

    def act(self) -> str:
        token = extend_invitation(nomination=self.nomination, by=self.request.user, at=self.at)
        words = _("The invitation of %(name)s is now good until %(day)s. The link they have stays the same.")
        return words % {"name": self.nomination.name, "day": _written(last_day(token.last_moment))}


class MoveView(NominatedView):
    """Choose where somebody moves with their place, and move them by one POST."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unless_movable(self.nomination, at=self.at)
        except DomainError as refusal:
            return self.question(None, sentence=refusal.sentence)
        places = self.places()
        return self.question(MoveForm(places=places)) if places else self.question(None, sentence=nowhere())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MoveForm(request.POST, places=self.places())
        if not form.is_valid():
            return self.question(form, status=422)
        to: PlaceAllowance = form.cleaned_data["to"]
        try:
            transfer_nomination(nomination=self.nomination, to=to, by=self.request.user, at=self.at)
        except DomainError as refusal:
            if refusal.code in ABOUT_THE_CHOICE:
                form.add_error("to", refusal.sentence)
                return self.question(form, status=409)
            return self.question(None, sentence=refusal.sentence, status=409)
        return self.done(moved_words(self.nomination, to))

    def places(self) -> dict[PlaceAllowance, str]:
        """Return where the person can move, among what the visitor looks after, with words for each."""
        mine = PlaceAllowance.objects.visible_to(self.request.user)
        found = places_to_move_to(self.nomination, among=mine, at=self.at)
        return {allowance: place_words(allowance, at=self.at) for allowance in found}

    def question(self, form: MoveForm | None, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show where the person can move and what moves with them, or the sentence why they cannot."""
        context = {"nomination": self.nomination, "form": form, "sentence": sentence}
        return self.page("enrolment/moving/move.html", status=status, **context)


ABOUT_THE_CHOICE = frozenset({"no_place_left", "already_nominated", "licence_not_live", "other_courses"})


def last_day(moment: Any) -> date:
    """Return the day in London of `moment`."""
    return timezone.localdate(moment)


def place_words(allowance: PlaceAllowance, *, at: Any) -> str:
    """Return what somebody chooses by: the site, the licence, its last day, and how many places are left."""
    about = {
        "site": allowance.licence.site.name,
        "type": allowance.licence.licence_type,
        "day": _written(allowance.ends_on),
    }
    where = _("%(site)s: %(type)s licence, until %(day)s") % about
    if allowance.is_unlimited:
        return where
    left = counted(allowance, at=at).left
    return f"{where} · " + ngettext("%(count)d place left", "%(count)d places left", left) % {"count": left}


def nowhere() -> str:
    """Return what is said where nobody can be moved."""
    return _(
        "There is nowhere they could move to now: no other place of the organisation that you look after is free and "
        "opens the same courses today."
    )


def moved_words(nomination: Nomination, to: PlaceAllowance) -> str:
    """Return what is said of somebody who was moved."""
    words = {
        NominationStatus.INVITED: _(
            "%(name)s moved to %(site)s. A new invitation is on its way to %(email)s; the link before it has ended."
        ),
        NominationStatus.REDEEMED: _(
            "%(name)s moved to %(site)s and goes on where they were. Please tell them, for they get no message from us."
        ),
    }
    waiting = _("%(name)s moved to %(site)s. The Community Coordinator now sends the invitation to %(email)s.")
    about = {"name": nomination.name, "site": to.licence.site.name, "email": nomination.email}
    return words.get(NominationStatus(nomination.status), waiting) % about


def _written(day: date) -> str:
    return date_format(day, "j F Y")
