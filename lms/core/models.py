"""Abstract bases and constraint helpers that every app shares; no tables of its own."""

from django.db import models
from django.db.models import Q


def status_is_known(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Return a check constraint that allows `field` only the values of `choices`."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


LONGEST_REASON = 300  # characters of a reason that staff give, in every column that keeps one


class LearningRecord(models.Model):
    """What a person did: never cascaded away (a system check refuses CASCADE on subclasses)."""

    class Meta:
        abstract = True
