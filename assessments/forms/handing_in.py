"""What somebody confirms before handing in."""

from typing import Any

from django import forms


class HandInForm(forms.Form):
    """A box to tick beside what the paper asks to confirm, where it asks; the service says if the tick is missing."""

    declared = forms.BooleanField(required=False)

    def __init__(self, declaration: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declared"].label = declaration
        if not declaration:
            del self.fields["declared"]

    @property
    def is_declared(self) -> bool:
        """Tell whether the box is ticked."""
        return self.is_valid() and bool(self.cleaned_data.get("declared"))
