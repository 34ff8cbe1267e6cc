"""Words for a message, made at the moment it goes out, in one plain warm frame."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override

from lms.notifications.kinds import Render, Rendered, mail_kinds

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.notifications.models import OutboundEmail

Context = dict[str, Any]
FRAME = "notifications/email/library"
SUBJECT_LENGTH = 255


def from_templates(prefix: str, context: Callable[[Mapping[str, Any], "User | None"], Context | None]) -> Render:
    """Return a render function over `<prefix>_subject.txt`, `<prefix>.txt` and `<prefix>.html`.

    Arguments: `prefix`, a template path without ending; `context(refs, user)`, which gives what the templates need,
    or None when the message is no longer wanted. The templates extend `notifications/email/base.txt` and `.html`.
    """

    def render(refs: Mapping[str, Any], user: "User | None") -> Rendered | None:
        found = context(refs, user)
        return None if found is None else rendered(prefix, {"person": user, **found})

    return render


def rendered(prefix: str, context: Context) -> Rendered:
    """Return the message that the three templates of `prefix` make of `context`."""
    context = {"product_name": settings.PRODUCT_NAME, "site_url": settings.SITE_URL, **context}
    with override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"{prefix}_subject.txt", context)
        text = render_to_string(f"{prefix}.txt", context)
        html = render_to_string(f"{prefix}.html", {**context, "subject": one_line(subject)})
    return Rendered(subject=one_line(subject), text=tidy(text), html=html)


def message_of(email: "OutboundEmail") -> Rendered | None:
    """Return what `email` says: the text a library gave us, else what its kind makes of it now; None: not wanted."""
    if email.text or email.html:
        return framed(email)
    return mail_kinds[email.kind].render(email.refs, email.user)


def framed(email: "OutboundEmail") -> Rendered:
    """Return a library's message; plain text gets our frame as HTML, with each lonely link as a button."""
    html = email.html or render_to_string(
        f"{FRAME}.html",
        {
            "product_name": settings.PRODUCT_NAME,
            "site_url": settings.SITE_URL,
            "subject": email.subject,
            "paragraphs": paragraphs(email.text),
        },
    )
    return Rendered(subject=one_line(email.subject), text=email.text or strip_tags(email.html), html=html)


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Return the blocks of `text`, each with whether it is one link and nothing else."""
    blocks = [block.strip() for block in tidy(text).split("\n\n")]
    return [{"text": block, "is_link": is_link(block)} for block in blocks if block]


def is_link(block: str) -> bool:
    """Say whether `block` is one web address and nothing else."""
    return block.startswith(("https://", "http://")) and len(block.split()) == 1


def tidy(text: str) -> str:
    """Return `text` without trailing spaces and with at most one empty line in a row (templates leave holes)."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Return `text` on one line, as a subject must be, cut to what the row holds."""
    return " ".join(text.split())[:SUBJECT_LENGTH]
