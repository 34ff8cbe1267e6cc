"""What enrolment puts on the shared shelves, called once from `ready()`."""

from django.utils.translation import gettext_lazy as _

from lms.core.registries import integrity_checks, reference_loaders
from lms.notifications.kinds import MailKind, register_kind


def register() -> None:
    """Fill the registries of the core and of notifications."""
    from enrolment import integrity, mail, reference

    integrity_checks.register("enrolments", integrity.enrolment_findings)
    integrity_checks.register("declarations", integrity.declaration_findings)
    integrity_checks.register("places", integrity.statement_findings)
    integrity_checks.register("nominations", integrity.nomination_findings)
    integrity_checks.register("appointments", integrity.permission_findings)
    reference_loaders.register("regions", reference.load_regions)
    reference_loaders.register("licence types", reference.load_licence_types)
    reference_loaders.register("partners", reference.load_office_permissions)
    invited = _("Invitation to a training place")
    register_kind(MailKind("invitation", mail.render_invitation, personal=True, label=invited))
    register_kind(MailKind("lead_appointed", mail.render_lead_appointed, label=_("Welcome of a SMART Lead")))
