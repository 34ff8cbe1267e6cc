"""Why staff do something for a learner."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """One reason; the service says when it is too long."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues who look back. Please keep out what is private."),
        error_messages={"required": _("Please say why, for colleagues who look back.")},
    )
