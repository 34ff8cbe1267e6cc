"""Why attempts are marked again by a corrected question, and what becomes of a pass that rested on the wrong key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.reasons import ReasonForm
from assessments.models import PassDecision


class _NeededReasonForm(ReasonForm):
    """A reason that has to be given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = _("Please say why, for colleagues who look back.")


class MarkAgainForm(_NeededReasonForm):
    """A reason; `shown` is what the question was when the page was opened, so that nothing unseen is confirmed."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("What was wrong with the key, for colleagues who look back.")


class DecidePassForm(_NeededReasonForm):
    """One of two decisions, and why."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (PassDecision.KEPT.value, _("Let the pass stand")),
            (PassDecision.TAKEN_BACK.value, _("Take the pass back")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the two.")},
    )
    field_order = ("decision", "reason")
