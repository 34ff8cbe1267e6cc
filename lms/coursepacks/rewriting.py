"""The HTML of a lesson, made plain: no form, no film, no script, nothing active; links written out; ids of its own.

A stream of tags is read once and written again. What is not known to be harmless on paper and from a USB stick is left
out: elements by a list, attributes by a list of those that stay.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from lms.coursepacks.rules import fit_levels, typed_address

VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr", "link", "meta", "area", "base", "embed"})
RECORDINGS = frozenset({"audio", "video"})
CONTROLS = frozenset({"form", "button", "input", "select", "textarea", "dialog"})
ACTIVE = frozenset({"script", "style", "template", "noscript", "iframe", "object", "embed", "canvas"})
HEAD = frozenset({"link", "meta", "base"})
DROPPED = frozenset({"source", "track", "svg", "map", "area"}) | RECORDINGS | CONTROLS | ACTIVE | HEAD
UNWRAPPED = frozenset({"picture"})
# On paper what is folded lies open, and a figure is what has words for a picture: a frame around others is none.
ON_PAPER = {"details": "div", "summary": "p", "figure": "div", "figcaption": "p", "dl": "div", "dt": "p", "dd": "div"}
NAMELESS = frozenset({"div", "span"})
KEPT = frozenset({"class", "lang", "dir", "alt", "width", "height", "title", "datetime"}) | {
    *("colspan", "rowspan", "scope"),
    *("start", "type", "reversed", "value"),
}
NAMING = frozenset({"id", "headers", "aria-labelledby", "aria-describedby"})
HEADING = re.compile(r"h[1-6]")
HEADINGS = re.compile(r"<h([1-6])\b")
IDS = re.compile(r"""\sid=["']([^"']+)["']""")

Attributes = Mapping[str, str | None]


@dataclass(frozen=True)
class Target:
    """Where a link leads: to `href` inside the pack, or to an `address` that is written out.

    `is_missing`: it leads to a file that the pack does not hold, which is said beside it.
    """

    href: str = ""
    address: str = ""
    is_missing: bool = False


@dataclass(frozen=True)
class Rewriting:
    """How the HTML of one lesson is made plain.

    `prefix` begins its ids; its headings stand below one of level `under`; `picture` and `recording` give the address
    of a file in the pack for its address on the site ("" leaves it out); `target` says where a link leads. `on_paper`,
    what is folded lies open, and what only screen readers hear is left out.
    """

    prefix: str
    under: int
    picture: Callable[[str], str]
    target: Callable[[str], Target]
    recording: Callable[[str], str] = field(default=lambda source: "")
    on_paper: bool = False

    def of(self, html: str) -> str:
        """Return `html` made plain."""
        stream = _Stream(self, html)
        stream.feed(html)
        stream.close()
        return "".join(stream.written)


# What an element begins and ends with, and where it leads to. No end: all that is in it is left out.
Ends = tuple[str, str | None, Target]
NOWHERE = Target()
LEFT_OUT: Ends = ("", None, NOWHERE)


@dataclass(frozen=True)
class _Open:
    """An element that is open; what is in it begins at `begins` in what was written."""

    tag: str
    end: str | None
    target: Target
    begins: int


class _Stream(HTMLParser):
    """Reads tags and writes those that stay."""

    def __init__(self, rewriting: Rewriting, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.rewriting = rewriting
        self.written: list[str] = []
        self.levels = iter(fit_levels((int(level) for level in HEADINGS.findall(html)), under=rewriting.under))
        self.ids = frozenset(IDS.findall(html))
        self.open: list[_Open] = []

    @property
    def is_left_out(self) -> bool:
        return any(element.end is None for element in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        level = next(self.levels, 6) if HEADING.fullmatch(tag) else 0  # counted also where it is left out
        if tag == "source" and self.open and self.open[-1].tag in RECORDINGS:
            self.written.append(self._recording(self.open[-1].tag, dict(attrs)))
        if tag in VOID:
            self.written.append("" if self.is_left_out else self._void(tag, dict(attrs)))
            return
        start, end, target = LEFT_OUT if self.is_left_out else self._element(tag, dict(attrs), level)
        self.written.append(start)
        self.open.append(_Open(tag, end, target, len(self.written)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {element.tag for element in self.open}:
            return
        while self.open:
            element = self.open.pop()
            self.written.append((element.end or "") + self._address_after(element))
            if element.tag == tag:
                return

    def _address_after(self, element: _Open) -> str:
        """Return the address of a link in brackets, unless its words say it already; and that its file is not here."""
        address, words = typed_address(element.target.address), "".join(self.written[element.begins :])
        said = [address] if address and address.rstrip("/") not in unescape(words) else []
        said += [_("this file is not in this pack")] if element.target.is_missing else []
        return f' <span class="address">({escape(", ".join(said))})</span>' if said else ""

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def _text(self, words: str) -> None:
        if not self.is_left_out:
            self.written.append(words)

    def _recording(self, tag: str, attributes: dict[str, str | None]) -> str:
        source = self.rewriting.recording(attributes.get("src") or "")
        return f'<{tag} controls src="{escape(source)}"></{tag}>' if source else ""

    def _void(self, tag: str, attributes: dict[str, str | None]) -> str:
        if tag == "img":
            return self._picture(attributes)
        return "" if tag in DROPPED else f"<{tag}{self._attributes(attributes)}>"

    def _picture(self, attributes: dict[str, str | None]) -> str:
        source = self.rewriting.picture(attributes.get("src") or "")
        words = attributes.get("alt") or ""
        # A picture without words is decoration: nothing is lost without it, and paper says so to nobody.
        if not words:
            return ""
        if not source:
            missing = _("This picture is not in this pack: %(words)s") % {"words": words}
            return f'<span class="address">({escape(missing)})</span>'
        return f'<img src="{escape(source)}"{self._attributes(attributes)}>'

    def _element(self, tag: str, attributes: dict[str, str | None], level: int) -> Ends:
        """Return what the element begins and ends with, and where it leads to."""
        if tag in DROPPED or self._is_unseen(attributes):
            return LEFT_OUT
        if tag in UNWRAPPED:
            return "", "", NOWHERE
        if tag == "a":
            return self._link(attributes)
        name = f"h{level}" if level else tag
        if self.rewriting.on_paper and tag in ON_PAPER:
            name, attributes = ON_PAPER[tag], {"class": f"{tag} {attributes.get('class') or ''}".strip()}
        label = "" if self.rewriting.on_paper or tag in NAMELESS else attributes.get("aria-label")
        named = f' aria-label="{escape(label)}"' if label else ""
        return f"<{name}{named}{self._attributes(attributes)}>", f"</{name}>", NOWHERE

    def _is_unseen(self, attributes: dict[str, str | None]) -> bool:
        only_heard = self.rewriting.on_paper and "visually-hidden" in (attributes.get("class") or "")
        return only_heard or "hidden" in attributes or attributes.get("aria-hidden") == "true"

    def _link(self, attributes: dict[str, str | None]) -> Ends:
        href = attributes.get("href") or ""
        if href.startswith("#"):
            inside = f"#{self.rewriting.prefix}{href[1:]}" if href[1:] in self.ids else ""
            target = Target(href=inside)
        else:
            target = self.rewriting.target(href) if href else Target()
        rest = self._attributes(attributes)
        if target.href:
            return f'<a href="{escape(target.href)}"{rest}>', "</a>", NOWHERE
        return f"<span{rest}>", "</span>", target

    def _attributes(self, attributes: Attributes) -> str:
        return "".join(self._kept(attributes))

    def _kept(self, attributes: Attributes) -> Iterator[str]:
        for name, value in attributes.items():
            if name in NAMING and value:
                named = " ".join(f"{self.rewriting.prefix}{word}" for word in value.split())
                yield f' {name}="{escape(named)}"'
            elif name in KEPT:
                yield f' {name}="{escape(value or "")}"'
