"""What somebody holds: certificates with their manuals, and completion notes; five statements, whatever the number."""

from dataclasses import dataclass
from uuid import UUID

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
    """One certificate and its manuals; none once it no longer holds."""

    award: Award
    manuals: tuple[ManualLine, ...]


@dataclass(frozen=True)
class Holdings:
    """Everything on the page, newest first."""

    awards: tuple[AwardLine, ...]
    notes: tuple[Enrolment, ...]


def holdings_of(user: User) -> Holdings:
    """Return what `user` holds."""
    awards = list(Award.objects.visible_to(user))
    held = {award.programme_id for award in awards if award.is_issued}
    manuals = list(Manual.objects.published().filter(programme__in=held).defer("body"))
    copies = {(copy.award_id, copy.manual_id): copy for copy in copies_visible_to(user)}
    lines = tuple(AwardLine(award, _lines(award, manuals, copies)) for award in awards)
    return Holdings(lines, tuple(notes_visible_to(user).order_by("-completed_at")))


def _lines(award: Award, manuals: list[Manual], copies: dict[tuple[UUID, int], ManualIssue]) -> tuple[ManualLine, ...]:
    own = [manual for manual in manuals if award.is_issued and manual.programme_id == award.programme_id]
    # A copy of an earlier edition stays its holder's.
    earlier = [copy.manual for (key, _pk), copy in copies.items() if key == award.pk and copy.manual not in own]
    return tuple(ManualLine(manual, copies.get((award.pk, manual.pk))) for manual in [*own, *earlier])
