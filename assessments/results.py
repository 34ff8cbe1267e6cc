"""What a learner is told after handing in: how each question went, and the right answers only once it is passed."""

from dataclasses import dataclass

from assessments.marking import mark_item
from assessments.models import Attempt
from assessments.rules import Item, Option


@dataclass(frozen=True)
class ItemResult:
    """One question after marking. `right_options` is empty until the quiz is passed."""

    item: Item
    is_right: bool
    chosen: tuple[Option, ...]
    right_options: tuple[Option, ...]


def item_results(attempt: Attempt, answers: dict[str, list[str]]) -> list[ItemResult]:
    """Return how each question went that the machine marks; nothing before the outcome is known."""
    if not attempt.is_marked:
        return []
    return [_result(item, answers.get(item.key, []), reveal=attempt.is_passed) for item in attempt.paper.chosen]


def _result(item: Item, chosen: list[str], *, reveal: bool) -> ItemResult:
    picked = tuple(option for option in item.options if option.key in chosen)
    right = tuple(option for option in item.options if option.correct) if reveal else ()
    return ItemResult(item, bool(mark_item(item, chosen)), picked, right)
