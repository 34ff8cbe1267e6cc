"""Pages of courses: each is live and stands below a parent; `LessonPageFactory(parent=module)` adds one page.

`CourseFactory(lessons=3, questions=2)` makes a whole course with an edition published at NOW.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import factory
from django.db.models.signals import post_save
from django.utils.text import slugify
from modelsearch.signal_handlers import post_save_signal_handler as index_for_search
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

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
from assessments.rules import READ_BY_TRAINER, Kind
from courses.models import Access, CourseIndexPage, CoursePage, LessonPage, ModulePage, Programme
from courses.services.editions import publish_edition
from enrolment.models import DeclarationPage, NameConfirmationPage
from tests.cast import NOW


@contextmanager
def unsearched(model: type[Page]) -> Iterator[None]:
    """Save rows of `model` without writing them into the search index."""
    was_there = post_save.disconnect(index_for_search, sender=model)
    try:
        yield
    finally:
        if was_there:
            post_save.connect(index_for_search, sender=model)


class PageFactory(factory.django.DjangoModelFactory):
    """A live page below `parent`, with a slug made of its title.

    Written without what Wagtail does beside for an editor (judging the fields, its log, its indexes of references and
    for search): the tests make thousands of pages, and that was three quarters of the time. To find a page by search,
    save it once more.
    """

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page, **fields: Any) -> Page:
        above = Page.objects.get(pk=parent.pk)  # fresh tree fields: each child added changes them
        slug = slugify(fields["title"])
        if above.get_children().filter(slug=slug).exists():
            slug += f"-{above.numchild + 1}"
        page = model_class(**{"slug": slug, "locale_id": above.locale_id, **fields})
        page.draft_title = page.title
        page.save = partial(page.save, clean=False, log_action=None)
        with disable_reference_index_auto_update(), unsearched(model_class):
            above.add_child(instance=page)
        del page.save
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


# What a question of each kind is answered with, unless a test says otherwise; the right ones end in “(right)”.
ANSWERS: dict[str, list[Any]] = {
    Kind.SINGLE: ["Blue (right)", "Green", "Red"],
    Kind.MULTIPLE: ["Blue (right)", "Green", "Red"],
    Kind.TRUE_FALSE: ["True (right)", "False"],
    Kind.MATCHING: [("An urge", "A wave"), ("A value", "A compass"), ("", "A clock")],
    Kind.ORDERING: ["Stop", "Observe", "Breathe", "Go on"],
    Kind.SHORT_TEXT: ["urge (right)", "an urge (right)"],
}
GAP_TEXT = "An urge [rises|grows] and then [falls]."


def way(key: str, text: str, *, right: bool = False, goes_to: int | None = None, feedback: str = "") -> dict[str, Any]:
    """Return one way on of a situation, as the database keeps it."""
    value = {"text": text, "is_right": right, "feedback": feedback, "goes_to": goes_to}
    return {"type": "item", "id": key, "value": value}


def situation(key: str, text: str, *ways: dict[str, Any]) -> dict[str, Any]:
    """Return one situation of a story, as the database keeps it."""
    return {"type": "situation", "id": key, "value": {"text": text, "choices": list(ways)}}


# The right way is "greet" and then "listen"; "wait" ends the story at once.
STORY = [
    situation(
        "door", "Somebody new stands at the door.", way("greet", "Greet", right=True, goes_to=2), way("wait", "Wait")
    ),
    situation("chair", "They sit down.", way("listen", "Listen", right=True), way("tell", "Tell them what to do")),
]


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    """A published question in the one bank of the tests, of any `kind`: `QuestionFactory(kind="matching")`.

    `options` are the answers, the right ones ending in “(right)”; pairs of a left and a right side for matching, the
    texts in their right order for ordering, the accepted wordings for a short text. For gaps say `gap_text`, for a
    scenario `story` (a list of `situation`). What a trainer reads has a rubric; `writing=True` asks for a text.
    """

    class Meta:
        model = Question
        skip_postgeneration_save = True

    class Params:
        writing = factory.Trait(kind=QuestionKind.WRITING)

    kind = QuestionKind.SINGLE
    bank = factory.LazyFunction(lambda: QuestionBank.objects.get_or_create(name="Tests")[0])
    prompt = factory.Sequence(lambda n: f"<p>Question {n}?</p>")
    rubric = factory.Maybe(
        factory.LazyAttribute(lambda row: row.kind in READ_BY_TRAINER), factory.SubFactory(RubricFactory)
    )
    word_from = factory.LazyAttribute(lambda row: 150 if row.kind == Kind.WRITING else None)
    word_to = factory.LazyAttribute(lambda row: 300 if row.kind == Kind.WRITING else None)
    gap_text = factory.LazyAttribute(lambda row: GAP_TEXT if row.kind == Kind.GAP_FILL else "")
    story = factory.LazyAttribute(lambda row: STORY if row.kind == Kind.SCENARIO else [])

    @classmethod
    def _create(cls, model_class: type[Question], *args: Any, **fields: Any) -> Question:
        return super()._create(model_class, *args, **{**fields, "story": json.dumps(fields["story"])})

    @factory.post_generation
    def options(self, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        for place, one in enumerate(extracted or ANSWERS.get(self.kind, [])):
            text, match = one if isinstance(one, tuple) else (one, "")
            right = text.endswith("(right)")
            QuestionOption.objects.create(question=self, text=text, match=match, is_correct=right, sort_order=place)


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
