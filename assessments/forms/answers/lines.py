"""Questions with one select for each line: matching and ordering, by keyboard and without a script."""

from collections import Counter
from string import ascii_uppercase
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answers import PAIR, Answer
from assessments.forms.answers.common import AnswerForm
from assessments.items import Option

FITS = 24  # characters that a select shows on the smallest phone


class LinesForm(AnswerForm):
    """One select for each line."""

    part = "assessments/parts/question_lines.html"
    hint = gettext_lazy("")
    nothing = gettext_lazy("Choose for one line at least, or leave the question for later.")

    def choices(self) -> list[tuple[str, str]]:
        """Return what each line may be given."""
        raise NotImplementedError

    def name_of(self, option: Option) -> str:
        """Return the name of the field of one line."""
        return f"{self.name}-{option.key}"

    def make_fields(self) -> dict[str, forms.Field]:
        """Return one select for each line, with an empty first choice."""
        return {self.name_of(option): self._select(option) for option in self.item.options}

    def _select(self, option: Option) -> forms.Field:
        messages = {"invalid_choice": _("Please choose from the list.")}
        return forms.ChoiceField(label=option.text, choices=self.choices(), required=False, error_messages=messages)

    def given(self) -> list[tuple[Option, str]]:
        """Return the lines that were given something, and what."""
        lines = [(option, str(self.cleaned_data.get(self.name_of(option), ""))) for option in self.item.options]
        return [(option, value) for option, value in lines if value]


class MatchingForm(LinesForm):
    """What belongs together, a left-hand side a line."""

    hint = gettext_lazy("Choose for each line what belongs to it.")

    @property
    def listed(self) -> list[tuple[str, str]]:
        """Return each right-hand side with its letter, to be read in full above; none where all fit into a select."""
        if all(len(side.text) <= FITS for side in self.item.sides):
            return []
        return [(_letter(place), side.text) for place, side in enumerate(self.item.sides)]

    def choices(self) -> list[tuple[str, str]]:
        """Return the right-hand sides, lettered where a phone would cut them off."""
        letters = [f"{letter} – " for letter, _text in self.listed] or [""] * len(self.item.sides)
        worded = [(side.key, letter + side.text) for letter, side in zip(letters, self.item.sides, strict=True)]
        return [("", _("Choose …")), *worded]

    def make_initial(self) -> dict[str, Any]:
        """Return the right-hand side of each line matched."""
        pairs = (pair.partition(PAIR) for pair in self.saved.chosen)
        return {f"{self.name}-{left}": right for left, _colon, right in pairs}

    def read(self) -> Answer:
        """Return the pairs; lines left open are left out."""
        return Answer(tuple(f"{option.key}{PAIR}{side}" for option, side in self.given()))


class OrderingForm(LinesForm):
    """The place of each line."""

    part = "assessments/parts/question_places.html"
    hint = gettext_lazy("Give each line its place: 1 comes first.")
    nothing = gettext_lazy("Give each line its place, or leave the question for later.")

    def choices(self) -> list[tuple[str, str]]:
        """Return the places."""
        return [("", "–"), *((str(place), str(place)) for place, _option in enumerate(self.item.options, 1))]

    def make_initial(self) -> dict[str, Any]:
        """Return the place of each line."""
        return {f"{self.name}-{key}": str(place) for place, key in enumerate(self.saved.chosen, 1)}

    def read(self) -> Answer:
        """Return the lines in their places."""
        return Answer(tuple(option.key for option, _place in sorted(self.given(), key=lambda line: int(line[1]))))

    def clean(self) -> None:
        """Refuse a place that is given twice and a line without one, each beside its field."""
        given = {} if self.errors else {self.name_of(option): place for option, place in self.given()}
        times = Counter(given.values())
        for name in self.fields if given else ():
            if name not in given:
                self.add_error(name, _("Give this line a place, too."))
            elif times[given[name]] > 1:
                self.add_error(
                    name, _("Place %(place)s is given twice. Each line has one of its own.") % {"place": given[name]}
                )
        super().clean()


def _letter(place: int) -> str:
    """Return A for the first place, and a number from the twenty-seventh on."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
