"""Whom a SMART Lead nominates, one or many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.lists import COLUMNS, OPTIONAL, entry_of
from enrolment.models import BelongingKind
from lms.accounts.forms.fields import NameField
from lms.core.tables import MAX_BYTES, Table, read_table

MOST_PROBLEMS = 5
TYPING = {"autocomplete": "off", "spellcheck": "false"}


class KindField(forms.ChoiceField):
    """How somebody belongs to the site; whoever says nothing means a member of staff (the contract's two fields)."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=BelongingKind.choices, initial=BelongingKind.STAFF, **options)

    def clean(self, value: Any) -> Any:
        """Return the kind, which is that of staff where nothing was said."""
        return super().clean(value or BelongingKind.STAFF)


class AddressForm(forms.Form):
    """An address to write an invitation to."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("One that only they read. The invitation goes there."),
        widget=forms.EmailInput(attrs={**TYPING, "autocapitalize": "none"}),
        max_length=254,
    )

    def clean_email(self) -> str:
        """Return the address in small letters, as it is kept."""
        email: str = self.cleaned_data["email"]
        return email.lower()


class NominateForm(AddressForm):
    """A name, an address and how they belong: `name` and `email` are a fixed contract, the rest may be left out.

    `anyway`: the address that was warned about, once it is to be nominated all the same.
    """

    # The person at the keyboard is somebody else: a browser that fills in their own name would not help.
    name = NameField(
        label=_("Their full name"),
        help_text=_("As they write it themselves, in any alphabet."),
        widget=forms.TextInput(attrs={**TYPING, "autocapitalize": "words", "dir": "auto"}),
    )
    kind = KindField(label=_("They are a"))
    anyway = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "email", "kind", "anyway")

    def with_warning(self) -> "NominateForm":
        """Return the same form as it was sent, for somebody who has read what is known of the address."""
        again = type(self)({**dict(self.data.items()), "anyway": self.cleaned_data["email"]})
        again.is_valid()
        return again


class ManyForm(forms.Form):
    """A list of people, pasted or as a file; `cleaned_data` gains `table` and `entries`."""

    people = forms.CharField(
        label=_("Paste the list"),
        required=False,
        strip=False,
        help_text=_("Copied from a spreadsheet, or one person a line: name, comma, e-mail address."),
        widget=forms.Textarea(attrs={**TYPING, "rows": 8, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    kind = KindField(label=_("They are"), help_text=_("For everybody whose row does not say it in a column “Kind”."))

    def clean(self) -> dict[str, Any]:
        """Read the list; what cannot be read at all is said next to the field it came by."""
        cleaned: dict[str, Any] = super().clean() or {}
        upload, pasted = cleaned.get("file"), cleaned.get("people") or ""
        if upload and pasted.strip():
            self.add_error("file", _("Please either paste a list or choose a file, not both."))
            return cleaned
        if not upload and not pasted.strip():
            if "people" not in self.errors:
                self.add_error("people", _("Please paste a list or choose a file."))
            return cleaned
        table = read_table(upload.read(MAX_BYTES + 1) if upload else pasted, columns=COLUMNS, optional=OPTIONAL)
        if not table.rows:
            for problem in table.problems[:MOST_PROBLEMS]:
                self.add_error("file" if upload else "people", problem)
        return cleaned | {"table": table, "entries": self._entries(table)}

    def _entries(self, table: Table) -> list[Any]:
        kind = self.cleaned_data.get("kind") or BelongingKind.STAFF
        return [entry_of(row, kind=kind) for row in table.rows]
