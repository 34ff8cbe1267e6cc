"""The story of a scenario question: situations with ways on, as in lessons, but that a way on is right or not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.practice import wrong_ways


class JudgedWayBlock(blocks.StructBlock):
    """One way on."""

    text = blocks.CharBlock(max_length=255, label=_("What one could do"))
    is_right = blocks.BooleanBlock(required=False, label=_("This is right"))
    feedback = blocks.TextBlock(
        required=False,
        max_length=600,
        label=_("Feedback to whoever chose it"),
        help_text=_("Shown after the quiz. What happens next in the story stands in the situation it leads to."),
    )
    goes_to = blocks.IntegerBlock(
        required=False,
        min_value=2,
        label=_("Goes on with situation number"),
        help_text=_("A later one. Left empty, the story ends here."),
    )


class JudgedSituationBlock(blocks.StructBlock):
    """One situation of the story."""

    text = blocks.TextBlock(max_length=800, label=_("What is going on"))
    choices = blocks.ListBlock(JudgedWayBlock(), default=[{}, {}], min_num=2, max_num=5, label=_("Ways on"))

    def clean(self, value: Any) -> Any:
        """Refuse a situation in which nothing is right: nobody could walk through it rightly."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not any(way["is_right"] for way in cleaned["choices"]):
            raise StructBlockValidationError(
                block_errors={"choices": ValidationError(_("Mark at least one way on as right."))}
            )
        return cleaned


class StoryBlock(blocks.StreamBlock):
    """The situations in order; they are counted from 1."""

    situation = JudgedSituationBlock(label=_("Situation"), icon="order")

    def clean(self, value: Any) -> Any:
        """Refuse a way on that leads back, to itself or nowhere."""
        cleaned = super().clean(value)
        wrong = [] if self.is_deferred_validation else wrong_ways([one.value for one in cleaned])
        if wrong:
            raise blocks.StreamBlockValidationError(non_block_errors=[ValidationError(words) for words in wrong])
        return cleaned

    class Meta:
        required = False
        max_num = 8
