"""The course tree (index, course, module, activity) and the editions cut from it."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import TEXT_FEATURES, BodyBlock
from courses.managers import CourseEditionQuerySet, CoursePageManager
from courses.pages import CourseTreePage
from courses.panels import CourseForm, taking_part_panels
from courses.rules import Outline
from lms.core.models import LearningRecord

COURSE_DEPTH = 4


class Access(models.TextChoices):
    """Who may take a course."""

    OPEN = "open", _("Anyone, by their own choice")
    NOMINATED = "nominated", _("People nominated by a partner organisation")


class Programme(models.Model):
    """What a licence lets a site deliver and a certificate names (domain B 1)."""

    key = models.SlugField(_("key"), max_length=40, unique=True, help_text=_("Used in data; never shown."))
    name = models.CharField(_("name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    panels: ClassVar[list] = [FieldPanel("name"), FieldPanel("position")]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


def being_updated(request: HttpRequest, page: Page) -> HttpResponse:
    """Say that an unpublished page still belongs to the course as this learner takes it (domain B 22)."""
    learner = request.learner  # type: ignore[attr-defined]  # put there by the gate
    return render(request, "courses/being_updated.html", {"page": page, "learner": learner})


class CourseIndexPage(CourseTreePage):
    """The catalogue: the path through the courses."""

    lead = models.CharField(_("lead"), max_length=255, blank=True)

    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    private_page_options: ClassVar[list[str]] = []  # as below it: one gate, in `enrolment.access`
    max_count = 1
    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("catalogue")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "stations": getattr(request, "stations", ()),
        }


class CoursePage(CourseTreePage):
    """One course: what it is, who it is for, and what comes before it."""

    summary = models.CharField(_("in one sentence"), max_length=255, blank=True)
    access = models.CharField(_("who may take it"), max_length=12, choices=Access.choices, default=Access.NOMINATED)
    who_for = models.CharField(_("who it is for"), max_length=255, blank=True)
    about = RichTextField(_("about this course"), features=TEXT_FEATURES, blank=True)
    outcomes = StreamField(
        [("outcome", CharBlock(max_length=200, label=_("You will be able to …")))],
        blank=True,
        verbose_name=_("outcomes"),
    )
    study_minutes = models.PositiveIntegerField(
        _("study time, in minutes"),
        default=60,
        validators=[MinValueValidator(1)],
        help_text=_("For the whole course, with practice and reading. Learners see it as hours."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), default=18, validators=[MinValueValidator(10), MaxValueValidator(30)]
    )
    programme = models.OneToOneField(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="course",
        verbose_name=_("qualifies for"),
        help_text=_("Finishing the course brings a certificate for this programme. Empty for courses without one."),
    )
    is_sample = models.BooleanField(
        _("sample content"), default=False, help_text=_("Shown to learners on the course page.")
    )

    objects = CoursePageManager()

    base_form_class = CourseForm
    parent_page_types: ClassVar[list[str]] = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]
    search_fields: ClassVar[list] = [*Page.search_fields, index.SearchField("summary")]
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("who_for"),
        FieldPanel("about"),
        FieldPanel("outcomes"),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("access", "programme", "study_minutes", "minimum_age", "is_sample")],
            heading=_("Taking part"),
        ),
        InlinePanel("prerequisites", heading=_("Comes after"), label=_("course")),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        permissions: ClassVar[list] = [("review_coursepage", _("Can review written work of the course"))]
        constraints = [
            models.CheckConstraint(condition=Q(access__in=Access.values), name="course_access_is_known"),
            models.CheckConstraint(condition=Q(study_minutes__gte=1), name="course_takes_time"),
            models.CheckConstraint(
                condition=Q(programme__isnull=True) | Q(access=Access.NOMINATED),
                name="open_course_qualifies_for_nothing",
            ),
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page, or say that it is being updated to somebody who is taking the course."""
        learner = getattr(request, "learner", None)
        if not self.live and learner and learner.is_enrolled:
            return being_updated(request, self)
        return super().serve(request, *args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Tell whether anyone may enrol themselves."""
        return self.access == Access.OPEN


# django-guardian's tables with foreign keys of their own: found by type, joined by the database, gone with the course.
class CoursePageUserObjectPermission(UserObjectPermissionBase):
    """What a person may do for one course; written by assessments.services.trainers alone."""

    content_object = models.ForeignKey(CoursePage, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class CoursePageGroupObjectPermission(GroupObjectPermissionBase):
    """Guardian asks for groups too; nobody is given anything by way of one."""

    content_object = models.ForeignKey(CoursePage, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class CoursePrerequisite(models.Model):
    """A course that must be completed first."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="prerequisites")
    requires = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="opens", verbose_name=_("course"))

    panels: ClassVar[list] = [PageChooserPanel("requires", "courses.CoursePage")]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "requires"], name="prerequisite_named_once"),
            models.CheckConstraint(condition=~Q(course=models.F("requires")), name="prerequisite_is_another_course"),
        ]

    def __str__(self) -> str:
        return f"{self.course} ← {self.requires}"


class ModulePage(CourseTreePage):
    """A part of a course that groups lessons; has no page of its own, so its address leads to the course's contents."""

    summary = models.CharField(_("in one sentence"), max_length=255, blank=True)

    preview_modes: ClassVar[list] = []  # there is no page to look at
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("summary")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to this module's place in the contents of its course."""
        course_path = self.url_path.rstrip("/").rpartition("/")[0].rpartition("/")[2]
        return redirect(reverse("courses:page", args=[f"{course_path}/"]) + f"#module-{self.translation_key}")

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class ActivityPage(CourseTreePage):
    """Something to do in a course: what an edition lists and a learner completes."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5, validators=[MinValueValidator(1)])
    required = models.BooleanField(_("needed to finish the course"), default=True)

    activity_kind: ClassVar[str]
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
    body = StreamField(BodyBlock(), verbose_name=_("body"))

    activity_kind = "lesson"
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        MultiFieldPanel(taking_part_panels(), heading=_("Taking part")),
        FieldPanel("outcomes"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class CourseEdition(LearningRecord):
    """An immutable outline of a course, cut by an editor's act; enrolments are pinned to one."""

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="editions", verbose_name=_("course"))
    number = models.PositiveIntegerField(_("number"))
    outline_json = models.JSONField(_("outline"), db_column="outline")
    note = models.CharField(_("what changed"), max_length=255, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )

    objects = CourseEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_once_per_course"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return _("%(course)s, edition %(number)d") % {"course": self.course, "number": self.number}

    @cached_property
    def outline(self) -> Outline:
        """Return the activities of this edition, in order."""
        return Outline.from_json(self.outline_json)
