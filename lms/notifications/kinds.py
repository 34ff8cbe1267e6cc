"""The registry of what we write to people: higher apps put their kinds here in `ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

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
    """One kind of message.

    `personal` ones hold links or words meant for one person, and their text is never kept. `label` is what staff read.
    """

    name: str
    render: Render
    personal: bool = False
    label: str | Promise = ""


# Mail that Django, allauth or Wagtail send through EMAIL_BACKEND: its text comes with the row.
LIBRARY = "library"

mail_kinds: Registry[MailKind] = Registry("Mail kind")


def register_kind(kind: MailKind) -> None:
    """Put `kind` on the shelf under its own name."""
    mail_kinds.register(kind.name, kind)


def label_of(name: str) -> str:
    """Return what staff read for the kind `name`, registered or not."""
    label = mail_kinds[name].label if name in mail_kinds else ""
    return str(label) or name.replace("_", " ").replace("-", " ").capitalize()
