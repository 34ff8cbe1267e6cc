"""Pages of courses: each is live and stands below a parent; `LessonPageFactory(parent=module)` adds one page.

`CourseFactory(lessons=3, questions=2)` makes a whole course with an edition published at NOW.
"""

from typing import Any

import factory
from wagtail.models import Page

from assessments.models import AssessmentPage, AssessmentQuestion, Question, QuestionBank, QuestionOption
from courses.models import Access, CourseIndexPage, CoursePage, LessonPage, ModulePage, Programme
from courses.services.editions import publish_edition
from tests.cast import NOW


class PageFactory(factory.django.DjangoModelFactory):
    """A live page below `parent`; Wagtail makes its slug of the title."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page, **fields: Any) -> Page:
        page = model_class(**fields)
        Page.objects.get(pk=parent.pk).add_child(instance=page)  # fresh tree fields: each child added changes them
        return page


class ModulePageFactory(PageFactory):
    """A module below a course."""

    class Meta:
        model = ModulePage

    title = factory.Sequence(lambda n: f"Module {n}")


class LessonPageFactory(PageFactory):
    """A lesson of ten minutes below a module."""

    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"Lesson {n}")
    minutes = 10
    body = factory.LazyFunction(lambda: [("text", "<h2>A tool</h2><p>Pick one small step and try it today.</p>")])


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    """A question in the one bank of the tests; `options` are the answers, the right ones ending in “(right)”."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    bank = factory.LazyFunction(lambda: QuestionBank.objects.get_or_create(name="Tests")[0])
    prompt = factory.Sequence(lambda n: f"<p>Question {n}?</p>")

    @factory.post_generation
    def options(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for text in extracted or ["Blue (right)", "Green", "Red"]:
            QuestionOption.objects.create(question=self, text=text, is_correct=text.endswith("(right)"))


class AssessmentPageFactory(PageFactory):
    """A quiz below a module with `questions` questions, passed at 80 %, as often as one likes and at once."""

    class Meta:
        model = AssessmentPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Quiz {n}")
    attempts_allowed = None
    cool_down_hours = 0

    @factory.post_generation
    def questions(self, create: bool, extracted: int | None, **kwargs: Any) -> None:
        for place, question in enumerate(QuestionFactory.create_batch(extracted or 1)):
            AssessmentQuestion.objects.create(page=self, question=question, sort_order=place)


PARTS = (("modules", 1), ("lessons", 2), ("questions", 0))


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    """What a course qualifies for."""

    class Meta:
        model = Programme

    key = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.Sequence(lambda n: f"Programme {n}")


class CourseFactory(PageFactory):
    """An open course of `modules` modules with `lessons` lessons each; `questions` adds a quiz at the end.

    `awarding=True` makes a gated course that qualifies for a programme, with a quiz of one question.
    """

    class Meta:
        model = CoursePage

    class Params:
        awarding = factory.Trait(access=Access.NOMINATED, programme=factory.SubFactory(ProgrammeFactory), questions=1)

    title = factory.Sequence(lambda n: f"Course {n}")
    parent = factory.LazyFunction(CourseIndexPage.objects.get)
    summary = "Learn one thing well."
    access = Access.OPEN
    study_minutes = 60
    minimum_age = 16

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        modules, lessons, questions = (fields.pop(name, default) for name, default in PARTS)
        course = super()._create(model_class, *args, **fields)
        made = [ModulePageFactory(parent=course) for _ in range(modules)]
        for module in made:
            LessonPageFactory.create_batch(lessons, parent=module)
        if questions:
            AssessmentPageFactory(parent=made[-1], questions=questions)
        if modules and (lessons or questions):
            publish_edition(course=course, by=None, at=NOW)
        return course
