"""Form fields that forms of this app share."""

from typing import Any

from django import forms

from lms.accounts.models import validate_name
from lms.accounts.rules import tidy_name


class NameField(forms.CharField):
    """A person's name: tidied, then checked."""

    default_validators = [validate_name]

    def __init__(self, *, max_length: int = 150, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """Return the name with its white space single and invisible characters gone."""
        return tidy_name(str(super().to_python(value) or ""))
