"""The form of one question; its field is named by the question, and its choices come from the frozen paper."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.rules import LONGEST_TEXT, Item, Kind
from assessments.services.attempts import too_long_sentence

PARAGRAPHS = re.compile(r"\s*</?p[^>]*>\s*")
HINTS = {Kind.SINGLE: gettext_lazy("Choose one answer."), Kind.MULTIPLE: gettext_lazy("Choose all that apply.")}


def in_a_line(prompt: str) -> str:
    """Return the prompt fit for a legend, which may not hold paragraphs: they become line breaks."""
    return "<br>".join(part for part in PARAGRAPHS.split(prompt) if part)


class LongTextField(forms.CharField):
    """A text of several paragraphs. No browser cuts it off: too long is said in a sentence, and all of it is kept."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text with the line ends that everybody but browsers writes."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        """Refuse an empty text, and one longer than is kept."""
        super().validate(value)
        if len(value) > LONGEST_TEXT:
            raise ValidationError(too_long_sentence(len(value)), code="text_too_long")


class AnswerForm(forms.Form):
    """One question with native radio buttons, tick boxes or a box to write in. Never holds a key or feedback."""

    def __init__(self, item: Item, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields[self.field_name] = self._text_field() if item.is_written else self._choice_field()

    @property
    def field_name(self) -> str:
        """Return the name scripts and browsers post the answer under."""
        return f"question-{self.item.key}"

    @property
    def answer(self) -> dict[str, Any]:
        """Return the answer of a valid form as the service takes it: `text`, or `chosen` option keys."""
        value = self.cleaned_data[self.field_name]
        if self.item.is_written:
            return {"text": value}
        return {"chosen": [value] if isinstance(value, str) else value}

    @property
    def typed(self) -> str:
        """Return what was posted for a written answer, valid or not."""
        return str(self.data.get(self.field_name, "")) if self.item.is_written else ""

    def _text_field(self) -> forms.Field:
        messages = {"required": _("Write your answer, or leave it for later.")}
        hint = word_guide(self.item)
        box = forms.Textarea(attrs={"rows": 16})
        return LongTextField(label=_("Your answer"), help_text=hint, error_messages=messages, widget=box)

    def _choice_field(self) -> forms.Field:
        choices = [(option.key, option.text) for option in self.item.options]
        label = mark_safe(in_a_line(self.item.prompt))  # noqa: S308  (rich text that Wagtail sanitised on saving)
        shared: dict[str, Any] = {"label": label, "help_text": HINTS[self.item.kind], "choices": choices}
        messages = {"required": _("Choose an answer, or leave the question for later.")}
        if self.item.kind is Kind.SINGLE:
            return forms.ChoiceField(widget=forms.RadioSelect, error_messages=messages, **shared)
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages=messages, **shared)


def word_guide(item: Item) -> str:
    """Return how much to write, in words; a guide, not a limit."""
    if item.word_from and item.word_to:
        words = _("About %(low)d to %(high)d words. Write as you would speak; spelling does not count.")
        return words % {"low": item.word_from, "high": item.word_to}
    if item.word_from or item.word_to:
        words = _("About %(count)d words. Write as you would speak; spelling does not count.")
        return words % {"count": item.word_from or item.word_to}
    return _("Write as you would speak; spelling does not count.")
