"""Personal copies of manuals: asked for once, made by a worker, handed out to their holder alone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.delivering import belonging
from certificates.models import Award, Manual, ManualIssue
from certificates.tasks import make_manual
from lms.accounts.models import User
from lms.core import audit
from lms.core.background import on_commit_run
from lms.core.errors import DomainError


def prepare_manuals(*, award: Award, at: datetime) -> None:
    """Have the holder's copy of every published manual of the programme made, so that it is there when they look."""
    for manual in Manual.objects.published().filter(programme=award.programme_id):
        _copy(award, manual, by=None, at=at)


@transaction.atomic
def request_manual(*, award: Award, manual: Manual, by: User, at: datetime) -> ManualIssue:
    """Have the holder's copy of `manual` made, once, and return its row; asking again returns the same.

    Refuses: `no_manual` when the award does not hold or the manual is not one of its programme that is published
    (domain B 32), `not_at_a_site` when the holder belongs to no site for the programme today (domain B 8).
    """
    if not (award.is_issued and manual.published and manual.programme_id == award.programme_id):
        raise DomainError("no_manual", _("This manual does not come with this certificate."))
    refuse_unless_at_a_site(award, at=at)
    return _copy(award, manual, by=by, at=at)


def refuse_unless_at_a_site(award: Award, *, at: datetime) -> None:
    """Refuse with `not_at_a_site` manuals of somebody who belongs to no site that may deliver the programme (B 8)."""
    here = belonging(award.programme_id, on=timezone.localdate(at)).filter(person=award.learner_id)
    if not here.exists():
        raise DomainError(
            "not_at_a_site",
            _(
                "Manuals are for people who facilitate at a site licensed for %(programme)s, or volunteer with us. You "
                "do not belong to one today, as far as we know. Your certificate stays yours. If you have joined a "
                "site, please ask its SMART Lead to tell us."
            )
            % {"programme": award.programme_name},
        )


def _copy(award: Award, manual: Manual, *, by: User | None, at: datetime) -> ManualIssue:
    issue, is_new = ManualIssue.objects.get_or_create(award=award, manual=manual, defaults={"requested_at": at})
    if is_new:
        audit.record("certificates.issue_manual", issue, by=by, data={"award": str(award.pk), "manual": manual.pk})
        on_commit_run(make_manual, issue.pk)
    return issue


@transaction.atomic
def hand_out_manual(*, issue: ManualIssue, by: User, at: datetime) -> str:
    """Record that `by` downloads their copy at `at`, and return its name in private storage.

    Refuses: `not_at_a_site` when the holder belongs to no site for the programme today (domain B 8), `not_ready` while
    the copy is being made.
    """
    refuse_unless_at_a_site(issue.award, at=at)
    if not issue.pdf_name:
        raise DomainError("not_ready", _("Your copy is still being prepared."))
    ManualIssue.objects.filter(pk=issue.pk, first_downloaded_at=None).update(first_downloaded_at=at)
    audit.record("certificates.download_manual", issue, by=by, data={"award": str(issue.award_id)})
    return issue.pdf_name
