"""The demo's post office: each message becomes one file below MAILBOX_DIR, which /demo/mailbox/ shows."""

import json
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parseaddr
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

ADDRESS = re.compile(r"https?://[^\s<>\"']+")
TRAILING = ".,;:!?)]}"


@dataclass(frozen=True)
class Letter:
    """One message as delivered; `id` begins with its time, so names sort by age."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    links: list[str]
    sent_at: str

    @property
    def sent(self) -> datetime:
        """Return when it was delivered."""
        return datetime.fromisoformat(self.sent_at)


class FolderTransport(BaseEmailBackend):
    """Delivers into a folder; OUTBOX_TRANSPORT of the demo."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one file per recipient and return how many messages there were."""
        for message in email_messages:
            for recipient in message.recipients():
                write(letter(message, to=parseaddr(recipient)[1], at=timezone.now()))
        return len(email_messages)


def letter(message: EmailMessage, *, to: str, at: datetime) -> Letter:
    """Return `message` as it arrives at `to`."""
    text = str(message.body)
    html = "".join(str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html")
    return Letter(
        id=f"{at:%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:12]}",
        to=to,
        subject=str(message.subject),
        text=text,
        html=html,
        links=links_in(text, html),
        sent_at=at.isoformat(),
    )


def write(item: Letter) -> None:
    """Put `item` into the folder in one step, so that nobody reads half a file."""
    folder = mailbox_folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{item.id}.part"
    unfinished.write_text(json.dumps(asdict(item), ensure_ascii=False), encoding="utf-8")
    unfinished.replace(folder / f"{item.id}.json")


def letters() -> Iterator[Letter]:
    """Yield every delivered message, newest first."""
    for path in sorted(mailbox_folder().glob("*.json"), reverse=True):
        yield Letter(**json.loads(path.read_text(encoding="utf-8")))


def find(letter_id: str) -> Letter | None:
    """Return the message `letter_id`, or None; `letter_id` is a slug, so it cannot leave the folder."""
    path = mailbox_folder() / f"{letter_id}.json"
    return Letter(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def mailbox_folder() -> Path:
    """Return the folder that holds the delivered messages."""
    return Path(settings.MAILBOX_DIR)


def links_in(text: str, html: str) -> list[str]:
    """Return the web addresses of a message in order of appearance, each once."""
    finder = LinkFinder()
    finder.feed(html)
    written = [found.rstrip(TRAILING) for found in ADDRESS.findall(text)]
    return list(dict.fromkeys([*written, *finder.links]))


class LinkFinder(HTMLParser):
    """Collects where the links of an HTML message lead."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the address of a link."""
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith(("http://", "https://")):
            self.links.append(address)
