"""Markdown written in files becomes the HTML that rich text keeps, and that HTML becomes Markdown again.

Two ways of writing the same HTML are known: as `to_rich_text` writes it, and as Wagtail's editor does (nothing between
tags, `<b>` and `<i>`, a `data-block-key` on every block). `to_source` finds the Markdown that leads back to exactly
the HTML it was given, or says that there is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown import markdown

HEADING_ONE = re.compile(r"<(/?)h1>")

KEY = "data-block-key"
KEYS = re.compile(r"[\w-]+")
BLOCK_TAG = re.compile(r"\n?(</?(?:p|ul|ol|li|h[1-6]|blockquote|hr)\b[^>]*>)\n?")
KEYED_TAG = re.compile(r"<(p|h[1-6]|li|blockquote)>")
KEYED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"})
EDITOR_WORDS = (("strong>", "b>"), ("em>", "i>"), ("<br>\n", "<br/>"), ("<br>", "<br/>"), ("<hr>", "<hr/>"))

VOID = frozenset({"br", "hr", "embed", "img"})
HEADINGS = {f"h{level}": "#" * level + " " for level in range(2, 7)}
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
INLINE_HTML = frozenset({"sup", "sub", "s", "del", "ins", "u", "small", "code", "mark", "q", "cite"})
LISTS = frozenset({"ul", "ol"})
MARKS = re.compile(r"([\\`*\[\]])|(?<!\w)(_)|(_)(?!\w)")
ALL_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")
ENTITY = re.compile(r"&(?=#?\w+;)")
LINE_START = re.compile(r"^(\s*)(#|>|[-+](?=\s)|(?<=^)\d+(?=\.))", re.MULTILINE)


def to_rich_text(source: str) -> str:
    """Return the Markdown `source` as the small HTML that Wagtail's rich text stores; its top heading is h2."""
    html = markdown(source.strip(), output_format="html", extensions=["sane_lists"])
    return HEADING_ONE.sub(r"<\1h2>", html)


@dataclass(frozen=True)
class Source:
    """Markdown, and how its HTML is written.

    `keys` None: as `to_rich_text` does. Otherwise as Wagtail's editor does, with these keys on its blocks in order;
    when there are more or fewer blocks than keys, the blocks bear none, and the editor gives them new ones.
    """

    markdown: str
    keys: tuple[str, ...] | None = None

    @property
    def html(self) -> str:
        """Return the HTML that is meant."""
        html = to_rich_text(self.markdown)
        return html if self.keys is None else _with_keys(_as_the_editor_writes(html), self.keys)


def to_source(html: str) -> Source | None:
    """Return Markdown whose `.html` is exactly `html`, or None when there is none that we can find."""
    tree = _Tree.of(html)
    if tree is None:
        return None
    keys = tuple(tree.keys)
    if not all(KEYS.fullmatch(key) for key in keys):
        return None
    for full in (False, True):
        text = _Writer(full).write(tree.root)
        for source in () if text is None else (Source(text), Source(text, keys)):
            if source.html == html:
                return source
    return None


def _as_the_editor_writes(html: str) -> str:
    for ours, theirs in EDITOR_WORDS:
        html = html.replace(ours, theirs)
    return BLOCK_TAG.sub(r"\1", html).replace("\n", " ")


def _with_keys(html: str, keys: tuple[str, ...]) -> str:
    if len(KEYED_TAG.findall(html)) != len(keys):
        return html
    following = iter(keys)
    return KEYED_TAG.sub(lambda match: f'<{match[1]} {KEY}="{next(following)}">', html)


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[_Element | str]" = field(default_factory=list)


class _UnwritableError(Exception):
    """HTML that has no Markdown of ours."""


class _Tree(HTMLParser):
    """Reads HTML into elements; keys of blocks are taken off them and kept in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self.open = [self.root]
        self.keys: list[str] = []

    @classmethod
    def of(cls, html: str) -> "_Tree | None":
        """Return the tree of `html`, or None where its tags do not fit into each other."""
        tree = cls()
        try:
            tree.feed(html)
            tree.close()
        except _UnwritableError:
            return None
        return tree if len(tree.open) == 1 else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in KEYED and KEY in attributes:
            self.keys.append(attributes.pop(KEY))
        element = _Element(tag, attributes)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) == 1 or self.open.pop().tag != tag:
            raise _UnwritableError

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise _UnwritableError

    def handle_decl(self, decl: str) -> None:
        raise _UnwritableError


class _Writer:
    """Writes elements as Markdown. `full`: every mark is escaped and emphasis is left as tags."""

    def __init__(self, full: bool) -> None:
        self.full = full

    def write(self, root: _Element) -> str | None:
        """Return the Markdown of a whole tree, or None where it has something that Markdown has not."""
        try:
            return "\n\n".join(self._blocks(root.children)).rstrip("\n")
        except _UnwritableError:
            return None

    def _blocks(self, nodes: "list[_Element | str]") -> Iterator[str]:
        for node in nodes:
            if isinstance(node, _Element):
                yield self._block(node)
            elif node.strip():
                raise _UnwritableError

    def _block(self, element: _Element) -> str:
        if element.attributes:
            raise _UnwritableError
        if element.tag == "p":
            return self._lines(element.children)
        if element.tag in HEADINGS:
            return HEADINGS[element.tag] + self._lines(element.children).replace("\n", " ")
        if element.tag in LISTS:
            return "\n".join(self._items(element))
        if element.tag == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(self._blocks(element.children)).split("\n"))
        if element.tag == "hr":
            return "---"
        raise _UnwritableError

    def _items(self, element: _Element) -> Iterator[str]:
        items = [node for node in element.children if isinstance(node, _Element) or node.strip()]
        for place, item in enumerate(items, start=1):
            if not isinstance(item, _Element) or item.tag != "li" or item.attributes:
                raise _UnwritableError
            mark = f"{place}." if element.tag == "ol" else "-"
            yield f"{mark} {self._item(item)}"

    def _item(self, item: _Element) -> str:
        nested = [i for i, node in enumerate(item.children) if isinstance(node, _Element) and self._is_block(node)]
        first = nested[0] if nested else len(item.children)
        own, below = item.children[:first], item.children[first:]
        if any(isinstance(node, _Element) or node.strip() for node in own):
            # Lines that follow keep what stands before them: they belong to the item wherever they begin.
            return "\n".join([self._lines(own), *map(_indented, self._blocks(below))])
        return _indented("\n\n".join(self._blocks(below))).lstrip() + "\n"

    @staticmethod
    def _is_block(element: _Element) -> bool:
        return element.tag in KEYED or element.tag in LISTS or element.tag == "hr"

    def _lines(self, nodes: "list[_Element | str]") -> str:
        text = "".join(self._inline(node) for node in nodes).strip().replace("<br>\n\n", "<br>\n")
        return LINE_START.sub(_line_start, text)

    def _inline(self, node: "_Element | str") -> str:
        if isinstance(node, str):
            return self._text(node)
        inner = "".join(self._inline(child) for child in node.children)
        if node.tag == "br" and not node.attributes:
            return "<br>\n"
        if node.tag == "a" and node.attributes.keys() == {"href"}:
            return f"[{inner}]({node.attributes['href']})"
        if node.attributes or node.tag not in EMPHASIS.keys() | INLINE_HTML:
            raise _UnwritableError
        if node.tag in EMPHASIS and not self.full:
            return EMPHASIS[node.tag] + inner + EMPHASIS[node.tag]
        return f"<{node.tag}>{inner}</{node.tag}>"

    def _text(self, text: str) -> str:
        marked = ALL_MARKS.sub(r"\\\1", text) if self.full else MARKS.sub(lambda match: "\\" + match[0], text)
        return ENTITY.sub("&amp;", marked).replace("<", "&lt;")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def _line_start(match: re.Match[str]) -> str:
    mark = match[2]
    return match[1] + (f"{mark}\\" if mark.isdigit() else f"\\{mark}")
