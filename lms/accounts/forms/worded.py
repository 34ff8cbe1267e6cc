"""Allauth's remaining forms with our words: addresses, passwords, the second step."""

from typing import Any, ClassVar

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms.entrance import PASSWORD_HINT, without_placeholders


class Worded(forms.Form):
    """Gives the fields named in `words` a label and a hint."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        for name, (label, hint) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = hint


NEW_PASSWORD: dict[str, tuple[Any, Any]] = {
    "password1": (_("New password"), PASSWORD_HINT),
    "password2": (_("The new password once more"), ""),
}
CODE = (_("Code"), "")


class AddEmailForm(Worded, account_forms.AddEmailForm):
    """One more e-mail address."""

    words: ClassVar = {"email": (_("E-mail address"), "")}


class ChangePasswordForm(Worded, account_forms.ChangePasswordForm):
    """A new password for whoever knows the old one."""

    words: ClassVar = {"oldpassword": (_("Your password now"), ""), **NEW_PASSWORD}


class SetPasswordForm(Worded, account_forms.SetPasswordForm):
    """A first password."""

    words: ClassVar = NEW_PASSWORD


class ResetPasswordForm(Worded, account_forms.ResetPasswordForm):
    """Asking for a link to choose a new password."""

    words: ClassVar = {"email": (_("E-mail address"), "")}

    def clean_email(self) -> str:
        """Return the address; the link goes only to accounts that are known by it.

        Further addresses prove who somebody is, they open no door: one may come by an invitation that was passed on,
        and was pressed while somebody else was signed in.
        """
        email: str = super().clean_email()
        self.users: list[Any] = [user for user in self.users if user.email == email.lower()]
        return email


class ReauthenticateForm(Worded, account_forms.ReauthenticateForm):
    """The password once more, before something delicate."""

    words: ClassVar = {"password": (_("Password"), "")}


class AuthenticateForm(Worded, mfa_forms.AuthenticateForm):
    """The second step of signing in."""

    words: ClassVar = {"code": CODE}


class ReauthenticateByCodeForm(Worded, mfa_forms.ReauthenticateForm):
    """A code once more, before something delicate."""

    words: ClassVar = {"code": CODE}


class ActivateForm(Worded, totp_forms.ActivateTOTPForm):
    """The first code of a new app."""

    words: ClassVar = {"code": (_("Six figures"), "")}
