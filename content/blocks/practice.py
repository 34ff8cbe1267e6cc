"""What a learner fills in, thinks over or chooses: for nobody else's eyes, and without a mark."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.sheets import WorksheetKind, sheet
from content.blocks.text import SHORT_FEATURES
from content.interactive import Choice, Field, Group, Option, Step

GROUP = gettext_lazy("To do")


def keyed(items: Any) -> Iterator[tuple[str, Any]]:
    """Yield each value of a list with its key: the id it was saved with, or its place while it never was."""
    for place, child in enumerate(items.bound_blocks, start=1):
        yield child.original_id or str(place), child.value


class WorksheetValue(blocks.StructValue):
    """A worksheet as it is written in a lesson."""

    @property
    def title(self) -> str:
        """Return its own title, or the name of the sheet."""
        return str(self["heading"] or WorksheetKind(self["kind"]).label)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return its parts."""
        return sheet(self["kind"])

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return all there is to fill in."""
        return tuple(field for group in self.groups for field in group.fields)


class WorksheetBlock(blocks.StructBlock):
    """A sheet of the programme to fill in."""

    kind = blocks.ChoiceBlock(
        choices=WorksheetKind.choices, default=WorksheetKind.COST_BENEFIT, label=gettext_lazy("Sheet")
    )
    heading = blocks.CharBlock(
        required=False, max_length=120, label=gettext_lazy("Title"), help_text=gettext_lazy("Left empty: its name.")
    )
    text = blocks.RichTextBlock(required=False, features=SHORT_FEATURES, label=gettext_lazy("How to begin"))

    class Meta:
        icon = "form"
        label = gettext_lazy("Worksheet")
        description = gettext_lazy("A sheet to fill in, private to the learner, or to print empty")
        template = "content/blocks/worksheet.html"
        value_class = WorksheetValue
        group = GROUP
        preview_value = {"kind": "cost-benefit", "heading": "", "text": "<p>Begin wherever you like.</p>"}


class ReflectionValue(blocks.StructValue):
    """A question to think over."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the one field."""
        return (Field("text", str(self["question"]), str(self["help_text"]), "long"),)


class ReflectionBlock(blocks.StructBlock):
    """A question that learners answer for themselves."""

    question = blocks.TextBlock(max_length=400, label=gettext_lazy("Question"))
    help_text = blocks.CharBlock(required=False, max_length=255, label=gettext_lazy("A hint"))

    class Meta:
        icon = "comment-add"
        label = gettext_lazy("Something to think about")
        description = gettext_lazy("A question that learners answer for themselves; nobody else reads it")
        template = "content/blocks/reflection.html"
        value_class = ReflectionValue
        group = GROUP
        preview_value = {"question": "What would a good week look like for you?", "help_text": "Two lines are enough."}


class CheckValue(blocks.StructValue):
    """A question in the text, with its answers."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Return the answers in order."""
        return tuple(
            Option(key, str(answer["text"]), bool(answer["is_right"]), str(answer["feedback"]))
            for key, answer in keyed(self["answers"])
        )

    @property
    def has_several(self) -> bool:
        """Tell whether more than one answer is right, so that several may be ticked."""
        return sum(option.is_right for option in self.options) > 1

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the one field: which answers were chosen."""
        pairs = tuple((option.key, option.text) for option in self.options)
        help_text = _("Tick all that are right.") if self.has_several else _("Choose one.")
        return (Field("chosen", str(self["question"]), help_text, "choices" if self.has_several else "choice", pairs),)


class AnswerBlock(blocks.StructBlock):
    """One answer of a question in the text."""

    text = blocks.CharBlock(max_length=255, label=gettext_lazy("Answer"))
    is_right = blocks.BooleanBlock(required=False, label=gettext_lazy("This is right"))
    feedback = blocks.CharBlock(required=False, max_length=400, label=gettext_lazy("What we say to whoever chooses it"))


class CheckBlock(blocks.StructBlock):
    """A question in the text: unmarked, with words for every answer."""

    question = blocks.TextBlock(max_length=400, label=gettext_lazy("Question"))
    answers = blocks.ListBlock(AnswerBlock(), default=[{}, {}], min_num=2, max_num=8, label=gettext_lazy("Answers"))

    def clean(self, value: Any) -> Any:
        """Refuse to publish a question without a right answer."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not any(answer["is_right"] for answer in cleaned["answers"]):
            sentence = _("Please tick at least one answer as right.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(sentence)])
        return cleaned

    class Meta:
        icon = "circle-check"
        label = gettext_lazy("Question in the text")
        description = gettext_lazy("A question with answers and feedback; it is not marked")
        template = "content/blocks/check.html"
        value_class = CheckValue
        group = GROUP
        preview_value = {
            "question": "What does an urge do when nobody acts on it?",
            "answers": [
                {"text": "It passes", "is_right": True, "feedback": "Yes: most have gone within half an hour."},
                {"text": "It grows and grows", "is_right": False, "feedback": "It feels so, and yet it falls again."},
            ],
        }


class ScenarioValue(blocks.StructValue):
    """Situations, each with ways on."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the situations in order; ways on lead to later ones, or end."""
        situations = list(keyed(self["situations"]))
        keys = [key for key, _situation in situations]
        return tuple(
            Step(key, number, str(situation["text"]), _choices(situation, keys[number:], number))
            for number, (key, situation) in enumerate(situations, start=1)
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return one field for each situation: which way was chosen there."""
        return tuple(
            Field(step.field_name, step.text, kind="choice", options=tuple((one.key, one.text) for one in step.choices))
            for step in self.steps
        )


def _choices(situation: Any, later: list[str], number: int) -> tuple[Choice, ...]:
    targets = dict(enumerate(later, start=number + 1))
    return tuple(
        Choice(key, str(way["text"]), str(way["feedback"]), targets.get(way["goes_to"], ""))
        for key, way in keyed(situation["choices"])
    )


class WayBlock(blocks.StructBlock):
    """One way on."""

    text = blocks.CharBlock(max_length=255, label=gettext_lazy("What one could do"))
    feedback = blocks.TextBlock(max_length=600, label=gettext_lazy("What happens then"))
    goes_to = blocks.IntegerBlock(
        required=False,
        min_value=2,
        label=gettext_lazy("Goes on with situation number"),
        help_text=gettext_lazy("A later one. Left empty, the story ends here."),
    )


class SituationBlock(blocks.StructBlock):
    """One situation."""

    text = blocks.TextBlock(max_length=800, label=gettext_lazy("What is going on"))
    choices = blocks.ListBlock(WayBlock(), default=[{}, {}], min_num=2, max_num=5, label=gettext_lazy("Ways on"))


class ScenarioBlock(blocks.StructBlock):
    """A story in which the learner chooses what to do, and reads what happens then."""

    title = blocks.CharBlock(max_length=120, label=gettext_lazy("Title"))
    situations = blocks.ListBlock(
        SituationBlock(),
        min_num=1,
        max_num=8,
        label=gettext_lazy("Situations"),
        help_text=gettext_lazy("The first one begins the story; they are counted from 1."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse to publish a way on that leads back, to itself or nowhere."""
        cleaned = super().clean(value)
        wrong = [] if self.is_deferred_validation else wrong_ways(cleaned["situations"])
        if wrong:
            raise StructBlockValidationError(non_block_errors=[ValidationError(sentence) for sentence in wrong])
        return cleaned

    class Meta:
        icon = "order"
        label = gettext_lazy("Scenario")
        description = gettext_lazy("A story with choices: each says what happens then, and may lead on")
        template = "content/blocks/scenario.html"
        value_class = ScenarioValue
        group = GROUP
        preview_value = {
            "title": "Somebody talks over others",
            "situations": [
                {
                    "text": "Sam has been speaking for six minutes. Two people look at the clock.",
                    "choices": [
                        {"text": "Wait", "feedback": "The others stop listening.", "goes_to": None},
                        {"text": "Thank Sam and ask the group", "feedback": "Somebody else speaks.", "goes_to": None},
                    ],
                }
            ],
        }


def wrong_ways(situations: Any) -> list[str]:
    """Return a sentence for each way on among the values of `situations` that leads back, to itself or nowhere."""
    words = _("“%(way)s” in situation %(number)d must lead to a later situation, or be left empty to end the story.")
    return [
        words % {"way": way["text"], "number": number}
        for number, situation in enumerate(situations, start=1)
        for way in situation["choices"]
        if way["goes_to"] is not None and not number < way["goes_to"] <= len(situations)
    ]
