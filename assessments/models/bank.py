"""The question bank, and the rubrics that written answers are judged by."""

import uuid
from html import unescape
from textwrap import shorten
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from assessments.panels import QuestionForm
from assessments.rubrics import CRITERIA, LEVELS
from assessments.rules import Kind
from lms.core.models import status_is_known

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
    WRITING = Kind.WRITING.value, _("A written answer that a trainer reads")


class Question(index.Indexed, ClusterableModel):
    """One question with its options. Attempts keep their own copy, so editing it changes nothing already asked."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind.choices, default=QuestionKind.SINGLE)
    prompt = RichTextField(_("question"), features=["bold", "italic"])
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

    base_form_class = QuestionForm
    panels: ClassVar[list] = [
        FieldPanel("bank"),
        FieldPanel("kind"),
        FieldPanel("prompt"),
        InlinePanel(
            "options",
            heading=_("Answers to choose from"),
            label=_("answer"),
            help_text=_("At least two, unless the answer is written."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("word_from"), FieldPanel("word_to")]), FieldPanel("rubric")],
            heading=_("For a written answer"),
        ),
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
        constraints = [
            status_is_known("kind", QuestionKind, name="question_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.WRITING.value) | Q(rubric__isnull=False),
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
