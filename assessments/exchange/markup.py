"""HTML of anybody becomes the few elements that prompts know; what is left out is told in notes.

Read by an own scanner that takes each sign once: the standard parser needs minutes for 50,000 signs of unfinished tags.
Nothing is kept but names of elements from a list; all text is escaped anew, so nothing active can remain.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.drafts import Notes
from assessments.exchange.plain import SPACES, lines, one_line, shortened, usable

BOLD: Final = frozenset({"b", "strong"})
ITALIC: Final = frozenset({"i", "em"})
LISTS: Final = frozenset({"ul", "ol"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS: Final = frozenset({"td", "th"})
# They begin a paragraph, and are nothing else.
BLOCKS: Final = frozenset({"p", "div", "section", "article", "center", "header", "footer", "main", "body", "html"})
# They begin a paragraph as well, but something of them is lost.
LOST_BLOCKS: Final = HEADINGS | {"blockquote", "table", "tr", "dl", "dt", "dd", "hr", "pre", "address", "figure"}
SILENT: Final = frozenset({"span", "font", "tbody", "thead", "tfoot", "wbr", "label", "col", "colgroup", "nobr"})
LOST: Final = frozenset(
    {"u", "s", "strike", "del", "ins", "sub", "sup", "small", "big", "code", "tt", "kbd", "samp"}
) | {
    *("var", "mark", "q", "cite", "abbr", "acronym", "dfn", "time", "caption", "figcaption", "details", "summary"),
    *("ruby", "rt", "rp", "bdi", "bdo", "nav", "aside", "head", "meta", "link", "base", "fieldset", "legend"),
}
# All that is in them goes as well.
SWALLOWED: Final = frozenset(
    {"script", "style", "iframe", "object", "noscript", "template", "svg", "math", "title"}
) | {
    *("audio", "video", "canvas", "textarea", "select", "applet", "xml", "map"),
}
ACTIVE: Final = frozenset({"embed", "form", "input", "button", "param", "source", "track", "area", "frame", "frameset"})
ALL_KNOWN: Final = BOLD | ITALIC | LISTS | BLOCKS | LOST_BLOCKS | SILENT | LOST | CELLS | {"br", "li", "img", "a"}
PARAGRAPHS: Final = LISTS | BLOCKS | LOST_BLOCKS | {"li"}
MARKS: Final = dict.fromkeys(BOLD | HEADINGS, "b") | dict.fromkeys(ITALIC, "i") | {"pre": "pre"}
DEEPEST: Final = 4
TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*+)([^<>]*+)>")
DECLARATION: Final = re.compile(r"<[!?][^<>]*+>")
ATTRIBUTE: Final = re.compile(r"""(?<![\w-])(alt|src|href)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.I)
LOOKS: Final = re.compile(r"(?<![\w-])(?:style|color|bgcolor|face)\s*+=", re.I)
HANDLER: Final = re.compile(r"(?<![\w-])(on[a-z]+)\s*+=", re.I)
INDENTED: Final = re.compile(r"(?m)^ +| {2,}")
BREAK: Final = re.compile(" *+\n *+")
FORMATTED: Final = re.compile("<(?:b|i|br|li)>")
ENDS: Final = re.compile("</?(?:p|ul|ol|li)>|<br>")


@dataclass
class _Paragraph:
    """Words with how they look: "", "b", "i" or "bi"; a line break is a sign among them."""

    runs: list[tuple[str, str]] = field(default_factory=list)

    def html(self) -> str:
        """Return the words with their tags; spaces at the ends and beside breaks are gone."""
        kept: list[tuple[str, str]] = []
        for run, look in self.runs:
            words = BREAK.sub("\n", run)
            if not kept or kept[-1][0][-1] in " \n":
                words = words.lstrip(" " if kept else " \n")
            if words.startswith("\n"):
                _trim_end(kept, " ")
            if words:
                kept.append((words, look))
        _trim_end(kept, " \n")
        return "".join(_styled("".join(w for w, _l in same), look) for look, same in groupby(kept, lambda one: one[1]))


def _trim_end(runs: list[tuple[str, str]], blanks: str) -> None:
    while runs and runs[-1][0][-1] in blanks:
        words, look = runs.pop()
        if trimmed := words.rstrip(blanks):
            runs.append((trimmed, look))


@dataclass
class _List:
    """A list; each of its items holds paragraphs and lists."""

    tag: str
    items: "list[list[_Paragraph | _List]]" = field(default_factory=list)

    def html(self) -> str:
        """Return the list with its items, or nothing when all of them are empty."""
        items = [item for item in map(_item, self.items) if item]
        return f"<{self.tag}>{''.join(f'<li>{item}</li>' for item in items)}</{self.tag}>" if items else ""


def _styled(words: str, look: str) -> str:
    html = escape(words, quote=False).replace("\n", "<br>")
    for tag in reversed(look):
        html = f"<{tag}>{html}</{tag}>"
    return html


def _item(parts: "list[_Paragraph | _List]") -> str:
    shown = [(isinstance(part, _List), html) for part in parts if (html := part.html())]
    return "".join(
        (html if is_list or place == 0 or shown[place - 1][0] else f"<br>{html}")
        for place, (is_list, html) in enumerate(shown)
    )


class _Builder:
    """Takes tags and texts in turn and makes paragraphs and lists of them."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.blocks: list[_Paragraph | _List] = []
        self.lists: list[_List] = []
        self.paragraph: _Paragraph | None = None
        self.open: Counter[str] = Counter()
        self.lost: set[str] = set()

    def text(self, words: str) -> None:
        """Take words that stand between tags."""
        if self.open["pre"]:
            words = INDENTED.sub(lambda match: "\u00a0" * len(match[0]), words.replace("\t", "    "))
        else:
            words = SPACES.sub(" ", words)
        if self.paragraph is None:
            if not words.strip(" \n"):
                return
            self.paragraph = _Paragraph()
            self._here().append(self.paragraph)
        if words:
            self.paragraph.runs.append((words, self._look))

    def _here(self) -> "list[_Paragraph | _List]":
        if not self.lists:
            return self.blocks
        if not self.lists[-1].items:
            self.lists[-1].items.append([])
        return self.lists[-1].items[-1]

    def tag(self, name: str, attributes: str, step: int) -> None:
        """Take a tag: `step` 1 begins the element, -1 ends it."""
        self._look_at(name, attributes)
        if name in MARKS:
            self.open[MARKS[name]] = max(self.open[MARKS[name]] + step, 0)
        if name == "br" and self.paragraph:
            self.paragraph.runs.append(("\n", self._look))
        if name in CELLS:
            self.text(" ")
        if name in PARAGRAPHS:
            self._begin(name, step)

    @property
    def _look(self) -> str:
        return "b" * bool(self.open["b"]) + "i" * bool(self.open["i"])

    def _begin(self, name: str, step: int) -> None:
        """End the paragraph; begin or end a list or an item."""
        self.paragraph = None
        if name in LISTS:
            self._list(name, step)
        elif name == "li" and step > 0 and self.lists:
            self.lists[-1].items.append([])

    def _list(self, name: str, step: int) -> None:
        if step < 0:
            del self.lists[-1:]
        elif len(self.lists) >= DEEPEST:
            self.lists.append(self.lists[-1])
        else:
            begun = _List(name)
            self._here().append(begun)
            self.lists.append(begun)

    def _look_at(self, name: str, attributes: str) -> None:
        """Note what is lost of a tag."""
        if name in LOST_BLOCKS | LOST | CELLS or ":" in name:
            self.lost.add(name)
        if not attributes:
            return
        values = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in ATTRIBUTE.finditer(attributes)}
        if name == "img":
            named = values.get("alt") or values.get("src", "").rsplit("/", 1)[-1]
            self.notes.add(_("A picture is not brought along: %(name)s.") % {"name": _brief(named)})
        if name == "a" and values.get("href"):
            self.notes.add(_("A link became plain text. It led to %(address)s.") % {"address": _brief(values["href"])})
        if LOOKS.search(attributes):
            self.notes.add(_("Colours, sizes and other looks are left out."))
        if handler := HANDLER.search(attributes):
            self.active(handler[1])

    def active(self, name: str) -> None:
        """Note that something was taken out which is no text."""
        self.notes.add(_("Something that is no text was taken out: %(name)s.") % {"name": name})

    def html(self) -> str:
        """Return all of it."""
        if self.lost:
            tags = ", ".join(sorted(self.lost))
            self.notes.add(_("This formatting is not offered here, its words stay: %(tags)s.") % {"tags": tags})
        shown = ((block, block.html()) for block in self.blocks)
        return "".join(html if isinstance(block, _List) else f"<p>{html}</p>" for block, html in shown if html)


def _brief(text: str) -> str:
    return shortened(one_line(unescaped(text)), 80) or "–"


def unescaped(text: str) -> str:
    """Return `text` with its character references resolved; a number of thousands of digits stays as it stands."""
    try:
        return usable(unescape(text))
    except ValueError:
        return text


def safe(html: str, notes: Notes) -> str:
    """Return `html` in p, br, b, i, ul, ol and li alone, always written the same way; what is lost goes to `notes`.

    `safe(safe(x)) == safe(x)`. An element that nobody knows is no element: `3 <x and x> 5` stays as it is typed.
    """
    builder = _Builder(notes)
    for text, tag in _scanned(usable(html), builder):
        if tag is None:
            builder.text(unescaped(text))
        else:
            builder.tag(tag[2].lower(), tag[3], -1 if tag[1] else 1)
    return builder.html()


def _scanned(html: str, builder: _Builder) -> Iterator[tuple[str, "re.Match[str] | None"]]:
    """Yield texts and known tags in turn."""
    at = 0
    while at < len(html):
        begin = html.find("<", at)
        begin = len(html) if begin < 0 else begin
        if begin > at:
            yield html[at:begin], None
        tag = TAG.match(html, begin)
        known = tag if tag and _is_known(tag[2].lower()) else None
        at = known.end() if known else _after(html, begin, tag, builder)
        if known or at == begin + 1 <= len(html):
            yield "<", known


def _is_known(name: str) -> bool:
    return name in ALL_KNOWN or ":" in name


def _after(html: str, begin: int, tag: "re.Match[str] | None", builder: _Builder) -> int:
    """Return where to read on after what begins at `begin` and is no known tag: one sign further when it is text."""
    if tag:
        return _after_active(html, tag, builder)
    end = begin + 1
    if html.startswith("<!--", begin):
        end = html.find("-->", begin) + 3
        end = len(html) if end == 2 else end
    elif declaration := DECLARATION.match(html, begin):
        end = declaration.end()
    if end > begin + 1:
        builder.notes.add(_("A hidden comment was taken out."))
    return end


def _after_active(html: str, tag: "re.Match[str]", builder: _Builder) -> int:
    name = tag[2].lower()
    if name not in ACTIVE | SWALLOWED:
        return tag.start() + 1
    builder.active(name)
    if name in ACTIVE or tag[1] or tag[3].endswith("/"):
        return tag.end()
    end = re.compile(f"</{name}", re.I | re.A).search(html, tag.end())
    return end.start() if end else len(html)


def is_formatted(html: str) -> bool:
    """Tell whether plain text loses something of this safe HTML."""
    return bool(FORMATTED.search(html)) or html.count("<p>") > 1


def plain_lines(html: str) -> str:
    """Return the words of safe HTML, a line for each paragraph, break and item."""
    return lines(unescape(re.sub(r"</?[bi]>", "", ENDS.sub("\n", html))))
