"""Forms for answers on paper: questions as the sheets have them, by letters and numbers; what staff say about them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answers import Answer, way_walked
from assessments.forms.answers import FORMS, AnswerForm
from assessments.forms.answers.chosen import ChoiceForm, ChoicesForm
from assessments.forms.answers.lines import MatchingForm
from assessments.forms.reasons import ReasonForm
from assessments.items import Item
from assessments.on_paper import letter_of, lettered
from assessments.rules import Kind


class ChoiceOnPaper(ChoiceForm):
    """One option by its letter; or that none is ticked, which a radio button alone could not say once more."""

    def make_fields(self) -> dict[str, forms.Field]:
        """Return the options with their letters, and "left open" before them."""
        fields = super().make_fields()
        field: Any = fields[self.name]
        field.choices = [("", _("Left open on the paper")), *_with_letters(self.item)]
        return fields

    def make_initial(self) -> dict[str, Any]:
        """Return the option ticked."""
        return {self.name: next(iter(self.saved.chosen), "")}


class ChoicesOnPaper(ChoicesForm):
    """Several options by their letters."""

    def make_fields(self) -> dict[str, forms.Field]:
        """Return the options with their letters."""
        fields = super().make_fields()
        field: Any = fields[self.name]
        field.choices = _with_letters(self.item)
        return fields


class MatchingOnPaper(MatchingForm):
    """The letter beside each line."""

    @property
    def listed(self) -> list[tuple[str, str]]:
        """Return the right-hand sides with their letters, always: the paper has them so."""
        return [(side.letter, side.text) for side in lettered([side.text for side in self.item.sides])]


class StoryOnPaper(AnswerForm):
    """A story, all situations at once: which way was ticked in each of those on the way taken."""

    part = "assessments/parts/question_lines.html"
    hint = gettext_lazy("Enter what is ticked, situation by situation. Those not on the way taken stay open.")
    listed = ()

    def name_of(self, key: str) -> str:
        """Return the name of the field of one situation."""
        return f"{self.name}-{key}"

    def make_fields(self) -> dict[str, forms.Field]:
        """Return a list of the ways for each situation."""
        return {
            self.name_of(situation.key): forms.ChoiceField(
                label=_("Situation %(number)d: %(text)s") % {"number": number, "text": situation.text},
                choices=[
                    ("", _("Left open on the paper")),
                    *((way.key, f"{letter_of(place)} – {way.text}") for place, way in enumerate(situation.ways)),
                ],
                required=False,
            )
            for number, situation in enumerate(self.item.situations, 1)
        }

    def make_initial(self) -> dict[str, Any]:
        """Return the way taken in each situation."""
        walked = way_walked(self.item.situations, self.saved.chosen)
        return {self.name_of(situation.key): way.key for situation, way in walked}

    def read(self) -> Answer:
        """Return the ways from the beginning, as far as they lead."""
        ticked, chosen = self._ticked(), []
        here = self.item.situations[0].key
        while here in ticked:
            chosen.append(ticked.pop(here))
            walked = way_walked(self.item.situations, chosen)
            here = walked[-1][1].leads_to
        return Answer(tuple(chosen))

    def clean(self) -> None:
        """Refuse what is ticked in a situation that the way taken does not lead to."""
        if self.errors:
            return
        walked = {situation.key for situation, _way in way_walked(self.item.situations, self.read().chosen)}
        for key in self._ticked().keys() - walked:
            self.add_error(
                self.name_of(key), _("The way taken does not lead here. Please look at the paper once more.")
            )

    def _ticked(self) -> dict[str, str]:
        given = {one.key: str(self.cleaned_data.get(self.name_of(one.key), "")) for one in self.item.situations}
        return {key: way for key, way in given.items() if way}


PAPER_FORMS: dict[Kind, type[AnswerForm]] = {
    **FORMS,
    Kind.SINGLE: ChoiceOnPaper,
    Kind.TRUE_FALSE: ChoiceOnPaper,
    Kind.MULTIPLE: ChoicesOnPaper,
    Kind.MATCHING: MatchingOnPaper,
    Kind.SCENARIO: StoryOnPaper,
}


def paper_form(item: Item, data: Mapping[str, Any] | None = None, *, saved: Answer | None = None) -> AnswerForm:
    """Return the form in which an answer to `item` is entered from paper, as it was sent or as it is saved."""
    return PAPER_FORMS[item.kind](item, data, saved=saved or Answer())


def _with_letters(item: Item) -> list[tuple[str, str]]:
    return [(option.key, f"{letter_of(place)} – {option.text}") for place, option in enumerate(item.options)]


class BeginPaperForm(ReasonForm):
    """Why somebody answers on paper; and that it takes the place of what they began on the screen, where they did."""

    instead = forms.BooleanField(
        required=False,
        label=gettext_lazy("The paper takes the place of the attempt begun on the screen, which ends without counting"),
    )

    def __init__(self, *args: Any, is_begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_begun:
            del self.fields["instead"]


class CheckPaperForm(forms.Form):
    """What the second person says: what differs, or, where the paper asks to confirm something, that it is signed."""

    declared = forms.BooleanField(required=False)
    differs = forms.CharField(
        label=gettext_lazy("What differs from the paper"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only if something does: then it goes back to be put right, and nothing is handed in."),
    )

    def __init__(self, declaration: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("On the paper, the learner signed: “%(declaration)s”")
        self.fields["declared"].label = words % {"declaration": declaration}
        if not declaration:
            del self.fields["declared"]
