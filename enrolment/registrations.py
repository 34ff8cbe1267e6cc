"""What enrolment puts on the shared shelves, called once from `ready()`."""

from django.utils.translation import gettext_lazy as _

from lms.core.registries import integrity_checks, reference_loaders
from lms.notifications.kinds import MailKind, register_kind
from lms.notifications.rendering import from_templates


def register() -> None:
    """Fill the registries of the core and of notifications."""
    from enrolment import integrity, mail, reference

    integrity_checks.register("enrolments", integrity.enrolment_findings)
    integrity_checks.register("places", integrity.statement_findings)
    integrity_checks.register("nominations", integrity.nomination_findings)
    integrity_checks.register("appointments", integrity.permission_findings)
    reference_loaders.register("regions", reference.load_regions)
    reference_loaders.register("licence types", reference.load_licence_types)
    invitation = from_templates("enrolment/email/invitation", mail.invitation)
    register_kind(MailKind("invitation", invitation, personal=True, label=_("Invitation to a training place")))
