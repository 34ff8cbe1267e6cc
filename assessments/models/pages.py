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

from assessments.draws import Tags
from assessments.models.bank import PROMPT_FEATURES, Difficulty, Question, QuestionBank
from assessments.page_panels import ASKS_NOTHING, AssessmentPageForm
from assessments.rules import AttemptPolicy
from content.models import Point, Tool
from courses.models import ActivityPage
from courses.panels import taking_part_panels


class FeedbackPolicy(models.TextChoices):
    """What a learner is shown once an attempt is marked."""

    ONCE_PASSED = "once_passed", _("Each answer with its feedback; right answers once it is passed")
    ALWAYS = "always", _("Each answer with its feedback and the right answers, after every attempt")
    MARK_ONLY = "mark_only", _("Only the mark")


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

    on_one_page = models.BooleanField(
        _("all questions on one page"), default=False, help_text=_("Otherwise each question has a page of its own.")
    )
    shuffle_questions = models.BooleanField(_("questions in another order for everybody"), default=False)
    shuffle_options = models.BooleanField(_("answers in another order for everybody"), default=True)
    minutes_allowed = models.PositiveSmallIntegerField(
        _("time limit, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5)],
        help_text=_("Leave empty for as much time as anybody needs. People with an adjustment get their own limit."),
    )
    feedback_policy = models.CharField(
        _("afterwards, learners see"), max_length=12, choices=FeedbackPolicy.choices, default=FeedbackPolicy.ONCE_PASSED
    )
    declaration = models.CharField(
        _("to be confirmed before handing in"),
        max_length=300,
        blank=True,
        help_text=_("For example: this is my own work. Left empty, nothing is asked."),
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
        InlinePanel("questions", heading=_("Questions that are always asked"), label=_("question")),
        InlinePanel(
            "draws",
            heading=_("Questions drawn from a bank"),
            label=_("draw"),
            help_text=_(
                "Each attempt asks other questions. Only those that the machine marks are drawn; what is asked above "
                "is not drawn again."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("on_one_page"),
                FieldPanel("shuffle_questions"),
                FieldPanel(
                    "shuffle_options",
                    help_text=_("What is to be matched or put in order is always mixed; true comes before false."),
                ),
            ],
            heading=_("How it is asked"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("pass_mark", "attempts_allowed", "cool_down_hours", "minutes_allowed")],
            heading=_("Passing"),
        ),
        MultiFieldPanel([FieldPanel("declaration"), FieldPanel("feedback_policy")], heading=_("Handing in, and after")),
    ]

    class Meta:
        verbose_name = _("quiz or written task")
        verbose_name_plural = _("quizzes and written tasks")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="quiz_pass_mark_is_per_cent"
            ),
            models.CheckConstraint(
                condition=Q(minutes_allowed__isnull=True) | Q(minutes_allowed__gte=5), name="quiz_limit_is_long_enough"
            ),
            models.CheckConstraint(
                condition=Q(feedback_policy__in=FeedbackPolicy.values), name="quiz_feedback_policy_is_known"
            ),
        ]

    @property
    def policy(self) -> AttemptPolicy:
        """Return how often this quiz may be tried."""
        return AttemptPolicy(self.attempts_allowed, timedelta(hours=self.cool_down_hours))

    def lacks_as_a_whole(self) -> list[str]:
        """Return what stands against publishing this version: nothing to ask (`content.readiness` asks)."""
        return [] if self.questions.count() or self.draws.count() else [str(ASKS_NOTHING)]


class AssessmentQuestion(Orderable):
    """A question's place in a quiz."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="uses", verbose_name=_("question"))

    panels: ClassVar[list] = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "question"], name="question_once_per_quiz")]

    def __str__(self) -> str:
        return str(self.question)


class AssessmentDraw(Orderable):
    """Some questions drawn from a bank for each attempt: any, or only those with these tags."""

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="draws")
    count = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1), MaxValueValidator(50)])
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="draws", verbose_name=_("bank"))
    point = models.CharField(_("point of the programme"), max_length=1, choices=Point.choices, blank=True)
    tool = models.ForeignKey(
        Tool, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tool")
    )
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty.choices, null=True, blank=True)

    panels: ClassVar[list] = [FieldPanel(name) for name in ("count", "bank", "point", "tool", "difficulty")]

    class Meta(Orderable.Meta):
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=50), name="draw_takes_some_questions"),
            models.CheckConstraint(condition=Q(point="") | Q(point__in=Point.values), name="draw_point_is_known"),
            models.CheckConstraint(
                condition=Q(difficulty__isnull=True) | Q(difficulty__in=Difficulty.values),
                name="draw_difficulty_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} × {self.bank}"

    @property
    def tags(self) -> Tags:
        """Return what this draw asks for, as the rules take it."""
        return Tags(self.count, self.bank_id, self.point, self.tool_id, self.difficulty)
