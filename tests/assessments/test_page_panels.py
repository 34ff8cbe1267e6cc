"""What an editor fills in for a quiz: something to ask, draws that a bank can give, texts only where somebody reads."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from assessments.models import AssessmentPage, QuestionBank
from tests.content.blocks.pieces import tags
from tests.factories.library import ToolFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, ModulePageFactory, QuestionFactory

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}
SAVE: dict[str, str] = {}
NOTHING = "A quiz asks something: add a question, or draw some from a bank."
WRITTEN = "it cannot ask for a written answer"


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


@pytest.fixture
def page():
    """A quiz that asks nothing yet."""
    return empty_page()


def empty_page(**course):
    QuestionBank.objects.get_or_create(name="Tests")
    return AssessmentPageFactory(parent=ModulePageFactory(parent=CourseFactory(modules=0, **course)), questions=0)


def form_of(page, *, questions=(), draws=(), **more):
    bank = QuestionBank.objects.get().pk
    about = {"title": page.title, "slug": page.slug, "intro": rich_text(""), "minutes": 5, "required": "on"}
    passing = {"pass_mark": 80, "attempts_allowed": 3, "cool_down_hours": 0, "feedback_policy": "always"}
    lists = {
        "questions": inline_formset([{"question": one.pk, "ORDER": n} for n, one in enumerate(questions)]),
        "draws": inline_formset([{"bank": bank, "ORDER": n, **draw} for n, draw in enumerate(draws)]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**about, **passing, **lists, **more})


def send(editor, page, press=PUBLISH, **form):
    """Return the words that stand next to fields and lists after pressing a button."""
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", {**form_of(page, **form), **press}, follow=True)
    return " ".join(tags(answer.content.decode(), ".error-message, .help-block"))


def kept():
    return AssessmentPage.objects.get()


def test_a_quiz_with_all_its_options(page, editor):
    options = {"shuffle_questions": "on", "on_one_page": "on", "minutes_allowed": 30, "declaration": "My own work."}
    send(editor, page, questions=QuestionFactory.create_batch(2), **options)
    chosen = kept()
    assert (chosen.minutes_allowed, chosen.declaration, chosen.feedback_policy) == (30, "My own work.", "always")
    assert (chosen.shuffle_questions, chosen.on_one_page, chosen.shuffle_options) == (True, True, False)


def test_a_quiz_that_only_draws(page, editor):
    QuestionFactory.create_batch(3)
    assert NOTHING not in send(editor, page, draws=[{"count": 3}])
    assert kept().draws.get().count == 3


@pytest.mark.parametrize(("press", "refused"), [(PUBLISH, True), (SAVE, False)])
def test_nothing_is_published_that_asks_nothing(press, refused, page, editor):
    assert (NOTHING in send(editor, page, press)) is refused


@pytest.mark.parametrize("minutes", [0, 4])
def test_a_limit_leaves_time_to_read(minutes, page, editor):
    send(editor, page, questions=[QuestionFactory()], minutes_allowed=minutes)
    assert kept().minutes_allowed is None


@pytest.mark.parametrize(("there", "words"), [(0, "No question in this bank"), (1, "1 question in this bank fits")])
def test_a_draw_asks_for_no_more_than_there_is(there, words, page, editor):
    QuestionFactory.create_batch(there)
    assert words in send(editor, page, draws=[{"count": 2}])
    assert not kept().draws.exists()


@pytest.mark.parametrize(
    "unfit", [{"live": False}, {"writing": True}, {"point": "2"}, {"difficulty": 1}, {"tool": None}]
)
def test_what_does_not_fit_is_not_counted(unfit, page, editor):
    tool = ToolFactory()
    fit = {"point": "1", "difficulty": 3, "tool": tool}
    QuestionFactory(**fit), QuestionFactory(**{**fit, **unfit})
    draw = {"count": 2, "point": "1", "difficulty": 3, "tool": tool.pk}
    assert "1 question in this bank fits" in send(editor, page, draws=[draw])


def test_what_is_asked_anyway_is_not_counted(page, editor):
    asked, _other = QuestionFactory.create_batch(2)
    assert "1 question in this bank fits" in send(editor, page, questions=[asked], draws=[{"count": 2}])


def test_draws_share_what_there_is(page, editor):
    QuestionFactory.create_batch(5)
    words = send(editor, page, draws=[{"count": 3}, {"count": 3}])
    assert "Other draws take from the same questions. Left here: 2." in words


def test_a_draw_that_is_taken_away_is_not_judged(page, editor):
    send(editor, page, questions=[QuestionFactory()], draws=[{"count": 40, "DELETE": "on"}])
    assert not kept().draws.exists()
    assert kept().questions.count() == 1


@pytest.mark.parametrize(("access", "refused"), [("open", True), ("nominated", False)])
def test_an_open_course_asks_for_no_written_answer(access, refused, editor):
    page = empty_page(access=access)
    assert (WRITTEN in send(editor, page, questions=[QuestionFactory(writing=True)])) is refused
