"""What this app puts on the shelves of lower ones."""

from certificates.mail import COMPLETION_NOTE, render_completion_note
from lms.notifications.kinds import MailKind, register_kind


def register() -> None:
    """Put our messages on the shelf; called once, by the app's `ready()`."""
    register_kind(MailKind(COMPLETION_NOTE, render_completion_note))
