"""Template tags every page may use without loading them: the design system's parts."""

from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

STATUS_ICONS = {
    "done": "check",
    "now": "now",
    "todo": "circle",
    "locked": "lock",
    "ended": "close",
    "needs-you": "notice",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one icon of the sprite; it is decoration, so the words beside it must say the same."""
    address = f"{static('lms/icons.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address)


@register.inclusion_tag("components/progress.html")
def progress(percent: float, words: str) -> dict[str, Any]:
    """Draw a thin bar with its words, such as “6 h 40 min of about 20 h”."""
    return {"percent": max(0, min(100, round(percent))), "words": words}


@register.inclusion_tag("components/status_tag.html")
def status_tag(state: str, words: str) -> dict[str, str]:
    """Draw a status as a word with a shape; `state` is done, now, todo, locked, ended or needs-you."""
    return {"state": state, "words": words, "icon_name": STATUS_ICONS.get(state, "circle")}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """Draw the way here: label, address, label, address …, and last (if wanted) the label of this page."""
    pairs = parts[: len(parts) // 2 * 2]
    return {"trail": list(zip(pairs[::2], pairs[1::2], strict=True)), "here": parts[len(pairs) :]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*all_forms: forms.BaseForm) -> dict[str, Any]:
    """Draw what is missing in these forms, each sentence linked to its field; nothing when all is well."""
    return {"problems": [problem for form in all_forms if form for problem in _problems(form)]}


def _problems(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    general = [("", "", str(sentence)) for sentence in form.non_field_errors()]
    return general + [_problem(form[name], str(line)) for name in form.fields for line in form[name].errors]


def _problem(field: forms.BoundField, sentence: str) -> tuple[str, str, str]:
    target = f"{field.auto_id}_0" if is_choice_list(field) else field.id_for_label
    is_tick_box = isinstance(field.field, forms.BooleanField)  # its label is a whole sentence
    return target, "" if is_tick_box else str(field.label), sentence


@register.filter
def is_choice_list(field: forms.BoundField) -> bool:
    """True for radio buttons and tick boxes of several choices."""
    return isinstance(field.field.widget, forms.RadioSelect)


@register.simple_tag(takes_context=True)
def current(context: template.Context, address: str) -> SafeString:
    """Write aria-current into a link of the navigation when it leads to this page or the part it belongs to."""
    path = context["request"].path if "request" in context else ""
    if path == address:
        return SafeString(' aria-current="page"')
    return SafeString(' aria-current="true"' if len(address) > 1 and path.startswith(address) else "")


@register.filter
def duration(minutes: int | None) -> str:
    """Say minutes as people do: 45 min, 2 h, 6 h 40 min."""
    hours, rest = divmod(round(minutes or 0), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.filter
def roughly(minutes: int | None) -> int:
    """Round what is still to go as people plan by it: from an hour on, down to ten minutes, so never past the whole."""
    whole = round(minutes or 0)
    return whole if whole < 60 else whole // 10 * 10
