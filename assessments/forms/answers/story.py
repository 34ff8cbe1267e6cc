"""A scenario: the story so far, and the ways on from the situation that was reached. What comes later is not here."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from assessments.answers import Answer, situation_reached, way_walked
from assessments.forms.answers.common import AnswerForm
from assessments.items import Option, Situation


class StoryForm(AnswerForm):
    """One choice at a time; without a field when the story has ended."""

    part = "assessments/parts/question_story.html"
    asks_beside = True
    saves_itself = False  # choosing a way is a step that is taken by a press
    nothing = _("Choose how to go on, or leave the story for later.")

    @property
    def walked(self) -> list[tuple[Situation, Option]]:
        """Return the situations so far, each with the way taken there."""
        return way_walked(self.item.situations, self.saved.chosen)

    @property
    def here(self) -> Situation | None:
        """Return the situation that waits for a choice; None when the story has ended."""
        return situation_reached(self.item.situations, self.saved.chosen)

    @property
    def is_forged(self) -> bool:
        """Tell whether the way stands nowhere in the story; one from elsewhere in it may come from another window."""
        ways = {way.key for situation in self.item.situations for way in situation.ways}
        return super().is_forged and self.data.get(self.name) not in ways

    def make_fields(self) -> dict[str, forms.Field]:
        """Return the ways on from here. A way taken already may be sent once more, as a double click does."""
        if self.here is None:
            return {}
        label = mark_safe(escape(self.here.text).replace("\n", "<br>"))  # noqa: S308  (escaped first)
        messages = {"required": self.nothing, "invalid_choice": _("The story has moved on. Please choose from here.")}
        choices = [(way.key, way.text) for way in self.here.ways]
        about: dict[str, Any] = {"label": label, "help_text": _("What would you do?"), "error_messages": messages}
        return {self.name: WayField(choices=choices, widget=forms.RadioSelect, taken=self.saved.chosen, **about)}

    def make_initial(self) -> dict[str, Any]:
        """Return nothing: the situation reached waits for its choice."""
        return {}

    def read(self) -> Answer:
        """Return the way walked so far and the choice made; a choice sent twice is made once."""
        way = self.cleaned_data.get(self.name)
        if way is None or way in self.saved.chosen:
            return self.saved
        return Answer((*self.saved.chosen, way))


class WayField(forms.ChoiceField):
    """The ways on, and those taken before, which change nothing."""

    def __init__(self, *, taken: tuple[str, ...], **about: Any) -> None:
        super().__init__(**about)
        self.taken = taken

    def valid_value(self, value: str) -> bool:
        """Tell whether `value` leads on from here, or was taken on the way."""
        return value in self.taken or super().valid_value(value)
