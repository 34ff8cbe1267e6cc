"""A page's body as ready HTML with gaps for what waits for a learner, kept so that most readers cost no rendering.

The kept HTML is addressed by the body's own words, the reader's language and our templates: it knows no page, person
or request, so nothing personal or signed can be in it. What it takes from elsewhere (terms, tools, recordings,
pictures, files, addresses of pages) counts as one generation: when any of that changes, all bodies are made anew.
"""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from django.core.cache import cache as store
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language

from content.blocks import INTERACTIVE

GENERATION = "bodies:generation"
KEPT_SECONDS = 7 * 24 * 60 * 60
TEMPLATES = Path(__file__).resolve().parent / "templates" / "content" / "blocks"
HEADING = re.compile(r"<h([23])(?:\s[^>]*)?>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Slot:
    """A gap in the body: the block of this `kind` that the page draws for the reader, or empty in previews.

    `key` is the id of the block; `value` hands out `fields` and what its kind has (see content.interactive).
    """

    kind: str
    key: str
    value: Any


def parts_of(page: Any) -> tuple[SafeString | Slot, ...]:
    """Return the body of `page` in order: HTML ready to be shown, and slots.

    One look into the cache; on a hit no statement. Headings carry an id made of their words, once each.
    """
    places = list(enumerate(page.body.raw_data))
    kept = iter(_kept_html(page.body))
    return tuple(
        _slot(page.body[place]) if raw["type"] in INTERACTIVE else mark_safe(next(kept))  # noqa: S308 # made below
        for place, raw in places
    )


def slots_of(page: Any) -> tuple[Slot, ...]:
    """Return only the slots of the body, in order; renders nothing and asks the cache nothing."""
    raw = enumerate(page.body.raw_data)
    return tuple(_slot(page.body[place]) for place, block in raw if block["type"] in INTERACTIVE)


def forget_bodies() -> None:
    """Begin a new generation: something that bodies quote has changed."""
    store.set(GENERATION, uuid.uuid4().hex, None)


def _slot(child: Any) -> Slot:
    return Slot(child.block_type, str(child.id or ""), child.value)


def _kept_html(body: Any) -> tuple[str, ...]:
    key = _address(body)
    found = store.get_many([key, GENERATION])
    generation = found.get(GENERATION) or _begin_generation()
    if key in found and found[key][0] == generation:
        html: tuple[str, ...] = found[key][1]
        return html
    html = tuple(_rendered(body))
    # Kept under the generation read before rendering: a change that came in between makes it stale at once.
    store.set(key, (generation, html), KEPT_SECONDS)
    return html


def _begin_generation() -> str:
    return str(store.get_or_set(GENERATION, uuid.uuid4().hex, None))


def _address(body: Any) -> str:
    words = json.dumps(list(body.raw_data), sort_keys=True, default=str)
    digest = sha256(f"{_templates_digest()}:{get_language()}:{words}".encode()).hexdigest()
    return f"bodies:{digest}"


@cache
def _templates_digest() -> str:
    files = sorted(TEMPLATES.rglob("*.html"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _rendered(body: Any) -> Iterator[str]:
    taken: dict[str, int] = {}
    for child in body:
        if child.block_type not in INTERACTIVE:
            yield HEADING.sub(lambda found: _with_anchor(found, taken), str(child.render()))


def _with_anchor(found: re.Match[str], taken: dict[str, int]) -> str:
    level, words = found.groups()
    anchor = slugify(unescape(strip_tags(words)))[:60].strip("-") or "part"
    taken[anchor] = taken.get(anchor, 0) + 1
    if taken[anchor] > 1:
        anchor = f"{anchor}-{taken[anchor]}"
    return f'<h{level} id="part-{anchor}">{words}</h{level}>'
