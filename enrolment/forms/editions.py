"""What editors fill in about people in progress."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.services.retiring import REASON_LENGTH


class RetireForm(forms.Form):
    """Why nobody needs to do an activity any more."""

    reason = forms.CharField(
        label=_("Why"), max_length=REASON_LENGTH, help_text=_("For colleagues who look back. Learners do not see it.")
    )
