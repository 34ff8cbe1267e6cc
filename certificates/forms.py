"""What somebody types who checks a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """Serial number and surname: the names of the fields are a fixed contract."""

    serial = forms.CharField(
        label=_("Serial number"),
        max_length=40,
        help_text=_("It stands at the foot of the certificate, such as UKSR-2CD4-F6HX."),
        error_messages={"required": _("Please enter the serial number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    surname = forms.CharField(
        label=_("Surname"),
        max_length=150,
        help_text=_("Of the person on the certificate. Accents and capital letters do not matter."),
        error_messages={"required": _("Please enter the surname.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class RevokeForm(forms.Form):
    """Why an award is taken back."""

    reason = forms.CharField(
        label=_("Why is it revoked?"),
        max_length=1000,
        help_text=_("Colleagues read this later; the learner and whoever checks the certificate do not."),
        error_messages={"required": _("Please say why, so that colleagues understand it later.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
