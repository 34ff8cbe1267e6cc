"""Rich text in files: Markdown where that leads back to the very same HTML, else the HTML itself; nothing unsafe.

A value is Markdown, or `{markdown, keys}` for what Wagtail's editor wrote, or `{html}`. Links to pages and documents
stand in it as `page:module/lesson` and `document:media/sheet.pdf`, never as numbers of one database.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from content.markup import Source, to_source
from lms.coursepacks.files.problems import FolderError

# (link or embed: "page", "document", "image"; number in the database) → name; and back.
Namer = Callable[[str, str], str]
Finder = Callable[[str, str], str]

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z][a-z0-9-]*=\"[^\"<>]*\")*) ?(/?)>")
ATTRIBUTE = re.compile(r' ([a-z][a-z0-9-]*)="([^"<>]*)"')
SAFE_TAGS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd b strong i em u s del ins sup sub small mark code pre q cite abbr a br "  # noqa: SIM905
    "hr blockquote div span table caption thead tbody tr th td embed".split()
)
SAFE_ATTRIBUTES = frozenset(
    "href linktype id embedtype format alt ref start scope colspan rowspan lang title data-block-key".split()  # noqa: SIM905
)
SAFE_LINK = re.compile(r"(?:https?:|mailto:|tel:|page:|document:|/|#|\?|[^:]*$)", re.IGNORECASE)
NAMED_LINK = re.compile(r'<a href="(page|document):([^"]*)">')
NAMED_EMBED = re.compile(r'<embed([^<>]*?) ref="([^"]*)"([^<>]*)>')
KINDS_OF_LINK = frozenset({"page", "document"})


def write(html: str, name: Namer) -> Any:
    """Return how a file says the rich text `html` of the database; `name` gives what it points to a name."""
    return _shortest(TAG.sub(lambda tag: _named(tag, name), html))


def canonical(value: Any) -> Any:
    """Return the one way in which files say what `value`, read from a file, means.

    Refuses: `not_rich_text`, `unsafe_html`.
    """
    return _shortest(_html(value))


def place(value: Any, find: Finder) -> str:
    """Return the HTML for the database of what a file says; `find` gives the number behind a name."""
    html = NAMED_LINK.sub(lambda link: f'<a linktype="{link[1]}" id="{find(link[1], link[2])}">', _html(value))
    return NAMED_EMBED.sub(lambda match: f'<embed{match[1]} id="{find("image", match[2])}"{match[3]}>', html)


def names_in(value: Any) -> list[tuple[str, str]]:
    """Return the kind and name of everything that a value of a file points to."""
    html = _html(value)
    embeds = [("image", match[2]) for match in NAMED_EMBED.finditer(html)]
    return [(match[1], match[2]) for match in NAMED_LINK.finditer(html)] + embeds


def _shortest(html: str) -> Any:
    source = to_source(html)
    if source is None:
        return {"html": html}
    if source.keys is None:
        return source.markdown
    return {"markdown": source.markdown, "keys": ",".join(source.keys)}


def _html(value: Any) -> str:
    if isinstance(value, str):
        html = Source(value).html
    elif isinstance(value, dict) and value.keys() == {"html"} and isinstance(value["html"], str):
        html = value["html"]
    elif isinstance(value, dict) and value.keys() == {"markdown", "keys"} and all(map(_is_text, value.values())):
        html = Source(value["markdown"], tuple(key for key in (value["keys"] or "").split(",") if key)).html
    else:
        raise FolderError("not_rich_text", _("Here stands Markdown as text, or “html: …”."))
    refuse_unsafe(html)
    return html


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def refuse_unsafe(html: str) -> None:
    """Refuse (`unsafe_html`) what no editor could have written: scripts, frames, forms, what lies elsewhere."""
    rest = TAG.sub(_checked, html)
    if "<" in rest:
        shown = rest[rest.index("<") :][:40]
        raise FolderError("unsafe_html", _("Text may not contain “%(html)s”.") % {"html": shown})


def _checked(tag: re.Match[str]) -> str:
    attributes = ATTRIBUTE.findall(tag[3])
    links = [value for name, value in attributes if name == "href"]
    safe = (
        tag[2] in SAFE_TAGS
        and SAFE_ATTRIBUTES.issuperset(name for name, _value in attributes)
        and (tag[2] != "embed" or [value for name, value in attributes if name == "embedtype"] == ["image"])
        and all(SAFE_LINK.match(unescape(link)) for link in links)
    )
    if not safe:
        raise FolderError("unsafe_html", _("Text may not contain “%(html)s”.") % {"html": tag[0][:80]})
    return ""


def _named(tag: re.Match[str], name: Namer) -> str:
    attributes = dict(ATTRIBUTE.findall(tag[3]))
    kind = attributes.pop("linktype", "")
    if tag[2] == "a" and kind in KINDS_OF_LINK and attributes.keys() <= {"id"}:
        return f'<a href="{kind}:{name(kind, attributes.get("id", ""))}">'
    if tag[2] == "embed" and attributes.get("embedtype") == "image":
        return tag[0].replace(f' id="{attributes["id"]}"', f' ref="{name("image", attributes["id"])}"')
    if kind:
        raise FolderError("unknown_link", _("A link of the kind “%(kind)s” has no form in files.") % {"kind": kind})
    return tag[0]
