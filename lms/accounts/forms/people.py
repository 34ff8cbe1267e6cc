"""The people admin's form: a person's particulars and roles, never a password, never administrator rights."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accounts.forms.fields import NameField
from lms.accounts.models import User
from lms.accounts.roles import GIVEN_BY_HAND, Role
from lms.accounts.services.people import Particulars, email_is_taken, sign_in_name_is_taken
from lms.accounts.services.roles import roles_of


class PersonForm(forms.ModelForm):
    """A new or changed person. The form only checks; the services write."""

    full_name = NameField(label=_("Full name"), help_text=_("As it should stand on a certificate."))
    known_as = NameField(max_length=60, required=False, label=_("Known as"))
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.value, role.value) for role in Role if role in GIVEN_BY_HAND],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Learners need none, and these must sign in with a second step. Leads, coordinators and trainers get their "
            "role where they are appointed: at the partner, the region or the course."
        ),
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["full_name", "known_as", "email", "sign_in_name", "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = [role.value for role in roles_of(self.instance) & GIVEN_BY_HAND]
        if editing_self:
            for name in ("roles", "is_active"):
                self.fields[name].disabled = True

    def clean_email(self) -> str | None:
        """Return the address in lower case; refuse one that another account uses."""
        email = (self.cleaned_data["email"] or "").lower() or None
        if email and email_is_taken(email, besides=self.instance):
            raise forms.ValidationError(_("Another account uses this e-mail address."), code="email_taken")
        return email

    def clean_sign_in_name(self) -> str | None:
        """Return the sign-in name; refuse one that another account uses."""
        name = (self.cleaned_data["sign_in_name"] or "").lower() or None
        if name and sign_in_name_is_taken(name, besides=self.instance):
            raise forms.ValidationError(_("Another account uses this sign-in name."), code="sign_in_name_taken")
        return name

    @property
    def particulars(self) -> Particulars:
        """Return what the services take (after validation)."""
        return Particulars(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    @property
    def wanted_roles(self) -> list[Role]:
        """Return the roles ticked (after validation)."""
        return [Role(value) for value in self.cleaned_data["roles"]]
