"""How allauth meets our user model: nothing invented, our words, landing by role."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.accounts.newcomers import forget, newcomer_at
from lms.accounts.permissions import landing_for


def user_display(user: User) -> str:
    """Return what allauth's pages and messages call a person (ACCOUNT_USER_DISPLAY)."""
    return user.get_short_name()


class AccountAdapter(DefaultAccountAdapter):
    """Allauth's own behaviour with our fields, sentences and landings."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Please write to us if you think it should not be."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
        "username_password_mismatch": _("The sign-in name or the password is not right. Check both and try again."),
        "too_many_login_attempts": _(
            "The password was wrong too many times. Wait five minutes, or choose a new one by “Forgot your password?”."
        ),
        "incorrect_password": _("This password is not right. Please try again."),
        "enter_current_password": _("This is not your current password. Please try again."),
        "invalid_password_reset": _("This link has been used or has run out. Please ask for a new one."),
        "max_email_addresses": _("You can have up to %d e-mail addresses. Remove one first."),
        "rate_limited": _("That was a lot of tries in a short time. Please wait a few minutes."),
    }

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Leave the sign-in name as it is: staff give one to people without e-mail; it is never made up."""
        user.sign_in_name = user.sign_in_name or None

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save a person who signs up, with the name they gave.

        Who came by a link that was mailed to the very address they give here has proved it already. For any other
        address allauth would take the proved one instead: a stranger's, on a computer that both used.
        """
        user.full_name = form.cleaned_data.get("full_name", "")
        newcomer = newcomer_at(request)
        if newcomer and newcomer.email == form.cleaned_data["email"].lower():
            self.stash_verified_email(request, newcomer.email)
        forget(request)
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where a person begins: by role, else where everybody does (a safe ?next= was honoured before)."""
        landing = landing_for(request.user)
        return reverse(landing) if landing else super().get_login_redirect_url(request)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Return whether the address can go: never the one the account is known by."""
        if not email_address.pk:
            return True
        return not email_address.primary and email_address.email != email_address.user.email

    def send_welcome_mail(self, user: User) -> None:
        """Mail somebody whom staff made the link to choose a password."""
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        context = {"user": user, "set_password_url": self.get_reset_password_from_key_url(key)}
        self.send_mail("accounts/email/welcome", str(user.email), context)
