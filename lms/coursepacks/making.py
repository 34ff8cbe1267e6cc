"""Making packs: claim the row, gather, draw, store, then write the name down (compare-and-swap at both ends).

A worker may die at any moment: the sweep finds the row, and whoever makes it again writes the same bytes under the same
name. Whoever comes back late changes nothing.
"""

from datetime import datetime

import structlog
from django.utils import timezone

from courses.models import CoursePack, PackKind
from lms.core.files import save_private
from lms.core.pdf import PdfUnavailable
from lms.coursepacks.material import gather
from lms.coursepacks.printing import print_draft
from lms.coursepacks.zipping import zip_pack

logger = structlog.get_logger(__name__)
ENDINGS: dict[str, str] = {PackKind.PRINT: "pdf", PackKind.OFFLINE: "zip"}


def make_pack(*, pk: str, at: datetime) -> None:
    """Make and keep the pack `pk`; harmless when somebody has, or is at it.

    Where it cannot be made, or its words have changed since it was asked for, it fails: people can ask again, and are
    offered what the words are now.
    """
    pack = CoursePack.objects.select_related("edition__course").filter(pk=pk).first()
    if pack is None:
        return
    rows = CoursePack.objects.filter(pk=pk)
    if not rows.begin(at=at):
        return
    try:
        _finish(pack, begun_at=at)
    except PdfUnavailable as refusal:
        logger.warning("pack_refused", pack=pk, code=refusal.code)
        rows.fail(begun_at=at)
    except Exception:
        rows.fail(begun_at=at)
        raise


def _finish(pack: CoursePack, *, begun_at: datetime) -> None:
    rows, content = CoursePack.objects.filter(pk=pack.pk), _drawn(pack, begun_at=begun_at)
    if not content:
        rows.fail(begun_at=begun_at)
        return
    name = save_private(f"packs/{pack.pk}/{pack.digest}.{ENDINGS[pack.kind]}", content)
    rows.finish(begun_at=begun_at, file=name, size=len(content), at=timezone.now())


def _drawn(pack: CoursePack, *, begun_at: datetime) -> bytes:
    """Return the file; nothing when the words are others now than those that were asked for."""
    material = gather(pack.edition).of_module(pack.module_key)
    if material.digest != pack.digest:
        return b""
    rows, parts = CoursePack.objects.filter(pk=pack.pk), len(material.parts)

    def tell(done: int) -> None:
        rows.count_done(done, parts=parts, begun_at=begun_at)

    if pack.kind == PackKind.OFFLINE:
        return zip_pack(material, tell=tell)
    return print_draft(material, tell=tell).render()
