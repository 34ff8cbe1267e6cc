"""The course tree (index, course, module, activity) and the editions cut from it."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import TEXT_FEATURES
from content.models import WordList
from courses.managers import CoursePageManager
from courses.pages import BEGUN, VISITOR, CourseTreePage
from courses.panels import CourseForm

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
    word_list = models.ForeignKey(
        WordList,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("further watched words"),
        help_text=_("Looked for in the courses of this programme, beside the general list."),
    )

    panels: ClassVar[list] = [FieldPanel("name"), FieldPanel("position"), FieldPanel("word_list")]

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
    minimum_study_minutes = models.PositiveIntegerField(
        _("least study time, in minutes"),
        null=True,
        blank=True,
        help_text=_("Empty: none. Otherwise the course is finished only once so much active time was counted."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), default=18, validators=[MinValueValidator(10), MaxValueValidator(30)]
    )
    requires_check = models.BooleanField(
        _("certificate waits for a check"),
        default=False,
        help_text=_("The certificate is issued once a DBS, PVG or AccessNI check is confirmed."),
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

    # A programme has one course.
    exclude_fields_in_copy: ClassVar[list[str]] = ["programme"]
    base_form_class = CourseForm
    preview_modes: ClassVar[list] = [VISITOR, BEGUN]
    parent_page_types: ClassVar[list[str]] = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]
    search_fields: ClassVar[list] = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("summary", "who_for", "about", "outcomes")),
    ]
    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("who_for"),
        FieldPanel("about"),
        FieldPanel("outcomes"),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in (
                    "access",
                    "programme",
                    "requires_check",
                    "study_minutes",
                    "minimum_study_minutes",
                    "minimum_age",
                    "is_sample",
                )
            ],
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
