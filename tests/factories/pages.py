"""Pages of courses: each is live and stands below a parent; `LessonPageFactory(parent=module)` adds one page.

`CourseFactory(lessons=3, questions=2)` makes a whole course with an edition published at NOW.
"""

from typing import Any

import factory
from wagtail.models import Page

from assessments.models import (
    AssessmentPage,
    AssessmentQuestion,
    Criterion,
    Question,
    QuestionBank,
    QuestionKind,
    QuestionOption,
    Rubric,
)
from courses.models import Access, CourseIndexPage, CoursePage, LessonPage, ModulePage, Programme
from courses.services.editions import publish_edition
from enrolment.models import DeclarationPage, NameConfirmationPage
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


class RubricFactory(factory.django.DjangoModelFactory[Rubric]):
    """A rubric of four criteria; level 2 of each is enough."""

    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Rubric {n}")

    @factory.post_generation
    def criteria(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for place, title in enumerate(extracted or ["Listens", "Uses a tool", "Keeps people safe", "Closes well"]):
            words = {f"level_{level}": f"{title}, level {level}" for level in range(4)}
            Criterion.objects.create(rubric=self, title=title, sort_order=place, **words)


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    """A question in the one bank of the tests; `options` are the answers, the right ones ending in “(right)”.

    `writing=True` asks for a written answer instead.
    """

    class Meta:
        model = Question
        skip_postgeneration_save = True

    class Params:
        writing = factory.Trait(
            kind=QuestionKind.WRITING, rubric=factory.SubFactory(RubricFactory), word_from=150, word_to=300
        )

    bank = factory.LazyFunction(lambda: QuestionBank.objects.get_or_create(name="Tests")[0])
    prompt = factory.Sequence(lambda n: f"<p>Question {n}?</p>")

    @factory.post_generation
    def options(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        texts = [] if self.kind == QuestionKind.WRITING else extracted or ["Blue (right)", "Green", "Red"]
        for text in texts:
            QuestionOption.objects.create(question=self, text=text, is_correct=text.endswith("(right)"))


class AssessmentPageFactory(PageFactory):
    """A quiz below a module with `questions` questions, passed at 80 %, as often as one likes and at once.

    `writing=True` makes a written task: one written answer, and `questions` (none by default) beside it.
    """

    class Meta:
        model = AssessmentPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Quiz {n}")
    attempts_allowed = None
    cool_down_hours = 0

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        writing, questions = fields.pop("writing", False), fields.pop("questions", None)
        page = super()._create(model_class, *args, **fields)
        asked = QuestionFactory.create_batch((0 if writing else 1) if questions is None else questions)
        asked += QuestionFactory.create_batch(int(writing), writing=True)
        for place, question in enumerate(asked):
            AssessmentQuestion.objects.create(page=page, question=question, sort_order=place)
        return page


class DeclarationPageFactory(PageFactory):
    """Two points to agree to, below a module."""

    class Meta:
        model = DeclarationPage

    title = factory.Sequence(lambda n: f"Declaration {n}")
    intro = "<p>Please read slowly.</p>"
    statements = factory.LazyFunction(lambda: [("statement", "I listen."), ("statement", "I keep time.")])
    agreement = "I have read both points and will keep to them."


class NameConfirmationPageFactory(PageFactory):
    """The name to be printed, below a module."""

    class Meta:
        model = NameConfirmationPage

    title = factory.Sequence(lambda n: f"Name {n}")


PARTS = (("modules", 1), ("lessons", 2), ("questions", 0), ("writing", False), ("formalities", False))


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    """What a course qualifies for."""

    class Meta:
        model = Programme

    key = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.Sequence(lambda n: f"Programme {n}")


class CourseFactory(PageFactory):
    """An open course of `modules` modules with `lessons` lessons each; `questions` adds a quiz at the end.

    `writing=True` adds a written task that may be tried three times, and gates the course.
    `formalities=True` adds a declaration and a name confirmation.
    `awarding=True` makes a gated course that qualifies for a programme, with a quiz of one question.
    """

    class Meta:
        model = CoursePage

    class Params:
        awarding = factory.Trait(access=Access.NOMINATED, programme=factory.SubFactory(ProgrammeFactory), questions=1)

    title = factory.Sequence(lambda n: f"Course {n}")
    parent = factory.LazyFunction(CourseIndexPage.objects.get)
    summary = "Learn one thing well."
    access = factory.LazyAttribute(lambda row: Access.NOMINATED if getattr(row, "writing", False) else Access.OPEN)
    study_minutes = 60
    minimum_age = 16

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        modules, lessons, questions, writing, formalities = (fields.pop(name, default) for name, default in PARTS)
        course = super()._create(model_class, *args, **fields)
        made = [ModulePageFactory(parent=course) for _ in range(modules)]
        for module in made:
            LessonPageFactory.create_batch(lessons, parent=module)
        if questions:
            AssessmentPageFactory(parent=made[-1], questions=questions)
        if writing:
            AssessmentPageFactory(parent=made[-1], writing=True, title="Written task", attempts_allowed=3)
        if formalities:
            DeclarationPageFactory(parent=made[-1])
            NameConfirmationPageFactory(parent=made[-1])
        if modules and (lessons or questions or writing or formalities):
            publish_edition(course=course, by=None, at=NOW)
        return course
