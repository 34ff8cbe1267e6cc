"""Questions whose answer is chosen: radio buttons for one, tick boxes for several."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.answers import Answer
from assessments.forms.answers.common import AnswerForm


class ChoiceForm(AnswerForm):
    """One answer by radio buttons."""

    field_class: ClassVar[type[forms.ChoiceField]] = forms.ChoiceField
    widget: ClassVar[type[forms.Widget]] = forms.RadioSelect
    hint = _("Choose one answer.")

    def make_fields(self) -> dict[str, forms.Field]:
        """Return one field that offers the options."""
        messages = {"required": self.nothing, "invalid_choice": _("Please choose one of these answers.")}
        choices = [(option.key, option.text) for option in self.item.options]
        about: dict[str, Any] = {"label": self.legend, "help_text": self.hint, "error_messages": messages}
        return {self.name: self.field_class(choices=choices, widget=self.widget, **about)}

    def make_initial(self) -> dict[str, Any]:
        """Return the option chosen."""
        return {self.name: next(iter(self.saved.chosen), None)}

    def read(self) -> Answer:
        """Return the option chosen."""
        return Answer((self.cleaned_data[self.name],))


class ChoicesForm(ChoiceForm):
    """Several answers by tick boxes."""

    field_class = forms.MultipleChoiceField
    widget = forms.CheckboxSelectMultiple
    hint = _("Choose all that apply.")

    def make_initial(self) -> dict[str, Any]:
        """Return the options chosen."""
        return {self.name: list(self.saved.chosen)}

    def read(self) -> Answer:
        """Return the options chosen."""
        return Answer(tuple(self.cleaned_data[self.name]))
