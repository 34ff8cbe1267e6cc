"""The question bank, and the rubrics that written answers are judged by."""

import uuid
from html import unescape
from textwrap import shorten
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index

from assessments.blocks import StoryBlock
from assessments.managers import QuestionQuerySet
from assessments.panels import QuestionForm
from assessments.rubrics import CRITERIA, LEVELS
from assessments.rules import READ_BY_TRAINER, Kind
from content.models import Point, Tool
from lms.core.models import status_is_known

PROMPT_FEATURES = ["bold", "italic", "ul", "ol"]
MOST_MARKS = 10  # of one question


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


class Rubric(ClusterableModel):
    """What trainers judge written answers by: four criteria with words for each level (domain B 25)."""

    name = models.CharField(_("name"), max_length=120, unique=True, help_text=_("Learners see it above the criteria."))

    panels: ClassVar[list] = [
        FieldPanel("name"),
        InlinePanel("criteria", heading=_("Criteria"), label=_("criterion"), min_num=CRITERIA, max_num=CRITERIA),
    ]

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Criterion(Orderable):
    """One thing a trainer looks for. Papers keep their own copy, so editing it changes nothing already asked."""

    rubric = ParentalKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("criterion"), max_length=120)
    description = models.CharField(_("what to look for"), max_length=300, blank=True)
    level_0 = models.CharField(_("level 0, in words"), max_length=255)
    level_1 = models.CharField(_("level 1, in words"), max_length=255)
    level_2 = models.CharField(_("level 2, in words: enough"), max_length=255)
    level_3 = models.CharField(_("level 3, in words"), max_length=255)

    panels: ClassVar[list] = [
        FieldPanel("title"),
        FieldPanel("description"),
        *(FieldPanel(f"level_{level}") for level in LEVELS),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.title

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the words of each level, from 0 to 3."""
        return self.level_0, self.level_1, self.level_2, self.level_3


class QuestionKind(models.TextChoices):
    """How a question is answered, in words for editors."""

    SINGLE = Kind.SINGLE.value, _("One right answer")
    MULTIPLE = Kind.MULTIPLE.value, _("One or more right answers")
    TRUE_FALSE = Kind.TRUE_FALSE.value, _("True or false")
    MATCHING = Kind.MATCHING.value, _("Match what belongs together")
    ORDERING = Kind.ORDERING.value, _("Put in the right order")
    SHORT_TEXT = Kind.SHORT_TEXT.value, _("A short text")
    GAP_FILL = Kind.GAP_FILL.value, _("Fill the gaps")
    SCENARIO = Kind.SCENARIO.value, _("A scenario with ways on")
    WRITING = Kind.WRITING.value, _("A written answer that a trainer reads")
    UPLOAD = Kind.UPLOAD.value, _("A file or recording that a trainer looks at")


class Difficulty(models.IntegerChoices):
    """How hard a question is meant to be."""

    EASY = 1, _("Easy")
    MIDDLE = 2, _("In between")
    HARD = 3, _("Hard")


class Question(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """One question with its options. Attempts keep their own copy, so editing it changes nothing already asked.

    Only what is published is asked. What a kind needs stands in the fields of that kind; the others stay empty.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind.choices, default=QuestionKind.SINGLE)
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("For finding it again. Learners do not see it.")
    )
    prompt = RichTextField(_("question"), features=PROMPT_FEATURES)
    marks = models.PositiveSmallIntegerField(
        _("marks"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_MARKS)]
    )
    part_marks = models.BooleanField(
        _("part marks"), default=False, help_text=_("An answer that is right in part earns that part of the marks.")
    )
    point = models.CharField(_("point of the programme"), max_length=1, choices=Point.choices, blank=True)
    tool = models.ForeignKey(
        Tool, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name=_("tool")
    )
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), choices=Difficulty.choices, default=Difficulty.MIDDLE
    )
    gap_text = models.TextField(
        _("text with gaps"),
        blank=True,
        help_text=_(
            "Put each missing word in square brackets, others that are right too after a stroke: [rises|grows]."
        ),
    )
    story = StreamField(StoryBlock(), blank=True, verbose_name=_("story"))
    feedback = RichTextField(
        _("feedback"), features=PROMPT_FEATURES, blank=True, help_text=_("Shown after the quiz, whatever was answered.")
    )
    word_from = models.PositiveSmallIntegerField(
        _("words, from about"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    word_to = models.PositiveSmallIntegerField(
        _("to about"), null=True, blank=True, help_text=_("A guide for the learner. Shorter and longer is accepted.")
    )
    rubric = models.ForeignKey(
        Rubric, on_delete=models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("rubric")
    )

    objects = QuestionQuerySet.as_manager()

    base_form_class = QuestionForm
    panels: ClassVar[list] = [
        MultiFieldPanel([FieldPanel(name) for name in ("bank", "kind", "name")], heading=_("About the question")),
        FieldPanel("prompt"),
        InlinePanel(
            "options",
            heading=_("Answers"),
            label=_("answer"),
            help_text=_(
                "To choose from, at least two; to match, each with what belongs to it; to put in order, in the right "
                "order; for a short text, each wording that is accepted. For other kinds of questions, none."
            ),
        ),
        MultiFieldPanel([FieldPanel("gap_text")], heading=_("For filling gaps")),
        MultiFieldPanel([FieldPanel("story")], heading=_("For a scenario")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("word_from"), FieldPanel("word_to")]), FieldPanel("rubric")],
            heading=_("For what a trainer reads"),
        ),
        MultiFieldPanel([FieldPanel("marks"), FieldPanel("part_marks")], heading=_("Marks")),
        MultiFieldPanel([FieldPanel(name) for name in ("point", "tool", "difficulty")], heading=_("Tags")),
        FieldPanel("feedback"),
        PublishingPanel(),
    ]
    search_fields: ClassVar[list] = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.SearchField("name"),
        index.AutocompleteField("name"),
        *(index.FilterField(name) for name in ("kind", "bank", "point", "tool", "difficulty", "live")),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["bank", "pk"]
        constraints = [
            status_is_known("kind", QuestionKind, name="question_kind_is_known"),
            models.CheckConstraint(condition=Q(marks__gte=1, marks__lte=MOST_MARKS), name="question_marks_are_few"),
            models.CheckConstraint(condition=Q(point="") | Q(point__in=Point.values), name="question_point_is_known"),
            models.CheckConstraint(condition=Q(difficulty__in=Difficulty.values), name="question_difficulty_is_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(READ_BY_TRAINER)) | Q(rubric__isnull=False),
                name="written_question_has_a_rubric",
                violation_error_message=_("Choose the rubric that trainers judge the answer by."),
            ),
            models.CheckConstraint(
                condition=Q(word_from__isnull=True) | Q(word_to__isnull=True) | Q(word_to__gte=F("word_from")),
                name="question_word_guide_rises",
                violation_error_message=_("The second number of words is smaller than the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or shorten(self.words, 90, placeholder=" …")

    @property
    def words(self) -> str:
        """Return what is asked, without its markup."""
        return unescape(strip_tags(self.prompt))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the page that shows the question as a learner meets it."""
        return "assessments/question_preview.html"


class QuestionOption(Orderable):
    """One answer: to choose, to match, to put in order, or to accept."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(_("answer"), max_length=300, blank=True)
    match = models.CharField(
        _("belongs together with"),
        max_length=300,
        blank=True,
        help_text=_("To match. With no answer before it, it belongs to nothing and makes the choice harder."),
    )
    is_correct = models.BooleanField(_("right"), default=False)
    weight = models.SmallIntegerField(
        _("part of the marks, per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
        help_text=_("Left empty: all of them for a right answer, none for a wrong one."),
    )
    feedback = models.CharField(_("feedback"), max_length=300, blank=True)

    panels: ClassVar[list] = [
        FieldPanel("text"),
        FieldPanel("match"),
        FieldRowPanel([FieldPanel("is_correct", heading=_("This answer is right")), FieldPanel("weight")]),
        FieldPanel("feedback", heading=_("Feedback to whoever chose it")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gte=-100, weight__lte=100),
                name="option_weight_is_per_cent",
            ),
            models.CheckConstraint(
                condition=~Q(text="", match=""),
                name="option_says_something",
                violation_error_message=_("Each answer needs words, or remove it."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.match
