"""What people may change about themselves."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms.fields import NameField
from lms.accounts.models import User


class ProfileForm(forms.ModelForm):
    """Full name, and what to be called."""

    full_name = NameField(
        label=_("Full name"),
        help_text=_("As it should stand on a certificate, in any alphabet."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    known_as = NameField(
        max_length=60,
        required=False,
        label=_("What we should call you"),
        help_text=_("Only if it differs from your first name. You and the people who support your training see it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["full_name", "known_as"]
