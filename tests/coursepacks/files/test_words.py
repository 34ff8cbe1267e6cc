"""Watched words in files: named in the plan, refused without a reason, and carried with the reason they have."""

import pytest

from content.models import AllowedWord, GlossaryTerm
from courses.models import CoursePage
from lms.coursepacks.files.importing import import_course
from lms.coursepacks.files.planning import Step
from lms.coursepacks.files.problems import FolderProblemsError
from tests.cast import NOW
from tests.coursepacks.files.folders import COURSE, LESSON, bring_in, export, small, wipe, write

pytestmark = pytest.mark.django_db
ONE, TWO = "01-beginning/01-one-step.md", "01-beginning/02-two-steps.md"
SAID = LESSON.replace("Pick **one** thing.", "The **addict** came.")
MEANT = "allowed_words:\n- phrase: addict\n  passage: The addict came.\n  reason: What not to say.\n"
EXAMPLE = SAID.replace("minutes: 5\n", f"minutes: 5\n{MEANT}")
TERM = {"snippets/glossaryterm/slip.yaml": "name: Slip\nmeaning: What an addict calls a lapse.\n"}
SHOWS_TERM = LESSON + "\n:::glossary\nterms:\n- slip\n:::\n"


def refused(folder) -> FolderProblemsError:
    with pytest.raises(FolderProblemsError) as refusal:
        import_course(folder=folder, by=None, at=NOW)
    return refusal.value


def change(folder, name, old, new):
    (folder / name).write_text((folder / name).read_text().replace(old, new))
    return folder


def test_a_word_without_a_reason_lets_nothing_in_and_says_what_to_do(tmp_path):
    error = refused(small(tmp_path, lesson=SAID))
    assert error.code == "watched_word"
    assert error.sentence.startswith(f"{ONE}: “addict” needs a look: Names a whole person after one thing they do.")
    assert "Instead: a person who uses drugs" in error.sentence
    assert "phrase “addict”, the passage “The addict came.”" in error.sentence
    assert not CoursePage.objects.filter(slug="small-steps").exists()


def test_every_file_and_word_is_named_at_once(tmp_path):
    folder = small(tmp_path, course=COURSE.replace("About it.", "No junkies."), lesson=SAID)
    more = SAID.replace("One", "Two").replace("came", "left, an alcoholic")
    error = refused(write(folder, {TWO: more}))
    assert [one.file for one in error.errors] == ["course.md", ONE, TWO, TWO]


def test_the_plan_names_the_words_before_the_refusal(tmp_path):
    seen, folder = [], small(tmp_path, lesson=SAID)
    with pytest.raises(FolderProblemsError):
        import_course(folder=folder, by=None, at=NOW, dry_run=True, say=lambda plan: seen.extend(plan.steps))
    assert seen[-1] == Step("look", ONE, ("“addict” (Body › Text): The addict came.",))


def test_a_word_with_a_reason_goes_live_and_the_plan_says_so(tmp_path):
    said = bring_in(small(tmp_path, lesson=EXAMPLE))
    assert f"word meant    {ONE}\n" in said
    assert "What not to say." in said
    assert AllowedWord.objects.get().passage == "The addict came."
    assert "Nothing to change." in bring_in(tmp_path)


def test_a_teaching_example_comes_into_an_empty_site_with_its_reason(tmp_path):
    bring_in(small(tmp_path / "a", lesson=EXAMPLE))
    before = export("small-steps", tmp_path / "b")
    wipe("small-steps")
    bring_in(tmp_path / "b")
    assert export("small-steps", tmp_path / "c") == before
    assert AllowedWord.objects.get().reason == "What not to say."


def test_without_the_reason_the_word_is_looked_for_again(tmp_path):
    bring_in(small(tmp_path, lesson=EXAMPLE))
    (tmp_path / ONE).write_text(SAID)
    assert refused(tmp_path).code == "watched_word"
    assert AllowedWord.objects.count() == 1


def test_another_reason_replaces_the_one_before(tmp_path):
    bring_in(small(tmp_path, lesson=EXAMPLE))
    bring_in(change(tmp_path, ONE, "What not to say.", "A quotation."))
    assert AllowedWord.objects.get().reason == "A quotation."


def test_a_page_that_is_not_written_is_not_looked_at(tmp_path):
    bring_in(small(tmp_path, lesson=EXAMPLE))
    export("small-steps", tmp_path / "b")
    AllowedWord.objects.all().delete()
    (tmp_path / "b" / ONE).write_text(SAID)
    assert "Nothing to change." in bring_in(tmp_path / "b")


def test_a_word_in_a_row_of_the_library_is_found_on_the_page_that_shows_it(tmp_path):
    error = refused(write(small(tmp_path, lesson=SHOWS_TERM), TERM))
    assert [one.file for one in error.errors] == [ONE]
    assert not GlossaryTerm.objects.filter(name="Slip").exists()


def test_so_it_is_when_only_the_row_changes(tmp_path):
    clean = {name: text.replace("an addict", "somebody") for name, text in TERM.items()}
    bring_in(write(small(tmp_path, lesson=SHOWS_TERM), clean))
    assert refused(write(tmp_path, TERM)).errors[0].file == ONE


def test_a_course_that_is_not_published_may_wait_for_its_words(tmp_path):
    course = COURSE.replace("access: open", "access: open\npublished: false").replace("About it.", "No junkies.")
    assert "Done." in bring_in(small(tmp_path, course=course))


@pytest.mark.parametrize("name", ["phrase", "passage", "reason"])
def test_what_is_meant_has_three_parts_that_fit(tmp_path, name):
    lines = [f"{line}{'x' * 200}" if name in line else line for line in MEANT.splitlines()]
    folder = small(tmp_path, lesson=SAID.replace("minutes: 5\n", "minutes: 5\n" + "\n".join(lines) + "\n"))
    assert refused(folder).code == "wrong_kind"


def test_a_word_is_meant_once_in_a_passage(tmp_path):
    twice = EXAMPLE.replace(MEANT, MEANT + MEANT.partition("\n")[2])
    assert refused(small(tmp_path, lesson=twice)).code == "word_twice"
