"""What must be done in a lesson before it can be marked as done, as a pure function."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from courses.state import OpenPoint, PointKind


@dataclass(frozen=True)
class Needs:
    """What a lesson asks for; nothing asked for, marking it as done is enough."""

    end_seen: bool = False
    checks: bool = False
    worksheets: bool = False


def open_points(
    needs: Needs, blocks: Iterable[tuple[str, str, str]], *, filled: Collection[str], end_seen: bool
) -> tuple[OpenPoint, ...]:
    """Return what is still open, in the order of the page, the end last; the rules compose: all that is asked for.

    Arguments: `blocks`, kind, key and title of each block that waits for the learner, in order; `filled`, the keys of
    those in which they wrote or chose something; `end_seen`, whether they reached the end of the page.
    """
    asked = {PointKind.CHECK.value: needs.checks, PointKind.WORKSHEET.value: needs.worksheets}
    waiting = [
        OpenPoint(PointKind(kind), key, title) for kind, key, title in blocks if asked.get(kind) and key not in filled
    ]
    if needs.end_seen and not end_seen:
        waiting.append(OpenPoint(PointKind.END))
    return tuple(waiting)
