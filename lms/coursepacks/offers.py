"""What the page of a course's packs offers: for the whole course and each module, one to print and one to open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.models import CoursePack, PackKind
from lms.coursepacks.material import Material


@dataclass(frozen=True)
class Offer:
    """One kind of pack of one thing: the pack of today's words, or none yet; `has_changed` since an earlier one.

    `rests_until`: it could not be made a short while ago, and may be asked for again from then on.

    An earlier one is not handed out: it may hold what editors have corrected or taken back.
    """

    kind: PackKind
    module_key: str
    pack: CoursePack | None
    has_changed: bool
    rests_until: datetime | None = None

    @property
    def anchor(self) -> str:
        """Return where it stands on the page."""
        return f"{self.kind}-{self.module_key or 'course'}"


@dataclass(frozen=True)
class Section:
    """The whole course, or one module of it."""

    title: str
    module_key: str
    parts: int
    offers: tuple[Offer, ...]


def sections_of(material: Material, *, at: datetime) -> tuple[Section, ...]:
    """Return what can be had of `material` at `at`; one statement. The only module of a course is the course."""
    packs = list(CoursePack.objects.filter(edition=material.edition).order_by("-asked_at"))
    keys = [module.key for module in material.modules] if len(material.modules) > 1 else []
    return tuple(_section(material.of_module(key), packs, at) for key in ("", *keys))


def _section(material: Material, packs: Sequence[CoursePack], at: datetime) -> Section:
    offers = tuple(_offer(kind, material, packs, at) for kind in PackKind)
    return Section(material.title, material.module_key, len(material.parts), offers)


def _offer(kind: PackKind, material: Material, packs: Sequence[CoursePack], at: datetime) -> Offer:
    mine = [pack for pack in packs if (pack.kind, pack.module_key) == (kind, material.module_key)]
    pack = next((one for one in mine if one.digest == material.digest), None)
    has_changed = pack is None and any(one.is_ready for one in mine)
    rests = pack is not None and pack.has_failed and at < pack.ask_again_from
    return Offer(kind, material.module_key, pack, has_changed, pack.ask_again_from if pack and rests else None)
