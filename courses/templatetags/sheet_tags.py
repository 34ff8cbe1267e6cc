"""What templates ask for where a learner writes: the sheet of a block, and when something was saved."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.rendering import Slot
from courses.sheets import Sheet, sheet_of

register = template.Library()


@register.simple_tag(takes_context=True)
def sheet(context: template.Context, slot: Slot) -> Sheet | None:
    """Return the block `slot` as the reader of this page fills it in; None in blank previews and packs."""
    return sheet_of(slot, context.get("learner"), context.get("form"))


@register.filter
def saved_words(at: datetime | None) -> str:
    """Say when something was saved: “Saved 14:02” on the same day, else with the day; nothing for nothing."""
    if not at:
        return ""
    local = timezone.localtime(at)
    moment = date_format(local, "H:i" if local.date() == timezone.localdate() else "j F Y, H:i")
    return _("Saved %(time)s") % {"time": moment}
