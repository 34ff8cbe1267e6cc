"""The forms people meet before they sign in, on their own account, and in the people admin."""

from lms.accounts.forms.entrance import LoginForm, ResetPasswordKeyForm, SignupForm
from lms.accounts.forms.profile import ProfileForm

__all__ = ["LoginForm", "ProfileForm", "ResetPasswordKeyForm", "SignupForm"]
