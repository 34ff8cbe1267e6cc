"""What there is to do in a course: the abstract activity, the lesson, and notes that only trainers read."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import TEXT_FEATURES, LessonBlock
from content.models import Tool
from courses.models.tree import COURSE_DEPTH, CoursePage, being_updated
from courses.pages import BEGUN, BLANK, CourseTreePage
from courses.panels import taking_part_panels


class ActivityPage(CourseTreePage):
    """Something to do in a course: what an edition lists and a learner completes."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5, validators=[MinValueValidator(1)])
    required = models.BooleanField(_("needed to finish the course"), default=True)

    activity_kind: ClassVar[str]
    preview_modes: ClassVar[list] = [BEGUN, BLANK]
    # Whether doing it shows what somebody can do: a course that awards needs one (domain B 22).
    is_assessment: ClassVar[bool] = False

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page, or say that it is being updated to somebody who has it in their edition."""
        learner = getattr(request, "learner", None)
        row = learner.row(self.activity_key) if learner else None
        if row and not row.is_available:
            return being_updated(request, self)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        learner = context["learner"]
        return {**context, "place": learner.place_of(self.activity_key) if learner else None}

    @property
    def course_path(self) -> str:
        """Return the tree path of the course this page belongs to (root, home, catalogue, course)."""
        return str(self.path[: COURSE_DEPTH * self.steplen])

    @cached_property
    def course(self) -> CoursePage:
        """Return the course this page belongs to; the gate puts it here when it knows it already."""
        course: CoursePage = CoursePage.objects.get(path=self.course_path)
        return course

    @property
    def activity_key(self) -> str:
        """Return the key under which editions and completions know this page; it survives edits, not copies."""
        return str(self.translation_key)


class LessonPage(ActivityPage):
    """Something to read, and to do for oneself."""

    outcomes = StreamField(
        [("outcome", CharBlock(max_length=200, label=_("You will be able to …")))],
        blank=True,
        verbose_name=_("outcomes"),
    )
    body = StreamField(LessonBlock(), verbose_name=_("body"))
    tools = ParentalManyToManyField(Tool, blank=True, related_name="lessons", verbose_name=_("tools taught"))
    # What "Mark as done" waits for; none of them ticked, pressing it is enough.
    needs_end_seen = models.BooleanField(_("the end of the page was reached"), default=False)
    needs_checks = models.BooleanField(_("every question in the text was answered"), default=False)
    needs_worksheets = models.BooleanField(_("every worksheet was filled in"), default=False)

    activity_kind = "lesson"
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    # What learners search in; who finds what is decided before the index is asked (lms.dashboards.searching).
    search_fields: ClassVar[list] = [*Page.search_fields, index.SearchField("outcomes"), index.SearchField("body")]
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        MultiFieldPanel(taking_part_panels(), heading=_("Taking part")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("needs_end_seen", "needs_checks", "needs_worksheets")],
            heading=_("Can be marked as done once …"),
        ),
        FieldPanel("outcomes"),
        FieldPanel("tools", widget=CheckboxSelectMultiple),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class TrainerNote(models.Model):
    """What trainers tell each other about an activity. No page that a learner opens reads this table."""

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="trainer_notes")
    activity_key = models.UUIDField(_("activity"))
    text = RichTextField(_("note for trainers"), features=TEXT_FEATURES)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("note for trainers")
        verbose_name_plural = _("notes for trainers")
        constraints = [models.UniqueConstraint(fields=["course", "activity_key"], name="one_trainer_note_per_activity")]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.activity_key}"
