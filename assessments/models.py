"""The question bank, quiz pages, and attempts with the paper they were asked."""

import uuid
from datetime import timedelta
from html import unescape
from textwrap import shorten
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from assessments.managers import AttemptQuerySet
from assessments.panels import QuestionForm
from assessments.rules import AttemptHistory, AttemptPolicy, AttemptStatus, Kind, Paper
from courses.models import ActivityPage
from courses.panels import taking_part_panels
from enrolment.models import Enrolment
from lms.core.models import LearningRecord, status_is_known

PROMPT_FEATURES = ["bold", "italic", "ul", "ol"]


class QuestionBank(models.Model):
    """A shelf of questions that quizzes draw from."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.CharField(_("what it is for"), max_length=255, blank=True)

    panels: ClassVar[list] = [FieldPanel("name"), FieldPanel("description")]

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class QuestionKind(models.TextChoices):
    """How a question is answered, in words for editors."""

    SINGLE = Kind.SINGLE.value, _("One right answer")
    MULTIPLE = Kind.MULTIPLE.value, _("One or more right answers")


class Question(index.Indexed, ClusterableModel):
    """One question with its options. Attempts keep their own copy, so editing it changes nothing already asked."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind.choices, default=QuestionKind.SINGLE)
    prompt = RichTextField(_("question"), features=["bold", "italic"])
    feedback = RichTextField(
        _("feedback"), features=PROMPT_FEATURES, blank=True, help_text=_("Shown after the quiz, whatever was answered.")
    )

    base_form_class = QuestionForm
    panels: ClassVar[list] = [
        FieldPanel("bank"),
        FieldPanel("kind"),
        FieldPanel("prompt"),
        InlinePanel("options", heading=_("Answers to choose from"), label=_("answer"), min_num=2),
        FieldPanel("feedback"),
    ]
    search_fields: ClassVar[list] = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.FilterField("kind"),
        index.FilterField("bank"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["bank", "pk"]
        constraints = [status_is_known("kind", QuestionKind, name="question_kind_is_known")]

    def __str__(self) -> str:
        return shorten(unescape(strip_tags(self.prompt)), 90, placeholder=" …")


class QuestionOption(Orderable):
    """One answer to choose from."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(_("answer"), max_length=300)
    is_correct = models.BooleanField(_("right"), default=False)
    feedback = models.CharField(_("feedback"), max_length=300, blank=True)

    panels: ClassVar[list] = [
        FieldPanel("text"),
        FieldPanel("is_correct", heading=_("This answer is right")),
        FieldPanel("feedback", heading=_("Feedback to whoever chose it")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return self.text


class AssessmentPage(ActivityPage):
    """A quiz marked by the machine; passing it completes the activity (domain B 24)."""

    intro = RichTextField(_("before you start"), features=PROMPT_FEATURES, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, per cent"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"), default=3, null=True, blank=True, help_text=_("Leave empty for as many as anybody likes.")
    )
    cool_down_hours = models.PositiveSmallIntegerField(_("hours between attempts"), default=24)

    activity_kind = "quiz"
    is_assessment = True
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(taking_part_panels(), heading=_("Taking part")),
        MultiFieldPanel(
            [FieldPanel("pass_mark"), FieldPanel("attempts_allowed"), FieldPanel("cool_down_hours")],
            heading=_("Passing"),
        ),
        InlinePanel("questions", heading=_("Questions"), label=_("question"), min_num=1),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="quiz_pass_mark_is_per_cent")
        ]

    @property
    def policy(self) -> AttemptPolicy:
        """Return how often this quiz may be tried."""
        return AttemptPolicy(self.attempts_allowed, timedelta(hours=self.cool_down_hours))


class AssessmentQuestion(Orderable):
    """A question's place in a quiz."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="uses", verbose_name=_("question"))

    panels: ClassVar[list] = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "question"], name="question_once_per_quiz")]

    def __str__(self) -> str:
        return str(self.question)


class Status(models.TextChoices):
    """Where an attempt stands, in words."""

    IN_PROGRESS = AttemptStatus.IN_PROGRESS.value, _("In progress")
    PASSED = AttemptStatus.PASSED.value, _("Passed")
    NOT_YET_PASSED = AttemptStatus.NOT_YET_PASSED.value, _("Not yet passed")


class Attempt(LearningRecord):
    """One go at a quiz, with the paper as it was asked; never changed by later edits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("enrolment")
    )
    assessment = models.ForeignKey(
        AssessmentPage, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("quiz")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.IN_PROGRESS)
    paper_json = models.JSONField(_("paper"), db_column="paper")
    percent = models.PositiveSmallIntegerField(_("per cent"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("last saved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            status_is_known("status", Status, name="attempt_status_is_known"),
            models.UniqueConstraint(fields=["enrolment", "assessment", "number"], name="attempt_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["enrolment", "assessment"],
                condition=Q(status=AttemptStatus.IN_PROGRESS),
                name="one_attempt_in_progress",
            ),
            models.CheckConstraint(
                condition=Q(status=AttemptStatus.IN_PROGRESS, finished_at__isnull=True, percent__isnull=True)
                | (~Q(status=AttemptStatus.IN_PROGRESS) & Q(finished_at__isnull=False, percent__isnull=False)),
                name="attempt_finished_has_a_mark",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="attempt_mark_is_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.number}"

    @cached_property
    def paper(self) -> Paper:
        """Return what this attempt was asked."""
        return Paper.from_json(self.paper_json)

    @property
    def is_in_progress(self) -> bool:
        """Tell whether answers may still be given."""
        return self.status == AttemptStatus.IN_PROGRESS

    @property
    def is_passed(self) -> bool:
        """Tell whether this attempt passed."""
        return self.status == AttemptStatus.PASSED


class Response(LearningRecord):
    """The answer to one question of one attempt, as last saved."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses", verbose_name=_("attempt"))
    item_key = models.UUIDField(_("question"))
    chosen = models.JSONField(_("chosen"))
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [models.UniqueConstraint(fields=["attempt", "item_key"], name="one_response_per_question")]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.item_key}"


def history_of(attempts: list[Attempt]) -> AttemptHistory:
    """Return what happened so far, from all attempts of one learner at one quiz."""
    finished = [attempt for attempt in attempts if not attempt.is_in_progress]
    ends = [attempt.finished_at for attempt in finished if attempt.finished_at]
    return AttemptHistory(len(finished), max(ends, default=None), any(attempt.is_passed for attempt in finished))
