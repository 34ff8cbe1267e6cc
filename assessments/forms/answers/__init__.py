"""The forms of questions, one for each kind that is answered in a page; their fields are named by the question."""

from collections.abc import Mapping
from typing import Any

from assessments.answers import Answer
from assessments.forms.answers.chosen import ChoiceForm, ChoicesForm
from assessments.forms.answers.common import AnswerForm, in_a_line
from assessments.forms.answers.lines import MatchingForm, OrderingForm
from assessments.forms.answers.story import StoryForm
from assessments.forms.answers.words import GapsForm, ShortTextForm, WritingForm
from assessments.items import Item
from assessments.rules import Kind

FORMS: dict[Kind, type[AnswerForm]] = {
    Kind.SINGLE: ChoiceForm,
    Kind.TRUE_FALSE: ChoiceForm,
    Kind.MULTIPLE: ChoicesForm,
    Kind.MATCHING: MatchingForm,
    Kind.ORDERING: OrderingForm,
    Kind.SHORT_TEXT: ShortTextForm,
    Kind.GAP_FILL: GapsForm,
    Kind.SCENARIO: StoryForm,
    Kind.WRITING: WritingForm,
}


def answer_form(
    item: Item, data: Mapping[str, Any] | None = None, *, saved: Answer | None = None, seen: int = 0
) -> AnswerForm:
    """Return the form of `item` as it was sent in `data`, else as it was `saved`. A file has a form of its own.

    Arguments: `seen`, how often the answer had been saved when it was read; what was sent says so for itself.
    """
    return FORMS[item.kind](item, data, saved=saved or Answer(), seen=seen)


__all__ = ["FORMS", "AnswerForm", "answer_form", "in_a_line"]
