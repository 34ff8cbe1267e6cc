"""Freezing a paper: the questions of a quiz as they are now become plain values that never change."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assessments.asking import questions_of
from assessments.gaps import gaps_of
from assessments.items import Item, Option, Paper, Side, Situation, shuffled
from assessments.models import AssessmentPage, Question, QuestionOption, Rubric
from assessments.rubrics import FrozenCriterion, FrozenRubric
from assessments.rules import READ_BY_TRAINER, Kind
from content.blocks.practice import keyed

SECRET_ORDER = frozenset({Kind.MATCHING, Kind.ORDERING})


def freeze_paper(assessment: AssessmentPage, *, seed: int, extra_per_cent: int = 0) -> Paper:
    """Return the paper of one attempt at `assessment`, with what is drawn and shuffled by `seed`; drafts are not asked.

    Arguments: `extra_per_cent`, what an adjustment adds to the time limit. Statements: those of `questions_of`.
    What is to be matched or put in order is always shuffled: its own order is the answer.
    """
    chance = random.Random(f"{seed}-questions")  # noqa: S311  (order of questions, not a secret)
    items = [frozen_item(question) for question in questions_of(assessment, seed=seed)]
    if assessment.shuffle_questions:
        items = chance.sample(items, len(items))
    mixed = shuffled(items, seed)
    if not assessment.shuffle_options:
        mixed = tuple(new if new.kind in SECRET_ORDER else old for old, new in zip(items, mixed, strict=True))
    return Paper(
        mixed,
        assessment.pass_mark,
        seed,
        minutes_allowed=assessment.minutes_allowed,
        extra_per_cent=extra_per_cent,
        declaration=assessment.declaration,
    )


def frozen_item(question: Question) -> Item:
    """Return `question` as it is now, its options in the order of the editor."""
    kind = Kind(question.kind)
    item = Item(
        str(question.key),
        kind,
        question.prompt,
        question.feedback,
        marks=question.marks,
        part_marks=question.part_marks,
        tool=question.tool_id,
    )
    options = list(question.options.all())
    return replace(item, **_parts(question, kind, options))


def _parts(question: Question, kind: Kind, options: Sequence[QuestionOption]) -> dict[str, Any]:
    """Return what this kind of question has beside its prompt."""
    if kind in READ_BY_TRAINER:
        rubric = _rubric(question.rubric) if question.rubric else None
        return {"word_from": question.word_from, "word_to": question.word_to, "rubric": rubric}
    if kind is Kind.MATCHING:
        return _matching(options)
    if kind is Kind.GAP_FILL:
        return {"gaps": gaps_of(question.gap_text)}
    if kind is Kind.SCENARIO:
        return {"situations": _situations(question.story)}
    order = tuple(str(option.key) for option in options) if kind is Kind.ORDERING else ()
    return {"options": _options(options), "order": order}


def _options(options: Sequence[QuestionOption]) -> tuple[Option, ...]:
    return tuple(
        Option(str(option.key), option.text, option.is_correct, option.feedback, option.weight) for option in options
    )


def _matching(options: Sequence[QuestionOption]) -> dict[str, Any]:
    """Return the left-hand sides, the different right-hand ones, and which belong together."""
    lefts = [option for option in options if option.text]
    texts = list(dict.fromkeys(option.match for option in options))
    side_of = {text: f"side-{number}" for number, text in enumerate(texts, 1)}
    return {
        "options": _options(lefts),
        "sides": tuple(Side(key, text) for text, key in side_of.items()),
        "pairs": tuple((str(option.key), side_of[option.match]) for option in lefts),
    }


def _situations(story: Any) -> tuple[Situation, ...]:
    keys = [str(block.id) for block in story]
    return tuple(
        Situation(
            str(block.id),
            str(block.value["text"]),
            tuple(_way(f"{block.id}-{key}", way, keys) for key, way in keyed(block.value["choices"])),
        )
        for block in story
    )


def _way(key: str, way: Any, keys: Sequence[str]) -> Option:
    target = keys[way["goes_to"] - 1] if way["goes_to"] and way["goes_to"] <= len(keys) else ""
    return Option(key, str(way["text"]), bool(way["is_right"]), str(way["feedback"]), leads_to=target)


def _rubric(rubric: Rubric) -> FrozenRubric:
    criteria = (FrozenCriterion(str(row.key), row.title, row.description, row.levels) for row in rubric.criteria.all())
    return FrozenRubric(rubric.name, tuple(criteria))
