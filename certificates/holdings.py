"""What somebody holds: certificates with their manuals, and completion notes; seven statements at most."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from certificates.checks import awaiting_check
from certificates.delivering import programmes_open_to
from certificates.models import Award, Manual, ManualIssue
from certificates.permissions import copies_visible_to, notes_visible_to
from enrolment.models import Enrolment
from lms.accounts.models import User


@dataclass(frozen=True)
class ManualLine:
    """One manual that comes with a certificate; `issue` is the holder's copy, None before it was asked for."""

    manual: Manual
    issue: ManualIssue | None

    @property
    def is_ready(self) -> bool:
        """Tell whether the copy can be downloaded."""
        return bool(self.issue and self.issue.pdf_name)


@dataclass(frozen=True)
class AwardLine:
    """One certificate and its manuals; none once it no longer holds.

    `is_open`: the manuals can be downloaded today, because the holder belongs to a site for it (domain B 8).
    """

    award: Award
    manuals: tuple[ManualLine, ...]
    is_open: bool = True


@dataclass(frozen=True)
class Holdings:
    """Everything on the page, newest first. `awaited`: passed, and waiting for a check to be confirmed (B 18)."""

    awards: tuple[AwardLine, ...]
    notes: tuple[Enrolment, ...]
    awaited: tuple[Enrolment, ...] = ()


def holdings_of(user: User) -> Holdings:
    """Return what `user` holds."""
    awards = list(Award.objects.visible_to(user))
    held = {award.programme_id for award in awards if award.is_issued}
    manuals = list(Manual.objects.published().filter(programme__in=held).defer("body"))
    copies = {(copy.award_id, copy.manual_id): copy for copy in copies_visible_to(user)}
    today = timezone.localdate()
    opened = programmes_open_to(user, on=today) if held else set()
    lines = tuple(AwardLine(row, _lines(row, manuals, copies), row.programme_id in opened) for row in awards)
    awaited = awaiting_check(on=today).of_learner(user).select_related("course").order_by("-completed_at")
    return Holdings(lines, tuple(notes_visible_to(user).order_by("-completed_at")), tuple(awaited))


def _lines(award: Award, manuals: list[Manual], copies: dict[tuple[UUID, int], ManualIssue]) -> tuple[ManualLine, ...]:
    own = [manual for manual in manuals if award.is_issued and manual.programme_id == award.programme_id]
    # A copy of an earlier edition stays its holder's.
    earlier = [copy.manual for (key, _pk), copy in copies.items() if key == award.pk and copy.manual not in own]
    return tuple(ManualLine(manual, copies.get((award.pk, manual.pk))) for manual in [*own, *earlier])
