"""What a learner leaves while studying, and nobody else reads: time, where they read, notes, bookmarks, own words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from enrolment.managers import OpenStudyQuerySet, StudyTimeQuerySet
from enrolment.models.learning import Enrolment
from lms.core.models import LearningRecord, status_is_known


class StudyTime(LearningRecord):
    """Active time on one activity, merged: seconds that were counted, and seconds estimated from page to page."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="study_times")
    activity_key = models.UUIDField(_("activity"))
    seconds = models.PositiveIntegerField(_("seconds counted"), default=0)
    estimated_seconds = models.PositiveIntegerField(_("seconds estimated"), default=0)
    changed_at = models.DateTimeField(_("changed"))

    objects = StudyTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("study time")
        verbose_name_plural = _("study times")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="one_study_time_per_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_key}"


class OpenStudy(LearningRecord):
    """The one interval open for a learner, whatever tabs and devices: on what, and when it was last heard of.

    Once they have left for a page that is no activity, no more time goes by for it.
    """

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="open_study")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    activity_key = models.UUIDField(_("activity"))
    heard_at = models.DateTimeField(_("last heard of"))
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    is_beating = models.BooleanField(_("a script tells of it"), default=False)

    objects = OpenStudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("open study interval")
        verbose_name_plural = _("open study intervals")

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.activity_key}"


class ReadingPlace(LearningRecord):
    """How far somebody has read an activity: the last heading they came to, and when they reached the end."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="reading_places")
    activity_key = models.UUIDField(_("activity"))
    anchor = models.SlugField(_("last heading"), max_length=80, blank=True)
    seen_at = models.DateTimeField(_("last opened"))
    end_seen_at = models.DateTimeField(_("end reached"), null=True, blank=True)

    class Meta:
        verbose_name = _("reading place")
        verbose_name_plural = _("reading places")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity_key"], name="one_reading_place_per_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.activity_key}"


class LessonNote(LearningRecord):
    """What a learner writes for themselves beside an activity; kept whatever becomes of the enrolment."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lesson_notes")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+")
    activity_key = models.UUIDField(_("activity"))
    text = models.TextField(_("note"), max_length=10_000)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("note of a learner")
        verbose_name_plural = _("notes of learners")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity_key"], name="one_note_per_learner_and_activity"),
            models.CheckConstraint(condition=~Q(text=""), name="lesson_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.activity_key}"


class Bookmark(LearningRecord):
    """An activity that a learner wants to find again."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bookmarks")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+")
    activity_key = models.UUIDField(_("activity"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity_key"], name="bookmarked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.activity_key}"


class EntryKind(models.TextChoices):
    """What a learner wrote or chose in the text of a lesson."""

    WORKSHEET = "worksheet", _("Worksheet")
    REFLECTION = "reflection", _("Reflection")
    CHECK = "check", _("Question in the text")
    SCENARIO = "scenario", _("Scenario")


class PrivateEntry(LearningRecord):
    """What a learner wrote or chose in one block of a lesson, for nobody else's eyes.

    `block_key` is the id the block has in the body; `answers` maps names of fields to what was written or chosen.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="entries")
    activity_key = models.UUIDField(_("activity"))
    block_key = models.UUIDField(_("block"))
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind.choices)
    answers = models.JSONField(_("answers"), default=dict)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("private entry")
        verbose_name_plural = _("private entries")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "block_key"], name="one_entry_per_block"),
            status_is_known("kind", EntryKind, name="entry_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.block_key}"
