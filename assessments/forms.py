"""The form of one question; its field is named by the question, and its choices come from the frozen paper."""

import re
from typing import Any

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from assessments.rules import Item, Kind

PARAGRAPHS = re.compile(r"\s*</?p[^>]*>\s*")
HINTS = {Kind.SINGLE: _("Choose one answer."), Kind.MULTIPLE: _("Choose all that apply.")}


def in_a_line(prompt: str) -> str:
    """Return the prompt fit for a legend, which may not hold paragraphs: they become line breaks."""
    return "<br>".join(part for part in PARAGRAPHS.split(prompt) if part)


class AnswerForm(forms.Form):
    """One question with native radio buttons or tick boxes. Never holds a key or feedback."""

    def __init__(self, item: Item, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields[self.field_name] = self._field()

    @property
    def field_name(self) -> str:
        """Return the name scripts and browsers post the answer under."""
        return f"question-{self.item.key}"

    @property
    def chosen(self) -> list[str]:
        """Return the chosen option keys of a valid form."""
        value = self.cleaned_data[self.field_name]
        return [value] if isinstance(value, str) else value

    def _field(self) -> forms.Field:
        choices = [(option.key, option.text) for option in self.item.options]
        label = mark_safe(in_a_line(self.item.prompt))  # noqa: S308  (rich text that Wagtail sanitised on saving)
        shared: dict[str, Any] = {"label": label, "help_text": HINTS[self.item.kind], "choices": choices}
        messages = {"required": _("Choose an answer, or leave the question for later.")}
        if self.item.kind is Kind.SINGLE:
            return forms.ChoiceField(widget=forms.RadioSelect, error_messages=messages, **shared)
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages=messages, **shared)
