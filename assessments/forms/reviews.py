"""The form of a review: a level for each criterion of the frozen rubric, and words to the learner."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.items import Item, Paper, level_key
from assessments.rubrics import FrozenCriterion, Outcome, outcome_of

COMMENT_LENGTH = 5000


class ReviewForm(forms.Form):
    """What a trainer fills in. Bound to the attempt as it was when the page was opened, by `version`."""

    def __init__(self, paper: Paper, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        for item in paper.written:
            for criterion in item.rubric.criteria if item.rubric else ():
                self.fields[field_name(level_key(item, criterion))] = _level_field(criterion)
        self.fields["comment"] = forms.CharField(
            label=_("Words to the learner"),
            help_text=_("What is good already, and what would help. The learner reads this, word for word."),
            max_length=COMMENT_LENGTH,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def levels(self) -> dict[str, int]:
        """Return the levels of a valid form."""
        return {key: self.cleaned_data[field_name(key)] for key in self.paper.level_keys}

    def see(self, version: int) -> None:
        """Bind what was typed to the attempt as it is shown now: the next press is made knowing of it."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": str(version)}

    def clean(self) -> dict[str, Any]:
        """Insist on words for somebody who has not passed yet."""
        cleaned: dict[str, Any] = super().clean() or {}
        levels = [cleaned.get(field_name(key)) for key in self.paper.level_keys]
        if None not in levels and outcome_of(levels) is not Outcome.PASSED and not cleaned.get("comment"):  # type: ignore[arg-type]  # None was ruled out
            self.add_error("comment", _("Please say in a few words what would help the learner next time."))
        return cleaned

    def rubrics(self) -> list[tuple[Item, list[forms.BoundField]]]:
        """Return the level fields of each written answer, for the page."""
        return [
            (item, [self[field_name(level_key(item, criterion))] for criterion in item.rubric.criteria])
            for item in self.paper.written
            if item.rubric
        ]


def field_name(key: str) -> str:
    """Return the name under which the level for `key` is posted."""
    return f"level-{key}"


def levels_as_initial(levels: Mapping[str, int], comment: str) -> dict[str, Any]:
    """Return a decision taken before as the form shows it."""
    return {field_name(key): level for key, level in levels.items()} | {"comment": comment}


def _level_field(criterion: FrozenCriterion) -> forms.Field:
    return forms.TypedChoiceField(
        label=criterion.title,
        help_text=escape(criterion.description),  # the template takes hints for HTML
        choices=[(str(level), f"{level} · {words}") for level, words in enumerate(criterion.levels)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a level."), "invalid_choice": _("Please choose a level.")},
    )
