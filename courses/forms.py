"""What a learner fills in in a block of a lesson, as a form; it keeps nothing itself and serves blank sheets too."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from content.interactive import Field

SHORT, LONG = 300, 5_000
OWNER, SEEN = "_owner", "_seen"  # beside the fields: whose page it was, and which version it showed


class SheetForm(forms.Form):
    """The fields of one block. Nothing in it is compulsory: one saves what one has so far."""

    def __init__(
        self,
        fields: Sequence[Field],
        data: QueryDict | Mapping[str, Any] | None = None,
        *,
        block: str,
        answers: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(answers or {}), auto_id=f"{block}-%s")
        self.block = block
        self.is_conflict = False
        for field in fields:
            self.fields[field.name] = MAKERS[field.kind](field)

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was written or chosen, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}

    def say(self, sentence: str, *, is_conflict: bool = False) -> None:
        """Show `sentence` beside the first field; a conflict also shows what was saved elsewhere."""
        self.is_conflict = is_conflict
        self.add_error(next(iter(self.fields)), sentence)


def _about(field: Field) -> dict[str, Any]:
    return {"label": field.label, "help_text": field.help, "required": False}


def _text(field: Field) -> forms.Field:
    return forms.CharField(max_length=SHORT, **_about(field))


def _long(field: Field) -> forms.Field:
    return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), **_about(field))


def _number(field: Field) -> forms.Field:
    limits = _("Please write a number from %(from)s to %(to)s.") % {"from": field.minimum, "to": field.maximum}
    return forms.IntegerField(
        min_value=field.minimum,
        max_value=field.maximum,
        error_messages={
            "invalid": _("Please write a whole number, such as 5."),
            "min_value": limits,
            "max_value": limits,
        },
        **_about(field),
    )


def _choice(field: Field) -> forms.Field:
    return forms.ChoiceField(choices=field.options, widget=forms.RadioSelect, **_about(field))


def _choices(field: Field) -> forms.Field:
    return forms.MultipleChoiceField(choices=field.options, widget=forms.CheckboxSelectMultiple, **_about(field))


MAKERS = {"text": _text, "long": _long, "number": _number, "choice": _choice, "choices": _choices}
