"""Questions of every kind as files, there and back: with tags, weights, stories and draws, and without drafts."""

import pytest

from assessments.models import (
    AssessmentDraw,
    AssessmentPage,
    AssessmentQuestion,
    Question,
    QuestionKind,
    QuestionOption,
)
from content.models import Tool
from tests.coursepacks.files.folders import bring_in, export, wipe
from tests.factories.pages import AssessmentPageFactory, CourseFactory, ModulePageFactory, QuestionFactory

pytestmark = pytest.mark.django_db
OF_THIS_SITE = ("live", "has_unpublished_changes", "latest_revision", "live_revision", "first_published_at", "expired")


def course_asking(*questions, draws=()):
    """Return the quiz of a course, “Asked”, that a trainer reads."""
    course = CourseFactory(title="Asked", modules=0, access="nominated")
    quiz = AssessmentPageFactory(parent=ModulePageFactory(parent=course), questions=0)
    rows = (AssessmentQuestion(page=quiz, question=one, sort_order=place) for place, one in enumerate(questions))
    AssessmentQuestion.objects.bulk_create(rows)
    AssessmentDraw.objects.bulk_create(AssessmentDraw(page=quiz, **one) for one in draws)
    return quiz


def quiz_file(folder):
    return next(folder.rglob("*quiz*.md"))


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_every_kind_comes_back_as_it_was(kind, tmp_path):
    tool = Tool.objects.create(key="urge-log", name="Urge Log", point="2", purpose="See when urges come.")
    tags = {"point": "2", "tool": tool, "difficulty": 3, "marks": 4, "part_marks": True, "name": "Urges"}
    course_asking(QuestionFactory(kind=kind, **tags))
    before = export("asked", tmp_path / "a")
    wipe("asked")
    bring_in(tmp_path / "a")
    assert export("asked", tmp_path / "b") == before
    assert Question.objects.published().get().tool.key == "urge-log"


def test_what_wagtail_knows_of_drafts_is_no_setting(tmp_path):
    course_asking(QuestionFactory())
    export("asked", tmp_path / "a")
    text = quiz_file(tmp_path / "a").read_text()
    assert [name for name in OF_THIS_SITE if f"{name}:" in text] == []


def test_weights_and_draws_come_back_as_they_were(tmp_path):
    question = QuestionFactory(kind="multiple", options=["A (right)", "B (right)", "C"])
    for option, weight in zip(question.options.all(), (60, 40, -50), strict=True):
        QuestionOption.objects.filter(pk=option.pk).update(weight=weight)
    course_asking(question, draws=[{"count": 2, "bank": question.bank, "point": "2", "difficulty": 3}])
    before = export("asked", tmp_path / "a")
    wipe("asked")
    bring_in(tmp_path / "a")
    assert export("asked", tmp_path / "b") == before
    assert list(QuestionOption.objects.order_by("sort_order").values_list("weight", flat=True)) == [60, 40, -50]


def test_a_draft_is_not_exported_and_stays_in_its_quiz(tmp_path):
    course_asking(QuestionFactory(prompt="<p>Asked?</p>"), QuestionFactory(prompt="<p>Draft?</p>", live=False))
    export("asked", tmp_path / "a")
    quiz = quiz_file(tmp_path / "a")
    assert "Draft?" not in quiz.read_text()
    quiz.write_text(quiz.read_text().replace("Asked?", "Asked now?"))
    bring_in(tmp_path / "a")
    assert AssessmentPage.objects.get().questions.count() == 2


def test_an_import_leaves_no_old_draft_that_the_editor_would_open(tmp_path):
    question = QuestionFactory(prompt="<p>Before?</p>")
    course_asking(question)
    export("asked", tmp_path / "a")
    Question.objects.get().save_revision()
    quiz_file(tmp_path / "a").write_text(quiz_file(tmp_path / "a").read_text().replace("Before?", "After?"))
    bring_in(tmp_path / "a")
    question = Question.objects.get()
    assert (str(question), str(question.get_latest_revision_as_object())) == ("After?", "After?")
    assert (question.live, question.has_unpublished_changes) == (True, False)


def test_a_question_that_reads_as_before_keeps_its_draft(tmp_path):
    course_asking(QuestionFactory(prompt="<p>Same?</p>"), QuestionFactory(prompt="<p>Other?</p>"))
    export("asked", tmp_path / "a")
    same = Question.objects.order_by("pk").first()
    same.prompt = "<p>Not yet?</p>"
    same.save_revision()
    quiz_file(tmp_path / "a").write_text(quiz_file(tmp_path / "a").read_text().replace("Other?", "Changed?"))
    bring_in(tmp_path / "a")
    same = Question.objects.get(pk=same.pk)
    assert (str(same), str(same.get_latest_revision_as_object())) == ("Same?", "Not yet?")
