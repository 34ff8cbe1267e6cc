"""Where somebody moves with their place."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.models import PlaceAllowance


class MoveForm(forms.Form):
    """One of the licence years somebody can move to; `places` gives each with its words."""

    to = forms.ChoiceField(
        label=_("Where do they move?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose where they move."),
            "invalid_choice": _("Nobody can be moved there now. Please choose one of these."),
        },
    )

    def __init__(self, *args: Any, places: Mapping[PlaceAllowance, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(allowance.pk): allowance for allowance in places}
        field: Any = self.fields["to"]
        field.choices = [(str(allowance.pk), words) for allowance, words in places.items()]

    def clean_to(self) -> PlaceAllowance:
        """Return the licence year that was chosen."""
        return self.places[self.cleaned_data["to"]]
