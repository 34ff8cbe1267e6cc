"""The forms people meet before and after they sign in."""

from allauth.account import forms as allauth_forms


class SignupForm(allauth_forms.SignupForm):
    """Making an account."""


class LoginForm(allauth_forms.LoginForm):
    """Signing in by e-mail address or sign-in name."""
