"""Why staff do something for a learner."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """One reason; the service says when it is missing or too long."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues who look back. Please keep out what is private."),
    )
