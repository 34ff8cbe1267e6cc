"""Questions whose answer is written: a few words, gaps in a text, or a long text that a trainer reads."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answers import LONGEST_WORDS, Answer
from assessments.forms.answers.common import AnswerForm
from assessments.items import Item
from assessments.rules import LONGEST_TEXT
from assessments.services.answering import too_long_sentence


class TextField(forms.CharField):
    """A text. No browser cuts it off: too long is said in a sentence, and all of it is kept."""

    def __init__(self, *, longest: int, **about: Any) -> None:
        super().__init__(**about)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        """Return the text with the line ends that everybody but browsers writes."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        """Refuse an empty text where one is needed, and one longer than is kept."""
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(too_long_sentence(len(value), most=self.longest), code="text_too_long")


class WordsForm(AnswerForm):
    """One text."""

    def make_initial(self) -> dict[str, Any]:
        """Return the text as it is saved."""
        return {self.name: self.saved.text}

    def read(self) -> Answer:
        """Return the text."""
        return Answer(text=self.cleaned_data[self.name])

    @property
    def typed(self) -> str:
        """Return what was sent, valid or not."""
        return str(self.data.get(self.name, ""))


class ShortTextForm(WordsForm):
    """A few words."""

    nothing = gettext_lazy("Write a few words, or leave the question for later.")

    def make_fields(self) -> dict[str, forms.Field]:
        """Return one line to write in; no browser offers what others wrote in it."""
        box = forms.TextInput(attrs={"autocomplete": "off"})
        hint = _("A few words are enough. Capital letters and accents make no difference.")
        messages = {"required": self.nothing}
        about: dict[str, Any] = {"label": self.legend, "help_text": hint, "error_messages": messages, "widget": box}
        return {self.name: TextField(longest=LONGEST_WORDS, **about)}


class WritingForm(WordsForm):
    """A long text."""

    asks_beside = True
    nothing = gettext_lazy("Write your answer, or leave it for later.")

    def make_fields(self) -> dict[str, forms.Field]:
        """Return one box to write in."""
        box = forms.Textarea(attrs={"rows": 16})
        about: dict[str, Any] = {"label": _("Your answer"), "help_text": word_guide(self.item), "widget": box}
        return {self.name: TextField(longest=LONGEST_TEXT, error_messages={"required": self.nothing}, **about)}


class GapsForm(AnswerForm):
    """A text with a box in each gap."""

    part = "assessments/parts/question_gaps.html"
    hint = gettext_lazy("Write what is missing into each gap. Capital letters and accents make no difference.")
    nothing = gettext_lazy("Fill one gap at least, or leave the question for later.")

    def make_fields(self) -> dict[str, forms.Field]:
        """Return a box for each gap, as wide as some words whatever belongs there."""
        count = len(self.item.gaps.accepted) if self.item.gaps else 0
        return {f"{self.name}-{number}": self._gap(number, count) for number in range(1, count + 1)}

    def _gap(self, number: int, count: int) -> forms.Field:
        label = _("Gap %(number)d of %(count)d") % {"number": number, "count": count}
        box = forms.TextInput(attrs={"autocomplete": "off", "class": "gap"})
        return TextField(longest=LONGEST_WORDS, label=label, required=False, widget=box)

    def make_initial(self) -> dict[str, Any]:
        """Return the words of each gap."""
        return dict(zip(self.fields, self.saved.chosen, strict=False))

    def read(self) -> Answer:
        """Return the words of each gap, empty where one was left open."""
        return Answer(tuple(self.cleaned_data[name] for name in self.fields))

    @property
    def typed(self) -> str:
        """Return what was sent for the gaps."""
        return "\n".join(filter(None, (str(self.data.get(name, "")) for name in self.fields)))

    @property
    def pieces(self) -> Iterator[tuple[str, forms.BoundField | None]]:
        """Yield each part of the text with the gap behind it; the last part has none."""
        parts = self.item.gaps.parts if self.item.gaps else ()
        yield from zip(parts, [*(self[name] for name in self.fields), None], strict=True)


def word_guide(item: Item) -> str:
    """Return how much to write, in words; a guide, not a limit."""
    if item.word_from and item.word_to:
        words = _("About %(low)d to %(high)d words. Write as you would speak; spelling does not count.")
        return words % {"low": item.word_from, "high": item.word_to}
    if item.word_from or item.word_to:
        words = _("About %(count)d words. Write as you would speak; spelling does not count.")
        return words % {"count": item.word_from or item.word_to}
    return _("Write as you would speak; spelling does not count.")
