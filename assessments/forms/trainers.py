"""Who is appointed to which course."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Access, CoursePage
from lms.accounts.models import User


class AppointTrainerForm(forms.Form):
    """A course that is not open (open ones are marked by the machine alone), and somebody who has an account."""

    course = forms.ModelChoiceField(
        label=gettext_lazy("Course"), queryset=CoursePage.objects.filter(access=Access.NOMINATED).order_by("path")
    )
    sign_in = forms.CharField(
        label=gettext_lazy("E-mail address or sign-in name"),
        max_length=254,
        help_text=gettext_lazy("Of somebody who has an account here."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the person."""
        cleaned: dict[str, Any] = super().clean() or {}
        typed = (cleaned.get("sign_in") or "").strip().lower()
        if not typed:
            return cleaned
        field = "email" if "@" in typed else "sign_in_name"
        person = User.objects.filter(**{field: typed}).first()
        if person is None:
            sentence = _("Nobody has an account with this. Add the person under People first.")
            raise ValidationError({"sign_in": sentence})
        return {**cleaned, "person": person}
