"""What staff say when they help a learner: more time, further attempts at one quiz, an attempt reopened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.support import MOST_FURTHER_ATTEMPTS
from assessments.services.supporting import FEWEST_MINUTES, MOST_MINUTES
from lms.accounts.models import Adjustment
from lms.core.models import LONGEST_REASON

NEEDED = _("Please give a reason. Colleagues who look back read it.")


def reason_field() -> forms.CharField:
    """Return the field for why, which every act that helps a learner has."""
    return forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        help_text=_(
            "For colleagues who look back; the learner does not see it. Please nothing about anybody's health."
        ),
        error_messages={"required": NEEDED},
    )


class AdjustmentForm(forms.Form):
    """Extra time and attempts in every quiz."""

    extra_per_cent = forms.IntegerField(
        label=_("Extra time, per cent"),
        min_value=0,
        max_value=Adjustment.MOST_PER_CENT,
        help_text=_("Added to every time limit: 25 turns 40 minutes into 50, 100 doubles them. 0 for none."),
    )
    extra_attempts = forms.IntegerField(
        label=_("Extra attempts"),
        min_value=0,
        max_value=Adjustment.MOST_ATTEMPTS,
        help_text=_("Added to the attempts at every quiz that has a number of them. 0 for none."),
    )
    reason = reason_field()

    field_of = {"out_of_range": "extra_per_cent", "nothing_given": "extra_per_cent"}


class GrantForm(forms.Form):
    """Further attempts at one quiz. `seen`: how many had been granted when the page was made."""

    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=MOST_FURTHER_ATTEMPTS,
        help_text=_("Beyond those the learner has now. The hours between two attempts stay as they are."),
    )
    reason = reason_field()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_of = {"count_out_of_range": "count"}


class ReopenForm(forms.Form):
    """An attempt given back; with a time limit, how long there is from now on."""

    minutes = forms.IntegerField(
        label=_("Minutes from now on"),
        min_value=FEWEST_MINUTES,
        max_value=MOST_MINUTES,
        help_text=_("They begin as soon as you reopen it, so please tell the learner. Extra time is in them already."),
    )
    reason = reason_field()

    field_of = {"minutes_needed": "minutes", "minutes_out_of_range": "minutes"}

    def __init__(self, *args: Any, is_timed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_timed:
            del self.fields["minutes"]
