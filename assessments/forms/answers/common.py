"""What the forms of all questions share. None ever holds a key or feedback; choices come from the frozen paper."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from assessments.answers import Answer, refuse_answer
from assessments.items import Item
from assessments.services.answering import answer_sentence

LONGEST_NUMBER = 10  # figures; Python itself refuses to read thousands of them
LINES = re.compile(r"\s*(</?(?:p|ul|ol|li)\b[^>]*>)\s*")


def in_a_line(prompt: str) -> str:
    """Return the prompt fit for a legend, which may not hold paragraphs or lists: they become line breaks."""
    pieces = LINES.split(prompt)
    tags, texts = ["", *pieces[1::2]], pieces[::2]
    lines = [f"– {text}" if tag.startswith("<li") else text for tag, text in zip(tags, texts, strict=True) if text]
    return "<br>".join(lines)


class AnswerForm(forms.Form):
    """One question. `saved` is the answer as it is kept; `part` the template that draws the question.

    `asks_beside`: the question stands above the form, not in the legend of its fields; `saves_itself`: a script may
    save each change. `seen`: how often the answer had been saved when the page was made.
    """

    part: ClassVar[str] = "assessments/parts/question_field.html"
    asks_beside: ClassVar[bool] = False
    saves_itself: ClassVar[bool] = True
    nothing: ClassVar[str | Promise] = _("Choose an answer, or leave the question for later.")
    use_required_attribute = False

    def __init__(self, item: Item, data: Mapping[str, Any] | None = None, *, saved: Answer, seen: int = 0) -> None:
        super().__init__(data)
        self.item, self.saved = item, saved
        self._shown = None if self.is_bound else seen
        self.elsewhere: dict[str, Any] | None = None  # what a page says of an answer that another window saved
        self.fields.update(self.make_fields())
        self.initial = self.make_initial()

    # What each kind says for itself.

    def make_fields(self) -> dict[str, forms.Field]:
        """Return the fields by name."""
        raise NotImplementedError

    def make_initial(self) -> dict[str, Any]:
        """Return the values of the fields as they are saved."""
        raise NotImplementedError

    def read(self) -> Answer:
        """Return the answer that the cleaned fields come to."""
        raise NotImplementedError

    @property
    def typed(self) -> str:
        """Return what was typed as text, valid or not; choices are made again faster than they are read."""
        return ""

    # What all have in common.

    @property
    def name(self) -> str:
        """Return the name that all fields of the question begin with."""
        return f"question-{self.item.key}"

    @property
    def seen_name(self) -> str:
        """Return the name of the hidden field that says which saving of the answer the page showed."""
        return f"_seen-{self.item.key}"

    @property
    def seen(self) -> int | None:
        """Return which saving the page shows, 0 for none; None where whoever sent the form does not say."""
        if self._shown is not None:
            return self._shown
        said = str(self.data.get(self.seen_name, ""))
        return int(said) if said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER else None

    def see(self, revision: int) -> None:
        """Show which saving of the answer is kept by now, so that sending the form once more takes its place."""
        self._shown = revision

    @property
    def legend(self) -> SafeString:
        """Return the question fit for a legend or a label."""
        return mark_safe(in_a_line(self.item.prompt))  # noqa: S308  (rich text that Wagtail sanitised on saving)

    @property
    def answer(self) -> Answer:
        """Return the answer of a valid form."""
        return self.read()

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was sent for this question."""
        return not any(self._sent(name) for name in self.fields)

    @property
    def is_forged(self) -> bool:
        """Tell whether no page of ours can have sent this: it names an answer that the question does not have."""
        return not self.is_blank and any(
            error.code == "invalid_choice" for errors in self.errors.as_data().values() for error in errors
        )

    def _sent(self, name: str) -> bool:
        value = self.fields[name].widget.value_from_datadict(self.data, self.files, name)
        return bool(value.strip() if isinstance(value, str) else value)

    def clean(self) -> None:
        """Refuse an answer that is empty, or that the question does not take, beside the first field."""
        if self.errors or not self.fields:
            return
        answer = self.read()
        refusal = refuse_answer(self.item, answer)
        if not answer.is_given:
            self.add_error(next(iter(self.fields)), str(self.nothing))
        elif refusal:
            self.add_error(next(iter(self.fields)), answer_sentence(refusal, answer))
