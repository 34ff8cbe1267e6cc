"""Packs: a course or a module as one PDF to print, or as a folder that opens from a USB stick. Nothing personal."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models.editions import CourseEdition
from courses.rules import packs
from courses.rules.packs import ASK_AGAIN_AFTER, MAKE_AGAIN_AFTER, ask_again_from, states_before
from lms.core.models import status_is_known


class PackKind(models.TextChoices):
    """What a pack is."""

    PRINT = "print", _("PDF to print")
    OFFLINE = "offline", _("Pages for a computer without internet")


class PackState(models.TextChoices):
    """How far a worker is with it."""

    WAITING = packs.PackState.WAITING.value, _("Waiting")
    MAKING = packs.PackState.MAKING.value, _("Being made")
    READY = packs.PackState.READY.value, _("Ready")
    FAILED = packs.PackState.FAILED.value, _("It could not be made")


class CoursePackQuerySet(models.QuerySet["CoursePack"]):
    """Packs by how far they are. Whoever moves one names the state; only packs that may move do (compare-and-swap)."""

    def ready(self) -> "CoursePackQuerySet":
        """Return the packs that can be downloaded."""
        return self.filter(state=PackState.READY)

    def to_make(self, *, at: datetime) -> "CoursePackQuerySet":
        """Return the packs that a worker should make at `at`: nobody began, or nobody finished (its worker died)."""
        interrupted = Q(state=PackState.MAKING, begun_at__lt=at - MAKE_AGAIN_AFTER)
        return self.filter(Q(state=PackState.WAITING) | interrupted)

    def ask_again(self, *, at: datetime) -> bool:
        """Let what could not be made wait once more, unless the last try was a short while before `at`."""
        tried_last = Coalesce("begun_at", "asked_at")
        rested = self.alias(tried_last=tried_last).filter(tried_last__lte=at - ASK_AGAIN_AFTER)
        return rested._move(PackState.WAITING, asked_at=at, begun_at=None, done_parts=0)

    def begin(self, *, at: datetime) -> bool:
        """Take one pack for making at `at`: true for exactly one caller."""
        return self.to_make(at=at)._move(PackState.MAKING, begun_at=at, done_parts=0)

    def count_done(self, done: int, *, parts: int, begun_at: datetime) -> None:
        """Say how many of `parts` are done of what was begun at `begun_at`."""
        self.filter(state=PackState.MAKING, begun_at=begun_at).update(done_parts=done, parts=parts)

    def finish(self, *, begun_at: datetime, file: str, size: int, at: datetime) -> bool:
        """Keep the stored file of what was begun at `begun_at`; whoever came too late changes nothing."""
        return self.filter(begun_at=begun_at)._move(PackState.READY, file=file, bytes=size, ready_at=at)

    def fail(self, *, begun_at: datetime) -> bool:
        """Say that what was begun at `begun_at` could not be made."""
        return self.filter(begun_at=begun_at)._move(PackState.FAILED)

    def give_up(self, *, asked_before: datetime, at: datetime) -> int:
        """Say of packs asked for before `asked_before`, which nobody is making at `at`, that they cannot be made."""
        return self.to_make(at=at).filter(asked_at__lt=asked_before)._count_moved(PackState.FAILED)

    def _move(self, state: PackState, **fields: Any) -> bool:
        return self._count_moved(state, **fields) == 1

    def _count_moved(self, state: PackState, **fields: Any) -> int:
        return self.filter(state__in=states_before(packs.PackState(state))).update(state=state, **fields)


class CoursePack(models.Model):
    """One file made of what an edition's pages say now, for everybody who may study the course.

    `digest` stands for the words it was made of: when they change, another pack is made. `module_key` empty: the
    whole course.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(CourseEdition, on_delete=models.CASCADE, related_name="packs")
    module_key = models.CharField(_("module"), max_length=36, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=PackKind.choices)
    digest = models.CharField(_("made of"), max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=PackState.choices, default=PackState.WAITING)
    done_parts = models.PositiveSmallIntegerField(_("parts done"), default=0)
    parts = models.PositiveSmallIntegerField(_("parts"), default=0)
    file = models.CharField(_("file"), max_length=255, blank=True)
    bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    asked_at = models.DateTimeField(_("asked for"))
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)

    objects = CoursePackQuerySet.as_manager()

    class Meta:
        verbose_name = _("course pack")
        verbose_name_plural = _("course packs")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "module_key", "kind", "digest"], name="one_pack_of_the_same_words"
            ),
            status_is_known("kind", PackKind, name="pack_kind_is_known"),
            status_is_known("state", PackState, name="pack_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=PackState.READY) | (~Q(file="") & Q(ready_at__isnull=False)),
                name="ready_pack_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} · {self.kind}"

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be downloaded."""
        return self.state == PackState.READY

    @property
    def has_failed(self) -> bool:
        """Tell whether it could not be made."""
        return self.state == PackState.FAILED

    @property
    def ask_again_from(self) -> datetime:
        """Return from when on it may be asked for once more, should it have failed."""
        return ask_again_from(asked_at=self.asked_at, begun_at=self.begun_at)

    @property
    def is_under_way(self) -> bool:
        """Tell whether somebody who looks again may find more of it."""
        return self.state in {PackState.WAITING, PackState.MAKING}
