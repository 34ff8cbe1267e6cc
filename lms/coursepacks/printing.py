"""A pack to print: one tagged PDF with contents, page numbers and sheets to write on."""

import unicodedata
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lms.core.pdf import Draft, compose_pdf
from lms.core.pdf.letters import undrawable
from lms.coursepacks.bodies import addresses, body_html
from lms.coursepacks.links import target_of
from lms.coursepacks.material import Material, Module, Part
from lms.coursepacks.media import content_at
from lms.coursepacks.rewriting import Rewriting

STYLES = (Path(__file__).parent / "pdf" / "pack.css",)
LESSON_LEVEL = 3


@dataclass(frozen=True)
class PrintedPart:
    """A part with its body ready to be drawn."""

    part: Part
    anchor: str
    html: SafeString


@dataclass(frozen=True)
class PrintedModule:
    """A module with its parts."""

    module: Module
    parts: tuple[PrintedPart, ...]


def print_draft(material: Material, *, tell: Callable[[int], None]) -> Draft:
    """Return the PDF to be of `material`; `tell` hears how many parts are done after each."""
    done, inside = 0, {address: f"#{_anchor(part)}" for address, part in addresses(material).items()}
    modules = []
    for module in material.modules:
        printed = []
        for part in module.parts:
            printed.append(PrintedPart(part, _anchor(part), _plain(part, material, inside)))
            done += 1
            tell(done)
        modules.append(PrintedModule(module, tuple(printed)))
    context = {"material": material, "modules": modules, "product_name": settings.PRODUCT_NAME}
    title = material.title if not material.module_key else f"{material.course.title}: {material.title}"
    draft = compose_pdf(template="coursepacks/pdf/pack.html", context=context, title=title, styles=STYLES)
    return replace(draft, html=drawable_words(draft.html))


def _plain(part: Part, material: Material, inside: dict[str, str]) -> SafeString:
    rewriting = Rewriting(
        prefix=f"{_anchor(part)}-",
        under=LESSON_LEVEL,
        picture=lambda address: _embedded(address, material),
        target=lambda href: target_of(href, inside),
        on_paper=True,
    )
    return mark_safe(rewriting.of(body_html(part, on_paper=True)))  # noqa: S308 # made by our templates


def _embedded(address: str, material: Material) -> str:
    content = content_at(address, material)
    kind = guess_type(address)[0] or ""
    return f"data:{kind};base64,{b64encode(content).decode()}" if content and kind.startswith("image/") else ""


def _anchor(part: Part) -> str:
    return f"part-{slugify(part.key)}"


def drawable_words(text: str) -> str:
    """Return `text` with letters that none of our faces has (small pictures, mostly) said in words."""
    for letter in undrawable(text):
        text = text.replace(letter, _("(%(sign)s)") % {"sign": unicodedata.name(letter, "?").lower()})
    return text
