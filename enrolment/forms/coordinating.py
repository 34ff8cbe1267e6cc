"""Forms of the coordinator's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a nomination is refused, in words for the SMART Lead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The SMART Lead reads this. Please say what would help."),
        error_messages={"required": _("Please give a reason. The SMART Lead reads it.")},
    )
