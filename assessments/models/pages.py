"""The pages of quizzes and written tasks, and which questions they ask."""

from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from assessments.models.bank import PROMPT_FEATURES, Question
from assessments.panels import AssessmentPageForm
from assessments.rules import AttemptPolicy
from courses.models import ActivityPage
from courses.panels import taking_part_panels


class AssessmentPage(ActivityPage):
    """Questions that the machine marks and written tasks that a trainer reads; passing completes the activity."""

    intro = RichTextField(_("before you start"), features=PROMPT_FEATURES, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Of the questions with answers to choose from. Written answers are judged by their rubric."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"), default=3, null=True, blank=True, help_text=_("Leave empty for as many as anybody likes.")
    )
    cool_down_hours = models.PositiveSmallIntegerField(
        _("hours between attempts"),
        default=24,
        help_text=_("For a written task, 0: reading the answer is the pause."),
    )

    activity_kind = "quiz"
    is_assessment = True
    base_form_class = AssessmentPageForm
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
        verbose_name = _("quiz or written task")
        verbose_name_plural = _("quizzes and written tasks")
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
