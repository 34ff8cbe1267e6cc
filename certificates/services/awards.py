"""Awards: issued once when a course that qualifies is finished, and taken back for a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.checks import waits_for_check
from certificates.models import Award, Route
from certificates.numbers import new_code, new_serial
from certificates.rules import AwardState
from certificates.services.manuals import prepare_manuals
from certificates.tasks import make_certificate
from courses.models import Programme
from enrolment.models import CompletionSource, Enrolment, Source
from enrolment.services.activities import printed_name_of
from lms.accounts.models import User
from lms.core import audit
from lms.core.background import on_commit_run
from lms.core.errors import DomainError


@transaction.atomic
def issue_due(*, enrolment: Enrolment, at: datetime) -> Award | None:
    """Issue what finishing `enrolment` qualifies for, once, and return the award; None when nothing is due.

    Due (domain B 30): the enrolment is completed, its course qualifies for a programme, there is a name to print, and
    where the course asks for a check, one is current at an organisation the learner belongs to (domain B 18).
    An award that was made before is returned as it stands: a revoked one stays revoked. Safe to repeat and in a race.
    """
    rows = Enrolment.objects.locked().select_related("course__programme", "edition", "learner")
    locked = rows.get(pk=enrolment.pk)
    name, programme = printed_name_of(locked), locked.course.programme
    if not (locked.is_completed and programme and name):
        return None
    made = Award.objects.filter(enrolment=locked).first()
    if made or waits_for_check(locked, on=timezone.localdate(at)):
        return made
    return _issue(_frozen(locked, name, programme, at=at), at=at)


def _issue(row: Award, *, at: datetime) -> Award | None:
    # ON CONFLICT DO NOTHING: should one serial in millions be taken, finishing the course must not fail for it.
    Award.objects.bulk_create([row], ignore_conflicts=True)
    award = Award.objects.filter(enrolment=row.enrolment_id).first()  # none: the sweep tries again with another serial
    if award and award.pk == row.pk:
        about = {"enrolment": str(row.enrolment_id), "programme": row.programme_id}
        audit.record("certificates.issue", award, data=about)
        on_commit_run(make_certificate, str(award.pk))
        prepare_manuals(award=award, at=at)
    return award


def _frozen(enrolment: Enrolment, name: str, programme: Programme, *, at: datetime) -> Award:
    return Award(
        enrolment=enrolment,
        learner=enrolment.learner,
        programme=programme,
        printed_name=name,
        programme_name=programme.name,
        course_title=enrolment.course.title,
        edition_number=enrolment.edition.number,
        route=_route(enrolment),
        issued_on=timezone.localdate(at),
        issued_at=at,
        serial=new_serial(),
        code=new_code(),
    )


def _route(enrolment: Enrolment) -> Route:
    """Return how the learner came to qualify: whoever is granted a course may also take it themselves."""
    if enrolment.source != Source.GRANT:
        return Route.SELF_PACED
    taken = enrolment.completions.exclude(source=CompletionSource.RECOGNISED).exists()
    return Route.SELF_PACED if taken else Route.RECOGNISED


@transaction.atomic
def revoke(*, award: Award, by: User, at: datetime, reason: str) -> None:
    """Take `award` back: from now on whoever checks it reads that it was revoked.

    Arguments: `by`, who decided (the caller checks `permissions.may_revoke`); `reason`, in words for colleagues.
    Refuses with "reason_needed" when none is given and "not_issued" when the award has ended already.
    """
    if not reason.strip():
        raise DomainError("reason_needed", _("Please say why, so that colleagues understand it later."))
    if not Award.objects.filter(pk=award.pk).end(state=AwardState.REVOKED, reason=reason.strip(), at=at):
        raise DomainError("not_issued", _("This award has ended already. Please reload the list."))
    audit.record("certificates.revoke", award, by=by, data={"programme": award.programme_id})
