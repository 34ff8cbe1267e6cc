"""What this app puts on the shelves of lower ones."""

from django.utils.translation import gettext_lazy as _

from certificates.kinds import CERTIFICATE, COMPLETION_NOTE
from certificates.mail import render_certificate, render_completion_note
from lms.notifications.kinds import MailKind, register_kind


def register() -> None:
    """Put our messages on the shelf; called once, by the app's `ready()`."""
    register_kind(MailKind(COMPLETION_NOTE, render_completion_note, label=_("Completion note")))
    register_kind(MailKind(CERTIFICATE, render_certificate, label=_("Certificate")))
