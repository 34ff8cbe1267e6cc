"""Questions brought in and taken out at the server: told line by line, the same file again changes nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from assessments.exchange.taking_out import take_out
from assessments.models import Question, QuestionBank
from assessments.rules import Kind
from tests.factories.pages import QuestionFactory, RubricFactory

pytestmark = pytest.mark.django_db
ONE = "::Points::How many points?{=four ~five#One less}"
COUNT = "::Count::How long?{#10:5}"
FIXTURES = Path(__file__).parents[1] / "exchange/fixtures"
FORMATS = {"gift": "gift", "moodle-xml": "xml"}


@pytest.fixture
def bank():
    return QuestionBank.objects.create(name="Steps")


@pytest.fixture
def bring_in(tmp_path, bank, capsys):
    """Bring a text in from a file; return what is printed."""

    def act(text=ONE, name="bank.gift", onto="Steps", written="gift", **options):
        path = tmp_path / name
        path.write_text(text)
        call_command("import_questions", onto, str(path), format=written, **options)
        return capsys.readouterr().out

    return act


def take_out_to(path, written="gift", onto="Steps", **options):
    call_command("export_questions", onto, str(path), format=written, **options)


# --- Bringing in ----------------------------------------------------------------------------------


def test_a_question_is_told_with_its_line_and_comes_in_as_a_draft(bring_in, bank):
    printed = bring_in(f"// [tag:other]\n{ONE}")
    assert [part in printed for part in ("line 2 ", "new  ", "Points", "“other”", "Brought in: 1.")] == [True] * 5
    assert (bank.questions.get().name, bank.questions.get().live) == ("Points", False)


def test_a_dry_run_tells_the_same_and_writes_nothing(bring_in):
    told = bring_in(dry_run=True).splitlines()
    assert told[-1] == "Only looked at; nothing was changed."
    assert (Question.objects.exists(), ModelLogEntry.objects.exists()) == (False, False)
    assert bring_in().splitlines()[:-1] == told[:-1]


def test_the_same_file_again_changes_nothing_and_is_no_failure(bring_in):
    bring_in()
    printed = bring_in()
    assert ("there already" in printed, "Brought in: 0." in printed) == (True, True)
    assert Question.objects.count() == 1


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_refused_is_told_and_ends_with_1_and_the_others_come_in(dry_run, bring_in, capsys):
    with pytest.raises(CommandError, match="left out, for the reasons above: 1 of 2") as refused:
        bring_in(f"{ONE}\n\n{COUNT}", dry_run=dry_run)
    assert refused.value.returncode == 1
    line, sentence = capsys.readouterr().out.splitlines()[1:3]
    assert (line.split()[:4], sentence.strip() != "") == (["line", "3", "left", "out"], True)
    assert Question.objects.count() == (0 if dry_run else 1)


def test_what_is_unfinished_comes_in_as_a_draft_and_says_so(bring_in):
    printed = bring_in("Which?{=%100%a ~%100%b ~c}", publish=True)
    assert ("new, a draft" in printed, "Mark exactly one answer" in printed) == (True, True)
    assert not Question.objects.get().live


def test_it_is_asked_at_once_when_that_is_said(bring_in):
    bring_in(publish=True)
    assert Question.objects.published().get().name == "Points"


def test_what_a_trainer_reads_needs_a_rubric_by_name(bring_in):
    with pytest.raises(CommandError, match="above: 1 of 1"):
        bring_in("::Reflect::What helped you?{}")
    rubric = RubricFactory(name="Reflections")
    bring_in("::Reflect::What helped you?{}", rubric="Reflections")
    assert Question.objects.get().rubric == rubric


def test_the_audit_names_who_is_said_to_have_brought_it_in(bring_in, cast):
    bring_in(by=cast.editor.email.upper())
    bring_in(ONE.replace("four", "4"))
    lines = ModelLogEntry.objects.filter(action="assessments.import_questions").order_by("timestamp")
    assert [line.user for line in lines] == [cast.editor, None]


def test_capitals_of_the_bank_do_not_matter(bring_in, bank):
    bring_in(onto=" steps")
    assert bank.questions.count() == 1


def test_capitals_matter_between_two_banks_alike(bring_in):
    other = QuestionBank.objects.create(name="STEPS")
    bring_in(onto="STEPS")
    assert other.questions.count() == 1
    with pytest.raises(CommandError, match="no question bank"):
        bring_in(onto="sTEPS")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"onto": "Stairs"}, "no question bank “Stairs”. There are: Steps."),
        ({"rubric": "None such"}, "no rubric “None such”. There are: Reflections."),
        ({"by": "nobody@example.org"}, "Nobody here has the address"),
        ({"written": "moodle-xml"}, "looks like --format gift"),
        ({"text": "<quiz></quiz>", "name": "bank.xml"}, "looks like --format moodle-xml. If it is GIFT"),
        ({"text": " "}, "nothing in this file"),
        ({"text": "x" * 2_000_001}, "larger than 2 MB"),
    ],
)
def test_it_refuses_in_sentences_and_changes_nothing(told, sentence, bring_in):
    RubricFactory(name="Reflections")
    with pytest.raises(CommandError, match=sentence):
        bring_in(**told)
    assert not Question.objects.exists()


@pytest.mark.parametrize("path", ["missing.gift", "."])
def test_a_file_that_cannot_be_opened_is_refused(path, tmp_path, bank):
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_questions", bank.name, str(tmp_path / path), format="gift")


def test_a_file_of_another_format_than_said_is_refused_by_the_command_line(bring_in):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("import_questions", "Steps", "bank.gift", "--format", "word")


def test_more_than_one_press_holds_comes_in_in_one_go(bring_in, bank):
    printed = bring_in("\n\n".join(f"Which {n}?{{=a ~b}}" for n in range(203)))
    lines = ModelLogEntry.objects.filter(action="assessments.import_questions").order_by("timestamp")
    assert ("Brought in: 203." in printed, bank.questions.count()) == (True, 203)
    assert [line.data["count"] for line in lines] == [200, 3]


def test_two_thousand_questions_are_told_one_by_one(bring_in):
    printed = bring_in("\n\n".join(f"Which {n}?{{=a ~b}}" for n in range(2_000)), dry_run=True)
    told = [line for line in printed.splitlines() if line.startswith("line ")]
    assert (len(told), "Questions: 2000. new: 2000." in printed) == (2_000, True)


# --- Taking out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "ending"), FORMATS.items())
def test_a_bank_goes_out_comes_into_another_and_goes_out_the_same(written, ending, bank, bring_in, tmp_path):
    for kind in set(Kind) - {Kind.SCENARIO}:
        QuestionFactory(bank=bank, kind=kind, name=kind.value, marks=3, difficulty=1)
    QuestionBank.objects.create(name="Copy")
    first, second = (tmp_path / f"{name}.{ending}" for name in ("first", "second"))
    take_out_to(first, written)
    RubricFactory(name="Reflections")
    bring_in(first.read_text(), first.name, "Copy", written, rubric="Reflections")
    take_out_to(second, written, onto="Copy")
    assert second.read_text() == first.read_text().replace("Steps", "Copy")


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_files_of_others_come_in_go_out_and_are_there_already(path, bank, bring_in, tmp_path):
    written = {"gift": "gift", "xml": "moodle-xml"}[path.suffix[1:]]
    RubricFactory(name="Reflections")
    with pytest.raises(CommandError, match="left out, for"):
        bring_in(path.read_text(), path.name, written=written, rubric="Reflections")
    taken = take_out(bank, FORMATS[written])
    (again := tmp_path / f"again{path.suffix}").write_bytes(taken.file(FORMATS[written]))
    printed = bring_in(again.read_text(), again.name, written=written, rubric="Reflections")
    assert f"Questions: {len(taken.drafts)}. there already: {len(taken.drafts)}." in printed


def test_a_scenario_is_named_as_left_out_and_ends_with_1(bank, tmp_path, capsys):
    QuestionFactory(bank=bank, name="Kept")
    QuestionFactory(bank=bank, kind="scenario", name="A meeting")
    with pytest.raises(CommandError, match="above: 1"):
        take_out_to(tmp_path / "bank.gift")
    printed = capsys.readouterr().out
    assert ["A meeting" in printed, "has no place in GIFT" in printed, "bank.gift: 1." in printed] == [True] * 3
    assert b"Kept" in (tmp_path / "bank.gift").read_bytes()


def test_an_empty_bank_makes_no_file(bank, tmp_path):
    with pytest.raises(CommandError, match="nothing to write"):
        take_out_to(tmp_path / "bank.gift")
    assert not (tmp_path / "bank.gift").exists()


def test_a_file_that_is_there_is_kept_unless_one_insists(bank, tmp_path):
    QuestionFactory(bank=bank, name="Kept")
    path = tmp_path / "bank.gift"
    path.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        take_out_to(path)
    assert path.read_text() == "mine"
    take_out_to(path, force=True)
    assert "Kept" in path.read_text()


@pytest.mark.parametrize(
    ("path", "onto", "sentence"),
    [("no/such/folder.gift", "Steps", "Nothing was written"), ("bank.gift", "Stairs", "There are: Steps")],
)
def test_taking_out_refuses_in_sentences(path, onto, sentence, bank, tmp_path):
    QuestionFactory(bank=bank)
    with pytest.raises(CommandError, match=sentence):
        take_out_to(tmp_path / path, onto=onto)
