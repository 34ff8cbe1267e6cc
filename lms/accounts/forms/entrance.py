"""Signing up, signing in, choosing a new password: allauth's forms with our fields and words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms.fields import NameField
from lms.accounts.models import User
from lms.accounts.newcomers import Newcomer, newcomer_at

PASSWORD_HINT = _("At least 10 characters. Three words that only you would put together work well.")


def without_placeholders(form: forms.Form) -> None:
    """Take away allauth's placeholders: they vanish while typing, and the label says it already."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignupForm(allauth_forms.SignupForm):
    """Making an account: the fields are a fixed contract (full_name, email, password1)."""

    newcomer: Newcomer | None
    field_order = ["full_name", "email", "password1"]

    full_name = NameField(
        label=_("Your full name"),
        help_text=_("As it should stand on a certificate, in any alphabet."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a link there to make sure it is yours.")
        self.fields["password1"].help_text = PASSWORD_HINT
        self.newcomer = newcomer_at(context.request)
        if self.newcomer:
            self._fill_in(self.newcomer)

    def _fill_in(self, newcomer: Newcomer) -> None:
        self.fields["full_name"].initial = newcomer.name
        if newcomer.email:
            self.fields["email"].initial = newcomer.email
            self.fields["email"].help_text = _("Your invitation came here. To another address we send a link first.")

    def clean_password1(self) -> str:
        """Refuse a password too much like the name or the address given above it."""
        password: str = self.cleaned_data["password1"]
        given = {name: self.cleaned_data.get(name, "") for name in ("full_name", "email")}
        validate_password(password, User(**given))
        return password


class LoginForm(allauth_forms.LoginForm):
    """Signing in by e-mail address or sign-in name, in one box."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["login"].label = _("E-mail address or sign-in name")
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["password"].help_text = ""  # the page itself links to choosing a new one
        self.fields["remember"].label = _("Keep me signed in on this device")
        self.fields["remember"].help_text = _("Leave this empty on a computer that others use too.")
        newcomer = newcomer_at(context.request)
        if newcomer and newcomer.has_account:
            self.fields["login"].initial = newcomer.email

    def clean(self) -> dict[str, Any]:
        """Sign in; who signed in by a sign-in name has no address to prove first."""
        cleaned: dict[str, Any] = super().clean()
        if self.user and "@" not in cleaned["login"]:
            self._login.email_verification = EmailVerificationMethod.NONE
        return cleaned


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """Choosing a new password through a mailed link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["password1"].help_text = PASSWORD_HINT

    def save(self) -> None:
        """Save the password; the link proves the account's only address, so no second mail asks to."""
        super().save()
        addresses = list(EmailAddress.objects.filter(user=self.user))
        if len(addresses) == 1 and not addresses[0].verified:
            get_adapter().confirm_email(context.request, addresses[0])
