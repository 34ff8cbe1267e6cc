"""Storing questions of a file: shown first, stored as shown, each once, nothing silently dropped."""

import pytest
from wagtail.models import ModelLogEntry

from assessments.exchange import read_questions
from assessments.exchange.taking_out import Written, take_out
from assessments.models import Question, QuestionBank, QuestionOption
from assessments.rules import Kind
from assessments.services.importing import Outcome, OutcomeChangedError, Shelf, dry_run, import_questions
from content.models import Tool
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.factories.pages import QuestionFactory, RubricFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
ONE = "::Points::How many points?{=four ~five#One less}"


def reading_of(text, name="bank.gift"):
    return read_questions(text.encode(), name=name)


@pytest.fixture
def bank():
    return QuestionBank.objects.create(name="Steps")


@pytest.fixture
def person():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def shelf(bank):
    return Shelf(bank, RubricFactory())


@pytest.fixture
def look(shelf):
    return lambda text, onto=None: dry_run(reading=reading_of(text), shelf=onto or shelf)


@pytest.fixture
def bring_in(shelf, person):
    def act(text, onto=None, shown=None):
        reading, onto = reading_of(text), onto or shelf
        shown = shown or dry_run(reading=reading, shelf=onto).digest
        return import_questions(reading=reading, shelf=onto, shown=shown, written="gift", by=person, at=NOW)

    return act


def fields_of(*options):
    return list(QuestionOption.objects.values_list(*options).order_by("sort_order"))


def test_a_dry_run_writes_nothing(look):
    assert [line.outcome for line in look(ONE).lines] == [Outcome.NEW]
    assert not Question.objects.exists()


def test_what_was_shown_is_stored_as_a_draft(bring_in, bank):
    bring_in(ONE)
    row = Question.objects.get()
    assert (row.bank, row.kind, row.name, row.prompt) == (bank, "single", "Points", "<p>How many points?</p>")
    assert (row.live, row.latest_revision is None) == (False, False)
    assert fields_of("text", "is_correct", "weight", "feedback") == [
        ("four", True, None, ""),
        ("five", False, None, "One less"),
    ]


def test_it_is_published_when_that_was_chosen(bring_in, bank):
    bring_in(ONE, Shelf(bank, published=True))
    assert Question.objects.published().get().name == "Points"


def test_the_same_file_again_stores_nothing(bring_in, look):
    bring_in(ONE)
    assert [line.outcome for line in look(ONE).lines] == [Outcome.THERE]
    with pytest.raises(DomainError) as refused:
        bring_in(ONE)
    assert (refused.value.code, Question.objects.count()) == ("nothing_to_import", 1)


def test_a_question_edited_meanwhile_is_still_known(bring_in, look):
    bring_in(ONE)
    Question.objects.update(name="Another name", bank=QuestionBank.objects.create(name="Other"))
    assert look(ONE).counts == {Outcome.THERE: 1}


def test_a_question_written_by_hand_is_known_by_what_it_says(look, bank):
    QuestionFactory(bank=bank, name="Points", prompt='<p data-block-key="a">How many points?</p>', options=["a"])
    QuestionOption.objects.update(text="four", is_correct=True)
    QuestionOption.objects.create(question=Question.objects.get(), text="five", feedback="One less", sort_order=2)
    assert look(ONE).counts == {Outcome.THERE: 1}


def test_a_question_twice_in_a_file_is_stored_once_and_told(bring_in, look):
    twice = f"{ONE}\n\n{ONE}"
    assert look(twice).lines[1].reasons == ("It stands in this file twice, first in line 1.",)
    assert len(bring_in(twice)) == 1


def test_another_bank_takes_it_as_well(bring_in):
    bring_in(ONE)
    bring_in(ONE, Shelf(QuestionBank.objects.create(name="Other")))
    assert Question.objects.count() == 2


def test_what_changed_since_it_was_shown_is_shown_again(bring_in, look):
    shown = look(ONE).digest
    bring_in(ONE)
    with pytest.raises(OutcomeChangedError) as refused:
        bring_in(ONE, shown=shown)
    assert refused.value.run.counts == {Outcome.THERE: 1}


@pytest.mark.parametrize("change", [{"published": True}, {"rubric": None}])
def test_another_choice_is_another_outcome(change, bring_in, look, bank, shelf):
    about = {"rubric": shelf.rubric, "published": False, **change}
    with pytest.raises(OutcomeChangedError):
        bring_in(ONE, Shelf(bank, **about), shown=look(ONE).digest)
    assert not Question.objects.exists()


def test_several_answers_that_earn_all_are_a_draft_to_be_finished(bring_in, look, bank):
    text, onto = "Which?{=%100%a ~%100%b ~c}", Shelf(bank, published=True)
    assert look(text, onto).lines[0].reasons == ("Mark exactly one answer as right, or choose the other kind.",)
    bring_in(text, onto)
    assert not Question.objects.get().live


def test_written_answers_need_a_rubric(bring_in, look, bank, shelf):
    text = "::Reflect::What helped you?{}"
    refused = look(text, Shelf(bank)).lines[0]
    assert (refused.outcome, "choose the rubric" in refused.reasons[0]) == (Outcome.REFUSED, True)
    bring_in(text)
    assert Question.objects.get().rubric == shelf.rubric


def test_refused_questions_are_told_with_their_line(look):
    lines = look(f"{ONE}\n\n::Count::How long?{{#10:5}}").lines
    assert [(line.number, line.outcome) for line in lines] == [(1, Outcome.NEW), (3, Outcome.REFUSED)]
    assert lines[1].reasons[0]


def test_tags_name_tools_and_points(bring_in, look):
    tool = Tool.objects.create(key="urge-log-x", name="Urge log X", point="2", purpose="p")
    text = f"// [tag:urge log x] [tag:point 3] [tag:difficulty:3] [tag:other] [tag:marks:99]\n{ONE}"
    notes = look(text).lines[0].notes
    assert [f"“{tag}”" in note for tag, note in zip(("other", "marks:99"), notes, strict=True)] == [True, True]
    row = bring_in(text)[0]
    assert (row.tool, row.point, row.difficulty, row.marks) == (tool, "3", 3, 1)


def test_a_gap_text_without_words_gets_some(bring_in, look):
    text = "An urge {=rises =grows} and falls."
    assert "Fill the gaps." in look(text).lines[0].notes[-1]
    assert bring_in(text)[0].prompt == "<p>Fill the gaps.</p>"


@pytest.mark.parametrize(
    ("answers", "weights"),
    [
        ("~%50%a ~%50%b ~%-50%c", [None, None, None]),
        ("~%50%a ~%50%b ~c", [50, 50, None]),
        ("~%100%a ~%-10%b ~%0%c", [100, -10, None]),
    ],
)
def test_parts_of_the_mark_stay_as_they_are(answers, weights, bring_in):
    row = bring_in(f"Which?{{{answers}}}")[0]
    assert (row.kind, [option.weight for option in row.options.order_by("sort_order")]) == ("multiple", weights)


def test_the_audit_says_how_many_and_nothing_of_them(bring_in, bank, person):
    bring_in(ONE)
    line = ModelLogEntry.objects.get(action="assessments.import_questions")
    assert (line.object_id, line.user, line.data["count"], line.data["file"]) == (str(bank.pk), person, 1, "gift")
    assert "four" not in str(line.data)


def test_categories_are_told(look):
    assert "Urges" in look(f"$CATEGORY: $course$/top/Urges\n\n{ONE}").notes[0]


def test_a_dry_run_costs_the_same_for_few_and_many(look, bank):
    QuestionFactory.create_batch(3, bank=bank)
    with assert_statements(at_most=5):
        look(ONE)
    QuestionFactory.create_batch(20, bank=bank)
    with assert_statements(at_most=5):
        look("\n\n".join(f"Which {n}?{{=a ~b}}" for n in range(50)))


@pytest.mark.parametrize("many", [2, 12])
def test_each_question_costs_a_bounded_number_of_statements(many, bring_in):
    with assert_statements(at_most=20 + 40 * many):
        bring_in("\n\n".join(f"Which {n}?{{=a ~b ~c}}" for n in range(many)))


# --- There and back -------------------------------------------------------------------------------


def everything(bank):
    tool = Tool.objects.create(key="abc-x", name="ABC X", point="3", purpose="p")
    for kind in Kind:
        QuestionFactory(bank=bank, kind=kind, name=kind.value, tool=tool, point="4", marks=3, difficulty=1)


def said_by(bank):
    about = ("kind", "name", "gap_text", "tool", "point", "marks", "difficulty", "word_from", "word_to", "part_marks")
    rows = bank.questions.exclude(kind="scenario").order_by("pk").values_list(*about)
    options = QuestionOption.objects.filter(question__bank=bank).order_by("question", "sort_order")
    return list(rows), list(options.values_list("text", "match", "weight"))


@pytest.mark.parametrize("written", Written)
def test_a_bank_taken_out_and_brought_into_an_empty_one_is_the_same(written, bank, person):
    everything(bank)
    taken, empty = take_out(bank, written), Shelf(QuestionBank.objects.create(name="Empty"), RubricFactory())
    assert [one.question.kind for one in taken.left_out] == ["scenario"]
    reading = read_questions(taken.file(written), name=f"bank.{written}")
    shown = dry_run(reading=reading, shelf=empty)
    assert shown.counts == {Outcome.NEW: 9}
    import_questions(reading=reading, shelf=empty, shown=shown.digest, written=written, by=person, at=NOW)
    assert said_by(empty.bank) == said_by(bank)


@pytest.mark.parametrize("written", Written)
def test_a_bank_brought_in_where_it_comes_from_is_there_already(written, bank, shelf):
    everything(bank)
    reading = read_questions(take_out(bank, written).file(written), name=f"bank.{written}")
    assert dry_run(reading=reading, shelf=shelf).counts == {Outcome.THERE: 9}


def test_a_short_text_with_a_wrong_wording_is_named_as_left_out(bank):
    QuestionFactory(bank=bank, kind="short_text", options=["urge (right)", "surge"])
    taken = take_out(bank, Written.GIFT)
    assert (taken.drafts, len(taken.left_out)) == ((), 1)


def test_a_draft_is_taken_out_as_it_was_last_kept(bank):
    row = QuestionFactory(bank=bank, name="Old", live=False)
    row.name = "New"
    row.save_revision()
    assert [draft.title for draft in take_out(bank, Written.GIFT).drafts] == ["New"]


def test_taking_out_costs_the_same_for_few_and_many(bank):
    tool = Tool.objects.create(key="abc-y", name="ABC Y", point="3", purpose="p")
    QuestionFactory.create_batch(12, bank=bank, live=False, tool=tool)[0].save_revision()
    QuestionFactory.create_batch(12, bank=bank, tool=tool)
    with assert_statements(at_most=3):
        assert len(take_out(bank, Written.GIFT).drafts) == 24
