"""The registry of what we write to people: higher apps put their kinds here in `ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lms.core.registry import Registry

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(frozen=True)
class Rendered:
    """A message as it goes out."""

    subject: str
    text: str
    html: str = ""


# Given the ids the message is about and the person (None when unknown or gone), at the time of delivery.
# None means: the reason for writing is gone, so the message is cancelled.
Render = Callable[[Mapping[str, Any], "User | None"], Rendered | None]


@dataclass(frozen=True)
class MailKind:
    """One kind of message; `personal` ones hold links or words meant for one person, and their text is never kept."""

    name: str
    render: Render
    personal: bool = False


# Mail that Django, allauth or Wagtail send through EMAIL_BACKEND: its text comes with the row.
LIBRARY = "library"

mail_kinds: Registry[MailKind] = Registry("Mail kind")


def register_kind(kind: MailKind) -> None:
    """Put `kind` on the shelf under its own name."""
    mail_kinds.register(kind.name, kind)
