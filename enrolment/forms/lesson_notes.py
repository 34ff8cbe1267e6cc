"""The box for one's own note beside an activity."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """One note; how long it may be is the service's to say, so that nothing is cut off unseen."""

    note = forms.CharField(
        label=_("Your note"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only you can read it. It stays yours when the course is over."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.is_conflict = False

    def say(self, sentence: str, *, is_conflict: bool = False) -> None:
        """Show `sentence` beside the box; a conflict also shows the note that was saved elsewhere."""
        self.is_conflict = is_conflict
        self.add_error("note", sentence)
