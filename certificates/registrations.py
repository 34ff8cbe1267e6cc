"""What this app puts on the shelves of lower ones."""

from django.utils.translation import gettext_lazy as _

from certificates import integrity, reference
from certificates.further_texts import MANUALS, ManualTexts
from certificates.kinds import CERTIFICATE, COMPLETION_NOTE
from certificates.mail import render_certificate, render_completion_note
from content.registries import further_texts
from lms.core.registries import integrity_checks, reference_loaders
from lms.notifications.kinds import MailKind, register_kind


def register() -> None:
    """Fill the registries of lower packages; called once, by the app's `ready()`."""
    integrity_checks.register("awards", integrity.award_findings)
    reference_loaders.register("awards", reference.load)
    further_texts.register(MANUALS, ManualTexts())
    register_kind(MailKind(COMPLETION_NOTE, render_completion_note, label=_("Completion note")))
    register_kind(MailKind(CERTIFICATE, render_certificate, label=_("Certificate")))
