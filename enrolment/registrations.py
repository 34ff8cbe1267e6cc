"""What enrolment puts on the shared shelves, called once from `ready()`."""

from django.utils.translation import gettext_lazy as _

from lms.core.registries import integrity_checks, reference_loaders
from lms.notifications.kinds import MailKind, register_kind


def register() -> None:
    """Fill the registries of the core and of notifications."""
    from enrolment import integrity, mail, reference
    from enrolment.services import set_up

    integrity_checks.register("enrolments", integrity.enrolment_findings)
    integrity_checks.register("declarations", integrity.declaration_findings)
    integrity_checks.register("places", integrity.statement_findings)
    integrity_checks.register("nominations", integrity.nomination_findings)
    integrity_checks.register("belonging", integrity.belonging_findings)
    integrity_checks.register("appointments", integrity.permission_findings)
    integrity_checks.register("roles", integrity.role_findings)
    integrity_checks.register("affiliations", integrity.affiliation_findings)
    integrity_checks.register("study time", integrity.study_time_findings)
    reference_loaders.register("regions", reference.load_regions)
    reference_loaders.register("licence types", reference.load_licence_types)
    reference_loaders.register("prices", reference.load_prices)
    reference_loaders.register("ourselves", reference.load_ourselves)
    reference_loaders.register("set-up steps", set_up.load_set_up_steps)
    reference_loaders.register("partners", reference.load_office_permissions)
    invited = _("Invitation to a training place")
    register_kind(MailKind("invitation", mail.render_invitation, personal=True, label=invited))
    register_kind(MailKind("lead_appointed", mail.render_lead_appointed, label=_("Welcome of a SMART Lead")))
    ends = _("Reminder that a check ends")
    register_kind(MailKind("check_ends", mail.render_check_ends, personal=True, label=ends))
    register_kind(MailKind("nudge", mail.render_nudge, personal=True, label=_("Reminder to a learner")))
    left = _("Places left before a licence year ends")
    register_kind(MailKind("unused_places", mail.render_unused_places, label=left))
