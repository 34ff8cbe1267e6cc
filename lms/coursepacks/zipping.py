"""A pack for a computer without internet: a zip of plain pages that link to one another, and open from a USB stick.

No script, no address of elsewhere that could be pressed, names that every computer reads, and the same bytes for the
same words.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from lms.coursepacks.bodies import addresses, body_html
from lms.coursepacks.links import target_of
from lms.coursepacks.material import Material, Part
from lms.coursepacks.media import content_at, names_a_file
from lms.coursepacks.rewriting import Rewriting, Target
from lms.coursepacks.rules import file_name

STYLE = Path(__file__).parent / "offline" / "style.css"
# A zip cannot leave the time out: the first moment it knows.
NO_TIME = (1980, 1, 1, 0, 0, 0)
LESSON_LEVEL = 1


class Folder:
    """The files of one pack while it is being made."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.names = dict(_page_names(material))
        self.inside = {address: self.names[part.key] for address, part in addresses(material).items()}
        self.files: dict[str, bytes] = {"style.css": STYLE.read_bytes()}

    def add_page(self, part: Part, before: Part | None, after: Part | None) -> None:
        """Write the page of `part`, with the ways back and on."""
        rewriting = Rewriting(
            prefix="", under=LESSON_LEVEL, picture=self.keep_picture, target=self.target, recording=self.keep_small
        )
        html = mark_safe(rewriting.of(body_html(part, on_paper=False)))  # noqa: S308 # made by our templates
        around = {"before": self._link(before), "after": self._link(after)}
        self.write(self.names[part.key], "coursepacks/offline/part.html", {"part": part, "html": html, **around})

    def add_index(self) -> None:
        """Write the page one begins with."""
        modules = [(module, [self._link(part) for part in module.parts]) for module in self.material.modules]
        self.write("index.html", "coursepacks/offline/index.html", {"modules": modules})

    def write(self, name: str, template: str, context: dict[str, object]) -> None:
        """Write one page."""
        about = {"material": self.material, "product_name": settings.PRODUCT_NAME, "language": settings.LANGUAGE_CODE}
        self.files[name] = render_to_string(template, {**about, **context}).encode()

    def keep_picture(self, address: str) -> str:
        """Take a picture along; return its name here."""
        return self._keep("pictures", address, content_at(address, self.material))

    def keep_small(self, address: str) -> str:
        """Take a film, a sound or a file along when it is small enough; return its name here, or nothing."""
        return self._keep("files", address, content_at(address, self.material, at_most=settings.PACK_FILE_BYTES))

    def target(self, href: str) -> Target:
        """Return where a link leads: into this folder, else to an address that is written out.

        Of a file that is not taken along the page says so.
        """
        kept = self.keep_small(href)
        return Target(href=kept) if kept else replace(target_of(href, self.inside), is_missing=names_a_file(href))

    def _keep(self, folder: str, address: str, content: bytes) -> str:
        ending = PurePosixPath(address.partition("?")[0]).suffix.lower()
        if not content or not ending[1:].isalnum():
            return ""
        name = f"{folder}/{sha256(content).hexdigest()[:16]}{ending}"
        self.files[name] = content
        return name

    def _link(self, part: Part | None) -> tuple[str, Part] | None:
        return (self.names[part.key], part) if part else None


def zip_pack(material: Material, *, tell: Callable[[int], None]) -> bytes:
    """Return the zip of `material`; `tell` hears how many parts are done after each."""
    folder = Folder(material)
    parts = [None, *material.parts, None]
    for done, ((before, part), (_part, after)) in enumerate(pairwise(pairwise(parts)), start=1):
        if part is not None:
            folder.add_page(part, before, after)
        tell(done)
    folder.add_index()
    return _zipped(file_name((), material.title), folder.files)


def _page_names(material: Material) -> Iterator[tuple[str, str]]:
    for module in material.modules:
        for part in module.parts:
            yield part.key, file_name((module.number, part.number), part.title, ".html")


def _zipped(top: str, files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", NO_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return written.getvalue()
