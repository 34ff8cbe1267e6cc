"""Whom a SMART Lead nominates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms.fields import NameField


class NominateForm(forms.Form):
    """A name and an address: the fields are a fixed contract (name, email)."""

    # The person at the keyboard is somebody else: a browser that fills in their own name would not help.
    name = NameField(
        label=_("Their full name"),
        help_text=_("As they write it themselves, in any alphabet."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false", "dir": "auto"}
        ),
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("One that only they read. The invitation goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        max_length=254,
    )

    def clean_email(self) -> str:
        """Return the address in small letters, as it is kept."""
        email: str = self.cleaned_data["email"]
        return email.lower()
