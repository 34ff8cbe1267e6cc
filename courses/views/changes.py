"""Outlines and what changed between them, as editors read it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.rules import Activity, Change, Difference, Outline

# What an editor reads for the kind of an activity; a kind of a later step shows its own name.
KINDS: dict[str, str | Promise] = {
    "lesson": gettext_lazy("Lesson"),
    "quiz": gettext_lazy("Quiz or written task"),
    "declaration": gettext_lazy("Declaration"),
    "name": gettext_lazy("Name confirmation"),
}


def kind_words(kind: str) -> str:
    """Return what an editor reads for a kind of activity."""
    return str(KINDS.get(kind, kind))


def outline_rows(
    outline: Outline, changes: Difference | None = None, retired: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Return the lines of the table of `outline`, marked with what is new or changed, and what is retired."""
    marks = _marks(changes) if changes else {}
    marks |= {key: _("Retired") for key in retired}
    return [
        {"activity": activity, "kind": kind_words(activity.kind), "mark": marks.get(activity.key, "")}
        for activity in outline.activities
    ]


def _marks(changes: Difference) -> dict[str, str]:
    return (
        {activity.key: _("Moved") for activity in changes.moved}
        | {change.after.key: _("Changed") for change in changes.changed}
        | {activity.key: _("New") for activity in changes.added}
    )


def change_groups(changes: Difference) -> list[dict[str, Any]]:
    """Return what changed, group by group, each line a sentence fit to show; groups of which there is nothing are not.

    An activity that changed and moved stands in both groups: they are two things that happened to it.
    """
    groups = (
        (_("New"), [_new(activity) for activity in changes.added]),
        (_("No longer part of the course"), [_named(activity) for activity in changes.gone]),
        (_("Changed"), [_changed(change) for change in changes.changed]),
        (_("In another order"), [_named(activity) for activity in changes.moved]),
        (_("Modules with another name"), [_renamed(*names) for names in changes.renamed]),
    )
    return [{"heading": heading, "lines": lines} for heading, lines in groups if lines]


def _named(activity: Activity) -> str:
    return _("“%(title)s” (%(module)s)") % {"title": activity.title, "module": activity.module}


def _new(activity: Activity) -> str:
    words = _("%(name)s, %(minutes)d min, needed") if activity.required else _("%(name)s, %(minutes)d min, optional")
    return words % {"name": _named(activity), "minutes": activity.minutes}


def _changed(change: Change) -> str:
    return _("%(name)s: %(changes)s") % {"name": _named(change.after), "changes": "; ".join(_parts(change))}


def _parts(change: Change) -> list[str]:
    before, after = change.before, change.after
    parts = []
    if before.title != after.title:
        parts.append(_("was called “%(title)s”") % {"title": before.title})
    if before.minutes != after.minutes:
        parts.append(_("%(now)d min instead of %(was)d") % {"now": after.minutes, "was": before.minutes})
    if before.required != after.required:
        parts.append(_("now needed to finish") if after.required else _("now optional"))
    if change.changes_module:
        parts.append(_("stood in “%(module)s”") % {"module": before.module})
    if before.kind != after.kind:
        parts.append(_("was of the kind “%(kind)s”") % {"kind": kind_words(before.kind)})
    return parts


def _renamed(before: str, after: str) -> str:
    return _("“%(after)s” was called “%(before)s”") % {"after": after, "before": before}
