"""Forms that keep what they are given only once its watched words were changed or have a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from content.language import Found, open_at
from content.places import Place
from content.services.language import LONGEST_REASON


class WordsMixin(forms.BaseForm):
    """Beside a form: one more field for each watched word in what was typed. Left empty, it asks again."""

    found: tuple[Found, ...] = ()

    def place_typed(self, cleaned: dict[str, Any]) -> Place | None:
        """Return the row as it was typed, not saved; None when its words may wait."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Ask for the reasons, once all else is well."""
        super().clean()
        place = None if self.errors else self.place_typed(self.cleaned_data)
        self.found = tuple(open_at(place)) if place else ()
        for one in self.found:
            self._ask_why(one)
        return self.cleaned_data

    @property
    def reasons(self) -> dict[tuple[str, str], str]:
        """Return why words are meant, by word and passage."""
        return {one.finding.key: self.cleaned_data[one.key] for one in self.found}

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that ask for reasons."""
        return [self[one.key] for one in self.found]

    def _ask_why(self, one: Found) -> None:
        self.fields[one.key] = field = reason_field(one)
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(one.key))
        try:
            self.cleaned_data[one.key] = field.clean(typed)
        except forms.ValidationError as error:
            self.add_error(one.key, error)


def reason_field(one: Found) -> forms.CharField:
    """Return the field that asks why a word is meant: it shows the passage, and what else can be said."""
    word = one.finding.word
    about = {"passage": one.finding.passage, "reason": word.reason, "instead": word.instead}
    return forms.CharField(
        label=_("Why “%(word)s” is meant here") % {"word": one.finding.found},
        help_text=_("“%(passage)s” %(reason)s Instead: %(instead)s") % about,
        error_messages={"required": _("Please change this word in the text, or say why it is meant.")},
        max_length=LONGEST_REASON,
    )
